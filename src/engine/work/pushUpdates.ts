/** Sends due stock numbers: one worker per connection, batch by batch, each batch between two pulls of the shop's orders. */
import { retryAfter } from '../../decide/judgeAnswer.ts';
import { later, SECOND, type Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { TaskEnd } from '../../domain/task.ts';
import type { Route } from '../../domain/update.ts';
import { findCompany, type CompanyRow } from '../db/companies.ts';
import { findConnection, setConnectionProblem, type ConnectionRow } from '../db/connections.ts';
import { mayPush, noteTaskEnd, noteTaskStart } from '../db/tasks.ts';
import { countOpen, dueUpdates, recoverConnection } from '../db/updates.ts';
import type { Context } from '../ports.ts';
import { isOpen } from './openHours.ts';
import { createPushNow, type PushNow } from './pushNow.ts';
import type { RouteReport } from './routeDue.ts';
import { AFTER_FAULT, createBatchSender, type BatchToSend } from './sendBatch.ts';
import { nextTurn } from '../nextTurn.ts';

export type PusherDeps = {
  readonly pullOrders: (connectionId: ConnectionId, signal: AbortSignal) => Promise<Result<unknown>>;
  readonly routeDue: (ctx: Context, companyId: CompanyId) => Promise<RouteReport>;
};

export type Pusher = {
  /**
   * There may be something due. Starts the connection's worker, or tells the running one to look again. A shop that failed or asked to be left
   * alone is, for that time: the clockwork (work/loop) wakes again whatever is still due. `isAsked`: somebody asks for it, quiet hours or not.
   */
  wake(connectionId: ConnectionId, mode: Route, isAsked?: boolean): void;
  /** Somebody asks for all that is due and does not want to wait: not for a shop that asked to be left alone, nor for the end of the quiet hours. */
  retryNow(connectionId: ConnectionId): void;
  /** Somebody asks for these listings. */
  readonly pushNow: PushNow['push'];
  /** Resolves when no worker runs; rows that have to wait for a later moment do not count. */
  idle(): Promise<void>;
  isBusy(connectionId: ConnectionId): boolean;
  /** Resolves when the shop's worker rests; at once where it does. */
  settled(connectionId: ConnectionId): Promise<void>;
  /** Ends the calls that are out; their rows go back to pending. Await `idle` before the database is closed. */
  stop(): void;
};

/** `isAsked`: somebody does not want to wait for the end of the quiet hours. */
type Worker = { mode: Route; again: boolean; isAsked: boolean; readonly done: Promise<void> };

/** `isPulled`: the shop's orders were read after the last call. */
type Came = { confirmed: number; progress: boolean; isPulled: boolean };
/** What a chunk came to. `retryAt`: it was cut short and nothing should go out before. */
type Chunk = Readonly<Came> & { readonly retryAt: Instant | null };

/** Chunks in a row that could send nothing because everything due was being routed anew. */
const MOST_FRUITLESS = 3;

export function createPusher(ctx: Context, deps: PusherDeps): Pusher {
  const stopping = new AbortController();
  const signal = AbortSignal.any([ctx.signal, stopping.signal]);
  const workers = new Map<ConnectionId, Worker>();
  const rests = new Map<ConnectionId, Instant>();
  const sender = createBatchSender(ctx, signal);

  function wake(connectionId: ConnectionId, mode: Route, isAsked = false): void {
    if (signal.aborted) return;
    const worker = workers.get(connectionId);
    if (worker !== undefined) {
      worker.again = true;
      worker.mode = mode;
      worker.isAsked ||= isAsked;
      return;
    }
    if ((rests.get(connectionId) ?? 0) > ctx.now()) return;
    rests.delete(connectionId);
    // The worker's first step is a later turn of the loop: whoever wakes it, a SOAP call perhaps, is answered first.
    const done = nextTurn().then(() => work(connectionId));
    workers.set(connectionId, { mode, again: false, isAsked, done });
  }

  async function work(connectionId: ConnectionId): Promise<void> {
    try {
      await drain(connectionId);
    } catch (cause) {
      ctx.log.error({ err: cause, connectionId }, 'stock push stopped by a fault');
      rest(connectionId, later(ctx.now(), AFTER_FAULT));
      putBack(connectionId);
    }
    const ended = workers.get(connectionId);
    workers.delete(connectionId);
    // Woken between the last look at the queue and this line.
    if (ended?.again === true) wake(connectionId, ended.mode, ended.isAsked);
  }

  /** After a fault nothing of this connection is on its way any more. If even that cannot be written, the next start does it. */
  function putBack(connectionId: ConnectionId): void {
    try {
      recoverConnection(ctx.db, connectionId);
    } catch (cause) {
      ctx.log.error({ err: cause, connectionId }, 'updates on their way could not be put back');
    }
  }

  function maySend(connectionId: ConnectionId): boolean {
    return mayPush(ctx.db, connectionId) && (workers.get(connectionId)?.isAsked === true || isOpen(ctx, findConnection(ctx.db, connectionId).companyId));
  }

  /** Chunk after chunk until nothing is due. */
  async function drain(connectionId: ConnectionId): Promise<void> {
    let fruitless = 0;
    let began = false;
    let confirmed = 0;
    let cutShort = false;
    let isPulled = false;
    while (!signal.aborted) {
      if (!maySend(connectionId) || dueUpdates(ctx.db, connectionId, ctx.now(), 1).length === 0) break;
      if (!began) noteTaskStart(ctx.db, { kind: 'inventory', connectionId }, ctx.now());
      began = true;
      const connection = findConnection(ctx.db, connectionId);
      const company = findCompany(ctx.db, connection.companyId);
      const chunk = await runChunk(connection, company, isPulled);
      ctx.emit({ kind: 'chunkDone', connectionId, confirmed: chunk.confirmed, remaining: countOpen(ctx.db, connectionId) });
      fruitless = chunk.progress ? 0 : fruitless + 1;
      const retryAt = chunk.retryAt ?? (fruitless < MOST_FRUITLESS ? null : later(ctx.now(), AFTER_FAULT));
      confirmed += chunk.confirmed;
      if (retryAt !== null) {
        cutShort = true;
        rest(connectionId, retryAt);
        break;
      }
      const pausing = workers.get(connectionId)?.mode === 'queued' || fruitless > 0;
      const pause = pausing ? company.settings.chunkPauseSeconds * SECOND : 0;
      isPulled = chunk.isPulled && pause === 0;
      if (pause > 0 && dueUpdates(ctx.db, connectionId, ctx.now(), 1).length > 0) await ctx.sleep(pause, signal);
    }
    if (began) noteTaskEnd(ctx.db, { kind: 'inventory', connectionId }, ctx.now(), ending(confirmed, cutShort, countOpen(ctx.db, connectionId)));
    // The decision to end: a wake after it must start anew, one before it has been seen.
    const worker = workers.get(connectionId);
    if (worker === undefined) return;
    worker.again = false;
    worker.isAsked = false;
  }

  /** Nothing goes to this shop before `until`, whoever asks. */
  function rest(connectionId: ConnectionId, until: Instant): void {
    rests.set(connectionId, until);
  }

  /** The oldest due rows of one connection, in the batches its shop can take, for a limited time. `isPulled`: the shop's orders were read this very moment. */
  async function runChunk(connection: ConnectionRow, company: CompanyRow, isPulled: boolean): Promise<Chunk> {
    const opened = ctx.store(connection.id);
    if (!opened.ok) {
      setConnectionProblem(ctx.db, connection.id, opened.error);
      return { confirmed: 0, progress: false, isPulled: false, retryAt: later(ctx.now(), AFTER_FAULT) };
    }
    const store = opened.value;
    const startedAt = ctx.now();
    const deadline = later(startedAt, company.settings.chunkSeconds * SECOND);
    const pulled = isPulled ? null : await pullAndRoute(connection);
    if (pulled !== null) return { confirmed: 0, progress: false, isPulled: false, retryAt: pulled };
    const batches = store.stockBatches(dueUpdates(ctx.db, connection.id, ctx.now(), company.settings.drainChunk));
    const came: Came = { confirmed: 0, progress: false, isPulled };
    try {
      const retryAt = await sendBatches(batches.map((due) => ({ store, connection, company, due })), deadline, came);
      await ctx.breathe();
      sender.settle(connection.id);
      return { ...came, retryAt };
    } finally {
      sender.settle(connection.id);
    }
  }

  /** One after the other; null: all that there was time for, else why not and until when. */
  async function sendBatches(batches: readonly BatchToSend[], deadline: Instant, came: Came): Promise<Instant | null> {
    let longest = 0;
    for (const batch of batches) {
      const batchAt = ctx.now();
      if (signal.aborted || batchAt + longest >= deadline) break;
      const outcome = await sender.pushAhead(batch, (confirmed) => { came.confirmed += confirmed; });
      came.progress ||= outcome.touched > 0;
      longest = Math.max(longest, ctx.now() - batchAt);
      if (outcome.failed !== null) return outcome.failed;
      came.isPulled = false;
      if (outcome.touched === 0) continue;
      // The pull after one batch is the pull before the next; what sold meanwhile is due again at once.
      const pulling = pullAndRoute(batch.connection);
      if (batch === batches.at(-1)) await settleBeside(batch.connection.id, pulling);
      const retryAt = await pulling;
      if (retryAt !== null) return retryAt;
      came.isPulled = true;
    }
    return null;
  }

  /** No other batch follows that the answers of the last could be settled beside. */
  async function settleBeside(connectionId: ConnectionId, pulling: Promise<unknown>): Promise<void> {
    pulling.catch(() => undefined); // whoever awaits it is told
    await ctx.breathe();
    sender.settle(connectionId);
  }

  /** Null when the shop's orders are read and what they touched is routed; else when to try again. Without its orders no number is right. */
  async function pullAndRoute(connection: ConnectionRow): Promise<Instant | null> {
    if (signal.aborted) return ctx.now();
    const pulled = await pullThenRoute(connection);
    return pulled.ok ? null : later(ctx.now(), retryAfter(pulled.error) ?? AFTER_FAULT);
  }

  async function pullThenRoute(connection: ConnectionRow): Promise<Result<unknown>> {
    const pulled = await deps.pullOrders(connection.id, signal);
    if (!pulled.ok) return pulled;
    const report = await deps.routeDue(ctx, connection.companyId);
    for (const other of report.connections) {
      if (other.due === 0) continue;
      if (other.connectionId !== connection.id) wake(other.connectionId, other.route);
      else workerOf(connection.id).mode = other.route;
    }
    return pulled;
  }

  function workerOf(connectionId: ConnectionId): { mode: Route } {
    return workers.get(connectionId) ?? { mode: 'queued' };
  }

  const pushNow = createPushNow(ctx, {
    signal, inTurn: sender.inTurn, pushOne: (store, connection, company, due) => sender.push({ store, connection, company, due }), pullThenRoute, rest, wake,
    resting: (connectionId) => (rests.get(connectionId) ?? 0) > ctx.now(), stopResting: (connectionId) => { rests.delete(connectionId); },
  });

  return {
    wake,
    retryNow: (connectionId) => {
      rests.delete(connectionId);
      wake(connectionId, 'queued', true);
    },
    pushNow: pushNow.push,
    isBusy: (connectionId) => workers.has(connectionId),
    settled: async (connectionId) => { await workers.get(connectionId)?.done; },
    stop: () => { stopping.abort(); },
    idle: async () => {
      while (workers.size > 0 || pushNow.isBusy()) {
        await Promise.all([...workers.values()].map((worker) => worker.done));
        await pushNow.idle();
      }
    },
  };
}

function ending(confirmed: number, cutShort: boolean, left: number): TaskEnd {
  const waiting = left === 0 ? '' : ` ${String(left)} still to go.`;
  return { ok: !cutShort, text: `${String(confirmed)} confirmed.${waiting}${cutShort ? ' Stopped early; it is tried again by itself.' : ''}` };
}
