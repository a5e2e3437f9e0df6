/** The clockwork: pulls orders and reads listings at their intervals, drains what is due, keeps house. */
import { DAY, earlier, later, MINUTE, SECOND, type Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { listCompanies } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { trimLog } from '../db/log.ts';
import { trimExchanges } from '../db/sessions.ts';
import { nextDueAt } from '../db/updates.ts';
import type { Context } from '../ports.ts';

export type LoopDeps = {
  readonly pull: (id: ConnectionId) => Promise<Result<{ readonly news: number }>>;
  readonly refresh: (id: ConnectionId) => Promise<Result<unknown>>;
  readonly route: (id: CompanyId) => Promise<void>;
  readonly wake: (id: ConnectionId) => void;
};

export type Loop = { start(): void; stop(): Promise<void> };

const TICK = SECOND;
const HOUSEKEEPING = DAY;
const ROWS_AT_ONCE = 2_000;
/** After a failed pull the next one waits at most this long, whatever the interval. */
const RETRY = MINUTE;

export function createLoop(ctx: Context, deps: LoopDeps): Loop {
  const busy = new Map<string, Promise<void>>();
  const tried = new Map<string, { readonly at: Instant; readonly ok: boolean }>();
  let running: Promise<void> | undefined;

  /** Runs a piece of work unless it is running or not due. */
  const run = (key: string, every: number, last: Instant | null, work: () => Promise<boolean>): void => {
    const previous = tried.get(key);
    const now = ctx.now();
    const due = last === null || now >= later(last, every) || now < last;
    const patient = previous === undefined || now < previous.at || now >= later(previous.at, previous.ok ? every : Math.min(every, RETRY));
    if (busy.has(key) || !due || !patient) return;
    tried.set(key, { at: now, ok: true });
    busy.set(key, work().then((good) => { tried.set(key, { at: now, ok: good }); })
      .catch((cause: unknown) => { ctx.log.error({ err: cause, work: key }, 'scheduled work failed'); })
      .finally(() => { busy.delete(key); }));
  };

  const tick = (): void => {
    for (const connection of listConnections(ctx.db)) {
      const { id, companyId, settings } = connection;
      // Listings first: an order line is worth more when its listing is known.
      if (settings.pushStock) {
        run(`listings ${String(id)}`, settings.listingMinutes * MINUTE, connection.lastListingsAt, async () => {
          const read = await deps.refresh(id);
          if (read.ok) await deps.route(companyId);
          return read.ok;
        });
      }
      run(`orders ${String(id)}`, settings.pullMinutes * MINUTE, connection.lastPullAt, async () => {
        const pulled = await deps.pull(id);
        if (pulled.ok && pulled.value.news > 0) await deps.route(companyId);
        return pulled.ok;
      });
      const due = nextDueAt(ctx.db, id);
      if (due !== null && due <= ctx.now()) deps.wake(id);
    }
    run('housekeeping', HOUSEKEEPING, null, keepHouse);
  };

  const keepHouse = async (): Promise<boolean> => {
    for (const company of listCompanies(ctx.db)) {
      const { keepExchangesDays, keepLogDays } = company.settings;
      while (trimExchanges(ctx.db, company.id, earlier(ctx.now(), keepExchangesDays * DAY), ROWS_AT_ONCE) > 0) await ctx.sleep(0, ctx.signal);
      if (keepLogDays > 0) while (trimLog(ctx.db, company.id, earlier(ctx.now(), keepLogDays * DAY), ROWS_AT_ONCE) > 0) await ctx.sleep(0, ctx.signal);
    }
    return true;
  };

  return {
    start: () => {
      running ??= (async () => {
        while (!ctx.signal.aborted) {
          tick();
          await ctx.sleep(TICK, ctx.signal);
        }
      })();
    },
    stop: async () => {
      await running;
      await Promise.all(busy.values());
    },
  };
}
