/** Reads what an engine knows, for hosts in the same process. */
import type { Connection } from '../domain/connection.ts';
import type { Problem } from '../domain/problem.ts';
import type { LogLine, Outcome } from '../domain/syncLog.ts';
import { listCompanies } from './db/companies.ts';
import { listConnections } from './db/connections.ts';
import { jobsIn } from './db/jobs.ts';
import { readLog } from './db/log.ts';
import type { Db } from './db/open.ts';
import { countOpen } from './db/updates.ts';

export type Query = {
  connections(): readonly Connection[];
  /** Documents that a person must look at. */
  problems(): readonly { readonly label: string; readonly problem: Problem }[];
  /** Newest first. */
  log(filter: { readonly order?: string; readonly sku?: string; readonly outcome?: Outcome }): readonly LogLine[];
  /** Stock updates that have not been confirmed. */
  openUpdates(): number;
};

const MOST = 1_000;

export function createQuery(db: Db): Query {
  return {
    connections: () => listConnections(db),
    problems: () => listCompanies(db).flatMap((company) => jobsIn(db, company.id, 'needsAttention', MOST))
      .flatMap((job) => (job.problem === null ? [] : [{ label: job.label, problem: job.problem }])),
    log: (filter) => readLog(db, { ...filter, limit: MOST }),
    openUpdates: () => listConnections(db).reduce((sum, connection) => sum + countOpen(db, connection.id), 0),
  };
}
