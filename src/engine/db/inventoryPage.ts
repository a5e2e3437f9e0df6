/** What the shops sell, by SKU, with what became of each number: the dashboard's inventory list. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Outcome } from '../../domain/syncLog.ts';
import type { UpdateState } from '../../domain/update.ts';
import { parse } from './companies.ts';
import { listConnections } from './connections.ts';
import { likePart, MOST_SKIPPED, nearerEnd } from './nearerEnd.ts';
import type { Db } from './open.ts';
import { orderedIds } from './orderedIds.ts';
import { prepared } from './statement.ts';

export type Standing = 'inStep' | 'due' | 'held' | 'failed' | 'skipped' | 'never';

export type InventoryRow = {
  readonly listingId: ListingId; readonly connectionId: ConnectionId; readonly sku: string; readonly name: string;
  readonly onHand: Decimal | null; readonly storeQuantity: Decimal | null; readonly confirmedQuantity: Decimal | null;
  readonly standing: Standing; readonly reason: string | null; readonly problem: Problem | null;
  readonly last: { readonly at: Instant; readonly outcome: Outcome; readonly text: string } | null;
};

export type InventoryQuery = {
  readonly connectionId?: ConnectionId | undefined; readonly standing?: Standing | undefined; readonly search?: string | undefined;
  readonly descending: boolean; readonly skip: number; readonly limit: number;
};

type Row = {
  readonly id: number; readonly connection_id: number; readonly sku: string; readonly name: string; readonly store_quantity: number | null;
  readonly confirmed_quantity: number | null; readonly skip_reason: string | null; readonly declined_quantity: number | null;
  readonly on_hand: number | null; readonly state: UpdateState | null; readonly problem: string | null;
};

/** A person did not want the number sent that is right now, so the shop shows another one. */
const LEFT_OUT = '(listing.declined_quantity IS NOT NULL AND listing.declined_quantity IS NOT listing.confirmed_quantity)';

/** The same words as standingOf, as SQL over `listing` and, outer joined, `stock_update`. */
export const STANDING: Readonly<Record<Standing, string>> = {
  due: "stock_update.state IN ('pending','pushing')",
  held: "stock_update.state = 'held'",
  failed: "stock_update.state = 'failed'",
  skipped: `stock_update.state IS NULL AND (listing.skip_reason IS NOT NULL OR ${LEFT_OUT})`,
  inStep: `stock_update.state IS NULL AND listing.skip_reason IS NULL AND NOT ${LEFT_OUT} AND listing.confirmed_quantity IS NOT NULL`,
  never: `stock_update.state IS NULL AND listing.skip_reason IS NULL AND NOT ${LEFT_OUT} AND listing.confirmed_quantity IS NULL`,
};

export function pageOfInventory(db: Db, query: InventoryQuery): { readonly rows: readonly InventoryRow[]; readonly total: number } {
  const shops = query.connectionId === undefined ? listConnections(db).map(({ id }) => id) : [query.connectionId];
  if (shops.length === 0) return { rows: [], total: 0 };
  const isFiltered = query.standing !== undefined || (query.search !== undefined && query.search !== '');
  const { ids, total } = isFiltered ? found(db, query, shops) : inOrder(db, query, shops);
  return { rows: ids.map((id) => inventoryRow(db, id)), total };
}

type Place = { readonly ids: readonly ListingId[]; readonly total: number };

