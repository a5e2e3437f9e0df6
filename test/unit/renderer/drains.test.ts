import { describe, expect, it } from 'vitest';
import { addBatch, paceOf, type Drain } from '../../../renderer/engine/drains.ts';

const SECOND = 1_000;

function drainOf(batches: readonly (readonly [second: number, confirmed: number, remaining: number])[]): Drain | undefined {
  return batches.reduce<Drain | undefined>((drain, [second, confirmed, remaining]) => addBatch(drain, second * SECOND, confirmed, remaining), undefined);
}

describe('the pace of a draining queue', () => {
  it('is not known after the first batch, whose beginning nobody saw', () => {
    expect(paceOf(drainOf([[0, 100, 900]]), 0)).toEqual({ done: 100, remaining: 900, percent: 10, perMinute: null, secondsLeft: null });
  });

  it('is the rate since then, pauses between chunks included', () => {
    const drain = drainOf([[0, 100, 900], [10, 100, 800], [20, 100, 700], [60, 100, 600]]);
    expect(paceOf(drain, 60 * SECOND)).toEqual({ done: 400, remaining: 600, percent: 40, perMinute: 300, secondsLeft: 120 });
    expect(paceOf(drain, 70 * SECOND)?.secondsLeft).toBe(110);
  });

  it('does not count a chunk twice: its end only says what remains', () => {
    const drain = drainOf([[0, 100, 900], [10, 100, 800], [10, 0, 750]]);
    expect(paceOf(drain, 10 * SECOND)).toMatchObject({ done: 200, remaining: 750, perMinute: 600 });
  });

  it('forgets batches of long ago, so that it follows a shop that becomes slower', () => {
    const fast = Array.from({ length: 10 }, (_, index): readonly [number, number, number] => [index, 100, 5_000 - index * 100]);
    const slow = Array.from({ length: 5 }, (_, index): readonly [number, number, number] => [60 + index * 60, 10, 4_000 - index * 10]);
    expect(paceOf(drainOf([...fast, ...slow]), 300 * SECOND)?.perMinute).toBe(10);
  });

  it('ends with the last one, and after a long silence', () => {
    expect(paceOf(drainOf([[0, 100, 100], [1, 100, 0]]), SECOND)).toBeNull();
    expect(paceOf(drainOf([[0, 100, 900]]), 91 * SECOND)).toBeNull();
    expect(paceOf(undefined, 0)).toBeNull();
  });

  it('begins anew with the next run', () => {
    expect(addBatch(drainOf([[0, 100, 100], [1, 100, 0]]), 2 * SECOND, 50, 950)).toMatchObject({ done: 50, startedAt: 2 * SECOND });
    expect(addBatch(drainOf([[0, 100, 900]]), 200 * SECOND, 50, 850)).toMatchObject({ done: 50 });
  });
});
