/** When a company's Web Connector is expected to call again: one forecast for the dashboard, the icon beside the clock and the notification. */
import { forecastPoll, type PollForecast } from '../../decide/health.ts';
import type { CompanyRow } from '../db/companies.ts';
import { sessionStarts } from '../db/today.ts';
import type { Engine } from '../createEngine.ts';

/** Sessions whose rhythm says when the next one is expected. */
const RHYTHM = 9;

export function pollForecast({ db, ctx, awake }: Pick<Engine, 'db' | 'ctx' | 'awake'>, { id, lastPollAt }: CompanyRow): PollForecast {
  return forecastPoll(lastPollAt, sessionStarts(db, id, RHYTHM), ctx.now(), awake());
}
