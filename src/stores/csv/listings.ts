/** What the shop sells: listings.csv, or where there is none the SKUs of stock.csv. Checked as a whole before the first page, read in pages. */
import { z } from 'zod';
import { MINUTE } from '../../domain/calendar.ts';
import { parseDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import type { ListingRecord, StockKeeper } from '../../domain/listing.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type ListingPage, type StoreFailure } from '../store.ts';
import { CellFault, cellFault, numberOf, yesNo, type Cells } from './cellValues.ts';
import { undefuse } from './cells.ts';
import type { Disk } from './disk.ts';
import { badFileFailure, FolderFault } from './folderFailure.ts';
import type { Places } from './folderPath.ts';
import { listingKey } from './mapOrder.ts';
import { openTable, readRows, type Columns, type Table } from './table.ts';

const LISTING_TABLE: Columns = { known: ['sku', 'name', 'parent', 'manages_stock', 'quantity', 'sellable'], required: ['sku'] };
export const STOCK_TABLE: Columns = { known: ['sku', 'name', 'quantity', 'at'], required: ['sku'] };

const PAGE_SIZE = 1_000;
/** Two million SKUs would fill the memory while twins are looked for. */
const MOST_LISTINGS = 500_000;
/** How often a file that is written anew while it is read is begun again. */
const MOST_RESTARTS = 5;

const stored = z.object({ v: z.literal(1), at: z.int().min(0), line: z.int().min(1), size: z.number(), changedAt: z.number(), restarts: z.int() });

/** Undefined: there is neither of the two files, so there is nothing for sale. */
export async function openListings(disk: Disk, places: Places): Promise<Table | undefined> {
  if (await disk.look(places.listings) !== null) return openTable(disk, places.listings, 'listings.csv', LISTING_TABLE);
  if (await disk.look(places.stockFile) !== null) return openTable(disk, places.stockFile, 'stock/stock.csv', STOCK_TABLE);
  return undefined;
}

export async function pullListings(disk: Disk, places: Places, text: string | null): Promise<Result<ListingPage, StoreFailure>> {
  const table = await openListings(disk, places);
  if (table === undefined) return ok({ listings: [], cursor: '', more: false });
  const about = await disk.look(table.path);
  const [size, changedAt] = [about?.size ?? 0, about?.changedAt ?? 0];
  const cursor = readCursor(text);
  const goesOn = cursor !== null && cursor.size === size && cursor.changedAt === changedAt;
  const restarts = cursor === null ? 0 : cursor.restarts + (goesOn ? 0 : 1);
  if (restarts > MOST_RESTARTS) {
    return err(failure(
      'csvFileChanging', `${table.file} is written anew all the time, so it cannot be read.`,
      'Let the other program write it under another name and rename it when it is complete.', MINUTE,
    ));
  }
  if (!goesOn) await checkAll(disk, table);
  let listings: ListingRecord[] = [];
  let place = goesOn ? { at: cursor.at, line: cursor.line } : table.first;
  const page = (more: boolean): Result<ListingPage, StoreFailure> => ok({ listings, cursor: JSON.stringify({ v: 1, ...place, size, changedAt, restarts }), more });
  let more = false;
  for await (const row of readRows(disk, table, place)) {
    more = listings.length >= PAGE_SIZE;
    if (more) break;
    listings.push(readingOne(() => toListing({ file: table.file, row })));
    place = row.next;
  }
  listings = [...await withTold(disk, places, listings)];
  return page(more);
}

/**
 * What stock.csv shows is what the shop was told last; a listings.csv that nobody writes anew would contradict it for ever. Where it shows nothing (any
 * more), the number of listings.csv counts.
 */
async function withTold(disk: Disk, places: Places, listings: readonly ListingRecord[]): Promise<readonly ListingRecord[]> {
  if (await disk.look(places.stockFile) === null) return listings;
  const own = new Map(listings.flatMap((one) => (one.stockKeeper === 'self' ? [[one.key, one] as const] : [])));
  const told = new Map<string, Decimal>();
  const table = await openTable(disk, places.stockFile, 'stock/stock.csv', STOCK_TABLE);
  for await (const row of readRows(disk, table, table.first)) {
    const key = listingKey(undefuse(row.cell('sku')));
    const quantity = own.has(key) ? parseDecimal(row.cell('quantity')) : null;
    if (quantity?.ok === true) told.set(key, quantity.value);
  }
  return listings.map((one) => ({ ...one, storeQuantity: told.get(one.key) ?? one.storeQuantity }));
}

function readCursor(text: string | null): z.output<typeof stored> | null {
  try {
    return text === null ? null : stored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A file with a fault is refused as a whole: half of it would look as if the other half were no longer sold. */
async function checkAll(disk: Disk, table: Table): Promise<void> {
  const lines = new Map<string, number>();
  for await (const row of readRows(disk, table, table.first)) {
    const { key, sku } = readingOne(() => toListing({ file: table.file, row }));
    const twin = lines.get(key);
    if (twin !== undefined) throw fault(
      { file: table.file, line: row.line }, `the SKU "${sku.slice(0, 60)}" stands in line ${String(twin)} already.`, 'Leave one of the two rows.',
    );
    lines.set(key, row.line);
    if (lines.size > MOST_LISTINGS) throw fault({ file: table.file, line: row.line }, `there are more than ${String(MOST_LISTINGS)} rows.`, 'Leave only what is for sale.');
  }
}

function fault(spot: Parameters<typeof badFileFailure>[0], what: string, todo: string): FolderFault {
  return new FolderFault(badFileFailure(spot, what, todo));
}

function readingOne<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof CellFault)) throw cause;
    throw new FolderFault(failure('csvListingsUnreadable', cause.what, `${cause.todo} Until then the listings stay as they were.`, 5 * MINUTE, { field: cause.column }));
  }
}

