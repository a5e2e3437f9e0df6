/**
 * After a restore, before anything else: which documents of ours has QuickBooks that the backup does not know of? Every one is found by the key in its memo or its
 * ExternalGUID, whatever number or kind it has by now, and its order here is done; deleted ones are not entered again by themselves.
 */
import { memoKeyIn } from '../../../decide/identifiers.ts';
import { DAY, earlier, later, sinceStamp, toLocalStamp, type Instant } from '../../../domain/calendar.ts';
import { problem } from '../../../domain/problem.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { documentQuery } from '../../../quickbooks/qbxml/document.ts';
import { answerFor, writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readDeleted, txnDeletedQuery } from '../../../quickbooks/qbxml/txnDeleted.ts';
import { WRITTEN_KINDS, type WrittenKind } from '../../../quickbooks/qbxml/txnTypes.ts';
import { adoptStrays } from '../../act/adoptStrays.ts';
import { endRestoreCheck, openDeletions, openFound, putDeletion, putFound, settleFound, type FoundDocument } from '../../db/found.ts';
import { isDoneByKey, jobsIn, moveJob, type JobRow } from '../../db/jobs.ts';
import { recordsOf, zoneOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { applyRecovery, logJob } from '../writeOutcome.ts';
import { readWritten, sameSeries, type WrittenRecord } from '../written.ts';

/** Clocks differ and may have been set: the search begins so long before the last thing the backup knows. */
const SEARCH_BACK = DAY;
/** Questions at most; a backup that is older is asked for in longer steps. */
const MOST_STEPS = 60;
/** A feature that the edition lacks or that is switched off: QuickBooks has no document of that kind then (docs/qbxml.md). */
const NO_SUCH_FEATURE = 3250;
const MOST_JOBS = Number.MAX_SAFE_INTEGER;

export const restored: Step = {
  next(scope) {
    const { company, plan } = scope;
    if (company.restoredFrom === null) {
      // Orders may come from the shops only now; before the plan is made each looks for its document.
      if (plan.jobs === null) settleRestoredJobs(scope);
      return null;
    }
    const { from, step, steps } = stretch(company.restoredFrom, plan.startedAt);
    const done = plan.restoredDays ?? 0;
    const isLast = done + 1 >= steps;
    const begin = sinceStamp(later(from, done * step), zoneOf(scope));
    const end = isLast ? {} : { to: toLocalStamp(later(from, (done + 1) * step), zoneOf(scope)) };
    const requests = [
      ...WRITTEN_KINDS.map((kind) => documentQuery(kind, kind, { by: 'modifiedSince', from: begin, ...end }, true)),
      ...(isLast ? [txnDeletedQuery('deleted', WRITTEN_KINDS, { from: sinceStamp(from, zoneOf(scope)) })] : []),
    ];
    return { purpose: { kind: 'restored', isLast }, jobId: null, text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }) };
  },
};

function stretch(restoredFrom: Instant, now: Instant): { readonly from: Instant; readonly step: number; readonly steps: number } {
  const from = earlier(restoredFrom, SEARCH_BACK);
  const step = Math.max(DAY, Math.ceil((now - from) / MOST_STEPS));
  return { from, step, steps: Math.max(1, Math.ceil((now - from) / step)) };
}

export function settleRestored(scope: Scope, purpose: { readonly isLast: boolean }, answer: ReadAnswer): Failure | null {
  const { ctx, company, plan } = scope;
  const facts = { sequence: answer.answeredSequence, exchangeId: answer.exchange.id };
  for (const kind of WRITTEN_KINDS) {
    const records = recordsOfKind(answer, kind);
    if (!records.ok) return { failed: records.error };
    for (const record of records.value) {
      const memoKey = memoKeyIn(record.memo) ?? '';
      if (memoKey !== '' || record.externalGuid !== '') putFound(ctx.db, company.id, { memoKey, record, ...facts });
    }
  }
  plan.restoredDays = (plan.restoredDays ?? 0) + 1;
  if (!purpose.isLast) return null;
  const deleted = recordsOf(answer.set, 'deleted', readDeleted);
  if (!deleted.ok) return { failed: deleted.error };
  for (const record of deleted.value) putDeletion(ctx.db, company.id, { record, ...facts });
  endRestoreCheck(ctx.db, company.id);
  settleRestoredJobs(scope);
  return null;
}

