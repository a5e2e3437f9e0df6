/** A slow shop: no SOAP call ever waits for it, a session closes in time with the true count, and nothing is lost. */
import { describe, expect, it } from 'vitest';
import { countJobs } from '../../src/engine/db/jobs.ts';
import type { EngineEvent } from '../../src/engine/ports.ts';
import { expectSettled, impatientSession, openStockWorld, round, skuNames, slowest, until, wideShop } from '../support/stockWorld.ts';
import { tapWorld } from '../support/tappedWorld.ts';

const at = tapWorld();
const { count } = at;

describe('a store that takes 10 s a call', () => {
  it('60 inline and 61 queued updates: no SOAP call takes longer than 1 s, sessions end while the shop is still thinking, nothing is lost', async () => {
    at.world = await wideShop(80);
    at.world.store.placeOrder({ lines: [{ sku: 'SKU-00001', quantity: 2 }] });
    count(skuNames(60), 7);
    at.world.store.faults.latency = 10_000;
    const answered = at.world.store.requests().length;
    const first = await impatientSession(at.world);
    expect(first).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    expect(first.pauses * 5).toBeGreaterThanOrEqual(20); // waited its 20 s by the clock, no longer
    expect(first.pauses * 5).toBeLessThanOrEqual(30);
    count(skuNames(20, 61), 8);
    const second = await impatientSession(at.world);
    expect(second).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    // The proof that no call waited, whatever this machine is busy with: the shop has not answered a single one yet.
    expect(at.world.store.requests()).toHaveLength(answered);
    expect(slowest([...first.calls, ...second.calls])).toBeLessThan(1_000);
    expect(at.world.engine.query.openUpdates()).toBe(80);
    at.world.store.faults.latency = 0; // the call that is out still takes its 10 s
    await at.world.engine.idle();
    expectSettled(at.world);
    await round(at.world);
    expect(countJobs(at.world.engine.db, at.world.companyId)).toMatchObject({ done: 1 });
    expectSettled(at.world);
  });
});

describe('a shop that does not answer', () => {
  it('the session closes after inlineWaitSeconds with the count of what is confirmed by then', async () => {
    const listings = skuNames(30).map((sku) => ({ sku, quantity: 20 }));
    at.world = await openStockWorld({ items: 30, listings, moreStores: [listings], companySettings: { inlineWaitSeconds: 40 } });
    const letGo = at.tap.hold(new URL(at.world.stores[1]?.url ?? '').host);
    count(skuNames(30), 6);
    const quickIsDone = (): boolean => at.world.store.listings().every((listing) => listing.quantity === 6) && !at.world.engine.pusher.isBusy(at.world.connectionId);
    const report = await impatientSession(at.world, { pause: () => until('the quick shop is done', quickIsDone) });
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 30 SKUs updated' });
    expect(report.pauses * 5).toBeGreaterThanOrEqual(40);
    expect(report.pauses * 5).toBeLessThanOrEqual(50);
    expect(slowest(report.calls)).toBeLessThan(1_000);
    letGo();
    await at.world.engine.idle();
    expectSettled(at.world);
  });

  it('a session that is already over is not counted what comes later, the next one is not made to wait for it either', async () => {
    at.world = await wideShop(80);
    const letGo = at.tap.hold('/products/batch');
    count(skuNames(70), 6);
    const report = await impatientSession(at.world);
    expect(report.closing).toBe('0 orders added, 0 SKUs updated');
    const next = await impatientSession(at.world);
    expect(next).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    letGo();
    await at.world.engine.idle();
    expectSettled(at.world);
  });

  it('the engine is stopped while a batch is out: the call is given up at once, and after the restart everything is confirmed', async () => {
    at.world = await wideShop(80);
    at.tap.hold('/products/batch');
    count(skuNames(80), 6);
    await impatientSession(at.world);
    await until('the batch is out', () => at.tap.held() === 1);
    await at.world.restart();
    at.tap.restore();
    expect(at.world.engine.query.openUpdates()).toBe(80);
    await round(at.world);
    at.world.engine.pusher.wake(at.world.connectionId, 'queued'); // what the clockwork does with what is due
    await at.world.engine.idle();
    expectSettled(at.world);
  });

  it('a chunk ends within its 110 s; what it did not reach goes out with the next', async () => {
    at.world = await wideShop(300);
    const confirmed: number[] = [];
    at.world.engine.on((event: EngineEvent) => { if (event.kind === 'chunkDone') confirmed.push(event.confirmed); });
    for (let call = 0; call < 3; call += 1) at.tap.once('before', '/products/batch', () => { at.world.clock.advance(60_000); });
    count(skuNames(300), 6);
    await impatientSession(at.world);
    await at.world.engine.idle();
    expect(confirmed).toEqual([100, 100, 100]); // a second batch of 60 s would not have ended in time
    expectSettled(at.world);
  });
});
