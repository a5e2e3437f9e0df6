import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import type { JobId, TxnID } from '../../src/domain/ids.ts';
import { findJob } from '../../src/engine/db/jobs.ts';
import { lastExchange, lastSession } from '../../src/engine/db/sessions.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

type Job = Output<'jobs.list'>['jobs'][number];

let world: World;
let client: DirectClient;
let requests: string[] = [];

afterEach(async () => {
  expect(client.faults).toEqual([]);
  requests = [];
  await world.close();
});

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20, price: '9.00' }], onRequest: (text) => requests.push(text), ...more,
  });
  client = directClient(world.engine);
}

const order = (sku: string | null = 'MUG'): OrderView => world.store.placeOrder({ lines: [{ sku, name: 'A thing', quantity: 2 }] });

async function session(): Promise<void> {
  requests = [];
  world.clock.advance(180_000);
  await world.session();
  await world.engine.idle();
}

async function jobOf({ number }: OrderView): Promise<Job> {
  const found = await client.call('jobs.list', { search: number, families: ['order'] });
  const job = found.ok ? found.value.jobs.find(({ label }) => label === number) : undefined;
  if (job === undefined) throw new Error(`no job for order ${number}`);
  return job;
}

const receipts = (): readonly string[] => world.company.ledger().documents.map(({ refNumber }) => refNumber);
const adds = (): number => requests.filter((text) => text.includes('AddRq')).length;

async function logOf({ number }: OrderView): Promise<readonly string[]> {
  const found = await client.call('log.search', { order: number });
  return found.ok ? found.value.lines.map(({ text }) => text) : [];
}

