/** Which listings are due to be told their stock, and whether they go out while the session waits or through the queue. */
import type { Decimal } from '../domain/decimal.ts';
import type { Sequence } from '../domain/ids.ts';
import type { Route } from '../domain/update.ts';

/** `count`: everything pending for one connection after coalescing, this run included. */
export function routeUpdates(count: number, inlineLimit: number): Route {
  return count <= inlineLimit ? 'inline' : 'queued';
}

export type ToldBefore = {
  readonly confirmedQuantity: Decimal | null;
  readonly confirmedSequence: Sequence | null;
  /** When an order, refund, cancellation or deletion touching the listing was last pulled. */
  readonly touchedSequence: Sequence | null;
  /** The shop's own number when it was last seen; null when it has none. */
  readonly storeQuantity: Decimal | null;
};

/**
 * Must the shop be told? Yes when the number is another than the last one it confirmed, when the shop itself has moved its number since (a sale,
 * a refund, a deletion), or when the shop was seen with another number than it confirmed: QuickBooks is the master of stock.
 */
export function isDue(quantity: Decimal, before: ToldBefore): boolean {
  if (before.confirmedQuantity === null || before.confirmedSequence === null) return true;
  if (quantity !== before.confirmedQuantity) return true;
  if (before.touchedSequence !== null && before.touchedSequence > before.confirmedSequence) return true;
  return before.storeQuantity !== null && before.storeQuantity !== before.confirmedQuantity;
}

/** Would sending `quantity` stop a listing that sells now? What the shop has is what it confirmed last, or showed when it was read. */
export function wouldEmpty(quantity: Decimal, before: Pick<ToldBefore, 'confirmedQuantity' | 'storeQuantity'>): boolean {
  const has = before.confirmedQuantity ?? before.storeQuantity;
  return quantity === 0 && (has === null || has > 0);
}
