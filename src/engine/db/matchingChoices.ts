/** Tables match_refused, match_listing_left_out and match_item_left_out: what a person said beside the links. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ListID, ListingId } from '../../domain/ids.ts';
import { markListingDue } from './due.ts';
import type { ItemKey } from './matching.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** The listing is not this item. What it is told may be another number now. Returns whether that is news. */
export function refusePair(db: Db, listingId: ListingId, listId: ListID, at: Instant): boolean {
  const { changes } = prepared<unknown[]>(db, 'INSERT INTO match_refused (listing_id, list_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(listingId, listId, at);
  if (changes > 0) markListingDue(db, listingId);
  return changes > 0;
}

export function forgetRefusal(db: Db, listingId: ListingId, listId: ListID): boolean {
  const { changes } = prepared<[number, string]>(db, 'DELETE FROM match_refused WHERE listing_id = ? AND list_id = ?').run(listingId, listId);
  if (changes > 0) markListingDue(db, listingId);
  return changes > 0;
}

export function refusedItems(db: Db, listingId: ListingId): readonly ListID[] {
  return prepared<[number], { id: ListID }>(db, 'SELECT list_id AS id FROM match_refused WHERE listing_id = ? ORDER BY at').all(listingId).map(({ id }) => id);
}

export function leaveListingOut(db: Db, id: ListingId, at: Instant | null): boolean {
  if (at === null) return prepared<[number]>(db, 'DELETE FROM match_listing_left_out WHERE listing_id = ?').run(id).changes > 0;
  return prepared<[number, number]>(db, 'INSERT INTO match_listing_left_out (listing_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING').run(id, at).changes > 0;
}

export function leaveItemOut(db: Db, { companyId, listId }: ItemKey, at: Instant | null): boolean {
  if (at === null) return prepared<[number, string]>(db, 'DELETE FROM match_item_left_out WHERE company_id = ? AND list_id = ?').run(companyId, listId).changes > 0;
  return prepared<[number, string, number]>(db, 'INSERT INTO match_item_left_out (company_id, list_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(companyId, listId, at).changes > 0;
}

export function isListingLeftOut(db: Db, id: ListingId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM match_listing_left_out WHERE listing_id = ?').get(id) !== undefined;
}

export function isItemLeftOut(db: Db, { companyId, listId }: ItemKey): boolean {
  return prepared<[number, string]>(db, 'SELECT 1 FROM match_item_left_out WHERE company_id = ? AND list_id = ?').get(companyId, listId) !== undefined;
}

/** Grows whenever something changes that suggestions are made from (triggers of migration 7). */
export function matchChanges(db: Db): number {
  return prepared<[], { changes: number }>(db, 'SELECT changes FROM match_state').get()?.changes ?? 0;
}

/** What suggestions must not name: pairs that were refused, and what was left out. */
export function saidOtherwise(db: Db): { readonly pairs: ReadonlySet<string>; readonly listings: ReadonlySet<number>; readonly items: ReadonlySet<string> } {
  return {
    pairs: new Set(
      prepared<[], { listing_id: number; list_id: string }>(db, 'SELECT listing_id, list_id FROM match_refused').all()
        .map((row) => `${String(row.listing_id)} ${row.list_id}`),
    ),
    listings: new Set(prepared<[], { id: number }>(db, 'SELECT listing_id AS id FROM match_listing_left_out').all().map(({ id }) => id)),
    items: new Set(
      prepared<[], { company_id: CompanyId; list_id: string }>(db, 'SELECT company_id, list_id FROM match_item_left_out').all()
        .map((row) => `${String(row.company_id)} ${row.list_id}`),
    ),
  };
}
