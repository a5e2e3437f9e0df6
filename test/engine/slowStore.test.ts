/** A slow shop: no SOAP call ever waits for it, a session closes in time with the true count, and nothing is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countJobs } from '../../src/engine/db/jobs.ts';
import type { EngineEvent } from '../../src/engine/ports.ts';
import { expectSettled, impatientSession, openStockWorld, round, skuNames, slowest, tapShops, until, wideShop, type ShopTap } from '../support/stockWorld.ts';
import type { World } from '../support/world.ts';

let world: World;
let tap: ShopTap;
beforeEach(() => { tap = tapShops(); });
afterEach(async () => {
  tap.restore();
  await world.close();
});

function count(skus: readonly string[], quantity: number): void {
  for (const sku of skus) world.company.setQuantity(sku, quantity);
}

describe('a store that takes 10 s a call', () => {
  it('60 inline and 61 queued updates: no SOAP call takes longer than 1 s, sessions end while the shop is still thinking, nothing is lost', async () => {
    world = await wideShop(80);
    world.store.placeOrder({ lines: [{ sku: 'SKU-00001', quantity: 2 }] });
    count(skuNames(60), 7);
    world.store.faults.latency = 10_000;
    const answered = world.store.requests().length;
    const first = await impatientSession(world);
    expect(first).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    expect(first.pauses * 5).toBeGreaterThanOrEqual(20); // waited its 20 s by the clock, no longer
    expect(first.pauses * 5).toBeLessThanOrEqual(30);
    count(skuNames(20, 61), 8);
    const second = await impatientSession(world);
    expect(second).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    // The proof that no call waited, whatever this machine is busy with: the shop has not answered a single one yet.
    expect(world.store.requests()).toHaveLength(answered);
    expect(slowest([...first.calls, ...second.calls])).toBeLessThan(1_000);
    expect(world.engine.query.openUpdates()).toBe(80);
    world.store.faults.latency = 0; // the call that is out still takes its 10 s
    await world.engine.idle();
    expectSettled(world);
    await round(world);
    expect(countJobs(world.engine.db, world.companyId)).toMatchObject({ done: 1 });
    expectSettled(world);
  });
});

describe('a shop that does not answer', () => {
  it('the session closes after inlineWaitSeconds with the count of what is confirmed by then', async () => {
    const listings = skuNames(30).map((sku) => ({ sku, quantity: 20 }));
    world = await openStockWorld({ items: 30, listings, moreStores: [listings], companySettings: { inlineWaitSeconds: 40 } });
    const letGo = tap.hold(new URL(world.stores[1]?.url ?? '').host);
    count(skuNames(30), 6);
    const quickIsDone = (): boolean => world.store.listings().every((listing) => listing.quantity === 6) && !world.engine.pusher.isBusy(world.connectionId);
    const report = await impatientSession(world, { pause: () => until('the quick shop is done', quickIsDone) });
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 30 SKUs updated' });
    expect(report.pauses * 5).toBeGreaterThanOrEqual(40);
    expect(report.pauses * 5).toBeLessThanOrEqual(50);
    expect(slowest(report.calls)).toBeLessThan(1_000);
    letGo();
    await world.engine.idle();
    expectSettled(world);
  });

  it('a session that is already over is not counted what comes later, the next one is not made to wait for it either', async () => {
    world = await wideShop(80);
    const letGo = tap.hold('/products/batch');
    count(skuNames(70), 6);
    const report = await impatientSession(world);
    expect(report.closing).toBe('0 orders added, 0 SKUs updated');
    const next = await impatientSession(world);
    expect(next).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    letGo();
    await world.engine.idle();
    expectSettled(world);
  });

  it('the engine is stopped while a batch is out: the call is given up at once, and after the restart everything is confirmed', async () => {
    world = await wideShop(80);
    tap.hold('/products/batch');
    count(skuNames(80), 6);
    await impatientSession(world);
    await until('the batch is out', () => tap.held() === 1);
    await world.restart();
    tap.restore();
    expect(world.engine.query.openUpdates()).toBe(80);
    await round(world);
    world.engine.pusher.wake(world.connectionId, 'queued'); // what the clockwork does with what is due
    await world.engine.idle();
    expectSettled(world);
  });

  it('a chunk ends within its 110 s; what it did not reach goes out with the next', async () => {
    world = await wideShop(300);
    const confirmed: number[] = [];
    world.engine.on((event: EngineEvent) => { if (event.kind === 'chunkDone') confirmed.push(event.confirmed); });
    for (let call = 0; call < 3; call += 1) tap.once('before', '/products/batch', () => { world.clock.advance(60_000); });
    count(skuNames(300), 6);
    await impatientSession(world);
    await world.engine.idle();
    expect(confirmed).toEqual([100, 100, 100]); // a second batch of 60 s would not have ended in time
    expectSettled(world);
  });
});
