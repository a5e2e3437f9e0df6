/** Answers the calls of the first page. */
import type { z } from 'zod';
import type { dashboardCalls } from '../../contract/calls/dashboard.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { judgeHealth, type CompanyHealth } from '../../decide/health.ts';
import { DAY, earlier, HOUR, toDay, type Instant } from '../../domain/calendar.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies, type CompanyRow } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { pageOfInventory } from '../db/inventoryPage.ts';
import { countJobs, countWarned } from '../db/jobs.ts';
import { countDifferences, listUnreadable } from '../db/orders.ts';
import { lacksBackup } from '../db/tasks.ts';
import { enteredSince, ordersSince } from '../db/today.ts';
import { countUpdates } from '../db/updates.ts';
import { countFailedWriteBacks } from '../db/writeBack.ts';
import { pollForecast } from './pollForecast.ts';
import { listingsProblem } from './shopProblem.ts';

type Shown = z.input<(typeof dashboardCalls)['dashboard.show']['output']>;
type CompanyToday = Shown['companies'][number];

export function dashboardHandlers(engine: Engine): HandlersOf<typeof dashboardCalls> {
  const { db } = engine;
  return {
    'dashboard.show': () => ok(db.transaction((): Shown => {
      const found = listCompanies(db).map((company) => look(engine, company));
      return { headline: judgeHealth(found.map((one) => one.health), lacksBackup(db) ? 1 : 0), companies: found.map((one) => one.today) };
    })()),

    'inventory.page': (query) => ok(db.transaction(() => pageOfInventory(db, query))()),
  };
}

function look(engine: Engine, company: CompanyRow): { readonly health: CompanyHealth; readonly today: CompanyToday } {
  const { db, ctx } = engine;
  const now = ctx.now();
  const jobs = countJobs(db, company.id);
  const shops = listConnections(db, company.id);
  const counts = shops.map(({ id }) => countUpdates(db, id));
  const sum = (pick: (one: (typeof counts)[number]) => number): number => counts.reduce((total, one) => total + pick(one), 0);
  const untold = shops.reduce((total, { id }) => total + listUnreadable(db, id).length + countDifferences(db, id) + countFailedWriteBacks(db, id), 0)
    + shops.filter((shop) => listingsProblem(db, shop) !== null).length;
  const poll = pollForecast(engine, company);
  const midnight = startOfDay(now, company.settings.timeZone === '' ? ctx.zone : company.settings.timeZone);
  return {
    health: {
      name: company.name, state: company.state, poll, shopsDown: shops.flatMap(({ name, problem }) => (problem === null ? [] : [name])),
      // As many as the page lists below. A held run is one question, however many numbers it holds.
      waiting: jobs.needsAttention + countWarned(db, company.id) + untold + sum((one) => (one.held > 0 ? 1 : 0) + one.failed), sending: sum((one) => one.pending + one.pushing),
    },
    today: {
      companyId: company.id, nextPollAt: poll.nextAt, isOverdue: poll.isOverdue, ordersToday: ordersSince(db, company.id, midnight),
      enteredToday: enteredSince(db, company.id, midnight), toEnter: jobs.waiting + jobs.ready + jobs.sent + jobs.inDoubt,
    },
  };
}

/** The first moment of the zone's calendar day: found by halves, because a day of that zone may have 23 or 25 hours. */
function startOfDay(now: Instant, zone: string): Instant {
  const day = toDay(now, zone);
  let before = earlier(now, DAY + 2 * HOUR);
  let inside = now;
  while (inside - before > 1) {
    const middle = earlier(inside, Math.floor((inside - before) / 2));
    if (toDay(middle, zone) === day) inside = middle;
    else before = middle;
  }
  return inside;
}
