/** One document as it would be written, with every decision in it explained. */
import type { z } from 'zod';
import type { previewDocument } from '../../contract/calls/preview.ts';
import { chargedBy } from '../../decide/chargedBy.ts';
import { matchItem } from '../../decide/matchItem.ts';
import { assertNever } from '../../domain/brand.ts';
import type { DocumentDraft, DraftDecision, QuickBooksAddress, Ref } from '../../domain/document.ts';
import { addCents, formatCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import type { StoreOrder } from '../../domain/order.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ConnectionSettings } from '../../domain/settings.ts';
import type { CompanyRow } from '../db/companies.ts';
import { findConnection, type ConnectionRow } from '../db/connections.ts';
import { customerNamed, knownCustomer } from '../db/customers.ts';
import { itemByListId, itemsBySku } from '../db/items.ts';
import { customerJob, type JobRow } from '../db/jobs.ts';
import { linkedItem, linkOf } from '../db/links.ts';
import { listingByKey } from '../db/listings.ts';
import type { Db } from '../db/open.ts';
import { findOrder } from '../db/orders.ts';
import type { Context } from '../ports.ts';
import { draftFor } from '../session/steps/drafting.ts';
import { customerPlanOf, followedCustomer } from '../session/steps/lookups.ts';
import { draftMoney } from '../session/steps/money.ts';

type Facts = z.input<typeof previewDocument>;
type Draft = NonNullable<Facts['draft']>;
type Scope = { readonly ctx: Context; readonly company: CompanyRow };
type Customer = { readonly ref: Ref; readonly name: string; readonly how: string; readonly isNew: boolean };

export function previewOf(scope: Scope, job: JobRow): Facts {
  const { db } = scope.ctx;
  const order = job.orderId === null ? null : findOrder(db, job.orderId).order;
  const base = {
    jobId: job.id, connectionId: job.connectionId, kind: job.kind, family: job.family, label: job.label, refNumber: job.refNumber, createdAt: order?.createdAt ?? job.createdAt,
    charged: order === null ? job.expectedTotal : (chargedBy(job, order)?.total ?? null), isReleased: job.isReleased, reason: null, problem: null, draft: null,
  };
  const waits = (reason: string): Facts => ({ ...base, state: 'waits', reason });
  const wrong = (problem: Problem): Facts => ({ ...base, state: 'problem', problem });
  if (order === null) return waits('Its order is not here.');
  const { company } = scope;
  if (company.state !== 'approved' || company.lastSweepAt === null) return job.problem === null
    ? waits('QuickBooks\' items have not been read to the end yet.')
    : wrong(job.problem);
  const customer = customerFor(scope, job);
  if (customer === null) return waits('Its customer has not been looked for in QuickBooks yet; the next session does it.');
  // What a session found out (a number that is taken) is known by no draft; what a draft finds out may have been cured meanwhile, and is found again.
  if (job.problem !== null && FROM_QUICKBOOKS.includes(job.problem.code)) return wrong(job.problem);
  if (job.parentId !== null) return money(scope, job, customer, base);
  const drafted = draftFor(scope, job, customer.ref, `${customer.name}: ${customer.how}`);
  if (!drafted.ok) return wrong(drafted.error);
  const connection = findConnection(db, job.connectionId);
  return {
    ...base, state: 'drafted',
    draft: explain(scope, {
      job, order, connection, customer, draft: drafted.value.draft, cuts: drafted.value.cuts,
      decisions: drafted.value.decisions,
    }),
  };
}

/** A payment or settlement has no lines: what it is applied to, and why, is in its decisions. */
function money(scope: Scope, job: JobRow, customer: Customer, base: Omit<Facts, 'state'>): Facts {
  const drafted = draftMoney(scope, job, customer.ref);
  if (drafted === 'later') return { ...base, state: 'waits', reason: 'It follows its document: once that is in QuickBooks, this is entered with it.' };
  if (!drafted.ok) return { ...base, state: 'problem', problem: drafted.error };
  const { draft, cuts, decisions } = drafted.value;
  const account = draft.kind === 'receivePayment' ? draft.depositTo : draft.kind === 'check' ? draft.account : draft.refundFrom;
  return {
    ...base, state: 'drafted',
    draft: {
      txnDate: draft.txnDate, customer: { name: customer.name, how: customer.how, isNew: customer.isNew }, lines: [], taxItem: null, total: draft.totalAmount, tax: ZERO_CENTS,
      taxHow: 'Money carries no tax.',
      paymentMethod: draft.kind === 'check' ? null : draft.paymentMethod,
      depositTo: account, isPending: false, memo: draft.memo, decisions, fields: [],
      billAddress: [], shipAddress: [], cuts,
    },
  };
}

const FROM_QUICKBOOKS: readonly string[] = ['numberTaken', 'customerNotAdded'];

/** Null: not looked up yet. */
function customerFor({ ctx, company }: Scope, job: JobRow): Customer | null {
  const followed = followedCustomer({ ctx }, job);
  if (followed !== null) return {
    ref: { listId: followed },
    name: customerNamed(ctx.db, company.id, followed) ?? followed,
    isNew: false,
    how: 'The customer of the document that it belongs to.',
  };
  const plan = customerPlanOf({ ctx }, job);
  if (plan === null) return null;
  const isOne = plan.key.startsWith('catchAll:');
  const known = knownCustomer(ctx.db, company.id, plan.key);
  if (known !== null) {
    return {
      ref: { listId: known.listId }, name: known.fullName, isNew: false,
      how: isOne ? 'The customer for all web orders, as set for this shop.' : 'Found in QuickBooks for this buyer.',
    };
  }
  const adding = customerJob(ctx.db, company.id, plan.key);
  if (adding === null) return null;
  return {
    ref: { fullName: adding.label }, name: adding.label, isNew: true,
    how: isOne
      ? 'The customer for all web orders, as set for this shop; QuickBooks does not have it yet, so it is added first.'
      : 'QuickBooks has no customer for this buyer; one is added first.',
  };
}

type Drafted = {
  readonly job: JobRow;
  readonly order: StoreOrder;
  readonly connection: ConnectionRow;
  readonly customer: Customer;
  readonly draft: DocumentDraft;
  readonly cuts: readonly string[];
  readonly decisions: readonly DraftDecision[];
};

function explain(scope: Scope, drafted: Drafted): Draft {
  const { db } = scope.ctx;
  const { order, connection, customer, draft, cuts, decisions } = drafted;
  const tax = taxOf(drafted);
  const byQuickBooks = connection.settings.tax.mode === 'quickbooks' ? tax : ZERO_CENTS;
  const found = howFound(db, scope.company, connection, order);
  return {
    txnDate: draft.txnDate, customer: { name: customer.name, how: customer.how, isNew: customer.isNew },
    lines: draft.lines.map((line) => {
      const listId = 'listId' in line.item ? line.item.listId : null;
      const item = 'fullName' in line.item ? line.item.fullName : (itemByListId(db, scope.company.id, line.item.listId)?.fullName ?? line.item.listId);
      const how = line.quantity === null ? null : (listId === null ? null : found.get(listId)) ?? null;
      return {
        item, description: line.description, quantity: line.quantity, amount: line.amount,
        taxCode: line.taxCode, how: how ?? 'The item named in the settings of this shop.',
      };
    }),
    taxItem: draft.taxItem, total: addCents(byQuickBooks, ...draft.lines.map((line) => line.amount)), tax, taxHow: taxWords(connection.settings, scope.company, tax),
    paymentMethod: draft.paymentMethod, depositTo: draft.depositTo, isPending: draft.isPending, memo: draft.memo, decisions, fields: fieldsOf(draft),
    billAddress: linesOf(draft.billAddress), shipAddress: linesOf(draft.shipAddress), cuts,
  };
}

/** Header fields that only some documents have, under the names of their settings. */
function fieldsOf(draft: DocumentDraft): Draft['fields'] {
  const { className = '', template = '', terms = '', salesRep = '', shipMethod = '', customerMessage = '', poNumber = '', arAccount = '' } = draft;
  const named = Object.entries({ className, template, terms, salesRep, shipMethod, customerMessage, poNumber, arAccount }).map(([name, value]) => ({ name, value }));
  return [...named, ...(draft.customFields ?? [])].filter(({ value }) => value !== '');
}

function linesOf(address: QuickBooksAddress | null): readonly string[] {
  if (address === null) return [];
  const { addr1, addr2, addr3, addr4 = '', addr5 = '', city, state, postalCode, country, note } = address;
  return [addr1, addr2, addr3, addr4, addr5, [city, state, postalCode].filter((part) => part !== '').join(' '), country, note].filter((line) => line !== '');
}

/** By ListID: how the item on a line of goods was found. */
function howFound(db: Db, company: CompanyRow, connection: ConnectionRow, order: StoreOrder): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = [...order.lines, ...order.refunds.flatMap((refund) => refund.lines)];
  for (const { sku, listingKey } of lines) {
    const listing = listingKey === null ? null : listingByKey(db, connection.id, listingKey);
    const linked = listing === null ? null : linkedItem(db, listing.id);
    const match = matchItem(sku ?? '', linked, itemsBySku(db, company.id, sku ?? ''));
    if (match.kind !== 'matched') continue;
    const byPerson = match.how === 'link' && listing !== null && linkOf(db, listing.id)?.source === 'person';
    found.set(match.item.listId, byPerson ? 'A person linked this listing to the item.' : `The item is named like the SKU "${sku ?? ''}".`);
  }
  return found;
}

function taxOf({ job, order }: Drafted): Cents {
  if (job.family !== 'refund') return order.taxTotal;
  const refund = order.refunds.find((one) => one.id === job.storeDocumentId);
  return refund === undefined ? ZERO_CENTS : addCents(...refund.lines.map((line) => line.tax), ...refund.charges.map((charge) => charge.tax));
}

function taxWords({ tax, taxItems }: ConnectionSettings, { identity }: CompanyRow, amount: Cents): string {
  if (amount === 0) return 'The shop charged no sales tax.';
  if (identity?.salesTaxOn !== true) return 'Sales tax is switched off in QuickBooks.';
  switch (tax.mode) {
    case 'storeExact':
      return `The shop's ${formatCents(amount)} to the cent, ${Object.keys(taxItems).length === 0 ? `on a line of its own ("${tax.taxLineItem}")` : 'on lines of their own by rate'}; the document's own tax is "${tax.zeroTaxItem}".`;
    case 'quickbooks': return `QuickBooks computes it from "${tax.taxItem}"; the shop charged ${formatCents(amount)}. A difference is shown afterwards.`;
    case 'none': return 'This shop has no tax setting.';
    default: return assertNever(tax);
  }
}
