/** The second half of a sweep: every shop's own numbers beside what it should show and what it confirmed last; what differs is named and mended through the queue. */
import type { StockPlan } from '../../decide/planStock.ts';
import { formatDecimal, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListingId, Sequence } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { markListingDue } from '../db/due.ts';
import { listListings, type ListingRow } from '../db/listings.ts';
import { writeLog } from '../db/log.ts';
import type { Db } from '../db/open.ts';
import { nextSequence } from '../db/sequence.ts';
import { clearDrift, endReport, insertDrift, openReport } from '../db/sweepReports.ts';
import { findUpdate } from '../db/updates.ts';
import type { Context } from '../ports.ts';
import { computeStock, openStockBook, type StockBook } from './computeStock.ts';

export type CompareDeps = {
  readonly pull: (id: ConnectionId) => Promise<Result<unknown>>;
  readonly refresh: (id: ConnectionId) => Promise<Result<unknown>>;
  readonly route: (id: CompanyId) => Promise<unknown>;
};

/** Listings compared between two breaths. */
const SLICE = 100;

type Sums = { listings: number; inFlight: number };

/**
 * Nothing to do unless a sweep has ended whose shops are still to be compared. Cut short, it begins anew at the next chance. Orders are read before
 * and after a shop's listings, so that what sold meanwhile is no difference. A shop that cannot be read is left out, and the report says so.
 */
export async function compareShops(ctx: Context, companyId: CompanyId, deps: CompareDeps): Promise<void> {
  const { db } = ctx;
  const reportId = openReport(db, companyId);
  if (reportId === null) return;
  const sums: Sums = { listings: 0, inFlight: 0 };
  let unreadShops = 0;
  clearDrift(db, reportId);
  for (const connection of listConnections(db, companyId)) {
    if (ctx.signal.aborted) return;
    if (!connection.settings.pushStock) continue;
    const isRead = (await deps.pull(connection.id)).ok && (await deps.refresh(connection.id)).ok && (await deps.pull(connection.id)).ok;
    if (!isRead) unreadShops += 1;
    else await compareListings(ctx, connection, reportId, sums);
  }
  if (ctx.signal.aborted || openReport(db, companyId) !== reportId) return;
  db.transaction(() => { endReport(db, reportId, { at: ctx.now(), ...sums, unreadShops }); })();
  ctx.emit({ kind: 'sessionChanged' });
  await deps.route(companyId);
}

async function compareListings(ctx: Context, connection: ConnectionRow, reportId: number, sums: Sums): Promise<void> {
  const { db } = ctx;
  let after: ListingId | null = null;
  for (;;) {
    if (ctx.signal.aborted) return;
    const place: ListingId | null = after;
    const page: readonly ListingRow[] = db.transaction(() => {
      const listings = listListings(db, connection.id, { after: place, limit: SLICE, unlinkedOnly: false });
      const book = openStockBook(db, connection.companyId);
      const sequence = nextSequence(db);
      for (const listing of listings) if (!listing.gone) compareOne(ctx, book, connection, { listing, reportId, sequence, sums });
      return listings;
    })();
    after = page.at(-1)?.id ?? null;
    if (after === null || page.length < SLICE) return;
    await ctx.breathe();
  }
}

type Compared = { readonly listing: ListingRow; readonly reportId: number; readonly sequence: Sequence; readonly sums: Sums };

function compareOne({ db, now }: Context, book: StockBook, connection: ConnectionRow, { listing, reportId, sequence, sums }: Compared): void {
  const { plan } = computeStock(db, book, listing);
  if (plan.kind === 'skip') return;
  sums.listings += 1;
  const shows = listing.storeQuantity;
  if (plan.quantity === listing.confirmedQuantity && (shows === null || shows === plan.quantity)) return;
  if (isUnderWay(db, listing, plan)) {
    sums.inFlight += 1;
    return;
  }
  insertDrift(db, reportId, { listingId: listing.id, computed: plan.quantity, confirmed: listing.confirmedQuantity, store: shows, sequence });
  writeLog(db, {
    at: now(), companyId: connection.companyId, connectionId: connection.id, sku: listing.sku, outcome: 'changed', quickbooksQuantity: plan.quickbooks, storeQuantity: shows,
    text: `Found by comparing everything: ${differs(connection.name, shows, listing.confirmedQuantity, plan.quantity)} ${formatDecimal(plan.quantity)} is right and is sent.`,
  });
  markListingDue(db, listing.id);
}

/** Due already, sold from since the last confirmation, or left as it is by a person's wish: known, so no drift. */
function isUnderWay(db: Db, listing: ListingRow, plan: StockPlan & { readonly kind: 'push' }): boolean {
  const isTouched = listing.touchedSequence !== null && (listing.confirmedSequence === null || listing.touchedSequence > listing.confirmedSequence);
  return isTouched || listing.declinedQuantity === plan.quantity || findUpdate(db, listing.id) !== null;
}

function differs(shop: string, shows: Decimal | null, confirmed: Decimal | null, right: Decimal): string {
  const seen = shows === null ? `${shop} shows no number` : `${shop} shows ${formatDecimal(shows)}`;
  if (confirmed === null) return `${seen}, and has never confirmed one.`;
  return confirmed === right
    ? `${seen} although it confirmed ${formatDecimal(confirmed)}: the number was changed there.`
    : `${seen} and confirmed ${formatDecimal(confirmed)} last.`;
}
