/** Turns WooCommerce's order and refund records into the product's own words. */
import type { Address } from '../../domain/address.ts';
import { parseUtc, type Instant } from '../../domain/calendar.ts';
import { addDecimal, parseDecimal, scaled, ZERO, type Decimal } from '../../domain/decimal.ts';
import { addCents, negateCents, parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import type { ChargeLine, OrderLine, StoreOrder } from '../../domain/order.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { RefundLine, StoreRefund, TaxShare } from '../../domain/refund.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { firstFault, orderAnswer, refundAnswer, type AddressAnswer, type ChargeAnswer, type LineAnswer, type OrderAnswer, type RefundAnswer } from './answers.ts';

/** Thrown inside this file only, to leave a record at its first unreadable field; never seen outside. */
class Unreadable extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Unreadable(result.error);
  return result.value;
}

/** Ten thousand millions and ten million pieces: beyond is no order, and sums over all orders must stay exact (2^53). */
const MOST_CENTS = 1e12;
const MOST_PIECES = 1e12;

function within<T extends number>(value: T, most: number, field: string): T {
  if (Math.abs(value) > most) throw new Unreadable(problem('badAmount', `${field} is larger than any order's.`, '', { field }));
  return value;
}

const amount = (text: string, field: string): Cents => within(must(parseCents(text, field)), MOST_CENTS, field);
const count = (text: string, field: string): Decimal => within(must(parseDecimal(text, field)), MOST_PIECES, field);
const time = (text: string, field: string): Instant => must(parseUtc(text, field));

/** Runs a mapping; what it cannot read becomes a Problem that names the record and the field. */
function reading<T>(label: string, read: () => T): Result<T> {
  try {
    return ok(read());
  } catch (error) {
    // Each part is within its bounds, and so many of them are not.
    if (error instanceof RangeError) return err(unreadable(label, 'tax_lines', 'more than can be added up'));
    if (!(error instanceof Unreadable)) throw error;
    return err(unreadable(label, error.problem.field ?? '', error.problem.what));
  }
}

function unreadable(label: string, field: string, detail: string): Problem {
  return problem(
    'unreadableOrder', `${label} came in a shape that cannot be read${field === '' ? '' : ` (${field})`}, so it was left out.`,
    'Open it in the shop and save it once. If that does not help, look for a plug-in that changes orders, and enter it in QuickBooks by hand.', { field, detail },
  );
}

/** An order whose shape is right. If `answer.refunds` names any, they must be fetched before it can be mapped. */
export type ReadOrder = { readonly answer: OrderAnswer; readonly label: string };

/** Checks an order's shape. */
export function readOrder(json: unknown, label: string): Result<ReadOrder> {
  const parsed = orderAnswer.safeParse(json);
  if (!parsed.success) {
    const fault = firstFault(parsed.error);
    return err(unreadable(label, fault.field, fault.detail));
  }
  return ok({ answer: parsed.data, label });
}

/** `refunds`: the JSON records of /orders/<id>/refunds, in any order. */
export function mapOrder({ answer, label }: ReadOrder, refunds: readonly unknown[], gone: boolean): Result<StoreOrder> {
  return reading(label, () => ({
    id: String(answer.id),
    number: answer.number === '' ? String(answer.id) : answer.number,
    status: answer.status,
    createdAt: time(answer.date_created_gmt, 'date_created_gmt'),
    modifiedAt: time(answer.date_modified_gmt, 'date_modified_gmt'),
    paidAt: answer.date_paid_gmt === null || answer.date_paid_gmt === undefined ? null : time(answer.date_paid_gmt, 'date_paid_gmt'),
    currency: answer.currency,
    pricesIncludeTax: answer.prices_include_tax,
    customer: {
      id: answer.customer_id === 0 ? null : String(answer.customer_id),
      email: answer.billing.email ?? '',
      phone: answer.billing.phone ?? '',
      billing: mapAddress(answer.billing),
      shipping: mapAddress(answer.shipping),
    },
    lines: answer.line_items.map((line, index) => mapLine(line, `line_items.${String(index)}`)),
    shipping: answer.shipping_lines.map((charge, index) => mapCharge(charge, `shipping_lines.${String(index)}`)),
    fees: answer.fee_lines.map((charge, index) => mapCharge(charge, `fee_lines.${String(index)}`)),
    coupons: answer.coupon_lines.map((coupon) => coupon.code),
    taxTotal: amount(answer.total_tax, 'total_tax'),
    ...orderTaxes(answer),
    total: amount(answer.total, 'total'),
    paymentMethod: answer.payment_method,
    paymentTitle: answer.payment_method_title,
    transactionId: answer.transaction_id,
    note: answer.customer_note,
    refunds: refunds.map((refund) => readRefund(refund, answer)).toSorted((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id)),
    ...metaOf(answer.meta_data),
    gone: gone || answer.status === 'trash',
  }));
}

