/** What is in doubt is settled before anything else is written, and never is there a second document: in every temperament of QuickBooks. */
import { describe, expect, it } from 'vitest';
import { jobsIn } from '../../src/engine/db/jobs.ts';
import { readLog } from '../../src/engine/db/log.ts';
import type { Faults } from '../../src/simulator/company/faults.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { watchSessions, type Temperament } from '../support/watchedSessions.ts';

const at = watchSessions();
const { begin, atNextAdd, order, jobOf, course, next, documents } = at;

const TEMPERAMENTS: readonly Temperament[] = ['remembers', 'remembersWithoutTxnId', 'forgets'];

/** Causes of doubt; each says whether QuickBooks has stored the document. */
const CAUSES: readonly (readonly [cause: string, stored: boolean, strike: () => void])[] = [
  ['QuickBooks dies before storing it (0x80010105)', false, () => { at.world.company.faults.dieBeforeCommit = 1; }],
  ['QuickBooks dies after storing it (0x80010105)', true, () => { at.world.company.faults.dieAfterCommit = 1; }],
  ['another hresult (0x80040402)', false, () => { at.world.company.faults.hresultOnce = { hresult: '0x80040402', message: 'Unexpected error.' }; }],
  ['an hresult nobody knows', false, () => { at.world.company.faults.hresultOnce = { hresult: '0x8000FFFF', message: 'Catastrophic failure' }; }],
  ['an empty response', true, () => { at.world.company.faults.garbleOnce = () => ''; }],
  ['no requestID in the answer', true, () => { at.world.company.faults.garbleOnce = (xml) => xml.replace(/ requestID="[^"]*"/, ''); }],
  ['the requestID of something else', true, () => { at.world.company.faults.garbleOnce = (xml) => xml.replace(/ requestID="[^"]*"/, ' requestID="other"'); }],
  ['an answer cut off in the middle', true, () => { at.world.company.faults.garbleOnce = (xml) => xml.slice(0, xml.length / 2); }],
  ['an answer that is no qbXML', true, () => { at.world.company.faults.garbleOnce = () => '<html>busy</html>'; }],
  ['no severity', true, () => { at.world.company.faults.garbleOnce = (xml) => xml.replace(/ statusSeverity="[^"]*"/, ''); }],
  ['success without a record', true, () => { at.world.company.faults.garbleOnce = (xml) => xml.replace(/<SalesReceiptRet>.*<\/SalesReceiptRet>/s, ''); }],
  ...[600, 9001, 9002, 9005].map((code) => [`messageSetStatusCode ${String(code)}`, true, () => {
    at.world.company.faults.garbleOnce = (xml) => xml.replace(/messageSetStatusCode="0"/, `messageSetStatusCode="${String(code)}"`);
  }] as const),
  ['messageSetStatusCode 9005 with a refusal', true, () => {
    at.world.company.faults.garbleOnce = (xml) => xml
      .replace(/messageSetStatusCode="0"/, 'messageSetStatusCode="9005"')
      .replace(/statusCode="0" statusSeverity="Info"/, 'statusCode="3140" statusSeverity="Error"');
  }],
];

/** An order, and the session that was to add its document. */
async function struck(temperament: Temperament, faults: Partial<Faults>): Promise<OrderView> {
  await begin(temperament);
  const one = order();
  await at.world.sync();
  Object.assign(at.world.company.faults, faults);
  await at.world.session();
  return one;
}

describe.each(TEMPERAMENTS)('QuickBooks %s:', (temperament) => {
  it('after every cause of doubt: nothing is written before it is settled, and never is there a second document', async () => {
    await begin(temperament);
    for (const [cause, stored, strike] of CAUSES) {
      const before = new Set(documents().map((document) => document.txnId));
      const first = order();
      const second = order('TEE');
      await at.world.sync();
      at.forget();
      atNextAdd(strike);
      await at.world.session();
      // An answer that cannot be read leaves QuickBooks alive: its doubt is settled in the same session. After an hresult it takes the next one.
      const lost = jobOf(first).state === 'inDoubt';
      if (lost) {
        expect(jobOf(second).state, `${cause}: nothing else is written while a doubt is open`).toBe('ready');
        at.world.clock.advance(180_000);
        await at.world.session();
      }
      const adds = at.requests.filter((text) => text.includes(`<RefNumber>W${first.number}<`) && text.includes('AddRq'));
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
    expect([at.world.store.stockOf('MUG'), at.world.store.stockOf('TEE')]).toEqual([50 - sold, 50 - sold]);
  });

  it('the number and the memo were changed by the bookkeeper: found by its GUID', async () => {
    const one = await struck(temperament, { dieAfterCommit: 1 });
    const txnId = documents()[0]?.txnId ?? '';
    at.world.company.changeRefNumber(txnId, 'HAND-7');
    at.world.company.changeMemo(txnId, 'from the web');
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId });
    expect(jobOf(one).evidence).toMatch(/HAND-7.*ExternalGUID.*changed from/);
    expect(documents()).toHaveLength(1);
  });

  it('only the number was changed: found by the key in its memo', async () => {
    const one = await struck(temperament, { dieAfterCommit: 1 });
    const txnId = documents()[0]?.txnId ?? '';
    at.world.company.changeRefNumber(txnId, 'HAND-8');
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId });
    expect(documents()).toHaveLength(1);
  });

  it('found by its number only: a person decides, and sees both', async () => {
    const one = await struck(temperament, { dieBeforeCommit: 1 });
    at.world.company.enterDocument({ type: 'SalesReceipt', customer: 'Walk-in Customer', refNumber: `W${one.number}`, memo: 'typed in', lines: [{ item: 'MUG', quantity: 1, amount: '9.00' }] });
    await next();
    const job = jobOf(one);
    expect(job).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    expect(job.problem?.what).toMatch(new RegExp(`W${one.number}.*Walk-in Customer`));
    expect(readLog(at.world.engine.db, { order: one.number, limit: 1 })[0]).toMatchObject({ outcome: 'needsAttention' });
    await next();
    expect(documents(), 'nothing was overwritten and nothing added').toHaveLength(1);
  });

  it('deleted in QuickBooks before the bridge could ask: a person decides', async () => {
    const one = await struck(temperament, { dieAfterCommit: 1 });
    at.world.company.deleteTransaction(documents()[0]?.txnId ?? '');
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'deletedInQuickBooks' } });
    await next();
    expect(documents()).toHaveLength(0);
  });

  it('a re-sending is refused: the refusal is believed, and the next sending has a new ID', async () => {
    const one = await struck(temperament, { dieBeforeCommit: 1 });
    const { messageSetId } = jobOf(one);
    at.world.company.faults.refuseOnce = { code: 3175, message: 'There was an error: the object is in use.' };
    at.world.clock.set(at.world.clock.now() + 180_000);
    at.forget();
    await at.world.session();
    expect(course().filter((what) => what.startsWith('add'))).toHaveLength(1);
    expect(jobOf(one)).toMatchObject({ state: 'ready', generation: 1, resends: 1, requestText: null });
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', generation: 1 });
    expect(jobOf(one).messageSetId).not.toBe(messageSetId);
    expect(documents()).toHaveLength(1);
  });

  it('doubt upon doubt: each session sends the same bytes, until a person is asked', async () => {
    const one = await struck(temperament, { dieBeforeCommit: () => true });
    const texts = new Set(at.requests.filter((text) => text.includes('AddRq')));
    for (let session = 0; session < 7; session += 1) {
      await next();
      for (const text of at.requests.filter((candidate) => candidate.includes('AddRq'))) texts.add(text);
    }
    expect(texts.size).toBe(1);
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'doubtNotSettled' }, resends: 5 });
    expect(documents()).toHaveLength(0);
  });

  it('several in doubt at once: all are settled first, each once', async () => {
    await begin(temperament, { companySettings: { sessionJobs: 200 } });
    const orders = [order(), order('TEE'), order()];
    await at.world.sync();
    // A doubt stops the writing, so they are put in doubt one session after the other, and their searches fail meanwhile.
    for (const [index] of orders.entries()) {
      at.world.company.faults.dieAfterCommit = 1;
      at.onEach((text) => { if (index < 2 && text.includes('requestID="recent"')) at.world.company.faults.hresultOnce = { hresult: '0x80010105', message: 'The server threw an exception.' }; });
      await next();
    }
    at.onEach(() => undefined);
    await next();
    await next();
    expect(documents().map((document) => document.refNumber).sort()).toEqual(orders.map((one) => `W${one.number}`).sort());
    expect(jobsIn(at.world.engine.db, at.world.companyId, 'done', 100)).toHaveLength(3);
  });

  it('a customer in doubt is settled by its name before the order is written', async () => {
    for (const fault of ['dieBeforeCommit', 'dieAfterCommit'] as const) {
      await begin(temperament, { settings: { customer: { mode: 'perBuyer' } } });
      const one = at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: { id: 5, firstName: 'Rosa', lastName: 'Luz', email: 'rosa@example.test' } });
      await at.world.sync();
      at.world.company.faults[fault] = 1;
      await at.world.session();
      expect(jobOf(one).state).toBe('waiting');
      const sent = at.requests.filter((text) => text.includes('CustomerAddRq'));
      expect(sent).toHaveLength(1);
      await next();
      await next();
      expect(at.world.company.ledger().customers.filter((customer) => customer.name.startsWith('Rosa Luz'))).toHaveLength(1);
      expect(documents()).toMatchObject([{ refNumber: `W${one.number}`, customer: 'Rosa Luz' }]);
      if (fault === 'dieBeforeCommit') await at.world.close();
    }
  });
});
