/** What happened since a moment, counted for the dashboard. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** A day has fewer. Rows are long, so that reading all of them for one number would be felt. */
const NEWEST = 3_000;

/** Orders that the company's shops took since then. */
export function ordersSince(db: Db, companyId: CompanyId, since: Instant): number {
  return prepared<[number, number, number], { n: number }>(db, `SELECT count(*) AS n FROM store_order
    WHERE connection_id IN (SELECT id FROM connection WHERE company_id = ?) AND created_at >= ? AND gone = 0
    AND id > COALESCE((SELECT max(id) FROM store_order), 0) - ?`).get(companyId, since, NEWEST)?.n ?? 0;
}

/** Orders and refunds that QuickBooks took since then. */
export function enteredSince(db: Db, companyId: CompanyId, since: Instant): number {
  return prepared<[number, number, number], { n: number }>(db, `SELECT count(*) AS n FROM
    (SELECT family, updated_at FROM job WHERE company_id = ? AND state = 'done' ORDER BY success_sequence DESC LIMIT ?) WHERE family IN ('order','refund') AND updated_at >= ?`)
    .get(companyId, NEWEST, since)?.n ?? 0;
}

/** When the last sessions of the Web Connector began, newest first. */
export function sessionStarts(db: Db, companyId: CompanyId, limit: number): readonly Instant[] {
  return prepared<[number, number], { at: Instant }>(db, 'SELECT opened_at AS at FROM session WHERE company_id = ? ORDER BY id DESC LIMIT ?')
    .all(companyId, limit).map(({ at }) => at);
}
