/** A document for QuickBooks as it was decided (draft), and as QuickBooks gives it back (record). */
import type { Day } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { ListID, TxnID } from './ids.ts';
import type { DocumentKind } from './job.ts';
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
};

export type DraftLine = {
  readonly item: Ref;
  readonly description: string;
  /** Null on charge, discount and tax lines. */
  readonly quantity: Decimal | null;
  /** The line's money. With a quantity QuickBooks computes the rate, so the shop's totals hold. */
  readonly amount: Cents;
  readonly taxCode: string | null;
};

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
};

/** A transaction as the kind's own query or Add answer gives it. */
export type DocumentRecord = {
  readonly kind: DocumentKind;
  readonly txnId: TxnID;
  readonly editSequence: string;
  readonly txnNumber: string;
  readonly refNumber: string;
  readonly txnDate: string;
  readonly customerName: string;
  readonly memo: string;
  readonly externalGuid: string;
  readonly isPending: boolean;
  readonly salesTaxTotal: Cents | null;
  readonly totalAmount: Cents | null;
  /** Items on the lines, members of group lines included. Empty when lines were not asked for. */
  readonly itemListIds: readonly ListID[];
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
