/** Documents and money alike, as QuickBooks gives them back: what settling, checking and finishing a job looks at. */
import type { DocumentRecord, WrittenHead } from '../../domain/document.ts';
import { DOCUMENT_KINDS, isDocumentKind, isSettlementKind, type JobKind } from '../../domain/job.ts';
import type { Cents } from '../../domain/money.ts';
import { ok, type Result } from '../../domain/result.ts';
import { readDocuments } from '../../quickbooks/qbxml/document.ts';
import type { Answer } from '../../quickbooks/qbxml/envelope.ts';
import { readSettlements } from '../../quickbooks/qbxml/settlement.ts';
import { TXN_TYPES, type WrittenKind } from '../../quickbooks/qbxml/txnTypes.ts';

export type WrittenRecord = Omit<WrittenHead, 'editSequence' | 'txnNumber'> & Pick<DocumentRecord, 'isPending' | 'itemListIds'> & {
  readonly kind: WrittenKind;
  /** Null for money, and where the answer has none. */
  readonly salesTaxTotal: Cents | null;
};

const MONEY = /^(ReceivePayment|ARRefundCreditCard|Check)(Query|Add|Mod)Rs$/;

/** From the answer to an Add or the kind's own query. Errors as the readers'. */
export function readWritten(answer: Answer): Result<readonly WrittenRecord[]> {
  if (!MONEY.test(answer.name)) return readDocuments(answer);
  const read = readSettlements(answer);
  return read.ok ? ok(read.value.map((record) => ({ ...record, salesTaxTotal: null, isPending: false, itemListIds: [] }))) : read;
}

/** Null for list records (customer, item), which have no number. */
export function writtenKind(kind: JobKind): WrittenKind | null {
  return isDocumentKind(kind) || isSettlementKind(kind) ? kind : null;
}

/**
 * A document's number must be free among all documents, whatever their kind; a payment bears its invoice's number by design, so money is only compared
 * with money of its kind.
 */
export function sameSeries<T extends { readonly type: string }>(kind: JobKind, records: readonly T[]): readonly T[] {
  const types: readonly string[] = isSettlementKind(kind) ? [TXN_TYPES[kind]] : DOCUMENT_KINDS.map((one) => TXN_TYPES[one]);
  return records.filter((record) => types.includes(record.type));
}
