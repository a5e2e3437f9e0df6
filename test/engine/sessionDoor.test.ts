import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countJobs, findJob, jobsIn } from '../../src/engine/db/jobs.ts';
import { drivePort } from '../support/portDriver.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import { createWorld, type World } from '../support/world.ts';

const collected = collectRequests();
let world: World;
const driver = drivePort(() => world);
const isAdd = (request: string): boolean => request.includes('<SalesReceiptAddRq');

beforeEach(async () => {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }, { sku: 'TEE', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 10, price: '9.00' }, { sku: 'TEE', quantity: 10, price: '5.00' }],
    onRequest: collected.onRequest,
  });
});
afterEach(() => world.close());
afterAll(() => { expect(collected.complaints()).toEqual([]); });

async function orders(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
  await world.sync();
}

const documents = (): number => world.company.ledger().documents.length;
const states = (): ReturnType<typeof countJobs> => countJobs(world.engine.db, world.companyId);

describe('tickets', () => {
  it('an unknown ticket: nothing to send, finished, words that say so', () => {
    expect(driver.send('{nobody}')).toBe('');
    expect(driver.receive('{nobody}', { response: '<QBXML/>', hresult: '', message: '' })).toBe(100);
    expect(driver.port.getLastError('{nobody}')).toMatch(/not known any more/);
    expect(driver.port.connectionError('{nobody}', '0x80040408', '')).toBe('done');
    expect(driver.port.closeConnection('{nobody}')).not.toBe('');
  });

  it('a wrong password or an unknown user is told so, and opens nothing', async () => {
    expect(await driver.port.authenticate('maple', 'wrong')).toEqual(['', 'nvu', '', '']);
    expect(await driver.port.authenticate('nobody', 'correct horse')).toEqual(['', 'nvu', '', '']);
    expect((await driver.signIn()).ticket).not.toBe('');
  });

  it('two Web Connectors at once: the second is told to come back in 30 s, and disturbs nothing', async () => {
    await orders(1);
    const one = await driver.signIn();
    expect((await driver.run(one.ticket, isAdd)).request).toMatch(/SalesReceiptAddRq/);
    world.clock.advance(119_000);
    expect(await driver.port.authenticate('maple', 'correct horse')).toEqual(['', 'busy', '30', '']);
    expect(states()).toMatchObject({ sent: 1, inDoubt: 0 });
    const answer = driver.process(driver.send(one.ticket));
    expect(driver.receive(one.ticket, answer)).toBeGreaterThan(0);
    expect(states()).toMatchObject({ done: 1 });
  });

  it('120 s after its last call a session is lost: a new ticket, what it had sent is in doubt and settled first', async () => {
    await orders(2);
    const one = await driver.signIn();
    const { request } = await driver.run(one.ticket, isAdd);
    driver.process(request);
    world.clock.advance(120_000);
    const two = await driver.signIn();
    expect(two.ticket).not.toBe('');
    expect(two.ticket).not.toBe(one.ticket);
    expect(states()).toMatchObject({ inDoubt: 1, sent: 0 });
    const seen: string[] = [];
    await driver.run(two.ticket, (text) => {
      seen.push(text);
      return false;
    });
    expect(seen.findIndex((text) => text.includes('oldMessageSetID'))).toBeLessThan(seen.findIndex(isAdd));
    expect(seen.filter(isAdd)).toHaveLength(1);
    expect(states()).toMatchObject({ done: 2 });
    expect(documents()).toBe(2);
    // The lost session's ticket is good for nothing any more.
    expect(driver.send(one.ticket)).toBe('');
  });

  it('a clock that was set back does not keep everybody out until it has caught up', async () => {
    const one = await driver.signIn();
    expect(one.ticket).not.toBe('');
    world.clock.advance(-3_600_000);
    expect((await driver.signIn()).ticket).not.toBe('');
  });

  it('a ticket survives a restart of the engine: the session goes on, with the same bytes', async () => {
    await orders(1);
    const { ticket } = await driver.signIn();
    const { request } = await driver.run(ticket, isAdd);
    await world.restart();
    expect(driver.send(ticket)).toBe(request);
    const answer = driver.process(request);
    await world.restart();
    expect(driver.receive(ticket, answer)).toBeGreaterThan(0);
    await world.restart();
    await driver.run(ticket);
    expect(driver.port.closeConnection(ticket)).toMatch(/^1 order added/);
    expect(documents()).toBe(1);
    expect(states()).toMatchObject({ done: 1 });
  });

  it('after connectionError and closeConnection a session stays closed', async () => {
    const { ticket } = await driver.signIn();
    expect(driver.port.connectionError(ticket, '0x80040408', 'Could not start QuickBooks.')).toBe('done');
    expect(driver.port.getLastError(ticket)).not.toBe('Nothing to do');
    const closing = driver.port.closeConnection(ticket);
    expect(closing).toMatch(/QuickBooks/);
    expect(driver.port.connectionError(ticket, '0x80040408', '')).toBe('done');
    expect(driver.port.closeConnection(ticket)).toBe(closing);
    expect(driver.send(ticket)).toBe('');
    // At once a new one: a session that ended does not make anybody wait.
    expect((await driver.signIn()).ticket).not.toBe('');
  });
});

