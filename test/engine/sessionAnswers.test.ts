/** What an answer proves, and what is looked at before the first write of a session. */
import { describe, expect, it } from 'vitest';
import { watchSessions } from '../support/watchedSessions.ts';

const at = watchSessions();
const { begin, atNextAdd, order, jobOf, course, next, documents } = at;

describe('what an answer proves', () => {
  it('0x80040400: nothing in the set ran; no doubt, a person looks, and the others go on', async () => {
    await begin('forgets');
    const first = order();
    const second = order('TEE');
    await at.world.sync();
    atNextAdd(() => { at.world.company.faults.hresultOnce = { hresult: '0x80040400', message: 'QuickBooks found an error when parsing the provided XML text stream.' }; });
    const report = await at.world.session();
    expect(report.outcome).toBe('finished');
    expect(jobOf(first)).toMatchObject({ state: 'needsAttention', generation: 1, requestText: null });
    expect(jobOf(second).state).toBe('done');
    expect(course()).not.toContain('status check');
  });

  it('3175: put off, once a session, ten times; then a person is asked', async () => {
    await begin('remembers');
    const one = order();
    const other = order('TEE');
    await at.world.sync();
    const close = at.world.company.openForEditing('item', 'MUG');
    const ids = new Set<string | null>();
    for (let session = 1; session <= 10; session += 1) {
      at.forget();
      await at.world.session();
      expect(course().filter((what) => what === `add W${one.number}`), `session ${String(session)}`).toHaveLength(1);
      ids.add(/newMessageSetID="([^"]*)"/.exec(at.requests.find((text) => text.includes(`<RefNumber>W${one.number}<`) && text.includes('AddRq')) ?? '')?.[1] ?? null);
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
    await at.world.sync();
    const close = at.world.company.openForEditing('item', 'MUG');
    await at.world.session();
    expect(course().filter((what) => what === `add W${one.number}`)).toHaveLength(1);
    close();
    await next();
    expect(jobOf(one).state).toBe('done');
  });

  it('3140: parked with its reason, alone; the customer is looked up again for the others', async () => {
    await begin('remembers');
    const first = order();
    const second = order('TEE');
    await at.world.sync();
    at.world.company.faults.refuseOnce = { code: 3140, message: 'There is an invalid reference to QuickBooks Item "MUG" in the SalesReceipt line.' };
    await at.world.session();
    expect(jobOf(first)).toMatchObject({ state: 'needsAttention', problem: { code: 'status3140' }, generation: 1 });
    expect(jobOf(second).state).toBe('done');
    expect(course().filter((what) => what === 'CustomerQuery')).toHaveLength(2);
    await next();
    expect(documents()).toHaveLength(1);
  });

  it('a customer of the same name that somebody typed in meanwhile is not taken for ours', async () => {
    await begin('forgets', { settings: { customer: { mode: 'perBuyer' } } });
    at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: { id: 5, firstName: 'Rosa', lastName: 'Luz', email: 'rosa@example.test' } });
    await at.world.sync();
    at.world.company.faults.dieBeforeCommit = 1;
    await at.world.session();
    at.world.company.addCustomer({ name: 'Rosa Luz', email: 'another@example.test' });
    await next();
    await next();
    expect(documents()).toHaveLength(1);
    expect(documents()[0]?.customer).toMatch(/^Rosa Luz \([A-Z2-7]{5}\)$/);
  });

  it('3100 because a vendor has the buyer\'s name: our second name is used', async () => {
    await begin('remembers', { settings: { customer: { mode: 'perBuyer' } } });
    at.world.company.addVendor('Rosa Luz');
    const one = at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: { id: 5, firstName: 'Rosa', lastName: 'Luz', email: 'rosa@example.test' } });
    await at.world.sync();
    await at.world.session();
    await next();
    expect(documents()).toMatchObject([{ refNumber: `W${one.number}` }]);
    expect(documents()[0]?.customer).toMatch(/^Rosa Luz \([A-Z2-7]{5}\)$/);
    expect(at.world.company.ledger().customers.filter((customer) => customer.name.startsWith('Rosa Luz'))).toHaveLength(1);
  });
});

describe('before the first write', () => {
  it('a number that somebody typed in by hand is never overwritten nor taken for ours', async () => {
    await begin('remembers');
    const one = order();
    at.world.company.enterDocument({ type: 'Invoice', customer: 'Walk-in Customer', refNumber: `W${one.number}`, lines: [{ item: 'MUG', quantity: 1, amount: '9.00' }] });
    await at.world.sync();
    await at.world.session();
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' }, everSent: false });
    expect(documents()).toHaveLength(1);
  });

  it('our own document, written before this database was restored from a backup, is recognised by its key', async () => {
    await begin('forgets');
    const one = order();
    await at.world.sync();
    await at.world.session();
    const [document] = documents();
    // The same bridge on another PC, or with an older database: it knows nothing of what it wrote.
    at.world.engine.db.prepare("UPDATE job SET state = 'waiting', txn_id = NULL, success_sequence = NULL, ever_sent = 0, message_set_id = NULL, request_text = NULL, request_id = NULL").run();
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId: document?.txnId });
    expect(at.requests.some((text) => /<ItemQueryRq[^>]*><ListID>/.test(text)), 'its items are read again').toBe(true);
    expect(documents()).toHaveLength(1);
  });

  it('… and by its GUID when the bookkeeper has changed the memo', async () => {
    await begin('forgets');
    const one = order();
    await at.world.sync();
    await at.world.session();
    const txnId = documents()[0]?.txnId ?? '';
    at.world.company.changeMemo(txnId, 'paid cash');
    at.world.engine.db.prepare("UPDATE job SET state = 'waiting', txn_id = NULL, success_sequence = NULL, ever_sent = 0, message_set_id = NULL, request_text = NULL, request_id = NULL").run();
    await next();
    expect(jobOf(one)).toMatchObject({ state: 'done', txnId });
    expect(documents()).toHaveLength(1);
  });
});
