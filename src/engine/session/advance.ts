/** The order of a session (DESIGN §5): guard, doubts, documents, items, routing. Each step says its next request until it has none. */
import { listConnections } from '../db/connections.ts';
import { countConfirmed } from '../db/log.ts';
import { doubts, resend } from './steps/doubts.ts';
import { checkNumbers, draft, write, writeCustomers } from './steps/documents.ts';
import { customFieldReads, customFieldWriting } from './steps/customFields.ts';
import { guard, identify } from './steps/identify.ts';
import { invoices } from './steps/invoices.ts';
import { lists } from './steps/lists.ts';
import { choose, lookupCustomers, lookupItems } from './steps/lookups.ts';
import { writeItems } from './steps/newItems.ts';
import { cured, preview } from './steps/preview.ts';
import { fullRead, modifiedRead, posted, touchedRead } from './steps/reads.ts';
import { restored } from './steps/restored.ts';
import { route } from './steps/route.ts';
import { sitesRead } from './steps/sites.ts';
import { sweep } from './steps/sweep.ts';
import { waitingCustomers } from './steps/waitingCustomers.ts';
import { wantedRead } from './steps/wanted.ts';
import type { SessionPlan } from './plan.ts';
import type { Ask, Scope, Step } from './step.ts';

const STEPS: readonly Step[] = [
  identify, guard, restored, doubts, resend, fullRead, lists,
  cured, choose, lookupItems, lookupCustomers, waitingCustomers, writeCustomers, writeItems, draft, checkNumbers, write, customFieldReads, customFieldWriting, preview,
  posted, invoices, modifiedRead, touchedRead, wantedRead, sitesRead, sweep, route,
];

/** The next request, 'wait', or null when the plan is finished. */
export function advance(scope: Scope): Ask | 'wait' | null {
  for (const step of STEPS) {
    const next = step.next(scope);
    if (next !== null) return next;
  }
  return null;
}

/** 1 to 99 while there is something left; 100 is said elsewhere, only when the plan is finished. */
export function percent(plan: SessionPlan, last: number): number {
  const documents = plan.jobs?.length ?? 1;
  const expected = 6 + documents;
  return Math.max(last, Math.min(99, Math.max(1, Math.floor((100 * plan.answered) / Math.max(expected, plan.answered + 1)))));
}

/** "12 orders added, 1 needs attention, 57 SKUs updated" */
export function closingText({ ctx, session, plan, company }: Pick<Scope, 'ctx' | 'session' | 'plan' | 'company'>): string {
  if (company.isHeld && plan.added === 0) return 'Preview: read only. Nothing is written until you start it in Stockbridge.';
  const updated = countConfirmed(ctx.db, listConnections(ctx.db, company.id).map((connection) => connection.id), session.openedAt);
  const parts = [
    count(plan.added, 'order added', 'orders added'),
    plan.attention === 0 ? '' : count(plan.attention, 'needs attention', 'need attention'),
    count(updated, 'SKU updated', 'SKUs updated'),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function count(n: number, one: string, many: string): string {
  return `${String(n)} ${n === 1 ? one : many}`;
}
