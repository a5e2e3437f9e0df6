/** What the shop's own reports say. */
import type { Cents } from '../../domain/money.ts';

export type ReportDay = {
  /** `yyyy-mm-dd` in the shop's zone: the day of the order, of the refund. */
  readonly day: string;
  readonly orders: number;
  readonly sales: Cents;
  readonly salesTax: Cents;
  /** Positive amounts. */
  readonly refunds: Cents;
  readonly refundsTax: Cents;
};
export type ReportRate = {
  readonly rateId: number;
  readonly label: string;
  readonly percent: number;
  readonly taxed: Cents;
  readonly refunded: Cents;
};
export type ReportMethod = { readonly method: string; readonly title: string; readonly received: Cents; readonly paidBack: Cents };
/** An order that is not paid yet: what the buyer owes. */
export type ReportOpen = { readonly orderId: number; readonly number: string; readonly email: string; readonly open: Cents };

export type StoreReport = {
  readonly days: readonly ReportDay[];
  readonly rates: readonly ReportRate[];
  /** By payment method, paid orders only; the title is the last one seen. */
  readonly methods: readonly ReportMethod[];
  readonly open: readonly ReportOpen[];
  /** All days, as text, for a person. */
  readonly total: { readonly orders: number; readonly sales: string; readonly refunds: string; readonly net: string };
};
