/** What a document should come to. */
import type { DocumentFamily } from '../domain/job.ts';
import { addCents, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';

/** Cents. `tax` null: the document has none of its own (a payment, money given back). */
export type Charged = { readonly total: Cents; readonly tax: Cents | null };

/** What the shop charged, or gave back, by this document, as the shop says now. Null: the shop does not know it (any more). */
export function chargedBy({ family, storeDocumentId }: { readonly family: DocumentFamily; readonly storeDocumentId: string }, order: StoreOrder): Charged | null {
  if (family === 'order') return { total: order.total, tax: order.taxTotal };
  if (family === 'payment') return { total: order.total, tax: null };
  const refund = order.refunds.find((one) => one.id === storeDocumentId);
  if (refund === undefined) return null;
  const tax = family === 'refund' ? addCents(...refund.lines.map((line) => line.tax), ...refund.charges.map((charge) => charge.tax)) : null;
  return { total: refund.total, tax };
}
