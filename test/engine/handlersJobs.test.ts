import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { findJob } from '../../src/engine/db/jobs.ts';
import { lastExchange, lastSession } from '../../src/engine/db/sessions.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { askWorld } from '../support/askedWorld.ts';

type Job = Output<'jobs.list'>['jobs'][number];

let requests: string[] = [];
const at = askWorld({
  items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20, price: '9.00' }], onRequest: (text) => { requests.push(text); },
});
const { begin } = at;

const order = (sku: string | null = 'MUG'): OrderView => at.world.store.placeOrder({ lines: [{ sku, name: 'A thing', quantity: 2 }] });

/** Its requests alone. */
async function session(): Promise<void> {
  requests = [];
  await at.session();
}

async function jobOf({ number }: OrderView): Promise<Job> {
  const found = await at.client.call('jobs.list', { search: number, families: ['order'] });
  const job = found.ok ? found.value.jobs.find(({ label }) => label === number) : undefined;
  if (job === undefined) throw new Error(`no job for order ${number}`);
  return job;
}

const receipts = (): readonly string[] => at.world.company.ledger().documents.map(({ refNumber }) => refNumber);
const adds = (): number => requests.filter((text) => text.includes('AddRq')).length;

async function logOf({ number }: OrderView): Promise<readonly string[]> {
  const found = await at.client.call('log.search', { order: number });
  return found.ok ? found.value.lines.map(({ text }) => text) : [];
}

