/** Gathers what one listing's number depends on, for the pure planStock; used by routing and again when a batch is built. */
import { planStock, type StockPart, type StockPlan } from '../../decide/planStock.ts';
import { writesSalesOrders } from '../../decide/settingsProblem.ts';
import { matchItem, type Match } from '../../decide/matchItem.ts';
import { whole, ZERO, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID } from '../../domain/ids.ts';
import { hasStock, type Item } from '../../domain/item.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { hasSalesOrders, itemDemand, type ItemDemand } from '../db/demand.ts';
import { itemByListId, itemsBySku, membersOf } from '../db/items.ts';
import { linkedItem } from '../db/links.ts';
import type { ListingRow } from '../db/listings.ts';
import type { Db } from '../db/open.ts';

/** What stays the same within one transaction: the shops, and the items already looked at. */
export type StockBook = {
  readonly companyId: CompanyId;
  readonly connections: ReadonlyMap<ConnectionId, ConnectionRow>;
  /** Connections whose sales may show in QuantityOnSalesOrder only: they post sales orders or pending documents, or once did. */
  readonly orderers: ReadonlySet<ConnectionId>;
  readonly demands: Map<ListID, ItemDemand>;
};

export function openStockBook(db: Db, companyId: CompanyId): StockBook {
  const connections = listConnections(db, companyId);
  const orderers = connections.filter(({ id, settings }) => writesSalesOrders(settings) || settings.pendingDocuments || hasSalesOrders(db, id));
  return {
    companyId, connections: new Map(connections.map((connection) => [connection.id, connection])),
    orderers: new Set(orderers.map((connection) => connection.id)), demands: new Map(),
  };
}

export type ComputedStock = {
  readonly plan: StockPlan;
  /** Every shop that sells one of the items the number is made of. */
  readonly shares: readonly ConnectionRow[];
};

/** Reads only, in the caller's transaction: the number is as old as that transaction. */
export function computeStock(db: Db, book: StockBook, listing: ListingRow): ComputedStock {
  const connection = book.connections.get(listing.connectionId);
  if (connection === undefined) throw new Error(`listing ${String(listing.id)} is of another company`);
  const match = findMatch(db, book, listing);
  const ids = new Set<ConnectionId>();
  const parts: StockPart[] = [];
  const isSendable = connection.settings.pushStock && !listing.gone && listing.isSellable && listing.stockKeeper === 'self';
  if (match.kind === 'matched' && isSendable) {
    for (const part of partsOf(db, match.item)) parts.push(withDemand(db, book, part, ids));
  }
  const plan = planStock({ shop: connection.name, settings: connection.settings, listing, match, parts });
  return { plan, shares: [...ids].flatMap((id) => book.connections.get(id) ?? []) };
}

/** What the listing's number is made of: its item, or the members of its kit; empty when it stands for no item. */
export function stockParts(db: Db, book: StockBook, listing: ListingRow): readonly StockPart[] {
  const match = findMatch(db, book, listing);
  return match.kind === 'matched' ? partsOf(db, match.item).map((part) => withDemand(db, book, part, new Set())) : [];
}

function findMatch(db: Db, book: StockBook, listing: ListingRow): Match {
  const linked = linkedItem(db, listing.id);
  return matchItem(listing.sku, linked, linked === null ? itemsBySku(db, book.companyId, listing.sku) : []);
}

type Part = { readonly item: Item | null; readonly perPiece: Decimal };

function partsOf(db: Db, item: Item): readonly Part[] {
  if (item.kind !== 'group') return [{ item, perPiece: whole(1) }];
  return membersOf(db, item.companyId, item.listId).map((member) => ({ item: itemByListId(db, item.companyId, member.listId), perPiece: member.quantity }));
}

function withDemand(db: Db, book: StockBook, part: Part, sharing: Set<ConnectionId>): StockPart {
  if (part.item === null || !hasStock(part.item.kind)) return { ...part, inFlight: ZERO, onSalesOrders: false };
  let demand = book.demands.get(part.item.listId);
  if (demand === undefined) {
    demand = itemDemand(db, part.item);
    book.demands.set(part.item.listId, demand);
  }
  for (const id of demand.connections) sharing.add(id);
  return { ...part, inFlight: demand.inFlight, onSalesOrders: demand.connections.some((id) => book.orderers.has(id)) };
}
