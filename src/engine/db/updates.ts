/** Table stock_update: which listings are due to be told their stock, and how far each has come. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListingId, Sequence } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Route, Update, UpdateState } from '../../domain/update.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Row = {
  readonly listing_id: number; readonly connection_id: number; readonly version: number; readonly state: UpdateState; readonly route: Route;
  readonly routed: number; readonly due_since: number; readonly not_before: number | null; readonly attempts: number; readonly approved: number; readonly problem: string | null;
  readonly pushing_version: number | null; readonly pushing_quantity: number | null; readonly pushing_quickbooks: number | null; readonly pushing_sequence: number | null;
};

export type UpdateRow = Update & {
  /** False while the routing run that found it due is not counted to the end: it must not go out yet. */
  readonly routed: boolean;
  /** What was computed when its batch was built; null while it is not on its way. */
  readonly pushing: { readonly version: number; readonly quantity: Decimal; readonly quickbooks: Decimal; readonly sequence: Sequence } | null;
};

function toUpdate(row: Row): UpdateRow {
  return {
    connectionId: row.connection_id as ConnectionId, listingId: row.listing_id as ListingId, version: row.version, state: row.state, route: row.route,
    dueSince: row.due_since as Instant, notBefore: row.not_before as Instant | null, attempts: row.attempts, problem: parse<Problem>(row.problem), routed: row.routed === 1,
    pushing: row.pushing_version === null ? null : {
      version: row.pushing_version, quantity: row.pushing_quantity as Decimal, quickbooks: row.pushing_quickbooks as Decimal, sequence: row.pushing_sequence as Sequence,
    },
  };
}

export function findUpdate(db: Db, listingId: ListingId): UpdateRow | null {
  const row = prepared<[number], Row>(db, 'SELECT * FROM stock_update WHERE listing_id = ?').get(listingId);
  return row === undefined ? null : toUpdate(row);
}

export type UpdateCounts = Readonly<Record<UpdateState, number>>;

/** How many updates of the connection are in each state. */
export function countUpdates(db: Db, connectionId: ConnectionId): UpdateCounts {
  const counts = { pending: 0, pushing: 0, held: 0, failed: 0 };
  for (const row of prepared<[number], { state: UpdateState; n: number }>(db,
    'SELECT state, count(*) AS n FROM stock_update WHERE connection_id = ? GROUP BY state',
  ).all(connectionId)) {
    counts[row.state] = row.n;
  }
  return counts;
}

/** What still has to go out: pending and on its way. */
export function countOpen(db: Db, connectionId: ConnectionId): number {
  const counts = countUpdates(db, connectionId);
  return counts.pending + counts.pushing;
}

/** A line of the pending list, as people see it. */
export type ListedUpdate = Update & { readonly sku: string; readonly name: string };

/** A page in one state, oldest first; pass the last line as `after` for the next page. */
export function listUpdates(
  db: Db, connectionId: ConnectionId, page: { readonly state: UpdateState; readonly after: Pick<Update, 'dueSince' | 'listingId'> | null; readonly limit: number },
): readonly ListedUpdate[] {
  return prepared<(string | number)[], Row & { sku: string; name: string }>(db, `SELECT stock_update.*, listing.sku, listing.name
    FROM stock_update CROSS JOIN listing ON listing.id = stock_update.listing_id WHERE stock_update.connection_id = ? AND state = ? AND (due_since, listing_id) > (?, ?)
    ORDER BY due_since, listing_id LIMIT ?`).all(connectionId, page.state, page.after?.dueSince ?? 0, page.after?.listingId ?? 0, page.limit)
    .map((row) => ({ ...toUpdate(row), sku: row.sku, name: row.name }));
}

/** A due row with what a connector needs to sort it into batches. */
export type DueUpdate = { readonly listingId: ListingId; readonly key: string; readonly parentKey: string | null };

/** The oldest rows that may go out now. */
export function dueUpdates(db: Db, connectionId: ConnectionId, now: Instant, limit: number): readonly DueUpdate[] {
  return prepared<[number, number, number], { id: number; key: string; parent_key: string | null }>(db, `SELECT listing.id, listing.key, listing.parent_key
    FROM stock_update CROSS JOIN listing ON listing.id = stock_update.listing_id
    WHERE stock_update.connection_id = ? AND state = 'pending' AND routed = 1 AND (not_before IS NULL OR not_before <= ?)
    ORDER BY due_since, listing_id LIMIT ?`).all(connectionId, now, limit).map((row) => ({ listingId: row.id as ListingId, key: row.key, parentKey: row.parent_key }));
}

/** When the next row may go out: 0 when one may go at once, null when none waits. */
export function nextDueAt(db: Db, connectionId: ConnectionId): Instant | null {
  return prepared<[number, number], { at: Instant | null }>(db, `SELECT COALESCE(
    (SELECT 0 FROM stock_update WHERE connection_id = ? AND state = 'pending' AND routed = 1 AND not_before IS NULL LIMIT 1),
    (SELECT MIN(not_before) FROM stock_update WHERE connection_id = ? AND state = 'pending' AND routed = 1)) AS at`).get(connectionId, connectionId)?.at ?? null;
}

