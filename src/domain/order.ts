/** An order as a shop tells it, in the product's own words; a connector translates into this. */
import type { Address } from './address.ts';
import type { Instant } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { Cents } from './money.ts';
import type { StoreRefund, TaxShare } from './refund.ts';

export type OrderLine = {
  /** The shop's id of the line, unique within the order. */
  readonly id: string;
  /** The shop's key of the listing sold (see Listing.key); null when the product has been deleted since. */
  readonly listingKey: string | null;
  /** As the shop wrote it, trimmed; null when the line has none. */
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: Decimal;
  /** Before coupons, without tax unless the shop's prices include it. */
  readonly subtotal: Cents;
  /** After coupons. */
  readonly total: Cents;
  readonly tax: Cents;
  /**
   * What the shop says it took from its stock for this line and has not given back except by a refund that QuickBooks
   * may not know: `_reduced_stock` + `_restock_refunded_items` in WooCommerce. Never inferred from a status name.
   */
  readonly stockTaken: Decimal;
  /** How much of stockTaken the shop has put back through refunds (`_restock_refunded_items`), over all refunds of the order. */
  readonly stockRestocked: Decimal;
};

/** Shipping or a fee: a title and an amount. Fees may be negative. */
export type ChargeLine = {
  readonly id: string;
  readonly title: string;
  readonly total: Cents;
  readonly tax: Cents;
  /** The shop's id of the shipping method, e.g. `flat_rate`; absent on fees. */
  readonly method?: string;
};

export type OrderCustomer = {
  /** The shop's customer id; null for a guest. */
  readonly id: string | null;
  readonly email: string;
  readonly phone: string;
  readonly billing: Address;
  readonly shipping: Address;
};

export type StoreOrder = {
  /** The shop's document id: what exactly-once hangs on. */
  readonly id: string;
  /** What the buyer sees; a string, may differ from the id, may contain anything. */
  readonly number: string;
  readonly status: string;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
  readonly paidAt: Instant | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly customer: OrderCustomer;
  readonly lines: readonly OrderLine[];
  readonly shipping: readonly ChargeLine[];
  readonly fees: readonly ChargeLine[];
  readonly coupons: readonly string[];
  /** Tax of the whole order, shipping and fees included. */
  readonly taxTotal: Cents;
  /** The same by rate, named as the shop names it; absent where the shop does not say. Its sum may differ from the total by cents. */
  readonly taxes?: readonly TaxShare[];
  /** What the buyer was charged. */
  readonly total: Cents;
  readonly paymentMethod: string;
  readonly paymentTitle: string;
  readonly transactionId: string;
  readonly note: string;
  /** Every refund the shop has for this order, oldest first. */
  readonly refunds: readonly StoreRefund[];
  /** The order's own meta data whose values are texts or numbers, by key; absent where the shop has none. */
  readonly meta?: Readonly<Record<string, string>>;
  /** True once the shop has moved the order to its trash or deleted it. */
  readonly gone: boolean;
};
