/** Table posted_document: documents as they stand in QuickBooks, for the invoices that are printed of them. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, JobId } from '../../domain/ids.ts';
import type { PostedDocument } from '../../domain/postedDocument.ts';
import { findJob, type JobRow } from './jobs.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type Posted = { readonly document: PostedDocument | null; readonly readAt: Instant | null; readonly isWanted: boolean };

export function findPosted(db: Db, jobId: JobId): Posted {
  const row = prepared<[number], { body: string | null; read_at: number | null; wanted: number }>(db, 'SELECT body, read_at, wanted FROM posted_document WHERE job_id = ?')
    .get(jobId);
  return {
    document: typeof row?.body === 'string' ? (JSON.parse(row.body) as PostedDocument) : null,
    readAt: (row?.read_at ?? null) as Instant | null,
    isWanted: row?.wanted === 1,
  };
}

export function keepPosted(db: Db, job: Pick<JobRow, 'id' | 'companyId'>, document: PostedDocument, at: Instant): void {
  prepared<unknown[]>(db, `INSERT INTO posted_document (job_id, company_id, wanted, body, read_at) VALUES (?, ?, 0, ?, ?)
    ON CONFLICT (job_id) DO UPDATE SET wanted = 0, body = excluded.body, read_at = excluded.read_at`).run(job.id, job.companyId, JSON.stringify(document), at);
}

/** To be read at the next session. */
export function wantPosted(db: Db, job: Pick<JobRow, 'id' | 'companyId'>): void {
  prepared<unknown[]>(db, 'INSERT INTO posted_document (job_id, company_id, wanted) VALUES (?, ?, 1) ON CONFLICT (job_id) DO UPDATE SET wanted = 1').run(job.id, job.companyId);
}

/** QuickBooks does not show it: not asked for again until somebody wants it again. */
export function unwantPosted(db: Db, jobId: JobId): void {
  prepared<unknown[]>(db, 'UPDATE posted_document SET wanted = 0 WHERE job_id = ?').run(jobId);
}

export function wantedPosted(db: Db, companyId: CompanyId, limit: number): readonly JobRow[] {
  return prepared<[number, number], { id: JobId }>(db,
    'SELECT job_id AS id FROM posted_document INDEXED BY posted_document_wanted WHERE company_id = ? AND wanted = 1 ORDER BY job_id LIMIT ?',
  ).all(companyId, limit).map(({ id }) => findJob(db, id));
}
