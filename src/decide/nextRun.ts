/** When a scheduled task may run next: so long after its last run, or at a time of day. */
import { DAY, HOUR, instant, later, MINUTE, toDay, type Instant } from '../domain/calendar.ts';
import { momentOf, type MinuteOfDay } from './wallClock.ts';

/** After a failed run the next one waits at most this long, whatever the interval. */
const RETRY = MINUTE;
/** A clock that was set back by more is not waited for: the task runs, and goes on from there. Longer than the longest day. */
const PATIENCE = DAY + 2 * HOUR;

export type RunHistory = {
  readonly now: Instant;
  /** Milliseconds between two runs. */
  readonly every: number;
  /** What the task is measured by: when its last good run began. Null: there was none. */
  readonly lastGood: Instant | null;
  /** The last try, good or not. */
  readonly lastTry: { readonly at: Instant; readonly ok: boolean } | null;
};

/** Not before that moment, which may have passed. A clock that was set back holds nothing up. Runs missed while the PC slept are made good by one. */
export function nextRun({ now, every, lastGood, lastTry }: RunHistory): Instant {
  const due = lastGood === null || now < lastGood ? instant(0) : later(lastGood, every);
  const patient = lastTry === null || now < lastTry.at ? instant(0) : later(lastTry.at, lastTry.ok ? every : Math.min(every, RETRY));
  return due > patient ? due : patient;
}

export type DailyHistory = {
  readonly now: Instant;
  readonly minute: MinuteOfDay;
  /** IANA. */
  readonly zone: string;
  /** When the last run was that counts for its day. Null: there was none. */
  readonly lastGood: Instant | null;
};

/**
 * Once a day at that time by the zone's clock. In the past: it is due, because the last day's run is missing; however many days are missing, one run makes
 * them good. Never twice for one day: a clock set back by up to a day changes nothing, and one set back by more does not hold it up for longer.
 */
export function nextDaily({ now, minute, zone, lastGood }: DailyHistory): Instant {
  const today = momentOf(toDay(now, zone), minute, zone);
  const last = today <= now ? today : momentBefore(today, minute, zone);
  const isMissing = lastGood === null || lastGood < last || lastGood > later(now, PATIENCE);
  if (isMissing) return last;
  const upcoming = today > now ? today : momentAfter(today, minute, zone);
  // After a clock was set back, the run of the coming day may have been made already.
  return lastGood >= upcoming ? momentAfter(upcoming, minute, zone) : upcoming;
}

/** The same time on the day before. */
function momentBefore(moment: Instant, minute: MinuteOfDay, zone: string): Instant {
  return neighbour(moment, minute, zone, -1);
}

function momentAfter(moment: Instant, minute: MinuteOfDay, zone: string): Instant {
  return neighbour(moment, minute, zone, 1);
}

/** Counted from noon: days have 23 to 25 hours, and midnight may be the hour that is left out. A day may be left out as a whole (Samoa, 2011). */
function neighbour(moment: Instant, minute: MinuteOfDay, zone: string, way: 1 | -1): Instant {
  const noon = momentOf(toDay(moment, zone), 720, zone);
  for (let days = 1; days < 4; days += 1) {
    const found = momentOf(toDay(later(noon, way * days * DAY), zone), minute, zone);
    if (way > 0 ? found > moment : found < moment) return found;
  }
  return moment;
}
