/** QuickBooks' small lists, for the settings screen and for names that must be unique: one table of queries and records. */
import type { ListID } from '../../domain/ids.ts';
import type { ListName, ListRecord } from '../../domain/listRecord.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { element, textAt, type XmlElement } from '../xml/tree.ts';
import { repeated, request, selection } from './build.ts';
import type { Answer } from './envelope.ts';
import { readFlag, readRecords, recordProblem, requiredText, textOf } from './records.ts';
import { refFullName } from './refs.ts';

type Row = {
  /** `Account`: the query is `AccountQueryRq`. */
  readonly query: string;
  /** Record elements of the answer. */
  readonly records: readonly string[];
  /** Top-level elements wanted of each record; a misspelt one would silently be dropped, so the schema test checks each. */
  readonly wanted: readonly string[];
  /** The element with the name that documents refer to. */
  readonly name: string;
  /** The first qbXML version that knows the query (docs/qbxml.md). */
  readonly since: number;
  /** Templates come all or not at all: their query has no filter. */
  readonly filters: boolean;
  readonly detail: (record: XmlElement) => string;
};

const CORE = ['ListID', 'Name', 'IsActive'];
const NONE = (): string => '';

function joined(...parts: readonly string[]): string {
  return parts.map((part) => part.trim()).filter((part) => part !== '').join(', ');
}

/** `7.25%` from `7.2500`; a tax item may have no rate. */
function percent(text: string): string {
  const rate = text.trim().replace(/(?<=\.\d*)0+$/, '').replace(/\.$/, '');
  return rate === '' ? '' : `${rate}%`;
}

function row(query: string, more: Partial<Omit<Row, 'query'>> = {}): Row {
  return { query, records: [`${query}Ret`], wanted: CORE, name: 'Name', since: 2, filters: true, detail: NONE, ...more };
}

const TABLE: Readonly<Record<ListName, Row>> = {
  account: row('Account', {
    wanted: [...CORE, 'FullName', 'AccountType', 'AccountNumber'],
    detail: (record) => joined(textOf(record, 'AccountType'), textOf(record, 'AccountNumber')),
  }),
  salesTaxCode: row('SalesTaxCode', {
    wanted: [...CORE, 'IsTaxable', 'Desc'],
    detail: (record) => joined(/^(true|1)$/.test(textOf(record, 'IsTaxable').trim()) ? 'Taxable' : 'Non-taxable', textOf(record, 'Desc')),
  }),
  salesTaxItem: row('ItemSalesTax', {
    wanted: [...CORE, 'TaxRate'],
    detail: (record) => percent(textOf(record, 'TaxRate')),
  }),
  salesTaxGroup: row('ItemSalesTaxGroup'),
  class: row('Class', { wanted: [...CORE, 'FullName'] }),
  terms: row('Terms', { records: ['StandardTermsRet', 'DateDrivenTermsRet'] }),
  paymentMethod: row('PaymentMethod', {
    wanted: [...CORE, 'PaymentMethodType'], detail: (record) => textOf(record, 'PaymentMethodType').trim(),
  }),
  shipMethod: row('ShipMethod'),
  salesRep: row('SalesRep', {
    wanted: ['ListID', 'Initial', 'IsActive', 'SalesRepEntityRef'], name: 'Initial',
    detail: (record) => refFullName(record, 'SalesRepEntityRef').trim(),
  }),
  template: row('Template', {
    wanted: [...CORE, 'TemplateType'], since: 3, filters: false, detail: (record) => textOf(record, 'TemplateType').trim(),
  }),
  inventorySite: row('InventorySite', {
    wanted: [...CORE, 'ParentSiteRef'], since: 10, detail: (record) => refFullName(record, 'ParentSiteRef').trim(),
  }),
  customerMessage: row('CustomerMsg'),
  // Only where multi-currency is on; else QuickBooks answers that the feature is off (3250).
  currency: row('Currency', { wanted: [...CORE, 'CurrencyCode'], since: 8, detail: (record) => textOf(record, 'CurrencyCode').trim() }),
  vendor: row('Vendor'),
  employee: row('Employee'),
  otherName: row('OtherName'),
};

/**
 * The whole list, inactive records included and in one answer (these lists have no iterator, and MaxReturned would cut in silence);
 * or, with `names`, only those (answers 500 with whatever was found). Throws RangeError for an empty `names`, and for names of templates.
 */
export function listQuery(requestId: string, list: ListName, names: readonly string[] | null = null): XmlElement {
  const { query, wanted, filters } = TABLE[list];
  if (names !== null && !filters) throw new RangeError(`${query}Query cannot ask for single names`);
  const all = filters ? [element('ActiveStatus', 'All')] : [];
  return request(`${query}QueryRq`, requestId, [...(names === null ? all : selection('FullName', names)), ...repeated('IncludeRetElement', wanted)]);
}

/** Does the declared qbXML version know the list at all? Before it, the query would make QuickBooks refuse the whole set. */
export function knowsList(list: ListName, version: string): boolean {
  return Number(version) >= TABLE[list].since;
}

function readRecord(list: ListName, record: XmlElement): Result<ListRecord> {
  const { name: nameField, detail } = TABLE[list];
  const listId = requiredText(record, 'ListID');
  if (!listId.ok) return listId;
  const name = requiredText(record, nameField);
  if (!name.ok) return name;
  const isActive = readFlag(record, 'IsActive', true);
  if (!isActive.ok) return isActive;
  if (list === 'account' && textAt(record, 'AccountType').trim() === '') return err(recordProblem(record, 'AccountType', 'is missing'));
  return ok({
    list, listId: listId.value as ListID, name: name.value, fullName: textOf(record, 'FullName').trim() || name.value,
    isActive: isActive.value, detail: detail(record),
  });
}

/** From the answer to listQuery of the same list. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readList(answer: Answer, list: ListName): Result<readonly ListRecord[]> {
  const { query, records } = TABLE[list];
  return readRecords(answer, new RegExp(`^${query}QueryRs$`), (name) => records.includes(name), (record) => readRecord(list, record));
}
