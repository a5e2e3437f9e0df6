/** Two shops with 1,000 generated orders and 150 refunds into two companies: the books, added up by their own auditor, say what the shops' own reports say. */
import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/calendar.ts';
import { countJobs, jobsIn } from '../../src/engine/db/jobs.ts';
import { generateOrders, makeRefunds } from '../../src/simulator/store/generate.ts';
import { createClock, createWorld, type World } from '../support/world.ts';

const PATIENCE = 900_000;
const FROM = instant(Date.UTC(2026, 9, 26, 4, 0, 0));
const DAYS = 21;
const NOW = Date.UTC(2026, 10, 21, 15, 0, 0);
const SKUS = ['MUG', 'TEE', 'CAP', 'PEN', 'BAG'];
const METHODS: Readonly<Record<string, string>> = { stripe: 'Visa', 'ppcp-gateway': 'PayPal', cod: 'Cash' };

let world: World;
afterEach(async () => { await world.close(); });

type Plan = { readonly seed: number; readonly settings: Readonly<Record<string, unknown>>; readonly pricesIncludeTax: boolean };

async function shopIntoBooks({ seed, settings, pricesIncludeTax }: Plan): Promise<void> {
  const listings = SKUS.map((sku) => ({ sku, quantity: 1_000_000, price: '9.99' }));
  world = await createWorld({
    clock: createClock(NOW), items: SKUS.map((sku) => ({ sku, onHand: 1_000_000, price: 9 })), listings, companySettings: { sessionMinutes: 60 },
    settings: {
      importStatuses: ['processing', 'completed', 'on-hold', 'refunded'], paymentMethods: METHODS, pushStock: false,
      refundSettlement: { mode: 'creditCard', account: 'Checking' }, depositTo: 'Checking', ...settings,
    },
  });
  for (const order of generateOrders({ seed, count: 500, skus: SKUS, from: FROM, days: DAYS, pricesIncludeTax })) {
    // The shop takes the money when the order is placed.
    world.clock.set(order.createdAt ?? FROM);
    world.store.placeOrder(order);
  }
  world.clock.set(NOW);
  makeRefunds(world.store.orders(), (request) => world.store.refund(request), { seed: seed + 1, count: 75 });
  for (let session = 0; session < 20; session += 1) {
    await world.sync();
    await world.session();
    const { waiting, ready, sent, inDoubt } = countJobs(world.engine.db, world.companyId);
    if (waiting + ready + sent + inDoubt === 0) break;
    world.clock.advance(121_000);
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function compare(): void {
  const parked = jobsIn(world.engine.db, world.companyId, 'needsAttention', 1_000);
  expect(parked.map((job) => `${job.label}: ${job.problem?.what ?? ''}`)).toEqual([]);
  const books = world.company.audit();
  const shop = world.store.report();
  const day = ({ day: name, sales, salesTax, refunds, refundsTax }: (typeof shop.days)[number]): object => ({ day: name, sales, salesTax, refunds, refundsTax });
  const traded = books.days.filter((one) => one.sales !== 0 || one.refunds !== 0);
  expect(traded.map(({ day: name, sales, salesTax, refunds, refundsTax }) => ({ day: name, sales, salesTax, refunds, refundsTax })))
    .toEqual(shop.days.filter((one) => one.sales !== 0 || one.refunds !== 0).map(day));
  const web = books.taxItems.filter((item) => item.taxed !== 0 || item.refunded !== 0);
  expect(web).toEqual([{ taxItem: 'Web Tax', taxed: sum(shop.rates.map((rate) => rate.taxed)), refunded: sum(shop.rates.map((rate) => rate.refunded)) }]);
  const methods = new Map(books.methods.map((method) => [method.method, { received: method.received, paidBack: method.paidBack }]));
  for (const { method, received, paidBack } of shop.methods) expect({ method, ...methods.get(METHODS[method] ?? '') }).toEqual({ method, received, paidBack });
  // What is open in the books is what buyers owe the shop, order by order, and nothing else.
  expect(books.open.map(({ refNumber, open }) => ({ refNumber, open })).sort((a, b) => a.refNumber.localeCompare(b.refNumber)))
    .toEqual(shop.open.filter((one) => one.open !== 0).map(({ number, open }) => ({ refNumber: `W${number}`, open })).sort((a, b) => a.refNumber.localeCompare(b.refNumber)));
  expect(sum(books.customers.map((customer) => customer.balance))).toBe(sum(shop.open.map((one) => one.open)));
}

describe('500 orders and 75 refunds', () => {
  it('as sales receipts (unpaid ones as invoices) for one web customer', async () => {
    await shopIntoBooks({ seed: 7, pricesIncludeTax: false, settings: { documentRules: [{ when: { paid: false }, kind: 'invoice' }] } });
    compare();
  }, PATIENCE);

  it('as invoices with their payments, one customer per buyer, from a shop whose prices include the tax', async () => {
    await shopIntoBooks({ seed: 11, pricesIncludeTax: true, settings: { documentKind: 'invoice', customer: { mode: 'perBuyer' } } });
    compare();
  }, PATIENCE);
});
