/** What every connector that can tell a shop about its orders must do: at least once, a note never twice, and no order brought back to life. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Store, WriteBack, WriteBackAnswer } from '../../src/stores/store.ts';
import type { Harness, ShopFault } from './harness.ts';
import { bench as startBench, must, open, type Bench } from './shopUnderTest.ts';

const META = { _quickbooks_txn_id: '1A2B-1763737200', _quickbooks_number: 'W1036' };
const NOTE = 'Order entered in QuickBooks as sales receipt W1036 (SB-ABCDEFGHIJKL).';

/** Nothing may have come of it; trying again helps. */
const PASSING: readonly ShopFault[] = [
  { kind: 'busy', retryAfter: 1 }, { kind: 'brokenServer' }, { kind: 'brokenProxy' }, { kind: 'maintenance' }, { kind: 'webPage' }, { kind: 'emptyAnswer' }, { kind: 'connectionLost' },
];

export function writeBackConformance(harness: Harness): void {
  const running: Bench[] = [];
  afterEach(async () => {
    for (const at of running.splice(0)) await at.shop.close();
  });

  const prepare = async (): Promise<{ readonly at: Bench; readonly id: string; readonly what: (more?: Partial<WriteBack>) => WriteBack }> => {
    const at = await startBench(harness, [{ sku: 'A-1', quantity: 100 }]);
    running.push(at);
    const id = at.shop.placeOrder([{ sku: 'A-1', quantity: 1 }]);
    const { status } = at.shop.told(id);
    return { at, id, what: (more = {}) => ({ orderId: id, note: NOTE, meta: META, status: { to: at.shop.nextStatus, from: [status] }, ...more }) };
  };

  const tell = async (at: Bench, what: WriteBack, store: Store = at.fresh()): Promise<WriteBackAnswer> => {
    if (store.writeBack === undefined) throw new Error('this connector tells its shop nothing');
    return must(await store.writeBack(what, open));
  };

  /** As the engine does: by a store that remembers nothing, until the shop has confirmed it. */
  const tellUntilConfirmed = async (at: Bench, what: WriteBack): Promise<void> => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await at.fresh().writeBack?.(what, open);
      if (answer?.ok === true) {
        expect(answer.value).toMatchObject({ outcome: 'confirmed' });
        return;
      }
      expect(answer?.ok === false && answer.error.retryAfter).not.toBeNull();
      at.shop.clearFaults();
    }
    throw new Error('the shop was never told');
  };

  const ours = (at: Bench, id: string): readonly string[] => at.shop.told(id).notes.filter((note) => note.includes('QuickBooks'));

  describe(`${harness.name}: telling the shop`, () => {
    it('puts note, fields and status on that order and no other', async () => {
      const { at, id, what } = await prepare();
      const other = at.shop.placeOrder([{ sku: 'A-1', quantity: 1 }]);
      const before = at.shop.told(other);
      expect(await tell(at, what())).toEqual({ outcome: 'confirmed', unchanged: '' });
      expect(ours(at, id)).toEqual([NOTE]);
      expect(at.shop.told(id)).toMatchObject({ status: at.shop.nextStatus, meta: META });
      expect(at.shop.told(other)).toEqual(before);
    });

    it.each([
      ['note', {}], ['note', { meta: {} }], ['note', { meta: {}, status: null }], ['fields', { note: null, status: null }],
    ] as const)('may be repeated without harm (%s, %j)', async (_, more) => {
      const { at, id, what } = await prepare();
      await tell(at, what(more));
      const once = at.shop.told(id);
      expect(await tell(at, what(more))).toEqual({ outcome: 'confirmed', unchanged: '' });
      expect(at.shop.told(id)).toEqual(once);
    });

    it('tells two things of one order, each once: the order and its refund', async () => {
      const { at, id, what } = await prepare();
      const refund = 'Refund 7 entered in QuickBooks as credit memo WR7 (SB-MNOPQRSTUVWX).';
      for (let round = 0; round < 2; round += 1) {
        await tell(at, what());
        await tell(at, what({ note: refund, meta: {}, status: null }));
      }
      expect([...ours(at, id)].sort()).toEqual([NOTE, refund].sort());
    });

    it.each(['note', 'orderChange'] as const)('writes no second note when the answer to a call (%s) is lost', async (where) => {
      const { at, id, what } = await prepare();
      at.shop.fault(where, { kind: 'answerLost' }, 10);
      await tellUntilConfirmed(at, what());
      expect(ours(at, id)).toEqual([NOTE]);
      expect(at.shop.told(id)).toMatchObject({ status: at.shop.nextStatus, meta: META });
    });

    it('writes no second note when there are no fields to show that the first is there', async () => {
      const { at, id, what } = await prepare();
      at.shop.fault('note', { kind: 'answerLost' }, 10);
      await tellUntilConfirmed(at, what({ meta: {}, status: null }));
      expect(ours(at, id)).toEqual([NOTE]);
    });

    it.each(PASSING.flatMap((fault) => (['note', 'orderChange'] as const).map((where) => [where, fault] as const)))('comes through when the shop fails for a while (%s, %j)', async (where, fault) => {
      const { at, id, what } = await prepare();
      at.shop.fault(where, fault, 10);
      await tellUntilConfirmed(at, what());
      expect(ours(at, id)).toEqual([NOTE]);
      expect(at.shop.told(id)).toMatchObject({ status: at.shop.nextStatus, meta: META });
    });

    it('does not move an order that has another status by now, and says so', async () => {
      const { at, id, what } = await prepare();
      at.shop.cancelOrder(id);
      const { status } = at.shop.told(id);
      const answer = await tell(at, what());
      expect(answer).toMatchObject({ outcome: 'confirmed' });
      expect(answer.outcome === 'confirmed' && answer.unchanged).toContain(status);
      expect(at.shop.told(id)).toMatchObject({ status, meta: META });
    });

    it('says so when the order is in the trash, and leaves it there', async () => {
      const { at, id, what } = await prepare();
      at.shop.trashOrder(id);
      const before = at.shop.told(id);
      expect(await tell(at, what())).toMatchObject({ outcome: 'refused' });
      expect(at.shop.told(id)).toEqual(before);
    });

    it('says so of an order that the shop never had', async () => {
      const { at, what } = await prepare();
      expect(await tell(at, what({ orderId: '987654' }))).toMatchObject({ outcome: 'refused' });
    });

    it('makes no difference to what the order sells, when it is pulled again', async () => {
      const { at, id, what } = await prepare();
      const pulled = async () => must(await at.fresh().pullOrders(null, at.now(), open)).orders.find((order) => order.id === id);
      const before = await pulled();
      at.advance(5_000);
      await tell(at, what());
      const after = must(await at.fresh().pullOrders(null, before?.createdAt ?? at.now(), open)).orders.find((order) => order.id === id);
      expect(before).toBeDefined();
      expect(after?.lines).toEqual(before?.lines);
      expect(after?.total).toBe(before?.total);
      expect(after?.refunds).toEqual([]);
    });

    it('keeps the keys out of what it says when the shop echoes the call', async () => {
      const { at, what } = await prepare();
      at.shop.fault('any', { kind: 'echoesCall' }, 10);
      const answer = JSON.stringify(await at.fresh().writeBack?.(what(), open));
      for (const secret of Object.values(at.shop.secrets)) expect(answer).not.toContain(secret);
    });
  });
}
