/** The long lists of the matching page in their order, read in slices, because a sort of 100,000 rows in one go would hold up a session. */
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import { ITEM_TEXTS, likes, LISTING_TEXTS, marks, SELLS, type ItemKey } from './matching.ts';
import type { Db } from './open.ts';
import { keptWhileRead } from './orderedIds.ts';
import { prepared } from './statement.ts';
import { nextTurn } from '../nextTurn.ts';

export type MatchFilter = { readonly shops: readonly ConnectionId[]; readonly search?: string | undefined; readonly leftOut?: boolean };

const UNLINKED = 'NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = listing.id)';
const LISTING_LEFT_OUT = 'EXISTS (SELECT 1 FROM match_listing_left_out AS out WHERE out.listing_id = listing.id)';
const ITEM_LEFT_OUT = 'EXISTS (SELECT 1 FROM match_item_left_out AS out WHERE out.company_id = item.company_id AND out.list_id = item.list_id)';
/** Rows looked at between two breaths: some ten milliseconds. */
const SLICE = 5_000;

type Values = readonly (string | number)[];
type ListingSlot = { readonly id: ListingId; readonly text: string };

/** Capitals do not count, as in SQLite's NOCASE. */
function inOrder<Row extends { readonly text: string }>(rows: Row[], tie: (a: Row, b: Row) => number): readonly Row[] {
  const keys = new Map(rows.map((row) => [row, row.text.toLowerCase()]));
  const key = (row: Row): string => keys.get(row) ?? '';
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : tie(a, b)));
}

/** `sql` gives `id` and `text` of the listings whose id is above the first of its last two values and not above the second. */
function listingsInOrder(db: Db, sql: string, values: Values): Promise<readonly ListingId[]> {
  return keptWhileRead(db, `${sql} ${JSON.stringify(values)}`, async () => {
    const last = prepared<[], { id: number | null }>(db, 'SELECT max(id) AS id FROM listing').get()?.id ?? 0;
    const rows: ListingSlot[] = [];
    for (let from = 0; from < last; from += SLICE) {
      rows.push(...prepared<(string | number)[], ListingSlot>(db, sql).all(...values, from, from + SLICE));
      await nextTurn();
    }
    return inOrder(rows, (a, b) => a.id - b.id).map(({ id }) => id);
  });
}

/** By SKU; those without one come first. */
export function unlinkedListings(db: Db, { shops, search, leftOut = false }: MatchFilter): Promise<readonly ListingId[]> {
  const like = likes(search, LISTING_TEXTS);
  return listingsInOrder(db, `SELECT listing.id, listing.sku AS text FROM listing NOT INDEXED
    WHERE listing.connection_id IN (${marks(shops)}) AND ${SELLS} AND ${UNLINKED} AND ${leftOut ? '' : 'NOT '}${LISTING_LEFT_OUT}
    ${like.sql} AND listing.id > ? AND listing.id <= ?`, [...shops, ...like.values]);
}

/** By SKU. */
export function linkedListings(db: Db, { shops, search }: MatchFilter): Promise<readonly ListingId[]> {
  const like = likes(search, [...LISTING_TEXTS, 'item.full_name']);
  return listingsInOrder(db, `SELECT listing.id, listing.sku AS text FROM listing NOT INDEXED
    CROSS JOIN link ON link.listing_id = listing.id LEFT JOIN item ON item.company_id = link.company_id AND item.list_id = link.list_id
    WHERE listing.connection_id IN (${marks(shops)}) AND listing.gone = 0 ${like.sql} AND listing.id > ? AND listing.id <= ?`, [...shops, ...like.values]);
}

/** Active items with stock, and kits, that no listing of these shops is linked to; by FullName. */
export function unlinkedItems(db: Db, companies: readonly CompanyId[], { shops, search, leftOut = false }: MatchFilter): Promise<readonly ItemKey[]> {
  const like = likes(search, ITEM_TEXTS);
  const sql = `SELECT item.company_id AS companyId, item.list_id AS listId, item.full_name AS text
    FROM item WHERE item.company_id = ? AND item.gone = 0 AND item.is_active = 1 AND item.kind IN ('inventory','assembly','group')
    AND NOT EXISTS (SELECT 1 FROM link INDEXED BY link_item CROSS JOIN listing ON listing.id = link.listing_id
      WHERE link.company_id = item.company_id AND link.list_id = item.list_id AND listing.gone = 0 AND listing.connection_id IN (${marks(shops)}))
    AND ${leftOut ? '' : 'NOT '}${ITEM_LEFT_OUT} ${like.sql} AND item.list_id > ? AND item.list_id <= ?`;
  return keptWhileRead(db, `${sql} ${JSON.stringify([companies, shops, like.values])}`, async () => {
    const rows: (ItemKey & { readonly text: string })[] = [];
    for (const companyId of companies) {
      for (let from: ListID | null = '' as ListID; from !== null;) {
        const end = sliceEnd(db, companyId, from);
        if (end !== null) rows.push(...prepared<(string | number)[], ItemKey & { text: string }>(db, sql).all(companyId, ...shops, ...like.values, from, end));
        from = end;
        await nextTurn();
      }
    }
    return inOrder(rows, (a, b) => (a.listId < b.listId ? -1 : 1)).map(({ companyId, listId }) => ({ companyId, listId }));
  });
}

/** The last ListID of the next slice; null: nothing is left. */
function sliceEnd(db: Db, companyId: CompanyId, from: ListID): ListID | null {
  return prepared<[number, string, number], { id: ListID | null }>(db,
    'SELECT max(list_id) AS id FROM (SELECT list_id FROM item WHERE company_id = ? AND list_id > ? ORDER BY list_id LIMIT ?)',
  ).get(companyId, from, SLICE)?.id ?? null;
}
