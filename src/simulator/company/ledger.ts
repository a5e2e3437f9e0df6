/** What an auditor reads straight from the books, without qbXML: deep copies, so nothing read here can change the file. */
import type { Decimal } from '../../domain/decimal.ts';
import type { Cents } from '../../domain/money.ts';
import { fullNameOf, type Book } from './book.ts';
import { isSalesType } from './documentAnswer.ts';
import { sortedItems } from './listQueries.ts';
import { openAmount } from './settlement.ts';
import type { DataExt, DeletedTransaction, FieldValue, ItemKind, ItemLine, Line, SalesType, Transaction, TxnType } from './state.ts';

export type LedgerLine = {
  /** FullName; empty for a line of text. */
  readonly item: string;
  readonly itemListId: string;
  readonly itemKind: ItemKind | '';
  readonly description: string;
  readonly quantity: Decimal | null;
  readonly rate: Decimal | null;
  readonly amount: Cents | null;
  readonly taxCode: string;
  /** FullName of the group this line is a member of; empty otherwise. */
  readonly group: string;
  /** Other line fields by element name, e.g. `ClassRef`, `InventorySiteRef`; references by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly customFields: Readonly<Record<string, string>>;
};

/** How much of another transaction one settles. */
export type LedgerLink = {
  readonly txnId: string;
  readonly kind: TxnType | '';
  readonly refNumber: string;
  readonly amount: Cents;
  readonly discount: Cents;
};

export type LedgerDocument = {
  readonly kind: SalesType;
  readonly txnId: string;
  readonly txnNumber: number;
  readonly editSequence: string;
  readonly refNumber: string;
  readonly txnDate: string;
  /** FullName; empty when it has none. */
  readonly customer: string;
  readonly memo: string;
  readonly externalGuid: string;
  readonly isPending: boolean;
  readonly isVoid: boolean;
  readonly taxItem: string;
  readonly subtotal: Cents;
  readonly taxTotal: Cents;
  readonly total: Cents;
  /** Still open on an invoice, left of a credit memo; 0 for other kinds. */
  readonly open: Cents;
  readonly links: readonly LedgerLink[];
  readonly customFields: Readonly<Record<string, string>>;
  /** Full name; empty while multicurrency is off. */
  readonly currency: string;
  readonly exchangeRate: string;
  /** Members of groups stand as lines of their own. */
  readonly lines: readonly LedgerLine[];
  /** Other header fields by element name; references by name, addresses line by line. */
  readonly fields: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly timeCreated: number;
  readonly timeModified: number;
};

export type LedgerOther = {
  readonly kind: TxnType;
  readonly txnId: string;
  readonly refNumber: string;
  readonly txnDate: string;
  readonly memo: string;
  readonly total: Cents;
  readonly txnNumber: number;
  readonly editSequence: string;
  readonly externalGuid: string;
  readonly isVoid: boolean;
  /** Customer, or whoever a check is made out to. */
  readonly customer: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Of a payment: what no invoice has used yet. */
  readonly open: Cents;
  readonly links: readonly LedgerLink[];
  /** Account lines of a check. */
  readonly expenses: readonly { readonly account: string; readonly amount: Cents; readonly customer: string; readonly memo: string }[];
};
export type LedgerCustomer = {
  readonly listId: string;
  readonly name: string;
  readonly fullName: string;
  readonly isActive: boolean;
  readonly balance: Cents;
  readonly externalGuid: string;
  readonly fields: Readonly<Record<string, string>>;
};
export type LedgerItem = {
  readonly listId: string;
  readonly kind: ItemKind;
  readonly name: string;
  readonly fullName: string;
  readonly isActive: boolean;
  readonly price: Decimal;
  readonly quantityOnHand: Decimal;
  readonly quantityOnOrder: Decimal;
  readonly quantityOnSalesOrder: Decimal;
  readonly manufacturerPartNumber: string;
  readonly barCode: string;
  readonly description: string;
  readonly taxCode: string;
  readonly accounts: { readonly income: string; readonly cogs: string; readonly asset: string };
  readonly customFields: Readonly<Record<string, string>>;
  readonly members: readonly { readonly listId: string; readonly quantity: Decimal }[];
  readonly timeModified: number;
};

export type Ledger = {
  readonly documents: readonly LedgerDocument[];
  readonly others: readonly LedgerOther[];
  readonly deleted: readonly DeletedTransaction[];
  readonly customers: readonly LedgerCustomer[];
  readonly items: readonly LedgerItem[];
};

function plain(book: Book, value: FieldValue): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'ref':
      return fullNameOf(book, value.listId);
    case 'block':
      return value.parts.map(([name, text]) => `${name}: ${text}`).join('\n');
  }
}

