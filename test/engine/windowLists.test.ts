/** The long lists of the window: one order over shops and states, entered anywhere, the same rows from either end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import { startUi, type UiServer } from '../support/uiServer.ts';
import { createWorld, type World } from '../support/world.ts';

const SKUS = Array.from({ length: 25 }, (_, index) => `SKU-${String(index).padStart(2, '0')}`);
const STATES = ['pending', 'failed', 'held'] as const;

let world: World;
let server: UiServer;
let cookie = '';

beforeAll(async () => {
  const listings = SKUS.map((sku) => ({ sku, name: `Thing ${sku}`, quantity: 5 }));
  world = await createWorld({ items: SKUS.map((sku) => ({ sku, onHand: 5 })), listings, moreStores: [listings] });
  for (const id of world.connectionIds) await world.engine.refreshListings(id);
  const { db } = world.engine;
  db.prepare('DELETE FROM stock_update').run();
  const rows = db.prepare('SELECT id, connection_id AS shop FROM listing ORDER BY id').all() as { id: number; shop: number }[];
  const insert = db.prepare('INSERT INTO stock_update (listing_id, connection_id, state, route, due_since) VALUES (?, ?, ?, ?, ?)');
  // Times that are not in the order of the ids, some of them equal.
  rows.forEach((row, index) => insert.run(row.id, row.shop, STATES[index % 3] ?? 'pending', 'queued', 1_000 + ((index * 7) % 20)));
  server = await startUi(world);
  cookie = await server.signIn();
});
afterAll(async () => {
  await server.close();
  await world.close();
});

async function page(input: Input<'updates.page'>): Promise<Output<'updates.page'>> {
  const answer = await server.client(cookie).call('updates.page', input);
  if (!answer.ok) throw new Error(answer.error.what);
  return answer.value;
}

async function all(input: Input<'updates.page'>, size: number): Promise<Output<'updates.page'>['updates']> {
  const { total } = await page({ ...input, limit: 1 });
  const pages = await Promise.all(Array.from({ length: Math.ceil(total / size) }, (_, number) => page({ ...input, skip: number * size, limit: size })));
  return pages.flatMap((one) => one.updates);
}

describe('the queue of updates as one list', () => {
  it('has every row once, oldest first, whatever the size of a page', async () => {
    const rows = await all({}, 7);
    expect(rows).toHaveLength(50);
    expect(new Set(rows.map((row) => row.listingId)).size).toBe(50);
    expect(rows).toEqual([...rows].sort((a, b) => a.dueSince - b.dueSince || a.listingId - b.listingId));
    expect((await all({}, 50)).map((row) => row.listingId)).toEqual(rows.map((row) => row.listingId));
  });

  it('is the same backwards', async () => {
    const forwards = await all({}, 7);
    expect((await all({ descending: true }, 7)).map((row) => row.listingId)).toEqual(forwards.map((row) => row.listingId).reverse());
  });

  it('is sorted by SKU over both shops', async () => {
    const rows = await all({ sort: 'sku' }, 8);
    expect(rows.map((row) => row.sku)).toEqual(SKUS.flatMap((sku) => [sku, sku]));
  });

  it('is filtered by shop and state, and searched, with the right total', async () => {
    const [shop] = world.connectionIds;
    const held = await page({ connectionId: Number(shop), states: ['held'], limit: 500 });
    expect(held.updates.every((row) => row.connectionId === shop && row.state === 'held')).toBe(true);
    expect(held.total).toBe(held.updates.length);
    expect(held.total).toBe(8);
    const found = await page({ search: 'ng sku-1', limit: 500 });
    expect(found.total).toBe(20);
    expect(found.updates.every((row) => row.sku.startsWith('SKU-1'))).toBe(true);
    expect(await page({ search: '%' })).toEqual({ updates: [], total: 0 });
  });

  it('ends where it ends', async () => {
    expect((await page({ skip: 48, limit: 100 })).updates).toHaveLength(2);
    expect((await page({ skip: 50, limit: 100 })).updates).toEqual([]);
    expect((await page({ skip: 5_000, limit: 100 })).updates).toEqual([]);
  });
});

describe('the inventory', () => {
  it('says how each SKU stands, and finds them by that', async () => {
    const client = server.client(cookie);
    const everything = await client.call('inventory.page', { limit: 500 });
    if (!everything.ok) throw new Error(everything.error.what);
    expect(everything.value.total).toBe(50);
    const standings = everything.value.rows.map((row) => row.standing);
    for (const standing of ['due', 'held', 'failed'] as const) {
      const some = await client.call('inventory.page', { standing, limit: 500 });
      if (!some.ok) throw new Error(some.error.what);
      expect(some.value.total).toBe(standings.filter((one) => one === standing).length);
      expect(some.value.rows.every((row) => row.standing === standing)).toBe(true);
    }
    const never = await client.call('inventory.page', { standing: 'never' });
    expect(never).toMatchObject({ ok: true, value: { rows: [], total: 0 } });
  });
});

describe('a list of thousands', () => {
  const MANY = 6_000;

  beforeAll(() => {
    const { db } = world.engine;
    const [shop] = world.connectionIds;
    const listing = db.prepare(`INSERT INTO listing (connection_id, key, sku, name, stock_keeper, store_quantity, is_sellable, seen_at) VALUES (?, ?, ?, 'Many', 'self', 0, 1, 0)`);
    const update = db.prepare(`INSERT INTO stock_update (listing_id, connection_id, state, route, due_since) VALUES (?, ?, 'held', 'queued', ?)`);
    db.transaction(() => {
      for (let index = 0; index < MANY; index += 1) update.run(
        listing.run(shop, `many/${String(index)}`, `Z-${String((index * 2_477) % MANY).padStart(5, '0')}`).lastInsertRowid,
        shop, 2_000 + ((index * 31) % 997),
      );
    })();
  });

  it('gives the same rows at the ends, in the middle, and after a change', async () => {
    for (const sort of ['due', 'sku'] as const) {
      const rows = await all({ sort, search: '' }, 500);
      expect(new Set(rows.map((row) => row.listingId)).size).toBe(MANY + 50);
      const key = (row: (typeof rows)[number]): string => `${sort === 'due' ? String(row.dueSince).padStart(9, '0') : row.sku.toLowerCase()} ${String(row.listingId).padStart(9, '0')}`;
      expect(rows.map(key)).toEqual(rows.map(key).sort());
      const backwards = await all({ sort, descending: true }, 500);
      expect(backwards.map((row) => row.listingId)).toEqual(rows.map((row) => row.listingId).reverse());
      const middle = await page({ sort, skip: 3_000, limit: 20 });
      expect(middle.updates.map((row) => row.listingId)).toEqual(rows.slice(3_000, 3_020).map((row) => row.listingId));
      const found = await page({ sort, search: 'many', skip: 2_990, limit: 5 });
      expect(found.total).toBe(MANY);
    }
    const before = await page({ sort: 'sku', skip: 3_000, limit: 1 });
    const { db } = world.engine;
    db.prepare('DELETE FROM stock_update WHERE listing_id = ?').run(before.updates[0]?.listingId);
    const after = await page({ sort: 'sku', skip: 3_000, limit: 1 });
    expect(after.total).toBe(before.total - 1);
    expect(after.updates[0]?.listingId).not.toBe(before.updates[0]?.listingId);
  });

  it('finds what stands in very many rows as it finds what stands in few: the same rows in the same order', async () => {
    for (const sort of ['due', 'sku'] as const) {
      for (const descending of [false, true]) {
        const rows = await all({ sort, descending, search: '' }, 500);
        // Every row of the first thousands fits, so that a page is found among them; 'z-00' and 'z-05999' stand in too few, and everything is looked at.
        for (const search of ['many', 'z-', 'z-00', 'z-05999', 'thing']) {
          const wanted = rows.filter(({ sku, name }) => `${sku}\n${name}`.toLowerCase().includes(search));
          expect(wanted.length, search).toBeGreaterThan(0);
          for (const skip of [0, 37, 3_890, 3_901, wanted.length - 3]) {
            const found = await page({ sort, descending, search, skip: Math.max(0, skip), limit: 100 });
            expect(found.total, `${search} ${sort}`).toBe(wanted.length);
            expect(found.updates.map(({ listingId }) => listingId), `${search} ${sort} ${String(skip)}`)
              .toEqual(wanted.slice(Math.max(0, skip), Math.max(0, skip) + 100).map(({ listingId }) => listingId));
          }
        }
      }
    }
  });

  it('counts anew what it found soon, once something was written', async () => {
    const before = await page({ search: 'many', limit: 20 });
    const { db } = world.engine;
    db.prepare('DELETE FROM stock_update WHERE listing_id = ?').run(before.updates[0]?.listingId);
    const after = await page({ search: 'many', limit: 20 });
    expect(after.total).toBe(before.total - 1);
    expect(after.updates[0]?.listingId).toBe(before.updates[1]?.listingId);
  });

  it('gives the inventory in the same order from anywhere', async () => {
    const client = server.client(cookie);
    const skus: string[] = [];
    for (let skip = 0; skip < MANY + 50; skip += 500) {
      const answer = await client.call('inventory.page', { skip, limit: 500 });
      if (answer.ok) skus.push(...answer.value.rows.map((row) => row.sku));
    }
    expect(skus).toHaveLength(MANY + 50);
    expect(skus).toEqual([...skus].sort());
  });
});
