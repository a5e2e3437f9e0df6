/** Table stock_update as one list over shops and states: filtered, searched, sorted, entered anywhere. */
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { UpdateState } from '../../domain/update.ts';
import { listConnections } from './connections.ts';
import { findListing } from './listings.ts';
import { likePart, nearerEnd } from './nearerEnd.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';
import { countUpdates, findUpdate, type ListedUpdate } from './updates.ts';

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
const FOUND = "(listing.sku LIKE ? ESCAPE '\\' OR listing.name LIKE ? ESCAPE '\\')";

export function pageOfUpdates(db: Db, query: UpdateQuery): { readonly updates: readonly ListedUpdate[]; readonly total: number } {
  const shops = query.connectionId === undefined ? listConnections(db).map(({ id }) => id) : [query.connectionId];
  const states = query.states ?? ALL;
  const search = query.search === undefined || query.search === '' ? null : likePart(query.search);
  const parts = shops.flatMap((shop): readonly Part[] => (query.sort === 'due' ? states.map((state) => byDue(shop, state, search)) : [bySku(shop, states, search)]));
  if (parts.length === 0) return { updates: [], total: 0 };
  const union = parts.map((part) => part.sql).join(' UNION ALL ');
  const values = parts.flatMap((part) => part.values);
  const total = search === null
    ? shops.reduce((sum, shop) => sum + states.reduce((counted, state) => counted + countUpdates(db, shop)[state], 0), 0)
    : prepared<(string | number)[], { n: number }>(db, `SELECT count(*) AS n FROM (${union})`).get(...values)?.n ?? 0;
  const { limit, offset, isReversed } = nearerEnd(query.skip, query.limit, total);
  const way = query.descending === isReversed ? 'ASC' : 'DESC';
  // Every part is in order by its index, so that SQLite merges them and stops at the limit instead of sorting all.
  const ids = prepared<(string | number)[], { id: ListingId }>(db, `${union} ORDER BY place ${way}, id ${way} LIMIT ? OFFSET ?`).all(...values, limit, offset);
  const updates = (isReversed ? ids.reverse() : ids).flatMap(({ id }): readonly ListedUpdate[] => {
    const update = findUpdate(db, id);
    const listing = findListing(db, id);
    return update === null || listing === null ? [] : [{ ...update, sku: listing.sku, name: listing.name }];
  });
  return { updates, total };
}

function byDue(shop: ConnectionId, state: UpdateState, search: string | null): Part {
  const filter = search === null ? '' : `AND EXISTS (SELECT 1 FROM listing WHERE listing.id = stock_update.listing_id AND ${FOUND})`;
  return {
    sql: `SELECT listing_id AS id, due_since AS place FROM stock_update INDEXED BY stock_update_due WHERE connection_id = ? AND state = ? ${filter}`,
    values: [shop, state, ...(search === null ? [] : [search, search])],
  };
}

function bySku(shop: ConnectionId, states: readonly UpdateState[], search: string | null): Part {
  return {
    sql: `SELECT listing.id AS id, listing.sku AS place FROM listing INDEXED BY listing_sku CROSS JOIN stock_update ON stock_update.listing_id = listing.id
      WHERE listing.connection_id = ? AND stock_update.state IN (${states.map(() => '?').join(',')}) ${search === null ? '' : `AND ${FOUND}`}`,
    values: [shop, ...states, ...(search === null ? [] : [search, search])],
  };
}
