/** Orders and refunds as wc/v3 writes them: money as text, line prices as numbers, refunds negative. */
import { toLocalStamp, type Instant } from '../../domain/calendar.ts';
import { addCents, cents, formatCents, negateCents, type Cents } from '../../domain/money.ts';
import { orderTax, orderTotal, type Charge, type Line, type Note, type Order, type Refund, type RefundPart, type TaxShare } from './orderTotals.ts';
import type { Site } from './productJson.ts';
import { gmtStamp } from './shopTime.ts';
import type { Person } from './types.ts';

const text = formatCents;
const sum = (parts: readonly { readonly total: Cents }[]): Cents => addCents(...parts.map((part) => part.total));
const taxOf = (parts: readonly { readonly tax: Cents }[]): Cents => addCents(...parts.map((part) => part.tax));

function stamps(name: string, at: Instant | null, site: Site): Readonly<Record<string, string | null>> {
  return { [`date_${name}`]: at === null ? null : toLocalStamp(at, site.zone), [`date_${name}_gmt`]: at === null ? null : gmtStamp(at) };
}

function personJson(person: Person): Readonly<Record<string, string>> {
  return {
    first_name: person.firstName ?? '', last_name: person.lastName ?? '', company: person.company ?? '', address_1: person.line1 ?? '', address_2: person.line2 ?? '',
    city: person.city ?? '', state: person.state ?? '', postcode: person.postalCode ?? '', country: person.country ?? '',
  };
}

function metaJson(id: number, key: string, value: string): unknown {
  return { id, key, value, display_key: key, display_value: value };
}

function lineJson(line: Line): unknown {
  const meta = [
    ...Object.entries(line.attributes).map(([key, value], index) => ({
      id: line.id * 10 + 3 + index, key, value, display_key: key.charAt(0).toUpperCase() + key.slice(1), display_value: value,
    })),
    ...(line.reduced === null ? [] : [metaJson(line.id * 10 + 1, '_reduced_stock', String(line.reduced))]),
    ...(line.restocked === null ? [] : [metaJson(line.id * 10 + 2, '_restock_refunded_items', String(line.restocked))]),
  ];
  return {
    id: line.id, name: line.name, product_id: line.productId, variation_id: line.variationId, quantity: line.quantity, tax_class: '',
    subtotal: text(line.subtotal), subtotal_tax: text(line.subtotalTax), total: text(line.total), total_tax: text(line.tax),
    taxes: taxesJson(line.taxes, true),
    meta_data: meta, sku: line.sku, global_unique_id: line.sku === null ? null : '', price: line.quantity === 0 ? 0 : line.total / 100 / line.quantity,
    image: { id: '', src: '' }, parent_name: line.parentName,
  };
}

/** Charges have an empty subtotal there. */
function taxesJson(taxes: readonly TaxShare[], withSubtotal: boolean, sign: 1 | -1 = 1): unknown {
  const signed = (amount: Cents): string => text(sign === 1 ? amount : negateCents(amount));
  return taxes.map(({ rate, subtotal, total }) => ({ id: rate.id, total: signed(total), subtotal: withSubtotal ? signed(subtotal) : '' }));
}

function chargeName(charge: Charge, kind: 'shipping' | 'fee'): Readonly<Record<string, string>> {
  return kind === 'shipping' ? { method_title: charge.name, method_id: charge.methodId, instance_id: '' } : { name: charge.name, tax_class: '', amount: '' };
}

function chargeJson(charge: Charge, kind: 'shipping' | 'fee'): unknown {
  return {
    id: charge.id, ...chargeName(charge, kind), total: text(charge.total), total_tax: text(charge.tax), taxes: taxesJson(charge.taxes, false),
    tax_status: charge.taxable ? 'taxable' : 'none', meta_data: [],
  };
}

function refundedChargeJson(part: RefundPart<Charge>, kind: 'shipping' | 'fee'): unknown {
  return {
    id: part.id, ...chargeName(part.of, kind), total: text(negateCents(part.total)), total_tax: text(negateCents(part.tax)),
    taxes: taxesJson(part.taxes, false, -1), tax_status: part.of.taxable ? 'taxable' : 'none', meta_data: [metaJson(part.id * 10, '_refunded_item_id', String(part.of.id))],
  };
}

