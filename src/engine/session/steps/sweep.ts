/** The sweep: reads every item by ListID (resumable over sessions) and counts what the modified filter missed; where the numbers differ it lists the ListIDs first. */
import { formatDecimal } from '../../../domain/decimal.ts';
import type { ListID } from '../../../domain/ids.ts';
import { answerFor, writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { inventoryQuery, readItemIds, readItems } from '../../../quickbooks/qbxml/item.ts';
import { setItemCursor, setLastSweep, setSweep, sweepOf, type SweepState } from '../../db/companies.ts';
import { addUnread, countItems, dropUnread, itemByListId, itemIdsAfter, itemKindsToRead } from '../../db/items.ts';
import { writeLog } from '../../db/log.ts';
import { retireItems, storeItems, type ItemChange } from '../../db/storeItems.ts';
import { insertSweepReport } from '../../db/sweepReports.ts';
import { READ_KINDS, type Purpose, type ReadItemKind } from '../plan.ts';
import { itemOptions, recordsOf, type Ask, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { planIsOver } from './doubts.ts';

/** ListIDs in one page, in pages of items: they come without anything else. */
const IDS_PER_ITEM = 10;
/** A sweep that finds more changes than this names no more of them one by one. */
const MOST_NAMED = 1_000;

export const sweep: Step = {
  next(scope) {
    const { plan } = scope;
    return plan.sweepDone || plan.fullRead !== null || planIsOver(scope) ? null : sweepNext(scope);
  },
};

/** Also the rest of a first full read that its session did not live to finish (reads.ts). */
export function sweepNext(scope: Scope): Ask | null {
  const { ctx, company, plan } = scope;
  const state = sweepOf(ctx.db, company.id);
  if (state === null) return null;
  if (state.phase === 'count') {
    const requests = READ_KINDS.map((kind) => inventoryQuery(kind, kind, { by: 'count' }));
    return { purpose: { kind: 'sweepCount' }, jobId: null, text: writeMessageSet({ version: plan.version, requests }) };
  }
  if (state.phase === 'list') {
    const iteratorId = plan.sweepIterator ?? null;
    const ask = inventoryQuery('ids', state.item, { by: 'ids', iteratorId, pageSize: plan.withoutIterator ? null : company.settings.itemPageSize * IDS_PER_ITEM });
    return { purpose: { kind: 'sweepList', item: state.item, iteratorId }, jobId: null, text: writeMessageSet({ version: plan.version, requests: [ask] }) };
  }
  const listIds = itemIdsAfter(ctx.db, company.id, state, company.settings.itemPageSize);
  if (listIds.length === 0) return null;
  const text = writeMessageSet({ version: plan.version, requests: [inventoryQuery('items', state.item, { by: 'listIds', listIds }, itemOptions(scope))] });
  return { purpose: { kind: 'sweepBatch', item: state.item, listIds }, jobId: null, text };
}

/** QuickBooks has as many items as we know: batches by ListID. Otherwise the ListIDs are listed first, to find the new ones. */
export function settleCount(scope: Scope, answer: ReadAnswer): Failure | null {
  const { ctx, company } = scope;
  const state = begun(scope, sweepOf(ctx.db, company.id));
  const counts = READ_KINDS.map((kind) => ({ kind, there: answerFor(answer.set, kind)?.retCount ?? null, here: countItems(ctx.db, company.id, kind) }));
  const differing = counts.filter(({ there, here }) => there !== here);
  if (differing.length === 0) {
    setSweep(ctx.db, company.id, { ...state, phase: 'batches', item: 'inventory', after: '' });
    return advanceEmpty(scope);
  }
  setSweep(ctx.db, company.id, { ...state, phase: 'list', item: 'inventory' });
  const words = differing.map(({ kind, there, here }) => `${String(there ?? '?')} ${WORDS[kind]}, known here are ${String(here)}`).join('; ');
  writeLog(ctx.db, { at: scope.now, companyId: company.id, outcome: 'info', text: `QuickBooks has ${words}: all are listed anew.` });
  return null;
}

const WORDS: Readonly<Record<ReadItemKind, string>> = { inventory: 'stock items', assembly: 'assemblies', group: 'kits' };

type Begun = Omit<Extract<SweepState, { phase: 'batches' }>, 'phase' | 'item' | 'after'>;

function begun({ plan }: Scope, state: SweepState | null): Begun {
  return {
    missed: state?.missed ?? 0, startedAt: state?.startedAt ?? plan.startedAt,
    read: state?.read ?? 0, gone: state?.gone ?? 0, named: state?.named ?? 0, since: state?.since ?? null,
  };
}

export function settleList(scope: Scope, purpose: Extract<Purpose, { kind: 'sweepList' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company, plan } = scope;
  const state = sweepOf(ctx.db, company.id);
  const ids = recordsOf(answer.set, 'ids', readItemIds);
  if (!ids.ok) {
    if (purpose.iteratorId === null || plan.withoutIterator) return { failed: ids.error };
    // The iterator is gone (docs/qbxml.md, iterators): once more from the start, without.
    plan.withoutIterator = true;
    plan.sweepIterator = null;
    return null;
  }
  if (state?.phase !== 'list') return null;
  addUnread(ctx.db, company.id, state.item, ids.value);
  const page = answerFor(answer.set, 'ids');
  const more = page !== null && page.iteratorId !== null && (page.iteratorRemaining ?? 0) > 0;
  plan.sweepIterator = more ? page.iteratorId : null;
  if (more) return null;
  const next = READ_KINDS[READ_KINDS.indexOf(state.item) + 1];
  setSweep(ctx.db, company.id, next === undefined ? { ...begun(scope, state), phase: 'batches', item: 'inventory', after: '' } : { ...state, item: next });
  return next === undefined ? advanceEmpty(scope) : null;
}

export function settleBatch(scope: Scope, purpose: Extract<Purpose, { kind: 'sweepBatch' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company, now } = scope;
  const items = recordsOf(answer.set, 'items', readItems);
  if (!items.ok) return { failed: items.error };
  const read = { readSequence: answer.handedSequence, at: now };
  const { changes } = storeItems(ctx.db, company.id, items.value, read);
  const state = sweepOf(ctx.db, company.id);
  if (state?.phase !== 'batches') return null;
  const seen = new Set<ListID>(items.value.map((item) => item.listId));
  const gone = purpose.listIds.filter((listId) => !seen.has(listId)).flatMap((listId) => itemByListId(ctx.db, company.id, listId) ?? []);
  // QuickBooks does not have these any more: nothing may be sold from them.
  retireItems(ctx.db, company.id, gone, read);
  dropUnread(ctx.db, company.id, state.item, purpose.listIds);
  const isFirst = company.lastSweepAt === null;
  const named = isFirst ? 0 : nameChanges(scope, changes, MOST_NAMED - (state.named ?? 0));
  setSweep(ctx.db, company.id, {
    ...begun(scope, state), phase: 'batches', item: state.item, after: purpose.listIds.at(-1) ?? state.after,
    missed: state.missed + changes.length + gone.length, read: (state.read ?? 0) + purpose.listIds.length, gone: (state.gone ?? 0) + gone.length, named: (state.named ?? 0) + named,
  });
  return advanceEmpty(scope);
}

/** One line for each change that nothing else had shown; returns how many. */
function nameChanges({ ctx, company, now, session }: Scope, changes: readonly ItemChange[], most: number): number {
  const shown = changes.slice(0, Math.max(0, most));
  for (const { before, after } of shown) {
    const what = before === null ? 'an item that was not known here'
      : before.quantityOnHand !== after.quantityOnHand
        ? `${after.quantityOnHand === null ? 'none' : formatDecimal(after.quantityOnHand)} on hand, and ${before.quantityOnHand === null ? 'none' : formatDecimal(before.quantityOnHand)} were known here`
        : before.quantityOnSalesOrder !== after.quantityOnSalesOrder ? 'another quantity on sales orders' : 'another record of it';
    writeLog(ctx.db, {
      at: now, companyId: company.id, sku: after.fullName, outcome: 'changed', quickbooksQuantity: after.quantityOnHand,
      text: `Found by comparing all items: QuickBooks has ${what}. Its filter of modified items had not shown it.`,
    });
  }
  if (shown.length > 0) ctx.log.debug({ session: session.id, changes: changes.length }, 'the sweep found changes');
  return shown.length;
}

/** Goes on to the next kind, or ends the sweep, when no item is left. */
function advanceEmpty(scope: Scope): null {
  const { ctx, company, plan } = scope;
  const state = sweepOf(ctx.db, company.id);
  if (state?.phase !== 'batches' || itemIdsAfter(ctx.db, company.id, state, 1).length > 0) return null;
  const next = itemKindsToRead(ctx.db, company.id).find((kind) => READ_KINDS.indexOf(kind) > READ_KINDS.indexOf(state.item));
  if (next !== undefined) {
    setSweep(ctx.db, company.id, { ...state, item: next, after: '' });
    // With a first read that goes on, that kind may have been read to the end already.
    return advanceEmpty(scope);
  }
  plan.sweepDone = true;
  // What changed since the first of the sessions began is asked for from there.
  if (company.lastSweepAt === null) setItemCursor(ctx.db, company.id, state.startedAt ?? plan.startedAt);
  finishSweep(scope, { ...state, missed: company.lastSweepAt === null ? null : state.missed });
  return null;
}

export type SweepEnd = {
  readonly startedAt?: SweepState['startedAt'];
  readonly read?: number;
  readonly gone?: number;
  /** Null when nothing was known before. */
  readonly missed: number | null;
};

/** Every item has been compared. The shops are compared next, in the background (work/compareShops.ts). */
export function finishSweep({ ctx, company, plan, now }: Pick<Scope, 'ctx' | 'company' | 'plan' | 'now'>, end: SweepEnd): void {
  setSweep(ctx.db, company.id, null);
  setLastSweep(ctx.db, company.id, now, end.missed);
  insertSweepReport(ctx.db, { companyId: company.id, startedAt: end.startedAt ?? plan.startedAt, readAt: now, items: end.read ?? 0, missed: end.missed, deleted: end.gone ?? 0 });
  if (end.missed === null) return;
  writeLog(ctx.db, { at: now, companyId: company.id, outcome: 'info', text: `All items were compared with QuickBooks. The modified filter had missed ${String(end.missed)}.` });
}
