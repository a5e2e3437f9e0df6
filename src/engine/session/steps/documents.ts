/** Drafts, checks and writes this session's documents, one per message set. */
import { draftOrder, draftRefund, type DraftInput } from '../../../decide/draftTransaction.ts';
import { messageSetId, messageSetText } from '../../../decide/identifiers.ts';
import { matchItem } from '../../../decide/matchItem.ts';
import { numberTaken, recover } from '../../../decide/recover.ts';
import type { DocumentDraft, DocumentRecord, Ref } from '../../../domain/document.ts';
import type { ExchangeId, JobId } from '../../../domain/ids.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../../domain/job.ts';
import type { Cents } from '../../../domain/money.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { err, type Result } from '../../../domain/result.ts';
import { fitDocument } from '../../../quickbooks/fit.ts';
import { customerAdd } from '../../../quickbooks/qbxml/customer.ts';
import { documentAdd, documentQuery, readDocuments } from '../../../quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readTransactions, transactionQuery } from '../../../quickbooks/qbxml/transaction.ts';
import { findConnection } from '../../db/connections.ts';
import { itemsBySku } from '../../db/items.ts';
import { findJob, jobsOfOrder, moveJob, type JobRow } from '../../db/jobs.ts';
import { linkedItem } from '../../db/links.ts';
import { listingByKey } from '../../db/listings.ts';
import { findOrder, keepSentBody } from '../../db/orders.ts';
import { sha256 } from '../../digest.ts';
import type { Purpose } from '../plan.ts';
import { recordsOf, zoneOf, type Ask, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { applyRecovery, logJob } from '../writeOutcome.ts';
import { hasDoubts, planIsOver } from './doubts.ts';
import { customerJobOf, customerOf, itemNamed, lookupCustomers, undrafted } from './lookups.ts';

/** RefNumbers per TransactionQuery (DESIGN §4). */
const NUMBERS_AT_ONCE = 100;

/** Drafts every waiting document whose customer is known; what cannot be drafted needs a person. */
export const draft: Step = {
  next(scope) {
    for (const job of undrafted(scope)) {
      const drafted = draftJob(scope, job);
      if (drafted === 'later') {
        // Nothing gets any further while the company is held, so what else is wrong with the document is said now.
        const tried = scope.company.isHeld ? draftFor(scope, job, PLACEHOLDER) : null;
        if (tried?.ok === false) park(scope, job, tried.error);
      } else if (drafted.ok) {
        moveJob(scope.ctx.db, job, 'ready', scope.now, { problem: null });
      } else {
        park(scope, job, drafted.error);
      }
    }
    return null;
  },
};

/** Stands for a customer that is not in QuickBooks yet. */
export const PLACEHOLDER: Ref = { fullName: 'to be added' };

function park(scope: Scope, job: JobRow, why: Problem, exchangeId: ExchangeId | null = null): void {
  moveJob(scope.ctx.db, job, 'needsAttention', scope.now, { problem: why });
  scope.plan.attention += 1;
  logJob(scope, job, 'needsAttention', `${why.what} ${why.todo}`, exchangeId);
}

type Drafted = { readonly draft: DocumentDraft; readonly cuts: readonly string[] };

/** The document as it would go out now; 'later' while its customer is still on the way. */
export function draftJob(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Result<Drafted> | 'later' {
  if (job.orderId === null) return err(noOrder(job));
  const entered = job.family === 'refund' ? orderEntered(scope, job.orderId) : 'yes';
  if (entered === 'later') return 'later';
  if (entered === 'no') return err(problem('orderNotEntered', `The order that ${job.label} belongs to is not entered in QuickBooks.`, 'Enter the order first (or mark it as already in QuickBooks), then retry; or cancel the refund here.'));
  const customer = customerOf(scope, job);
  if (customer === 'later') return 'later';
  return customer.ok ? draftFor(scope, job, { listId: customer.value }) : customer;
}

function noOrder(job: JobRow): Problem {
  return problem('noOrder', `The order of ${job.label} is missing.`, 'Report this to support.');
}

/** The same for a customer decided elsewhere, whether QuickBooks has it yet or not. */
export function draftFor({ ctx, company }: Pick<Scope, 'ctx' | 'company'>, job: JobRow, customer: Ref): Result<Drafted> {
  if (job.orderId === null || job.kind === 'customer') return err(noOrder(job));
  const connection = findConnection(ctx.db, job.connectionId);
  const { order } = findOrder(ctx.db, job.orderId);
  const input: DraftInput = {
    kind: job.kind satisfies DocumentKind, settings: connection.settings, customer, refNumber: job.refNumber, memoKey: job.memoKey,
    externalGuid: job.externalGuid,
    company: { zone: zoneOf({ ctx, company }), salesTaxOn: company.identity?.salesTaxOn ?? false, closingDate: company.identity?.closingDate ?? null },
    match: ({ sku, listingKey }) => {
      const listing = listingKey === null ? null : listingByKey(ctx.db, connection.id, listingKey);
      const linked = listing === null ? null : linkedItem(ctx.db, listing.id);
      return matchItem(sku ?? '', linked, sku === null || sku === '' ? [] : itemsBySku(ctx.db, company.id, sku));
    },
    mapped: (fullName) => itemNamed({ ctx, company }, fullName),
  };
  const raw = job.payload.family === 'refund' ? refundDraft(job, input, order.refunds.find((refund) => refund.id === job.storeDocumentId), order) : draftOrder(order, input);
  return raw.ok ? { ok: true, value: fitDocument(raw.value) } : raw;
}

/** A credit memo follows its order: not before QuickBooks has that. */
function orderEntered({ ctx }: Pick<Scope, 'ctx'>, orderId: number): 'yes' | 'later' | 'no' {
  const order = jobsOfOrder(ctx.db, orderId).find((job) => job.family === 'order');
  if (order === undefined || order.state === 'cancelled') return 'no';
  return order.state === 'done' ? 'yes' : 'later';
}

function refundDraft(job: JobRow, input: DraftInput, refund: Parameters<typeof draftRefund>[1] | undefined, order: Parameters<typeof draftRefund>[0]): Result<DocumentDraft> {
  if (refund === undefined || job.payload.family !== 'refund') {
    return err(problem('refundGone', `Refund ${job.storeDocumentId} is not in the shop any more.`, 'Cancel it here, unless it was deleted in the shop by mistake.'));
  }
  return draftRefund(order, refund, job.payload.restocked, input);
}

function planned(scope: Scope): readonly JobRow[] {
  return (scope.plan.jobs ?? []).map((id) => findJob(scope.ctx.db, id)).filter((job) => job.state === 'ready');
}

/** No document goes out under a number that QuickBooks already has. */
export const checkNumbers: Step = {
  next(scope) {
    const { plan } = scope;
    const checked = new Set<JobId>(plan.numbersChecked);
    const jobs = planned(scope).filter((job) => !checked.has(job.id)).slice(0, NUMBERS_AT_ONCE);
    if (jobs.length === 0) return null;
    const numbersOf = (kind: DocumentKind): readonly string[] => jobs.filter((job) => job.kind === kind).map((job) => job.refNumber);
    const requests = [
      transactionQuery('numbers', { by: 'refNumbers', refNumbers: jobs.map((job) => job.refNumber) }),
      // Only the kind's own query shows the ExternalGUID and the items of what we wrote ourselves (before a restore, from another PC).
      ...kindsOf(jobs).map((kind) => documentQuery(kind, kind, { by: 'refNumbers', refNumbers: numbersOf(kind) }, true)),
    ];
    return { purpose: { kind: 'checkNumbers', jobIds: jobs.map((job) => job.id) }, jobId: null, text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }) };
  },
};

