/** What a bridge has done, has still to do, and what stands in its way: the facts of `status.show`, without a running engine. */
import { formatUtc, instant, type Instant } from '../../domain/calendar.ts';
import type { CompanyState } from '../../domain/company.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Result } from '../../domain/result.ts';
import type { UpdateState } from '../../domain/update.ts';
import type { StatusFacts } from '../../contract/calls/status.ts';
import { findConnection } from '../db/connections.ts';
import { listOversells } from '../db/oversells.ts';
import { findCompany, listCompanies } from '../db/companies.ts';
import { jobsIn } from '../db/jobs.ts';
import { runningEngine } from '../db/lock.ts';
import type { Db } from '../db/open.ts';
import { statusFacts } from '../handlers/statusFacts.ts';
import { keptPort } from './keptPort.ts';
import { readDatabase } from './reading.ts';

/** Something a person should know of, with its next step. */
export type StatusProblem = Problem & {
  readonly about: StatusFacts['problems'][number]['about'] | 'inDoubt';
  readonly company: string;
  readonly connection: string | null;
  /** The company, shop, order, customer or SKU. */
  readonly label: string;
};

/** How many items and listings were compared, what the modified filter had missed, what differed in the shops and what of that is mended. */
export type Report = {
  readonly startedAt: string; readonly endedAt: string | null; readonly items: number; readonly missed: number | null; readonly deleted: number; readonly listings: number;
  readonly inFlight: number; readonly unreadShops: number; readonly drifted: number; readonly mended: number;
};

export type ConnectionStatus = {
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  readonly updates: Readonly<Record<UpdateState, number>>;
  readonly lastPull: string | null;
  readonly lastListings: string | null;
  readonly unreadableOrders: number;
  /** Updates that have still to go out, and since when the oldest is due; null: none. */
  readonly behind: { readonly updates: number; readonly since: string } | null;
};

export type CompanyStatus = {
  readonly name: string;
  readonly username: string;
  readonly fileId: string;
  readonly health: StatusFacts['health'];
  readonly state: CompanyState;
  readonly companyFile: { readonly name: string; readonly path: string; readonly product: string } | null;
  readonly lastPoll: string | null;
  readonly lastSession: {
    readonly openedAt: string; readonly lastCallAt: string; readonly phase: string; readonly percent: number;
    /** What the Web Connector was told at the end; what it was told last while the session goes on. */
    readonly text: string;
  } | null;
  readonly lastSweep: {
    readonly at: string; readonly missed: number | null;
    /** The comparison of everything: absent before the first by this version. `endedAt` null: the shops are still to be compared. */
    readonly report: Report | null;
  } | null;
  /** Items of which more was sold than there is, in words. */
  readonly oversold: readonly { readonly item: string; readonly since: string; readonly text: string }[];
  /** Documents; customers are not counted. */
  readonly jobs: Readonly<Record<JobState, number>>;
  readonly connections: readonly ConnectionStatus[];
};

/** Times are UTC, `2026-11-21T14:23:18Z`. */
export type Status = {
  readonly at: string;
  readonly folder: string;
  /** Is an engine at work in the folder right now? */
  readonly running: boolean;
  /** Null before `serve` or `qwc` has chosen one. */
  readonly port: number | null;
  readonly health: StatusFacts['health'];
  readonly companies: readonly CompanyStatus[];
  readonly problems: readonly StatusProblem[];
  /** True where a list of problems was longer than what is shown of it. */
  readonly isCut: boolean;
};

/** Documents in doubt that are listed for one company. */
const MOST_LISTED = 50;

/** Works beside a running engine. Errors: those of readDatabase. */
export function readStatus(folder: string, now: Instant): Result<Status> {
  return readDatabase(folder, (db) => {
    const facts = statusFacts(db);
    const doubts = doubtsOf(db);
    return {
      at: formatUtc(now), folder, running: runningEngine(folder) !== null, port: keptPort(folder), health: facts.health,
      companies: facts.companies.map((one) => ({ ...companyOf(one), ...setupOf(db, one.id), oversold: oversoldOf(db, one.id) })),
      problems: [...facts.problems.map((one) => problemOf(db, facts, one)), ...doubts.flatMap((list) => list.slice(0, MOST_LISTED))],
      isCut: facts.isCut || doubts.some((list) => list.length > MOST_LISTED),
    };
  });
}

