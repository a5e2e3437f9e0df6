/** Quantities with a unit in one form: 0.75 l, 75 cl and 750 ml are the same, and none of them is 75. */
import { parts, plain } from './matchForms.ts';

export type MeasureKind = 'length' | 'volume' | 'mass' | 'volt' | 'watt' | 'memory';

const UNITS: Readonly<Record<string, readonly [MeasureKind, number]>> = {
  mm: ['length', 1], cm: ['length', 10], m: ['length', 1_000], ml: ['volume', 1], cl: ['volume', 10], dl: ['volume', 100], l: ['volume', 1_000],
  ltr: ['volume', 1_000], litre: ['volume', 1_000], liter: ['volume', 1_000],
  mg: ['mass', 1], g: ['mass', 1_000], gr: ['mass', 1_000], kg: ['mass', 1_000_000], v: ['volt', 1], kv: ['volt', 1_000], w: ['watt', 1],
  kw: ['watt', 1_000], mb: ['memory', 1], gb: ['memory', 1_000], tb: ['memory', 1_000_000],
};
const MEASURE = /(?<![\p{L}\d.,/])(\d+(?:[.,]\d+)?)[\s-]?(mm|cm|ml|cl|dl|ltr|litre|liter|l|m|mg|gr|kg|g|kv|v|kw|w|mb|gb|tb)(?![\p{L}\d])/gu;

/** A number of a code that no letter touches. */
const BARE = /(?<![\p{L}\d.,/])\d+(?:[.,]\d+)?(?![\p{L}\d.,/])/gu;

function amount(figure: string, factor: number): number {
  return Math.round(Number(figure.replace(',', '.')) * factor * 1_000) / 1_000;
}

/** By kind, in millimetres, millilitres, milligrams, volts, watts and megabytes. */
export function measures(text: string): ReadonlyMap<MeasureKind, readonly number[]> {
  const found = new Map<MeasureKind, number[]>();
  for (const [, figure = '', unit = ''] of plain(text).matchAll(MEASURE)) {
    const known = UNITS[unit];
    if (known === undefined) continue;
    const [kind, factor] = known;
    found.set(kind, [...(found.get(kind) ?? []), amount(figure, factor)]);
  }
  return found;
}

/** The text with every quantity in the smallest unit of its kind: `Threaded rod M12 1000 mm` and `Threaded rod M12 1 m` become one. */
export function inSmallUnits(text: string): string {
  return plain(text).replace(MEASURE, (whole, figure: string, unit: string) => {
    const known = UNITS[unit];
    return known === undefined ? whole : `${String(amount(figure, known[1]))}${known[0]}`;
  });
}

/** The form of a code with its quantities in small units; bare numbers in it have the unit that the title gives them. Empty for a code without any. */
export function measured(code: string, title: string): string {
  const units = new Map([...plain(title).matchAll(MEASURE)].map(([, figure = '', unit = '']) => [figure, unit]));
  const named = plain(code).replace(BARE, (figure: string) => `${figure}${units.get(figure) ?? ''}`);
  const small = inSmallUnits(named);
  return small === plain(code) ? '' : parts(small);
}
