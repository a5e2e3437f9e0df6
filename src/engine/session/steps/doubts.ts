/** Settles documents in doubt before anything else of the company is written: status check, then queries by number, by key and for deleted ones. */
import { earlier, later, MINUTE, sinceStamp } from '../../../domain/calendar.ts';
import { customerQuery, readCustomers } from '../../../quickbooks/qbxml/customer.ts';
import { itemQueryByFullName, readItems } from '../../../quickbooks/qbxml/item.ts';
import { documentQuery } from '../../../quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readTransactions, transactionQuery } from '../../../quickbooks/qbxml/transaction.ts';
import { readDeleted, txnDeletedQuery } from '../../../quickbooks/qbxml/txnDeleted.ts';
import { WRITTEN_KINDS } from '../../../quickbooks/qbxml/txnTypes.ts';
import { findJob, hasJobIn, jobsIn, type JobRow } from '../../db/jobs.ts';
import { storeItems } from '../../db/storeItems.ts';
import type { Purpose } from '../plan.ts';
import { recordsOf, zoneOf, type Ask, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { applyCustomerFound, applyItemFound, applyRecovery, readStatusCheck } from '../writeOutcome.ts';
import { readWritten, sameSeries, writtenKind } from '../written.ts';

/** How far before the sending the search by key begins: clocks differ a little. */
const SEARCH_BACK = 15 * MINUTE;
const MOST_AT_ONCE = 500;

export const doubts: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    if (!hasDoubts(scope)) return null;
    const job = jobsIn(ctx.db, company.id, 'inDoubt', MOST_AT_ONCE).find((one) => !plan.doubtsTried.includes(one.id));
    if (job === undefined) return null;
    if (plan.statusCheck?.jobId !== job.id && job.messageSetId !== null) {
      // Old = new = the ID, no requests: never executes anything (docs/qbxml.md, recovery).
      const text = writeMessageSet({ version: plan.version, newMessageSetId: job.messageSetId, oldMessageSetId: job.messageSetId, requests: [] });
      return { purpose: { kind: 'statusCheck', jobId: job.id }, jobId: job.id, text };
    }
    return { purpose: { kind: 'findDoubtful', jobId: job.id }, jobId: job.id, text: searchText(scope, job) };
  },
};

function searchText(scope: Scope, job: JobRow): string {
  const { plan } = scope;
  const kind = writtenKind(job.kind);
  if (kind === null) {
    const byName = job.kind === 'item' ? itemQueryByFullName('item', [job.label]) : customerQuery('customer', [job.label]);
    return writeMessageSet({ version: plan.version, onError: 'continueOnError', requests: [byName] });
  }
  const from = sinceStamp(earlier(job.sentAt ?? scope.now, SEARCH_BACK), zoneOf(scope));
  const remembered = plan.statusCheck?.result.kind === 'stored' ? plan.statusCheck.result.txnId : null;
  return writeMessageSet({
    version: plan.version, onError: 'continueOnError',
    requests: [
      transactionQuery('number', { by: 'refNumbers', refNumbers: [job.refNumber] }),
      documentQuery('recent', kind, { by: 'modifiedSince', from }, true),
      txnDeletedQuery('deleted', WRITTEN_KINDS),
      ...(remembered === null ? [] : [documentQuery('remembered', kind, { by: 'txnIds', txnIds: [remembered] }, true)]),
    ],
  });
}

export function settleStatusCheck(scope: Scope, purpose: Extract<Purpose, { kind: 'statusCheck' }>, response: string): void {
  scope.plan.statusCheck = { jobId: purpose.jobId, result: readStatusCheck(findJob(scope.ctx.db, purpose.jobId), response) };
}

/** Returns the failure that ends the session, or null. */
export function settleSearch(scope: Scope, purpose: Extract<Purpose, { kind: 'findDoubtful' }>, answer: ReadAnswer): Failure | null {
  const { ctx, plan } = scope;
  const job = findJob(ctx.db, purpose.jobId);
  const statusCheck = plan.statusCheck?.jobId === job.id ? plan.statusCheck.result : { kind: 'unknown' as const };
  plan.statusCheck = null;
  plan.doubtsTried.push(job.id);
  if (job.state !== 'inDoubt') return null; // a late answer has settled it meanwhile
  if (job.kind === 'customer') return settleCustomer(scope, job, answer);
  if (job.kind === 'item') return settleItem(scope, job, answer);
  const byNumber = recordsOf(answer.set, 'number', readTransactions);
  if (!byNumber.ok) return { failed: byNumber.error };
  const recent = recordsOf(answer.set, 'recent', readWritten);
  if (!recent.ok) return { failed: recent.error };
  const deleted = recordsOf(answer.set, 'deleted', readDeleted);
  if (!deleted.ok) return { failed: deleted.error };
  const remembered = recordsOf(answer.set, 'remembered', readWritten);
  const evidence = {
    statusCheck,
    byNumber: sameSeries(job.kind, byNumber.value),
    recent: [...recent.value, ...(remembered.ok ? remembered.value : [])],
    deleted: sameSeries(job.kind, deleted.value),
  };
  if (applyRecovery(scope, job, evidence, answer.answeredSequence, answer.exchange.id)) plan.resend.push(job.id);
  return null;
}

function settleCustomer(scope: Scope, job: JobRow, answer: ReadAnswer): Failure | null {
  const found = recordsOf(answer.set, 'customer', readCustomers);
  if (!found.ok) return { failed: found.error };
  const record = found.value.find((one) => one.fullName.toLowerCase() === job.label.toLowerCase());
  if (record === undefined) scope.plan.resend.push(job.id);
  else applyCustomerFound(scope, job, record, answer.answeredSequence, answer.exchange.id);
  return null;
}

/** An item's name answers the question: names are unique among all items. Whoever added it, the SKU has its item now. */
function settleItem(scope: Scope, job: JobRow, answer: ReadAnswer): Failure | null {
  const found = recordsOf(answer.set, 'item', readItems);
  if (!found.ok) return { failed: found.error };
  storeItems(scope.ctx.db, scope.company.id, found.value, { readSequence: answer.handedSequence, at: scope.now });
  const record = found.value.find((one) => one.fullName.toLowerCase() === job.label.toLowerCase());
  if (record === undefined) scope.plan.resend.push(job.id);
  else applyItemFound(scope, job, record.listId, answer.answeredSequence, answer.exchange.id);
  return null;
}

/** What QuickBooks does not have goes out once more: the identical bytes under the identical ID. */
export const resend: Step = {
  next({ ctx, plan }): Ask | null {
    for (;;) {
      const id = plan.resend.shift();
      if (id === undefined) return null;
      const job = findJob(ctx.db, id);
      if (job.state === 'inDoubt' && job.requestText !== null) return { purpose: { kind: 'write', jobId: id, resend: true }, jobId: id, text: job.requestText };
    }
  },
};

/** May the company be written to, as far as doubts go? */
export function hasDoubts({ ctx, session }: Pick<Scope, 'ctx' | 'session'>): boolean {
  return hasJobIn(ctx.db, session.companyId, 'inDoubt');
}

/** Minutes after which a session takes on no further document. */
export function planIsOver({ plan, now, company }: Pick<Scope, 'plan' | 'now' | 'company'>): boolean {
  return now > later(plan.startedAt, company.settings.sessionMinutes * MINUTE);
}
