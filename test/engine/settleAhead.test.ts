/** A batch is settled while the next one is out: nothing is closed that became due meanwhile, and whatever ends the drain in between loses nothing. */
import { describe, expect, it } from 'vitest';
import type { ListingId } from '../../src/domain/ids.ts';
import { listing, shopWith, type StockBench } from '../support/stockBench.ts';

const states = (bench: StockBench): Readonly<Record<string, number>> => {
  const counted: Record<string, number> = {};
  for (const { state } of bench.rows()) counted[state] = (counted[state] ?? 0) + 1;
  return counted;
};
/** An answer takes longer than the engine's next turns. */
async function inOwnTime(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
}

describe('settling beside the next batch', () => {
  it('is done by the time the next answer comes, and of the last batch at once', async () => {
    const bench = await shopWith(250, 5);
    const { store } = bench.shop();
    const seen: Readonly<Record<string, number>>[] = [];
    store.onCall = () => {
      const begun = states(bench);
      store.afterTaking.push(async () => {
        await inOwnTime();
        seen.push(begun, states(bench));
      });
    };
    await bench.push();
    expect(seen).toEqual([
      { pushing: 100, pending: 150 }, { pushing: 100, pending: 150 },
      { pushing: 200, pending: 50 }, { pushing: 100, pending: 50 },
      { pushing: 150 }, { pushing: 50 },
    ]);
    expect(bench.rows()).toEqual([]);
    expect(bench.events.flatMap((event) => (event.kind === 'batchDone' ? [[event.confirmed, event.remaining]] : []))).toEqual([[100, 150], [100, 50], [50, 0]]);
    expect(bench.events.flatMap((event) => (event.kind === 'chunkDone' ? [event.confirmed] : []))).toEqual([250]);
  });

  it('does not close a row whose listing sold between the answer and the settling', async () => {
    const bench = await shopWith(150, 5);
    const { store } = bench.shop();
    // While the second batch is being built, the orders of the pull before it are in: SKU-0 was in the first.
    store.afterTaking.push(() => { store.sell(listing(bench), 2); });
    await bench.push();
    expect(store.calls.map((call) => call.changes.length)).toEqual([100, 50, 1]);
    expect(listing(bench).stock).toBe(3);
    expect(bench.rows()).toEqual([]);
  });

  it('comes first where somebody asks for a listing of that batch by name', async () => {
    const bench = await shopWith(150, 5);
    const { store } = bench.shop();
    const [first] = bench.db.prepare<[], { id: ListingId }>('SELECT id FROM listing ORDER BY id LIMIT 1').all();
    let asked: Promise<unknown> = Promise.resolve();
    store.afterTaking.push(() => {
      asked = bench.pusher.pushNow(bench.shop().id, first === undefined ? [] : [first.id], false);
    });
    await bench.push();
    expect(await asked).toMatchObject({ ok: true });
    await bench.pusher.idle();
    expect(bench.rows()).toEqual([]);
    expect(bench.log('SKU-0').every((line) => line.outcome === 'confirmed')).toBe(true);
  });

  it('is made up for where the next call fails, is thrown out of, or never leaves', async () => {
    for (const fault of ['requestLost', 'answerLost', 'throws'] as const) {
      const bench = await shopWith(150, 5);
      const { store } = bench.shop();
      store.afterTaking.push(() => { store.faults.push(fault); });
      await bench.push();
      expect(states(bench), fault).toEqual({ pending: 50 });
      expect(bench.log().filter((line) => line.outcome === 'confirmed')).toHaveLength(100);
    }
    const bench = await shopWith(150, 5);
    const { store } = bench.shop();
    store.afterTaking.push(() => { store.isDown = true; });
    await bench.push();
    expect(states(bench)).toEqual({ pending: 50 });
  });

  it('is made up for where the engine stops after the answer', async () => {
    const bench = await shopWith(250, 5);
    const { store } = bench.shop();
    store.afterTaking.push(() => { bench.pusher.stop(); });
    await bench.push();
    expect(store.calls).toHaveLength(1);
    expect(states(bench)).toEqual({ pending: 150 });
    await bench.restart();
    await bench.push();
    expect(bench.rows()).toEqual([]);
    expect([...store.listings.values()].every((one) => one.stock === 5)).toBe(true);
  });
});
