/** Dice that fall the same way for the same seed, so that a failing run can be run again. */
export type Dice = {
  /** 0 ≤ x < 1 */
  next(): number;
  /** From 0 to n − 1. */
  below(n: number): number;
  from(least: number, most: number): number;
  chance(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the entries, each as likely as its weight says. */
  weighted<T>(entries: readonly (readonly [weight: number, value: T])[]): T;
};

/** mulberry32: small, fast, and good enough to spread events. */
export function dice(seed: number): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return {
    next, below, pick,
    from: (least, most) => least + below(most - least + 1),
    chance: (of) => next() < of,
    weighted: (entries) => {
      let left = next() * entries.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of entries) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(entries.map(([, value]) => value));
    },
  };
}
