/** Table job as people look for it: filtered, searched, page by page. */
import type { CompanyId, ConnectionId, JobId } from '../../domain/ids.ts';
import type { DocumentFamily, JobState } from '../../domain/job.ts';
import { findJob, type JobRow } from './jobs.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type JobQuery = {
  readonly companyId?: CompanyId | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly states?: readonly JobState[] | undefined;
  readonly families?: readonly DocumentFamily[] | undefined;
  /** Part of the label, the number in QuickBooks, the memo key or the TxnID; case does not matter for ASCII. */
  readonly search?: string | undefined;
  /** Only jobs made before this one. */
  readonly before?: JobId | undefined;
  readonly limit: number;
};

/** Newest first. */
export function searchJobs(db: Db, query: JobQuery): readonly JobRow[] {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: readonly (string | number)[]): void => {
    where.push(condition);
    values.push(...given);
  };
  if (query.companyId !== undefined) add('company_id = ?', query.companyId);
  if (query.connectionId !== undefined) add('connection_id = ?', query.connectionId);
  if (query.states !== undefined) add(`state IN (${query.states.map(() => '?').join(',')})`, ...query.states);
  if (query.families !== undefined) add(`family IN (${query.families.map(() => '?').join(',')})`, ...query.families);
  if (query.before !== undefined) add('id < ?', query.before);
  if (query.search !== undefined && query.search !== '') {
    const like = `%${query.search.replace(/[\\%_]/g, '\\$&')}%`;
    add("(label LIKE ? ESCAPE '\\' OR ref_number LIKE ? ESCAPE '\\' OR memo_key LIKE ? ESCAPE '\\' OR txn_id LIKE ? ESCAPE '\\')", like, like, like, like);
  }
  const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return prepared<(string | number)[], { id: JobId }>(db, `SELECT id FROM job ${filter} ORDER BY id DESC LIMIT ?`).all(...values, query.limit).map(({ id }) => findJob(db, id));
}

export function hasJob(db: Db, id: JobId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM job WHERE id = ?').get(id) !== undefined;
}
