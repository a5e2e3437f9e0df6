/** What every connector must do: signing in, orders and listings. Stock and faults are in stockConformance.ts. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { OrderPage } from '../../src/stores/store.ts';
import type { Harness, TestListing } from './harness.ts';
import { bench as startBench, latest, listAll, must, open, pullAll, START, type Bench } from './shopUnderTest.ts';

const GOODS: readonly TestListing[] = [{ sku: 'A-1', quantity: 10_000 }, { sku: 'B-2', quantity: 10_000 }];

export function storeConformance(harness: Harness): void {
  const running: Bench[] = [];
  const bench = async (listings = GOODS): Promise<Bench> => {
    const at = await startBench(harness, listings);
    running.push(at);
    return at;
  };
  afterEach(async () => {
    for (const at of running.splice(0)) await at.shop.close();
  });
  const place = (at: Bench, count: number, gap: number): void => {
    for (let index = 0; index < count; index += 1) {
      at.shop.placeOrder([{ sku: 'A-1', quantity: 1 }]);
      at.advance(gap);
    }
  };

  describe(`${harness.name}: signing in`, () => {
    it('says who answered', async () => {
      const at = await bench();
      const identity = must(await at.fresh().check(open));
      expect(identity.host).toBe(identity.host.toLowerCase());
      expect(identity.host).toContain(harness.hostPart);
      expect(identity.title).not.toBe('');
      expect(identity.clockOffset).toBe(0);
      expect(must(await at.fresh().check(open))).toEqual(identity);
    });

    it.each([20 * MINUTE, -20 * MINUTE])('measures a shop\'s clock that is off by %d ms, and works with it', async (offset) => {
      const at = await bench();
      at.shop.setClockOffset(offset);
      const identity = must(await at.fresh().check(open));
      expect(Math.abs(identity.clockOffset - offset)).toBeLessThanOrEqual(SECOND);
    });

    if (harness.connector.secretNames.length > 0) it('is refused for good with a wrong key, without showing it', async () => {
      const at = await bench();
      expect(at.shop.wrongSecrets.length).toBeGreaterThan(0);
      for (const secrets of at.shop.wrongSecrets) {
        const result = await at.fresh({ secrets }).check(open);
        expect(result).toMatchObject({ ok: false, error: { retryAfter: null } });
        for (const secret of Object.values(secrets)) expect(JSON.stringify(result)).not.toContain(secret);
      }
    });

    it('checks address and secrets before any call', async () => {
      const at = await bench();
      const { connector } = harness;
      expect(connector.validate({ url: at.shop.url, secrets: at.shop.secrets })).toBeNull();
      expect(connector.validate({ url: 'not a shop', secrets: at.shop.secrets })).toMatchObject({ field: 'url' });
      for (const name of connector.secretNames) {
        expect(connector.validate({ url: at.shop.url, secrets: { ...at.shop.secrets, [name]: '' } })).toMatchObject({ field: name });
      }
      expect(at.shop.calls()).toBe(0);
    });
  });

  describe(`${harness.name}: orders`, () => {
    it('come oldest change first, in pages of at most 100, all of them, by a cursor alone', async () => {
      const at = await bench();
      place(at, 250, 2 * SECOND);
      const { pages } = await pullAll(at, null);
      const live = pages.flatMap((page) => page.orders);
      expect(new Set(live.map((order) => order.id)).size).toBe(250);
      expect(live.length).toBeLessThan(260); // the overlap is a second, not a page
      for (const page of pages) expect(page.orders.length).toBeLessThanOrEqual(100);
      expect(live.every((order, index) => order.modifiedAt >= (live[index - 1]?.modifiedAt ?? START))).toBe(true);
    });

    it('come again only when something changed', async () => {
      const at = await bench();
      place(at, 30, MINUTE);
      const first = await pullAll(at, null);
      at.advance(MINUTE);
      const quiet = await pullAll(at, first.cursor);
      expect(quiet.pages.flatMap((page) => page.orders).length).toBeLessThanOrEqual(1); // the last second is looked at again
      const [oldest] = at.shop.orders();
      at.shop.touchOrder(oldest?.id ?? '');
      expect([...latest((await pullAll(at, quiet.cursor)).pages).keys()]).toContain(oldest?.id);
    });

    it('before the start are left alone', async () => {
      const at = await bench();
      place(at, 3, SECOND);
      at.advance(MINUTE);
      const from = at.now();
      const later = at.shop.placeOrder([{ sku: 'A-1', quantity: 1 }]);
      const page = must(await at.fresh().pullOrders(null, from, open));
      expect(page.orders.map((order) => order.id)).toEqual([later]);
    });

    it('of one second that fill several pages are all found, and those after them', async () => {
      const at = await bench();
      place(at, 20, SECOND);
      place(at, 250, 0);
      at.advance(SECOND);
      place(at, 130, 0);
      at.advance(SECOND);
      place(at, 20, SECOND);
      const { pages, cursor } = await pullAll(at, null);
      expect(latest(pages).size).toBe(420);
      at.advance(MINUTE);
      place(at, 5, SECOND);
      expect([...latest((await pullAll(at, cursor)).pages).keys()]).toEqual(expect.arrayContaining(at.shop.orders().slice(-5).map((order) => order.id)));
    });

    it('in the second of the pull itself are not passed over', async () => {
      const at = await bench();
      place(at, 3, 0);
      const first = await pullAll(at, null);
      place(at, 2, 0); // the clock has not moved
      const second = await pullAll(at, first.cursor);
      expect(latest([...first.pages, ...second.pages]).size).toBe(5);
    });

    it('of a burst that are touched while it is read are not lost', async () => {
      const at = await bench();
      place(at, 350, 0);
      at.advance(10 * SECOND);
      const ids = at.shop.orders().map((order) => order.id);
      let round = 0;
      const { pages } = await pullAll(at, null, () => {
        if (round < 8) for (const id of ids.slice(round * 5, round * 5 + 3)) at.shop.touchOrder(id);
        round += 1;
        at.advance(SECOND);
      });
      const seen = latest(pages);
      for (const order of at.shop.orders()) expect(seen.get(order.id)?.modifiedAt).toBe(order.modifiedAt);
    });

    it('survive any mix of changes while they are pulled', async () => {
      const step = fc.oneof(
        fc.record({ kind: fc.constant('place' as const), count: fc.integer({ min: 1, max: 60 }) }),
        fc.record({ kind: fc.constantFrom('touch' as const, 'trash' as const, 'cancel' as const, 'refund' as const), pick: fc.nat() }),
        fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 3 }) }),
      );
      await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 230 }), fc.integer({ min: 0, max: 1 }), fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }), async (first, gap, rounds) => {
        const at = await startBench(harness, GOODS);
        try {
          place(at, first, gap * SECOND);
          const apply = (round: (typeof rounds)[number]): void => {
            for (const action of round) {
              if (action.kind === 'place') place(at, action.count, 0);
              else if (action.kind === 'wait') at.advance(action.seconds * SECOND);
              else {
                const orders = at.shop.orders().filter((order) => !order.gone);
                const id = orders[action.pick % Math.max(1, orders.length)]?.id;
                if (id === undefined) continue;
                if (action.kind === 'touch') at.shop.touchOrder(id);
                else if (action.kind === 'trash') at.shop.trashOrder(id);
                else if (action.kind === 'cancel') at.shop.cancelOrder(id);
                else at.shop.refundMoney(id, '0.01');
              }
            }
          };
          const pages: OrderPage[] = [];
          const left = [...rounds];
          const once = await pullAll(at, null, () => { apply(left.shift() ?? []); });
          pages.push(...once.pages);
          for (const round of left) apply(round);
          at.advance(5 * SECOND);
          pages.push(...(await pullAll(at, once.cursor)).pages);
          const seen = latest(pages);
          for (const order of at.shop.orders()) {
            if (seen.get(order.id)?.modifiedAt !== order.modifiedAt) throw new Error(`order ${order.id} was lost`);
            if (seen.get(order.id)?.gone !== order.gone) throw new Error(`order ${order.id} is not told as ${order.gone ? 'gone' : 'there'}`);
          }
        } finally {
          await at.shop.close();
        }
      }), { numRuns: 25 });
    });

    it('are not lost when a page fails: the same cursor works again', async () => {
      const at = await bench();
      place(at, 150, SECOND);
      const first = must(await at.fresh().pullOrders(null, START, open));
      at.shop.fault('orders', harness.faults.down, 10);
      expect((await at.fresh().pullOrders(first.cursor, START, open)).ok).toBe(false);
      at.shop.clearFaults();
      expect(latest([first, ...(await pullAll(at, first.cursor)).pages]).size).toBe(150);
    });

    it('carry their refunds, with the pieces and money that came back', async () => {
      const at = await bench();
      const id = at.shop.placeOrder([{ sku: 'A-1', quantity: 3 }, { sku: 'B-2', quantity: 1 }]);
      at.advance(MINUTE);
      const { cursor, pages } = await pullAll(at, null);
      const before = latest(pages).get(id);
      expect(before).toMatchObject({ refunds: [], lines: [{ sku: 'A-1', quantity: whole(3), stockTaken: whole(3), stockRestocked: 0 }, { sku: 'B-2', stockTaken: whole(1) }] });
      at.shop.refundOnePiece(id);
      at.advance(SECOND);
      at.shop.refundMoney(id, '2.00');
      at.advance(SECOND);
      const after = latest((await pullAll(at, cursor)).pages).get(id);
      expect(after?.refunds).toHaveLength(2);
      const [goods, money] = after?.refunds ?? [];
      expect(goods).toMatchObject({ orderId: id, lines: [{ orderLineId: before?.lines[0]?.id, sku: 'A-1', quantity: whole(1) }] });
      expect(goods?.total).toBe(goods?.lines.reduce((sum, line) => sum + line.total + line.tax, 0));
      expect(money).toMatchObject({ total: 200, lines: [], charges: [] });
      expect(after?.lines[0]).toMatchObject({ quantity: whole(3), stockTaken: whole(3), stockRestocked: whole(1) });
      expect(after?.total).toBe(before?.total);
    });

    it('take nothing from stock once cancelled, and are told as gone once trashed', async () => {
      const at = await bench();
      const cancelled = at.shop.placeOrder([{ sku: 'A-1', quantity: 2 }]);
      const trashed = at.shop.placeOrder([{ sku: 'A-1', quantity: 2 }]);
      at.advance(SECOND);
      const { cursor } = await pullAll(at, null);
      at.shop.cancelOrder(cancelled);
      at.shop.trashOrder(trashed);
      at.advance(SECOND);
      const seen = latest((await pullAll(at, cursor)).pages);
      expect(seen.get(cancelled)).toMatchObject({ gone: false, lines: [{ stockTaken: 0 }] });
      expect(seen.get(trashed)).toMatchObject({ gone: true });
    });

    it('are found after the shop\'s clock was set back', async () => {
      const at = await bench();
      at.shop.setClockOffset(10 * MINUTE);
      place(at, 3, SECOND);
      at.advance(MINUTE);
      const { cursor } = await pullAll(at, null);
      at.shop.setClockOffset(0);
      at.advance(MINUTE);
      const id = at.shop.placeOrder([{ sku: 'A-1', quantity: 1 }]);
      at.advance(MINUTE);
      expect([...latest((await pullAll(at, cursor)).pages).keys()]).toContain(id);
    });

    it('stop being pulled soon after the signal fires', async () => {
      const at = await bench();
      at.shop.fault('orders', { kind: 'hangs' });
      const stop = new AbortController();
      const pull = at.fresh().pullOrders(null, START, stop.signal);
      setTimeout(() => { stop.abort(); }, 20);
      expect(await pull).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    });
  });

  describe(`${harness.name}: listings`, () => {
    const many: readonly TestListing[] = [
      ...Array.from({ length: 230 }, (_, index) => ({ sku: `P-${String(index)}`, quantity: index })),
      ...Array.from({ length: 25 }, (_, index) => ({
        sku: `V-${String(index)}`, quantity: null,
        variations: [{ sku: `V-${String(index)}-S`, quantity: 3 }, { sku: `V-${String(index)}-L`, quantity: null }],
      })),
      { sku: 'MUG', quantity: 40, variations: [{ sku: 'MUG-WHITE', quantity: 'parent' }] },
      { sku: 'BIG', quantity: null, variations: Array.from({ length: 130 }, (_, index) => ({ sku: `BIG-${String(index)}`, quantity: 1 })) },
      { sku: 'FREE', quantity: null },
      { sku: 'DRAFT', quantity: 4, draft: true, variations: [{ sku: 'DRAFT-S', quantity: 1 }] },
    ];

    it('are complete, variations included, each once, by a cursor alone', async () => {
      const at = await bench(many);
      const found = await listAll(at);
      expect(found.map((listing) => listing.sku).toSorted()).toEqual(at.shop.skus().toSorted());
      expect(new Set(found.map((listing) => listing.key)).size).toBe(found.length);
      const bySku = new Map(found.map((listing) => [listing.sku, listing]));
      expect(bySku.get('P-7')).toMatchObject({ parentKey: null, stockKeeper: 'self', storeQuantity: whole(7), isSellable: true });
      expect(bySku.get('V-3')).toMatchObject({ parentKey: null, stockKeeper: 'none', storeQuantity: null });
      expect(bySku.get('V-3-S')).toMatchObject({ parentKey: bySku.get('V-3')?.key, stockKeeper: 'self', storeQuantity: whole(3) });
      expect(bySku.get('V-3-L')).toMatchObject({ stockKeeper: 'none' });
      expect(bySku.get('MUG-WHITE')).toMatchObject({ stockKeeper: 'parent', parentKey: bySku.get('MUG')?.key });
      expect(bySku.get('FREE')).toMatchObject({ stockKeeper: 'none', storeQuantity: null });
      expect([bySku.get('DRAFT')?.isSellable, bySku.get('DRAFT-S')?.isSellable]).toEqual([false, false]);
    });

    it('are not skipped when others are deleted between two pages', async () => {
      const at = await bench(many);
      const found = await listAll(at, (page) => {
        if (page === 0) for (const sku of ['P-1', 'P-2', 'P-50']) at.shop.deleteListing(sku);
        if (page === 1) at.shop.deleteListing('P-60');
      });
      const skus = new Set(found.map((listing) => listing.sku));
      for (const sku of at.shop.skus()) expect(skus).toContain(sku);
    });

    it('of an empty shop are none', async () => {
      expect(await listAll(await bench([]))).toEqual([]);
    });
  });
}
