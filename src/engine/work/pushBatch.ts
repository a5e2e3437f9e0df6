/** The two transactions around one call to a shop: numbers go in when the batch is built, and leave when the shop's answer shows them. */
import { judgeAnswer, retryAfter } from '../../decide/judgeAnswer.ts';
import { mayRaise, staleShares } from '../../decide/mayRaise.ts';
import { explainStock, type StockPlan } from '../../decide/planStock.ts';
import { later, MINUTE, type Instant } from '../../domain/calendar.ts';
import { formatDecimal, subtractDecimal, type Decimal } from '../../domain/decimal.ts';
import type { ListingId, Sequence, StoreCallId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Route } from '../../domain/update.ts';
import type { StockAnswer, StockChange, StoreFailure } from '../../stores/store.ts';
import { setConnectionProblem, type ConnectionRow } from '../db/connections.ts';
import { takenSince } from '../db/demand.ts';
import { clearDue, findListing, forgetConfirmed, setConfirmed, setStoreQuantity, type ListingRow } from '../db/listings.ts';
import { writeLog } from '../db/log.ts';
import type { Db } from '../db/open.ts';
import { repeatable } from '../db/repeatable.ts';
import { nextSequence } from '../db/sequence.ts';
import { insertStoreCall, type MadeCall } from '../db/storeCalls.ts';
import { closeUpdate, dropUpdate, failUpdate, findUpdate, markPushing, returnToPending, type DueUpdate, type UpdateRow } from '../db/updates.ts';
import { createRedactor } from '../host/redact.ts';
import type { Context } from '../ports.ts';
import { computeStock, openStockBook, type StockBook } from './computeStock.ts';

/** One number on its way. */
export type Sent = {
  readonly change: StockChange;
  readonly listingId: ListingId;
  readonly sku: string;
  readonly version: number;
  readonly attempts: number;
  readonly route: Route;
  readonly quickbooks: Decimal;
  readonly sequence: Sequence;
  readonly text: string;
};

export type Batch = {
  readonly builtAt: Instant;
  readonly sent: readonly Sent[];
  /** Rows that left the queue or have to wait: there was no number to send for them. */
  readonly settled: number;
};

/** How long a number that may not go up waits before it is looked at again. */
const HOLD_BACK = MINUTE;

/** Computes the numbers of a batch and marks its rows pushing, in one transaction. Rows that changed since they were listed are left alone. */
export function buildBatch(ctx: Context, connection: ConnectionRow, due: readonly DueUpdate[], freshMinutes: number): Batch {
  const { db } = ctx;
  const builtAt = ctx.now();
  // Lost in a power cut, the rows are simply still pending, as those found pushing at a start are anyway.
  return repeatable(db, () => {
    const book = openStockBook(db, connection.companyId);
    const sequence = nextSequence(db);
    const sent: Sent[] = [];
    let settled = 0;
    for (const { listingId } of due) {
      const row = findUpdate(db, listingId);
      const listing = findListing(db, listingId);
      // A listing that something touched since it was routed goes through routing first: only a whole run can be braked.
      if (row?.state !== 'pending' || !row.routed || listing === null || listing.checkDue) continue;
      const ready = prepareRow(db, book, { row, listing, builtAt, freshMinutes, sequence });
      if (ready === null) settled += 1;
      else sent.push(ready);
    }
    return { builtAt, sent, settled };
  });
}

type Candidate = { readonly row: UpdateRow; readonly listing: ListingRow; readonly builtAt: Instant; readonly freshMinutes: number; readonly sequence: Sequence };

/** Null: there is no number to send, now or at all; the row says why. */
function prepareRow(db: Db, book: StockBook, { row, listing, builtAt, freshMinutes, sequence }: Candidate): Sent | null {
  const { plan, shares } = computeStock(db, book, listing);
  const where = { at: builtAt, companyId: book.companyId, connectionId: listing.connectionId, sku: listing.sku, route: row.route };
  if (plan.kind === 'skip') {
    if (listing.skipReason !== plan.reason) writeLog(db, { ...where, outcome: 'skipped', text: `${plan.problem.what} ${plan.problem.todo}` });
    clearDue(db, listing.id, plan.reason);
    dropUpdate(db, listing.id);
    forgetConfirmed(db, listing.id, null);
    return null;
  }
  const stale = staleShares(shares.map((share) => ({ ...share, connectionId: share.id })), listing.connectionId, builtAt, freshMinutes);
  const why = stale.length === 0 ? null : mayRaise(plan.quantity, shopHas(db, listing), stale);
  if (why !== null) {
    if (row.problem?.code !== why.code) {
      writeLog(db, { ...where, outcome: 'skipped', quickbooksQuantity: plan.quickbooks, text: `${why.what} ${why.todo}` });
    }
    returnToPending(db, listing.id, { attempts: row.attempts, notBefore: later(builtAt, HOLD_BACK), problem: why });
    return null;
  }
  return send(db, row, listing, plan, sequence);
}

function send(db: Db, row: UpdateRow, listing: ListingRow, plan: StockPlan & { readonly kind: 'push' }, sequence: Sequence): Sent {
  markPushing(db, listing.id, { quantity: plan.quantity, quickbooks: plan.quickbooks, sequence });
  return {
    change: { key: listing.key, parentKey: listing.parentKey, quantity: plan.quantity }, listingId: listing.id, sku: listing.sku, version: row.version,
    attempts: row.attempts, route: row.route, quickbooks: plan.quickbooks, sequence, text: explainStock(plan),
  };
}

