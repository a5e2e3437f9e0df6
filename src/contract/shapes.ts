/** The nouns as they travel: plain JSON, checked on arrival. Instants are milliseconds, money cents, quantities pieces × 100,000. */
import { z } from 'zod';
import { instant, type Instant } from '../domain/calendar.ts';
import { scaled, type Decimal } from '../domain/decimal.ts';
import type { CompanyId, ConnectionId, ExchangeId, JobId, ListID, ListingId, StoreCallId, TxnID } from '../domain/ids.ts';
import { FAMILIES, JOB_KINDS, TRANSITIONS, type JobState } from '../domain/job.ts';
import { cents, type Cents } from '../domain/money.ts';
import { OUTCOMES } from '../domain/syncLog.ts';
import type { Route, UpdateState } from '../domain/update.ts';

// zod's probe for `new Function` would break the window's content security policy. Here, because every schema of the contract is made after this file.
z.config({ jitless: true });

/** A row's number. */
const rowId = z.int().min(1);

export const companyId = rowId.transform((id) => id as CompanyId);
export const connectionId = rowId.transform((id) => id as ConnectionId);
export const jobId = rowId.transform((id) => id as JobId);
export const listingId = rowId.transform((id) => id as ListingId);
export const storeCallId = rowId.transform((id) => id as StoreCallId);
export const exchangeId = rowId.transform((id) => id as ExchangeId);
export const txnId = z.string().max(36).transform((id) => id as TxnID);
export const listId = z.string().max(36).transform((id) => id as ListID);

/** Milliseconds since 1970, UTC. */
export const instantShape = z.number().transform((at): Instant => instant(at));
/** Cents. */
export const centsShape = z.int().transform((amount): Cents => cents(amount));
/** Pieces × 100,000. */
export const decimalShape = z.int().transform((amount): Decimal => scaled(amount));
export const count = z.int().min(0);

export const problemShape = z.object({
  code: z.string(),
  what: z.string(),
  todo: z.string(),
  field: z.string().exactOptional(),
  detail: z.string().exactOptional(),
});

export const jobStateShape = z.enum(Object.keys(TRANSITIONS) as JobState[]);
export const jobKindShape = z.enum(JOB_KINDS);
export const familyShape = z.enum(FAMILIES);
export const updateStateShape = z.enum(['pending', 'pushing', 'held', 'failed'] satisfies readonly UpdateState[]);
export const routeShape = z.enum(['inline', 'queued'] satisfies readonly Route[]);
export const outcomeShape = z.enum(OUTCOMES);

/** A list in an answer. */
export function list<T extends z.ZodType>(element: T): z.ZodReadonly<z.ZodArray<T>> {
  return z.array(element).readonly();
}

/** Settings as the engine keeps them, every one present; they were checked when they were set. */
export function settingsShape<T extends object>(): z.ZodCustom<T, T> {
  return z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** Lines of one page. */
export const pageLimit = z.int().min(1).max(500).default(100);

/** How many jobs are in each state. */
export const jobCountsShape = z.object({ waiting: count, ready: count, sent: count, done: count, inDoubt: count, needsAttention: count, cancelled: count });
/** How many updates are in each state. */
export const updateCountsShape = z.object({ pending: count, pushing: count, held: count, failed: count });
