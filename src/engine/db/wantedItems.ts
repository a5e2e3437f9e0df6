/** Table wanted_item: items that the next session reads because a person wants to know what QuickBooks has. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ListID } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Asked again before it was read, it keeps the earlier moment: the reader has been waiting since then. */
export function wantItem(db: Db, companyId: CompanyId, listId: ListID, at: Instant): void {
  prepared<[number, string, number]>(db, 'INSERT INTO wanted_item (company_id, list_id, asked_at) VALUES (?, ?, ?) ON CONFLICT (company_id, list_id) DO NOTHING')
    .run(companyId, listId, at);
}

export function wantedItems(db: Db, companyId: CompanyId, limit: number): readonly ListID[] {
  return prepared<[number, number], { id: ListID }>(db, 'SELECT list_id AS id FROM wanted_item WHERE company_id = ? ORDER BY asked_at, list_id LIMIT ?')
    .all(companyId, limit).map(({ id }) => id);
}

/** Since when it is waited for; null: it is not. */
export function wantedSince(db: Db, companyId: CompanyId, listId: ListID): Instant | null {
  return prepared<[number, string], { at: Instant }>(db, 'SELECT asked_at AS at FROM wanted_item WHERE company_id = ? AND list_id = ?').get(companyId, listId)?.at ?? null;
}

/** QuickBooks has answered. */
export function unwantItem(db: Db, companyId: CompanyId, listId: ListID): void {
  prepared<[number, string]>(db, 'DELETE FROM wanted_item WHERE company_id = ? AND list_id = ?').run(companyId, listId);
}
