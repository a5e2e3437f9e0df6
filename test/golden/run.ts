/** One folder of the golden corpus, from the shop's JSON through planning and qbXML to the simulated company's answer and our judgement of it. */
import { createHash } from 'node:crypto';
import { acceptOrder } from '../../src/decide/acceptOrder.ts';
import { chooseCustomer } from '../../src/decide/chooseCustomer.ts';
import { draftCustomer } from '../../src/decide/draftCustomer.ts';
import type { DraftInput } from '../../src/decide/draftInput.ts';
import { draftOrder } from '../../src/decide/draftOrder.ts';
import { draftRefund } from '../../src/decide/draftRefund.ts';
import { draftPayment, draftRefundSettlement } from '../../src/decide/draftSettlement.ts';
import { homeCurrency } from '../../src/decide/homeCurrency.ts';
import { externalGuid, identityText, memoKey, refNumber } from '../../src/decide/identifiers.ts';
import { judgeTotals } from '../../src/decide/judgeTotals.ts';
import { matchItem } from '../../src/decide/matchItem.ts';
import { planCustomer } from '../../src/decide/planCustomer.ts';
import { planItems } from '../../src/decide/planItems.ts';
import { planSettlements, type ParentDocument } from '../../src/decide/planSettlements.ts';
import type { Day } from '../../src/domain/calendar.ts';
import type { DocumentRecord, DraftDecision, Ref } from '../../src/domain/document.ts';
import type { CompanyId, ListID, Sequence } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import type { DocumentFamily } from '../../src/domain/job.ts';
import { addCents, formatCents, type Cents } from '../../src/domain/money.ts';
import type { StoreOrder } from '../../src/domain/order.ts';
import { problem, type Problem } from '../../src/domain/problem.ts';
import type { Result } from '../../src/domain/result.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../src/domain/settings.ts';
import { fitCustomer, fitDocument, fitItem, fitSettlement, safeName } from '../../src/quickbooks/fit.ts';
import { readIdentity } from '../../src/quickbooks/qbxml/company.ts';
import { customerAdd, customerQuery, readCustomers } from '../../src/quickbooks/qbxml/customer.ts';
import { customFieldWrites } from '../../src/quickbooks/qbxml/dataExt.ts';
import { documentAdd, readDocuments } from '../../src/quickbooks/qbxml/document.ts';
import { answerFor, readMessageSet, writeMessageSet, type Answer } from '../../src/quickbooks/qbxml/envelope.ts';
import { itemQueryByFullName, readItems } from '../../src/quickbooks/qbxml/item.ts';
import { itemAdd } from '../../src/quickbooks/qbxml/itemAdd.ts';
import { readSettlements, settlementAdd } from '../../src/quickbooks/qbxml/settlement.ts';
import { toQuickBooksText } from '../../src/quickbooks/text.ts';
import type { XmlElement } from '../../src/quickbooks/xml/tree.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { mapOrder, readOrder } from '../../src/stores/woocommerce/mapOrder.ts';
import { namesOf, openBooks, TAKEN, type CompanyCase } from './books.ts';
import type { Json } from './shop.ts';

const ZONE = 'America/New_York';
const START = '2026-01-01' as Day;

/** settings.json: only what differs from the defaults. */
export type GoldenSettings = {
  readonly connection?: Partial<ConnectionSettings>;
  readonly company?: CompanyCase;
  /** Listing key → FullName: pairs a person has made. */
  readonly links?: Readonly<Record<string, string>>;
  /** The second order comes from another shop. */
  readonly secondShop?: { readonly host: string; readonly connection?: Partial<ConnectionSettings> };
};

export type GoldenCase = {
  readonly order: Json; readonly refunds: readonly Json[]; readonly second: Json; readonly settings: GoldenSettings;
};

/** What became of one thing that was to be written; amounts as texts. */
export type OutcomeStep = {
  readonly what: string;
  readonly state: 'entered' | 'parked' | 'used' | 'notTaken';
  readonly refNumber?: string; readonly name?: string; readonly charged?: string; readonly booked?: string; readonly tax?: string;
  readonly why?: string; readonly problem?: Problem; readonly judged?: Problem | null; readonly decisions?: readonly string[]; readonly cuts?: readonly string[];
};