/** Ours, written back to the order (act/tellShop): no news, and no source of values. */
const OWN_META = /^_quickbooks_(txn_id|number)$/;

/** Meta data with a value that fits into a document; the last of a key counts. */
function metaOf(entries: OrderAnswer['meta_data']): Pick<StoreOrder, 'meta'> {
  const values = entries.flatMap(({ key, value }): (readonly [string, string])[] => (
    !OWN_META.test(key) && (typeof value === 'string' || typeof value === 'number') && value !== '' ? [[key, String(value)]] : []
  ));
  return values.length === 0 ? {} : { meta: Object.fromEntries(values) };
}

function mapAddress(from: AddressAnswer): Address {
  return {
    firstName: from.first_name ?? '', lastName: from.last_name ?? '', company: from.company ?? '',
    line1: from.address_1 ?? '', line2: from.address_2 ?? '', city: from.city ?? '', state: from.state ?? '',
    postalCode: from.postcode ?? '', country: from.country ?? '',
  };
}

function mapLine(line: LineAnswer, field: string): OrderLine {
  return {
    id: String(line.id),
    listingKey: listingKey(line.product_id, line.variation_id),
    sku: line.sku.trim() === '' ? null : line.sku.trim(),
    name: line.name,
    quantity: count(line.quantity, `${field}.quantity`),
    subtotal: amount(line.subtotal, `${field}.subtotal`),
    total: amount(line.total, `${field}.total`),
    tax: amount(line.total_tax, `${field}.total_tax`),
    ...stockOf(line, field),
  };
}

/** `12` or `12/34`; null when the product has been deleted since (product_id 0, docs/woocommerce.md). */
export function listingKey(product: number, variation: number): string | null {
  if (product === 0) return null;
  return variation === 0 ? String(product) : `${String(product)}/${String(variation)}`;
}

/**
 * `_reduced_stock` + `_restock_refunded_items`. Cancelling removes `_reduced_stock` and gives back what is left of it, also after a
 * refund that restocked some, so a line without it has taken nothing. A refund that restocks all leaves `_reduced_stock` at 0:
 * then the second number still says what QuickBooks has not been told yet.
 */
function stockOf(line: LineAnswer, field: string): Pick<OrderLine, 'stockTaken' | 'stockRestocked'> {
  const reduced = metaNumber(line, '_reduced_stock', field);
  if (reduced === null) return { stockTaken: ZERO, stockRestocked: ZERO };
  const restocked = metaNumber(line, '_restock_refunded_items', field) ?? ZERO;
  return { stockTaken: addDecimal(reduced, restocked), stockRestocked: restocked };
}

/** A number in a line's meta; null when absent or empty. */
function metaNumber(line: LineAnswer, key: string, field: string): Decimal | null {
  const value = line.meta_data.find((entry) => entry.key === key)?.value;
  if (value === undefined || value === null || value === '') return null;
  return count(typeof value === 'number' || typeof value === 'string' ? String(value) : '(not a number)', `${field}.${key}`);
}

function mapCharge(charge: ChargeAnswer, field: string): ChargeLine {
  const method = charge.method_id ?? '';
  return {
    id: String(charge.id), title: charge.method_title ?? charge.name ?? '', total: amount(charge.total, `${field}.total`), tax: amount(charge.total_tax, `${field}.total_tax`),
    ...(method === '' ? {} : { method }),
  };
}

