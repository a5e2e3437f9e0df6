/** What a person may do with a job in its present state, by the laws of exactly-once (DESIGN §4). */
import type { JobAction } from '../../contract/calls/jobs.ts';
import { isDocumentKind, mayMove } from '../../domain/job.ts';
import type { JobRow } from '../db/jobs.ts';

type Facts = Pick<JobRow, 'state' | 'kind' | 'everSent' | 'requestText' | 'problem' | 'txnId'>;

/**
 * Is it certain that QuickBooks has nothing of this job? It never left, or the last text that left was answered (a received answer or a proof
 * that nothing ran clears the text). A text that is still kept may have been stored.
 */
export function isCertainlyAbsent(job: Pick<JobRow, 'everSent' | 'requestText'>): boolean {
  return !job.everSent || job.requestText === null;
}

export function jobActions(job: Facts): readonly JobAction[] {
  const isDocument = job.kind !== 'customer' && job.kind !== 'item';
  const isParked = job.state === 'needsAttention';
  const isAbsent = isCertainlyAbsent(job);
  const isOpen = job.state === 'waiting' || job.state === 'ready' || isParked;
  return [
    ...(isParked ? ['retry' as const] : []),
    ...(mayMove(job.state, 'cancelled') && isAbsent ? ['cancel' as const] : []),
    ...(isDocument && isOpen ? ['markEntered' as const] : []),
    ...(isDocument && isParked && !isAbsent ? ['settle' as const] : []),
    ...(job.state === 'done' && job.problem !== null ? ['acknowledge' as const] : []),
    ...(job.state === 'done' && job.txnId !== null && isDocumentKind(job.kind) ? ['printInvoice' as const] : []),
  ];
}
