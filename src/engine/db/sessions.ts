/** Tables session and exchange: tickets survive a restart, and every request is stored before it leaves, every answer before it is acted on. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ExchangeId, JobId, Sequence, SessionId } from '../../domain/ids.ts';
import type { Session, SessionPhase } from '../../domain/session.ts';
import type { Purpose, SessionPlan } from '../session/plan.ts';
import type { Db } from './open.ts';
import { recall, remember, remembered } from './remembered.ts';
import { prepared } from './statement.ts';
import { nextSequence } from './sequence.ts';

export type SessionRow = Session & { readonly plan: SessionPlan; readonly lastPercent: number; readonly closingText: string | null };

type Row = {
  readonly id: number; readonly company_id: number; readonly ticket: string; readonly phase: SessionPhase; readonly plan: string; readonly opened_at: number;
  readonly last_call_at: number; readonly last_error: string; readonly last_percent: number; readonly closing_text: string | null;
};

function toSession(row: Row): SessionRow {
  return {
    id: row.id as SessionId, companyId: row.company_id as CompanyId, ticket: row.ticket, phase: row.phase, plan: JSON.parse(row.plan) as SessionPlan,
    openedAt: row.opened_at as Instant, lastCallAt: row.last_call_at as Instant, lastError: row.last_error, lastPercent: row.last_percent, closingText: row.closing_text,
  };
}

export function insertSession(db: Db, session: { readonly companyId: CompanyId; readonly ticket: string; readonly plan: SessionPlan; readonly at: Instant }): SessionId {
  return Number(prepared<unknown[]>(db, `INSERT INTO session (company_id, ticket, phase, plan, opened_at, last_call_at) VALUES (?, ?, 'ready', ?, ?, ?)`)
    .run(session.companyId, session.ticket, JSON.stringify(session.plan), session.at, session.at).lastInsertRowid) as SessionId;
}

export function findSession(db: Db, ticket: string): SessionRow | null {
  return remembered(db, 'session', ticket, () => {
    const row = prepared<[string], Row>(db, 'SELECT * FROM session WHERE ticket = ?').get(ticket);
    return row === undefined ? null : toSession(row);
  });
}

/** The session of a company that has not been closed; there is at most one, the newest: no other begins before it has ended. */
export function openSession(db: Db, companyId: CompanyId): SessionRow | null {
  const last = lastSession(db, companyId);
  return last === null || last.phase === 'closed' ? null : last;
}

export function lastSession(db: Db, companyId: CompanyId): SessionRow | null {
  const row = prepared<[number], Row>(db, 'SELECT * FROM session WHERE company_id = ? ORDER BY id DESC LIMIT 1').get(companyId);
  return row === undefined ? null : toSession(row);
}

export type SessionChange = {
  readonly phase?: SessionPhase;
  readonly plan?: SessionPlan;
  readonly lastError?: string;
  readonly lastPercent?: number;
  readonly closingText?: string;
};

/** Writes what changed and that a call came at `at`. The next call, seconds or a millisecond later, need not read it back. */
export function updateSession(db: Db, { id, ticket }: Pick<SessionRow, 'id' | 'ticket'>, at: Instant, change: SessionChange): void {
  const before = recall<SessionRow>(db, 'session', ticket);
  prepared<unknown[]>(db, `UPDATE session SET last_call_at = @at, phase = COALESCE(@phase, phase), plan = COALESCE(@plan, plan), last_error = COALESCE(@lastError, last_error),
    last_percent = COALESCE(@lastPercent, last_percent), closing_text = COALESCE(@closingText, closing_text) WHERE id = @id`).run({
    id, at, phase: change.phase ?? null, plan: change.plan === undefined ? null : JSON.stringify(change.plan), lastError: change.lastError ?? null,
    lastPercent: change.lastPercent ?? null, closingText: change.closingText ?? null,
  });
  if (before !== undefined) remember(db, 'session', ticket, { ...before, ...change, lastCallAt: at } satisfies SessionRow);
}

export type ExchangeState = 'prepared' | 'handed' | 'answered' | 'lost' | 'dropped';

export type ExchangeRow = {
  readonly id: ExchangeId; readonly sessionId: SessionId; readonly companyId: CompanyId; readonly jobId: JobId | null; readonly purpose: Purpose; readonly state: ExchangeState;
  readonly requestText: string; readonly responseText: string | null; readonly hresult: string | null; readonly handedSequence: Sequence | null; readonly handedAt: Instant | null;
};

type ExchangeColumns = {
  readonly id: number; readonly session_id: number; readonly company_id: number; readonly job_id: number | null; readonly purpose: string; readonly state: ExchangeState;
  readonly request_text: string; readonly response_text: string | null; readonly hresult: string | null; readonly handed_sequence: number | null; readonly handed_at: number | null;
};

