/** Table stock_update as one list over shops and states: filtered, searched, sorted, entered anywhere. */
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { UpdateState } from '../../domain/update.ts';
import { listConnections } from './connections.ts';
import { findListing } from './listings.ts';
import { likePart, MOST_SKIPPED, nearerEnd } from './nearerEnd.ts';
import type { Db } from './open.ts';
import { keptUntilWritten, orderedIds } from './orderedIds.ts';
import { prepared } from './statement.ts';
import { countUpdates, findUpdate, type ListedUpdate, type UpdateCounts } from './updates.ts';

export type UpdateQuery = {
  readonly connectionId?: ConnectionId | undefined;
  readonly states?: readonly UpdateState[] | undefined;
  /** Part of the SKU or the name; case does not matter for ASCII. */
  readonly search?: string | undefined;
  /** `due`: oldest first. */
  readonly sort: 'due' | 'sku';
  readonly descending: boolean;
  readonly skip: number;
  readonly limit: number;
};

type Part = { readonly sql: string; readonly values: readonly (string | number)[] };

const ALL: readonly UpdateState[] = ['pending', 'pushing', 'held', 'failed'];

export function pageOfUpdates(db: Db, query: UpdateQuery): { readonly updates: readonly ListedUpdate[]; readonly total: number } {
  const shops = query.connectionId === undefined ? listConnections(db).map(({ id }) => id) : [query.connectionId];
  const states = query.states ?? ALL;
  if (shops.length === 0) return { updates: [], total: 0 };
  const { ids, total } = query.search === undefined || query.search === '' ? inOrder(db, query, shops, states) : found(db, query, shops, states, likePart(query.search));
  const updates = ids.flatMap((id): readonly ListedUpdate[] => {
    const update = findUpdate(db, id);
    const listing = findListing(db, id);
    return update === null || listing === null ? [] : [{ ...update, sku: listing.sku, name: listing.name }];
  });
  return { updates, total };
}

type Place = { readonly ids: readonly ListingId[]; readonly total: number };

function inOrder(db: Db, query: UpdateQuery, shops: readonly ConnectionId[], states: readonly UpdateState[]): Place {
  const counts = shops.map((shop) => shownCounts(db, shop));
  const total = counts.reduce((sum, count) => sum + states.reduce((counted, state) => counted + count[state], 0), 0);
  const { limit, offset, isReversed } = nearerEnd(query.skip, query.limit, total);
  if (offset > MOST_SKIPPED) {
    const { sql, values } = listed(query, shops, states, query.descending);
    return { ids: orderedIds<ListingId>(db, sql, values).slice(query.skip, query.skip + query.limit), total };
  }
  const { sql, values } = listed(query, shops, states, query.descending !== isReversed);
  const ids = prepared<(string | number)[], { id: ListingId }>(db, `${sql} LIMIT ? OFFSET ?`).all(...values, limit, offset).map(({ id }) => id);
  return { ids: isReversed ? ids.reverse() : ids, total };
}

/** Every part is in order by its index, so that SQLite merges them and stops at a limit instead of sorting all. */
function listed({ sort }: UpdateQuery, shops: readonly ConnectionId[], states: readonly UpdateState[], isDown: boolean): Part {
  const parts = shops.flatMap((shop): readonly Part[] => (sort === 'due' ? states.map((state) => byDue(shop, state)) : [bySku(shop, states)]));
  const way = isDown ? 'DESC' : 'ASC';
  return { sql: `${parts.map((part) => part.sql).join(' UNION ALL ')} ORDER BY place ${way}, id ${way}`, values: parts.flatMap((part) => part.values) };
}

/** Rows looked at in the list's own order before all are: a search for a short text finds its first page among them. */
const MOST_TRIED = 4_000;

/**
 * What stands in very many rows (the first letters of a search) has its page soon, read in the list's order, and is then only counted. Everything else is
 * found by looking at every listing once, for the page and the total together, in the table's own order, which is four times as fast as by an index.
 */
function found(db: Db, query: UpdateQuery, shops: readonly ConnectionId[], states: readonly UpdateState[], part: string): Place {
  const { sql, values } = matches(shops, states, part);
  const first = query.skip + query.limit <= MOST_TRIED ? soonFound(db, query, shops, states, part) : [];
  if (first.length === query.limit) {
    const total = keptUntilWritten(db, `how many ${sql} ${JSON.stringify(values)}`, () =>
      prepared<(string | number)[], { n: number }>(db, `SELECT COUNT(*) AS n ${sql}`).get(...values)?.n ?? 0);
    return { ids: first, total };
  }
  const way = query.descending ? 'DESC' : 'ASC';
  const ids = orderedIds<ListingId>(db, `SELECT listing.id AS id ${sql}
    ORDER BY ${query.sort === 'due' ? 'stock_update.due_since' : 'listing.sku'} ${way}, listing.id ${way}`, values);
  return { ids: ids.slice(query.skip, query.skip + query.limit), total: ids.length };
}

function matches(shops: readonly ConnectionId[], states: readonly UpdateState[], part: string): Part {
  return {
    sql: `FROM listing NOT INDEXED CROSS JOIN stock_update ON stock_update.listing_id = listing.id
      WHERE (listing.sku LIKE ? ESCAPE '\\' OR listing.name LIKE ? ESCAPE '\\') AND listing.connection_id IN (${marks(shops)}) AND stock_update.state IN (${marks(states)})`,
    values: [part, part, ...shops, ...states],
  };
}

/** The page, where the first rows of the list hold all of it; else fewer ids than were asked for. */
function soonFound(db: Db, query: UpdateQuery, shops: readonly ConnectionId[], states: readonly UpdateState[], part: string): readonly ListingId[] {
  const { sql, values } = listed(query, shops, states, query.descending);
  const way = query.descending ? 'DESC' : 'ASC';
  return prepared<(string | number)[], { id: ListingId }>(db, `SELECT tried.id AS id FROM (${sql} LIMIT ${String(MOST_TRIED)}) AS tried CROSS JOIN listing ON listing.id = tried.id
    WHERE listing.sku LIKE ? ESCAPE '\\' OR listing.name LIKE ? ESCAPE '\\'
    ORDER BY tried.place ${way}, tried.id ${way} LIMIT ? OFFSET ?`).all(...values, part, part, query.limit, query.skip).map(({ id }) => id);
}

/** As many as there are, for people to read: counting 100,000 rows takes longer than reading a page of them. Not for use in a transaction that writes. */
export function shownCounts(db: Db, shop: ConnectionId): UpdateCounts {
  return keptUntilWritten(db, `updates of ${String(shop)}`, () => countUpdates(db, shop));
}

function byDue(shop: ConnectionId, state: UpdateState): Part {
  return { sql: 'SELECT listing_id AS id, due_since AS place FROM stock_update INDEXED BY stock_update_due WHERE connection_id = ? AND state = ?', values: [shop, state] };
}

function bySku(shop: ConnectionId, states: readonly UpdateState[]): Part {
  return {
    sql: `SELECT listing.id AS id, listing.sku AS place FROM listing INDEXED BY listing_sku CROSS JOIN stock_update ON stock_update.listing_id = listing.id
      WHERE listing.connection_id = ? AND stock_update.state IN (${marks(states)})`,
    values: [shop, ...states],
  };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}
