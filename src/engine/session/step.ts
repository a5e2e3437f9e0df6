/** What the parts of a session share: a step decides the next request of its kind and acts on the answer. */
import { isZone, type Instant } from '../../domain/calendar.ts';
import type { JobId, Sequence } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, type Result } from '../../domain/result.ts';
import { answerFor, type Answer, type MessageSetAnswer } from '../../quickbooks/qbxml/envelope.ts';
import type { ItemOptions } from '../../quickbooks/qbxml/item.ts';
import type { CompanyRow } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import type { ExchangeRow, SessionRow } from '../db/sessions.ts';
import type { Context } from '../ports.ts';
import type { Purpose, SessionPlan } from './plan.ts';

/** One call of the Web Connector being worked on. `plan` is changed in place and saved when the call ends. */
export type Scope = {
  readonly ctx: Context;
  readonly company: CompanyRow;
  readonly session: SessionRow;
  readonly plan: SessionPlan;
  readonly now: Instant;
  /** Runs routing in the background and says whether it is over (it never blocks the call). */
  readonly routing: RoutingPort;
};

export type RoutingPort = {
  /** Starts routing what is due in this company, unless it is under way. */
  start(): void;
  isRunning(): boolean;
  /** Rows of this company that were routed inline and are neither confirmed nor failed yet. */
  inlineLeft(): number;
};

export type Ask = { readonly purpose: Purpose; readonly jobId: JobId | null; readonly text: string };

/** An answer to a request that carried no write, readable and complete. */
export type ReadAnswer = { readonly set: MessageSetAnswer; readonly handedSequence: Sequence; readonly answeredSequence: Sequence; readonly exchange: ExchangeRow };

/** A session that cannot go on: the text the Web Connector shows. */
export type Failure = { readonly failed: Problem };

export type Step = {
  /** The next request of this step, 'wait' while something in the background must end first, null when there is nothing (more) to do. */
  next(scope: Scope): Ask | 'wait' | null;
};

/** The zone QuickBooks' clock is in. */
export function zoneOf(scope: Pick<Scope, 'company' | 'ctx'>): string {
  const zone = scope.company.settings.timeZone;
  return zone !== '' && isZone(zone) ? zone : scope.ctx.zone;
}

/** Custom fields of items cost time on every record, so they are read only where a shop's SKUs are matched by one. */
export function itemOptions({ ctx, company }: Pick<Scope, 'ctx' | 'company'>): ItemOptions {
  return { customFields: listConnections(ctx.db, company.id).some(({ settings }) => settings.matchBy.some((rule) => rule.startsWith('customField:'))) };
}

/** The records in the answer to one request of the set. */
export function recordsOf<T>(set: MessageSetAnswer, requestId: string, read: (answer: Answer) => Result<T>): Result<T> {
  const answer = answerFor(set, requestId);
  return answer === null
    ? err(problem('answerMissing', `QuickBooks did not answer the request "${requestId}".`, 'Run the Web Connector again. If it happens again, restart QuickBooks.'))
    : read(answer);
}
