/** Table listing: what the shops sell, and what they were last told. */
import { matchItem } from '../../decide/matchItem.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Connection } from '../../domain/connection.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID, ListingId, Sequence } from '../../domain/ids.ts';
import type { Listing, ListingRecord, StockKeeper } from '../../domain/listing.ts';
import { listingsNamed, markListingDue, markSharersDue } from './due.ts';
import { itemsBySku } from './items.ts';
import { linkOf, listingsOfItem, relinkListings } from './links.ts';
import { kitsAbove } from './made.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Row = {
  readonly id: number; readonly connection_id: number; readonly key: string; readonly parent_key: string | null; readonly sku: string; readonly name: string;
  readonly stock_keeper: StockKeeper; readonly store_quantity: number | null; readonly store_quantity_at: number; readonly is_sellable: number; readonly gone: number;
  readonly confirmed_quantity: number | null; readonly confirmed_sequence: number | null; readonly touched_sequence: number | null; readonly skip_reason: string | null;
  readonly check_due: number; readonly declined_quantity: number | null;
};

/** A listing with what the bridge remembers about it. */
export type ListingRow = Listing & {
  readonly gone: boolean;
  /** The moment storeQuantity is from, or a little earlier. */
  readonly storeQuantityAt: Instant;
  readonly confirmedQuantity: Decimal | null;
  readonly confirmedSequence: Sequence | null;
  readonly touchedSequence: Sequence | null;
  readonly skipReason: string | null;
  /** A number that a person did not want sent. */
  readonly declinedQuantity: Decimal | null;
  /** Something its number depends on has changed since routing last looked at it. */
  readonly checkDue: boolean;
};

function toListing(row: Row): ListingRow {
  return {
    id: row.id as ListingId, connectionId: row.connection_id as ConnectionId, key: row.key, parentKey: row.parent_key, sku: row.sku, name: row.name,
    stockKeeper: row.stock_keeper, storeQuantity: row.store_quantity as Decimal | null, storeQuantityAt: row.store_quantity_at as Instant,
    isSellable: row.is_sellable === 1, gone: row.gone === 1, confirmedQuantity: row.confirmed_quantity as Decimal | null,
    confirmedSequence: row.confirmed_sequence as Sequence | null, touchedSequence: row.touched_sequence as Sequence | null,
    skipReason: row.skip_reason, declinedQuantity: row.declined_quantity as Decimal | null, checkDue: row.check_due === 1,
  };
}

/**
 * Stores a page of listings as the shop showed them not before `at`, in the caller's transaction. New ones and new SKUs look for their item;
 * whatever changes what may be sent is checked by the next routing.
 */
export function storeListings(
  db: Db,
  connection: Pick<Connection, 'id' | 'companyId'>,
  records: readonly ListingRecord[],
  at: Instant,
): { readonly added: number; readonly changed: number } {
  let added = 0;
  let changed = 0;
  for (const record of records) {
    const before = listingByKey(db, connection.id, record.key);
    if (before === null) {
      const { lastInsertRowid } = prepared<unknown[]>(db, `INSERT INTO listing
        (connection_id, key, parent_key, sku, name, stock_keeper, store_quantity, store_quantity_at, is_sellable, seen_at, check_due)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`).run(connection.id, record.key, record.parentKey, record.sku, record.name, record.stockKeeper,
        record.storeQuantity, at, record.isSellable ? 1 : 0, at);
      relinkListings(db, connection.companyId, [Number(lastInsertRowid) as ListingId], at);
      added += 1;
      continue;
    }
    const isNews = at >= before.storeQuantityAt;
    const due = before.gone || record.stockKeeper !== before.stockKeeper || record.isSellable !== before.isSellable || record.parentKey !== before.parentKey
      || record.sku.toLowerCase() !== before.sku.toLowerCase() || (isNews && record.storeQuantity !== before.storeQuantity);
    prepared<unknown[]>(db, `UPDATE listing SET parent_key = ?, sku = ?, name = ?, stock_keeper = ?, store_quantity = ?, store_quantity_at = ?, is_sellable = ?,
      seen_at = MAX(seen_at, ?), gone = 0, check_due = MAX(check_due, ?) WHERE id = ?`).run(record.parentKey, record.sku, record.name, record.stockKeeper,
      isNews ? record.storeQuantity : before.storeQuantity, isNews ? at : before.storeQuantityAt, record.isSellable ? 1 : 0, at, due ? 1 : 0, before.id);
    if (due) changed += 1;
    if (record.sku.toLowerCase() !== before.sku.toLowerCase()) {
      forgetAutoLink(db, connection.companyId, before.id);
      relinkListings(db, connection.companyId, [before.id], at);
    }
  }
  return { added, changed };
}

