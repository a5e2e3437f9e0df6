/** The connector for CSV folders with a real folder and a shop that lives behind it, for the conformance suite. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatUtc, instant, type Instant } from '../../src/domain/calendar.ts';
import { createCsvFolder, csvFolder } from '../../src/stores/csv/csvFolder.ts';
import { realDisk, type Disk } from '../../src/stores/csv/disk.ts';
import { failingDisk, type DiskFault, type FailingDisk } from '../support/failingDisk.ts';
import type { Harness, ShopFault, TestLine, TestListing, Where } from './harness.ts';

/** One connector for all shops of the suite: which disk it works on is told by the path. */
const disks = new Map<string, FailingDisk>();
function diskOf(path: string): FailingDisk {
  for (const [root, disk] of disks) if (path.startsWith(root)) return disk;
  throw new Error(`no shop at ${path}`);
}
const disk: Disk = {
  names: (path) => diskOf(path).names(path), look: (path) => diskOf(path).look(path), read: (path, at) => diskOf(path).read(path, at), write: (path, chunks) => diskOf(path).write(path, chunks),
  move: (from, to) => diskOf(to).move(from, to), settle: (path) => diskOf(path).settle(path), remove: (path) => diskOf(path).remove(path), makeFolder: (path) => diskOf(path).makeFolder(path),
};

const HEADER = 'order_id,status,created_at,modified_at,type,sku,name,quantity,amount,order_total,note,refund_id,refund_at,restock';
const PRICE = 10;

type Refund = { readonly id: number; readonly at: Instant; readonly sku: string; readonly amount: string };
type ShopOrder = { readonly id: string; readonly createdAt: Instant; readonly lines: readonly TestLine[]; modifiedAt: Instant; status: string; note: number; refunds: Refund[] };
type Listed = { readonly sku: string; readonly parent: string; readonly manages: 'yes' | 'no' | 'parent'; readonly sellable: boolean };

/** The shop's export runs before each look at the folder, and writes at most so many orders into a file. */
const ORDERS_A_FILE = 40;

function orderRows(order: ShopOrder): readonly string[] {
  const { id, lines, status, note, createdAt, modifiedAt, refunds } = order;
  const total = lines.reduce((sum, line) => sum + line.quantity * PRICE, 0).toFixed(2);
  const sold = lines.map(({ sku, quantity }) => [id, status, formatUtc(createdAt), formatUtc(modifiedAt), '', sku, `Goods ${sku}`, quantity, (quantity * PRICE).toFixed(2), total, note, '', '', '']);
  const back = refunds.map((one) => [id, '', '', '', 'refund', one.sku, '', one.sku === '' ? '' : 1, one.amount, '', '', one.id, formatUtc(one.at), one.sku === '' ? '' : 'yes']);
  return [...sold, ...back].map((cells) => cells.join(','));
}

/** The numbers as the shop's own program takes them from stock.csv. */
function told(root: string): ReadonlyMap<string, string> {
  const path = join(root, 'stock', 'stock.csv');
  if (!existsSync(path)) return new Map();
  return new Map(readFileSync(path, 'utf8').split('\r\n').slice(1).filter((line) => line !== '').map((line) => [line.split(',')[0] ?? '', line]));
}

