/** The folder itself: files that are not finished, moved, linked or broken, and a folder that is gone. */
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/domain/calendar.ts';
import { whole } from '../../../../src/domain/decimal.ts';
import { folderHost, readFolderPath } from '../../../../src/stores/csv/folderPath.ts';
import type { ListingPage } from '../../../../src/stores/store.ts';
import { listAll, open, pullAll, testFolders, value } from '../../../support/csvFolder.ts';

const folder = testFolders();

const HEAD = 'order_id,created_at,sku,quantity,amount,order_total';
const order = (id: number | string, sku = 'A'): string => `${String(id)},2026-11-20,${sku},1,5.00,5.00`;
const file = (...ids: readonly (number | string)[]): string => `${[HEAD, ...ids.map((id) => order(id))].join('\n')}\n`;
const ids = (orders: readonly { readonly id: string }[]): readonly string[] => orders.map(({ id }) => id);

describe('files of orders', () => {
  it('are moved to "taken" with a number and read once', async () => {
    const at = folder();
    at.put('orders/b.csv', file(2), 120_000);
    at.put('orders/a.csv', file(1), 180_000);
    const first = await pullAll(at);
    expect(ids(first.orders)).toEqual(['1', '2']);
    expect(at.names('orders')).toEqual(['taken']);
    expect(at.names('orders/taken')).toEqual(['000001 a.csv', '000002 b.csv']);
    expect((await pullAll(at, first.cursor)).orders).toEqual([]);
    expect(ids((await pullAll(at)).orders)).toEqual(['1', '2']); // begun anew, nothing is missing
  });

  it('whose name holds the end of a line are read like others', async () => {
    const at = folder();
    at.put('orders/mon\u2028day.csv', file(1, 2));
    expect(ids((await pullAll(at)).orders)).toEqual(['1', '2']);
    expect(at.names('orders/taken')).toEqual(['000001 mon\u2028day.csv']);
  });

  it('of other kinds and names are left where they are', async () => {
    const at = folder();
    for (const name of ['orders/~$a.csv', 'orders/.a.csv', 'orders/a.csv.part', 'orders/a.tmp', 'orders/notes.txt', 'orders/old/a.csv']) at.put(name, file(1));
    expect((await pullAll(at)).orders).toEqual([]);
    expect(at.names('orders')).toHaveLength(7);
  });

  it('that are still written are not read before they are left alone', async () => {
    const at = folder((self) => { appendFileSync(join(self.root, 'orders', 'slow.csv'), `${order(2)}\n`); });
    at.put('orders/slow.csv', file(1), 0);
    const first = await pullAll(at);
    expect(first.orders).toEqual([]);
    expect(at.sleeps).toEqual([2_000]);
    expect(at.names('orders')).toContain('slow.csv');
    at.put('orders/slow.csv', at.get('orders/slow.csv'), 30_000);
    expect(ids((await pullAll(at, first.cursor)).orders)).toEqual(['1', '2']);
    expect(at.sleeps).toHaveLength(1);
  });

  it('that have just been put there whole are read at once', async () => {
    const at = folder();
    at.put('orders/new.csv', file(1), 0);
    expect(ids((await pullAll(at)).orders)).toEqual(['1']);
    expect(at.sleeps).toEqual([2_000]);
  });

  it('that another program holds wait, and so do later ones; after ten minutes it is said', async () => {
    const at = folder();
    at.put('orders/1.csv', file(1), 60_000);
    at.put('orders/2.csv', file(2), 50_000);
    at.disk.faults.push({ on: (operation, path) => operation === 'move' && path.endsWith('1.csv'), how: { code: 'EPERM' }, left: 100 });
    const first = await pullAll(at);
    expect(first.orders).toEqual([]);
    at.advance(11 * 60_000);
    const held = await at.store.pullOrders(first.cursor, instant(0), open);
    expect(held).toMatchObject({ ok: false, error: { code: 'folderNotAllowed' } });
    expect(held.ok ? '' : held.error.what).toContain('1.csv');
    at.disk.faults.splice(0);
    expect(ids((await pullAll(at, first.cursor)).orders)).toEqual(['1', '2']);
  });

  it('that grow after they were taken are read again', async () => {
    const at = folder();
    at.put('orders/a.csv', file(1));
    const first = await pullAll(at);
    at.put('orders/taken/000001 a.csv', file(1, 2), 0);
    const second = await pullAll(at, first.cursor);
    expect(ids(second.orders)).toEqual(['1', '2']);
    expect((await pullAll(at, second.cursor)).orders).toEqual([]);
  });

  it('come again under later numbers when "taken" has been cleared', async () => {
    const at = folder();
    at.put('orders/a.csv', file(1));
    const first = await pullAll(at);
    rmSync(join(at.root, 'orders', 'taken'), { recursive: true });
    at.put('orders/a.csv', file(3));
    const second = await pullAll(at, first.cursor);
    expect(ids(second.orders)).toEqual(['3']);
    expect(at.names('orders/taken')).toEqual(['000002 a.csv']);
  });

  it('survive an end at every page', async () => {
    const at = folder();
    at.put('orders/a.csv', file(...Array.from({ length: 250 }, (_, index) => index + 1)));
    const all = await pullAll(at);
    expect([all.pages, new Set(ids(all.orders)).size, all.orders.length]).toEqual([3, 250, 250]);
  });

  it('that are links are not followed, and it is said until they are gone', async () => {
    const at = folder();
    const outside = join(at.root, 'secret.txt');
    writeFileSync(outside, file(666));
    mkdirSync(join(at.root, 'orders'));
    symlinkSync(outside, join(at.root, 'orders', 'x.csv'));
    const first = await pullAll(at);
    expect(first.orders).toEqual([]);
    expect(first.unreadable).toMatchObject([{ problem: { code: 'csvLink' } }]);
    expect((await pullAll(at, first.cursor)).unreadable).toEqual([]);
    rmSync(join(at.root, 'orders', 'x.csv'));
    expect((await pullAll(at, first.cursor)).readable).toEqual([first.unreadable[0]?.id]);
  });

  it('are not looked for behind a link that leads out of the folder', async () => {
    const at = folder();
    mkdirSync(join(at.root, 'elsewhere'));
    symlinkSync(join(at.root, 'elsewhere'), join(at.root, 'orders'));
    expect(await at.store.pullOrders(null, instant(0), open)).toMatchObject({ ok: false, error: { code: 'folderLink', retryAfter: null } });
  });
});

