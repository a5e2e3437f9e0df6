/** CustomerAdd, and customers as CustomerRet. */
import { formatCents, ZERO_CENTS } from '../../domain/money.ts';
import { child, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, indexCustomer, type Book } from './book.ts';
import { taxPercent } from './documentAdd.ts';
import { dataExtElements, present } from './documentAnswer.ts';
import { fieldElement, readFields, referenceTo, resolve } from './fields.ts';
import { refuse, refused, STATUS, type Handled, type Trial } from './outcome.ts';
import type { Customer } from './state.ts';
import { stored } from './text.ts';
import { recordFrom, writtenRecord } from './writing.ts';

const HANDLED: ReadonlySet<string> = new Set([
  'Name',
  'IsActive',
  'ParentRef',
  'ItemSalesTaxRef',
  'ExternalGUID',
  'OpenBalance',
  'OpenBalanceDate',
]);

const ORDER =
  `ListID TimeCreated TimeModified EditSequence Name FullName IsActive ClassRef ParentRef Sublevel CompanyName Salutation FirstName
  MiddleName LastName JobTitle BillAddress ShipAddress Phone AltPhone Fax Email Cc Contact AltContact CustomerTypeRef TermsRef SalesRepRef
  Balance TotalBalance
  SalesTaxCodeRef ItemSalesTaxRef ResaleNumber AccountNumber CreditLimit PreferredPaymentMethodRef JobStatus JobStartDate
  JobProjectedEndDate JobEndDate JobDesc JobTypeRef Notes PreferredDeliveryMethod PriceLevelRef ExternalGUID CurrencyRef`
    .trim()
    .split(/\s+/);

/**
 * Customers, vendors, employees and other names share one name space (fact sheet §7, code 3100); jobs only have to differ under their
 * parent.
 */
export function nameTaken(book: Book, fullName: string): boolean {
  if (idOf(book, 'Customer', fullName) !== null) return true;
  return !fullName.includes(':') && (['Vendor', 'Employee', 'OtherName'] as const).some((list) => idOf(book, list, fullName) !== null);
}

function customerElement(book: Book, customer: Customer, name: string): XmlElement | null {
  switch (name) {
    case 'ListID':
      return element(name, customer.listId);
    case 'TimeCreated':
      return element(name, book.stamps.shown(customer.createdAt));
    case 'TimeModified':
      return element(name, book.stamps.shown(customer.modifiedAt));
    case 'EditSequence':
      return element(name, customer.editSequence);
    case 'Name':
      return element(name, customer.name);
    case 'FullName':
      return element(name, customer.fullName);
    case 'IsActive':
      return element(name, String(customer.isActive));
    case 'ParentRef':
      return referenceTo(book, name, customer.parentId);
    case 'Sublevel':
      return element(name, String(customer.fullName.split(':').length - 1));
    case 'Balance':
    case 'TotalBalance':
      return element(name, formatCents(customer.balance));
    case 'ItemSalesTaxRef':
      return referenceTo(book, name, customer.taxItemId);
    case 'ExternalGUID':
      return element(name, customer.externalGuid);
    case 'CurrencyRef':
      return book.state.multiCurrency ? referenceTo(book, name, customer.currencyId || book.state.homeCurrencyId) : null;
    default:
      return fieldElement(book, name, customer.fields[name]);
  }
}

export function customerRet(book: Book, customer: Customer, owners: readonly string[]): XmlElement {
  return element(
    'CustomerRet',
    present([...ORDER.map((name) => customerElement(book, customer, name)), ...dataExtElements(customer.dataExt, owners)]),
  );
}

/** `add` is the `CustomerAdd` element. Refusals: 3090 (colon or blank name), 3100 (taken), 3130 (no such parent), 3140 (references). */
export function addCustomerRecord(book: Book, add: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  const name = stored(textAt(add, 'Name')).trim();
  if (name === '' || name.includes(':')) {
    refuse(
      trial,
      STATUS.badName,
      `There was an error when storing "${name}" in the "Name" field. QuickBooks error message: Names in this list cannot contain a colon (:) and may not be blank.`,
    );
  }
  const before = trial.refusals.length;
  const parentId = resolve(book, trial, child(add, 'ParentRef'), 'Customer', 'Customer');
  if (trial.refusals.length > before)
    trial.refusals.splice(before, 1, { code: STATUS.badParent, message: 'The parent customer was not found.' });
  const parent = book.customers.get(parentId);
  const fullName = parent === undefined ? name : `${parent.fullName}:${name}`;
  if (nameTaken(book, fullName)) {
    refuse(trial, STATUS.nameInUse, `The name "${fullName}" of the list element is already in use.`);
  }
  if (parent !== undefined && book.open.has(parentId))
    refuse(trial, STATUS.relatedInUse, `The customer "${parent.fullName}" is being edited in a QuickBooks window.`);
  const fields = readFields(book, trial, add, HANDLED, 'Customer');
  const currency = fields['CurrencyRef'];
  const taxItemId = resolve(book, trial, child(add, 'ItemSalesTaxRef'), 'Item', 'Customer');
  const taxItem = book.items.get(taxItemId);
  if (taxItem !== undefined && taxPercent(book, taxItem) === null)
    refuse(trial, STATUS.wrongItemType, `"${taxItem.fullName}" is not a sales tax item.`);
  if (textAt(add, 'OpenBalance') !== '')
    refuse(trial, STATUS.notSupported, 'Opening balances are not part of this simulated company file.');
  const [first] = trial.refusals;
  if (first !== undefined) return refused(first);
  return {
    kind: 'write',
    refNumber: '',
    commit: () => {
      const customer: Customer = {
        ...recordFrom(book, add),
        name,
        fullName,
        parentId,
        balance: ZERO_CENTS,
        fields,
        taxItemId,
        currencyId: currency?.kind === 'ref' ? currency.listId : '',
      };
      book.state.customers.push(customer);
      indexCustomer(book, customer);
      return writtenRecord(customer, customerRet(book, customer, []));
    },
  };
}
