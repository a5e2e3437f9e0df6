/** Chooses what one query by TxnID may ask for: the first document's kind, and the others of that kind. */
import type { JobId } from '../../../domain/ids.ts';
import { isDocumentKind, type DocumentKind } from '../../../domain/job.ts';
import type { DocumentAsk } from '../../../quickbooks/qbxml/document.ts';
import type { JobRow } from '../../db/jobs.ts';

export const DOCUMENTS_AT_ONCE = 50;

type Batch = { readonly documentKind: DocumentKind; readonly jobIds: readonly JobId[]; readonly ask: DocumentAsk };

/** Null: there is nothing to ask for. */
export function documentsOfOneKind(all: readonly JobRow[]): Batch | null {
  const kind = all[0]?.kind;
  if (kind === undefined || !isDocumentKind(kind)) return null;
  const jobs = all.filter((job) => job.kind === kind).slice(0, DOCUMENTS_AT_ONCE);
  return { documentKind: kind, jobIds: jobs.map((job) => job.id), ask: { by: 'txnIds', txnIds: jobs.flatMap((job) => (job.txnId === null ? [] : [job.txnId])) } };
}
