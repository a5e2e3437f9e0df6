/** What is sold and not yet inside the quantity QuickBooks gave: the part of stock that is in flight. */
import { multiplyDecimal, scaled, type Decimal } from '../domain/decimal.ts';
import type { Sequence } from '../domain/ids.ts';

/** A line of a shop's order that takes from an item, directly or as part of a kit. */
export type TakingLine = {
  /** What the shop says it took, in pieces of what it sells. */
  readonly taken: Decimal;
  /** How many of the item are in one piece: 1, or the member's quantity in the kit. */
  readonly perPiece: Decimal;
  /** When its document was known to have moved stock in QuickBooks; null: not written, in doubt, or still pending there. */
  readonly insideSince: Sequence | null;
};

/**
 * Is the line's document inside a quantity whose request was handed out as number `read`? Only if its success was stored before (DESIGN §5):
 * in doubt, waiting or failed documents count as not inside, so that we undersell rather than oversell.
 */
export function isInside(line: Pick<TakingLine, 'insideSince'>, read: Sequence): boolean {
  return line.insideSince !== null && line.insideSince < read;
}

/** Pieces of the item that are sold and not inside the quantity read as number `read`. */
export function inFlight(lines: readonly TakingLine[], read: Sequence): Decimal {
  let sum = 0;
  for (const line of lines) {
    if (!isInside(line, read)) sum += multiplyDecimal(line.taken, line.perPiece);
  }
  return scaled(sum);
}
