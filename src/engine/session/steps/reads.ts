/** Reads items: all of them at first, then what QuickBooks says was modified, always what our own documents touched. */
import { earlier, later, HOUR, MINUTE, SECOND, sinceStamp, type Instant } from '../../../domain/calendar.ts';
import { isDocumentKind, type DocumentKind } from '../../../domain/job.ts';
import { documentQuery, readDocuments } from '../../../quickbooks/qbxml/document.ts';
import { answerFor, writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { inventoryQuery, itemQueryByListId, readItems, type InventoryAsk } from '../../../quickbooks/qbxml/item.ts';
import { setItemCursor, setSweep, sweepOf } from '../../db/companies.ts';
import { countItems } from '../../db/items.ts';
import { storeItems } from '../../db/storeItems.ts';
import { pendingDocuments, setPosted } from '../../db/jobs.ts';
import { rereadDue, setReread } from '../../db/reread.ts';
import { writeLog } from '../../db/log.ts';
import { loggedOrder } from '../../db/orders.ts';
import { newRead, READ_KINDS, type Purpose, type ReadItemKind, type ReadProgress } from '../plan.ts';
import { itemOptions, recordsOf, zoneOf, type Ask, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { finishSweep, sweepNext } from './sweep.ts';

/** TxnIDs per query of pending documents. */
const PENDING_AT_ONCE = 100;
/** When this PC's clock has gone back behind the cursor, the filter reaches this far before now instead. */
const CLOCK_BACK = 2 * HOUR;

/** The first time, every stock item is read before anything is decided. Where a session was cut off in it, the next goes on with what is left. */
export const fullRead: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    if (plan.fullRead === null && company.lastSweepAt !== null) return null;
    if (plan.fullRead === null && (sweepOf(ctx.db, company.id)?.phase ?? 'count') !== 'count') return sweepNext(scope);
    plan.fullRead ??= newRead();
    return nextPage(scope, 'fullRead', plan.fullRead, null);
  },
};

/** What the modified filter shows. When a full read was made in this very session there is nothing to add. */
export const modifiedRead: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    if (plan.fullRead !== null || company.lastSweepAt === null || !itemReadIsDue(scope)) return null;
    if (isClockBack(plan.startedAt, company.itemCursor)) setSweep(ctx.db, company.id, { phase: 'count', missed: 0 });
    return nextPage(scope, 'modifiedRead', plan.modifiedRead, sinceLastSession(scope));
  },
};

export function itemReadIsDue({ company, plan }: Pick<Scope, 'company' | 'plan'>): boolean {
  return company.itemCursor === null
    || plan.startedAt >= later(company.itemCursor, company.settings.itemReadEverySeconds * SECOND)
    || isClockBack(plan.startedAt, company.itemCursor);
}

/** Since when QuickBooks is asked what was modified: the start of the last good session, and a little before it; null: there was none (DESIGN §5, cursors). */
export function sinceLastSession({ company, plan }: Pick<Scope, 'company' | 'plan'>): Instant | null {
  const { itemCursor, settings } = company;
  if (itemCursor === null) return null;
  return isClockBack(plan.startedAt, itemCursor) ? earlier(plan.startedAt, CLOCK_BACK) : earlier(itemCursor, settings.overlapMinutes * MINUTE);
}

function isClockBack(startedAt: Instant, cursor: Instant | null): boolean {
  return cursor !== null && startedAt < cursor;
}

function nextPage(scope: Scope, kind: 'fullRead' | 'modifiedRead', progress: Readonly<Record<ReadItemKind, ReadProgress>>, from: Instant | null): Ask | null {
  const item = READ_KINDS.find((one) => progress[one] !== 'done');
  if (item === undefined) return null;
  const at = progress[item];
  const iteratorId = typeof at === 'object' ? at.iteratorId : null;
  const pageSize = scope.company.settings.itemPageSize;
  const stamp = from === null ? null : sinceStamp(from, zoneOf(scope));
  const ask: InventoryAsk = iteratorId !== null
    ? { by: 'continue', iteratorId, pageSize }
    : { by: 'modified', from: stamp, pageSize: scope.plan.withoutIterator ? null : pageSize };
  return {
    purpose: { kind, item, iteratorId },
    jobId: null,
    text: writeMessageSet({ version: scope.plan.version, requests: [inventoryQuery('items', item, ask, itemOptions(scope))] }),
  };
}

