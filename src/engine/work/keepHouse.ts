/** The task *housekeeping*: what is older than it is kept is deleted, and the file is made smaller where a time for that is set. */
import { nextDaily, nextRun } from '../../decide/nextRun.ts';
import { minuteOfDay } from '../../decide/wallClock.ts';
import { zoneOfCompany } from '../../decide/workingHours.ts';
import { DAY, earlier, HOUR, later, type Instant } from '../../domain/calendar.ts';
import type { TaskEnd } from '../../domain/task.ts';
import { listCompanies } from '../db/companies.ts';
import { trimLog } from '../db/log.ts';
import { trimExchanges } from '../db/sessions.ts';
import { trimStoreCalls } from '../db/storeCalls.ts';
import { taskMemory } from '../db/tasks.ts';
import { trimTriggerCalls } from '../db/triggers.ts';
import type { Context } from '../ports.ts';
import { shrinkFile } from './shrinkFile.ts';

/** Where no time of day is set. */
export const HOUSEKEEPING_EVERY = DAY;
/** A run that a fault or the end of the program cut off is not tried every second. */
const AGAIN = HOUR;
/** Some milliseconds, with their words in the index of the log. */
const ROWS_AT_ONCE = 200;
/** These are larger. */
const CALLS_AT_ONCE = 20;
const MEGABYTE = 1024 * 1024;

type Here = Pick<Context, 'db' | 'now' | 'zone'>;

/** Times of day (`03:00`) that companies have set for it, earliest first. */
export function houseTimes({ db }: Pick<Context, 'db'>): readonly string[] {
  return [...new Set(listCompanies(db).map(({ settings }) => settings.housekeepingAt).filter((time) => time !== ''))].sort();
}

/** When it is due: at each company's own time, or a day after the last run where no company has one. In the past: now. */
export function nextHouseAt(ctx: Here): Instant {
  const { startedAt, endedAt, last } = taskMemory(ctx.db, { kind: 'housekeeping' });
  const lastGood = last?.ok === true ? endedAt : null;
  const now = ctx.now();
  const wasCutOff = startedAt !== null && startedAt <= now && (endedAt === null || endedAt < startedAt || last?.ok === false);
  if (wasCutOff && now < later(startedAt, AGAIN)) return later(startedAt, AGAIN);
  const daily = listCompanies(ctx.db).flatMap(({ settings }) => {
    const minute = minuteOfDay(settings.housekeepingAt);
    return minute === null ? [] : [nextDaily({ now, minute, zone: zoneOfCompany(settings, ctx.zone), lastGood })];
  });
  const first = daily.toSorted((one, other) => one - other)[0];
  return first ?? nextRun({ now, every: HOUSEKEEPING_EVERY, lastGood, lastTry: null });
}

export async function keepHouse(ctx: Context): Promise<TaskEnd> {
  const { db } = ctx;
  let exchanges = 0;
  let calls = 0;
  let lines = 0;
  const trim = async (once: () => number): Promise<number> => {
    let sum = 0;
    for (let gone = once(); gone > 0 && !ctx.signal.aborted; gone = once()) {
      sum += gone;
      await ctx.breathe();
    }
    return sum;
  };
  for (const company of listCompanies(db)) {
    const { keepExchangesDays, keepLogDays } = company.settings;
    const oldest = earlier(ctx.now(), keepExchangesDays * DAY);
    exchanges += await trim(() => trimExchanges(db, company.id, oldest, ROWS_AT_ONCE));
    calls += await trim(() => trimStoreCalls(db, company.id, oldest, CALLS_AT_ONCE));
    await trim(() => trimTriggerCalls(db, oldest, ROWS_AT_ONCE));
    if (keepLogDays > 0) lines += await trim(() => trimLog(db, company.id, earlier(ctx.now(), keepLogDays * DAY), ROWS_AT_ONCE));
  }
  const given = houseTimes(ctx).length === 0 ? 0 : await shrinkFile(ctx);
  const smaller = given === 0 ? '' : ` The file became ${(given / MEGABYTE).toFixed(1)} MB smaller.`;
  return { ok: true, text: `${String(exchanges)} old exchanges with QuickBooks, ${String(calls)} old calls to shops and ${String(lines)} old log lines deleted.${smaller}` };
}
