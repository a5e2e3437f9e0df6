/** What a session means to do and how far it is: kept as JSON in the session's row, so that it survives a restart. */
import type { Instant } from '../../domain/calendar.ts';
import type { JobId, ListID, Sequence, TxnID } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/job.ts';
import type { ListName } from '../../domain/listRecord.ts';
import type { StatusCheck } from '../../decide/recover.ts';

export type StockItemKind = 'inventory' | 'assembly';
/** Kits are read beside what they are made of. */
export type ReadItemKind = StockItemKind | 'group';
export const READ_KINDS: readonly ReadItemKind[] = ['inventory', 'assembly', 'group'];

/** Why a request goes out: what its answer will be used for. Stored with the request. */
export type Purpose =
  | { readonly kind: 'identify' }
  | { readonly kind: 'guard'; readonly txnIds: readonly TxnID[] }
  | { readonly kind: 'restored'; readonly isLast: boolean }
  | { readonly kind: 'statusCheck'; readonly jobId: JobId }
  | { readonly kind: 'findDoubtful'; readonly jobId: JobId }
  | { readonly kind: 'lookupItems'; readonly fullNames: readonly string[] }
  | { readonly kind: 'lookupCustomers'; readonly keys: readonly { readonly key: string; readonly jobId: JobId }[]; readonly names: readonly string[] }
  | { readonly kind: 'waitingCustomers'; readonly jobIds: readonly JobId[] }
  | { readonly kind: 'checkNumbers'; readonly jobIds: readonly JobId[] }
  | { readonly kind: 'write'; readonly jobId: JobId; readonly resend: boolean }
  | { readonly kind: 'posted'; readonly documentKind: DocumentKind; readonly txnIds: readonly TxnID[] }
  | { readonly kind: 'fullRead'; readonly item: ReadItemKind; readonly iteratorId: string | null }
  | { readonly kind: 'modifiedRead'; readonly item: ReadItemKind; readonly iteratorId: string | null }
  | { readonly kind: 'touchedRead'; readonly listIds: readonly ListID[] }
  | { readonly kind: 'wantedRead'; readonly listIds: readonly ListID[] }
  | { readonly kind: 'fieldsRead'; readonly documentKind: DocumentKind; readonly jobIds: readonly JobId[] }
  | { readonly kind: 'fieldsWrite'; readonly jobId: JobId }
  | { readonly kind: 'invoices'; readonly documentKind: DocumentKind; readonly jobIds: readonly JobId[] }
  | { readonly kind: 'lists'; readonly lists: readonly ListName[] }
  | { readonly kind: 'sweepCount' }
  | { readonly kind: 'sweepList'; readonly item: ReadItemKind; readonly iteratorId: string | null }
  | { readonly kind: 'sweepBatch'; readonly item: ReadItemKind; readonly listIds: readonly ListID[] }
  | { readonly kind: 'sites'; readonly listIds: readonly ListID[] };

/** A read of one kind of item: not begun, on an iterator's next page, or finished. */
export type ReadProgress = 'todo' | { readonly iteratorId: string } | 'done';

export type SessionPlan = {
  readonly startedAt: Instant;
  /** Full path of the company file as the Web Connector named it; empty when it did not. */
  companyFile: string;
  /** qbXML version in use; empty until the company has answered. */
  version: string;
  /** The company file has been identified and approved: reading is allowed. */
  identified: boolean;
  /** The last documents we posted have been looked for (a missing one ends the session). */
  guardAsked: boolean;
  /** How many of them the guard has asked for, and those that were missing. Absent in sessions begun by an earlier version. */
  guardDepth?: number;
  guardMissing?: JobId[];
  /** Days since a restore's backup for which QuickBooks has shown our documents. */
  restoredDays?: number;
  /** QuickBooks' lists for the settings screen have been asked for. Absent in sessions begun by an earlier version. */
  listsAsked?: boolean;
  /** Documents whose custom fields were asked for, and what those hold that are still to be written; by job. */
  fieldsTried?: JobId[];
  fieldsPresent?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Documents read for their invoices. */
  invoicesAsked?: JobId[];
  /** Documents still in doubt after this session tried to settle them: nothing is written any more. */
  doubtsTried: JobId[];
  /** Documents found to be absent from QuickBooks: their identical text goes out again. */
  resend: JobId[];
  statusCheck: { readonly jobId: JobId; readonly result: StatusCheck } | null;
  /** The documents of this session; null until they are chosen, fixed from then on. */
  jobs: JobId[] | null;
  itemsAsked: string[];
  customersAsked: string[];
  numbersChecked: JobId[];
  postedAsked: DocumentKind[];
  fullRead: Record<ReadItemKind, ReadProgress> | null;
  /** When the full read's first request was handed out. */
  fullReadSince: Sequence | null;
  /** Where the sweep's list of ListIDs goes on; absent or null: at its start. */
  sweepIterator?: string | null;
  /** QuickBooks would not say what stands at its sites. */
  sitesRefused?: boolean;
  modifiedRead: Record<ReadItemKind, ReadProgress>;
  /** Iterators failed in this session: ask without. */
  withoutIterator: boolean;
  sweepDone: boolean;
  routing: 'todo' | 'running' | 'done';
  routedAt: Instant | null;
  connectionRetried: boolean;
  /** Requests answered so far, for the percentage. */
  answered: number;
  added: number;
  settled: number;
  attention: number;
};

/** Nothing read yet. */
export function newRead(): Record<ReadItemKind, ReadProgress> {
  return { inventory: 'todo', assembly: 'todo', group: 'todo' };
}

export function newPlan(startedAt: Instant): SessionPlan {
  return {
    startedAt, companyFile: '', version: '', identified: false, guardAsked: false, listsAsked: false,
    doubtsTried: [], resend: [], statusCheck: null, jobs: null, itemsAsked: [], customersAsked: [],
    numbersChecked: [], postedAsked: [], fullRead: null, fullReadSince: null, modifiedRead: newRead(), withoutIterator: false, sweepDone: false,
    routing: 'todo', routedAt: null, connectionRetried: false, answered: 0, added: 0, settled: 0, attention: 0,
  };
}