/** Throws CellFault. */
export function toListing(cells: Cells): ListingRecord {
  const { row } = cells;
  if (row.fault !== null) throw cellFault(cells, 'sku', `${row.fault}.`, 'Correct the row.');
  const sku = undefuse(row.cell('sku'));
  if (sku === '') throw cellFault(cells, 'sku', 'the cell is empty.', 'Write the SKU, or remove the row.');
  if (sku.length > 200) throw cellFault(cells, 'sku', 'the SKU is longer than 200 signs.', 'Shorten it.');
  const parent = undefuse(row.cell('parent'));
  const name = undefuse(row.cell('name'));
  const stockKeeper = keeperOf(cells, parent);
  const hasNumber = stockKeeper === 'self' && row.cell('quantity') !== '';
  return {
    key: listingKey(sku), parentKey: parent === '' ? null : listingKey(parent), sku, name: name === '' ? sku : name, stockKeeper,
    storeQuantity: hasNumber ? numberOf(cells, 'quantity', ZERO) : null, isSellable: yesNo(cells, 'sellable') ?? true,
  };
}

function keeperOf(cells: Cells, parent: string): StockKeeper {
  if (cells.row.cell('manages_stock').toLowerCase() !== 'parent') return (yesNo(cells, 'manages_stock') ?? true) ? 'self' : 'none';
  if (parent === '') throw cellFault(cells, 'manages_stock', 'it says parent, but the row has no parent.', 'Write the parent\'s SKU into the column parent, or yes or no here.');
  return 'parent';
}

/** The listings with these keys, in one pass. */
export async function findListings(disk: Disk, places: Places, keys: ReadonlySet<string>): Promise<ReadonlyMap<string, ListingRecord>> {
  const found = new Map<string, ListingRecord>();
  const table = await openListings(disk, places);
  if (table === undefined) return found;
  for await (const row of readRows(disk, table, table.first)) {
    const key = listingKey(undefuse(row.cell('sku')));
    if (keys.has(key)) found.set(key, readingOne(() => toListing({ file: table.file, row })));
    if (found.size === keys.size) break;
  }
  return found;
}

/** The same with the numbers the shop was told. */
export async function readListings(disk: Disk, places: Places, keys: readonly string[]): Promise<readonly ListingRecord[]> {
  return withTold(disk, places, [...(await findListings(disk, places, new Set(keys))).values()]);
}
