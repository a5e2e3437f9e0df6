/** What a person's word does to a job. Each runs inside the caller's transaction and moves the job along TRANSITIONS only. */
import { assertNever } from '../../domain/brand.ts';
import type { TxnID } from '../../domain/ids.ts';
import { isDocumentKind, isSettlementKind, type JobState } from '../../domain/job.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { freeNumber } from '../act/intake.ts';
import { findCompany } from '../db/companies.ts';
import { findConnection } from '../db/connections.ts';
import { customerJob, ignoreInGuard, itemJob, moveJob, setPosted, type JobChange, type JobRow } from '../db/jobs.ts';
import { linkOf } from '../db/links.ts';
import { markSharersDue } from '../db/due.ts';
import { listingByKey, touchSkus } from '../db/listings.ts';
import { findOrder, orderNumber, setCountsNothing } from '../db/orders.ts';
import { nextSequence } from '../db/sequence.ts';
import type { Context } from '../ports.ts';
import { customerPlanOf } from '../session/steps/lookups.ts';
import { missing } from '../session/steps/missingItems.ts';
import { notePerson } from './change.ts';
import { isCertainlyAbsent } from './jobActions.ts';

type Outcome = 'info' | 'cancelled' | 'settled';

/** The move itself, and a line in the log that says whose word it was. What is prepared for the Web Connector and not fetched yet does not leave then. */
function move(ctx: Context, job: JobRow, to: JobState, outcome: Outcome, text: string, more: JobChange = {}): void {
  moveJob(ctx.db, job, to, ctx.now(), { problem: null, notBefore: null, ...more });
  const order = job.orderId === null ? null : orderNumber(ctx.db, job.orderId);
  // The log is searched by the order's number; a refund, a payment, a customer or an item says what it is.
  const about = order === job.label ? '' : job.label;
  notePerson(ctx, { companyId: job.companyId, connectionId: job.connectionId, order }, outcome, text, about);
}

/**
 * Planned anew. The newMessageSetID stays where the outcome of the last sending is unknown: a person's word is no proof (DESIGN §4), and under
 * the old ID QuickBooks itself refuses what it has stored already.
 */
export function retryJob(ctx: Context, job: JobRow, words: string): void {
  const more = { attempts: 0, resends: 0 };
  if (job.problem?.code === 'customerNotAdded') retryCustomer(ctx, job);
  if (job.problem?.code === 'itemNotAdded') retryItems(ctx, job);
  if (job.problem?.code !== 'numberTaken' || !(isDocumentKind(job.kind) || isSettlementKind(job.kind))) {
    move(ctx, job, 'waiting', 'info', `${words}.`, more);
    return;
  }
  const connection = findConnection(ctx.db, job.connectionId);
  const number = job.family === 'refund' || job.family === 'settlement' ? `R${job.storeDocumentId}` : orderNumberOf(ctx, job);
  const refNumber = freeNumber(ctx.db, findCompany(ctx.db, job.companyId), connection, { kind: job.kind, number }, 1);
  move(ctx, job, 'waiting', 'info', `${words}, with number ${refNumber} instead of ${job.refNumber}.`, { ...more, refNumber });
}

function orderNumberOf(ctx: Context, job: JobRow): string {
  return job.orderId === null ? job.label : findOrder(ctx.db, job.orderId).order.number;
}

/** The customer is looked for anew (a person may have added it), and added again only if it is still missing. */
function retryCustomer(ctx: Context, job: JobRow): void {
  const plan = customerPlanOf({ ctx }, job);
  const adding = plan === null ? null : customerJob(ctx.db, job.companyId, plan.key);
  if (adding?.state !== 'needsAttention') return;
  if (isCertainlyAbsent(adding)) move(ctx, adding, 'cancelled', 'cancelled', `retried order ${job.label}: this customer is looked for in QuickBooks anew.`);
  else move(ctx, adding, 'waiting', 'info', `retried order ${job.label}, and this customer with it.`, { attempts: 0 });
}

/** Items that could not be added are added again with it, by the settings as they are now; those that a person has added meanwhile are not missing any more. */
function retryItems(ctx: Context, job: JobRow): void {
  for (const item of missing({ ctx, company: findCompany(ctx.db, job.companyId) }, job)) {
    const adding = itemJob(ctx.db, job.companyId, item.name);
    if (adding?.state === 'needsAttention') move(ctx, adding, 'waiting', 'info', `retried order ${job.label}, and this item with it.`, { attempts: 0 });
  }
}

/** Not entered. An order's pieces stay subtracted: the shop has sold them, and QuickBooks does not know (never oversell). */
export function cancelJob(ctx: Context, job: JobRow): void {
  const words = job.family === 'order'
    ? 'cancelled it: it is not entered in QuickBooks. What it sold stays subtracted from the stock until the shop takes the order back.'
    : 'cancelled it: it is not entered in QuickBooks.';
  move(ctx, job, 'cancelled', 'cancelled', words, { evidence: 'a person cancelled it' });
}

/**
 * It is in QuickBooks: done for ever, so that no later change in the shop enters it a second time. (Cancelled before it was sent would not do: that
 * may be made again.) What never left is treated as entered by hand and takes nothing from stock; what was sent counts as stored now, and its
 * items are read again.
 */
export function markEntered(ctx: Context, job: JobRow, txnId: TxnID | null): void {
  const { db } = ctx;
  const sequence = nextSequence(db);
  const as = txnId === null ? '' : ` as ${txnId}`;
  move(ctx, job, 'done', 'settled', `said that it is in QuickBooks${as}. It is not entered again.`,
    { evidence: `a person said that it is in QuickBooks${as}`, txnId, successSequence: sequence, rereadDue: job.touches.length > 0 });
  // A mistyped TxnID must not make the guard believe that the company file is too old, nor be asked for as a pending document.
  if (txnId !== null) ignoreInGuard(db, job.companyId, [txnId]);
  if (!job.postsStock) setPosted(db, job.id, sequence);
  if (job.family !== 'order' || job.orderId === null || job.everSent) return;
  setCountsNothing(db, job.orderId);
  markLinesDue(ctx, job, job.orderId);
}

/** Every shop that sells what the order took may have a new number. */
function markLinesDue({ db }: Context, job: JobRow, orderId: number): void {
  const orphans: string[] = [];
  for (const line of findOrder(db, orderId).order.lines) {
    const listing = line.listingKey === null ? null : listingByKey(db, job.connectionId, line.listingKey);
    const link = listing === null ? null : linkOf(db, listing.id);
    if (link !== null) markSharersDue(db, job.companyId, link.listId);
    else if (line.sku !== null && line.sku !== '') orphans.push(line.sku);
  }
  touchSkus(db, job.companyId, orphans);
}

/** Why a job cannot be moved that way now, in words. */
export function notPossible(job: JobRow): Problem {
  return problem('notPossible', `${job.label}: ${stateWords(job)}`, 'Reload the list and look at the order again.');
}

function stateWords(job: JobRow): string {
  switch (job.state) {
    case 'waiting':
    case 'ready': return 'it is waiting for the next session of the Web Connector; nothing has to be done.';
    case 'sent': return 'it is on its way to QuickBooks now. Wait for the answer.';
    case 'inDoubt': return 'QuickBooks may have entered it already. The next session finds out; until then nothing can be decided.';
    case 'needsAttention': return 'it was sent, and QuickBooks may have entered it. Look for it there, then say whether it is there.';
    case 'done': return 'it is in QuickBooks already.';
    case 'cancelled': return 'it has been cancelled.';
    default: return assertNever(job.state);
  }
}
