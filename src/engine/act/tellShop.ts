/** What a shop is told about an order once its document is in QuickBooks. Queued with the document's success, sent later and outside of any SOAP call. */
import { assertNever } from '../../domain/brand.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { ConnectionSettings } from '../../domain/settings.ts';
import type { WriteBack } from '../../stores/store.ts';
import { findConnection } from '../db/connections.ts';
import type { JobRow } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';
import { findOrder } from '../db/orders.ts';
import { queueWriteBack } from '../db/writeBack.ts';

/** Keys of the order's meta data. The underscore keeps them out of the shop's "custom fields" box. */
const META_TXN = '_quickbooks_txn_id';
const META_NUMBER = '_quickbooks_number';

/** Only orders and their refunds; by setting. */
export function tellShop(db: Db, job: JobRow, at: Instant): void {
  if (whatToTell(db, job) !== null) queueWriteBack(db, job.id, job.connectionId, at);
}

/** Null: the settings, as they are now, want nothing told. */
export function whatToTell(db: Db, job: JobRow): WriteBack | null {
  if ((job.family !== 'order' && job.family !== 'refund') || job.orderId === null || job.state !== 'done' || job.txnId === null) return null;
  const { settings } = findConnection(db, job.connectionId);
  const { writeBackNote: note, writeBackMeta: meta, writeBackStatus: status } = settings;
  const isOrder = job.family === 'order';
  const moved = isOrder && status !== '';
  if (!note && !moved && !(meta && isOrder)) return null;
  const { order } = findOrder(db, job.orderId);
  return {
    orderId: order.id, note: note ? noteText(job) : null,
    meta: meta && isOrder ? { [META_TXN]: job.txnId, [META_NUMBER]: job.refNumber } : {},
    status: moved ? { to: status, from: mayMoveFrom(settings) } : null,
  };
}

/** Never out of a status that ends an order: it was cancelled or refunded meanwhile. */
function mayMoveFrom({ importStatuses, writeBackStatus }: ConnectionSettings): readonly string[] {
  return importStatuses.filter((status) => status !== 'refunded' && status !== 'completed' && status !== writeBackStatus);
}

/** The key makes it the only note of its kind, so that it can be looked for. */
function noteText(job: JobRow): string {
  return `${job.family === 'refund' ? `Refund ${job.storeDocumentId}` : 'Order'} entered in QuickBooks as ${kindWords(job)} ${job.refNumber} (${job.memoKey}).`;
}

function kindWords({ kind }: JobRow): string {
  switch (kind) {
    case 'salesReceipt': return 'sales receipt';
    case 'invoice': return 'invoice';
    case 'salesOrder': return 'sales order';
    case 'creditMemo': return 'credit memo';
    case 'receivePayment': return 'payment';
    case 'arRefundCreditCard': return 'card refund';
    case 'check': return 'check';
    case 'customer': return 'customer';
    case 'item': return 'item';
    default: return assertNever(kind);
  }
}
