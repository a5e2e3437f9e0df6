/** Table job: the only place a job's state is written, and only along TRANSITIONS. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CustomerDraft, CustomFieldValue, ItemDraft } from '../../domain/document.ts';
import type { CompanyId, ConnectionId, JobId, ListID, Sequence, TxnID } from '../../domain/ids.ts';
import { DOCUMENT_KINDS, isDocumentKind, mayMove, TRANSITIONS, type DocumentFamily, type Job, type JobKind, type JobState } from '../../domain/job.ts';
import type { Cents } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { recall, recallAll, remembered, rewriting } from './remembered.ts';
import { prepared } from './statement.ts';

/** What only one family needs. */
export type JobPayload =
  | { readonly family: 'order' }
  | { readonly family: 'refund'; readonly restocked: Readonly<Record<string, Decimal>> }
  | { readonly family: 'payment' | 'settlement' }
  | { readonly family: 'customer'; readonly key: string; readonly draft: CustomerDraft; readonly names: readonly string[] }
  | { readonly family: 'item'; readonly draft: ItemDraft };

export type JobRow = Job & {
  readonly orderId: number | null;
  readonly payload: JobPayload;
  readonly resends: number;
  readonly touches: readonly ListID[];
  readonly evidence: string | null;
  readonly expectedTotal: Cents | null;
  readonly bookedTotal: Cents | null;
  /** Sales tax, as the shop charged and as QuickBooks booked it. */
  readonly chargedTax: Cents | null;
  readonly bookedTax: Cents | null;
  readonly createdAt: Instant;
  /** The document a payment or settlement belongs to. */
  readonly parentId: JobId | null;
  /** Still to be written on the document. */
  readonly customFields: readonly CustomFieldValue[];
  /** May be written although the company is held for the preview. */
  readonly isReleased: boolean;
};

type Row = {
  readonly id: number; readonly company_id: number; readonly connection_id: number; readonly order_id: number | null; readonly kind: JobKind;
  readonly family: DocumentFamily; readonly store_document_id: string; readonly label: string; readonly state: JobState; readonly problem: string | null;
  readonly ref_number: string; readonly memo_key: string; readonly external_guid: string; readonly generation: number; readonly message_set_id: string | null;
  readonly request_id: string | null; readonly request_text: string | null; readonly ever_sent: number; readonly sent_at: number | null; readonly attempts: number;
  readonly resends: number; readonly not_before: number | null; readonly txn_id: string | null; readonly list_id: string | null; readonly success_sequence: number | null;
  readonly posts_stock: number; readonly evidence: string | null; readonly expected_total: number | null; readonly booked_total: number | null;
  readonly payload: string; readonly touches: string | null; readonly created_at: number; readonly parent_id: number | null; readonly charged_tax: number | null;
  readonly booked_tax: number | null; readonly custom_fields: string | null; readonly released: number;
};

function toJob(row: Row): JobRow {
  return {
    id: row.id as JobId, companyId: row.company_id as CompanyId, connectionId: row.connection_id as ConnectionId, orderId: row.order_id, kind: row.kind,
    family: row.family, storeDocumentId: row.store_document_id, label: row.label, state: row.state, problem: parse<Problem>(row.problem),
    refNumber: row.ref_number, memoKey: row.memo_key, externalGuid: row.external_guid, generation: row.generation, messageSetId: row.message_set_id,
    requestId: row.request_id, requestText: row.request_text, everSent: row.ever_sent === 1, sentAt: row.sent_at as Instant | null, attempts: row.attempts,
    resends: row.resends, notBefore: row.not_before as Instant | null, txnId: row.txn_id as TxnID | null, listId: row.list_id as ListID | null,
    successSequence: row.success_sequence as Sequence | null, postsStock: row.posts_stock === 1, evidence: row.evidence,
    expectedTotal: row.expected_total as Cents | null, bookedTotal: row.booked_total as Cents | null, payload: JSON.parse(row.payload) as JobPayload,
    touches: parse<ListID[]>(row.touches) ?? [], createdAt: row.created_at as Instant, parentId: row.parent_id as JobId | null,
    chargedTax: row.charged_tax as Cents | null, bookedTax: row.booked_tax as Cents | null,
    customFields: parse<CustomFieldValue[]>(row.custom_fields) ?? [], isReleased: row.released === 1,
  };
}

