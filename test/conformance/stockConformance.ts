/** What every connector must do: setting stock, and keeping its head when the shop or the line does not. */
import { afterEach, describe, expect, it } from 'vitest';
import { scaled, whole, type Decimal } from '../../src/domain/decimal.ts';
import type { ListingRecord } from '../../src/domain/listing.ts';
import type { StockAnswer, StockChange, Store, StoreFailure } from '../../src/stores/store.ts';
import type { Harness, TestListing } from './harness.ts';
import { bench as startBench, listAll, must, open, START, type Bench } from './shopUnderTest.ts';

const GOODS: readonly TestListing[] = [
  ...Array.from({ length: 150 }, (_, index) => ({ sku: `P-${String(index)}`, quantity: 10 })),
  { sku: 'SHIRT', quantity: null, variations: [{ sku: 'SHIRT-S', quantity: 10 }, { sku: 'SHIRT-L', quantity: 10 }] },
  { sku: 'CAP', quantity: null, variations: [{ sku: 'CAP-1', quantity: 10 }] },
  { sku: 'MUG', quantity: 40, variations: [{ sku: 'MUG-WHITE', quantity: 'parent' }] },
  { sku: 'FREE', quantity: null },
];

export function stockConformance(harness: Harness): void {
  const { everywhere, stumble, others } = harness.faults;
  const running: Bench[] = [];
  afterEach(async () => {
    for (const at of running.splice(0)) await at.shop.close();
  });

  const prepare = async () => {
    const at = await startBench(harness, GOODS);
    running.push(at);
    const listings = new Map((await listAll(at)).map((listing) => [listing.sku, listing]));
    const change = (sku: string, quantity: Decimal): StockChange => {
      const listing = listings.get(sku);
      if (listing === undefined) throw new Error(sku);
      return { key: listing.key, parentKey: listing.parentKey, quantity };
    };
    return { at, listings, change, skus: (count: number) => Array.from({ length: count }, (_, index) => `P-${String(index)}`) };
  };

  /** All batches, answers in the order of the changes. */
  const setAll = async (store: Store, changes: readonly StockChange[]): Promise<readonly StockAnswer[]> => {
    const answers = new Map<StockChange, StockAnswer>();
    for (const batch of store.stockBatches(changes)) {
      const got = must(await store.setStock(batch, open));
      expect(got).toHaveLength(batch.length);
      batch.forEach((change, index) => {
        const answer = got[index];
        if (answer !== undefined) answers.set(change, answer);
      });
    }
    return changes.map((change) => answers.get(change) ?? { outcome: 'refused', problem: { code: 'absent', what: '', todo: '' } });
  };

  describe(`${harness.name}: stock`, () => {
    it('is set for products and variations, each change answered with the number the shop shows', async () => {
      const { at, change, skus } = await prepare();
      const changes = [change('SHIRT-L', whole(3)), ...skus(150).map((sku, index) => change(sku, whole(index))), change('CAP-1', whole(0)), change('SHIRT-S', whole(4))];
      const answers = await setAll(at.fresh(), changes);
      expect(answers).toEqual(changes.map(({ quantity }) => ({ outcome: 'answered', quantity })));
      expect([at.shop.stockOf('SHIRT-L'), at.shop.stockOf('SHIRT-S'), at.shop.stockOf('CAP-1'), at.shop.stockOf('P-149')]).toEqual([3, 4, 0, 149]);
    });

    it('says by position what was ignored, refused or unknown, and sets the rest', async () => {
      const { at, change } = await prepare();
      const cap = change('CAP-1', whole(1));
      const answers = await setAll(at.fresh(), [
        change('P-1', whole(1)), { ...change('P-2', whole(1)), key: '999999' }, change('FREE', whole(2)), change('P-3', scaled(250_000)), change('P-4', whole(4)),
        change('MUG-WHITE', whole(7)), { ...cap, key: cap.key.replace(/\d+$/, '999999') }, change('SHIRT', whole(5)),
      ]);
      expect(answers.map((answer) => answer.outcome)).toEqual(['answered', 'refused', 'ignored', harness.takesFractions ? 'answered' : 'refused', 'answered', 'ignored', 'refused', 'ignored']);
      for (const answer of answers) if (answer.outcome !== 'answered') expect(answer.problem.todo).not.toBe('');
      expect([at.shop.stockOf('P-1'), at.shop.stockOf('P-3'), at.shop.stockOf('P-4'), at.shop.stockOf('MUG-WHITE')]).toEqual([1, harness.takesFractions ? 2.5 : 10, 4, 40]);
    });

    it('answers the shop\'s number when it is not the one that was sent', async () => {
      const { at, change } = await prepare();
      at.shop.fault('stock', { kind: 'stockIgnored' });
      expect(await setAll(at.fresh(), [change('P-1', whole(3))])).toEqual([{ outcome: 'answered', quantity: whole(10) }]);
      at.shop.fault('stock', { kind: 'stockChangedByOthers', by: 2 });
      expect(await setAll(at.fresh(), [change('P-1', whole(3))])).toEqual([{ outcome: 'answered', quantity: whole(5) }]);
    });

    it('of a product deleted meanwhile is refused, not taken for set', async () => {
      const { at, change } = await prepare();
      const changes = [change('P-1', whole(1)), change('P-2', whole(2))];
      at.shop.deleteListing('P-1');
      expect((await setAll(at.fresh(), changes)).map((answer) => answer.outcome)).toEqual(['refused', 'answered']);
    });

    if (others.includes('busy')) it('is sent again after a pause that the shop asks for', async () => {
      const { at, change } = await prepare();
      at.shop.fault('stock', { kind: 'busy', retryAfter: 3 });
      expect(await setAll(at.fresh(), [change('P-1', whole(1))])).toEqual([{ outcome: 'answered', quantity: whole(1) }]);
      expect(at.sleeps).toHaveLength(1);
      expect(at.sleeps[0]).toBeGreaterThanOrEqual(3_000);
    });

    it('is sent again, with the same number, when the answer was lost', async () => {
      const { at, change } = await prepare();
      at.shop.fault('stock', { kind: 'answerLost' });
      expect(await setAll(at.fresh(), [change('P-1', whole(1))])).toEqual([{ outcome: 'answered', quantity: whole(1) }]);
      expect(at.shop.stockOf('P-1')).toBe(1);
    });

    it('half done is never told as done', async () => {
      const { at, change, skus } = await prepare();
      const changes = skus(20).map((sku) => change(sku, whole(1)));
      const batch = at.fresh().stockBatches(changes)[0] ?? [];
      at.shop.fault('stock', { kind: 'halfBatch', done: 7, answers: true });
      const short = await at.fresh().setStock(batch, open);
      expect(short.ok).toBe(false);
      expect(short.ok ? null : short.error.retryAfter).not.toBeNull();
      expect([at.shop.stockOf('P-6'), at.shop.stockOf('P-7')]).toEqual([harness.isAtomic ? 10 : 1, 10]);
      at.shop.fault('stock', { kind: 'halfBatch', done: 12, answers: false }, 100);
      expect((await at.fresh().setStock(batch, open)).ok).toBe(false);
      at.shop.clearFaults();
      expect((await setAll(at.fresh(), changes)).every((answer) => answer.outcome === 'answered')).toBe(true);
      expect(skus(20).map((sku) => at.shop.stockOf(sku))).toEqual(skus(20).map(() => 1));
    });

    it('ends at the time-out and when it is aborted', async () => {
      const { at, change } = await prepare();
      const batch = [change('P-1', whole(1))];
      at.shop.fault('stock', { kind: 'hangs' });
      const late = await at.fresh({ timeoutSeconds: 0.2 }).setStock(batch, open);
      expect(late.ok ? null : late.error.retryAfter).toBeGreaterThan(0);
      at.shop.fault('stock', { kind: 'hangs' });
      const stop = new AbortController();
      const call = at.fresh().setStock(batch, stop.signal);
      setTimeout(() => { stop.abort(); }, 20);
      expect(await call).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    });
  });

  describe(`${harness.name}: a shop in trouble`, () => {
    type Calls = readonly (readonly [string, (store: Store, batch: readonly StockChange[]) => Promise<{ readonly ok: boolean; readonly error?: StoreFailure }>])[];
    const calls: Calls = [
      ['check', (store) => store.check(open)],
      ['pullOrders', (store) => store.pullOrders(null, START, open)],
      ['pullListings', (store) => store.pullListings(null, open)],
      ['setStock', (store, batch) => store.setStock(batch, open)],
    ];

    it.each(everywhere.map((fault) => [fault.kind, fault] as const))('%s: every call says so in plain words, without a secret', async (_, fault) => {
      const { at, change } = await prepare();
      at.shop.placeOrder([{ sku: 'P-1', quantity: 1 }]);
      const hidden = Object.values(at.shop.secrets).flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);
      for (const [, call] of calls) {
        at.shop.fault('any', fault, 100);
        const result = await call(at.fresh(), [change('P-1', whole(1))]);
        at.shop.clearFaults();
        expect(result.ok).toBe(false);
        const { error } = result;
        if (error === undefined) throw new Error('a failure without a problem');
        expect(error.what).toMatch(/[a-z].*\.$/);
        expect(error.todo).toMatch(/[a-z].*[.)]$/);
        expect(error.what + error.todo + (error.detail ?? '')).not.toMatch(/<\/?[a-z]|\bat .+:\d+:\d+/i);
        for (const secret of hidden) expect(JSON.stringify(error)).not.toContain(secret);
      }
      expect(at.shop.stockOf('P-1')).toBe(9);
    });

    if (others.includes('busy')) it('is left alone for as long as it asks', async () => {
      const { at } = await prepare();
      const before = at.shop.calls();
      at.shop.fault('orders', { kind: 'busy', retryAfter: 900 });
      expect(await at.fresh().pullOrders(null, START, open)).toMatchObject({ ok: false, error: { retryAfter: 900_000 } });
      expect(at.shop.calls()).toBe(before + 1);
      expect(at.sleeps).toEqual([]);
    });

    it('is asked again a few times when it stumbles, not for ever', async () => {
      const { at } = await prepare();
      const before = at.shop.calls();
      at.shop.fault('orders', stumble, 2);
      expect((await at.fresh().pullOrders(null, START, open)).ok).toBe(true);
      at.shop.fault('orders', stumble, 100);
      const result = await at.fresh().pullOrders(null, START, open);
      expect(result.ok ? null : result.error.retryAfter).toBeGreaterThan(0);
      expect(at.shop.calls() - before).toBeLessThanOrEqual(10);
    });

    if (others.includes('warningBeforeData')) it('that prints warnings before its data is still read', async () => {
      const { at, change } = await prepare();
      at.shop.fault('any', { kind: 'warningBeforeData' }, 100);
      must(await at.fresh().check(open));
      const found: readonly ListingRecord[] = must(await at.fresh().pullListings(null, open)).listings;
      expect(found.length).toBeGreaterThan(0);
      expect(await setAll(at.fresh(), [change('P-1', whole(1))])).toEqual([{ outcome: 'answered', quantity: whole(1) }]);
    });

    if (others.includes('redirect')) it('never sees the key at another address it points to', async () => {
      const { at, change } = await prepare();
      const other = await startBench(harness, []);
      running.push(other);
      at.shop.fault('any', { kind: 'redirect', to: `${other.shop.url}/wp-json/wc/v3/orders` }, 100);
      for (const [, call] of calls) expect(await call(at.fresh(), [change('P-1', whole(1))])).toMatchObject({ ok: false, error: { retryAfter: null } });
      expect(other.shop.calls()).toBe(0);
    });
  });
}
