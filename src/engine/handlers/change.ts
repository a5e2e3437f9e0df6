/** A change that a person asked for: one transaction, and a line in the sync log that says so. */
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Outcome } from '../../domain/syncLog.ts';
import { writeLog } from '../db/log.ts';
import type { Context } from '../ports.ts';

/** All or nothing; a Problem found inside leaves everything as it was, because nothing is written before it is returned. */
export function change<T>(ctx: Pick<Context, 'db'>, work: () => Result<T>): Result<T> {
  return ctx.db.transaction(work).immediate();
}

export type Subject = { readonly companyId: CompanyId; readonly connectionId?: ConnectionId; readonly sku?: string; readonly order?: string | null };

/** `text` goes on after "A person": `approved the company file "Maple".` `thing` is named first where the subject does not say it: `1036 refund 7: a person …`. */
export function notePerson(ctx: Pick<Context, 'db' | 'now'>, about: Subject, outcome: Outcome, text: string, thing = ''): void {
  writeLog(ctx.db, { at: ctx.now(), ...about, outcome, text: thing === '' ? `A person ${text}` : `${thing}: a person ${text}` });
}

/** `1 update`, `3 updates`. */
export function counted(n: number, one: string): string {
  return `${String(n)} ${n === 1 ? one : `${one}s`}`;
}
