/** The double-sell cases of DESIGN §5 that refunds, kinds of document and later changes of an order bring about. */
import { afterEach, describe, expect, it } from 'vitest';
import { toNumber } from '../../src/domain/decimal.ts';
import { countJobs } from '../../src/engine/db/jobs.ts';
import { readLog } from '../../src/engine/db/log.ts';
import type { LedgerDocument } from '../../src/simulator/company/ledger.ts';
import { expectSettled, round, sentNumbers, smallShop } from '../support/stockWorld.ts';
import type { World, WorldOptions } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const mugs = (): number | null => world.store.stockOf('MUG');
const documents = (): readonly LedgerDocument[] => world.company.ledger().documents;
const onHand = (): number => toNumber(world.company.ledger().items.find((item) => item.fullName === 'MUG')?.quantityOnHand ?? (0 as never));

/** A shop with an order for three mugs that has been pulled and not entered. */
async function withOrder(more: Partial<WorldOptions> = {}): Promise<{ readonly id: number; readonly number: string }> {
  world = await smallShop(more);
  const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }] });
  await world.sync();
  expect(mugs()).toBe(7);
  return order;
}

/** The same, entered in QuickBooks. */
async function withReceipt(): Promise<{ readonly id: number; readonly number: string }> {
  const order = await withOrder();
  await round(world);
  expect(onHand()).toBe(7);
  expectSettled(world);
  return order;
}

describe('refunds', () => {
  it('refund with restock: not given back before QuickBooks has the credit memo, then given back on the item', async () => {
    const order = await withReceipt();
    world.store.refund({ orderId: order.id, lines: [{ sku: 'MUG', quantity: 2 }], restock: true });
    expect(mugs()).toBe(9);
    await world.sync();
    expect(mugs()).toBe(7);
    await round(world);
    const memo = documents().find((one) => one.kind === 'CreditMemo');
    expect(memo?.lines.map((line) => [line.item, line.quantity === null ? null : toNumber(line.quantity)])).toEqual([['MUG', 2]]);
    expect([onHand(), mugs()]).toEqual([9, 9]);
    expectSettled(world);
  });

  it('refund without restock: the credit memo carries no pieces, and no stock comes back anywhere', async () => {
    const order = await withReceipt();
    world.store.refund({ orderId: order.id, lines: [{ sku: 'MUG', quantity: 2 }], restock: false });
    await round(world);
    const memo = documents().find((one) => one.kind === 'CreditMemo');
    expect(memo?.total).toBe(1_800);
    expect(memo?.lines.map((line) => line.item)).toEqual(['Web Refund']);
    expect([onHand(), mugs()]).toEqual([7, 7]);
    expectSettled(world);
  });

  it('refund with restock before the order was entered: receipt and credit memo in one session, and the numbers agree', async () => {
    const order = await withOrder();
    world.store.refund({ orderId: order.id, lines: [{ sku: 'MUG', quantity: 1 }], restock: true });
    await world.sync();
    expect(mugs()).toBe(7);
    await round(world);
    await round(world);
    expect(documents().map((one) => one.kind).sort()).toEqual(['CreditMemo', 'SalesReceipt']);
    expect([onHand(), mugs()]).toEqual([8, 8]);
    expectSettled(world);
  });

  it('refund with restock, its answer lost after commit: given back once it is settled, and once only', async () => {
    const order = await withReceipt();
    world.store.refund({ orderId: order.id, lines: [{ sku: 'MUG', quantity: 2 }], restock: true });
    world.company.faults.dieAfterCommit = 1;
    await round(world);
    expect(countJobs(world.engine.db, world.companyId)).toMatchObject({ inDoubt: 1 });
    expect(mugs()).toBe(7);
    await round(world);
    expect(documents()).toHaveLength(2);
    expect([onHand(), mugs()]).toEqual([9, 9]);
    expectSettled(world);
  });
});

describe('documents that do not move what is on hand', () => {
  it('sales orders: what is on sales orders is not sold again', async () => {
    await withOrder({ settings: { documentKind: 'salesOrder', availability: 'onHandMinusSalesOrders' } });
    const before = sentNumbers(world.store, 'MUG').length;
    await round(world);
    expect(documents().map((one) => one.kind)).toEqual(['SalesOrder']);
    expect([onHand(), mugs()]).toEqual([10, 7]);
    world.company.receiveStock('MUG', 5);
    await round(world);
    expect(mugs()).toBe(12);
    expect(sentNumbers(world.store, 'MUG').slice(before)).not.toContain(10);
    expectSettled(world, { minusSalesOrders: true });
  });

  it('pending documents: in flight until a person completes them in QuickBooks, and not twice then', async () => {
    await withOrder({ settings: { pendingDocuments: true, availability: 'onHandMinusSalesOrders' } });
    const before = sentNumbers(world.store, 'MUG').length;
    await round(world);
    expect(documents()[0]).toMatchObject({ kind: 'SalesReceipt', isPending: true });
    world.store.setStock('MUG', 50);
    await round(world);
    expect([onHand(), mugs()]).toEqual([10, 7]);
    expectSettled(world, { minusSalesOrders: true });
    world.company.completePending(documents()[0]?.txnId ?? '');
    world.store.setStock('MUG', 50);
    await world.sync();
    expect(mugs()).toBe(7);
    await round(world);
    expect([onHand(), mugs()]).toEqual([7, 7]);
    expect(new Set(sentNumbers(world.store, 'MUG').slice(before))).toEqual(new Set([7]));
    expectSettled(world, { minusSalesOrders: true });
  });

  it('invoices: subtracted until QuickBooks has them, inside its quantity from then on', async () => {
    await withOrder({ settings: { documentKind: 'invoice' } });
    await round(world);
    expect(documents().map((one) => one.kind)).toEqual(['Invoice']);
    expect([onHand(), mugs()]).toEqual([7, 7]);
    expectSettled(world);
  });
});

