/** TransactionQuery: which transactions of any kind carry a number, or are still there. */
import type { LocalStamp } from '../../domain/calendar.ts';
import type { TransactionRecord } from '../../domain/document.ts';
import type { TxnID } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { request, selection } from './build.ts';
import type { Answer } from './envelope.ts';
import { readAmount, readRecords, requiredText, textOf } from './records.ts';
import { refFullName } from './refs.ts';
import { TXN_TYPES, WRITTEN_KINDS, type WrittenKind } from './txnTypes.ts';

/**
 * refNumbers: among all kinds we write or the given ones, posted or not (≤ 100 a request); txnIds: of any kind; modifiedSince: all kinds we write, by
 * QuickBooks' local clock without offset.
 */
export type TransactionAsk =
  | { readonly by: 'refNumbers'; readonly refNumbers: readonly string[]; readonly kinds?: readonly WrittenKind[] }
  | { readonly by: 'txnIds'; readonly txnIds: readonly string[] }
  | { readonly by: 'modifiedSince'; readonly from: LocalStamp };

/** One row per transaction. Throws RangeError for an empty list. */
export function transactionQuery(requestId: string, ask: TransactionAsk): XmlElement {
  if (ask.by === 'txnIds') return request('TransactionQueryRq', requestId, selection('TxnID', ask.txnIds));
  const isSince = ask.by === 'modifiedSince';
  return request('TransactionQueryRq', requestId, [
    ...(isSince ? [element('TransactionModifiedDateRangeFilter', [element('FromModifiedDate', ask.from)])] : selection('RefNumberCaseSensitive', ask.refNumbers)),
    element('TransactionTypeFilter', selection('TxnTypeFilter', (isSince ? WRITTEN_KINDS : ask.kinds ?? WRITTEN_KINDS).map((kind) => TXN_TYPES[kind]))),
    element('TransactionDetailLevelFilter', 'SummaryOnly'),
    element('TransactionPostingStatusFilter', 'Either'),
  ]);
}

function readTransaction(record: XmlElement): Result<TransactionRecord> {
  const type = requiredText(record, 'TxnType');
  if (!type.ok) return type;
  const txnId = requiredText(record, 'TxnID');
  if (!txnId.ok) return txnId;
  const amount = readAmount(record, 'Amount');
  if (!amount.ok) return amount;
  return ok({
    type: type.value, txnId: txnId.value as TxnID, refNumber: textOf(record, 'RefNumber').trim(), txnDate: textOf(record, 'TxnDate').trim(),
    entityName: refFullName(record, 'EntityRef'), amount: amount.value, memo: textOf(record, 'Memo'),
  });
}

/** By TxnID QuickBooks may give a row for each line: rows of the same transaction may repeat. Errors as readRecords. */
export function readTransactions(answer: Answer): Result<readonly TransactionRecord[]> {
  return readRecords(answer, /^TransactionQueryRs$/, (name) => name === 'TransactionRet', readTransaction);
}
