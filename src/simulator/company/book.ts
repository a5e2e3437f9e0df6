/** An open company file: its state, quick ways into it, its clock, and what is being edited at the keyboard. */
import type { Customer, Item, ListName, ListRecord, State, Transaction } from './state.ts';
import { createStamps, type Stamps } from './stamps.ts';

export type Book = {
  readonly state: State;
  readonly now: () => number;
  readonly stamps: Stamps;
  readonly items: Map<string, Item>;
  readonly customers: Map<string, Customer>;
  readonly records: Map<string, ListRecord>;
  readonly transactions: Map<string, Transaction>;
  /** By TxnID: the transactions that have links to it. */
  readonly linkedFrom: Map<string, Set<Transaction>>;
  /** By lower-case RefNumber. */
  readonly byRefNumber: Map<string, Set<Transaction>>;
  /** `list/full name`, lower case: names are compared without case. Several kinds of items share the list `Item`. */
  readonly names: Map<string, string>;
  /** ListIDs of records open in a window. */
  readonly open: Set<string>;
  /** Items in the order queries give them; null after a change of names. */
  sortedItems: readonly Item[] | null;
  /** Assemblies are found by stock movements too; Intuit does not say (fact sheet §11). */
  readonly assembliesShowMoves: boolean;
  /** What an Add dated in the closed period is refused with: not confirmed by anyone (fact sheet §13). */
  readonly closedPeriodCode: number;
};

export type BookOptions = Partial<Pick<Book, 'assembliesShowMoves' | 'closedPeriodCode'>>;

export type NamedList = ListName | 'Item' | 'Customer';

function nameKey(list: NamedList, fullName: string): string {
  return `${list}/${fullName.toLowerCase()}`;
}

export function openBook(state: State, now: () => number, options: BookOptions): Book {
  const book: Book = {
    state,
    now,
    stamps: createStamps(state.zone),
    items: new Map(),
    customers: new Map(),
    records: new Map(),
    transactions: new Map(),
    linkedFrom: new Map(),
    byRefNumber: new Map(),
    names: new Map(),
    open: new Set(),
    sortedItems: null,
    assembliesShowMoves: options.assembliesShowMoves ?? true,
    closedPeriodCode: options.closedPeriodCode ?? 3171,
  };
  for (const record of state.lists) indexRecord(book, record);
  for (const customer of state.customers) indexCustomer(book, customer);
  for (const item of state.items) indexItem(book, item);
  for (const transaction of state.transactions) indexTransaction(book, transaction);
  return book;
}

export function indexRecord(book: Book, record: ListRecord): void {
  book.records.set(record.listId, record);
  book.names.set(nameKey(record.list, record.fullName), record.listId);
}

export function indexCustomer(book: Book, customer: Customer): void {
  book.customers.set(customer.listId, customer);
  book.names.set(nameKey('Customer', customer.fullName), customer.listId);
}

export function indexItem(book: Book, item: Item): void {
  book.items.set(item.listId, item);
  book.names.set(nameKey('Item', item.fullName), item.listId);
  book.sortedItems = null;
}

export function forgetName(book: Book, list: NamedList, fullName: string): void {
  book.names.delete(nameKey(list, fullName));
  book.sortedItems = null;
}

/** The ListID of that full name; null when there is none. */
export function idOf(book: Book, list: NamedList, fullName: string): string | null {
  return book.names.get(nameKey(list, fullName)) ?? null;
}

export function indexTransaction(book: Book, transaction: Transaction): void {
  book.transactions.set(transaction.txnId, transaction);
  const key = transaction.refNumber.toLowerCase();
  const same = book.byRefNumber.get(key);
  if (same === undefined) book.byRefNumber.set(key, new Set([transaction]));
  else same.add(transaction);
  indexLinks(book, transaction);
}

/** After links were added to a transaction that is in the book. */
export function indexLinks(book: Book, transaction: Transaction): void {
  for (const { txnId } of transaction.links) {
    const linking = book.linkedFrom.get(txnId);
    if (linking === undefined) book.linkedFrom.set(txnId, new Set([transaction]));
    else linking.add(transaction);
  }
}

export function unindexTransaction(book: Book, transaction: Transaction): void {
  book.transactions.delete(transaction.txnId);
  book.byRefNumber.get(transaction.refNumber.toLowerCase())?.delete(transaction);
  for (const { txnId } of transaction.links) book.linkedFrom.get(txnId)?.delete(transaction);
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}

/** `80000001-1234567890`: a counter and the second of creation, as QuickBooks' own look (fact sheet §2). */
export function nextListId(book: Book): string {
  book.state.counters.list += 1;
  return `${hex(0x80000000 + book.state.counters.list)}-${String(Math.floor(book.now() / 1000))}`;
}

/** Transactions and their lines count together. */
export function nextTxnId(book: Book): string {
  book.state.counters.txn += 1;
  return `${hex(book.state.counters.txn)}-${String(Math.floor(book.now() / 1000))}`;
}

export function nextTxnNumber(book: Book): number {
  book.state.counters.txnNumber += 1;
  return book.state.counters.txnNumber;
}

/** Marks a record as edited: TimeModified, and an EditSequence never used before for it. */
export function touch(book: Book, record: { editSequence: string; modifiedAt: number }): void {
  record.modifiedAt = book.now();
  record.editSequence = String(Math.max(Math.floor(book.now() / 1000), Number(record.editSequence) + 1));
}

/** What a new record is stamped with. */
export function freshStamps(book: Book): { editSequence: string; createdAt: number; modifiedAt: number } {
  const at = book.now();
  return { editSequence: String(Math.floor(at / 1000)), createdAt: at, modifiedAt: at };
}

export function fullNameOf(book: Book, listId: string): string {
  return book.items.get(listId)?.fullName ?? book.customers.get(listId)?.fullName ?? book.records.get(listId)?.fullName ?? '';
}
