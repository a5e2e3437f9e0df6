/** QuickBooks' own names for the kinds of transactions this program writes. */
import { DOCUMENT_KINDS, SETTLEMENT_KINDS, type DocumentKind, type SettlementKind } from '../../domain/job.ts';

/** Every transaction this program writes. */
export type WrittenKind = DocumentKind | SettlementKind;
export const WRITTEN_KINDS: readonly WrittenKind[] = [...DOCUMENT_KINDS, ...SETTLEMENT_KINDS];

/** As in `SalesReceiptAdd`, `SalesReceiptRet`, TxnType, TxnDelType and TxnDataExtType. */
export const TXN_TYPES: Readonly<Record<WrittenKind, string>> = {
  salesReceipt: 'SalesReceipt', invoice: 'Invoice', salesOrder: 'SalesOrder', creditMemo: 'CreditMemo',
  receivePayment: 'ReceivePayment', arRefundCreditCard: 'ARRefundCreditCard', check: 'Check',
};
