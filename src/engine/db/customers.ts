/** Table customer: which QuickBooks customer a shop's buyer (or the catch-all) is. */
import type { CompanyId, ListID } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { remembered } from './remembered.ts';
import { prepared } from './statement.ts';

export function knownCustomer(db: Db, companyId: CompanyId, key: string): { readonly listId: ListID; readonly fullName: string } | null {
  return remembered(db, 'customer', `${String(companyId)} ${key}`, () => {
    const row = prepared<[number, string], { list_id: string; full_name: string }>(db, 'SELECT list_id, full_name FROM customer WHERE company_id = ? AND key = ?')
      .get(companyId, key);
    return row === undefined ? null : { listId: row.list_id as ListID, fullName: row.full_name };
  });
}

/** The name of a record that was found or added for anybody; null: not one of those. */
export function customerNamed(db: Db, companyId: CompanyId, listId: ListID): string | null {
  return prepared<[number, string], { full_name: string }>(db, 'SELECT full_name FROM customer WHERE company_id = ? AND list_id = ?').get(companyId, listId)?.full_name ?? null;
}

export function rememberCustomer(db: Db, companyId: CompanyId, key: string, listId: ListID, fullName: string): void {
  prepared<unknown[]>(db, `INSERT INTO customer (company_id, key, list_id, full_name) VALUES (?, ?, ?, ?)
    ON CONFLICT (company_id, key) DO UPDATE SET list_id = excluded.list_id, full_name = excluded.full_name`).run(companyId, key, listId, fullName);
}

/** QuickBooks does not know this record any more (3240, 3000): look it up again. */
export function forgetCustomer(db: Db, companyId: CompanyId, key: string): void {
  prepared<unknown[]>(db, 'DELETE FROM customer WHERE company_id = ? AND key = ?').run(companyId, key);
}