export type NewJob = {
  readonly companyId: CompanyId; readonly connectionId: ConnectionId; readonly orderId: number | null; readonly kind: JobKind; readonly family: DocumentFamily;
  readonly storeDocumentId: string; readonly label: string; readonly refNumber: string; readonly memoKey: string; readonly externalGuid: string;
  readonly postsStock: boolean; readonly payload: JobPayload; readonly expectedTotal: Cents | null; readonly at: Instant;
  readonly parentId?: JobId;
};

/** Adds a waiting job; null when the document already has one (exactly once, for ever). */
export function insertJob(db: Db, job: NewJob): JobId | null {
  const known = prepared<[number, number, string, string], { id: number }>(db, `SELECT id FROM job WHERE company_id = ? AND connection_id = ?
    AND store_document_id = ? AND family = ? AND NOT (state = 'cancelled' AND ever_sent = 0)`).get(job.companyId, job.connectionId, job.storeDocumentId, job.family);
  if (known !== undefined) return null;
  const { lastInsertRowid } = prepared<unknown[]>(db, `INSERT INTO job (company_id, connection_id, order_id, kind, family, store_document_id, label, state, ref_number, memo_key,
      external_guid, posts_stock, payload, expected_total, parent_id, created_at, updated_at)
    VALUES (@companyId, @connectionId, @orderId, @kind, @family, @storeDocumentId, @label, 'waiting',
      @refNumber, @memoKey, @externalGuid, @postsStock, @payload, @expectedTotal, @parentId, @at, @at)`)
    .run({ ...job, parentId: job.parentId ?? null, postsStock: job.postsStock ? 1 : 0, payload: JSON.stringify(job.payload) });
  return Number(lastInsertRowid) as JobId;
}

/** A number or key of a job cancelled before it was ever sent is free again. */
export function freeIdentity(db: Db, companyId: CompanyId, connectionId: ConnectionId, storeDocumentId: string, family: DocumentFamily): void {
  prepared<unknown[]>(db, `UPDATE job SET ref_number = '', memo_key = memo_key || '#' || id WHERE company_id = ? AND connection_id = ? AND store_document_id = ? AND family = ?
    AND state = 'cancelled' AND ever_sent = 0 AND instr(memo_key, '#') = 0`).run(companyId, connectionId, storeDocumentId, family);
}

/** Has the text the job holds now left without anybody saying what became of it? A received answer or a proof that nothing ran clears the text. */
export function lastTextIsOpen(db: Db, job: Pick<JobRow, 'id' | 'everSent' | 'requestText'>): boolean {
  if (!job.everSent || job.requestText === null) return false;
  return prepared<[number, string]>(db, 'SELECT 1 FROM exchange WHERE job_id = ? AND request_text = ? AND handed_at IS NOT NULL').get(job.id, job.requestText) !== undefined;
}

/** By another document than `but`. A document's number is looked for among documents of every kind (session/written), money's among its own. */
export function refNumberTaken(db: Db, companyId: CompanyId, kind: JobKind, refNumber: string, but: JobId | null = null): boolean {
  const kinds: readonly JobKind[] = isDocumentKind(kind) ? DOCUMENT_KINDS : [kind];
  const holder = prepared<unknown[], { id: JobId }>(db, 'SELECT id FROM job INDEXED BY job_number WHERE company_id = ? AND kind = ? AND ref_number = ? AND ref_number <> \'\'');
  return kinds.some((one) => {
    const found = holder.get(companyId, one, refNumber);
    return found !== undefined && found.id !== but;
  });
}

export function findJob(db: Db, id: JobId): JobRow {
  return remembered(db, 'job', id, () => {
    const row = prepared<[number], Row>(db, 'SELECT * FROM job WHERE id = ?').get(id);
    if (row === undefined) throw new Error(`no job ${String(id)}`);
    return toJob(row);
  });
}

export function jobsOfOrder(db: Db, orderId: number): readonly JobRow[] {
  return prepared<[number], Row>(db, 'SELECT * FROM job WHERE order_id = ? ORDER BY id').all(orderId).map(toJob);
}

/** The job that is adding this customer; null when there is none or the last one is finished. */
export function customerJob(db: Db, companyId: CompanyId, key: string): JobRow | null {
  const row = prepared<[number, string], Row>(db, `SELECT * FROM job
    WHERE company_id = ? AND family = 'customer' AND json_extract(payload, '$.key') = ? AND state NOT IN ('done','cancelled') ORDER BY id DESC LIMIT 1`)
    .get(companyId, key);
  return row === undefined ? null : toJob(row);
}

