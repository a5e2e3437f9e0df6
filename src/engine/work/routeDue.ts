/** Finds out which listings must be told a number, and decides how they go: inline, queued, or held. Sends nothing itself. */
import { NOT_PULLED, staleShares } from '../../decide/mayRaise.ts';
import { isDue, routeUpdates, wouldEmpty } from '../../decide/routeUpdates.ts';
import { zeroBrake } from '../../decide/zeroBrake.ts';
import { hasStock } from '../../domain/item.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import type { Route } from '../../domain/update.ts';
import { findCompany, type CompanyRow } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { changedItems, clearItemDue } from '../db/items.ts';
import { clearDue, countSellable, dueListings, forgetConfirmed, forgetDeclined, sellsItem } from '../db/listings.ts';
import { relinkListings } from '../db/links.ts';
import { writeLog } from '../db/log.ts';
import type { Db } from '../db/open.ts';
import { countQueue, countStaged, hasStaged, holdRow, queueWaiting, releaseHarmless, releaseRun, releaseWaiting, rowsToHold, stageUpdate } from '../db/routing.ts';
import { dropSettled, dropUpdate } from '../db/updates.ts';
import type { Context } from '../ports.ts';
import { computeStock, openStockBook } from './computeStock.ts';
import { noteOversells } from './noteOversells.ts';

export type RoutedConnection = {
  readonly connectionId: ConnectionId;
  readonly route: Route;
  /** Listings this run found due and let go, or that had to wait for another shop and need not any longer. */
  readonly due: number;
  /** Listings this run held for approval. */
  readonly held: number;
  /** Everything pending or on its way in this connection, this run included; 0 where it let nothing go. */
  readonly total: number;
};

export type RouteReport = { readonly connections: readonly RoutedConnection[] };

/** Listings computed between two breaths: a few milliseconds, so that a SOAP call never waits for a run of 100,000. */
const SLICE = 100;
const RELEASE_SLICE = 2_000;

const running = new WeakMap<Db, Map<CompanyId, Promise<unknown>>>();

/**
 * Runs one after another per company: a run is counted as a whole. What is due is staged first and let go together, and nothing is lost when
 * the engine stops in between, because a listing's mark is cleared in the transaction that stages its row. `session`: asked by a session.
 */
export async function routeDue(ctx: Context, companyId: CompanyId, options: { readonly session?: boolean } = {}): Promise<RouteReport> {
  let queues = running.get(ctx.db);
  if (queues === undefined) {
    queues = new Map();
    running.set(ctx.db, queues);
  }
  const before = queues.get(companyId) ?? Promise.resolve();
  const run = before.then(() => routeOnce(ctx, companyId));
  const settled = run.catch(() => undefined);
  queues.set(companyId, settled);
  try {
    const report = await run;
    ctx.log.debug({ companyId, session: options.session ?? false, connections: report.connections }, 'stock routed');
    return report;
  } finally {
    if (queues.get(companyId) === settled) queues.delete(companyId);
  }
}

async function routeOnce(ctx: Context, companyId: CompanyId): Promise<RouteReport> {
  const company = findCompany(ctx.db, companyId);
  // Until QuickBooks' items have been read once, no listing's item could be found and the log would say so of each: they stay marked.
  if (company.lastSweepAt === null) return { connections: [] };
  for (const connection of listConnections(ctx.db, companyId)) {
    while (!ctx.signal.aborted && stageSlice(ctx, companyId, connection) === SLICE) await ctx.breathe();
  }
  while (!ctx.signal.aborted && nameUnlisted(ctx, companyId) === SLICE) await ctx.breathe();
  const connections: RoutedConnection[] = [];
  for (const connection of listConnections(ctx.db, companyId)) {
    if (!ctx.signal.aborted) connections.push(await finishRun(ctx, company, connection));
  }
  return { connections };
}

/** Computes up to SLICE listings in one transaction; returns how many it looked at. */
function stageSlice(ctx: Context, companyId: CompanyId, connection: ConnectionRow): number {
  const { db } = ctx;
  return db.transaction(() => {
    const listings = dueListings(db, connection.id, SLICE);
    if (listings.length === 0) return 0;
    const book = openStockBook(db, companyId);
    const at = ctx.now();
    const seen = new Set<string>();
    for (const listing of listings) {
      relinkListings(db, companyId, [listing.id], at);
      const { plan, parts } = computeStock(db, book, listing);
      noteOversells(db, book, parts, seen, at);
      if (plan.kind === 'skip') {
        if (listing.skipReason !== plan.reason) {
          writeLog(db, { at, companyId, connectionId: connection.id, sku: listing.sku, outcome: 'skipped', text: `${plan.problem.what} ${plan.problem.todo}` });
        }
        if (dropUpdate(db, listing.id)) forgetConfirmed(db, listing.id, null);
      } else if (plan.quantity !== listing.declinedQuantity && isDue(plan.quantity, listing)) {
        stageUpdate(db, connection.id, listing.id, { at, quantity: plan.quantity, toZero: wouldEmpty(plan.quantity, listing) });
      } else {
        dropSettled(db, listing.id);
      }
      if (plan.kind === 'push' && listing.declinedQuantity !== null && plan.quantity !== listing.declinedQuantity) forgetDeclined(db, listing.id);
      clearDue(db, listing.id, plan.kind === 'skip' ? plan.reason : null);
    }
    return listings.length;
  })();
}

