/** The clockwork: pulls orders and reads listings at their intervals, drains what is due, keeps house; all of it may be asked for now, or paused. */
import { nextDaily, nextRun } from '../../decide/nextRun.ts';
import { minuteOfDay } from '../../decide/wallClock.ts';
import { zoneOfCompany } from '../../decide/workingHours.ts';
import { DAY, HOUR, later, MINUTE, SECOND, type Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Task, TaskEnd } from '../../domain/task.ts';
import { findCompany, listCompanies, setSweep, sweepOf, type CompanyRow } from '../db/companies.ts';
import { findConnection, listConnections, type ConnectionRow } from '../db/connections.ts';
import { isPaused, mayPush, noteTaskEnd, noteTaskStart, subjectOf, taskMemory } from '../db/tasks.ts';
import { countOpen, nextDueAt } from '../db/updates.ts';
import { nextWriteBackAt } from '../db/writeBack.ts';
import type { Context } from '../ports.ts';
import { keepHouse, nextHouseAt } from './keepHouse.ts';
import { isOpen } from './openHours.ts';

export type LoopDeps = {
  readonly pull: (id: ConnectionId) => Promise<Result<{ readonly orders: number; readonly news: number }>>;
  readonly refresh: (id: ConnectionId) => Promise<Result<{ readonly seen: number }>>;
  readonly route: (id: CompanyId) => Promise<void>;
  readonly wake: (id: ConnectionId) => void;
  /** Makes a backup and drops old ones. */
  readonly backUp: () => Promise<TaskEnd>;
  /** Begins to tell a shop about its orders, unless that is under way. */
  readonly tell: (id: ConnectionId) => void;
  /** At every turn of the clockwork, before its work. */
  readonly onTick: () => void;
};

/** Tasks the clockwork itself carries out; *inventory* is the pusher's. */
export type ClockTask = Exclude<Task, { readonly kind: 'inventory' }> | { readonly kind: 'orders' | 'listings'; readonly connectionId: ConnectionId };

export type Loop = {
  start(): void;
  stop(): Promise<void>;
  /** Runs it now, due or not, paused or not; resolves when it has ended, joining a run that is under way. */
  runNow(task: ClockTask): Promise<void>;
  isRunning(task: ClockTask): boolean;
};

const TICK = SECOND;
export const BACKUP_EVERY = DAY;
/** A backup reads and writes the whole database: one that failed is not tried every minute. */
const BACKUP_AGAIN = HOUR;