/** A new SKU is a new statement about which item this is; only a person's word outlives it. */
function forgetAutoLink(db: Db, companyId: CompanyId, id: ListingId): void {
  const link = linkOf(db, id);
  if (link?.source !== 'auto') return;
  markSharersDue(db, companyId, link.listId);
  prepared<[number]>(db, 'DELETE FROM link WHERE listing_id = ?').run(id);
}

/** After a complete pass: what it did not show has left the shop. Returns how many. */
export function markGone(db: Db, connectionId: ConnectionId, seenBefore: Instant): number {
  return prepared<[number, number]>(db, 'UPDATE listing SET gone = 1, check_due = 1 WHERE connection_id = ? AND gone = 0 AND seen_at < ?').run(connectionId, seenBefore).changes;
}

export function findListing(db: Db, id: ListingId): ListingRow | null {
  const row = prepared<[number], Row>(db, 'SELECT * FROM listing WHERE id = ?').get(id);
  return row === undefined ? null : toListing(row);
}

export function listingByKey(db: Db, connectionId: ConnectionId, key: string): ListingRow | null {
  const row = prepared<[number, string], Row>(db, 'SELECT * FROM listing WHERE connection_id = ? AND key = ?').get(connectionId, key);
  return row === undefined ? null : toListing(row);
}

export function listingsBySku(db: Db, connectionId: ConnectionId, sku: string): readonly ListingRow[] {
  return prepared<[number, string], Row>(db, 'SELECT * FROM listing WHERE connection_id = ? AND sku = ?').all(connectionId, sku).map(toListing);
}

/** A page of a shop's listings by id; `unlinkedOnly` for the matching page. */
export function listListings(
  db: Db,
  connectionId: ConnectionId,
  page: { readonly after: ListingId | null; readonly limit: number; readonly unlinkedOnly: boolean },
): readonly ListingRow[] {
  const filter = page.unlinkedOnly ? 'AND gone = 0 AND NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = listing.id)' : '';
  return prepared<[number, number, number], Row>(db, `SELECT * FROM listing WHERE connection_id = ? AND id > ? ${filter} ORDER BY id LIMIT ?`)
    .all(connectionId, page.after ?? 0, page.limit).map(toListing);
}

/**
 * An order, refund, cancellation or deletion touching these listings was pulled: their shop has moved its number, and everything that draws on the
 * same items, in every shop, has a new one. A variation whose stock its parent keeps touches the parent.
 */
export function touchListings(db: Db, listingIds: readonly ListingId[], sequence: Sequence): void {
  for (const id of listingIds) {
    const listing = prepared<[number, number], Row & { company_id: number }>(db, `UPDATE listing SET touched_sequence = ?, check_due = 1 WHERE id = ?
      RETURNING *, (SELECT company_id FROM connection WHERE connection.id = connection_id) AS company_id`).get(sequence, id);
    if (listing === undefined) continue;
    const link = linkOf(db, id);
    if (link !== null) markSharersDue(db, listing.company_id as CompanyId, link.listId);
    else touchSkus(db, listing.company_id as CompanyId, [listing.sku]);
    if (listing.stock_keeper === 'parent' && listing.parent_key !== null) {
      const parent = listingByKey(db, listing.connection_id as ConnectionId, listing.parent_key);
      if (parent !== null && parent.id !== id) touchListings(db, [parent.id], sequence);
    }
  }
}

