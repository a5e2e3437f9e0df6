/** The money that moves on account of an order's documents: a payment for its invoice, a refund for each credit memo. */
import type { DocumentKind, JobState, SettlementKind } from '../domain/job.ts';
import type { Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { ConnectionSettings } from '../domain/settings.ts';

/** A document of the order, known or just accepted. */
export type ParentDocument = { readonly family: 'order' | 'refund'; readonly storeDocumentId: string; readonly kind: DocumentKind; readonly state: JobState };

export type NewSettlement = {
  readonly family: 'payment' | 'settlement';
  readonly kind: SettlementKind;
  readonly storeDocumentId: string;
  /** What RefNumber is made from. */
  readonly number: string;
  readonly label: string;
  readonly amount: Cents;
};

export type SettlementSettings = Pick<ConnectionSettings, 'invoicePayment' | 'pendingDocuments' | 'refundSettlement'>;

/** What `known` does not have yet. Nothing for documents that are cancelled here, pending, or were never paid in the shop. */
export function planSettlements(
  order: StoreOrder, parents: readonly ParentDocument[], known: readonly { readonly family: string; readonly storeDocumentId: string }[], settings: SettlementSettings,
): readonly NewSettlement[] {
  if (order.paidAt === null) return [];
  const live = parents.filter((parent) => parent.state !== 'cancelled');
  const entered = live.find((parent) => parent.family === 'order');
  const isKnown = (family: NewSettlement['family'], id: string): boolean => known.some((one) => one.family === family && one.storeDocumentId === id);
  const planned: NewSettlement[] = [];
  if (entered?.kind === 'invoice' && settings.invoicePayment && !settings.pendingDocuments && order.total > 0 && !isKnown('payment', order.id)) {
    planned.push({ family: 'payment', kind: 'receivePayment', storeDocumentId: order.id, number: order.number, label: `${order.number} payment`, amount: order.total });
  }
  // A sales order takes no money in QuickBooks: nothing we wrote has received what would be given back.
  if (settings.refundSettlement.mode === 'none' || entered === undefined || entered.kind === 'salesOrder') return planned;
  const kind: SettlementKind = settings.refundSettlement.mode === 'check' ? 'check' : 'arRefundCreditCard';
  for (const refund of order.refunds) {
    if (refund.total <= 0 || isKnown('settlement', refund.id) || !live.some((parent) => parent.family === 'refund' && parent.storeDocumentId === refund.id)) continue;
    planned.push({ family: 'settlement', kind, storeDocumentId: refund.id, number: `R${refund.id}`, label: `${order.number} refund ${refund.id} settlement`, amount: refund.total });
  }
  return planned;
}
