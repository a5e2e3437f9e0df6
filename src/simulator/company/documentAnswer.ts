/** A sales document as SalesReceiptRet, InvoiceRet, SalesOrderRet or CreditMemoRet: field order as in qbXML 13.0 for US Desktop. */
import { formatDecimal } from '../../domain/decimal.ts';
import { cents, formatCents, type Cents } from '../../domain/money.ts';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { formatPrice } from './arithmetic.ts';
import type { Book } from './book.ts';
import { addressBlock, fieldElement, referenceTo } from './fields.ts';
import { linkedSides, openAmount } from './settlement.ts';
import type { DataExt, GroupLine, ItemLine, Line, SalesType, Transaction } from './state.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const TOP = 'TxnID TimeCreated TimeModified EditSequence TxnNumber CustomerRef ClassRef';
const NUMBERED = 'TemplateRef TxnDate RefNumber BillAddress BillAddressBlock ShipAddress ShipAddressBlock';
const SHIPPED =
  'PONumber TermsRef DueDate SalesRepRef FOB ShipDate ShipMethodRef Subtotal ItemSalesTaxRef SalesTaxPercentage SalesTaxTotal';
const TAIL = 'CustomerMsgRef IsToBePrinted IsToBeEmailed CustomerSalesTaxCodeRef';

const ORDER: Readonly<Record<SalesType, readonly string[]>> = {
  SalesReceipt:
    list(`${TOP} ${NUMBERED} IsPending CheckNumber PaymentMethodRef DueDate SalesRepRef ShipDate ShipMethodRef FOB Subtotal ItemSalesTaxRef
    SalesTaxPercentage SalesTaxTotal TotalAmount CurrencyRef ExchangeRate TotalAmountInHomeCurrency Memo ${TAIL} DepositToAccountRef Other ExternalGUID Lines`),
  Invoice: list(`${TOP} ARAccountRef ${NUMBERED} IsPending IsFinanceCharge ${SHIPPED} AppliedAmount BalanceRemaining CurrencyRef
    ExchangeRate BalanceRemainingInHomeCurrency Memo IsPaid ${TAIL} Other ExternalGUID Links Lines`),
  SalesOrder: list(
    `${TOP} ${NUMBERED} ${SHIPPED} TotalAmount CurrencyRef ExchangeRate TotalAmountInHomeCurrency IsManuallyClosed IsFullyInvoiced Memo ${TAIL} Other ExternalGUID Lines`,
  ),
  CreditMemo: list(
    `${TOP} ARAccountRef ${NUMBERED} IsPending ${SHIPPED} TotalAmount CreditRemaining CurrencyRef ExchangeRate
      CreditRemainingInHomeCurrency Memo ${TAIL} Other ExternalGUID Links Lines`,
  ),
};

const LINE_ORDER = list('ClassRef Amount InventorySiteRef ServiceDate SalesTaxCodeRef Invoiced IsManuallyClosed Other1 Other2');

export type AnswerOptions = {
  readonly lines: boolean;
  /** OwnerIDs whose data extensions are wanted. */
  readonly owners: readonly string[];
  /** LinkedTxn: what settles the document. */
  readonly links: boolean;
};

export function dataExtElements(all: readonly DataExt[], owners: readonly string[]): XmlElement[] {
  return all
    .filter((one) => owners.includes(one.ownerId))
    .map((one) =>
      element('DataExtRet', [
        element('OwnerID', one.ownerId),
        element('DataExtName', one.name),
        element('DataExtType', 'STR255TYPE'),
        element('DataExtValue', one.value),
      ]),
    );
}

const money = (name: string, amount: Cents): XmlElement => element(name, formatCents(amount));

/** Nulls and blanks are left out of an answer. */
export function present(elements: readonly (XmlElement | null | undefined)[]): XmlElement[] {
  return elements.filter((one): one is XmlElement => one !== null && one !== undefined && (one.text !== '' || one.children.length > 0));
}

function lineElement(book: Book, type: SalesType, line: ItemLine, owners: readonly string[]): XmlElement {
  const rest = LINE_ORDER.map((name): XmlElement | null => {
    if (name === 'Amount') return line.amount === null ? null : money(name, line.amount);
    if (name === 'SalesTaxCodeRef') return referenceTo(book, name, line.taxCodeId);
    if (name === 'Invoiced') return type === 'SalesOrder' && line.quantity !== null ? element(name, '0') : null;
    return fieldElement(book, name, line.fields[name]);
  });
  return element(
    `${type}LineRet`,
    present([
      element('TxnLineID', line.lineId),
      referenceTo(book, 'ItemRef', line.itemId),
      element('Desc', line.description),
      line.quantity === null ? null : element('Quantity', formatDecimal(line.quantity)),
      line.ratePercent !== null
        ? element('RatePercent', formatDecimal(line.ratePercent))
        : line.rate !== null
          ? element('Rate', formatPrice(line.rate))
          : null,
      ...rest,
      ...dataExtElements(line.dataExt, owners),
    ]),
  );
}