function toExchange(row: ExchangeColumns): ExchangeRow {
  return {
    id: row.id as ExchangeId, sessionId: row.session_id as SessionId, companyId: row.company_id as CompanyId, jobId: row.job_id as JobId | null,
    purpose: JSON.parse(row.purpose) as Purpose, state: row.state, requestText: row.request_text, responseText: row.response_text, hresult: row.hresult,
    handedSequence: row.handed_sequence as Sequence | null, handedAt: row.handed_at as Instant | null,
  };
}

/** Stores a request before it can leave. */
export function insertExchange(
  db: Db,
  exchange: { readonly session: SessionRow; readonly jobId: JobId | null; readonly purpose: Purpose; readonly requestText: string; readonly at: Instant },
): ExchangeRow {
  const { session, jobId, purpose, requestText, at } = exchange;
  const { lastInsertRowid } = prepared<unknown[]>(db, `INSERT INTO exchange (session_id, company_id, job_id, purpose, state, request_text, prepared_at)
    VALUES (?, ?, ?, ?, 'prepared', ?, ?)`)
    .run(session.id, session.companyId, jobId, JSON.stringify(purpose), requestText, at);
  return isLast(db, {
    id: Number(lastInsertRowid) as ExchangeId, sessionId: session.id, companyId: session.companyId,
    jobId, purpose, state: 'prepared', requestText, responseText: null, hresult: null,
    handedSequence: null, handedAt: null,
  });
}

/** The session's newest exchange: prepared (not fetched yet), handed (awaiting), answered … */
export function lastExchange(db: Db, sessionId: SessionId): ExchangeRow | null {
  return remembered(db, 'exchange', lastOf(sessionId), () => {
    const row = prepared<[number], ExchangeColumns>(db, 'SELECT * FROM exchange WHERE session_id = ? ORDER BY id DESC LIMIT 1').get(sessionId);
    return row === undefined ? null : toExchange(row);
  });
}

function lastOf(sessionId: SessionId): string {
  return `last ${String(sessionId)}`;
}

function isLast(db: Db, exchange: ExchangeRow): ExchangeRow {
  remember(db, 'exchange', lastOf(exchange.sessionId), exchange);
  return exchange;
}

/** The session's newest exchange that left: what a late or repeated answer belongs to. */
export function lastHanded(db: Db, sessionId: SessionId): ExchangeRow | null {
  const row = prepared<[number], ExchangeColumns>(db, `SELECT * FROM exchange WHERE session_id = ? AND handed_at IS NOT NULL ORDER BY id DESC LIMIT 1`).get(sessionId);
  return row === undefined ? null : toExchange(row);
}

/** Has this job's text left again after that exchange? */
export function handedAfter(db: Db, jobId: JobId, exchangeId: ExchangeId): boolean {
  return prepared<unknown[]>(db, 'SELECT 1 FROM exchange WHERE job_id = ? AND id > ? AND handed_at IS NOT NULL').get(jobId, exchangeId) !== undefined;
}

/** The request, the newest of its session, leaves now: takes the hand-out's sequence number. */
export function markHanded(db: Db, exchange: ExchangeRow, at: Instant): ExchangeRow {
  const sequence = nextSequence(db);
  prepared<unknown[]>(db, `UPDATE exchange SET state = 'handed', handed_at = ?, handed_sequence = ? WHERE id = ?`).run(at, sequence, exchange.id);
  return isLast(db, { ...exchange, state: 'handed', handedAt: at, handedSequence: sequence });
}

/** Stores the answer, before anything is done about it. */
export function markAnswered(db: Db, id: ExchangeId, at: Instant, answer: { readonly response: string; readonly hresult: string; readonly message: string }): Sequence {
  const sequence = nextSequence(db);
  prepared<unknown[]>(db, `UPDATE exchange SET state = 'answered', response_text = ?, hresult = ?, message = ?, answered_at = ?, answered_sequence = ? WHERE id = ?`)
    .run(answer.response, answer.hresult, answer.message, at, sequence, id);
  return sequence;
}

/** `lost`: handed out, and the session ended before an answer came. `dropped`: prepared and never fetched. */
export function markEnded(db: Db, id: ExchangeId, state: 'lost' | 'dropped'): void {
  prepared<unknown[]>(db, 'UPDATE exchange SET state = ? WHERE id = ?').run(state, id);
}

/** Removes raw exchanges of that age, a limited number at a time; those of documents that are not finished stay. Returns how many went. */
export function trimExchanges(db: Db, companyId: CompanyId, before: Instant, limit: number): number {
  return prepared<unknown[]>(db, `DELETE FROM exchange WHERE id IN (SELECT e.id FROM exchange e LEFT JOIN job j ON j.id = e.job_id WHERE e.company_id = ? AND e.prepared_at < ?
    AND (j.id IS NULL OR j.state IN ('done','cancelled')) LIMIT ?)`).run(companyId, before, limit).changes;
}
