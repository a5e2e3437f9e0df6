/** SalesReceiptAdd, InvoiceAdd, SalesOrderAdd and CreditMemoAdd: checks everything first, then stores in one go. */
import { addDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { addCents, type Cents } from '../../domain/money.ts';
import { child, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { percentOf } from './arithmetic.ts';
import { idOf, type Book } from './book.ts';
import { documentRet } from './documentAnswer.ts';
import { readFields, resolve } from './fields.ts';
import { emptySums, numberLines, readLines, type LineContext } from './lines.ts';
import { refuse, refused, STATUS, type Handled, type Trial } from './outcome.ts';
import type { Customer, Fields, Item, Line, SalesType, Transaction } from './state.ts';
import { isTrue, stored } from './text.ts';
import {
  arAccountFor,
  checkAccount,
  checkedCustomer,
  checkedDate,
  enter,
  rateOf,
  transactionFrom,
  writtenTransaction,
} from './writing.ts';

const HANDLED = (type: SalesType): ReadonlySet<string> =>
  new Set([
    'CustomerRef',
    'TxnDate',
    'RefNumber',
    'IsPending',
    'ItemSalesTaxRef',
    'Memo',
    'ExternalGUID',
    'LinkToTxnID',
    'SetCredit',
    `${type}LineAdd`,
    `${type}LineGroupAdd`,
  ]);

/** The percentage of a tax item or group; null when the item is neither. */
export function taxPercent(book: Book, item: Item): Decimal | null {
  if (item.kind === 'SalesTax') return item.percent ?? ZERO;
  if (item.kind !== 'SalesTaxGroup') return null;
  return addDecimal(ZERO, ...item.members.map(({ listId }) => book.items.get(listId)?.percent ?? ZERO));
}

/** The document's own tax item, else the customer's, else the company's default (fact sheet §13, from memory). */
function taxItemFor(
  book: Book,
  trial: Trial,
  add: XmlElement,
  type: SalesType,
  customer: Customer | undefined,
): { id: string; percent: Decimal } {
  const asked = resolve(book, trial, child(add, 'ItemSalesTaxRef'), 'Item', type);
  if (!book.state.salesTaxOn) return { id: '', percent: ZERO };
  const id = asked || (customer?.taxItemId ?? '') || book.state.defaultTaxItemId;
  const item = book.items.get(id);
  const percent = item === undefined ? ZERO : taxPercent(book, item);
  if (percent === null) {
    refuse(trial, STATUS.wrongItemType, `ItemSalesTaxRef: "${item?.fullName ?? ''}" is not a sales tax item.`);
    return { id: '', percent: ZERO };
  }
  return { id: item === undefined ? '' : id, percent };
}

/** What QuickBooks fills in by itself. */
function withDefaults(book: Book, type: SalesType, fields: Fields, customer: Customer | undefined): Fields {
  const filled: Fields = { ...fields };
  if (type !== 'SalesOrder') {
    const accountId = type === 'SalesReceipt' ? (idOf(book, 'Account', 'Undeposited Funds') ?? '') : arAccountFor(book, customer);
    const accountField = type === 'SalesReceipt' ? 'DepositToAccountRef' : 'ARAccountRef';
    if (accountId !== '') filled[accountField] ??= { kind: 'ref', list: 'Account', listId: accountId };
  }
  // "Default may be true" (fact sheet §13): who does not want paper must say so.
  filled['IsToBePrinted'] ??= { kind: 'text', text: 'true' };
  filled['IsToBeEmailed'] ??= { kind: 'text', text: 'false' };
  for (const name of ['BillAddress', 'ShipAddress']) {
    const own = customer?.fields[name];
    if (own !== undefined) filled[name] ??= own;
  }
  const code = customer?.fields['SalesTaxCodeRef'];
  if (code !== undefined) filled['CustomerSalesTaxCodeRef'] ??= code;
  return filled;
}

/** A template made for another form cannot be used; one without a type fits all. */
function checkTemplate(book: Book, trial: Trial, fields: Fields, type: SalesType): void {
  const template = fields['TemplateRef'];
  const made = template?.kind === 'ref' ? (book.records.get(template.listId)?.detail ?? '') : '';
  if (made !== '' && made !== type) {
    refuse(
      trial,
      STATUS.badReference,
      `There is an invalid reference to QuickBooks Template in the ${type}: it is a template for ${made}.`,
    );
  }
}

function customerIsTaxable(book: Book, fields: Fields): boolean {
  const code = fields['CustomerSalesTaxCodeRef'];
  return book.state.salesTaxOn && (code?.kind !== 'ref' || book.records.get(code.listId)?.detail === 'taxable');
}

function checkMail(trial: Trial, fields: Fields, customer: Customer | undefined): void {
  const flag = fields['IsToBeEmailed'];
  if (flag?.kind === 'text' && isTrue(flag.text) && customer?.fields['Email'] === undefined) {
    refuse(trial, STATUS.businessRule, 'IsToBeEmailed is set and the customer has no e-mail address.');
  }
}

type Body = { readonly lines: Line[]; readonly subtotal: Cents; readonly taxTotal: Cents; readonly total: Cents };

const TOO_LARGE = 'There was an error when converting an amount: it is larger than QuickBooks can hold.';
/** QuickBooks' own largest sum is of this order (from memory): a hundred billion, in cents. */
const LARGEST = 10_000_000_000_000;

/** The lines and what they add up to; null when some number is beyond what can be held. */
function readBody(context: LineContext, add: XmlElement, percent: Decimal): Body | null {
  const { trial, type, sums } = context;
  try {
    const lines = readLines(context, add);
    const taxTotal = addCents(percentOf(sums.taxable, percent), sums.lineTax);
    const total = addCents(sums.subtotal, taxTotal);
    // QuickBooks' own form says the same of every sales document (from memory).
    if (total < 0) {
      refuse(
        trial,
        STATUS.businessRule,
        `The total of the ${type} is negative. QuickBooks error message: Transaction amount must be positive.`,
      );
    }
    return total > LARGEST ? null : { lines, subtotal: sums.subtotal, taxTotal, total };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** `add` is the `XxxAdd` element inside the request. */
export function addDocument(book: Book, type: SalesType, add: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  if (type === 'SalesOrder' && book.state.edition === 'Pro') {
    refuse(trial, STATUS.featureOff, 'Sales orders are not available in this edition of QuickBooks.');
  }
  if (child(add, 'LinkToTxnID') !== undefined || child(add, 'SetCredit') !== undefined) {
    refuse(trial, STATUS.notSupported, 'Links to other transactions are not part of this simulated company file.');
  }
  const customer = checkedCustomer(book, trial, add, type, type !== 'SalesReceipt');
  const txnDate = checkedDate(book, trial, add);
  const exchangeRate = rateOf(book, trial, customer, add);
  const fields = withDefaults(book, type, readFields(book, trial, add, HANDLED(type), type), customer);
  checkMail(trial, fields, customer);
  checkAccount(book, trial, fields, 'ARAccountRef', ['AccountsReceivable']);
  checkAccount(book, trial, fields, 'DepositToAccountRef', ['Bank', 'OtherCurrentAsset', 'CreditCard']);
  checkTemplate(book, trial, fields, type);
  const tax = taxItemFor(book, trial, add, type, customer);
  const classId = fields['ClassRef'];
  const body = readBody(
    {
      headerClass: classId?.kind === 'ref' ? classId : null,
      book,
      trial,
      type,
      customerTaxable: customerIsTaxable(book, fields),
      sums: emptySums(),
    },
    add,
    tax.percent,
  );
  const [first] = trial.refusals;
  if (first !== undefined || body === null) return refused(first ?? { code: STATUS.badAmount, message: TOO_LARGE });

  const refNumber = stored(textAt(add, 'RefNumber'));
  return {
    kind: 'write',
    refNumber,
    commit: () => {
      const transaction: Transaction = {
        ...transactionFrom(book, type, add, { customerId: customer?.listId ?? '', txnDate, fields, exchangeRate, total: body.total }),
        ...body,
        isPending: isTrue(textAt(add, 'IsPending')),
        taxItemId: tax.id,
        taxPercent: tax.percent,
      };
      numberLines(book, body.lines);
      enter(book, transaction);
      return writtenTransaction(transaction, trial, documentRet(book, transaction, { lines: true, owners: [], links: true }));
    },
  };
}
