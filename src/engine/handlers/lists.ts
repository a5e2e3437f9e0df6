/** Answers the calls about QuickBooks' lists. */
import type { listCalls } from '../../contract/calls/lists.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { itemNames, listEntries, listReads, listsDue, setListsDue } from '../db/lists.ts';
import { SETTING_LISTS } from '../session/steps/lists.ts';
import { change, notePerson } from './change.ts';
import { companyNamed } from './named.ts';

const MOST_ITEMS = 5_000;

export function listHandlers({ ctx, db }: Engine): HandlersOf<typeof listCalls> {
  return {
    'lists.show': ({ companyId }) => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      return ok(db.transaction(() => {
        const reads = listReads(db, companyId);
        const lists = SETTING_LISTS.map((list) => {
          const read = reads.find((one) => one.list === list);
          const entries = listEntries(db, companyId, list).map(({ fullName, detail, isActive }) => ({ name: fullName, detail, isActive }));
          return { list, readAt: read?.readAt ?? null, problem: read?.problem ?? null, entries };
        });
        const items = itemNames(db, companyId, MOST_ITEMS + 1);
        return {
          lists,
          items: items.slice(0, MOST_ITEMS).map(({ fullName, kind, isActive }) => ({ name: fullName, kind, isActive })),
          itemsCut: items.length > MOST_ITEMS,
          isDue: listsDue(db, companyId),
        };
      })());
    },

    'lists.refresh': ({ companyId }) => change(ctx, () => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      const already = listsDue(db, companyId);
      if (!already) {
        setListsDue(db, companyId, true);
        notePerson(ctx, { companyId }, 'info', 'asked for QuickBooks\' lists to be read at the next session.');
      }
      return ok({ already });
    }),
  };
}
