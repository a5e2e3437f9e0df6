/** QuickBooks' own names for the kinds of documents this program writes. */
import type { DocumentKind } from '../../domain/job.ts';

/** As in `SalesReceiptAdd`, `SalesReceiptRet` and TxnType. */
export const TXN_TYPES: Readonly<Record<DocumentKind, string>> = {
  salesReceipt: 'SalesReceipt', invoice: 'Invoice', salesOrder: 'SalesOrder', creditMemo: 'CreditMemo',
};