/** A document written by hand under the number the order will get. */
function byHand(of: OrderView, quantity = 1): string {
  return at.world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${of.number}`, lines: [{ item: 'MUG', quantity, rate: '1.00' }] });
}

/** Sent, nothing stored, and meanwhile somebody has used the number: nobody but a person can tell. */
async function doubtful(): Promise<OrderView> {
  const one = order();
  await at.world.sync();
  at.world.company.faults.dieBeforeCommit = 1;
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
    await at.world.sync();
    await session();
    const parked = await jobOf(one);
    expect(parked).toMatchObject({ state: 'needsAttention', actions: ['retry', 'cancel', 'markEntered'] });
    at.world.company.addItem({ name: 'LATE', onHand: 5, price: 3 });
    expect(await at.client.call('jobs.retry', { jobId: parked.id })).toMatchObject({ ok: true, value: { job: { state: 'waiting', problem: null } } });
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done', actions: ['printInvoice'] });
    expect(receipts()).toEqual([`W${one.number}`]);
    expect(await logOf(one)).toContain('A person asked to try it again.');
  });

  it('takes the next free number where QuickBooks has ours on another document, and again', async () => {
    await begin();
    const one = order();
    byHand(one);
    at.world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${one.number}-2`, lines: [{ item: 'MUG', quantity: 1, rate: '1.00' }] });
    await at.world.sync();
    await session();
    const { id } = await jobOf(one);
    expect(await at.client.call('jobs.retry', { jobId: id })).toMatchObject({ ok: true, value: { job: { refNumber: `W${one.number}-2` } } });
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    expect(await at.client.call('jobs.retry', { jobId: id })).toMatchObject({ ok: true, value: { job: { refNumber: `W${one.number}-3` } } });
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done' });
    expect(receipts()).toEqual([`W${one.number}`, `W${one.number}-2`, `W${one.number}-3`]);
  });

  it('is refused in every other state, in words', async () => {
    await begin();
    const one = order();
    await at.world.sync();
    const { id } = await jobOf(one);
    const tried = await at.client.call('jobs.retry', { jobId: id });
    expect(tried).toMatchObject({ ok: false, error: { code: 'notPossible' } });
    await session();
    for (const name of ['jobs.retry', 'jobs.cancel', 'jobs.markEntered'] as const) {
      const late = await at.client.call(name, { jobId: id });
      expect(late.ok ? '' : late.error.what).toContain('in QuickBooks already');
    }
    expect(await at.client.call('jobs.retry', { jobId: 4711 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});

describe('cancel', () => {
  it('keeps an order out of QuickBooks, and what it sold out of the stock', async () => {
    await begin();
    const one = order();
    await at.world.sync();
    expect(await at.client.call('jobs.cancel', { jobId: (await jobOf(one)).id })).toMatchObject({ ok: true, value: { job: { state: 'cancelled', actions: [] } } });
    await session();
    expect(receipts()).toEqual([]);
    expect(at.world.store.stockOf('MUG')).toBe(18);
    expect((await logOf(one))[0]).toMatch(/^A person cancelled it/);
  });

  it('is open after a refusal, which proves that nothing was stored', async () => {
    await begin();
    const one = order();
    await at.world.sync();
    at.world.company.faults.refuseOnce = { code: 3140, message: 'There is an invalid reference.' };
    await session();
    const job = await jobOf(one);
    expect(job).toMatchObject({ state: 'needsAttention', everSent: true, actions: ['retry', 'cancel', 'markEntered'] });
    expect(await at.client.call('jobs.cancel', { jobId: job.id })).toMatchObject({ ok: true, value: { job: { state: 'cancelled' } } });
  });

  it('is never open to what QuickBooks may have', async () => {
    await begin();
    const one = order();
    await at.world.sync();
    at.world.company.faults.dieAfterCommit = 1;
    await session();
    const job = await jobOf(one);
    expect(job).toMatchObject({ state: 'inDoubt', actions: [] });
    const tried = await at.client.call('jobs.cancel', { jobId: job.id });
    expect(tried.ok ? '' : tried.error.what).toContain('may have entered it');
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done' });
    expect(receipts()).toHaveLength(1);
  });

  it.each(['jobs.cancel', 'jobs.markEntered'] as const)('%s takes back a document that is prepared and not fetched yet', async (name) => {
    await begin();
    const one = order();
    await at.world.sync();
    const { id } = await jobOf(one);
    const { webConnector } = at.world.engine;
    const [ticket = ''] = await webConnector.authenticate('maple', 'correct horse');
    const quickBooks = at.world.quickBooks.beginSession();
    let hcpResponse = at.world.quickBooks.hcpResponse();
    let percent = 0;
    let isMoved = false;
    for (let step = 0; step < 50 && percent !== 100; step += 1) {
      const request = webConnector.sendRequestXML({ ticket, hcpResponse, companyFileName: at.world.quickBooks.path, country: 'US', majorVersion: 13, minorVersion: 0 });
      hcpResponse = '';
      if (request === 'NoOp') await at.world.engine.idle();
      if (request === '') break;
      const answer = request === 'NoOp' ? { ok: true as const, xml: '' } : at.world.quickBooks.process(quickBooks, request);
      if (request === 'NoOp') continue;
      percent = webConnector.receiveResponseXML({ ticket, response: 'xml' in answer ? answer.xml : '', hresult: '', message: '' });
      const sessionId = lastSession(at.world.engine.db, at.world.companyId)?.id;
      const prepared = sessionId === undefined ? null : lastExchange(at.world.engine.db, sessionId);
      if (isMoved || prepared?.state !== 'prepared' || prepared.purpose.kind !== 'write') continue;
      isMoved = true;
      expect((await at.client.call(name, { jobId: id })).ok).toBe(true);
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
    await at.world.sync();
    byHand(one, 2);
    const marked = await at.client.call('jobs.markEntered', { jobId: (await jobOf(one)).id });
    expect(marked).toMatchObject({ ok: true, value: { job: { state: 'done', evidence: 'a person said that it is in QuickBooks', everSent: false } } });
    await session();
    expect(at.world.store.stockOf('MUG')).toBe(18);
    at.world.clock.advance(60_000);
    at.world.store.editOrder(one.id, { status: 'completed' });
    await at.world.sync();
    await session();
    expect(receipts()).toEqual([`W${one.number}`]);
    expect(adds()).toBe(0);
    expect((await at.client.call('jobs.list', {}))).toMatchObject({ value: { jobs: [{ state: 'done' }] } });
    expect(at.world.store.stockOf('MUG')).toBe(18);
  });

  it('does not let a mistyped TxnID stop the company, pending documents included', async () => {
    await begin({ settings: { pendingDocuments: true, availability: 'onHandMinusSalesOrders' } });
    const one = order();
    await at.world.sync();
    await at.client.call('jobs.markEntered', { jobId: (await jobOf(one)).id, txnId: 'FFFF-1' });
    const two = order();
    await at.world.sync();
    await session();
    expect(await at.client.call('companies.list', {})).toMatchObject({ value: { companies: [{ state: 'approved' }] } });
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
    const [hand] = at.world.company.ledger().documents;
    expect(await at.client.call('jobs.settle', { jobId: id, entered: true, txnId: hand?.txnId ?? '' })).toMatchObject({ ok: true, value: { job: { state: 'done', txnId: hand?.txnId } } });
    await session();
    expect(receipts()).toEqual([`W${one.number}`]);
    // The one by hand sold one piece; what the order took counts as inside it from the next read on.
    expect(at.world.store.stockOf('MUG')).toBe(19);
  });

  it('"it is not there" sends it again under the old message set ID and a number of its own', async () => {
    await begin({ temperament });
    const one = await doubtful();
    const { id } = await jobOf(one);
    const before = findJob(at.world.engine.db, id).messageSetId;
    expect(await at.client.call('jobs.settle', { jobId: id, entered: false })).toMatchObject({ ok: true, value: { job: { state: 'waiting', refNumber: `W${one.number}-2` } } });
    await session();
    expect(requests.filter((text) => text.includes('AddRq')).every((text) => before !== null && text.includes(before))).toBe(true);
    await session();
    expect(await jobOf(one)).toMatchObject({ state: 'done' });
    expect(receipts()).toEqual([`W${one.number}`, `W${one.number}-2`]);
    expect((await logOf(one)).join(' ')).toContain('A person looked in QuickBooks and did not find it');
  });
});
