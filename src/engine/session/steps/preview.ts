/** While a company is held for the preview nothing is written, so one session looks at all documents instead of the first few. */
import type { JobId } from '../../../domain/ids.ts';
import { moveJob } from '../../db/jobs.ts';
import { openDocuments, plannableAfter } from '../../db/preview.ts';
import type { Step } from '../step.ts';
import { checkNumbers, draft } from './documents.ts';
import { draftFor, PLACEHOLDER } from './drafting.ts';
import { planIsOver } from './doubts.ts';
import { lookupCustomers, lookupItems } from './lookups.ts';

/** What only a session can find out, or what a draft does not look at. */
const NOT_BY_DRAFT: readonly string[] = ['numberTaken', 'customerNotAdded', 'orderNotEntered'];
const PARKED_AT_ONCE = 1_000;

/** Somebody may have cured what the preview complained about (an item added in QuickBooks, another setting): then the document is planned again, without a word each time. */
export const cured: Step = {
  next({ ctx, company, plan, now }) {
    if (!company.isHeld || plan.jobs !== null) return null;
    for (const job of openDocuments(ctx.db, company.id, { problemsOnly: true, after: null, limit: PARKED_AT_ONCE })) {
      if (job.everSent || NOT_BY_DRAFT.includes(job.problem?.code ?? '')) continue;
      if (draftFor({ ctx, company }, job, PLACEHOLDER).ok) moveJob(ctx.db, job, 'waiting', now, { problem: null });
    }
    return null;
  },
};

const LOOKS: readonly Step[] = [lookupItems, lookupCustomers, draft, checkNumbers];

export const preview: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    if (!company.isHeld || planIsOver(scope)) return null;
    for (;;) {
      const last: JobId | undefined = plan.jobs?.at(-1);
      const more = last === undefined ? [] : plannableAfter(ctx.db, company.id, last, company.settings.sessionJobs);
      if (more.length === 0) return null;
      plan.jobs = [...more];
      for (const look of LOOKS) {
        const next = look.next(scope);
        if (next !== null) return next;
      }
    }
  },
};
