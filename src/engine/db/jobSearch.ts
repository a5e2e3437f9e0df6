/** Table job as people look for it: filtered, searched, page by page. */
import type { CompanyId, ConnectionId, JobId } from '../../domain/ids.ts';
import type { DocumentFamily, JobState } from '../../domain/job.ts';
import { findJob, type JobRow } from './jobs.ts';
import { nearerEnd } from './nearerEnd.ts';
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
  const { filter, values } = filterOf(query);
  return prepared<(string | number)[], { id: JobId }>(db, `SELECT id FROM job ${filter} ORDER BY id DESC LIMIT ?`).all(...values, query.limit).map(({ id }) => findJob(db, id));
}

/** Lines `skip` to `skip + limit` of what the question finds, and how many there are. The far half is read from its end. */
export function pageOfJobs(
  db: Db,
  query: Omit<JobQuery, 'before'> & { readonly skip: number; readonly descending: boolean },
): { readonly jobs: readonly JobRow[]; readonly total: number } {
  const { filter, values } = filterOf(query);
  const total = prepared<(string | number)[], { n: number }>(db, `SELECT count(*) AS n FROM job ${filter}`).get(...values)?.n ?? 0;
  const { limit, offset, isReversed } = nearerEnd(query.skip, query.limit, total);
  const ids = prepared<(string | number)[], { id: JobId }>(db, `SELECT id FROM job ${filter} ORDER BY id ${query.descending === isReversed ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`)
    .all(...values, limit, offset);
  return { jobs: (isReversed ? ids.reverse() : ids).map(({ id }) => findJob(db, id)), total };
}

function filterOf(query: JobQuery): { readonly filter: string; readonly values: readonly (string | number)[] } {
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
  return { filter: where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`, values };
}

export function hasJob(db: Db, id: JobId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM job WHERE id = ?').get(id) !== undefined;
}
