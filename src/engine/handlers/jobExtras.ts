/** Answers the calls about a document that is in QuickBooks: warnings seen, differences to the shop, what the shop is told, and its invoice. */
import type { z } from 'zod';
import type { jobCalls, JobAction, jobShape } from '../../contract/calls/jobs.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import type { JobId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { childrenOf, findJob, moveJob, type JobRow } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';
import { findOrder, leaveDifference, takeAsCorrected } from '../db/orders.ts';
import { wantPosted } from '../db/postedDocuments.ts';
import { findWriteBack, retryWriteBacks } from '../db/writeBack.ts';
import { invoiceOf, isPrintable, keepInvoice, type Invoice } from '../invoice/invoiceOf.ts';
import { change, notePerson } from './change.ts';
import { jobNamed } from './named.ts';

/** Moves a job if the action is open to it now, in one transaction (null: the work itself looks). */
export type Act = (id: JobId, action: JobAction | null, work: (job: JobRow) => void) => Result<{ readonly job: z.input<typeof jobShape> }>;

type Extra = 'jobs.acknowledge' | 'jobs.difference' | 'jobs.tellShop' | 'jobs.invoice';

export function jobExtraHandlers(engine: Engine, act: Act): Pick<HandlersOf<typeof jobCalls>, Extra> {
  const { ctx, db } = engine;
  const note = (job: JobRow, text: string): void => { notePerson(ctx, { companyId: job.companyId, connectionId: job.connectionId, order: orderLabel(db, job) }, 'info', text); };
  return {
    'jobs.acknowledge': ({ jobId }) => act(jobId, 'acknowledge', (job) => {
      moveJob(db, job, job.state, ctx.now(), { problem: null });
      note(job, `has seen this: ${job.problem?.what ?? ''}`);
    }),

    'jobs.difference': ({ jobId, choice }) => {
      const job = jobNamed(db, jobId);
      if (!job.ok) return job;
      const { orderId } = job.value;
      if (orderId === null || findOrder(db, orderId).difference.length === 0) {
        return err(problem('noDifference', `${job.value.label} does not differ from what was sent to QuickBooks.`, 'Reload the order.'));
      }
      return act(jobId, null, (one) => {
        if (choice === 'left') leaveDifference(db, orderId);
        else takeAsCorrected(db, orderId);
        note(
          one,
          choice === 'left'
            ? 'leaves the document in QuickBooks as it is, although the order was changed in the shop.'
            : 'has corrected the document in QuickBooks to what the shop says now.',
        );
      });
    },

    'jobs.tellShop': ({ jobId }) => {
      const job = jobNamed(db, jobId);
      if (!job.ok) return job;
      if (findWriteBack(db, jobId) === null) return err(problem('nothingToTell', `The shop has been told all there is to tell about ${job.value.label}.`, 'Reload the order.'));
      const done = act(jobId, null, (one) => {
        retryWriteBacks(db, one.connectionId, one.id);
        note(one, 'asked for the shop to be told again.');
      });
      if (done.ok) void engine.writeBack(job.value.connectionId);
      return done;
    },

    'jobs.invoice': async ({ jobId, fresh }) => {
      const invoice = await readyInvoice(engine, jobId, fresh);
      return invoice.ok ? ok({ name: invoice.value.name, base64: Buffer.from(invoice.value.pdf).toString('base64'), readAt: invoice.value.readAt }) : invoice;
    },
  };
}

/** The invoice, kept in the data folder as well; where it cannot be made yet, the next session is asked to read its document. */
export async function readyInvoice({ ctx, db, folder }: Engine, jobId: JobId, fresh: boolean): Promise<Result<Invoice>> {
  const job = jobNamed(db, jobId);
  if (!job.ok) return job;
  const invoice = fresh && isPrintable(job.value)
    ? err(problem(
      'invoiceNotRead',
      `${job.value.label} is read in QuickBooks anew.`,
      'The next session of the Web Connector reads it; ask again then.',
    ))
    : await invoiceOf(db, job.value);
  if (invoice.ok) {
    keepInvoice(folder, invoice.value);
    return invoice;
  }
  if (invoice.error.code === 'invoiceNotRead') {
    change(ctx, () => {
      wantPosted(db, job.value);
      return ok(null);
    });
  }
  return invoice;
}

/** The money of a document, or the document of a payment. */
export function relatedTo(db: Db, job: JobRow): readonly JobRow[] {
  return job.parentId === null ? childrenOf(db, job.id) : [findJob(db, job.parentId)];
}

function orderLabel(db: Db, job: JobRow): string {
  return job.orderId === null ? job.label : findOrder(db, job.orderId).order.number;
}
