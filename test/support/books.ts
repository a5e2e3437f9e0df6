/** A shop and a QuickBooks company with work between them, and an auditor who looks at nothing but the shop's stock and the company's ledger. */
import { cents, parseCents } from '../../src/domain/money.ts';
import { toNumber } from '../../src/domain/decimal.ts';
import type { SimulatedCompany, CompanyOptions } from '../../src/simulator/company/company.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { OrderView, SimulatedStore } from '../../src/simulator/store/types.ts';
import { adapt, createClock, FILE_ID, type Clock } from './world.ts';
import type { SimulatedQuickBooks } from '../../src/simulator/webConnector/simulatedQuickBooks.ts';

const KEY = 'ck_books';
const SECRET = 'cs_books';
const SKUS = ['MUG', 'TEE', 'CAP'];

type Expected = { readonly kind: 'SalesReceipt' | 'Invoice' | 'CreditMemo'; readonly refNumber: string; readonly total: number };

export type Books = {
  readonly clock: Clock;
  readonly company: SimulatedCompany;
  readonly quickBooks: SimulatedQuickBooks;
  readonly store: SimulatedStore;
  readonly provisioning: string;
  /** Requests QuickBooks was given since the last call of `quiet`. */
  readonly requests: readonly string[];
  /** Three orders (one of a new buyer, one with an item never met before) and a refund with restock; a stock count in QuickBooks. */
  newWork(): void;
  /** True when nothing was added to QuickBooks and nothing was set in the shop since the last time this was asked. */
  quiet(): boolean;
  /** What does not add up, in words; empty when each order and refund is in the books exactly once and the shop shows what is on hand. */
  audit(): readonly string[];
  close(): Promise<void>;
};

export async function openBooks(temperament: CompanyOptions['temperament'], onRequest: (qbxml: string) => void = () => undefined, withMoney = false): Promise<Books> {
  const clock = createClock();
  const company = sampleCompany({
    now: clock.now, fileId: FILE_ID, zone: 'America/New_York', skus: SKUS.map((sku) => ({ sku, onHand: 500, price: 9 })), assemblies: [], groups: [],
    ...(temperament === undefined ? {} : { temperament }),
  });
  const store = await createStore({ listings: SKUS.map((sku) => ({ sku, quantity: 100, price: '9.00' })), now: clock.now, key: KEY, secret: SECRET });
  const requests: string[] = [];
  const expected: Expected[] = [];
  const buyers: string[] = [];
  let round = 0;
  let writesSeen = 0;
  const expectReceipt = (order: OrderView): void => {
    const total = parseCents(order.total);
    expected.push({ kind: withMoney ? 'Invoice' : 'SalesReceipt', refNumber: `W${order.number}`, total: total.ok ? total.value : cents(-1) });
  };
  return {
    clock, company, store, requests,
    quickBooks: adapt(company, (qbxml) => {
      requests.push(qbxml);
      onRequest(qbxml);
    }),
    provisioning: JSON.stringify({
      companies: [{
        name: 'Maple', username: 'maple', password: 'correct horse', approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York' },
        stores: [{
          name: 'Shop', kind: 'woocommerce', url: store.url, consumerKey: KEY, consumerSecret: SECRET,
          settings: {
            startDate: '2026-01-01', customer: { mode: 'perBuyer' },
            ...(withMoney ? { documentKind: 'invoice', refundSettlement: { mode: 'creditCard', account: 'Checking' }, writeBackNote: true, writeBackMeta: true } : {}),
          },
        }],
      }],
    }),
    newWork() {
      round += 1;
      const regular = { id: 7, firstName: 'Ann', lastName: 'Regular', email: 'ann@example.test' };
      const buyer = { id: 100 + round, firstName: 'New', lastName: `Buyer ${String(round)}`, email: `new${String(round)}@example.test` };
      const fresh = `FRESH-${String(round)}`;
      company.addItem({ name: fresh, onHand: 50, price: 5, averageCost: 2 });
      store.addListing({ sku: fresh, quantity: 50, price: '5.00' });
      buyers.push(`New Buyer ${String(round)}`);
      const orders = [
        store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }], customer: regular, shipping: { total: '7.50' }, taxPercent: 8.875 }),
        store.placeOrder({ lines: [{ sku: 'TEE', quantity: 1 }, { sku: fresh, quantity: 3 }], customer: buyer }),
        store.placeOrder({ lines: [{ sku: 'CAP', quantity: 1 }, { sku: 'MUG', quantity: 1 }], customer: regular }),
      ];
      for (const order of orders) expectReceipt(order);
      const [, , last] = orders;
      if (last === undefined) throw new Error('no order');
      const refunded = store.refund({ orderId: last.id, lines: [{ sku: 'MUG', quantity: 1 }], restock: true, reason: 'cracked' });
      const refund = refunded.refunds[0];
      if (refund === undefined) throw new Error('no refund');
      const amount = parseCents(refund.amount);
      expected.push({ kind: 'CreditMemo', refNumber: `WR${String(refund.id)}`, total: amount.ok ? amount.value : cents(-1) });
      company.setQuantity('TEE', 400 + round);
    },
    quiet() {
      const added = requests.some((text) => /<\w+AddRq/.test(text));
      requests.length = 0;
      const writes = store.requests().filter((request) => request.method !== 'GET').length;
      const wrote = writes !== writesSeen;
      writesSeen = writes;
      return !added && !wrote;
    },
    audit() {
      const complaints: string[] = [];
      const { documents, customers, items } = company.ledger();
      for (const { kind, refNumber, total } of expected) {
        const found = documents.filter((one) => one.kind === kind && one.refNumber === refNumber);
        if (found.length !== 1) complaints.push(`${kind} ${refNumber} is in the books ${String(found.length)} times`);
        for (const one of found) if (one.total !== total) complaints.push(`${kind} ${refNumber} has the total ${String(one.total)}, not ${String(total)}`);
      }
      if (documents.length !== expected.length) complaints.push(`the books hold ${String(documents.length)} documents, not ${String(expected.length)}`);
      const keys = documents.map((one) => /SB-[A-Z2-7]{12}/.exec(one.memo)?.[0] ?? one.txnId);
      if (new Set(keys).size !== keys.length) complaints.push('two documents carry the same key');
      for (const name of round === 0 ? [] : [...buyers, 'Ann Regular']) {
        const found = customers.filter((one) => one.fullName.startsWith(name) && !/^ ?\d/.test(one.fullName.slice(name.length)));
        if (found.length !== 1) complaints.push(`the customer ${name} is in the books ${String(found.length)} times`);
      }
      for (const item of items) {
        if (item.kind !== 'Inventory') continue;
        const shows = store.stockOf(item.fullName);
        if (shows !== toNumber(item.quantityOnHand)) complaints.push(`the shop shows ${String(shows)} ${item.fullName}, on hand are ${String(toNumber(item.quantityOnHand))}`);
      }
      // Each order and each refund has its note in the shop, once.
      const notes = (order: OrderView): readonly string[] => order.notes.map(({ note }) => note).filter((note) => note.includes('entered in QuickBooks'));
      if (withMoney) for (const order of store.orders()) if (notes(order).length !== 1 + order.refunds.length) complaints.push(`order ${order.number} has ${String(notes(order).length)} notes`);
      // Every invoice is paid and every credit memo given back, each once: anything missing or double would be open.
      if (withMoney) for (const one of company.audit().open) complaints.push(`${one.kind} ${one.refNumber} of ${one.customer} has ${String(one.open)} open`);
      return complaints;
    },
    close: () => store.close(),
  };
}