describe('calls that come twice', () => {
  it('sendRequestXML twice gives the same bytes, and counts as one hand-out', async () => {
    await orders(1);
    const { ticket } = await driver.signIn();
    const { request } = await driver.run(ticket, isAdd);
    const [job] = jobsIn(world.engine.db, world.companyId, 'sent', 2);
    if (job === undefined) throw new Error('no job');
    world.clock.advance(10_000);
    expect(driver.send(ticket)).toBe(request);
    expect(driver.send(ticket)).toBe(request);
    expect(findJob(world.engine.db, job.id)).toMatchObject({ sentAt: job.sentAt, resends: 0 });
  });

  it('each receiveResponseXML twice gives the same number twice, and is acted on once', async () => {
    await orders(3);
    const { ticket } = await driver.signIn();
    const numbers: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      const request = driver.send(ticket);
      if (request === 'NoOp') {
        await world.engine.idle();
        world.clock.advance(5_000);
        continue;
      }
      if (request === '') break;
      const answer = driver.process(request);
      const percent = driver.receive(ticket, answer);
      expect(driver.receive(ticket, answer)).toBe(percent);
      expect(driver.receive(ticket, answer)).toBe(percent);
      numbers.push(percent);
      if (percent === 100) break;
    }
    expect(documents()).toBe(3);
    expect(states()).toMatchObject({ done: 3 });
    expect(driver.port.closeConnection(ticket)).toMatch(/^3 orders added/);
    expect(numbers.every((percent) => percent >= 1)).toBe(true);
  });

  it('an answer repeated after the next document has been fetched proves nothing about that one', async () => {
    await orders(2);
    const { ticket } = await driver.signIn();
    const first = (await driver.run(ticket, isAdd)).request;
    const answer = driver.process(first);
    driver.receive(ticket, answer);
    const second = driver.send(ticket);
    expect(isAdd(second)).toBe(true);
    driver.process(second);
    driver.receive(ticket, answer);
    await driver.run(ticket);
    expect(states()).toMatchObject({ done: 2 });
    expect(documents()).toBe(2);
  });
});

