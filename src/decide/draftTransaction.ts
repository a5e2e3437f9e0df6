/** An order or refund as a QuickBooks document, or the reason in plain words why a person must look first. */
import { toDay, type Instant } from '../domain/calendar.ts';
import { formatDecimal, ZERO, type Decimal } from '../domain/decimal.ts';
import type { DocumentDraft, DraftLine, QuickBooksAddress, Ref } from '../domain/document.ts';
import type { Item } from '../domain/item.ts';
import type { DocumentKind } from '../domain/job.ts';
import { addCents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { StoreRefund } from '../domain/refund.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConnectionSettings } from '../domain/settings.ts';
import type { Match } from './matchItem.ts';

/** What the company file told about itself that a document depends on. */
export type CompanyFacts = { readonly zone: string; readonly salesTaxOn: boolean; readonly closingDate: string | null };

export type DraftInput = {
  readonly kind: DocumentKind;
  readonly settings: ConnectionSettings;
  readonly company: CompanyFacts;
  readonly customer: Ref;
  readonly refNumber: string;
  readonly memoKey: string;
  readonly externalGuid: string;
  /** By SKU and listing key, decided elsewhere. */
  readonly match: (line: { readonly sku: string | null; readonly listingKey: string | null }) => Match;
  /** A mapped item by FullName; null when QuickBooks has none. */
  readonly mapped: (fullName: string) => Item | null;
};

/** Texts are as the shop has them; quickbooks/fit makes them safe and reports what was cut. */
export function draftOrder(order: StoreOrder, input: DraftInput): Result<DocumentDraft> {
  const { settings } = input;
  const goods = order.lines.map((line) => stockLine(line, settings.discountItem === '' ? line.total : line.subtotal, line.quantity, input));
  const discount = settings.discountItem === '' ? ZERO_CENTS : subtractCents(addCents(...order.lines.map((line) => line.total)), addCents(...order.lines.map((line) => line.subtotal)));
  const coupons = order.coupons.length === 0 ? 'Discount' : `Discount ${order.coupons.join(', ')}`;
  const lines = [
    ...goods,
    ...(discount === 0 ? [] : [chargeLine(settings.discountItem, 'discountItem', coupons, discount, order.taxTotal, input)]),
    ...order.shipping.filter((charge) => charge.total !== 0).map((charge) => chargeLine(settings.shippingItem, 'shippingItem', charge.title, charge.total, charge.tax, input)),
    ...order.fees.filter((charge) => charge.total !== 0).map((charge) => chargeLine(settings.feeItem, 'feeItem', charge.title, charge.total, charge.tax, input)),
  ];
  return finish(lines, order, { at: order.paidAt ?? order.createdAt, tax: order.taxTotal, total: order.total, about: `Order ${order.number}`, note: '' }, input);
}

/** `restocked`: pieces per order line that the refund put back; other goods come on the money-only item, so that no stock appears that is not there. */
export function draftRefund(order: StoreOrder, refund: StoreRefund, restocked: Readonly<Record<string, Decimal>>, input: DraftInput): Result<DocumentDraft> {
  const { settings } = input;
  const lines: Result<DraftLine>[] = [];
  for (const line of refund.lines) {
    const back = line.orderLineId === null ? ZERO : (restocked[line.orderLineId] ?? ZERO);
    if (back !== 0 && back === line.quantity) {
      lines.push(stockLine(line, line.total, line.quantity, input));
    } else if (back !== 0) {
      lines.push(stockLine(line, line.total, back, input));
    } else if (line.total !== 0) {
      lines.push(chargeLine(settings.refundItem, 'refundItem', `${formatDecimal(line.quantity)} × ${line.name} (not put back in stock)`, line.total, line.tax, input));
    }
  }
  for (const charge of refund.charges) if (charge.total !== 0) lines.push(chargeLine(settings.refundItem, 'refundItem', charge.title, charge.total, charge.tax, input));
  const tax = addCents(...refund.lines.map((line) => line.tax), ...refund.charges.map((charge) => charge.tax));
  const listed = addCents(tax, ...refund.lines.map((line) => line.total), ...refund.charges.map((charge) => charge.total));
  const rest = subtractCents(refund.total, listed);
  if (rest !== 0) lines.push(chargeLine(settings.refundItem, 'refundItem', refund.reason === '' ? 'Money given back' : refund.reason, rest, ZERO_CENTS, input));
  return finish(lines, order, { at: refund.createdAt, tax, total: refund.total, about: `Refund ${refund.id} of order ${order.number}`, note: refund.reason }, input);
}

type Frame = { readonly at: Instant; readonly tax: Cents; readonly total: Cents; readonly about: string; readonly note: string };

function finish(parts: readonly Result<DraftLine>[], order: StoreOrder, frame: Frame, input: DraftInput): Result<DocumentDraft> {
  const { settings, company } = input;
  const lines: DraftLine[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    lines.push(part.value);
  }
  const refused = refuse(order, frame, lines, input);
  if (refused !== null) return err(refused);
  let taxItem: string | null = null;
  if (company.salesTaxOn && settings.tax.mode === 'quickbooks') taxItem = settings.tax.taxItem;
  if (company.salesTaxOn && settings.tax.mode === 'storeExact') taxItem = settings.tax.zeroTaxItem;
  if (settings.tax.mode === 'storeExact' && frame.tax !== 0) {
    const line = chargeLine(settings.tax.taxLineItem, 'tax.taxLineItem', 'Sales tax as charged by the shop', frame.tax, ZERO_CENTS, input);
    if (!line.ok) return line;
    lines.push({ ...line.value, taxCode: null });
  }
  const sum = addCents(...lines.map((line) => line.amount), settings.tax.mode === 'quickbooks' ? frame.tax : ZERO_CENTS);
  if (sum !== frame.total) {
    return err(problem('totalMismatch', `The lines of ${frame.about} add up to ${formatCents(sum)}, but the shop charged ${formatCents(frame.total)} (difference ${formatCents(subtractCents(frame.total, sum))}).`,
      'Look at the order in the shop: a plug-in may add an amount that is on no line. Correct it there, then retry.', { field: 'total' }));
  }
  const payment = settings.paymentMethods[order.paymentMethod] ?? null;
  return ok({
    kind: input.kind, customer: input.customer, txnDate: toDay(frame.at, company.zone), refNumber: input.refNumber,
    billAddress: address(order.customer.billing), shipAddress: address(order.customer.shipping),
    isPending: settings.pendingDocuments && input.kind !== 'salesOrder' && input.kind !== 'creditMemo',
    paymentMethod: input.kind === 'salesReceipt' ? payment : null, taxItem,
    memo: [`${input.memoKey} ${frame.about}`, frame.note, order.note].filter((part) => part !== '').join(' | '),
    depositTo: input.kind === 'salesReceipt' && settings.depositTo !== '' ? settings.depositTo : null, externalGuid: input.externalGuid, lines,
  });
}

/** What QuickBooks would refuse, or would store wrongly, is refused here first. */
function refuse(order: StoreOrder, frame: Frame, lines: readonly DraftLine[], { company, settings }: DraftInput): Problem | null {
  if (order.currency !== 'USD') {
    return problem('otherCurrency', `${frame.about} is in ${order.currency}; the company file keeps its books in USD.`, 'Enter it by hand, then mark it as already in QuickBooks.', { field: 'currency' });
  }
  if (lines.length === 0) return problem('noLines', `${frame.about} has no lines with an amount.`, 'There is nothing to enter. Cancel it here, or correct it in the shop and retry.');
  if (frame.total < 0) return problem('negativeTotal', `${frame.about} has a negative total (${formatCents(frame.total)}).`, 'Enter it by hand as a credit memo, then mark it as already in QuickBooks.', { field: 'total' });
  const day = toDay(frame.at, company.zone);
  if (company.closingDate !== null && day <= company.closingDate) {
    return problem('booksClosed', `${frame.about} is dated ${day}, but the books are closed up to ${company.closingDate}.`, 'Move the closing date in QuickBooks, or enter the order by hand and mark it as already in QuickBooks.', { field: 'TxnDate' });
  }
  if (frame.tax !== 0 && (settings.tax.mode === 'none' || !company.salesTaxOn)) {
    return problem('taxNotMapped', `${frame.about} carries sales tax of ${formatCents(frame.tax)}, but ${company.salesTaxOn ? 'this connection has no tax setting' : 'sales tax is switched off in QuickBooks'}.`,
      'Choose a tax setting for this connection (and switch sales tax on in QuickBooks), then retry.', { field: 'tax' });
  }
  return null;
}

type Sold = { readonly sku: string | null; readonly listingKey: string | null; readonly name: string; readonly tax: Cents };

function stockLine(line: Sold, amount: Cents, quantity: Decimal, input: DraftInput): Result<DraftLine> {
  const match = input.match(line);
  const label = line.sku ?? line.name;
  if (match.kind === 'none') {
    return err(problem('unknownSku', line.sku === null ? `"${line.name}" has no SKU in the shop.` : `QuickBooks has no item for SKU "${line.sku}" ("${line.name}").`,
      'Add the item in QuickBooks with this SKU as its name, or link the listing to an item. Then retry.', { field: 'SKU' }));
  }
  if (match.kind === 'ambiguous') {
    return err(problem('ambiguousSku', `Several QuickBooks items are called "${label}": ${match.items.map((item) => item.fullName).join(', ')}.`, 'Link the listing to the right item, then retry.', { field: 'SKU' }));
  }
  if (match.item.kind === 'group') {
    return err(problem('kitLine', `"${label}" is a kit (item group) in QuickBooks; kits on orders are not entered yet.`, 'Enter the order by hand, then mark it as already in QuickBooks.', { field: 'SKU' }));
  }
  return ok({ item: { listId: match.item.listId }, description: line.name, quantity, amount, taxCode: taxCode(line.tax, input) });
}

function chargeLine(fullName: string, field: string, description: string, amount: Cents, tax: Cents, input: DraftInput): Result<DraftLine> {
  const item = input.mapped(fullName);
  if (item === null) {
    return err(problem('mappedItemMissing', `QuickBooks has no item called "${fullName}", which this connection uses for "${description}".`,
      `Add the item in QuickBooks, or choose another one in the connection's setting "${field}". Then retry.`, { field }));
  }
  return ok({ item: { listId: item.listId }, description, quantity: null, amount, taxCode: taxCode(tax, input) });
}

function taxCode(tax: Cents, { settings, company }: DraftInput): string | null {
  if (!company.salesTaxOn) return null;
  return tax === 0 ? settings.nonTaxableCode : settings.taxableCode;
}

function address(from: StoreOrder['customer']['billing']): QuickBooksAddress {
  const person = `${from.firstName} ${from.lastName}`.trim();
  const rest = [from.company.trim(), from.line1.trim(), from.line2.trim()].filter((line) => line !== '');
  const lines = person === '' ? rest : [person, ...rest];
  // City, state and so on follow three free lines at most; what does not fit goes to the note, so nothing is lost.
  return { addr1: lines[0] ?? '', addr2: lines[1] ?? '', addr3: lines[2] ?? '', city: from.city, state: from.state, postalCode: from.postalCode, country: from.country, note: lines.slice(3).join(', ') };
}
