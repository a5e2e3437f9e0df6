/** A person at the keyboard, the money: a payment entered on an invoice, a refund on a credit. Mistakes of the caller throw. */
import { formatCents } from '../../domain/money.ts';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { fullNameOf, type Book } from './book.ts';
import { present } from './documentAnswer.ts';
import { addCardRefund, addPayment } from './paymentAdd.ts';
import { openAmount } from './settlement.ts';
import type { Transaction } from './state.ts';

export type HandMoney = {
  /** TxnID of the invoice that is paid, or of the credit memo that is given back. */
  readonly of: string;
  /** Money, e.g. `12.50`; all that is open when left out. */
  readonly amount?: string;
  /** Name of a payment method. */
  readonly method?: string;
  readonly refNumber?: string;
  readonly txnDate?: string;
};

export type MoneyKeyboard = {
  /** Receives a payment on an invoice; answers the payment's TxnID. Throws what QuickBooks would say. */
  receivePayment(payment: HandMoney): string;
  /** Gives a credit memo's money back by card; answers the refund's TxnID. */
  giveBack(refund: HandMoney): string;
};

const named = (name: string, fullName: string | undefined): XmlElement | null =>
  fullName === undefined ? null : element(name, [element('FullName', fullName)]);
const text = (name: string, value: string | undefined): XmlElement | null => (value === undefined ? null : element(name, value));

function target(book: Book, txnId: string): Transaction {
  const found = book.transactions.get(txnId);
  if (found === undefined) throw new Error(`no transaction ${txnId} in the company file`);
  return found;
}

/** The forms go through the same checks as an Add. */
export function moneyKeyboard(book: () => Book): MoneyKeyboard {
  const enter = (kind: 'payment' | 'refund', given: HandMoney): string => {
    const here = book();
    const of = target(here, given.of);
    const amount = given.amount ?? formatCents(openAmount(here, of));
    const applied =
      kind === 'payment'
        ? element('AppliedToTxnAdd', [element('TxnID', of.txnId), element('PaymentAmount', amount)])
        : element('RefundAppliedToTxnAdd', [element('TxnID', of.txnId), element('RefundAmount', amount)]);
    const add = element(
      'Add',
      present([
        named('CustomerRef', fullNameOf(here, of.customerId)),
        text('TxnDate', given.txnDate ?? here.stamps.day(here.now())),
        text('RefNumber', given.refNumber),
        kind === 'payment' ? element('TotalAmount', amount) : null,
        named('PaymentMethodRef', given.method),
        applied,
      ]),
    );
    const handled = kind === 'payment' ? addPayment(here, add) : addCardRefund(here, add);
    if (handled.kind !== 'write') throw new Error(`QuickBooks refuses (${String(handled.code)}): ${handled.message}`);
    return handled.commit().txnId;
  };
  return { receivePayment: (payment) => enter('payment', payment), giveBack: (refund) => enter('refund', refund) };
}
