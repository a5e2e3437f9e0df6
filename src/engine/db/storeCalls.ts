/** Table store_call: batch calls to shops as they went over the line, each kept once however many lines of the sync log came of it. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId, StoreCallId } from '../../domain/ids.ts';
import type { StoreCall } from '../../stores/store.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Characters of a request or an answer that are kept; a real shop's answer to a full batch of 100 products has about 200,000. */
export const MOST_KEPT = 500_000;

/** `tries`: how often it went out; the texts are those of the last time. */
export type MadeCall = StoreCall & { readonly sentAt: Instant; readonly answeredAt: Instant; readonly tries: number };

/** `requestLeftOut`, `responseLeftOut`: characters beyond those that are kept. */
export type PastStoreCall = MadeCall & { readonly id: StoreCallId; readonly connectionId: ConnectionId; readonly requestLeftOut: number; readonly responseLeftOut: number };

type Row = {
  readonly id: number; readonly connection_id: number; readonly sent_at: number; readonly answered_at: number; readonly tries: number;
  readonly method: string; readonly address: string;
  readonly status: number | null; readonly request: Buffer; readonly request_left_out: number; readonly response: Buffer | null; readonly response_left_out: number;
};

/** The texts must be free of secrets already. */
export function insertStoreCall(db: Db, connectionId: ConnectionId, call: MadeCall): StoreCallId {
  const { requestText, responseText } = call;
  return Number(prepared<unknown[]>(db, `INSERT INTO store_call (connection_id, sent_at, answered_at, tries, method, address,
      status, request, request_left_out, response, response_left_out)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    connectionId, call.sentAt, call.answeredAt, call.tries, call.method, call.address, call.status, pack(requestText), leftOut(requestText),
    responseText === null ? null : pack(responseText), leftOut(responseText ?? '')).lastInsertRowid) as StoreCallId;
}

export function pastStoreCall(db: Db, id: StoreCallId): PastStoreCall | null {
  const row = prepared<[number], Row>(db, 'SELECT * FROM store_call WHERE id = ?').get(id);
  if (row === undefined) return null;
  return {
    id, connectionId: row.connection_id as ConnectionId, sentAt: row.sent_at as Instant, answeredAt: row.answered_at as Instant,
    tries: row.tries, method: row.method, address: row.address,
    status: row.status, requestText: unpack(row.request), requestLeftOut: row.request_left_out,
    responseText: row.response === null ? null : unpack(row.response), responseLeftOut: row.response_left_out,
  };
}

/** Deletes a company's calls that went out before `before`, at most `limit` of them; returns how many. */
export function trimStoreCalls(db: Db, companyId: CompanyId, before: Instant, limit: number): number {
  return prepared<unknown[]>(db, `DELETE FROM store_call WHERE id IN (SELECT store_call.id FROM connection CROSS JOIN store_call ON store_call.connection_id = connection.id
    WHERE connection.company_id = ? AND store_call.sent_at < ? LIMIT ?)`).run(companyId, before, limit).changes;
}

function pack(text: string): Buffer {
  return deflateRawSync(text.slice(0, MOST_KEPT));
}

function unpack(bytes: Buffer): string {
  return inflateRawSync(bytes).toString();
}

function leftOut(text: string): number {
  return Math.max(0, text.length - MOST_KEPT);
}
