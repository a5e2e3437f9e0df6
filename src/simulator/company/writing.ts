/** What Adds share: of transactions the date and the closed period, the customer, accounts of the right type, exchange rates, storing; of lists how an entry begins. */
import { ZERO } from '../../domain/decimal.ts';
import { ZERO_CENTS } from '../../domain/money.ts';
import { child, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { freshStamps, idOf, indexTransaction, nextListId, nextTxnId, nextTxnNumber, type Book } from './book.ts';
import { resolve } from './fields.ts';
import { OK_MESSAGE, refuse, STATUS, type Trial, type Written } from './outcome.ts';
import type { Customer, Fields, Stamped, Transaction, TxnType } from './state.ts';
import { post } from './stock.ts';
import { isTrue, stored } from './text.ts';

/** TxnDate; left out: the date of the last saved transaction, or today (QBXML fact sheet §13). Refused in the closed period. */
export function checkedDate(book: Book, trial: Trial, add: XmlElement): string {
  const txnDate = textAt(add, 'TxnDate').trim().slice(0, 10) || book.state.lastTxnDate || book.stamps.day(book.now());
  const { closingDate: closing, closingPassword } = book.state;
  // The code for an Add on or before the closing date is not confirmed; 3171 is what changes get (fact sheet §13).
  if (closing !== null && txnDate <= closing) {
    const why = closingPassword ? 'and a password is needed' : 'and the warning about it cannot be answered';
    refuse(
      trial,
      book.closedPeriodCode,
      `The transaction date ${txnDate} is on or before the company's closing date ${closing}. ` +
        `QuickBooks error message: The date is before the closing date ${why}.`,
    );
  }
  return txnDate;
}

/** The customer named; refused with 3150 when `needed` and blank, 3175 while its record is open in a window. */
export function checkedCustomer(book: Book, trial: Trial, add: XmlElement, type: string, needed: boolean): Customer | undefined {
  const before = trial.refusals.length;
  const id = resolve(book, trial, child(add, 'CustomerRef'), 'Customer', type);
  const customer = book.customers.get(id);
  if (customer === undefined && needed && trial.refusals.length === before) {
    refuse(trial, STATUS.missingElement, `The ${type} names no customer.`);
  }
  if (customer !== undefined && book.open.has(id)) {
    refuse(trial, STATUS.inUse, `The customer "${customer.fullName}" is open in a QuickBooks window or in use by another user.`);
  }
  return customer;
}

/** Refuses an account of a type that cannot stand there. */
export function checkAccount(book: Book, trial: Trial, fields: Fields, name: string, types: readonly string[]): void {
  const field = fields[name];
  const account = field?.kind === 'ref' ? book.records.get(field.listId) : undefined;
  if (account !== undefined && !types.includes(account.detail)) wrongAccount(trial, name, account.fullName, account.detail);
}

export function wrongAccount(trial: Trial, name: string, fullName: string, detail: string): void {
  refuse(
    trial,
    STATUS.badReference,
    `There is an invalid reference to QuickBooks Account "${fullName}" in ${name}. ` +
      `QuickBooks error message: Invalid argument. An account of the type ${detail} cannot be used here.`,
  );
}

/** The A/R account QuickBooks takes by itself: one for each currency. */
export function arAccountFor(book: Book, customer: Customer | undefined): string {
  const currency = book.records.get(customer?.currencyId ?? '');
  const name = currency === undefined || currency.listId === book.state.homeCurrencyId ? '' : ` - ${currency.detail}`;
  return idOf(book, 'Account', `Accounts Receivable${name}`) ?? '';
}

/** ExchangeRate of a document in a customer's foreign currency; 1 when left out, for the application must supply it (fact sheet §13). */
export function rateOf(book: Book, trial: Trial, customer: Customer | undefined, add: XmlElement): string {
  const text = textAt(add, 'ExchangeRate').trim();
  if (text !== '' && !(Number(text) > 0)) refuse(trial, STATUS.businessRule, 'The exchange rate must be larger than 0.');
  const foreign = customer !== undefined && customer.currencyId !== '' && customer.currencyId !== book.state.homeCurrencyId;
  if (!foreign && text !== '' && Number(text) !== 1 && book.state.multiCurrency) {
    refuse(trial, STATUS.businessRule, 'An exchange rate cannot be given for a customer in the home currency.');
  }
  return foreign ? text || '1' : '';
}

/** A transaction with everything empty and an ID of its own. */
export function blankTransaction<T extends TxnType>(book: Book, type: T): Transaction & { type: T } {
  return {
    type,
    txnId: nextTxnId(book),
    txnNumber: nextTxnNumber(book),
    ...freshStamps(book),
    customerId: '',
    txnDate: book.stamps.day(book.now()),
    refNumber: '',
    memo: '',
    externalGuid: '',
    isPending: false,
    isVoid: false,
    fields: {},
    taxItemId: '',
    taxPercent: ZERO,
    subtotal: ZERO_CENTS,
    taxTotal: ZERO_CENTS,
    total: ZERO_CENTS,
    lines: [],
    movements: [],
    links: [],
    expenses: [],
    dataExt: [],
    exchangeRate: '',
  };
}

type Head = Pick<Transaction, 'customerId' | 'txnDate' | 'fields' | 'exchangeRate' | 'total'>;

/** A new transaction with what every Add says of itself in the same words; without tax its subtotal is its total. */
export function transactionFrom<T extends TxnType>(book: Book, type: T, add: XmlElement, head: Head): Transaction & { type: T } {
  return {
    ...blankTransaction(book, type),
    ...head,
    subtotal: head.total,
    refNumber: stored(textAt(add, 'RefNumber')),
    memo: stored(textAt(add, 'Memo')),
    externalGuid: textAt(add, 'ExternalGUID'),
  };
}

/** What every entry in a list begins with: an ID of its own, and active unless the Add says otherwise. */
export function recordFrom(book: Book, add: XmlElement): Stamped & Pick<Customer, 'listId' | 'isActive' | 'externalGuid' | 'dataExt'> {
  const active = textAt(add, 'IsActive');
  return {
    listId: nextListId(book),
    ...freshStamps(book),
    isActive: active === '' || isTrue(active),
    externalGuid: textAt(add, 'ExternalGUID'),
    dataExt: [],
  };
}

/** Stores a finished transaction and posts it. */
export function enter(book: Book, transaction: Transaction): void {
  book.state.transactions.push(transaction);
  book.state.lastTxnDate = transaction.txnDate;
  indexTransaction(book, transaction);
  post(book, transaction);
}

/** What the answer and error recovery say of a stored transaction. */
export function writtenTransaction(transaction: Transaction, trial: Trial, ret: XmlElement): Written {
  const warning = trial.warnings[0];
  return {
    code: warning?.code ?? STATUS.done,
    message: warning?.message ?? OK_MESSAGE,
    children: [ret],
    listId: '',
    txnId: transaction.txnId,
    txnNumber: transaction.txnNumber,
    editSequence: transaction.editSequence,
    externalGuid: transaction.externalGuid,
  };
}

/** What the answer and error recovery say of a new entry in a list. */
export function writtenRecord(record: Pick<Customer, 'listId' | 'editSequence' | 'externalGuid'>, ret: XmlElement): Written {
  const { listId, editSequence, externalGuid } = record;
  return { code: STATUS.done, message: OK_MESSAGE, children: [ret], listId, txnId: '', txnNumber: 0, editSequence, externalGuid };
}
