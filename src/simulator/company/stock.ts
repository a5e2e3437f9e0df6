/** What a transaction does to stock and to the customer's balance, and how it is taken back. */
import { addDecimal, scaled, ZERO, type Decimal } from '../../domain/decimal.ts';
import { addCents, negateCents, type Cents } from '../../domain/money.ts';
import { ONE } from './arithmetic.ts';
import type { Book } from './book.ts';
import { isTrue } from './text.ts';
import { itemLines } from './lines.ts';
import type { Fields, Item, ItemLine, Movement, Transaction } from './state.ts';

export function hasStock(item: Item): boolean {
  return item.kind === 'Inventory' || item.kind === 'InventoryAssembly';
}

function closed(fields: Fields): boolean {
  const flag = fields['IsManuallyClosed'];
  return flag?.kind === 'text' && isTrue(flag.text);
}

function movementOf(transaction: Transaction, line: ItemLine, quantity: Decimal): Movement {
  const site = line.fields['InventorySiteRef'];
  const still = {
    listId: line.itemId,
    onHand: ZERO,
    onSalesOrder: ZERO,
    onOrder: ZERO,
    ...(site?.kind === 'ref' ? { siteId: site.listId } : {}),
  };
  switch (transaction.type) {
    case 'SalesReceipt':
    case 'Invoice':
      return { ...still, onHand: scaled(-quantity) };
    case 'CreditMemo':
      return { ...still, onHand: quantity };
    case 'SalesOrder':
      return { ...still, onSalesOrder: closed(transaction.fields) || closed(line.fields) ? ZERO : quantity };
    default:
      return still;
  }
}

/**
 * Sales receipts and invoices lower what is on hand, credit memos raise it, sales orders raise what is on sales orders; pending and void
 * documents move nothing (fact sheet §12). A stock item without a quantity counts as one piece, as on QuickBooks' own form (from memory).
 */
export function movementsOf(book: Book, transaction: Transaction): Movement[] {
  if (transaction.isPending || transaction.isVoid) return [];
  return itemLines(transaction.lines).flatMap((line) => {
    const item = book.items.get(line.itemId);
    return item !== undefined && hasStock(item) ? [movementOf(transaction, line, line.quantity ?? ONE)] : [];
  });
}

/** The default site's stock is what is left of the item's, so that only the others are kept. */
function moveAtSite(book: Book, item: Item, movement: Movement, sign: 1 | -1): void {
  const { siteId } = movement;
  if (siteId === undefined || siteId === defaultSite(book)) return;
  const before = item.sites?.[siteId] ?? { onHand: ZERO, onSalesOrder: ZERO };
  item.sites = {
    ...item.sites,
    [siteId]: {
      onHand: addDecimal(before.onHand, scaled(sign * movement.onHand)),
      onSalesOrder: addDecimal(before.onSalesOrder, scaled(sign * movement.onSalesOrder)),
    },
  };
}

/** Its ListID; empty while the file has no sites. */
export function defaultSite(book: Book): string {
  const sites = book.state.lists.filter((one) => one.list === 'InventorySite');
  return (sites.find((one) => one.detail === 'default') ?? sites[0])?.listId ?? '';
}

/** What stands at one site. */
export function atSite(book: Book, item: Item, siteId: string): { readonly onHand: Decimal; readonly onSalesOrder: Decimal } {
  const others = Object.values(item.sites ?? {});
  if (siteId !== defaultSite(book)) return item.sites?.[siteId] ?? { onHand: ZERO, onSalesOrder: ZERO };
  return {
    onHand: scaled(others.reduce<number>((left, site) => left - site.onHand, item.onHand)),
    onSalesOrder: scaled(others.reduce<number>((left, site) => left - site.onSalesOrder, item.onSalesOrder)),
  };
}

/** TimeModified stays: only a change of the record itself touches it (fact sheet §11). */
export function move(book: Book, movements: readonly Movement[], sign: 1 | -1): void {
  for (const movement of movements) {
    const item = book.items.get(movement.listId);
    if (item === undefined) continue;
    item.onHand = addDecimal(item.onHand, scaled(sign * movement.onHand));
    item.onSalesOrder = addDecimal(item.onSalesOrder, scaled(sign * movement.onSalesOrder));
    item.onOrder = addDecimal(item.onOrder, scaled(sign * movement.onOrder));
    moveAtSite(book, item, movement, sign);
    item.stockMovedAt = book.now();
  }
}

type Owing = { readonly customerId: string; readonly amount: Cents };

/** What the transaction changes in customers' balances: invoices and money given back raise them, credits, payments and discounts lower. */
function owed(book: Book, transaction: Transaction): readonly Owing[] {
  const { customerId, total } = transaction;
  if (transaction.isPending || transaction.isVoid) return [];
  switch (transaction.type) {
    case 'Invoice':
    case 'ARRefundCreditCard':
      return [{ customerId, amount: total }];
    case 'CreditMemo':
      return [{ customerId, amount: negateCents(total) }];
    case 'ReceivePayment':
      return [{ customerId, amount: negateCents(addCents(total, ...transaction.links.map((link) => link.discount))) }];
    case 'Check':
      return transaction.expenses
        .filter((line) => book.records.get(line.accountId)?.detail === 'AccountsReceivable')
        .map((line) => ({ customerId: line.customerId || customerId, amount: line.amount }));
    default:
      return [];
  }
}

function owe(book: Book, transaction: Transaction, sign: 1 | -1): void {
  for (const { customerId, amount } of owed(book, transaction)) {
    const customer = book.customers.get(customerId);
    if (customer !== undefined) customer.balance = addCents(customer.balance, sign === 1 ? amount : negateCents(amount));
  }
}

/** Puts a transaction's effect into the books. */
export function post(book: Book, transaction: Transaction): void {
  if (transaction.lines.length > 0) transaction.movements = movementsOf(book, transaction);
  move(book, transaction.movements, 1);
  owe(book, transaction, 1);
}

/** Takes exactly that effect back. Call before the transaction is changed. */
export function unpost(book: Book, transaction: Transaction): void {
  move(book, transaction.movements, -1);
  owe(book, transaction, -1);
  transaction.movements = [];
}
