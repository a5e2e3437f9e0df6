/** An order's money as the shop computes it: lines, charges, tax by rate, prices with and without tax, what is left to refund. */
import type { Instant } from '../../domain/calendar.ts';
import { extendCents, parseDecimal } from '../../domain/decimal.ts';
import { addCents, cents, parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import type { Person, TaxRate } from './types.ts';

export type TaxShare = { readonly rate: TaxRate; readonly subtotal: Cents; readonly total: Cents };
export type Line = {
  readonly id: number;
  /** 0 once the product has been deleted. */
  productId: number;
  variationId: number;
  sku: string | null;
  readonly name: string;
  readonly parentName: string | null;
  quantity: number;
  readonly taxable: boolean;
  subtotal: Cents;
  subtotalTax: Cents;
  total: Cents;
  tax: Cents;
  taxes: readonly TaxShare[];
  /** Its options as the buyer chose them. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Meta `_reduced_stock`; null: the line has none. */
  reduced: number | null;
  /** Meta `_restock_refunded_items`. */
  restocked: number | null;
};
export type Charge = {
  readonly id: number;
  readonly name: string;
  /** Shipping: `flat_rate`, `local_pickup` …; empty for a fee. */
  readonly methodId: string;
  readonly taxable: boolean;
  readonly total: Cents;
  readonly tax: Cents;
  readonly taxes: readonly TaxShare[];
};
export type RefundPart<Of> = {
  readonly id: number;
  readonly of: Of;
  readonly total: Cents;
  readonly tax: Cents;
  readonly taxes: readonly TaxShare[];
};
export type Refund = {
  readonly id: number;
  readonly createdAt: Instant;
  readonly amount: Cents;
  readonly tax: Cents;
  readonly reason: string;
  readonly isFull: boolean;
  readonly lines: readonly (RefundPart<Line> & { readonly quantity: number })[];
  readonly shipping: readonly RefundPart<Charge>[];
  readonly fees: readonly RefundPart<Charge>[];
};
export type Note = {
  readonly id: number;
  readonly createdAt: Instant;
  readonly author: string;
  readonly text: string;
  readonly toCustomer: boolean;
};
export type Meta = { readonly id: number; readonly key: string; value: unknown };
export type Order = {
  readonly id: number;
  readonly number: string;
  status: string;
  readonly createdAt: Instant;
  modifiedAt: Instant;
  paidAt: Instant | null;
  completedAt: Instant | null;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly customer: Person & { readonly id?: number };
  readonly shipTo: Person;
  readonly lines: Line[];
  readonly shipping: readonly Charge[];
  readonly fees: readonly Charge[];
  readonly coupon: { readonly id: number; readonly code: string; readonly discount: Cents; readonly discountTax: Cents } | null;
  readonly rates: readonly TaxRate[];
  readonly paymentMethod: string;
  readonly paymentTitle: string;
  transactionId: string;
  note: string;
  readonly notes: Note[];
  meta: Meta[];
  readonly refunds: Refund[];
  /** The shop remembers that the order as a whole has taken its stock. */
  stockReduced: boolean;
};

export function orderTotal(order: Order): Cents {
  return addCents(...[...order.lines, ...order.shipping, ...order.fees].flatMap((part) => [part.total, part.tax]));
}
export function orderTax(order: Order): Cents {
  return addCents(...[...order.lines, ...order.shipping, ...order.fees].map((part) => part.tax));
}
export function refundedTotal(order: Order): Cents {
  return addCents(...order.refunds.map((refund) => refund.amount));
}

export function money(text: string): Cents {
  const parsed = parseCents(text);
  if (!parsed.ok) throw new RangeError(parsed.error.what);
  return parsed.value;
}

/** Pieces times a price of up to five decimals, in cents: the shop keeps prices of a tenth of a cent and rounds the line. */
export function lineAmount(quantity: number, price: string): Cents {
  const [pieces, each] = [parseDecimal(String(quantity)), parseDecimal(price, 'price')];
  if (!pieces.ok || !each.ok) throw new RangeError(`not a quantity and a price: ${String(quantity)}, ${price}`);
  return extendCents(pieces.value, each.value);
}

/** Rounded half away from zero. */
export function share(amount: Cents, factor: number): Cents {
  return cents(Math.sign(amount * factor) * Math.round(Math.abs(amount * factor) + 1e-9));
}

export const taxSum = (taxes: readonly TaxShare[], which: 'subtotal' | 'total' = 'total'): Cents =>
  addCents(...taxes.map((one) => one[which]));

/** The tax of each rate, rounded by itself. `amount` holds the tax already when `included`. */
function taxesOn(amount: Cents, rates: readonly TaxRate[], included: boolean): Cents[] {
  const plain = rates.filter((rate) => rate.compound !== true).reduce((sum, rate) => sum + rate.percent / 100, 0);
  const over = rates.filter((rate) => rate.compound === true).reduce((factor, rate) => factor * (1 + rate.percent / 100), 1);
  // A compound rate is taken on the price with the plain taxes in it.
  let base = (included ? amount / over / (1 + plain) : amount) * (1 + plain);
  return rates.map((rate) => {
    if (rate.compound !== true) return share(cents(amount), (included ? 1 / over / (1 + plain) : 1) * (rate.percent / 100));
    const tax = base * (rate.percent / 100);
    base += tax;
    return cents(Math.sign(tax) * Math.round(Math.abs(tax) + 1e-9));
  });
}

export type Split = { readonly subtotal: Cents; readonly total: Cents; readonly taxes: readonly TaxShare[] };

/** What a line or charge is entered at, before and after discount, as net amounts and tax by rate. */
export function split(before: Cents, after: Cents, rates: readonly TaxRate[], included: boolean): Split {
  const [subtotals, totals] = [taxesOn(before, rates, included), taxesOn(after, rates, included)];
  const taxes = rates.map((rate, index) => ({ rate, subtotal: subtotals[index] ?? ZERO_CENTS, total: totals[index] ?? ZERO_CENTS }));
  if (!included) return { subtotal: before, total: after, taxes };
  return { subtotal: cents(before - taxSum(taxes, 'subtotal')), total: cents(after - taxSum(taxes)), taxes };
}

/** Part of a tax; with `exact` the whole of it, whatever the rates say, split as the rates' own taxes are. */
export function taxPart(taxes: readonly TaxShare[], factor: number, exact: Cents | null): readonly TaxShare[] {
  const parts = taxes.map((one) => ({ ...one, subtotal: share(one.subtotal, factor), total: share(one.total, factor) }));
  if (exact === null) return parts;
  const [first, ...rest] = taxes;
  if (first === undefined) return [];
  const whole = taxSum(taxes);
  const shares = rest.map((one) => ({ ...one, total: whole === 0 ? ZERO_CENTS : share(exact, one.total / whole) }));
  return [{ ...first, total: cents(exact - taxSum(shares)) }, ...shares];
}
