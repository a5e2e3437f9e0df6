/** What is asked of the queue of stock updates, and what the address asks first. */
import type { Input } from '../../src/contract/contract.ts';
import type { UpdateState } from '../../src/domain/update.ts';
import type { Route } from '../routeOf.ts';
import { UPDATE_STATES } from '../words.ts';

export type UpdateQuestion = Omit<Input<'updates.page'>, 'skip' | 'limit'>;

export const STATES = Object.keys(UPDATE_STATES) as UpdateState[];

/** Oldest first, in the state and with the search that the address names; an unknown state is left out. */
export function firstQuestion({ state, search = '' }: Route['query']): UpdateQuestion {
  const wanted = STATES.find((one) => one === state);
  return { ...(wanted === undefined ? {} : { states: [wanted] }), ...(search === '' ? {} : { search }), sort: 'due', descending: false };
}
