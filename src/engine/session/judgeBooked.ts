/** Whether what QuickBooks booked is what the shop charged: a difference is shown on the finished document. */
import { chargedBy } from '../../decide/chargedBy.ts';
import { judgeTotals } from '../../decide/judgeTotals.ts';
import { creditLeftOpen } from '../../decide/planSettlements.ts';
import { isDocumentKind, isSettlementKind } from '../../domain/job.ts';
import { ZERO_CENTS, type Cents } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import { findConnection } from '../db/connections.ts';
import { jobsOfOrder, type JobRow } from '../db/jobs.ts';
import { findOrder } from '../db/orders.ts';
import type { Scope } from './step.ts';

/** Null: QuickBooks did not say. */
export type Money = { readonly total: Cents | null; readonly tax: Cents | null };
export const NO_MONEY: Money = { total: null, tax: null };

/**
 * What a document that was found should come to. One that never left from here was noted when its order was first seen, and the shop may have changed that since; of
 * one that left, what left counts.
 */
export function expectedNow({ ctx }: Scope, job: JobRow): Partial<Pick<JobRow, 'chargedTax'> & { readonly expectedTotal: Cents }> {
  const charged = job.everSent || job.orderId === null ? null : chargedBy(job, findOrder(ctx.db, job.orderId).order);
  return charged === null ? {} : { expectedTotal: charged.total, chargedTax: charged.tax };
}

/** After every Add and every doubt that ends well: more than a cent of difference, or a credit that is left open. Null: all is well. */
export function judgeBooked({ ctx }: Scope, job: JobRow, booked: Money): Problem | null {
  return differs(ctx, job, booked) ?? leftOpen(ctx, job);
}

function differs(ctx: Scope['ctx'], job: JobRow, booked: Money): Problem | null {
  if (job.expectedTotal === null || (!isDocumentKind(job.kind) && !isSettlementKind(job.kind))) return null;
  const taxMode = job.chargedTax === null ? 'none' : findConnection(ctx.db, job.connectionId).settings.tax.mode;
  return judgeTotals({ label: job.label, total: job.expectedTotal, tax: job.chargedTax ?? ZERO_CENTS, taxMode }, { salesTaxTotal: booked.tax, totalAmount: booked.total });
}

function leftOpen(ctx: Scope['ctx'], job: JobRow): Problem | null {
  if (job.kind !== 'creditMemo' || job.orderId === null) return null;
  const entered = jobsOfOrder(ctx.db, job.orderId).find((one) => one.family === 'order' && one.state === 'done');
  return creditLeftOpen(findOrder(ctx.db, job.orderId).order, job.refNumber,
    entered !== undefined && isDocumentKind(entered.kind) ? entered.kind : null, findConnection(ctx.db, job.connectionId).settings);
}
