/**
 * A person at the keyboard, the transactions: entering, correcting, completing, voiding, deleting, and counting stock. Mistakes of the
 * caller throw.
 */
import { scaled, subtractDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { cents, parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, indexTransaction, touch, unindexTransaction, type Book } from './book.ts';
import { addDocument } from './documentAdd.ts';
import { present } from './documentAnswer.ts';
import { decimalOf, itemNamed, type Amount } from './keyboardLists.ts';
import { itemLines } from './lines.ts';
import { atSite, hasStock, move, post, unpost } from './stock.ts';
import type { Item, Movement, OTHER_TYPES, SalesType, Transaction, TxnType } from './state.ts';
import { blankTransaction, enter } from './writing.ts';

export type HandLine = {
  /** FullName of an item or group. */
  readonly item: string;
  readonly quantity?: Amount;
  readonly rate?: Amount;
  /** Money, e.g. `12.50`. */
  readonly amount?: string;
  readonly taxCode?: string;
  readonly description?: string;
};
export type HandDocument = {
  readonly type: SalesType;
  readonly customer?: string;
  readonly refNumber?: string;
  /** `yyyy-mm-dd`; today unless given. */
  readonly txnDate?: string;
  readonly memo?: string;
  readonly isPending?: boolean;
  readonly taxItem?: string;
  readonly lines: readonly HandLine[];
};
export type HandOther = {
  readonly type: (typeof OTHER_TYPES)[number];
  readonly refNumber?: string;
  readonly txnDate?: string;
  readonly memo?: string;
  readonly amount?: string;
  readonly customer?: string;
};

export type TransactionKeyboard = {
  /** A sales document written by hand; answers the TxnID. Throws what QuickBooks would say. */
  enterDocument(document: HandDocument): string;
  /** A check, bill, deposit …: shows up in TransactionQuery, moves no stock. */
  enterOther(other: HandOther): string;
  /** A stock count: an inventory adjustment to this quantity. */
  setQuantity(fullName: string, quantity: Amount, site?: string): void;
  /** A transfer between two sites: the item's own quantity stays, and nothing shows it as modified. */
  transferStock(fullName: string, quantity: Amount, from: string, to: string): void;
  /** An item receipt. */
  receiveStock(fullName: string, quantity: Amount, site?: string): void;
  /** Builds an assembly from its components; short components go negative. */
  buildAssembly(fullName: string, quantity: Amount): void;
  changeRefNumber(txnId: string, refNumber: string): void;
  changeMemo(txnId: string, memo: string): void;
  completePending(txnId: string): void;
  voidTransaction(txnId: string): void;
  deleteTransaction(txnId: string): void;
  /** Closes the books up to and including this day, with a password unless said otherwise; null opens them. */
  setClosingDate(day: string | null, password?: boolean): void;
  /** Opens a document's window: what wants to settle it is refused with 3176 until the returned function is called. */
  openTransaction(txnId: string): () => void;
};

function money(text: string): Cents {
  const read = parseCents(text);
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
}

function transactionOf(book: Book, txnId: string): Transaction {
  const transaction = book.transactions.get(txnId);
  if (transaction === undefined) throw new Error(`no transaction ${txnId} in the company file`);
  return transaction;
}

const named = (name: string, fullName: string | undefined): XmlElement | null =>
  fullName === undefined ? null : element(name, [element('FullName', fullName)]);
const text = (name: string, value: string | undefined): XmlElement | null => (value === undefined ? null : element(name, value));

function handLine(book: Book, type: SalesType, line: HandLine): XmlElement {
  const quantity = line.quantity === undefined ? null : element('Quantity', String(line.quantity));
  if (itemNamed(book, line.item).kind === 'Group')
    return element(`${type}LineGroupAdd`, present([named('ItemGroupRef', line.item), quantity]));
  return element(
    `${type}LineAdd`,
    present([
      named('ItemRef', line.item),
      text('Desc', line.description),
      quantity,
      line.rate === undefined ? null : element('Rate', String(line.rate)),
      text('Amount', line.amount),
      named('SalesTaxCodeRef', line.taxCode),
    ]),
  );
}

/** The form goes through the same checks and sums as an Add, so that what is entered by hand adds up alike. */
function enterByHand(book: Book, document: HandDocument): string {
  const add = element(
    `${document.type}Add`,
    present([
      named('CustomerRef', document.customer),
      text('TxnDate', document.txnDate ?? book.stamps.day(book.now())),
      text('RefNumber', document.refNumber),
      document.isPending === true ? element('IsPending', 'true') : null,
      named('ItemSalesTaxRef', document.taxItem),
      text('Memo', document.memo),
      ...document.lines.map((line) => handLine(book, document.type, line)),
    ]),
  );
  const handled = addDocument(book, document.type, add);
  if (handled.kind !== 'write') throw new Error(`QuickBooks refuses (${String(handled.code)}): ${handled.message}`);
  return handled.commit().txnId;
}

function plainTransaction(book: Book, type: TxnType, more: Partial<Transaction>): Transaction {
  return { ...blankTransaction(book, type), ...more };
}

function moved(item: Item, onHand: Decimal, siteId: string | null = null): Movement {
  return { listId: item.listId, onHand, onSalesOrder: ZERO, onOrder: ZERO, ...(siteId === null ? {} : { siteId }) };
}

/** Null: none was named. */
function siteNamed(book: Book, name: string | undefined): string | null {
  if (name === undefined) return null;
  const id = idOf(book, 'InventorySite', name);
  if (id === null) throw new Error(`no inventory site "${name}" in the company file`);
  return id;
}

function stockItem(book: Book, fullName: string): Item {
  const item = itemNamed(book, fullName);
  if (!hasStock(item)) throw new Error(`"${fullName}" has no stock`);
  return item;
}

function times(perOne: Decimal, quantity: Decimal): Decimal {
  return scaled(Math.round((perOne * quantity) / 100_000));
}

/** QuickBooks keeps a void document with its lines at nothing. */
function makeVoid(transaction: Transaction): void {
  for (const line of itemLines(transaction.lines)) {
    if (line.amount !== null) line.amount = ZERO_CENTS;
    if (line.quantity !== null) line.quantity = ZERO;
  }
  for (const line of transaction.lines) if (line.kind === 'group') line.total = ZERO_CENTS;
  for (const line of transaction.expenses) line.amount = ZERO_CENTS;
  transaction.isVoid = true;
  transaction.subtotal = ZERO_CENTS;
  transaction.taxTotal = ZERO_CENTS;
  transaction.total = ZERO_CENTS;
  transaction.memo = `VOID: ${transaction.memo}`;
}

/** What settled or was settled by a transaction that is gone is open again. */
function unlink(book: Book, transaction: Transaction): void {
  for (const { txnId } of transaction.links) book.linkedFrom.get(txnId)?.delete(transaction);
  transaction.links = [];
  for (const one of book.linkedFrom.get(transaction.txnId) ?? []) {
    unpost(book, one);
    one.links = one.links.filter(({ txnId }) => txnId !== transaction.txnId);
    post(book, one);
  }
  book.linkedFrom.delete(transaction.txnId);
}

export function transactionKeyboard(book: () => Book): TransactionKeyboard {
  const adjust = (type: TxnType, movements: Movement[]): void => {
    enter(book(), plainTransaction(book(), type, { movements }));
  };
  const change = (txnId: string, edit: (transaction: Transaction) => void): void => {
    const transaction = transactionOf(book(), txnId);
    unpost(book(), transaction);
    edit(transaction);
    touch(book(), transaction);
    post(book(), transaction);
  };
  /** Header texts: nothing is reposted, so no stock counts as moved. */
  const retitle = (txnId: string, edit: (transaction: Transaction) => void): void => {
    const transaction = transactionOf(book(), txnId);
    unindexTransaction(book(), transaction);
    edit(transaction);
    touch(book(), transaction);
    indexTransaction(book(), transaction);
  };
  return {
    enterDocument: (document) => enterByHand(book(), document),
    enterOther: ({ type, refNumber = '', txnDate, memo = '', amount = '0.00', customer }) => {
      const total = money(amount);
      const customerId = customer === undefined ? '' : (idOf(book(), 'Customer', customer) ?? '');
      const transaction = plainTransaction(book(), type, {
        refNumber,
        memo,
        total,
        subtotal: total,
        customerId,
        ...(txnDate === undefined ? {} : { txnDate }),
      });
      enter(book(), transaction);
      return transaction.txnId;
    },
    setQuantity: (fullName, quantity, site) => {
      const item = stockItem(book(), fullName);
      const siteId = siteNamed(book(), site);
      const before = siteId === null ? item.onHand : atSite(book(), item, siteId).onHand;
      adjust('InventoryAdjustment', [moved(item, subtractDecimal(decimalOf(quantity), before), siteId)]);
    },
    receiveStock: (fullName, quantity, site) => {
      adjust('ItemReceipt', [moved(stockItem(book(), fullName), decimalOf(quantity), siteNamed(book(), site))]);
    },
    transferStock: (fullName, quantity, from, to) => {
      const item = stockItem(book(), fullName);
      const { stockMovedAt } = item;
      const pieces = decimalOf(quantity);
      move(book(), [moved(item, scaled(-pieces), siteNamed(book(), from)), moved(item, pieces, siteNamed(book(), to))], 1);
      item.stockMovedAt = stockMovedAt;
    },
    buildAssembly: (fullName, quantity) => {
      const assembly = stockItem(book(), fullName);
      const built = decimalOf(quantity);
      const used = assembly.members.flatMap(({ listId, quantity: perOne }) => {
        const part = book().items.get(listId);
        return part !== undefined && hasStock(part) ? [moved(part, scaled(-times(perOne, built)))] : [];
      });
      adjust('BuildAssembly', [moved(assembly, built), ...used]);
    },
    changeRefNumber: (txnId, refNumber) => {
      retitle(txnId, (one) => {
        one.refNumber = refNumber;
      });
    },
    changeMemo: (txnId, memo) => {
      retitle(txnId, (one) => {
        one.memo = memo;
      });
    },
    completePending: (txnId) => {
      change(txnId, (one) => {
        one.isPending = false;
      });
    },
    voidTransaction: (txnId) => {
      change(txnId, (one) => {
        unlink(book(), one);
        makeVoid(one);
      });
    },
    deleteTransaction: (txnId) => {
      const one = transactionOf(book(), txnId);
      unpost(book(), one);
      unlink(book(), one);
      unindexTransaction(book(), one);
      book().state.transactions.splice(book().state.transactions.indexOf(one), 1);
      book().state.deleted.push({
        type: one.type,
        txnId,
        refNumber: one.refNumber,
        createdAt: one.createdAt,
        deletedAt: book().now(),
        total: cents(one.total),
        memo: one.memo,
        externalGuid: one.externalGuid,
      });
    },
    setClosingDate: (day, password = true) => {
      book().state.closingDate = day;
      book().state.closingPassword = day !== null && password;
    },
    openTransaction: (txnId) => {
      const here = book();
      here.open.add(transactionOf(here, txnId).txnId);
      return () => {
        here.open.delete(txnId);
      };
    },
  };
}
