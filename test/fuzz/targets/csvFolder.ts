/**
 * The files of a CSV folder, spoilt, through the real connector on a real disk: every order is taken or named with its fault,
 * nothing is asked for ever, and nothing beside the folder's own files is touched.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { instant } from '../../../src/domain/calendar.ts';
import { scaled } from '../../../src/domain/decimal.ts';
import type { ListID } from '../../../src/domain/ids.ts';
import { createCsvFolder } from '../../../src/stores/csv/csvFolder.ts';
import { realDisk } from '../../../src/stores/csv/disk.ts';
import type { ListingFacts, Store, StoreFailure } from '../../../src/stores/store.ts';
import type { Dice } from '../../faults/random.ts';
import { CHARACTERS, FORMULAS, NUMBERS, PATHS, PROTOTYPE_NAMES } from '../dictionary.ts';
import { readInput, type Target } from '../harness.ts';
import { anyText, mutateText } from '../mutate.ts';

/** `encoding`: how the texts become bytes. Null: there is no such file. */
const filesShape = z.strictObject({ name: z.string(), orders: z.string(), listings: z.string().nullable(), stock: z.string().nullable(), encoding: z.enum(['utf8', 'utf16le', 'latin1']) });
type Files = z.output<typeof filesShape>;

const ORDERS = `order_id,order_number,status,created_at,paid_at,currency,order_total,email,billing_first_name,note,meta:po,type,sku,name,quantity,amount,tax,refund_id,refund_at,restock
1001,W-1,processing,2026-11-21,2026-11-21T14:00:00Z,USD,34.10,ann@example.test,Ann,"Ring, twice",PO 7,,TEA-1,Green tea,2,24.00,2.10,,,
1001,,,,,,,,,,,shipping,,Parcel,,8.00,,,,
1001,,,,,,,,,,,refund,TEA-1,,1,12.00,1.05,1,2026-11-24,yes
1002,,completed,2026-11-22 09:00:00 -05:00,,,5.00,,,,,item,CUP,"Cup ""large""",1,5.00,0,,,
`;
const LISTINGS = `sku,name,parent,manages_stock,quantity,sellable
TEA-1,Green tea,,yes,12,yes
CUP,"Cup, large",,,3,
CUP-RED,Red,CUP,parent,,no
`;
const STOCK = '\ufeffsku,quantity,at\r\nTEA-1,7,2026-11-21T10:00:00Z\r\n\'=CUP,1,\r\n';
const PIECES = [
  ...CHARACTERS, ...NUMBERS, ...FORMULAS, ...PROTOTYPE_NAMES, '"', '""', ',', ';', '\t', '\n', '\r\n', '1001', 'TEA-1',
  'refund', '2026-02-30', '2026-11-21', 'yes', '\'', '~', '\ufeff', 'order_id', 'sku', '1001,W-1\n',
];
const NOW = Date.UTC(2026, 10, 26, 12, 0, 0);
/** Pages of one pull, orders and listings alike: far more than such files have. */
const MOST_PAGES = 50;
const BESIDE = 'not ours';

function anyFiles(dice: Dice): Files {
  const spoilt = (text: string, of: number): string => (dice.chance(of) ? mutateText(dice, text, PIECES, [ORDERS, LISTINGS, STOCK]) : text);
  return {
    name: dice.weighted<string>([
      [8, 'monday.csv'],
      [1, `${anyText(dice, 30).replace(/[/\0]/g, '_').toWellFormed()}.csv`],
      [1, `${dice.pick(PATHS).replace(/[/\0]/g, '_')}.CSV`],
      [0.5, `${'n'.repeat(240)}.csv`],
    ]),
    orders: dice.chance(0.02) ? anyText(dice, 400) : spoilt(ORDERS, 0.9), listings: dice.chance(0.7) ? spoilt(LISTINGS, 0.6) : null, stock: dice.chance(0.6) ? spoilt(STOCK, 0.5) : null,
    encoding: dice.weighted<Files['encoding']>([[20, 'utf8'], [1, 'utf16le'], [1, 'latin1']]),
  };
}

type Words = { readonly code: string; readonly what: string; readonly todo: string };

