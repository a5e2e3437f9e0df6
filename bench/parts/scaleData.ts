/** Data folders of three sizes, each ten times the one before: items, their listings, and a sync log; the same ones every time, kept in .cache between runs. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createNodeHost } from '../../src/cli/nodeHost.ts';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { instant } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { CompanyId, ConnectionId } from '../../src/domain/ids.ts';
import { setCompanyState, setItemCursor, setLastPoll, setLastSweep } from '../../src/engine/db/companies.ts';
import { setLastListings, setLastPull } from '../../src/engine/db/connections.ts';
import { writeLog } from '../../src/engine/db/log.ts';
import { openDatabase, type Db } from '../../src/engine/db/open.ts';
import { setPaused } from '../../src/engine/db/tasks.ts';
import { setUp } from '../../src/engine/host/setUp.ts';
import { skuOf } from './orders.ts';
import { FILE_ID, PASSWORD, USER } from './who.ts';

export type ScaleSize = { readonly skus: number; readonly lines: number };

export const SIZES: readonly ScaleSize[] = [{ skus: 1_000, lines: 10_000 }, { skus: 10_000, lines: 100_000 }, { skus: 100_000, lines: 1_000_000 }];

const AT_ONCE = 5_000;
/** Another number makes the folders anew; an older version of the database is brought up to date, as a user's is. */
const VERSION = 1;
const COMPANY = 1 as CompanyId;
const SHOP = 1 as ConnectionId;
/** Words that stand in one log line of a hundred each, so that a search finds as large a part of every log. */
const WORDS = ['saffron', 'cobalt', 'walnut', 'granite', 'linen'];

export function listIdOf(index: number): string {
  return `8000${index.toString(16).toUpperCase().padStart(5, '0')}-1`;
}

/** A word to search for in run `index`. */
export function wordOf(index: number): string {
  return WORDS[index % WORDS.length] ?? '';
}

/** The folder; `say`: progress in words. */
export async function scaleData(root: string, size: ScaleSize, say: (words: string) => void): Promise<string> {
  const folder = path.join(root, '.cache', 'bench', `scale-${String(size.skus)}`);
  const mark = path.join(folder, 'bench.json');
  const wanted = JSON.stringify({ VERSION, ...size });
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
    bringUpToDate(folder);
    return folder;
  }
  say(`making ${size.skus.toLocaleString('en-US')} SKUs and ${size.lines.toLocaleString('en-US')} log lines (once; kept in .cache) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await provisionFolder(folder);
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error.what);
  const { db, close } = opened.value;
  // Nothing here has to survive a power cut.
  db.pragma('synchronous = OFF');
  fill(db, size);
  db.pragma('wal_checkpoint(TRUNCATE)');
  close();
  writeFileSync(mark, wanted);
  return folder;
}

function bringUpToDate(folder: string): void {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error.what);
  opened.value.db.pragma('wal_checkpoint(TRUNCATE)');
  opened.value.close();
  for (const name of readdirSync(folder)) if (name.startsWith('before-migration-')) rmSync(path.join(folder, name));
}

async function provisionFolder(folder: string): Promise<void> {
  const read = readProvisioning(JSON.stringify({
    companies: [{
      name: 'Maple Street Goods', username: USER, password: PASSWORD, approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York' },
      stores: [{ name: 'Shop', kind: 'woocommerce', url: 'http://127.0.0.1:9', consumerKey: 'ck_bench', consumerSecret: 'cs_bench', settings: { startDate: '2026-01-01' } }],
    }],
  }));
  if (!read.ok) throw new Error(read.error.what);
  const done = await setUp(folder, createNodeHost({ folder, logFile: null }), read.value);
  if (!done.ok) throw new Error(done.error.what);
}

/** A company in step with its shop: nothing is due, and the clockwork has nothing to do. */
function fill(db: Db, { skus, lines }: ScaleSize): void {
  const now = instant(Date.now());
  setCompanyState(db, COMPANY, {
    state: 'approved', candidate: null, problem: null,
    identity: {
      fileId: FILE_ID, name: 'Maple Street Goods', path: 'C:\\Books\\Maple Street Goods.qbw', country: 'US',
      product: 'QuickBooks Enterprise Solutions 24.0', supportedVersions: ['16.0'], closingDate: null, salesTaxOn: true,
      multiCurrencyOn: false,
    },
  });
  setLastPoll(db, COMPANY, now);
  setLastSweep(db, COMPANY, now, null);
  setItemCursor(db, COMPANY, now);
  setLastListings(db, SHOP, now);
  setLastPull(db, SHOP, now);
  for (const kind of ['orders', 'listings', 'inventory'] as const) setPaused(db, { kind, connectionId: SHOP }, true);
  for (const kind of ['housekeeping', 'backup'] as const) setPaused(db, { kind }, true);
  const item = db.prepare(`INSERT INTO item (company_id, list_id, kind, name, full_name, is_active, on_hand, on_sales_order,
      part_number, bar_code, time_modified, edit_sequence, members, read_sequence, read_at)
    VALUES (1, ?, 'inventory', ?, ?, 1, ?, 0, '', '', '2026-01-05T10:00:00-05:00', '1', '[]', 0, ?)`);
  const listing = db.prepare(`INSERT INTO listing (id, connection_id, key, sku, name, stock_keeper, store_quantity, store_quantity_at, is_sellable, seen_at, confirmed_quantity, confirmed_sequence)
    VALUES (?, 1, ?, ?, ?, 'self', ?, ?, 1, ?, ?, 1)`);
  const link = db.prepare('INSERT INTO link (listing_id, company_id, list_id, source) VALUES (?, 1, ?, \'auto\')');
  inSteps(db, skus, (index) => {
    const [sku, quantity] = [skuOf(index), whole(index % 97)];
    item.run(listIdOf(index), sku, sku, quantity, now);
    listing.run(index + 1, String(index + 1), sku, `Item ${sku}`, quantity, now, now, quantity);
    link.run(index + 1, listIdOf(index));
  });
  inSteps(db, lines, (index) => { writeLog(db, { ...logLine(index, skus), companyId: COMPANY, connectionId: SHOP, at: instant(now - (lines - index) * 30_000) }); });
}

function inSteps(db: Db, count: number, once: (index: number) => void): void {
  for (let start = 0; start < count; start += AT_ONCE) {
    db.transaction(() => { for (let index = start; index < Math.min(count, start + AT_ONCE); index += 1) once(index); })();
  }
}

/** Nine in ten tell a number that arrived. */
function logLine(index: number, skus: number): Pick<Parameters<typeof writeLog>[1], 'sku' | 'order' | 'outcome' | 'text' | 'sentQuantity' | 'storeQuantity' | 'quickbooksQuantity' | 'route'> {
  const sku = skuOf((index * 7_919) % skus);
  const number = String(10_000 + Math.floor(index / 20));
  if (index % 20 === 7) return { order: number, outcome: 'inserted', text: `Entered in QuickBooks as sales receipt W${number}.` };
  if (index % 20 === 13) return {
    sku, outcome: 'skipped',
    text: `No active QuickBooks item is named "${sku}", shelf ${wordOf(Math.floor(index / 20))}. Correct the SKU in the shop, or choose the item under Matching.`,
  };
  const quantity = whole(index % 10);
  return {
    sku, outcome: 'confirmed', quickbooksQuantity: quantity, sentQuantity: quantity, storeQuantity: quantity, route: 'queued',
    text: `Shop shows ${String(index % 10)}. QuickBooks has ${String(index % 10)}; to sell: ${String(index % 10)}.`,
  };
}
