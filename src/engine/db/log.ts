/** Table sync_log: the history people read, by SKU or by order. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ConnectionId, ExchangeId, StoreCallId } from '../../domain/ids.ts';
import type { LogLine, Outcome } from '../../domain/syncLog.ts';
import type { Route } from '../../domain/update.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** A row as it stands in the table. */
export type LogRow = {
  readonly id: number; readonly at: number; readonly company_id: number | null; readonly connection_id: number | null; readonly sku: string | null;
  readonly order_number: string | null; readonly outcome: Outcome; readonly quickbooks_quantity: number | null; readonly sent_quantity: number | null;
  readonly store_quantity: number | null; readonly route: Route | null; readonly text: string; readonly exchange_id: number | null;
  readonly store_call_id: number | null;
};

/** A line with its place in the log: lines are read newest first, page by page, from a place downwards. */
export type PlacedLogLine = LogLine & { readonly id: number };

export type LogQuery = {
  /** Case does not matter. */
  readonly sku?: string;
  /** The shop's order number, exactly. */
  readonly order?: string;
  readonly outcome?: Outcome;
  readonly connectionId?: ConnectionId;
  /** Only lines before this place. */
  readonly before?: number;
  readonly limit: number;
};

export function writeLog(db: Db, line: Partial<LogLine> & Pick<LogLine, 'at' | 'outcome' | 'text'>): void {
  prepared<unknown[]>(db, `INSERT INTO sync_log
    (at, company_id, connection_id, sku, order_number, outcome, quickbooks_quantity, sent_quantity, store_quantity, route, text, exchange_id, store_call_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    line.at, line.companyId ?? null, line.connectionId ?? null, line.sku ?? null, line.order ?? null, line.outcome, line.quickbooksQuantity ?? null,
    line.sentQuantity ?? null, line.storeQuantity ?? null, line.route ?? null, line.text, line.exchangeId ?? null, line.storeCallId ?? null);
}

/** Newest first; pass the last line's `id` as `before` for the next page. */
export function readLog(db: Db, query: LogQuery): readonly PlacedLogLine[] {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    values.push(value);
  };
  add('sku = ?', query.sku);
  add('order_number = ?', query.order);
  add('outcome = ?', query.outcome);
  add('connection_id = ?', query.connectionId);
  add('id < ?', query.before);
  const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return prepared<(string | number)[], LogRow>(db, `SELECT * FROM sync_log ${filter} ORDER BY id DESC LIMIT ?`).all(...values, query.limit).map(toLogLine);
}

/** Deletes lines older than `before`, oldest first, at most `limit` of them; returns how many, so that the caller can go on in small steps. */
export function trimLog(db: Db, companyId: CompanyId, before: Instant, limit: number): number {
  return prepared<[number, number, number]>(db, 'DELETE FROM sync_log WHERE id IN (SELECT id FROM sync_log WHERE at < ? AND company_id = ? ORDER BY id LIMIT ?)')
    .run(before, companyId, limit).changes;
}

export function toLogLine(row: LogRow): PlacedLogLine {
  return {
    id: row.id, at: row.at as Instant, companyId: row.company_id as CompanyId | null, connectionId: row.connection_id as ConnectionId | null, sku: row.sku,
    order: row.order_number, outcome: row.outcome, quickbooksQuantity: row.quickbooks_quantity as Decimal | null, sentQuantity: row.sent_quantity as Decimal | null,
    storeQuantity: row.store_quantity as Decimal | null, route: row.route, text: row.text, exchangeId: row.exchange_id as ExchangeId | null,
    storeCallId: row.store_call_id as StoreCallId | null,
  };
}

/** Updates the shops of these connections confirmed since then: what a session's closing text counts. */
export function countConfirmed(db: Db, connectionIds: readonly ConnectionId[], since: Instant): number {
  let sum = 0;
  for (const id of connectionIds) {
    sum += prepared<[number, number], { n: number }>(db, `SELECT count(*) AS n FROM sync_log WHERE connection_id = ? AND outcome = 'confirmed' AND at >= ?`).get(id, since)?.n ?? 0;
  }
  return sum;
}

/** The place of the newest line; 0 in an empty log. */
export function newestLine(db: Db): number {
  return prepared<[], { id: number | null }>(db, 'SELECT MAX(id) AS id FROM sync_log').get()?.id ?? 0;
}

/** Updates a shop confirmed in lines after that place. */
export function countConfirmedAfter(db: Db, connectionId: ConnectionId, line: number): number {
  return prepared<[number, number], { n: number }>(db, `SELECT count(*) AS n FROM sync_log
    WHERE id > ? AND connection_id = ? AND outcome = 'confirmed'`).get(line, connectionId)?.n ?? 0;
}
