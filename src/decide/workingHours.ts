/** When the shops may be written to unasked: not in the company's quiet hours, and only on its business days. */
import { isZone, MINUTE, type Instant } from '../domain/calendar.ts';
import { WEEKDAYS, type CompanySettings, type Weekday } from '../domain/settings.ts';
import { minuteOfDay, nextMoment, timeOfDay, weekdayAt, type MinuteOfDay } from './wallClock.ts';

export type WorkingHours = {
  /** IANA. */
  readonly zone: string;
  /** From the first up to the second, over midnight where the second is smaller; null: there are none. */
  readonly quiet: { readonly from: MinuteOfDay; readonly to: MinuteOfDay } | null;
  readonly days: readonly Weekday[];
};

/** `ownZone`: this PC's. Quiet hours need both ends, and two that differ. */
export function workingHours(settings: Pick<CompanySettings, 'timeZone' | 'quietFrom' | 'quietTo' | 'businessDays'>, ownZone: string): WorkingHours {
  const zone = zoneOfCompany(settings, ownZone);
  const [from, to] = [minuteOfDay(settings.quietFrom), minuteOfDay(settings.quietTo)];
  return { zone, quiet: from === null || to === null || from === to ? null : { from, to }, days: settings.businessDays };
}

export function zoneOfCompany({ timeZone }: Pick<CompanySettings, 'timeZone'>, ownZone: string): string {
  return timeZone !== '' && isZone(timeZone) ? timeZone : ownZone;
}

/** Why nothing is written unasked at that moment; null: it may be. */
export function closedBecause(at: Instant, { zone, quiet, days }: WorkingHours): 'quiet' | 'dayOff' | null {
  const today = WEEKDAYS[(weekdayAt(at, zone) + 6) % 7];
  if (today === undefined || !days.includes(today)) return 'dayOff';
  if (quiet === null) return null;
  const time = timeOfDay(at, zone);
  const [from, to] = [quiet.from * MINUTE, quiet.to * MINUTE];
  return (from < to ? time >= from && time < to : time >= from || time < to) ? 'quiet' : null;
}

/** More turns than any week of days off and quiet hours takes. */
const MOST_TURNS = 40;

/** `at` itself, or when the shops may be written to again. With no business day at all: `at`, because work that never goes out would be lost in silence. */
export function nextOpen(at: Instant, hours: WorkingHours): Instant {
  if (hours.days.length === 0) return at;
  let moment = at;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const why = closedBecause(moment, hours);
    if (why === null) return moment;
    moment = nextMoment(moment, why === 'quiet' && hours.quiet !== null ? hours.quiet.to : 0, hours.zone);
  }
  return moment;
}
