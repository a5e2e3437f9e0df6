/** Reads a document with its lines, addresses and totals as QuickBooks gives it back: what a printed copy is made from. */
import type { DocumentKind } from '../../domain/job.ts';
import { negateCents, subtractCents, type Cents } from '../../domain/money.ts';
import type { PostedDocument, PostedLine } from '../../domain/postedDocument.ts';
import { ok, type Result } from '../../domain/result.ts';
import { textAt, type XmlElement } from '../xml/tree.ts';
import { readHead, readOurs, totalOf } from './documentRecord.ts';
import type { Answer } from './envelope.ts';
import { readAmount, readFlag, readQuantity, textOf } from './records.ts';
import { refFullName } from './refs.ts';
import { TXN_TYPES } from './txnTypes.ts';

const BLOCK = ['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5'];

/** QuickBooks' own printed block where it gives one, else the parts put together as a United States address is written. */
function addressLines(record: XmlElement, name: 'BillAddress' | 'ShipAddress'): readonly string[] {
  const printed = BLOCK.map((line) => textAt(record, `${name}Block`, line).trim()).filter((line) => line !== '');
  if (printed.length > 0) return printed;
  const part = (field: string): string => textAt(record, name, field).trim();
  const place = [[part('City'), part('State')].filter((text) => text !== '').join(', '), part('PostalCode')].filter((text) => text !== '').join(' ');
  return [...BLOCK.map(part), place, part('Country'), part('Note')].filter((line) => line !== '');
}

function readLine(line: XmlElement, role: PostedLine['role'], isPrinted: boolean): Result<PostedLine> {
  const quantity = readQuantity(line, 'Quantity');
  if (!quantity.ok) return quantity;
  const rate = readQuantity(line, 'Rate');
  if (!rate.ok) return rate;
  const ratePercent = readQuantity(line, 'RatePercent');
  if (!ratePercent.ok) return ratePercent;
  const amount = readAmount(line, role === 'group' ? 'TotalAmount' : 'Amount');
  if (!amount.ok) return amount;
  return ok({
    item: refFullName(line, role === 'group' ? 'ItemGroupRef' : 'ItemRef').trim(), description: textOf(line, 'Desc'),
    quantity: quantity.value, unit: textOf(line, 'UnitOfMeasure').trim(), rate: rate.value, ratePercent: ratePercent.value,
    amount: amount.value, taxCode: refFullName(line, 'SalesTaxCodeRef').trim(), role, isPrinted,
  });
}

/** A kit gives its own line, then its members. */
function readLines(record: XmlElement, type: string): Result<readonly PostedLine[]> {
  const lines: PostedLine[] = [];
  for (const here of record.children) {
    const isGroup = here.name === `${type}LineGroupRet`;
    if (!isGroup && here.name !== `${type}LineRet`) continue;
    const line = readLine(here, isGroup ? 'group' : 'single', true);
    if (!line.ok) return line;
    lines.push(line.value);
    const isPrinted = readFlag(here, 'IsPrintItemsInGroup', false);
    if (!isPrinted.ok) return isPrinted;
    for (const inner of here.children) {
      if (!isGroup || inner.name !== `${type}LineRet`) continue;
      const member = readLine(inner, 'member', isPrinted.value);
      if (!member.ok) return member;
      lines.push(member.value);
    }
  }
  return ok(lines);
}

type Money = Pick<PostedDocument, 'subtotal' | 'taxTotal' | 'total' | 'paid' | 'balance'>;

/** The amounts at the head of the record, by element name; null where it has none. */
function readAmounts<Name extends string>(record: XmlElement, names: readonly Name[]): Result<Readonly<Record<Name, Cents | null>>> {
  const amounts: Partial<Record<Name, Cents | null>> = {};
  for (const name of names) {
    const amount = readAmount(record, name);
    if (!amount.ok) return amount;
    amounts[name] = amount.value;
  }
  return ok(amounts as Record<Name, Cents | null>);
}

/** An invoice's AppliedAmount is negative (docs/qbxml.md). */
function readMoney(record: XmlElement, kind: DocumentKind): Result<Money> {
  const read = readAmounts(record, ['Subtotal', 'SalesTaxTotal', 'TotalAmount', 'AppliedAmount', 'BalanceRemaining', 'CreditRemaining']);
  if (!read.ok) return read;
  const { Subtotal: subtotal, SalesTaxTotal: taxTotal, TotalAmount, AppliedAmount, BalanceRemaining, CreditRemaining } = read.value;
  const total = totalOf(TotalAmount, subtotal, taxTotal);
  const balance = kind === 'creditMemo' ? CreditRemaining : BalanceRemaining;
  const applied = AppliedAmount === null ? null : (AppliedAmount > 0 ? AppliedAmount : negateCents(AppliedAmount));
  return ok({ subtotal, taxTotal, total, balance, paid: applied ?? (total === null || balance === null ? null : subtractCents(total, balance)) });
}

function readPostedDocument(record: XmlElement): Result<PostedDocument> {
  const head = readHead(record);
  if (!head.ok) return head;
  const { kind } = head.value;
  const taxPercentage = readQuantity(record, 'SalesTaxPercentage');
  if (!taxPercentage.ok) return taxPercentage;
  const money = readMoney(record, kind);
  if (!money.ok) return money;
  const lines = readLines(record, TXN_TYPES[kind]);
  if (!lines.ok) return lines;
  const text = (name: string): string => textOf(record, name).trim();
  const named = (name: string): string => refFullName(record, name).trim();
  return ok({
    ...head.value, dueDate: text('DueDate'),
    customerName: named('CustomerRef'), billAddress: addressLines(record, 'BillAddress'), shipAddress: addressLines(record, 'ShipAddress'),
    terms: named('TermsRef'), poNumber: text('PONumber'), shipMethod: named('ShipMethodRef'), shipDate: text('ShipDate'),
    salesRep: named('SalesRepRef'), paymentMethod: named('PaymentMethodRef'), lines: lines.value,
    ...money.value, taxItem: named('ItemSalesTaxRef'), taxPercentage: taxPercentage.value, currency: named('CurrencyRef'),
    memo: textOf(record, 'Memo'), customerMessage: named('CustomerMsgRef'),
  });
}

/**
 * From the answer to documentAdd, or to documentQuery with lines, of any of our document kinds. Errors: `recordUnreadable`,
 * `unexpectedAnswer`, `status…`.
 */
export function readPosted(answer: Answer): Result<readonly PostedDocument[]> {
  return readOurs(answer, readPostedDocument);
}
