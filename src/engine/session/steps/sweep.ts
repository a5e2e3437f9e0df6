/** The sweep: reads every known item by ListID (resumable over sessions), counts what the modified filter missed, and falls back to a full read when the counts differ. */
import { answerFor, writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { inventoryQuery } from '../../../quickbooks/qbxml/item.ts';
import { setSweep, sweepOf } from '../../db/companies.ts';
import { countItems, itemByListId, itemIdsAfter } from '../../db/items.ts';
import { retireItems } from '../../db/storeItems.ts';
import { writeLog } from '../../db/log.ts';
import { newRead, type Purpose } from '../plan.ts';
import { itemOptions, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { planIsOver } from './doubts.ts';
import { finishSweep, storeSwept } from './reads.ts';

export const sweep: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    const state = sweepOf(ctx.db, company.id);
    if (state === null || plan.sweepDone || plan.fullRead !== null || planIsOver(scope)) return null;
    if (state.phase === 'count') {
      const requests = [inventoryQuery('inventory', 'inventory', { by: 'count' }), inventoryQuery('assembly', 'assembly', { by: 'count' })];
      return { purpose: { kind: 'sweepCount' }, jobId: null, text: writeMessageSet({ version: plan.version, requests }) };
    }
    const listIds = itemIdsAfter(ctx.db, company.id, state.item, state.after, company.settings.itemPageSize);
    if (listIds.length === 0) return null;
    const text = writeMessageSet({ version: plan.version, requests: [inventoryQuery('items', state.item, { by: 'listIds', listIds }, itemOptions(scope))] });
    return { purpose: { kind: 'sweepBatch', item: state.item, listIds }, jobId: null, text };
  },
};

/** QuickBooks has as many items as we know: batches by ListID. Otherwise one full read finds the new ones. */
export function settleCount(scope: Scope, answer: ReadAnswer): Failure | null {
  const { ctx, company, plan } = scope;
  const inventory = answerFor(answer.set, 'inventory')?.retCount ?? null;
  const assembly = answerFor(answer.set, 'assembly')?.retCount ?? null;
  const same = inventory === countItems(ctx.db, company.id, 'inventory') && assembly === countItems(ctx.db, company.id, 'assembly');
  if (same) {
    setSweep(ctx.db, company.id, { phase: 'batches', item: 'inventory', after: '', missed: sweepOf(ctx.db, company.id)?.missed ?? 0 });
    return advanceEmpty(scope);
  }
  // The sweep stays due until that read is finished (reads.ts): the session may be cut off in it.
  plan.sweepDone = true;
  plan.itemCounts = { inventory, assembly };
  plan.fullRead = newRead();
  writeLog(ctx.db, { at: scope.now, companyId: company.id, outcome: 'info', text: `QuickBooks has ${String(inventory ?? '?')} stock items and ${String(assembly ?? '?')} assemblies, not the number known here: all are read anew.` });
  return null;
}

export function settleBatch(scope: Scope, purpose: Extract<Purpose, { kind: 'sweepBatch' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company } = scope;
  const state = sweepOf(ctx.db, company.id);
  const stored = storeSwept(scope, answer);
  if (stored.failed !== null) return stored.failed;
  if (state?.phase !== 'batches') return null;
  const gone = purpose.listIds.filter((listId) => !stored.seen.includes(listId));
  // QuickBooks does not have these any more: nothing may be sold from them.
  retireItems(ctx.db, company.id, gone.flatMap((listId) => itemByListId(ctx.db, company.id, listId) ?? []), { readSequence: answer.handedSequence, at: scope.now });
  setSweep(ctx.db, company.id, { ...state, after: purpose.listIds.at(-1) ?? state.after, missed: state.missed + stored.changed + gone.length });
  return advanceEmpty(scope);
}

/** Goes on to the next kind, or ends the sweep, when no known item is left. */
function advanceEmpty({ ctx, company, plan, now }: Scope): null {
  const state = sweepOf(ctx.db, company.id);
  if (state?.phase !== 'batches' || itemIdsAfter(ctx.db, company.id, state.item, state.after, 1).length > 0) return null;
  if (state.item === 'inventory' && countItems(ctx.db, company.id, 'assembly') > 0) {
    setSweep(ctx.db, company.id, { ...state, item: 'assembly', after: '' });
    return null;
  }
  plan.sweepDone = true;
  finishSweep({ ctx, company, now }, state.missed);
  return null;
}

