/** Table listing by SKU, page after page, and how many listings stand how. */
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import { listConnections } from './connections.ts';
import { inventoryRow, STANDING, type InventoryRow, type Standing } from './inventoryPage.ts';
import { likePart } from './nearerEnd.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type InventoryPlace = { readonly sku: string; readonly listingId: ListingId };

export type InventoryListQuery = {
  readonly connectionId?: ConnectionId | undefined; readonly standing?: Standing | undefined; readonly search?: string | undefined;
  readonly after?: InventoryPlace | undefined; readonly limit: number;
};

/** By SKU, then by listing; each shop's part is in order by its index, so that SQLite merges them and stops at the limit. */
export function listInventory(db: Db, { connectionId, standing, search, after, limit }: InventoryListQuery): readonly InventoryRow[] {
  const shops = connectionId === undefined ? listConnections(db).map(({ id }) => id) : [connectionId];
  if (shops.length === 0) return [];
  const like = search === undefined || search === '' ? [] : [likePart(search), likePart(search)];
  const part = `SELECT listing.id AS id, listing.sku AS place FROM listing INDEXED BY listing_sku
    ${standing === undefined ? '' : 'LEFT JOIN stock_update ON stock_update.listing_id = listing.id'}
    WHERE listing.connection_id = ? AND listing.gone = 0 ${after === undefined ? '' : 'AND (listing.sku, listing.id) > (?, ?)'}
    ${standing === undefined ? '' : `AND ${STANDING[standing]}`} ${like.length === 0 ? '' : "AND (listing.sku LIKE ? ESCAPE '\\' OR listing.name LIKE ? ESCAPE '\\')"}`;
  const values = shops.flatMap((shop) => [shop, ...(after === undefined ? [] : [after.sku, after.listingId]), ...like]);
  return prepared<(string | number)[], { id: ListingId }>(db, `${shops.map(() => part).join(' UNION ALL ')} ORDER BY place, id LIMIT ?`)
    .all(...values, limit)
    .map(({ id }) => inventoryRow(db, id));
}

export function countInventory(db: Db, connectionId: ConnectionId | undefined): Readonly<Record<Standing, number>> {
  const kinds = (Object.keys(STANDING) as Standing[]).map((standing) => `sum(${STANDING[standing]}) AS ${standing}`).join(', ');
  const counts: Record<Standing, number> = { inStep: 0, due: 0, held: 0, failed: 0, skipped: 0, never: 0 };
  for (const shop of connectionId === undefined ? listConnections(db).map(({ id }) => id) : [connectionId]) {
    const row = prepared<[number], Partial<Record<Standing, number | null>>>(db,
      `SELECT ${kinds} FROM listing LEFT JOIN stock_update ON stock_update.listing_id = listing.id WHERE listing.connection_id = ? AND listing.gone = 0`).get(shop);
    for (const standing of Object.keys(counts) as Standing[]) counts[standing] += row?.[standing] ?? 0;
  }
  return counts;
}
