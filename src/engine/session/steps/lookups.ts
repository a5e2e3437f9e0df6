/** Before documents can be drafted: the items on their lines and the customers they belong to. */
import { chooseCustomer } from '../../../decide/chooseCustomer.ts';
import { draftCustomer } from '../../../decide/draftCustomer.ts';
import { planCustomer, type CustomerPlan } from '../../../decide/planCustomer.ts';
import { externalGuid, identityText, memoKey } from '../../../decide/identifiers.ts';
import type { ConnectionId, JobId, ListID } from '../../../domain/ids.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { customerQuery, readCustomers } from '../../../quickbooks/qbxml/customer.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { itemQueryByFullName, readItems } from '../../../quickbooks/qbxml/item.ts';
import { fitCustomer, safeName } from '../../../quickbooks/fit.ts';
import { toQuickBooksText } from '../../../quickbooks/text.ts';
import { mappingsOf } from '../../act/checkMappings.ts';
import { findConnection, type ConnectionRow } from '../../db/connections.ts';
import { knownCustomer, rememberCustomer } from '../../db/customers.ts';
import { itemsByFullNames, itemsBySku } from '../../db/items.ts';
import { entriesNamed } from '../../db/lists.ts';
import { storeItems } from '../../db/storeItems.ts';
import { customerJob, customerJobsSoFar, findJob, idsInState, insertJob, jobsOfOrder, moveJob, plannable, type JobRow } from '../../db/jobs.ts';
import { writeLog } from '../../db/log.ts';
import { findOrder, loggedOrder } from '../../db/orders.ts';
import { sha256 } from '../../digest.ts';
import type { Purpose } from '../plan.ts';
import { itemOptions, recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';

/** Longer than any text of an order: cutting is for the fields. */
const LONGEST_TEXT = 100_000;
/** Lists whose names no customer can have (docs/qbxml.md). */
const NAME_SPACE = ['vendor', 'employee', 'otherName'] as const;
const NAMES_AT_ONCE = 100;
const CUSTOMERS_AT_ONCE = 50;

/** Fixes what this session will write. What arrives later waits for the next poll. */
export const choose: Step = {
  next({ ctx, company, plan }) {
    plan.jobs ??= plannable(ctx.db, company.id, company.settings.sessionJobs).map((job) => job.id);
    return null;
  },
};

/** The jobs of this session that have not been drafted yet. Money is not among them before its document is finished: its customer is that document's. */
export function undrafted({ ctx, plan, session }: Pick<Scope, 'ctx' | 'plan' | 'session'>): readonly JobRow[] {
  const isFinished = (id: JobId): boolean => ['done', 'cancelled'].includes(findJob(ctx.db, id).state);
  // Asked at every call of a session that writes hundreds of documents: only what waits is read whole.
  return idsInState(ctx.db, session.companyId, plan.jobs ?? [], 'waiting').map((id) => findJob(ctx.db, id)).filter((job) => job.parentId === null || isFinished(job.parentId));
}

/** Item names (FullName) a connection's settings refer to. */
export function mappedNames({ settings }: Pick<ConnectionRow, 'settings'>): readonly string[] {
  const tax = settings.tax.mode === 'storeExact' ? [settings.tax.taxLineItem] : [];
  const items = mappingsOf(settings, false).filter(({ lists }) => lists.includes('item')).map(({ name }) => name);
  return [...new Set([...items, ...tax].filter((name) => name !== ''))];
}

export const lookupItems: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    const wanted = new Map<string, string>();
    const connections = new Set<ConnectionId>();
    for (const job of undrafted(scope)) {
      connections.add(job.connectionId);
      if (job.orderId === null) continue;
      for (const { sku } of findOrder(ctx.db, job.orderId).order.lines) if (sku !== null && sku !== '') wanted.set(sku.toLowerCase(), sku);
    }
    for (const id of connections) for (const name of mappedNames(findConnection(ctx.db, id))) wanted.set(name.toLowerCase(), name);
    const asked = new Set(plan.itemsAsked);
    const names = [...wanted.values()].filter((name) => !asked.has(name.toLowerCase()) && itemsBySku(ctx.db, company.id, name).length === 0).slice(0, NAMES_AT_ONCE);
    if (names.length === 0) return null;
    return {
      purpose: { kind: 'lookupItems', fullNames: names },
      jobId: null,
      text: writeMessageSet({ version: plan.version, requests: [itemQueryByFullName('items', names, itemOptions(scope))] }),
    };
  },
};

