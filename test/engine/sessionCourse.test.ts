/** The course of a session: its plan, its limits, its percent, its end. */
import { describe, expect, it } from 'vitest';
import { isAdd, openDoor } from '../support/door.ts';

const door = openDoor();
const { driver, orders, documents, states } = door;

describe('the course of a session', () => {
  it('its plan is fixed at the start: what came later waits for the next poll', async () => {
    await orders(1);
    const { ticket } = await driver.signIn();
    await driver.run(ticket, isAdd);
    await orders(1);
    await driver.run(ticket);
    expect(documents()).toBe(1);
    driver.port.closeConnection(ticket);
    door.world.clock.advance(1_000);
    await door.world.session();
    expect(documents()).toBe(2);
  });

  it('at most `sessionJobs` documents, the rest in the next session', async () => {
    updateSettings({ sessionJobs: 3 });
    await orders(5);
    await door.world.session();
    expect(documents()).toBe(3);
    await door.world.session();
    expect(documents()).toBe(5);
  });

  it('takes on no further document after `sessionMinutes`', async () => {
    await orders(3);
    const { ticket } = await driver.signIn();
    const { request } = await driver.run(ticket, isAdd);
    door.world.clock.advance(601_000);
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
    for await (const request of driver.requests(ticket)) {
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
    door.world.store.addListing({ sku: 'STRANGE', quantity: 5, price: '1.00' });
    door.world.store.placeOrder({ lines: [{ sku: 'STRANGE', quantity: 1 }] });
    await door.world.sync();
    const report = await door.world.session();
    expect(report.closing).toBe('2 orders added, 1 needs attention, 2 SKUs updated');
  });

  it('a document cancelled in the shop between preparing and fetching does not leave', async () => {
    await orders(1);
    const [order] = door.world.store.orders();
    const { ticket } = await driver.signIn();
    for (;;) {
      const text = driver.send(ticket);
      driver.receive(ticket, driver.process(text));
      if (text.includes('requestID="numbers"')) break;
    }
    expect(states()).toMatchObject({ ready: 1 });
    door.world.clock.advance(2_000);
    door.world.store.cancelOrder(order?.id ?? 0);
    await door.world.sync();
    const { request } = await driver.run(ticket, isAdd);
    expect(request).toBe('');
    expect(states()).toMatchObject({ cancelled: 1 });
    expect(documents()).toBe(0);
  });

  it('`none` only when nothing waits, nothing is in doubt and no item read is due', async () => {
    updateSettings({ itemReadEverySeconds: 3_600 });
    await orders(1);
    door.world.company.faults.dieBeforeCommit = 1;
    await door.world.session();
    expect(states()).toMatchObject({ inDoubt: 1 });
    door.world.clock.advance(60_000);
    await door.world.session();
    expect(documents()).toBe(1);
    await door.world.session();
    door.world.clock.advance(60_000);
    expect((await door.world.session()).outcome).toBe('noWork');
    await orders(1);
    door.world.clock.advance(60_000);
    expect((await door.world.session()).outcome).toBe('finished');
    door.world.clock.advance(3_600_000);
    expect((await door.world.session()).outcome).toBe('finished');
  });
});

function updateSettings(settings: Readonly<Record<string, number>>): void {
  door.world.engine.db.prepare('UPDATE company SET settings = json_patch(settings, ?)').run(JSON.stringify(settings));
}
