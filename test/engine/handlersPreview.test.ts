import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { whole } from '../../src/domain/decimal.ts';
import { setHeld } from '../../src/engine/db/setupChanges.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let client: DirectClient;
let requests: string[] = [];

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  requests = [];
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 20 }, { sku: 'TEE', onHand: 0 }, { sku: 'CAP', onHand: 4 }],
    listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }, { sku: 'TEE', quantity: 5, price: '5.00' }, { sku: 'CAP', quantity: 4, price: '4.00' }, { sku: 'ODD', quantity: 1, price: '1.00' }],
    onRequest: (text) => { requests.push(text); }, ...more,
  });
  client = directClient(world.engine);
  setHeld(world.engine.db, world.companyId, true);
}

async function session(): Promise<Awaited<ReturnType<World['session']>>> {
  world.clock.advance(180_000);
  const report = await world.session();
  await world.engine.idle();
  return report;
}

async function show(): Promise<Output<'preview.show'>> {
  const shown = await client.call('preview.show', { companyId: world.companyId });
  if (!shown.ok) throw new Error(shown.error.what);
  return shown.value;
}

async function list(more: object = {}): Promise<Output<'preview.list'>> {
  const listed = await client.call('preview.list', { companyId: world.companyId, ...more });
  if (!listed.ok) throw new Error(listed.error.what);
  return listed.value;
}

/** Nothing was added to QuickBooks, and nothing was sent to the shop. */
function expectNothingWritten(): void {
  expect(requests.filter((text) => /<\w+(Add|Mod|Del)Rq/.test(text))).toEqual([]);
  expect(world.store.requests().filter((request) => request.method !== 'GET')).toEqual([]);
  expect(world.company.ledger().documents).toEqual([]);
}

const release = (more: object = {}): ReturnType<typeof client.call<'preview.release'>> => client.call('preview.release', { companyId: world.companyId, ...more });

