/** Routing: what is due, how it goes, what is held, and what the log says of the rest. */
import { describe, expect, it } from 'vitest';
import type { ListID } from '../../src/domain/ids.ts';
import { markConnectionDue } from '../../src/engine/db/due.ts';
import { linkedItem, linkOf } from '../../src/engine/db/links.ts';
import { listingByKey } from '../../src/engine/db/listings.ts';
import { approveHeld, countUpdates, discardHeld } from '../../src/engine/db/updates.ts';
import { itemRecord, StockBench } from '../support/stockBench.ts';

async function manyListings(count: number, onHand = 5): Promise<StockBench> {
  const bench = new StockBench();
  for (let n = 0; n < count; n += 1) bench.shop().store.list(`SKU-${String(n)}`, onHand);
  await bench.refresh();
  bench.answer(Array.from({ length: count }, (_, n) => itemRecord(`SKU-${String(n)}`, onHand)));
  return bench;
}

function setOnHand(bench: StockBench, count: number, onHand: number, from = 0): void {
  bench.answer(Array.from({ length: count }, (_, n) => itemRecord(`SKU-${String(from + n)}`, onHand)));
}

describe('routing', () => {
  it.each([[60, 'inline'], [61, 'queued']] as const)('sends %i listings %s', async (count, route) => {
    const bench = await manyListings(count);
    const report = await bench.route();
    expect(report.connections).toEqual([{ connectionId: bench.shop().id, route, due: count, held: 0, total: count }]);
    expect(new Set(bench.rows().map((row) => row.route))).toEqual(new Set([route]));
  });

  it('counts what is pending already, and everything that waits joins the queue', async () => {
    const bench = await manyListings(61);
    setOnHand(bench, 61, 5);
    bench.db.prepare('UPDATE listing SET check_due = 0 WHERE id > 40').run();
    expect((await bench.route()).connections[0]).toMatchObject({ route: 'inline', due: 40, total: 40 });
    bench.db.prepare('UPDATE listing SET check_due = 1 WHERE id > 40').run();
    expect((await bench.route()).connections[0]).toMatchObject({ route: 'queued', due: 21, total: 61 });
    expect(bench.rows().every((row) => row.route === 'queued')).toBe(true);
  });

  it('keeps one row per listing, and its version grows', async () => {
    const bench = await manyListings(1);
    await bench.route();
    setOnHand(bench, 1, 4);
    await bench.route();
    setOnHand(bench, 1, 3);
    await bench.route();
    expect(bench.rows()).toEqual([expect.objectContaining({ version: 3, state: 'pending' })]);
  });

  it('finds nothing due when the number is the confirmed one, unless an order touched the listing', async () => {
    const bench = await manyListings(1);
    await bench.push();
    setOnHand(bench, 1, 5);
    expect((await bench.route()).connections[0]).toMatchObject({ due: 0, total: 0 });
    const listing = bench.shop().store.listings.get('1');
    if (listing === undefined) throw new Error('no listing');
    bench.shop().store.cancel(bench.shop().store.sell(listing, 1));
    await bench.pull();
    expect((await bench.route()).connections[0]).toMatchObject({ due: 1 });
  });

  it('sends again when the shop was seen with another number than it confirmed', async () => {
    const bench = await manyListings(1);
    await bench.push();
    const listing = bench.shop().store.listings.get('1');
    if (listing === undefined) throw new Error('no listing');
    listing.stock = 99;
    bench.advance(1000);
    await bench.refresh();
    await bench.push();
    expect(listing.stock).toBe(5);
  });

  it('says once why a listing is skipped, and again when the reason is another', async () => {
    const bench = new StockBench();
    bench.shop().store.list('NOPE', 1);
    bench.shop().store.list('', 1);
    bench.shop().store.list('FIX', 1);
    bench.shop().store.list('OFF', 1, { keeper: 'none' });
    await bench.refresh();
    bench.answer([itemRecord('FIX', null), itemRecord('OFF', 4)]);
    await bench.route();
    markConnectionDue(bench.db, bench.shop().id);
    await bench.route();
    const skipped = bench.log().filter((line) => line.outcome === 'skipped');
    expect(skipped.map((line) => [line.sku, /No active|no SKU|not a stock item|does not manage/.exec(line.text)?.[0]]).sort()).toEqual([
      ['', 'no SKU'], ['FIX', 'not a stock item'], ['NOPE', 'No active'], ['OFF', 'does not manage'],
    ]);
    bench.answer([itemRecord('NOPE', 3, { isActive: false })]);
    bench.answer([itemRecord('NOPE', 3)]);
    await bench.push();
    expect(bench.log('NOPE')[0]).toMatchObject({ outcome: 'confirmed' });
  });

  it('names an item that changed and that a shop does not sell, once per change', async () => {
    const bench = await manyListings(1);
    bench.answer([itemRecord('ALONE', 4)]);
    await bench.route();
    bench.answer([itemRecord('ALONE', 4)]);
    await bench.route();
    expect(bench.log('ALONE')).toHaveLength(1);
    bench.answer([itemRecord('ALONE', 3)]);
    await bench.route();
    expect(bench.log('alone').map((line) => line.outcome)).toEqual(['skipped', 'skipped']);
  });

  it('does not guess between two items of the same name, and keeps a remembered pair through a rename', async () => {
    const bench = new StockBench();
    bench.shop().store.list('MUG', 1);
    bench.answer([itemRecord('A', 4, { name: 'MUG', fullName: 'A:MUG' }), itemRecord('B', 4, { name: 'MUG', fullName: 'B:MUG' })]);
    await bench.refresh();
    await bench.route();
    const listing = listingByKey(bench.db, bench.shop().id, '1');
    if (listing === null) throw new Error('no listing');
    expect(linkOf(bench.db, listing.id)).toBeNull();
    expect(bench.log('MUG')[0]?.text).toMatch(/Several QuickBooks items are named "MUG": A:MUG, B:MUG/);
    bench.answer([itemRecord('B', 4, { name: 'MUG', fullName: 'B:MUG', isActive: false })]);
    expect(linkedItem(bench.db, listing.id)?.listId).toBe('L-A');
    bench.answer([itemRecord('A', 4, { name: 'CUP', fullName: 'A:CUP' })]);
    expect(linkedItem(bench.db, listing.id)?.listId).toBe('L-A');
    bench.answer([itemRecord('A', 4, { name: 'CUP', fullName: 'A:CUP', isActive: false }), itemRecord('C', 4, { name: 'MUG', fullName: 'MUG' })]);
    expect(linkedItem(bench.db, listing.id)?.listId).toBe('L-C');
  });

  it('drops the automatic pair when the SKU changes', async () => {
    const bench = await manyListings(2);
    const listing = bench.shop().store.listings.get('1');
    if (listing === undefined) throw new Error('no listing');
    listing.sku = 'SKU-1';
    bench.advance(1000);
    await bench.refresh();
    const row = listingByKey(bench.db, bench.shop().id, '1');
    expect(row && linkedItem(bench.db, row.id)?.listId).toBe('L-SKU-1' as ListID);
  });
});

