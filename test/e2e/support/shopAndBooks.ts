/** What stands around a bridge: a shop, a QuickBooks with an item for each of its products, and the Web Connector between the bridge and QuickBooks. */
import { instant } from '../../../src/domain/calendar.ts';
import { readQwc } from '../../../src/quickbooks/qwcFile.ts';
import type { SimulatedCompany } from '../../../src/simulator/company/company.ts';
import { sampleCompany } from '../../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../../src/simulator/store/createStore.ts';
import type { PlaceOrder, SimulatedStore } from '../../../src/simulator/store/types.ts';
import type { SimulatedQuickBooks } from '../../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { createWebConnector, type SessionReport, type WebConnector } from '../../../src/simulator/webConnector/webConnector.ts';

export const KEY = 'ck_browser';
export const SECRET = 'cs_browser';

export type Goods = { readonly sku: string; readonly name: string; readonly price: string };

export type ShopAndBooksOptions = {
  /** Products of the shop, each with an item in QuickBooks. */
  readonly products: number;
  /** What the products are, by their place; mugs and shirts of 9.00 unless said otherwise. */
  readonly goods?: (index: number) => Goods;
  /** How many, or the orders themselves. */
  readonly orders?: number | readonly PlaceOrder[];
  /** Milliseconds each answer of the shop takes. */
  readonly latency?: number;
  /** What an earlier .qwc has written into the company file; empty: QuickBooks knows nothing of us. */
  readonly fileId?: string;
};

export type ShopAndBooks = {
  readonly store: SimulatedStore;
  readonly company: SimulatedCompany;
  readonly skus: readonly string[];
  /** From now on sessions go there. */
  connect(to: { readonly url: string; readonly username: string; readonly password: string }): void;
  /** "Add an application": from now on sessions are those of this .qwc file, with this password. */
  addToConnector(qwc: string, password: string): void;
  session(): Promise<SessionReport>;
  /** Counts the stock anew: every item gets `quantity` of its place. */
  count(quantity: (index: number) => number): void;
  close(): Promise<void>;
};

const WORDS = ['Mug', 'Shirt', 'Poster', 'Lamp', 'Notebook', 'Candle', 'Basket', 'Clock'];

function plainGoods(index: number): Goods {
  const word = WORDS[index % WORDS.length] ?? '';
  return { sku: `${word.toUpperCase()}-${String(index + 1).padStart(5, '0')}`, name: `${word} no. ${String(index + 1)}`, price: '9.00' };
}

function plainOrders(count: number, skus: readonly string[]): readonly PlaceOrder[] {
  return Array.from({ length: count }, (_, index) => ({
    lines: [{ sku: skus[index % skus.length] ?? '', quantity: 1 }], shipping: { total: '4.90' },
    customer: { firstName: 'Ann', lastName: `Buyer ${String(index)}`, email: `ann${String(index)}@example.test` },
  }));
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

export async function openShopAndBooks({ products, goods = plainGoods, orders = 0, latency = 0, fileId = '' }: ShopAndBooksOptions): Promise<ShopAndBooks> {
  const now = (): ReturnType<typeof instant> => instant(Date.now());
  const range = Array.from({ length: products }, (_, index) => goods(index));
  const skus = range.map(({ sku }) => sku);
  const company = sampleCompany({
    now, fileId, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, assemblies: [], groups: [],
    skus: range.map(({ sku, name, price }) => ({ sku, description: name, onHand: 20, price })),
  });
  const store = await createStore({
    listings: range.map((one) => ({ ...one, quantity: 20 })), orders: typeof orders === 'number' ? plainOrders(orders, skus) : orders,
    now, key: KEY, secret: SECRET, latency, title: 'Sample Shop',
  });
  let connector: WebConnector | null = null;
  const connect: ShopAndBooks['connect'] = (to) => {
    connector?.close();
    connector = createWebConnector({ ...to, company: played(company) });
  };
  return {
    store, company, skus, connect,
    addToConnector(qwc, password) {
      const read = readQwc(qwc);
      if (!read.ok) throw new Error(read.error.what);
      const { appUrl, username, fileId: stamped, ownerId } = read.value;
      // The Web Connector stores the FileID in the company file that is open.
      company.stampFileId(stamped, ownerId);
      connect({ url: appUrl, username, password });
    },
    session() {
      if (connector === null) throw new Error('the Web Connector has no application yet');
      return connector.runSession();
    },
    count(quantity) {
      skus.forEach((sku, index) => { company.setQuantity(sku, quantity(index)); });
    },
    async close() {
      connector?.close();
      await store.close();
    },
  };
}