function kindsOf(jobs: readonly JobRow[]): readonly DocumentKind[] {
  return DOCUMENT_KINDS.filter((kind) => jobs.some((job) => job.kind === kind));
}

export function settleNumbers(scope: Scope, purpose: Extract<Purpose, { kind: 'checkNumbers' }>, answer: ReadAnswer): Failure | null {
  const { ctx, plan } = scope;
  const found = recordsOf(answer.set, 'numbers', readTransactions);
  if (!found.ok) return { failed: found.error };
  const jobs = purpose.jobIds.map((id) => findJob(ctx.db, id));
  const recent: DocumentRecord[] = [];
  for (const kind of kindsOf(jobs)) {
    const records = recordsOf(answer.set, kind, readDocuments);
    if (!records.ok) return { failed: records.error };
    recent.push(...records.value);
  }
  for (const job of jobs) {
    plan.numbersChecked.push(job.id);
    if (job.state !== 'ready') continue;
    const hits = found.value.filter((record) => record.refNumber === job.refNumber);
    const [hit] = hits;
    if (hit === undefined) continue;
    const verdict = recover(job, { statusCheck: { kind: 'unknown' }, byNumber: hits, recent, deleted: [] });
    if (verdict.to === 'done') {
      applyRecovery(scope, job, { statusCheck: { kind: 'unknown' }, byNumber: hits, recent, deleted: [] }, answer.answeredSequence, answer.exchange.id);
    } else {
      const why = numberTaken(job.refNumber, hit);
      park(scope, job, why, answer.exchange.id);
    }
  }
  return null;
}

