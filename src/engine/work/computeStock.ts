/** Gathers what one listing's number depends on, for the pure planStock; used by routing and again when a batch is built. */
import { MOST_LEVELS, reservedBy } from '../../decide/buildable.ts';
import { matchItem, type Match } from '../../decide/matchItem.ts';
import { planStock, type StockPart, type StockPlan } from '../../decide/planStock.ts';
import { stockRule, type StockRule } from '../../decide/stockRule.ts';
import { writesSalesOrders } from '../../decide/settingsProblem.ts';
import { addDecimal, subtractDecimal, whole, ZERO, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID } from '../../domain/ids.ts';
import { hasStock, type Item } from '../../domain/item.ts';
import { findCompany } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { hasSalesOrders, itemDemand, type ItemDemand } from '../db/demand.ts';
import { findRule, hasRules } from '../db/itemRules.ts';
import { stockAt } from '../db/itemSites.ts';
import { itemByListId, itemsBySku } from '../db/items.ts';
import { linkedItem } from '../db/links.ts';
import type { ListingRow } from '../db/listings.ts';
import { assembliesWith, componentsOf, leavesOf, offersBuildable } from '../db/made.ts';
import type { Db } from '../db/open.ts';

/** What stays the same within one transaction: the shops, and the items already looked at. */
export type StockBook = {
  readonly companyId: CompanyId;
  readonly connections: ReadonlyMap<ConnectionId, ConnectionRow>;
  /** Connections whose sales may show in QuantityOnSalesOrder only: they post sales orders or pending documents, or once did. */
  readonly orderers: ReadonlySet<ConnectionId>;
  /** Connections with rules for single items. */
  readonly ruled: ReadonlySet<ConnectionId>;
  /** Does any shop offer what can still be built? */
  readonly isBuilt: boolean;
  /** Null: not known yet. */
  readonly sitesOn: boolean | null;
  readonly demands: Map<ListID, ItemDemand>;
};

export function openStockBook(db: Db, companyId: CompanyId): StockBook {
  const connections = listConnections(db, companyId);
  const orderers = connections.filter(({ id, settings }) => writesSalesOrders(settings) || settings.pendingDocuments || hasSalesOrders(db, id));
  const preferences = connections.some(({ settings }) => settings.stockSites.length > 0) ? findCompany(db, companyId).identity?.preferences : undefined;
  return {
    companyId, connections: new Map(connections.map((connection) => [connection.id, connection])),
    orderers: new Set(orderers.map((connection) => connection.id)), ruled: new Set(connections.filter(({ id }) => hasRules(db, id)).map(({ id }) => id)),
    isBuilt: offersBuildable(db, companyId), sitesOn: preferences?.sitesOn ?? null, demands: new Map(),
  };
}

export type ComputedStock = {
  readonly plan: StockPlan;
  /** Every shop that sells one of the items the number is made of. */
  readonly shares: readonly ConnectionRow[];
  /** What the number is made of; empty where it was not looked at. */
  readonly parts: readonly StockPart[];
};

/** Reads only, in the caller's transaction: the number is as old as that transaction. */
export function computeStock(db: Db, book: StockBook, listing: ListingRow): ComputedStock {
  const connection = book.connections.get(listing.connectionId);
  if (connection === undefined) throw new Error(`listing ${String(listing.id)} is of another company`);
  const match = findMatch(db, book, listing);
  const settings = ruleOf(db, book, connection, listing, match);
  const isSendable = settings.pushStock && !settings.exclude && !listing.gone && listing.isSellable && listing.stockKeeper === 'self';
  const made = match.kind === 'matched' && isSendable && match.item.isActive ? gather(db, book, { connection, rule: settings, ids: new Set() }, match.item) : NOTHING;
  const sitesOff = connection.settings.stockSites.length > 0 && book.sitesOn === false;
  const plan = planStock({ shop: connection.name, settings, listing, match, parts: made.parts, circle: made.circle, sitesOff });
  return { plan, shares: [...made.ids].flatMap((id) => book.connections.get(id) ?? []), parts: made.parts };
}

/** What the listing's number is made of: its item, or the members of its kit, and what is built from; empty when it stands for no item. */
export function stockParts(db: Db, book: StockBook, listing: ListingRow): readonly StockPart[] {
  const connection = book.connections.get(listing.connectionId);
  const match = findMatch(db, book, listing);
  if (match.kind !== 'matched' || connection === undefined) return [];
  return gather(db, book, { connection, rule: ruleOf(db, book, connection, listing, match), ids: new Set() }, match.item).parts;
}

/** The rule that holds for the listing, whatever it says of it. */
export function ruleOf(db: Db, book: StockBook, connection: ConnectionRow, listing: Pick<ListingRow, 'sku'>, match: Match): StockRule {
  if (!book.ruled.has(connection.id)) return stockRule(connection.settings, null, null);
  const ofItem = match.kind === 'matched' ? findRule(db, connection.id, { target: 'item', name: match.item.fullName }) : null;
  return stockRule(connection.settings, ofItem, findRule(db, connection.id, { target: 'sku', name: listing.sku }));
}

