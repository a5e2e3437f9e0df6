/** The invoice of a job: from the document as it was last read, else from the stored answer to its Add, drawn as PDF and kept in the data folder. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../domain/calendar.ts';
import { isDocumentKind } from '../../domain/job.ts';
import { addCents, subtractCents } from '../../domain/money.ts';
import { problem } from '../../domain/problem.ts';
import type { PostedDocument } from '../../domain/postedDocument.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { answerFor, readMessageSet } from '../../quickbooks/qbxml/envelope.ts';
import { readPosted } from '../../quickbooks/qbxml/postedDocument.ts';
import { findCompany } from '../db/companies.ts';
import { exchangesOfJob } from '../db/exchangeHistory.ts';
import { childrenOf, type JobRow } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';
import { findPosted } from '../db/postedDocuments.ts';

export type Invoice = {
  readonly pdf: Uint8Array;
  readonly name: string;
  /** `invoices` is the folder it lies in: `company/number.pdf`. */
  readonly place: string;
  readonly readAt: Instant;
};

export const INVOICE_FOLDER = 'invoices';
const MOST_EXCHANGES = 50;

/** Errors: `notPrintable`, `invoiceNotRead` (nothing is stored any more: a session has to read it). */
export async function invoiceOf(db: Db, job: JobRow): Promise<Result<Invoice>> {
  if (!isPrintable(job)) return err(problem(
    'notPrintable',
    `${job.label} is not in QuickBooks as a document of its own, so there is nothing to print.`,
    'Print the invoice, receipt or credit memo of the order once it is entered.',
  ));
  const posted = postedOf(db, job);
  if (posted === null) return err(problem('invoiceNotRead', `${job.label} has to be read in QuickBooks first.`, 'The next session of the Web Connector reads it; ask again then.'));
  const company = findCompany(db, job.companyId);
  const safe = safeName(job.refNumber);
  // Two numbers may be told apart only by signs that no file name holds.
  const number = safe === job.refNumber ? safe : `${safe}-${String(job.id)}`;
  const name = `${number}${job.kind === 'invoice' ? '' : `-${job.kind}`}.pdf`;
  // Loaded when the first invoice is printed: the library for PDFs takes a tenth of the start and of the memory at rest.
  const { drawInvoice } = await import('./drawInvoice.ts');
  const pdf = await drawInvoice(withPayments(db, job, posted.document), { seller: company.identity?.name ?? company.name, madeAt: posted.readAt });
  return ok({ pdf, name, place: `${safeName(company.name)}-${String(company.id)}/${name}`, readAt: posted.readAt });
}

export function isPrintable(job: JobRow): boolean {
  return job.state === 'done' && job.txnId !== null && isDocumentKind(job.kind);
}

/** Writes it into the data folder, replacing an older one; complete or not at all. Returns its path. */
export function keepInvoice(folder: string, { place, pdf }: Invoice): string {
  const file = join(folder, INVOICE_FOLDER, ...place.split('/'));
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.part`, pdf, { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return file;
}

function postedOf(db: Db, job: JobRow): { readonly document: PostedDocument; readonly readAt: Instant } | null {
  const { document, readAt } = findPosted(db, job.id);
  if (document !== null && readAt !== null) return { document, readAt };
  for (const exchange of exchangesOfJob(db, job.id, MOST_EXCHANGES)) {
    if (exchange.purpose.kind !== 'write' || exchange.responseText === null || exchange.answeredAt === null) continue;
    const set = readMessageSet(exchange.responseText);
    const answer = set.ok && job.requestId !== null ? answerFor(set.value, job.requestId) : null;
    const read = answer === null ? null : readPosted(answer);
    const found = read?.ok === true ? read.value.find((one) => one.txnId === job.txnId) : undefined;
    if (found !== undefined) return { document: found, readAt: exchange.answeredAt };
  }
  return null;
}

/** The answer to the Add of an invoice knows nothing of the payment that we entered right after it. */
function withPayments(db: Db, job: JobRow, document: PostedDocument): PostedDocument {
  if (document.total === null || document.balance !== document.total) return document;
  const paid = addCents(...childrenOf(db, job.id).filter((child) => child.state === 'done').flatMap((child) => child.bookedTotal ?? child.expectedTotal ?? []));
  return paid === 0 || paid > document.total ? document : { ...document, paid, balance: subtractCents(document.total, paid) };
}

/** Letters, digits, hyphen and underscore: a file name on every system, and never a path. */
function safeName(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'unnamed';
}
