/** Header and line fields that are kept as they came: references checked, texts stored, and given back under the same names. */
import { child, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { fullNameOf, idOf, type Book, type NamedList } from './book.ts';
import { refuse, STATUS, type Trial } from './outcome.ts';
import type { Fields, FieldValue, ListName, State } from './state.ts';
import { stored } from './text.ts';

/** The list behind a reference element. */
const LIST_OF: Readonly<Record<string, ListName>> = {
  ClassRef: 'Class',
  TemplateRef: 'Template',
  ARAccountRef: 'Account',
  DepositToAccountRef: 'Account',
  OverrideItemAccountRef: 'Account',
  PaymentMethodRef: 'PaymentMethod',
  PreferredPaymentMethodRef: 'PaymentMethod',
  SalesRepRef: 'SalesRep',
  ShipMethodRef: 'ShipMethod',
  CustomerMsgRef: 'CustomerMsg',
  CustomerSalesTaxCodeRef: 'SalesTaxCode',
  SalesTaxCodeRef: 'SalesTaxCode',
  TermsRef: 'Terms',
  PriceLevelRef: 'PriceLevel',
  RefundFromAccountRef: 'Account',
  AccountRef: 'Account',
  IncomeAccountRef: 'Account',
  COGSAccountRef: 'Account',
  AssetAccountRef: 'Account',
  ExpenseAccountRef: 'Account',
  DiscountAccountRef: 'Account',
  DiscountClassRef: 'Class',
  PrefVendorRef: 'Vendor',
  InventorySiteRef: 'InventorySite',
  CurrencyRef: 'Currency',
  CustomerTypeRef: 'CustomerType',
  JobTypeRef: 'JobType',
};

type Feature = { readonly name: string; readonly isOn: (state: State) => boolean };
const never = (): boolean => false;
const MULTICURRENCY: Feature = { name: 'Multicurrency', isOn: (state) => state.multiCurrency };
const CLASSES: Feature = { name: 'Class tracking', isOn: (state) => state.classTracking };

/** Elements that need a feature; what is not part of this file's features at all is never on. */
const FEATURES: Readonly<Record<string, Feature>> = {
  InventorySiteRef: { name: 'Multiple inventory sites', isOn: (state) => state.sitesOn },
  InventorySiteLocationRef: { name: 'Bins in inventory sites', isOn: never },
  SerialNumber: { name: 'Serial numbers', isOn: never },
  LotNumber: { name: 'Lot numbers', isOn: never },
  UnitOfMeasure: { name: 'Unit of measure', isOn: never },
  UnitOfMeasureSetRef: { name: 'Unit of measure', isOn: never },
  CurrencyRef: MULTICURRENCY,
  ExchangeRate: MULTICURRENCY,
  ClassRef: CLASSES,
  DiscountClassRef: CLASSES,
};

const ADDRESSES: ReadonlySet<string> = new Set(['BillAddress', 'ShipAddress', 'Address']);
/** An address prints on five lines at most; city, state and postal code share one (fact sheet §4). */
const PRINTED_LINES = 5;

function checkAddress(trial: Trial, address: XmlElement): void {
  const given = (name: string): boolean => textAt(address, name).trim() !== '';
  const lines =
    ['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5', 'Country'].filter(given).length + (['City', 'State', 'PostalCode'].some(given) ? 1 : 0);
  if (lines > PRINTED_LINES)
    refuse(trial, STATUS.badAddress, `The ${address.name} has ${String(lines)} lines; an address may have ${String(PRINTED_LINES)}.`);
}

function hasKey(book: Book, list: NamedList, listId: string): boolean {
  if (list === 'Item') return book.items.has(listId);
  if (list === 'Customer') return book.customers.has(listId);
  return book.records.get(listId)?.list === list;
}

/**
 * The ListID behind a reference, '' for a blank one. ListID wins over FullName (fact sheet §2). Refusals: 3000 for an ID that cannot be
 * one,
 * 3140 naming the record that does not exist.
 */
export function resolve(book: Book, trial: Trial, reference: XmlElement | undefined, list: NamedList, inside: string): string {
  if (reference === undefined) return '';
  const listId = textAt(reference, 'ListID');
  const fullName = textAt(reference, 'FullName');
  if (listId !== '') {
    if (hasKey(book, list, listId)) return listId;
    if (/^[0-9A-F]{1,8}-\d{1,10}$/.test(listId)) invalidReference(trial, list, listId, inside);
    else refuse(trial, STATUS.badObjectId, `The given object ID "${listId}" in the field "list id" is invalid.`);
    return '';
  }
  if (fullName === '') return '';
  const found = idOf(book, list, fullName);
  if (found === null) invalidReference(trial, list, fullName, inside);
  return found ?? '';
}

function invalidReference(trial: Trial, list: NamedList, name: string, inside: string): void {
  refuse(
    trial,
    STATUS.badReference,
    `There is an invalid reference to QuickBooks ${list} "${name}" in the ${inside}. ` +
      'QuickBooks error message: Invalid argument. The specified record does not exist in the list.',
  );
}

function valueOf(book: Book, trial: Trial, field: XmlElement, inside: string): FieldValue | null {
  const feature = FEATURES[field.name];
  if (feature?.isOn(book.state) === false) {
    if (field.text !== '' || field.children.some((part) => part.text !== '')) {
      refuse(
        trial,
        STATUS.featureOff,
        `${field.name}: this feature is not enabled or not available in this version of QuickBooks: ${feature.name}.`,
      );
    }
    return null;
  }
  if (field.name === 'CreditCardTxnInfo') {
    refuse(trial, STATUS.merchantMissing, 'This company has no merchant services subscription.');
    return null;
  }
  if (field.name === 'LinkToTxn') {
    refuse(trial, STATUS.notSupported, 'Links to other transactions are not part of this simulated company file.');
    return null;
  }
  const list = LIST_OF[field.name];
  if (list !== undefined) {
    const listId = resolve(book, trial, field, list, inside);
    return listId === '' ? null : { kind: 'ref', list, listId };
  }
  if (field.children.length > 0) {
    if (ADDRESSES.has(field.name)) checkAddress(trial, field);
    const parts = field.children.filter((part) => part.text !== '').map((part): [string, string] => [part.name, stored(part.text)]);
    return parts.length === 0 ? null : { kind: 'block', parts };
  }
  return field.text === '' ? null : { kind: 'text', text: stored(field.text) };
}

/** Keeps every child but the ones in `handled`; the last of a repeated element wins. Blank elements are dropped (fact sheet §3). */
export function readFields(book: Book, trial: Trial, parent: XmlElement, handled: ReadonlySet<string>, inside: string): Fields {
  const fields: Fields = {};
  for (const field of parent.children) {
    if (handled.has(field.name)) continue;
    const value = valueOf(book, trial, field, inside);
    if (value !== null) fields[field.name] = value;
  }
  return fields;
}

/** `<XxxRef><ListID/><FullName/></XxxRef>` with the name the record has now; null for no record. */
export function referenceTo(book: Book, name: string, listId: string): XmlElement | null {
  return listId === '' ? null : element(name, [element('ListID', listId), element('FullName', fullNameOf(book, listId))]);
}

export function fieldElement(book: Book, name: string, value: FieldValue | undefined): XmlElement | null {
  if (value === undefined) return null;
  switch (value.kind) {
    case 'text':
      return element(name, value.text);
    case 'ref':
      return referenceTo(book, name, value.listId);
    case 'block':
      return element(
        name,
        value.parts.map(([part, text]) => element(part, text)),
      );
  }
}

/** Does the element carry anything, itself or one level down? */
export function isGiven(parent: XmlElement, name: string): boolean {
  const found = child(parent, name);
  return found !== undefined && (found.text !== '' || found.children.some((part) => part.text !== ''));
}

/** An address as its printed lines, in an element of that name; null for none. */
export function addressBlock(name: string, address: FieldValue | undefined): XmlElement | null {
  if (address?.kind !== 'block') return null;
  const part = (wanted: string): string => address.parts.find(([one]) => one === wanted)?.[1] ?? '';
  const place = [part('City'), [part('State'), part('PostalCode')].filter((text) => text !== '').join(' ')]
    .filter((text) => text !== '')
    .join(', ');
  const printed = ['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5']
    .map(part)
    .concat(place, part('Country'))
    .filter((text) => text !== '')
    .slice(0, PRINTED_LINES);
  return element(
    name,
    printed.map((text, index) => element(`Addr${String(index + 1)}`, text.slice(0, 41))),
  );
}
