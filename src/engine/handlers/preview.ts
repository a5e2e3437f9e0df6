/** Answers the calls of the preview. */
import type { previewCalls } from '../../contract/calls/preview.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { findCompany, type CompanyRow } from '../db/companies.ts';
import { releaseJobs } from '../db/jobs.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import type { Db } from '../db/open.ts';
import { countDueStock, countOpenDocuments, dueStockExamples, openDocuments, skippedStock } from '../db/preview.ts';
import { setHeld } from '../db/setupChanges.ts';
import { approveHeld, countOpen } from '../db/updates.ts';
import { change, counted, notePerson } from './change.ts';
import { companyNamed, jobNamed } from './named.ts';
import { nextOf } from './page.ts';
import { previewOf } from './previewDocument.ts';

const MOST_EXAMPLES = 20;

export function previewHandlers(engine: Engine): HandlersOf<typeof previewCalls> {
  const { ctx, db } = engine;
  return {
    'preview.show': ({ companyId }) => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      return ok(db.transaction(() => {
        const shops = listConnections(db, companyId);
        const waitingFor = missingFor(company.value, shops);
        const { total, problems, newCustomers } = countOpenDocuments(db, companyId);
        return {
          isHeld: company.value.isHeld, isComplete: waitingFor.length === 0, waitingFor,
          documents: { total, problems }, newCustomers,
          stock: shops.map((shop) => stockOf(db, shop)),
        };
      })());
    },

    'preview.list': ({ companyId, problemsOnly, after, limit }) => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      return ok(db.transaction(() => {
        const { rows, last } = nextOf(openDocuments(db, companyId, { problemsOnly, after: after ?? null, limit: limit + 1 }), limit);
        return { documents: rows.map((job) => previewOf({ ctx, company: company.value }, job)), next: last?.id ?? null };
      })());
    },

    'preview.one': ({ jobId }) => {
      const job = jobNamed(db, jobId);
      if (!job.ok) return job;
      if (!['waiting', 'ready', 'needsAttention'].includes(job.value.state)) return err(problem(
        'notPlanned',
        `${job.value.label} is not waiting to be entered any more.`,
        'Open the order to see what became of it.',
      ));
      const company = findCompany(db, job.value.companyId);
      return ok({ document: db.transaction(() => previewOf({ ctx, company }, job.value))(), isHeld: company.isHeld });
    },

    'preview.send': ({ companyId, jobIds }) => {
      const sent = change(ctx, () => {
        const company = waitingCompany(db, companyId);
        if (!company.ok) return company;
        const documents = releaseJobs(db, companyId, jobIds);
        if (documents > 0) notePerson(ctx, { companyId }, 'info', `looked at the preview and sent ${counted(documents, 'document')}; the others wait.`);
        return ok({ documents });
      });
      if (sent.ok) ctx.emit({ kind: 'jobsChanged' });
      return sent;
    },

    'preview.release': ({ companyId, approveZero }) => {
      const released = change(ctx, () => {
        const company = waitingCompany(db, companyId);
        if (!company.ok) return company;
        const shops = listConnections(db, companyId);
        const [missing] = missingFor(company.value, shops);
        if (missing !== undefined) return err(problem('previewNotReady', `The preview is not complete: ${missing}`, 'Wait until it is, then look at it once more.'));
        const approved = approveZero ? shops.reduce((sum, shop) => sum + approveHeld(db, shop.id), 0) : 0;
        setHeld(db, companyId, false);
        const documents = countOpenDocuments(db, companyId).total;
        const updates = shops.reduce((sum, shop) => sum + countOpen(db, shop.id), 0);
        const zero = approved === 0 ? '' : ` Held runs were approved with it (${counted(approved, 'update')}).`;
        notePerson(ctx, { companyId }, 'info', `looked at the preview and started: ${counted(documents, 'document')} and ${counted(updates, 'stock update')} may go out.${zero}`);
        return ok({ documents, updates });
      });
      if (released.ok) startSending(engine, companyId);
      return released;
    },
  };
}

/** A company that only waits for a person's word on its preview. Errors: `notHeld`, `companyNotConfirmed`, and those of companyNamed. */
function waitingCompany(db: Db, companyId: CompanyId): Result<CompanyRow> {
  const company = companyNamed(db, companyId);
  if (!company.ok) return company;
  if (!company.value.isHeld) return err(problem('notHeld', 'This company is at work already: everything that is ready goes out by itself.', 'Nothing to do.'));
  if (company.value.state !== 'approved') {
    return err(problem('companyNotConfirmed', 'Nobody has said yet that the right company file answered.', 'Run the Web Connector, then confirm your company.'));
  }
  return company;
}

function startSending({ ctx, db, route, pusher }: Engine, companyId: CompanyId): void {
  for (const shop of listConnections(db, companyId)) {
    ctx.emit({ kind: 'updatesChanged', connectionId: shop.id });
    pusher.wake(shop.id, 'queued');
  }
  ctx.emit({ kind: 'jobsChanged' });
  void route(companyId);
}

/** What has not been read yet, in words. */
function missingFor(company: CompanyRow, shops: readonly ConnectionRow[]): readonly string[] {
  const missing: string[] = [];
  if (company.lastSweepAt === null) missing.push('QuickBooks\' items have not been read to the end; the next session of the Web Connector does it.');
  for (const { name, lastPullAt, lastListingsAt, settings, problem: why } of shops) {
    const because = why === null ? '' : ` ${why.what}`;
    if (lastPullAt === null) missing.push(`The orders of ${name} have not been read yet.${because}`);
    if (settings.pushStock && lastListingsAt === null) missing.push(`What ${name} sells has not been read yet.${because}`);
  }
  return missing;
}

type Stock = ReturnType<typeof countDueStock> & {
  readonly connectionId: number;
  readonly name: string;
  readonly pushes: boolean;
  readonly skipped: ReturnType<typeof skippedStock>;
  readonly examples: ReturnType<typeof dueStockExamples>;
};

function stockOf(db: Db, { id, name, settings: { pushStock } }: ConnectionRow): Stock {
  const counts = pushStock ? countDueStock(db, id) : { count: 0, changes: 0, toZero: 0 };
  return { connectionId: id, name, pushes: pushStock, ...counts, skipped: skippedStock(db, id), examples: pushStock ? dueStockExamples(db, id, MOST_EXAMPLES) : [] };
}
