/** Tables order_line, store_order and job, seen from an item: who takes from it, and what is taken but not inside its quantity. */
import { inFlight, isInside, type TakingLine } from '../../decide/demand.ts';
import { matchItem } from '../../decide/matchItem.ts';
import type { Instant } from '../../domain/calendar.ts';
import { scaled, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID, ListingId, Sequence } from '../../domain/ids.ts';
import { hasStock, type Item } from '../../domain/item.ts';
import { itemByListId, itemsBySku, membersOf } from './items.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** What the questions below need of an item; a record on its way into the table will do. */
type ItemKey = Pick<Item, 'companyId' | 'listId' | 'readSequence'>;

/** A line that takes from the item, with its place and its shop. `owner`: the item sold, which is a kit when it is not the item itself. */
type PlacedLine = TakingLine & { readonly orderId: number; readonly lineId: string; readonly connectionId: ConnectionId; readonly owner: ListID };

type Row = {
  readonly order_id: number; readonly line_id: string; readonly taken: number; readonly connection_id: number; readonly quantity: number; readonly owner: string;
  readonly sku: string | null; readonly inside: number | null;
};

// When the order's document was known to have moved stock: at its success, or, while it was pending (non-posting), when it was seen completed.
const INSIDE = `(SELECT MIN(CASE WHEN job.posts_stock = 1 THEN job.success_sequence ELSE job.posted_sequence END) FROM job
  WHERE job.order_id = store_order.id AND job.family = 'order' AND job.state = 'done')`;

// CROSS JOIN keeps SQLite from turning a chain of look-ups around (sqlite.org/optoverview.html, manual control of query plans):
// without statistics it would read a shop's whole history to find one SKU.

// The item itself and the kits it is a member of, with how many of it one piece holds.
const OWNER = `owner (list_id, quantity) AS (SELECT @listId, 100000
  UNION ALL SELECT kit_list_id, quantity FROM item_member WHERE company_id = @companyId AND member_list_id = @listId)`;

// Listings that are one of the owners; a variation without an item of its own, whose stock its parent keeps, takes from its parent's.
const TAKER = `taker (listing_id, connection_id, quantity, owner) AS (
  SELECT listing.id, listing.connection_id, owner.quantity, owner.list_id FROM owner
    CROSS JOIN link ON link.company_id = @companyId AND link.list_id = owner.list_id CROSS JOIN listing ON listing.id = link.listing_id
  UNION ALL
  SELECT child.id, child.connection_id, owner.quantity, owner.list_id FROM owner
    CROSS JOIN link ON link.company_id = @companyId AND link.list_id = owner.list_id CROSS JOIN listing ON listing.id = link.listing_id
    CROSS JOIN listing AS child ON child.connection_id = listing.connection_id AND child.parent_key = listing.key AND child.parent_key IS NOT NULL
    WHERE child.stock_keeper = 'parent' AND NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = child.id))`;

const LINES = `WITH ${OWNER}, ${TAKER}
  SELECT order_line.order_id, order_line.line_id, order_line.taken, taker.connection_id, taker.quantity, taker.owner, order_line.sku, ${INSIDE} AS inside
  FROM taker CROSS JOIN order_line INDEXED BY order_line_open ON order_line.listing_id = taker.listing_id AND order_line.open = 1 AND order_line.taken > 0
  CROSS JOIN store_order ON store_order.id = order_line.order_id WHERE store_order.counts = 1`;

// Lines whose listing is unknown here, or known but without an item: only their SKU says what they took.
const LOOSE = `WITH ${OWNER}, named (sku, quantity, owner) AS (
    SELECT item.full_name, owner.quantity, owner.list_id FROM owner CROSS JOIN item ON item.company_id = @companyId AND item.list_id = owner.list_id
    UNION SELECT item.name, owner.quantity, owner.list_id FROM owner CROSS JOIN item ON item.company_id = @companyId AND item.list_id = owner.list_id)
  SELECT order_line.order_id, order_line.line_id, order_line.taken, store_order.connection_id, named.quantity, named.owner, order_line.sku, ${INSIDE} AS inside
  FROM named CROSS JOIN order_line INDEXED BY order_line_sku ON order_line.sku = named.sku AND order_line.open = 1 AND order_line.taken > 0
  CROSS JOIN store_order ON store_order.id = order_line.order_id AND store_order.counts = 1
  CROSS JOIN connection ON connection.id = store_order.connection_id AND connection.company_id = @companyId
  WHERE order_line.listing_id IS NULL OR NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = order_line.listing_id)`;

function takingLines(db: Db, item: ItemKey): readonly PlacedLine[] {
  const key = { companyId: item.companyId, listId: item.listId };
  const linked = prepared<[typeof key], Row>(db, LINES).all(key);
  const loose = prepared<[typeof key], Row>(db, LOOSE).all(key).filter((row) => standsFor(db, item.companyId, row.sku ?? '', row.owner as ListID));
  return [...linked, ...loose].map((row) => ({
    orderId: row.order_id, lineId: row.line_id, taken: scaled(row.taken), perPiece: scaled(row.quantity), connectionId: row.connection_id as ConnectionId,
    owner: row.owner as ListID, insideSince: row.inside as Sequence | null,
  }));
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
  const lines = takingLines(db, item);
  const key = { companyId: item.companyId, listId: item.listId };
  const sellers = prepared<[typeof key], { connection_id: number }>(db, `WITH ${OWNER}, ${TAKER} SELECT DISTINCT connection_id FROM taker`).all(key);
  const connections = new Set<ConnectionId>(sellers.map((row) => row.connection_id as ConnectionId));
  for (const line of lines) connections.add(line.connectionId);
  return { inFlight: inFlight(lines, item.readSequence), connections: [...connections] };
}

/**
 * Closes the order lines whose documents are inside the item's quantity for good, so that they are never looked at again. A kit's line closes
 * only when it is inside the quantity of every member.
 */
export function closeInsideLines(db: Db, item: ItemKey): void {
  const close = prepared<[number, string]>(db, 'UPDATE order_line SET open = 0 WHERE order_id = ? AND line_id = ?');
  const oldest = new Map<ListID, Sequence>();
  for (const line of takingLines(db, item)) {
    if (!isInside(line, item.readSequence)) continue;
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
  let oldest: number = item.readSequence;
  for (const { listId } of membersOf(db, item.companyId, owner)) {
    if (listId === item.listId) continue;
    const member = itemByListId(db, item.companyId, listId);
    if (member === null || hasStock(member.kind)) oldest = Math.min(oldest, member?.readSequence ?? 0);
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
