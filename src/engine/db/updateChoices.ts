/** Table stock_update, as a person steers it: single rows, and what waits. */
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Tries one failed row again; returns how many (0 or 1). */
export function retryOne(db: Db, connectionId: ConnectionId, listingId: ListingId): number {
  return prepared<[number, number]>(db, `UPDATE stock_update SET state = 'pending', attempts = 0, not_before = NULL, problem = NULL
    WHERE connection_id = ? AND listing_id = ? AND state = 'failed'`).run(connectionId, listingId).changes;
}

/** What waits for a later moment waits no longer; returns how many rows may go out now. */
export function waitNoLonger(db: Db, connectionId: ConnectionId): number {
  prepared<[number]>(db, "UPDATE stock_update SET not_before = NULL WHERE connection_id = ? AND state = 'pending' AND not_before IS NOT NULL").run(connectionId);
  return prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM stock_update WHERE connection_id = ? AND state = 'pending' AND routed = 1").get(connectionId)?.n ?? 0;
}
