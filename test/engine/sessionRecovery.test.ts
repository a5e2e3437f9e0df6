import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { jobsIn, jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import { readLog } from '../../src/engine/db/log.ts';
import type { CompanyOptions } from '../../src/simulator/company/company.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import type { Ledger } from '../../src/simulator/company/ledger.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

type Temperament = NonNullable<CompanyOptions['temperament']>;
const TEMPERAMENTS: readonly Temperament[] = ['remembers', 'remembersWithoutTxnId', 'forgets'];
const collected = collectRequests();

let world: World;
let requests: string[] = [];
/** Called with each request before QuickBooks gets it. */
let onRequest: (text: string) => void = () => undefined;

afterEach(async () => {
  onRequest = () => undefined;
  requests = [];
  await world.close();
});
afterAll(() => { expect(collected.complaints()).toEqual([]); });

async function begin(temperament: Temperament, more: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }, { sku: 'TEE', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }, { sku: 'TEE', quantity: 50, price: '5.00' }],
    temperament, ...more,
    onRequest: (text) => {
      requests.push(text);
      collected.onRequest(text);
      onRequest(text);
    },
  });
}

/** From the next request on that adds a document. */
function atNextAdd(strike: () => void): void {
  onRequest = (text) => {
    if (!/<(SalesReceipt|CreditMemo|Invoice)AddRq/.test(text)) return;
    onRequest = () => undefined;
    strike();
  };
}

function order(sku = 'MUG'): OrderView {
  return world.store.placeOrder({ lines: [{ sku, quantity: 1 }] });
}

function jobOf(of: OrderView): JobRow {
  const row = findStoreOrder(world.engine.db, world.connectionId, String(of.id));
  const [job] = row === null ? [] : jobsOfOrder(world.engine.db, row.id);
  if (job === undefined) throw new Error(`no job for order ${of.number}`);
  return job;
}

/** What kinds of request went out, in order; adds carry their RefNumber. */
function course(): readonly string[] {
  return requests.map((text) => {
    const number = /<RefNumber>([^<]*)/.exec(text)?.[1] ?? '';
    if (text.includes('AddRq')) return `add ${number}`;
    if (text.includes('oldMessageSetID')) return 'status check';
    if (text.includes('requestID="recent"')) return 'search';
    if (text.includes('requestID="numbers"')) return 'numbers';
    return /<(\w+)Rq requestID/.exec(text)?.[1] ?? text;
  });
}

async function next(): Promise<void> {
  requests = [];
  world.clock.advance(180_000);
  await world.session();
}

const documents = (): Ledger['documents'] => world.company.ledger().documents;

