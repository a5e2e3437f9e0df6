/** Tables list_entry and list_read: QuickBooks' small lists, for the settings screen and for checking what settings name. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ListID } from '../../domain/ids.ts';
import type { ItemKind } from '../../domain/item.ts';
import type { ListName, ListRecord } from '../../domain/listRecord.ts';
import type { Problem } from '../../domain/problem.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { remembered } from './remembered.ts';
import { prepared } from './statement.ts';

/** `problem`: QuickBooks would not give it at the last try; the entries are then those of an earlier one. */
export type ListRead = { readonly list: ListName; readonly readAt: Instant; readonly problem: Problem | null };

type Row = { readonly list: ListName; readonly list_id: string; readonly full_name: string; readonly is_active: number; readonly detail: string };

function toRecord(row: Row): ListRecord {
  return { list: row.list, listId: row.list_id as ListID, name: row.full_name, fullName: row.full_name, isActive: row.is_active === 1, detail: row.detail };
}

/** The list as QuickBooks has just given it, whole: what it lacks is gone. */
export function replaceList(db: Db, companyId: CompanyId, list: ListName, records: readonly ListRecord[], at: Instant): void {
  prepared<unknown[]>(db, 'DELETE FROM list_entry WHERE company_id = ? AND list = ?').run(companyId, list);
  const write = prepared<unknown[]>(db, 'INSERT OR REPLACE INTO list_entry (company_id, list, list_id, full_name, is_active, detail) VALUES (?, ?, ?, ?, ?, ?)');
  for (const record of records) write.run(companyId, list, record.listId, record.fullName, record.isActive ? 1 : 0, record.detail);
  noteRead(db, companyId, list, at, null);
}

/** QuickBooks would not give the list (a feature that is off, a version that does not know it). */
export function noteListRefused(db: Db, companyId: CompanyId, list: ListName, at: Instant, why: Problem): void {
  noteRead(db, companyId, list, at, why);
}

function noteRead(db: Db, companyId: CompanyId, list: ListName, at: Instant, why: Problem | null): void {
  prepared<unknown[]>(db, `INSERT INTO list_read (company_id, list, read_at, problem) VALUES (?, ?, ?, ?)
    ON CONFLICT (company_id, list) DO UPDATE SET read_at = excluded.read_at, problem = excluded.problem`).run(companyId, list, at, why && JSON.stringify(why));
}

export function listReads(db: Db, companyId: CompanyId): readonly ListRead[] {
  return prepared<[number], { list: ListName; read_at: number; problem: string | null }>(db, 'SELECT list, read_at, problem FROM list_read WHERE company_id = ? ORDER BY list')
    .all(companyId)
    .map((row) => ({ list: row.list, readAt: row.read_at as Instant, problem: parse<Problem>(row.problem) }));
}

/** When each list was last read, of those that QuickBooks gives. */
export function listsRead(db: Db, companyId: CompanyId): ReadonlyMap<ListName, Instant> {
  return remembered(db, 'lists', `read ${String(companyId)}`, () => {
    const rows = prepared<[number], { list: ListName; read_at: Instant }>(db, 'SELECT list, read_at FROM list_read WHERE company_id = ? AND problem IS NULL').all(companyId);
    return new Map(rows.map((row) => [row.list, row.read_at]));
  });
}

/** Has the list an active entry of that name, whatever its case? */
export function hasActiveEntry(db: Db, companyId: CompanyId, list: ListName, fullName: string): boolean {
  return remembered(db, 'lists', `active ${String(companyId)} ${list} ${fullName}`, () =>
    prepared<[number, string, string]>(db, `SELECT 1 FROM list_entry INDEXED BY list_entry_name
      WHERE company_id = ? AND list = ? AND full_name = ? AND is_active = 1 LIMIT 1`).get(companyId, list, fullName) !== undefined);
}

/** By name, inactive ones included. */
export function listEntries(db: Db, companyId: CompanyId, list: ListName): readonly ListRecord[] {
  return prepared<[number, string], Row>(db, 'SELECT list, list_id, full_name, is_active, detail FROM list_entry WHERE company_id = ? AND list = ? ORDER BY full_name')
    .all(companyId, list).map(toRecord);
}

/** Entries of that name, whatever its case; the active one first. */
export function entriesNamed(db: Db, companyId: CompanyId, list: ListName, fullName: string): readonly ListRecord[] {
  return prepared<[number, string, string], Row>(db, `SELECT list, list_id, full_name, is_active, detail FROM list_entry INDEXED BY list_entry_name
    WHERE company_id = ? AND list = ? AND full_name = ? ORDER BY is_active DESC`).all(companyId, list, fullName).map(toRecord);
}

/** A person asked for the lists; false again once they have been read. */
export function setListsDue(db: Db, companyId: CompanyId, due: boolean): void {
  prepared<unknown[]>(db, 'UPDATE company SET lists_due = ? WHERE id = ?').run(due ? 1 : 0, companyId);
}

export function listsDue(db: Db, companyId: CompanyId): boolean {
  return remembered(db, 'company', `lists due ${String(companyId)}`, () =>
    prepared<[number], { due: number }>(db, 'SELECT lists_due AS due FROM company WHERE id = ?').get(companyId)?.due === 1);
}

/** Items for the settings screen: name and kind, active ones that are not themselves sold by the thousand first. */
export function itemNames(db: Db, companyId: CompanyId, limit: number): readonly { readonly fullName: string; readonly kind: ItemKind; readonly isActive: boolean }[] {
  return prepared<[number, number], { full_name: string; kind: ItemKind; is_active: number }>(db, `SELECT full_name, kind, is_active FROM item WHERE company_id = ? AND gone = 0
    ORDER BY kind IN ('inventory','assembly','group'), is_active DESC, full_name LIMIT ?`).all(companyId, limit)
    .map((row) => ({ fullName: row.full_name, kind: row.kind, isActive: row.is_active === 1 }));
}
