/** Money in whole minor units (US cents). Every sum in the product is exact; floats never hold money. */
import type { Brand } from './brand.ts';
import { problem } from './problem.ts';
import { err, ok, type Result } from './result.ts';

/** Cents. Signed. Safe up to 9 × 10^15, beyond qbXML's AMTTYPE of 13 digits before the point in any real company file. */
export type Cents = Brand<number, 'Cents'>;

export const ZERO_CENTS = 0 as Cents;

/** Wraps a whole number of cents. Throws on a fraction: that is a bug of ours, never input. */
export function cents(whole: number): Cents {
  if (!Number.isSafeInteger(whole)) throw new RangeError(`not a whole number of cents: ${String(whole)}`);
  return (whole === 0 ? 0 : whole) as Cents;
}

export function addCents(...amounts: readonly Cents[]): Cents {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return cents(sum);
}

export function subtractCents(a: Cents, b: Cents): Cents {
  return cents(a - b);
}

export function negateCents(a: Cents): Cents {
  return cents(-a);
}

const MONEY = /^([+-]?)(\d{1,13})(?:\.(\d+))?$/;

/**
 * Reads an amount such as `-12.5`, `103.66` or `17.955`. More than two decimals are rounded half away from zero,
 * which is what WooCommerce itself shows. Error: `badAmount`, naming `field`.
 */
export function parseCents(text: string, field = 'amount'): Result<Cents> {
  const match = MONEY.exec(text.trim());
  if (!match) {
    return err(problem('badAmount', `"${text.slice(0, 40)}" is not an amount of money.`, `Give ${field} as digits with a point, such as 12.50.`, { field }));
  }
  const fraction = (match[3] ?? '').padEnd(3, '0');
  const rounded = Number(match[2]) * 100 + Number(fraction.slice(0, 2)) + (fraction.charAt(2) >= '5' ? 1 : 0);
  return ok(cents(match[1] === '-' ? -rounded : rounded));
}

/** Writes `103.66`, `-0.05`: qbXML's AMTTYPE, always two decimals, no separators, no currency sign. */
export function formatCents(amount: Cents): string {
  const absolute = Math.abs(amount);
  const text = `${String(Math.floor(absolute / 100))}.${String(absolute % 100).padStart(2, '0')}`;
  return amount < 0 ? `-${text}` : text;
}
