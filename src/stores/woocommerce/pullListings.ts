/** Reads every product and variation of a shop, page by page in order of id, so that the walk can be resumed. */
import { parseDecimal, type Decimal } from '../../domain/decimal.ts';
import type { ListingRecord, StockKeeper } from '../../domain/listing.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type ListingPage, type StoreFailure } from '../store.ts';
import { productAnswer, variationAnswer, type ProductAnswer, type VariationAnswer } from './answers.ts';
import type { Client } from './client.ts';
import { listingKey } from './mapOrder.ts';
import { endless, PAGE_SIZE, readList, type ListPage } from './paging.ts';

/** `after`: the last product done. `total`: products the shop had then; fewer now means that rows have moved up. `idle`: pages in a row with nothing new. */
type ListingCursor = { readonly page: number; readonly after: number; readonly total: number | null; readonly idle: number };

/** Going back after deletions makes some; a cache or plug-in that gives every page the same rows makes them without end. */
const MOST_IDLE_PAGES = 20;

/** Each variable product costs a call of its own; this bounds how long one page takes. */
const VARIABLES_PER_PAGE = 20;
/** Of one product. A shop that always has one more page must not fill the memory. */
const MOST_VARIATIONS = 10_000;
export const FIELDS = 'id,name,type,status,sku,manage_stock,stock_quantity,parent_id';

export async function pullListings(client: Client, text: string | null, signal: AbortSignal): Promise<Result<ListingPage, StoreFailure>> {
  const cursor = text === null ? null : readCursor(text);
  const at = cursor ?? { page: 1, after: 0, total: null, idle: 0 };
  // status any is the default: drafts and private products too, not the trash.
  const page = await readList(client, '/products', { orderby: 'id', order: 'asc', page: String(at.page), _fields: FIELDS }, 'the products', signal);
  if (!page.ok) return page;
  const list: ListPage = page.value ?? { rows: [], full: false, total: null, date: null };
  const products = list.rows.map((row) => productAnswer.safeParse(row)).flatMap((parsed) => (parsed.success ? [parsed.data] : []));
  if (list.rows.length > 0 && products.length === 0) return err(unreadable(client, 'the products'));
  const listings: ListingRecord[] = [];
  let done = at.after;
  let variables = 0;
  for (const product of products.filter((candidate) => candidate.id > at.after)) {
    const isVariable = product.type.includes('variable'); // `variable`, and plug-ins' `variable-subscription`
    if (isVariable && variables === VARIABLES_PER_PAGE) return ok({ listings, cursor: writeCursor({ ...at, after: done, total: list.total, idle: 0 }), more: true });
    listings.push(mapListing(product, null));
    if (isVariable) {
      variables += 1;
      const variations = await readVariations(client, product, signal);
      if (!variations.ok) return variations;
      listings.push(...variations.value);
    }
    done = product.id;
  }
  const lost = at.total !== null && list.total !== null && list.total < at.total ? at.total - list.total : 0;
  const more = lost > 0 || (list.full && list.rows.length > 0);
  // Products deleted meanwhile have pulled later ones up, past the pages already read: step back; those done are skipped by id.
  const next = lost > 0 ? Math.max(1, at.page - Math.ceil(lost / PAGE_SIZE)) : at.page + 1;
  const idle = done > at.after ? 0 : at.idle + 1;
  if (more && idle > MOST_IDLE_PAGES) return err(endless(client, 'the products'));
  return ok({ listings, cursor: writeCursor({ page: next, after: lost > 0 ? at.after : done, total: list.total, idle }), more });
}

async function readVariations(client: Client, parent: ProductAnswer, signal: AbortSignal): Promise<Result<readonly ListingRecord[], StoreFailure>> {
  const found = new Map<string, ListingRecord>();
  for (let page = 1; found.size <= MOST_VARIATIONS; page += 1) {
    const before = found.size;
    const list = await readList(
      client, `/products/${String(parent.id)}/variations`, { orderby: 'id', order: 'asc', page: String(page), _fields: FIELDS },
      'a product\'s variations', signal, true,
    );
    if (!list.ok) return list;
    if (list.value === null) return ok([...found.values()]); // the product was deleted meanwhile
    for (const row of list.value.rows) {
      const variation = variationAnswer.safeParse(row);
      if (!variation.success) return err(unreadable(client, `the variations of product ${String(parent.id)}`));
      const listing = mapListing(variation.data, parent);
      found.set(listing.key, listing);
    }
    if (!list.value.full || found.size === before) return ok([...found.values()]);
  }
  return err(endless(client, `the variations of product ${String(parent.id)}`));
}

/** A product, or a variation with its parent: a variation's own name is only its options, and a draft's variations are not sold. */
export function mapListing(answer: ProductAnswer | VariationAnswer, parent: ProductAnswer | null): ListingRecord {
  return {
    key: (parent === null ? listingKey(answer.id, 0) : listingKey(parent.id, answer.id)) ?? '',
    parentKey: parent === null ? null : String(parent.id),
    sku: answer.sku.trim(),
    name: parent === null ? answer.name : `${parent.name}${answer.name === '' ? '' : ` - ${answer.name}`}`,
    stockKeeper: keeperOf(answer.manage_stock),
    storeQuantity: quantityOf(answer.stock_quantity),
    isSellable: answer.status === 'publish' && (parent === null || parent.status === 'publish'),
  };
}

export function keeperOf(manageStock: boolean | 'parent'): StockKeeper {
  return manageStock === 'parent' ? 'parent' : manageStock ? 'self' : 'none';
}

/** Null when the shop keeps none, or wrote something that is not a number. */
export function quantityOf(text: string | null): Decimal | null {
  const parsed = text === null ? null : parseDecimal(text, 'stock_quantity');
  return parsed?.ok === true ? parsed.value : null;
}

function unreadable(client: Client, what: string): StoreFailure {
  return failure(
    'storeAnswerUnreadable', `${client.address.host} sent ${what} in a shape that cannot be read.`,
    'Ask whoever runs the shop which plug-in changes its REST answers.', 300_000,
  );
}

function writeCursor(cursor: ListingCursor): string {
  return JSON.stringify({ v: 1, ...cursor });
}

function readCursor(text: string): ListingCursor | null {
  try {
    const stored = JSON.parse(text) as ListingCursor & { readonly v: number };
    return stored.v === 1 && Number.isInteger(stored.page) && stored.page > 0 ? { page: stored.page, after: stored.after, total: stored.total, idle: stored.idle } : null;
  } catch {
    return null;
  }
}
