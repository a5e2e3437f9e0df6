/** Notices, while numbers are computed, that more of an item was sold than there is, and that it is no longer so. */
import { explainOversell } from '../../decide/explainOversell.ts';
import type { StockPart } from '../../decide/planStock.ts';
import { DAY, earlier, type Instant } from '../../domain/calendar.ts';
import { addDecimal, scaled, subtractDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { hasStock, type Item } from '../../domain/item.ts';
import { writeLog } from '../db/log.ts';
import type { Db } from '../db/open.ts';
import { endOversell, openOversell, storeOversell } from '../db/oversells.ts';
import { lastTold, recentSales } from '../db/recentSales.ts';
import type { StockBook } from './computeStock.ts';

/** A negative quantity without a sale in any shop for so long is QuickBooks' own affair. */
const LATELY = 2 * DAY;

/** In the caller's transaction, once per item, of what assemblies are built from too. `seen` keeps those that were looked at in this run. */
export function noteOversells(db: Db, book: StockBook, parts: readonly StockPart[], seen: Set<string>, at: Instant): void {
  for (const part of parts) {
    if (part.item === null || !hasStock(part.item.kind) || seen.has(part.item.listId)) continue;
    seen.add(part.item.listId);
    const quickbooks = subtractDecimal(part.item.quantityOnHand ?? ZERO, part.onSalesOrders ? (part.item.quantityOnSalesOrder ?? ZERO) : ZERO);
    const reserved = part.reserved ?? ZERO;
    const free = subtractDecimal(quickbooks, addDecimal(part.inFlight, reserved));
    // What can be built from its components is no shortage of the assembly, but of those.
    if (free < 0 && !(book.isBuilt && part.item.kind === 'assembly')) noteShort(db, book, part.item, { quickbooks, inFlight: part.inFlight, reserved, short: scaled(-free) }, at);
    else noteEnough(db, book, part.item, at);
  }
}

function noteShort(
  db: Db,
  book: StockBook,
  item: Item,
  what: { readonly quickbooks: Decimal; readonly inFlight: Decimal; readonly reserved: Decimal; readonly short: Decimal },
  at: Instant,
): void {
  const before = openOversell(db, book.companyId, item.listId);
  if (before !== null && before.short >= what.short) return;
  // A shortage that grows later is still about the orders that began it.
  const sales = recentSales(db, item, earlier(before?.foundAt ?? at, LATELY), what.reserved > 0);
  if (sales.length === 0 && before === null) return;
  const shop = (id: (typeof sales)[number]['connectionId']): string => book.connections.get(id)?.name ?? '';
  const told = Object.fromEntries([...lastTold(db, item)].map(([id, quantity]) => [shop(id), quantity]));
  const text = explainOversell({ item: item.fullName, ...what, sales: sales.map(({ connectionId, order, pieces }) => ({ shop: shop(connectionId), order, pieces })), told });
  storeOversell(db, book.companyId, item.listId, { at, short: what.short, text });
  writeLog(db, { at, companyId: book.companyId, sku: item.fullName, outcome: 'needsAttention', quickbooksQuantity: item.quantityOnHand, text });
}

function noteEnough(db: Db, book: StockBook, item: Item, at: Instant): void {
  const before = openOversell(db, book.companyId, item.listId);
  if (before === null) return;
  endOversell(db, before.id, at);
  writeLog(db, {
    at, companyId: book.companyId, sku: item.fullName, outcome: 'info', quickbooksQuantity: item.quantityOnHand,
    text: `There is enough of "${item.fullName}" again for what was sold.`,
  });
}
