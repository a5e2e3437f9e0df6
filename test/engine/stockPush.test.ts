/** Sending stock: nothing is lost, nothing is told twice over, and what the shop answers decides. */
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/calendar.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { retryFailed } from '../../src/engine/db/updates.ts';
import type { StockFault } from '../support/modelStore.ts';
import { itemRecord, listing, quantity, records, shopWith } from '../support/stockBench.ts';

describe('push', () => {
  it('tells the number, keeps what the shop confirmed, and logs all three quantities with the route', async () => {
    const bench = await shopWith(1, 9, { shops: [{ safetyStock: 2 }] });
    bench.shop().store.sell(listing(bench), 3);
    await bench.push();
    expect(listing(bench).stock).toBe(4);
    expect(bench.rows()).toEqual([]);
    expect(bench.log('SKU-0')[0]).toMatchObject({
      outcome: 'confirmed', quickbooksQuantity: quantity(9), sentQuantity: quantity(4), storeQuantity: quantity(4), route: 'inline',
      text: 'Shop 1 shows 4. QuickBooks has 9, 3 sold and not in QuickBooks yet; to sell: 4.',
    });
  });

  it('pulls before each batch and after the last, and sends again what sold while the call was out', async () => {
    const bench = await shopWith(150, 5);
    const { store } = bench.shop();
    store.afterTaking.push(() => { store.sell(listing(bench), 2); });
    await bench.push();
    expect(store.calls.map((call) => call.changes.length)).toEqual([100, 50, 1]);
    expect(store.pulls).toBeGreaterThanOrEqual(4);
    expect(listing(bench).stock).toBe(3);
    expect(bench.rows()).toEqual([]);
  });

  it('sends again what sold between the pull and the number, although the shop confirmed it', async () => {
    const bench = await shopWith(1, 5);
    const { store } = bench.shop();
    store.beforeTaking.push(() => { store.sell(listing(bench), 2); });
    await bench.push();
    expect(store.calls.map((call) => call.changes[0]?.quantity)).toEqual([quantity(5), quantity(3)]);
    expect(listing(bench).stock).toBe(3);
  });

  it('does not close a row that became due again under way', async () => {
    const bench = await shopWith(1, 5);
    bench.shop().store.beforeTaking.push(async () => {
      bench.answer(records(1, 8));
      await bench.route();
    });
    await bench.push();
    expect(bench.log('SKU-0').filter((line) => line.outcome === 'confirmed').map((line) => line.sentQuantity)).toEqual([quantity(8), quantity(5)]);
    expect(listing(bench).stock).toBe(8);
    expect(bench.rows()).toEqual([]);
  });

  it('drains in chunks with pauses, oldest first', async () => {
    const bench = await shopWith(250, 5, { company: { drainChunk: 100, chunkPauseSeconds: 5 } });
    await bench.push();
    expect(bench.slept).toEqual([5000, 5000]);
    expect(bench.events.filter((event) => event.kind === 'chunkDone').map((event) => [event.confirmed, event.remaining])).toEqual([[100, 150], [100, 50], [50, 0]]);
    expect(bench.rows()).toEqual([]);
  });

  it('ends a chunk when its time is over; the rest stays pending for the next', async () => {
    const bench = await shopWith(300, 5, { company: { chunkSeconds: 110 } });
    const { store } = bench.shop();
    store.onCall = () => { bench.advance(45_000); };
    await bench.push();
    expect(bench.events.filter((event) => event.kind === 'chunkDone').map((event) => [event.confirmed, event.remaining])).toEqual([[200, 100], [100, 0]]);
  });

  it('never runs two workers for one connection', async () => {
    const bench = await shopWith(200, 5);
    let inside = 0;
    let most = 0;
    const { store } = bench.shop();
    store.onCall = () => {
      inside += 1;
      most = Math.max(most, inside);
      bench.pusher.wake(bench.shop().id, 'queued');
      store.afterTaking.push(() => { inside -= 1; });
    };
    await bench.push();
    expect(most).toBe(1);
    expect(store.calls).toHaveLength(2);
    expect(bench.pusher.isBusy(bench.shop().id)).toBe(false);
  });
});

