/** Settles a document in doubt from what QuickBooks can show of it (DESIGN §4, "Settling what is in doubt"). */
import type { DeletedRecord, DocumentRecord, TransactionRecord } from '../domain/document.ts';
import type { TxnID } from '../domain/ids.ts';
import { formatCents } from '../domain/money.ts';
import { problem, type Problem } from '../domain/problem.ts';

export type DoubtfulJob = { readonly refNumber: string; readonly memoKey: string; readonly externalGuid: string; readonly label: string; readonly resends: number };

/** What the status check (old = new = ID, no requests) showed. */
export type StatusCheck =
  /** 600 or 9002: QuickBooks has no outcome under this ID. */
  | { readonly kind: 'unknown' }
  /** QuickBooks remembers that it ran; the record's id where it handed it over. */
  | { readonly kind: 'stored'; readonly txnId: TxnID | null }
  /** QuickBooks remembers that it refused our request. */
  | { readonly kind: 'refused'; readonly class: 'retry' | 'fix' | 'user' | 'bug'; readonly problem: Problem }
  /** It knows the ID and says nothing of the outcome. */
  | { readonly kind: 'known' };

export type Evidence = {
  readonly statusCheck: StatusCheck;
  /** TransactionQuery by number, over all kinds we write. */
  readonly byNumber: readonly TransactionRecord[];
  /** The kind's own query since 15 minutes before sending: finds a document whose number was changed. */
  readonly recent: readonly Pick<DocumentRecord, 'txnId' | 'refNumber' | 'memo' | 'externalGuid'>[];
  /** TxnDeletedQuery over the kinds we write. */
  readonly deleted: readonly DeletedRecord[];
};

export type Recovery =
  | { readonly to: 'done'; readonly txnId: TxnID; readonly evidence: string }
  | { readonly to: 'refused'; readonly class: 'retry' | 'fix' | 'user' | 'bug'; readonly problem: Problem; readonly evidence: string }
  /** `outcomeKnown`: QuickBooks has shown what became of the sending, so a retry may carry a new ID. */
  | { readonly to: 'needsAttention'; readonly problem: Problem; readonly evidence: string; readonly outcomeKnown: boolean }
  /** The identical bytes under the identical ID once more. */
  | { readonly to: 'resend'; readonly evidence: string };

/** Identical re-sends of one document before a person is asked. */
export const MOST_RESENDS = 5;

export function recover(job: DoubtfulJob, evidence: Evidence): Recovery {
  const { statusCheck, byNumber, recent, deleted } = evidence;
  const byKey = byNumber.find((record) => record.memo.includes(job.memoKey));
  if (byKey !== undefined) return { to: 'done', txnId: byKey.txnId, evidence: `found in QuickBooks as ${byKey.type} ${byKey.refNumber}, our key ${job.memoKey} in its memo` };
  const ours = recent.find((record) => record.memo.includes(job.memoKey) || sameGuid(record.externalGuid, job.externalGuid));
  if (ours !== undefined) {
    const changed = ours.refNumber === job.refNumber ? '' : `, its number was changed from ${job.refNumber}`;
    return {
      to: 'done', txnId: ours.txnId,
      evidence: `found in QuickBooks as ${ours.refNumber} by ${ours.memo.includes(job.memoKey) ? 'the key in its memo' : 'its ExternalGUID'}${changed}`,
    };
  }
  const remembered = statusCheck.kind === 'stored' ? statusCheck.txnId : null;
  const confirmed = [...byNumber, ...recent].find((record) => record.txnId === remembered);
  if (confirmed !== undefined) return { to: 'done', txnId: confirmed.txnId, evidence: `QuickBooks remembers that our request made ${confirmed.txnId}` };
  const gone = deleted.find((record) => record.txnId === remembered || (record.refNumber !== '' && record.refNumber === job.refNumber));
  if (gone !== undefined) {
    return needsAttention(problem('deletedInQuickBooks', `Order ${job.label} was entered in QuickBooks as ${gone.refNumber} and deleted there.`,
      'If it was deleted on purpose, cancel it here. Otherwise retry, and it is entered again.'), `deleted in QuickBooks at ${gone.deletedAt}`, true);
  }
  const twin = byNumber[0];
  if (twin !== undefined) {
    return needsAttention(numberTaken(job.refNumber, twin), `number ${job.refNumber} is on ${twin.type} ${twin.txnId} without our key`);
  }
  if (statusCheck.kind === 'refused') {
    return { to: 'refused', class: statusCheck.class, problem: statusCheck.problem, evidence: 'QuickBooks remembers that it refused the request' };
  }
  if (statusCheck.kind === 'stored') {
    return needsAttention(problem('storedButMissing', `QuickBooks remembers entering order ${job.label}, but shows no document for it.`,
      'Look for it in QuickBooks by customer and date. If it is there, mark it as entered; if not, retry.'), 'remembered as stored, found nowhere', true);
  }
  if (job.resends >= MOST_RESENDS) {
    return needsAttention(problem('doubtNotSettled', `Order ${job.label} was sent ${String(job.resends + 1)} times and QuickBooks never answered.`,
      'Look for it in QuickBooks. If it is not there, restart QuickBooks and retry.'), `absent after ${String(job.resends + 1)} sendings`);
  }
  return { to: 'resend', evidence: 'not in QuickBooks by number, key or deletion: the same request goes out once more' };
}

/** The number is already on a document that is not ours. */
export function numberTaken(refNumber: string, record: Pick<TransactionRecord, 'type' | 'txnDate' | 'entityName' | 'amount'>): Problem {
  const amount = record.amount === null ? '' : formatCents(record.amount);
  const facts = [record.txnDate, record.entityName, amount].filter((fact) => fact !== '').join(', ');
  return problem('numberTaken', `Number ${refNumber} is taken in QuickBooks by another ${inWords(record.type)} (${facts}) that Stockbridge did not enter.`,
    'If it is this order, mark it as already entered. If not, retry with a new number.', { field: 'RefNumber' });
}

/** `SalesReceipt` → `sales receipt` */
function inWords(type: string): string {
  return type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function needsAttention(why: Problem, evidence: string, outcomeKnown = false): Recovery {
  return { to: 'needsAttention', problem: why, evidence, outcomeKnown };
}

function sameGuid(a: string, b: string): boolean {
  return a !== '' && a.toUpperCase() === b.toUpperCase();
}
