/** Tables job and stock_update as the preview of a held company pages through them. */
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, JobId, ListingId } from '../../domain/ids.ts';
import { findJob, type JobRow } from './jobs.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

const OPEN = "company_id = ? AND state IN ('waiting','ready','needsAttention') AND family NOT IN ('customer','item')";

/** Documents a session may take on, after `after`, in the order a session takes them. */
export function plannableAfter(db: Db, companyId: CompanyId, after: JobId, limit: number): readonly JobId[] {
  return prepared<[number, number, number], { id: JobId }>(db, `SELECT id FROM job
    WHERE company_id = ? AND state IN ('waiting','ready') AND family NOT IN ('customer','item')
    AND id > ? ORDER BY id LIMIT ?`).all(companyId, after, limit).map(({ id }) => id);
}

/** Documents not written yet, oldest first. */
export function openDocuments(db: Db, companyId: CompanyId, page: { readonly problemsOnly: boolean; readonly after: JobId | null; readonly limit: number }): readonly JobRow[] {
  return prepared<(number | string)[], { id: JobId }>(db, `SELECT id FROM job
    WHERE ${OPEN} ${page.problemsOnly ? "AND state = 'needsAttention'" : ''} AND id > ? ORDER BY id LIMIT ?`)
    .all(companyId, page.after ?? 0, page.limit).map(({ id }) => findJob(db, id));
}

export function countOpenDocuments(db: Db, companyId: CompanyId): { readonly total: number; readonly problems: number; readonly newCustomers: number } {
  const row = prepared<[number], { total: number; problems: number | null }>(db, `SELECT count(*) AS total, sum(state = 'needsAttention') AS problems
    FROM job WHERE ${OPEN}`).get(companyId);
  const customers = prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM job WHERE company_id = ? AND family = 'customer' AND state IN ('waiting','ready')")
    .get(companyId);
  return { total: row?.total ?? 0, problems: row?.problems ?? 0, newCustomers: customers?.n ?? 0 };
}

export type DueStock = { readonly listingId: ListingId; readonly sku: string; readonly name: string; readonly storeQuantity: Decimal | null; readonly quantity: Decimal };

/** What the shop would be told; numbers as they were when the listings were last looked at. `changes`: other than the shop shows. */
export function countDueStock(db: Db, connectionId: ConnectionId): { readonly count: number; readonly changes: number; readonly toZero: number } {
  const row = prepared<[number], { n: number; changes: number | null; zero: number | null }>(db, `SELECT count(*) AS n,
    sum(found_quantity IS NOT store_quantity) AS changes, sum(to_zero) AS zero
    FROM stock_update CROSS JOIN listing ON listing.id = stock_update.listing_id WHERE stock_update.connection_id = ? AND state <> 'failed'`).get(connectionId);
  return { count: row?.n ?? 0, changes: row?.changes ?? 0, toZero: row?.zero ?? 0 };
}

/** Those that would empty a listing first, then those that change, then by SKU. */
export function dueStockExamples(db: Db, connectionId: ConnectionId, limit: number): readonly DueStock[] {
  return prepared<[number, number], { id: ListingId; sku: string; name: string; store_quantity: Decimal | null; found_quantity: Decimal }>(db,
    `SELECT listing.id, sku, name, store_quantity, found_quantity
      FROM stock_update CROSS JOIN listing ON listing.id = stock_update.listing_id
      WHERE stock_update.connection_id = ? AND state <> 'failed' AND found_quantity IS NOT NULL
      ORDER BY to_zero DESC, found_quantity IS NOT store_quantity DESC, sku LIMIT ?`).all(connectionId, limit)
    .map((row) => ({ listingId: row.id, sku: row.sku, name: row.name, storeQuantity: row.store_quantity, quantity: row.found_quantity }));
}

/** Listings that are not sent, by the reason routing found, most frequent first. */
export function skippedStock(db: Db, connectionId: ConnectionId): readonly { readonly reason: string; readonly count: number }[] {
  return prepared<[number], { reason: string; count: number }>(db, `SELECT skip_reason AS reason, count(*) AS count FROM listing
    WHERE connection_id = ? AND gone = 0 AND skip_reason IS NOT NULL GROUP BY skip_reason ORDER BY count DESC, reason`).all(connectionId);
}
