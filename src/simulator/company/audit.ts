/**
 * The books as an auditor adds them up, for comparing with a shop's own reports: per day, tax item, payment method and customer. Amounts
 * are in each document's own currency. Pending and void documents and sales orders count nothing.
 */
import { addCents, cents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import { percentOf } from './arithmetic.ts';
import { fullNameOf, type Book } from './book.ts';
import { isSalesType } from './documentAnswer.ts';
import { itemLines } from './lines.ts';
import { openAmount } from './settlement.ts';
import type { FieldValue, Transaction } from './state.ts';

export type AuditDay = {
  /** `yyyy-mm-dd`, the transactions' TxnDate. */
  readonly day: string;
  /** Sales receipts and invoices, with tax. */
  readonly sales: Cents;
  readonly salesTax: Cents;
  /** Credit memos, with tax, as positive amounts. */
  readonly refunds: Cents;
  readonly refundsTax: Cents;
  /** Sales receipts and payments received. */
  readonly received: Cents;
  /** Card refunds and checks applied to credits. */
  readonly paidBack: Cents;
  readonly documents: number;
};

export type AuditTaxItem = { readonly taxItem: string; readonly taxed: Cents; readonly refunded: Cents };
export type AuditMethod = {
  /** PaymentMethodRef; `Check` for checks, empty for none. */
  readonly method: string;
  readonly received: Cents;
  readonly paidBack: Cents;
};
export type AuditCustomer = {
  readonly customer: string;
  readonly balance: Cents;
  readonly openInvoices: Cents;
  readonly openCredits: Cents;
};
export type AuditOpen = {
  readonly kind: string;
  readonly txnId: string;
  readonly refNumber: string;
  readonly customer: string;
  readonly open: Cents;
};

export type Audit = {
  readonly days: readonly AuditDay[];
  readonly taxItems: readonly AuditTaxItem[];
  readonly methods: readonly AuditMethod[];
  /** Only customers that owe or are owed something, or have something open. */
  readonly customers: readonly AuditCustomer[];
  /** Invoices, credit memos and payments that are not settled to the cent. */
  readonly open: readonly AuditOpen[];
};

type Sums = Record<string, number>;
type Table = Map<string, Sums>;

function add(table: Table, key: string, name: string, amount: Cents): void {
  const row = table.get(key) ?? {};
  row[name] = (row[name] ?? 0) + amount;
  table.set(key, row);
}

const sum = (row: Sums, name: string): Cents => cents(row[name] ?? 0);

function nameIn(book: Book, field: FieldValue | undefined): string {
  return field?.kind === 'ref' ? fullNameOf(book, field.listId) : '';
}

/** Money of a check that goes back to a customer. */
function paidBackBy(book: Book, one: Transaction): Cents {
  if (one.type === 'ARRefundCreditCard') return one.total;
  return addCents(
    ...one.expenses.filter((line) => book.records.get(line.accountId)?.detail === 'AccountsReceivable').map((line) => line.amount),
  );
}

/** Tax by item: a group's tax is split over its members by their rates, the last taking what rounding leaves. Lines of tax items are their own. */
function taxOf(book: Book, one: Transaction): [taxItem: string, amount: Cents][] {
  const onLines = itemLines(one.lines).flatMap((line): [string, Cents][] => {
    const item = book.items.get(line.itemId);
    return item?.kind === 'SalesTax' && line.amount !== null ? [[item.fullName, line.amount]] : [];
  });
  const rest = cents(one.taxTotal - addCents(...onLines.map(([, amount]) => amount)));
  const item = book.items.get(one.taxItemId);
  if (item?.kind !== 'SalesTaxGroup') return rest === 0 && item === undefined ? onLines : [...onLines, [item?.fullName ?? '', rest]];
  let left: Cents = rest;
  const whole = one.taxPercent;
  const shares = item.members.map(({ listId }, index): [string, Cents] => {
    const member = book.items.get(listId);
    const last = index === item.members.length - 1;
    const share = last || whole === 0 ? left : percentOf(rest, shareOf(member?.percent ?? 0, whole));
    left = cents(left - share);
    return [member?.fullName ?? '', share];
  });
  return [...onLines, ...shares];
}

/** `part` of `whole`, as a percentage. */
function shareOf(part: number, whole: number): Parameters<typeof percentOf>[1] {
  return Math.round((part / whole) * 10_000_000) as Parameters<typeof percentOf>[1];
}

function countDocument(book: Book, one: Transaction, days: Table, taxItems: Table, methods: Table): void {
  const isRefund = one.type === 'CreditMemo';
  add(days, one.txnDate, isRefund ? 'refunds' : 'sales', one.total);
  add(days, one.txnDate, isRefund ? 'refundsTax' : 'salesTax', one.taxTotal);
  add(days, one.txnDate, 'documents', cents(1));
  for (const [taxItem, amount] of taxOf(book, one)) add(taxItems, taxItem, isRefund ? 'refunded' : 'taxed', amount);
  if (one.type !== 'SalesReceipt') return;
  add(days, one.txnDate, 'received', one.total);
  add(methods, nameIn(book, one.fields['PaymentMethodRef']), 'received', one.total);
}

export function auditOf(book: Book): Audit {
  const days: Table = new Map();
  const taxItems: Table = new Map();
  const methods: Table = new Map();
  const customers: Table = new Map();
  const open: AuditOpen[] = [];
  for (const one of book.state.transactions) {
    if (one.isPending || one.isVoid) continue;
    if (isSalesType(one.type) && one.type !== 'SalesOrder') countDocument(book, one, days, taxItems, methods);
    if (one.type === 'ReceivePayment') {
      add(days, one.txnDate, 'received', one.total);
      add(methods, nameIn(book, one.fields['PaymentMethodRef']), 'received', one.total);
    }
    if (one.type === 'ARRefundCreditCard' || one.type === 'Check') {
      const amount = paidBackBy(book, one);
      if (amount === 0) continue;
      add(days, one.txnDate, 'paidBack', amount);
      add(methods, one.type === 'Check' ? 'Check' : nameIn(book, one.fields['PaymentMethodRef']), 'paidBack', amount);
    }
    const left = openAmount(book, one);
    if (left === 0) continue;
    const customer = fullNameOf(book, one.customerId);
    open.push({ kind: one.type, txnId: one.txnId, refNumber: one.refNumber, customer, open: left });
    add(customers, customer, one.type === 'Invoice' ? 'openInvoices' : 'openCredits', left);
  }
  for (const { fullName, balance } of book.state.customers) if (balance !== ZERO_CENTS) add(customers, fullName, 'balance', balance);
  const rows = <T>(table: Table, make: (key: string, row: Sums) => T): T[] =>
    [...table].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, row]) => make(key, row));
  return {
    days: rows(days, (day, row) => ({
      day,
      sales: sum(row, 'sales'),
      salesTax: sum(row, 'salesTax'),
      refunds: sum(row, 'refunds'),
      refundsTax: sum(row, 'refundsTax'),
      received: sum(row, 'received'),
      paidBack: sum(row, 'paidBack'),
      documents: row['documents'] ?? 0,
    })),
    taxItems: rows(taxItems, (taxItem, row) => ({ taxItem, taxed: sum(row, 'taxed'), refunded: sum(row, 'refunded') })),
    methods: rows(methods, (method, row) => ({ method, received: sum(row, 'received'), paidBack: sum(row, 'paidBack') })),
    customers: rows(customers, (customer, row) => ({
      customer,
      balance: sum(row, 'balance'),
      openInvoices: sum(row, 'openInvoices'),
      openCredits: sum(row, 'openCredits'),
    })),
    open,
  };
}

/** What a customer should end with: nothing open either way. */
export function isSettled(audit: Audit, customer: string): boolean {
  return !audit.customers.some(
    (one) => one.customer === customer && (one.balance !== 0 || one.openInvoices !== 0 || one.openCredits !== 0),
  );
}