describe('listings', () => {
  it('are taken from stock.csv where there is no listings.csv, and are none where there is neither', async () => {
    const at = folder();
    expect(await listAll(at)).toEqual([]);
    at.put('stock/stock.csv', 'sku\nA\nB\n');
    expect(await listAll(at)).toMatchObject([{ key: 'a', sku: 'A', stockKeeper: 'self', storeQuantity: null }, { key: 'b' }]);
  });

  it.each([
    ['sku,quantity\nA,1\na,2\n', /listings\.csv, line 3: the SKU "a" stands in line 2 already/],
    ['sku,quantity\nA,1\nB,"1,5"\n', /line 3, column quantity: "1,5" is not a number/],
    ['sku,manages_stock\nA,parent\n', /line 2, column manages_stock: it says parent, but the row has no parent/],
    ['sku,sellable\nA,perhaps\n', /column sellable: "perhaps" is neither yes nor no/],
    ['sku,price\nA,1\n', /the column "price" is not known/],
  ])('with a fault are refused as a whole: %j', async (text, words) => {
    const at = folder();
    at.put('listings.csv', text);
    const page = await at.store.pullListings(null, open);
    expect(page.ok).toBe(false);
    expect(page.ok ? '' : page.error.what).toMatch(words);
  });

  it('show the number of stock.csv where it has one, else that of listings.csv', async () => {
    const at = folder();
    at.put('listings.csv', 'sku,quantity,manages_stock\nA,1,\nB,2,\nC,,\nD,,no\n');
    at.put('stock/stock.csv', 'sku,quantity,at\na,9,\nD,9,\n');
    expect((await listAll(at)).map(({ sku, storeQuantity }) => [sku, storeQuantity])).toEqual([['A', whole(9)], ['B', whole(2)], ['C', null], ['D', null]]);
    expect(value(
      await at.store.readListings?.([{ key: 'b', parentKey: null }, { key: 'a', parentKey: null }, { key: 'zz', parentKey: null }], open)
        ?? { ok: true, value: [] },
    ).map(({ sku, storeQuantity }) => [sku, storeQuantity])).toEqual([['A', whole(9)], ['B', whole(2)]]);
  });

  it('are not skipped when rows above are removed between two pages', async () => {
    const at = folder();
    const rows = Array.from({ length: 2_500 }, (_, index) => `S-${String(index)}`);
    at.put('listings.csv', ['sku', ...rows].join('\n'));
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < 20; page += 1) {
      const read: ListingPage = value(await at.store.pullListings(cursor, open));
      for (const { sku } of read.listings) seen.add(sku);
      cursor = read.cursor;
      if (!read.more) break;
      if (page === 0) at.put('listings.csv', ['sku', ...rows.slice(500)].join('\n'));
    }
    expect(rows.slice(500).filter((sku) => !seen.has(sku))).toEqual([]);
  });

  it('of a file that changes all the time are given up in words', async () => {
    const at = folder();
    const text = (tick: number): string => `sku,name\n${Array.from({ length: 1_200 }, (_, index) => `S-${String(index)},${String(tick)}`).join('\n')}\n`;
    let cursor: string | null = null;
    for (let tick = 0; tick < 20; tick += 1) {
      at.put('listings.csv', text(tick), 60_000 + tick);
      const page = await at.store.pullListings(cursor, open);
      if (!page.ok) {
        expect(page.error).toMatchObject({ code: 'csvFileChanging' });
        return;
      }
      cursor = page.value.cursor;
    }
    throw new Error('it was never given up');
  });
});

