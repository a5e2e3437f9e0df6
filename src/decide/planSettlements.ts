/** The money that moves on account of an order's documents: a payment for its invoice, a refund for each credit memo. */
import type { DocumentKind, JobState, SettlementKind } from '../domain/job.ts';
import type { Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import { problem, type Problem } from '../domain/problem.ts';
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

/** By what a credit memo is settled; null: it is left open. */
export function settlementKind({ mode }: ConnectionSettings['refundSettlement']): Exclude<SettlementKind, 'receivePayment'> | null {
  if (mode === 'none') return null;
  return mode === 'check' ? 'check' : 'arRefundCreditCard';
}

/** A paid order that became a sales order: its credit memo cannot be settled by us, and must not stay open in silence. Null: nothing to say. */
export function creditLeftOpen(
  order: Pick<StoreOrder, 'number' | 'paidAt'>, refNumber: string, entered: DocumentKind | null,
  settings: Pick<SettlementSettings, 'refundSettlement'>,
): Problem | null {
  if (entered !== 'salesOrder' || order.paidAt === null || settlementKind(settings.refundSettlement) === null) return null;
  return problem(
    'creditLeftOpen',
    `Credit memo ${refNumber} is left open: order ${order.number} was entered as a sales order, and no document of ours has received the money that was given back.`,
    'If the sales order has become a paid invoice, give the refund in QuickBooks from the credit memo. If it has not been invoiced yet, reduce the sales order and delete the credit memo.',
  );
}

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
  const kind = settlementKind(settings.refundSettlement);
  if (kind === null || entered === undefined || entered.kind === 'salesOrder') return planned;
  for (const refund of order.refunds) {
    if (refund.total <= 0 || isKnown('settlement', refund.id) || !live.some((parent) => parent.family === 'refund' && parent.storeDocumentId === refund.id)) continue;
    planned.push({
      family: 'settlement', kind, storeDocumentId: refund.id, number: `R${refund.id}`, label: `${order.number} refund ${refund.id} settlement`,
      amount: refund.total,
    });
  }
  return planned;
}
