/** Money given back for an order, as the shop tells it. Amounts and quantities are positive here. */
import type { Instant } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { Cents } from './money.ts';

/** The part of a document's tax that one rate of the shop made. */
export type TaxShare = { readonly label: string; readonly amount: Cents };

export type RefundLine = {
  readonly id: string;
  /** The order line this gives back; null when the shop does not say. */
  readonly orderLineId: string | null;
  readonly listingKey: string | null;
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: Decimal;
  readonly total: Cents;
  readonly tax: Cents;
};

export type StoreRefund = {
  readonly id: string;
  readonly orderId: string;
  readonly createdAt: Instant;
  readonly reason: string;
  /** All that was given back, tax included. May exceed the sum of the lines: then the rest is money only. */
  readonly total: Cents;
  readonly lines: readonly RefundLine[];
  /** Shipping and fees given back. */
  readonly charges: readonly { readonly title: string; readonly total: Cents; readonly tax: Cents }[];
  /** The tax by rate; absent where the shop does not say. Its sum may differ from the parts' by cents. */
  readonly taxes?: readonly TaxShare[];
};
