/** Tables order_line and store_order, seen from an item: which orders took from it lately. */
import { multiplyDecimal, scaled, whole, type Decimal } from '../../domain/decimal.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { Item } from '../../domain/item.ts';
import { isNamed, namesOf, takersOf } from './demand.ts';
import { itemByListId } from './items.ts';
import { listingsOfItem } from './links.ts';
import { kitsAbove, madeWith } from './made.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type RecentSale = { readonly connectionId: ConnectionId; readonly order: string; readonly pieces: Decimal; readonly at: Instant };

type Row = {
  readonly connection_id: ConnectionId;
  readonly number: string;
  readonly taken: number;
  readonly created_at: Instant;
  readonly listing_id: number | null;
  readonly sku: string | null;
};

const SALES = `SELECT store_order.connection_id, store_order.number, order_line.taken, store_order.created_at, order_line.listing_id, order_line.sku
  FROM order_line CROSS JOIN store_order ON store_order.id = order_line.order_id`;
const LATELY = 'order_line.taken > 0 AND store_order.counts = 1 AND store_order.created_at >= ?';
// From the item's lines: a shop's orders of a few days may be thousands, an item's lines are few. By SKU only while a line is open, as the index is.
const OF_LISTING = `${SALES.replace('FROM order_line', 'FROM order_line INDEXED BY order_line_listing')} WHERE order_line.listing_id = ? AND ${LATELY}`;
const OF_SKU = `${SALES.replace('FROM order_line', 'FROM order_line INDEXED BY order_line_sku')} WHERE order_line.sku = ? AND order_line.open = 1 AND ${LATELY}`;

/**
 * Newest first. Kits count as their members; with `withAssemblies`, assemblies as what they are built from. Lines without a listing, or with one that has
 * no item, count by their SKU.
 */
export function recentSales(db: Db, item: Pick<Item, 'companyId' | 'listId'>, since: Instant, withAssemblies: boolean): readonly RecentSale[] {
  const { companyId } = item;
  const above = withAssemblies ? madeWith(db, companyId, item.listId) : kitsAbove(db, companyId, item.listId);
  const found = [{ listId: item.listId, perPiece: whole(1) }, ...above].flatMap(({ listId, perPiece }) => {
    const owner = itemByListId(db, companyId, listId);
    const listed = takersOf(db, companyId, listId).flatMap(({ id }) => prepared<[number, number], Row>(db, OF_LISTING).all(id, since));
    const named = (owner === null ? [] : namesOf(owner)).flatMap((name) => prepared<[string, number], Row>(db, OF_SKU).all(name, since));
    const rows = [...listed, ...named.filter((row) => isNamed(db, row, companyId, listId) && isOf(db, row.connection_id, companyId))];
    return rows.map((row) => ({ connectionId: row.connection_id, order: row.number, pieces: multiplyDecimal(scaled(row.taken), perPiece), at: row.created_at }));
  });
  return found.sort((a, b) => b.at - a.at);
}

function isOf(db: Db, connectionId: ConnectionId, companyId: CompanyId): boolean {
  return prepared<[number, number], { n: number }>(db, 'SELECT 1 AS n FROM connection WHERE id = ? AND company_id = ?').get(connectionId, companyId) !== undefined;
}

/** The number each shop confirmed last for the item's own listing. */
export function lastTold(db: Db, item: Pick<Item, 'companyId' | 'listId'>): ReadonlyMap<ConnectionId, Decimal> {
  const told = new Map<ConnectionId, Decimal>();
  for (const id of listingsOfItem(db, item.companyId, item.listId)) {
    const row = prepared<[number], { connection_id: ConnectionId; confirmed: number | null }>(db,
      'SELECT connection_id, confirmed_quantity AS confirmed FROM listing WHERE id = ?',
    ).get(id);
    if (row !== undefined && row.confirmed !== null) told.set(row.connection_id, scaled(row.confirmed));
  }
  return told;
}