/** The next document, while the plan lasts and nothing is in doubt. */
export const write: Step = {
  next(scope) {
    const { ctx, company, plan, now } = scope;
    if (company.isHeld || hasDoubts(scope) || planIsOver(scope)) return null;
    const checked = new Set<JobId>(plan.numbersChecked);
    let lookAgain = false;
    for (const job of planned(scope)) {
      if (!checked.has(job.id) || wasPutOff(scope, job)) continue;
      const drafted = draftJob(scope, job);
      if (drafted === 'later') {
        // Its customer was forgotten since it was drafted (QuickBooks refused the reference): only a waiting job is looked up.
        moveJob(ctx.db, job, 'waiting', now);
        lookAgain = true;
        continue;
      }
      if (!drafted.ok) {
        park(scope, job, drafted.error);
        continue;
      }
      for (const cut of drafted.value.cuts) logJob(scope, job, 'cut', cut, null);
      if (job.orderId !== null && job.family === 'order') keepSentBody(ctx.db, job.orderId);
      return prepareWrite(scope, job, (requestId) => documentAdd(requestId, drafted.value.draft), drafted.value.draft.lines.flatMap((line) => ('listId' in line.item ? [line.item.listId] : [])));
    }
    return lookAgain ? lookupCustomers.next(scope) : null;
  },
};

/** Put off in this very session: the next one tries again, however fast this one is (its clock may not have moved). */
function wasPutOff({ plan }: Pick<Scope, 'plan'>, job: JobRow): boolean {
  return job.notBefore !== null && job.notBefore >= plan.startedAt;
}

/** Stores the text with its ID before it can leave. The requestID is the message set ID: an answer is settled by it alone. */
export function prepareWrite(scope: Scope, job: JobRow, request: (requestId: string) => Parameters<typeof writeMessageSet>[0]['requests'][number], touches: JobRow['touches']): Ask {
  const { ctx, company, plan, now } = scope;
  const connection = findConnection(ctx.db, job.connectionId);
  const identity = { fileId: company.fileId, storeHost: connection.host, storeDocumentId: job.storeDocumentId, family: job.family };
  const id = messageSetId(sha256(messageSetText(identity, job.generation)));
  const text = writeMessageSet({ version: plan.version, newMessageSetId: id, requests: [request(id)] });
  const total = chargedTotal(scope, job);
  moveJob(ctx.db, job, job.state, now, { messageSetId: id, requestId: id, requestText: text, touches, ...(total === null ? {} : { expectedTotal: total }) });
  return { purpose: { kind: 'write', jobId: job.id, resend: false }, jobId: job.id, text };
}

/** What the shop charged (or gave back) by this document, as the shop says now. */
function chargedTotal({ ctx }: Scope, job: JobRow): Cents | null {
  if (job.orderId === null) return null;
  const { order } = findOrder(ctx.db, job.orderId);
  return job.family === 'refund' ? (order.refunds.find((refund) => refund.id === job.storeDocumentId)?.total ?? null) : order.total;
}

/** Adds the customers that waiting documents need. */
export const writeCustomers: Step = {
  next(scope) {
    if (scope.company.isHeld || hasDoubts(scope) || planIsOver(scope)) return null;
    for (const waiting of undrafted(scope)) {
      const job = customerJobOf(scope, waiting);
      if (job?.payload.family !== 'customer') continue;
      if (job.state === 'waiting') moveJob(scope.ctx.db, job, 'ready', scope.now);
      const ready = findJob(scope.ctx.db, job.id);
      if (ready.state !== 'ready' || wasPutOff(scope, ready)) continue;
      const { draft: customer } = job.payload;
      return prepareWrite(scope, ready, (requestId) => customerAdd(requestId, customer), []);
    }
    return null;
  },
};
