/** The schedule over clock jumps, days that are put forward and back, and sleep: never twice for one slot, never skipped for good. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDaily, nextRun } from '../../src/decide/nextRun.ts';
import { minuteOfDay, momentOf, nextMoment } from '../../src/decide/wallClock.ts';
import { closedBecause, nextOpen, type WorkingHours } from '../../src/decide/workingHours.ts';
import { DAY, HOUR, instant, later, MINUTE, SECOND, toDay, toLocalStamp, type Day, type Instant } from '../../src/domain/calendar.ts';
import { WEEKDAYS } from '../../src/domain/settings.ts';

// Forward and back by an hour, by half an hour, at midnight, never, and a zone that left out a day in December 2011.
const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Beirut', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'] as const;
const zone = fc.constantFrom(...ZONES);
const minute = fc.integer({ min: 0, max: 1_439 });
/** Where clocks change, and anywhere. */
const CHANGES = [
  Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1), Date.UTC(2026, 3, 4, 15),
  Date.UTC(2026, 9, 3, 15), Date.UTC(2011, 11, 30, 10), Date.UTC(2026, 2, 8, 5), Date.UTC(2026, 2, 28, 22),
];
const moment = fc.oneof(
  fc.tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -30 * 60, max: 30 * 60 })).map(([at, minutes]) => instant(at + minutes * MINUTE)),
  fc.integer({ min: Date.UTC(2010, 0, 1) / SECOND, max: Date.UTC(2035, 0, 1) / SECOND }).map((seconds) => instant(seconds * SECOND)),
);
const timeAt = (at: Instant, inZone: string): number => minuteOfDay(toLocalStamp(at, inZone).slice(11, 16)) ?? -1;
const dayAfter = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10) as Day;

describe('the moment of a day', () => {
  it('shows its time, unless the clock was put forward over it; and each day\'s is after the day before\'s', () => {
    fc.assert(fc.property(moment, minute, zone, (at, wanted, inZone) => {
      const day = toDay(at, inZone);
      const found = momentOf(day, wanted, inZone);
      const isSkipped = timeAt(found, inZone) !== wanted;
      if (isSkipped) {
        // One second before, the clock had not come so far.
        const before = toLocalStamp(instant(found - SECOND), inZone);
        expect(before < `${day}T${String(Math.floor(wanted / 60)).padStart(2, '0')}:${String(wanted % 60).padStart(2, '0')}`).toBe(true);
        expect(toLocalStamp(found, inZone) > before).toBe(true);
      } else {
        expect(toDay(found, inZone)).toBe(day);
      }
      expect(momentOf(dayAfter(day), wanted, inZone)).toBeGreaterThan(found);
    }), { numRuns: 300 });
  });

  it('comes again within a day of 25 hours', () => {
    fc.assert(fc.property(moment, minute, zone, (at, wanted, inZone) => {
      const next = nextMoment(at, wanted, inZone);
      expect(next).toBeGreaterThan(at);
      expect(next - at).toBeLessThanOrEqual(25 * HOUR);
    }), { numRuns: 300 });
  });
});

const hours: fc.Arbitrary<WorkingHours> = fc.record({
  zone, quiet: fc.option(fc.tuple(minute, minute).filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to })), { nil: null }),
  days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
});

describe('quiet hours and business days', () => {
  it('end: what waits goes out at the first open moment, within ten days, and not a minute later', () => {
    fc.assert(fc.property(moment, hours, (at, open) => {
      const next = nextOpen(at, open);
      expect(closedBecause(next, open)).toBeNull();
      expect(next).toBeGreaterThanOrEqual(at);
      expect(next - at).toBeLessThan(10 * DAY);
      for (const share of [0.1, 0.4, 0.7, 0.99]) {
        const between = instant(Math.floor(at + (next - at) * share));
        if (between < next) expect(closedBecause(between, open)).not.toBeNull();
      }
      if (next > at) expect(closedBecause(instant(next - 1), open)).not.toBeNull();
    }), { numRuns: 300 });
  });
});

