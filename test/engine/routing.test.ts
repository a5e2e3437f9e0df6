/** Routing as a session meets it: 60 changed items go out at once, more are queued and drained in chunks behind the session's back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLog } from '../../src/engine/db/log.ts';
import { countUpdates } from '../../src/engine/db/updates.ts';
import type { EngineEvent } from '../../src/engine/ports.ts';
import { expectSettled, impatientSession, round, sentNumbers, skuLog, skuNames, tapShops, until, updateOf, wideShop, type ShopTap } from '../support/stockWorld.ts';
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

function routes(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of readLog(world.engine.db, { outcome: 'confirmed', limit: 5_000 })) {
    if (line.at >= since) counts[line.route ?? 'none'] = (counts[line.route ?? 'none'] ?? 0) + 1;
  }
  return counts;
}
let since = 0;

function chunks(): readonly number[] {
  const confirmed: number[] = [];
  world.engine.on((event: EngineEvent) => { if (event.kind === 'chunkDone') confirmed.push(event.confirmed); });
  return confirmed;
}

async function shop(size: number, companySettings: Record<string, unknown> = {}): Promise<void> {
  world = await wideShop(size, { companySettings });
  world.clock.advance(1_000);
  since = world.clock.now();
}

describe('routing', () => {
  it('exactly 60 changed items: sent at once within the session, the log says inline, the closing text counts them', async () => {
    await shop(80);
    count(skuNames(60), 7);
    const report = await impatientSession(world, { pause: () => world.engine.idle() });
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 60 SKUs updated' });
    expect(report.pauses).toBeGreaterThan(0);
    expect(routes()).toEqual({ inline: 60 });
    expect(skuLog(world, 'SKU-00001')[0]).toMatchObject({ outcome: 'confirmed', route: 'inline', quickbooksQuantity: 700_000, sentQuantity: 700_000, storeQuantity: 700_000 });
    expectSettled(world);
  });

  it('61 changed items: all queued, the task starts at once in the background, the session does not wait for it', async () => {
    await shop(80);
    count(skuNames(61), 7);
    const letGo = tap.hold('/products/batch');
    const report = await impatientSession(world);
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    expect(countUpdates(world.engine.db, world.connectionId)).toMatchObject({ failed: 0, held: 0 });
    expect(world.engine.query.openUpdates()).toBe(61);
    await until('the background task calls the shop', () => tap.held() === 1); // nobody asked it to, no interval has passed
    letGo();
    await world.engine.idle();
    expect(routes()).toEqual({ queued: 61 });
    expectSettled(world);
  });

  it('what is already pending counts: 40 that could not go out and 21 new ones are queued together', async () => {
    await shop(80);
    world.store.faults.add({ kind: 'serverError', status: 502, on: '/orders', times: 1_000 });
    count(skuNames(40), 7);
    await impatientSession(world, { pause: () => world.engine.idle() });
    expect(world.engine.query.openUpdates()).toBe(40);
    expect(updateOf(world, 'SKU-00001')).toMatchObject({ route: 'inline' });
    count(skuNames(21, 41), 8);
    await impatientSession(world, { pause: () => world.engine.idle() });
    expect(world.engine.query.openUpdates()).toBe(61);
    expect(updateOf(world, 'SKU-00001')).toMatchObject({ route: 'queued' });
    world.store.faults.clear();
    world.clock.advance(120_000);
    world.engine.pusher.wake(world.connectionId, 'queued');
    await world.engine.idle();
    expect(routes()).toEqual({ queued: 61 });
    expectSettled(world);
  });

  it('20 new ones beside 40 that wait are 60: still inline', async () => {
    await shop(80);
    world.store.faults.add({ kind: 'serverError', status: 502, on: '/orders', times: 1_000 });
    count(skuNames(40), 7);
    await impatientSession(world, { pause: () => world.engine.idle() });
    world.store.faults.clear();
    world.clock.advance(120_000);
    count(skuNames(20, 41), 8);
    const report = await impatientSession(world, { pause: () => world.engine.idle() });
    expect(report.closing).toBe('0 orders added, 60 SKUs updated');
    expect(routes()).toEqual({ inline: 60 });
    expectSettled(world);
  });

  it('repeated changes are one row per listing whose version grows; only the last number matters', async () => {
    await shop(3);
    const sku = 'SKU-00001';
    const letGo = tap.hold('/products/batch');
    count([sku], 11);
    await impatientSession(world);
    await until('the first number is on its way', () => tap.held() === 1);
    const first = updateOf(world, sku)?.version ?? 0;
    for (const quantity of [12, 13]) {
      count([sku], quantity);
      await impatientSession(world);
      expect(world.engine.query.openUpdates()).toBe(1);
    }
    expect(updateOf(world, sku)).toMatchObject({ state: 'pushing', version: first + 2 });
    letGo();
    await world.engine.idle();
    expect(sentNumbers(world.store, sku).slice(-2)).toEqual([11, 13]);
    expectSettled(world);
  });

  it('a chunk is the drainChunk oldest: 250 due rows go as 100 + 100 + 50, with a pause between', async () => {
    await shop(250, { drainChunk: 100 });
    const confirmed = chunks();
    count(skuNames(250), 7);
    const letGo = tap.hold('GET'); // the first pull: the whole run is counted before anything goes out
    await impatientSession(world);
    const before = world.clock.now();
    letGo();
    await world.engine.idle();
    expect(confirmed).toEqual([100, 100, 50]);
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(2 * 5_000);
    expect(routes()).toEqual({ queued: 250 });
    expectSettled(world);
  });

  it('exactly drainChunk rows are one chunk, one more makes two; orders are pulled before and after each batch', async () => {
    await shop(201, { drainChunk: 200 });
    const confirmed = chunks();
    count(skuNames(200), 7);
    await round(world);
    expect(confirmed).toEqual([200]);
    const from = world.store.requests().length;
    count(skuNames(201), 8);
    await world.session();
    await world.engine.idle();
    expect(confirmed).toEqual([200, 200, 1]);
    const calls = world.store.requests().slice(from).map((request) => (request.method === 'POST' ? 'push' : 'pull')).join(' ').replaceAll('pull pull', 'pull');
    expect(calls).toBe('pull push pull push pull pull push pull'); // two batches; after the pause a chunk of its own
    expectSettled(world);
  });
});
