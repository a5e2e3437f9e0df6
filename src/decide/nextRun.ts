/** When a scheduled task may run next. */
import { instant, later, MINUTE, type Instant } from '../domain/calendar.ts';

/** After a failed run the next one waits at most this long, whatever the interval. */
const RETRY = MINUTE;

export type RunHistory = {
  readonly now: Instant;
  /** Milliseconds between two runs. */
  readonly every: number;
  /** What the task is measured by: when its last good run began. Null: there was none. */
  readonly lastGood: Instant | null;
  /** The last try, good or not. */
  readonly lastTry: { readonly at: Instant; readonly ok: boolean } | null;
};

/** Not before that moment, which may have passed. A clock that was set back holds nothing up. */
export function nextRun({ now, every, lastGood, lastTry }: RunHistory): Instant {
  const due = lastGood === null || now < lastGood ? instant(0) : later(lastGood, every);
  const patient = lastTry === null || now < lastTry.at ? instant(0) : later(lastTry.at, lastTry.ok ? every : Math.min(every, RETRY));
  return due > patient ? due : patient;
}
