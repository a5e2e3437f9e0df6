/** The engine: opens a data folder, answers the Web Connector, keeps the shops in step. Hosts (cli, main) start it and lend it what only they have. */
import type { CompanyId, ConnectionId } from '../domain/ids.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { WebConnectorPort } from '../domain/session.ts';
import { connectorFor } from '../stores/registry.ts';
import type { Connector, Store } from '../stores/store.ts';
import type { Provisioning } from '../contract/provisioning.ts';
import { provision, type Provisioned } from './act/provision.ts';
import { findConnection, listConnections } from './db/connections.ts';
import { openDatabase, unreadable, type Db } from './db/open.ts';
import { watch } from './db/remembered.ts';
import { mayPush } from './db/tasks.ts';
import { inlineLeft, recoverPushing } from './db/updates.ts';
import type { Context, EngineEvent, HostPorts } from './ports.ts';
import { createQuery, type Query } from './query.ts';
import type { RoutingPort } from './session/step.ts';
import { createWebConnectorPort } from './session/port.ts';
import { createPasswordGate } from './soap/passwordGate.ts';
import { watchAwake, type AwakeWatch } from './work/awake.ts';
import { backUp } from './work/backUp.ts';
import { compareShops } from './work/compareShops.ts';
import { createCourtesy } from './work/courtesy.ts';
import { createLoop, type Loop } from './work/loop.ts';
import { createPublisher } from './work/publishFacts.ts';
import { pullOrders, type PullReport } from './work/pullOrders.ts';
import { createPusher, type Pusher } from './work/pushUpdates.ts';
import { createSkuSender, type SkuSender } from './work/sendSkus.ts';
import { refreshListings } from './work/refreshListings.ts';
import { writeBack, type WriteBackReport } from './work/writeBack.ts';
import { isOpen } from './work/openHours.ts';
import { routeDue, type RouteReport } from './work/routeDue.ts';

export type EngineOptions = {
  readonly folder: string;
  readonly version: string;
  readonly host: HostPorts;
  /** For tests; the registry otherwise. */
  readonly connectorFor?: (kind: string) => Connector | undefined;
};

export type Engine = {
  readonly db: Db;
  readonly ctx: Context;
  /** The data folder, and this program's version. */
  readonly folder: string;
  readonly version: string;
  /** The scheduled tasks, to be run now. */
  readonly clock: Pick<Loop, 'runNow' | 'isRunning'>;
  /** Since when the Web Connector could have called. */
  readonly awake: AwakeWatch['read'];
  /** What the SOAP endpoint calls. */
  readonly webConnector: WebConnectorPort;
  readonly pusher: Pusher;
  /** Sends SKUs that somebody asks for. */
  readonly sendSkus: SkuSender;
  readonly query: Query;
  /** Creates or updates companies and connections; repeatable. */
  provision(file: Provisioning): Promise<Result<Provisioned>>;
  /** Begins the scheduled work. Without it everything still works when asked. */
  start(): void;
  /** Ends the work, then closes the database. */
  stop(): Promise<void>;
  pull(id: ConnectionId): Promise<Result<PullReport>>;
  refreshListings(id: ConnectionId): Promise<Result<{ readonly seen: number }>>;
  /** Routes what is due in a company and starts sending it. */
  route(id: CompanyId): Promise<void>;
  /** Tells a shop what is due about its orders. */
  writeBack(id: ConnectionId): Promise<WriteBackReport>;
  /** Resolves when no routing and no sending is under way. */
  idle(): Promise<void>;
  on(listener: (event: EngineEvent) => void): () => void;
};