export function createLoop(ctx: Context, deps: LoopDeps): Loop {
  const { db } = ctx;
  const busy = new Map<string, Promise<void>>();
  const tried = new Map<string, { readonly at: Instant; readonly ok: boolean }>();
  let running: Promise<void> | undefined;

  const begin = (task: ClockTask): Promise<void> => {
    const key = keyOf(task);
    const under = busy.get(key);
    if (under !== undefined) return under;
    const at = ctx.now();
    tried.set(key, { at, ok: true });
    noteTaskStart(db, task, at);
    const work = carryOut(task).then((end) => {
      tried.set(key, { at, ok: end.ok });
      if (!ctx.signal.aborted) noteTaskEnd(db, task, ctx.now(), end);
    }).catch((cause: unknown) => { ctx.log.error({ err: cause, work: key }, 'scheduled work failed'); }).finally(() => { busy.delete(key); });
    busy.set(key, work);
    return work;
  };

  /** Unless it is running, paused or not due. */
  const runAt = (task: ClockTask, dueAt: Instant): void => {
    if (busy.has(keyOf(task)) || dueAt > ctx.now() || isPaused(db, task)) return;
    void begin(task);
  };
  const run = (task: ClockTask, every: number, lastGood: Instant | null): void => {
    runAt(task, nextRun({ now: ctx.now(), every, lastGood, lastTry: tried.get(keyOf(task)) ?? null }));
  };

  const carryOut = async (task: ClockTask): Promise<TaskEnd> => {
    if (task.kind === 'housekeeping') return keepHouse(ctx);
    if (task.kind === 'backup') return deps.backUp();
    if (task.kind === 'sweep') return markSweep(task.companyId);
    const { companyId } = findConnection(db, task.connectionId);
    if (task.kind === 'listings') {
      const read = await deps.refresh(task.connectionId);
      if (read.ok) await deps.route(companyId);
      return read.ok ? { ok: true, text: `${String(read.value.seen)} listings read.` } : failed(read.error);
    }
    const pulled = await deps.pull(task.connectionId);
    if (pulled.ok && pulled.value.news > 0) await deps.route(companyId);
    return pulled.ok ? { ok: true, text: `${String(pulled.value.orders)} orders read, ${String(pulled.value.news)} new or changed.` } : failed(pulled.error);
  };

  const tick = (): void => {
    deps.onTick();
    for (const connection of listConnections(db)) {
      const { id, settings, lastListingsAt, lastPullAt } = connection;
      // Listings first: an order line is worth more when its listing is known.
      if (settings.pushStock) run({ kind: 'listings', connectionId: id }, settings.listingMinutes * MINUTE, lastListingsAt);
      run({ kind: 'orders', connectionId: id }, settings.pullMinutes * MINUTE, lastPullAt);
      const due = nextPushAt(ctx, connection);
      const toTell = nextWriteBackAt(db, id);
      const hasPush = due !== null && due <= ctx.now() && mayPush(db, id);
      const hasWords = toTell !== null && toTell <= ctx.now();
      // What is written to a shop unasked keeps to the hours; reading goes on, because nothing must be missed.
      if ((!hasPush && !hasWords) || !isOpen(ctx, connection.companyId)) continue;
      if (hasPush) deps.wake(id);
      if (hasWords) deps.tell(id);
    }
    for (const company of listCompanies(db)) {
      const dueAt = nextSweepAt(ctx, company);
      if (dueAt !== null && sweepOf(db, company.id) === null) runAt({ kind: 'sweep', companyId: company.id }, dueAt);
    }
    runAt({ kind: 'housekeeping' }, nextHouseAt(ctx));
    const { startedAt, endedAt, last } = taskMemory(db, { kind: 'backup' });
    const isPutOff = last?.ok === false && startedAt !== null && ctx.now() >= startedAt && ctx.now() < later(startedAt, BACKUP_AGAIN);
    if (!isPutOff && listCompanies(db).length > 0) run({ kind: 'backup' }, BACKUP_EVERY, last?.ok === true ? endedAt : null);
  };

  const markSweep = (companyId: CompanyId): TaskEnd => {
    // One that is under way goes on from where it is: it reads every item all the same.
    if (sweepOf(db, companyId) === null) setSweep(db, companyId, { phase: 'count', missed: 0 });
    return { ok: true, text: 'The next session reads every item.' };
  };

  return {
    start: () => {
      running ??= (async () => {
        while (!ctx.signal.aborted) {
          tick();
          await ctx.sleep(TICK, ctx.signal);
        }
      })();
    },
    stop: async () => {
      await running;
      await Promise.all(busy.values());
    },
    runNow: begin,
    isRunning: (task) => busy.has(keyOf(task)),
  };
}

/** When every item is marked to be read anew; QuickBooks' modified filter has been seen to miss changes (docs/qbxml.md). Null: only when asked for, or at the first session. */
export function nextSweepAt({ now, zone }: Pick<Context, 'now' | 'zone'>, { settings, lastSweepAt }: CompanyRow): Instant | null {
  const minute = minuteOfDay(settings.sweepAt);
  return minute === null || lastSweepAt === null ? null : nextDaily({ now: now(), minute, zone: zoneOfCompany(settings, zone), lastGood: lastSweepAt });
}

/** When the clockwork sends what waits for a shop, were it not for quiet hours; null: nothing waits. Many at once wait for no interval (DESIGN §5, routing). */
export function nextPushAt({ db, now }: Pick<Context, 'db' | 'now'>, { id, companyId, settings }: ConnectionRow): Instant | null {
  const due = nextDueAt(db, id);
  if (due === null || settings.pushMinutes === 0 || countOpen(db, id) > findCompany(db, companyId).settings.inlineLimit) return due;
  const turn = nextRun({ now: now(), every: settings.pushMinutes * MINUTE, lastGood: taskMemory(db, { kind: 'inventory', connectionId: id }).startedAt, lastTry: null });
  return turn > due ? turn : due;
}

function keyOf(task: Task): string {
  return `${task.kind} ${String(subjectOf(task))}`;
}

function failed({ what, todo }: { readonly what: string; readonly todo: string }): TaskEnd {
  return { ok: false, text: `${what} ${todo}` };
}
