/** "Go on with this older file": what becomes of the documents that it lacks. */
import type { CompanyId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { moveJob, type JobRow } from '../db/jobs.ts';
import { writeLog } from '../db/log.ts';
import { keepMissing, missingDocuments, readAllAnew, reopenLines } from '../db/missing.ts';
import { loggedOrder } from '../db/orders.ts';
import type { Context } from '../ports.ts';
import { nameOf } from '../session/writeOutcome.ts';
import { retryJob } from './jobChanges.ts';

/**
 * Every document that the guard found missing needs a person again, or, with `enterAgain`, is planned anew; before it is written its number is looked for, as always.
 * Until then what it sold is subtracted: the older file has those pieces on hand, and the shop does not. Quantities are read anew before any number goes out.
 * Runs inside the caller's transaction; returns how many.
 */
export function acceptMissing(ctx: Context, companyId: CompanyId, enterAgain: boolean): number {
  const { db } = ctx;
  const missing = missingDocuments(db, companyId);
  for (const job of missing) giveUp(ctx, job);
  // Its own document before the money that follows it: both are parked by now.
  if (enterAgain) for (const job of missing) retryJob(ctx, { ...job, state: 'needsAttention', problem: null }, 'asked for it to be entered again');
  keepMissing(db, companyId, []);
  readAllAnew(db, companyId);
  return missing.length;
}

function giveUp({ db, now }: Context, job: JobRow): void {
  const what = `${job.label} was entered in QuickBooks as ${nameOf(job)} and is not in the company file any more, which is an older one.`;
  const why = problem('missingFromFile', what, 'Retry, and it is entered again. If you have entered it by hand, mark it as entered.');
  // Its sending was answered, so the next one carries a new ID; the older file may remember the old one, or nothing.
  moveJob(db, job, 'needsAttention', now(), { problem: why, generation: job.generation + 1, messageSetId: null, requestId: null, requestText: null, txnId: null, rereadDue: false,
    evidence: `entered as ${job.txnId ?? 'unknown'}, missing from the company file since` });
  if (job.orderId !== null && job.family === 'order') reopenLines(db, job.orderId);
  writeLog(db, { at: now(), companyId: job.companyId, connectionId: job.connectionId, order: loggedOrder(db, job), outcome: 'needsAttention', text: `${why.what} ${why.todo}` });
}
