/** An engine in a process of its own, for benchmarks: what the product does is not changed, only its clock may run faster. */
import { mkdirSync, statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createNodeHost } from '../../src/cli/nodeHost.ts';
import { answerCall } from '../../src/contract/answer.ts';
import { contract, type EngineHandlers } from '../../src/contract/contract.ts';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { instant } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID } from '../../src/domain/ids.ts';
import type { ItemRecord } from '../../src/domain/item.ts';
import { takeOrder } from '../../src/engine/act/takeOrder.ts';
import { createEngine, type Engine } from '../../src/engine/createEngine.ts';
import { findCompany, setLastSweep, setSweep } from '../../src/engine/db/companies.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { databasePath } from '../../src/engine/db/open.ts';
import { nextSequence } from '../../src/engine/db/sequence.ts';
import { storeItems } from '../../src/engine/db/storeItems.ts';
import { setPaused } from '../../src/engine/db/tasks.ts';
import { countOpen } from '../../src/engine/db/updates.ts';
import { startDoor } from '../../src/engine/door.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { setUp } from '../../src/engine/host/setUp.ts';
import type { HostPorts } from '../../src/engine/ports.ts';
import { answerCalls } from './childPort.ts';
import type { EngineCalls, OpenEngine } from './engineCalls.ts';
import { anOrder, skuOf } from './orders.ts';
import { FILE_ID, PASSWORD, USER } from './who.ts';

const COMPANY = 1 as CompanyId;
const SHOP = 1 as ConnectionId;
const AT_ONCE = 100;
/** Milliseconds; the monitor's own pace is part of what it measures and is taken off. */
const RESOLUTION = 5;

/** Bytes; reads the whole file. */
const PASSING = `SELECT COALESCE(sum(dbstat.pgsize), 0) AS n FROM dbstat LEFT JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
  WHERE dbstat.aggregate = TRUE AND (sqlite_schema.tbl_name IN ('exchange', 'store_call', 'sync_log', 'trigger_call') OR dbstat.name LIKE 'sync_log_words%')`;

let handlers: EngineHandlers | null = null;
let opened: { readonly engine: Engine; readonly folder: string; readonly stop: () => Promise<void> } | null = null;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();

function engineOf(): Engine {
  if (opened === null) throw new Error('no engine is open');
  return opened.engine;
}

/** The same clock, `speed` times as fast, and pauses that end as much sooner. */
function hostOf(folder: string, speed: number): HostPorts {
  const host = createNodeHost({ folder, logFile: null, level: 'error' });
  const begun = Date.now();
  return {
    ...host,
    now: () => instant(Math.round(begun + (Date.now() - begun) * speed)),
    sleep: (milliseconds, signal) => host.sleep(milliseconds / speed, signal),
  };
}

async function open({ folder, shopUrl, companySettings = {}, storeSettings = {}, speed = 1, clockwork = false }: OpenEngine): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const host = hostOf(folder, speed);
  const file = readProvisioning(JSON.stringify({
    companies: [{
      name: 'Maple Street Goods', username: USER, password: PASSWORD, approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York', ...companySettings },
      stores: [{ name: 'Shop', kind: 'woocommerce', url: shopUrl, consumerKey: 'ck_bench', consumerSecret: 'cs_bench', settings: { startDate: '2026-01-01', ...storeSettings } }],
    }],
  }));
  if (!file.ok) throw new Error(`${file.error.what} ${file.error.field ?? ''}`);
  const done = await setUp(folder, host, file.value);
  if (!done.ok) throw new Error(done.error.what);
  const made = createEngine({ folder, version: '0.0.0-bench', host });
  if (!made.ok) throw new Error(made.error.what);
  const engine = made.value;
  const door = await startDoor(engine.webConnector, { version: '0.0.0-bench', port: 0, onEvent: (event) => { console.error('the door:', event); }, onError: (error) => { console.error(error); } });
  if (!door.ok) throw new Error(door.error.what);
  if (clockwork) engine.start();
  const stop = async (): Promise<void> => {
    await door.value.close();
    await engine.stop();
  };
  opened = { engine, folder, stop };
  return `http://127.0.0.1:${String(door.value.port)}/qbwc`;
}

function takeOrders(from: number, count: number, skus: number): void {
  const { db, ctx } = engineOf();
  for (let start = from; start < from + count; start += AT_ONCE) {
    db.transaction(() => {
      const [company, connection, at] = [findCompany(db, COMPANY), findConnection(db, SHOP), ctx.now()];
      const intake = { db, company, connection, zone: 'America/New_York', at, sequence: nextSequence(db) };
      for (let index = start; index < Math.min(from + count, start + AT_ONCE); index += 1) takeOrder(intake, anOrder(index, skus, at));
    })();
  }
}

