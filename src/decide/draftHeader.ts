/** A document's header fields that come from the connection's mappings: references, custom fields, payment. */
import type { CustomFieldValue, DocumentDraft, DraftDecision } from '../domain/document.ts';
import type { StoreOrder } from '../domain/order.ts';
import { aDocument } from './chooseDocument.ts';
import { mappedName } from './draftCharges.ts';
import { decision, type DraftInput } from './draftInput.ts';

type Header = Pick<DocumentDraft, 'className' | 'template' | 'terms' | 'salesRep' | 'shipMethod' | 'customerMessage' | 'poNumber' | 'arAccount' | 'customFields'>;
type Payment = Pick<DocumentDraft, 'paymentMethod' | 'depositTo'>;

export function draftHeader(
  order: StoreOrder, { kind, settings }: Pick<DraftInput, 'kind' | 'settings'>,
): { readonly header: Header; readonly decisions: readonly DraftDecision[] } {
  const given = <K extends keyof Header>(name: K, value: string): Partial<Header> => (value === '' ? {} : { [name]: value });
  const [shipping] = order.shipping;
  const shipMethod = shipping === undefined ? '' : mappedName([shipping.title, shipping.method], settings.shipMethods, '');
  const poNumber = kind === 'salesReceipt' ? '' : sourceValue(settings.poNumberFrom, order);
  const customFields = Object.entries(settings.customFields)
    .map(([name, source]): CustomFieldValue => ({ name, value: sourceValue(source, order) }))
    .filter((field) => field.value !== '');
  const header: Header = {
    ...given('className', settings.className), ...given('template', settings.template), ...given('salesRep', settings.salesRep),
    ...given('customerMessage', settings.customerMessage),
    ...given('terms', kind === 'salesReceipt' ? '' : settings.terms), ...given('shipMethod', shipMethod), ...given('poNumber', poNumber),
    ...given('arAccount', kind === 'invoice' || kind === 'creditMemo' ? settings.arAccount : ''), ...(customFields.length === 0 ? {} : { customFields }),
  };
  const words: string[] = [];
  if (shipMethod !== '') words.push(`Shipped by "${shipMethod}", as set for "${shipping?.title ?? ''}".`);
  else if (shipping !== undefined && Object.keys(settings.shipMethods).length > 0) words.push(`No ship method is set for "${shipping.title}".`);
  if (poNumber !== '') words.push(`PO number "${poNumber}" from ${settings.poNumberFrom}.`);
  for (const field of customFields) words.push(`Custom field "${field.name}" is "${field.value}", from ${settings.customFields[field.name] ?? ''}.`);
  return { header, decisions: words.map((text) => decision('reference', text)) };
}

/** `none`, one of the order's own fields, or `meta:KEY`; empty where the order has nothing there. */
export function sourceValue(source: string, order: StoreOrder): string {
  if (source.startsWith('meta:')) return (order.meta?.[source.slice('meta:'.length)] ?? '').trim();
  switch (source) {
    case 'orderNumber': return order.number;
    case 'email': return order.customer.email.trim();
    case 'phone': return order.customer.phone.trim();
    case 'paymentTitle': return order.paymentTitle.trim();
    case 'transactionId': return order.transactionId.trim();
    case 'note': return order.note.trim();
    default: return '';
  }
}

/** Method and account of a sales receipt; an invoice's are on its payment. */
export function draftPaymentFields(
  order: StoreOrder, { kind, settings }: Pick<DraftInput, 'kind' | 'settings'>,
): { readonly fields: Payment; readonly decisions: readonly DraftDecision[] } {
  if (kind !== 'salesReceipt') {
    return { fields: { paymentMethod: null, depositTo: null }, decisions: kind === 'creditMemo' ? [] : [decision('payment', `${aDocument(kind)} carries no payment of its own.`)] };
  }
  const paymentMethod = paymentMethodOf(order, settings.paymentMethods);
  return {
    fields: { paymentMethod, depositTo: settings.depositTo === '' ? null : settings.depositTo },
    decisions: [decision('payment', paymentWords(order, paymentMethod, settings.depositTo))],
  };
}

export function paymentMethodOf(order: Pick<StoreOrder, 'paymentMethod'>, map: Readonly<Record<string, string>>): string | null {
  return Object.hasOwn(map, order.paymentMethod) ? (map[order.paymentMethod] ?? null) : null;
}

export function paymentWords(order: Pick<StoreOrder, 'paymentMethod' | 'paymentTitle'>, mapped: string | null, account: string): string {
  const method = order.paymentTitle.trim() || order.paymentMethod;
  const first = mapped !== null ? `Paid by "${mapped}", as set for "${method}"`
    : method === '' ? 'The shop names no payment method'
    : `No payment method is set for "${method}", so it is left out`;
  return `${first}; ${account === '' ? 'deposited as QuickBooks is set' : `deposited to "${account}"`}.`;
}
