/** Tickets, calls that come twice, and answers that come late. */
import { describe, expect, it } from 'vitest';
import { findJob, jobsIn } from '../../src/engine/db/jobs.ts';
import { isAdd, openDoor } from '../support/door.ts';

const door = openDoor();
const { driver, orders, documents, states } = door;

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
    door.world.clock.advance(119_000);
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
    door.world.clock.advance(120_000);
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
    door.world.clock.advance(-3_600_000);
    expect((await driver.signIn()).ticket).not.toBe('');
  });

  it('a ticket survives a restart of the engine: the session goes on, with the same bytes', async () => {
    await orders(1);
    const { ticket } = await driver.signIn();
    const { request } = await driver.run(ticket, isAdd);
    await door.world.restart();
    expect(driver.send(ticket)).toBe(request);
    const answer = driver.process(request);
    await door.world.restart();
    expect(driver.receive(ticket, answer)).toBeGreaterThan(0);
    await door.world.restart();
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
    const [job] = jobsIn(door.world.engine.db, door.world.companyId, 'sent', 2);
    if (job === undefined) throw new Error('no job');
    door.world.clock.advance(10_000);
    expect(driver.send(ticket)).toBe(request);
    expect(driver.send(ticket)).toBe(request);
    expect(findJob(door.world.engine.db, job.id)).toMatchObject({ sentAt: job.sentAt, resends: 0 });
  });

  it('each receiveResponseXML twice gives the same number twice, and is acted on once', async () => {
    await orders(3);
    const { ticket } = await driver.signIn();
    const numbers: number[] = [];
    for await (const request of driver.requests(ticket)) {
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
    door.world.clock.advance(121_000);
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
    door.world.company.setTemperament('forgets');
    const one = await driver.signIn();
    const { request } = await driver.run(one.ticket, isAdd);
    door.world.clock.advance(121_000);
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
    const [job] = jobsIn(door.world.engine.db, door.world.companyId, 'sent', 1);
    const refusal =
      `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs newMessageSetID="x" messageSetStatusCode="0"><SalesReceiptAddRs requestID="${job?.requestId ?? ''}" statusCode="3140" statusSeverity="Error" statusMessage="no"/></QBXMLMsgsRs></QBXML>`;
    door.world.clock.advance(121_000);
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
    const [job] = jobsIn(door.world.engine.db, door.world.companyId, 'sent', 1);
    const refusal =
      `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs newMessageSetID="x" messageSetStatusCode="0"><SalesReceiptAddRs requestID="${job?.requestId ?? ''}" statusCode="3140" statusSeverity="Error" statusMessage="no"/></QBXMLMsgsRs></QBXML>`;
    driver.port.closeConnection(one.ticket);
    expect(states()).toMatchObject({ inDoubt: 1 });
    expect(driver.receive(one.ticket, { response: refusal, hresult: '', message: '' })).toBe(100);
    expect(states()).toMatchObject({ needsAttention: 1 });
  });

  it('success, when a person is already asked: done after all', async () => {
    await orders(1);
    const one = await driver.signIn();
    const { request } = await driver.run(one.ticket, isAdd);
    door.world.clock.advance(121_000);
    // Somebody types a document with the same number before ours is carried out.
    const [number] = /<RefNumber>([^<]*)/.exec(request)?.slice(1) ?? [];
    door.world.company.enterDocument({ type: 'Invoice', customer: 'Walk-in Customer', refNumber: number ?? '', lines: [{ item: 'TEE', quantity: 1, amount: '5.00' }] });
    const two = await driver.signIn();
    await driver.run(two.ticket);
    expect(states()).toMatchObject({ needsAttention: 1 });
    expect(driver.receive(one.ticket, driver.process(request))).toBe(100);
    expect(states()).toMatchObject({ done: 1, needsAttention: 0 });
  });
});
