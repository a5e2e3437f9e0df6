/** Drafts, checks and writes this session's documents, one per message set. */
import { chargedBy } from '../../../decide/chargedBy.ts';
import { messageSetId, messageSetText } from '../../../decide/identifiers.ts';
import { numberTaken, recover } from '../../../decide/recover.ts';
import type { CustomFieldValue } from '../../../domain/document.ts';
import type { ExchangeId, JobId } from '../../../domain/ids.ts';
import type { Problem } from '../../../domain/problem.ts';
import { customerAdd } from '../../../quickbooks/qbxml/customer.ts';
import { documentQuery } from '../../../quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readTransactions, transactionQuery } from '../../../quickbooks/qbxml/transaction.ts';
import { WRITTEN_KINDS, type WrittenKind } from '../../../quickbooks/qbxml/txnTypes.ts';
import type { XmlElement } from '../../../quickbooks/xml/tree.ts';
import { findConnection } from '../../db/connections.ts';
import type { JobState } from '../../../domain/job.ts';
import { findJob, idsInState, moveJob, type JobRow } from '../../db/jobs.ts';
import { findOrder, keepSentBody } from '../../db/orders.ts';
import { sha256 } from '../../digest.ts';
import type { Purpose } from '../plan.ts';
import { recordsOf, type Ask, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { applyRecovery, logJob } from '../writeOutcome.ts';
import { readWritten, sameSeries, type WrittenRecord } from '../written.ts';
import { hasDoubts, planIsOver } from './doubts.ts';
import { draftFor, draftJob, mayDraft, PLACEHOLDER } from './drafting.ts';
import { customerJobOf, lookupCustomers, undrafted } from './lookups.ts';

/** RefNumbers per TransactionQuery (DESIGN §4). */
const NUMBERS_AT_ONCE = 100;

/** Makes every waiting document ready whose customer is known; what cannot be entered needs a person. */
export const draft: Step = {
  next(scope) {
    const isOnlyShown = scope.company.isHeld || hasDoubts(scope) || planIsOver(scope);
    for (const job of undrafted(scope)) {
      if (dropped(scope, job)) continue;
      // What is written in this session is drafted when its turn has come, from the order and the settings as they are then; what is not is drafted now, to
      // say what is wrong with it.
      const drafted = isOnlyShown ? draftJob(scope, job) : mayDraft(scope, job);
      if (drafted === 'later') {
        // Nothing gets any further while the company is held, so what else is wrong with the document is said now.
        const tried = scope.company.isHeld && job.parentId === null ? draftFor(scope, job, PLACEHOLDER) : null;
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

function park(scope: Scope, job: JobRow, why: Problem, exchangeId: ExchangeId | null = null): void {
  moveJob(scope.ctx.db, job, 'needsAttention', scope.now, { problem: why });
  scope.plan.attention += 1;
  logJob(scope, job, 'needsAttention', `${why.what} ${why.todo}`, exchangeId);
}

/** Money whose document was cancelled has nothing to be applied to. */
function dropped(scope: Scope, job: JobRow): boolean {
  if (job.parentId === null || job.everSent || findJob(scope.ctx.db, job.parentId).state !== 'cancelled') return false;
  moveJob(scope.ctx.db, job, 'cancelled', scope.now, { problem: null });
  logJob(scope, job, 'cancelled', 'Its document was cancelled, so it is not entered either.', null);
  return true;
}

/** One after the other: whoever needs the next document only does not read all of them. */
function* planned(scope: Scope): Generator<JobRow> {
  for (const id of inState(scope, 'ready')) {
    const job = findJob(scope.ctx.db, id);
    if (job.state === 'ready') yield job;
  }
}

function inState({ ctx, plan, session }: Scope, state: JobState): readonly JobId[] {
  return idsInState(ctx.db, session.companyId, plan.jobs ?? [], state);
}

/** No document goes out under a number that QuickBooks already has. */
export const checkNumbers: Step = {
  next(scope) {
    const { plan } = scope;
    const checked = new Set<JobId>(plan.numbersChecked);
    const jobs = toCheck(scope, checked).slice(0, NUMBERS_AT_ONCE);
    if (jobs.length === 0) return null;
    const numbersOf = (kind: WrittenKind): readonly string[] => jobs.filter((job) => job.kind === kind).map((job) => job.refNumber);
    const requests = [
      transactionQuery('numbers', { by: 'refNumbers', refNumbers: [...new Set(jobs.map((job) => job.refNumber))] }),
      // Only the kind's own query shows the ExternalGUID and the items of what we wrote ourselves (before a restore, from another PC).
      ...kindsOf(jobs).map((kind) => documentQuery(kind, kind, { by: 'refNumbers', refNumbers: numbersOf(kind) }, true)),
    ];
    return {
      purpose: { kind: 'checkNumbers', jobIds: jobs.map((job) => job.id) },
      jobId: null,
      text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }),
    };
  },
};

/** Money waits for its document, but its number can be looked up with all the others, before the first write. */
function toCheck(scope: Scope, checked: ReadonlySet<JobId>): readonly JobRow[] {
  const ready = inState(scope, 'ready');
  if (ready.length === 0) return [];
  const wanted = new Set([...ready, ...inState(scope, 'waiting')].filter((id) => !checked.has(id)));
  return (scope.plan.jobs ?? []).filter((id) => wanted.has(id)).map((id) => findJob(scope.ctx.db, id)).filter((job) => job.state === 'ready' || job.parentId !== null);
}

function kindsOf(jobs: readonly JobRow[]): readonly WrittenKind[] {
  return WRITTEN_KINDS.filter((kind) => jobs.some((job) => job.kind === kind));
}

export function settleNumbers(scope: Scope, purpose: Extract<Purpose, { kind: 'checkNumbers' }>, answer: ReadAnswer): Failure | null {
  const { ctx, plan } = scope;
  const found = recordsOf(answer.set, 'numbers', readTransactions);
  if (!found.ok) return { failed: found.error };
  const jobs = purpose.jobIds.map((id) => findJob(ctx.db, id));
  const recent: WrittenRecord[] = [];
  for (const kind of kindsOf(jobs)) {
    const records = recordsOf(answer.set, kind, readWritten);
    if (!records.ok) return { failed: records.error };
    recent.push(...records.value);
  }
  for (const job of jobs) {
    plan.numbersChecked.push(job.id);
    if (job.state !== 'ready' && job.state !== 'waiting') continue;
    const hits = sameSeries(job.kind, found.value).filter((record) => record.refNumber === job.refNumber);
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
    if (hasDoubts(scope) || planIsOver(scope)) return null;
    const checked = new Set<JobId>(plan.numbersChecked);
    let lookAgain = false;
    for (const job of planned(scope)) {
      if (!checked.has(job.id) || wasPutOff(scope, job) || (company.isHeld && !job.isReleased)) continue;
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
      const { add, cuts, items, customFields } = drafted.value;
      for (const cut of cuts) logJob(scope, job, 'cut', cut, null);
      if (job.orderId !== null && job.family === 'order') keepSentBody(ctx.db, job.orderId);
      return prepareWrite(scope, job, add, items, customFields);
    }
    return lookAgain ? lookupCustomers.next(scope) : null;
  },
};

/**
 * Put off in this very session: the next one tries again, however fast this one is (its clock may not have moved). A moment that is still to come was noted by a clock
 * that was ahead and has been set right since.
 */
export function wasPutOff({ plan, now }: Pick<Scope, 'plan' | 'now'>, job: JobRow): boolean {
  return job.notBefore !== null && job.notBefore >= plan.startedAt && job.notBefore <= now;
}

/** Stores the text with its ID before it can leave. The requestID is the message set ID: an answer is settled by it alone. */
export function prepareWrite(
  scope: Scope,
  job: JobRow,
  request: (requestId: string) => XmlElement,
  touches: JobRow['touches'],
  customFields: readonly CustomFieldValue[] = [],
): Ask {
  const { ctx, company, plan, now } = scope;
  const connection = findConnection(ctx.db, job.connectionId);
  const identity = { fileId: company.fileId, storeHost: connection.host, storeDocumentId: job.storeDocumentId, family: job.family };
  const id = messageSetId(sha256(messageSetText(identity, job.generation)));
  const text = writeMessageSet({ version: plan.version, newMessageSetId: id, requests: [request(id)] });
  const charged = job.orderId === null ? null : chargedBy(job, findOrder(ctx.db, job.orderId).order);
  moveJob(ctx.db, job, job.state, now, {
    messageSetId: id, requestId: id, requestText: text, touches,
    customFields: customFields.length === 0 ? null : customFields,
    ...(charged === null ? {} : { expectedTotal: charged.total, chargedTax: charged.tax }),
  });
  return { purpose: { kind: 'write', jobId: job.id, resend: false }, jobId: job.id, text };
}

/** Adds the customers that waiting documents need. */
export const writeCustomers: Step = {
  next(scope) {
    if (hasDoubts(scope) || planIsOver(scope)) return null;
    for (const waiting of undrafted(scope)) {
      if (scope.company.isHeld && !waiting.isReleased) continue;
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
