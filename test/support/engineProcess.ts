/**
 * A real engine in a process of its own, to be killed: opens a data folder, answers the Web Connector, and ends itself with SIGKILL at a
 * chosen step of a chosen call. Started by engineProcessHandle.ts; what the product does is not changed, only its calls are watched.
 */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { instant } from '../../src/domain/calendar.ts';
import { ok } from '../../src/domain/result.ts';
import type { WebConnectorPort } from '../../src/domain/session.ts';
import { provision } from '../../src/engine/act/provision.ts';
import { createEngine, type Engine } from '../../src/engine/createEngine.ts';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import type { Db } from '../../src/engine/db/open.ts';
import { nextDueAt } from '../../src/engine/db/updates.ts';
import { nextWriteBackAt } from '../../src/engine/db/writeBack.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import type { HttpRoutes } from '../../src/engine/http/handler.ts';
import { startServer } from '../../src/engine/http/server.ts';
import type { HostPorts } from '../../src/engine/ports.ts';
import { createSoapEndpoint } from '../../src/engine/soap/endpoint.ts';
import { realDisk } from '../../src/stores/csv/disk.ts';

/** beforeCommit: inside the call's transaction, all written, nothing committed. afterCommit: before the answer leaves. afterAnswer: it has left. */
export type KillPoint = 'beforeCommit' | 'afterCommit' | 'afterAnswer';

/** `at`: what the clock shows, milliseconds since 1970; it never goes back. */
export type Order = { readonly at: number } & (
  | { readonly order: 'open'; readonly folder: string; readonly port: number; readonly provisioning: string | null }
  /** Kills at the `call`-th SOAP call from now (1 = the next). */
  | { readonly order: 'arm'; readonly call: number; readonly point: KillPoint }
  | { readonly order: 'disarm' }
  /** Something goes wrong at the next such step of a folder that is a shop; null: nothing any more. */
  | { readonly order: 'armDisk'; readonly fault: FolderFault | null }
  /** Waits for background work, and tells the shops what is due. */
  | { readonly order: 'idle' }
  /** A person asks for a sweep of every company. */
  | { readonly order: 'sweep' }
  /** What the clockwork does at its intervals: listings, orders, routing, sending, telling. */
  | { readonly order: 'sync' });

/** `path`: what the path ends with. `code`: every such step fails with it; else the process dies before, in the middle of, or after the first. */
export type FolderFault = { readonly step: 'move' | 'write' | 'read'; readonly path: string; readonly how: 'before' | 'middle' | 'after' | { readonly code: string } };

export type Report = { readonly at: number; readonly port: number; readonly calls: number; readonly problem: string | null };

let now = 0;
let calls = 0;
let armed: { readonly call: number; readonly point: KillPoint } | null = null;
let inCall = false;
let engine: Engine | null = null;
let port = 0;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;); // the signal is on its way; nothing else may happen
}

function strikes(point: KillPoint): boolean {
  return armed !== null && armed.point === point && armed.call === calls;
}

const host: HostPorts = {
  now: () => instant(now),
  zone: 'America/New_York',
  log: pino({ level: process.env['STOCKBRIDGE_TEST_LOG'] ?? 'silent' }),
  sleep: async (milliseconds, signal) => {
    if (!signal.aborted) now += milliseconds;
    await new Promise<void>((resolve) => { setImmediate(resolve); });
  },
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  seal: { seal: (plain) => Buffer.from(plain).toString('base64'), open: (sealed) => ok(Buffer.from(sealed, 'base64').toString()) },
};

/** Dies at the end of the outermost transaction of the chosen call: everything is written, and SQLite has not been told to keep it. */
function watchTransactions(db: Db): void {
  const original = db.transaction.bind(db);
  let depth = 0;
  const watched = (work: (...args: unknown[]) => unknown): unknown => original((...args: unknown[]) => {
    depth += 1;
    try {
      const result = work(...args);
      if (depth === 1 && inCall && strikes('beforeCommit')) die();
      return result;
    } finally {
      depth -= 1;
    }
  });
  Object.defineProperty(db, 'transaction', { value: watched });
}

function watchCalls(inner: WebConnectorPort): WebConnectorPort {
  const begin = (hasTransaction: boolean): void => {
    calls += 1;
    if (!hasTransaction && strikes('beforeCommit')) die();
    inCall = true;
  };
  const end = <T>(result: T): T => {
    inCall = false;
    if (strikes('afterCommit')) die();
    return result;
  };
  return {
    serverVersion: () => { begin(false); return end(inner.serverVersion()); },
    clientVersion: (version) => { begin(false); return end(inner.clientVersion(version)); },
    authenticate: async (username, password) => { begin(true); return end(await inner.authenticate(username, password)); },
    sendRequestXML: (request) => { begin(true); return end(inner.sendRequestXML(request)); },
    receiveResponseXML: (response) => { begin(true); return end(inner.receiveResponseXML(response)); },
    connectionError: (ticket, hresult, message) => { begin(true); return end(inner.connectionError(ticket, hresult, message)); },
    getLastError: (ticket) => { begin(false); return end(inner.getLastError(ticket)); },
    closeConnection: (ticket) => { begin(true); return end(inner.closeConnection(ticket)); },
  };
}