describe('what goes wrong', () => {
  it.each<[StockFault]>([['answerLost'], ['requestLost'], ['halfTaken'], ['throws']])('%s: the rows wait and go out again, none is lost', async (fault) => {
    const bench = await shopWith(10, 5);
    bench.shop().store.faults.push(fault);
    await bench.push();
    expect(bench.rows().map((row) => row.state)).toEqual(Array.from({ length: 10 }, () => 'pending'));
    expect(bench.pusher.isBusy(bench.shop().id)).toBe(false);
    await bench.push();
    expect(bench.rows()).toHaveLength(10);
    bench.advance(MINUTE);
    await bench.push();
    expect(bench.rows()).toEqual([]);
    expect([...bench.shop().store.listings.values()].map((one) => one.stock)).toEqual(Array.from({ length: 10 }, () => 5));
  });

  it('leaves a shop alone that fails, and says why, until its time is over or a person asks', async () => {
    const bench = await shopWith(3, 5);
    bench.shop().store.faults.push('requestLost', 'requestLost');
    await bench.push();
    expect(findConnection(bench.db, bench.shop().id).problem?.code).toBe('shopDown');
    for (let n = 0; n < 5; n += 1) await bench.push();
    expect(bench.shop().store.calls).toHaveLength(1);
    bench.db.prepare('UPDATE stock_update SET not_before = NULL').run();
    bench.pusher.retryNow(bench.shop().id);
    await bench.pusher.idle();
    expect(bench.shop().store.calls).toHaveLength(2);
  });

  it('sends nothing while the shop\'s orders cannot be read', async () => {
    const bench = await shopWith(3, 5);
    bench.shop().store.isDown = true;
    await bench.push();
    expect(bench.shop().store.calls).toEqual([]);
    expect(bench.rows()).toHaveLength(3);
    bench.shop().store.isDown = false;
    bench.advance(MINUTE);
    await bench.push();
    expect(bench.rows()).toEqual([]);
  });

  it('computes again when the shop answers another number, and fails the third time with both numbers', async () => {
    const bench = await shopWith(1, 5);
    const { store } = bench.shop();
    store.faults.push('otherNumber', 'otherNumber', 'otherNumber');
    await bench.push();
    expect(store.calls).toHaveLength(3);
    expect(bench.rows()).toEqual([expect.objectContaining({ state: 'failed' })]);
    expect(bench.log('SKU-0')[0]).toMatchObject({ outcome: 'failed', sentQuantity: quantity(5), storeQuantity: quantity(4) });
    expect(bench.log('SKU-0')[0]?.text).toContain('answered 4 instead of 5');
    expect(retryFailed(bench.db, bench.shop().id)).toBe(1);
    await bench.push();
    expect(listing(bench).stock).toBe(5);
    expect(bench.rows()).toEqual([]);
  });

  it('one wrong answer is made good at once', async () => {
    const bench = await shopWith(1, 5);
    bench.shop().store.faults.push('otherNumber');
    await bench.push();
    expect(listing(bench).stock).toBe(5);
    expect(bench.log('SKU-0').map((line) => line.outcome)).toEqual(['confirmed']);
  });

  it.each<[StockFault, string]>([['ignored', 'ignored'], ['refused', 'refused'], ['keyRevoked', 'keyRevoked']])('%s: failed with the reason, and a new chance when due anew', async (fault, code) => {
    const bench = await shopWith(2, 5);
    bench.shop().store.faults.push(fault);
    await bench.push();
    expect(bench.rows().map((row) => [row.state, (JSON.parse(row.problem ?? '{}') as { code?: string }).code])).toEqual([['failed', code], ['failed', code]]);
    expect(bench.log('SKU-1')[0]?.outcome).toBe('failed');
    bench.advance(MINUTE);
    bench.answer(records(1, 6));
    await bench.push();
    expect(listing(bench).stock).toBe(6);
    expect(bench.rows().map((row) => row.state)).toEqual(['failed']);
  });

  it('computes and sends again after a crash what was on its way', async () => {
    const bench = await shopWith(5, 5);
    const { store } = bench.shop();
    store.afterTaking.push(() => { bench.pusher.stop(); });
    store.faults.push('answerLost');
    await bench.push();
    bench.answer(records(5, 7));
    await bench.restart();
    await bench.push();
    expect(bench.rows()).toEqual([]);
    expect([...store.listings.values()].map((one) => one.stock)).toEqual([7, 7, 7, 7, 7]);
  });

  it('drops a row for which there is no number any more, and the listing is due when there is one again', async () => {
    const bench = await shopWith(1, 5);
    await bench.push();
    bench.answer(records(1, 4));
    await bench.route();
    bench.answer([itemRecord('SKU-0', 4, { isActive: false })]);
    await bench.push();
    expect(bench.rows()).toEqual([]);
    expect(bench.log('SKU-0')[0]).toMatchObject({ outcome: 'skipped' });
    bench.answer(records(1, 5));
    await bench.push();
    expect(bench.shop().store.calls).toHaveLength(2);
  });
});

describe('what the shop shows is not what it confirmed', () => {
  it('when an order came and went while the number was under way: touched after the number was computed', async () => {
    const bench = await shopWith(1, 5);
    const { store } = bench.shop();
    store.beforeTaking.push(() => { store.sell(listing(bench), 1); });
    store.afterTaking.push(async () => {
      store.cancel('1');
      await bench.pull();
    });
    await bench.push();
    expect(listing(bench).stock).toBe(5);
    expect(store.calls).toHaveLength(2);
  });

  it('when an answer was lost for good and QuickBooks went back to the number confirmed before', async () => {
    const bench = await shopWith(1, 5);
    await bench.push();
    bench.shop().store.faults.push('answerLostForGood');
    bench.answer(records(1, 7));
    await bench.push();
    expect(bench.rows().map((row) => row.state)).toEqual(['failed']);
    bench.answer(records(1, 5));
    bench.advance(MINUTE);
    await bench.push();
    expect(listing(bench).stock).toBe(5);
    expect(bench.rows()).toEqual([]);
  });
});
