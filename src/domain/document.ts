/** A document for QuickBooks as it was decided (draft), and as QuickBooks gives it back (record). */
import type { Day } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { ListID, TxnID } from './ids.ts';
import type { DocumentKind, SettlementKind } from './job.ts';
import type { Cents } from './money.ts';

/** A reference to a list record. ListID is preferred: a rename in QuickBooks then does no harm. */
export type Ref = { readonly listId: ListID } | { readonly fullName: string };

/** An address fitted to QuickBooks: every line already safe text within its limit; empty strings are left out. */
export type QuickBooksAddress = {
  readonly addr1: string;
  readonly addr2: string;
  readonly addr3: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  readonly note: string;
  /** Only in an address that has neither city, state, postal code nor country: QuickBooks prints five lines at most (docs/qbxml.md). */
  readonly addr4?: string;
  readonly addr5?: string;
};

export type DraftLine = {
  readonly item: Ref;
  readonly description: string;
  /** Null on charge, discount and tax lines. */
  readonly quantity: Decimal | null;
  /** The line's money. With a quantity QuickBooks computes the rate, so the shop's totals hold. */
  readonly amount: Cents;
  readonly taxCode: string | null;
  /**
   * A kit written as a group line: item and quantity only. QuickBooks puts in the members at their own prices; `amount` is what they come to and
   * is not sent.
   */
  readonly isGroup?: true;
  /** FullName of the class. Not on group lines. */
  readonly className?: string;
  /** Name of the inventory site; only on items with stock, and on group lines. */
  readonly site?: string;
  /** The line's free columns, at most 29 characters each; not on group lines. */
  readonly other1?: string;
  readonly other2?: string;
};

/** One decision of a draft, for the preview: `customer`, `The one for all web orders, because …`. */
export type DraftDecision = {
  readonly topic: 'document' | 'customer' | 'date' | 'line' | 'discount' | 'shipping' | 'fee' | 'tax' | 'rounding' | 'payment' | 'address' | 'reference' | 'stock';
  /** A sentence. */
  readonly text: string;
};

/** A value for one of the document's custom fields (DataExt, OwnerID 0). */
export type CustomFieldValue = { readonly name: string; readonly value: string };

/** Everything a document's Add carries; texts are already safe and within their limits. */
export type DocumentDraft = {
  readonly kind: DocumentKind;
  readonly customer: Ref;
  readonly txnDate: Day;
  readonly refNumber: string;
  readonly billAddress: QuickBooksAddress | null;
  readonly shipAddress: QuickBooksAddress | null;
  readonly isPending: boolean;
  readonly paymentMethod: string | null;
  readonly taxItem: string | null;
  readonly memo: string;
  readonly depositTo: string | null;
  readonly externalGuid: string;
  readonly lines: readonly DraftLine[];
  /** What follows is left out where it is absent; kinds that lack a field leave it out too (QBXML.md §8). FullNames and names. */
  readonly className?: string;
  readonly template?: string;
  readonly terms?: string;
  readonly salesRep?: string;
  readonly shipMethod?: string;
  readonly customerMessage?: string;
  /** Not on sales receipts. */
  readonly poNumber?: string;
  /** Invoices and credit memos. */
  readonly arAccount?: string;
  /** Absent: QuickBooks computes it from the terms. */
  readonly dueDate?: Day;
  /** The header's free field "Other", at most 29 characters; seen only where the template shows it. */
  readonly other?: string;
  /** Can only be added once the document is there (DataExtAdd with its TxnID or macro). */
  readonly customFields?: readonly CustomFieldValue[];
};

/** What a settlement is applied to. */
export type AppliedTo = { readonly txnId: TxnID; readonly amount: Cents };

type SettlementBase = {
  readonly customer: Ref;
  readonly txnDate: Day;
  readonly refNumber: string;
  readonly memo: string;
  readonly externalGuid: string;
  readonly totalAmount: Cents;
  readonly appliedTo: AppliedTo;
};

/** Money received for an invoice, or given back for a credit memo; texts are safe and within their limits. Accounts are FullNames. */
export type SettlementDraft = SettlementBase & (
  | { readonly kind: 'receivePayment'; readonly arAccount: string | null; readonly paymentMethod: string | null; readonly depositTo: string | null }
  | { readonly kind: 'arRefundCreditCard'; readonly arAccount: string | null; readonly paymentMethod: string | null; readonly refundFrom: string | null }
  /** From a bank account, with one expense line on the A/R account that carries the customer. */
  | { readonly kind: 'check'; readonly account: string; readonly arAccount: string }
);

/** A new item for a SKU that QuickBooks does not know. No quantity, no cost: QuickBooks would post an opening adjustment. */
export type ItemDraft = {
  /** The SKU; at most 31 characters, no colon. */
  readonly name: string;
  readonly description: string;
  readonly salesPrice: Decimal | null;
  readonly taxCode: string | null;
  readonly incomeAccount: string;
  readonly externalGuid: string;
} & ({ readonly kind: 'nonInventory' | 'service' } | { readonly kind: 'inventory'; readonly cogsAccount: string; readonly assetAccount: string });

/** What documents and money have in common as QuickBooks gives them back. */
export type WrittenHead = {
  readonly txnId: TxnID;
  readonly editSequence: string;
  readonly txnNumber: string;
  readonly refNumber: string;
  readonly txnDate: string;
  readonly customerName: string;
  readonly memo: string;
  readonly externalGuid: string;
  readonly totalAmount: Cents | null;
};

/** A sales document as the kind's own query or Add answer gives it. */
export type DocumentRecord = WrittenHead & {
  readonly kind: DocumentKind;
  readonly isPending: boolean;
  readonly salesTaxTotal: Cents | null;
  /** Items on the lines, members of group lines included. Empty when lines were not asked for. */
  readonly itemListIds: readonly ListID[];
  /** The header's custom fields by name; absent when it has none or they were not asked for. */
  readonly customFields?: Readonly<Record<string, string>>;
};

/** A payment or refund as its own query or Add answer gives it. */
export type SettlementRecord = WrittenHead & {
  readonly kind: SettlementKind;
  /** Transactions it is applied to. */
  readonly appliedTo: readonly TxnID[];
};

/** A transaction as TransactionQuery gives it: any kind, few fields. */
export type TransactionRecord = {
  /** QuickBooks' TxnType, e.g. `SalesReceipt`, `Invoice`, `Check`. */
  readonly type: string;
  readonly txnId: TxnID;
  readonly refNumber: string;
  readonly txnDate: string;
  readonly entityName: string;
  readonly amount: Cents | null;
  readonly memo: string;
};

export type DeletedRecord = { readonly type: string; readonly txnId: TxnID; readonly refNumber: string; readonly deletedAt: string };

/** A new customer, texts already safe and within their limits. */
export type CustomerDraft = {
  readonly name: string;
  readonly companyName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly billAddress: QuickBooksAddress | null;
  readonly shipAddress: QuickBooksAddress | null;
  readonly phone: string;
  readonly email: string;
  readonly accountNumber: string;
  readonly notes: string;
  readonly externalGuid: string;
};

export type CustomerRecord = {
  readonly listId: ListID;
  readonly name: string;
  readonly fullName: string;
  readonly isActive: boolean;
  readonly accountNumber: string;
  readonly email: string;
  readonly externalGuid: string;
};
