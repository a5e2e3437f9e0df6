/** Acts on what became of a written document: the one place where jobs leave `sent` and `inDoubt`. */
import { recover, type Evidence, type StatusCheck } from '../../decide/recover.ts';
import { MOST_ATTEMPTS, settleWrite, type WriteAnswer, type WriteVerdict } from '../../decide/settleWrite.ts';
import { assertNever } from '../../domain/brand.ts';
import type { CustomerDraft, CustomerRecord } from '../../domain/document.ts';
import type { ExchangeId, ListID, Sequence, TxnID } from '../../domain/ids.ts';
import { isDocumentKind } from '../../domain/job.ts';
import type { StoreOrder } from '../../domain/order.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { readCustomers } from '../../quickbooks/qbxml/customer.ts';
import { answerFor, errorRecovery, readMessageSet, type Answer } from '../../quickbooks/qbxml/envelope.ts';
import { readItems } from '../../quickbooks/qbxml/item.ts';
import { classifyHresult, classifyStatus } from '../../quickbooks/qbxml/status.ts';
import { tellShop } from '../act/tellShop.ts';
import { forgetCustomer, rememberCustomer } from '../db/customers.ts';
import { findJob, moveJob, type JobRow } from '../db/jobs.ts';
import { writeLog } from '../db/log.ts';
import { DEAD } from '../../decide/acceptOrder.ts';
import { findOrder, keepSentBody, orderNumber, sentBody, setDifference } from '../db/orders.ts';
import { expectedNow, judgeBooked, NO_MONEY, type Money } from './judgeBooked.ts';
import type { Scope } from './step.ts';
import { customerPlanOf } from './steps/lookups.ts';
import { readWritten, type WrittenRecord } from './written.ts';

type Booked = { readonly verdict: WriteVerdict; readonly booked: Money; readonly items: readonly ListID[] };

/** Reads the answer to a write as strictly as DESIGN §4 asks: what is not proven is in doubt. */
export function readWriteAnswer(job: JobRow, response: string, hresult: string, message: string): Booked {
  const nothing = { booked: NO_MONEY, items: [] };
  if (hresult !== '') {
    const { nothingRan, problem: why } = classifyHresult(hresult, message);
    return { verdict: settleWrite({ kind: 'hresult', nothingRan, problem: why }, job.attempts), ...nothing };
  }
  const set = readMessageSet(response);
  const unclear = (why: string): Booked => ({ verdict: settleWrite({ kind: 'unclear', why }, job.attempts), ...nothing });
  if (!set.ok) return unclear(set.error.what);
  if (set.value.messageSetStatusCode !== null && set.value.messageSetStatusCode !== 0)
    return unclear(`QuickBooks answered with message set status ${String(set.value.messageSetStatusCode)}.`);
  const answer = job.requestId === null ? null : answerFor(set.value, job.requestId);
  if (answer === null) return unclear('The answer of QuickBooks does not mention our request.');
  const read = readStored(job, answer);
  return { verdict: settleWrite(read.answer, job.attempts), booked: read.booked, items: read.items };
}

function readStored(job: JobRow, answer: Answer): { readonly answer: WriteAnswer; readonly booked: Money; readonly items: readonly ListID[] } {
  if (answer.severity === 'Error') {
    const verdict = classifyStatus(answer);
    const kind = verdict.class === 'retry' || verdict.class === 'user' || verdict.class === 'bug' ? verdict.class : 'fix';
    return { answer: { kind: 'error', class: kind, statusCode: answer.statusCode, problem: verdict.problem }, booked: NO_MONEY, items: [] };
  }
  const warning = answer.severity === 'Warn' ? answer.message : '';
  const recovered = errorRecovery(answer);
  if (job.kind === 'customer') {
    const records = readCustomers(answer);
    const listId = (records.ok ? records.value[0]?.listId : undefined) ?? ((recovered?.listId ?? null) as ListID | null);
    if (listId === null) return { answer: { kind: 'unclear', why: 'The answer of QuickBooks carries no customer.' }, booked: NO_MONEY, items: [] };
    return { answer: { kind: 'stored', txnId: null, listId, warning }, booked: NO_MONEY, items: [] };
  }
  if (job.kind === 'item') {
    const records = readItems(answer);
    const listId = (records.ok ? records.value[0]?.listId : undefined) ?? ((recovered?.listId ?? null) as ListID | null);
    if (listId === null) return { answer: { kind: 'unclear', why: 'The answer of QuickBooks carries no item.' }, booked: NO_MONEY, items: [] };
    return { answer: { kind: 'stored', txnId: null, listId, warning }, booked: NO_MONEY, items: [listId] };
  }
  const records = readWritten(answer);
  const record = records.ok ? records.value[0] : undefined;
  const txnId = record?.txnId ?? ((recovered?.txnId ?? null) as TxnID | null);
  if (txnId === null) return { answer: { kind: 'unclear', why: 'The answer of QuickBooks carries no document.' }, booked: NO_MONEY, items: [] };
  return { answer: { kind: 'stored', txnId, listId: null, warning }, booked: moneyOf(record), items: record?.itemListIds ?? [] };
}

