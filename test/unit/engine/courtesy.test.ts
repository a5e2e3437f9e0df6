/** Background work lets SOAP calls go first, and is not stopped by them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCourtesy } from '../../../src/engine/work/courtesy.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** What has been breathed so far, in order. */
function breather(courtesy: ReturnType<typeof createCourtesy>): { readonly done: string[]; readonly start: (name: string) => void } {
  const done: string[] = [];
  return { done, start: (name) => { void courtesy.breathe().then(() => { done.push(name); }); } };
}

describe('a breath between two transactions', () => {
  it('is a later turn of the loop, and no more, while nobody calls', async () => {
    const { done, start } = breather(createCourtesy());
    start('one');
    await Promise.resolve();
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['one']);
  });

  it('lasts until the last call that is under way has been answered', async () => {
    const courtesy = createCourtesy(250);
    const { done, start } = breather(courtesy);
    const [endOne, endTwo] = [courtesy.begin(), courtesy.begin()];
    start('one');
    await vi.advanceTimersByTimeAsync(100);
    endOne();
    endOne(); // an answer and a broken connection may both say so
    await vi.advanceTimersByTimeAsync(100);
    expect(done).toEqual([]);
    endTwo();
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['one']);
    start('two');
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['one', 'two']);
  });

  it('is not held up any longer by a call that has been under way for a quarter of a second', async () => {
    const courtesy = createCourtesy(250);
    courtesy.begin();
    await vi.advanceTimersByTimeAsync(250);
    const { done, start } = breather(courtesy);
    start('one');
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['one']);
  });

  it('ends after a quarter of a second, however many calls follow one another', async () => {
    const courtesy = createCourtesy(250);
    const { done, start } = breather(courtesy);
    let end = courtesy.begin();
    start('one');
    for (let step = 0; step < 5; step += 1) {
      expect(done).toEqual([]);
      await vi.advanceTimersByTimeAsync(49);
      const next = courtesy.begin();
      end();
      end = next;
    }
    await vi.advanceTimersByTimeAsync(10);
    expect(done).toEqual(['one']);
  });
});
