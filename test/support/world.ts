/** A small world for engine tests: a real engine on a real SQLite file, a strict QuickBooks, a real HTTP shop, a Web Connector, and one clock for all. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect } from 'vitest';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { instant, type Instant } from '../../src/domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { provision } from '../../src/engine/act/provision.ts';
import { createEngine, type Engine } from '../../src/engine/createEngine.ts';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import { startServer, type RunningServer } from '../../src/engine/http/server.ts';
import type { HostPorts } from '../../src/engine/ports.ts';
import { createSoapEndpoint } from '../../src/engine/soap/endpoint.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany, type SampleOptions } from '../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { PlaceOrder, SampleListing, SimulatedStore } from '../../src/simulator/store/types.ts';
import type { CallRecord } from '../../src/simulator/webConnector/callLine.ts';
import type { WebConnectorFault } from '../../src/simulator/webConnector/faults.ts';
import type { SimulatedQuickBooks } from '../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { collectRequests } from './schemaCheck.ts';

/** Every request that any world of a test file gave QuickBooks is checked against Intuit's schema when the file ends. */
const produced = collectRequests();
afterAll(() => { expect(produced.complaints()).toEqual([]); });

export const FILE_ID = '{11111111-2222-4333-8444-555555555555}';
const KEY = 'ck_test';
const SECRET = 'cs_test';

/** A clock that only moves when told, or when somebody sleeps. */
export type Clock = { readonly now: () => Instant; readonly advance: (milliseconds: number) => void; readonly set: (at: number) => void };

export function createClock(start = Date.UTC(2026, 10, 21, 15, 0, 0)): Clock {
  let at = start;
  return { now: () => instant(at), advance: (milliseconds) => { at += milliseconds; }, set: (to) => { at = to; } };
}

