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

/** Every part is in order by its index, so that SQLite merges them and stops at the limit instead of sorting all. */
function inOrder(db: Db, query: UpdateQuery, shops: readonly ConnectionId[], states: readonly UpdateState[]): Place {
  const parts = shops.flatMap((shop): readonly Part[] => (query.sort === 'due' ? states.map((state) => byDue(shop, state)) : [bySku(shop, states)]));
  const counts = shops.map((shop) => shownCounts(db, shop));
  const total = counts.reduce((sum, count) => sum + states.reduce((counted, state) => counted + count[state], 0), 0);
  const { limit, offset, isReversed } = nearerEnd(query.skip, query.limit, total);
  const sql = (isDown: boolean): string => `${parts.map((part) => part.sql).join(' UNION ALL ')} ORDER BY place ${isDown ? 'DESC' : 'ASC'}, id ${isDown ? 'DESC' : 'ASC'}`;
  const values = parts.flatMap((part) => part.values);
  if (offset > MOST_SKIPPED) return { ids: orderedIds<ListingId>(db, sql(query.descending), values).slice(query.skip, query.skip + query.limit), total };
  const ids = prepared<(string | number)[], { id: ListingId }>(db, `${sql(query.descending !== isReversed)} LIMIT ? OFFSET ?`).all(...values, limit, offset).map(({ id }) => id);
  return { ids: isReversed ? ids.reverse() : ids, total };
}

/** A search has to look at every listing anyway: once, for the page and the total together, and in the table's own order, which is four times as fast as by an index. */
function found(db: Db, query: UpdateQuery, shops: readonly ConnectionId[], states: readonly UpdateState[], part: string): Place {
  const way = query.descending ? 'DESC' : 'ASC';
  const ids = orderedIds<ListingId>(db, `SELECT listing.id AS id FROM listing NOT INDEXED CROSS JOIN stock_update ON stock_update.listing_id = listing.id
    WHERE (listing.sku LIKE ? ESCAPE '\\' OR listing.name LIKE ? ESCAPE '\\') AND listing.connection_id IN (${marks(shops)}) AND stock_update.state IN (${marks(states)})
    ORDER BY ${query.sort === 'due' ? 'stock_update.due_since' : 'listing.sku'} ${way}, listing.id ${way}`, [part, part, ...shops, ...states]);
  return { ids: ids.slice(query.skip, query.skip + query.limit), total: ids.length };
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
