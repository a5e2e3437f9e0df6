/** Sends listings that somebody asks for by name, between two batches of the shop's worker: pull orders, compute, send, pull again, like any batch. */
import type { Instant } from '../../domain/calendar.ts';
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Route } from '../../domain/update.ts';
import type { Store } from '../../stores/store.ts';
import { findCompany, type CompanyRow } from '../db/companies.ts';
import { findConnection, type ConnectionRow } from '../db/connections.ts';
import { mayPush } from '../db/tasks.ts';
import type { DueUpdate } from '../db/updates.ts';
import type { Context } from '../ports.ts';
import { cameOf, queueNow, type Answered, type SentNow } from './sendNow.ts';

/** What a batch came to. `failed`: nothing should go out before that moment, because of `why`. */
export type Pushed = { readonly confirmed: number; readonly touched: number; readonly failed: Instant | null; readonly why: Problem | null; readonly answered: Answered };

/** What the shops' workers lend. */
export type PushTools = {
  readonly signal: AbortSignal;
  readonly inTurn: <T>(connectionId: ConnectionId, work: () => Promise<T>) => Promise<T>;
  readonly pullThenRoute: (connection: ConnectionRow) => Promise<Result<unknown>>;
  readonly pushOne: (store: Store, connection: ConnectionRow, company: CompanyRow, due: readonly DueUpdate[]) => Promise<Pushed>;
  readonly rest: (connectionId: ConnectionId, until: Instant) => void;
  readonly resting: (connectionId: ConnectionId) => boolean;
  readonly stopResting: (connectionId: ConnectionId) => void;
  readonly wake: (connectionId: ConnectionId, mode: Route) => void;
};

export type PushNow = {
  /**
   * The numbers of these listings go out between two batches, due or not, quiet hours or not. `force`: even to a shop that asked to be left alone.
   * Errors: `companyHeld`, `taskPaused`, `shopResting`, `zeroBrake`, `stopped`, and the shop's own; then all is as it was, or in the queue.
   */
  readonly push: (connectionId: ConnectionId, listingIds: readonly ListingId[], force: boolean) => Promise<Result<readonly SentNow[]>>;
  readonly isBusy: () => boolean;
  readonly idle: () => Promise<void>;
};

/** Listings that changed again while they were about to be sent are routed anew so often before they are left to the queue. */
const MOST_TRIES = 3;
const STOPPED = problem('stopped', 'The bridge is being stopped.', 'Start it again; what is due goes out by itself.');

export function createPushNow(ctx: Context, tools: PushTools): PushNow {
  const { signal } = tools;
  const under = new Set<Promise<void>>();

  const send = async (connectionId: ConnectionId, listingIds: readonly ListingId[], force: boolean): Promise<Result<readonly SentNow[]>> => {
    const refusal = refusalOf(connectionId, force);
    if (refusal !== null) return err(refusal);
    const connection = findConnection(ctx.db, connectionId);
    const company = findCompany(ctx.db, connection.companyId);
    const store = ctx.store(connectionId);
    if (!store.ok) return store;
    const answered = new Map<ListingId, NonNullable<ReturnType<Answered['get']>>>();
    for (let tries = 0; tries < MOST_TRIES && answered.size === 0; tries += 1) {
      const pulled = signal.aborted ? err(STOPPED) : await tools.pullThenRoute(connection);
      if (!pulled.ok) return pulled;
      const queued = queueNow(ctx, company, connection, listingIds);
      if (!queued.ok) return queued;
      if (queued.value.length === 0) break;
      for (const due of store.value.stockBatches(queued.value)) {
        const outcome = await tools.pushOne(store.value, connection, company, due);
        for (const [id, one] of outcome.answered) answered.set(id, one);
        if (outcome.failed !== null) tools.rest(connectionId, outcome.failed);
        if (outcome.why !== null) return err(outcome.why);
      }
    }
    return ok(cameOf(ctx, company, listingIds, answered));
  };

  /** Null: it may be tried. */
  const refusalOf = (connectionId: ConnectionId, force: boolean): Problem | null => {
    if (signal.aborted) return STOPPED;
    const connection = findConnection(ctx.db, connectionId);
    if (findCompany(ctx.db, connection.companyId).isHeld) return problem(
      'companyHeld',
      'Nothing is sent before you have seen the preview and started it.',
      'Open the preview and start from there.',
    );
    if (!mayPush(ctx.db, connectionId)) return problem('taskPaused', `The sending of stock is paused for ${connection.name}.`, 'Resume it under Tasks.');
    if (force) tools.stopResting(connectionId);
    if (!tools.resting(connectionId)) return null;
    const why = connection.problem === null ? `${connection.name} did not answer a moment ago, or asked to be left alone.` : connection.problem.what;
    return problem('shopResting', why, 'It is tried again by itself within minutes; nothing is lost.');
  };

  /** What sold meanwhile is due again at once (DESIGN §5, the pull after a batch); who asked does not wait for it. */
  const afterwards = async (connectionId: ConnectionId, work: Promise<Result<unknown>>): Promise<void> => {
    try {
      if ((await work).ok && !signal.aborted) await tools.pullThenRoute(findConnection(ctx.db, connectionId));
    } catch (cause) {
      ctx.log.error({ err: cause, connectionId }, 'sending what was asked for failed');
    }
    tools.wake(connectionId, 'queued');
  };

  return {
    push: (connectionId, listingIds, force) => {
      const work = tools.inTurn(connectionId, () => send(connectionId, listingIds, force));
      const settled = afterwards(connectionId, work).finally(() => { under.delete(settled); });
      under.add(settled);
      return work;
    },
    isBusy: () => under.size > 0,
    idle: async () => { await Promise.all(under); },
  };
}