/** Items that changed and that a shop does not sell are named in the log, once per change. Shops whose listings were never read are not asked. */
function nameUnlisted(ctx: Context, companyId: CompanyId): number {
  const { db } = ctx;
  return db.transaction(() => {
    const shops = listConnections(db, companyId).filter((connection) => connection.settings.pushStock);
    if (shops.some((shop) => shop.lastListingsAt === null && shop.problem === null)) return 0;
    const items = changedItems(db, companyId, SLICE);
    for (const item of items) {
      for (const shop of shops) {
        if (shop.lastListingsAt === null || !item.isActive || !(hasStock(item.kind) || item.kind === 'group') || sellsItem(db, companyId, shop.id, item.listId)) continue;
        writeLog(db, {
          at: ctx.now(), companyId, connectionId: shop.id, sku: item.fullName, outcome: 'skipped', quickbooksQuantity: item.quantityOnHand,
          text: `Changed in QuickBooks, but ${shop.name} has no listing with that SKU.`,
        });
      }
      clearItemDue(db, companyId, item.listId);
    }
    return items.length;
  })();
}

/** Counts the run of one connection as a whole, brakes it or lets it go. */
async function finishRun(ctx: Context, company: CompanyRow, connection: ConnectionRow): Promise<RoutedConnection> {
  const { db } = ctx;
  const fresh = releaseFresh(ctx, company, connection);
  // Between two batches of a drain there is seldom anything new, and the queue may be long: it is not counted for nothing.
  if (fresh === 0 && !hasStaged(db, connection.id)) return { connectionId: connection.id, route: 'queued', due: 0, held: 0, total: 0 };
  const run = countStaged(db, connection.id);
  const sellable = run.toZero === 0 ? 0 : countSellable(db, connection.id);
  let held = 0;
  if (zeroBrake({ toZero: run.toZero, sellable }, company.settings)) held = await holdRun(ctx, connection, run.toZero, sellable);
  else releaseHarmless(db, connection.id);
  const due = countStaged(db, connection.id).due + fresh;
  const total = countQueue(db, connection.id);
  const route = routeUpdates(total, company.settings.inlineLimit);
  if (route === 'queued' && due > 0) queueWaiting(db, connection.id);
  while (releaseRun(db, connection.id, route, RELEASE_SLICE) === RELEASE_SLICE) await ctx.breathe();
  if (due > 0 || held > 0) ctx.emit({ kind: 'updatesChanged', connectionId: connection.id });
  return { connectionId: connection.id, route, due, held, total };
}

/** Once every shop of the company was pulled lately, what could not be raised before may be looked at again at once. */
function releaseFresh({ db, now }: Context, company: CompanyRow, connection: ConnectionRow): number {
  const shops = listConnections(db, company.id).map((shop) => ({ ...shop, connectionId: shop.id }));
  return staleShares(shops, connection.id, now(), company.settings.freshMinutes).length > 0 ? 0 : releaseWaiting(db, connection.id, NOT_PULLED);
}

async function holdRun(ctx: Context, connection: ConnectionRow, toZero: number, sellable: number): Promise<number> {
  const { db } = ctx;
  const why = problem('zeroBrake',
    `Held: this would set ${String(toZero)} of the ${String(sellable)} listings on sale in ${connection.name} to 0.`,
    'Check the quantities in QuickBooks. If they are right, approve the held updates; if not, correct QuickBooks: its next read replaces them.');
  let held = 0;
  for (;;) {
    const rows = rowsToHold(db, connection.id, SLICE);
    if (rows.length === 0) return held;
    db.transaction(() => {
      for (const row of rows) {
        holdRow(db, row.listingId, why);
        writeLog(db, { at: ctx.now(), companyId: connection.companyId, connectionId: connection.id, sku: row.sku, outcome: 'held', text: `${why.what} ${why.todo}` });
      }
    })();
    held += rows.length;
    await ctx.breathe();
  }
}
