/** What a pulled order asks of us: which documents QuickBooks must get, and whether the order takes stock at all. */
import { toDay, type Day, type Instant } from '../domain/calendar.ts';
import { addDecimal, scaled, subtractDecimal, ZERO, type Decimal } from '../domain/decimal.ts';
import type { DocumentKind, JobState } from '../domain/job.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { StoreRefund } from '../domain/refund.ts';
import type { ConnectionSettings } from '../domain/settings.ts';
import { chooseDocument } from './chooseDocument.ts';

/** What we already know of this order's documents. */
export type KnownJob = {
  readonly storeDocumentId: string;
  readonly family: 'order' | 'refund';
  readonly state: JobState;
  readonly everSent: boolean;
  /** A person cancelled it here: it does not come back because the shop touches the order again. */
  readonly declined: boolean;
  /** Its last text has left and nobody said what became of it, although it is not in doubt any more (a person is asked). */
  readonly mayBeStored: boolean;
  /** For a refund: pieces put back in stock per order line, as decided when it was accepted. */
  readonly restocked: Readonly<Record<string, Decimal>>;
};

export type NewDocument =
  | { readonly family: 'order'; readonly kind: DocumentKind; readonly storeDocumentId: string; readonly number: string; readonly label: string }
  | {
      readonly family: 'refund'; readonly kind: 'creditMemo'; readonly storeDocumentId: string; readonly number: string; readonly label: string;
      /** Pieces of each order line that this refund put back in the shop's stock. */
      readonly restocked: Readonly<Record<string, Decimal>>;
    };

export type Acceptance = {
  /** Do the order's lines take from stock? Not before the start date. */
  readonly counts: boolean;
  readonly documents: readonly NewDocument[];
  /** Waiting documents to take back: the shop cancelled the order before anything was sent. */
  readonly cancel: boolean;
  /** A document of this order may already be in QuickBooks while the shop's order is now cancelled or gone. */
  readonly cancelledAfterSending: boolean;
};

/** Statuses of an order the shop has taken back. */
export const DEAD: readonly string[] = ['cancelled', 'failed', 'trash'];

/** The first day whose orders are imported. */
export function startDay(settings: ConnectionSettings, connectionCreated: Instant, zone: string): Day {
  return settings.startDate ?? toDay(connectionCreated, zone);
}

export function acceptOrder(order: StoreOrder, known: readonly KnownJob[], settings: ConnectionSettings, start: Day, zone: string): Acceptance {
  const counts = toDay(order.createdAt, zone) >= start;
  const live = known.filter((job) => job.state !== 'cancelled' || job.everSent || job.declined);
  const orderJob = live.find((job) => job.family === 'order');
  const dead = order.gone || DEAD.includes(order.status);
  const documents: NewDocument[] = [];
  const wanted = counts && !dead && settings.importStatuses.includes(order.status);
  if (wanted && orderJob === undefined) {
    documents.push({ family: 'order', kind: chooseDocument(order, settings).kind, storeDocumentId: order.id, number: order.number, label: order.number });
  }
  // A sending that was proven to have stored nothing leaves the job ready: it can still be taken back.
  const orderSent = orderJob !== undefined && (orderJob.mayBeStored || ['sent', 'inDoubt', 'done'].includes(orderJob.state));
  const cancel = dead && orderJob !== undefined && !orderSent && orderJob.state !== 'cancelled';
  // A refund only makes sense in QuickBooks beside its order: not where that is taken back before it was entered.
  if (counts && settings.importRefunds && (orderJob !== undefined || wanted) && !order.gone && !cancel) {
    const earlier = live.filter((job) => job.family === 'refund');
    const restocked = restockLedger(order, earlier);
    for (const refund of order.refunds) {
      if (earlier.some((job) => job.storeDocumentId === refund.id)) continue;
      documents.push({
        family: 'refund', kind: 'creditMemo', storeDocumentId: refund.id, number: `R${refund.id}`,
        label: `${order.number} refund ${refund.id}`, restocked: takeRestocked(refund, restocked),
      });
    }
  }
  return { counts, documents, cancel, cancelledAfterSending: dead && orderSent };
}

/** Pieces per order line that the shop has put back and no earlier refund has accounted for. */
function restockLedger(order: StoreOrder, earlier: readonly KnownJob[]): Map<string, Decimal> {
  const left = new Map<string, Decimal>();
  for (const line of order.lines) {
    const used = addDecimal(...earlier.map((job) => job.restocked[line.id] ?? ZERO));
    left.set(line.id, scaled(Math.max(0, subtractDecimal(line.stockRestocked, used))));
  }
  return left;
}

function takeRestocked(refund: StoreRefund, left: Map<string, Decimal>): Record<string, Decimal> {
  const taken: Record<string, Decimal> = {};
  for (const line of refund.lines) {
    if (line.orderLineId === null) continue;
    const available = left.get(line.orderLineId) ?? ZERO;
    const now = scaled(Math.min(available, line.quantity));
    if (now === 0) continue;
    left.set(line.orderLineId, subtractDecimal(available, now));
    taken[line.orderLineId] = addDecimal(taken[line.orderLineId] ?? ZERO, now);
  }
  return taken;
}
