/** The eight operations of the Web Connector: each is one transaction, committed before its answer goes out. */
import { SECOND, type Instant } from '../../domain/calendar.ts';
import type { CompanyId, JobId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ReceiveResponse, SendRequest, WebConnectorPort } from '../../domain/session.ts';
import { classifyHresult } from '../../quickbooks/qbxml/status.ts';
import { findCompany, findCompanyByUser, passwordHash, setLastPoll } from '../db/companies.ts';
import { findJob, moveJob } from '../db/jobs.ts';
import { atomically, forgetAll } from '../db/remembered.ts';
import {
  findSession, insertExchange, insertSession, lastExchange, lastHanded, markAnswered, markEnded, markHanded, openSession, updateSession, type ExchangeRow, type SessionRow,
} from '../db/sessions.ts';
import type { Context } from '../ports.ts';
import { advance, closingText, percent } from './advance.ts';
import { nothingToDo } from './nothingToDo.ts';
import { newPlan } from './plan.ts';
import { settle, settleLate, type RawAnswer } from './settle.ts';
import type { Ask, RoutingPort, Scope } from './step.ts';
import { settleIdentity } from './steps/identify.ts';
import { putInDoubt } from './writeOutcome.ts';

export type PortDeps = {
  readonly version: string;
  /** True for the right password of that user; takes its time for wrong ones. */
  readonly checkPassword: (username: string, password: string, hash: string) => Promise<boolean>;
  readonly routingFor: (company: CompanyId) => RoutingPort;
};

const NOOP = 'NoOp';
const OVER = 'This session is over. The next scheduled run starts a new one.';
const OPEN_ELSEWHERE = ['0x80040403', '0x8004040a'];

