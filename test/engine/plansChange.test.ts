/** What happens between planning and sending: settings that change, orders that come back to life, numbers that are taken, items that are refused. */
import { afterEach, describe, expect, it } from 'vitest';
import { takeOrder } from '../../src/engine/act/takeOrder.ts';
import { findCompany } from '../../src/engine/db/companies.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import { nextSequence } from '../../src/engine/db/sequence.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { StoreOrder } from '../../src/domain/order.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let client: DirectClient;
let requests: string[] = [];
afterEach(async () => { await world.close(); });

async function begin(settings: Readonly<Record<string, unknown>> = {}, more: Partial<WorldOptions> = {}): Promise<void> {
  requests = [];
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }], settings: { pushStock: false, ...settings }, onRequest: (text) => { requests.push(text); }, ...more,
  });
  client = directClient(world.engine);
}

const order = (more: object = {}): OrderView => world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }], ...more });
const refund = (of: OrderView): OrderView => world.store.refund({ orderId: of.id, lines: [{ sku: 'MUG', quantity: 1 }], restock: true });

function rowOf(of: OrderView, connectionId = world.connectionId): { readonly id: number; readonly order: StoreOrder; readonly difference: readonly unknown[] } {
  const row = findStoreOrder(world.engine.db, connectionId, String(of.id));
  if (row === null) throw new Error('no order');
  return row;
}

const jobsOf = (of: OrderView, connectionId?: ConnectionId): readonly JobRow[] => jobsOfOrder(world.engine.db, rowOf(of, connectionId).id);
const states = (of: OrderView): readonly string[] => jobsOf(of).filter((job) => job.state !== 'cancelled').map((job) => `${job.kind} ${job.state}`);

async function pull(): Promise<void> {
  world.clock.advance(121_000);
  await world.sync();
}

async function run(): Promise<void> {
  await pull();
  await world.session();
}

async function save(settings: Readonly<Record<string, unknown>>, connectionId = world.connectionId): Promise<void> {
  expect(await client.call('settings.save', { of: { kind: 'connection', connectionId }, settings })).toMatchObject({ ok: true });
}

const retry = async (job: JobRow | undefined): Promise<void> => { expect(await client.call('jobs.retry', { jobId: job?.id ?? 0 })).toMatchObject({ ok: true }); };

describe('an order that the shop took back before it was entered, and brought back', () => {
  it('is entered, and so is its refund', async () => {
    await begin();
    const one = order();
    await pull();
    world.store.cancelOrder(one.id);
    await pull();
    world.store.editOrder(one.id, { status: 'processing' });
    await run();
    expect(states(one)).toEqual(['salesReceipt done']);
    refund(one);
    await run();
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo done']);
  });

  it('is paid, though its payment came with the very change that took it back', async () => {
    await begin({ documentKind: 'invoice', importStatuses: ['on-hold', 'processing', 'completed'] });
    const one = order({ status: 'on-hold' });
    await pull();
    expect(states(one)).toEqual(['invoice waiting']);
    world.store.editOrder(one.id, { status: 'processing' });
    world.store.cancelOrder(one.id);
    await pull();
    expect(states(one)).toEqual([]);
    world.store.editOrder(one.id, { status: 'processing' });
    await run();
    expect(states(one)).toEqual(['invoice done', 'receivePayment done']);
    expect(world.company.audit().open).toEqual([]);
  });
});

