/** What suggestions are made from, read in slices: listings of a shop without an item, and items that feed none of its listings. */
import type { MatchItem, MatchListing } from '../../decide/matchRules.ts';
import type { LinkSnapshot } from '../../decide/matchImport.ts';
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import type { LinkSource } from '../../domain/link.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';
import { nextTurn } from '../nextTurn.ts';

/** By id, after `after`. */
export function openListingsAfter(db: Db, shop: ConnectionId, after: number, limit: number): readonly MatchListing[] {
  return prepared<[number, number, number], MatchListing>(db, `SELECT listing.id, listing.sku, listing.name
    FROM listing WHERE listing.connection_id = ? AND listing.id > ? AND listing.gone = 0
    AND NOT (listing.stock_keeper = 'parent' AND listing.sku = '')
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = listing.id) ORDER BY listing.id LIMIT ?`).all(shop, after, limit);
}

const FEEDS = `EXISTS (SELECT 1 FROM link INDEXED BY link_item CROSS JOIN listing ON listing.id = link.listing_id
  WHERE link.company_id = item.company_id AND link.list_id = item.list_id AND listing.connection_id = ? AND listing.gone = 0 AND listing.stock_keeper = 'self')`;
const itemsAfter = (feeds: string): string => `SELECT item.list_id AS listId, item.full_name AS fullName, item.part_number AS partNumber, item.bar_code AS barCode FROM item
  WHERE item.company_id = ? AND item.list_id > ? AND item.gone = 0 AND item.is_active = 1
    AND item.kind IN ('inventory','assembly','group','nonInventory','service') AND ${feeds} ORDER BY item.list_id LIMIT ?`;

/** By ListID, after `after`: active things that are sold, and that no listing of the shop with a stock number of its own is linked to. */
export function openItemsAfter(db: Db, companyId: CompanyId, shop: ConnectionId, after: string, limit: number): readonly MatchItem[] {
  return prepared<(string | number)[], MatchItem>(db, itemsAfter(`NOT ${FEEDS}`)).all(companyId, after, shop, limit);
}

/** The others: those that feed a listing of the shop. */
export function takenItemsAfter(db: Db, companyId: CompanyId, shop: ConnectionId, after: string, limit: number): readonly MatchItem[] {
  return prepared<(string | number)[], MatchItem>(db, itemsAfter(FEEDS)).all(companyId, after, shop, limit);
}

/** Of all shops: what is linked now, and which items feed which shop. In slices: there may be 100,000 links. */
export async function linkedNow(db: Db): Promise<{ readonly listings: ReadonlySet<number>; readonly feeds: ReadonlySet<string> }> {
  const listings = new Set<number>();
  const feeds = new Set<string>();
  const last = prepared<[], { id: number | null }>(db, 'SELECT max(listing_id) AS id FROM link').get()?.id ?? 0;
  for (let from = 0; from < last; from += LINKS_AT_ONCE) {
    const rows = prepared<[number, number], { listing_id: number; connection_id: number; list_id: string; is_fed: number }>(db,
      `SELECT link.listing_id, listing.connection_id, link.list_id, listing.gone = 0 AND listing.stock_keeper = 'self' AS is_fed
        FROM link CROSS JOIN listing ON listing.id = link.listing_id WHERE link.listing_id > ? AND link.listing_id <= ?`).all(from, from + LINKS_AT_ONCE);
    for (const row of rows) {
      listings.add(row.listing_id);
      if (row.is_fed === 1) feeds.add(`${String(row.connection_id)} ${row.list_id}`);
    }
    await nextTurn();
  }
  return { listings, feeds };
}

const LINKS_AT_ONCE = 5_000;

/** One company as its links are written out and read in. */
export function linkSnapshot(db: Db, companyId: CompanyId): LinkSnapshot {
  const listings = prepared<[number], { id: ListingId; connectionId: ConnectionId; key: string; sku: string; name: string; isFed: number }>(db,
    `SELECT listing.id, listing.connection_id AS connectionId, listing.key, listing.sku, listing.name,
      listing.stock_keeper = 'self' AS isFed
      FROM listing CROSS JOIN connection ON connection.id = listing.connection_id
      WHERE connection.company_id = ? AND listing.gone = 0 ORDER BY listing.connection_id, listing.sku, listing.id`);
  const items = prepared<[number], { listId: ListID; fullName: string; isActive: number }>(db,
    'SELECT list_id AS listId, full_name AS fullName, is_active = 1 AND gone = 0 AS isActive FROM item WHERE company_id = ?',
  );
  return {
    stores: prepared<[number], { id: ConnectionId; name: string }>(db, 'SELECT id, name FROM connection WHERE company_id = ? ORDER BY id').all(companyId),
    listings: listings.all(companyId).map((row) => ({ ...row, isFed: row.isFed === 1 })),
    items: items.all(companyId).map((row) => ({ ...row, isActive: row.isActive === 1 })),
    links: prepared<[number], { listingId: ListingId; listId: ListID; source: LinkSource }>(db, `SELECT link.listing_id AS listingId, link.list_id AS listId, link.source
      FROM link CROSS JOIN listing ON listing.id = link.listing_id
      WHERE link.company_id = ? AND listing.gone = 0`).all(companyId),
  };
}
