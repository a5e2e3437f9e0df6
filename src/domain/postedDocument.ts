/** A document as it stands in QuickBooks, with all that a printed copy shows. */
import type { Decimal } from './decimal.ts';
import type { TxnID } from './ids.ts';
import type { DocumentKind } from './job.ts';
import type { Cents } from './money.ts';

export type PostedLine = {
  /** FullName; empty on a line of words only, and in what QuickBooks leaves out. */
  readonly item: string;
  readonly description: string;
  readonly quantity: Decimal | null;
  readonly unit: string;
  /** Price of one; null where QuickBooks gives none, or a percentage (then `ratePercent`). */
  readonly rate: Decimal | null;
  readonly ratePercent: Decimal | null;
  readonly amount: Cents | null;
  readonly taxCode: string;
  /** `group`: a kit's own line with the total of its members; `member`: a line inside the kit before it, printed only where `isPrinted`. */
  readonly role: 'single' | 'group' | 'member';
  readonly isPrinted: boolean;
};

/** Names are QuickBooks' own; empty texts where the document has none. Days are `yyyy-mm-dd`. */
export type PostedDocument = {
  readonly kind: DocumentKind;
  readonly txnId: TxnID;
  readonly refNumber: string;
  readonly txnDate: string;
  readonly dueDate: string;
  readonly customerName: string;
  /** Lines as printed, empty ones left out. */
  readonly billAddress: readonly string[];
  readonly shipAddress: readonly string[];
  readonly terms: string;
  readonly poNumber: string;
  readonly shipMethod: string;
  readonly shipDate: string;
  readonly salesRep: string;
  readonly paymentMethod: string;
  readonly isPending: boolean;
  readonly lines: readonly PostedLine[];
  readonly subtotal: Cents | null;
  readonly taxItem: string;
  readonly taxPercentage: Decimal | null;
  readonly taxTotal: Cents | null;
  readonly total: Cents | null;
  /** What payments and credits have covered, positive; null where the kind has none (sales receipts are paid by themselves). */
  readonly paid: Cents | null;
  /** Still open; for a credit memo what is left of it. Null where the kind has none. */
  readonly balance: Cents | null;
  /** As QuickBooks names it (`US Dollar`); empty while multi-currency is off. */
  readonly currency: string;
  readonly memo: string;
  readonly customerMessage: string;
};
