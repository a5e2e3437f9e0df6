/** Which document an order becomes: the first rule that fits, else the connection's kind. */
import { assertNever } from '../domain/brand.ts';
import type { DocumentKind } from '../domain/job.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { ConnectionSettings, DocumentRule } from '../domain/settings.ts';

export type DocumentChoice = { readonly kind: Exclude<DocumentKind, 'creditMemo'>; /** A sentence. */ readonly why: string };

export function chooseDocument(
  order: Pick<StoreOrder, 'paidAt' | 'paymentMethod' | 'paymentTitle'>,
  settings: Pick<ConnectionSettings, 'documentKind' | 'documentRules'>,
): DocumentChoice {
  const at = settings.documentRules.findIndex((rule) => fits(rule, order));
  const rule = settings.documentRules[at];
  if (rule === undefined) return { kind: settings.documentKind, why: `${aDocument(settings.documentKind)}, as set for this shop.` };
  const paid = order.paidAt === null ? 'not paid' : 'paid';
  const method = order.paymentTitle.trim() || order.paymentMethod || 'no payment method';
  return { kind: rule.kind, why: `${aDocument(rule.kind)}, by rule ${String(at + 1)} of this shop: the order is ${paid} (${method}).` };
}

function fits({ when }: DocumentRule, order: Pick<StoreOrder, 'paidAt' | 'paymentMethod'>): boolean {
  if (when.paid !== undefined && when.paid !== (order.paidAt !== null)) return false;
  return when.methods === undefined || when.methods.includes(order.paymentMethod);
}

/** `An invoice` */
export function aDocument(kind: DocumentKind): string {
  return `${kind === 'invoice' ? 'An' : 'A'} ${documentNoun(kind)}`;
}

export function documentNoun(kind: DocumentKind): string {
  switch (kind) {
    case 'salesReceipt': return 'sales receipt';
    case 'invoice': return 'invoice';
    case 'salesOrder': return 'sales order';
    case 'creditMemo': return 'credit memo';
    default: return assertNever(kind);
  }
}
