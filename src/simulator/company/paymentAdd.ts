/** ReceivePaymentAdd and ARRefundCreditCardAdd: money in against invoices, money back against credits. */
import { addCents, parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import { childrenOf, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, indexLinks, type Book } from './book.ts';
import { readFields, resolve } from './fields.ts';
import { moneyRet } from './moneyAnswer.ts';
import { refuse, refused, STATUS, type Handled, type Trial } from './outcome.ts';
import { openAmount, settle, type Settling } from './settlement.ts';
import type { Customer, Fields, Link, Transaction } from './state.ts';
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

const HANDLED: ReadonlySet<string> = new Set([
  'CustomerRef',
  'TxnDate',
  'RefNumber',
  'TotalAmount',
  'Memo',
  'ExternalGUID',
  'IsAutoApply',
  'AppliedToTxnAdd',
  'RefundAppliedToTxnAdd',
]);

/** Null: not sent. */
export function amountAt(parent: XmlElement, name: string): Cents | null {
  const text = textAt(parent, name);
  const read = text === '' ? null : parseCents(text, name);
  return read?.ok === true ? read.value : null;
}

function withAccount(fields: Fields, name: string, listId: string): Fields {
  return listId === '' || fields[name] !== undefined ? fields : { ...fields, [name]: { kind: 'ref', list: 'Account', listId } };
}

function accountIn(fields: Fields, name: string): string {
  const field = fields[name];
  return field?.kind === 'ref' ? field.listId : '';
}

/** Links a payment makes, and credits it sets off against an invoice on the way. */
type Applied = { readonly links: Link[]; readonly credits: { readonly credit: Transaction; readonly link: Link }[]; readonly paid: Cents };
const NOTHING: Applied = { links: [], credits: [], paid: ZERO_CENTS };

function applyOne(book: Book, settling: Settling, applied: XmlElement): Applied {
  const { trial } = settling;
  const txnId = textAt(applied, 'TxnID').trim();
  const payment = amountAt(applied, 'PaymentAmount');
  const discount = amountAt(applied, 'DiscountAmount') ?? ZERO_CENTS;
  const discountAccountId = resolve(
    book,
    trial,
    applied.children.find((one) => one.name === 'DiscountAccountRef'),
    'Account',
    'ReceivePayment',
  );
  const setCredits = childrenOf(applied, 'SetCredit');
  if (payment === null && discount === 0 && setCredits.length === 0) {
    refuse(trial, STATUS.missingElement, 'AppliedToTxnAdd has no PaymentAmount, no discount and no credit.');
    return NOTHING;
  }
  if (discount !== 0 && discountAccountId === '') refuse(trial, STATUS.accountMissing, 'A discount needs an account to post to.');
  if (discount < 0 || (payment ?? 0) < 0) {
    refuse(trial, STATUS.businessRule, 'The amount of a payment or discount may not be negative.');
    return NOTHING;
  }
  const credited = setCredits.map((one) => ({
    creditId: textAt(one, 'CreditTxnID').trim(),
    amount: amountAt(one, 'AppliedAmount') ?? ZERO_CENTS,
  }));
  const all = addCents(payment ?? ZERO_CENTS, discount, ...credited.map((one) => one.amount));
  if (settle(book, settling, txnId, all) === null) return NOTHING;
  const credits = credited.flatMap(({ creditId, amount }) => {
    const found = settle(book, { ...settling, kinds: ['CreditMemo', 'ReceivePayment'] }, creditId, amount);
    return found === null ? [] : [{ credit: found.target, link: { txnId, amount, discount: ZERO_CENTS, discountAccountId: '' } }];
  });
  const own = payment === null && discount === 0 ? [] : [{ txnId, amount: payment ?? ZERO_CENTS, discount, discountAccountId }];
  return { links: own, credits, paid: payment ?? ZERO_CENTS };
}

/** The invoice of exactly this amount, else the oldest first; what is over stays unused (from memory: QuickBooks' own preference). */
function applyByItself(book: Book, settling: Settling, total: Cents): Applied {
  const open = book.state.transactions
    .filter((one) => one.type === 'Invoice' && one.customerId === settling.customerId && !one.isPending && openAmount(book, one) > 0)
    .toSorted((a, b) => (a.txnDate < b.txnDate ? -1 : a.txnDate > b.txnDate ? 1 : a.txnNumber - b.txnNumber));
  const exact = open.find((one) => openAmount(book, one) === total);
  let left: number = total;
  const links: Link[] = [];
  for (const one of exact === undefined ? open : [exact]) {
    const amount = Math.min(left, openAmount(book, one)) as Cents;
    if (amount > 0) links.push({ txnId: one.txnId, amount, discount: ZERO_CENTS, discountAccountId: '' });
    left -= amount;
  }
  return { links, credits: [], paid: total };
}

function header(
  book: Book,
  trial: Trial,
  add: XmlElement,
  type: string,
): { customer: Customer | undefined; txnDate: string; fields: Fields; exchangeRate: string } {
  const customer = checkedCustomer(book, trial, add, type, true);
  const txnDate = checkedDate(book, trial, add);
  const fields = withAccount(readFields(book, trial, add, HANDLED, type), 'ARAccountRef', arAccountFor(book, customer));
  checkAccount(book, trial, fields, 'ARAccountRef', ['AccountsReceivable']);
  return { customer, txnDate, fields, exchangeRate: rateOf(book, trial, customer, add) };
}

type Whole = ReturnType<typeof header> & {
  readonly add: XmlElement;
  readonly total: Cents;
  readonly links: Link[];
  readonly credits: Applied['credits'];
};

function finish(book: Book, trial: Trial, type: 'ReceivePayment' | 'ARRefundCreditCard', whole: Whole): Handled {
  const { add, customer, txnDate, fields, exchangeRate, total, links } = whole;
  if (total <= 0 && trial.refusals.length === 0 && whole.credits.length === 0) {
    refuse(
      trial,
      STATUS.businessRule,
      `The amount of the ${type} must be positive. QuickBooks error message: Transaction amount must be positive.`,
    );
  }
  const [first] = trial.refusals;
  if (first !== undefined) return refused(first);
  const refNumber = stored(textAt(add, 'RefNumber'));
  return {
    kind: 'write',
    refNumber,
    commit: () => {
      for (const { credit, link } of whole.credits) {
        credit.links.push(link);
        indexLinks(book, credit);
      }
      const transaction: Transaction = {
        ...transactionFrom(book, type, add, { customerId: customer?.listId ?? '', txnDate, fields, exchangeRate, total }),
        links,
      };
      enter(book, transaction);
      return writtenTransaction(transaction, trial, moneyRet(book, transaction, { lines: true, owners: [], links: true }));
    },
  };
}

/** `add` is the `ReceivePaymentAdd` element. What it applies may be less than its amount, never more. */
export function addPayment(book: Book, add: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  const head = header(book, trial, add, 'ReceivePayment');
  const fields = withAccount(head.fields, 'DepositToAccountRef', idOf(book, 'Account', 'Undeposited Funds') ?? '');
  checkAccount(book, trial, fields, 'DepositToAccountRef', ['Bank', 'OtherCurrentAsset', 'CreditCard']);
  const settling: Settling = {
    trial,
    customerId: head.customer?.listId ?? '',
    arAccountId: accountIn(fields, 'ARAccountRef'),
    kinds: ['Invoice'],
    taken: new Map(),
  };
  const given = amountAt(add, 'TotalAmount');
  const applied = head.customer === undefined ? [] : childrenOf(add, 'AppliedToTxnAdd').map((one) => applyOne(book, settling, one));
  const byItself =
    isTrue(textAt(add, 'IsAutoApply')) && trial.refusals.length === 0 && given !== null ? applyByItself(book, settling, given) : NOTHING;
  const parts = [...applied, byItself];
  const paid = addCents(...applied.map((one) => one.paid));
  const total = given ?? paid;
  if (paid > total) {
    refuse(
      trial,
      STATUS.businessRule,
      'The amounts applied are larger than the payment. QuickBooks error message: You cannot apply more than the payment.',
    );
  }
  return finish(book, trial, 'ReceivePayment', {
    ...head,
    fields,
    add,
    total,
    links: parts.flatMap((one) => one.links),
    credits: parts.flatMap((one) => one.credits),
  });
}

/** `add` is the `ARRefundCreditCardAdd` element: gives back what is left of credit memos and overpayments. */
export function addCardRefund(book: Book, add: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  const head = header(book, trial, add, 'ARRefundCreditCard');
  // Left out: Undeposited Funds; any bank or asset account may stand here (Intuit's tutorial on credit card refunds).
  const fields = withAccount(head.fields, 'RefundFromAccountRef', idOf(book, 'Account', 'Undeposited Funds') ?? '');
  checkAccount(book, trial, fields, 'RefundFromAccountRef', ['Bank', 'OtherCurrentAsset', 'OtherAsset', 'FixedAsset', 'CreditCard']);
  const settling: Settling = {
    trial,
    customerId: head.customer?.listId ?? '',
    arAccountId: accountIn(fields, 'ARAccountRef'),
    kinds: ['CreditMemo', 'ReceivePayment'],
    taken: new Map(),
  };
  const links = (head.customer === undefined ? [] : childrenOf(add, 'RefundAppliedToTxnAdd')).flatMap((one): Link[] => {
    const found = settle(book, settling, textAt(one, 'TxnID').trim(), amountAt(one, 'RefundAmount') ?? ZERO_CENTS);
    return found === null ? [] : [{ txnId: found.target.txnId, amount: found.amount, discount: ZERO_CENTS, discountAccountId: '' }];
  });
  return finish(book, trial, 'ARRefundCreditCard', {
    ...head,
    fields,
    add,
    total: addCents(...links.map((link) => link.amount)),
    links,
    credits: [],
  });
}