describe('what becomes of an order', () => {
  it('order cancelled in the shop before it was sent: nothing is entered, its pieces are free again', async () => {
    const order = await withOrder();
    world.store.cancelOrder(order.id);
    await round(world);
    expect(documents()).toEqual([]);
    expect(countJobs(world.engine.db, world.companyId)).toMatchObject({ cancelled: 1, waiting: 0, ready: 0 });
    expect(mugs()).toBe(10);
    expectSettled(world);
  });

  it('order cancelled after it was posted: QuickBooks is the master, the shop is lowered again', async () => {
    const order = await withReceipt();
    world.store.cancelOrder(order.id);
    expect(mugs()).toBe(10);
    await world.sync();
    expect(mugs()).toBe(7);
    expect(readLog(world.engine.db, { order: order.number, outcome: 'changed', limit: 1 })[0]?.text).toContain('status');
    world.company.voidTransaction(documents()[0]?.txnId ?? ''); // a person follows the shop
    await round(world);
    expect(mugs()).toBe(10);
    expectSettled(world);
  });

  it('order before the start date counts 0, the next one counts', async () => {
    world = await smallShop({ settings: { startDate: '2026-11-22' } });
    const early = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }] });
    await round(world);
    expect(documents()).toEqual([]);
    expect(mugs()).toBe(10);
    world.clock.advance(36 * 3_600_000);
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    expect(mugs()).toBe(8);
    await round(world);
    expect(documents()).toHaveLength(1);
    expectSettled(world, { ignored: [early.number] });
  });

  it('order that is not to be imported yet (on hold) takes what the shop says it took', async () => {
    world = await smallShop();
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 4 }], status: 'on-hold' });
    await round(world);
    expect(documents()).toEqual([]);
    expect(mugs()).toBe(6);
    expectSettled(world);
    world.store.editOrder(order.id, { status: 'processing' });
    await round(world);
    expect(documents()).toHaveLength(1);
    expectSettled(world);
  });

  it('order that took nothing (pending payment) takes nothing from QuickBooks\' number', async () => {
    world = await smallShop();
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 4 }], status: 'pending' });
    await round(world);
    expect(mugs()).toBe(10);
    expectSettled(world);
  });

  it('order edited in the shop before it was sent: the new pieces are reserved and entered', async () => {
    const order = await withOrder();
    world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 5 }] });
    await world.sync();
    expect(mugs()).toBe(5);
    await round(world);
    expect(documents().map((one) => one.lines.map((line) => toNumber(line.quantity ?? (0 as never))))).toEqual([[5]]);
    expect([onHand(), mugs()]).toEqual([5, 5]);
    expectSettled(world);
  });

  it('order edited in the shop after it was posted: shown as a difference, the shop follows QuickBooks', async () => {
    const order = await withReceipt();
    world.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 5 }] });
    await round(world);
    expect(readLog(world.engine.db, { order: order.number, outcome: 'changed', limit: 1 })[0]?.text).toMatch(/3 × MUG.*5 × MUG/);
    expect(documents()).toHaveLength(1);
    expect([onHand(), mugs()]).toEqual([7, 7]);
    expectSettled(world);
  });

  it('trashed order that was never sent: nothing is entered, the shop is raised to what QuickBooks has', async () => {
    const order = await withOrder();
    world.store.trashOrder(order.id);
    expect(mugs()).toBe(7);
    await round(world);
    expect(documents()).toEqual([]);
    expect(mugs()).toBe(10);
    expectSettled(world);
  });

  it('trashed order that was posted: QuickBooks keeps its document and the shop its number', async () => {
    const order = await withReceipt();
    world.store.trashOrder(order.id);
    await round(world);
    expect([documents().length, onHand(), mugs()]).toEqual([1, 7, 7]);
    expectSettled(world);
  });

  it('document deleted in QuickBooks by hand: its pieces are free again, and it is not entered twice', async () => {
    await withReceipt();
    world.company.deleteTransaction(documents()[0]?.txnId ?? '');
    await round(world);
    expect([documents().length, onHand(), mugs()]).toEqual([0, 10, 10]);
    expect(world.engine.query.openUpdates()).toBe(0);
  });
});