/** Moves the job by the verdict on its write. `sequence`: when the answer was stored. */
export function applyWrite(scope: Scope, job: JobRow, booked: Booked, sequence: Sequence, exchangeId: ExchangeId): void {
  const { verdict } = booked;
  switch (verdict.to) {
    case 'done':
      finish(scope, job, { txnId: verdict.txnId, listId: verdict.listId, booked: booked.booked, items: booked.items, sequence, exchangeId, evidence: null, warning: verdict.warning });
      return;
    case 'ready':
      putOff(scope, job, verdict.problem, exchangeId);
      return;
    case 'needsAttention':
      refuse(scope, job, verdict.problem, verdict.statusCode, exchangeId);
      return;
    case 'inDoubt':
      putInDoubt(scope, job, verdict.why, exchangeId);
      return;
    default:
      assertNever(verdict);
  }
}

type Finish = {
  readonly txnId: TxnID | null; readonly listId: ListID | null; readonly booked: Money; readonly items: readonly ListID[]; readonly sequence: Sequence;
  readonly exchangeId: ExchangeId | null; readonly evidence: string | null; readonly warning: string;
};

function finish(scope: Scope, job: JobRow, end: Finish): void {
  const { ctx, plan } = scope;
  const expected = end.evidence === null ? {} : expectedNow(scope, job);
  const difference = judgeBooked(scope, { ...job, ...expected }, end.booked);
  const isListRecord = job.kind === 'customer' || job.kind === 'item';
  moveJob(ctx.db, job, 'done', scope.now, {
    txnId: end.txnId, listId: end.listId, bookedTotal: end.booked.total, bookedTax: end.booked.tax, successSequence: end.sequence, problem: difference, notBefore: null, ...expected,
    touches: [...new Set([...job.touches, ...end.items])], rereadDue: isDocumentKind(job.kind) || job.kind === 'item', ...(end.evidence === null ? {} : { evidence: end.evidence }),
  });
  if (job.payload.family === 'customer' && end.listId !== null) rememberCustomer(ctx.db, job.companyId, job.payload.key, end.listId, job.payload.draft.name);
  if (isDocumentKind(job.kind)) plan.added += 1;
  if (end.evidence !== null) keepOrderFound(scope, job);
  const words = end.evidence === null ? `Entered in QuickBooks as ${nameOf(job)}.` : `Settled: ${end.evidence}.`;
  logJob(scope, job, end.evidence === null ? 'inserted' : 'settled', [words, end.warning].filter((part) => part !== '').join(' '), end.exchangeId);
  if (difference !== null) logJob(scope, job, 'needsAttention', `${difference.what} ${difference.todo}`, end.exchangeId);
  if (!isListRecord) tellShop(ctx.db, findJob(ctx.db, job.id), scope.now);
}

/**
 * Found in QuickBooks though it never left from here (this database is an older one, or another PC wrote it): what the shop says now is what later changes are
 * compared with. Taken back in the shop already, that is shown.
 */
function keepOrderFound({ ctx: { db } }: Scope, job: JobRow): void {
  if (job.family !== 'order' || job.orderId === null || sentBody(db, job.orderId) !== null) return;
  const { order, difference } = findOrder(db, job.orderId);
  if (difference.length > 0) return;
  keepSentBody(db, job.orderId);
  if (isTakenBack(order)) setDifference(db, job.orderId, [{ field: 'status', sent: 'entered in QuickBooks', now: order.gone ? 'trashed or deleted' : order.status }]);
}

function putOff(scope: Scope, job: JobRow, why: Problem, exchangeId: ExchangeId): void {
  moveJob(scope.ctx.db, job, 'ready', scope.now, { ...freshGeneration(job), problem: why, attempts: job.attempts + 1, notBefore: scope.now });
  logJob(scope, job, 'info', `Put off: ${why.what} Tried again in the next session (${String(job.attempts + 1)} of ${String(MOST_ATTEMPTS)}).`, exchangeId);
}