/** Causes of doubt; each says whether QuickBooks has stored the document. */
const CAUSES: readonly (readonly [cause: string, stored: boolean, strike: () => void])[] = [
  ['QuickBooks dies before storing it (0x80010105)', false, () => { world.company.faults.dieBeforeCommit = 1; }],
  ['QuickBooks dies after storing it (0x80010105)', true, () => { world.company.faults.dieAfterCommit = 1; }],
  ['another hresult (0x80040402)', false, () => { world.company.faults.hresultOnce = { hresult: '0x80040402', message: 'Unexpected error.' }; }],
  ['an hresult nobody knows', false, () => { world.company.faults.hresultOnce = { hresult: '0x8000FFFF', message: 'Catastrophic failure' }; }],
  ['an empty response', true, () => { world.company.faults.garbleOnce = () => ''; }],
  ['no requestID in the answer', true, () => { world.company.faults.garbleOnce = (xml) => xml.replace(/ requestID="[^"]*"/, ''); }],
  ['the requestID of something else', true, () => { world.company.faults.garbleOnce = (xml) => xml.replace(/ requestID="[^"]*"/, ' requestID="other"'); }],
  ['an answer cut off in the middle', true, () => { world.company.faults.garbleOnce = (xml) => xml.slice(0, xml.length / 2); }],
  ['an answer that is no qbXML', true, () => { world.company.faults.garbleOnce = () => '<html>busy</html>'; }],
  ['no severity', true, () => { world.company.faults.garbleOnce = (xml) => xml.replace(/ statusSeverity="[^"]*"/, ''); }],
  ['success without a record', true, () => { world.company.faults.garbleOnce = (xml) => xml.replace(/<SalesReceiptRet>.*<\/SalesReceiptRet>/s, ''); }],
  ...[600, 9001, 9002, 9005].map((code) => [`messageSetStatusCode ${String(code)}`, true, () => {
    world.company.faults.garbleOnce = (xml) => xml.replace(/messageSetStatusCode="0"/, `messageSetStatusCode="${String(code)}"`);
  }] as const),
  ['messageSetStatusCode 9005 with a refusal', true, () => {
    world.company.faults.garbleOnce = (xml) => xml.replace(/messageSetStatusCode="0"/, 'messageSetStatusCode="9005"').replace(/statusCode="0" statusSeverity="Info"/, 'statusCode="3140" statusSeverity="Error"');
  }],
];

describe.each(TEMPERAMENTS)('QuickBooks %s:', (temperament) => {
  it('after every cause of doubt: nothing is written before it is settled, and never is there a second document', async () => {
    await begin(temperament);
    for (const [cause, stored, strike] of CAUSES) {
      const before = new Set(documents().map((document) => document.txnId));
      const first = order();
      const second = order('TEE');
      await world.sync();
      requests = [];
      atNextAdd(strike);
      await world.session();
      // An answer that cannot be read leaves QuickBooks alive: its doubt is settled in the same session. After an hresult it takes the next one.
      const lost = jobOf(first).state === 'inDoubt';
      if (lost) {
        expect(jobOf(second).state, `${cause}: nothing else is written while a doubt is open`).toBe('ready');
        world.clock.advance(180_000);
        await world.session();
      }
      const adds = requests.filter((text) => text.includes(`<RefNumber>W${first.number}<`) && text.includes('AddRq'));
      expect(adds, `${cause}: the identical bytes under the identical ID, and only if QuickBooks does not have it`).toEqual(stored ? [adds[0]] : [adds[0], adds[0]]);
      const went = course();
      const sent = went.indexOf(`add W${first.number}`);
      const searched = went.indexOf('search');
      expect(went.indexOf('status check'), cause).toBeGreaterThan(sent);
      expect(went.indexOf('status check'), cause).toBeLessThan(searched);
      expect(went.slice(sent + 1, searched).filter((what) => what.startsWith('add')), cause).toEqual([]);
      expect(went.lastIndexOf(`add W${first.number}`), cause).toBeLessThan(went.indexOf(`add W${second.number}`));
      const fresh = documents().filter((document) => !before.has(document.txnId));
      expect(fresh.map((document) => document.refNumber), cause).toEqual([`W${first.number}`, `W${second.number}`]);
      expect(jobOf(first), cause).toMatchObject({ state: 'done', problem: null, generation: 0, txnId: fresh[0]?.txnId });
      expect(jobOf(second).state, cause).toBe('done');
    }
    await next();
    expect(course().filter((what) => what.startsWith('add'))).toEqual([]);
    const sold = CAUSES.length;
    expect([world.store.stockOf('MUG'), world.store.stockOf('TEE')]).toEqual([50 - sold, 50 - sold]);
  });

  it('the number and the memo were changed by the bookkeeper: found by its GUID', async () => {
    await begin(temperament);
    const one = order();
    await world.sync();
    world.company.faults.dieAfterCommit = 1;
    await world.session();
    const txnId = documents()[0]?.txnId ?? '';
    world.company.changeRefNumber(txnId, 'HAND-7');
    world.company.changeMemo(txnId, 'from the web');
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId });
    expect(jobOf(one).evidence).toMatch(/HAND-7.*ExternalGUID.*changed from/);
    expect(documents()).toHaveLength(1);
  });

  it('only the number was changed: found by the key in its memo', async () => {
    await begin(temperament);
    const one = order();
    await world.sync();
    world.company.faults.dieAfterCommit = 1;
    await world.session();
    const txnId = documents()[0]?.txnId ?? '';
    world.company.changeRefNumber(txnId, 'HAND-8');
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId });
    expect(documents()).toHaveLength(1);
  });

  it('found by its number only: a person decides, and sees both', async () => {
    await begin(temperament);
    const one = order();
    await world.sync();
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    world.company.enterDocument({ type: 'SalesReceipt', customer: 'Walk-in Customer', refNumber: `W${one.number}`, memo: 'typed in', lines: [{ item: 'MUG', quantity: 1, amount: '9.00' }] });
    await next();
    const job = jobOf(one);
    expect(job).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    expect(job.problem?.what).toMatch(new RegExp(`W${one.number}.*Walk-in Customer`));
    expect(readLog(world.engine.db, { order: one.number, limit: 1 })[0]).toMatchObject({ outcome: 'needsAttention' });
    await next();
    expect(documents(), 'nothing was overwritten and nothing added').toHaveLength(1);
  });

  it('deleted in QuickBooks before the bridge could ask: a person decides', async () => {
    await begin(temperament);
    const one = order();
    await world.sync();
    world.company.faults.dieAfterCommit = 1;
    await world.session();
    world.company.deleteTransaction(documents()[0]?.txnId ?? '');
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'deletedInQuickBooks' } });
    await next();
    expect(documents()).toHaveLength(0);
  });

  it('a re-sending is refused: the refusal is believed, and the next sending has a new ID', async () => {
    await begin(temperament);
    const one = order();
    await world.sync();
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    const { messageSetId } = jobOf(one);
    world.company.faults.refuseOnce = { code: 3175, message: 'There was an error: the object is in use.' };
    world.clock.set(world.clock.now() + 180_000);
    requests = [];
    await world.session();
    expect(course().filter((what) => what.startsWith('add'))).toHaveLength(1);
    expect(jobOf(one)).toMatchObject({ state: 'ready', generation: 1, resends: 1, requestText: null });
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', generation: 1 });
    expect(jobOf(one).messageSetId).not.toBe(messageSetId);
    expect(documents()).toHaveLength(1);
  });

  it('doubt upon doubt: each session sends the same bytes, until a person is asked', async () => {
    await begin(temperament);
    const one = order();
    await world.sync();
    world.company.faults.dieBeforeCommit = () => true;
    await world.session();
    const texts = new Set(requests.filter((text) => text.includes('AddRq')));
    for (let session = 0; session < 7; session += 1) {
      await next();
      for (const text of requests.filter((candidate) => candidate.includes('AddRq'))) texts.add(text);
    }
    expect(texts.size).toBe(1);
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'doubtNotSettled' }, resends: 5 });
    expect(documents()).toHaveLength(0);
  });

  it('several in doubt at once: all are settled first, each once', async () => {
    await begin(temperament, { companySettings: { sessionJobs: 200 } });
    const orders = [order(), order('TEE'), order()];
    await world.sync();
    // A doubt stops the writing, so they are put in doubt one session after the other, and their searches fail meanwhile.
    for (const [index] of orders.entries()) {
      world.company.faults.dieAfterCommit = 1;
      onRequest = (text) => { if (index < 2 && text.includes('requestID="recent"')) world.company.faults.hresultOnce = { hresult: '0x80010105', message: 'The server threw an exception.' }; };
      await next();
    }
    onRequest = () => undefined;
    await next();
    await next();
    expect(documents().map((document) => document.refNumber).sort()).toEqual(orders.map((one) => `W${one.number}`).sort());
    expect(jobsIn(world.engine.db, world.companyId, 'done', 100)).toHaveLength(3);
  });

  it('a customer in doubt is settled by its name before the order is written', async () => {
    for (const fault of ['dieBeforeCommit', 'dieAfterCommit'] as const) {
      await begin(temperament, { settings: { customer: { mode: 'perBuyer' } } });
      const one = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: { id: 5, firstName: 'Rosa', lastName: 'Luz', email: 'rosa@example.test' } });
      await world.sync();
      world.company.faults[fault] = 1;
      await world.session();
      expect(jobOf(one).state).toBe('waiting');
      const sent = requests.filter((text) => text.includes('CustomerAddRq'));
      expect(sent).toHaveLength(1);
      await next();
      await next();
      expect(world.company.ledger().customers.filter((customer) => customer.name.startsWith('Rosa Luz'))).toHaveLength(1);
      expect(documents()).toMatchObject([{ refNumber: `W${one.number}`, customer: 'Rosa Luz' }]);
      if (fault === 'dieBeforeCommit') await world.close();
    }
  });
});