describe('zero brake', () => {
  it('holds a run that would empty more than 20 % and at least 20, and says so once per listing', async () => {
    const bench = await manyListings(99);
    await bench.push();
    setOnHand(bench, 20, 0);
    setOnHand(bench, 3, 4, 50);
    expect((await bench.push()).connections[0]).toMatchObject({ held: 23, due: 0, total: 0 });
    expect(countUpdates(bench.db, bench.shop().id)).toEqual({ pending: 0, pushing: 0, held: 23, failed: 0 });
    setOnHand(bench, 20, 0);
    await bench.push();
    expect(bench.log().filter((line) => line.outcome === 'held')).toHaveLength(23);
    expect(bench.shop().store.listings.get('1')?.stock).toBe(5);
    expect(approveHeld(bench.db, bench.shop().id)).toBe(23);
    setOnHand(bench, 20, 0);
    await bench.push();
    expect(bench.shop().store.listings.get('1')?.stock).toBe(0);
    expect(bench.rows()).toEqual([]);
  });

  it.each([[19, 30, 0], [20, 100, 0], [21, 100, 21], [20, 99, 20]])('%i of %i: holds %i', async (zeros, listings, held) => {
    const bench = await manyListings(listings);
    await bench.push();
    setOnHand(bench, zeros, 0);
    expect((await bench.push()).connections[0]).toMatchObject({ held });
  });

  it('adds up runs that have not gone out yet', async () => {
    const bench = await manyListings(60);
    await bench.push();
    setOnHand(bench, 15, 0);
    expect((await bench.route()).connections[0]).toMatchObject({ due: 15, held: 0 });
    setOnHand(bench, 15, 0, 15);
    expect((await bench.route()).connections[0]).toMatchObject({ due: 0, held: 30 });
  });

  it('lets go what is corrected in QuickBooks, and forgets what a person discards', async () => {
    const bench = await manyListings(60);
    await bench.push();
    setOnHand(bench, 30, 0);
    await bench.push();
    setOnHand(bench, 10, 5);
    await bench.push();
    expect(countUpdates(bench.db, bench.shop().id).held).toBe(20);
    setOnHand(bench, 1, 3, 29);
    await bench.push();
    expect(bench.shop().store.listings.get('30')?.stock).toBe(3);
    expect(discardHeld(bench.db, bench.shop().id)).toBe(19);
    expect(bench.shop().store.listings.get('20')?.stock).toBe(5);
  });

  it('also stops rows that are on their way when the bad numbers are read', async () => {
    const bench = await manyListings(40);
    await bench.push();
    setOnHand(bench, 40, 4);
    bench.shop().store.beforeTaking.push(async () => {
      setOnHand(bench, 40, 0);
      await bench.route();
    });
    await bench.push();
    expect(countUpdates(bench.db, bench.shop().id)).toEqual({ pending: 0, pushing: 0, held: 40, failed: 0 });
    expect(bench.shop().store.listings.get('1')?.stock).toBe(4);
    expect(bench.shop().store.calls).toHaveLength(2);
  });
});

describe('size', () => {
  it('routes 10,000 due listings in well under two seconds of processor time', async () => {
    const bench = await manyListings(10_000);
    const before = process.cpuUsage();
    const report = await bench.route();
    const used = process.cpuUsage(before);
    expect(report.connections[0]).toMatchObject({ due: 10_000, route: 'queued' });
    expect((used.user + used.system) / 1_000_000).toBeLessThan(2);
  });

  it('lets others have their turn while it routes', async () => {
    const bench = await manyListings(2_000);
    let beats = 0;
    let running = true;
    const beat = (): void => {
      beats += 1;
      if (running) setImmediate(beat);
    };
    setImmediate(beat);
    await bench.route();
    running = false;
    expect(beats).toBeGreaterThanOrEqual(2_000 / 200);
  });
});
