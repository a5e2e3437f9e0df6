/** Days as the reader writes them, alone and inside the engine's sentences. */
import { describe, expect, it } from 'vitest';
import { formatDay, withDays } from '../../../renderer/parts/format.ts';

const day = (year: number, month: number, date: number): string => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(year, month - 1, date));

describe('a day', () => {
  it('is written as the reader writes it; what is no day stays', () => {
    expect(formatDay('2026-11-22')).toBe(day(2026, 11, 22));
    for (const text of ['2026-02-31', '2026-13-01', '22.11.2026', '', 'W2026-11-22']) expect(formatDay(text)).toBe(text);
  });

  it('is found in a sentence, at its end as well', () => {
    expect(withDays('Order 12 is dated 2026-11-22, but the books are closed up to 2026-11-30.')).toBe(`Order 12 is dated ${day(2026, 11, 22)}, but the books are closed up to ${day(2026, 11, 30)}.`);
    expect(withDays('2026-11-22: the day it was paid')).toBe(`${day(2026, 11, 22)}: the day it was paid`);
  });

  it('is left alone in order numbers, times, file names, quotes and examples', () => {
    for (const text of [
      'Order 2026-11-22-17', 'W2026-11-22', '2026-11-22T10:00:00', 'log-2026-11-22.txt',
      '2026-11-22.txt', '"2026-11-22" is not a day', 'Give it as 2026-11-21.', '#2026-11-22',
    ]) expect(withDays(text)).toBe(text);
  });
});
