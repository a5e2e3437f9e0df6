/** CheckAdd: money out of a bank account on account lines, applied to credits where a line stands on accounts receivable. */
import { addCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import { child, childrenOf, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, nextTxnId, type Book } from './book.ts';
import { isGiven, readFields, resolve } from './fields.ts';
import { moneyRet } from './moneyAnswer.ts';
import { refuse, refused, STATUS, type Handled, type Trial } from './outcome.ts';
import { amountAt } from './paymentAdd.ts';
import { settle } from './settlement.ts';
import type { ExpenseLine, Link, Transaction } from './state.ts';
import { stored } from './text.ts';
import { checkedDate, enter, rateOf, transactionFrom, wrongAccount, writtenTransaction } from './writing.ts';

const HANDLED: ReadonlySet<string> = new Set([
  'PayeeEntityRef',
  'RefNumber',
  'TxnDate',
  'Memo',
  'ExternalGUID',
  'ApplyCheckToTxnAdd',
  'ExpenseLineAdd',
  'ItemLineAdd',
  'ItemGroupLineAdd',
]);
const LINE_HANDLED: ReadonlySet<string> = new Set(['AccountRef', 'Amount', 'Memo', 'CustomerRef', 'DataExt']);

/** Customers, vendors, employees and other names share their names; a payee may be any of them. */
function payeeOf(book: Book, trial: Trial, reference: XmlElement | undefined): string {
  if (reference === undefined) return '';
  const listId = textAt(reference, 'ListID');
  const fullName = textAt(reference, 'FullName');
  for (const list of ['Customer', 'Vendor', 'Employee', 'OtherName'] as const) {
    const found =
      listId === ''
        ? idOf(book, list, fullName)
        : list === 'Customer'
          ? book.customers.has(listId)
            ? listId
            : null
          : book.records.get(listId)?.list === list
            ? listId
            : null;
    if (found !== null) return found;
  }
  return resolve(book, trial, reference, 'Customer', 'Check');
}

function readExpense(book: Book, trial: Trial, line: XmlElement): ExpenseLine {
  const accountId = resolve(book, trial, child(line, 'AccountRef'), 'Account', 'Check line');
  const amount = amountAt(line, 'Amount') ?? ZERO_CENTS;
  if (accountId === '' && !isGiven(line, 'AccountRef') && amount !== 0)
    refuse(trial, STATUS.accountMissing, 'A line of the check names no account.');
  const customerId = resolve(book, trial, child(line, 'CustomerRef'), 'Customer', 'Check line');
  return {
    lineId: '',
    accountId,
    amount,
    memo: stored(textAt(line, 'Memo')),
    customerId,
    fields: readFields(book, trial, line, LINE_HANDLED, 'Check line'),
  };
}

function applyAll(book: Book, trial: Trial, add: XmlElement, payeeId: string, receivable: readonly ExpenseLine[]): Link[] {
  const applications = childrenOf(add, 'ApplyCheckToTxnAdd');
  const [line] = receivable;
  if (applications.length === 0) return [];
  if (line === undefined) {
    refuse(
      trial,
      STATUS.businessRule,
      'A check can be applied to a transaction only if one of its lines is on its accounts receivable account.',
    );
    return [];
  }
  const settling = {
    trial,
    customerId: line.customerId || payeeId,
    arAccountId: line.accountId,
    kinds: ['CreditMemo', 'ReceivePayment'] as const,
    taken: new Map<string, Cents>(),
  };
  const links = applications.flatMap((one): Link[] => {
    const found = settle(book, settling, textAt(one, 'TxnID').trim(), amountAt(one, 'Amount'));
    return found === null ? [] : [{ txnId: found.target.txnId, amount: found.amount, discount: ZERO_CENTS, discountAccountId: '' }];
  });
  const applied = addCents(...links.map((link) => link.amount));
  const onLines = addCents(...receivable.map((one) => one.amount));
  if (applied > onLines) {
    refuse(
      trial,
      STATUS.businessRule,
      "The amounts applied are larger than the check's lines on accounts receivable. QuickBooks error message: You cannot apply more than the check.",
    );
  }
  return links;
}

/** Lines on accounts receivable need a customer, all the same one, and one account. */
function checkReceivable(book: Book, trial: Trial, payeeId: string, lines: readonly ExpenseLine[]): void {
  const owners = new Set(lines.map((line) => line.customerId || payeeId));
  if ([...owners].some((id) => !book.customers.has(id))) {
    refuse(
      trial,
      STATUS.businessRule,
      'A line on accounts receivable needs a customer. QuickBooks error message: You must specify a customer in the name field.',
    );
  }
  if (owners.size > 1 || new Set(lines.map((line) => line.accountId)).size > 1) {
    refuse(trial, STATUS.businessRule, 'A check may have accounts receivable lines of one customer and one account only.');
  }
}

/** `add` is the `CheckAdd` element. Its amount is the sum of its lines. Checks with item lines are not part of this file (1030). */
export function addCheck(book: Book, add: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  if (child(add, 'ItemLineAdd') !== undefined || child(add, 'ItemGroupLineAdd') !== undefined) {
    refuse(trial, STATUS.notSupported, 'Item lines on checks are not part of this simulated company file.');
  }
  const accountId = resolve(book, trial, child(add, 'AccountRef'), 'Account', 'Check');
  const account = book.records.get(accountId);
  if (account === undefined && !isGiven(add, 'AccountRef')) refuse(trial, STATUS.missingElement, 'The check names no bank account.');
  if (account !== undefined && account.detail !== 'Bank') wrongAccount(trial, 'AccountRef', account.fullName, account.detail);
  const payeeId = payeeOf(book, trial, child(add, 'PayeeEntityRef'));
  const txnDate = checkedDate(book, trial, add);
  const fields = readFields(book, trial, add, HANDLED, 'Check');
  const expenses = childrenOf(add, 'ExpenseLineAdd').map((line) => readExpense(book, trial, line));
  const receivable = expenses.filter((line) => book.records.get(line.accountId)?.detail === 'AccountsReceivable');
  if (trial.refusals.length === 0) checkReceivable(book, trial, payeeId, receivable);
  const links = trial.refusals.length === 0 ? applyAll(book, trial, add, payeeId, receivable) : [];
  const total = addCents(...expenses.map((line) => line.amount));
  if (total < 0 && trial.refusals.length === 0)
    refuse(
      trial,
      STATUS.businessRule,
      'The total of the check is negative. QuickBooks error message: Transaction amount must be positive.',
    );
  const exchangeRate = rateOf(book, trial, book.customers.get(payeeId), add);
  const [first] = trial.refusals;
  if (first !== undefined) return refused(first);
  const refNumber = stored(textAt(add, 'RefNumber'));
  return {
    kind: 'write',
    refNumber,
    commit: () => {
      const transaction: Transaction = {
        ...transactionFrom(book, 'Check', add, { customerId: payeeId, txnDate, fields, exchangeRate, total }),
        links,
        expenses: expenses.map((line) => ({ ...line, lineId: nextTxnId(book) })),
      };
      enter(book, transaction);
      return writtenTransaction(transaction, trial, moneyRet(book, transaction, { lines: true, owners: [], links: true }));
    },
  };
}
