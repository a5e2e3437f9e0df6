/** The state of everything, from the database alone: what status, dashboard and the plain page show. */
import type { z } from 'zod';
import type { companyStatus, connectionStatus, openProblem, StatusFacts } from '../../contract/calls/status.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { listCompanies, sweepMissed, sweepOf, type CompanyRow } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { countJobs, countWarned, findJob, jobsIn, jobsOfOrder, warnedJobs } from '../db/jobs.ts';
import { strayDocuments } from '../db/found.ts';
import type { Db } from '../db/open.ts';
import type { WrittenRecord } from '../session/written.ts';
import { listUnreadable, ordersWithDifference } from '../db/orders.ts';
import { taskMemory } from '../db/tasks.ts';
import { countOversells } from '../db/oversells.ts';
import { sweepReports } from '../db/sweepReports.ts';
import { shownCounts } from '../db/updatePage.ts';
import { listUpdates, oldestDueAt } from '../db/updates.ts';
import { failedWriteBacks } from '../db/writeBack.ts';
import { lastSessionFacts } from './sessions.ts';
import { shopProblem } from './shopProblem.ts';

type CompanyFacts = z.input<typeof companyStatus>;
type ConnectionFacts = z.input<typeof connectionStatus>;
type OpenProblem = z.input<typeof openProblem>;
type Health = CompanyFacts['health'];

/** Problems of one sort that are listed for one company or shop. */
const MOST_LISTED = 50;
const GRAVEST_FIRST: readonly Health[] = ['stopped', 'attention', 'starting', 'good'];
const UNKNOWN: Problem = problem('unknown', 'The cause was not written down.', 'Look at the sync log.');

/** In one read transaction, so that the numbers belong together. */
export function statusFacts(db: Db): StatusFacts {
  return db.transaction(() => {
    const rows = listCompanies(db);
    const companies = rows.map((company) => companyFacts(db, company));
    const found = rows.map((company) => problemsOf(db, company));
    const backup = backupProblem(db);
    const states = [...companies.map((company) => company.health), ...(backup.length === 0 ? [] : ['attention' as const])];
    const health = GRAVEST_FIRST.find((one) => states.includes(one)) ?? 'starting';
    const problems = [...found.flatMap((one) => one.grave), ...backup, ...found.flatMap((one) => one.single)];
    return { health, companies, problems, isCut: found.some((one) => one.isCut) };
  })();
}

export function companyFacts(db: Db, company: CompanyRow): CompanyFacts {
  const jobs = countJobs(db, company.id);
  const warnings = countWarned(db, company.id);
  const connections = listConnections(db, company.id).map((connection) => connectionFacts(db, connection));
  return {
    id: company.id, name: company.name,
    health: healthOf(company, jobs.needsAttention + warnings + strayDocuments(db, company.id).length, connections),
    state: company.state, problem: company.problem,
    companyFile: company.identity ?? company.candidate, lastPollAt: company.lastPollAt, lastSession: lastSessionFacts(db, company.id),
    lastSweepAt: company.lastSweepAt, lastSweepMissed: sweepMissed(db, company.id), sweepDue: sweepOf(db, company.id) !== null,
    lastSweep: sweepReports(db, company.id, 1)[0] ?? null, oversold: countOversells(db, company.id), jobs, warnings, connections,
  };
}

function connectionFacts(db: Db, connection: ConnectionRow): ConnectionFacts {
  const { id, name, kind, url, lastPullAt, lastListingsAt } = connection;
  return {
    id, name, kind, url, lastPullAt, lastListingsAt, problem: shopProblem(db, connection),
    updates: shownCounts(db, id), oldestDueAt: oldestDueAt(db, id), unreadable: listUnreadable(db, id).length,
    untold: failedWriteBacks(db, id, MOST_LISTED).length,
  };
}

function healthOf(company: CompanyRow, needsAttention: number, connections: readonly ConnectionFacts[]): Health {
  if (company.state === 'stopped' || company.state === 'confirm') return 'stopped';
  const waits = connections.some(({ problem: why, updates, unreadable, untold }) => why !== null || updates.held > 0 || updates.failed > 0 || unreadable > 0 || untold > 0);
  if (needsAttention > 0 || waits) return 'attention';
  return company.state === 'unknown' ? 'starting' : 'good';
}

/** A bridge without a new backup works as before; it is told because nobody looks at the tasks while all is well. */
function backupProblem(db: Db): readonly OpenProblem[] {
  const { last } = taskMemory(db, { kind: 'backup' });
  if (last === null || last.ok) return [];
  const why = problem('backupFailed', last.text, 'The backups made before are still there. It is tried again every hour; "Back up now" under Diagnostics tries at once.');
  return [{ about: 'backup', companyId: null, connectionId: null, jobId: null, label: 'Backup', problem: why }];
}

