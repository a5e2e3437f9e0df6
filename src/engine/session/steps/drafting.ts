/** A job as what goes out for it, from the settings, the order and the items as they are now; nothing is stored here. */
import type { Drafted as RawDraft, DraftInput } from '../../../decide/draftInput.ts';
import { draftOrder } from '../../../decide/draftOrder.ts';
import { draftRefund } from '../../../decide/draftRefund.ts';
import type { CustomFieldValue, DocumentDraft, DraftDecision, Ref } from '../../../domain/document.ts';
import type { ListID } from '../../../domain/ids.ts';
import { isDocumentKind } from '../../../domain/job.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { fitDocument } from '../../../quickbooks/fit.ts';
import { documentAdd } from '../../../quickbooks/qbxml/document.ts';
import { settlementAdd } from '../../../quickbooks/qbxml/settlement.ts';
import type { XmlElement } from '../../../quickbooks/xml/tree.ts';
import { plannedMapping } from '../../act/checkMappings.ts';
import { findConnection } from '../../db/connections.ts';
import { itemByListId } from '../../db/items.ts';
import { findJob, jobsOfOrder, type JobRow } from '../../db/jobs.ts';
import { findOrder } from '../../db/orders.ts';
import type { Scope } from '../step.ts';
import { contained } from './contained.ts';
import { companyFacts, matchLine, storable } from './facts.ts';
import { customerOf, itemNamed } from './lookups.ts';
import { draftMoney } from './money.ts';
import { missingItem } from './missingItems.ts';

/** Stands for a customer that is not in QuickBooks yet. */
export const PLACEHOLDER: Ref = { fullName: 'to be added' };

export type Drafted = { readonly draft: DocumentDraft; readonly cuts: readonly string[]; readonly decisions: readonly DraftDecision[] };

/** What goes out for a job. */
export type Outgoing = {
  readonly add: (requestId: string) => XmlElement;
  readonly cuts: readonly string[];
  readonly items: readonly ListID[];
  /** To be written on the document once it is there. */
  readonly customFields: readonly CustomFieldValue[];
};

/** The document or the money as it would go out now; 'later' while its customer, an item or the document before it is still on the way. */
export function draftJob(scope: Pick<Scope, 'ctx' | 'company' | 'plan'>, job: JobRow): Result<Outgoing> | 'later' {
  if (job.parentId !== null) return moneyOut(scope, job);
  const drafted = draftDocument(scope, job);
  if (drafted === 'later' || !drafted.ok) return drafted;
  const { draft: document, cuts } = drafted.value;
  return ok({
    add: (requestId) => documentAdd(requestId, document, scope.plan.version), cuts, customFields: (document.customFields ?? []).filter(({ value }) => value !== ''),
    items: document.lines.flatMap((line) => ('listId' in line.item ? [line.item.listId] : [])),
  });
}

