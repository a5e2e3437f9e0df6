/** Marks listings for checking (listing.check_due): routing computes their numbers and decides whether their shops must be told. */
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export function markListingDue(db: Db, listingId: ListingId): void {
  prepared<[number]>(db, 'UPDATE listing SET check_due = 1 WHERE id = ? AND check_due = 0').run(listingId);
}

/** Every listing of the company, in every shop, that is the item or a kit with it inside. */
export function markItemDue(db: Db, companyId: CompanyId, listId: ListID): void {
  prepared<[number, string, number, string]>(db, `UPDATE listing SET check_due = 1 WHERE check_due = 0 AND id IN (
    SELECT listing_id FROM link WHERE company_id = ? AND list_id IN (
      SELECT ? UNION ALL SELECT kit_list_id FROM item_member WHERE company_id = ? AND member_list_id = ?))`).run(companyId, listId, companyId, listId);
}

/** Every listing that draws on the same items: the item itself, each member when it is a kit, and the kits those are in. */
export function markSharersDue(db: Db, companyId: CompanyId, listId: ListID): void {
  markItemDue(db, companyId, listId);
  const members = prepared<[number, string], { id: string }>(db, 'SELECT member_list_id AS id FROM item_member WHERE company_id = ? AND kit_list_id = ?').all(companyId, listId);
  for (const member of members) markItemDue(db, companyId, member.id as ListID);
}

/** Every listing of one shop: after a change of its settings, when each number may be another. */
export function markConnectionDue(db: Db, connectionId: ConnectionId): void {
  prepared<[number]>(db, 'UPDATE listing SET check_due = 1 WHERE connection_id = ? AND check_due = 0').run(connectionId);
}

/** Listings of the company's shops whose SKU is one of the names, whatever its case. */
export function listingsNamed(db: Db, companyId: CompanyId, names: readonly string[]): readonly ListingId[] {
  const found = new Set<ListingId>();
  for (const name of names) {
    if (name === '') continue;
    const rows = prepared<[number, string], { id: number }>(db,
      'SELECT listing.id FROM connection CROSS JOIN listing ON listing.connection_id = connection.id WHERE connection.company_id = ? AND listing.sku = ?').all(companyId, name);
    for (const row of rows) found.add(row.id as ListingId);
  }
  return [...found];
}
