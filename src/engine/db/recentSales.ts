/** Tables order_line and store_order, seen from an item: which orders took from it lately. */
import { multiplyDecimal, scaled, whole, type Decimal } from '../../domain/decimal.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Item } from '../../domain/item.ts';
import { listingsOfItem } from './links.ts';
import { kitsAbove } from './made.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type RecentSale = { readonly connectionId: ConnectionId; readonly order: string; readonly pieces: Decimal; readonly at: Instant };

type Row = { readonly connection_id: ConnectionId; readonly number: string; readonly taken: number; readonly created_at: Instant };

// From the listing's lines: a shop's orders of a few days may be thousands, an item's lines are few.
const SALES = `SELECT store_order.connection_id, store_order.number, order_line.taken, store_order.created_at FROM order_line INDEXED BY order_line_listing
  CROSS JOIN store_order ON store_order.id = order_line.order_id
  WHERE order_line.listing_id = ? AND order_line.taken > 0 AND store_order.counts = 1 AND store_order.created_at >= ?`;

/** Newest first, kits counted as their members; orders that took it through a listing without a link are not among them. */
export function recentSales(db: Db, item: Pick<Item, 'companyId' | 'listId'>, since: Instant): readonly RecentSale[] {
  const owners = [{ listId: item.listId, perPiece: whole(1) }, ...kitsAbove(db, item.companyId, item.listId)];
  const sales = owners.flatMap(({ listId, perPiece }) => listingsOfItem(db, item.companyId, listId).flatMap((listingId) => (
    prepared<[number, number], Row>(db, SALES).all(listingId, since).map((row) => (
      { connectionId: row.connection_id, order: row.number, pieces: multiplyDecimal(scaled(row.taken), perPiece), at: row.created_at }))
  )));
  return sales.sort((a, b) => b.at - a.at);
}

/** The number each shop confirmed last for the item's own listing. */
export function lastTold(db: Db, item: Pick<Item, 'companyId' | 'listId'>): ReadonlyMap<ConnectionId, Decimal> {
  const told = new Map<ConnectionId, Decimal>();
  for (const id of listingsOfItem(db, item.companyId, item.listId)) {
    const row = prepared<[number], { connection_id: ConnectionId; confirmed: number | null }>(db, 'SELECT connection_id, confirmed_quantity AS confirmed FROM listing WHERE id = ?').get(id);
    if (row !== undefined && row.confirmed !== null) told.set(row.connection_id, scaled(row.confirmed));
  }
  return told;
}