/** QuickBooks' codes for "that record is not (any more) what you named" (docs/qbxml.md). */
const STALE_REFERENCE = [3000, 3120, 3140, 3240];
const NAME_TAKEN = 3100;

function refuse(scope: Scope, job: JobRow, why: Problem, statusCode: number | null, exchangeId: ExchangeId | null, outcomeKnown = true): void {
  const { ctx, plan } = scope;
  // A customer's name may meanwhile belong to a vendor or employee (3100): our second name cannot.
  if (job.payload.family === 'customer' && statusCode === NAME_TAKEN) {
    const unique = job.payload.names[1];
    if (unique !== undefined && job.payload.draft.name !== unique) {
      moveJob(ctx.db, job, 'ready', scope.now, { ...freshGeneration(job), problem: null, label: unique, payload: { ...job.payload, draft: { ...job.payload.draft, name: unique } } });
      logJob(scope, job, 'info', `The name "${job.label}" is taken by another record in QuickBooks; "${unique}" is used instead.`, exchangeId);
      return;
    }
  }
  if (statusCode !== null && STALE_REFERENCE.includes(statusCode)) {
    // The remembered customer may be the record that is gone: it is looked up anew, for the documents after this one too.
    const customer = customerPlanOf(scope, job);
    if (customer !== null) {
      forgetCustomer(ctx.db, job.companyId, customer.key);
      plan.customersAsked = plan.customersAsked.filter((key) => key !== customer.key);
    }
  }
  moveJob(ctx.db, job, 'needsAttention', scope.now, { ...(outcomeKnown ? freshGeneration(job) : {}), problem: why, attempts: job.attempts + 1 });
  if (job.kind !== 'customer' && job.kind !== 'item') plan.attention += 1;
  logJob(scope, job, 'needsAttention', `${why.what} ${why.todo}`, exchangeId);
}

/** The answer was received, or it is proven that nothing ran: the next text goes out under a new ID. */
function freshGeneration(job: JobRow): { readonly generation: number; readonly messageSetId: null; readonly requestId: null; readonly requestText: null } {
  return { generation: job.generation + 1, messageSetId: null, requestId: null, requestText: null };
}

export function putInDoubt(scope: Pick<Scope, 'ctx' | 'now'>, job: JobRow, why: string, exchangeId: ExchangeId | null): void {
  moveJob(scope.ctx.db, job, 'inDoubt', scope.now, {
    problem: problem('inDoubt', `It is not known whether QuickBooks has entered order ${job.label}. ${why}`,
      'Nothing to do: the next session asks QuickBooks before anything else is written.'),
  });
  logJob(scope, job, 'inDoubt', `In doubt: ${why} The next session asks QuickBooks before it writes anything.`, exchangeId);
}

/** Settles a document in doubt; true when its identical text must go out once more. */
export function applyRecovery(scope: Scope, job: JobRow,
  evidence: Omit<Evidence, 'recent'> & { readonly recent: readonly WrittenRecord[] }, sequence: Sequence, exchangeId: ExchangeId): boolean {
  const verdict = recover(job, evidence);
  switch (verdict.to) {
    case 'done': {
      const record: WrittenRecord | undefined = evidence.recent.find((one) => one.txnId === verdict.txnId);
      scope.plan.settled += 1;
      finish(scope, job, { txnId: verdict.txnId, listId: null, booked: moneyOf(record), items: record?.itemListIds ?? [], sequence, exchangeId, evidence: verdict.evidence, warning: '' });
      return false;
    }
    case 'refused':
      if (verdict.class === 'retry' && job.attempts + 1 < MOST_ATTEMPTS) putOff(scope, job, verdict.problem, exchangeId);
      else refuse(scope, job, verdict.problem, null, exchangeId);
      return false;
    case 'needsAttention':
      refuse(scope, job, verdict.problem, null, exchangeId, verdict.outcomeKnown);
      return false;
    case 'resend':
      if (isDead(scope, job)) {
        refuse(scope, job, problem('cancelledInShop', `Order ${job.label} was cancelled in the shop while it was in doubt; QuickBooks does not have it.`,
          'Cancel it here. If it should be entered after all, retry.'), null, exchangeId, false);
        return false;
      }
      logJob(scope, job, 'info', `Looked for in QuickBooks: ${verdict.evidence}.`, exchangeId);
      return true;
    default:
      return assertNever(verdict);
  }
}

/** Has the shop taken the order back meanwhile? */
function isDead({ ctx }: Scope, job: JobRow): boolean {
  if (job.orderId === null) return false;
  return isTakenBack(findOrder(ctx.db, job.orderId).order);
}

