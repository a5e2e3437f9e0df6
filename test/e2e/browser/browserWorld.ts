/** A whole bridge to look at in a browser: a real `serve` in a process of its own, a shop and a QuickBooks in this one. */
import { instant } from '../../../src/domain/calendar.ts';
import { readQwc } from '../../../src/quickbooks/qwcFile.ts';
import type { SimulatedCompany } from '../../../src/simulator/company/company.ts';
import { sampleCompany } from '../../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../../src/simulator/store/createStore.ts';
import type { SimulatedStore } from '../../../src/simulator/store/types.ts';
import type { SimulatedQuickBooks } from '../../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { createWebConnector, type SessionReport } from '../../../src/simulator/webConnector/webConnector.ts';
import { openBridgeBench, type BridgeBench, type RunningBridge } from '../../support/bridge.ts';

const FILE_ID = '{11111111-2222-4333-8444-555555555555}';
export const KEY = 'ck_browser';
export const SECRET = 'cs_browser';
const PASSWORD = 'a password for the browser';

export type BrowserWorldOptions = {
  /** Products of the shop, each with an item in QuickBooks. */
  readonly products: number;
  readonly orders?: number;
  /** Milliseconds each answer of the shop takes. */
  readonly latency?: number;
  readonly approved?: boolean;
  /** False: the data folder is empty and QuickBooks knows nothing of us, as before setup. */
  readonly provisioned?: boolean;
  readonly companySettings?: Readonly<Record<string, unknown>>;
};

export type BrowserWorld = {
  readonly bench: BridgeBench;
  readonly store: SimulatedStore;
  readonly company: SimulatedCompany;
  /** The window's address with a code that works once; another after a restart. */
  readonly ui: string;
  readonly skus: readonly string[];
  session(): Promise<SessionReport>;
  /** "Add an application": from now on sessions are those of this .qwc file, with this password. */
  addToConnector(qwc: string, password: string): void;
  /** Counts the stock anew: every item gets `quantity` of its place. */
  count(quantity: (index: number) => number): void;
  /** Ends `serve` and starts it again on the same port. */
  restart(signal: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
};

const WORDS = ['Mug', 'Shirt', 'Poster', 'Lamp', 'Notebook', 'Candle', 'Basket', 'Clock'];

export async function openBrowserWorld({ products, orders = 0, latency = 0, approved = true, provisioned = true, companySettings = {} }: BrowserWorldOptions): Promise<BrowserWorld> {
  const now = (): ReturnType<typeof instant> => instant(Date.now());
  const bench = openBridgeBench();
  const skus = Array.from({ length: products }, (_, index) => `${(WORDS[index % WORDS.length] ?? '').toUpperCase()}-${String(index + 1).padStart(5, '0')}`);
  const nameOf = (index: number): string => `${WORDS[index % WORDS.length] ?? ''} no. ${String(index + 1)}`;
  const company = sampleCompany({ now, fileId: provisioned ? FILE_ID : '', zone: Intl.DateTimeFormat().resolvedOptions().timeZone, skus: skus.map((sku, index) => ({ sku, description: nameOf(index), onHand: 20, price: '9.00' })), assemblies: [], groups: [] });
  const store = await createStore({
    listings: skus.map((sku, index) => ({ sku, name: nameOf(index), price: '9.00', quantity: 20 })),
    orders: Array.from({ length: orders }, (_, index) => ({ lines: [{ sku: skus[index % skus.length] ?? '', quantity: 1 }], shipping: { total: '4.90' }, customer: { firstName: 'Ann', lastName: `Buyer ${String(index)}`, email: `ann${String(index)}@example.test` } })),
    now, key: KEY, secret: SECRET, latency, title: 'Sample Shop',
  });
  const data = bench.at('data');
  if (provisioned) {
    const file = bench.write('provisioning.json', {
      companies: [{ name: 'Maple Street Goods', username: 'maple', password: PASSWORD, approved, fileId: FILE_ID, settings: companySettings,
        stores: [{ name: 'Maple Web Store', kind: 'woocommerce', url: store.url, consumerKey: KEY, consumerSecret: SECRET, settings: { pullMinutes: 0.05 } }] }],
    });
    const initialised = await bench.run(['init', '--data', data, '--from', file]);
    if (initialised.code !== 0) throw new Error(initialised.stderr);
  }
  let bridge: RunningBridge = await bench.start(['serve', '--data', data, '--port', '0']);
  let connector = createWebConnector({ url: String(bridge.ready['soap']), username: 'maple', password: PASSWORD, company: played(company) });
  return {
    bench, store, company, skus,
    get ui() { return String(bridge.ready['ui']); },
    session: () => connector.runSession(),
    addToConnector(qwc, password) {
      const read = readQwc(qwc);
      if (!read.ok) throw new Error(read.error.what);
      const { appUrl, username, fileId, ownerId } = read.value;
      connector.close();
      // The Web Connector stores the FileID in the company file that is open.
      company.stampFileId(fileId, ownerId);
      connector = createWebConnector({ url: appUrl, username, password, company: played(company) });
    },
    count(quantity) {
      skus.forEach((sku, index) => { company.setQuantity(sku, quantity(index)); });
    },
    async restart(signal) {
      await bridge.stop(signal);
      bridge = await bench.start(['serve', '--data', data]);
    },
    async close() {
      connector.close();
      await bench.close();
      await store.close();
    },
  };
}

function played(company: SimulatedCompany): SimulatedQuickBooks {
  return {
    beginSession: () => company.beginSession(),
    endSession: (id) => { company.endSession(id); },
    process: (id, qbxml) => company.process(id, qbxml),
    hcpResponse: () => company.hcpResponse(),
    get path() { return company.card().path; },
  };
}
