/** What is asked of the queue of stock updates, and what the address asks first. */
import type { Input } from '../../src/contract/contract.ts';
import type { UpdateState } from '../../src/domain/update.ts';
import type { Route } from '../routeOf.ts';

export type UpdateQuestion = Omit<Input<'updates.page'>, 'skip' | 'limit'>;

/** Named here, not taken from their words: the address is read before anything that writes sentences is there (askFirst.ts). */
export const STATES: readonly UpdateState[] = ['pending', 'pushing', 'held', 'failed'];

/** Oldest first, in the state and with the search that the address names; an unknown state is left out. */
export function firstQuestion({ state, search = '' }: Route['query']): UpdateQuestion {
  const wanted = STATES.find((one) => one === state);
  return { ...(wanted === undefined ? {} : { states: [wanted] }), ...(search === '' ? {} : { search }), sort: 'due', descending: false };
}