function isTakenBack({ gone, status }: StoreOrder): boolean {
  return gone || DEAD.includes(status);
}

/** A customer in doubt: its name answers the question, because names are unique in QuickBooks. Another buyer's record of that name is not ours. */
export function applyCustomerFound(scope: Scope, job: JobRow, record: CustomerRecord, sequence: Sequence, exchangeId: ExchangeId): void {
  const { listId } = record;
  if (job.payload.family === 'customer' && job.payload.names.length > 1 && !isOurs(job.payload.draft, record)) {
    refuse(scope, job, problem('customerNameTaken', `Another customer in QuickBooks has the name "${job.label}".`,
      'Rename one of them in QuickBooks, then retry.'), NAME_TAKEN, exchangeId);
    return;
  }
  scope.plan.settled += 1;
  finish(scope, job, { txnId: null, listId, booked: NO_MONEY, items: [], sequence, exchangeId, evidence: `customer "${job.label}" found in QuickBooks`, warning: '' });
}

/** An item in doubt that QuickBooks shows by name. */
export function applyItemFound(scope: Scope, job: JobRow, listId: ListID, sequence: Sequence, exchangeId: ExchangeId): void {
  scope.plan.settled += 1;
  finish(scope, job, { txnId: null, listId, booked: NO_MONEY, items: [listId], sequence, exchangeId, evidence: `item "${job.label}" found in QuickBooks`, warning: '' });
}

function moneyOf(record: WrittenRecord | undefined): Money {
  return record === undefined ? NO_MONEY : { total: record.totalAmount, tax: record.salesTaxTotal };
}

export function isOurs(draft: CustomerDraft, record: CustomerRecord): boolean {
  return record.externalGuid.toUpperCase() === draft.externalGuid.toUpperCase() || (record.accountNumber !== '' && record.accountNumber === draft.accountNumber);
}

/** Reads a status check's answer. `refused` only with our own requestID. */
export function readStatusCheck(job: JobRow, response: string): StatusCheck {
  const set = readMessageSet(response);
  if (!set.ok) return { kind: 'known' };
  const code = set.value.messageSetStatusCode;
  if (code === 600 || code === 9002) return { kind: 'unknown' };
  const answer = job.requestId === null ? null : answerFor(set.value, job.requestId);
  if (answer === null) return { kind: 'known' };
  const read = readStored(job, answer).answer;
  if (read.kind === 'error') return { kind: 'refused', class: read.class, problem: read.problem };
  return { kind: 'stored', txnId: read.kind === 'stored' ? read.txnId : null };
}

export function nameOf(job: Pick<JobRow, 'kind' | 'refNumber' | 'label'>): string {
  switch (job.kind) {
    case 'salesReceipt': return `sales receipt ${job.refNumber}`;
    case 'invoice': return `invoice ${job.refNumber}`;
    case 'salesOrder': return `sales order ${job.refNumber}`;
    case 'creditMemo': return `credit memo ${job.refNumber}`;
    case 'receivePayment': return `payment ${job.refNumber}`;
    case 'arRefundCreditCard': return `credit card refund ${job.refNumber}`;
    case 'check': return `check ${job.refNumber}`;
    case 'customer': return `customer "${job.label}"`;
    case 'item': return `item "${job.label}"`;
    default: return assertNever(job.kind);
  }
}

/** An order's line in the log is about its document; what else belongs to the order says what it is. */
const ABOUT: Readonly<Partial<Record<JobRow['family'], (job: JobRow, text: string) => string>>> = {
  refund: (job, text) => `Refund ${job.storeDocumentId}: ${text}`, payment: (_, text) => `Payment: ${text}`,
  settlement: (job, text) => `Settlement of refund ${job.storeDocumentId}: ${text}`, item: (job, text) => `New item ${job.label}: ${text}`,
  customer: (job, text) => `Customer ${job.label}: ${text}`,
};

export function logJob(scope: Pick<Scope, 'ctx' | 'now'>, job: JobRow,
  outcome: 'inserted' | 'settled' | 'inDoubt' | 'needsAttention' | 'info' | 'cut' | 'cancelled' | 'changed' | 'received', text: string, exchangeId: ExchangeId | null): void {
  const number = job.orderId === null ? null : orderNumber(scope.ctx.db, job.orderId);
  const about = ABOUT[job.family]?.(job, text) ?? text;
  writeLog(scope.ctx.db, { at: scope.now, companyId: job.companyId, connectionId: job.connectionId, order: number, outcome, text: about, exchangeId });
}