describe('what an answer proves', () => {
  it('0x80040400: nothing in the set ran; no doubt, a person looks, and the others go on', async () => {
    await begin('forgets');
    const first = order();
    const second = order('TEE');
    await world.sync();
    atNextAdd(() => { world.company.faults.hresultOnce = { hresult: '0x80040400', message: 'QuickBooks found an error when parsing the provided XML text stream.' }; });
    const report = await world.session();
    expect(report.outcome).toBe('finished');
    expect(jobOf(first)).toMatchObject({ state: 'needsAttention', generation: 1, requestText: null });
    expect(jobOf(second).state).toBe('done');
    expect(course()).not.toContain('status check');
  });

  it('3175: put off, once a session, ten times; then a person is asked', async () => {
    await begin('remembers');
    const one = order();
    const other = order('TEE');
    await world.sync();
    const close = world.company.openForEditing('item', 'MUG');
    const ids = new Set<string | null>();
    for (let session = 1; session <= 10; session += 1) {
      requests = [];
      await world.session();
      expect(course().filter((what) => what === `add W${one.number}`), `session ${String(session)}`).toHaveLength(1);
      ids.add(/newMessageSetID="([^"]*)"/.exec(requests.find((text) => text.includes(`<RefNumber>W${one.number}<`) && text.includes('AddRq')) ?? '')?.[1] ?? null);
      expect(jobOf(one).state).toBe(session < 10 ? 'ready' : 'needsAttention');
    }
    expect(ids.size, 'a received answer ends an ID').toBe(10);
    expect(jobOf(other).state).toBe('done');
    expect(jobOf(one).problem?.code).toBe('putOffTooOften');
    close();
    await next();
    expect(course().filter((what) => what.startsWith('add'))).toEqual([]);
  });

  it('3175 with a clock that does not move: still once a session', async () => {
    await begin('remembers');
    const one = order();
    await world.sync();
    const close = world.company.openForEditing('item', 'MUG');
    await world.session();
    expect(course().filter((what) => what === `add W${one.number}`)).toHaveLength(1);
    close();
    await next();
    expect(jobOf(one).state).toBe('done');
  });

  it('3140: parked with its reason, alone; the customer is looked up again for the others', async () => {
    await begin('remembers');
    const first = order();
    const second = order('TEE');
    await world.sync();
    world.company.faults.refuseOnce = { code: 3140, message: 'There is an invalid reference to QuickBooks Item "MUG" in the SalesReceipt line.' };
    await world.session();
    expect(jobOf(first)).toMatchObject({ state: 'needsAttention', problem: { code: 'status3140' }, generation: 1 });
    expect(jobOf(second).state).toBe('done');
    expect(course().filter((what) => what === 'CustomerQuery')).toHaveLength(2);
    await next();
    expect(documents()).toHaveLength(1);
  });

  it('a customer of the same name that somebody typed in meanwhile is not taken for ours', async () => {
    await begin('forgets', { settings: { customer: { mode: 'perBuyer' } } });
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: { id: 5, firstName: 'Rosa', lastName: 'Luz', email: 'rosa@example.test' } });
    await world.sync();
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    world.company.addCustomer({ name: 'Rosa Luz', email: 'another@example.test' });
    await next();
    await next();
    expect(documents()).toHaveLength(1);
    expect(documents()[0]?.customer).toMatch(/^Rosa Luz \([A-Z2-7]{5}\)$/);
  });

  it('3100 because a vendor has the buyer\'s name: our second name is used', async () => {
    await begin('remembers', { settings: { customer: { mode: 'perBuyer' } } });
    world.company.addVendor('Rosa Luz');
    const one = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: { id: 5, firstName: 'Rosa', lastName: 'Luz', email: 'rosa@example.test' } });
    await world.sync();
    await world.session();
    await next();
    expect(documents()).toMatchObject([{ refNumber: `W${one.number}` }]);
    expect(documents()[0]?.customer).toMatch(/^Rosa Luz \([A-Z2-7]{5}\)$/);
    expect(world.company.ledger().customers.filter((customer) => customer.name.startsWith('Rosa Luz'))).toHaveLength(1);
  });
});

