/** Custom fields of documents that are in QuickBooks: asked for, then written where they differ. May be done any number of times, so a doubt does no harm. */
import { isDocumentKind, type DocumentKind } from '../../../domain/job.ts';
import type { JobId } from '../../../domain/ids.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { customFieldWrites, type CustomFields } from '../../../quickbooks/qbxml/dataExt.ts';
import { documentQuery, readDocuments } from '../../../quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { classifyStatus } from '../../../quickbooks/qbxml/status.ts';
import { findJob, lackingFields, moveJob, type JobRow } from '../../db/jobs.ts';
import { recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { logJob } from '../writeOutcome.ts';
import { DOCUMENTS_AT_ONCE, documentsOfOneKind } from './documentsOfOneKind.ts';
import { hasDoubts, planIsOver } from './doubts.ts';

/** What each document holds now: a field that holds something takes another request than one that does not. */
export const customFieldReads: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    if (hasDoubts(scope) || planIsOver(scope)) return null;
    const tried = new Set<JobId>(plan.fieldsTried ?? []);
    const lacking = lackingFields(ctx.db, company.id, 2 * DOCUMENTS_AT_ONCE).filter((job) => !tried.has(job.id));
    const batch = documentsOfOneKind(lacking);
    if (batch === null) return null;
    const { documentKind, jobIds, ask } = batch;
    plan.fieldsTried = [...tried, ...jobIds];
    const text = writeMessageSet({ version: plan.version, requests: [documentQuery('fields', documentKind, ask, false, { customFields: true })] });
    return { purpose: { kind: 'fieldsRead', documentKind, jobIds }, jobId: null, text };
  },
};

export function settleFieldsRead(scope: Scope, purpose: { readonly documentKind: DocumentKind; readonly jobIds: readonly JobId[] }, answer: ReadAnswer): Failure | null {
  const found = recordsOf(answer.set, 'fields', readDocuments);
  if (!found.ok) return { failed: found.error };
  for (const id of purpose.jobIds) {
    const job = findJob(scope.ctx.db, id);
    const record = found.value.find((one) => one.txnId === job.txnId);
    if (record === undefined) warn(scope, job, 'QuickBooks does not show the document any more.');
    else scope.plan.fieldsPresent = { ...scope.plan.fieldsPresent, [String(id)]: record.customFields ?? {} };
  }
  return null;
}

/** One document per message set; a field that QuickBooks refuses does not hold up the others. */
export const customFieldWriting: Step = {
  next(scope) {
    const { ctx, plan, now } = scope;
    if (hasDoubts(scope) || planIsOver(scope)) return null;
    for (const [id, present] of Object.entries(plan.fieldsPresent ?? {}) as readonly (readonly [string, CustomFields])[]) {
      const { [id]: _, ...rest } = plan.fieldsPresent ?? {};
      plan.fieldsPresent = rest;
      const job = findJob(ctx.db, Number(id) as JobId);
      if (job.txnId === null || !isDocumentKind(job.kind)) continue;
      const requests = customFieldWrites('field', { kind: job.kind, txnId: job.txnId }, job.customFields, present);
      if (requests.length === 0) moveJob(ctx.db, job, 'done', now, { customFields: null });
      else return { purpose: { kind: 'fieldsWrite', jobId: job.id }, jobId: job.id, text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }) };
    }
    return null;
  },
};

export function settleFieldsWrite(scope: Scope, purpose: { readonly jobId: JobId }, answer: ReadAnswer): null {
  const job = findJob(scope.ctx.db, purpose.jobId);
  const refused = answer.set.answers.filter((one) => one.severity === 'Error').map((one) => classifyStatus(one).problem);
  if (refused.length > 0) warn(scope, job, ...refused.map((one) => `${one.what}${one.detail === undefined ? '' : ` (${one.detail})`}`));
  else moveJob(scope.ctx.db, job, 'done', scope.now, { customFields: null });
  return null;
}

/** QuickBooks took none of it: tried once, and said on the document. */
export function fieldsRefused(scope: Scope, purpose: { readonly jobId: JobId }, why: Problem): null {
  warn(scope, findJob(scope.ctx.db, purpose.jobId), why.what);
  return null;
}

function warn(scope: Scope, job: JobRow, ...reasons: readonly string[]): void {
  const names = job.customFields.map((field) => field.name).join(', ');
  const why = problem('customFieldNotWritten', `${job.label} is in QuickBooks, but its custom fields (${names}) could not be written. ${[...new Set(reasons)].join(' ')}`.trim(),
    'Fill them in there by hand. Check under "Custom fields" in the settings that QuickBooks has fields of these names for documents.', { field: 'customFields' });
  moveJob(scope.ctx.db, job, 'done', scope.now, { customFields: null, problem: job.problem ?? why });
  logJob(scope, job, 'needsAttention', `${why.what} ${why.todo}`, null);
}
