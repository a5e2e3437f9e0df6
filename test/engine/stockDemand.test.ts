/** What is in flight: sold in any shop and not inside the quantity that QuickBooks gave. */
import { describe, expect, it } from 'vitest';
import type { ListID } from '../../src/domain/ids.ts';
import { itemDemand } from '../../src/engine/db/demand.ts';
import { itemByListId } from '../../src/engine/db/items.ts';
import { setLink } from '../../src/engine/db/links.ts';
import { listingByKey } from '../../src/engine/db/listings.ts';
import { setPosted } from '../../src/engine/db/jobs.ts';
import type { JobId } from '../../src/domain/ids.ts';
import { pieces } from '../support/modelStore.ts';
import { itemRecord, quantity, StockBench } from '../support/stockBench.ts';

function inFlight(bench: StockBench, sku: string): number {
  const item = itemByListId(bench.db, bench.companyId, `L-${sku}` as ListID);
  if (item === null) throw new Error('no item');
  return pieces(itemDemand(bench.db, item).inFlight);
}

function openLines(bench: StockBench): number {
  return bench.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM order_line WHERE open = 1').get()?.n ?? 0;
}

async function oneItem(shops = 1): Promise<StockBench> {
  const bench = new StockBench({ shops: Array.from({ length: shops }, () => ({})) });
  for (let n = 0; n < shops; n += 1) {
    bench.shop(n).store.list('MUG', 10);
    await bench.refresh(n);
  }
  bench.answer([itemRecord('MUG', 10)]);
  return bench;
}

function mug(bench: StockBench, shop = 0) {
  const listing = bench.shop(shop).store.listings.get('1');
  if (listing === undefined) throw new Error('no listing');
  return listing;
}

describe('demand', () => {
  it('is subtracted until a read that was asked for after the document\'s success', async () => {
    const bench = await oneItem();
    const order = bench.shop().store.sell(mug(bench), 3);
    await bench.pull();
    expect(inFlight(bench, 'MUG')).toBe(3);
    const asked = bench.handOut();
    expect(bench.documentDone(0, order)).toBe(true);
    bench.answer([itemRecord('MUG', 7)], asked);
    expect(inFlight(bench, 'MUG')).toBe(3);
    expect(openLines(bench)).toBe(1);
    bench.answer([itemRecord('MUG', 7)]);
    expect(inFlight(bench, 'MUG')).toBe(0);
    expect(openLines(bench)).toBe(0);
  });

  it('never lets an answer to an older request overwrite a newer one', async () => {
    const bench = await oneItem();
    const older = bench.handOut();
    expect(bench.answer([itemRecord('MUG', 4)])).toMatchObject({ stored: 1, changed: 1 });
    expect(bench.answer([itemRecord('MUG', 9)], older)).toMatchObject({ stored: 0, changed: 0 });
    expect(itemByListId(bench.db, bench.companyId, 'L-MUG' as ListID)?.quantityOnHand).toBe(quantity(4));
  });

  it('counts the lines of every shop fed from the item, and orders that are not to be imported', async () => {
    const bench = await oneItem(2);
    bench.shop(0).store.sell(mug(bench, 0), 1);
    bench.shop(1).store.sell(mug(bench, 1), 2, 'on-hold');
    await bench.pull(0);
    await bench.pull(1);
    expect(inFlight(bench, 'MUG')).toBe(3);
    bench.shop(1).store.cancel('1');
    await bench.pull(1);
    expect(inFlight(bench, 'MUG')).toBe(1);
  });

  it('counts a kit as its members, and closes its lines only when every member was read', async () => {
    const bench = new StockBench();
    const kit = bench.shop().store.list('SET', 5);
    await bench.refresh();
    bench.answer([itemRecord('CUP', 20), itemRecord('TRAY', 9)]);
    bench.answer([itemRecord('SET', null, { kind: 'group', members: [{ listId: 'L-CUP' as ListID, quantity: quantity(2) }, { listId: 'L-TRAY' as ListID, quantity: quantity(1) }] })]);
    const order = bench.shop().store.sell(kit, 3);
    await bench.pull();
    expect(inFlight(bench, 'CUP')).toBe(6);
    expect(inFlight(bench, 'TRAY')).toBe(3);
    bench.documentDone(0, order);
    bench.answer([itemRecord('CUP', 14)]);
    expect(inFlight(bench, 'CUP')).toBe(0);
    expect(inFlight(bench, 'TRAY')).toBe(3);
    expect(openLines(bench)).toBe(1);
    bench.answer([itemRecord('TRAY', 6)]);
    expect(inFlight(bench, 'TRAY')).toBe(0);
    expect(openLines(bench)).toBe(0);
  });

  it('finds lines whose listing is unknown here by their SKU, but only where the SKU is certain', async () => {
    const bench = await oneItem();
    bench.answer([itemRecord('PEN', 5, { listId: 'L-PEN' as ListID, name: 'PEN', fullName: 'Office:PEN' })]);
    const unknown = bench.shop().store.list('pen', 5);
    bench.shop().store.sell(unknown, 2);
    await bench.pull();
    expect(inFlight(bench, 'PEN')).toBe(2);
    bench.answer([itemRecord('PEN2', 5, { name: 'PEN', fullName: 'Home:PEN' })]);
    expect(inFlight(bench, 'PEN')).toBe(0);
    expect(inFlight(bench, 'PEN2')).toBe(0);
  });

  it('gives the sales of a variation without an item of its own to its parent, which keeps its stock', async () => {
    const bench = new StockBench();
    const parent = bench.shop().store.list('SHIRT', 10);
    const red = bench.shop().store.list('SHIRT-RED', 0, { key: '1/2', parentKey: '1', keeper: 'parent' });
    await bench.refresh();
    bench.answer([itemRecord('SHIRT', 10)]);
    await bench.push();
    expect(parent.stock).toBe(10);
    bench.shop().store.sell(red, 1);
    await bench.pull();
    expect(inFlight(bench, 'SHIRT')).toBe(1);
    await bench.push();
    expect(parent.stock).toBe(9);
    expect(bench.shop().store.calls).toHaveLength(2);
  });

  it('keeps a pending document in flight until it was seen completed before the read', async () => {
    const bench = await oneItem();
    const order = bench.shop().store.sell(mug(bench), 2);
    await bench.pull();
    bench.documentDone(0, order, { posts: false });
    bench.answer([itemRecord('MUG', 10)]);
    expect(inFlight(bench, 'MUG')).toBe(2);
    const job = bench.db.prepare<[], { id: number }>('SELECT id FROM job').get();
    const asked = bench.handOut();
    setPosted(bench.db, job?.id as JobId, bench.handOut());
    bench.answer([itemRecord('MUG', 8)], asked);
    expect(inFlight(bench, 'MUG')).toBe(2);
    bench.answer([itemRecord('MUG', 8)]);
    expect(inFlight(bench, 'MUG')).toBe(0);
  });

  it('follows a person\'s link, and takes nothing for orders that do not count', async () => {
    const bench = await oneItem();
    const other = bench.shop().store.list('UNNAMED', 1);
    await bench.refresh();
    const listing = listingByKey(bench.db, bench.shop().id, other.key);
    if (listing === null) throw new Error('no listing');
    setLink(bench.db, bench.companyId, listing.id, 'L-MUG' as ListID, 'person');
    bench.shop().store.sell(other, 4);
    await bench.pull();
    expect(inFlight(bench, 'MUG')).toBe(4);
    bench.db.prepare('UPDATE store_order SET counts = 0').run();
    expect(inFlight(bench, 'MUG')).toBe(0);
  });
});