describe('settings that change while something waits', () => {
  it('settle a refund in the way that is set now, under the kind by which it is looked for', async () => {
    await begin({ refundSettlement: { mode: 'check', account: 'Checking' } }, { temperament: 'forgets' });
    const one = order();
    await run();
    refund(one);
    await pull();
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo waiting', 'check waiting']);
    await save({ refundSettlement: { mode: 'creditCard', account: 'Checking' } });
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo waiting', 'arRefundCreditCard waiting']);
    // Lost after it was stored: only under its own kind is it found again.
    world.company.faults.dieAfterCommit = (write) => write.name === 'ARRefundCreditCardAdd';
    await world.session();
    world.company.faults.dieAfterCommit = null;
    await run();
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo done', 'arRefundCreditCard done']);
    expect(world.company.audit()).toMatchObject({ open: [], customers: [] });
  });

  it('ask for a settlement of what is still on its way', async () => {
    await begin();
    const one = order();
    await run();
    refund(one);
    await pull();
    await save({ refundSettlement: { mode: 'creditCard', account: 'Checking' } });
    await world.session();
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo done', 'arRefundCreditCard done']);
  });

  it('lose no order that the shop has moved on to a status of its own', async () => {
    await begin({ importStatuses: ['processing'] });
    const one = order();
    await pull();
    world.store.editOrder(one.id, { status: 'completed' });
    await pull();
    await save({ refPrefix: 'X' });
    await world.session();
    expect(states(one)).toEqual(['salesReceipt done']);
  });

  it('take back what is in a status that is not imported any more, and say so', async () => {
    await begin({ importStatuses: ['on-hold', 'processing'] });
    const one = order({ status: 'on-hold' });
    await pull();
    await save({ importStatuses: ['processing'] });
    expect(states(one)).toEqual([]);
    const log = await client.call('log.search', { order: one.number });
    expect(log.ok && log.value.lines.some((line) => line.outcome === 'cancelled' && line.text.includes('not imported'))).toBe(true);
  });

  it('do not make a document pending whose pieces are counted as sold', async () => {
    await begin();
    const one = order();
    world.company.faults.refuseOnce = { code: 3000, message: 'refused' };
    await run();
    await save({ pendingDocuments: true, availability: 'onHandMinusSalesOrders' });
    await retry(jobsOf(one)[0]);
    await run();
    expect(jobsOf(one)[0]).toMatchObject({ state: 'done', postsStock: true });
    expect(requests.some((text) => text.includes('<IsPending>true'))).toBe(false);
  });

  it('enter a refund for the customer its order was entered for', async () => {
    await begin({ documentKind: 'invoice', importStatuses: ['on-hold', 'processing', 'completed'] });
    const one = order({ status: 'on-hold', customer: { firstName: 'Ann', lastName: 'Lee', email: 'ann@example.test' } });
    await run();
    await save({ customer: { mode: 'perBuyer' }, refundSettlement: { mode: 'creditCard', account: 'Checking' } });
    world.store.editOrder(one.id, { status: 'processing' });
    refund(one);
    await run();
    expect(states(one)).toEqual(['invoice done', 'creditMemo done', 'receivePayment done', 'arRefundCreditCard done']);
    expect(requests.filter((text) => text.includes('<CustomerAddRq'))).toEqual([]); // nobody beside the one for all web orders
    expect(world.company.audit()).toMatchObject({ open: [], customers: [] });
  });
});

describe('a number', () => {
  it('of one shop\'s receipt is not given to the other shop\'s invoice', async () => {
    await begin({}, { moreStores: [[{ sku: 'MUG', quantity: 50, price: '9.00' }]] });
    const [, second] = world.connectionIds;
    const [, other] = world.stores;
    if (second === undefined || other === undefined) throw new Error('no second shop');
    await save({ documentKind: 'invoice' }, second);
    const one = order({ number: '777' });
    const two = other.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], number: '777' });
    await run();
    const both = [jobsOf(one)[0], jobsOf(two, second)[0]];
    expect(both.map((job) => job?.state)).toEqual(['done', 'done']);
    expect(both.map((job) => job?.refNumber).sort()).toEqual(['W777', 'W777-2']);
  });

  it('of a payment that is taken is another one after "try again"', async () => {
    await begin({ documentKind: 'invoice' });
    const one = order();
    world.company.enterOther({ type: 'ReceivePayment', refNumber: `W${one.number}`, amount: '5.00', customer: 'Walk-in Customer' });
    await run();
    expect(jobsOf(one)[1]).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    await retry(jobsOf(one)[1]);
    await run();
    expect(jobsOf(one)[1]).toMatchObject({ state: 'done', refNumber: `W${one.number}-2` });
  });
});