function companyOf(facts: StatusFacts['companies'][number]): Omit<CompanyStatus, 'username' | 'fileId' | 'oversold'> {
  const { name, health, state, companyFile, lastPollAt, lastSession, lastSweepAt, lastSweepMissed, jobs, connections } = facts;
  return {
    name, health, state, jobs,
    companyFile: companyFile === null ? null : { name: companyFile.name, path: companyFile.path, product: companyFile.product },
    lastPoll: lastPollAt === null ? null : stamp(lastPollAt),
    lastSession: lastSession === null ? null : {
      openedAt: stamp(lastSession.openedAt), lastCallAt: stamp(lastSession.lastCallAt), phase: lastSession.phase,
      percent: lastSession.percent, text: lastSession.text,
    },
    lastSweep: lastSweepAt === null ? null : { at: stamp(lastSweepAt), missed: lastSweepMissed, report: reportOf(facts.lastSweep) },
    connections: connections.map((one) => ({
      name: one.name, kind: one.kind, url: one.url, updates: one.updates, unreadableOrders: one.unreadable,
      behind: one.oldestDueAt === null ? null : { updates: one.updates.pending + one.updates.pushing, since: stamp(one.oldestDueAt) },
      lastPull: one.lastPullAt === null ? null : stamp(one.lastPullAt),
      lastListings: one.lastListingsAt === null ? null : stamp(one.lastListingsAt),
    })),
  };
}

function oversoldOf(db: Db, id: number): CompanyStatus['oversold'] {
  return listOversells(db, id as CompanyId, { openOnly: true, before: null, limit: MOST_LISTED }).map(({ item, foundAt, text }) => ({ item, since: stamp(foundAt), text }));
}

function reportOf(report: StatusFacts['companies'][number]['lastSweep']): Report | null {
  if (report === null) return null;
  const { startedAt, endedAt, items, missed, deleted, listings, inFlight, unreadShops, drifted, mended } = report;
  return { startedAt: stamp(startedAt), endedAt: endedAt === null ? null : stamp(endedAt), items, missed, deleted, listings, inFlight, unreadShops, drifted, mended };
}

/** What the .qwc says too. */
function setupOf(db: Db, id: number): Pick<CompanyStatus, 'username' | 'fileId'> {
  const { username, fileId } = findCompany(db, id as CompanyId);
  return { username, fileId };
}

function problemOf(db: Db, facts: StatusFacts, one: StatusFacts['problems'][number]): StatusProblem {
  const company = facts.companies.find(({ id }) => id === one.companyId)?.name ?? '';
  const connection = one.connectionId === null ? null : nameOf(db, one.connectionId);
  return { about: one.about, company, connection, label: one.label, ...one.problem };
}

/** Not for a person to act on, so not among the facts' problems; here because whoever asks wants to know where an order is. */
function doubtsOf(db: Db): readonly (readonly StatusProblem[])[] {
  return listCompanies(db).map((company) => jobsIn(db, company.id, 'inDoubt', MOST_LISTED + 1).map((job): StatusProblem => ({
    about: 'inDoubt', company: company.name, connection: nameOf(db, job.connectionId), label: job.label, ...(job.problem ?? DOUBT),
  })));
}

const DOUBT: Problem = {
  code: 'inDoubt', what: 'QuickBooks has not confirmed this document yet.',
  todo: 'Nothing to do: the next session looks for it in QuickBooks before anything else is written.',
};

function nameOf(db: Db, id: number): string {
  return findConnection(db, id as ConnectionId).name;
}

function stamp(at: number): string {
  return formatUtc(instant(at));
}