export type WorldOptions = {
  readonly items?: SampleOptions['skus'];
  readonly company?: Partial<SampleOptions>;
  readonly listings: readonly SampleListing[];
  /** More shops of the same company: their listings. */
  readonly moreStores?: readonly (readonly SampleListing[])[];
  readonly orders?: readonly PlaceOrder[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly companySettings?: Readonly<Record<string, unknown>>;
  readonly approved?: boolean;
  readonly temperament?: NonNullable<SampleOptions['temperament']>;
  readonly clock?: Clock;
  /** Every qbXML request that QuickBooks is given. */
  readonly onRequest?: (qbxml: string) => void;
};

export type World = {
  readonly clock: Clock;
  readonly company: SimulatedCompany;
  readonly quickBooks: SimulatedQuickBooks;
  readonly store: SimulatedStore;
  readonly stores: readonly SimulatedStore[];
  readonly engine: Engine;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly connectionIds: readonly ConnectionId[];
  readonly server: RunningServer;
  readonly url: string;
  readonly folder: string;
  /** One Web Connector session; pauses let the engine finish its background work. */
  session(faults?: readonly WebConnectorFault[]): Promise<SessionReport>;
  /** Pulls orders and listings of every shop, then routes and waits. */
  sync(): Promise<void>;
  /** Ends the engine as a crash would not, and opens it again on the same folder, in which something may be done in between. */
  restart(between?: (folder: string) => void): Promise<void>;
  readonly calls: CallRecord[];
  close(): Promise<void>;
};

const log = pino({ level: process.env['STOCKBRIDGE_TEST_LOG'] ?? 'silent' });

export function testHost(clock: Clock): HostPorts {
  return {
    now: clock.now, zone: 'America/New_York', log,
    sleep: async (milliseconds, signal) => {
      if (!signal.aborted) clock.advance(milliseconds);
      await new Promise<void>((resolve) => { setImmediate(resolve); });
    },
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    seal: { seal: (plain) => Buffer.from(plain).toString('base64'), open: (sealed) => ok(Buffer.from(sealed, 'base64').toString()) },
  };
}

export function adapt(company: SimulatedCompany, onRequest: (qbxml: string) => void = () => undefined): SimulatedQuickBooks {
  return {
    beginSession: () => company.beginSession(),
    endSession: (id) => { company.endSession(id); },
    process: (id, qbxml) => {
      produced.onRequest(qbxml);
      onRequest(qbxml);
      return company.process(id, qbxml);
    },
    hcpResponse: () => company.hcpResponse(),
    get path() { return company.card().path; },
  };
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const clock = options.clock ?? createClock();
  const host = testHost(clock);
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-'));
  const company = sampleCompany({
    now: clock.now, fileId: FILE_ID, zone: 'America/New_York', skus: options.items ?? [],
    ...(options.temperament === undefined ? {} : { temperament: options.temperament }), ...options.company,
  });
  const stores = await Promise.all([options.listings, ...(options.moreStores ?? [])].map((listings, index) => createStore({
    listings, now: clock.now, key: KEY, secret: SECRET, ...(index === 0 && options.orders !== undefined ? { orders: options.orders } : {}),
  })));
  const [store] = stores;
  if (store === undefined) throw new Error('no store');
  const file = readProvisioning(JSON.stringify({
    companies: [{
      name: 'Maple', username: 'maple', password: 'correct horse', approved: options.approved ?? true, fileId: FILE_ID, settings: { timeZone: 'America/New_York', ...options.companySettings },
      stores: stores.map((one, index) => ({
        name: `Shop ${String(index + 1)}`, kind: 'woocommerce', url: one.url, consumerKey: KEY, consumerSecret: SECRET,
        settings: { startDate: '2026-01-01', ...options.settings },
      })),
    }],
  }));
  if (!file.ok) throw new Error(`${file.error.what} ${file.error.field ?? ''}`);
  const openEngine = (): Engine => {
    const engine = createEngine({ folder, version: '0.0.0-test', host });
    if (!engine.ok) throw new Error(engine.error.what);
    return engine.value;
  };
  let engine = openEngine();
  const provisioned = await provision(engine.db, host, file.value);
  if (!provisioned.ok) throw new Error(provisioned.error.what);
  const serve = async (port?: number): Promise<RunningServer> => {
    const server = await startServer({ port: port ?? 0, endpoint: await createSoapEndpoint({ webConnector: engine.webConnector, about: { name: 'Stockbridge', version: '0.0.0-test' } }) });
    if (!server.ok) throw new Error(server.error.what);
    return server.value;
  };
  let server = await serve();
  const calls: CallRecord[] = [];
  const companyId = listCompanies(engine.db)[0]?.id;
  const connectionIds = listConnections(engine.db).map((connection) => connection.id);
  const [connectionId] = connectionIds;
  if (companyId === undefined || connectionId === undefined) throw new Error('not provisioned');
  const quickBooks = adapt(company, options.onRequest);
  const world: World = {
    clock, company, quickBooks, store, stores, companyId, connectionId, connectionIds, folder, calls,
    get engine() { return engine; },
    get server() { return server; },
    get url() { return `http://localhost:${String(server.port)}/qbwc`; },
    async session(faults = []) {
      const connector = createWebConnector({
        url: world.url, username: 'maple', password: 'correct horse', company: quickBooks,
        sleep: async (milliseconds) => {
          await engine.idle();
          clock.advance(milliseconds);
        },
      });
      try {
        const report = await connector.runSession(faults);
        calls.push(...report.calls);
        return report;
      } finally {
        connector.close();
        clock.advance(1_000);
      }
    },
    async sync() {
      for (const id of connectionIds) {
        await engine.refreshListings(id);
        await engine.pull(id);
      }
      await engine.route(companyId);
      await engine.idle();
    },
    async restart(between) {
      const { port } = server;
      await server.close();
      await engine.stop();
      between?.(folder);
      engine = openEngine();
      server = await serve(port);
    },
    async close() {
      await server.close();
      await engine.stop();
      await Promise.all(stores.map((one) => one.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