describe('a shop with several tax rates', () => {
  it('has each rate\'s tax on its own item, on the order and on what is given back', async () => {
    await begin({ taxItems: { 'City tax': 'State Tax' }, refundSettlement: { mode: 'creditCard', account: 'Checking' } });
    const one = order({ taxRates: [{ id: 1, code: 'US-NY-1', label: 'State tax', percent: 5 }, { id: 2, code: 'US-NY-2', label: 'City tax', percent: 2 }] });
    await run();
    expect(rowOf(one).order.taxes).toEqual([{ label: 'State tax', amount: 90 }, { label: 'City tax', amount: 36 }]);
    refund(one);
    await run();
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo done', 'arRefundCreditCard done']);
    const taxLines = (add: string): readonly (string | undefined)[] => [
      ...(requests.find((text) => text.includes(`<${add}Rq`)) ?? '').matchAll(/Sales tax as charged by the shop<\/Desc><Amount>([\d.]+)/g),
    ].map((match) => match[1]);
    expect(taxLines('SalesReceiptAdd')).toEqual(['0.90', '0.36']);
    expect(taxLines('CreditMemoAdd')).toEqual(['0.45', '0.18']);
    expect(world.company.audit()).toMatchObject({ open: [], customers: [] });
  });
});

describe('an item that could not be added', () => {
  it('is added by the settings as they are now, when its order is tried again', async () => {
    await begin({ unknownSku: { mode: 'createNonInventory', incomeAccount: 'No such account' } }, { listings: [{ sku: 'NEW', quantity: 50, price: '9.00' }] });
    const one = world.store.placeOrder({ lines: [{ sku: 'NEW', quantity: 2 }] });
    await run();
    expect(jobsOf(one)[0]).toMatchObject({ state: 'needsAttention', problem: { code: 'itemNotAdded' } });
    await save({ unknownSku: { mode: 'createNonInventory', incomeAccount: 'Sales' } });
    await retry(jobsOf(one)[0]);
    await run();
    expect(states(one)).toEqual(['salesReceipt done']);
  });
});

describe('a refund', () => {
  it('that the shop deletes after its credit memo was entered is shown, until a person has corrected it', async () => {
    await begin();
    const one = order();
    await run();
    refund(one);
    await run();
    expect(states(one)).toEqual(['salesReceipt done', 'creditMemo done']);
    const { db } = world.engine;
    const take = (changed: StoreOrder): void => {
      const at = world.clock.now();
      takeOrder({ db, company: findCompany(db, world.companyId), connection: findConnection(db, world.connectionId), zone: 'America/New_York', at, sequence: nextSequence(db) }, changed);
    };
    take({ ...rowOf(one).order, refunds: [] });
    const storeDocumentId = jobsOf(one)[1]?.storeDocumentId ?? '';
    const gone = { field: `refund ${storeDocumentId}`, sent: '9.00', now: 'not in the shop any more' };
    expect(rowOf(one).difference).toEqual([gone]);
    take({ ...rowOf(one).order, note: 'touched' });
    expect(rowOf(one).difference).toEqual([gone]);
    expect(await client.call('jobs.difference', { jobId: jobsOf(one)[0]?.id ?? 0, choice: 'corrected' })).toMatchObject({ ok: true });
    take({ ...rowOf(one).order, note: 'touched again' });
    expect(rowOf(one).difference).toEqual([]);
  });

  it('of an order that became a sales order says that its credit memo is left open', async () => {
    await begin({ documentKind: 'salesOrder', availability: 'onHandMinusSalesOrders', refundSettlement: { mode: 'creditCard', account: 'Checking' } });
    const one = order();
    await run();
    refund(one);
    await run();
    expect(states(one)).toEqual(['salesOrder done', 'creditMemo done']);
    expect(jobsOf(one)[1]).toMatchObject({ problem: { code: 'creditLeftOpen' } });
  });

  it('that waits for a parked order keeps no room in a session from others', async () => {
    await begin({ refundSettlement: { mode: 'creditCard', account: 'Checking' } }, {
      companySettings: { sessionJobs: 1 },
      listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }, { sku: 'GHOST', quantity: 50, price: '9.00' }],
    });
    const stuck = world.store.placeOrder({ lines: [{ sku: 'GHOST', quantity: 1 }] });
    world.store.refund({ orderId: stuck.id, amount: '1.00' });
    await run();
    expect(states(stuck)).toEqual(['salesReceipt needsAttention', 'creditMemo waiting', 'arRefundCreditCard waiting']);
    const next = order();
    await run();
    expect(states(next)).toEqual(['salesReceipt done']);
  });
});
