import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findOrder, findStoreOrder } from '../../src/engine/db/orders.ts';
import { readLog } from '../../src/engine/db/log.ts';
import type { Ledger } from '../../src/simulator/company/ledger.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

const collected = collectRequests();
let world: World;
let requests: string[] = [];
afterEach(() => world.close());
afterAll(() => { expect(collected.complaints()).toEqual([]); });

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  requests = [];
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }, { sku: 'TEE', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }, { sku: 'TEE', quantity: 50, price: '5.00' }],
    onRequest: (text) => {
      requests.push(text);
      collected.onRequest(text);
    },
    ...more,
  });
}

function rowOf(order: OrderView): { readonly id: number; readonly difference: readonly unknown[] } {
  const row = findStoreOrder(world.engine.db, world.connectionId, String(order.id));
  if (row === null) throw new Error(`order ${order.number} was not pulled`);
  return findOrder(world.engine.db, row.id);
}
const jobsOf = (order: OrderView): readonly JobRow[] => jobsOfOrder(world.engine.db, rowOf(order).id);
const documents = (): Ledger['documents'] => world.company.ledger().documents;
const adds = (): number => requests.filter((text) => text.includes('AddRq')).length;
/** Two sessions: the second shows that nothing goes out again. */
async function sessions(): Promise<void> {
  await world.sync();
  await world.session();
  await world.sync();
  await world.session();
  await world.engine.idle();
}
async function change(what: () => void): Promise<void> {
  world.clock.advance(5_000);
  what();
  world.clock.advance(5_000);
}

describe('an order that changes', () => {
  it('after it was sent: the difference is shown, nothing is sent', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }, { sku: 'TEE', quantity: 1 }] });
    await sessions();
    await change(() => world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 3 }] }));
    requests = [];
    await sessions();
    expect(adds()).toBe(0);
    expect(rowOf(order).difference).toEqual(expect.arrayContaining([
      { field: 'total', sent: '23.00', now: '32.00' }, expect.objectContaining({ sent: '2 × MUG = 18.00', now: '3 × MUG = 27.00' }),
    ]));
    expect(readLog(world.engine.db, { order: order.number, limit: 20 }).some((line) => line.outcome === 'changed')).toBe(true);
    expect(documents()).toMatchObject([{ total: 2300 }]);
  });

  it('changed back: the difference goes away', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await sessions();
    await change(() => world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 3 }] }));
    await sessions();
    await change(() => world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 2 }] }));
    await sessions();
    expect(rowOf(order).difference).toEqual([]);
  });

  it('before it was sent: the new content goes out, and no difference is shown', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    // Prepared in a session that ends before it is fetched.
    await world.session([{ kind: 'vanishBefore', call: 12 }]);
    await change(() => world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 3 }] }));
    world.clock.advance(121_000);
    await sessions();
    expect(documents()).toMatchObject([{ total: 2700 }]);
    expect(rowOf(order).difference).toEqual([]);
    expect(readLog(world.engine.db, { order: order.number, limit: 20 }).some((line) => line.outcome === 'changed')).toBe(false);
  });

  it('while it is in doubt: the identical bytes go out, then the difference is shown', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    const [sent] = requests.filter((text) => text.includes('AddRq'));
    await change(() => world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 3 }] }));
    requests = [];
    await sessions();
    expect(requests.filter((text) => text.includes('AddRq'))).toEqual([sent]);
    expect(documents()).toMatchObject([{ total: 1800 }]);
    expect(rowOf(order).difference).not.toEqual([]);
  });
});

