/** The number a shop is to be told for one listing, or the reason why it is told none. */
import { addDecimal, floorWhole, formatDecimal, scaled, subtractDecimal, whole, ZERO, type Decimal } from '../domain/decimal.ts';
import type { ListID } from '../domain/ids.ts';
import { hasStock, type Item } from '../domain/item.ts';
import type { ListingRecord } from '../domain/listing.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { AvailabilityRule } from '../domain/settings.ts';
import { mostPieces, piecesOf, type Component, type Supply } from './buildable.ts';
import type { Match } from './matchItem.ts';
import type { StockRule } from './stockRule.ts';

/** An item that one piece of the listing is made of: the matched item itself, a member of the kit, or a component of an assembly. */
export type StockPart = {
  /** Null: the kit names a member that has never been read. */
  readonly item: Item | null;
  /** How many of it are in one piece of the listing; 0 for a component, which is used only where something is built. */
  readonly perPiece: Decimal;
  /** Pieces of the item sold and not inside its quantity (decide/demand). */
  readonly inFlight: Decimal;
  /**
   * A connection that sells this item posts sales orders or pending documents. Their effect shows only in QuantityOnSalesOrder, so it is
   * subtracted whatever this connection's own rule says.
   */
  readonly onSalesOrders: boolean;
  /** Pieces that assemblies will take which were sold before they were built. */
  readonly reserved?: Decimal;
  /** At the sites this shop sells from, instead of the item's own quantities; null: those have not been read yet. */
  readonly atSites?: { readonly onHand: Decimal; readonly onSalesOrder: Decimal } | null;
  /** What one of it is built from, where assemblies may be built for the shop. */
  readonly components?: readonly Component[];
};

export type StockSnapshot = {
  /** The connection's name, for the words. */
  readonly shop: string;
  readonly settings: StockRule;
  readonly listing: Pick<ListingRecord, 'sku' | 'stockKeeper' | 'isSellable'> & { readonly gone: boolean };
  readonly match: Match;
  readonly parts: readonly StockPart[];
  /** Null: all is well with what the listing is made of; else a kit that holds itself, by its full name. */
  readonly circle?: string | null;
  /** The shop sells from chosen sites, and the company file has none. */
  readonly sitesOff?: boolean;
};

export type SkipReason =
  | 'pushOff' | 'excluded' | 'listingGone' | 'notSellable' | 'parentKeepsStock' | 'shopKeepsNoStock' | 'noSku' | 'noItem' | 'ambiguousSku' | 'itemInactive'
  | 'itemHasNoStock' | 'memberUnknown' | 'kitHoldsItself' | 'sitesOff' | 'sitesNotRead';

export type StockPlan =
  /**
   * `quickbooks`: what QuickBooks has by the rule, before orders in flight, the safety stock and the limit; with what can be built of an assembly.
   * All in pieces of the listing. `inactive`: told 0 only because its item is inactive in QuickBooks.
   */
  | {
    readonly kind: 'push';
    readonly quantity: Decimal;
    readonly quickbooks: Decimal;
    readonly inFlight: Decimal;
    readonly buildable?: Decimal;
    readonly capped?: boolean;
    readonly inactive?: string;
  }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly problem: Problem };

