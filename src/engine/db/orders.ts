/** Tables store_order and order_line: the shops' orders as last pulled, and what their lines took from stock. */
import type { Instant } from '../../domain/calendar.ts';
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { StoreOrder } from '../../domain/order.ts';
import type { Problem } from '../../domain/problem.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { recall, remember, remembered } from './remembered.ts';
import { prepared } from './statement.ts';

export type OrderRow = {
  readonly id: number;
  readonly connectionId: ConnectionId;
  readonly order: StoreOrder;
  readonly counts: boolean;
  readonly difference: readonly unknown[];
  /** A person has seen that very difference and leaves it. */
  readonly differenceLeft: boolean;
};

type Row = {
  readonly id: number;
  readonly connection_id: number;
  readonly counts: number;
  readonly body: string;
  readonly difference: string | null;
  readonly difference_left: string | null;
};

function toOrder(row: Row): OrderRow {
  return {
    id: row.id, connectionId: row.connection_id as ConnectionId,
    order: JSON.parse(row.body) as StoreOrder, counts: row.counts === 1,
    difference: parse<unknown[]>(row.difference) ?? [],
    differenceLeft: row.difference !== null && row.difference === row.difference_left,
  };
}

/** Not with what was sent of it, which is as long again. */
const ORDER = 'SELECT id, connection_id, counts, body, difference, difference_left FROM store_order WHERE id = ?';

export function findOrder(db: Db, id: number): OrderRow {
  return remembered(db, 'order', id, () => {
    const row = prepared<[number], Row>(db, ORDER).get(id);
    if (row === undefined) throw new Error(`no order ${String(id)}`);
    return toOrder(row);
  });
}

export function orderNumber(db: Db, id: number): string | null {
  const known = recall<OrderRow>(db, 'order', id);
  return known === undefined ? prepared<[number], { number: string }>(db, 'SELECT number FROM store_order WHERE id = ?').get(id)?.number ?? null : known.order.number;
}

/** Under which number the log speaks of a job: its order's, so that a search for the order finds refunds and payments too; its own label where it has no order. */
export function loggedOrder(db: Db, job: { readonly orderId: number | null; readonly label: string }): string {
  return (job.orderId === null ? null : orderNumber(db, job.orderId)) ?? job.label;
}

export function findStoreOrder(db: Db, connectionId: ConnectionId, storeId: string): OrderRow | null {
  const row = prepared<[number, string], Row>(db, 'SELECT * FROM store_order WHERE connection_id = ? AND store_id = ?').get(connectionId, storeId);
  return row === undefined ? null : toOrder(row);
}

/** Orders that were new or changed when they were pulled since that moment. */
export function ordersPulledSince(db: Db, connectionId: ConnectionId, since: Instant): readonly OrderRow[] {
  return prepared<[number, number], Row>(db, 'SELECT * FROM store_order WHERE connection_id = ? AND pulled_at >= ?').all(connectionId, since).map(toOrder);
}

/** Of whatever shop. */
export function ordersNumbered(db: Db, number: string): readonly StoreOrder[] {
  return prepared<[string], Row>(db, 'SELECT * FROM store_order WHERE number = ?').all(number).map((row) => toOrder(row).order);
}

/** Writes the order as pulled and returns its row id. `counts` of an order marked "already in QuickBooks" is never raised again. */
export function storeOrder(db: Db, connectionId: ConnectionId, order: StoreOrder, counts: boolean, at: Instant): number {
  const row = prepared<unknown[], { id: number }>(db, `INSERT INTO store_order (connection_id, store_id, number, status, created_at, modified_at, gone, counts, body, pulled_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (connection_id, store_id) DO UPDATE SET number = excluded.number, status = excluded.status, modified_at = excluded.modified_at, gone = excluded.gone,
      counts = min(counts, excluded.counts), sent_body = CASE WHEN sent_body = '' AND body <> excluded.body THEN body ELSE sent_body END,
      body = excluded.body, pulled_at = excluded.pulled_at
    RETURNING id`).get(connectionId, order.id, order.number, order.status, order.createdAt, order.modifiedAt, order.gone ? 1 : 0, counts ? 1 : 0, JSON.stringify(order), at);
  if (row === undefined) throw new Error('the order was not written');
  return row.id;
}

/** Keeps what the document that goes out is made of, to show what changes in the shop afterwards: as long as nothing has changed, an empty text stands for the body itself. */
export function keepSentBody(db: Db, orderId: number): void {
  const known = recall<OrderRow>(db, 'order', orderId);
  prepared<unknown[]>(db, "UPDATE store_order SET sent_body = '', difference = NULL WHERE id = ?").run(orderId);
  if (known !== undefined) remember(db, 'order', orderId, { ...known, difference: [], differenceLeft: false } satisfies OrderRow);
}

export function sentBody(db: Db, orderId: number): StoreOrder | null {
  return parse<StoreOrder>(
    prepared<[number], { sent: string | null }>(db, "SELECT CASE sent_body WHEN '' THEN body ELSE sent_body END AS sent FROM store_order WHERE id = ?")
      .get(orderId)?.sent ?? null,
  );
}

export function setDifference(db: Db, orderId: number, difference: readonly unknown[]): void {
  prepared<unknown[]>(db, 'UPDATE store_order SET difference = ? WHERE id = ?').run(difference.length === 0 ? null : JSON.stringify(difference), orderId);
}

