/** The data folder of the window's benchmark: 100,000 pending updates and 1,000,000 log lines, the same ones every time, kept in .cache between runs. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readProvisioning, type Provisioning } from '../src/contract/provisioning.ts';
import { createNodeHost } from '../src/cli/nodeHost.ts';
import { instant } from '../src/domain/calendar.ts';
import { scaled } from '../src/domain/decimal.ts';
import type { CompanyId, ConnectionId } from '../src/domain/ids.ts';
import { setCompanyState, setLastPoll, setLastSweep } from '../src/engine/db/companies.ts';
import { listConnections } from '../src/engine/db/connections.ts';
import { writeLog } from '../src/engine/db/log.ts';
import { openDatabase, type Db } from '../src/engine/db/open.ts';
import { setPaused } from '../src/engine/db/tasks.ts';
import { setUp } from '../src/engine/host/setUp.ts';

export const PENDING = 100_000;
export const LOG_LINES = 1_000_000;
/** What the oldest line says, so that the end of the log can be told from any other place. */
export const OLDEST = 'The log begins here.';

const THINGS = ['Mug', 'Shirt', 'Poster', 'Lamp', 'Notebook', 'Candle', 'Basket', 'Clock'];
const COLOURS = ['red', 'blue', 'green', 'black', 'white', 'sand', 'olive'];
const AT_ONCE = 5_000;
/** Another number makes the folder anew. A new migration does not need one: the engine brings the folder up to date when it opens it. */
const VERSION = 2;

export type Sample = { readonly sku: string; readonly name: string };

/** What the shop sells as number `index`. */
export function sample(index: number): Sample {
  const thing = THINGS[index % THINGS.length] ?? '';
  const colour = COLOURS[index % COLOURS.length] ?? '';
  const number = String(index).padStart(6, '0');
  return { sku: `${thing.toUpperCase()}-${colour.toUpperCase()}-${number}`, name: `${thing}, ${colour}, model ${number}` };
}

/** How many pending rows a search for part of SKU or name finds. */
export function pendingWith(part: string): number {
  const wanted = part.toLowerCase();
  let sum = 0;
  for (let index = 0; index < PENDING; index += 1) {
    const { sku, name } = sample(index);
    if (sku.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)) sum += 1;
  }
  return sum;
}

