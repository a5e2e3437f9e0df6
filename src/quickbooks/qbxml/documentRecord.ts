/** What every reader of a sales document needs first: its kind, its identity, and what it comes to. */
import type { DocumentRecord } from '../../domain/document.ts';
import type { TxnID } from '../../domain/ids.ts';
import { DOCUMENT_KINDS } from '../../domain/job.ts';
import { addCents, type Cents } from '../../domain/money.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Answer } from './envelope.ts';
import { readFlag, readRecords, recordProblem, requiredText, textOf } from './records.ts';
import { TXN_TYPES } from './txnTypes.ts';

type Head = Pick<DocumentRecord, 'kind' | 'txnId' | 'isPending' | 'refNumber' | 'txnDate'>;

/** Errors: `recordUnreadable`. */
export function readHead(record: XmlElement): Result<Head> {
  const kind = DOCUMENT_KINDS.find((one) => record.name === `${TXN_TYPES[one]}Ret`);
  if (kind === undefined) return err(recordProblem(record, record.name, 'is no kind of document this program writes'));
  const txnId = requiredText(record, 'TxnID');
  if (!txnId.ok) return txnId;
  const isPending = readFlag(record, 'IsPending', false);
  if (!isPending.ok) return isPending;
  return ok({
    kind, txnId: txnId.value as TxnID, isPending: isPending.value, refNumber: textOf(record, 'RefNumber').trim(), txnDate: textOf(record, 'TxnDate').trim(),
  });
}

/** An invoice has no TotalAmount: there it is Subtotal + SalesTaxTotal. */
export function totalOf(total: Cents | null, subtotal: Cents | null, tax: Cents | null): Cents | null {
  if (total !== null || subtotal === null) return total;
  return tax === null ? subtotal : addCents(subtotal, tax);
}

/** The records in the answer to a query or Add of any of our kinds. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readOurs<T>(answer: Answer, read: (record: XmlElement) => Result<T>): Result<readonly T[]> {
  return readRecords(answer, /^(SalesReceipt|Invoice|SalesOrder|CreditMemo)(Query|Add|Mod)Rs$/, (name) => name.endsWith('Ret'), read);
}