export function settleItems(scope: Scope, purpose: Extract<Purpose, { kind: 'lookupItems' }>, answer: ReadAnswer): Failure | null {
  const items = recordsOf(answer.set, 'items', readItems);
  if (!items.ok) return { failed: items.error };
  storeItems(scope.ctx.db, scope.company.id, items.value, { readSequence: answer.handedSequence, at: scope.now });
  scope.plan.itemsAsked.push(...purpose.fullNames.map((name) => name.toLowerCase()));
  return null;
}

/** The customer a job's order belongs to; null for a job without an order. */
export function customerPlanOf({ ctx }: Pick<Scope, 'ctx'>, job: JobRow): CustomerPlan | null {
  if (job.orderId === null) return null;
  const connection = findConnection(ctx.db, job.connectionId);
  return planCustomer(connection.settings, connection.host, findOrder(ctx.db, job.orderId).order, shortKey, safeName);
}

/** Our own text, whose layout is known (quickbooks/xml/write). */
const CUSTOMER = /<CustomerRef><ListID>([^<]+)<\/ListID>/;

/**
 * A refund goes to the customer its order was entered for, and money to that of its document, whoever the settings or the shop would choose by now:
 * QuickBooks refuses money on another customer's document. Null: nothing to follow; after a refusal the customer is looked up like any other, since
 * the record may have been merged or deleted.
 */
export function followedCustomer({ ctx }: Pick<Scope, 'ctx'>, job: JobRow): ListID | null {
  if (job.everSent || job.orderId === null) return null;
  const before = job.parentId !== null ? findJob(ctx.db, job.parentId)
    : job.family === 'refund' ? jobsOfOrder(ctx.db, job.orderId).find((one) => one.family === 'order' && one.state !== 'cancelled') : undefined;
  return before?.state === 'done' && before.everSent ? ((CUSTOMER.exec(before.requestText ?? '')?.[1] ?? null) as ListID | null) : null;
}

function shortKey(key: string): string {
  return memoKey(sha256(key)).slice(3, 8);
}

export const lookupCustomers: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    const keys = new Map<string, JobRow>();
    const names = new Set<string>();
    for (const job of undrafted(scope)) {
      const customer = followedCustomer(scope, job) === null ? customerPlanOf(scope, job) : null;
      if (customer === null || keys.has(customer.key) || plan.customersAsked.includes(customer.key)) continue;
      if (knownCustomer(ctx.db, company.id, customer.key) !== null || customerJob(ctx.db, company.id, customer.key) !== null) continue;
      keys.set(customer.key, job);
      for (const name of customer.names) names.add(name);
      if (keys.size === CUSTOMERS_AT_ONCE) break;
    }
    if (keys.size === 0) return null;
    const purpose = { kind: 'lookupCustomers' as const, keys: [...keys].map(([key, job]) => ({ key, jobId: job.id })), names: [...names] };
    return { purpose, jobId: null, text: writeMessageSet({ version: plan.version, requests: [customerQuery('customers', purpose.names)] }) };
  },
};

export function settleCustomers(scope: Scope, purpose: Extract<Purpose, { kind: 'lookupCustomers' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company, plan } = scope;
  const found = recordsOf(answer.set, 'customers', readCustomers);
  if (!found.ok) return { failed: found.error };
  for (const { key, jobId } of purpose.keys) {
    plan.customersAsked.push(key);
    const job = findJob(ctx.db, jobId);
    const customer = customerPlanOf(scope, job);
    if (customer === null) continue;
    const choice = chooseCustomer(customer, {
      found: found.value, match: findConnection(ctx.db, job.connectionId).settings.customerMatch,
      taken: customer.names.filter((name) => NAME_SPACE.some((list) => entriesNamed(ctx.db, company.id, list, name).length > 0)),
    });
    if (choice.kind === 'use') {
      rememberCustomer(ctx.db, company.id, key, choice.customer.listId, choice.customer.fullName);
      writeLog(ctx.db, {
        at: scope.now, companyId: company.id, connectionId: job.connectionId, order: loggedOrder(ctx.db, job), outcome: 'info',
        text: `Customer "${choice.customer.fullName}": ${choice.how}.`,
      });
    } else if (choice.kind === 'add') {
      addCustomer(scope, job, customer, choice.name);
    } else {
      parkForCustomer(scope, key, choice.problem);
    }
  }
  return null;
}

