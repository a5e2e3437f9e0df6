/** The queue of stock updates as the engine is asked for it: the address gives the first question, the reader's filters the others. */
import type { Input } from '../../src/contract/contract.ts';
import type { UpdateState } from '../../src/domain/update.ts';
import { ask } from '../engine/useCall.ts';
import type { RowSource } from '../engine/usePagedRows.ts';
import type { Route } from '../route.ts';
import { UPDATE_STATES } from '../words.ts';
import type { Update } from './rows.ts';

export type UpdateQuestion = Omit<Input<'updates.page'>, 'skip' | 'limit'>;

export const STATES = Object.keys(UPDATE_STATES) as UpdateState[];

/** Oldest first, in the state and with the search that the address names; an unknown state is left out. */
export function firstQuestion({ state, search = '' }: Route['query']): UpdateQuestion {
  const wanted = STATES.find((one) => one === state);
  return { ...(wanted === undefined ? {} : { states: [wanted] }), ...(search === '' ? {} : { search }), sort: 'due', descending: false };
}

export function updateSource(question: UpdateQuestion): RowSource<Update> {
  return {
    key: ['updates.page', question],
    load: async (client, skip, limit) => {
      const { updates, total } = await ask(client, 'updates.page', { ...question, skip, limit });
      return { rows: updates, total };
    },
  };
}