export function settlePage(scope: Scope, purpose: Extract<Purpose, { kind: 'fullRead' | 'modifiedRead' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company, plan, now } = scope;
  const items = recordsOf(answer.set, 'items', readItems);
  const progress = purpose.kind === 'fullRead' ? plan.fullRead : plan.modifiedRead;
  if (progress === null) return null;
  if (!items.ok) {
    if (purpose.iteratorId === null || plan.withoutIterator) return { failed: items.error };
    // The iterator is gone (docs/qbxml.md, iterators): once more from the start, without.
    plan.withoutIterator = true;
    progress[purpose.item] = 'todo';
    return null;
  }
  storeItems(ctx.db, company.id, items.value, { readSequence: answer.handedSequence, at: now });
  // Should the session be cut off, the next one reads only what is not read by then (sweep.ts).
  if (purpose.kind === 'fullRead' && plan.fullReadSince === null) {
    plan.fullReadSince = answer.handedSequence;
    setSweep(ctx.db, company.id, { phase: 'list', item: 'inventory', missed: 0, startedAt: plan.startedAt, since: answer.handedSequence });
  }
  const page = answerFor(answer.set, 'items');
  const more = page !== null && page.iteratorId !== null && (page.iteratorRemaining ?? 0) > 0;
  progress[purpose.item] = more ? { iteratorId: page.iteratorId } : 'done';
  if (READ_KINDS.some((kind) => progress[kind] !== 'done')) return null;
  // The cursor is this session's start, by this PC's clock: never the newest TimeModified (docs/qbxml.md).
  setItemCursor(ctx.db, company.id, plan.startedAt);
  if (purpose.kind === 'fullRead') finishSweep(scope, { missed: null, read: READ_KINDS.reduce((sum, kind) => sum + countItems(ctx.db, company.id, kind), 0) });
  return null;
}

/** Every item that a document stored since its last read touched, whatever the modified filter says. */
export const touchedRead: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    const batch = rereadDue(ctx.db, company.id).slice(0, company.settings.itemPageSize);
    if (batch.length === 0) return null;
    return {
      purpose: { kind: 'touchedRead', listIds: batch },
      jobId: null,
      text: writeMessageSet({ version: plan.version, requests: [itemQueryByListId('items', batch, itemOptions(scope))] }),
    };
  },
};

export function settleTouched(scope: Scope, purpose: Extract<Purpose, { kind: 'touchedRead' }>, answer: ReadAnswer): Failure | null {
  const items = recordsOf(answer.set, 'items', readItems);
  if (!items.ok) return { failed: items.error };
  storeItems(scope.ctx.db, scope.company.id, items.value, { readSequence: answer.handedSequence, at: scope.now });
  setReread(scope.ctx.db, scope.company.id, answer.handedSequence, purpose.listIds);
  return null;
}

/** Pending documents move stock only when somebody completes them in QuickBooks: looked at in every session. */
export const posted: Step = {
  next({ ctx, company, plan }) {
    const job = pendingDocuments(ctx.db, company.id, PENDING_AT_ONCE).find((one) => !plan.postedAsked.includes(one.kind as DocumentKind));
    if (job === undefined || !isDocumentKind(job.kind)) return null;
    const documentKind = job.kind;
    const txnIds = pendingDocuments(ctx.db, company.id, PENDING_AT_ONCE).flatMap((one) => (one.kind === job.kind && one.txnId !== null ? [one.txnId] : []));
    const text = writeMessageSet({ version: plan.version, requests: [documentQuery('pending', documentKind, { by: 'txnIds', txnIds }, false)] });
    return { purpose: { kind: 'posted', documentKind, txnIds }, jobId: null, text };
  },
};

export function settlePosted(scope: Scope, purpose: Extract<Purpose, { kind: 'posted' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company, plan, now } = scope;
  const found = recordsOf(answer.set, 'pending', readDocuments);
  if (!found.ok) return { failed: found.error };
  plan.postedAsked.push(purpose.documentKind);
  for (const job of pendingDocuments(ctx.db, company.id, PENDING_AT_ONCE)) {
    const record = found.value.find((one) => one.txnId === job.txnId);
    if (record === undefined || record.isPending) continue;
    setPosted(ctx.db, job.id, answer.answeredSequence);
    writeLog(ctx.db, {
      at: now, companyId: company.id, connectionId: job.connectionId, order: loggedOrder(ctx.db, job), outcome: 'info',
      text: `Completed in QuickBooks as ${record.refNumber}; it now moves stock.`,
    });
  }
  return null;
}
