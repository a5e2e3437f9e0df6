/** QuickBooks' sums on a document: rate from amount, percentages, and tax, each rounded half away from zero. */
import { scaled, whole, type Decimal } from '../../domain/decimal.ts';
import { cents, type Cents } from '../../domain/money.ts';

export const ONE: Decimal = whole(1);
const SCALE = 100_000n;

function divide(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return negative ? -rounded : rounded;
}

/** PRICETYPE holds ten digits before the point. */
const LARGEST_PRICE = 10n ** 15n;

/**
 * Quantity and Amount given: the rate, to five decimals (fact sheet §13). Null when the quantity is 0 or the rate beyond a price's ten
 * digits.
 */
export function rateFrom(amount: Cents, quantity: Decimal): Decimal | null {
  if (quantity === 0) return null;
  const rate = divide(BigInt(amount) * 1_000n * SCALE, BigInt(quantity));
  return rate < LARGEST_PRICE && rate > -LARGEST_PRICE ? scaled(Number(rate)) : null;
}

/** `percent` (7.25 for 7.25 %) of an amount, in cents. */
export function percentOf(amount: Cents, percent: Decimal): Cents {
  return cents(Number(divide(BigInt(amount) * BigInt(percent), SCALE * 100n)));
}

/** Two decimals at least, five at most: how QuickBooks writes PRICETYPE. */
export function formatPrice(value: Decimal): string {
  const absolute = Math.abs(value);
  const fraction = String(absolute % 100_000)
    .padStart(5, '0')
    .replace(/0{1,3}$/, '');
  return `${value < 0 ? '-' : ''}${String(Math.floor(absolute / 100_000))}.${fraction}`;
}