/** The same for order lines whose listing is not known here: whatever draws on the item the SKU stands for is checked. */
export function touchSkus(db: Db, companyId: CompanyId, skus: readonly string[]): void {
  for (const sku of skus) {
    const match = matchItem(sku, null, itemsBySku(db, companyId, sku));
    if (match.kind === 'matched') markSharersDue(db, companyId, match.item.listId);
    for (const id of listingsNamed(db, companyId, [sku])) markListingDue(db, id);
  }
}

/** Listings that routing has to look at. */
export function dueListings(db: Db, connectionId: ConnectionId, limit: number): readonly ListingRow[] {
  return prepared<[number, number], Row>(db, 'SELECT * FROM listing WHERE connection_id = ? AND check_due = 1 LIMIT ?').all(connectionId, limit).map(toListing);
}

export function clearDue(db: Db, id: ListingId, skipReason: string | null): void {
  prepared<[string | null, number]>(db, 'UPDATE listing SET check_due = 0, skip_reason = ? WHERE id = ?').run(skipReason, id);
}

/** The number is another now: what a person said about the old one no longer counts. */
export function forgetDeclined(db: Db, id: ListingId): void {
  prepared<[number]>(db, 'UPDATE listing SET declined_quantity = NULL WHERE id = ?').run(id);
}

/** The shop's own answer showed the number that was computed as number `sequence`; `at`: before the call left. */
export function setConfirmed(db: Db, id: ListingId, quantity: Decimal, sequence: Sequence, at: Instant): void {
  prepared<[number, number, number, number, number]>(db,
    'UPDATE listing SET confirmed_quantity = ?, confirmed_sequence = ?, store_quantity = ?, store_quantity_at = ? WHERE id = ?',
  ).run(quantity, sequence, quantity, at, id);
}

/** What the shop showed; `at`: before the call left. */
export function setStoreQuantity(db: Db, id: ListingId, quantity: Decimal, at: Instant): void {
  prepared<[number, number, number]>(db, 'UPDATE listing SET store_quantity = ?, store_quantity_at = ? WHERE id = ?').run(quantity, at, id);
}

/**
 * A number may or may not have reached the shop: nothing is confirmed any more, so the listing is due whenever it is looked at, and of the two
 * numbers it may show now we believe the lower.
 */
export function forgetConfirmed(db: Db, id: ListingId, sent: Decimal | null): void {
  prepared<[number | null, number]>(db, `UPDATE listing SET confirmed_quantity = NULL, confirmed_sequence = NULL,
    store_quantity = MIN(store_quantity, COALESCE(?, store_quantity)) WHERE id = ?`).run(sent, id);
}

/** Listings on sale that keep their own stock number: what the zero brake measures against. */
export function countSellable(db: Db, connectionId: ConnectionId): number {
  return prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM listing WHERE connection_id = ? AND gone = 0 AND is_sellable = 1 AND stock_keeper = 'self'")
    .get(connectionId)?.n ?? 0;
}

/** Does the shop sell the item, as a listing of its own or inside a kit? */
export function sellsItem(db: Db, companyId: CompanyId, connectionId: ConnectionId, listId: ListID): boolean {
  const isHere = prepared<[number, number]>(db, 'SELECT 1 FROM listing WHERE id = ? AND connection_id = ? AND gone = 0');
  const owners = [listId, ...kitsAbove(db, companyId, listId).map((owner) => owner.listId)];
  return owners.some((owner) => listingsOfItem(db, companyId, owner).some((id) => isHere.get(id, connectionId) !== undefined));
}
