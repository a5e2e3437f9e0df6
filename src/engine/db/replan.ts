/** Tables job and store_order where something that was never sent is planned anew. */
import type { ConnectionId, JobId } from '../../domain/ids.ts';
import type { DocumentKind, SettlementKind } from '../../domain/job.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Orders of the shop of which no document has ever left, is done, or was taken out by a person. */
export function unsentOrders(db: Db, connectionId: ConnectionId): readonly number[] {
  return prepared<[number], { id: number }>(db, `SELECT id FROM store_order WHERE connection_id = ? AND NOT EXISTS (SELECT 1 FROM job
    WHERE job.order_id = store_order.id AND (ever_sent = 1 OR state IN ('sent','inDoubt','done') OR (state = 'cancelled' AND evidence IS NOT NULL))) ORDER BY id`)
    .all(connectionId).map(({ id }) => id);
}

/** Customers that were to be added for the shop's orders and have not been prepared yet: other settings may want others. */
export function waitingCustomers(db: Db, connectionId: ConnectionId): readonly JobId[] {
  return prepared<[number], { id: JobId }>(db, "SELECT id FROM job WHERE connection_id = ? AND family = 'customer' AND state = 'waiting' AND ever_sent = 0")
    .all(connectionId).map(({ id }) => id);
}

/** Orders of the shop of which a document is still on its way and another has left or is decided: those that are not planned anew as a whole. */
export function halfSentOrders(db: Db, connectionId: ConnectionId): readonly number[] {
  return prepared<[number], { id: number }>(db, `SELECT DISTINCT job.order_id AS id FROM job
    WHERE connection_id = ? AND state IN ('waiting','ready','needsAttention') AND order_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM job AS left WHERE left.order_id = job.order_id
      AND (left.ever_sent = 1 OR left.state IN ('sent','inDoubt','done') OR (left.state = 'cancelled' AND left.evidence IS NOT NULL)))
    ORDER BY id`).all(connectionId).map(({ id }) => id);
}

/** Another kind for a settlement that QuickBooks certainly does not have. */
export function setSettlementKind(db: Db, id: JobId, plan: { readonly kind: SettlementKind; readonly refNumber: string }): void {
  const { changes } = prepared<unknown[]>(db, `UPDATE job SET kind = ?, ref_number = ?, message_set_id = NULL, request_id = NULL, request_text = NULL
    WHERE id = ? AND family = 'settlement' AND state IN ('waiting','needsAttention')`).run(plan.kind, plan.refNumber, id);
  if (changes !== 1) throw new Error(`job ${String(id)} is on its way already`);
}

/** Another kind or number for a document whose text has never left. */
export function setUnsentPlan(db: Db, id: JobId, plan: { readonly kind: DocumentKind; readonly refNumber: string; readonly postsStock: boolean }): void {
  const { changes } = prepared<unknown[]>(db, `UPDATE job SET kind = ?, ref_number = ?, posts_stock = ?, message_set_id = NULL, request_id = NULL, request_text = NULL
    WHERE id = ? AND ever_sent = 0 AND state = 'waiting'`).run(plan.kind, plan.refNumber, plan.postsStock ? 1 : 0, id);
  if (changes !== 1) throw new Error(`job ${String(id)} has left already`);
}