/** Available by the rule − in flight − safety stock, never below 0, at most the limit. A kit has as many as its scarcest member allows. */
export function planStock(snapshot: StockSnapshot): StockPlan {
  const { listing, settings, match } = snapshot;
  const sku = listing.sku;
  if (!settings.pushStock) return skip('pushOff', `${snapshot.shop} does not take stock from QuickBooks.`, 'Turn on "push stock" for this shop if it should.');
  if (listing.gone) return skip('listingGone', `${snapshot.shop} no longer has this listing.`, 'Nothing to do, unless it was removed by mistake.');
  if (settings.exclude) return skip('excluded', `A rule takes it out of the stock updates of ${snapshot.shop}.`, 'Nothing to do; or change the rule of this SKU or its item.');
  if (!listing.isSellable) return skip(
    'notSellable', `The listing is not on sale in ${snapshot.shop} (draft, private or in the trash).`,
    'Publish it in the shop to send its stock.',
  );
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

type KnownPart = StockPart & { readonly item: Item };

function planMatched(item: Item, snapshot: StockSnapshot): StockPlan {
  const { settings } = snapshot;
  if (!item.isActive) return inactive(item, snapshot);
  if (snapshot.circle !== undefined && snapshot.circle !== null) {
    return skip('kitHoldsItself', `The kit "${snapshot.circle}" holds itself, directly or through other kits.`, 'Correct its members in QuickBooks.');
  }
  const stocked: KnownPart[] = [];
  for (const part of snapshot.parts) {
    if (part.perPiece <= 0) continue;
    if (part.item === null) {
      return skip('memberUnknown', `The kit "${item.fullName}" has a member that has not been read from QuickBooks yet.`, 'Wait for the next full read of the items.');
    }
    if (!part.item.isActive) return inactive(part.item, snapshot);
    if (hasStock(part.item.kind) && part.item.quantityOnHand !== null) stocked.push({ ...part, item: part.item });
  }
  if (stocked.length === 0) {
    return skip('itemHasNoStock', `"${item.fullName}" is not a stock item in QuickBooks.`, 'Nothing to do; or link the listing to an inventory item under Matching.');
  }
  if (snapshot.sitesOff === true) {
    return skip(
      'sitesOff', `${snapshot.shop} is to be told the stock of certain sites, but this company file has no inventory sites turned on.`,
      'Turn them on in QuickBooks, or clear "Sites" in the settings of this shop.',
    );
  }
  if (stocked.some((part) => part.atSites === null)) {
    return skip('sitesNotRead', `The stock of "${item.fullName}" at its sites has not been read from QuickBooks yet.`, 'Nothing to do: the next session reads it.');
  }
  const { quickbooks, free, buildable } = amounts(item, stocked, snapshot);
  const offered = Math.max(0, free - Math.ceil(settings.safetyStock * 100_000));
  const limit = settings.cap > 0 ? whole(settings.cap) : Infinity;
  const quantity = scaled(Math.min(offered, limit));
  return {
    kind: 'push', quantity: settings.wholePieces ? floorWhole(quantity) : quantity, quickbooks, inFlight: subtractDecimal(quickbooks, free),
    ...(buildable > 0 ? { buildable } : {}), ...(offered > limit ? { capped: true } : {}),
  };
}

type Amounts = { readonly quickbooks: Decimal; readonly free: Decimal; readonly buildable: Decimal };

/** The same sum twice: with nothing sold since QuickBooks was read, and with everything. */
function amounts(item: Item, stocked: readonly KnownPart[], snapshot: StockSnapshot): Amounts {
  const gross = (part: KnownPart): Decimal => availableBy(part, part.onSalesOrders ? 'onHandMinusSalesOrders' : snapshot.settings.availability);
  const net = (part: KnownPart): Decimal => subtractDecimal(gross(part), addDecimal(part.inFlight, part.reserved ?? ZERO));
  const onShelf = (of: (part: KnownPart) => Decimal): Decimal => scaled(stocked.reduce((least, part) => {
    const amount = of(part);
    return Math.min(least, item.kind === 'group' ? piecesOf(amount, part.perPiece) : amount);
  }, Infinity));
  if (!stocked.some((part) => (part.components ?? []).length > 0)) return { quickbooks: onShelf(gross), free: onShelf(net), buildable: ZERO };
  const withBuilt = (of: (part: KnownPart) => Decimal): Decimal => {
    const shelf = onShelf(of);
    const all = whole(mostPieces(stocked.map((part) => ({ listId: part.item.listId, quantity: part.perPiece })), suppliesOf(snapshot.parts, of)));
    return scaled(Math.max(shelf, all));
  };
  const free = withBuilt(net);
  return { quickbooks: withBuilt(gross), free, buildable: scaled(Math.max(0, free - Math.max(0, onShelf(net)))) };
}

/** Of what is unknown, inactive or not read there is nothing to build with. */
function suppliesOf(parts: readonly StockPart[], of: (part: KnownPart) => Decimal): ReadonlyMap<ListID, Supply> {
  const supplies = new Map<ListID, Supply>();
  for (const part of parts) {
    if (part.item === null) continue;
    const known = { ...part, item: part.item };
    const components = (part.components ?? []).filter(({ listId, quantity }) => quantity > 0 && !isUncounted(parts.find((one) => one.item?.listId === listId)));
    supplies.set(part.item.listId, { free: part.atSites === null || !part.item.isActive ? ZERO : of(known), components });
  }
  return supplies;
}

/** A service or another kind without stock does not limit what can be built. */
function isUncounted(part: StockPart | undefined): boolean {
  const item = part?.item ?? null;
  return item !== null && !hasStock(item.kind);
}

function availableBy({ item, atSites }: KnownPart, rule: AvailabilityRule): Decimal {
  const onHand = atSites?.onHand ?? item.quantityOnHand ?? ZERO;
  return rule === 'onHand' ? onHand : subtractDecimal(onHand, atSites?.onSalesOrder ?? item.quantityOnSalesOrder ?? ZERO);
}

function inactive(item: Item, { settings, shop }: StockSnapshot): StockPlan {
  if (settings.inactiveItems === 'zero') return { kind: 'push', quantity: ZERO, quickbooks: ZERO, inFlight: ZERO, inactive: item.fullName };
  return skip('itemInactive', `"${item.fullName}" is inactive in QuickBooks. ${shop} keeps the number it has.`,
    'Make it active in QuickBooks, link the listing to another item under Matching, or set "Inactive items" to 0 in the settings of this shop.');
}

function skip(reason: SkipReason, what: string, todo: string): StockPlan {
  return { kind: 'skip', reason, problem: problem(reason, what, todo) };
}

/** One sentence for the log: where the number comes from. */
export function explainStock(plan: Omit<StockPlan & { readonly kind: 'push' }, 'kind'>): string {
  if (plan.inactive !== undefined) return `"${plan.inactive}" is inactive in QuickBooks; to sell: 0.`;
  const sold = plan.inFlight > 0 ? `, ${formatDecimal(plan.inFlight)} sold and not in QuickBooks yet` : '';
  const built = plan.buildable === undefined ? '' : `, of which ${formatDecimal(plan.buildable)} have still to be built`;
  const limit = plan.capped === true ? ', the most this shop is told' : '';
  return `QuickBooks has ${formatDecimal(plan.quickbooks)}${built}${sold}; to sell: ${formatDecimal(plan.quantity)}${limit}.`;
}
