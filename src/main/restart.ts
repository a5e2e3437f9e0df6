/** How long to wait before a crashed engine is started again. Pure. */

/** Milliseconds, by the number of crashes in a row. The first is at once: one crash is an accident. */
const PAUSES: readonly number[] = [100, 1_000, 2_000, 5_000, 10_000, 30_000];

/** Milliseconds an engine must have run for the next crash to count as the first. */
export const RECOVERED_AFTER = 60_000;

/** From so many crashes in a row the window says more than "one moment". */
export const STARTS_TO_WORRY = 4;

/** `crashes` ≥ 1. */
export function pauseBefore(crashes: number): number {
  return PAUSES[Math.min(Math.max(crashes, 1), PAUSES.length) - 1] ?? 30_000;
}
