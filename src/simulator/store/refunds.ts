/** Refunds: what comes back of lines, shipping and fees, and the limits the shop keeps. */
import type { Instant } from '../../domain/calendar.ts';
import { addCents, cents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import {
  money,
  orderTotal,
  refundedTotal,
  share,
  taxPart,
  taxSum,
  type Charge,
  type Line,
  type Order,
  type Refund,
  type RefundPart,
} from './orderTotals.ts';
import type { RefundCharge, RefundRequest } from './types.ts';

export type Counter = () => number;

type Given = { readonly total: string | undefined; readonly tax: string | undefined; readonly part: number };

function partOf<Of extends Line | Charge>(nextLine: Counter, of: Of, given: Given): RefundPart<Of> {
  const total = given.total === undefined ? share(of.total, given.part) : money(given.total);
  const taxes = taxPart(of.taxes, given.part, given.tax === undefined ? null : money(given.tax));
  return { id: nextLine(), of, total, tax: given.tax === undefined ? taxSum(taxes) : money(given.tax), taxes };
}

function linesOf(order: Order, request: RefundRequest, nextLine: Counter): Refund['lines'] {
  return (request.lines ?? []).map((wanted) => {
    const of = order.lines.find((line) => (wanted.lineId === undefined ? line.sku === wanted.sku : line.id === wanted.lineId));
    if (of === undefined) throw new RangeError('the order has no such line');
    const part = of.quantity === 0 ? 0 : wanted.quantity / of.quantity;
    return { ...partOf(nextLine, of, { total: wanted.total, tax: wanted.tax, part }), quantity: wanted.quantity };
  });
}

function chargesOf(charges: readonly Charge[], wanted: readonly RefundCharge[], nextLine: Counter): RefundPart<Charge>[] {
  return wanted.map((one) => {
    const of = charges.find((charge) => (one.id === undefined ? one.name === undefined || charge.name === one.name : charge.id === one.id));
    if (of === undefined) throw new RangeError('the order has no such charge');
    return partOf(nextLine, of, { total: one.total, tax: one.tax, part: 1 });
  });
}

/** Throws RangeError with the shop's own words where it refuses. The order is not changed. */
export function makeRefund(
  order: Order,
  request: RefundRequest,
  ids: { readonly next: Counter; readonly nextLine: Counter },
  at: Instant,
): Refund {
  const lines = linesOf(order, request, ids.nextLine);
  const asked = request.shipping;
  const shippingWanted =
    asked === undefined ? [] : typeof asked === 'string' ? [{ total: asked, tax: request.shippingTax ?? '0.00' }] : asked;
  const shipping = order.shipping.length === 0 ? [] : chargesOf(order.shipping, shippingWanted, ids.nextLine);
  const fees = chargesOf(order.fees, request.fees ?? [], ids.nextLine);
  const parts = [...lines, ...shipping, ...fees];
  const tax = addCents(...parts.map((part) => part.tax));
  const amount = request.amount === undefined ? addCents(tax, ...parts.map((part) => part.total)) : money(request.amount);
  const left: Cents = cents(orderTotal(order) - refundedTotal(order));
  // Money already given back cannot be given back again: a refund has no refund of its own.
  if (amount > left || amount < ZERO_CENTS) throw new RangeError('Invalid refund amount.');
  return { id: ids.next(), createdAt: at, amount, tax, reason: request.reason ?? '', isFull: amount === left, lines, shipping, fees };
}