function watchAnswers(routes: HttpRoutes): HttpRoutes {
  return {
    owns: routes.owns,
    handle: (request, response) => {
      response.on('finish', () => { if (strikes('afterAnswer')) die(); });
      return routes.handle(request, response);
    },
  };
}

let folderFault: FolderFault | null = null;

/** The folder's disk as it is, but for the fault that is armed. */
function watchFolders(): void {
  const real = { ...realDisk };
  const meets = (step: FolderFault['step'], path: string, moment: 'before' | 'middle' | 'after'): boolean => {
    if (folderFault?.step !== step || !path.endsWith(folderFault.path)) return false;
    if (typeof folderFault.how === 'object' && moment === 'before') throw Object.assign(new Error(folderFault.how.code), { code: folderFault.how.code, path });
    return folderFault.how === moment;
  };
  const run = async <T>(step: FolderFault['step'], path: string, work: () => Promise<T>): Promise<T> => {
    if (meets(step, path, 'before')) die();
    const result = await work();
    if (meets(step, path, 'after')) die();
    return result;
  };
  Object.assign(realDisk, {
    move: (from: string, to: string) => run('move', to, () => real.move(from, to)),
    write: (path: string, chunks: AsyncIterable<string>) => run('write', path, () => real.write(path, meets('write', path, 'middle') ? halfOf(chunks) : chunks)),
    async * read(path: string, at: number) {
      if (meets('read', path, 'before')) die();
      yield* real.read(path, at);
      if (meets('read', path, 'after')) die();
    },
  } satisfies Partial<typeof realDisk>);
}

/** The first block's first half, and then no process any more. */
async function* halfOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    yield chunk.slice(0, chunk.length / 2);
    die();
  }
}

async function open(order: Extract<Order, { order: 'open' }>): Promise<string | null> {
  const opened = createEngine({ folder: order.folder, version: '0.0.0-test', host });
  if (!opened.ok) return opened.error.what;
  engine = opened.value;
  if (order.provisioning !== null) {
    const file = readProvisioning(order.provisioning);
    if (!file.ok) return file.error.what;
    const done = await provision(engine.db, host, file.value);
    if (!done.ok) return done.error.what;
  }
  watchTransactions(engine.db);
  watchFolders();
  const endpoint = watchAnswers(await createSoapEndpoint({ webConnector: watchCalls(engine.webConnector), about: { name: 'Stockbridge', version: '0.0.0-test' } }));
  const server = await startServer({ port: order.port, endpoint });
  if (!server.ok) return server.error.what;
  port = server.value.port;
  return null;
}

/** What is due to be told to the shops; the clockwork does it beside sessions too. */
async function tellShops({ db, writeBack }: Engine): Promise<void> {
  for (const { id } of listConnections(db)) {
    const due = nextWriteBackAt(db, id);
    if (due !== null && due <= now) await writeBack(id);
  }
}

async function sync({ db, refreshListings, pull, route, pusher, idle }: Engine): Promise<void> {
  for (const { id } of listConnections(db)) {
    await refreshListings(id);
    await pull(id);
  }
  for (const { id } of listCompanies(db)) await route(id);
  for (const { id } of listConnections(db)) {
    const due = nextDueAt(db, id);
    if (due !== null && due <= now) pusher.wake(id, 'queued');
  }
  await idle();
}

async function carryOut(order: Order): Promise<string | null> {
  if (order.order === 'open') return open(order);
  if (engine === null) return 'the engine is not open';
  switch (order.order) {
    case 'arm':
      calls = 0;
      armed = { call: order.call, point: order.point };
      return null;
    case 'disarm':
      armed = null;
      return null;
    case 'armDisk':
      folderFault = order.fault;
      return null;
    case 'idle':
      await engine.idle();
      await tellShops(engine);
      return null;
    case 'sweep':
      for (const { id } of listCompanies(engine.db)) await createHandlers(engine)['companies.sweep']({ companyId: id });
      return null;
    case 'sync':
      await sync(engine);
      await tellShops(engine);
      return null;
  }
}

process.on('message', (order: Order) => {
  now = Math.max(now, order.at);
  void carryOut(order).catch((cause: unknown) => String(cause instanceof Error ? cause.stack : cause)).then((problem) => {
    process.send?.({ at: now, port, calls, problem } satisfies Report);
  });
});
// The tests ended, however that was: nothing may be left running.
process.on('disconnect', () => { process.exit(0); });
