/** When a call is tried again, how long after, and when not. */
import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import { LONGEST_WAIT, waitFor, withRetries } from '../../../src/stores/rateLimit.ts';
import { failure, type StoreFailure } from '../../../src/stores/store.ts';

const failed = (code: string, retryAfter: number | null): StoreFailure => failure(code, 'x', 'y', retryAfter);

async function run(results: readonly Result<string, StoreFailure>[], random = 0.5, signal = new AbortController().signal) {
  const sleeps: number[] = [];
  let made = 0;
  const result = await withRetries(() => {
    const next = results[Math.min(made, results.length - 1)];
    made += 1;
    if (next === undefined) throw new Error('no result');
    return Promise.resolve(next);
  }, { random: () => random, sleep: (wait) => { sleeps.push(wait); return Promise.resolve(); } }, signal);
  return { result, made, sleeps };
}

describe('withRetries', () => {
  it('returns a success at once', async () => {
    expect(await run([ok('a')])).toEqual({ result: ok('a'), made: 1, sleeps: [] });
  });

  it('tries a stumbling shop three times, waiting longer each time', async () => {
    expect(await run([err(failed('storeServerError', 60_000))])).toMatchObject({ made: 3, sleeps: [500, 1_000] });
    expect(await run([err(failed('storeConnectionLost', 30_000)), ok('b')], 0)).toMatchObject({ result: ok('b'), made: 2, sleeps: [250] });
  });

  it('waits as long as a busy shop asks, never less', async () => {
    expect(await run([err(failed('storeBusy', 2_000)), ok('b')], 0)).toMatchObject({ result: ok('b'), sleeps: [2_000] });
    expect(waitFor(failed('storeBusy', 2_000), 1, 0.999)).toBeGreaterThanOrEqual(2_000);
  });

  it('leaves a long pause, a time-out and a wrong key to the engine', async () => {
    for (const one of [
      failed('storeBusy', LONGEST_WAIT + 1), failed('storeMaintenance', 600_000), failed('storeTimeOut', 30_000),
      failed('badKey', null), failed('storeBlocked', 900_000), failed('cancelled', 0),
    ]) {
      expect(await run([err(one)])).toMatchObject({ made: 1, sleeps: [] });
    }
  });

  it('stops when the signal fires', async () => {
    expect(await run([err(failed('storeServerError', 1))], 0.5, AbortSignal.abort())).toMatchObject({ made: 1, sleeps: [] });
  });
});
