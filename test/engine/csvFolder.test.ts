/** The whole way with a folder as the shop: orders in, receipts in QuickBooks, stock, links and prices out; stopped between any two steps, nothing comes twice. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { instant } from '../../src/domain/calendar.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import { findConnection, listConnections } from '../../src/engine/db/connections.ts';
import { listUnreadable } from '../../src/engine/db/orders.ts';
import { createWorld, FILE_ID, type World } from '../support/world.ts';
import { directClient } from '../support/directClient.ts';

const worlds: { readonly world: World; readonly root: string }[] = [];
afterEach(async () => {
  for (const { world, root } of worlds.splice(0)) {
    await world.close();
    rmSync(root, { recursive: true, force: true });
  }
});

const HEAD = 'order_id,status,created_at,type,sku,name,quantity,amount,order_total,refund_id,refund_at,restock';
const sold = (id: number, sku: string, quantity: number, status = 'processing'): string =>
  `${String(id)},${status},2026-11-21T14:00:00Z,,${sku},Goods,${String(quantity)},${(quantity * 5).toFixed(2)},${(quantity * 5).toFixed(2)},,,`;

type Folder = {
  readonly world: World;
  readonly root: string;
  readonly id: ConnectionId;
  put(name: string, rows: readonly string[]): void;
  stock(): Readonly<Record<string, string>>;
  pull(): Promise<void>;
  receipts(): readonly string[];
};

async function folderWorld(settings: Readonly<Record<string, unknown>> = {}): Promise<Folder> {
  const world = await createWorld({ listings: [], items: [{ sku: 'TEA', onHand: 20, price: 4.5 }, { sku: 'MUG', onHand: 7 }] });
  const root = mkdtempSync(join(tmpdir(), 'stockbridge-exchange-'));
  worlds.push({ world, root });
  mkdirSync(join(root, 'orders'));
  writeFileSync(join(root, 'listings.csv'), 'sku,name,quantity\nTEA,Green tea,3\nMUG,A mug,\nNONE,Not in QuickBooks,1\n');
  const file = readProvisioning(JSON.stringify({
    companies: [{
      name: 'Maple', username: 'maple', password: 'correct horse', approved: true, fileId: FILE_ID,
      stores: [{ name: 'Market', kind: 'csvFolder', url: `${root}/`, settings: { startDate: '2026-01-01', refPrefix: 'M', ...settings } }],
    }],
  }));
  if (!file.ok) throw new Error(`${file.error.what} ${file.error.field ?? ''}`);
  const provisioned = await world.engine.provision(file.value);
  if (!provisioned.ok) throw new Error(provisioned.error.what);
  const id = listConnections(world.engine.db).find((one) => one.kind === 'csvFolder')?.id;
  if (id === undefined) throw new Error('no folder');
  return {
    world, root, id,
    put(name, rows) {
      const path = join(root, name);
      writeFileSync(`${path}.part`, [HEAD, ...rows].join('\r\n'));
      const at = (world.clock.now() - 60_000) / 1_000;
      utimesSync(`${path}.part`, at, at);
      renameSync(`${path}.part`, path);
    },
    stock: () => (existsSync(join(root, 'stock', 'stock.csv'))
      ? Object.fromEntries(readFileSync(join(root, 'stock', 'stock.csv'), 'utf8').split('\r\n').slice(1)
        .filter((line) => line !== '').map((line) => line.split(',').slice(0, 2) as [string, string]))
      : {}),
    async pull() {
      await world.engine.refreshListings(id);
      const pulled = await world.engine.pull(id);
      if (!pulled.ok) throw new Error(pulled.error.what);
      await world.engine.pull(world.connectionId);
      await world.engine.route(world.companyId);
      await world.engine.idle();
    },
    receipts: () => world.company.ledger().documents.filter(({ kind }) => kind === 'SalesReceipt').map(({ refNumber }) => refNumber).toSorted(),
  };
}

async function sessions(world: World, count = 2): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await world.session();
    await world.engine.idle();
    world.clock.advance(180_000);
  }
}

describe('a folder of CSV files as a shop', () => {
  it('brings orders into QuickBooks and takes stock, links and prices out', async () => {
    const { world, root, pull, put, stock, receipts } = await folderWorld();
    put('orders/monday.csv', [sold(1001, 'TEA', 2), sold(1002, 'MUG', 1)]);
    await pull();
    await sessions(world);
    await pull();
    expect(receipts()).toEqual(['M1001', 'M1002']);
    expect(stock()).toEqual({ TEA: '18', MUG: '6' });
    expect(readFileSync(join(root, 'stock', 'links.csv'), 'utf8')).toMatch(
      /^\uFEFFsku,name,item,list_id,linked_by\r\nTEA,Green tea,TEA,[0-9A-F-]+,sku\r\nMUG,A mug,MUG,[0-9A-F-]+,sku\r\nNONE,Not in QuickBooks,,,\r\n$/,
    );
    expect(readFileSync(join(root, 'stock', 'prices.csv'), 'utf8')).toMatch(/^\uFEFFsku,price\r\nTEA,4\.5\r\n/);
  });

  it('the same file, a copied order and a changed one make no second receipt; a refund makes one credit memo', async () => {
    const { world, pull, put, receipts, stock } = await folderWorld();
    put('orders/a.csv', [sold(1, 'TEA', 2)]);
    await pull();
    await sessions(world);
    put('orders/a.csv', [sold(1, 'TEA', 2)]);
    put('orders/copy.csv', [sold(1, 'TEA', 2, 'completed')]);
    await pull();
    await sessions(world);
    put('orders/b.csv', [sold(1, 'TEA', 3)]);
    await pull();
    await sessions(world);
    expect(receipts()).toEqual(['M1']);
    for (const name of ['orders/refund.csv', 'orders/refund again.csv']) {
      put(name, [sold(1, 'TEA', 2), '1,,,refund,TEA,,1,5.00,,1,2026-11-21,yes']);
      await pull();
      await sessions(world);
    }
    await pull();
    expect(world.company.ledger().documents.map(({ kind }) => kind)).toEqual(['SalesReceipt', 'CreditMemo']);
    expect(stock()['TEA']).toBe('19');
  });

  it('an order cancelled before it was entered is never entered', async () => {
    const { world, pull, put, receipts, stock } = await folderWorld();
    put('orders/a.csv', [sold(1, 'TEA', 2), sold(2, 'TEA', 1)]);
    await pull();
    put('orders/b.csv', [sold(1, 'TEA', 2, 'cancelled')]);
    await pull();
    await sessions(world);
    await pull();
    expect(receipts()).toEqual(['M2']);
    expect(stock()['TEA']).toBe('19');
  });

  it.each(['taken, not stored', 'stored', 'entered', 'told'] as const)('stopped when the orders were %s, it goes on where it was', async (when) => {
    const { world, root, id, pull, put, receipts, stock } = await folderWorld();
    put('orders/a.csv', Array.from({ length: 12 }, (_, index) => sold(5_001 + index, index % 2 === 0 ? 'TEA' : 'MUG', 1)));
    if (when === 'taken, not stored') {
      // What a crash leaves behind between the file's move and the commit: the page was read, and nobody remembers it.
      const store = world.engine.ctx.store(id);
      if (!store.ok) throw new Error(store.error.what);
      expect((await store.value.pullOrders(findConnection(world.engine.db, id).orderCursor, instant(0), new AbortController().signal)).ok).toBe(true);
      expect(existsSync(join(root, 'orders', 'taken', '000001 a.csv'))).toBe(true);
      await world.restart();
    }
    await pull();
    if (when === 'stored') await world.restart();
    await sessions(world, 1);
    if (when === 'entered') await world.restart();
    await sessions(world, 2);
    await pull();
    if (when === 'told') {
      rmSync(join(root, 'stock'), { recursive: true }); // the power went before the disk had it
      await world.restart();
      for (const listing of ['TEA', 'MUG']) put(`orders/touch ${listing}.csv`, [sold(listing === 'TEA' ? 5_001 : 5_002, listing, 1, 'completed')]);
      await pull();
    }
    expect(receipts()).toEqual(Array.from({ length: 12 }, (_, index) => `M${String(5_001 + index)}`));
    expect(stock()).toMatchObject({ TEA: '14', MUG: '1' });
  });

  it('an order that cannot be read is told, holds up no other, and is entered once it is corrected', async () => {
    const { world, id, pull, put, receipts } = await folderWorld();
    put('orders/a.csv', [sold(1, 'TEA', 2).replace(',2,', ',two,'), sold(2, 'TEA', 1)]);
    put('orders/b.csv', ['"']);
    await pull();
    await sessions(world);
    expect(receipts()).toEqual(['M2']);
    expect(listUnreadable(world.engine.db, id).map(({ problem }) => problem.code).toSorted()).toEqual(['csvFileUnreadable', 'csvOrderUnreadable']);
    put('orders/a.csv', [sold(1, 'TEA', 2)]);
    put('orders/b.csv', []);
    await pull();
    await sessions(world);
    expect(receipts()).toEqual(['M1', 'M2']);
    expect(listUnreadable(world.engine.db, id)).toEqual([]);
  });

  it('is connected by the wizard\'s calls; the folder is named when it is not right, and is one shop however it is spelled', async () => {
    const { world, root } = await folderWorld();
    const client = directClient(world.engine);
    const { companyId } = world;
    expect(await client.call('setup.kinds', {})).toMatchObject({ ok: true, value: { kinds: [{ kind: 'woocommerce' }, { kind: 'csvFolder', secretNames: [] }] } });
    expect(await client.call('setup.check', { kind: 'csvFolder', url: 'exchange', secrets: {} })).toMatchObject({ ok: false, error: { code: 'folderPath', field: 'url' } });
    expect(await client.call('setup.check', { kind: 'csvFolder', url: join(root, 'nowhere'), secrets: {} })).toMatchObject({ ok: false, error: { code: 'folderMissing', field: 'url' } });
    expect(await client.call('setup.check', { kind: 'csvFolder', url: ` ${root}/ `, secrets: {} })).toMatchObject({ ok: true, value: { url: root, version: '', noWrite: null } });
    expect(await client.call('setup.connection', { companyId, name: 'Again', kind: 'csvFolder', url: `${root}/`, secrets: {} })).toMatchObject({ ok: false, error: { code: 'shopTaken' } });
    mkdirSync(join(root, 'second'));
    expect(await client.call('setup.connection', { companyId, name: 'Second', kind: 'csvFolder', url: join(root, 'second'), secrets: {} })).toMatchObject({ ok: true, value: { isNew: true } });
    const bad = readProvisioning(JSON.stringify({ companies: [{ name: 'M', username: 'm', password: 'correct horse', stores: [{ name: 'x', kind: 'csvFolder', url: 'relative' }] }] }));
    expect(bad).toMatchObject({ ok: false, error: { field: 'companies.0.stores.0.url' } });
  });
});