/** Between two records a person decides; every document of this buyer waits for that. */
function parkForCustomer(scope: Scope, key: string, why: Problem): void {
  const { ctx, company, plan, now } = scope;
  for (const job of undrafted(scope)) {
    if (followedCustomer(scope, job) !== null || customerPlanOf(scope, job)?.key !== key) continue;
    moveJob(ctx.db, job, 'needsAttention', now, { problem: why });
    plan.attention += 1;
    writeLog(ctx.db, {
      at: now, companyId: company.id, connectionId: job.connectionId, order: loggedOrder(ctx.db, job), outcome: 'needsAttention',
      text: `${why.what} ${why.todo}`,
    });
  }
}

/** A customer to add is a job of its own: one record per message set, exactly once like any document. */
function addCustomer(scope: Scope, job: JobRow, customer: CustomerPlan, name: string): void {
  const { ctx, company } = scope;
  const connection = findConnection(ctx.db, job.connectionId);
  const earlier = customerJobsSoFar(ctx.db, company.id, customer.key);
  const storeDocumentId = earlier === 0 ? customer.key : `${customer.key}#${String(earlier + 1)}`;
  const digest = sha256(identityText({ fileId: company.fileId, storeHost: connection.host, storeDocumentId, family: 'customer' }));
  const order = job.orderId === null ? null : findOrder(ctx.db, job.orderId).order;
  const draft = draftCustomer(customer, name, order, externalGuid(digest), (text) => toQuickBooksText(text, LONGEST_TEXT).text);
  const fitted = fitCustomer(draft);
  insertJob(ctx.db, {
    companyId: company.id, connectionId: connection.id, orderId: null, kind: 'customer', family: 'customer', storeDocumentId, label: fitted.draft.name, refNumber: '',
    memoKey: memoKey(digest), externalGuid: draft.externalGuid, postsStock: false, expectedTotal: null, at: scope.now,
    payload: { family: 'customer', key: customer.key, draft: fitted.draft, names: customer.names },
  });
  for (const cut of fitted.cuts) writeLog(ctx.db, {
    at: scope.now, companyId: company.id, connectionId: connection.id,
    order: loggedOrder(ctx.db, job), outcome: 'cut', text: cut,
  });
}

/** The job that adds this document's customer, where one is needed. */
export function customerJobOf(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): JobRow | null {
  const customer = followedCustomer(scope, job) === null ? customerPlanOf(scope, job) : null;
  if (customer === null || knownCustomer(scope.ctx.db, scope.company.id, customer.key) !== null) return null;
  return customerJob(scope.ctx.db, scope.company.id, customer.key);
}

/** The ListID of a document's customer; 'later' while it is being looked up or added; a problem when adding it needs a person. */
export function customerOf(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Result<ListID> | 'later' {
  const followed = followedCustomer(scope, job);
  if (followed !== null) return ok(followed);
  const customer = customerPlanOf(scope, job);
  if (customer === null) return 'later';
  const known = knownCustomer(scope.ctx.db, scope.company.id, customer.key);
  if (known !== null) return ok(known.listId);
  const adding = customerJob(scope.ctx.db, scope.company.id, customer.key);
  if (adding?.state !== 'needsAttention') return 'later';
  return err(problem(
    'customerNotAdded',
    `The customer "${adding.label}" could not be added to QuickBooks. ${adding.problem?.what ?? ''}`.trim(),
    adding.problem?.todo ?? 'Add the customer in QuickBooks, then retry.',
  ));
}

/** A mapped item or a line's candidates, from what has been read. */
export function itemNamed({ ctx, company }: Pick<Scope, 'ctx' | 'company'>, fullName: string): ReturnType<typeof itemsByFullNames>[number] | null {
  return itemsByFullNames(ctx.db, company.id, [fullName]).find((item) => item.isActive) ?? null;
}
