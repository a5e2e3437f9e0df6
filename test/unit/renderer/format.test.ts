/** What is written without the system's tables, because it stands on the first page, is what the tables would say. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatCount, formatDistance, formatMoment } from '../../../renderer/parts/format.ts';

function reader(language: string): void {
  vi.stubGlobal('navigator', { language });
}
afterEach(() => { vi.unstubAllGlobals(); });

/** ICU writes a narrow space before AM and PM in some versions. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('numbers', () => {
  it.each(['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-NZ', 'en-IE', 'en'])('are grouped as %s does', (language) => {
    reader(language);
    const table = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    for (const count of [0, 7, 999, 1_000, 12_345, 100_000, 999_999, 1_000_000, 1_234_567_890]) expect(formatCount(count)).toBe(table.format(count));
  });

  it('are the system\'s business elsewhere, and where they are no whole numbers', () => {
    reader('de-DE');
    expect(formatCount(12_345)).toBe(new Intl.NumberFormat(undefined).format(12_345));
    reader('en-US');
    expect(formatCount(12.6)).toBe('13');
  });
});

describe('moments', () => {
  it('of an American are what the tables say, at every hour', () => {
    reader('en-US');
    const clock = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' });
    const dayAndClock = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
    for (let month = 0; month < 12; month += 1) {
      const noon = new Date(2026, month, 3, 12, 0).getTime();
      for (let hour = 0; hour < 24; hour += 1) {
        const at = new Date(2026, month, 3, hour, (hour * 7) % 60).getTime();
        expect(formatMoment(at, noon)).toBe(plain(clock.format(at)));
        expect(formatMoment(at, noon + 40 * 3_600_000)).toBe(plain(dayAndClock.format(at)));
      }
    }
  });
});

describe('distances', () => {
  it('are in the language of the sentences around them', () => {
    reader('en-US');
    const minute = 60_000;
    const words = (minutes: number): string | null => formatDistance(minutes * minute, 0);
    const table = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
    for (const minutes of [1, 2, 59]) for (const sign of [-1, 1]) expect(words(sign * minutes)).toBe(table.format(sign * minutes, 'minute'));
    for (const hours of [1, 2, 23]) for (const sign of [-1, 1]) expect(words(sign * hours * 60)).toBe(table.format(sign * hours, 'hour'));
    for (const days of [1, 2, 30, 1_200]) for (const sign of [-1, 1]) expect(words(sign * days * 1_440)).toBe(table.format(sign * days, 'day'));
    expect([words(0.5), words(-0.99), words(0)]).toEqual([null, null, null]);
  });
});