/** What happens to a PC between two looks at the clock: time goes by, it sleeps for days, somebody sets the clock. */
type Happening = { readonly kind: 'wait' | 'sleep' | 'back'; readonly by: number };
const happenings = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 * 60 }).map((minutes): Happening => ({ kind: 'wait', by: minutes * MINUTE })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 * 24 }).map((count): Happening => ({ kind: 'sleep', by: count * HOUR })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 22 * 60 }).map((minutes): Happening => ({ kind: 'back', by: minutes * MINUTE })) },
), { minLength: 5, maxLength: 120 });

describe('a daily run', () => {
  it('is made once for a day, whatever the clock does within a day; and once after days of sleep', () => {
    fc.assert(fc.property(moment, minute, zone, happenings, (start, wanted, inZone, story) => {
      let now = start;
      let lastGood: Instant | null = null;
      const slots: number[] = [];
      let peak: number = start;
      for (const { kind, by } of story) {
        // Set back several times, the clock is still no more than a day behind where it was.
        now = instant(kind === 'back' ? Math.max(now - by, peak - 22 * HOUR) : now + by);
        peak = Math.max(peak, now);
        const next = nextDaily({ now, minute: wanted, zone: inZone, lastGood });
        if (next <= now) {
          slots.push(next);
          lastGood = now;
          // Made good: nothing is due any more at this moment.
          expect(nextDaily({ now, minute: wanted, zone: inZone, lastGood })).toBeGreaterThan(now);
        }
        // Whatever came before, the next run is never further away than two days and an hour of change.
        expect(nextDaily({ now, minute: wanted, zone: inZone, lastGood }) - now).toBeLessThanOrEqual(2 * DAY + 26 * HOUR);
      }
      expect(new Set(slots).size).toBe(slots.length);
    }), { numRuns: 200 });
  });

  it('misses no day while the PC is awake', () => {
    fc.assert(fc.property(moment, minute, zone, fc.integer({ min: 31, max: 200 }), (start, wanted, inZone, step) => {
      let lastGood: Instant | null = start;
      const days = new Set<number>();
      for (let now = start; now < start + 12 * DAY; now = later(now, step * MINUTE)) {
        const next = nextDaily({ now, minute: wanted, zone: inZone, lastGood });
        if (next > now) continue;
        expect(now - next).toBeLessThanOrEqual(step * MINUTE);
        days.add(next);
        lastGood = now;
      }
      const from = toDay(start, inZone);
      const expected = new Set<number>();
      for (let day = from; Date.parse(day) < start + 14 * DAY; day = dayAfter(day)) {
        // A day that the calendar left out has no run of its own.
        if (toDay(momentOf(day, 720, inZone), inZone) !== day) continue;
        const at = momentOf(day, wanted, inZone);
        if (at > start && at + step * MINUTE < start + 12 * DAY) expected.add(at);
      }
      expect(days.size).toBeGreaterThanOrEqual(expected.size);
      expect(days.size).toBeLessThanOrEqual(expected.size + 1);
    }), { numRuns: 40, examples: [[instant(1_325_239_140_000), 1, 'Pacific/Apia', 31]] });
  });

  it('is not held up by a clock that was a year ahead', () => {
    const now = instant(Date.UTC(2026, 10, 21, 12));
    expect(nextDaily({ now, minute: 120, zone: 'UTC', lastGood: later(now, 365 * DAY) })).toBeLessThanOrEqual(now);
  });
});

describe('a run at an interval', () => {
  it('comes once however long the PC slept, and never more often than its interval while the clock goes forward', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 60 }), (minutes, waits) => {
      const every = minutes * MINUTE;
      let now = instant(Date.UTC(2026, 10, 21, 12));
      let last: Instant | null = null;
      for (const wait of waits) {
        now = later(now, wait * MINUTE);
        const history = { now, every, lastGood: last, lastTry: last === null ? null : { at: last, ok: true } };
        const isDue = nextRun(history) <= now;
        expect(isDue).toBe(last === null || now - last >= every);
        if (!isDue) continue;
        last = now;
        expect(nextRun({ now, every, lastGood: last, lastTry: { at: last, ok: true } })).toBe(now + every);
      }
    }));
  });
});