/** A document written by hand under the number the order will get. */
function byHand(of: OrderView, quantity = 1): string {
  return world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${of.number}`, lines: [{ item: 'MUG', quantity, rate: '1.00' }] });
}

/** Sent, nothing stored, and meanwhile somebody has used the number: nobody but a person can tell. */
async function doubtful(): Promise<OrderView> {
  const one = order();
  await world.sync();
  world.company.faults.dieBeforeCommit = 1;
  await session();
  byHand(one);
  await session();
  expect(await jobOf(one)).toMatchObject({ state: 'needsAttention', everSent: true, problem: { code: 'numberTaken' } });
  return one;
}

describe('retry', () => {
  it('enters an order once its item exists', async () => {
    await begin({ listings: [{ sku: 'LATE', quantity: 5, price: '3.00' }] });
    const one = order('LATE');
    await world.sync();
    await session();
    const parked = await jobOf(one);
    expect(parked).toMatchObject({ state: 'needsAttention', actions: ['retry', 'cancel', 'markEntered'] });
    world.company.addItem({ name: 'LATE', onHand: 5, price: 3 });
    expect(await client.call('jobs.retry', { jobId: parked.id })).toMatchObject({ ok: true, value: { job: { state: 'waiting', problem: null } } });
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done', actions: ['printInvoice'] });
    expect(receipts()).toEqual([`W${one.number}`]);
    expect(await logOf(one)).toContain('A person asked to try it again.');
  });

  it('takes the next free number where QuickBooks has ours on another document, and again', async () => {
    await begin();
    const one = order();
    byHand(one);
    world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${one.number}-2`, lines: [{ item: 'MUG', quantity: 1, rate: '1.00' }] });
    await world.sync();
    await session();
    const { id } = await jobOf(one);
    expect(await client.call('jobs.retry', { jobId: id })).toMatchObject({ ok: true, value: { job: { refNumber: `W${one.number}-2` } } });
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    expect(await client.call('jobs.retry', { jobId: id })).toMatchObject({ ok: true, value: { job: { refNumber: `W${one.number}-3` } } });
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done' });
    expect(receipts()).toEqual([`W${one.number}`, `W${one.number}-2`, `W${one.number}-3`]);
  });

  it('is refused in every other state, in words', async () => {
    await begin();
    const one = order();
    await world.sync();
    const { id } = await jobOf(one);
    const tried = await client.call('jobs.retry', { jobId: id });
    expect(tried).toMatchObject({ ok: false, error: { code: 'notPossible' } });
    await session();
    for (const name of ['jobs.retry', 'jobs.cancel', 'jobs.markEntered'] as const) {
      const late = await client.call(name, { jobId: id });
      expect(late.ok ? '' : late.error.what).toContain('in QuickBooks already');
    }
    expect(await client.call('jobs.retry', { jobId: 4711 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});

describe('cancel', () => {
  it('keeps an order out of QuickBooks, and what it sold out of the stock', async () => {
    await begin();
    const one = order();
    await world.sync();
    expect(await client.call('jobs.cancel', { jobId: (await jobOf(one)).id })).toMatchObject({ ok: true, value: { job: { state: 'cancelled', actions: [] } } });
    await session();
    expect(receipts()).toEqual([]);
    expect(world.store.stockOf('MUG')).toBe(18);
    expect((await logOf(one))[0]).toMatch(/^A person cancelled it/);
  });

  it('is open after a refusal, which proves that nothing was stored', async () => {
    await begin();
    const one = order();
    await world.sync();
    world.company.faults.refuseOnce = { code: 3140, message: 'There is an invalid reference.' };
    await session();
    const job = await jobOf(one);
    expect(job).toMatchObject({ state: 'needsAttention', everSent: true, actions: ['retry', 'cancel', 'markEntered'] });
    expect(await client.call('jobs.cancel', { jobId: job.id })).toMatchObject({ ok: true, value: { job: { state: 'cancelled' } } });
  });

  it('is never open to what QuickBooks may have', async () => {
    await begin();
    const one = order();
    await world.sync();
    world.company.faults.dieAfterCommit = 1;
    await session();
    const job = await jobOf(one);
    expect(job).toMatchObject({ state: 'inDoubt', actions: [] });
    const tried = await client.call('jobs.cancel', { jobId: job.id });
    expect(tried.ok ? '' : tried.error.what).toContain('may have entered it');
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done' });
    expect(receipts()).toHaveLength(1);
  });

  it.each(['jobs.cancel', 'jobs.markEntered'] as const)('%s takes back a document that is prepared and not fetched yet', async (name) => {
    await begin();
    const one = order();
    await world.sync();
    const { id } = await jobOf(one);
    const { webConnector } = world.engine;
    const [ticket = ''] = await webConnector.authenticate('maple', 'correct horse');
    const quickBooks = world.quickBooks.beginSession();
    let hcpResponse = world.quickBooks.hcpResponse();
    let percent = 0;
    let isMoved = false;
    for (let step = 0; step < 50 && percent !== 100; step += 1) {
      const request = webConnector.sendRequestXML({ ticket, hcpResponse, companyFileName: world.quickBooks.path, country: 'US', majorVersion: 13, minorVersion: 0 });
      hcpResponse = '';
      if (request === 'NoOp') await world.engine.idle();
      if (request === '') break;
      const answer = request === 'NoOp' ? { ok: true as const, xml: '' } : world.quickBooks.process(quickBooks, request);
      if (request === 'NoOp') continue;
      percent = webConnector.receiveResponseXML({ ticket, response: 'xml' in answer ? answer.xml : '', hresult: '', message: '' });
      const sessionId = lastSession(world.engine.db, world.companyId)?.id;
      const prepared = sessionId === undefined ? null : lastExchange(world.engine.db, sessionId);
      if (isMoved || prepared?.state !== 'prepared' || prepared.purpose.kind !== 'write') continue;
      isMoved = true;
      expect((await client.call(name, { jobId: id })).ok).toBe(true);
    }
    expect(isMoved).toBe(true);
    expect(receipts()).toEqual([]);
    expect(webConnector.closeConnection(ticket)).toContain('0 orders added');
  });
});

describe('already in QuickBooks', () => {
  it('is done for ever: no change in the shop enters it again, and it takes nothing from stock', async () => {
    await begin();
    const one = order();
    await world.sync();
    byHand(one, 2);
    const marked = await client.call('jobs.markEntered', { jobId: (await jobOf(one)).id });
    expect(marked).toMatchObject({ ok: true, value: { job: { state: 'done', evidence: 'a person said that it is in QuickBooks', everSent: false } } });
    await session();
    expect(world.store.stockOf('MUG')).toBe(18);
    world.clock.advance(60_000);
    world.store.editOrder(one.id, { status: 'completed' });
    await world.sync();
    await session();
    expect(receipts()).toEqual([`W${one.number}`]);
    expect(adds()).toBe(0);
    expect((await client.call('jobs.list', {}))).toMatchObject({ value: { jobs: [{ state: 'done' }] } });
    expect(world.store.stockOf('MUG')).toBe(18);
  });

  it('does not let a mistyped TxnID stop the company, pending documents included', async () => {
    await begin({ settings: { pendingDocuments: true, availability: 'onHandMinusSalesOrders' } });
    const one = order();
    await world.sync();
    await client.call('jobs.markEntered', { jobId: (await jobOf(one)).id, txnId: 'FFFF-1' });
    const two = order();
    await world.sync();
    await session();
    expect(await client.call('companies.list', {})).toMatchObject({ value: { companies: [{ state: 'approved' }] } });
    expect(await jobOf(two)).toMatchObject({ state: 'done' });
    expect(await jobOf(one)).toMatchObject({ state: 'done', txnId: 'FFFF-1' });
  });
});

describe.each(['remembers', 'remembersWithoutTxnId', 'forgets'] as const)('settling by hand (QuickBooks %s)', (temperament) => {
  it('"it is there" ends it without a second document', async () => {
    await begin({ temperament });
    const one = await doubtful();
    const { id, actions } = await jobOf(one);
    expect(actions).toEqual(['retry', 'markEntered', 'settle']);
    const [hand] = world.company.ledger().documents;
    expect(await client.call('jobs.settle', { jobId: id, entered: true, txnId: hand?.txnId ?? '' })).toMatchObject({ ok: true, value: { job: { state: 'done', txnId: hand?.txnId } } });
    await session();
    expect(receipts()).toEqual([`W${one.number}`]);
    // The one by hand sold one piece; what the order took counts as inside it from the next read on.
    expect(world.store.stockOf('MUG')).toBe(19);
  });

  it('"it is not there" sends it again under the old message set ID and a number of its own', async () => {
    await begin({ temperament });
    const one = await doubtful();
    const { id } = await jobOf(one);
    const before = findJob(world.engine.db, id).messageSetId;
    expect(await client.call('jobs.settle', { jobId: id, entered: false })).toMatchObject({ ok: true, value: { job: { state: 'waiting', refNumber: `W${one.number}-2` } } });
    await session();
    expect(requests.filter((text) => text.includes('AddRq')).every((text) => before !== null && text.includes(before))).toBe(true);
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done' });
    expect(receipts()).toEqual([`W${one.number}`, `W${one.number}-2`]);
    expect((await logOf(one)).join(' ')).toContain('A person looked in QuickBooks and did not find it');
  });
});

describe('looking at jobs', () => {
  it('pages, filters and searches', async () => {
    await begin();
    for (let n = 0; n < 5; n += 1) order(n === 4 ? 'NONE' : 'MUG');
    await world.sync();
    await session();
    const seen: JobId[] = [];
    let before: JobId | undefined;
    for (;;) {
      const page = await client.call('jobs.list', { limit: 2, ...(before === undefined ? {} : { before }) });
      if (!page.ok) throw new Error(page.error.what);
      seen.push(...page.value.jobs.map(({ id }) => id));
      if (page.value.next === null) break;
      before = page.value.next;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    const count = async (input: Parameters<typeof client.call<'jobs.list'>>[1]): Promise<number> => {
      const found = await client.call('jobs.list', input);
      return found.ok ? found.value.jobs.length : -1;
    };
    expect(await count({ states: ['needsAttention'] })).toBe(1);
    expect(await count({ states: ['done', 'needsAttention'] })).toBe(5);
    expect(await count({ connectionId: 99 })).toBe(0);
    expect(await count({ search: '%' })).toBe(0);
    expect(await count({ search: '_' })).toBe(0);
    const [done] = world.company.ledger().documents;
    expect(await count({ search: done?.txnId ?? '' })).toBe(1);
    expect(await count({ search: (done?.refNumber ?? '').toLowerCase() })).toBe(1);
  });

  it('shows the order, what changed since, and every request and answer', async () => {
    await begin();
    const one = order();
    await world.sync();
    await session();
    world.clock.advance(60_000);
    world.store.editOrder(one.id, { lines: [{ sku: 'MUG', quantity: 5 }] });
    await world.sync();
    const shown = await client.call('jobs.show', { jobId: (await jobOf(one)).id });
    if (!shown.ok) throw new Error(shown.error.what);
    expect(shown.value.order).toMatchObject({ number: one.number, lines: [{ sku: 'MUG', quantity: 500_000 }] });
    expect(shown.value.difference.map(({ field }) => field)).toContain('total');
    expect(shown.value.exchanges).toMatchObject([{ purpose: 'write', state: 'answered', cut: false }]);
    const [exchange] = shown.value.exchanges;
    expect(exchange?.requestText).toContain('SalesReceiptAddRq');
    expect(exchange?.responseText).toContain(world.company.ledger().documents[0]?.txnId as TxnID);
    expect(await client.call('exchanges.show', { exchangeId: exchange?.id ?? 0 })).toMatchObject({ ok: true, value: { exchange: { requestText: exchange?.requestText } } });
    expect(await client.call('exchanges.show', { exchangeId: 4711 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});
