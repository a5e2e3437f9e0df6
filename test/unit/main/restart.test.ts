/** A crashed engine comes back at once the first time, and never hammers. */
import { describe, expect, it } from 'vitest';
import { pauseBefore } from '../../../src/main/restart.ts';

describe('the pause before the next start', () => {
  it('grows to half a minute and stays there', () => {
    const pauses = Array.from({ length: 12 }, (_, index) => pauseBefore(index + 1));
    expect(pauses[0]).toBeLessThan(500);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.slice(5)).toEqual(Array.from({ length: 7 }, () => 30_000));
  });
});