/** What of a rate's tax stands on lines and fees, and what on shipping. */
function taxLinesJson(order: Order): unknown {
  const of = (parts: readonly { readonly taxes: readonly TaxShare[] }[], rateId: number): Cents =>
    addCents(...parts.flatMap((part) => part.taxes.filter(({ rate }) => rate.id === rateId).map((one) => one.total)));
  return order.rates.map((rate) => ({
    id: order.id * 10 + rate.id, rate_code: rate.code, rate_id: rate.id, label: rate.label, compound: rate.compound ?? false,
    tax_total: text(of([...order.lines, ...order.fees], rate.id)), shipping_tax_total: text(of(order.shipping, rate.id)), rate_percent: rate.percent, meta_data: [],
  }));
}

export function noteJson(note: Note, orderId: number, site: Site): unknown {
  const self = `${site.base}/wp-json/wc/v3/orders/${String(orderId)}/notes`;
  return {
    id: note.id, author: note.author, ...stamps('created', note.createdAt, site), note: note.text, customer_note: note.toCustomer,
    _links: { self: [{ href: `${self}/${String(note.id)}` }], collection: [{ href: self }], up: [{ href: `${site.base}/wp-json/wc/v3/orders/${String(orderId)}` }] },
  };
}

export function orderJson(order: Order, site: Site): Readonly<Record<string, unknown>> {
  const lineTax = taxOf([...order.lines, ...order.fees]);
  return {
    id: order.id, parent_id: 0, status: order.status, currency: order.currency, version: '11.0.1', prices_include_tax: order.pricesIncludeTax,
    ...stamps('created', order.createdAt, site), ...stamps('modified', order.modifiedAt, site), ...stamps('paid', order.paidAt, site),
    ...stamps('completed', order.completedAt, site),
    discount_total: text(order.coupon?.discount ?? cents(0)), discount_tax: text(order.coupon?.discountTax ?? cents(0)),
    shipping_total: text(sum(order.shipping)), shipping_tax: text(taxOf(order.shipping)), cart_tax: text(lineTax),
    total: text(orderTotal(order)), total_tax: text(orderTax(order)), customer_id: order.customer.id ?? 0, order_key: `wc_order_${String(order.id)}`,
    billing: { ...personJson(order.customer), email: order.customer.email ?? '', phone: order.customer.phone ?? '' },
    shipping: { ...personJson(order.shipTo), phone: order.shipTo.phone ?? '' },
    payment_method: order.paymentMethod, payment_method_title: order.paymentTitle, transaction_id: order.transactionId,
    customer_ip_address: '', customer_user_agent: '', created_via: 'checkout', customer_note: order.note, cart_hash: '',
    number: order.number, meta_data: order.meta.map(({ id, key, value }) => ({ id, key, value })),
    line_items: order.lines.map(lineJson),
    tax_lines: taxLinesJson(order),
    shipping_lines: order.shipping.map((charge) => chargeJson(charge, 'shipping')),
    fee_lines: order.fees.map((charge) => chargeJson(charge, 'fee')),
    coupon_lines: order.coupon === null
      ? []
      : [{
        id: order.coupon.id, code: order.coupon.code, discount: text(order.coupon.discount), discount_tax: text(order.coupon.discountTax),
        meta_data: [],
      }],
    refunds: order.refunds.map((refund) => ({ id: refund.id, reason: refund.reason, total: text(negateCents(refund.amount)), total_tax: text(negateCents(refund.tax)) })),
    currency_symbol: '$',
  };
}

export function refundJson(refund: Refund, orderId: number, site: Site): Readonly<Record<string, unknown>> {
  return {
    id: refund.id, parent_id: orderId, ...stamps('created', refund.createdAt, site), amount: text(refund.amount), reason: refund.reason,
    refunded_by: 1, refunded_payment: false, meta_data: [{ id: refund.id * 10, key: '_refund_type', value: refund.isFull ? 'full' : 'partial' }],
    line_items: refund.lines.map((line) => ({
      id: line.id, name: line.of.name, product_id: line.of.productId, variation_id: line.of.variationId, quantity: -line.quantity, tax_class: '',
      subtotal: text(negateCents(line.total)), subtotal_tax: text(negateCents(line.tax)), total: text(negateCents(line.total)), total_tax: text(negateCents(line.tax)),
      taxes: taxesJson(line.taxes, true, -1), meta_data: [metaJson(line.id * 10, '_refunded_item_id', String(line.of.id))],
      sku: line.of.sku, global_unique_id: line.of.sku === null ? null : '', price: line.quantity === 0 ? 0 : line.total / 100 / line.quantity,
      image: { id: '', src: '' }, parent_name: line.of.parentName,
    })),
    shipping_lines: refund.shipping.map((part) => refundedChargeJson(part, 'shipping')),
    tax_lines: [],
    fee_lines: refund.fees.map((part) => refundedChargeJson(part, 'fee')),
  };
}