/** How often this customer has been added already: a record deleted in QuickBooks is added anew, as a document of its own. */
export function customerJobsSoFar(db: Db, companyId: CompanyId, key: string): number {
  return prepared<[number, string], { n: number }>(db, `SELECT count(*) AS n FROM job
    WHERE company_id = ? AND family = 'customer' AND json_extract(payload, '$.key') = ?`).get(companyId, key)?.n ?? 0;
}

/** The job that made, or is making, the item of that SKU in QuickBooks; one cancelled before it left does not count. */
export function itemJob(db: Db, companyId: CompanyId, sku: string): JobRow | null {
  const row = prepared<[number, string], Row>(db, `SELECT * FROM job INDEXED BY job_item WHERE company_id = ? AND family = 'item' AND store_document_id = ?
    AND NOT (state = 'cancelled' AND ever_sent = 0) ORDER BY id DESC LIMIT 1`).get(companyId, sku);
  return row === undefined ? null : toJob(row);
}

/** Sends these documents, and the money that follows them, out of the preview of a held company. Returns how many documents. */
export function releaseJobs(db: Db, companyId: CompanyId, ids: readonly JobId[]): number {
  const release = prepared<[number, number, number]>(db, "UPDATE job SET released = 1 WHERE company_id = ? AND (id = ? OR parent_id = ?) AND state IN ('waiting','ready')");
  return ids.reduce((sum, id) => sum + (release.run(companyId, id, id).changes > 0 ? 1 : 0), 0);
}

/** Payments and settlements that belong to this document. */
export function childrenOf(db: Db, parent: JobId): readonly JobRow[] {
  return prepared<[number], Row>(db, 'SELECT * FROM job INDEXED BY job_parent WHERE parent_id = ? ORDER BY id').all(parent).map(toJob);
}

/** What is done and was booked otherwise than the shop charged, or lacks a part: until a person has seen it. */
export function warnedJobs(db: Db, companyId: CompanyId, limit: number): readonly JobRow[] {
  return prepared<[number, number], Row>(db, "SELECT * FROM job INDEXED BY job_warning WHERE company_id = ? AND state = 'done' AND problem IS NOT NULL ORDER BY id LIMIT ?")
    .all(companyId, limit).map(toJob);
}

export function countWarned(db: Db, companyId: CompanyId): number {
  return prepared<[number], { n: number }>(db, "SELECT count(*) AS n FROM job INDEXED BY job_warning WHERE company_id = ? AND state = 'done' AND problem IS NOT NULL")
    .get(companyId)?.n ?? 0;
}

/** Documents that are in QuickBooks and lack custom fields. */
export function lackingFields(db: Db, companyId: CompanyId, limit: number): readonly JobRow[] {
  return prepared<[number, number], Row>(db,
    "SELECT * FROM job INDEXED BY job_custom_fields WHERE company_id = ? AND custom_fields IS NOT NULL AND state = 'done' AND txn_id IS NOT NULL ORDER BY id LIMIT ?",
  ).all(companyId, limit).map(toJob);
}

/** Jobs of a company in that state, oldest first. */
export function jobsIn(db: Db, companyId: CompanyId, state: JobState, limit: number): readonly JobRow[] {
  return prepared<[number, string, number], Row>(db, 'SELECT * FROM job WHERE company_id = ? AND state = ? ORDER BY id LIMIT ?').all(companyId, state, limit).map(toJob);
}

/** Is any job of the company in that state? Asked several times at every step of a session. */
export function hasJobIn(db: Db, companyId: CompanyId, state: JobState): boolean {
  return remembered(db, 'job', `${state} any ${String(companyId)}`, () => (
    prepared<[number, string]>(db, 'SELECT 1 FROM job INDEXED BY job_state WHERE company_id = ? AND state = ? LIMIT 1').get(companyId, state) !== undefined));
}

