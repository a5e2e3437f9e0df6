/** Tables listing, item and link as the matching page asks for them: who has no counterpart, what is linked, and what is there twice. */
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import type { LinkSource } from '../../domain/link.ts';
import { likePart } from './nearerEnd.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type ItemKey = { readonly companyId: CompanyId; readonly listId: ListID };

export type MatchListingRow = {
  readonly listingId: ListingId;
  readonly connectionId: ConnectionId;
  readonly companyId: CompanyId;
  readonly sku: string;
  readonly name: string;
  readonly storeQuantity: Decimal | null;
  readonly isSellable: boolean;
  readonly isFed: boolean;
  readonly gone: boolean;
};
export type MatchItemRow = {
  readonly companyId: CompanyId;
  readonly listId: ListID;
  readonly fullName: string;
  readonly partNumber: string;
  readonly barCode: string;
  readonly onHand: Decimal | null;
  readonly isActive: boolean;
};

/** Variations that have no code of their own and whose parent keeps their stock, and parents that only hold variations, sell nothing themselves. */
export const SELLS = `listing.gone = 0 AND NOT (listing.stock_keeper = 'parent' AND listing.sku = '') AND NOT (listing.stock_keeper = 'none'
  AND EXISTS (SELECT 1 FROM listing AS child INDEXED BY listing_parent WHERE child.connection_id = listing.connection_id AND child.parent_key = listing.key AND child.gone = 0))`;

export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}

/** A condition that one of the columns holds the text; empty without one. */
export function likes(search: string | undefined, columns: readonly string[]): { readonly sql: string; readonly values: readonly string[] } {
  if (search === undefined || search === '') return { sql: '', values: [] };
  return { sql: `AND (${columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`, values: columns.map(() => likePart(search)) };
}

export const LISTING_TEXTS = ['listing.sku', 'listing.name'];
export const ITEM_TEXTS = ['item.full_name', 'item.part_number', 'item.bar_code'];

type ListingDbRow = {
  readonly id: ListingId;
  readonly connection_id: ConnectionId;
  readonly company_id: CompanyId;
  readonly sku: string;
  readonly name: string;
  readonly store_quantity: Decimal | null;
  readonly is_sellable: number;
  readonly stock_keeper: string;
  readonly gone: number;
};

export function matchListing(db: Db, id: ListingId): MatchListingRow | null {
  const row = prepared<[number], ListingDbRow>(db,
    'SELECT listing.*, connection.company_id FROM listing CROSS JOIN connection ON connection.id = listing.connection_id WHERE listing.id = ?',
  ).get(id);
  return row === undefined ? null : {
    listingId: row.id, connectionId: row.connection_id, companyId: row.company_id,
    sku: row.sku, name: row.name, storeQuantity: row.store_quantity,
    isSellable: row.is_sellable === 1, isFed: row.stock_keeper === 'self', gone: row.gone === 1,
  };
}

type ItemDbRow = { readonly full_name: string; readonly part_number: string; readonly bar_code: string; readonly on_hand: Decimal | null; readonly is_active: number };

export function matchItemRow(db: Db, { companyId, listId }: ItemKey): MatchItemRow | null {
  const row = prepared<[number, string], ItemDbRow>(db, 'SELECT full_name, part_number, bar_code, on_hand, is_active FROM item WHERE company_id = ? AND list_id = ?')
    .get(companyId, listId);
  return row === undefined ? null : {
    companyId, listId, fullName: row.full_name,
    partNumber: row.part_number, barCode: row.bar_code,
    onHand: row.on_hand, isActive: row.is_active === 1,
  };
}

/** Other listings of the same shop that keep a stock number of their own and are fed from the item. */
export function otherFed(
  db: Db,
  listing: Pick<MatchListingRow, 'listingId' | 'connectionId' | 'isFed'>,
  { companyId, listId }: ItemKey,
): readonly { readonly id: ListingId; readonly sku: string; readonly name: string }[] {
  if (!listing.isFed) return [];
  return prepared<(string | number)[], { id: ListingId; sku: string; name: string }>(db, `SELECT listing.id, listing.sku, listing.name
    FROM link INDEXED BY link_item CROSS JOIN listing ON listing.id = link.listing_id
    WHERE link.company_id = ? AND link.list_id = ? AND listing.connection_id = ?
      AND listing.gone = 0 AND listing.stock_keeper = 'self' AND listing.id <> ? ORDER BY listing.id`)
    .all(companyId, listId, listing.connectionId, listing.listingId);
}

export function linkSource(db: Db, id: ListingId): { readonly listId: ListID; readonly source: LinkSource } | null {
  return prepared<[number], { listId: ListID; source: LinkSource }>(db, 'SELECT list_id AS listId, source FROM link WHERE listing_id = ?').get(id) ?? null;
}

/** Active items by part of their name, part number or bar code. */
export function findItems(db: Db, companyId: CompanyId, search: string, limit: number): readonly ListID[] {
  const like = likes(search, ITEM_TEXTS);
  return prepared<(string | number)[], { id: ListID }>(db, `SELECT item.list_id AS id FROM item WHERE item.company_id = ? AND item.gone = 0 AND item.is_active = 1
    AND item.kind IN ('inventory','assembly','group','nonInventory','service','otherCharge') ${like.sql} ORDER BY item.full_name LIMIT ?`)
    .all(companyId, ...like.values, limit).map(({ id }) => id);
}

/** Listings of a company's shops by part of their SKU or name, those without an item first. */
export function findListings(db: Db, shops: readonly ConnectionId[], search: string, limit: number): readonly ListingId[] {
  const like = likes(search, LISTING_TEXTS);
  return prepared<(string | number)[], { id: ListingId }>(db, `SELECT listing.id FROM listing LEFT JOIN link ON link.listing_id = listing.id
    WHERE listing.connection_id IN (${marks(shops)}) AND ${SELLS} ${like.sql}
    ORDER BY link.listing_id IS NOT NULL, listing.sku LIMIT ?`).all(...shops, ...like.values, limit).map(({ id }) => id);
}
