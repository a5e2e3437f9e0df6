/** Answers the calls about sessions. */
import type { z } from 'zod';
import type { sessionCalls, sessionShape } from '../../contract/calls/sessions.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok } from '../../domain/result.ts';
import type { CompanyId } from '../../domain/ids.ts';
import type { Engine } from '../createEngine.ts';
import type { Db } from '../db/open.ts';
import { lastSession } from '../db/sessions.ts';
import { companyNamed } from './named.ts';

export function sessionHandlers({ db }: Engine): HandlersOf<typeof sessionCalls> {
  return {
    'sessions.last': ({ companyId }) => {
      const company = companyNamed(db, companyId);
      return company.ok ? ok({ session: lastSessionFacts(db, companyId) }) : company;
    },
  };
}

/** Without the ticket: who has it could speak for the Web Connector. */
export function lastSessionFacts(db: Db, companyId: CompanyId): z.input<typeof sessionShape> | null {
  const session = lastSession(db, companyId);
  if (session === null) return null;
  const { id, phase, openedAt, lastCallAt, lastPercent, plan, closingText, lastError } = session;
  return { id, phase, openedAt, lastCallAt, percent: lastPercent, added: plan.added, settled: plan.settled, attention: plan.attention, text: closingText ?? lastError };
}
