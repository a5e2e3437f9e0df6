/** Tables order_line, store_order and job, seen from an item: who takes from it, and what is taken but not inside its quantity. */
import { inFlight, isInside, type TakingLine } from '../../decide/demand.ts';
import { matchItem } from '../../decide/matchItem.ts';
import type { Instant } from '../../domain/calendar.ts';
import { scaled, whole, ZERO, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID, ListingId, Sequence } from '../../domain/ids.ts';
import { hasStock, type Item } from '../../domain/item.ts';
import { soundRead } from './itemSites.ts';
import { itemByListId, itemsBySku } from './items.ts';
import { linkOf, listingsOfItem } from './links.ts';
import { kitsAbove, leavesOf } from './made.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** What the questions below need of an item; a record on its way into the table will do. */
type ItemKey = Pick<Item, 'companyId' | 'listId' | 'name' | 'fullName' | 'readSequence'>;

/** A line that takes from the item, with its place and its shop. `owner`: the item sold, which is a kit when it is not the item itself. */
type PlacedLine = TakingLine & { readonly orderId: number; readonly lineId: string; readonly connectionId: ConnectionId; readonly owner: ListID };

/** What is sold when the item is: the item itself, and the kits it is a member of, with how many of it one piece holds. */
type Owner = { readonly listId: ListID; readonly names: readonly string[]; readonly perPiece: Decimal };

type LineRow = { readonly order_id: number; readonly line_id: string; readonly listing_id: number | null; readonly sku: string | null; readonly taken: number };
type OrderRow = { readonly connection_id: number; readonly counts: number; readonly inside: number | null };
type ListingRow = { readonly id: number; readonly connection_id: number; readonly key: string };

// Look-ups in one table each, a microsecond or two; the same as one joined statement took ten times as long, because SQLite then prepares it anew
// for every new set of values. INDEXED BY: without statistics it would read a shop's whole history to find one item.
const OF_LISTING = 'SELECT order_id, line_id, listing_id, sku, taken FROM order_line INDEXED BY order_line_open WHERE listing_id = ? AND open = 1 AND taken > 0';
const OF_SKU = 'SELECT order_id, line_id, listing_id, sku, taken FROM order_line INDEXED BY order_line_sku WHERE sku = ? AND open = 1 AND taken > 0';

// `inside`: when the order's document was known to have moved stock: at its success, or, while it was pending (non-posting), when it was seen completed.
const ORDER = `SELECT connection_id, counts, (SELECT MIN(CASE WHEN posts_stock = 1 THEN success_sequence ELSE posted_sequence END) FROM job
  WHERE job.order_id = store_order.id AND family = 'order' AND state = 'done') AS inside FROM store_order WHERE id = ?`;

function ownersOf(db: Db, item: ItemKey): readonly Owner[] {
  const owners: Owner[] = [{ listId: item.listId, names: namesOf(item), perPiece: whole(1) }];
  for (const { listId: kit, perPiece } of kitsAbove(db, item.companyId, item.listId)) {
    const record = itemByListId(db, item.companyId, kit);
    owners.push({ listId: kit, names: record === null ? [] : namesOf(record), perPiece });
  }
  return owners;
}

/** What a line without a listing may call the item. */
export function namesOf({ fullName, name }: Pick<Item, 'fullName' | 'name'>): readonly string[] {
  return fullName.toLowerCase() === name.toLowerCase() ? [name] : [fullName, name];
}

/** Listings that are the item, and variations without an item of their own whose stock those keep. */
export function takersOf(db: Db, companyId: CompanyId, listId: ListID): readonly ListingRow[] {
  const takers: ListingRow[] = [];
  for (const id of listingsOfItem(db, companyId, listId)) {
    const listing = prepared<[number], ListingRow>(db, 'SELECT id, connection_id, key FROM listing WHERE id = ?').get(id);
    if (listing === undefined) continue;
    takers.push(listing);
    const children = prepared<[number, string], ListingRow>(db,
      "SELECT id, connection_id, key FROM listing INDEXED BY listing_parent WHERE connection_id = ? AND parent_key = ? AND stock_keeper = 'parent'");
    for (const child of children.all(listing.connection_id, listing.key)) if (linkOf(db, child.id as ListingId) === null) takers.push(child);
  }
  return takers;
}

type SoldAs = Owner & { readonly takers: readonly ListingRow[] };

function soldAs(db: Db, item: ItemKey): readonly SoldAs[] {
  return ownersOf(db, item).map((owner) => ({ ...owner, takers: takersOf(db, item.companyId, owner.listId) }));
}

function takingLines(db: Db, item: ItemKey, owners = soldAs(db, item)): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  for (const owner of owners) {
    const take = (row: LineRow): void => {
      const order = prepared<[number], OrderRow>(db, ORDER).get(row.order_id);
      if (order?.counts !== 1 || companyOf(db, order.connection_id) !== item.companyId) return;
      lines.push({
        orderId: row.order_id, lineId: row.line_id, taken: scaled(row.taken), perPiece: owner.perPiece, connectionId: order.connection_id as ConnectionId,
        owner: owner.listId, insideSince: order.inside as Sequence | null,
      });
    };
    for (const taker of owner.takers) prepared<[number], LineRow>(db, OF_LISTING).all(taker.id).forEach(take);
    for (const name of owner.names) {
      for (const row of prepared<[string], LineRow>(db, OF_SKU).all(name)) if (isNamed(db, row, item.companyId, owner.listId)) take(row);
    }
  }
  return lines;
}