describe('before the first write', () => {
  it('a number that somebody typed in by hand is never overwritten nor taken for ours', async () => {
    await begin('remembers');
    const one = order();
    world.company.enterDocument({ type: 'Invoice', customer: 'Walk-in Customer', refNumber: `W${one.number}`, lines: [{ item: 'MUG', quantity: 1, amount: '9.00' }] });
    await world.sync();
    await world.session();
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' }, everSent: false });
    expect(documents()).toHaveLength(1);
  });

  it('our own document, written before this database was restored from a backup, is recognised by its key', async () => {
    await begin('forgets');
    const one = order();
    await world.sync();
    await world.session();
    const [document] = documents();
    // The same bridge on another PC, or with an older database: it knows nothing of what it wrote.
    world.engine.db.prepare("UPDATE job SET state = 'waiting', txn_id = NULL, success_sequence = NULL, ever_sent = 0, message_set_id = NULL, request_text = NULL, request_id = NULL").run();
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId: document?.txnId });
    expect(requests.some((text) => /<ItemQueryRq[^>]*><ListID>/.test(text)), 'its items are read again').toBe(true);
    expect(documents()).toHaveLength(1);
  });

  it('… and by its GUID when the bookkeeper has changed the memo', async () => {
    await begin('forgets');
    const one = order();
    await world.sync();
    await world.session();
    const txnId = documents()[0]?.txnId ?? '';
    world.company.changeMemo(txnId, 'paid cash');
    world.engine.db.prepare("UPDATE job SET state = 'waiting', txn_id = NULL, success_sequence = NULL, ever_sent = 0, message_set_id = NULL, request_text = NULL, request_id = NULL").run();
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId });
    expect(documents()).toHaveLength(1);
  });
});
