/** Marks listings for checking (listing.check_due): routing computes their numbers and decides whether their shops must be told. */
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import { dependentItems, leavesOf } from './made.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export function markListingDue(db: Db, listingId: ListingId): void {
  prepared<[number]>(db, 'UPDATE listing SET check_due = 1 WHERE id = ? AND check_due = 0').run(listingId);
}

/** Every listing of the company, in every shop, whose number depends on the item: the item itself, kits with it inside, assemblies built from it. */
export function markItemDue(db: Db, companyId: CompanyId, listId: ListID): void {
  markItemsDue(db, companyId, [listId]);
}

/** From so many on one statement for all is quicker than one for each. */
const MANY = 5;

/** The same for many at once: what they share is looked at once. */
export function markItemsDue(db: Db, companyId: CompanyId, listIds: Iterable<ListID>): void {
  const ids = [...dependentItems(db, companyId, listIds)];
  if (ids.length < MANY) {
    for (const id of ids) prepared<[number, string]>(db, `UPDATE listing SET check_due = 1
      WHERE check_due = 0 AND id IN (SELECT listing_id FROM link WHERE company_id = ? AND list_id = ?)`).run(companyId, id);
    return;
  }
  prepared<[string, number]>(db, `UPDATE listing SET check_due = 1 WHERE check_due = 0 AND id IN (
    SELECT link.listing_id FROM json_each(?) AS wanted
    CROSS JOIN link INDEXED BY link_item ON link.company_id = ? AND link.list_id = wanted.value)`).run(JSON.stringify(ids), companyId);
}

/** Every listing that draws on the same items: the item itself, each member when it is a kit, and the kits those are in. */
export function markSharersDue(db: Db, companyId: CompanyId, listId: ListID): void {
  markItemsDue(db, companyId, [listId, ...leavesOf(db, companyId, listId).parts.map((member) => member.listId)]);
}

/** Every listing of one shop: after a change of its settings, when each number may be another. */
export function markConnectionDue(db: Db, connectionId: ConnectionId): void {
  prepared<[number]>(db, 'UPDATE listing SET check_due = 1 WHERE connection_id = ? AND check_due = 0').run(connectionId);
}

/** Listings of the company's shops whose SKU is one of the names, whatever its case. */
export function listingsNamed(db: Db, companyId: CompanyId, names: readonly string[]): readonly ListingId[] {
  const connections = prepared<[number], { id: number }>(db, 'SELECT id FROM connection WHERE company_id = ?').all(companyId);
  const wanted = JSON.stringify(names.filter((name) => name !== ''));
  return connections.flatMap(({ id }) => prepared<[string, number], { id: ListingId }>(db, `SELECT DISTINCT listing.id FROM json_each(?) AS wanted
    CROSS JOIN listing INDEXED BY listing_sku ON listing.connection_id = ? AND listing.sku = wanted.value`).all(wanted, id).map((row) => row.id));
}
