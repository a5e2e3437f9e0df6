/** Marks listings for checking (listing.check_due): routing computes their numbers and decides whether their shops must be told. */
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export function markListingDue(db: Db, listingId: ListingId): void {
  prepared<[number]>(db, 'UPDATE listing SET check_due = 1 WHERE id = ? AND check_due = 0').run(listingId);
}

/** Every listing of the company, in every shop, that is the item or a kit with it inside. */
export function markItemDue(db: Db, companyId: CompanyId, listId: ListID): void {
  markLinked(db, companyId, listId);
  const kits = prepared<[number, string], { id: ListID }>(db, 'SELECT kit_list_id AS id FROM item_member WHERE company_id = ? AND member_list_id = ?').all(companyId, listId);
  for (const kit of kits) markLinked(db, companyId, kit.id);
}

function markLinked(db: Db, companyId: CompanyId, listId: ListID): void {
  const linked = prepared<[number, string], { id: ListingId }>(db, 'SELECT listing_id AS id FROM link WHERE company_id = ? AND list_id = ?').all(companyId, listId);
  for (const row of linked) markListingDue(db, row.id);
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
  const connections = prepared<[number], { id: number }>(db, 'SELECT id FROM connection WHERE company_id = ?').all(companyId);
  const found = new Set<ListingId>();
  for (const name of new Set(names)) {
    if (name === '') continue;
    for (const connection of connections) {
      for (const row of prepared<[number, string], { id: number }>(db, 'SELECT id FROM listing WHERE connection_id = ? AND sku = ?').all(connection.id, name)) found.add(row.id as ListingId);
    }
  }
  return [...found];
}
