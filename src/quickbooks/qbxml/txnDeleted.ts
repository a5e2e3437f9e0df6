/** TxnDeletedQuery: which transactions somebody deleted in QuickBooks in the last 90 days (it remembers no longer). */
import type { LocalStamp } from '../../domain/calendar.ts';
import type { DeletedRecord } from '../../domain/document.ts';
import type { TxnID } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { request, selection } from './build.ts';
import type { Answer } from './envelope.ts';
import { readRecords, requiredText, textOf } from './records.ts';
import { TXN_TYPES, type WrittenKind } from './txnTypes.ts';

/** `from` is QuickBooks' local clock without offset, inclusive. Throws RangeError without a kind. */
export function txnDeletedQuery(requestId: string, kinds: readonly WrittenKind[], range?: { readonly from: LocalStamp }): XmlElement {
  return request('TxnDeletedQueryRq', requestId, [
    ...selection('TxnDelType', kinds.map((kind) => TXN_TYPES[kind])),
    ...(range === undefined ? [] : [element('DeletedDateRangeFilter', [element('FromDeletedDate', range.from)])]),
  ]);
}

function readOne(record: XmlElement): Result<DeletedRecord> {
  const type = requiredText(record, 'TxnDelType');
  if (!type.ok) return type;
  const txnId = requiredText(record, 'TxnID');
  if (!txnId.ok) return txnId;
  return ok({
    type: type.value, txnId: txnId.value as TxnID, refNumber: textOf(record, 'RefNumber').trim(),
    deletedAt: textOf(record, 'TimeDeleted').trim(),
  });
}

/** Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readDeleted(answer: Answer): Result<readonly DeletedRecord[]> {
  return readRecords(answer, /^TxnDeletedQueryRs$/, (name) => name === 'TxnDeletedRet', readOne);
}