export type Written = { readonly request: string; readonly response: string };
export type GoldenRun = { readonly steps: readonly OutcomeStep[]; readonly open: readonly string[]; readonly written: readonly Written[]; readonly orders: readonly StoreOrder[];
  /** ListID → FullName of everything in the company file. */
  readonly names: ReadonlyMap<string, string>;
};

type Books = {
  readonly company: SimulatedCompany; readonly send: (requests: readonly XmlElement[], keep: boolean) => readonly Answer[]; readonly items: () => readonly Item[];
  readonly written: Written[]; readonly steps: OutcomeStep[]; readonly numbers: Set<string>; readonly customers: Map<string, ListID>; readonly facts: DraftInput['company'];
};

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.what} ${result.error.detail ?? ''}`);
  return result.value;
}

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();
const storable = (text: string): string => toQuickBooksText(text, 100_000).text;
const words = (decisions: readonly DraftDecision[]): readonly string[] => decisions.map(({ topic, text }) => `${topic}: ${text}`);

function openAll(given: CompanyCase): Books {
  const company = openBooks(given);
  const written: Written[] = [];
  const session = company.beginSession();
  const send = (requests: readonly XmlElement[], keep: boolean): readonly Answer[] => {
    const request = writeMessageSet({ requests, onError: keep ? 'stopOnError' : 'continueOnError' });
    const result = company.process(session, request);
    if (result.kind === 'failed') throw new Error(`${result.hresult} ${result.message}\n${request}`);
    if (keep) written.push({ request, response: result.xml });
    return must(readMessageSet(result.xml)).answers;
  };
  const identity = { ...must(readIdentity(company.hcpResponse())), path: '' };
  const items = (): readonly Item[] => {
    const names = company.ledger().items.map((item) => item.fullName);
    const [answer] = send([itemQueryByFullName('items', names, { customFields: true })], false);
    if (answer === undefined) throw new Error('no items');
    return must(readItems(answer)).map((record) => ({ ...record, companyId: 1 as CompanyId, readSequence: 1 as Sequence }));
  };
  return {
    company, send, items, written, steps: [], numbers: new Set(), customers: new Map(),
    facts: { zone: ZONE, salesTaxOn: identity.salesTaxOn, closingDate: identity.closingDate, homeCurrency: homeCurrency(identity) },
  };
}

type Shop = { readonly host: string; readonly settings: ConnectionSettings; readonly links: Readonly<Record<string, string>> };

export function runGolden({ order, refunds, second, settings }: GoldenCase): GoldenRun {
  const books = openAll(settings.company ?? {});
  const links = settings.links ?? {};
  const shop: Shop = { host: 'shop.example.test', settings: { ...CONNECTION_DEFAULTS, ...settings.connection }, links };
  const orders = [enterOrder(books, shop, order, refunds)];
  if (second !== null) {
    const other: Shop = settings.secondShop === undefined ? shop : { host: settings.secondShop.host, settings: { ...shop.settings, ...settings.secondShop.connection }, links };
    orders.push(enterOrder(books, other, second, []));
  }
  const open = books.company.audit().open.map((one) => `${one.kind} ${one.refNumber} of ${one.customer}: ${formatCents(one.open)} open`);
  return { steps: books.steps, open, written: books.written, orders, names: namesOf(books.company) };
}

function enterOrder(books: Books, shop: Shop, json: Json, refunds: readonly Json[]): StoreOrder {
  const order = must(mapOrder(must(readOrder(json, 'Order')), refunds, false));
  const accepted = acceptOrder(order, [], shop.settings, START, ZONE);
  if (accepted.documents.length === 0) books.steps.push({ what: `order ${order.number}`, state: 'notTaken', why: `Its status is "${order.status}".` });
  const parents: (ParentDocument & { readonly record: DocumentRecord })[] = [];
  for (const document of accepted.documents) {
    const record = enterDocument(books, shop, order, document);
    if (record === null) {
      // A refund waits for its order.
      if (document.family === 'order') break;
      continue;
    }
    parents.push({ family: document.family, storeDocumentId: document.storeDocumentId, kind: record.kind, state: 'done', record });
  }
  for (const settlement of planSettlements(order, parents, [], shop.settings)) {
    const parent = parents.find((one) => (settlement.family === 'payment' ? one.family === 'order' : one.family === 'refund' && one.storeDocumentId === settlement.storeDocumentId));
    if (parent !== undefined) settle(books, shop, order, settlement, parent.record);
  }
  return order;
}

function identityOf(shop: Shop, family: DocumentFamily, id: string): { readonly memoKey: string; readonly externalGuid: string } {
  const digest = sha256(identityText({ fileId: '{0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0}', storeHost: shop.host, storeDocumentId: id, family }));
  return { memoKey: memoKey(digest), externalGuid: externalGuid(digest) };
}

/** The first number that no other document of this kind has, as the engine does it. */
function freeNumber({ numbers }: Books, { settings }: Shop, kind: string, number: string): string {
  for (let n = 0; ; n += 1) {
    const candidate = refNumber(settings.refPrefix, number, n);
    if (numbers.has(`${kind} ${candidate}`)) continue;
    numbers.add(`${kind} ${candidate}`);
    return candidate;
  }
}

type Document = ReturnType<typeof acceptOrder>['documents'][number];

function enterDocument(books: Books, shop: Shop, order: StoreOrder, document: Document): DocumentRecord | null {
  const { steps } = books;
  const identity = identityOf(shop, document.family, document.storeDocumentId);
  const number = freeNumber(books, shop, document.kind, document.number);
  const refund = document.family === 'refund' ? order.refunds.find((one) => one.id === document.storeDocumentId) : undefined;
  const charged = refund?.total ?? order.total;
  const park = (why: Problem): null => {
    steps.push({ what: document.kind, state: 'parked', refNumber: number, charged: formatCents(charged), problem: why });
    return null;
  };
  const customer = findCustomer(books, shop, order);
  if ('code' in customer) return park(customer);
  let items = books.items();
  const named = (fullName: string): Item | null => items.find((item) => item.isActive && item.fullName.toLowerCase() === fullName.toLowerCase()) ?? null;
  const input: DraftInput = {
    kind: document.kind, settings: shop.settings, company: books.facts, customer: customer.ref, customerHow: customer.how, refNumber: number, ...identity, storable,
    match: ({ sku, listingKey }) => matchItem(sku ?? '', listingKey === null ? null : (items.find((item) => item.fullName === shop.links[listingKey]) ?? null), items, shop.settings.matchBy),
    mapped: named, member: (listId) => items.find((item) => item.listId === listId) ?? null,
  };
  for (const item of planItems(order.lines, input)) {
    const fitted = fitItem({ ...item, externalGuid: identityOf(shop, 'item', item.name).externalGuid });
    const [answer] = books.send([itemAdd('item', fitted.draft)], true);
    steps.push({ what: item.kind, state: 'entered', name: fitted.draft.name, why: answer?.message ?? '' });
  }
  items = books.items();
  const drafted = refund === undefined ? draftOrder(order, input) : draftRefund(order, refund, document.family === 'refund' ? document.restocked : {}, input);
  if (!drafted.ok) return park(drafted.error);
  const fitted = fitDocument(drafted.value.draft);
  const answers = books.send([documentAdd('document', fitted.draft)], true);
  const answer = answerFor({ messageSetStatusCode: null, answers }, 'document');
  if (answer === null || answer.severity === 'Error') return park(problem('refusedByQuickBooks', answer?.message ?? 'no answer', String(answer?.statusCode ?? '')));
  const [record] = must(readDocuments(answer));
  if (record === undefined) throw new Error('an Add without a record');
  const tax = refund === undefined ? order.taxTotal : addCents(...[...refund.lines, ...refund.charges].map((part) => part.tax));
  steps.push({
    what: document.kind, state: 'entered', refNumber: number, charged: formatCents(charged), booked: amountText(record.totalAmount), tax: amountText(record.salesTaxTotal),
    judged: judgeTotals({ label: document.label, total: charged, tax, taxMode: shop.settings.tax.mode }, record),
    decisions: words(drafted.value.decisions), cuts: [...drafted.value.cuts, ...fitted.cuts],
  });
  const writes = customFieldWrites('field', { kind: record.kind, txnId: record.txnId }, fitted.draft.customFields ?? [], null);
  if (writes.length > 0) for (const write of books.send(writes, true)) if (write.severity === 'Error') throw new Error(write.message);
  return record;
}

function amountText(amount: Cents | null): string {
  return amount === null ? 'not said' : formatCents(amount);
}

function findCustomer(books: Books, shop: Shop, order: StoreOrder): { readonly ref: Ref; readonly how: string } | Problem {
  const plan = planCustomer(shop.settings, shop.host, order, (key) => memoKey(sha256(key)).slice(3, 8), safeName);
  const known = books.customers.get(plan.key);
  if (known !== undefined) return { ref: { listId: known }, how: 'The customer this buyer had before.' };
  const [answer] = books.send([customerQuery('customers', plan.names)], false);
  if (answer === undefined) throw new Error('no answer about customers');
  const choice = chooseCustomer(plan, { found: must(readCustomers(answer)), taken: TAKEN, match: shop.settings.customerMatch });
  if (choice.kind === 'ask') return choice.problem;
  if (choice.kind === 'use') {
    books.steps.push({ what: 'customer', state: 'used', name: choice.customer.fullName, why: choice.how });
    books.customers.set(plan.key, choice.customer.listId);
    return { ref: { listId: choice.customer.listId }, how: `"${choice.customer.fullName}": ${choice.how}.` };
  }
  const fitted = fitCustomer(draftCustomer(plan, choice.name, order, identityOf(shop, 'customer', plan.key).externalGuid, storable));
  const [added] = books.send([customerAdd('customer', fitted.draft)], true);
  if (added === undefined || added.severity === 'Error') return problem('customerNotAdded', added?.message ?? '', '');
  const [record] = must(readCustomers(added));
  if (record === undefined) throw new Error('a customer without a record');
  books.steps.push({ what: 'customer', state: 'entered', name: record.name, why: choice.how, cuts: fitted.cuts });
  books.customers.set(plan.key, record.listId);
  return { ref: { listId: record.listId }, how: `"${record.name}" is added first: ${choice.how}.` };
}

function settle(books: Books, shop: Shop, order: StoreOrder, settlement: ReturnType<typeof planSettlements>[number], parent: DocumentRecord): void {
  const number = freeNumber(books, shop, settlement.kind, settlement.number);
  const [customer] = books.customers.values();
  if (customer === undefined) throw new Error('a settlement without a customer');
  const input = {
    settings: shop.settings, company: books.facts, customer: { listId: customer }, refNumber: number, ...identityOf(shop, settlement.family, settlement.storeDocumentId),
    parent: { txnId: parent.txnId, refNumber: parent.refNumber, total: parent.totalAmount },
  };
  const refund = order.refunds.find((one) => one.id === settlement.storeDocumentId);
  const drafted = settlement.family === 'payment' || refund === undefined
    ? draftPayment(order, input)
    : draftRefundSettlement(order, refund, settlement.kind === 'check' ? 'check' : 'arRefundCreditCard', input);
  const charged = formatCents(settlement.amount);
  if (!drafted.ok) {
    books.steps.push({ what: settlement.kind, state: 'parked', refNumber: number, charged, problem: drafted.error });
    return;
  }
  const fitted = fitSettlement(drafted.value.draft);
  const [answer] = books.send([settlementAdd('settlement', fitted.draft)], true);
  if (answer === undefined || answer.severity === 'Error') {
    books.steps.push({ what: settlement.kind, state: 'parked', refNumber: number, charged, problem: problem('refusedByQuickBooks', answer?.message ?? '', String(answer?.statusCode ?? '')) });
    return;
  }
  const [record] = must(readSettlements(answer));
  books.steps.push({
    what: settlement.kind, state: 'entered', refNumber: number, charged, booked: amountText(record?.totalAmount ?? null),
    decisions: words(drafted.value.decisions), cuts: fitted.cuts,
  });
}
