/** Table stock_update while a routing run collects what is due: rows are staged slice by slice and released together. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Route } from '../../domain/update.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/**
 * The listing is due: one row per listing for ever, its version grows. It does not go out before its run is counted (`routed`). A failed row gets
 * a new chance. A row that is on its way stays so; its confirmation will find another version. A held one stays held unless it would no longer
 * empty the listing.
 */
export function stageUpdate(db: Db, connectionId: ConnectionId, listingId: ListingId, due: { readonly at: Instant; readonly quantity: Decimal; readonly toZero: boolean }): void {
  prepared<unknown[]>(db, `INSERT INTO stock_update (listing_id, connection_id, state, route, due_since, routed, to_zero, found_quantity)
    VALUES (?, ?, 'pending', 'queued', ?, 0, ?, ?)
    ON CONFLICT (listing_id) DO UPDATE SET version = version + 1, routed = 0, to_zero = excluded.to_zero, found_quantity = excluded.found_quantity,
      not_before = CASE WHEN state = 'failed' THEN NULL ELSE not_before END,
      attempts = CASE WHEN state = 'failed' THEN 0 ELSE attempts END, problem = CASE WHEN state = 'failed' THEN NULL ELSE problem END,
      due_since = CASE WHEN state = 'failed' THEN excluded.due_since ELSE due_since END, state = CASE WHEN state = 'failed' THEN 'pending' ELSE state END`)
    .run(listingId, connectionId, due.at, due.toZero ? 1 : 0, due.quantity);
}

export type StagedRun = {
  /** Listings this run found due, without those already held. */
  readonly due: number;
  /** How many listings that sell now the run, and what still waits from earlier ones, would set to 0 without a person's approval. */
  readonly toZero: number;
};

/** Is anything staged that was not let go yet? */
export function hasStaged(db: Db, connectionId: ConnectionId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM stock_update INDEXED BY stock_update_staged WHERE connection_id = ? AND routed = 0 LIMIT 1').get(connectionId) !== undefined;
}

export function countStaged(db: Db, connectionId: ConnectionId): StagedRun {
  const due = prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM stock_update WHERE connection_id = ? AND routed = 0 AND state <> 'held'").get(connectionId);
  const zero = prepared<[number], { n: number }>(db, `SELECT count(*) AS n FROM stock_update
    WHERE connection_id = ? AND to_zero = 1 AND approved = 0 AND (routed = 0 OR state IN ('pending','pushing'))`).get(connectionId);
  return { due: due?.n ?? 0, toZero: zero?.n ?? 0 };
}

/** Pending and on their way, this run included; held and failed ones are not on their way. */
export function countQueue(db: Db, connectionId: ConnectionId): number {
  return prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM stock_update WHERE connection_id = ? AND state IN ('pending','pushing')").get(connectionId)?.n ?? 0;
}

/** What is held when the run is held and is not yet: the run itself, and waiting rows that would empty a listing; never what a person approved. */
export function rowsToHold(db: Db, connectionId: ConnectionId, limit: number): readonly { readonly listingId: ListingId; readonly sku: string }[] {
  return prepared<[number, number, number], { id: number; sku: string }>(db, `SELECT id, sku FROM listing WHERE id IN (
      SELECT listing_id FROM stock_update WHERE connection_id = ? AND routed = 0 AND approved = 0 AND state IN ('pending','pushing')
      UNION SELECT listing_id FROM stock_update WHERE connection_id = ? AND to_zero = 1 AND approved = 0 AND state IN ('pending','pushing')) LIMIT ?`)
    .all(connectionId, connectionId, limit).map((row) => ({ listingId: row.id as ListingId, sku: row.sku }));
}

export function holdRow(db: Db, listingId: ListingId, problem: Problem): void {
  prepared<[string, number]>(db, "UPDATE stock_update SET state = 'held', not_before = NULL, problem = ? WHERE listing_id = ?").run(JSON.stringify(problem), listingId);
}

/** Held rows that are due again in a run that is not held, and would empty nothing, may go. */
export function releaseHarmless(db: Db, connectionId: ConnectionId): number {
  return prepared<[number]>(db,
    "UPDATE stock_update INDEXED BY stock_update_staged SET state = 'pending', problem = NULL WHERE connection_id = ? AND routed = 0 AND state = 'held' AND to_zero = 0",
  ).run(connectionId).changes;
}

/** Rows that waited because another shop could not be read need not wait any longer. Returns how many. */
export function releaseWaiting(db: Db, connectionId: ConnectionId, problemCode: string): number {
  return prepared<[number, string]>(db, `UPDATE stock_update INDEXED BY stock_update_waiting SET not_before = NULL
    WHERE connection_id = ? AND not_before IS NOT NULL AND state = 'pending' AND json_extract(problem, '$.code') = ?`).run(connectionId, problemCode).changes;
}

/** More than may go out at once: what waits already joins the queue. */
export function queueWaiting(db: Db, connectionId: ConnectionId): void {
  prepared<[number]>(db, "UPDATE stock_update INDEXED BY stock_update_inline SET route = 'queued' WHERE connection_id = ? AND route = 'inline' AND state = 'pending'")
    .run(connectionId);
}

/** Lets up to `limit` rows of the run go; returns how many, 0 when all are gone. */
export function releaseRun(db: Db, connectionId: ConnectionId, route: Route, limit: number): number {
  return prepared<[string, number, number]>(db, `UPDATE stock_update SET routed = 1, route = ?
    WHERE listing_id IN (SELECT listing_id FROM stock_update WHERE connection_id = ? AND routed = 0 LIMIT ?)`).run(route, connectionId, limit).changes;
}
