/** Reads the items that a person compares, whatever QuickBooks' modified filter says of them. */
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { itemQueryByListId, readItems } from '../../../quickbooks/qbxml/item.ts';
import type { ListID } from '../../../domain/ids.ts';
import { itemByListId } from '../../db/items.ts';
import { writeLog } from '../../db/log.ts';
import { storeItems } from '../../db/storeItems.ts';
import { unwantItem, wantedItems } from '../../db/wantedItems.ts';
import { itemOptions, recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';

/** What is asked for while its session is under way is read in the next round, and a person cannot ask without end. */
export const wantedRead: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    const listIds = wantedItems(ctx.db, company.id, company.settings.itemPageSize);
    if (listIds.length === 0) return null;
    return {
      purpose: { kind: 'wantedRead', listIds },
      jobId: null,
      text: writeMessageSet({ version: plan.version, requests: [itemQueryByListId('items', listIds, itemOptions(scope))] }),
    };
  },
};

/** QuickBooks answers 500 for those it does not have any more, with whatever was found: the sweep settles what they are. */
export function settleWanted({ ctx, company, now }: Scope, purpose: { readonly listIds: readonly ListID[] }, answer: ReadAnswer): Failure | null {
  const items = recordsOf(answer.set, 'items', readItems);
  if (!items.ok) return { failed: items.error };
  storeItems(ctx.db, company.id, items.value, { readSequence: answer.handedSequence, at: now });
  for (const listId of purpose.listIds) {
    unwantItem(ctx.db, company.id, listId);
    const record = items.value.find((item) => item.listId === listId);
    const known = record ?? itemByListId(ctx.db, company.id, listId);
    writeLog(ctx.db, {
      at: now, companyId: company.id, outcome: 'info',
      ...(known === null ? {} : { sku: known.name }), quickbooksQuantity: record?.quantityOnHand ?? null, exchangeId: answer.exchange.id,
      text: record === undefined ? 'Asked for by a person: QuickBooks does not show this item any more.' : 'Asked for by a person: QuickBooks was read for this item.',
    });
  }
  return null;
}
