/** Column job.reread_due: items that our own documents touched and that are still to be read again. */
import type { CompanyId, ListID, Sequence } from '../../domain/ids.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** ListIDs on documents stored since those items were last read. */
export function rereadDue(db: Db, companyId: CompanyId): readonly ListID[] {
  const rows = prepared<[number], { touches: string | null }>(db, 'SELECT touches FROM job WHERE company_id = ? AND reread_due = 1').all(companyId);
  return [...new Set(rows.flatMap((row) => parse<ListID[]>(row.touches) ?? []))];
}

/** Those items have been asked for in a request handed out at `before`: documents stored earlier need them no more. */
export function setReread(db: Db, companyId: CompanyId, before: Sequence, items: readonly ListID[]): void {
  const asked = new Set(items);
  const rows = prepared<[number, number], { id: number; touches: string | null }>(db, `SELECT id, touches FROM job WHERE company_id = ? AND reread_due = 1
    AND COALESCE(posted_sequence, success_sequence) < ?`).all(companyId, before);
  for (const row of rows) {
    const left = (parse<ListID[]>(row.touches) ?? []).filter((listId) => !asked.has(listId));
    prepared<unknown[]>(db, 'UPDATE job SET touches = ?, reread_due = ? WHERE id = ?').run(JSON.stringify(left), left.length > 0 ? 1 : 0, row.id);
  }
}
