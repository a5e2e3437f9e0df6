/** Moments by the clock on the wall: when it shows a time of day, also on the days it is put forward or back. */
import { DAY, earlier, instant, later, MINUTE, toLocalStamp, type Day, type Instant } from '../domain/calendar.ts';

/** Minutes since midnight, 0 to 1439. */
export type MinuteOfDay = number;

/** `06:30` as minutes since midnight; null for an empty text or one that is no time of day. */
export function minuteOfDay(text: string): MinuteOfDay | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** What the clock in `zone` shows, counted as if it were UTC, in milliseconds. */
function shown(at: Instant, zone: string): number {
  return Date.parse(`${toLocalStamp(at, zone)}Z`);
}

/** How far the zone's clock is ahead of UTC, in milliseconds; negative in the west. */
function offsetAt(at: Instant, zone: string): number {
  return shown(at, zone) - Math.floor(at / 1_000) * 1_000;
}

/** The first moment with another offset than at `from`, which `until` has. */
function changeBetween(from: Instant, until: Instant, zone: string): Instant {
  const before = offsetAt(from, zone);
  let low: number = from;
  let high: number = until;
  while (high - low > 1_000) {
    const middle = instant(Math.floor((low + high) / 2));
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  // Zones change on whole minutes (tz database, theory.html); the search is exact to a second.
  return instant(Math.round(high / MINUTE) * MINUTE);
}

/** How much of the day has gone by on that clock, in milliseconds, to the second. */
export function timeOfDay(at: Instant, zone: string): number {
  return shown(at, zone) % DAY;
}

/** 0 Sunday to 6 Saturday, on that clock. */
export function weekdayAt(at: Instant, zone: string): number {
  return new Date(shown(at, zone)).getUTCDay();
}

/**
 * When the clock shows that time on that day: the first time where it shows it twice, and the moment it was put forward where it skips it.
 * Every day has exactly one such moment, later than the day before's.
 */
export function momentOf(day: Day, minute: MinuteOfDay, zone: string): Instant {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE;
  const [before, after] = [offsetAt(earlier(instant(wanted), DAY), zone), offsetAt(later(instant(wanted), DAY), zone)];
  const [first, second] = [instant(wanted - Math.max(before, after)), instant(wanted - Math.min(before, after))];
  if (shown(first, zone) === wanted) return first;
  return shown(second, zone) === wanted ? second : changeBetween(first, second, zone);
}

/** The first moment after `at` at which the clock shows that time, or would have if it had not been put forward over it. */
export function nextMoment(at: Instant, minute: MinuteOfDay, zone: string): Instant {
  const from = instant(Math.floor(at / 1_000) * 1_000);
  const ahead = (minute * MINUTE - timeOfDay(from, zone) + DAY) % DAY;
  const straight = later(from, ahead === 0 ? DAY : ahead);
  if (offsetAt(straight, zone) === offsetAt(from, zone)) return straight;
  const change = changeBetween(from, straight, zone);
  const forward = Math.max(0, offsetAt(change, zone) - offsetAt(from, zone));
  const past = (timeOfDay(change, zone) - minute * MINUTE + DAY) % DAY;
  return past <= forward ? change : nextMoment(change, minute, zone);
}
