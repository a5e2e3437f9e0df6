/** Money on account of a document: drafted once its document is in QuickBooks, with that document's TxnID. */
import { draftPayment, draftRefundSettlement, type SettlementInput } from '../../../decide/draftSettlement.ts';
import type { DraftDecision, Ref, SettlementDraft } from '../../../domain/document.ts';
import { problem } from '../../../domain/problem.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { fitSettlement } from '../../../quickbooks/fit.ts';
import { plannedMapping } from '../../act/checkMappings.ts';
import { findConnection } from '../../db/connections.ts';
import { findJob, type JobRow } from '../../db/jobs.ts';
import { findOrder } from '../../db/orders.ts';
import { zoneOf, type Scope } from '../step.ts';
import { contained } from './contained.ts';

export type DraftedMoney = { readonly draft: SettlementDraft; readonly cuts: readonly string[]; readonly decisions: readonly DraftDecision[] };

/** 'later' while its document is on the way. */
export function draftMoney({ ctx, company }: Pick<Scope, 'ctx' | 'company'>, job: JobRow, customer: Ref): Result<DraftedMoney> | 'later' {
  if (job.parentId === null || job.orderId === null) return err(problem('noOrder', `The order of ${job.label} is missing.`, 'Report this to support.'));
  const parent = findJob(ctx.db, job.parentId);
  if (parent.state !== 'done') return 'later';
  if (parent.txnId === null) {
    return err(problem(
      'documentUnknown',
      `${job.label}: the ${parent.family === 'order' ? 'invoice' : 'credit memo'} was entered by hand, and Stockbridge does not know which document in QuickBooks it is.`,
      `Enter the ${job.family === 'payment' ? 'payment' : 'refund'} by hand as well, then mark it as already in QuickBooks.`,
    ));
  }
  const { settings } = findConnection(ctx.db, job.connectionId);
  const { order } = findOrder(ctx.db, job.orderId);
  const wrong = plannedMapping(ctx.db, company.id, settings, company.identity?.salesTaxOn ?? false, { paymentMethod: order.paymentMethod, shipping: [] });
  if (wrong !== null) return err(wrong);
  const input: SettlementInput = {
    settings, customer, company: { zone: zoneOf({ ctx, company }), closingDate: company.identity?.closingDate ?? null }, refNumber: job.refNumber, memoKey: job.memoKey,
    externalGuid: job.externalGuid, parent: { txnId: parent.txnId, refNumber: parent.refNumber, total: parent.bookedTotal },
  };
  const refund = order.refunds.find((one) => one.id === job.storeDocumentId);
  if (job.family === 'settlement' && refund === undefined) {
    return err(problem(
      'refundGone', `Refund ${job.storeDocumentId} is not in the shop any more.`,
      'Cancel its settlement here, unless the refund was deleted in the shop by mistake.',
    ));
  }
  return contained(ctx, job, () => {
    const drafted = refund === undefined ? draftPayment(order, input) : draftRefundSettlement(order, refund, job.kind === 'check' ? 'check' : 'arRefundCreditCard', input);
    return drafted.ok ? ok({ ...fitSettlement(drafted.value.draft), decisions: drafted.value.decisions }) : drafted;
  });
}