/** Since when the oldest of what still has to go out is due: how far behind the shop is. Null: nothing has to. */
export function oldestDueAt(db: Db, connectionId: ConnectionId): Instant | null {
  const oldest = prepared<[number, string], { at: Instant | null }>(db, 'SELECT MIN(due_since) AS at FROM stock_update WHERE connection_id = ? AND state = ?');
  const [pending, pushing] = (['pending', 'pushing'] as const).map((state) => oldest.get(connectionId, state)?.at ?? null);
  if (pending === undefined || pending === null) return pushing ?? null;
  return pushing === undefined || pushing === null || pending < pushing ? pending : pushing;
}

/** The row leaves with a number, computed as number `sequence`. */
export function markPushing(db: Db, listingId: ListingId, number: { readonly quantity: Decimal; readonly quickbooks: Decimal; readonly sequence: Sequence }): void {
  prepared<unknown[]>(db, `UPDATE stock_update SET state = 'pushing', pushing_version = version, pushing_quantity = ?, pushing_quickbooks = ?, pushing_sequence = ?,
    problem = NULL, not_before = NULL WHERE listing_id = ?`).run(number.quantity, number.quickbooks, number.sequence, listingId);
}

const CLEAR = 'pushing_version = NULL, pushing_quantity = NULL, pushing_quickbooks = NULL, pushing_sequence = NULL';

/** Back in the queue; only a row that is pending or on its way, so that one held meanwhile stays held. */
export function returnToPending(
  db: Db, listingId: ListingId, why: { readonly attempts: number; readonly notBefore: Instant | null; readonly problem: Problem | null },
): void {
  prepared<unknown[]>(db, `UPDATE stock_update SET state = 'pending', attempts = ?, not_before = ?, problem = ?, ${CLEAR}
    WHERE listing_id = ? AND state IN ('pending','pushing')`).run(why.attempts, why.notBefore, why.problem && JSON.stringify(why.problem), listingId);
}

/** Will not be sent again until a person asks or it becomes due anew. */
export function failUpdate(db: Db, listingId: ListingId, problem: Problem): void {
  prepared<[string, number]>(db, `UPDATE stock_update SET state = 'failed', not_before = NULL, problem = ?, ${CLEAR} WHERE listing_id = ? AND state IN ('pending','pushing')`)
    .run(JSON.stringify(problem), listingId);
}

/** Confirmed: the row leaves the queue, if it is the one that was sent. */
export function closeUpdate(db: Db, listingId: ListingId, version: number): void {
  prepared<[number, number]>(db, "DELETE FROM stock_update WHERE listing_id = ? AND state = 'pushing' AND version = ?").run(listingId, version);
}

/** There is no number to send for the listing any more. A row on its way stays until its answer is there. */
export function dropUpdate(db: Db, listingId: ListingId): boolean {
  return prepared<[number]>(db, "DELETE FROM stock_update WHERE listing_id = ? AND state <> 'pushing'").run(listingId).changes > 0;
}

/** The shop shows the number that is right now: a failed or held row has nothing left to do. */
export function dropSettled(db: Db, listingId: ListingId): void {
  prepared<[number]>(db, "DELETE FROM stock_update WHERE listing_id = ? AND state IN ('failed','held')").run(listingId);
}

/** After a start: what was on its way has no known outcome, so it is computed and sent again. */
export function recoverPushing(db: Db): number {
  return prepared(db, `UPDATE stock_update SET state = 'pending', ${CLEAR} WHERE state = 'pushing'`).run().changes;
}

/** The same for one connection, whose only worker has stopped. */
export function recoverConnection(db: Db, connectionId: ConnectionId): number {
  return prepared<[number]>(db, `UPDATE stock_update SET state = 'pending', ${CLEAR} WHERE connection_id = ? AND state = 'pushing'`).run(connectionId).changes;
}

/** A person wants the held run sent; its rows are not held again. Returns how many. */
export function approveHeld(db: Db, connectionId: ConnectionId): number {
  return prepared<[number]>(db, "UPDATE stock_update SET state = 'pending', approved = 1, not_before = NULL, problem = NULL WHERE connection_id = ? AND state = 'held'")
    .run(connectionId).changes;
}

/** A person does not want the held run sent. A listing is due again with the next change of its number. Returns how many. */
export function discardHeld(db: Db, connectionId: ConnectionId): number {
  prepared<[number]>(db, `UPDATE listing SET declined_quantity = held.found_quantity
    FROM stock_update AS held WHERE held.listing_id = listing.id AND held.connection_id = ? AND held.state = 'held'`).run(connectionId);
  return prepared<[number]>(db, "DELETE FROM stock_update WHERE connection_id = ? AND state = 'held'").run(connectionId).changes;
}

/** A person wants the failed ones tried again. Returns how many. */
export function retryFailed(db: Db, connectionId: ConnectionId): number {
  return prepared<[number]>(db, "UPDATE stock_update SET state = 'pending', attempts = 0, not_before = NULL, problem = NULL WHERE connection_id = ? AND state = 'failed'")
    .run(connectionId).changes;
}

/** Rows of a company's shops that are on their way inline: what a session waits for. Rows that have to wait themselves are not. */
export function inlineLeft(db: Db, companyId: CompanyId): number {
  return prepared<[number], { n: number }>(db, `SELECT count(*) AS n FROM connection c CROSS JOIN stock_update u INDEXED BY stock_update_inline ON u.connection_id = c.id
    WHERE c.company_id = ? AND u.route = 'inline' AND u.state IN ('pending','pushing') AND u.not_before IS NULL`).get(companyId)?.n ?? 0;
}
