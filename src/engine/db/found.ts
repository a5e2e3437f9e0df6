/** Table found_document: what QuickBooks showed after a restore of documents that the backup may not know. */
import type { DeletedRecord } from '../../domain/document.ts';
import type { CompanyId, ExchangeId, Sequence } from '../../domain/ids.ts';
import type { WrittenRecord } from '../session/written.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Facts = { readonly sequence: Sequence; readonly exchangeId: ExchangeId };
export type FoundDocument = Facts & { readonly memoKey: string; readonly record: WrittenRecord };
export type FoundDeletion = Facts & { readonly record: DeletedRecord };

type Row = { readonly memo_key: string; readonly body: string; readonly sequence: number; readonly exchange_id: number };

const PUT = `INSERT INTO found_document (company_id, txn_id, ref_number, memo_key, external_guid, body, is_deleted, sequence, exchange_id)
  VALUES (@companyId, @txnId, @refNumber, @memoKey, @externalGuid, @body, @isDeleted, @sequence, @exchangeId)
  ON CONFLICT (company_id, txn_id) DO UPDATE SET ref_number = excluded.ref_number, memo_key = excluded.memo_key, external_guid = excluded.external_guid, body = excluded.body,
    is_deleted = excluded.is_deleted, sequence = excluded.sequence, exchange_id = excluded.exchange_id`;

export function putFound(db: Db, companyId: CompanyId, { memoKey, record, sequence, exchangeId }: FoundDocument): void {
  const { txnId, refNumber, externalGuid } = record;
  prepared<unknown[]>(db, PUT).run({ companyId, txnId, refNumber, memoKey, externalGuid, body: JSON.stringify(record), isDeleted: 0, sequence, exchangeId });
}

export function putDeletion(db: Db, companyId: CompanyId, { record, sequence, exchangeId }: FoundDeletion): void {
  const { txnId, refNumber } = record;
  prepared<unknown[]>(db, PUT).run({ companyId, txnId, refNumber, memoKey: '', externalGuid: '', body: JSON.stringify(record), isDeleted: 1, sequence, exchangeId });
}

/** Shown after an earlier restore, whatever became of it. */
export function isFoundAlready(db: Db, companyId: CompanyId, txnId: string): boolean {
  return prepared<[number, string]>(db, 'SELECT 1 FROM found_document WHERE company_id = ? AND txn_id = ?').get(companyId, txnId) !== undefined;
}

/** Those whose order here does not know of them yet. */
export function openFound(db: Db, companyId: CompanyId): readonly FoundDocument[] {
  return prepared<[number], Row>(db, 'SELECT * FROM found_document INDEXED BY found_document_open WHERE company_id = ? AND settled = 0 AND is_deleted = 0').all(companyId)
    .map((row) => ({ memoKey: row.memo_key, record: JSON.parse(row.body) as WrittenRecord, ...factsOf(row) }));
}

export function openDeletions(db: Db, companyId: CompanyId): readonly FoundDeletion[] {
  return prepared<[number], Row>(db, 'SELECT * FROM found_document INDEXED BY found_document_open WHERE company_id = ? AND settled = 0 AND is_deleted = 1').all(companyId)
    .map((row) => ({ record: JSON.parse(row.body) as DeletedRecord, ...factsOf(row) }));
}

function factsOf(row: Row): Facts {
  return { sequence: row.sequence as Sequence, exchangeId: row.exchange_id as ExchangeId };
}

export function settleFound(db: Db, companyId: CompanyId, txnId: string): void {
  prepared<[number, string]>(db, 'UPDATE found_document SET settled = 1 WHERE company_id = ? AND txn_id = ?').run(companyId, txnId);
}

/**
 * Documents that bear our key and belong to no order here, although every shop has been asked since the restore: their orders were deleted in the shop. Empty
 * while anything is still being asked.
 */
export function strayDocuments(db: Db, companyId: CompanyId): readonly WrittenRecord[] {
  const isAsking = prepared<[number, number]>(db, `SELECT 1 FROM company WHERE id = ? AND (restored_from IS NOT NULL OR EXISTS (SELECT 1 FROM connection
    WHERE company_id = ? AND (last_pull_at IS NULL OR last_pull_at < company.restored_at)))`).get(companyId, companyId) !== undefined;
  return isAsking ? [] : openFound(db, companyId).filter(({ memoKey }) => memoKey !== '').map(({ record }) => record);
}

/** A person has seen them. Returns how many. */
export function dismissStrays(db: Db, companyId: CompanyId): number {
  const strays = strayDocuments(db, companyId);
  for (const { txnId } of strays) settleFound(db, companyId, txnId);
  return strays.length;
}

/** QuickBooks has been asked for everything since that moment. */
export function endRestoreCheck(db: Db, companyId: CompanyId): void {
  prepared<[number]>(db, 'UPDATE company SET restored_from = NULL WHERE id = ?').run(companyId);
}