function recordsOfKind(answer: ReadAnswer, kind: WrittenKind): Result<readonly WrittenRecord[]> {
  return answerFor(answer.set, kind)?.statusCode === NO_SUCH_FEATURE ? ok([]) : recordsOf(answer.set, kind, readWritten);
}

/** What is found is done, what was deleted needs a person, and what no order here stands for is looked up among the shops' orders. */
function settleRestoredJobs(scope: Scope): void {
  const { ctx, company } = scope;
  const found = openFound(ctx.db, company.id);
  const deletions = openDeletions(ctx.db, company.id);
  if (found.length === 0 && deletions.length === 0) return;
  const left = takeFound(scope, found);
  takeFound(scope, adoptStrays(scope, left));
  const open = openJobs(scope);
  for (const { record, exchangeId } of deletions) {
    const job = open.find((one) => one.refNumber === record.refNumber && record.refNumber !== '' && sameSeries(one.kind, [record]).length > 0);
    if (job === undefined) continue;
    const why = problem(
      'deletedInQuickBooks',
      `Order ${job.label} was entered in QuickBooks as ${record.refNumber} and deleted there.`,
      'If it was deleted on purpose, cancel it here. Otherwise retry, and it is entered again.',
    );
    // What became of the sending is known, as in decide/recover: a retry carries a new ID.
    moveJob(ctx.db, job, 'needsAttention', scope.now, { problem: why, generation: job.generation + 1, messageSetId: null, requestId: null, requestText: null });
    logJob(scope, job, 'needsAttention', `${why.what} ${why.todo}`, exchangeId);
    settleFound(ctx.db, company.id, record.txnId);
  }
}

function openJobs({ ctx, company }: Pick<Scope, 'ctx' | 'company'>): readonly JobRow[] {
  return (['waiting', 'ready', 'needsAttention'] as const).flatMap((state) => jobsIn(ctx.db, company.id, state, MOST_JOBS)).filter(({ refNumber }) => refNumber !== '');
}

/** Returns those that no open job and no finished one stands for. */
function takeFound(scope: Scope, found: readonly FoundDocument[]): readonly FoundDocument[] {
  const { ctx, company } = scope;
  if (found.length === 0) return [];
  const open = [...openJobs(scope), ...jobsIn(ctx.db, company.id, 'inDoubt', MOST_JOBS)];
  const byKey = new Map(open.map((job) => [job.memoKey, job]));
  const byGuid = new Map(open.map((job) => [job.externalGuid.toUpperCase(), job]));
  return found.filter((one) => {
    const job = byKey.get(one.memoKey) ?? (one.record.externalGuid === '' ? undefined : byGuid.get(one.record.externalGuid.toUpperCase()));
    if (job === undefined) return !isKnown(scope, one);
    applyRecovery(scope, job, { statusCheck: { kind: 'unknown' }, byNumber: [], recent: [one.record], deleted: [] }, one.sequence, one.exchangeId);
    settleFound(ctx.db, company.id, one.record.txnId);
    byKey.delete(job.memoKey);
    byGuid.delete(job.externalGuid.toUpperCase());
    return false;
  });
}

/** The backup knows it: nothing to find out. */
function isKnown({ ctx, company }: Scope, { record, memoKey }: FoundDocument): boolean {
  const isDone = isDoneByKey(ctx.db, company.id, memoKey);
  if (isDone) settleFound(ctx.db, company.id, record.txnId);
  return isDone;
}