export function findMatch(db: Db, book: StockBook, listing: Pick<ListingRow, 'id' | 'sku'>): Match {
  const linked = linkedItem(db, listing.id);
  return matchItem(listing.sku, linked, linked === null ? itemsBySku(db, book.companyId, listing.sku) : []);
}

/** `ids` collects the connections that sell any of the items. */
type Asker = { readonly connection: ConnectionRow; readonly rule: Pick<StockRule, 'availability' | 'assemblies'>; readonly ids: Set<ConnectionId> };
type Made = { readonly parts: readonly StockPart[]; /** FullName of a kit that holds itself. */ readonly circle: string | null; readonly ids: ReadonlySet<ConnectionId> };
const NOTHING: Made = { parts: [], circle: null, ids: new Set() };

function gather(db: Db, book: StockBook, asker: Asker, item: Item): Made {
  const { companyId } = book;
  const leaves = item.kind === 'group' ? leavesOf(db, companyId, item.listId) : null;
  const roots = leaves === null
    ? [describe(db, book, asker, item, whole(1))]
    : leaves.parts.map(({ listId, perPiece }) => describe(db, book, asker, itemByListId(db, companyId, listId), perPiece));
  const inCircle = leaves?.circle ?? null;
  const circle = inCircle === null ? null : (itemByListId(db, companyId, inCircle)?.fullName ?? item.fullName);
  return { parts: asker.rule.assemblies === 'buildable' ? withComponents(db, book, asker, roots) : roots, circle, ids: asker.ids };
}

/** Everything the parts can be built from, level by level. */
function withComponents(db: Db, book: StockBook, asker: Asker, roots: readonly StockPart[]): readonly StockPart[] {
  const found = new Map<ListID, StockPart>();
  const unread = roots.filter((part) => part.item === null);
  let level = roots;
  for (let depth = 0; level.length > 0 && depth <= MOST_LEVELS; depth += 1) {
    const next: StockPart[] = [];
    for (const part of level) {
      if (part.item === null || found.has(part.item.listId)) continue;
      const components = part.item.kind === 'assembly' ? componentsOf(db, book.companyId, part.item.listId) : [];
      found.set(part.item.listId, { ...part, components });
      for (const { listId } of components) if (!found.has(listId)) next.push(describe(db, book, asker, itemByListId(db, book.companyId, listId), ZERO));
    }
    level = next;
  }
  return [...found.values(), ...unread];
}

function describe(db: Db, book: StockBook, asker: Asker, item: Item | null, perPiece: Decimal): StockPart {
  if (item === null || !hasStock(item.kind)) return { item, perPiece, inFlight: ZERO, onSalesOrders: false };
  const part = withDemand(db, book, asker, item);
  const reserved = reservedOf(db, book, asker, item, [item.listId]);
  return { ...part, perPiece, ...(reserved === 0 ? {} : { reserved }) };
}

function withDemand(db: Db, book: StockBook, { connection, ids }: Asker, item: Item): StockPart & { readonly item: Item } {
  let demand = book.demands.get(item.listId);
  if (demand === undefined) {
    demand = itemDemand(db, item);
    book.demands.set(item.listId, demand);
  }
  for (const id of demand.connections) ids.add(id);
  const { stockSites } = connection.settings;
  return {
    item, perPiece: ZERO, inFlight: demand.inFlight, onSalesOrders: demand.connections.some((id) => book.orderers.has(id)),
    ...(stockSites.length > 0 ? { atSites: stockAt(db, item, stockSites) } : {}),
  };
}

/** What assemblies that were sold before they were built will take of the item. A circle of assemblies takes nothing. */
function reservedOf(db: Db, book: StockBook, asker: Asker, item: Item, path: readonly ListID[]): Decimal {
  if (!book.isBuilt || path.length > MOST_LEVELS) return ZERO;
  let sum: Decimal = ZERO;
  for (const { listId, quantity } of assembliesWith(db, book.companyId, item.listId)) {
    const assembly = path.includes(listId) ? null : itemByListId(db, book.companyId, listId);
    if (assembly?.isActive !== true) continue;
    const { inFlight, onSalesOrders, atSites } = withDemand(db, book, asker, assembly);
    const onHand = atSites?.onHand ?? assembly.quantityOnHand ?? ZERO;
    const onOrder = onSalesOrders || asker.rule.availability === 'onHandMinusSalesOrders' ? (atSites?.onSalesOrder ?? assembly.quantityOnSalesOrder ?? ZERO) : ZERO;
    const free = subtractDecimal(onHand, addDecimal(onOrder, inFlight, reservedOf(db, book, asker, assembly, [...path, listId])));
    sum = addDecimal(sum, reservedBy(free, quantity));
  }
  return sum;
}
