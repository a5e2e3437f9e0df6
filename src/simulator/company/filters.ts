/** The filters of list and transaction queries. */
import { child, childrenOf, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, type Book } from './book.ts';
import { STATUS, type Refusal } from './outcome.ts';

export type Range = { readonly from: string; readonly to: string };

/** Wall-clock stamps, inclusive at both ends (fact sheet §10). Refusals: 3020 no such time, 3030 from after to. */
export function stampRange(book: Book, from: string, to: string): Range | Refusal {
  const start = from.trim() === '' ? '1970-01-01T00:00:00' : book.stamps.parse(from, false);
  const end = to.trim() === '' ? '2038-12-31T23:59:59' : book.stamps.parse(to, true);
  if (start === null || end === null) {
    return { code: STATUS.badDate, message: `There was an error when converting the date value "${start === null ? from : to}".` };
  }
  if (start > end) return { code: STATUS.fromAfterTo, message: 'The "from" date is later than the "to" date.' };
  return { from: start, to: end };
}

export function inRange(range: Range, stamp: string): boolean {
  return range.from <= stamp && stamp <= range.to;
}

/** FromTxnDate/ToTxnDate or a DateMacro. */
export function dayRange(book: Book, filter: XmlElement): Range | Refusal {
  const macro = textAt(filter, 'DateMacro');
  if (macro !== '') return macroRange(book, macro);
  const from = textAt(filter, 'FromTxnDate').trim().slice(0, 10) || '1901-01-01';
  const to = textAt(filter, 'ToTxnDate').trim().slice(0, 10) || '9999-12-31';
  return from > to ? { code: STATUS.fromAfterTo, message: 'The "from" date is later than the "to" date.' } : { from, to };
}

/** The macros an application is likely to use; the rest is answered 1030. */
function macroRange(book: Book, macro: string): Range | Refusal {
  const today = book.stamps.day(book.now());
  const shifted = (days: number): string => new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  switch (macro) {
    case 'All':
      return { from: '1901-01-01', to: '9999-12-31' };
    case 'Today':
      return { from: today, to: today };
    case 'Yesterday':
      return { from: shifted(-1), to: shifted(-1) };
    case 'ThisMonth':
      return { from: `${today.slice(0, 7)}-01`, to: `${today.slice(0, 7)}-31` };
    case 'ThisMonthToDate':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'ThisCalendarYear':
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
    case 'ThisCalendarYearToDate':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    default:
      return { code: STATUS.notSupported, message: `DateMacro ${macro} is not part of this simulated company file.` };
  }
}

export type Test = (text: string) => boolean;

function matcher(filter: XmlElement, name: string): Test {
  const wanted = textAt(filter, name).toLowerCase();
  switch (textAt(filter, 'MatchCriterion')) {
    case 'StartsWith':
      return (text) => text.toLowerCase().startsWith(wanted);
    case 'EndsWith':
      return (text) => text.toLowerCase().endsWith(wanted);
    default:
      return (text) => text.toLowerCase().includes(wanted);
  }
}

const anything: Test = () => true;

/** NameFilter or NameRangeFilter of a list query. */
export function nameTest(request: XmlElement): Test {
  const filter = child(request, 'NameFilter');
  if (filter !== undefined) return matcher(filter, 'Name');
  const range = child(request, 'NameRangeFilter');
  if (range === undefined) return anything;
  const from = textAt(range, 'FromName').toLowerCase();
  const to = textAt(range, 'ToName').toLowerCase();
  return (text) => {
    const name = text.toLowerCase();
    return name >= from && (to === '' || name <= to || name.startsWith(to));
  };
}

/** RefNumberFilter or RefNumberRangeFilter. The range compares numbers only when both ends are digits (fact sheet §8). */
export function refNumberTest(request: XmlElement): Test {
  const filter = child(request, 'RefNumberFilter');
  if (filter !== undefined) return matcher(filter, 'RefNumber');
  const range = child(request, 'RefNumberRangeFilter');
  if (range === undefined) return anything;
  const from = textAt(range, 'FromRefNumber');
  const to = textAt(range, 'ToRefNumber');
  if (/^\d+$/.test(from) && /^\d+$/.test(to))
    return (text) => /^\d+$/.test(text) && Number(text) >= Number(from) && Number(text) <= Number(to);
  return (text) => text.toLowerCase() >= from.toLowerCase() && (to === '' || text.toLowerCase() <= to.toLowerCase());
}

export function activeTest(request: XmlElement): (isActive: boolean) => boolean {
  switch (textAt(request, 'ActiveStatus')) {
    case 'All':
      return () => true;
    case 'InactiveOnly':
      return (isActive) => !isActive;
    default:
      return (isActive) => isActive;
  }
}

/**
 * EntityFilter, AccountFilter and their like: the ListIDs that pass; null when there is no such filter. Refusal: 3120 for a record that
 * does
 * not exist.
 */
export function recordFilter(
  book: Book,
  filter: XmlElement | undefined,
  list: 'Customer' | 'Account' | 'Item' | 'Class',
): ReadonlySet<string> | Refusal | null {
  if (filter === undefined) return null;
  const found = new Set<string>();
  const isKnown = (id: string): boolean =>
    list === 'Customer' ? book.customers.has(id) : list === 'Item' ? book.items.has(id) : book.records.has(id);
  for (const part of filter.children) {
    const id = part.name.startsWith('ListID') ? (isKnown(part.text) ? part.text : null) : idOf(book, list, part.text);
    if (id === null) return { code: STATUS.notFoundInFilter, message: `Object "${part.text}" specified in the request cannot be found.` };
    found.add(id);
    if (part.name.endsWith('WithChildren')) for (const below of descendants(book, list, id)) found.add(below);
  }
  return found;
}

function descendants(book: Book, list: 'Customer' | 'Account' | 'Item' | 'Class', id: string): string[] {
  const records =
    list === 'Customer' ? book.state.customers : list === 'Item' ? book.state.items : book.state.lists.filter((one) => one.list === list);
  const name = records.find((one) => one.listId === id)?.fullName ?? '';
  return records.filter((one) => one.fullName.startsWith(`${name}:`)).map((one) => one.listId);
}

/** Filters of features this file has switched off (currencies) or does not keep. */
export function featureRefusal(book: Book, request: XmlElement): Refusal | null {
  return childrenOf(request, 'CurrencyFilter').length > 0 && !book.state.multiCurrency
    ? { code: STATUS.featureOff, message: 'CurrencyFilter: multicurrency is not enabled in this company file.' }
    : null;
}