/** Whether a job can be drafted now, as far as that can be told without drafting it: its customer is known, and the document or the items before it are in QuickBooks. */
export function mayDraft(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Result<ListID> | 'later' {
  if (job.parentId === null) return documentBefore(scope, job);
  const customer = customerOf(scope, job);
  return customer === 'later' || (customer.ok && findJob(scope.ctx.db, job.parentId).state !== 'done') ? 'later' : customer;
}

function moneyOut(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Result<Outgoing> | 'later' {
  const customer = customerOf(scope, job);
  if (customer === 'later' || !customer.ok) return customer;
  const drafted = draftMoney(scope, job, { listId: customer.value });
  if (drafted === 'later' || !drafted.ok) return drafted;
  const { draft: money, cuts } = drafted.value;
  return ok({ add: (requestId) => settlementAdd(requestId, money), cuts, items: [], customFields: [] });
}

/** The document as it would go out now; 'later' while its customer, an item or its order is still on the way. */
export function draftDocument(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Result<Drafted> | 'later' {
  const customer = documentBefore(scope, job);
  return customer === 'later' || !customer.ok ? customer : draftFor(scope, job, { listId: customer.value });
}

/** The document's customer, once all that has to be in QuickBooks before it is there. */
function documentBefore(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Result<ListID> | 'later' {
  if (job.orderId === null) return err(noOrder(job));
  const entered = job.family === 'refund' ? orderEntered(scope, job.orderId) : 'yes';
  if (entered === 'later') return 'later';
  if (entered === 'no') return err(problem(
    'orderNotEntered',
    `The order that ${job.label} belongs to is not entered in QuickBooks.`,
    'Enter the order first (or mark it as already in QuickBooks), then retry; or cancel the refund here.',
  ));
  const customer = customerOf(scope, job);
  if (customer === 'later') return 'later';
  if (!customer.ok) return customer;
  const item = missingItem(scope, job);
  if (item === 'later') return 'later';
  return item === null ? customer : err(item);
}

function noOrder(job: JobRow): Problem {
  return problem('noOrder', `The order of ${job.label} is missing.`, 'Report this to support.');
}

/** The same for a customer decided elsewhere, whether QuickBooks has it yet or not. */
export function draftFor({ ctx, company }: Pick<Scope, 'ctx' | 'company'>, job: JobRow, customer: Ref, customerHow = 'As decided for this shop.'): Result<Drafted> {
  if (job.orderId === null || !isDocumentKind(job.kind)) return err(noOrder(job));
  const connection = findConnection(ctx.db, job.connectionId);
  const { order } = findOrder(ctx.db, job.orderId);
  const shipping = order.shipping.flatMap((charge) => [charge.title, ...(charge.method === undefined ? [] : [charge.method])]);
  const wrong = plannedMapping(ctx.db, company.id, connection.settings, company.identity?.salesTaxOn ?? false, { paymentMethod: order.paymentMethod, shipping });
  if (wrong !== null) return err(wrong);
  const input: DraftInput = {
    // Whether it is pending was decided with it: its pieces are counted by that (job.postsStock).
    kind: job.kind, settings: { ...connection.settings, pendingDocuments: !job.postsStock }, customer, customerHow, refNumber: job.refNumber, memoKey: job.memoKey,
    externalGuid: job.externalGuid,
    company: companyFacts({ ctx, company }),
    match: (line) => matchLine({ ctx, company }, connection, line),
    mapped: (fullName) => itemNamed({ ctx, company }, fullName),
    member: (listId) => itemByListId(ctx.db, company.id, listId),
    storable,
  };
  return contained(ctx, job, () => {
    const raw = job.payload.family === 'refund' ? refundDraft(job, input, order.refunds.find((refund) => refund.id === job.storeDocumentId), order) : draftOrder(order, input);
    if (!raw.ok) return raw;
    const fitted = fitDocument(raw.value.draft);
    return ok({ draft: fitted.draft, cuts: [...raw.value.cuts, ...fitted.cuts], decisions: raw.value.decisions });
  });
}

/** A credit memo follows its order: not before QuickBooks has that. */
function orderEntered({ ctx }: Pick<Scope, 'ctx'>, orderId: number): 'yes' | 'later' | 'no' {
  // One that was cancelled before it left may have been followed by another: the shop brought the order back to life.
  const order = jobsOfOrder(ctx.db, orderId).find((job) => job.family === 'order' && job.state !== 'cancelled');
  if (order === undefined) return 'no';
  return order.state === 'done' ? 'yes' : 'later';
}

function refundDraft(job: JobRow, input: DraftInput, refund: Parameters<typeof draftRefund>[1] | undefined, order: Parameters<typeof draftRefund>[0]): Result<RawDraft> {
  if (refund === undefined || job.payload.family !== 'refund') {
    return err(problem('refundGone', `Refund ${job.storeDocumentId} is not in the shop any more.`, 'Cancel it here, unless it was deleted in the shop by mistake.'));
  }
  return draftRefund(order, refund, job.payload.restocked, input);
}