describe('a company that is held', () => {
  it('reads everything and writes nothing, session after session', async () => {
    await begin({ settings: { customer: { mode: 'perBuyer' } } });
    const before = await show();
    expect(before).toMatchObject({ isHeld: true, isComplete: false, documents: { total: 0, problems: 0 } });
    expect(before.waitingFor).toHaveLength(3);
    expect(await release()).toMatchObject({ ok: false, error: { code: 'companyNotConfirmed' } });
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }], taxPercent: 8.875, shipping: { total: '7.50' }, customer: { firstName: 'Ann', lastName: 'Regular', email: 'ann@example.test' } });
    world.store.placeOrder({ lines: [{ sku: 'ODD', quantity: 1 }] });
    world.store.faults.add({ kind: 'reset', times: 200 }); // the sweep reads the shop as well; here it cannot
    await session();
    expect(await release()).toMatchObject({ ok: false, error: { code: 'previewNotReady' } });
    world.store.faults.clear();
    await world.sync();
    for (let n = 0; n < 3; n += 1) {
      const report = await session();
      expect(report.calls.at(-1)?.operation).toBe('closeConnection');
    }
    expectNothingWritten();
    expect(await show()).toMatchObject({
      isComplete: true, waitingFor: [], documents: { total: 2, problems: 1 }, newCustomers: 2,
      stock: [{
        pushes: true, count: 3, changes: 2, toZero: 1, skipped: [{ reason: 'noItem', count: 1 }],
        examples: [{ sku: 'TEE', storeQuantity: whole(5), quantity: 0 }, { sku: 'MUG', storeQuantity: whole(1), quantity: whole(18) }, { sku: 'CAP', storeQuantity: whole(4), quantity: whole(4) }],
      }],
    });
    const updates = await client.call('updates.count', {});
    expect(updates.ok && updates.value.connections[0]?.counts).toEqual({ pending: 3, pushing: 0, held: 0, failed: 0 });
    const last = await client.call('sessions.last', { companyId: world.companyId });
    expect(last.ok && last.value.session?.text).toMatch(/Nothing is written until you start it/);
  });

  it('explains every decision in a document', async () => {
    await begin({ settings: { customer: { mode: 'perBuyer' }, paymentMethods: { stripe: 'Visa' } } });
    world.store.placeOrder({
      lines: [{ sku: 'MUG', quantity: 2 }], taxPercent: 8.875, shipping: { total: '7.50' }, paymentMethod: 'stripe',
      customer: { firstName: 'Ann', lastName: 'Regular', email: 'ann@example.test', line1: 'x'.repeat(300) },
    });
    await world.sync();
    await session();
    const [document] = (await list()).documents;
    expect(document).toMatchObject({ state: 'drafted', kind: 'salesReceipt', problem: null, reason: null });
    const draft = document?.draft;
    expect(draft?.total).toBe(document?.charged);
    expect(draft).toMatchObject({ customer: { name: 'Ann Regular', isNew: true }, paymentMethod: 'Visa', taxItem: 'Web Tax 0', tax: 227, isPending: false });
    expect(draft?.lines.map((line) => line.item)).toEqual(['MUG', 'Shipping', 'Web Tax']);
    expect(draft?.lines[0]).toMatchObject({ quantity: whole(2), amount: 1_800, how: 'The item is named like the SKU "MUG".' });
    expect(draft?.lines[1]?.how).toMatch(/settings/);
    expect(draft?.taxHow).toMatch(/2\.27 to the cent/);
    expect(draft?.cuts.some((cut) => /^Billing address: "x+.*it stands in the memo/.test(cut))).toBe(true);
    expect(draft?.memo).toMatch(/Address, continued: x/);
  });

  it('shows what needs a person, and forgets it when it is cured in QuickBooks', async () => {
    await begin();
    world.store.placeOrder({ lines: [{ sku: 'ODD', quantity: 1 }] });
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    await session();
    const problems = (await list({ problemsOnly: true })).documents;
    expect(problems).toMatchObject([{ state: 'problem', problem: { code: 'unknownSku' }, draft: null }]);
    const lines = await client.call('log.search', { outcome: 'needsAttention' });
    world.company.addItem({ name: 'ODD', onHand: 1, price: 1, averageCost: 1 });
    await session();
    await session();
    expect((await list()).documents.map((one) => one.state)).toEqual(['drafted', 'drafted']);
    expect((await show()).documents.problems).toBe(0);
    const after = await client.call('log.search', { outcome: 'needsAttention' });
    expect(after.ok && after.value.total).toBe(lines.ok ? lines.value.total : -1);
    expectNothingWritten();
  });

  it('looks at every document in one session, however many one writes at a time, page by page', async () => {
    await begin({ companySettings: { sessionJobs: 2 }, settings: { customer: { mode: 'perBuyer' } } });
    for (let n = 0; n < 7; n += 1) world.store.placeOrder({
      lines: [{ sku: 'MUG', quantity: 1 }],
      customer: { id: 50 + n, firstName: 'Buyer', lastName: `No${String(n)}`, email: `b${String(n)}@example.test` },
    });
    await world.sync();
    expect((await list()).documents.every((one) => one.state === 'waits' && one.reason !== null)).toBe(true);
    await session();
    const first = await list({ limit: 4 });
    const rest = await list({ limit: 4, after: first.next ?? undefined });
    expect([first.documents.length, rest.documents.length, rest.next]).toEqual([4, 3, null]);
    expect([...first.documents, ...rest.documents].map((one) => [one.state, one.draft?.customer.isNew])).toEqual(Array.from({ length: 7 }, () => ['drafted', true]));
    expect((await show()).newCustomers).toBe(7);
    expectNothingWritten();
  });
});

describe('preview.release', () => {
  it('begins for real: documents with the next session, stock at once, and only once', async () => {
    await begin();
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    await session();
    const [shown] = (await list()).documents;
    expect(await release()).toEqual({ ok: true, value: { documents: 1, updates: 3 } });
    await world.engine.idle();
    expect([world.store.stockOf('MUG'), world.store.stockOf('TEE')]).toEqual([18, 0]);
    expect(await release()).toMatchObject({ ok: false, error: { code: 'notHeld' } });
    await session();
    expect(world.company.ledger().documents).toMatchObject([{ kind: 'SalesReceipt', refNumber: shown?.refNumber, total: shown?.draft?.total }]);
    const log = await client.call('log.search', { words: 'looked at the preview' });
    expect(log.ok && log.value.lines).toHaveLength(1);
    expect(await client.call('preview.release', { companyId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('leaves to the zero brake what it holds, unless that is approved with it', async () => {
    const skus = Array.from({ length: 25 }, (_, n) => `S${String(n)}`);
    const shop = { items: skus.map((sku) => ({ sku, onHand: 0 })), listings: skus.map((sku) => ({ sku, quantity: 3 })) };
    await begin(shop);
    await world.sync();
    await session();
    expect((await show()).stock).toMatchObject([{ count: 25, toZero: 25 }]);
    expect(await release()).toEqual({ ok: true, value: { documents: 0, updates: 0 } });
    await world.engine.idle();
    expect(world.store.stockOf('S1')).toBe(3);
    await world.close();
    await begin(shop);
    await world.sync();
    await session();
    expect(await release({ approveZero: true })).toEqual({ ok: true, value: { documents: 0, updates: 25 } });
    await world.engine.idle();
    expect(world.store.stockOf('S1')).toBe(0);
  });
});
