/** Pulls a shop's changed orders page by page; each page and its cursor are one transaction. */
import { DAY, earlier, instant, isZone } from '../../domain/calendar.ts';
import { startDay } from '../../decide/acceptOrder.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { takeOrder } from '../act/takeOrder.ts';
import { findCompany } from '../db/companies.ts';
import { findConnection, setConnectionProblem, setLastPull, setOrderCursor } from '../db/connections.ts';
import { writeLog } from '../db/log.ts';
import { forgetUnreadable, storeUnreadable } from '../db/orders.ts';
import type { Db } from '../db/open.ts';
import { repeatable } from '../db/repeatable.ts';
import { nextSequence } from '../db/sequence.ts';
import type { Context } from '../ports.ts';

export type PullReport = { readonly orders: number; readonly news: number };

/** A cut-off pull goes on from its last committed page. Problems are kept on the connection until a pull ends well. */
export async function pullOrders(ctx: Context, connectionId: ConnectionId, signal: AbortSignal): Promise<Result<PullReport>> {
  const startedAt = ctx.now();
  const shop = ctx.store(connectionId);
  if (!shop.ok) {
    setConnectionProblem(ctx.db, connectionId, shop.error);
    return shop;
  }
  let orders = 0;
  let news = 0;
  let isFirst = true;
  let goesOn = false;
  for (;;) {
    if (signal.aborted) return err(problem('stopped', 'The pull of orders was stopped.', 'It goes on by itself.'));
    const connection = findConnection(ctx.db, connectionId);
    const company = findCompany(ctx.db, connection.companyId);
    const zone = isZone(company.settings.timeZone) ? company.settings.timeZone : ctx.zone;
    // A day earlier than the start day: zones differ, and acceptOrder decides by the company's own calendar.
    const from = earlier(instant(Date.parse(`${startDay(connection.settings, connection.createdAt, zone)}T00:00:00Z`)), DAY);
    const page = await shop.value.pullOrders(connection.orderCursor, from, signal);
    if (!page.ok) {
      setConnectionProblem(ctx.db, connectionId, page.error);
      return page;
    }
    await ctx.breathe();
    const brings = page.value.orders.length + page.value.unreadable.length + (page.value.readable?.length ?? 0) > 0;
    goesOn ||= isFirst && page.value.resumed === true;
    isFirst = false;
    const isLast = !page.value.more && !goesOn;
    const store = brings ? committed : repeatable;
    const isStale = store(ctx.db, (): boolean => {
      const current = findConnection(ctx.db, connectionId);
      // Somebody chose an earlier start day while the shop answered: this page's cursor would skip what lies before it.
      const isForgotten = current.orderCursor === null && connection.orderCursor !== null;
      if (isForgotten || startDay(current.settings, current.createdAt, zone) !== startDay(connection.settings, connection.createdAt, zone)) return true;
      const at = ctx.now();
      const sequence = nextSequence(ctx.db);
      for (const order of page.value.orders) if (takeOrder({ db: ctx.db, company, connection, zone, at, sequence }, order)) news += 1;
      for (const broken of page.value.unreadable) {
        if (!storeUnreadable(ctx.db, connectionId, broken, at)) continue;
        writeLog(ctx.db, { at, companyId: company.id, connectionId, order: broken.number, outcome: 'needsAttention', text: `${broken.problem.what} ${broken.problem.todo}` });
      }
      for (const id of page.value.readable ?? []) forgetUnreadable(ctx.db, connectionId, id);
      orders += page.value.orders.length;
      setOrderCursor(ctx.db, connectionId, page.value.cursor);
      if (isLast) setLastPull(ctx.db, connectionId, startedAt);
      return false;
    });
    if (isStale || page.value.more) continue;
    if (isLast) break;
    goesOn = false; // an earlier pull is at its end now; this one has yet to read everything
  }
  if (news > 0) ctx.emit({ kind: 'jobsChanged' });
  return ok({ orders, news });
}

function committed<T>(db: Db, work: () => T): T {
  return db.transaction(work).immediate();
}
