/** Table exchange as people look at it: every request that left, and its answer. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ExchangeId, JobId } from '../../domain/ids.ts';
import type { Purpose } from '../session/plan.ts';
import type { Db } from './open.ts';
import type { ExchangeState } from './sessions.ts';
import { prepared } from './statement.ts';

export type PastExchange = {
  readonly id: ExchangeId;
  readonly purpose: Purpose;
  readonly state: ExchangeState;
  readonly preparedAt: Instant;
  readonly handedAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly hresult: string | null;
  readonly message: string | null;
  readonly requestText: string;
  readonly responseText: string | null;
};

type Row = {
  readonly id: number; readonly purpose: string; readonly state: ExchangeState; readonly prepared_at: number; readonly handed_at: number | null;
  readonly answered_at: number | null; readonly hresult: string | null; readonly message: string | null; readonly request_text: string; readonly response_text: string | null;
};

function toPast(row: Row): PastExchange {
  return {
    id: row.id as ExchangeId, purpose: JSON.parse(row.purpose) as Purpose, state: row.state, preparedAt: row.prepared_at as Instant, handedAt: row.handed_at as Instant | null,
    answeredAt: row.answered_at as Instant | null, hresult: row.hresult, message: row.message, requestText: row.request_text, responseText: row.response_text,
  };
}

/** Newest first. */
export function exchangesOfJob(db: Db, jobId: JobId, limit: number): readonly PastExchange[] {
  return prepared<[number, number], Row>(db, 'SELECT * FROM exchange WHERE job_id = ? ORDER BY id DESC LIMIT ?').all(jobId, limit).map(toPast);
}

/** Those that the order's lines in the sync log tell of, newest first: a question about numbers is asked for many documents at once. */
export function exchangesOfOrder(db: Db, companyId: CompanyId, orderNumber: string, limit: number): readonly PastExchange[] {
  return prepared<unknown[], Row>(db, `SELECT * FROM exchange WHERE company_id = ? AND id IN (SELECT exchange_id FROM sync_log WHERE order_number = ? AND exchange_id IS NOT NULL)
    ORDER BY id DESC LIMIT ?`).all(companyId, orderNumber, limit).map(toPast);
}

export function pastExchange(db: Db, id: ExchangeId): PastExchange | null {
  const row = prepared<[number], Row>(db, 'SELECT * FROM exchange WHERE id = ?').get(id);
  return row === undefined ? null : toPast(row);
}

/** The company guard's last question that was answered; null when it has been tidied away. */
export function lastGuard(db: Db, companyId: CompanyId): PastExchange | null {
  const row = prepared<[number], Row>(db, `SELECT * FROM exchange
    WHERE company_id = ? AND state = 'answered' AND json_extract(purpose, '$.kind') = 'guard' ORDER BY id DESC LIMIT 1`).get(companyId);
  return row === undefined ? null : toPast(row);
}
