/** The rows a call names, or the Problem that they are not there (any more). */
import type { CompanyId, ConnectionId, JobId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { listCompanies, type CompanyRow } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { findJob, type JobRow } from '../db/jobs.ts';
import { hasJob } from '../db/jobSearch.ts';
import type { Db } from '../db/open.ts';

export function companyNamed(db: Db, id: CompanyId): Result<CompanyRow> {
  return found(listCompanies(db).find((company) => company.id === id), 'company');
}

export function connectionNamed(db: Db, id: ConnectionId): Result<ConnectionRow> {
  return found(listConnections(db).find((connection) => connection.id === id), 'shop');
}

export function jobNamed(db: Db, id: JobId): Result<JobRow> {
  return found(hasJob(db, id) ? findJob(db, id) : undefined, 'job');
}

/** Error: `notFound`. */
export function found<T>(row: T | null | undefined, noun: string): Result<T> {
  return row === null || row === undefined ? err(problem('notFound', `There is no such ${noun} (any more).`, 'Reload the list.')) : ok(row);
}
