/** Money that follows a document: the payment of a paid invoice, the settlement of a credit memo. Written like every document, and never twice. */
import { afterEach, describe, expect, it } from 'vitest';
import { jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import type { CompanyOptions } from '../../src/simulator/company/company.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { directClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

type Temperament = NonNullable<CompanyOptions['temperament']>;
const TEMPERAMENTS: readonly Temperament[] = ['remembers', 'remembersWithoutTxnId', 'forgets'];

let world: World;
let adds: string[] = [];
afterEach(async () => { await world.close(); });

async function begin(settings: Readonly<Record<string, unknown>>, more: Partial<WorldOptions> = {}): Promise<void> {
  adds = [];
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }], settings, ...more,
    onRequest: (text) => { adds.push(...[...text.matchAll(/<(\w+)AddRq /g)].map((match) => match[1] ?? '')); },
  });
}

function order(): OrderView {
  return world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
}

function jobsOf(of: OrderView): readonly JobRow[] {
  const row = findStoreOrder(world.engine.db, world.connectionId, String(of.id));
  return row === null ? [] : jobsOfOrder(world.engine.db, row.id);
}

const states = (of: OrderView): readonly string[] => jobsOf(of).map((job) => `${job.kind} ${job.state}`);

/** Past the time in which a lost session keeps the next one out. */
async function next(): Promise<void> {
  world.clock.advance(121_000);
  await world.session();
}

async function run(): Promise<void> {
  await world.sync();
  await world.session();
}

describe('a paid order entered as an invoice', () => {
  it('gets its payment in the same session, applied to the invoice: nothing is left open', async () => {
    await begin({ documentKind: 'invoice', paymentMethods: { stripe: 'Visa' }, depositTo: 'Undeposited Funds' });
    const one = order();
    await run();
    expect(states(one)).toEqual(['invoice done', 'receivePayment done']);
    expect(adds.filter((name) => name !== 'Customer')).toEqual(['Invoice', 'ReceivePayment']);
    expect(world.company.audit()).toMatchObject({ open: [], customers: [] });
    await next();
    expect(world.company.audit().days).toHaveLength(1);
  });

  it('waits with its document when that is parked, and is not lost by it', async () => {
    await begin({ documentKind: 'invoice', shippingItem: 'No such item' });
    const one = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], shipping: { total: '5.00' } });
    await run();
    expect(states(one)).toEqual(['invoice needsAttention', 'receivePayment waiting']);
    world.company.addItem({ name: 'No such item', kind: 'OtherCharge', price: 1 } as never);
    const [invoice] = jobsOf(one);
    await directClient(world.engine).call('jobs.retry', { jobId: invoice?.id ?? 0 });
    await next();
    expect(states(one)).toEqual(['invoice done', 'receivePayment done']);
  });

  it('is cancelled with its document', async () => {
    await begin({ documentKind: 'invoice' });
    const one = order();
    await world.sync();
    world.store.cancelOrder(one.id);
    world.clock.advance(60_000);
    await run();
    expect(states(one)).toEqual(['invoice cancelled', 'receivePayment cancelled']);
    expect(adds.filter((name) => name !== 'Customer')).toEqual([]);
  });

  it('needs a person when its invoice was entered by hand and nobody knows which one it is', async () => {
    await begin({ documentKind: 'invoice' });
    const one = order();
    await world.sync();
    const [invoice] = jobsOf(one);
    await directClient(world.engine).call('jobs.markEntered', { jobId: invoice?.id ?? 0 });
    await world.session();
    expect(jobsOf(one)[1]).toMatchObject({ state: 'needsAttention', problem: { code: 'documentUnknown' } });
  });

  it('is not made for an invoice that was entered before payments were asked for', async () => {
    await begin({ documentKind: 'invoice', invoicePayment: false });
    const one = order();
    await run();
    const client = directClient(world.engine);
    await client.call('settings.save', { of: { kind: 'connection', connectionId: world.connectionId }, settings: { invoicePayment: true } });
    world.store.editOrder(one.id, { note: 'touched' });
    world.clock.advance(60_000);
    await run();
    expect(states(one)).toEqual(['invoice done']);
  });
});

describe('a refund', () => {
  it.each([['creditCard', 'arRefundCreditCard'], ['check', 'check']] as const)('settled by %s leaves the customer at 0', async (mode, kind) => {
    await begin({ documentKind: 'invoice', refundSettlement: { mode, account: 'Checking' } });
    const one = order();
    await run();
    world.store.refund({ orderId: one.id, lines: [{ sku: 'MUG', quantity: 1 }], restock: true });
    world.clock.advance(60_000);
    await run();
    expect(states(one)).toEqual(['invoice done', 'receivePayment done', 'creditMemo done', `${kind} done`]);
    expect(world.company.audit()).toMatchObject({ open: [], customers: [] });
  });
});

describe.each(TEMPERAMENTS)('where QuickBooks %s', (temperament) => {
  it.each([
    ['ReceivePaymentAdd', 'dieBeforeCommit'], ['ReceivePaymentAdd', 'dieAfterCommit'], ['ARRefundCreditCardAdd', 'dieBeforeCommit'], ['ARRefundCreditCardAdd', 'dieAfterCommit'],
  ] as const)('a doubt about %s (%s) is settled, and nothing is there twice', async (name, fault) => {
    await begin({ documentKind: 'invoice', refundSettlement: { mode: 'creditCard', account: 'Checking' } }, { temperament });
    const one = order();
    world.store.refund({ orderId: one.id, lines: [{ sku: 'MUG', quantity: 1 }], restock: true });
    await world.sync();
    let struck = false;
    world.company.faults[fault] = (write) => {
      const now = !struck && write.name === name;
      struck ||= now;
      return now;
    };
    await world.session();
    expect(struck).toBe(true);
    expect(jobsOf(one).filter((job) => job.state === 'inDoubt')).toHaveLength(1);
    world.company.faults[fault] = null;
    await next();
    await next();
    expect(states(one).every((state) => state.endsWith(' done'))).toBe(true);
    expect(world.company.audit()).toMatchObject({ open: [], customers: [] });
    const [day] = world.company.audit().days;
    expect(day).toMatchObject({ received: 1_800, paidBack: 900, sales: 1_800, refunds: 900, documents: 2 });
  });
});