/** What the shop shows now as far as we know: its number when last seen, less what it sold since. */
function shopHas(db: Db, listing: ListingRow): Decimal | null {
  return listing.storeQuantity === null ? null : subtractDecimal(listing.storeQuantity, takenSince(db, listing.id, listing.storeQuantityAt));
}

/** Keeps the call when the first line of the log is written about it; the others point to the same. Null: there was none. */
function keeper(db: Db, connection: ConnectionRow, call: MadeCall | null): () => StoreCallId | null {
  let kept: StoreCallId | null = null;
  const { redact } = createRedactor();
  return () => {
    if (kept !== null || call === null) return kept;
    const { requestText, responseText } = call;
    kept = insertStoreCall(db, connection.id, {
      ...call, address: redact(call.address), requestText: redact(requestText),
      responseText: responseText === null ? null : redact(responseText),
    });
    return kept;
  };
}

/** Compares the shop's answers with what was sent and moves each row on, in one transaction. Returns how many are confirmed. `call`: as it went over the line. */
export function settleBatch(ctx: Context, connection: ConnectionRow, batch: Batch, answers: readonly StockAnswer[], call: MadeCall | null): number {
  const { db } = ctx;
  return db.transaction(() => {
    const keep = keeper(db, connection, call);
    let confirmed = 0;
    batch.sent.forEach((sent, index) => {
      const answer = answers[index];
      if (answer === undefined) putBack(ctx, sent, null, null);
      else if (settleOne(ctx, connection, batch.builtAt, { sent, answer, keep })) confirmed += 1;
    });
    return confirmed;
  })();
}

type Answered = { readonly sent: Sent; readonly answer: StockAnswer; readonly keep: () => StoreCallId | null };

function settleOne(ctx: Context, connection: ConnectionRow, builtAt: Instant, { sent, answer, keep }: Answered): boolean {
  const { db } = ctx;
  const row = findUpdate(db, sent.listingId);
  const verdict = judgeAnswer(answer, sent.change.quantity, { attempts: sent.attempts, sameVersion: row?.state === 'pushing' && row.version === sent.version });
  const storeQuantity = answer.outcome === 'answered' ? answer.quantity : null;
  const line = {
    at: ctx.now(), companyId: connection.companyId, connectionId: connection.id, sku: sent.sku, quickbooksQuantity: sent.quickbooks,
    sentQuantity: sent.change.quantity, storeQuantity, route: sent.route,
  };
  if (storeQuantity !== null && verdict.kind !== 'confirmed') setStoreQuantity(db, sent.listingId, storeQuantity, builtAt);
  switch (verdict.kind) {
    case 'confirmed':
      setConfirmed(db, sent.listingId, sent.change.quantity, sent.sequence, builtAt);
      if (verdict.closes) closeUpdate(db, sent.listingId, sent.version);
      else returnToPending(db, sent.listingId, { attempts: 0, notBefore: null, problem: null });
      writeLog(db, { ...line, storeCallId: keep(), outcome: 'confirmed', text: `${connection.name} shows ${formatDecimal(sent.change.quantity)}. ${sent.text}` });
      return true;
    case 'again':
      returnToPending(db, sent.listingId, { attempts: verdict.attempts, notBefore: verdict.after > 0 ? later(ctx.now(), verdict.after) : null, problem: row?.problem ?? null });
      return false;
    case 'failed':
      failUpdate(db, sent.listingId, verdict.problem);
      writeLog(db, { ...line, storeCallId: keep(), outcome: 'failed', text: `${verdict.problem.what} ${verdict.problem.todo}` });
      return false;
  }
}

/** The call failed as a whole: the shop may or may not have the numbers. Nothing is lost: rows wait, or fail when waiting cannot help. */
export function failBatch(ctx: Context, connection: ConnectionRow, batch: Batch, failure: StoreFailure, call: MadeCall | null): void {
  const { db } = ctx;
  db.transaction(() => {
    const keep = keeper(db, connection, call);
    const wait = retryAfter(failure);
    for (const sent of batch.sent) {
      putBack(ctx, sent, wait === null ? null : later(ctx.now(), wait), failure);
      if (wait !== null) continue;
      failUpdate(db, sent.listingId, failure);
      writeLog(db, {
        at: ctx.now(), companyId: connection.companyId, connectionId: connection.id, sku: sent.sku, outcome: 'failed', quickbooksQuantity: sent.quickbooks,
        sentQuantity: sent.change.quantity, route: sent.route, storeCallId: keep(), text: `${failure.what} ${failure.todo}`,
      });
    }
    setConnectionProblem(db, connection.id, plain(failure));
  })();
}

/** The call ended without any answer, by a stop or a fault of ours. */
export function abandonBatch(ctx: Context, batch: Batch, notBefore: Instant | null): void {
  ctx.db.transaction(() => {
    for (const sent of batch.sent) putBack(ctx, sent, notBefore, null);
  })();
}

function putBack(ctx: Context, sent: Sent, notBefore: Instant | null, problem: Problem | null): void {
  forgetConfirmed(ctx.db, sent.listingId, sent.change.quantity);
  returnToPending(ctx.db, sent.listingId, { attempts: sent.attempts, notBefore, problem: problem && plain(problem) });
}

/** A problem without what only the next minutes need. */
function plain({ code, what, todo, field, detail }: Problem): Problem {
  return { code, what, todo, ...(field === undefined ? {} : { field }), ...(detail === undefined ? {} : { detail }) };
}
