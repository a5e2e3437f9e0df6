/** Calls about QuickBooks' lists: what the settings screen offers for each mapping, as last read. */
import { z } from 'zod';
import { LISTS } from '../../domain/listRecord.ts';
import { ITEM_KINDS } from '../../domain/item.ts';
import { call } from '../defineContract.ts';
import { companyId, instantShape, list, problemShape } from '../shapes.ts';

export const listCalls = {
  'lists.show': call({ companyId }, {
    lists: list(z.object({
      list: z.enum(LISTS),
      /** Null: never read. */
      readAt: instantShape.nullable(),
      /** Why QuickBooks would not give it at the last try (a feature that is off); entries are then older. */
      problem: problemShape.nullable(),
      /** By name. `detail` tells an entry from its neighbours: an account's type, a tax item's rate. */
      entries: list(z.object({ name: z.string(), detail: z.string(), isActive: z.boolean() })),
    })),
    /** Items by FullName, charges and services first; at most 5,000. */
    items: list(z.object({ name: z.string(), kind: z.enum(ITEM_KINDS), isActive: z.boolean() })),
    itemsCut: z.boolean(),
    /** They will be read at the next session, because a person asked for it. */
    isDue: z.boolean(),
  }),
  /** Reads them at the next session. */
  'lists.refresh': call({ companyId }, { already: z.boolean() }),
} as const;