/** The folder with the data; made when it is missing, of another version or unfinished. `say`: progress in words. */
export async function windowData(root: string, say: (words: string) => void): Promise<string> {
  const folder = path.join(root, '.cache', 'bench', 'window');
  const mark = path.join(folder, 'bench.json');
  const wanted = JSON.stringify({ VERSION, PENDING, LOG_LINES });
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder;
  say(`making ${String(PENDING)} pending rows and ${String(LOG_LINES)} log lines (once; kept in .cache) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const done = await setUp(folder, createNodeHost({ folder, logFile: null }), provisioning());
  if (!done.ok) throw new Error(done.error.what);
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error.what);
  const { db, close } = opened.value;
  // Nothing here has to survive a power cut.
  db.pragma('synchronous = OFF');
  fill(db, say);
  db.pragma('wal_checkpoint(TRUNCATE)');
  close();
  writeFileSync(mark, wanted);
  return folder;
}

/** Two shops that nobody answers for: all work is paused, so that nothing but the window moves. */
function provisioning(): Provisioning {
  const store = (name: string): object => ({ name, kind: 'woocommerce', url: `http://127.0.0.1:9/${name.toLowerCase()}`, consumerKey: 'ck_bench', consumerSecret: 'cs_bench' });
  const read = readProvisioning(JSON.stringify({
    companies: [{ name: 'Maple Street Goods', username: 'maple', password: 'a password for the bench', approved: true, settings: { keepLogDays: 0 }, stores: [store('Maple'), store('Outlet')] }],
  }));
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
}

function fill(db: Db, say: (words: string) => void): void {
  const now = Date.now();
  const shops = listConnections(db).map(({ id }) => id);
  const companyId = 1 as CompanyId;
  setCompanyState(db, companyId, {
    state: 'approved', candidate: null, problem: null,
    identity: {
      fileId: '', name: 'Maple Street Goods', path: 'C:\\Books\\Maple.qbw', country: 'US', product: 'QuickBooks Enterprise Solutions 24.0',
      supportedVersions: ['16.0'], closingDate: null, salesTaxOn: false, multiCurrencyOn: false,
    },
  });
  setLastPoll(db, companyId, instant(now));
  setLastSweep(db, companyId, instant(now), null);
  for (const connectionId of shops) for (const kind of ['orders', 'listings', 'inventory'] as const) setPaused(db, { kind, connectionId }, true);
  setPaused(db, { kind: 'sweep', companyId }, true);
  setPaused(db, { kind: 'housekeeping' }, true);
  fillListings(db, shops, now);
  fillLog(db, companyId, shops, now, say);
}

/** One listing, one item and one due number each; half of them in each shop, all different. */
function fillListings(db: Db, shops: readonly ConnectionId[], now: number): void {
  const item = db.prepare(`INSERT INTO item (company_id, list_id, kind, name, full_name, is_active, on_hand, on_sales_order,
      part_number, bar_code, time_modified, edit_sequence, members, read_sequence, read_at)
    VALUES (1, ?, 'inventory', ?, ?, 1, 800000, 0, '', '', '2026-01-05T10:00:00', '1', '[]', 1, ?)`);
  const listing = db.prepare(`INSERT INTO listing (id, connection_id, key, sku, name, stock_keeper, store_quantity, store_quantity_at, is_sellable, seen_at, confirmed_quantity, confirmed_sequence)
    VALUES (?, ?, ?, ?, ?, 'self', 500000, ?, 1, ?, 500000, 1)`);
  const link = db.prepare("INSERT INTO link (listing_id, company_id, list_id, source) VALUES (?, 1, ?, 'auto')");
  const update = db.prepare("INSERT INTO stock_update (listing_id, connection_id, state, route, due_since, found_quantity) VALUES (?, ?, 'pending', 'queued', ?, 800000)");
  for (let start = 0; start < PENDING; start += AT_ONCE) {
    db.transaction(() => {
      for (let index = start; index < Math.min(PENDING, start + AT_ONCE); index += 1) {
        const { sku, name } = sample(index);
        const [id, listId, shop] = [index + 1, `8000${index.toString(16).toUpperCase().padStart(4, '0')}-1`, shops[index % shops.length]];
        item.run(listId, sku, sku, now);
        listing.run(id, shop, String(id), sku, name, now, now);
        link.run(id, listId);
        update.run(id, shop, now - (PENDING - index) * 50);
      }
    })();
  }
}

function fillLog(db: Db, companyId: CompanyId, shops: readonly ConnectionId[], now: number, say: (words: string) => void): void {
  for (let start = 0; start < LOG_LINES; start += AT_ONCE) {
    db.transaction(() => {
      for (let index = start; index < Math.min(LOG_LINES, start + AT_ONCE); index += 1) {
        writeLog(db, { ...logLine(index, shops), companyId, at: instant(now - (LOG_LINES - index) * 30_000) });
      }
    })();
    if (start > 0 && start % 250_000 === 0) say(`${String(start)} lines …`);
  }
}

/** Nine in ten tell a number that arrived, as in a shop's daily life; a few failed. */
function logLine(index: number, shops: readonly ConnectionId[]): Omit<Parameters<typeof writeLog>[1], 'at'> {
  const listing = (index * 7_919) % PENDING;
  const { sku } = sample(listing);
  const connectionId = shops[listing % shops.length] ?? null;
  if (index === 0) return { outcome: 'info', text: OLDEST };
  if (index % 20 === 7) return {
    connectionId, order: String(10_000 + Math.floor(index / 20)), outcome: 'inserted',
    text: `Entered in QuickBooks as sales receipt W${String(10_000 + Math.floor(index / 20))}.`,
  };
  if (index % 100 === 13) return { connectionId, sku, outcome: 'skipped', text: `No active QuickBooks item is named "${sku}". Correct the SKU in the shop, or choose the item under Matching.` };
  if (index % 5_000 === 99) return { connectionId, sku, outcome: 'failed', text: `The shop refused the stock number for listing ${String(listing)}. See the shop's own words.` };
  const count = index % 10;
  const quantity = scaled(count * 100_000);
  return {
    connectionId, sku, outcome: 'confirmed', quickbooksQuantity: scaled((count + 3) * 100_000), sentQuantity: quantity, storeQuantity: quantity, route: index % 3 === 0 ? 'inline' : 'queued',
    text: `The shop shows ${String(count)}. On hand ${String(count + 3)}, in flight 2, safety stock 1.`,
  };
}
