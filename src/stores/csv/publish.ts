/** Writes links.csv and prices.csv: which item of QuickBooks each listing is, and what QuickBooks sells it for. */
import { formatDecimal } from '../../domain/decimal.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { ListingFacts, StoreFailure } from '../store.ts';
import { BYTE_ORDER_MARK, row, textCell } from './cells.ts';
import type { Disk } from './disk.ts';
import type { Places } from './folderPath.ts';
import { inBlocks, replaceFile } from './replaceFile.ts';
import { prepareFolders } from './takenFiles.ts';

type Facts = AsyncIterable<ListingFacts>;

/** `facts` is gone through once for each file. */
export async function publish(disk: Disk, places: Places, facts: Facts, signal: AbortSignal): Promise<Result<null, StoreFailure>> {
  await prepareFolders(disk, places);
  await replaceFile(disk, places.linksFile, inBlocks(links(facts)), signal);
  await replaceFile(disk, places.pricesFile, inBlocks(prices(facts)), signal);
  return ok(null);
}

async function* links(facts: Facts): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + row(['sku', 'name', 'item', 'list_id', 'linked_by']);
  for await (const { sku, name, item } of facts) {
    if (sku === '') continue;
    yield row([textCell(sku), textCell(name), ...(item === null ? ['', '', ''] : [textCell(item.fullName), textCell(item.listId), item.isLinkedByPerson ? 'person' : 'sku'])]);
  }
}

/** Only where QuickBooks has a price: an empty cell could be taken for nothing to pay. */
async function* prices(facts: Facts): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + row(['sku', 'price']);
  for await (const { sku, item } of facts) {
    if (sku !== '' && item !== null && item.price !== null) yield row([textCell(sku), formatDecimal(item.price)]);
  }
}