function faultOf(root: string, where: Where, fault: ShopFault, times: number): DiskFault {
  const area = where === 'orders' ? join(root, 'orders') : where === 'listings' ? join(root, 'listings.csv') : where === 'stock' ? join(root, 'stock') : root;
  const anywhere: DiskFault['on'] = (_, path) => path.startsWith(area);
  const stockFile = join(root, 'stock', 'stock.csv');
  const whenMoved: DiskFault['on'] = (operation, path) => operation === 'move' && path === stockFile;
  const code = (name: string): DiskFault => ({ on: anywhere, how: { code: name }, left: times });
  switch (fault.kind) {
    case 'connectionLost': return code('EIO');
    case 'folderMissing': return code('ENOENT');
    case 'noPermission': return code('EACCES');
    case 'diskFull': return { on: (operation, path) => operation === 'write' && path.startsWith(area), how: { code: 'ENOSPC' }, left: times };
    case 'fileLocked': return code('EBUSY');
    case 'hangs': return { on: anywhere, how: 'hang', left: times };
    case 'answerLost': return { on: whenMoved, how: { code: 'EIO', after: true }, left: times };
    case 'halfBatch': return { on: (operation, path) => operation === 'write' && path.startsWith(area), how: { code: 'ENOSPC', after: true }, left: times };
    case 'stockIgnored': return { on: whenMoved, how: () => Promise.resolve(), left: times };
    case 'stockChangedByOthers':
      return {
        on: whenMoved, left: times,
        async how(real) {
          const before = new Set(told(root).values());
          await real();
          const text = readFileSync(stockFile, 'utf8').split('\r\n').map((line, index) => {
            const [sku = '', quantity = '', at = ''] = line.split(',');
            return index === 0 || line === '' || before.has(line) ? line : [sku, Number(quantity) + fault.by, at].join(',');
          });
          writeFileSync(stockFile, text.join('\r\n'));
        },
      };
    default: throw new Error(`a folder has no ${fault.kind}`);
  }
}

