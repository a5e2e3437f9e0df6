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

/** The same for many at once: what they share is looked at once. */
export function markItemsDue(db: Db, companyId: CompanyId, listIds: Iterable<ListID>): void {
  for (const id of dependentItems(db, companyId, listIds)) markLinked(db, companyId, id);
}

function markLinked(db: Db, companyId: CompanyId, listId: ListID): void {
  const linked = prepared<[number, string], { id: ListingId }>(db, 'SELECT listing_id AS id FROM link WHERE company_id = ? AND list_id = ?').all(companyId, listId);
  for (const row of linked) markListingDue(db, row.id);
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
  const found = new Set<ListingId>();
  for (const name of new Set(names)) {
    if (name === '') continue;
    for (const connection of connections) {
      for (const row of prepared<[number, string], { id: number }>(db, 'SELECT id FROM listing WHERE connection_id = ? AND sku = ?').all(connection.id, name)) found.add(row.id as ListingId);
    }
  }
  return [...found];
}
