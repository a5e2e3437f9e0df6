/** Tells a shop what became of its orders in QuickBooks: one after the other, at least once, never inside a SOAP call. */
import { later, MINUTE, SECOND } from '../../domain/calendar.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Store } from '../../stores/store.ts';
import { whatToTell } from '../act/tellShop.ts';
import { findCompany } from '../db/companies.ts';
import { findConnection } from '../db/connections.ts';
import { findJob, type JobRow } from '../db/jobs.ts';
import { writeLog } from '../db/log.ts';
import { orderNumber } from '../db/orders.ts';
import { dropWriteBack, dueWriteBacks, noteWriteBackFailed, type WriteBackRow } from '../db/writeBack.ts';
import type { Context } from '../ports.ts';

/** Orders told in one go; the rest goes with the next. */
const AT_ONCE = 50;
/** Tries before a person is asked: about a day with pauses that double up to `LONGEST`. */
const MOST_ATTEMPTS = 20;
const FIRST_PAUSE = 30 * SECOND;
const LONGEST_PAUSE = 120 * MINUTE;

export type WriteBackReport = { readonly told: number; readonly failed: number };

/** A shop that does not answer ends the round; what it refuses of one order does not hold up the others. */
export async function writeBack(ctx: Context, connectionId: ConnectionId, signal: AbortSignal): Promise<WriteBackReport> {
  let told = 0;
  let failed = 0;
  const due = dueWriteBacks(ctx.db, connectionId, ctx.now(), AT_ONCE);
  if (due.length === 0 || findCompany(ctx.db, findConnection(ctx.db, connectionId).companyId).isHeld) return { told, failed };
  const store = ctx.store(connectionId);
  for (const row of due) {
    if (signal.aborted) break;
    const job = findJob(ctx.db, row.jobId);
    if (!store.ok) {
      fail(ctx, job, row, store.error, null);
      return { told, failed: failed + 1 };
    }
    const outcome = await tell(ctx, store.value, job, row, signal);
    if (outcome === 'told') told += 1;
    if (outcome === 'refused' || outcome === 'unreachable') failed += 1;
    if (outcome === 'unreachable') break;
  }
  if (told + failed > 0) ctx.emit({ kind: 'jobsChanged' });
  return { told, failed };
}

async function tell(ctx: Context, store: Store, job: JobRow, row: WriteBackRow, signal: AbortSignal): Promise<'told' | 'nothing' | 'refused' | 'unreachable'> {
  const what = whatToTell(ctx.db, job);
  if (what === null || store.writeBack === undefined) {
    dropWriteBack(ctx.db, job.id);
    return 'nothing';
  }
  const answer = await store.writeBack(what, signal);
  // Stopped: the row stays due, and what is there already is looked for first the next time.
  if (signal.aborted) return 'nothing';
  if (!answer.ok) {
    fail(ctx, job, row, answer.error, answer.error.retryAfter);
    return 'unreachable';
  }
  if (answer.value.outcome === 'refused') {
    fail(ctx, job, row, answer.value.problem, null);
    return 'refused';
  }
  const { unchanged } = answer.value;
  ctx.db.transaction(() => {
    dropWriteBack(ctx.db, job.id);
    log(
      ctx,
      job,
      'info',
      `The shop was told: ${job.refNumber}${what.note === null ? '' : ', as a note'}${Object.keys(what.meta).length === 0 ? '' : ', with the TxnID'}${what.status === null || unchanged !== '' ? '' : `, status "${what.status.to}"`}. ${unchanged}`.trim(),
    );
  }).immediate();
  return 'told';
}

function fail(ctx: Context, job: JobRow, row: WriteBackRow, why: Problem, retryAfter: number | null): void {
  const pause = retryAfter === null || row.attempts + 1 >= MOST_ATTEMPTS ? null : Math.max(retryAfter, Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** row.attempts));
  ctx.db.transaction(() => {
    noteWriteBackFailed(
      ctx.db,
      job.id,
      { code: why.code, what: why.what, todo: why.todo, ...(why.detail === undefined ? {} : { detail: why.detail }) },
      pause === null ? null : later(ctx.now(), pause),
    );
    // One line when it begins and one when it is given up: not one for each try.
    if (pause === null || row.attempts === 0) log(
      ctx,
      job,
      pause === null ? 'failed' : 'info',
      `The shop could not be told about ${job.refNumber}: ${why.what} ${pause === null ? why.todo : 'It is tried again.'}`,
    );
  }).immediate();
}

function log(ctx: Context, job: JobRow, outcome: 'info' | 'failed', text: string): void {
  writeLog(ctx.db, {
    at: ctx.now(), companyId: job.companyId, connectionId: job.connectionId,
    order: job.orderId === null ? job.label : orderNumber(ctx.db, job.orderId),
    outcome, text,
  });
}