/** Errors: those of openDatabase. */
export function createEngine(options: EngineOptions): Result<Engine> {
  const opened = openDatabase(options.folder);
  if (!opened.ok) return opened;
  const { db, close } = opened.value;
  watch(db);
  const stopping = new AbortController();
  const listeners = new Set<(event: EngineEvent) => void>();
  const courtesy = createCourtesy();
  const ctx: Context = {
    ...options.host, db, signal: stopping.signal,
    store: openStores(db, options.host, options.connectorFor ?? connectorFor),
    emit: (event) => { for (const listener of listeners) listener(event); },
    breathe: courtesy.breathe,
  };
  try {
    recoverPushing(db);
  } catch (cause) {
    // No room, or another program holds the database: whoever tries next must not find our lock.
    close();
    return err(unreadable(cause));
  }

  const pull = (id: ConnectionId): Promise<Result<PullReport>> => pullOrders(ctx, id, stopping.signal);
  const refresh = (id: ConnectionId): Promise<Result<{ readonly seen: number }>> => refreshListings(ctx, id, stopping.signal);
  const routing = new Map<CompanyId, number>();
  const routeAndWake = async (id: CompanyId): Promise<RouteReport> => {
    routing.set(id, (routing.get(id) ?? 0) + 1);
    try {
      const report = await routeDue(ctx, id);
      // One shop's sale is due in every shop that shares the item.
      for (const one of report.connections) if (one.due > 0) pusher.wake(one.connectionId, one.route);
      return report;
    } finally {
      routing.set(id, (routing.get(id) ?? 1) - 1);
    }
  };
  const pusher: Pusher = createPusher(ctx, { pullOrders: (id, signal) => pullOrders(ctx, id, signal), routeDue: (_, id) => routeAndWake(id) });
  const routed = new Set<Promise<void>>();
  const inBackground = (what: string, id: CompanyId, begun: Promise<unknown>): Promise<void> => {
    const work = begun.then(() => undefined, (cause: unknown) => { ctx.log.error({ err: cause, company: id }, `${what} failed`); });
    routed.add(work);
    return work.finally(() => { routed.delete(work); });
  };
  const comparing = new Set<CompanyId>();
  /** After a sweep, beside everything else: no session waits for it. */
  const compare = (id: CompanyId): void => {
    if (comparing.has(id) || stopping.signal.aborted) return;
    comparing.add(id);
    void inBackground('comparing the shops', id, compareShops(ctx, id, { pull, refresh, route: routeAndWake }).finally(() => { comparing.delete(id); }));
  };
  const publisher = createPublisher(ctx, stopping.signal);
  const route = (id: CompanyId): Promise<void> => inBackground('routing', id, routeAndWake(id).then(() => {
    compare(id);
    void inBackground('publishing', id, publisher(id));
  }));
  const gate = createPasswordGate({ now: options.host.now, sleep: (milliseconds) => options.host.sleep(milliseconds, stopping.signal) });
  const routingFor = (id: CompanyId): RoutingPort => ({
    start: () => { void route(id); },
    isRunning: () => (routing.get(id) ?? 0) > 0,
    // What nobody may send now is not waited for.
    inlineLeft: () => (isOpen(ctx, id) && listConnections(db, id).some((connection) => mayPush(db, connection.id)) ? inlineLeft(db, id) : 0),
  });
  const webConnector: WebConnectorPort = {
    begin: courtesy.begin,
    ...createWebConnectorPort(ctx, {
      version: options.version, routingFor,
      checkPassword: (user, password, hash) => gate.check(user, password, hash === '' ? null : hash),
    }),
  };
  const tell = oneAtATime((id) => writeBack(ctx, id, stopping.signal));
  const awake = watchAwake(options.host.now);
  const loop: Loop = createLoop(ctx, {
    pull, refresh, route, onTick: awake.tick,
    tell: (id) => { void tell(id).catch((cause: unknown) => { ctx.log.error({ err: cause, connection: id }, 'telling a shop failed'); }); },
    wake: (id) => { pusher.wake(id, 'queued'); }, backUp: () => backUp(ctx, options.folder),
  });

  return ok({
    db, ctx, folder: options.folder, version: options.version, clock: loop, awake: awake.read, webConnector,
    pusher, sendSkus: createSkuSender(ctx, pusher), query: createQuery(db),
    provision: (file) => provision(db, options.host, file), pull, route, refreshListings: refresh,
    writeBack: tell,
    start: () => { loop.start(); },
    stop: async () => {
      stopping.abort();
      await loop.stop();
      await tell.idle();
      pusher.stop();
      await Promise.all(routed);
      await pusher.idle();
      close();
    },
    idle: async () => {
      while (routed.size > 0 || listConnections(db).some((connection) => pusher.isBusy(connection.id))) {
        await Promise.all(routed);
        await pusher.idle();
      }
    },
    on: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  });
}

type Tell = ((id: ConnectionId) => Promise<WriteBackReport>) & { readonly idle: () => Promise<void> };

/** A shop is told by one caller at a time: two would both look for a note, find none, and write it. */
function oneAtATime(work: (id: ConnectionId) => Promise<WriteBackReport>): Tell {
  const under = new Map<ConnectionId, Promise<WriteBackReport>>();
  const tell = (id: ConnectionId): Promise<WriteBackReport> => {
    const running = under.get(id);
    if (running !== undefined) return running;
    const begun = work(id).finally(() => { under.delete(id); });
    under.set(id, begun);
    return begun;
  };
  return Object.assign(tell, { idle: async () => { await Promise.allSettled(under.values()); } });
}

/** One Store per connection, opened anew when its setup changes. */
function openStores(db: Db, host: HostPorts, find: (kind: string) => Connector | undefined): Context['store'] {
  const open = new Map<ConnectionId, { readonly setup: string; readonly store: Store }>();
  return (id) => {
    const connection = findConnection(db, id);
    const setup = JSON.stringify([connection.url, connection.sealedSecrets, connection.settings.timeoutSeconds]);
    const known = open.get(id);
    if (known?.setup === setup) return ok(known.store);
    const connector = find(connection.kind);
    if (connector === undefined) return err(problem(
      'unknownStoreKind',
      `This Stockbridge knows no shops of the kind "${connection.kind}".`,
      'Update Stockbridge, or remove the connection.',
      { field: 'kind' },
    ));
    const secrets: Record<string, string> = {};
    for (const [name, sealed] of Object.entries(connection.sealedSecrets)) {
      const plain = host.seal.open(sealed);
      if (!plain.ok) return plain;
      secrets[name] = plain.value;
    }
    const store = connector.open({ url: connection.url, secrets, timeoutSeconds: connection.settings.timeoutSeconds, now: host.now, sleep: host.sleep });
    open.set(id, { setup, store });
    return ok(store);
  };
}
