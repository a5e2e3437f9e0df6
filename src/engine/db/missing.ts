/** Table missing_document: what the company guard looked for in QuickBooks and did not find. */
import type { CompanyId, JobId } from '../../domain/ids.ts';
import { findJob, type JobRow } from './jobs.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Replaces what the guard found missing before. */
export function keepMissing(db: Db, companyId: CompanyId, ids: readonly JobId[]): void {
  prepared<[number]>(db, 'DELETE FROM missing_document WHERE company_id = ?').run(companyId);
  const keep = prepared<[number, number]>(db, 'INSERT INTO missing_document (job_id, company_id) VALUES (?, ?)');
  for (const id of ids) keep.run(id, companyId);
}

/** Oldest first; those that are still held for entered. */
export function missingDocuments(db: Db, companyId: CompanyId): readonly JobRow[] {
  const rows = prepared<[number], { id: JobId }>(db, `SELECT job.id FROM missing_document CROSS JOIN job ON job.id = missing_document.job_id
    WHERE missing_document.company_id = ? AND job.state = 'done' ORDER BY job.id`).all(companyId);
  return rows.map(({ id }) => findJob(db, id));
}

/** The order's lines are not inside the items' quantities any more: looked at again, whatever was known. */
export function reopenLines(db: Db, orderId: number): void {
  prepared<[number]>(db, 'UPDATE order_line SET open = 1 WHERE order_id = ?').run(orderId);
}

/**
 * Another state of the same company file answers: its items are read anew before any number goes out (routing waits for that), customers are looked up again,
 * and every listing is due.
 */
export function readAllAnew(db: Db, companyId: CompanyId): void {
  prepared<[number]>(db, 'UPDATE company SET item_cursor = NULL, last_sweep_at = NULL, sweep = NULL WHERE id = ?').run(companyId);
  prepared<[number]>(db, 'DELETE FROM customer WHERE company_id = ?').run(companyId);
  prepared<[number]>(db, 'UPDATE listing SET check_due = 1 WHERE connection_id IN (SELECT id FROM connection WHERE company_id = ?)').run(companyId);
  // What is on its way stays until its answer is there; the rest is found due again, or not, from the new quantities.
  prepared<[number]>(db, "DELETE FROM stock_update WHERE state <> 'pushing' AND connection_id IN (SELECT id FROM connection WHERE company_id = ?)").run(companyId);
}