function groupElement(book: Book, type: SalesType, line: GroupLine, owners: readonly string[]): XmlElement {
  return element(
    `${type}LineGroupRet`,
    present([
      element('TxnLineID', line.lineId),
      referenceTo(book, 'ItemGroupRef', line.groupId),
      element('Desc', line.description),
      element('Quantity', formatDecimal(line.quantity)),
      element('IsPrintItemsInGroup', 'true'),
      money('TotalAmount', line.total),
      ...line.members.map((member) => lineElement(book, type, member, owners)),
      ...dataExtElements(line.dataExt, owners),
    ]),
  );
}

function linesOf(book: Book, type: SalesType, lines: readonly Line[], owners: readonly string[]): XmlElement[] {
  return lines.map((line) => (line.kind === 'group' ? groupElement(book, type, line, owners) : lineElement(book, type, line, owners)));
}

/** What settles a transaction, or what it settles. */
export function linkedElements(book: Book, transaction: Transaction): XmlElement[] {
  return linkedSides(book, transaction).map(({ other, amount }) =>
    element(
      'LinkedTxn',
      present([
        element('TxnID', other.txnId),
        element('TxnType', other.type),
        element('TxnDate', other.txnDate),
        element('RefNumber', other.refNumber),
        element('LinkType', 'AMTTYPE'),
        money('Amount', amount),
      ]),
    ),
  );
}

/** Currency fields; null while multicurrency is off. `amount` in the document's currency. */
export function currencyElement(book: Book, transaction: Transaction, name: string, amount: Cents): XmlElement | null {
  const { multiCurrency, homeCurrencyId } = book.state;
  if (!multiCurrency) return null;
  const rate = Number(transaction.exchangeRate || '1');
  if (name === 'CurrencyRef')
    return referenceTo(book, name, (book.customers.get(transaction.customerId)?.currencyId ?? '') || homeCurrencyId);
  return name === 'ExchangeRate' ? element(name, String(rate)) : money(name, cents(Math.round(amount * rate)));
}

/** What documents and money say at their head in the same way. */
export function commonElement(book: Book, transaction: Transaction, name: string): XmlElement | null {
  switch (name) {
    case 'TxnID':
      return element(name, transaction.txnId);
    case 'TimeCreated':
      return element(name, book.stamps.shown(transaction.createdAt));
    case 'TimeModified':
      return element(name, book.stamps.shown(transaction.modifiedAt));
    case 'EditSequence':
      return element(name, transaction.editSequence);
    case 'TxnNumber':
      return element(name, String(transaction.txnNumber));
    case 'TxnDate':
      return element(name, transaction.txnDate);
    case 'RefNumber':
      return element(name, transaction.refNumber);
    case 'Memo':
      return element(name, transaction.memo);
    case 'ExternalGUID':
      return element(name, transaction.externalGuid);
    default:
      return fieldElement(book, name, transaction.fields[name]);
  }
}

function headerElement(book: Book, transaction: Transaction, name: string): XmlElement | null {
  const open = openAmount(book, transaction);
  switch (name) {
    case 'CustomerRef':
      return referenceTo(book, name, transaction.customerId);
    case 'IsPending':
      return element(name, String(transaction.isPending));
    case 'Subtotal':
      return money(name, transaction.subtotal);
    case 'ItemSalesTaxRef':
      return referenceTo(book, name, transaction.taxItemId);
    case 'SalesTaxPercentage':
      return transaction.taxItemId === '' ? null : element(name, formatDecimal(transaction.taxPercent));
    case 'SalesTaxTotal':
      return money(name, transaction.taxTotal);
    case 'TotalAmount':
      return money(name, transaction.total);
    case 'AppliedAmount':
      return money(name, cents(open - transaction.total));
    case 'BalanceRemaining':
    case 'CreditRemaining':
      return money(name, open);
    case 'CurrencyRef':
    case 'ExchangeRate':
    case 'TotalAmountInHomeCurrency':
      return currencyElement(book, transaction, name, transaction.total);
    case 'BalanceRemainingInHomeCurrency':
    case 'CreditRemainingInHomeCurrency':
      return currencyElement(book, transaction, name, open);
    case 'IsPaid':
      return element(name, String(open === 0 && !transaction.isPending));
    case 'IsFullyInvoiced':
      return element(name, 'false');
    case 'IsManuallyClosed':
      return fieldElement(book, name, transaction.fields[name]) ?? element(name, 'false');
    case 'BillAddressBlock':
      return addressBlock(name, transaction.fields['BillAddress']);
    case 'ShipAddressBlock':
      return addressBlock(name, transaction.fields['ShipAddress']);
    default:
      return commonElement(book, transaction, name);
  }
}

export function isSalesType(type: string): type is SalesType {
  return Object.hasOwn(ORDER, type);
}

/** The transaction must be a sales document. */
export function documentRet(book: Book, transaction: Transaction, options: AnswerOptions): XmlElement {
  const type = transaction.type;
  if (!isSalesType(type)) throw new Error(`no Ret for ${type}`);
  const parts = ORDER[type].flatMap((name): (XmlElement | null)[] => {
    if (name === 'Links') return options.links ? linkedElements(book, transaction) : [];
    if (name === 'Lines') return options.lines ? linesOf(book, type, transaction.lines, options.owners) : [];
    return [headerElement(book, transaction, name)];
  });
  return element(`${type}Ret`, present([...parts, ...dataExtElements(transaction.dataExt, options.owners)]));
}
