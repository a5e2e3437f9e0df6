/** Tables order_line, store_order and job, seen from an item: who takes from it, and what is taken but not inside its quantity. */
import { inFlight, isInside, type TakingLine } from '../../decide/demand.ts';
import { matchItem } from '../../decide/matchItem.ts';
import type { Instant } from '../../domain/calendar.ts';
import { scaled, whole, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID, ListingId, Sequence } from '../../domain/ids.ts';
import { hasStock, type Item } from '../../domain/item.ts';
import { itemByListId, itemsBySku, kitsWith, membersOf } from './items.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** What the questions below need of an item; a record on its way into the table will do. */
type ItemKey = Pick<Item, 'companyId' | 'listId' | 'name' | 'fullName' | 'readSequence'>;

/** A line that takes from the item, with its place and its shop. `owner`: the item sold, which is a kit when it is not the item itself. */
type PlacedLine = TakingLine & { readonly orderId: number; readonly lineId: string; readonly connectionId: ConnectionId; readonly owner: ListID };

type Row = { readonly order_id: number; readonly line_id: string; readonly taken: number; readonly connection_id: number; readonly sku: string | null; readonly inside: number | null };

/** What is sold when the item is: the item itself, and the kits it is a member of, with how many of it one piece holds. */
type Owner = { readonly listId: ListID; readonly names: readonly string[]; readonly perPiece: Decimal };

// `inside`: when the order's document was known to have moved stock: at its success, or, while it was pending (non-posting), when it was seen completed.
const COLUMNS = `order_line.order_id, order_line.line_id, order_line.taken, order_line.sku, store_order.connection_id,
  (SELECT MIN(CASE WHEN job.posts_stock = 1 THEN job.success_sequence ELSE job.posted_sequence END) FROM job
    WHERE job.order_id = store_order.id AND job.family = 'order' AND job.state = 'done') AS inside`;

// CROSS JOIN and INDEXED BY keep SQLite from turning these chains of look-ups around (sqlite.org/optoverview.html, manual control of query plans):
// without statistics it would read a shop's whole history to find one item.
const OPEN_LINES = 'order_line INDEXED BY order_line_open ON order_line.open = 1 AND order_line.taken > 0 AND order_line.listing_id';
const ORDER = 'CROSS JOIN store_order ON store_order.id = order_line.order_id AND store_order.counts = 1';

const LINKED = `SELECT ${COLUMNS} FROM link CROSS JOIN ${OPEN_LINES} = link.listing_id ${ORDER} WHERE link.company_id = ? AND link.list_id = ?`;

// A variation without an item of its own, whose stock its parent keeps, takes from its parent's.
const CHILDREN = `SELECT ${COLUMNS} FROM link CROSS JOIN listing ON listing.id = link.listing_id
  CROSS JOIN listing AS child ON child.connection_id = listing.connection_id AND child.parent_key = listing.key AND child.parent_key IS NOT NULL
  CROSS JOIN ${OPEN_LINES} = child.id ${ORDER}
  WHERE link.company_id = ? AND link.list_id = ? AND child.stock_keeper = 'parent' AND NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = child.id)`;

// Lines whose listing is unknown here, or known but without an item: only their SKU says what they took.
const LOOSE = `SELECT ${COLUMNS} FROM order_line INDEXED BY order_line_sku ${ORDER}
  CROSS JOIN connection ON connection.id = store_order.connection_id AND connection.company_id = ?
  WHERE order_line.sku = ? AND order_line.open = 1 AND order_line.taken > 0
    AND (order_line.listing_id IS NULL OR NOT EXISTS (SELECT 1 FROM link WHERE link.listing_id = order_line.listing_id))`;

function ownersOf(db: Db, item: ItemKey): readonly Owner[] {
  const owners: Owner[] = [{ listId: item.listId, names: namesOf(item), perPiece: whole(1) }];
  for (const { kit, quantity } of kitsWith(db, item.companyId, item.listId)) {
    const record = itemByListId(db, item.companyId, kit);
    owners.push({ listId: kit, names: record === null ? [] : namesOf(record), perPiece: quantity });
  }
  return owners;
}

function namesOf({ fullName, name }: Pick<Item, 'fullName' | 'name'>): readonly string[] {
  return fullName.toLowerCase() === name.toLowerCase() ? [name] : [fullName, name];
}

function takingLines(db: Db, item: ItemKey): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  for (const owner of ownersOf(db, item)) {
    const take = (row: Row): void => {
      lines.push({
        orderId: row.order_id, lineId: row.line_id, taken: scaled(row.taken), perPiece: owner.perPiece, connectionId: row.connection_id as ConnectionId,
        owner: owner.listId, insideSince: row.inside as Sequence | null,
      });
    };
    prepared<[number, string], Row>(db, LINKED).all(item.companyId, owner.listId).forEach(take);
    prepared<[number, string], Row>(db, CHILDREN).all(item.companyId, owner.listId).forEach(take);
    for (const name of owner.names) {
      const loose = prepared<[number, string], Row>(db, LOOSE).all(item.companyId, name);
      loose.filter((row) => standsFor(db, item.companyId, row.sku ?? '', owner.listId)).forEach(take);
    }
  }
  return lines;
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
  const connections = new Set<ConnectionId>();
  for (const owner of ownersOf(db, item)) {
    const sellers = prepared<[number, string], { connection_id: number }>(db,
      'SELECT DISTINCT listing.connection_id FROM link CROSS JOIN listing ON listing.id = link.listing_id WHERE link.company_id = ? AND link.list_id = ?');
    for (const row of sellers.all(item.companyId, owner.listId)) connections.add(row.connection_id as ConnectionId);
  }
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