/** Which of these jobs are in that state, in the order given. Looks at no job older than the oldest or newer than the newest of them. */
export function idsInState(db: Db, companyId: CompanyId, ids: readonly JobId[], state: JobState): readonly JobId[] {
  if (ids.length === 0) return [];
  const [least, most] = [ids.reduce((one, other) => (other < one ? other : one)), ids.reduce((one, other) => (other > one ? other : one))];
  const found = remembered(db, 'job', `${state} ${String(companyId)} ${String(least)} ${String(most)}`, () => new Set(prepared<[number, string, number, number], JobId>(db,
    'SELECT id FROM job INDEXED BY job_state WHERE company_id = ? AND state = ? AND id BETWEEN ? AND ?').pluck().all(companyId, state, least, most)));
  return found.size === 0 ? [] : ids.filter((id) => found.has(id));
}

/** Documents that never reach a session's plan: list records come on account of one, and money waits until its document is on its way. */
const LIST_FAMILIES = "('customer','item')";

/**
 * Documents a session may take on: waiting or ready, those put off in an earlier session too, orders before their refunds; refunds of parked orders wait with them,
 * and money waits with a document that is parked or in doubt.
 */
export function plannable(db: Db, companyId: CompanyId, limit: number): readonly JobRow[] {
  return prepared<[number, number], Row>(db, `SELECT * FROM job WHERE company_id = ? AND state IN ('waiting','ready') AND family NOT IN ${LIST_FAMILIES}
    AND NOT (family = 'refund' AND EXISTS (SELECT 1 FROM job AS entered
      WHERE entered.order_id = job.order_id AND entered.family = 'order' AND entered.state = 'needsAttention'))
    AND (parent_id IS NULL OR EXISTS (SELECT 1 FROM job AS parent WHERE parent.id = job.parent_id AND (parent.state IN ('done','cancelled')
      OR (parent.state IN ('waiting','ready') AND NOT (parent.family = 'refund' AND EXISTS (SELECT 1 FROM job AS entered
      WHERE entered.order_id = parent.order_id AND entered.family = 'order' AND entered.state = 'needsAttention')))))) ORDER BY released DESC, id LIMIT ?`)
    .all(companyId, limit).map(toJob);
}

/** Does any document here bear that key, whatever became of it? */
export function isKeyKnown(db: Db, companyId: CompanyId, memoKey: string): boolean {
  return prepared<[number, string]>(db, 'SELECT 1 FROM job WHERE company_id = ? AND memo_key = ?').get(companyId, memoKey) !== undefined;
}

/** The last documents we posted, newest first, after `skip` of them: what the company guard looks for. */
export function lastPosted(db: Db, companyId: CompanyId, limit: number, skip = 0): readonly JobRow[] {
  return prepared<[number, number, number], Row>(db, `SELECT * FROM job WHERE company_id = ? AND state = 'done' AND txn_id IS NOT NULL AND guard_ignored = 0
    AND success_sequence IS NOT NULL ORDER BY success_sequence DESC, id DESC LIMIT ? OFFSET ?`).all(companyId, limit, skip).map(toJob);
}

/** A person said these may be missing from the company file. */
export function ignoreInGuard(db: Db, companyId: CompanyId, txnIds: readonly TxnID[]): void {
  const write = prepared<unknown[]>(db, 'UPDATE job SET guard_ignored = 1 WHERE company_id = ? AND txn_id = ?');
  for (const txnId of txnIds) write.run(companyId, txnId);
}

/** Is the document with that key in QuickBooks, as far as is known here? */
export function isDoneByKey(db: Db, companyId: CompanyId, memoKey: string): boolean {
  return prepared<[number, string], { state: JobState }>(db, 'SELECT state FROM job WHERE company_id = ? AND memo_key = ?').get(companyId, memoKey)?.state === 'done';
}

/** Documents written as pending and not yet seen completed. */
export function pendingDocuments(db: Db, companyId: CompanyId, limit: number): readonly JobRow[] {
  return prepared<[number, number], Row>(db, `SELECT * FROM job INDEXED BY job_pending WHERE company_id = ? AND state = 'done' AND posts_stock = 0 AND posted_sequence IS NULL
    AND txn_id IS NOT NULL ORDER BY id LIMIT ?`).all(companyId, limit).map(toJob);
}

export function setPosted(db: Db, id: JobId, sequence: Sequence): void {
  prepared<unknown[]>(db, 'UPDATE job SET posted_sequence = ?, reread_due = 1 WHERE id = ?').run(sequence, id);
}

