/** Table stock_update, as a person steers it: single rows, and what waits. */
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';
import { dropUpdate } from './updates.ts';

/** Tries one failed row again; returns how many (0 or 1). */
export function retryOne(db: Db, connectionId: ConnectionId, listingId: ListingId): number {
  return prepared<[number, number]>(db, `UPDATE stock_update SET state = 'pending', attempts = 0, not_before = NULL, problem = NULL
    WHERE connection_id = ? AND listing_id = ? AND state = 'failed'`).run(connectionId, listingId).changes;
}

/** A person does not want it sent: it leaves the queue, and the listing is due again with the next change of its number. A row on its way stays. */
export function declineOne(db: Db, listingId: ListingId): boolean {
  prepared<[number]>(db, `UPDATE listing SET declined_quantity = declined.found_quantity
    FROM stock_update AS declined WHERE declined.listing_id = listing.id AND listing.id = ? AND declined.state <> 'pushing'`).run(listingId);
  return dropUpdate(db, listingId);
}

/** What waits for a later moment waits no longer; returns how many rows may go out now. */
export function waitNoLonger(db: Db, connectionId: ConnectionId): number {
  prepared<[number]>(db, "UPDATE stock_update SET not_before = NULL WHERE connection_id = ? AND state = 'pending' AND not_before IS NOT NULL").run(connectionId);
  return prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM stock_update WHERE connection_id = ? AND state = 'pending' AND routed = 1").get(connectionId)?.n ?? 0;
}

/** A row that waits may go out at once, whatever it waited for; one that is held, on its way or failed stays as it is. */
export function letGo(db: Db, listingId: ListingId): void {
  prepared<[number]>(db, "UPDATE stock_update SET routed = 1, not_before = NULL WHERE listing_id = ? AND state = 'pending'").run(listingId);
}