export function createWebConnectorPort(ctx: Context, deps: PortDeps): WebConnectorPort {
  const inTransaction = <T>(work: () => T): T => {
    const result = atomically(ctx.db, work);
    ctx.emit({ kind: 'sessionChanged' });
    return result;
  };

  const scopeOf = (session: SessionRow): Scope => ({
    ctx, session, plan: session.plan, now: ctx.now(), routing: deps.routingFor(session.companyId),
    // Read anew each time: a step may have changed it within the same call.
    get company() { return findCompany(ctx.db, session.companyId); },
  });

  const fail = (scope: Scope, problem: Problem): void => {
    updateSession(ctx.db, scope.session, scope.now, { phase: 'failed', plan: scope.plan, lastError: `${problem.what} ${problem.todo}` });
  };

  /** Stores the next request so that it can be fetched; says what the Web Connector is to do. */
  const prepare = (scope: Scope): Ask | 'wait' | 'finished' => {
    const next = advance(scope);
    if (next === null) {
      updateSession(ctx.db, scope.session, scope.now, { phase: 'ready', plan: scope.plan, lastError: closingText(scope), closingText: closingText(scope), lastPercent: 100 });
      return 'finished';
    }
    if (next !== 'wait') insertExchange(ctx.db, { session: scope.session, jobId: next.jobId, purpose: next.purpose, requestText: next.text, at: scope.now });
    updateSession(ctx.db, scope.session, scope.now, {
      phase: 'ready', plan: scope.plan,
      lastError: next === 'wait' ? NOOP : '',
      lastPercent: percent(scope.plan, scope.session.lastPercent),
    });
    return next;
  };

  const handOut = (scope: Scope, exchange: ExchangeRow): string => {
    markHanded(ctx.db, exchange, scope.now);
    if (exchange.purpose.kind === 'write') {
      const job = findJob(ctx.db, exchange.purpose.jobId);
      moveJob(ctx.db, job, 'sent', scope.now, {
        everSent: true,
        sentAt: job.everSent && exchange.purpose.resend ? job.sentAt : scope.now,
        ...(exchange.purpose.resend ? { resends: job.resends + 1 } : {}),
      });
      ctx.emit({ kind: 'jobsChanged' });
    }
    updateSession(ctx.db, scope.session, scope.now, { phase: 'awaiting' });
    return exchange.requestText;
  };

  /** A document may have been cancelled or changed in the shop between preparing and fetching its text. */
  const mayLeave = (exchange: ExchangeRow): boolean => {
    if (exchange.purpose.kind !== 'write') return true;
    const job = findJob(ctx.db, exchange.purpose.jobId);
    return job.requestText === exchange.requestText && job.state === (exchange.purpose.resend ? 'inDoubt' : 'ready');
  };

  /** Ends a session: what was handed out and not answered is in doubt, what was only prepared never left. */
  const end = (session: SessionRow, now: Instant, why: string): void => {
    const exchange = lastExchange(ctx.db, session.id);
    if (exchange?.state === 'prepared') markEnded(ctx.db, exchange.id, 'dropped');
    if (exchange?.state === 'handed') {
      markEnded(ctx.db, exchange.id, 'lost');
      if (exchange.purpose.kind === 'write') doubt(exchange, exchange.purpose.jobId, now, why);
    }
    // "NoOp" would have whoever still holds this ticket ask again for ever.
    updateSession(ctx.db, session, now, { phase: 'closed', ...(session.lastError === NOOP ? { lastError: OVER } : {}) });
  };

  const doubt = (exchange: ExchangeRow, jobId: JobId, now: Instant, why: string): void => {
    const job = findJob(ctx.db, jobId);
    if (job.state === 'sent') putInDoubt({ ctx, now }, job, why, exchange.id);
  };

  const receive = (session: SessionRow, answer: RawAnswer): number => {
    const exchange = lastExchange(ctx.db, session.id);
    const now = ctx.now();
    if (session.phase === 'closed' || session.phase === 'failed' || exchange?.state !== 'handed') {
      const handed = lastHanded(ctx.db, session.id);
      if (handed?.state === 'lost') {
        const sequence = markAnswered(ctx.db, handed.id, now, answer);
        settleLate(scopeOf(session), handed, answer, sequence);
        // What it counted in that session's plan is not stored, so it must not be kept either.
        forgetAll(ctx.db);
        return 100;
      }
      return session.phase === 'failed' ? -1 : session.phase === 'closed' ? 100 : Math.max(1, session.lastPercent);
    }
    const sequence = markAnswered(ctx.db, exchange.id, now, answer);
    const scope = scopeOf(session);
    scope.plan.answered += 1;
    try {
      // A savepoint of its own: should acting on the answer fail, the answer itself stays stored.
      const failure = atomically(ctx.db, () => settle(scope, exchange, answer, sequence));
      ctx.emit({ kind: 'jobsChanged' });
      if (failure !== null) {
        fail(scope, failure.failed);
        return -1;
      }
      const next = atomically(ctx.db, () => prepare(scope));
      return next === 'finished' ? 100 : percent(scope.plan, session.lastPercent);
    } catch (cause) {
      ctx.log.error({ err: cause, exchange: exchange.id }, 'acting on an answer failed');
      if (exchange.purpose.kind === 'write') doubt(exchange, exchange.purpose.jobId, now, 'Stockbridge could not act on the answer.');
      fail(scope, internal());
      return -1;
    }
  };

  return {
    serverVersion: () => `Stockbridge ${deps.version}`,
    clientVersion: () => '',

    async authenticate(username, password) {
      const company = findCompanyByUser(ctx.db, username);
      const right = await deps.checkPassword(username, password, company === null ? '' : passwordHash(ctx.db, company.id));
      if (!right || company === null) return ['', 'nvu', '', ''];
      return inTransaction(() => {
        const now = ctx.now();
        setLastPoll(ctx.db, company.id, now);
        const open = openSession(ctx.db, company.id);
        if (open !== null && (open.phase === 'ready' || open.phase === 'awaiting') && open.closingText === null && isRecent(open, now, company.settings.busySeconds)) {
          return ['', 'busy', String(company.settings.busyRetrySeconds), ''];
        }
        if (open !== null) end(open, now, 'The Web Connector never brought the answer of QuickBooks.');
        if (nothingToDo(ctx.db, company, now)) return ['', 'none', '', ''];
        const ticket = `{${ctx.randomHex(32)}}`;
        insertSession(ctx.db, { companyId: company.id, ticket, plan: newPlan(now), at: now });
        return [ticket, company.state === 'approved' ? (company.identity?.path ?? '') : '', '', ''];
      });
    },

    sendRequestXML(request: SendRequest) {
      return inTransaction(() => {
        const session = findSession(ctx.db, request.ticket);
        if (session === null || session.phase === 'closed' || session.phase === 'failed') return '';
        const exchange = lastExchange(ctx.db, session.id);
        if (exchange?.state === 'handed') return exchange.requestText;
        const scope = scopeOf(session);
        if (exchange?.state === 'prepared') {
          if (mayLeave(exchange)) return handOut(scope, exchange);
          markEnded(ctx.db, exchange.id, 'dropped');
        }
        if (session.closingText !== null) return '';
        if (request.companyFileName !== '') scope.plan.companyFile = request.companyFileName;
        if (!session.plan.identified && request.hcpResponse !== '') {
          const failure = settleIdentity(scope, request.hcpResponse, false);
          if (failure !== null) {
            fail(scope, failure.failed);
            return '';
          }
        }
        const next = prepare(scope);
        if (next === 'wait') return NOOP;
        if (next === 'finished') return '';
        const prepared = lastExchange(ctx.db, session.id);
        return prepared === null ? '' : handOut(scope, prepared);
      });
    },

    receiveResponseXML(answer: ReceiveResponse) {
      return inTransaction(() => {
        const session = findSession(ctx.db, answer.ticket);
        return session === null ? 100 : receive(session, { response: answer.response, hresult: answer.hresult.trim(), message: answer.message });
      });
    },

    connectionError(ticket, hresult, message) {
      return inTransaction(() => {
        const session = findSession(ctx.db, ticket);
        if (session === null || session.phase === 'closed') return 'done';
        const scope = scopeOf(session);
        const { problem: why } = classifyHresult(hresult, message);
        // The learned path may be out of date: once, the file that is open now may answer; the company guard compares it.
        if (OPEN_ELSEWHERE.includes(hresult.trim().toLowerCase()) && !scope.plan.connectionRetried) {
          scope.plan.connectionRetried = true;
          updateSession(ctx.db, session, scope.now, { plan: scope.plan, lastError: why.what });
          return '';
        }
        fail(scope, why);
        return 'done';
      });
    },

    getLastError(ticket) {
      const session = findSession(ctx.db, ticket);
      if (session === null) return 'This session is not known any more. The next scheduled run starts a new one.';
      return session.lastError === '' ? 'Nothing to do' : session.lastError;
    },

    closeConnection(ticket) {
      return inTransaction(() => {
        const session = findSession(ctx.db, ticket);
        if (session === null) return 'Session closed';
        const text = session.phase === 'failed' && session.lastError !== '' ? session.lastError : closingText(scopeOf(session));
        if (session.phase !== 'closed') {
          end(session, ctx.now(), 'The Web Connector closed the session before the answer of QuickBooks came.');
          updateSession(ctx.db, session, ctx.now(), { closingText: text });
        }
        forgetAll(ctx.db);
        return session.closingText !== null && session.phase === 'closed' ? session.closingText : text;
      });
    },
  };
}

/** A clock that was set back since the last call must not keep everybody out until it has caught up. */
function isRecent({ lastCallAt }: SessionRow, now: Instant, seconds: number): boolean {
  return Math.abs(now - lastCallAt) < seconds * SECOND;
}

function internal(): Problem {
  return {
    code: 'internal',
    what: 'Stockbridge met an unexpected fault in this session.',
    todo: 'Nothing is lost; the next session goes on. If it happens again, send the diagnostics to support.',
  };
}
