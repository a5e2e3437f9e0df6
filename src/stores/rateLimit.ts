/** Tries a call again a few times when the shop is busy or stumbles, and no longer than is worth waiting for. */
import type { Result } from '../domain/result.ts';
import type { StoreConfig, StoreFailure } from './store.ts';

/** Failures that a second attempt after a moment often passes. A time-out is not among them: it has already cost its full time. */
const STUMBLES: ReadonlySet<string> = new Set(['storeServerError', 'storeConnectionLost', 'folderBusy', 'folderUnreachable']);
const ATTEMPTS = 3;
const FIRST_WAIT = 500;
/** A shop that asks for a longer pause than this is left alone; the engine comes back then. */
export const LONGEST_WAIT = 10_000;

export type Pace = { readonly random: () => number; readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void> };

export function paceOf(config: Pick<StoreConfig, 'random' | 'sleep'>): Pace {
  return { random: config.random ?? Math.random, sleep: config.sleep ?? timer };
}

/**
 * Runs `attempt` until it succeeds, fails for good, or three attempts are used up. Only for calls that may be repeated without harm:
 * reads, and stock batches, whose numbers are absolute.
 */
export async function withRetries<T>(attempt: () => Promise<Result<T, StoreFailure>>, pace: Pace, signal: AbortSignal): Promise<Result<T, StoreFailure>> {
  for (let done = 1; ; done += 1) {
    const result = await attempt();
    if (result.ok || done >= ATTEMPTS || signal.aborted) return result;
    const wait = waitFor(result.error, done, pace.random());
    if (wait === null) return result;
    await pace.sleep(wait, signal); // cut short by the signal; the next attempt then ends at once
  }
}

/** Milliseconds before the next attempt; null: leave it to the engine. `random` spreads callers that stumbled together. */
export function waitFor(failure: StoreFailure, attemptsDone: number, random: number): number | null {
  if (STUMBLES.has(failure.code)) return Math.round(FIRST_WAIT * 2 ** (attemptsDone - 1) * (0.5 + random));
  if (failure.code !== 'storeBusy' || failure.retryAfter === null || failure.retryAfter > LONGEST_WAIT) return null;
  return Math.round(failure.retryAfter * (1 + random * 0.25)); // never sooner than asked
}

function timer(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(handle);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const handle = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