export const csvFolderHarness: Harness = {
  name: 'csvFolder',
  connector: createCsvFolder(disk),
  registered: csvFolder,
  hostPart: 'folder:',
  faults: {
    everywhere: [{ kind: 'folderMissing' }, { kind: 'noPermission' }, { kind: 'fileLocked' }, { kind: 'connectionLost' }],
    stumble: { kind: 'fileLocked' },
    down: { kind: 'connectionLost' },
    others: ['diskFull'],
  },
  tells: false,
  takesFractions: true,
  isAtomic: true,
  start(listings, now) {
    let offset = 0;
    const clock = (): Instant => instant(now() + offset);
    const root = mkdtempSync(join(tmpdir(), 'stockbridge-folder-'));
    mkdirSync(join(root, 'orders'));
    mkdirSync(join(root, 'stock'));
    const failing = failingDisk({ ...realDisk, names: (folder) => { exportOrders(); return realDisk.names(folder); } }, clock);
    disks.set(root, failing);
    const goods = new Map<string, Listed>();
    const numbers = new Map<string, number>();
    const orders = new Map<string, ShopOrder>();
    let written = 0;
    /** Rows of orders that are not in a file yet, by order. */
    const waiting = new Map<string, readonly string[]>();
    let refunds = 0;
    let imported: ReadonlyMap<string, string> = new Map();

    const put = (name: string, text: string): void => {
      writeFileSync(join(root, name), text);
      utimesSync(join(root, name), clock() / 1_000, clock() / 1_000);
    };
    const writeListings = (): void => {
      // Its size must not be the only thing that tells two states apart.
      written += 1;
      put('listings.csv', [
        'sku,parent,manages_stock,quantity,sellable',
        ...[...goods.values()].map((one) => [one.sku, one.parent, one.manages, numbers.get(one.sku) ?? '', one.sellable ? 'yes' : 'no'].join(',')),
      ].join('\n') + '\n'.repeat(written % 2));
    };
    const addListing = (listing: TestListing): void => {
      const sellable = listing.draft !== true;
      const list = (sku: string, quantity: number | null | 'parent', parent: string): void => {
        goods.set(sku, { sku, parent, manages: quantity === 'parent' ? 'parent' : quantity === null ? 'no' : 'yes', sellable });
        if (typeof quantity === 'number') numbers.set(sku, quantity);
      };
      list(listing.sku, listing.quantity, '');
      for (const variation of listing.variations ?? []) list(variation.sku, variation.quantity, listing.sku);
    };
    /** The shop's own program runs. */
    const importStock = (): void => {
      const news = told(root);
      for (const [sku, line] of news) if (imported.get(sku) !== line) numbers.set(sku, Number(line.split(',')[1]));
      imported = news;
    };
    const tell = (order: ShopOrder): void => {
      const at = clock();
      order.modifiedAt = at > order.createdAt ? at : order.createdAt;
      if (waiting.size >= ORDERS_A_FILE || waiting.has(order.id)) exportOrders();
      waiting.set(order.id, orderRows(order));
    };
    const exportOrders = (): void => {
      if (waiting.size === 0) return;
      written += 1;
      put(join('orders', `orders ${String(written)}.csv`), [HEADER, ...[...waiting.values()].flat()].join('\r\n'));
      waiting.clear();
    };
    const orderOf = (id: string): ShopOrder => {
      const order = orders.get(id);
      if (order === undefined) throw new Error(`no order ${id}`);
      return order;
    };
    const change = (id: string, how: (order: ShopOrder) => void): void => {
      how(orderOf(id));
      tell(orderOf(id));
    };
    const move = (order: ShopOrder, sign: 1 | -1): void => {
      importStock();
      for (const { sku, quantity } of order.lines) numbers.set(sku, (numbers.get(sku) ?? 0) + sign * quantity);
    };

    for (const listing of listings) addListing(listing);
    writeListings();
    put(join('stock', 'stock.csv'), `${[
      'sku,quantity,at',
      ...[...goods.values()].filter((one) => one.manages === 'yes').map(({ sku }) => `${sku},${String(numbers.get(sku) ?? 0)},`),
    ].join('\r\n')}\r\n`);
    imported = told(root);

    return Promise.resolve({
      url: root, secrets: {}, wrongSecrets: [], nextStatus: 'completed',
      setClockOffset(milliseconds) { offset = milliseconds; },
      placeOrder(lines) {
        const order: ShopOrder = { id: String(1_001 + orders.size), createdAt: clock(), modifiedAt: clock(), lines, status: 'processing', note: 0, refunds: [] };
        orders.set(order.id, order);
        move(order, -1);
        tell(order);
        return order.id;
      },
      touchOrder: (id) => { change(id, (order) => { order.note += 1; }); },
      cancelOrder(id) {
        if (orderOf(id).status !== 'cancelled') move(orderOf(id), 1);
        change(id, (order) => { order.status = 'cancelled'; });
      },
      trashOrder: (id) => { change(id, (order) => { order.status = 'deleted'; }); },
      refundOnePiece: (id) => {
        change(id, (order) => {
          refunds += 1;
          order.refunds.push({ id: refunds, at: clock(), sku: order.lines[0]?.sku ?? '', amount: PRICE.toFixed(2) });
        });
      },
      refundMoney: (id, amount) => {
        change(id, (order) => {
          refunds += 1;
          order.refunds.push({ id: refunds, at: clock(), sku: '', amount });
        });
      },
      orders: () => [...orders.values()].map(({ id, modifiedAt, status }) => ({ id, modifiedAt, gone: status === 'deleted' })),
      told: (id) => ({ status: orderOf(id).status, notes: [], meta: {} }),
      addListing(listing) {
        addListing(listing);
        writeListings();
      },
      deleteListing(sku) {
        goods.delete(sku);
        writeListings();
      },
      stockOf(sku) {
        importStock();
        const found = goods.get(sku);
        return found?.manages === 'parent' ? (numbers.get(found.parent) ?? null) : (numbers.get(sku) ?? null);
      },
      skus: () => [...goods.keys()],
      fault: (where, fault, times = 1) => { failing.faults.push(faultOf(root, where, fault, times)); },
      clearFaults: () => { failing.faults.splice(0); },
      // Every call begins with a look at the folder.
      calls: () => failing.seen('look', root),
      close() {
        disks.delete(root);
        rmSync(root, { recursive: true, force: true });
        return Promise.resolve();
      },
    });
  },
};