/** What stops everything, then shops; and single orders and SKUs. */
type Found = { readonly grave: readonly OpenProblem[]; readonly single: readonly OpenProblem[]; readonly isCut: boolean };

function problemsOf(db: Db, company: CompanyRow): Found {
  const base = { companyId: company.id, connectionId: null, jobId: null };
  const own: OpenProblem[] = company.problem === null ? [] : [{ ...base, about: 'company', label: company.name, problem: company.problem }];
  const strays = strayDocuments(db, company.id);
  if (strays.length > 0) own.push({ ...base, about: 'company', label: company.name, problem: withoutOrder(strays) });
  const shops = listConnections(db, company.id);
  const broken = shops.flatMap((shop): OpenProblem[] => {
    const why = shopProblem(db, shop);
    return why === null ? [] : [{ ...base, about: 'connection', connectionId: shop.id, label: shop.name, problem: why }];
  });
  const lists = [
    jobsIn(db, company.id, 'needsAttention', MOST_LISTED + 1).map((job): OpenProblem => ({
      ...base, about: 'job', connectionId: job.connectionId, jobId: job.id, label: job.label, problem: job.problem ?? UNKNOWN,
    })),
    warnedJobs(db, company.id, MOST_LISTED + 1).map((job): OpenProblem => ({
      ...base, about: 'job', connectionId: job.connectionId, jobId: job.id, label: job.label, problem: job.problem ?? UNKNOWN,
    })),
    ...shops.flatMap((shop) => [...untold(db, shop), ...updateProblems(db, shop)]),
  ];
  return { grave: [...own, ...broken], single: lists.flatMap((list) => list.slice(0, MOST_LISTED)), isCut: lists.some((list) => list.length > MOST_LISTED) };
}

const MOST_NAMED = 10;

/** After a restore: in QuickBooks, entered by us, and no shop knows the order. */
function withoutOrder(strays: readonly WrittenRecord[]): Problem {
  const named = strays.slice(0, MOST_NAMED).map(({ refNumber, txnDate, customerName }) => [refNumber, txnDate, customerName].filter((part) => part !== '').join(', '));
  return problem(
    'documentsWithoutOrder',
    `QuickBooks has documents that Stockbridge entered before the restore and that no shop has an order for: ${named.join('; ')}${strays.length > MOST_NAMED ? ` and ${String(strays.length - MOST_NAMED)} more` : ''}.`,
    'Their orders were probably deleted in the shop. Look at them in QuickBooks, correct them there if they should not be, then say that you have looked.',
  );
}

/** Orders changed after they were sent, and orders the shop could not be told about. */
function untold(db: Db, shop: ConnectionRow): readonly (readonly OpenProblem[])[] {
  const base = { companyId: shop.companyId, connectionId: shop.id };
  const changed = ordersWithDifference(db, shop.id, MOST_LISTED + 1).map((row): OpenProblem => ({
    ...base, about: 'order', jobId: jobsOfOrder(db, row.id).find((job) => job.family === 'order')?.id ?? null, label: row.order.number,
    problem: problem(
      'changedAfterSending',
      `Order ${row.order.number} was changed in the shop after it was sent to QuickBooks.`,
      'Open the order, compare, and say whether it stays as it is or was corrected.',
    ),
  }));
  const failed = failedWriteBacks(db, shop.id, MOST_LISTED + 1).map((row): OpenProblem => ({
    ...base, about: 'order', jobId: row.jobId, label: findJob(db, row.jobId).label, problem: row.problem ?? UNKNOWN,
  }));
  return [changed, failed];
}

function updateProblems(db: Db, shop: ConnectionRow): readonly (readonly OpenProblem[])[] {
  const base = { companyId: shop.companyId, connectionId: shop.id, jobId: null };
  const unreadable = listUnreadable(db, shop.id).map((one): OpenProblem => ({ ...base, about: 'order', label: one.number, problem: one.problem }));
  const held = listUpdates(db, shop.id, { state: 'held', after: null, limit: 1 })
    .map((one): OpenProblem => ({ ...base, about: 'heldRun', label: shop.name, problem: one.problem ?? UNKNOWN }));
  const failed = listUpdates(db, shop.id, { state: 'failed', after: null, limit: MOST_LISTED + 1 })
    .map((one): OpenProblem => ({ ...base, about: 'update', label: one.sku, problem: one.problem ?? UNKNOWN }));
  return [unreadable, held, failed];
}