/** WooCommerce writes a refund's lines negative and its amount positive; here all is positive. */
function readRefund(json: unknown, order: OrderAnswer): StoreRefund {
  const parsed = refundAnswer.safeParse(json);
  if (!parsed.success) {
    const fault = firstFault(parsed.error);
    throw new Unreadable(problem('badRefund', fault.detail, '', { field: `refunds.${fault.field}` }));
  }
  const refund = parsed.data;
  return {
    id: String(refund.id),
    orderId: String(order.id),
    createdAt: time(refund.date_created_gmt, 'refunds.date_created_gmt'),
    reason: refund.reason,
    total: amount(refund.amount, 'refunds.amount'),
    lines: refund.line_items.map((line, index) => mapRefundLine(line, `refunds.line_items.${String(index)}`)).filter(hasContent),
    charges: refundCharges(refund),
    ...refundTaxes(refund, order),
  };
}

function mapRefundLine(line: LineAnswer, field: string): RefundLine {
  const origin = metaNumber(line, '_refunded_item_id', field);
  return {
    id: String(line.id),
    orderLineId: origin === null || origin === ZERO ? null : String(line.meta_data.find((entry) => entry.key === '_refunded_item_id')?.value),
    listingKey: listingKey(line.product_id, line.variation_id),
    sku: line.sku.trim() === '' ? null : line.sku.trim(),
    name: line.name,
    quantity: scaled(-count(line.quantity, `${field}.quantity`)),
    total: negateCents(amount(line.total, `${field}.total`)),
    tax: negateCents(amount(line.total_tax, `${field}.total_tax`)),
  };
}

function rateName({ label, rate_code: code }: OrderAnswer['tax_lines'][number]): string {
  return label.trim() || code.trim();
}

function orderTaxes({ tax_lines: rates }: OrderAnswer): Pick<StoreOrder, 'taxes'> {
  return sharesOf(rates.map((rate) => ({ label: rateName(rate), amount: addCents(share(rate.tax_total), share(rate.shipping_tax_total)) })));
}

/** A refund names the rates of its parts by their ids; the names are the order's. */
function refundTaxes(refund: RefundAnswer, order: OrderAnswer): Pick<StoreRefund, 'taxes'> {
  const names = new Map(order.tax_lines.map((rate) => [rate.rate_id, rateName(rate)]));
  const parts = [...refund.line_items, ...refund.shipping_lines, ...refund.fee_lines].flatMap((part) => part.taxes);
  return sharesOf(parts.map(({ id, total }) => ({ label: names.get(id) ?? '', amount: negateCents(share(total)) })));
}

/** By name, in the order in which they come; nameless ones and those of nothing say nothing. */
function sharesOf(parts: readonly TaxShare[]): { readonly taxes?: readonly TaxShare[] } {
  const sums = new Map<string, Cents>();
  for (const { label, amount: part } of parts) if (label !== '') sums.set(label, addCents(sums.get(label) ?? ZERO_CENTS, part));
  const taxes = [...sums].flatMap(([label, sum]) => (sum === 0 ? [] : [{ label, amount: sum }]));
  return taxes.length === 0 ? {} : { taxes };
}

/** What is no number is no share: the total is read elsewhere, strictly. */
function share(text: string): Cents {
  const read = parseCents(text);
  return read.ok && Math.abs(read.value) <= MOST_CENTS ? read.value : ZERO_CENTS;
}

/** The shop adds a line of nothing for each line of the order that a refund leaves alone. */
function hasContent(line: { readonly quantity?: Decimal; readonly total: Cents; readonly tax: Cents }): boolean {
  return (line.quantity ?? 0) !== 0 || line.total !== 0 || line.tax !== 0;
}

function refundCharges(refund: RefundAnswer): StoreRefund['charges'] {
  return [...refund.shipping_lines, ...refund.fee_lines]
    .map((charge, index) => mapCharge(charge, `refunds.charges.${String(index)}`))
    .map((charge) => ({ title: charge.title, total: negateCents(charge.total), tax: negateCents(charge.tax) }))
    .filter(hasContent);
}
