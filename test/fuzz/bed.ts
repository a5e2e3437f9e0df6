/** A real engine on a real database for the targets: one company that QuickBooks has answered for, one shop that says whatever it is told to. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
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
import { createSoapEndpoint, type EndpointEvent } from '../../src/engine/soap/endpoint.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { createWebConnector } from '../../src/simulator/webConnector/webConnector.ts';

export const USERNAME = 'maple';
export const PASSWORD = 'correct horse';
export const SHOP_KEY = 'ck_0123456789abcdef';
export const SHOP_SECRET = 'cs_fedcba9876543210';
const FILE_ID = '{11111111-2222-4333-8444-555555555555}';
const BEGAN = Date.UTC(2026, 10, 24, 15, 0, 0);

export type ShopAnswer = { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };
/** What the shop says to a call. */
export type Shop = (method: string, url: URL, body: string) => ShopAnswer;

export type Bed = {
  readonly engine: Engine;
  readonly folder: string;
  readonly server: RunningServer;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  /** Faults of the engine's own: whatever it logged as an error, and what the endpoint could not answer. */
  readonly faults: string[];
  /** Exchanged at will. */
  readonly shop: { answer: Shop };
  readonly advance: (milliseconds: number) => void;
  /** The company file that QuickBooks has answered from, as it was at first. */
  readonly newCompany: () => SimulatedCompany;
  /** A digest of every row that says what is to be done, or was: documents, orders, their lines, stock. */
  digest(): string;
  close(): Promise<void>;
};

export const QUIET_SHOP = (_method: string, url: URL): ShopAnswer => (url.pathname.endsWith('/batch') ? { status: 200, body: '{"update":[]}' } : { status: 200, body: '[]' });

/** Lends the engine a shop without a socket; given back when the bed is closed. */
function lendFetch(shop: { answer: Shop }): () => void {
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { status, body, headers = {} } = shop.answer(init?.method ?? 'GET', url, typeof init?.body === 'string' ? init.body : '');
    init?.signal?.throwIfAborted();
    return new Response(status === 204 || status === 304 ? null : body, { status, headers: { 'Content-Type': 'application/json', ...headers } });
  };
  return () => { globalThis.fetch = before; };
}

function hostOf(clock: { at: number }, faults: string[]): HostPorts {
  const log = pino({ level: 'error' }, { write: (line: string) => { faults.push(line.slice(0, 600)); } });
  return {
    now: (): Instant => instant(clock.at), zone: 'America/New_York', log,
    sleep: async (milliseconds, signal) => {
      if (!signal.aborted) clock.at += milliseconds;
      await new Promise<void>((resolve) => { setImmediate(resolve); });
    },
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    seal: { seal: (plain) => Buffer.from(plain).toString('base64'), open: (sealed) => ok(Buffer.from(sealed, 'base64').toString()) },
  };
}

/** `settings`: of the connection. */
export async function openBed(settings: Readonly<Record<string, unknown>> = {}): Promise<Bed> {
  const clock = { at: BEGAN };
  const faults: string[] = [];
  const host = hostOf(clock, faults);
  const shop: { answer: Shop } = { answer: QUIET_SHOP };
  const giveBack = lendFetch(shop);
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-fuzz-'));
  const created = createEngine({ folder, version: '0.0.0-fuzz', host });
  if (!created.ok) throw new Error(created.error.what);
  const engine = created.value;
  const file = readProvisioning(JSON.stringify({
    companies: [{
      name: 'Maple', username: USERNAME, password: PASSWORD, approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York' },
      stores: [{ name: 'Shop', kind: 'woocommerce', url: 'http://shop.test', consumerKey: SHOP_KEY, consumerSecret: SHOP_SECRET, settings: { startDate: '2026-01-01', ...settings } }],
    }],
  }));
  if (!file.ok) throw new Error(file.error.what);
  const provisioned = await provision(engine.db, host, file.value);
  if (!provisioned.ok) throw new Error(provisioned.error.what);
  const onEvent = (event: EndpointEvent): void => { if (event.kind === 'failed') faults.push(`${event.operation}: ${String(event.error)}`); };
  const started = await startServer({ port: 0, endpoint: await createSoapEndpoint({ webConnector: engine.webConnector, about: { name: 'Stockbridge', version: '0.0.0-fuzz' }, onEvent }) });
  if (!started.ok) throw new Error(started.error.what);
  const server = started.value;
  const companyId = listCompanies(engine.db)[0]?.id;
  const connectionId = listConnections(engine.db)[0]?.id;
  if (companyId === undefined || connectionId === undefined) throw new Error('not provisioned');

  /** ListIDs hold the time they were given at. */
  const newCompany = (): SimulatedCompany => {
    let isNew = true;
    const company = sampleCompany({ now: () => instant(isNew ? BEGAN : clock.at), fileId: FILE_ID, zone: 'America/New_York', skus: ['MUG-RED', 'MUG-BLUE'] });
    isNew = false;
    return company;
  };
  const company = newCompany();
  const connector = createWebConnector({
    url: `http://localhost:${String(server.port)}/qbwc`, username: USERNAME, password: PASSWORD,
    company: {
      beginSession: () => company.beginSession(), endSession: (id) => { company.endSession(id); }, process: (id, qbxml) => company.process(id, qbxml),
      hcpResponse: () => company.hcpResponse(), path: company.card().path,
    },
    sleep: async (milliseconds) => {
      await engine.idle();
      clock.at += milliseconds;
    },
  });
  await connector.runSession();
  connector.close();
  await engine.idle();
  clock.at += 600_000;

  return {
    engine, folder, server, companyId, connectionId, faults, shop,
    advance: (milliseconds) => { clock.at += milliseconds; }, newCompany,
    digest() {
      const hash = createHash('sha256');
      for (const table of ['job', 'store_order', 'order_line', 'stock_update', 'listing', 'item', 'unreadable_order', 'write_back']) {
        for (const row of engine.db.prepare(`SELECT * FROM ${table}`).iterate()) hash.update(JSON.stringify(row));
      }
      return hash.digest('hex');
    },
    async close() {
      await server.close();
      await engine.stop();
      giveBack();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What no answer may hold: traces of the inside, paths of this PC, secrets. */
export function leakIn(text: string, folder: string): string | null {
  const patterns: readonly (readonly [string, RegExp])[] = [
    ['a stack trace', /\bat [\w.<> ]+ \(?(?:file:|node:|\/|[A-Z]:\\)/], ['a source file', /\.(?:ts|mjs|cjs):\d+/],
    ['a module', /node_modules/], ['the database', /SQLITE_|SqliteError/], ['a validator', /ZodError/],
    ['a hash', /scrypt:\d/], ['an exception', /\b(?:Type|Range|Reference|Syntax)Error\b/],
  ];
  const found = patterns.find(([, pattern]) => pattern.test(text))?.[0];
  if (found !== undefined) return found;
  return [folder, PASSWORD, SHOP_SECRET, SHOP_KEY].find((secret) => text.includes(secret)) === undefined ? null : 'a secret or a path of this PC';
}
