/** Table listing, asked by SKU over every shop: where it is sold, and which SKUs there are beside it. */
import type { CompanyId, ConnectionId, ListingId } from '../../domain/ids.ts';
import { listConnections } from './connections.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type SoldIn = {
  readonly listingId: ListingId;
  readonly connectionId: ConnectionId;
  readonly companyId: CompanyId;
  readonly shop: string;
  /** As the shop spells it. */
  readonly sku: string;
};

/** Whatever its case; without listings that have left their shop. */
export function soldIn(db: Db, sku: string): readonly SoldIn[] {
  return listConnections(db).flatMap(({ id, companyId, name }) => (
    prepared<[number, string], { id: ListingId; sku: string }>(db, 'SELECT id, sku FROM listing WHERE connection_id = ? AND sku = ? AND gone = 0 ORDER BY id').all(id, sku)
      .map((row) => ({ listingId: row.id, connectionId: id, companyId, shop: name, sku: row.sku }))));
}

/** Enough to find a slip of the key, and few enough to compare at once. */
const MOST_NEIGHBOURS = 3_000;

/** SKUs that begin alike: with the same two characters, or where there are none with the same one. */
export function neighbours(db: Db, sku: string): readonly string[] {
  for (const length of [2, 1]) {
    const start = sku.slice(0, length);
    const found = start.length < length ? [] : listConnections(db).flatMap(({ id }) => (
      prepared<[number, string, string, number], { sku: string }>(db, 'SELECT sku FROM listing WHERE connection_id = ? AND sku >= ? AND sku < ? AND gone = 0 LIMIT ?')
        .all(id, start, `${start}\u{10FFFF}`, MOST_NEIGHBOURS).map((row) => row.sku)));
    if (found.length > 0) return found;
  }
  return [];
}

/** The shop was asked for this one listing and does not have it any more. */
export function setGone(db: Db, id: ListingId): void {
  prepared<[number]>(db, 'UPDATE listing SET gone = 1, check_due = 1 WHERE id = ? AND gone = 0').run(id);
}