/** A person leaves the difference as it is; another change in the shop makes another one, which is shown again. */
export function leaveDifference(db: Db, orderId: number): void {
  prepared<unknown[]>(db, 'UPDATE store_order SET difference_left = difference WHERE id = ?').run(orderId);
}

/** A person has corrected the document in QuickBooks: what the shop says now is what it is compared with from now on. */
export function takeAsCorrected(db: Db, orderId: number): void {
  prepared<unknown[]>(db, "UPDATE store_order SET sent_body = '', difference = NULL, difference_left = NULL WHERE id = ?").run(orderId);
}

/** Orders changed after they were sent, whose difference nobody has seen; oldest first. */
export function ordersWithDifference(db: Db, connectionId: ConnectionId, limit: number): readonly OrderRow[] {
  return prepared<[number, number], Row>(db, `SELECT * FROM store_order INDEXED BY store_order_difference WHERE connection_id = ? AND difference IS NOT NULL
    AND difference IS NOT difference_left ORDER BY id LIMIT ?`).all(connectionId, limit).map(toOrder);
}

export function countDifferences(db: Db, connectionId: ConnectionId): number {
  return prepared<[number], { n: number }>(db, `SELECT count(*) AS n FROM store_order INDEXED BY store_order_difference WHERE connection_id = ? AND difference IS NOT NULL
    AND difference IS NOT difference_left`).get(connectionId)?.n ?? 0;
}

/** The order is in QuickBooks already (entered by hand): it takes nothing from stock. */
export function setCountsNothing(db: Db, orderId: number): void {
  prepared<unknown[]>(db, 'UPDATE store_order SET counts = 0 WHERE id = ?').run(orderId);
}

/** The start day is another one: the order takes from stock, or does not. */
export function setCounts(db: Db, orderId: number, counts: boolean): void {
  prepared<unknown[]>(db, 'UPDATE store_order SET counts = ? WHERE id = ?').run(counts ? 1 : 0, orderId);
}

type LineRow = { readonly line_id: string; readonly listing_id: number | null; readonly sku: string | null; readonly taken: number; readonly open: number };

/** Writes the lines; returns the listings whose taken quantity changed or that are new here, those of vanished lines included. */
export function storeLines(
  db: Db,
  orderId: number,
  lines: readonly { readonly lineId: string; readonly listingId: ListingId | null; readonly sku: string | null; readonly taken: number }[],
): readonly ListingId[] {
  const before = new Map(prepared<[number], LineRow>(db, 'SELECT * FROM order_line WHERE order_id = ?').all(orderId).map((line) => [line.line_id, line]));
  const changed = new Set<ListingId>();
  const write = prepared<unknown[]>(db, `INSERT INTO order_line (order_id, line_id, listing_id, sku, taken, open) VALUES (@orderId, @lineId, @listingId, @sku, @taken, 1)
    ON CONFLICT (order_id, line_id) DO UPDATE SET listing_id = COALESCE(excluded.listing_id, listing_id), sku = COALESCE(excluded.sku, sku), taken = excluded.taken`);
  for (const line of lines) {
    const old = before.get(line.lineId);
    before.delete(line.lineId);
    write.run({ orderId, ...line });
    const listingId = line.listingId ?? (old?.listing_id as ListingId | null | undefined) ?? null;
    if (listingId !== null && old?.taken !== line.taken) changed.add(listingId);
  }
  for (const gone of before.values()) {
    prepared<unknown[]>(db, 'UPDATE order_line SET taken = 0 WHERE order_id = ? AND line_id = ?').run(orderId, gone.line_id);
    if (gone.listing_id !== null && gone.taken !== 0) changed.add(gone.listing_id as ListingId);
  }
  return [...changed];
}

/** Remembers an order that could not be read, until it can; true when it is news. */
export function storeUnreadable(db: Db, connectionId: ConnectionId, unreadable: { readonly id: string; readonly number: string; readonly problem: Problem }, at: Instant): boolean {
  const known = prepared<unknown[]>(db, 'SELECT 1 FROM unreadable_order WHERE connection_id = ? AND store_id = ?').get(connectionId, unreadable.id) !== undefined;
  prepared<unknown[]>(db, `INSERT INTO unreadable_order (connection_id, store_id, number, problem, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (connection_id, store_id) DO UPDATE SET number = excluded.number, problem = excluded.problem, at = excluded.at`)
    .run(connectionId, unreadable.id, unreadable.number, JSON.stringify(unreadable.problem), at);
  return !known;
}

export function forgetUnreadable(db: Db, connectionId: ConnectionId, storeId: string): void {
  prepared<unknown[]>(db, 'DELETE FROM unreadable_order WHERE connection_id = ? AND store_id = ?').run(connectionId, storeId);
}

export function listUnreadable(db: Db, connectionId: ConnectionId): readonly { readonly number: string; readonly problem: Problem }[] {
  return prepared<[number], { number: string; problem: string }>(db, 'SELECT number, problem FROM unreadable_order WHERE connection_id = ? ORDER BY at').all(connectionId)
    .map((row) => ({ number: row.number, problem: JSON.parse(row.problem) as Problem }));
}