function plainFields(book: Book, fields: Readonly<Record<string, FieldValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(book, value)]));
}

function custom(all: readonly DataExt[]): Record<string, string> {
  return Object.fromEntries(all.map((one) => [one.name, one.value]));
}

function ledgerLinks(book: Book, one: Transaction): LedgerLink[] {
  return one.links.map(({ txnId, amount, discount }) => {
    const other = book.transactions.get(txnId);
    return { txnId, kind: other?.type ?? '', refNumber: other?.refNumber ?? '', amount, discount };
  });
}

function ledgerLine(book: Book, line: ItemLine, group: string): LedgerLine {
  const item = book.items.get(line.itemId);
  return {
    item: item?.fullName ?? '',
    itemListId: line.itemId,
    itemKind: item?.kind ?? '',
    description: line.description,
    quantity: line.quantity,
    rate: line.rate,
    amount: line.amount,
    taxCode: fullNameOf(book, line.taxCodeId),
    group,
    fields: plainFields(book, line.fields),
    customFields: custom(line.dataExt),
  };
}

function ledgerLines(book: Book, lines: readonly Line[]): LedgerLine[] {
  return lines.flatMap((line) =>
    line.kind === 'item'
      ? [ledgerLine(book, line, '')]
      : line.members.map((member) => ledgerLine(book, member, fullNameOf(book, line.groupId))),
  );
}

function ledgerDocument(book: Book, one: Transaction, kind: SalesType): LedgerDocument {
  return {
    kind,
    txnId: one.txnId,
    txnNumber: one.txnNumber,
    editSequence: one.editSequence,
    refNumber: one.refNumber,
    txnDate: one.txnDate,
    customer: fullNameOf(book, one.customerId),
    memo: one.memo,
    externalGuid: one.externalGuid,
    isPending: one.isPending,
    isVoid: one.isVoid,
    taxItem: fullNameOf(book, one.taxItemId),
    subtotal: one.subtotal,
    taxTotal: one.taxTotal,
    total: one.total,
    open: openAmount(book, one),
    links: ledgerLinks(book, one),
    customFields: custom(one.dataExt),
    currency: fullNameOf(book, (book.customers.get(one.customerId)?.currencyId ?? '') || book.state.homeCurrencyId),
    exchangeRate: one.exchangeRate,
    lines: ledgerLines(book, one.lines),
    fields: plainFields(book, one.fields),
    timeCreated: one.createdAt,
    timeModified: one.modifiedAt,
  };
}

export function ledgerOf(book: Book): Ledger {
  const { state } = book;
  return {
    documents: state.transactions.flatMap((one) => (isSalesType(one.type) ? [ledgerDocument(book, one, one.type)] : [])),
    others: state.transactions
      .filter((one) => !isSalesType(one.type))
      .map((one) => ({
        kind: one.type,
        txnId: one.txnId,
        refNumber: one.refNumber,
        txnDate: one.txnDate,
        memo: one.memo,
        total: one.total,
        txnNumber: one.txnNumber,
        editSequence: one.editSequence,
        externalGuid: one.externalGuid,
        isVoid: one.isVoid,
        customer: fullNameOf(book, one.customerId),
        fields: plainFields(book, one.fields),
        open: openAmount(book, one),
        links: ledgerLinks(book, one),
        expenses: one.expenses.map((line) => ({
          account: fullNameOf(book, line.accountId),
          amount: line.amount,
          customer: fullNameOf(book, line.customerId),
          memo: line.memo,
        })),
      })),
    deleted: state.deleted.map((one) => ({ ...one })),
    customers: state.customers.map((one) => ({
      listId: one.listId,
      name: one.name,
      fullName: one.fullName,
      isActive: one.isActive,
      balance: one.balance,
      externalGuid: one.externalGuid,
      fields: plainFields(book, one.fields),
    })),
    items: sortedItems(book).map((one) => ({
      listId: one.listId,
      kind: one.kind,
      name: one.name,
      fullName: one.fullName,
      isActive: one.isActive,
      price: one.price,
      quantityOnHand: one.onHand,
      quantityOnOrder: one.onOrder,
      quantityOnSalesOrder: one.onSalesOrder,
      manufacturerPartNumber: one.manufacturerPartNumber,
      barCode: one.barCode,
      description: one.description,
      taxCode: fullNameOf(book, one.taxCodeId),
      accounts: {
        income: fullNameOf(book, one.incomeAccountId),
        cogs: fullNameOf(book, one.cogsAccountId),
        asset: fullNameOf(book, one.assetAccountId),
      },
      customFields: custom(one.dataExt),
      members: one.members.map((member) => ({ ...member })),
      timeModified: one.modifiedAt,
    })),
  };
}