describe('a late answer on an old ticket', () => {
  it('is stored, settles its document and answers 100', async () => {
    await orders(1);
    const one = await driver.signIn();
    const { request } = await driver.run(one.ticket, isAdd);
    const answer = driver.process(request);
    world.clock.advance(121_000);
    const two = await driver.signIn();
    expect(states()).toMatchObject({ inDoubt: 1 });
    expect(driver.receive(one.ticket, answer)).toBe(100);
    expect(states()).toMatchObject({ done: 1, inDoubt: 0 });
    expect(driver.receive(one.ticket, answer)).toBe(100);
    const seen: string[] = [];
    await driver.run(two.ticket, (text) => {
      seen.push(text);
      return false;
    });
    expect(seen.some((text) => isAdd(text) || text.includes('oldMessageSetID'))).toBe(false);
    expect(documents()).toBe(1);
  });

  it('success, while the same text is prepared once more: nothing leaves', async () => {
    await orders(1);
    world.company.setTemperament('forgets');
    const one = await driver.signIn();
    const { request } = await driver.run(one.ticket, isAdd);
    world.clock.advance(121_000);
    const two = await driver.signIn();
    // Absent so far: the second session prepares the same bytes when it receives the search's answer …
    for (;;) {
      const text = driver.send(two.ticket);
      driver.receive(two.ticket, driver.process(text));
      if (text.includes('requestID="recent"')) break;
    }
    // … and before it fetches them the first ticket brings its success.
    const answer = driver.process(request);
    expect(driver.receive(one.ticket, answer)).toBe(100);
    const { request: left } = await driver.run(two.ticket, isAdd);
    expect(left).toBe('');
    expect(states()).toMatchObject({ done: 1 });
    expect(documents()).toBe(1);
  });

  it('a late refusal after the text went out again does nothing', async () => {
    await orders(1);
    const one = await driver.signIn();
    await driver.run(one.ticket, isAdd);
    const [job] = jobsIn(world.engine.db, world.companyId, 'sent', 1);
    const refusal = `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs newMessageSetID="x" messageSetStatusCode="0"><SalesReceiptAddRs requestID="${job?.requestId ?? ''}" statusCode="3140" statusSeverity="Error" statusMessage="no"/></QBXMLMsgsRs></QBXML>`;
    world.clock.advance(121_000);
    const two = await driver.signIn();
    const again = await driver.run(two.ticket, isAdd);
    expect(isAdd(again.request)).toBe(true);
    expect(driver.receive(one.ticket, { response: refusal, hresult: '', message: '' })).toBe(100);
    expect(states()).toMatchObject({ sent: 1 });
    driver.receive(two.ticket, driver.process(again.request));
    expect(states()).toMatchObject({ done: 1 });
    expect(documents()).toBe(1);
  });

  it('a late refusal before anything went out again is believed', async () => {
    await orders(1);
    const one = await driver.signIn();
    await driver.run(one.ticket, isAdd);
    const [job] = jobsIn(world.engine.db, world.companyId, 'sent', 1);
    const refusal = `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs newMessageSetID="x" messageSetStatusCode="0"><SalesReceiptAddRs requestID="${job?.requestId ?? ''}" statusCode="3140" statusSeverity="Error" statusMessage="no"/></QBXMLMsgsRs></QBXML>`;
    driver.port.closeConnection(one.ticket);
    expect(states()).toMatchObject({ inDoubt: 1 });
    expect(driver.receive(one.ticket, { response: refusal, hresult: '', message: '' })).toBe(100);
    expect(states()).toMatchObject({ needsAttention: 1 });
  });

  it('success, when a person is already asked: done after all', async () => {
    await orders(1);
    const one = await driver.signIn();
    const { request } = await driver.run(one.ticket, isAdd);
    world.clock.advance(121_000);
    // Somebody types a document with the same number before ours is carried out.
    const [number] = /<RefNumber>([^<]*)/.exec(request)?.slice(1) ?? [];
    world.company.enterDocument({ type: 'Invoice', customer: 'Walk-in Customer', refNumber: number ?? '', lines: [{ item: 'TEE', quantity: 1, amount: '5.00' }] });
    const two = await driver.signIn();
    await driver.run(two.ticket);
    expect(states()).toMatchObject({ needsAttention: 1 });
    expect(driver.receive(one.ticket, driver.process(request))).toBe(100);
    expect(states()).toMatchObject({ done: 1, needsAttention: 0 });
  });
});

