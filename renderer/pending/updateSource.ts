/** The queue of stock updates as the engine is asked for it. */
import { ask } from '../engine/useCall.ts';
import type { RowSource } from '../engine/usePagedRows.ts';
import type { UpdateQuestion } from './question.ts';
import type { Update } from './rows.ts';

export function updateSource(question: UpdateQuestion): RowSource<Update> {
  return {
    key: ['updates.page', question],
    load: async (client, skip, limit) => {
      const { updates, total } = await ask(client, 'updates.page', { ...question, skip, limit });
      return { rows: updates, total };
    },
  };
}
