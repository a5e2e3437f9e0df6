/** Table link: which item a listing is. */
import { matchItem, type Match } from '../../decide/matchItem.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ListID, ListingId } from '../../domain/ids.ts';
import type { Item } from '../../domain/item.ts';
import type { Link, LinkSource } from '../../domain/link.ts';
import { markItemDue, markListingDue } from './due.ts';
import { itemByListId, itemsBySku } from './items.ts';
import { writeLog } from './log.ts';
import { matchListing, otherFed } from './matching.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export function linkOf(db: Db, listingId: ListingId): Link | null {
  const row = prepared<[number], { list_id: string; source: LinkSource }>(db, 'SELECT list_id, source FROM link WHERE listing_id = ?').get(listingId);
  return row === undefined ? null : { listingId, listId: row.list_id as ListID, source: row.source };
}

export function listingsOfItem(db: Db, companyId: CompanyId, listId: ListID): readonly ListingId[] {
  return prepared<[number, string], { id: ListingId }>(db, 'SELECT listing_id AS id FROM link WHERE company_id = ? AND list_id = ?').all(companyId, listId).map((row) => row.id);
}

/** The item a listing is linked to, active or not; null without a link or when the item has never been read. */
export function linkedItem(db: Db, listingId: ListingId): Item | null {
  const row = prepared<[number], { company_id: CompanyId; list_id: ListID }>(db, 'SELECT company_id, list_id FROM link WHERE listing_id = ?').get(listingId);
  return row === undefined ? null : itemByListId(db, row.company_id, row.list_id);
}

/** Remembers a pair. A person's word is never overwritten by an automatic match. Everything that either item feeds is checked again. */
export function setLink(db: Db, companyId: CompanyId, listingId: ListingId, listId: ListID, source: LinkSource): void {
  const before = linkOf(db, listingId);
  if (before?.source === 'person' && source === 'auto') return;
  if (before?.listId === listId && before.source === source) return;
  prepared<unknown[]>(db, `INSERT INTO link (listing_id, company_id, list_id, source) VALUES (?, ?, ?, ?)
    ON CONFLICT (listing_id) DO UPDATE SET company_id = excluded.company_id, list_id = excluded.list_id, source = excluded.source`).run(listingId, companyId, listId, source);
  if (before?.listId === listId) return;
  if (before !== null) markItemDue(db, companyId, before.listId);
  markItemDue(db, companyId, listId);
  markListingDue(db, listingId);
}

/** Forgets a pair, a person's too; `relinkListings` may then find another. */
export function removeLink(db: Db, companyId: CompanyId, listingId: ListingId): void {
  const before = linkOf(db, listingId);
  if (before === null) return;
  markItemDue(db, companyId, before.listId);
  prepared<[number]>(db, 'DELETE FROM link WHERE listing_id = ?').run(listingId);
  markListingDue(db, listingId);
}

/** The item a listing without a link stands for by its SKU, as far as that is certain and no person has said otherwise. */
export function matchUnlinked(db: Db, companyId: CompanyId, listingId: ListingId): Match {
  const listing = prepared<[number], { sku: string; name: string }>(db, 'SELECT sku, name FROM listing WHERE id = ?').get(listingId);
  const sku = listing?.sku ?? '';
  return matchItem(sku, null, notRefused(db, listingId, itemsBySku(db, companyId, sku)), ['sku'], listing?.name);
}

/** Without the items of which a person has said that the listing is not one of them. */
export function notRefused(db: Db, listingId: ListingId, items: readonly Item[]): readonly Item[] {
  if (items.length === 0) return items;
  const refused = prepared<[number], { id: string }>(db, 'SELECT list_id AS id FROM match_refused WHERE listing_id = ?').all(listingId);
  return refused.length === 0 ? items : items.filter(({ listId }) => !refused.some(({ id }) => id === listId));
}

/**
 * Looks for the item of listings that have none, or whose automatically found item has become inactive. A remembered pair otherwise stays:
 * a rename in QuickBooks does no harm. What is uncertain stays unlinked, and so does everything until all items have been read once: a name that
 * stands for one item on the first page may stand for two in the end. Routing then looks again. `at`: when, for the log; null: nothing is logged.
 */
export function relinkListings(db: Db, companyId: CompanyId, listingIds: readonly ListingId[], at: Instant | null = null): void {
  const company = prepared<[number], { last_sweep_at: Instant | null }>(db, 'SELECT last_sweep_at FROM company WHERE id = ?').get(companyId);
  if (company?.last_sweep_at === null) return;
  for (const listingId of listingIds) {
    const link = linkOf(db, listingId);
    if (link?.source === 'person') continue;
    if (link !== null && linkedItem(db, listingId)?.isActive === true) continue;
    const match = matchUnlinked(db, companyId, listingId);
    if (match.kind !== 'matched') continue;
    setLink(db, companyId, listingId, match.item.listId, 'auto');
    if (at !== null) sayShared(db, companyId, listingId, match.item, at);
  }
}

/** One SKU on two listings of a shop: both are fed, as their SKU says, but never without saying so. */
function sayShared(db: Db, companyId: CompanyId, listingId: ListingId, item: Item, at: Instant): void {
  const listing = matchListing(db, listingId);
  if (listing === null) return;
  const others = otherFed(db, listing, { companyId, listId: item.listId });
  if (others.length === 0) return;
  writeLog(db, { at, companyId, connectionId: listing.connectionId, sku: listing.sku, outcome: 'info',
    text:
      `The item "${item.fullName}" now feeds ${String(others.length + 1)} listings of this shop with this SKU or linked to it. If that is not meant, unlink one under Matching.`,
  });
}
