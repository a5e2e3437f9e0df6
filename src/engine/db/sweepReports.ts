/** Tables sweep_report and sweep_drift: what comparing everything came to, and the listings that did not show what they should. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ListingId, Sequence } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Reports kept of one company. */
const MOST_KEPT = 100;

export type SweepReport = {
  readonly id: number;
  readonly startedAt: Instant;
  /** When the last item was read. */
  readonly readAt: Instant;
  /** When the shops had been compared too; null: still to be done. */
  readonly endedAt: Instant | null;
  readonly items: number;
  /** Items whose change the modified filter had not shown; null: nothing was known before. */
  readonly missed: number | null;
  /** Items that are no longer in QuickBooks. */
  readonly deleted: number;
  readonly listings: number;
  /** Listings with a number due or on its way already: no drift. */
  readonly inFlight: number;
  /** Shops whose own numbers could not be read. */
  readonly unreadShops: number;
  /** Listings that did not show what they should … */
  readonly drifted: number;
  /** … and those of them that have shown it since. */
  readonly mended: number;
};

type Row = {
  readonly id: number; readonly started_at: number; readonly read_at: number; readonly ended_at: number | null; readonly items: number; readonly missed: number | null;
  readonly deleted: number; readonly listings: number; readonly in_flight: number; readonly unread_shops: number; readonly drifted: number; readonly mended: number;
};

/** A new sweep: only its own drift is kept in detail. */
export function insertSweepReport(
  db: Db,
  report: {
    readonly companyId: CompanyId; readonly startedAt: Instant; readonly readAt: Instant;
    readonly items: number; readonly missed: number | null; readonly deleted: number;
  },
): void {
  prepared<[number]>(db, 'DELETE FROM sweep_drift WHERE report_id IN (SELECT id FROM sweep_report WHERE company_id = ?)').run(report.companyId);
  prepared<unknown[]>(db,
    'INSERT INTO sweep_report (company_id, started_at, read_at, items, missed, deleted) VALUES (@companyId, @startedAt, @readAt, @items, @missed, @deleted)',
  ).run(report);
  prepared<[number, number, number]>(db, 'DELETE FROM sweep_report WHERE company_id = ? AND id NOT IN (SELECT id FROM sweep_report WHERE company_id = ? ORDER BY id DESC LIMIT ?)')
    .run(report.companyId, report.companyId, MOST_KEPT);
}

/** Newest first. What drifted is counted for the newest only. */
export function sweepReports(db: Db, companyId: CompanyId, limit: number): readonly SweepReport[] {
  return prepared<[number, number], Row>(db, `SELECT sweep_report.*, (SELECT count(*) FROM sweep_drift WHERE report_id = sweep_report.id) AS drifted,
    (SELECT count(*) FROM sweep_drift CROSS JOIN listing ON listing.id = sweep_drift.listing_id
      WHERE report_id = sweep_report.id AND listing.confirmed_sequence > sweep_drift.sequence) AS mended
    FROM sweep_report WHERE company_id = ? ORDER BY id DESC LIMIT ?`).all(companyId, limit).map((row) => ({
    id: row.id, startedAt: row.started_at as Instant, readAt: row.read_at as Instant, endedAt: row.ended_at as Instant | null,
    items: row.items, missed: row.missed, deleted: row.deleted,
    listings: row.listings, inFlight: row.in_flight, unreadShops: row.unread_shops, drifted: row.drifted, mended: row.mended,
  }));
}

/** The newest report whose shops have not been compared yet. */
export function openReport(db: Db, companyId: CompanyId): number | null {
  return prepared<[number], { id: number; ended_at: number | null }>(db, 'SELECT id, ended_at FROM sweep_report WHERE company_id = ? ORDER BY id DESC LIMIT 1').all(companyId)
    .find((row) => row.ended_at === null)?.id ?? null;
}

export type Drift = { readonly listingId: ListingId; readonly computed: Decimal; readonly confirmed: Decimal | null; readonly store: Decimal | null; readonly sequence: Sequence };

export function insertDrift(db: Db, reportId: number, drift: Drift): void {
  prepared<unknown[]>(db, 'INSERT INTO sweep_drift (report_id, listing_id, computed, confirmed, store, sequence) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(reportId, drift.listingId, drift.computed, drift.confirmed, drift.store, drift.sequence);
}

/** The shops have been compared. */
export function endReport(db: Db, reportId: number, end: { readonly at: Instant; readonly listings: number; readonly inFlight: number; readonly unreadShops: number }): void {
  prepared<unknown[]>(db, 'UPDATE sweep_report SET ended_at = ?, listings = ?, in_flight = ?, unread_shops = ? WHERE id = ?')
    .run(end.at, end.listings, end.inFlight, end.unreadShops, reportId);
}

/** A comparison that was cut short begins anew. */
export function clearDrift(db: Db, reportId: number): void {
  prepared<[number]>(db, 'DELETE FROM sweep_drift WHERE report_id = ?').run(reportId);
}