/** Is only the line's SKU there to say what it took, because its listing is unknown here or has no item, and does it mean the item? */
export function isNamed(db: Db, row: Pick<LineRow, 'listing_id' | 'sku'>, companyId: CompanyId, listId: ListID): boolean {
  return (row.listing_id === null || linkOf(db, row.listing_id as ListingId) === null) && standsFor(db, companyId, row.sku ?? '', listId);
}

function companyOf(db: Db, connectionId: number): CompanyId | undefined {
  return prepared<[number], { company_id: CompanyId }>(db, 'SELECT company_id FROM connection WHERE id = ?').get(connectionId)?.company_id;
}

function standsFor(db: Db, companyId: CompanyId, sku: string, listId: ListID): boolean {
  const match = matchItem(sku, null, itemsBySku(db, companyId, sku));
  return match.kind === 'matched' && match.item.listId === listId;
}

export type ItemDemand = {
  /** Pieces of the item sold and not inside the quantity we hold. */
  readonly inFlight: Decimal;
  /** Every connection that sells the item, alone or in a kit, or has sold it. */
  readonly connections: readonly ConnectionId[];
};

/** Over every shop of the company. Kits count as their members. */
export function itemDemand(db: Db, item: ItemKey): ItemDemand {
  const owners = soldAs(db, item);
  const lines = takingLines(db, item, owners);
  const connections = new Set(owners.flatMap(({ takers }) => takers.map((taker) => taker.connection_id as ConnectionId)));
  for (const line of lines) connections.add(line.connectionId);
  return { inFlight: lines.length === 0 ? ZERO : inFlight(lines, soundRead(db, item)), connections: [...connections] };
}

export type OrderInFlight = { /** The shop's number. */ readonly order: string; readonly shop: string; /** Of the item. */ readonly pieces: Decimal };

/** The orders that make up what is in flight, newest first. */
export function ordersInFlight(db: Db, item: ItemKey): readonly OrderInFlight[] {
  const read = soundRead(db, item);
  const pieces = new Map<number, number>();
  for (const line of takingLines(db, item)) {
    if (!isInside(line, read)) pieces.set(line.orderId, (pieces.get(line.orderId) ?? 0) + inFlight([line], read));
  }
  return [...pieces].filter(([, count]) => count > 0).sort(([one], [other]) => other - one).map(([orderId, count]) => {
    const row = prepared<[number], { number: string; shop: string }>(db,
      'SELECT store_order.number, connection.name AS shop FROM store_order JOIN connection ON connection.id = connection_id WHERE store_order.id = ?',
    ).get(orderId);
    return { order: row?.number ?? '', shop: row?.shop ?? '', pieces: scaled(count) };
  });
}

/** Does any line take something that is not known to be inside a quantity? */
export function hasOpenLines(db: Db): boolean {
  return prepared(db, 'SELECT 1 FROM order_line INDEXED BY order_line_sku WHERE open = 1 AND taken > 0 LIMIT 1').get() !== undefined
    || prepared(db, 'SELECT 1 FROM order_line INDEXED BY order_line_open WHERE open = 1 AND taken > 0 LIMIT 1').get() !== undefined;
}

/**
 * Closes the order lines whose documents are inside the item's quantity for good, so that they are never looked at again. A kit's line closes
 * only when it is inside the quantity of every member.
 */
export function closeInsideLines(db: Db, item: ItemKey): void {
  const close = prepared<[number, string]>(db, 'UPDATE order_line SET open = 0 WHERE order_id = ? AND line_id = ?');
  const oldest = new Map<ListID, Sequence>();
  const lines = takingLines(db, item);
  if (lines.length === 0) return;
  const own = soundRead(db, item);
  for (const line of lines) {
    if (!isInside(line, own)) continue;
    let read = oldest.get(line.owner);
    if (read === undefined) {
      read = oldestRead(db, item, line.owner);
      oldest.set(line.owner, read);
    }
    if (isInside(line, read)) close.run(line.orderId, line.lineId);
  }
}

/** The read that lies furthest back of what keeps the owner's stock: its own, or for a kit its members'. */
function oldestRead(db: Db, item: ItemKey, owner: ListID): Sequence {
  let oldest: number = soundRead(db, item);
  for (const { listId } of leavesOf(db, item.companyId, owner).parts) {
    if (listId === item.listId) continue;
    const member = itemByListId(db, item.companyId, listId);
    if (member === null || hasStock(member.kind)) oldest = Math.min(oldest, member === null ? 0 : soundRead(db, member));
  }
  return oldest as Sequence;
}

/** Has the connection ever written a sales order? Then QuantityOnSalesOrder may hold sales that are in no other number. */
export function hasSalesOrders(db: Db, connectionId: ConnectionId): boolean {
  return prepared<[number]>(db, "SELECT 1 FROM job WHERE connection_id = ? AND kind = 'salesOrder' AND state = 'done' LIMIT 1").get(connectionId) !== undefined;
}

/** Pieces of a listing sold in its own shop since a moment, by the shop's clock: lowers what we believe the shop still shows. */
export function takenSince(db: Db, listingId: ListingId, since: Instant): Decimal {
  const row = prepared<{ id: number; since: number }[], { taken: number | null }>(db, `SELECT SUM(order_line.taken) AS taken FROM (
      SELECT @id AS id UNION ALL SELECT child.id FROM listing CROSS JOIN listing AS child ON child.connection_id = listing.connection_id
        AND child.parent_key = listing.key AND child.parent_key IS NOT NULL WHERE listing.id = @id AND child.stock_keeper = 'parent') AS source
    CROSS JOIN order_line INDEXED BY order_line_listing ON order_line.listing_id = source.id AND order_line.taken > 0
    CROSS JOIN store_order ON store_order.id = order_line.order_id WHERE store_order.created_at >= @since`).get({ id: listingId, since });
  return scaled(row?.taken ?? 0);
}