export type JobChange = Partial<{
  readonly problem: Problem | null; readonly generation: number; readonly messageSetId: string | null; readonly requestId: string | null; readonly requestText: string | null;
  readonly everSent: boolean; readonly sentAt: Instant | null; readonly attempts: number; readonly resends: number; readonly notBefore: Instant | null;
  readonly txnId: TxnID | null; readonly listId: ListID | null; readonly successSequence: Sequence; readonly evidence: string; readonly bookedTotal: Cents | null;
  readonly touches: readonly ListID[]; readonly rereadDue: boolean; readonly refNumber: string; readonly payload: JobPayload; readonly label: string;
  readonly expectedTotal: Cents; readonly chargedTax: Cents | null; readonly bookedTax: Cents | null; readonly customFields: readonly CustomFieldValue[] | null;
}>;

const COLUMNS: Readonly<Record<keyof JobChange, string>> = {
  problem: 'problem', generation: 'generation', messageSetId: 'message_set_id', requestId: 'request_id', requestText: 'request_text', everSent: 'ever_sent',
  sentAt: 'sent_at', attempts: 'attempts', resends: 'resends', notBefore: 'not_before', txnId: 'txn_id', listId: 'list_id', successSequence: 'success_sequence',
  evidence: 'evidence', bookedTotal: 'booked_total', touches: 'touches', rereadDue: 'reread_due',
  refNumber: 'ref_number', payload: 'payload', label: 'label', expectedTotal: 'expected_total',
  chargedTax: 'charged_tax', bookedTax: 'booked_tax', customFields: 'custom_fields',
};
const JSON_COLUMNS: readonly string[] = ['problem', 'touches', 'payload', 'customFields'];

/** Moves a job to another state (or keeps it) and writes what goes with it. A move TRANSITIONS does not know is a bug and throws. */
export function moveJob(db: Db, job: Pick<JobRow, 'id' | 'state'>, to: JobState, at: Instant, change: JobChange = {}): void {
  if (to !== job.state && !mayMove(job.state, to)) throw new Error(`job ${String(job.id)} may not go from ${job.state} to ${to}`);
  const keys = Object.keys(change) as (keyof JobChange)[];
  // A column that is named is written to its indexes, changed or not, and the state stands in most of them.
  const columns = ['updated_at', ...(to === job.state ? [] : ['state']), ...keys.map((key) => COLUMNS[key])];
  const values = [at, ...(to === job.state ? [] : [to]), ...keys.map((key) => toColumn(key, change[key]))];
  const { changes } = rewriting(db, 'job', afterMove(db, job, to, change), () => (
    prepared<unknown[]>(db, `UPDATE job SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ? AND state = ?`).run(...values, job.id, job.state)));
  if (changes !== 1) throw new Error(`job ${String(job.id)} is not ${job.state} any more`);
}

/** What is still known of jobs once this one has moved: its row as it is then, and which are in the states that it neither leaves nor enters. */
function afterMove(db: Db, { id, state }: Pick<JobRow, 'id' | 'state'>, to: JobState, { rereadDue: _, customFields, ...change }: JobChange): ReadonlyMap<number | string, unknown> {
  const kept = new Map<number | string, unknown>();
  const before = recall<JobRow>(db, 'job', id);
  if (before !== undefined) kept.set(id, { ...before, ...change, state: to, customFields: customFields === undefined ? before.customFields : customFields ?? [] } satisfies JobRow);
  const isSame = to === state;
  for (const [question, answer] of recallAll(db, 'job')) {
    const [asked = ''] = question.split(' ', 1);
    if (!STATES.includes(asked) || (!isSame && asked === to)) continue;
    if (isSame || asked !== state) kept.set(question, answer);
    else if (answer instanceof Set) kept.set(question, (answer.delete(id), answer));
  }
  return kept;
}

const STATES: readonly string[] = Object.keys(TRANSITIONS);

function toColumn(key: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return JSON_COLUMNS.includes(key) ? JSON.stringify(value) : value;
}

export function countJobs(db: Db, companyId: CompanyId): Readonly<Record<JobState, number>> {
  const counts: Record<JobState, number> = { waiting: 0, ready: 0, sent: 0, done: 0, inDoubt: 0, needsAttention: 0, cancelled: 0 };
  const rows = prepared<[number], { state: JobState; count: number }>(db, `SELECT state, count(*) AS count FROM job
    WHERE company_id = ? AND family NOT IN ${LIST_FAMILIES} GROUP BY state`).all(companyId);
  for (const row of rows) counts[row.state] = row.count;
  return counts;
}
