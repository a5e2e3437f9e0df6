/** What is still open on invoices and credits, and the links that settle it. */
import { addCents, cents, type Cents, ZERO_CENTS } from '../../domain/money.ts';
import type { Book } from './book.ts';
import { refuse, STATUS, type Trial } from './outcome.ts';
import type { Link, Transaction, TxnType } from './state.ts';

/** Amounts and discounts other transactions have applied to this one. */
export function appliedTo(book: Book, transaction: Transaction): Cents {
  const linking = book.linkedFrom.get(transaction.txnId) ?? [];
  return addCents(...[...linking].flatMap((one) => one.links.filter(({ txnId }) => txnId === transaction.txnId).map(worth)));
}

function worth(link: Link): Cents {
  return addCents(link.amount, link.discount);
}

/** What this transaction has given to others: a payment to invoices, a credit to an invoice. Discounts cost it nothing. */
export function givenAway(transaction: Transaction): Cents {
  return addCents(...transaction.links.map((link) => link.amount));
}

/** Open on an invoice, left of a credit memo or of a payment; nothing for other kinds. */
export function openAmount(book: Book, transaction: Transaction): Cents {
  if (!SETTLED.has(transaction.type) || transaction.isVoid) return ZERO_CENTS;
  return cents(transaction.total - appliedTo(book, transaction) - givenAway(transaction));
}

const SETTLED: ReadonlySet<TxnType> = new Set(['Invoice', 'CreditMemo', 'ReceivePayment']);

export type LinkedSide = { readonly other: Transaction; readonly amount: Cents };

/** The other ends of all links of a transaction, in both directions. Amounts lower what is open, hence negative as QuickBooks shows them. */
export function linkedSides(book: Book, transaction: Transaction): readonly LinkedSide[] {
  const own = transaction.links.flatMap((link) => {
    const other = book.transactions.get(link.txnId);
    return other === undefined ? [] : [{ other, amount: cents(-worth(link)) }];
  });
  const linking = [...(book.linkedFrom.get(transaction.txnId) ?? [])].map((other) => ({
    other,
    amount: cents(-addCents(...other.links.filter(({ txnId }) => txnId === transaction.txnId).map(worth))),
  }));
  return [...own, ...linking];
}

function isFamily(book: Book, customerId: string, of: string): boolean {
  if (customerId === of) return true;
  const payer = book.customers.get(customerId)?.fullName;
  return payer !== undefined && book.customers.get(of)?.fullName.startsWith(`${payer}:`) === true;
}

export function arAccountOf(transaction: Transaction): string {
  const account = transaction.fields['ARAccountRef'];
  return account?.kind === 'ref' ? account.listId : '';
}

export type Settling = {
  readonly trial: Trial;
  /** Who pays or is paid. */
  readonly customerId: string;
  readonly arAccountId: string;
  /** Kinds that can be settled so. */
  readonly kinds: readonly TxnType[];
  /** What this request has already taken of each transaction. */
  readonly taken: Map<string, Cents>;
};

/**
 * The transaction behind a TxnID that is to be settled by `amount` (null: as much as is open). Refusals: 3000 malformed ID, 3120 no such
 * transaction of these kinds, 3210 another customer's, another A/R account's, pending, or more than is open (QBXML fact sheet §7).
 */
export function settle(book: Book, settling: Settling, txnId: string, amount: Cents | null): { target: Transaction; amount: Cents } | null {
  const { trial } = settling;
  const target = book.transactions.get(txnId);
  if (target === undefined || !settling.kinds.includes(target.type)) {
    if (/^[0-9A-F]{1,8}-\d{1,10}$/.test(txnId))
      refuse(trial, STATUS.notFoundInFilter, `Object "${txnId}" specified in the request cannot be found.`);
    else refuse(trial, STATUS.badObjectId, `The given object ID "${txnId}" in the field "TxnID" is invalid.`);
    return null;
  }
  if (book.open.has(txnId)) {
    refuse(trial, STATUS.relatedInUse, `The transaction "${target.refNumber}" to be settled is open in a QuickBooks window.`);
    return null;
  }
  const before = settling.taken.get(txnId) ?? ZERO_CENTS;
  const left = cents(openAmount(book, target) - before);
  const wanted = amount ?? left;
  const complaint = complaintOf(book, settling, target, wanted, left);
  if (complaint !== null) {
    refuse(
      trial,
      STATUS.businessRule,
      `There was an error when saving the amount applied to "${txnId}". QuickBooks error message: ${complaint}`,
    );
    return null;
  }
  settling.taken.set(txnId, addCents(before, wanted));
  return { target, amount: wanted };
}

function complaintOf(book: Book, settling: Settling, target: Transaction, wanted: Cents, left: Cents): string | null {
  if (!isFamily(book, settling.customerId, target.customerId)) return 'The transaction belongs to another customer.';
  if (arAccountOf(target) !== settling.arAccountId) return 'The transaction is in another accounts receivable account.';
  if (target.isPending) return 'A pending transaction cannot be settled.';
  if (wanted < 0) return 'The amount may not be negative.';
  if (wanted > left) return `The amount applied is larger than what is open (${(left / 100).toFixed(2)}).`;
  return wanted === 0 && left === 0 ? 'Nothing is open on it any more.' : null;
}
