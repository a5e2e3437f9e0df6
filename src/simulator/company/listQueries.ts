/** Queries of the long lists: items of every kind and customers. */
import { cents, parseCents } from '../../domain/money.ts';
import { child, childrenOf, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, type Book, type NamedList } from './book.ts';
import { customerRet } from './customers.ts';
import { activeTest, featureRefusal, inRange, nameTest, recordFilter, stampRange, type Range } from './filters.ts';
import { itemRet } from './itemAnswer.ts';
import type { Refusal } from './outcome.ts';
import { isRefusal, ownersOf, type Selection } from './query.ts';
import type { ParsedRequest } from './readSet.ts';
import { ITEM_KINDS, type Customer, type Item, type ItemKind } from './state.ts';

export type Found = { readonly select: () => Selection | Refusal; readonly render: (id: string) => XmlElement | null };

/** Records asked for by ListID or FullName, in the order asked; null when the query uses filters. */
export function listed(book: Book, request: XmlElement, lists: readonly NamedList[], isOfKind: (id: string) => boolean): Selection | null {
  const byId = childrenOf(request, 'ListID');
  const byName = childrenOf(request, 'FullName');
  if (byId.length + byName.length === 0) return null;
  const ids = new Set<string>();
  const missing: string[] = [];
  for (const wanted of [...byId, ...byName]) {
    const named = wanted.name === 'ListID' ? [wanted.text] : lists.flatMap((list) => idOf(book, list, wanted.text) ?? []);
    const found = named.filter(isOfKind);
    for (const id of found) ids.add(id);
    if (found.length === 0) missing.push(wanted.text);
  }
  return { ids: [...ids], missing, listed: true };
}

export function modifiedRange(book: Book, request: XmlElement): Range | Refusal | null {
  const from = textAt(request, 'FromModifiedDate');
  const to = textAt(request, 'ToModifiedDate');
  return from.trim() === '' && to.trim() === '' ? null : stampRange(book, from, to);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By kind, then by name. */
export function sortedItems(book: Book): readonly Item[] {
  book.sortedItems ??= [...book.state.items]
    .map((item) => ({ item, rank: ITEM_KINDS.indexOf(item.kind), name: item.fullName.toLowerCase() }))
    .sort((a, b) => a.rank - b.rank || compare(a.name, b.name))
    .map(({ item }) => item);
  return book.sortedItems;
}

/**
 * Is the item selected by the modified filter? TimeModified moves only with the record itself; ItemInventoryQuery also finds items whose
 * stock
 * was moved, ItemQuery does not (fact sheet §11).
 */
function itemChanged(book: Book, item: Item, range: Range, query: string, misses: (listId: string) => boolean): boolean {
  if (inRange(range, book.stamps.wall(item.modifiedAt))) return true;
  if (item.stockMovedAt === 0 || misses(item.listId)) return false;
  const shows = query === 'ItemInventoryQuery' || (query === 'ItemInventoryAssemblyQuery' && book.assembliesShowMoves);
  return shows && inRange(range, book.stamps.wall(item.stockMovedAt));
}

export function findItems(book: Book, request: ParsedRequest, misses: (listId: string) => boolean): Found {
  const kind = ITEM_KINDS.find((one): one is ItemKind => `Item${one}Query` === request.name) ?? null;
  const owners = ownersOf(request.element);
  return {
    select: () => {
      const asked = listed(
        book,
        request.element,
        ['Item'],
        (id) => book.items.has(id) && (kind === null || book.items.get(id)?.kind === kind),
      );
      if (asked !== null) return asked;
      const range = modifiedRange(book, request.element);
      if (range !== null && isRefusal(range)) return range;
      // No item of this file carries a class; a class that does not exist is an error.
      const classes = recordFilter(book, child(request.element, 'ClassFilter'), 'Class');
      if (classes !== null && isRefusal(classes)) return classes;
      const isWanted = activeTest(request.element);
      const hasName = nameTest(request.element);
      const ids =
        classes !== null
          ? []
          : sortedItems(book)
              .filter(
                (item) =>
                  (kind === null || item.kind === kind) &&
                  isWanted(item.isActive) &&
                  hasName(item.name) &&
                  (range === null || itemChanged(book, item, range, request.name, misses)),
              )
              .map((item) => item.listId);
      return { ids, missing: [], listed: false };
    },
    render: (id) => {
      const item = book.items.get(id);
      return item === undefined ? null : itemRet(book, item, owners);
    },
  };
}

function balanceTest(request: XmlElement): (customer: Customer) => boolean {
  const filter = child(request, 'TotalBalanceFilter');
  if (filter === undefined) return () => true;
  const read = parseCents(textAt(filter, 'Amount'));
  const limit = read.ok ? read.value : cents(0);
  switch (textAt(filter, 'Operator')) {
    case 'LessThan':
      return ({ balance }) => balance < limit;
    case 'LessThanEqual':
      return ({ balance }) => balance <= limit;
    case 'GreaterThan':
      return ({ balance }) => balance > limit;
    case 'GreaterThanEqual':
      return ({ balance }) => balance >= limit;
    default:
      return ({ balance }) => balance === limit;
  }
}

export function findCustomers(book: Book, request: ParsedRequest): Found {
  const owners = ownersOf(request.element);
  return {
    select: () => {
      const asked = listed(book, request.element, ['Customer'], (id) => book.customers.has(id));
      if (asked !== null) return asked;
      const range = modifiedRange(book, request.element);
      const refusal = featureRefusal(book, request.element);
      if (range !== null && isRefusal(range)) return range;
      if (refusal !== null) return refusal;
      const classes = recordFilter(book, child(request.element, 'ClassFilter'), 'Class');
      if (classes !== null && isRefusal(classes)) return classes;
      const hasClass = ({ fields }: Customer): boolean => {
        const own = fields['ClassRef'];
        return classes === null || (own?.kind === 'ref' && classes.has(own.listId));
      };
      const isWanted = activeTest(request.element);
      const hasName = nameTest(request.element);
      const hasBalance = balanceTest(request.element);
      const ids = book.state.customers
        .filter(
          (one) =>
            isWanted(one.isActive) &&
            hasName(one.name) &&
            hasBalance(one) &&
            hasClass(one) &&
            (range === null || inRange(range, book.stamps.wall(one.modifiedAt))),
        )
        .sort((a, b) => compare(a.fullName.toLowerCase(), b.fullName.toLowerCase()))
        .map((one) => one.listId);
      return { ids, missing: [], listed: false };
    },
    render: (id) => {
      const customer = book.customers.get(id);
      return customer === undefined ? null : customerRet(book, customer, owners);
    },
  };
}
