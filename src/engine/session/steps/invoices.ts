/** Reads documents that somebody wants to print as they stand in QuickBooks now. */
import type { DocumentKind } from '../../../domain/job.ts';
import type { JobId } from '../../../domain/ids.ts';
import { documentQuery } from '../../../quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readPosted } from '../../../quickbooks/qbxml/postedDocument.ts';
import { findJob } from '../../db/jobs.ts';
import { keepPosted, unwantPosted, wantedPosted } from '../../db/postedDocuments.ts';
import { recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { logJob } from '../writeOutcome.ts';
import { DOCUMENTS_AT_ONCE, documentsOfOneKind } from './documentsOfOneKind.ts';

export const invoices: Step = {
  next({ ctx, company, plan }) {
    const asked = new Set<JobId>(plan.invoicesAsked ?? []);
    const wanted = wantedPosted(ctx.db, company.id, 4 * DOCUMENTS_AT_ONCE).filter((job) => !asked.has(job.id) && job.txnId !== null);
    const batch = documentsOfOneKind(wanted);
    if (batch === null) return null;
    const { documentKind, jobIds, ask } = batch;
    plan.invoicesAsked = [...asked, ...jobIds];
    const text = writeMessageSet({ version: plan.version, requests: [documentQuery('invoices', documentKind, ask, true)] });
    return { purpose: { kind: 'invoices', documentKind, jobIds }, jobId: null, text };
  },
};

export function settleInvoices(scope: Scope, purpose: { readonly documentKind: DocumentKind; readonly jobIds: readonly JobId[] }, answer: ReadAnswer): Failure | null {
  const found = recordsOf(answer.set, 'invoices', readPosted);
  if (!found.ok) return { failed: found.error };
  for (const id of purpose.jobIds) {
    const job = findJob(scope.ctx.db, id);
    const record = found.value.find((one) => one.txnId === job.txnId);
    if (record !== undefined) {
      keepPosted(scope.ctx.db, job, record, scope.now);
      continue;
    }
    unwantPosted(scope.ctx.db, id);
    logJob(scope, job, 'info', 'The document was to be printed, but QuickBooks does not show it any more.', null);
  }
  return null;
}
