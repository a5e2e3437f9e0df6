/** The human history per SKU or order: one line for each thing that happened or was skipped, with its reason. */
import type { Instant } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { CompanyId, ConnectionId, ExchangeId, StoreCallId } from './ids.ts';
import type { Route } from './update.ts';

export const OUTCOMES = ['confirmed', 'failed', 'skipped', 'held', 'inserted', 'inDoubt', 'settled', 'needsAttention', 'cut', 'received', 'cancelled', 'changed', 'info'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type LogLine = {
  readonly at: Instant;
  readonly companyId: CompanyId | null;
  readonly connectionId: ConnectionId | null;
  readonly sku: string | null;
  readonly order: string | null;
  readonly outcome: Outcome;
  /** On hand (or available) as QuickBooks said. */
  readonly quickbooksQuantity: Decimal | null;
  /** The number sent to the shop. */
  readonly sentQuantity: Decimal | null;
  /** The number the shop answered. */
  readonly storeQuantity: Decimal | null;
  readonly route: Route | null;
  /** A sentence: what and why. */
  readonly text: string;
  /** The exchange with QuickBooks behind it. */
  readonly exchangeId: ExchangeId | null;
  /** The call to the shop behind it; one call carries many lines. */
  readonly storeCallId: StoreCallId | null;
};