async function drain(): Promise<number> {
  const { db, pusher, idle, on } = engineOf();
  const begun = performance.now();
  let ended = begun;
  // The shop's orders are read once more after that.
  const off = on((event) => { if (event.kind === 'batchDone' && event.remaining === 0) ended = performance.now(); });
  while (countOpen(db, SHOP) > 0) {
    pusher.retryNow(SHOP);
    await idle();
  }
  off();
  return ended - begun;
}

function record(index: number, quantity: number): ItemRecord {
  const sku = skuOf(index);
  return {
    listId: `8000${index.toString(16).toUpperCase().padStart(5, '0')}-1` as ListID, kind: 'inventory', name: sku, fullName: sku, isActive: true, quantityOnHand: whole(quantity),
    quantityOnSalesOrder: whole(0), manufacturerPartNumber: '', barCode: '', timeModified: '2026-01-05T10:00:00-05:00', editSequence: '1', members: [],
  };
}

async function restock(skus: number, quantity: number): Promise<void> {
  const { db, ctx, route } = engineOf();
  for (let start = 0; start < skus; start += 500) {
    db.transaction(() => {
      const records = Array.from({ length: Math.min(500, skus - start) }, (_, place) => record(start + place, quantity + ((start + place) % 50)));
      storeItems(db, COMPANY, records, { readSequence: nextSequence(db), at: ctx.now() });
    })();
    await new Promise((resolve) => { setImmediate(resolve); });
  }
  if (findCompany(db, COMPANY).lastSweepAt === null) setLastSweep(db, COMPANY, ctx.now(), null);
  await route(COMPANY);
}

function count(sql: string): number {
  return (engineOf().db.prepare(sql).get() as { readonly n: number }).n;
}

const calls: EngineCalls = {
  open,
  close: async () => {
    await opened?.stop();
    opened = null;
    handlers = null;
  },
  takeOrders,
  async readShop() {
    const { refreshListings, pull, route } = engineOf();
    const listings = await refreshListings(SHOP);
    if (!listings.ok) throw new Error(`${listings.error.what} ${listings.error.detail ?? ''}`);
    const orders = await pull(SHOP);
    if (!orders.ok) throw new Error(orders.error.what);
    await route(COMPANY);
  },
  pause(paused) { setPaused(engineOf().db, { kind: 'inventory', connectionId: SHOP }, paused); },
  drain,
  restock,
  counts: () => ({
    items: count('SELECT count(*) AS n FROM item'), done: count('SELECT count(*) AS n FROM job WHERE state = \'done\' AND txn_id IS NOT NULL'),
    waiting: count('SELECT count(*) AS n FROM job WHERE state <> \'done\''), open: countOpen(engineOf().db, SHOP),
    confirmed: count('SELECT count(*) AS n FROM sync_log WHERE outcome = \'confirmed\''), lines: count('SELECT count(*) AS n FROM sync_log'),
  }),
  async memory() {
    (globalThis as { gc?: () => void }).gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const file = databasePath(opened?.folder ?? '');
    const databaseBytes = [file, `${file}-wal`].reduce((sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0);
    const figures = {
      rss, heap: heapUsed, databaseBytes, passingBytes: opened === null ? 0 : count(PASSING),
      delayP99: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION), delayMost: Math.max(0, delay.max / 1e6 - RESOLUTION),
    };
    // What reading the file took is not the product's: the monitor notes it with its next turn.
    await new Promise((resolve) => { setTimeout(resolve, 4 * RESOLUTION); });
    delay.reset();
    return figures;
  },
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  setSettings(settings) {
    engineOf().db.prepare('UPDATE company SET settings = json_patch(settings, ?)').run(JSON.stringify(settings));
  },
  sweepDue() { setSweep(engineOf().db, COMPANY, { phase: 'count', missed: 0 }); },
  async searchLog(filter) {
    handlers ??= createHandlers(engineOf());
    const begun = performance.now();
    const answer = await answerCall(contract, handlers, 'log.search', { limit: 100, ...filter }, (_call, cause) => { throw cause; });
    const taken = performance.now() - begun;
    if (!answer.ok) throw new Error(answer.error.what);
    return { milliseconds: taken, lines: (answer.value as { readonly lines: readonly unknown[] }).lines.length };
  },
  async keepHouse() { await engineOf().clock.runNow({ kind: 'housekeeping' }); },
};

answerCalls(calls, calls.close);
