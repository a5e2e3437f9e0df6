/** Several shops that sell the same item: each is told what is left of all of them. */
import { describe, expect, it } from 'vitest';
import type { ListID } from '../../src/domain/ids.ts';
import { MINUTE } from '../../src/domain/calendar.ts';
import { itemRecord, listing, quantity, StockBench } from '../support/stockBench.ts';

describe('several shops', () => {
  async function twoShops(settings: readonly [object, object] = [{}, {}]): Promise<StockBench> {
    const bench = new StockBench({ shops: settings });
    for (const n of [0, 1]) {
      bench.shop(n).store.list('MUG', 0);
      await bench.refresh(n);
    }
    bench.answer([itemRecord('MUG', 10)]);
    for (const n of [0, 1]) await bench.pull(n);
    await bench.push();
    return bench;
  }

  it('lowers the other shop when one sells', async () => {
    const bench = await twoShops();
    bench.shop(0).store.sell(listing(bench), 4);
    await bench.pull(0);
    await bench.push();
    expect([listing(bench).stock, listing(bench, '1', 1).stock]).toEqual([6, 6]);
    bench.shop(1).store.sell(listing(bench, '1', 1), 1);
    await bench.pull(1);
    await bench.push();
    expect([listing(bench).stock, listing(bench, '1', 1).stock]).toEqual([5, 5]);
  });

  it('lowers but does not raise while the other shop cannot be read, says so once, and makes good later', async () => {
    const bench = await twoShops();
    bench.shop(1).store.isDown = true;
    bench.advance(16 * MINUTE);
    bench.answer([itemRecord('MUG', 20)]);
    await bench.push();
    for (let n = 0; n < 3; n += 1) {
      bench.advance(2 * MINUTE);
      await bench.push();
    }
    expect(listing(bench).stock).toBe(10);
    expect(bench.log('MUG').filter((line) => line.outcome === 'skipped').map((line) => line.text)).toEqual([expect.stringContaining('Not raised to 20: Shop 2')]);
    bench.answer([itemRecord('MUG', 7)]);
    bench.advance(2 * MINUTE);
    await bench.push();
    expect(listing(bench).stock).toBe(7);
    bench.answer([itemRecord('MUG', 20)]);
    bench.shop(1).store.isDown = false;
    bench.advance(2 * MINUTE);
    await bench.pull(1);
    await bench.push();
    bench.advance(MINUTE);
    await bench.push();
    expect([listing(bench).stock, listing(bench, '1', 1).stock]).toEqual([20, 20]);
  });

  it('knows that a shop which sold shows less than it confirmed: giving that back would be raising', async () => {
    const bench = await twoShops();
    bench.shop(1).store.isDown = true;
    bench.advance(16 * MINUTE);
    bench.shop(0).store.sell(listing(bench), 3);
    bench.answer([itemRecord('MUG', 12)]);
    await bench.push();
    expect(listing(bench).stock).toBe(7);
    bench.answer([itemRecord('MUG', 10)]);
    bench.advance(2 * MINUTE);
    await bench.push();
    expect(listing(bench).stock).toBe(7);
    expect(bench.rows().filter((row) => row.sku === 'MUG' && row.state === 'pending')).toHaveLength(1);
  });

  it('subtracts sales orders for every shop as soon as one of them posts them', async () => {
    const bench = await twoShops([{}, { documentKind: 'salesOrder' }]);
    bench.answer([itemRecord('MUG', 10, { quantityOnSalesOrder: quantity(3) })]);
    await bench.push();
    expect([listing(bench).stock, listing(bench, '1', 1).stock]).toEqual([7, 7]);
  });

  it('still subtracts them after the shop changed to another kind of document', async () => {
    const bench = await twoShops([{}, {}]);
    const order = bench.shop(1).store.sell(listing(bench, '1', 1), 3);
    await bench.pull(1);
    bench.documentDone(1, order, { kind: 'salesOrder' });
    bench.answer([itemRecord('MUG', 10, { quantityOnSalesOrder: quantity(3) })]);
    await bench.push();
    expect([listing(bench).stock, listing(bench, '1', 1).stock]).toEqual([7, 7]);
  });

  it('offers as many kits as the scarcest member allows', async () => {
    const bench = new StockBench();
    bench.shop().store.list('SET', 0);
    bench.shop().store.list('CUP', 0);
    await bench.refresh();
    bench.answer([itemRecord('CUP', 9), itemRecord('TRAY', 30)]);
    bench.answer([itemRecord('SET', null, { kind: 'group', members: [{ listId: 'L-CUP' as ListID, quantity: quantity(2) }, { listId: 'L-TRAY' as ListID, quantity: quantity(1) }] })]);
    await bench.push();
    expect([listing(bench).stock, listing(bench, '2').stock]).toEqual([4, 9]);
    bench.shop().store.sell(listing(bench), 2);
    await bench.pull();
    await bench.push();
    expect([listing(bench).stock, listing(bench, '2').stock]).toEqual([2, 5]);
    bench.shop().store.sell(listing(bench, '2'), 2);
    await bench.pull();
    await bench.push();
    expect([listing(bench).stock, listing(bench, '2').stock]).toEqual([1, 3]);
  });
});
