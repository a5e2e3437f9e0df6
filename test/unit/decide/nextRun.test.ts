import { describe, expect, it } from 'vitest';
import { nextRun } from '../../../src/decide/nextRun.ts';
import { instant, MINUTE } from '../../../src/domain/calendar.ts';

const now = instant(Date.UTC(2026, 10, 21, 12));
const ago = (minutes: number): ReturnType<typeof instant> => instant(now - minutes * MINUTE);
const minutesFromNow = (history: Partial<Parameters<typeof nextRun>[0]>): number => (nextRun({ now, every: 5 * MINUTE, lastGood: null, lastTry: null, ...history }) - now) / MINUTE;

describe('nextRun', () => {
  it('is at once where there was none', () => { expect(minutesFromNow({})).toBeLessThan(0); });
  it('is an interval after the last good one', () => { expect(minutesFromNow({ lastGood: ago(2), lastTry: { at: ago(2), ok: true } })).toBe(3); });
  it('is a minute after a failed one, however long the interval', () => { expect(minutesFromNow({ every: 60 * MINUTE, lastGood: ago(90), lastTry: { at: ago(0), ok: false } })).toBe(1); });
  it('is the interval itself after a failed one where that is shorter', () => { expect(minutesFromNow({ every: MINUTE / 2, lastGood: ago(90), lastTry: { at: ago(0), ok: false } })).toBe(0.5); });
  it('waits while a good try has not brought its own measure on', () => { expect(minutesFromNow({ lastGood: ago(90), lastTry: { at: ago(1), ok: true } })).toBe(4); });
  it('is not held up by a clock that was set back', () => { expect(minutesFromNow({ lastGood: ago(-600), lastTry: { at: ago(-600), ok: true } })).toBeLessThan(0); });
});
