/** One order's invoice from a data folder, for the command line; beside a running engine it only reads. */
import type { JobId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { findJob, type JobRow } from '../db/jobs.ts';
import { runningEngine } from '../db/lock.ts';
import { openDatabase, openForReading, type Db } from '../db/open.ts';
import { wantPosted } from '../db/postedDocuments.ts';
import { prepared } from '../db/statement.ts';
import { invoiceOf, isPrintable, type Invoice } from '../invoice/invoiceOf.ts';

/** `order`: the shop's order number, or the document's number in QuickBooks. Errors: `noDatabase`, `noSuchOrder`, `severalOrders`, `notPrintable`, `invoiceNotRead`. */
export async function readInvoice(folder: string, order: string): Promise<Result<Invoice>> {
  const db = openForReading(folder);
  if (!db.ok) return db;
  try {
    const job = jobFor(db.value, order);
    if (!job.ok) return job;
    const invoice = await invoiceOf(db.value, job.value);
    return invoice.ok || invoice.error.code !== 'invoiceNotRead' ? invoice : err(asked(folder, job.value));
  } finally {
    db.value.close();
  }
}

function jobFor(db: Db, order: string): Result<JobRow> {
  const rows = prepared<[string, string], { id: JobId }>(db, `SELECT job.id FROM job LEFT JOIN store_order ON store_order.id = job.order_id
    WHERE (job.family = 'order' AND store_order.number = ?) OR (job.family IN ('order','refund') AND job.ref_number = ?) ORDER BY job.id`).all(order, order);
  const jobs = rows.map(({ id }) => findJob(db, id));
  const printable = jobs.filter(isPrintable);
  const [job, ...others] = printable.length > 0 ? printable : jobs;
  if (job === undefined) return err(problem(
    'noSuchOrder',
    `There is no order ${order} here.`,
    'Give the order number as the shop shows it, or the number in QuickBooks.',
    { field: '--order' },
  ));
  if (others.length > 0) {
    return err(problem(
      'severalOrders',
      `Several documents have the number ${order}: ${[job, ...others].map((one) => one.refNumber).join(', ')}.`,
      'Give the number in QuickBooks instead.',
      { field: '--order' },
    ));
  }
  return ok(job);
}

/** Nothing is stored of it any more: where no engine runs, the next session is asked to read it. */
function asked(folder: string, job: JobRow): ReturnType<typeof problem> {
  const what = `${job.label} has to be read in QuickBooks first.`;
  if (runningEngine(folder) !== null) return problem(
    'invoiceNotRead',
    what,
    'Ask for the invoice in the Orders tab; after the next session of the Web Connector this command has it too.',
  );
  const opened = openDatabase(folder);
  if (!opened.ok) return opened.error;
  wantPosted(opened.value.db, job);
  opened.value.close();
  return problem('invoiceNotRead', what, 'Start the bridge; after the next session of the Web Connector run this again.');
}