describe('an order that is cancelled', () => {
  it('before it was sent: cancelled, and nothing is sent', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    await change(() => world.store.cancelOrder(order.id));
    await sessions();
    expect(adds()).toBe(0);
    expect(jobsOf(order)).toMatchObject([{ state: 'cancelled', everSent: false }]);
    expect(world.store.stockOf('MUG')).toBe(50);
  });

  it('and taken up again: entered once', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    await change(() => world.store.cancelOrder(order.id));
    await world.sync();
    await change(() => world.store.editOrder(order.id, { status: 'processing' }));
    await sessions();
    expect(documents()).toMatchObject([{ refNumber: `W${order.number}` }]);
    expect(jobsOf(order).map((job) => job.state)).toEqual(['cancelled', 'done']);
    expect(world.store.stockOf('MUG')).toBe(48);
  });

  it('after it was sent: shown, never undone in QuickBooks', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await sessions();
    await change(() => world.store.cancelOrder(order.id));
    await sessions();
    expect(documents()).toHaveLength(1);
    expect(jobsOf(order)).toMatchObject([{ state: 'done' }]);
    expect(rowOf(order).difference).toEqual([{ field: 'status', sent: 'processing', now: 'cancelled' }]);
  });

  it('while it is in doubt and QuickBooks does not have it: a person is asked, nothing goes out', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    await change(() => world.store.cancelOrder(order.id));
    requests = [];
    await sessions();
    expect(adds()).toBe(0);
    expect(jobsOf(order)[0]?.state).toBe('needsAttention');
  });

  it('while a person is asked about a sending that nobody answered for: it stays visible, it is not called cancelled', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    world.company.enterDocument({ type: 'Invoice', customer: 'Walk-in Customer', refNumber: `W${order.number}`, lines: [{ item: 'MUG', quantity: 1, amount: '9.00' }] });
    world.clock.advance(121_000);
    await world.session();
    expect(jobsOf(order)[0]).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    await change(() => world.store.cancelOrder(order.id));
    await sessions();
    expect(jobsOf(order)[0]?.state).toBe('needsAttention');
    expect(rowOf(order).difference).toEqual([{ field: 'status', sent: 'processing', now: 'cancelled' }]);
  });
});

describe('a refund', () => {
  it('with restock puts the pieces back in QuickBooks, once', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }] });
    await sessions();
    await change(() => world.store.refund({ orderId: order.id, lines: [{ sku: 'MUG', quantity: 2 }], restock: true, reason: 'broken' }));
    await sessions();
    expect(documents().map((one) => [one.kind, one.total])).toEqual([['SalesReceipt', 2700], ['CreditMemo', 1800]]);
    expect(documents()[1]?.lines).toMatchObject([{ item: 'MUG', quantity: 200_000 }]);
    expect(world.store.stockOf('MUG')).toBe(49);
  });

  it('without restock gives back money only: no stock appears that is not there', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }] });
    await sessions();
    await change(() => world.store.refund({ orderId: order.id, lines: [{ sku: 'MUG', quantity: 2 }], restock: false }));
    await sessions();
    expect(documents()[1]).toMatchObject({ kind: 'CreditMemo', total: 1800, lines: [{ item: 'Web Refund', quantity: null, amount: 1800 }] });
    expect(world.store.stockOf('MUG')).toBe(47);
  });

  it('of money only, and of shipping', async () => {
    await begin();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }], shipping: { total: '7.50' } });
    await sessions();
    await change(() => world.store.refund({ orderId: order.id, amount: '4.00', reason: 'late' }));
    await change(() => world.store.refund({ orderId: order.id, shipping: '7.50' }));
    await sessions();
    expect(documents().filter((one) => one.kind === 'CreditMemo').map((one) => one.total).sort()).toEqual([400, 750]);
  });

  it('of an order that is parked waits with it, and goes out after it', async () => {
    await begin();
    world.store.addListing({ sku: 'STRANGE', quantity: 9, price: '2.00' });
    const order = world.store.placeOrder({ lines: [{ sku: 'STRANGE', quantity: 2 }] });
    const other = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    await change(() => world.store.refund({ orderId: order.id, lines: [{ sku: 'STRANGE', quantity: 1 }], restock: true }));
    await sessions();
    expect(jobsOf(order).map((job) => [job.family, job.state])).toEqual([['order', 'needsAttention'], ['refund', 'waiting']]);
    expect(documents().map((one) => one.refNumber)).toEqual([`W${other.number}`]);
    world.company.addItem({ name: 'STRANGE', onHand: 9 });
    await change(() => world.store.editOrder(order.id, { note: 'corrected' }));
    await sessions();
    await sessions();
    expect(jobsOf(order).map((job) => job.state)).toEqual(['done', 'done']);
    expect(documents().map((one) => one.kind)).toEqual(['SalesReceipt', 'SalesReceipt', 'CreditMemo']);
  });
});