/** Every shop's part is in order by its index, so that SQLite merges them and stops at the limit instead of sorting all. */
function inOrder(db: Db, query: InventoryQuery, shops: readonly ConnectionId[]): Place {
  const union = shops.map(() => 'SELECT id, sku AS place FROM listing INDEXED BY listing_sku WHERE connection_id = ? AND gone = 0').join(' UNION ALL ');
  const total = prepared<number[], { n: number }>(db, `SELECT count(*) AS n FROM listing WHERE gone = 0 AND connection_id IN (${marks(shops)})`).get(...shops)?.n ?? 0;
  const { limit, offset, isReversed } = nearerEnd(query.skip, query.limit, total);
  const sql = (isDown: boolean): string => `${union} ORDER BY place ${isDown ? 'DESC' : 'ASC'}, id ${isDown ? 'DESC' : 'ASC'}`;
  if (offset > MOST_SKIPPED) return { ids: orderedIds<ListingId>(db, sql(query.descending), shops).slice(query.skip, query.skip + query.limit), total };
  const ids = prepared<number[], { id: ListingId }>(db, `${sql(query.descending !== isReversed)} LIMIT ? OFFSET ?`).all(...shops, limit, offset).map(({ id }) => id);
  return { ids: isReversed ? ids.reverse() : ids, total };
}

/** A filter has to look at every listing anyway: once, for the page and the total together, and in the table's own order, which is four times as fast as by an index. */
function found(db: Db, query: InventoryQuery, shops: readonly ConnectionId[]): Place {
  const part = query.search === undefined || query.search === '' ? [] : [likePart(query.search), likePart(query.search)];
  const way = query.descending ? 'DESC' : 'ASC';
  const ids = orderedIds<ListingId>(db, `SELECT listing.id AS id FROM listing NOT INDEXED
    ${query.standing === undefined ? '' : 'LEFT JOIN stock_update ON stock_update.listing_id = listing.id'}
    WHERE listing.connection_id IN (${marks(shops)}) AND listing.gone = 0 ${query.standing === undefined ? '' : `AND ${STANDING[query.standing]}`}
    ${part.length === 0 ? '' : "AND (listing.sku LIKE ? ESCAPE '\\' OR listing.name LIKE ? ESCAPE '\\')"} ORDER BY listing.sku ${way}, listing.id ${way}`, [...shops, ...part]);
  return { ids: ids.slice(query.skip, query.skip + query.limit), total: ids.length };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}

export function inventoryRow(db: Db, id: ListingId): InventoryRow {
  const row = prepared<[number], Row>(db, `SELECT listing.id, listing.connection_id, listing.sku, listing.name,
    listing.store_quantity, listing.confirmed_quantity, listing.skip_reason, listing.declined_quantity,
    item.on_hand, stock_update.state, stock_update.problem FROM listing
    LEFT JOIN link ON link.listing_id = listing.id LEFT JOIN item ON item.company_id = link.company_id AND item.list_id = link.list_id
    LEFT JOIN stock_update ON stock_update.listing_id = listing.id WHERE listing.id = ?`).get(id);
  if (row === undefined) throw new Error(`no listing ${String(id)}`);
  return {
    listingId: row.id as ListingId, connectionId: row.connection_id as ConnectionId, sku: row.sku, name: row.name, onHand: row.on_hand as Decimal | null,
    storeQuantity: row.store_quantity as Decimal | null, confirmedQuantity: row.confirmed_quantity as Decimal | null, standing: standingOf(row),
    reason: row.skip_reason
      ?? (isLeftOut(row) ? 'A person did not want this number to be sent. It is due again with its next change.' : null),
    problem: parse<Problem>(row.problem), last: lastLine(db, row),
  };
}

function standingOf(row: Row): Standing {
  if (row.state !== null) return row.state === 'pending' || row.state === 'pushing' ? 'due' : row.state;
  if (row.skip_reason !== null || isLeftOut(row)) return 'skipped';
  return row.confirmed_quantity === null ? 'never' : 'inStep';
}

function isLeftOut(row: Row): boolean {
  return row.declined_quantity !== null && row.declined_quantity !== row.confirmed_quantity;
}

function lastLine(db: Db, row: Row): InventoryRow['last'] {
  if (row.sku === '') return null;
  return prepared<[string, number], { readonly at: Instant; readonly outcome: Outcome; readonly text: string }>(db,
    'SELECT at, outcome, text FROM sync_log INDEXED BY sync_log_sku WHERE sku = ? AND connection_id = ? ORDER BY id DESC LIMIT 1').get(row.sku, row.connection_id) ?? null;
}
