import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_HEIGHT, rowsOnScreen, scrollTopFor } from '../../../renderer/parts/rowsOnScreen.ts';

const ROW = 36;
const VIEW = 500;

describe('the rows on screen', () => {
  it('are none of none', () => {
    expect(rowsOnScreen(0, ROW, 0, VIEW)).toEqual({ first: 0, last: -1, before: 0, after: 0 });
  });

  it('fill the view and keep the height of the list, at any place of any list', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, place) => {
      const height = Math.min(MOST_HEIGHT, total * ROW);
      const top = Math.round(place * Math.max(0, height - VIEW));
      const { first, last, before, after } = rowsOnScreen(total, ROW, top, VIEW);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(last).toBeLessThan(total);
      expect(last - first).toBeLessThan(40);
      expect(before).toBeLessThanOrEqual(top + 1);
      expect(before + (last - first + 1) * ROW).toBeGreaterThanOrEqual(Math.min(height, top + VIEW) - 1);
      expect(Math.abs(before + (last - first + 1) * ROW + after - height)).toBeLessThan(1.5);
    }));
  });

  it('reach the first and the last row of a list that is too high for the screen', () => {
    const total = 1_000_000;
    expect(rowsOnScreen(total, ROW, 0, VIEW).first).toBe(0);
    expect(rowsOnScreen(total, ROW, MOST_HEIGHT - VIEW, VIEW).last).toBe(total - 1);
  });

  it('show any row that is asked for', () => {
    fc.assert(fc.property(fc.integer({ min: 20, max: 2_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (total, place, goal) => {
      const index = Math.min(total - 1, Math.floor(goal * total));
      const from = Math.round(place * Math.max(0, Math.min(MOST_HEIGHT, total * ROW) - VIEW));
      const top = scrollTopFor(index, total, ROW, from, VIEW) ?? from;
      const { first, last } = rowsOnScreen(total, ROW, top, VIEW);
      expect(index).toBeGreaterThanOrEqual(first);
      expect(index).toBeLessThanOrEqual(last);
    }));
  });

  it('stay where they are when the row is seen already', () => {
    expect(scrollTopFor(3, 100, ROW, 0, VIEW)).toBeNull();
    expect(scrollTopFor(0, 100, ROW, 10, VIEW)).toBe(0);
  });
});
