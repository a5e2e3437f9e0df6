/** The number a shop is to be told for one listing, or the reason why it is told none. */
import { floorWhole, formatDecimal, scaled, subtractDecimal, ZERO, type Decimal } from '../domain/decimal.ts';
import { hasStock, type Item } from '../domain/item.ts';
import type { ListingRecord } from '../domain/listing.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { ConnectionSettings } from '../domain/settings.ts';
import type { Match } from './matchItem.ts';

/** An item that one piece of the listing is made of: the matched item itself, or a member of the kit. */
export type StockPart = {
  /** Null: the kit names a member that has never been read. */
  readonly item: Item | null;
  /** How many of it are in one piece of the listing. */
  readonly perPiece: Decimal;
  /** Pieces of the item sold and not inside its quantity (decide/demand). */
  readonly inFlight: Decimal;
  /**
   * A connection that sells this item posts sales orders or pending documents. Their effect shows only in QuantityOnSalesOrder, so it is
   * subtracted whatever this connection's own rule says.
   */
  readonly onSalesOrders: boolean;
};

export type StockSnapshot = {
  /** The connection's name, for the words. */
  readonly shop: string;
  readonly settings: Pick<ConnectionSettings, 'availability' | 'safetyStock' | 'pushStock'>;
  readonly listing: Pick<ListingRecord, 'sku' | 'stockKeeper' | 'isSellable'> & { readonly gone: boolean };
  readonly match: Match;
  readonly parts: readonly StockPart[];
};

export type SkipReason =
  | 'pushOff' | 'listingGone' | 'notSellable' | 'parentKeepsStock' | 'shopKeepsNoStock' | 'noSku' | 'noItem' | 'ambiguousSku' | 'itemInactive'
  | 'itemHasNoStock' | 'memberUnknown';

export type StockPlan =
  /** `quickbooks`: what QuickBooks has by the rule, before orders in flight and the safety stock. All in pieces of the listing. */
  | { readonly kind: 'push'; readonly quantity: Decimal; readonly quickbooks: Decimal; readonly inFlight: Decimal }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly problem: Problem };

/** Available by the rule − in flight − safety stock, never below 0, whole pieces. A kit has as many as its scarcest member allows. */
export function planStock(snapshot: StockSnapshot): StockPlan {
  const { listing, settings, match } = snapshot;
  const sku = listing.sku;
  if (!settings.pushStock) return skip('pushOff', `${snapshot.shop} does not take stock from QuickBooks.`, 'Turn on "push stock" for this shop if it should.');
  if (listing.gone) return skip('listingGone', `${snapshot.shop} no longer has this listing.`, 'Nothing to do, unless it was removed by mistake.');
  if (!listing.isSellable) return skip('notSellable', `The listing is not on sale in ${snapshot.shop} (draft, private or in the trash).`, 'Publish it in the shop to send its stock.');
  if (listing.stockKeeper === 'parent') {
    return skip('parentKeepsStock', 'The shop keeps this variation\'s stock at its parent product.', 'Nothing to do; or let the shop manage stock per variation.');
  }
  if (listing.stockKeeper === 'none') return skip('shopKeepsNoStock', `${snapshot.shop} does not manage stock for this listing.`, 'Turn on stock management for it in the shop.');
  if (match.kind === 'ambiguous') {
    const names = match.items.slice(0, 5).map((item) => item.fullName).join(', ');
    return skip('ambiguousSku', `Several QuickBooks items are named "${sku}": ${names}.`, 'Choose the right one under Matching.');
  }
  if (match.kind === 'none') {
    if (sku === '') return skip('noSku', 'The listing has no SKU.', 'Give it the name of its QuickBooks item as SKU, or choose the item under Matching.');
    return skip('noItem', `No active QuickBooks item is named "${sku}".`, 'Correct the SKU in the shop, or choose the item under Matching.');
  }
  return planMatched(match.item, snapshot);
}

function planMatched(item: Item, snapshot: StockSnapshot): StockPlan {
  if (!item.isActive) return inactive(item);
  const stocked: (StockPart & { readonly item: Item })[] = [];
  for (const part of snapshot.parts) {
    if (part.item === null) {
      return skip('memberUnknown', `The kit "${item.fullName}" has a member that has not been read from QuickBooks yet.`, 'Wait for the next full read of the items.');
    }
    if (!part.item.isActive) return inactive(part.item);
    if (hasStock(part.item.kind) && part.item.quantityOnHand !== null && part.perPiece > 0) stocked.push({ ...part, item: part.item });
  }
  if (stocked.length === 0) {
    return skip('itemHasNoStock', `"${item.fullName}" is not a stock item in QuickBooks.`, 'Nothing to do; or link the listing to an inventory item under Matching.');
  }
  let quickbooks = Infinity;
  let free = Infinity;
  for (const part of stocked) {
    const available = availableBy(part.item, part.onSalesOrders ? 'onHandMinusSalesOrders' : snapshot.settings.availability);
    quickbooks = Math.min(quickbooks, pieces(available, part.perPiece, item));
    free = Math.min(free, pieces(subtractDecimal(available, part.inFlight), part.perPiece, item));
  }
  const offered = free - Math.ceil(snapshot.settings.safetyStock * 100_000);
  return {
    kind: 'push', quantity: floorWhole(scaled(Math.max(0, offered))), quickbooks: scaled(quickbooks), inFlight: subtractDecimal(scaled(quickbooks), scaled(free)),
  };
}

function availableBy(item: Item, rule: ConnectionSettings['availability']): Decimal {
  const onHand = item.quantityOnHand ?? ZERO;
  return rule === 'onHand' ? onHand : subtractDecimal(onHand, item.quantityOnSalesOrder ?? ZERO);
}

/** How many pieces an amount of one part makes: whole kits, or the amount itself when the listing is the item. */
function pieces(amount: Decimal, perPiece: Decimal, item: Item): number {
  return item.kind === 'group' ? Math.floor(amount / perPiece) * 100_000 : amount;
}

function inactive(item: Item): StockPlan {
  return skip('itemInactive', `"${item.fullName}" is inactive in QuickBooks.`, 'Make it active in QuickBooks, or link the listing to another item under Matching.');
}

function skip(reason: SkipReason, what: string, todo: string): StockPlan {
  return { kind: 'skip', reason, problem: problem(reason, what, todo) };
}

/** One sentence for the log: where the number comes from. */
export function explainStock(plan: { readonly quantity: Decimal; readonly quickbooks: Decimal; readonly inFlight: Decimal }): string {
  const sold = plan.inFlight > 0 ? `, ${formatDecimal(plan.inFlight)} sold and not in QuickBooks yet` : '';
  return `QuickBooks has ${formatDecimal(plan.quickbooks)}${sold}; to sell: ${formatDecimal(plan.quantity)}.`;
}
