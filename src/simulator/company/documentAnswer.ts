/** A sales document as SalesReceiptRet, InvoiceRet, SalesOrderRet or CreditMemoRet: field order as in qbXML 13.0 for US Desktop. */
import { formatDecimal } from '../../domain/decimal.ts';
import { formatCents, type Cents } from '../../domain/money.ts';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { formatPrice } from './arithmetic.ts';
import type { Book } from './book.ts';
import { fieldElement, referenceTo } from './fields.ts';
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
    SalesTaxPercentage SalesTaxTotal TotalAmount Memo ${TAIL} DepositToAccountRef Other ExternalGUID Lines`),
  Invoice:
    list(`${TOP} ARAccountRef ${NUMBERED} IsPending IsFinanceCharge ${SHIPPED} AppliedAmount BalanceRemaining Memo IsPaid ${TAIL} Other
    ExternalGUID Lines`),
  SalesOrder: list(`${TOP} ${NUMBERED} ${SHIPPED} TotalAmount IsManuallyClosed IsFullyInvoiced Memo ${TAIL} Other ExternalGUID Lines`),
  CreditMemo: list(
    `${TOP} ARAccountRef ${NUMBERED} IsPending ${SHIPPED} TotalAmount CreditRemaining Memo ${TAIL} Other ExternalGUID Lines`,
  ),
};

const LINE_ORDER = list('ClassRef Amount ServiceDate SalesTaxCodeRef Invoiced IsManuallyClosed Other1 Other2');

export type AnswerOptions = {
  readonly lines: boolean;
  /** OwnerIDs whose data extensions are wanted. */
  readonly owners: readonly string[];
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

/** An address as its printed lines. */
function blockOf(transaction: Transaction, name: string): XmlElement | null {
  const address = transaction.fields[name];
  if (address?.kind !== 'block') return null;
  const part = (wanted: string): string => address.parts.find(([one]) => one === wanted)?.[1] ?? '';
  const place = [part('City'), [part('State'), part('PostalCode')].filter((text) => text !== '').join(' ')]
    .filter((text) => text !== '')
    .join(', ');
  const printed = ['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5']
    .map(part)
    .concat(place, part('Country'))
    .filter((text) => text !== '')
    .slice(0, 5);
  return element(
    `${name}Block`,
    printed.map((text, index) => element(`Addr${String(index + 1)}`, text.slice(0, 41))),
  );
}

function headerElement(book: Book, transaction: Transaction, name: string): XmlElement | null {
  const open = formatCents(transaction.total);
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
    case 'CustomerRef':
      return referenceTo(book, name, transaction.customerId);
    case 'TxnDate':
      return element(name, transaction.txnDate);
    case 'RefNumber':
      return element(name, transaction.refNumber);
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
      return element(name, '0.00');
    case 'BalanceRemaining':
    case 'CreditRemaining':
      return element(name, open);
    case 'IsPaid':
    case 'IsFullyInvoiced':
      return element(name, 'false');
    case 'IsManuallyClosed':
      return fieldElement(book, name, transaction.fields[name]) ?? element(name, 'false');
    case 'Memo':
      return element(name, transaction.memo);
    case 'ExternalGUID':
      return element(name, transaction.externalGuid);
    case 'BillAddressBlock':
      return blockOf(transaction, 'BillAddress');
    case 'ShipAddressBlock':
      return blockOf(transaction, 'ShipAddress');
    default:
      return fieldElement(book, name, transaction.fields[name]);
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
    if (name === 'Lines') return options.lines ? linesOf(book, type, transaction.lines, options.owners) : [];
    return [headerElement(book, transaction, name)];
  });
  return element(`${type}Ret`, present(parts));
}
