/** Answers the calls about what the shops sell, SKU by SKU. */
import type { z } from 'zod';
import type { inventoryCalls } from '../../contract/calls/inventory.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { explainStock, type StockPlan } from '../../decide/planStock.ts';
import { formatDecimal, scaled, type Decimal } from '../../domain/decimal.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import type { ConnectionRow } from '../db/connections.ts';
import { itemDemand } from '../db/demand.ts';
import { countInventory, listInventory } from '../db/inventoryList.ts';
import { inventoryRow } from '../db/inventoryPage.ts';
import { itemReadAt } from '../db/items.ts';
import { linkedItem } from '../db/links.ts';
import { findListing, type ListingRow } from '../db/listings.ts';
import { readLog } from '../db/log.ts';
import type { Db } from '../db/open.ts';
import { findUpdate, type UpdateRow } from '../db/updates.ts';
import { computeStock, openStockBook, stockParts, type StockBook } from '../work/computeStock.ts';
import { connectionNamed, found } from './named.ts';
import { nextOf } from './page.ts';

type Shown = z.input<(typeof inventoryCalls)['inventory.show']['output']>;

const MOST_HISTORY = 50;

export function inventoryHandlers({ db }: Engine): HandlersOf<typeof inventoryCalls> {
  return {
    'inventory.list': ({ limit, ...query }) => ok(db.transaction(() => {
      const { rows, last } = nextOf(listInventory(db, { ...query, limit: limit + 1 }), limit);
      return { rows: rows.map((row) => ({ ...row, inFlight: inFlightOf(db, row.listingId) })), next: last === null ? null : { sku: last.sku, listingId: last.listingId } };
    })()),

    'inventory.count': ({ connectionId }) => {
      const counts = db.transaction(() => countInventory(db, connectionId))();
      return ok({ counts, total: Object.values(counts).reduce((sum, n) => sum + n, 0) });
    },

    'inventory.show': ({ listingId }) => {
      const listing = found(findListing(db, listingId), 'listing');
      if (!listing.ok) return listing;
      const connection = connectionNamed(db, listing.value.connectionId);
      return connection.ok ? ok(db.transaction(() => showListing(db, listing.value, connection.value))()) : connection;
    },
  };
}

function inFlightOf(db: Db, listingId: ListingRow['id']): Decimal | null {
  const item = linkedItem(db, listingId);
  return item === null ? null : itemDemand(db, item).inFlight;
}

/** In the caller's transaction. */
export function showListing(db: Db, listing: ListingRow, connection: ConnectionRow): Shown {
  const book = openStockBook(db, connection.companyId);
  const { plan } = computeStock(db, book, listing);
  const update = findUpdate(db, listing.id);
  const row = inventoryRow(db, listing.id);
  return {
    row, companyId: connection.companyId, shop: connection.name, computed: plan.kind === 'push' ? plan.quantity : null,
    explanation: plan.kind === 'push' ? explainStock(plan) : `${plan.problem.what} ${plan.problem.todo}`,
    parts: partsOf(db, book, listing), safetyStock: scaled(Math.round(connection.settings.safetyStock * 100_000)),
    storeQuantityAt: listing.storeQuantity === null ? null : listing.storeQuantityAt,
    update: update === null ? null : { state: update.state, dueSince: update.dueSince, notBefore: update.notBefore, attempts: update.attempts, problem: update.problem },
    whyDifferent: whyDifferent(listing, connection, plan, update, row.onHand),
    history: listing.sku === '' ? [] : readLog(db, { sku: listing.sku, connectionId: connection.id, limit: MOST_HISTORY }),
  };
}

function partsOf(db: Db, book: StockBook, listing: ListingRow): Shown['parts'] {
  return stockParts(db, book, listing).flatMap(({ item, perPiece, inFlight }) => (item === null ? [] : [{
    listId: item.listId, item: item.fullName, perPiece, onHand: item.quantityOnHand,
    onSalesOrder: item.quantityOnSalesOrder, inFlight, readAt: itemReadAt(db, item.companyId, item.listId),
  }]));
}

/** The likeliest reason first; empty when the shop shows what it should, and that is what QuickBooks has. */
function whyDifferent(listing: ListingRow, { name, settings }: ConnectionRow, plan: StockPlan, update: UpdateRow | null, onHand: Decimal | null): readonly string[] {
  if (plan.kind === 'skip') return [`${plan.problem.what} ${plan.problem.todo}`];
  const reasons: string[] = [];
  const show = formatDecimal;
  if (listing.storeQuantity !== plan.quantity) {
    if (update !== null && update.problem !== null) reasons.push(`${update.problem.what} ${update.problem.todo}`);
    else if (update !== null) reasons.push(STATES[update.state]);
    else if (listing.declinedQuantity !== null && listing.declinedQuantity === plan.quantity) reasons.push(
      `A person did not want ${show(plan.quantity)} to be sent; it is due again with the next change of the number.`,
    );
    else if (listing.checkDue) reasons.push('Something changed a moment ago; the number is being computed.');
    else if (listing.storeQuantity === null) reasons.push(`${name} has shown no number for it yet.`);
    else reasons.push(
      `${name} showed ${show(listing.storeQuantity)} when it was read last, and should show ${show(plan.quantity)}. It is looked at again when its listings are read next.`,
    );
  }
  if (plan.inFlight > 0) reasons.push(`${show(plan.inFlight)} sold and not in QuickBooks yet: they are held back until QuickBooks has counted them.`);
  if (settings.safetyStock > 0) reasons.push(`${String(settings.safetyStock)} are kept as safety stock.`);
  if (onHand !== null && onHand !== plan.quickbooks) reasons.push(`QuickBooks has ${show(onHand)} on hand, of which ${show(plan.quickbooks)} are free by the rule of this shop.`);
  return reasons;
}

const STATES: Readonly<Record<UpdateRow['state'], string>> = {
  pending: 'The new number waits in the queue.',
  pushing: 'The new number is on its way.',
  held: 'The new number is held for your approval.',
  failed: 'The shop did not take the new number.',
};

