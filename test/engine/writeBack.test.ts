/** What a shop is told once a document is in QuickBooks: by setting, at least once, a note never twice, and never inside a SOAP call. */
import { afterEach, describe, expect, it } from 'vitest';
import { jobsOfOrder } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import { findWriteBack } from '../../src/engine/db/writeBack.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { directClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(async () => { await world.close(); });

const ALL = { writeBackNote: true, writeBackMeta: true, writeBackStatus: 'completed' };

async function entered(settings: Readonly<Record<string, unknown>>): Promise<OrderView> {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }], settings: { pushStock: false, ...settings } });
  const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
  await world.sync();
  await world.session();
  return order;
}

const shown = (order: OrderView): OrderView | undefined => world.store.orders().find((one) => one.id === order.id);
const ours = (order: OrderView): readonly string[] => (shown(order)?.notes ?? []).map((note) => note.note).filter((note) => note.includes('QuickBooks'));

function job(order: OrderView): ReturnType<typeof jobsOfOrder>[number] {
  const row = findStoreOrder(world.engine.db, world.connectionId, String(order.id));
  const [first] = row === null ? [] : jobsOfOrder(world.engine.db, row.id);
  if (first === undefined) throw new Error('no job');
  return first;
}

describe('telling the shop', () => {
  it('is off unless asked for', async () => {
    const order = await entered({});
    const before = world.store.requests().length;
    expect(await world.engine.writeBack(world.connectionId)).toEqual({ told: 0, failed: 0 });
    expect(world.store.requests().length).toBe(before);
    expect(findWriteBack(world.engine.db, job(order).id)).toBeNull();
  });

  it('puts number, TxnID and status on the order, after the session and not in it', async () => {
    const order = await entered(ALL);
    expect(ours(order)).toEqual([]);
    expect(await world.engine.writeBack(world.connectionId)).toEqual({ told: 1, failed: 0 });
    expect(ours(order)).toEqual([`Order entered in QuickBooks as sales receipt W${order.number} (${job(order).memoKey}).`]);
    expect(shown(order)).toMatchObject({ status: 'completed', meta: { _quickbooks_txn_id: job(order).txnId, _quickbooks_number: `W${order.number}` } });
    expect(findWriteBack(world.engine.db, job(order).id)).toBeNull();
  });

  it('causes no difference and no second document when the order comes again because of it', async () => {
    const order = await entered(ALL);
    await world.engine.writeBack(world.connectionId);
    world.clock.advance(60_000);
    await world.sync();
    await world.session();
    const detail = await directClient(world.engine).call('jobs.show', { jobId: job(order).id });
    expect(detail.ok && detail.value.difference).toEqual([]);
    expect(world.company.ledger().documents).toHaveLength(1);
    expect(await world.engine.writeBack(world.connectionId)).toEqual({ told: 0, failed: 0 });
  });

  it.each(['POST /orders', 'PUT /orders'])('does not note twice when the answer to %s is lost', async (on) => {
    const order = await entered(ALL);
    world.store.faults.add({ kind: 'answerLost', how: 'reset', on, times: 4 });
    await world.engine.writeBack(world.connectionId);
    world.store.faults.clear();
    world.clock.advance(3_600_000);
    await world.engine.writeBack(world.connectionId);
    expect(ours(order)).toHaveLength(1);
    expect(shown(order)?.status).toBe('completed');
    expect(findWriteBack(world.engine.db, job(order).id)).toBeNull();
  });

  it('leaves the status of an order that was cancelled meanwhile, and says so', async () => {
    const order = await entered(ALL);
    world.store.cancelOrder(order.id);
    await world.engine.writeBack(world.connectionId);
    expect(shown(order)?.status).toBe('cancelled');
    const log = await directClient(world.engine).call('log.search', { order: order.number });
    expect(log.ok && log.value.lines.some((line) => line.text.includes('"cancelled" now, so its status was left'))).toBe(true);
  });

  it('shows what the shop refuses, and tries again when a person asks', async () => {
    const order = await entered(ALL);
    world.store.deleteOrder(order.id);
    expect(await world.engine.writeBack(world.connectionId)).toEqual({ told: 0, failed: 1 });
    const client = directClient(world.engine);
    const detail = await client.call('jobs.show', { jobId: job(order).id });
    expect(detail.ok && detail.value.writeBack).toMatchObject({ state: 'failed', problem: { code: 'orderGone' } });
    const status = await client.call('status.show', {});
    expect(status.ok && status.value.problems.map((one) => one.problem.code)).toContain('orderGone');
    expect(await client.call('jobs.tellShop', { jobId: job(order).id })).toMatchObject({ ok: true });
  });

  it('waits while the shop is down, longer each time, and comes back by itself', async () => {
    const order = await entered(ALL);
    world.store.faults.add({ kind: 'serverError', status: 502, on: '', times: 100 });
    await world.engine.writeBack(world.connectionId);
    expect(findWriteBack(world.engine.db, job(order).id)).toMatchObject({ state: 'pending', attempts: 1 });
    expect(await world.engine.writeBack(world.connectionId)).toEqual({ told: 0, failed: 0 });
    world.store.faults.clear();
    world.clock.advance(3_600_000);
    expect(await world.engine.writeBack(world.connectionId)).toEqual({ told: 1, failed: 0 });
  });
});
