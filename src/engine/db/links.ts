/** Table link: which item a listing is. */
import { matchItem } from '../../decide/matchItem.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ListID, ListingId } from '../../domain/ids.ts';
import type { Item } from '../../domain/item.ts';
import type { Link, LinkSource } from '../../domain/link.ts';
import { markItemDue, markListingDue } from './due.ts';
import { itemByListId, itemsBySku } from './items.ts';
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

/**
 * Looks for the item of listings that have none, or whose automatically found item has become inactive. A remembered pair otherwise stays:
 * a rename in QuickBooks does no harm. What is uncertain stays unlinked, and so does everything until all items have been read once: a name that
 * stands for one item on the first page may stand for two in the end. Routing then looks again.
 */
export function relinkListings(db: Db, companyId: CompanyId, listingIds: readonly ListingId[]): void {
  const company = prepared<[number], { last_sweep_at: Instant | null }>(db, 'SELECT last_sweep_at FROM company WHERE id = ?').get(companyId);
  if (company?.last_sweep_at === null) return;
  for (const listingId of listingIds) {
    const link = linkOf(db, listingId);
    if (link?.source === 'person') continue;
    if (link !== null && linkedItem(db, listingId)?.isActive === true) continue;
    const sku = prepared<[number], { sku: string }>(db, 'SELECT sku FROM listing WHERE id = ?').get(listingId)?.sku ?? '';
    const match = matchItem(sku, null, itemsBySku(db, companyId, sku));
    if (match.kind === 'matched') setLink(db, companyId, listingId, match.item.listId, 'auto');
  }
}
