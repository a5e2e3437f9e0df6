/** "Go on with this older file": which documents the company guard no longer looks for. */
import type { CompanyId, TxnID } from '../../domain/ids.ts';
import { readMessageSet } from '../../quickbooks/qbxml/envelope.ts';
import { readTransactions } from '../../quickbooks/qbxml/transaction.ts';
import { readDeleted } from '../../quickbooks/qbxml/txnDeleted.ts';
import { lastGuard, type PastExchange } from '../db/exchangeHistory.ts';
import { ignoreInGuard, lastPosted } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';
import { recordsOf } from '../session/step.ts';

const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Where the guard found some of the documents it asked for, only the missing ones are given up. Where it found none, the file may lack any number
 * of earlier ones, so all posted so far are given up: otherwise the same question would come again for every five. Returns how many.
 */
export function acceptMissing(db: Db, companyId: CompanyId): number {
  const guard = lastGuard(db, companyId);
  const asked = guard?.purpose.kind === 'guard' ? guard.purpose.txnIds : [];
  const seen = guard === null ? null : seenBy(guard);
  const missing = seen === null ? asked : asked.filter((txnId) => !seen.has(txnId));
  const givenUp = missing.length < asked.length ? missing : lastPosted(db, companyId, ALL).flatMap((job) => (job.txnId === null ? [] : [job.txnId]));
  ignoreInGuard(db, companyId, givenUp);
  return givenUp.length;
}

/** What the guard's answer shows to be there, or to have been deleted in QuickBooks; null when it cannot be read any more. */
function seenBy(guard: PastExchange): ReadonlySet<TxnID> | null {
  const set = readMessageSet(guard.responseText ?? '');
  if (!set.ok) return null;
  const posted = recordsOf(set.value, 'posted', readTransactions);
  const deleted = recordsOf(set.value, 'deleted', readDeleted);
  return posted.ok && deleted.ok ? new Set([...posted.value, ...deleted.value].map((record) => record.txnId)) : null;
}
