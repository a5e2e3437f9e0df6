/** Quantities and prices as integers scaled by 100,000: QuickBooks keeps five decimals (QUANTYPE, PRICETYPE). */
import type { Brand } from './brand.ts';
import { cents, type Cents } from './money.ts';
import { problem } from './problem.ts';
import { err, ok, type Result } from './result.ts';

/** A number × 100,000. Signed. Up to 10 digits before the point, as qbXML allows. */
export type Decimal = Brand<number, 'Decimal'>;

const SCALE = 100_000;
const DECIMAL = /^([+-]?)(\d{1,10})(?:\.(\d+))?$/;

export const ZERO = 0 as Decimal;

/** Wraps an already scaled integer, for instance one read back from SQLite. */
export function scaled(integer: number): Decimal {
  if (!Number.isSafeInteger(integer)) throw new RangeError(`not a scaled integer: ${String(integer)}`);
  return (integer === 0 ? 0 : integer) as Decimal;
}

/** A whole number of pieces. */
export function whole(count: number): Decimal {
  return scaled(count * SCALE);
}

/** Reads `12`, `-0.5`, `3.14159`. More than five decimals are cut towards zero only if they are zeros, else refused. Error: `badNumber`. */
export function parseDecimal(text: string, field = 'quantity'): Result<Decimal> {
  if (isPlain(text)) return ok(scaled(Number(text) * SCALE));
  const match = DECIMAL.exec(text.trim());
  const fraction = match?.[3] ?? '';
  if (!match || /[1-9]/.test(fraction.slice(5))) {
    return err(problem('badNumber', `"${text.slice(0, 40)}" is not a number QuickBooks can hold.`, `Give ${field} with at most ten digits and five decimals.`, { field }));
  }
  const magnitude = Number(match[2]) * SCALE + Number(fraction.slice(0, 5).padEnd(5, '0'));
  return ok(scaled(match[1] === '-' ? -magnitude : magnitude));
}

/** Digits only, at most ten: what nearly every quantity is. */
function isPlain(text: string): boolean {
  if (text.length === 0 || text.length > 10) return false;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) < 0x30 || text.charCodeAt(at) > 0x39) return false;
  return true;
}

/** Writes the shortest exact form: `12`, `0.5`, `-3.14159`. */
export function formatDecimal(value: Decimal): string {
  const absolute = Math.abs(value);
  const fraction = String(absolute % SCALE).padStart(5, '0').replace(/0+$/, '');
  const text = String(Math.floor(absolute / SCALE)) + (fraction === '' ? '' : `.${fraction}`);
  return value < 0 ? `-${text}` : text;
}

export function addDecimal(...values: readonly Decimal[]): Decimal {
  let sum = 0;
  for (const value of values) sum += value;
  return scaled(sum);
}

export function subtractDecimal(a: Decimal, b: Decimal): Decimal {
  return scaled(a - b);
}

/** The exact product, cut towards zero to five decimals. */
export function multiplyDecimal(a: Decimal, b: Decimal): Decimal {
  return scaled(Number((BigInt(a) * BigInt(b)) / BigInt(SCALE)));
}

/** Rounds down to a whole number of pieces: what a shop that sells whole pieces may be told. */
export function floorWhole(value: Decimal): Decimal {
  return scaled(Math.floor(value / SCALE) * SCALE);
}

/** The plain number of pieces. For a shop's JSON, where the value is whole. */
export function toNumber(value: Decimal): number {
  return value / SCALE;
}

/** The part of an amount that falls to `part` pieces of `all` (not 0), rounded half away from zero to cents. */
export function shareCents(amount: Cents, part: Decimal, all: Decimal): Cents {
  const exact = BigInt(amount) * BigInt(part);
  const isNegative = (exact < 0n) !== (all < 0);
  const magnitude = exact < 0n ? -exact : exact;
  const by = BigInt(Math.abs(all));
  const rounded = Number((2n * magnitude + by) / (2n * by));
  return cents(isNegative ? -rounded : rounded);
}

/** Quantity × price (five decimals), rounded half away from zero to cents. */
export function extendCents(quantity: Decimal, price: Decimal): Cents {
  const exact = BigInt(quantity) * BigInt(price);
  const unit = BigInt(SCALE) * BigInt(SCALE / 100);
  const magnitude = exact < 0n ? -exact : exact;
  const rounded = Number((magnitude + unit / 2n) / unit);
  return cents(exact < 0n ? -rounded : rounded);
}
