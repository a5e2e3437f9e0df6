/** Queries of the small lists: accounts, classes, terms, payment and ship methods, reps, templates, sites, tax codes, names, currencies. */
import { cents, formatCents } from '../../domain/money.ts';
import { child, childrenOf, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import type { Book } from './book.ts';
import { customerRet } from './customers.ts';
import { present } from './documentAnswer.ts';
import { referenceTo } from './fields.ts';
import { activeTest, featureRefusal, inRange, nameTest, recordFilter } from './filters.ts';
import { compare, listed, modifiedRange, type Found } from './listQueries.ts';
import { STATUS } from './outcome.ts';
import { isRefusal } from './query.ts';
import type { ParsedRequest } from './readSet.ts';
import type { ListName, ListRecord } from './state.ts';

type Shape = { readonly list: ListName; readonly ret: (book: Book, record: ListRecord) => XmlElement };

function core(book: Book, record: ListRecord, name: 'Name' | 'Initial' = 'Name'): XmlElement[] {
  return [
    element('ListID', record.listId),
    element('TimeCreated', book.stamps.shown(record.createdAt)),
    element('TimeModified', book.stamps.shown(record.modifiedAt)),
    element('EditSequence', record.editSequence),
    element(name, record.name),
  ];
}

const active = (record: ListRecord): XmlElement => element('IsActive', String(record.isActive));

function levelled(book: Book, record: ListRecord): (XmlElement | null)[] {
  return [
    ...core(book, record),
    element('FullName', record.fullName),
    active(record),
    referenceTo(book, 'ParentRef', record.parentId),
    element('Sublevel', String(record.fullName.split(':').length - 1)),
  ];
}

/** `Name` and `IsActive`, then whatever `more` gives. */
function plain(list: ListName, more: (book: Book, record: ListRecord) => readonly (XmlElement | null)[] = () => []): Shape {
  return { list, ret: (book, record) => element(`${list}Ret`, present([...core(book, record), active(record), ...more(book, record)])) };
}

function nameBehind(book: Book, initials: ListRecord): XmlElement | null {
  for (const list of ['Employee', 'Vendor', 'OtherName'] as const) {
    const found = book.state.lists.find((one) => one.list === list && one.fullName === initials.detail);
    if (found !== undefined) return referenceTo(book, 'SalesRepEntityRef', found.listId);
  }
  return null;
}

function termsRet(book: Book, record: ListRecord): XmlElement {
  const [mark = '', day = ''] = record.detail.split(' ');
  if (mark !== 'dayOfMonth')
    return element('StandardTermsRet', present([...core(book, record), active(record), element('StdDueDays', record.detail)]));
  return element('DateDrivenTermsRet', [...core(book, record), active(record), element('DayOfMonthDue', day)]);
}

const AMOUNT = (name: string): XmlElement => element(name, formatCents(cents(0)));

/** Accounts keep no balances here. */
const ACCOUNT: Shape = {
  list: 'Account',
  ret: (book, record) =>
    element(
      'AccountRet',
      present([...levelled(book, record), element('AccountType', record.detail), AMOUNT('Balance'), AMOUNT('TotalBalance')]),
    ),
};

const SHAPES: Readonly<Record<string, Shape>> = {
  Account: ACCOUNT,
  Class: { list: 'Class', ret: (book, record) => element('ClassRet', present(levelled(book, record))) },
  Terms: { list: 'Terms', ret: termsRet },
  StandardTerms: { list: 'Terms', ret: termsRet },
  DateDrivenTerms: { list: 'Terms', ret: termsRet },
  PaymentMethod: plain('PaymentMethod', (_book, record) => [element('PaymentMethodType', record.detail)]),
  ShipMethod: plain('ShipMethod'),
  SalesRep: {
    list: 'SalesRep',
    ret: (book, record) => element('SalesRepRet', present([...core(book, record, 'Initial'), active(record), nameBehind(book, record)])),
  },
  Template: plain('Template', (_book, record) => [element('TemplateType', record.detail)]),
  InventorySite: plain('InventorySite', (_book, record) => [element('IsDefaultSite', String(record.detail === 'default'))]),
  SalesTaxCode: plain('SalesTaxCode', (_book, record) => [element('IsTaxable', String(record.detail === 'taxable'))]),
  CustomerMsg: plain('CustomerMsg'),
  Vendor: plain('Vendor'),
  Employee: plain('Employee'),
  OtherName: plain('OtherName'),
  Currency: plain('Currency', (_book, record) => [element('CurrencyCode', record.detail), element('IsUserDefinedCurrency', 'false')]),
};

/** Without the `Query`. */
export const SMALL_LISTS: readonly string[] = [...Object.keys(SHAPES), 'Entity'];

const ENTITIES: ReadonlySet<ListName> = new Set(['Vendor', 'Employee', 'OtherName']);

function isOf(kind: string, record: ListRecord): boolean {
  if (kind === 'Entity') return ENTITIES.has(record.list);
  if (SHAPES[kind]?.list !== record.list) return false;
  const dateDriven = record.detail.startsWith('dayOfMonth');
  return kind === 'StandardTerms' ? !dateDriven : kind === 'DateDrivenTerms' ? dateDriven : true;
}

type Row = {
  readonly listId: string;
  readonly name: string;
  readonly fullName: string;
  readonly isActive: boolean;
  readonly modifiedAt: number;
};

export function findSmall(book: Book, request: ParsedRequest): Found | null {
  const kind = request.name.slice(0, -'Query'.length);
  const shape = SHAPES[kind];
  if (shape === undefined && kind !== 'Entity') return null;
  const asked = request.element;
  const isRow = (id: string): boolean => {
    const record = book.records.get(id);
    return record === undefined ? kind === 'Entity' && book.customers.has(id) : isOf(kind, record);
  };
  return {
    select: () => {
      if (kind === 'InventorySite' && !book.state.sitesOn)
        return { code: STATUS.featureOff, message: 'Multiple inventory sites are not enabled in this company file.' };
      if (kind === 'Currency' && !book.state.multiCurrency)
        return { code: STATUS.featureOff, message: 'Multicurrency is not enabled in this company file.' };
      const lists =
        kind === 'Entity' ? (['Customer', 'Vendor', 'Employee', 'OtherName'] as const) : shape === undefined ? [] : [shape.list];
      const named = listed(book, asked, lists, isRow);
      if (named !== null) return named;
      const range = modifiedRange(book, asked);
      if (range !== null && isRefusal(range)) return range;
      const classes = recordFilter(book, child(asked, 'ClassFilter'), 'Class');
      const refusal = featureRefusal(book, asked) ?? (classes !== null && isRefusal(classes) ? classes : null);
      if (refusal !== null) return refusal;
      const types = new Set([...childrenOf(asked, 'AccountType'), ...childrenOf(asked, 'PaymentMethodType')].map((one) => one.text));
      const balance = child(asked, 'TotalBalanceFilter');
      // Vendors owe nothing here: every balance is 0.
      const hasBalance = balance === undefined || zeroPasses(textAt(balance, 'Operator'), Number(textAt(balance, 'Amount')));
      const isWanted = kind === 'Template' ? () => true : activeTest(asked);
      const hasName = nameTest(asked);
      const rows: Row[] = book.state.lists.filter((one) => isOf(kind, one) && (types.size === 0 || types.has(one.detail)));
      if (kind === 'Entity') rows.push(...book.state.customers);
      const found = rows
        .filter(
          (one) =>
            classes === null &&
            hasBalance &&
            isWanted(one.isActive) &&
            hasName(one.name) &&
            (range === null || inRange(range, book.stamps.wall(one.modifiedAt))),
        )
        .sort((a, b) => compare(a.fullName.toLowerCase(), b.fullName.toLowerCase()));
      return { ids: found.map((one) => one.listId), missing: [], listed: false };
    },
    render: (id) => {
      const record = book.records.get(id);
      if (record !== undefined) return (SHAPES[record.list] ?? ACCOUNT).ret(book, record);
      const customer = book.customers.get(id);
      return customer === undefined ? null : customerRet(book, customer, []);
    },
  };
}

function zeroPasses(operator: string, limit: number): boolean {
  switch (operator) {
    case 'LessThan':
      return limit > 0;
    case 'LessThanEqual':
      return limit >= 0;
    case 'GreaterThan':
      return limit < 0;
    case 'GreaterThanEqual':
      return limit <= 0;
    default:
      return limit === 0;
  }
}
