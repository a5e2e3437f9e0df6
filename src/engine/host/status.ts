/** What a data folder's bridge has done, has still to do, and what stands in its way: for people, scripts and support. */
import { formatUtc, type Instant } from '../../domain/calendar.ts';
import type { CompanyState } from '../../domain/company.ts';
import type { CompanyId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Result } from '../../domain/result.ts';
import type { UpdateState } from '../../domain/update.ts';
import { listCompanies, type CompanyRow } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { countJobs, jobsIn } from '../db/jobs.ts';
import { runningEngine, type Db } from '../db/open.ts';
import { listUnreadable } from '../db/orders.ts';
import { lastSession } from '../db/sessions.ts';
import { countUpdates, listUpdates } from '../db/updates.ts';
import { keptPort } from './keptPort.ts';
import { readDatabase } from './reading.ts';

/** Something a person should know of, with its next step. Times everywhere are UTC, `2026-11-21T14:23:18Z`. */
export type StatusProblem = Problem & {
  readonly about: 'company' | 'connection' | 'job' | 'order' | 'update' | 'heldRun';
  readonly company: string;
  readonly connection: string | null;
  /** The order, customer or SKU. */
  readonly label: string | null;
  readonly state: JobState | UpdateState | CompanyState | null;
};

export type ConnectionStatus = {
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  readonly updates: Readonly<Record<UpdateState, number>>;
  readonly lastPull: string | null;
  readonly lastListings: string | null;
  readonly unreadableOrders: number;
};

export type CompanyStatus = {
  readonly name: string;
  readonly username: string;
  readonly fileId: string;
  readonly state: CompanyState;
  readonly companyFile: { readonly name: string; readonly path: string; readonly product: string } | null;
  readonly lastPoll: string | null;
  readonly lastSession: {
    readonly openedAt: string; readonly lastCallAt: string; readonly phase: string; readonly percent: number;
    /** What the Web Connector was told at the end; what it was told last while the session goes on. */
    readonly text: string;
  } | null;
  readonly lastSweep: { readonly at: string; readonly missed: number | null } | null;
  /** Documents; customers are not counted. */
  readonly jobs: Readonly<Record<JobState, number>>;
  readonly connections: readonly ConnectionStatus[];
};

export type Status = {
  readonly at: string;
  readonly folder: string;
  /** Is an engine at work in the folder right now? */
  readonly running: boolean;
  /** Null before `serve` or `qwc` has chosen one. */
  readonly port: number | null;
  readonly companies: readonly CompanyStatus[];
  readonly problems: readonly StatusProblem[];
  /** True where a list of problems was longer than what is shown of it. */
  readonly isCut: boolean;
};

/** Problems of one sort that are listed for one company or connection. */
const MOST_LISTED = 100;

/** Works beside a running engine. Errors: those of readDatabase. */
export function readStatus(folder: string, now: Instant): Result<Status> {
  return readDatabase(folder, (db) => {
    const companies = listCompanies(db);
    const problems = companies.map((company) => problemsOf(db, company));
    return {
      at: formatUtc(now), folder, running: runningEngine(folder) !== null, port: keptPort(folder),
      companies: companies.map((company) => statusOf(db, company)),
      problems: problems.flatMap((one) => one.problems),
      isCut: problems.some((one) => one.isCut),
    };
  });
}

function statusOf(db: Db, company: CompanyRow): CompanyStatus {
  const session = lastSession(db, company.id);
  const shown = company.identity ?? company.candidate;
  return {
    name: company.name, username: company.username, fileId: company.fileId, state: company.state,
    companyFile: shown === null ? null : { name: shown.name, path: shown.path, product: shown.product },
    lastPoll: stamp(company.lastPollAt),
    lastSession: session === null ? null : {
      openedAt: formatUtc(session.openedAt), lastCallAt: formatUtc(session.lastCallAt), phase: session.phase, percent: session.lastPercent,
      text: session.closingText ?? session.lastError,
    },
    lastSweep: company.lastSweepAt === null ? null : { at: formatUtc(company.lastSweepAt), missed: missedBySweep(db, company.id) },
    jobs: countJobs(db, company.id),
    connections: listConnections(db, company.id).map((connection) => ({
      name: connection.name, kind: connection.kind, url: connection.url, updates: countUpdates(db, connection.id), lastPull: stamp(connection.lastPullAt),
      lastListings: stamp(connection.lastListingsAt), unreadableOrders: listUnreadable(db, connection.id).length,
    })),
  };
}

type Found = { readonly problems: readonly StatusProblem[]; readonly isCut: boolean };

function problemsOf(db: Db, company: CompanyRow): Found {
  const connections = listConnections(db, company.id);
  const nameOf = new Map(connections.map((one) => [one.id, one.name]));
  const ofCompany: StatusProblem[] = company.problem === null ? []
    : [{ ...company.problem, about: 'company', company: company.name, connection: null, label: null, state: company.state }];
  const ofJobs = (['inDoubt', 'needsAttention'] as const).flatMap((state) => jobsIn(db, company.id, state, MOST_LISTED + 1).map((job): StatusProblem => ({
    ...(job.problem ?? DOUBT), about: 'job', company: company.name, connection: nameOf.get(job.connectionId) ?? null, label: job.label, state,
  })));
  const ofConnections = connections.map((one) => problemsOfConnection(db, company, one));
  return {
    problems: [...ofCompany, ...ofJobs.slice(0, MOST_LISTED), ...ofConnections.flatMap((one) => one.problems)],
    isCut: ofJobs.length > MOST_LISTED || ofConnections.some((one) => one.isCut),
  };
}

const DOUBT: Problem = {
  code: 'inDoubt', what: 'QuickBooks has not confirmed this document yet.', todo: 'Nothing to do: the next session looks for it in QuickBooks before anything else is written.',
};

function problemsOfConnection(db: Db, company: CompanyRow, connection: ConnectionRow): Found {
  const base = { company: company.name, connection: connection.name };
  const own: StatusProblem[] = connection.problem === null ? [] : [{ ...connection.problem, about: 'connection', ...base, label: null, state: null }];
  const orders = listUnreadable(db, connection.id).map((one): StatusProblem => ({ ...one.problem, about: 'order', ...base, label: one.number, state: null }));
  const failed = listUpdates(db, connection.id, { state: 'failed', after: null, limit: MOST_LISTED + 1 })
    .map((one): StatusProblem => ({ ...(one.problem ?? UNSENT), about: 'update', ...base, label: one.sku, state: 'failed' }));
  const { held } = countUpdates(db, connection.id);
  const [first] = held === 0 ? [] : listUpdates(db, connection.id, { state: 'held', after: null, limit: 1 });
  const heldRun: StatusProblem[] = first === undefined ? []
    : [{ ...(first.problem ?? UNSENT), about: 'heldRun', ...base, label: `${String(held)} SKUs`, state: 'held' }];
  return {
    problems: [...own, ...orders.slice(0, MOST_LISTED), ...heldRun, ...failed.slice(0, MOST_LISTED)],
    isCut: orders.length > MOST_LISTED || failed.length > MOST_LISTED,
  };
}

const UNSENT: Problem = { code: 'updateNotSent', what: 'The shop has not been told this stock.', todo: 'Look at the SKU in the sync log.' };

function missedBySweep(db: Db, id: CompanyId): number | null {
  return db.prepare<[number], { missed: number | null }>('SELECT last_sweep_missed AS missed FROM company WHERE id = ?').get(id)?.missed ?? null;
}

function stamp(at: Instant | null): string | null {
  return at === null ? null : formatUtc(at);
}
