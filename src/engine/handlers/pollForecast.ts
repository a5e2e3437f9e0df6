/** When a company's Web Connector is expected to call again: one forecast for the dashboard, the icon beside the clock and the notification. */
import { forecastPoll, type PollForecast } from '../../decide/health.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyRow } from '../db/companies.ts';
import type { Db } from '../db/open.ts';
import { sessionStarts } from '../db/today.ts';

/** Sessions whose rhythm says when the next one is expected. */
const RHYTHM = 9;

export function pollForecast(db: Db, { id, lastPollAt }: CompanyRow, now: Instant): PollForecast {
  return forecastPoll(lastPollAt, sessionStarts(db, id, RHYTHM), now);
}