describe('the folder', () => {
  it('is made ready by the check, which leaves nothing behind', async () => {
    const at = folder();
    expect(value(await at.store.check(open))).toMatchObject({ host: folderHost(at.root), clockOffset: 0 });
    expect([at.names('.'), at.names('orders'), at.names('stock')]).toEqual([['orders', 'stock'], ['taken'], []]);
  });

  it('that is away is not made anew', async () => {
    const at = folder();
    rmSync(at.root, { recursive: true });
    const gone = await at.store.check(open);
    expect(gone).toMatchObject({ ok: false, error: { code: 'folderMissing', field: 'url' } });
    expect(gone.ok ? '' : gone.error.what).toContain(at.root);
    expect(await at.store.pullOrders(null, instant(0), open)).toMatchObject({ ok: false, error: { code: 'folderMissing' } });
    writeFileSync(at.root, 'a file');
    expect(await at.store.check(open)).toMatchObject({ ok: false, error: { code: 'folderMissing' } });
  });

  it('with a listings.csv that cannot be read is said at the check', async () => {
    const at = folder();
    at.put('listings.csv', 'name\nTea\n');
    expect(await at.store.check(open)).toMatchObject({ ok: false, error: { code: 'csvFileUnreadable' } });
  });

  it.each([
    ['linux', '/data/shop', true], ['linux', '/data/shop/', true], ['linux', 'shop', false], ['linux', '/', false],
    ['linux', '/data/../etc', false], ['linux', 'C:\\Shop', false], ['linux', 'https://shop.example.com', false], ['linux', '', false],
    ['win32', 'C:\\Shop\\Exchange', true], ['win32', '"C:\\Shop\\Exchange\\"', true], ['win32', 'C:/Shop', true],
    ['win32', '\\\\server\\shop\\in', true], ['win32', 'C:Shop', false], ['win32', 'C:\\', false],
    ['win32', '\\\\server\\shop', false], ['win32', '\\Shop', false], ['win32', 'C:\\Shop\\..\\Windows', false], ['win32', '\\\\?\\C:\\Shop', false], ['win32', '\\\\.\\pipe\\x', false],
  ] as const)('is given by its full path: on %s %j is %s', (platform, typed, good) => {
    expect(readFolderPath(typed, platform).ok).toBe(good);
  });

  it('is the same shop however its path is spelled', () => {
    expect(folderHost('"C:\\Shop\\Exchange\\"')).toBe(folderHost('c:/shop/exchange'));
  });
});
