/** Table write_back: what shops are still to be told of documents that are in QuickBooks. */
import type { Instant } from '../../domain/calendar.ts';
import type { ConnectionId, JobId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type WriteBackRow = {
  readonly jobId: JobId; readonly connectionId: ConnectionId; readonly state: 'pending' | 'failed'; readonly attempts: number; readonly dueSince: Instant;
  readonly notBefore: Instant | null; readonly problem: Problem | null;
};

type Row = {
  readonly job_id: number; readonly connection_id: number; readonly state: 'pending' | 'failed'; readonly attempts: number; readonly due_since: number;
  readonly not_before: number | null; readonly problem: string | null;
};

function toRow(row: Row): WriteBackRow {
  return {
    jobId: row.job_id as JobId, connectionId: row.connection_id as ConnectionId, state: row.state, attempts: row.attempts, dueSince: row.due_since as Instant,
    notBefore: row.not_before as Instant | null, problem: parse<Problem>(row.problem),
  };
}

/** Due from now on; a row that is there already becomes due anew. */
export function queueWriteBack(db: Db, jobId: JobId, connectionId: ConnectionId, at: Instant): void {
  prepared<unknown[]>(db, `INSERT INTO write_back (job_id, connection_id, state, due_since) VALUES (?, ?, 'pending', ?)
    ON CONFLICT (job_id) DO UPDATE SET state = 'pending', attempts = 0, not_before = NULL, problem = NULL`).run(jobId, connectionId, at);
}

/** Oldest first. */
export function dueWriteBacks(db: Db, connectionId: ConnectionId, now: Instant, limit: number): readonly WriteBackRow[] {
  return prepared<[number, number, number], Row>(db, `SELECT * FROM write_back WHERE connection_id = ? AND state = 'pending' AND (not_before IS NULL OR not_before <= ?)
    ORDER BY due_since, job_id LIMIT ?`).all(connectionId, now, limit).map(toRow);
}

/** When the next row may go out; null: none waits. */
export function nextWriteBackAt(db: Db, connectionId: ConnectionId): Instant | null {
  return prepared<[number], { at: Instant | null }>(db, "SELECT min(COALESCE(not_before, due_since)) AS at FROM write_back WHERE connection_id = ? AND state = 'pending'")
    .get(connectionId)?.at ?? null;
}

export function findWriteBack(db: Db, jobId: JobId): WriteBackRow | null {
  const row = prepared<[number], Row>(db, 'SELECT * FROM write_back WHERE job_id = ?').get(jobId);
  return row === undefined ? null : toRow(row);
}

/** The shop has confirmed it, or there is nothing to tell any more. */
export function dropWriteBack(db: Db, jobId: JobId): void {
  prepared<unknown[]>(db, 'DELETE FROM write_back WHERE job_id = ?').run(jobId);
}

/** `notBefore` null: a person must act before it is tried again. */
export function noteWriteBackFailed(db: Db, jobId: JobId, why: Problem, notBefore: Instant | null): void {
  prepared<unknown[]>(db, 'UPDATE write_back SET state = ?, attempts = attempts + 1, not_before = ?, problem = ? WHERE job_id = ?')
    .run(notBefore === null ? 'failed' : 'pending', notBefore, JSON.stringify(why), jobId);
}

/** Those that failed for good, oldest first. */
export function failedWriteBacks(db: Db, connectionId: ConnectionId, limit: number): readonly WriteBackRow[] {
  return prepared<[number, number], Row>(db, "SELECT * FROM write_back WHERE connection_id = ? AND state = 'failed' ORDER BY due_since, job_id LIMIT ?")
    .all(connectionId, limit).map(toRow);
}

export function countFailedWriteBacks(db: Db, connectionId: ConnectionId): number {
  return prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM write_back WHERE connection_id = ? AND state = 'failed'").get(connectionId)?.n ?? 0;
}

/** A person wants them tried again. Returns how many. */
export function retryWriteBacks(db: Db, connectionId: ConnectionId, jobId: JobId | null): number {
  return prepared<unknown[]>(db, "UPDATE write_back SET state = 'pending', not_before = NULL, attempts = 0 WHERE connection_id = ? AND (? IS NULL OR job_id = ?)")
    .run(connectionId, jobId, jobId).changes;
}
