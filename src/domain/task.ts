/** A scheduled task: something that runs by itself, again and again. */
import type { Instant } from './calendar.ts';
import type { CompanyId, ConnectionId } from './ids.ts';

/**
 * orders        pulls a shop's orders
 * listings      reads everything a shop sells
 * inventory     sends due stock numbers to a shop, chunk by chunk
 * sweep         marks a company's items to be read anew by the next session
 * housekeeping  deletes old exchanges and log lines, and makes the file smaller
 * backup        copies the database into the folder of backups
 */
export type Task =
  | { readonly kind: 'orders' | 'listings' | 'inventory'; readonly connectionId: ConnectionId }
  | { readonly kind: 'sweep'; readonly companyId: CompanyId }
  | { readonly kind: 'housekeeping' }
  | { readonly kind: 'backup' };

export type TaskKind = Task['kind'];

/** How a run ended. `text`: a sentence. */
export type TaskEnd = { readonly ok: boolean; readonly text: string };

/** What is remembered of a task. */
export type TaskMemory = {
  readonly isPaused: boolean;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Of the last run that ended; null before the first. */
  readonly last: TaskEnd | null;
};
