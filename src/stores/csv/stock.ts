/** Writes stock/stock.csv: every number ever told, each change merged into it and read back from the file before it counts as told. */
import { formatUtc, type Instant } from '../../domain/calendar.ts';
import { formatDecimal, parseDecimal, type Decimal } from '../../domain/decimal.ts';
import type { ListingRecord } from '../../domain/listing.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type CallPart, type StockAnswer, type StockChange, type StoreCall, type StoreFailure } from '../store.ts';
import { BYTE_ORDER_MARK, row, textCell, undefuse } from './cells.ts';
import type { Disk } from './disk.ts';
import type { Places } from './folderPath.ts';
import { findListings, STOCK_TABLE } from './listings.ts';
import { listingKey } from './mapOrder.ts';
import { inBlocks, replaceFile } from './replaceFile.ts';
import { openTable, readRows } from './table.ts';
import { prepareFolders } from './takenFiles.ts';

export const BATCH_SIZE = 100;
const HEADER = row(['sku', 'quantity', 'at']);

/** In the order the changes came; a parent and its variations are rows like all others. */
export function stockBatches<T extends { readonly key: string; readonly parentKey: string | null }>(changes: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(changes.length / BATCH_SIZE) }, (_, index) => changes.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
}

type Sendable = { readonly listing: ListingRecord; readonly quantity: Decimal };

export async function setStock(
  disk: Disk, places: Places, batch: readonly StockChange[], now: () => Instant, signal: AbortSignal, record?: (call: StoreCall) => void,
): Promise<Result<readonly StockAnswer[], StoreFailure>> {
  if (batch.length > BATCH_SIZE) return err(failure('badBatch', 'A stock batch was put together wrongly, so it was not sent.', 'Report this to Stockbridge\'s makers.', null));
  await prepareFolders(disk, places);
  const listings = await findListings(disk, places, new Set(batch.map((change) => change.key)));
  const news = new Map<string, Sendable>();
  const checked = batch.map((change): StockAnswer | null => {
    const listing = listings.get(change.key);
    const answer = listing === undefined ? unknown(change.key) : ignored(listing);
    if (answer === null && listing !== undefined) news.set(change.key, { listing, quantity: change.quantity });
    return answer;
  });
  if (news.size === 0) return ok(checked.map((answer) => answer ?? notThere('')));
  const call = { method: 'WRITE', address: places.stockFile, status: null };
  const requestText = [...news.values()].map(({ listing, quantity }) => row([textCell(listing.sku), formatDecimal(quantity)])).join('');
  try {
    await replaceFile(disk, places.stockFile, inBlocks(merged(disk, places, news, formatUtc(now()))), signal);
    const shown = await readBack(disk, places, news);
    record?.({ ...call, requestText, responseText: [...shown.values()].map((one) => one.text).join('') });
    return ok(checked.map((answer, index) => answer ?? shown.get(batch[index]?.key ?? '')?.answer ?? notThere(batch[index]?.key ?? '')));
  } catch (cause) {
    record?.({ ...call, requestText, responseText: null });
    throw cause;
  }
}

function unknown(key: string): StockAnswer {
  return { outcome: 'refused', problem: problem('unknownListing', `The folder lists no "${key}" any more.`, 'Write it into listings.csv again if it is for sale.') };
}

/** Null: its number can be told. */
function ignored({ sku, stockKeeper }: ListingRecord): StockAnswer | null {
  if (stockKeeper === 'self') return null;
  return stockKeeper === 'none'
    ? {
      outcome: 'ignored',
      problem: problem(
        'stockNotManaged', `The shop keeps no stock for listing ${sku} (listings.csv, manages_stock), so it was not told.`,
        'Write yes into manages_stock if it should be.',
      ),
    }
    : {
      outcome: 'ignored',
      problem: problem(
        'stockOnParent', `The stock of variation ${sku} is kept by its parent product (listings.csv, manages_stock), so it was not told.`,
        'Write yes into manages_stock if it has a number of its own.',
      ),
    };
}

function notThere(key: string): StockAnswer {
  return {
    outcome: 'refused',
    problem: problem(
      'noStockAnswered', `stock.csv does not show "${key}" after it was written.`,
      'Look whether another program writes stock.csv too; only Stockbridge may.',
    ),
  };
}

/** The old file's rows with the news in their places, and what is new to it at the end. */
async function* merged(disk: Disk, places: Places, news: ReadonlyMap<string, Sendable>, at: string): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + HEADER;
  const left = new Map(news);
  if (await disk.look(places.stockFile) !== null) {
    const table = await openTable(disk, places.stockFile, 'stock/stock.csv', STOCK_TABLE);
    for await (const old of readRows(disk, table, table.first)) {
      const sku = undefuse(old.cell('sku'));
      const key = listingKey(sku);
      const change = left.get(key);
      if (change !== undefined) yield rowOf(change, at);
      else if (sku !== '' && !news.has(key)) yield row([textCell(sku), textCell(old.cell('quantity')), textCell(old.cell('at'))]);
      left.delete(key);
    }
  }
  for (const change of left.values()) yield rowOf(change, at);
}

function rowOf({ listing, quantity }: Sendable, at: string): string {
  return row([textCell(listing.sku), formatDecimal(quantity), at]);
}

async function readBack(disk: Disk, places: Places, news: ReadonlyMap<string, Sendable>): Promise<ReadonlyMap<string, { readonly answer: StockAnswer; readonly text: string }>> {
  const shown = new Map<string, { readonly answer: StockAnswer; readonly text: string }>();
  const table = await openTable(disk, places.stockFile, 'stock/stock.csv', STOCK_TABLE);
  for await (const found of readRows(disk, table, table.first)) {
    const sku = undefuse(found.cell('sku'));
    const key = listingKey(sku);
    if (!news.has(key)) continue;
    const quantity = parseDecimal(found.cell('quantity'));
    shown.set(key, {
      answer: quantity.ok ? { outcome: 'answered', quantity: quantity.value } : notThere(key),
      text: row([textCell(sku), textCell(found.cell('quantity')), textCell(found.cell('at'))]),
    });
  }
  return shown;
}

/** The row of the recorded texts that is about this SKU. */
export function callPart({ requestText, responseText }: Pick<StoreCall, 'requestText' | 'responseText'>, key: string): CallPart {
  const find = (text: string): string | null => text.split('\r\n').find((line) => listingKey(undefuse(firstCell(line))) === key) ?? null;
  return { request: find(requestText), answer: responseText === null ? null : find(responseText) };
}

function firstCell(line: string): string {
  const [, quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^,]*))/.exec(line) ?? [];
  return quoted === undefined ? plain : quoted.replaceAll('""', '"');
}
