/** Routing as a session meets it: 60 changed items go out at once, more are queued and drained in chunks behind the session's back. */
import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/engine/db/log.ts';
import { countUpdates } from '../../src/engine/db/updates.ts';
import type { EngineEvent } from '../../src/engine/ports.ts';
import { expectSettled, impatientSession, round, sentNumbers, skuLog, skuNames, until, updateOf, wideShop } from '../support/stockWorld.ts';
import { tapWorld } from '../support/tappedWorld.ts';

const at = tapWorld();
const { count } = at;

function routes(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of readLog(at.world.engine.db, { outcome: 'confirmed', limit: 5_000 })) {
    if (line.at >= since) counts[line.route ?? 'none'] = (counts[line.route ?? 'none'] ?? 0) + 1;
  }
  return counts;
}
let since = 0;

function chunks(): readonly number[] {
  const confirmed: number[] = [];
  at.world.engine.on((event: EngineEvent) => { if (event.kind === 'chunkDone') confirmed.push(event.confirmed); });
  return confirmed;
}

async function shop(size: number, companySettings: Record<string, unknown> = {}): Promise<void> {
  at.world = await wideShop(size, { companySettings });
  at.world.clock.advance(1_000);
  since = at.world.clock.now();
}

describe('routing', () => {
  it('exactly 60 changed items: sent at once within the session, the log says inline, the closing text counts them', async () => {
    await shop(80);
    count(skuNames(60), 7);
    const report = await impatientSession(at.world, { pause: () => at.world.engine.idle() });
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 60 SKUs updated' });
    expect(report.pauses).toBeGreaterThan(0);
    expect(routes()).toEqual({ inline: 60 });
    expect(skuLog(at.world, 'SKU-00001')[0]).toMatchObject({ outcome: 'confirmed', route: 'inline', quickbooksQuantity: 700_000, sentQuantity: 700_000, storeQuantity: 700_000 });
    expectSettled(at.world);
  });

  it('61 changed items: all queued, the task starts at once in the background, the session does not wait for it', async () => {
    await shop(80);
    count(skuNames(61), 7);
    const letGo = at.tap.hold('/products/batch');
    const report = await impatientSession(at.world);
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 0 SKUs updated' });
    expect(countUpdates(at.world.engine.db, at.world.connectionId)).toMatchObject({ failed: 0, held: 0 });
    expect(at.world.engine.query.openUpdates()).toBe(61);
    await until('the background task calls the shop', () => at.tap.held() === 1); // nobody asked it to, no interval has passed
    letGo();
    await at.world.engine.idle();
    expect(routes()).toEqual({ queued: 61 });
    expectSettled(at.world);
  });

  it('what is already pending counts: 40 that could not go out and 21 new ones are queued together', async () => {
    await shop(80);
    at.world.store.faults.add({ kind: 'serverError', status: 502, on: '/orders', times: 1_000 });
    count(skuNames(40), 7);
    await impatientSession(at.world, { pause: () => at.world.engine.idle() });
    expect(at.world.engine.query.openUpdates()).toBe(40);
    expect(updateOf(at.world, 'SKU-00001')).toMatchObject({ route: 'inline' });
    count(skuNames(21, 41), 8);
    await impatientSession(at.world, { pause: () => at.world.engine.idle() });
    expect(at.world.engine.query.openUpdates()).toBe(61);
    expect(updateOf(at.world, 'SKU-00001')).toMatchObject({ route: 'queued' });
    at.world.store.faults.clear();
    at.world.clock.advance(120_000);
    at.world.engine.pusher.wake(at.world.connectionId, 'queued');
    await at.world.engine.idle();
    expect(routes()).toEqual({ queued: 61 });
    expectSettled(at.world);
  });

  it('20 new ones beside 40 that wait are 60: still inline', async () => {
    await shop(80);
    at.world.store.faults.add({ kind: 'serverError', status: 502, on: '/orders', times: 1_000 });
    count(skuNames(40), 7);
    await impatientSession(at.world, { pause: () => at.world.engine.idle() });
    at.world.store.faults.clear();
    at.world.clock.advance(120_000);
    count(skuNames(20, 41), 8);
    const report = await impatientSession(at.world, { pause: () => at.world.engine.idle() });
    expect(report.closing).toBe('0 orders added, 60 SKUs updated');
    expect(routes()).toEqual({ inline: 60 });
    expectSettled(at.world);
  });

  it('repeated changes are one row per listing whose version grows; only the last number matters', async () => {
    await shop(3);
    const sku = 'SKU-00001';
    const letGo = at.tap.hold('/products/batch');
    count([sku], 11);
    await impatientSession(at.world);
    await until('the first number is on its way', () => at.tap.held() === 1);
    const first = updateOf(at.world, sku)?.version ?? 0;
    for (const quantity of [12, 13]) {
      count([sku], quantity);
      await impatientSession(at.world);
      expect(at.world.engine.query.openUpdates()).toBe(1);
    }
    expect(updateOf(at.world, sku)).toMatchObject({ state: 'pushing', version: first + 2 });
    letGo();
    await at.world.engine.idle();
    expect(sentNumbers(at.world.store, sku).slice(-2)).toEqual([11, 13]);
    expectSettled(at.world);
  });

  it('a chunk is the drainChunk oldest: 250 due rows go as 100 + 100 + 50, with a pause between', async () => {
    await shop(250, { drainChunk: 100 });
    const confirmed = chunks();
    count(skuNames(250), 7);
    const letGo = at.tap.hold('GET'); // the first pull: the whole run is counted before anything goes out
    await impatientSession(at.world);
    const before = at.world.clock.now();
    letGo();
    await at.world.engine.idle();
    expect(confirmed).toEqual([100, 100, 50]);
    expect(at.world.clock.now() - before).toBeGreaterThanOrEqual(2 * 5_000);
    expect(routes()).toEqual({ queued: 250 });
    expectSettled(at.world);
  });

  it('exactly drainChunk rows are one chunk, one more makes two; orders are pulled before and after each batch', async () => {
    await shop(201, { drainChunk: 200 });
    const confirmed = chunks();
    count(skuNames(200), 7);
    await round(at.world);
    expect(confirmed).toEqual([200]);
    const from = at.world.store.requests().length;
    count(skuNames(201), 8);
    await at.world.session();
    await at.world.engine.idle();
    expect(confirmed).toEqual([200, 200, 1]);
    const calls = at.world.store.requests().slice(from).map((request) => (request.method === 'POST' ? 'push' : 'pull')).join(' ').replaceAll('pull pull', 'pull');
    expect(calls).toBe('pull push pull push pull pull push pull'); // two batches; after the pause a chunk of its own
    expectSettled(at.world);
  });
});