describe('the course of a session', () => {
  it('its plan is fixed at the start: what came later waits for the next poll', async () => {
    await orders(1);
    const { ticket } = await driver.signIn();
    await driver.run(ticket, isAdd);
    await orders(1);
    await driver.run(ticket);
    expect(documents()).toBe(1);
    driver.port.closeConnection(ticket);
    world.clock.advance(1_000);
    await world.session();
    expect(documents()).toBe(2);
  });

  it('at most `sessionJobs` documents, the rest in the next session', async () => {
    updateSettings({ sessionJobs: 3 });
    await orders(5);
    await world.session();
    expect(documents()).toBe(3);
    await world.session();
    expect(documents()).toBe(5);
  });

  it('takes on no further document after `sessionMinutes`', async () => {
    await orders(3);
    const { ticket } = await driver.signIn();
    const { request } = await driver.run(ticket, isAdd);
    world.clock.advance(601_000);
    driver.receive(ticket, driver.process(request));
    const { request: more } = await driver.run(ticket, isAdd);
    expect(more).toBe('');
    expect(driver.port.getLastError(ticket)).toMatch(/^1 order added/);
    expect(states()).toMatchObject({ done: 1, ready: 2 });
  });

  it('percent never goes back, and says 100 only when nothing is left', async () => {
    await orders(12);
    const { ticket } = await driver.signIn();
    const seen: number[] = [];
    for (let round = 0; round < 80; round += 1) {
      const request = driver.send(ticket);
      if (request === 'NoOp') {
        await world.engine.idle();
        world.clock.advance(5_000);
        continue;
      }
      if (request === '') break;
      seen.push(driver.receive(ticket, driver.process(request)));
      if (seen.at(-1) === 100) break;
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.slice(0, -1).every((percent) => percent >= 1 && percent <= 99)).toBe(true);
    expect(states()).toMatchObject({ done: 12, ready: 0, waiting: 0 });
    // With updates to wait for, the end is told by an empty request instead of 100.
    expect([driver.send(ticket), driver.port.getLastError(ticket)]).toEqual(['', expect.stringMatching(/^12 orders added, \d+ SKUs? updated$/)]);
  });

  it('says at the end what was done', async () => {
    await orders(2);
    world.store.addListing({ sku: 'STRANGE', quantity: 5, price: '1.00' });
    world.store.placeOrder({ lines: [{ sku: 'STRANGE', quantity: 1 }] });
    await world.sync();
    const report = await world.session();
    expect(report.closing).toBe('2 orders added, 1 needs attention, 2 SKUs updated');
  });

  it('a document cancelled in the shop between preparing and fetching does not leave', async () => {
    await orders(1);
    const [order] = world.store.orders();
    const { ticket } = await driver.signIn();
    for (;;) {
      const text = driver.send(ticket);
      driver.receive(ticket, driver.process(text));
      if (text.includes('requestID="numbers"')) break;
    }
    expect(states()).toMatchObject({ ready: 1 });
    world.clock.advance(2_000);
    world.store.cancelOrder(order?.id ?? 0);
    await world.sync();
    const { request } = await driver.run(ticket, isAdd);
    expect(request).toBe('');
    expect(states()).toMatchObject({ cancelled: 1 });
    expect(documents()).toBe(0);
  });

  it('`none` only when nothing waits, nothing is in doubt and no item read is due', async () => {
    updateSettings({ itemReadEverySeconds: 3_600 });
    await orders(1);
    world.company.faults.dieBeforeCommit = 1;
    await world.session();
    expect(states()).toMatchObject({ inDoubt: 1 });
    world.clock.advance(60_000);
    await world.session();
    expect(documents()).toBe(1);
    await world.session();
    world.clock.advance(60_000);
    expect((await world.session()).outcome).toBe('noWork');
    await orders(1);
    world.clock.advance(60_000);
    expect((await world.session()).outcome).toBe('finished');
    world.clock.advance(3_600_000);
    expect((await world.session()).outcome).toBe('finished');
  });
});

function updateSettings(settings: Readonly<Record<string, number>>): void {
  world.engine.db.prepare('UPDATE company SET settings = json_patch(settings, ?)').run(JSON.stringify(settings));
}
