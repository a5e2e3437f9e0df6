/** ReceivePaymentRet, ARRefundCreditCardRet and CheckRet: field order as in qbXML 13.0 for US Desktop. */
import { formatCents } from '../../domain/money.ts';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import type { Book } from './book.ts';
import { commonElement, currencyElement, dataExtElements, linkedElements, present, type AnswerOptions } from './documentAnswer.ts';
import { addressBlock, fieldElement, referenceTo } from './fields.ts';
import { openAmount } from './settlement.ts';
import { MONEY_TYPES, type Link, type MoneyType, type Transaction } from './state.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const ORDER: Readonly<Record<MoneyType, readonly string[]>> = {
  ReceivePayment:
    list(`TxnID TimeCreated TimeModified EditSequence TxnNumber CustomerRef ARAccountRef TxnDate RefNumber TotalAmount CurrencyRef
    ExchangeRate TotalAmountInHomeCurrency PaymentMethodRef Memo DepositToAccountRef UnusedPayment UnusedCredits ExternalGUID Links`),
  ARRefundCreditCard:
    list(`TxnID TimeCreated TimeModified EditSequence TxnNumber CustomerRef RefundFromAccountRef ARAccountRef TxnDate RefNumber
    TotalAmount CurrencyRef ExchangeRate TotalAmountInHomeCurrency Address AddressBlock PaymentMethodRef Memo ExternalGUID Links`),
  Check:
    list(`TxnID TimeCreated TimeModified EditSequence TxnNumber AccountRef PayeeEntityRef RefNumber TxnDate Amount CurrencyRef ExchangeRate
    AmountInHomeCurrency Memo Address AddressBlock IsToBePrinted ExternalGUID Links`),
};

export function isMoneyType(type: string): type is MoneyType {
  return (MONEY_TYPES as readonly string[]).includes(type);
}

function appliedElement(book: Book, transaction: Transaction, link: Link): XmlElement | null {
  const other = book.transactions.get(link.txnId);
  if (other === undefined) return null;
  const head = [
    element('TxnID', other.txnId),
    element('TxnType', other.type),
    element('TxnDate', other.txnDate),
    element('RefNumber', other.refNumber),
  ];
  const open = formatCents(openAmount(book, other));
  if (transaction.type === 'ARRefundCreditCard') {
    return element(
      'RefundAppliedToTxnRet',
      present([...head, element('CreditRemaining', open), element('RefundAmount', formatCents(link.amount))]),
    );
  }
  const discount =
    link.discount === 0
      ? []
      : [element('DiscountAmount', formatCents(link.discount)), referenceTo(book, 'DiscountAccountRef', link.discountAccountId)];
  return element(
    'AppliedToTxnRet',
    present([...head, element('BalanceRemaining', open), element('Amount', formatCents(link.amount)), ...discount]),
  );
}

function linkElements(book: Book, transaction: Transaction, options: AnswerOptions): (XmlElement | null)[] {
  if (transaction.type !== 'Check') return options.lines ? transaction.links.map((link) => appliedElement(book, transaction, link)) : [];
  const expenses = transaction.expenses.map((line) =>
    element(
      'ExpenseLineRet',
      present([
        element('TxnLineID', line.lineId),
        referenceTo(book, 'AccountRef', line.accountId),
        element('Amount', formatCents(line.amount)),
        element('Memo', line.memo),
        referenceTo(book, 'CustomerRef', line.customerId),
        fieldElement(book, 'ClassRef', line.fields['ClassRef']),
        fieldElement(book, 'BillableStatus', line.fields['BillableStatus']),
      ]),
    ),
  );
  return [...(options.links ? linkedElements(book, transaction) : []), ...(options.lines ? expenses : [])];
}

function headElement(book: Book, transaction: Transaction, name: string): XmlElement | null {
  switch (name) {
    case 'CustomerRef':
    case 'PayeeEntityRef':
      return referenceTo(book, name, transaction.customerId);
    case 'TotalAmount':
    case 'Amount':
      return element(name, formatCents(transaction.total));
    case 'CurrencyRef':
    case 'ExchangeRate':
    case 'TotalAmountInHomeCurrency':
    case 'AmountInHomeCurrency':
      return currencyElement(book, transaction, name, transaction.total);
    case 'UnusedPayment':
      return element(name, formatCents(openAmount(book, transaction)));
    case 'UnusedCredits':
      return element(name, '0.00');
    case 'AddressBlock':
      return addressBlock('AddressBlock', transaction.fields['Address']);
    default:
      return commonElement(book, transaction, name);
  }
}

/** The transaction must be one of MONEY_TYPES. Applied amounts and expense lines with `lines`, a check's links with `links`. */
export function moneyRet(book: Book, transaction: Transaction, options: AnswerOptions): XmlElement {
  const type = transaction.type;
  if (!isMoneyType(type)) throw new Error(`no Ret for ${type}`);
  const parts = ORDER[type].flatMap((name) =>
    name === 'Links' ? linkElements(book, transaction, options) : [headElement(book, transaction, name)],
  );
  return element(`${type}Ret`, present([...parts, ...dataExtElements(transaction.dataExt, options.owners)]));
}