describe('what QuickBooks cannot take', () => {
  it('an unknown SKU parks its own order only', async () => {
    await begin();
    world.store.addListing({ sku: 'STRANGE', quantity: 9, price: '2.00' });
    const orders = ['MUG', 'STRANGE', 'TEE'].map((sku) => world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }, { sku, quantity: 1 }] }));
    await sessions();
    expect(orders.map((order) => jobsOf(order)[0])).toMatchObject([{ state: 'done' }, { state: 'needsAttention', problem: { code: 'unknownSku', field: 'SKU' } }, { state: 'done' }]);
  });

  it.each([
    ['200 characters', 'X'.repeat(200)], ['letters QuickBooks does not have', '茶-Tee-☕'], ['a colon at its end', 'A:'], ['colons only', ':::'], ['markup', '<b>&amp;"\'</b>'],
    ['a control character', 'A\u0007B'],
  ])('a SKU with %s does not stop the session', async (_what, sku) => {
    await begin();
    world.store.addListing({ sku, quantity: 9, price: '2.00' });
    const odd = world.store.placeOrder({ lines: [{ sku, quantity: 1 }] });
    const good = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    const report = await world.session();
    expect(report.outcome, report.lastErrors.join(' ')).toBe('finished');
    expect(jobsOf(good)[0]?.state).toBe('done');
    expect(jobsOf(odd)[0]).toMatchObject({ state: 'needsAttention', problem: { code: 'unknownSku' } });
  });

  it('over-long and foreign texts are cut or transliterated; each cut is in the log', async () => {
    await begin({ settings: { customer: { mode: 'perBuyer' } } });
    const long = 'The Extremely Long Name Of A Company That Goes On And On Ltd';
    const order = world.store.placeOrder({
      lines: [{ sku: 'MUG', quantity: 1, name: 'Kaffeebecher “Größe L” ☕ – weiß' }],
      customer: {
        id: 3, company: long, firstName: 'Žofie', lastName: 'Nováková', line1: `${'Very '.repeat(12)}Long Street 1`,
        city: 'Città di Castello di Sotto il Monte', email: 'z@example.test',
      },
      note: 'Ring twice ☎',
    });
    await sessions();
    expect(documents()).toHaveLength(1);
    const cuts = readLog(world.engine.db, { order: order.number, limit: 50 }).filter((line) => line.outcome === 'cut').map((line) => line.text);
    expect(cuts.some((text) => text.includes('cut to 41 characters') && text.includes(long))).toBe(true);
    expect(cuts.some((text) => text.startsWith('Billing address'))).toBe(true);
    expect(documents()[0]?.customer.length).toBeLessThanOrEqual(41);
  });

  it('order numbers that collide after cutting get numbers of their own', async () => {
    await begin();
    const orders = ['SHOP-2026-000000017', 'X-SHOP-2026-000000017', '000000017', '0000000017', '№ ①'].map((number) => world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], number }));
    await sessions();
    const numbers = documents().map((one) => one.refNumber);
    expect(numbers).toHaveLength(5);
    expect(new Set(numbers).size).toBe(5);
    expect(numbers.every((number) => number.length >= 1 && number.length <= 11)).toBe(true);
    for (const [index, order] of orders.entries()) if (index < 4) expect(documents()[index]?.memo).toContain(`Order ${order.number}`);
  });

  it('totals hold with coupons, shipping, fees, tax and odd prices', async () => {
    await begin();
    const orders = [
      world.store.placeOrder({
        lines: [{ sku: 'MUG', quantity: 3, price: '3.33' }, { sku: 'TEE', quantity: 7, price: '0.07' }], taxPercent: 8.875,
        shipping: { total: '7.49' }, coupon: { code: 'ten', percent: 10 },
      }),
      world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1, price: '0.01' }], fees: [{ name: 'Gift wrap', total: '2.00' }], taxPercent: 6.35 }),
      world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }], coupon: { code: 'all', percent: 100 } }),
      world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }, { sku: 'TEE', quantity: 1 }], coupon: { code: 'five', amount: '5.00' }, taxPercent: 20, pricesIncludeTax: true }),
    ];
    await sessions();
    expect(documents().map((one) => one.total)).toEqual(orders.map((order) => Math.round(Number(order.total) * 100)));
  });
});