/** What comes from the file itself may be said again. */
function soundness({ code, what, todo }: Words): string | null {
  if (code === '' || !/[.!?]$/.test(what) || todo === '') return `a Problem without good words: ${what}`;
  return /\[object \w|\bat [\w.]+ \(\/|SyntaxError|TypeError/.test(what + todo) ? `a Problem with the inside in it: ${what}` : null;
}

/** Every file below, but the connector's own temporary ones. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

const never = new AbortController().signal;

/** The ids that stand in the first column where the header does, read as plainly as can be; null where that is not plain. */
function plainIds(text: string): readonly string[] | null {
  if (!text.startsWith('order_id,order_number,') || /["'\r\0~]/.test(text.replaceAll('"Ring, twice"', '').replaceAll('"Cup ""large"""', ''))) return null;
  const rows = text.split('\n').slice(1).filter((row) => row !== '');
  // Half a character becomes another one on its way into the file.
  return rows.map((row) => (row.toWellFormed().split(',')[0] ?? '').trim()).filter((id) => id !== '');
}

async function pullAll(store: Store, from: string | null): Promise<
  | { readonly ids: readonly string[]; readonly told: readonly { readonly id: string; readonly problem: Words }[]; readonly cursor: string | null }
  | { readonly failed: StoreFailure }
  | 'endless'
> {
  const ids: string[] = [];
  const told: { readonly id: string; readonly problem: Words }[] = [];
  let cursor = from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await store.pullOrders(cursor, instant(0), never);
    if (!page.ok) return { failed: page.error };
    ids.push(...page.value.orders.map((order) => order.id));
    told.push(...page.value.unreadable);
    ({ cursor } = page.value);
    if (!page.value.more) return { ids, told, cursor };
  }
  return 'endless';
}

async function judgeOrders(store: Store, files: Files): Promise<string | null> {
  const first = await pullAll(store, null);
  if (first === 'endless') return 'orders are pulled for ever';
  if ('failed' in first) return soundness(first.failed) ?? `the whole pull failed: ${first.failed.code} ${first.failed.what}`;
  const bad = first.told.map(({ problem }) => soundness(problem)).find((one) => one !== null);
  if (bad !== undefined) return bad;
  const plain = files.encoding === 'utf8' ? plainIds(files.orders) : null;
  // A file is taken under its name only where that ends in .csv; one that cannot be read is told as a whole.
  const isWhole = /^[^.~].*\.csv$/is.test(files.name) && !first.told.some(({ id }) => id.startsWith('file~'));
  const lost = isWhole ? plain?.find((id) => !first.ids.includes(id) && !first.told.some((one) => one.id === id.slice(0, 60))) : undefined;
  if (lost !== undefined) return `order ${lost.slice(0, 40)} is neither taken nor named`;
  const second = await pullAll(store, first.cursor);
  if (second === 'endless' || 'failed' in second) return 'the second pull failed';
  return second.ids.length + second.told.length === 0 ? null : 'what was read comes again';
}

async function* factsOf(skus: readonly string[]): AsyncGenerator<ListingFacts> {
  for (const sku of skus) yield await Promise.resolve({ sku, name: sku, item: { fullName: `=${sku}`, listId: '80000001-1' as ListID, price: scaled(1_234_500), isLinkedByPerson: false } });
}

async function judgeStock(store: Store): Promise<string | null> {
  const skus: string[] = [];
  const keys: string[] = [];
  let cursor: string | null = null;
  let hasMore = true;
  for (let pages = 0; hasMore; pages += 1) {
    if (pages === MOST_PAGES) return 'listings are pulled for ever';
    const page = await store.pullListings(cursor, never);
    if (!page.ok) return soundness(page.error);
    for (const { sku, key } of page.value.listings) {
      if (keys.includes(key)) return `listing ${key} comes twice`;
      skus.push(sku);
      keys.push(key);
    }
    ({ cursor, more: hasMore } = page.value);
  }
  const batch = keys.slice(0, 100).map((key, index) => ({ key, parentKey: null, quantity: scaled(index * 100_000) }));
  const set = await store.setStock(batch, never);
  if (!set.ok) return soundness(set.error);
  if (set.value.length !== batch.length) return `${String(set.value.length)} answers to ${String(batch.length)} numbers`;
  for (const [index, answer] of set.value.entries()) {
    if (answer.outcome === 'answered' && answer.quantity !== batch[index]?.quantity) return `the file shows another number for ${keys[index] ?? ''} than was just written`;
    if (answer.outcome !== 'answered') {
      const complaint = soundness(answer.problem);
      if (complaint !== null) return complaint;
    }
  }
  const done = await store.publish?.({ [Symbol.asyncIterator]: () => factsOf(skus) }, never);
  return done === undefined || done.ok ? null : soundness(done.error);
}

export const csvFolder: Target = {
  name: 'csvFolder',
  atOnce: 1,
  open() {
    const outer = mkdtempSync(join(tmpdir(), 'stockbridge-fuzz-csv-'));
    const root = join(outer, 'exchange');
    return {
      make: (dice) => JSON.stringify(anyFiles(dice)),
      async check(input) {
        const files = readInput(filesShape, input);
        if (files === null) return null;
        rmSync(root, { recursive: true, force: true });
        mkdirSync(join(root, 'orders'), { recursive: true });
        mkdirSync(join(root, 'stock'));
        writeFileSync(join(outer, 'beside.csv'), BESIDE);
        const put = (path: string, text: string | null): void => {
          if (text === null) return;
          const at = join(root, path);
          writeFileSync(at, Buffer.from(text, files.encoding));
          utimesSync(at, NOW / 1_000 - 60, NOW / 1_000 - 60);
        };
        try {
          put(join('orders', files.name), files.orders);
        } catch {
          return null; // no name for a file
        }
        put('listings.csv', files.listings);
        put(join('stock', 'stock.csv'), files.stock);
        const store = createCsvFolder(realDisk).open({ url: root, secrets: {}, timeoutSeconds: 20, now: () => instant(NOW), random: () => 0.5, sleep: () => Promise.resolve() });
        const complaint = (await judgeOrders(store, files)) ?? (await judgeStock(store));
        if (complaint !== null) return complaint;
        if (readFileSync(join(outer, 'beside.csv'), 'utf8') !== BESIDE
          || filesIn(outer).some((file) => !file.startsWith(root) && !file.endsWith('beside.csv'))) return 'something beside the folder was touched';
        const strange = filesIn(root).find((file) => !/(listings\.csv|stock[/\\](stock|links|prices)\.csv)$/.test(file) && !file.startsWith(join(root, 'orders')));
        return strange === undefined ? null : `a file is left behind: ${strange.slice(root.length)}`;
      },
      audit: () => (existsSync(outer) ? null : 'the folder around it is gone'),
      close: () => { rmSync(outer, { recursive: true, force: true }); },
    };
  },
};
