import { describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import { DAY, MINUTE } from '../../src/domain/calendar.ts';
import { setHeld } from '../../src/engine/db/setupChanges.ts';
import { askWorld } from '../support/askedWorld.ts';

type Task = Output<'tasks.list'>['tasks'][number];
type Ref = Input<'tasks.run'>['task'];

const at = askWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }] });
const { begin, restart, session } = at;

async function tasks(): Promise<readonly Task[]> {
  const found = await at.client.call('tasks.list', {});
  if (!found.ok) throw new Error(found.error.what);
  expect(found.value.tasks.every((task) => task.nextAt === null || task.nextAt >= found.value.now)).toBe(true);
  return found.value.tasks;
}

async function task(kind: Task['task']['kind']): Promise<Task> {
  const one = (await tasks()).find((candidate) => candidate.task.kind === kind);
  if (one === undefined) throw new Error(kind);
  return one;
}

const shop = (kind: 'orders' | 'listings' | 'inventory'): Ref => ({ kind, connectionId: at.world.connectionId });
const run = (ref: Ref): ReturnType<typeof at.client.call<'tasks.run'>> => at.client.call('tasks.run', { task: ref });
const sent = (): number => at.world.store.requests().filter((request) => request.method !== 'GET').length;

describe('tasks', () => {
  it('are all listed, with their intervals and the settings those come from', async () => {
    await begin({ settings: { pullMinutes: 7 } });
    expect((await tasks()).map(({ task: ref, label, every, setting }) => [ref.kind, label, every, setting])).toEqual([
      ['orders', 'Shop 1', 7 * MINUTE, 'pullMinutes'], ['listings', 'Shop 1', 360 * MINUTE, 'listingMinutes'],
      ['inventory', 'Shop 1', null, 'pushMinutes'], ['sweep', 'Maple', null, 'sweepAt'],
      ['housekeeping', '', null, 'housekeepingAt'], ['backup', '', DAY, null],
    ]);
    expect(await task('orders')).toMatchObject({ isPaused: false, isRunning: false, lastStartedAt: null, lastOk: null, lastText: '', waiting: 0, nextAt: at.world.clock.now() });
  });

  it('run now, and remember what came of it', async () => {
    await begin();
    at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    expect(await run(shop('orders'))).toMatchObject({
      ok: true,
      value: { task: { lastOk: true, lastText: '1 orders read, 1 new or changed.', lastStartedAt: at.world.clock.now(), isRunning: false } },
    });
    expect(await run(shop('listings'))).toMatchObject({ ok: true, value: { task: { lastOk: true, lastText: '1 listings read.' } } });
    expect((await task('orders')).nextAt).toBe(at.world.clock.now() + 5 * MINUTE);
    await restart();
    expect(await task('orders')).toMatchObject({ lastText: '1 orders read, 1 new or changed.' });
  });

  it('that fail say why, and are tried again within a minute', async () => {
    await begin();
    await run(shop('orders'));
    at.world.store.faults.add({ kind: 'firewall', by: 'wordfence', times: 20 });
    at.world.clock.advance(5 * MINUTE);
    const failed = await run(shop('orders'));
    expect(failed).toMatchObject({ ok: true, value: { task: { lastOk: false, lastText: expect.stringMatching(/firewall/i) as string } } });
    expect((failed.ok ? (failed.value.task.nextAt ?? 0) : 0) - at.world.clock.now()).toBeLessThanOrEqual(MINUTE);
  });

  it('a failed reading of the listings stays on the dashboard while the orders are read well, until the listings are', async () => {
    await begin();
    const shown = async (): Promise<unknown> => {
      const [status, dashboard] = [await at.client.call('status.show', {}), await at.client.call('dashboard.show', {})];
      return status.ok && dashboard.ok ? [status.value.health, status.value.problems.map(({ problem }) => problem.code), dashboard.value.headline.reason] : null;
    };
    await run(shop('listings'));
    await session();
    at.world.store.faults.add({ kind: 'firewall', by: 'wordfence', times: 20 });
    expect(await run(shop('listings'))).toMatchObject({ ok: true, value: { task: { lastOk: false } } });
    expect(await shown()).toEqual(['attention', ['storeBlocked'], 'shopDown']);
    at.world.store.faults.clear();
    await run(shop('orders'));
    expect(await shown()).toEqual(['attention', ['listingsUnread'], 'needsYou']);
    await run(shop('listings'));
    expect(await shown()).toEqual(['good', [], 'good']);
  });

  it('housekeeping deletes what is old and tells how much', async () => {
    await begin();
    await session();
    at.world.clock.advance(40 * DAY);
    expect(await run({ kind: 'housekeeping' })).toMatchObject({
      ok: true,
      value: { task: { lastText: expect.stringMatching(/^[1-9]\d* old exchanges with QuickBooks, \d old calls to shops and 0 old log lines deleted\.$/) as string } },
    });
    // At 3:00 in New York; in January, when this world's clock stands by now, five hours behind UTC.
    expect(await task('housekeeping')).toMatchObject({ daily: '03:00', nextAt: Date.UTC(2027, 0, 1, 8) });
  });

  it('the sweep is due with the next session, and every night at two o\'clock by the company\'s clock', async () => {
    await begin();
    expect(await task('sweep')).toMatchObject({ lastEndedAt: null, nextAt: null });
    await session();
    const swept = await task('sweep');
    expect(swept).toMatchObject({ lastOk: true, isRunning: false });
    // 2:00 in New York, five hours behind UTC in November.
    expect([swept.daily, swept.nextAt]).toEqual(['02:00', Date.UTC(2026, 10, 22, 7)]);
    expect(await run({ kind: 'sweep', companyId: at.world.companyId })).toMatchObject({ ok: true, value: { task: { isRunning: true, lastText: 'The next session reads every item.' } } });
    await session();
    expect(await task('sweep')).toMatchObject({ isRunning: false, lastText: expect.stringMatching(/^Every item was read/) as string });
    expect((await task('sweep')).lastEndedAt).toBeGreaterThan(swept.lastEndedAt ?? 0);
  });

  it('that nobody knows are not there', async () => {
    await begin();
    for (const call of ['tasks.run', 'tasks.pause', 'tasks.resume'] as const) {
      expect(await at.client.call(call, { task: { kind: 'orders', connectionId: 99 } })).toMatchObject({ ok: false, error: { code: 'notFound' } });
      expect(await at.client.call(call, { task: { kind: 'sweep', companyId: 99 } })).toMatchObject({ ok: false, error: { code: 'notFound' } });
    }
  });
});

describe('inventory', () => {
  it('sends what is due, and says how much of it was confirmed', async () => {
    await begin();
    await at.world.sync();
    await session();
    expect(await task('inventory')).toMatchObject({ lastOk: true, lastText: '1 confirmed.', waiting: 0, nextAt: null });
  });

  it('sends nothing while it is paused, waits for nothing, and goes on when resumed', async () => {
    await begin();
    await at.world.sync();
    expect(await at.client.call('tasks.pause', { task: shop('inventory') })).toMatchObject({ ok: true, value: { task: { isPaused: true } } });
    await session();
    await at.world.sync();
    expect(sent()).toBe(0);
    // Routing itself may be waited for; the 20 s for inline updates would be four such calls.
    expect(at.world.calls.filter((call) => call.operation === 'getLastError').length).toBeLessThanOrEqual(1);
    expect(await task('inventory')).toMatchObject({ isPaused: true, waiting: 1, nextAt: null });
    expect(await run(shop('inventory'))).toMatchObject({ ok: false, error: { code: 'taskPaused' } });
    await restart();
    expect((await task('inventory')).isPaused).toBe(true);
    expect(await at.client.call('tasks.resume', { task: shop('inventory') })).toMatchObject({ ok: true, value: { task: { isPaused: false } } });
    await at.world.engine.idle();
    expect(at.world.store.stockOf('MUG')).toBe(20);
    const log = await at.client.call('log.search', { words: 'sending of stock' });
    expect(log.ok && log.value.lines.map((line) => line.text)).toEqual(['A person resumed the sending of stock of Shop 1.', 'A person paused the sending of stock of Shop 1.']);
  });

  it('is not sent for a company that is held', async () => {
    await begin();
    setHeld(at.world.engine.db, at.world.companyId, true);
    await at.world.sync();
    await session();
    expect(await run(shop('inventory'))).toMatchObject({ ok: false, error: { code: 'companyHeld' } });
    expect([sent(), (await task('inventory')).waiting]).toEqual([0, 1]);
  });
});

describe('the clockwork', () => {
  /** Lets it tick until what is asked for holds. */
  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (let n = 0; n < 3_000; n += 1) {
      if (await holds()) return;
      await new Promise<void>((resolve) => { setTimeout(resolve, 2); });
    }
    throw new Error('it never came about');
  }

  it('leaves out what is paused, and carries out the rest', async () => {
    await begin();
    await at.client.call('tasks.pause', { task: shop('listings') });
    at.world.engine.start();
    await until(async () => (await task('orders')).lastOk === true && (await task('housekeeping')).lastOk === true);
    expect(await task('listings')).toMatchObject({ lastStartedAt: null, isPaused: true, nextAt: null });
    await at.client.call('tasks.resume', { task: shop('listings') });
    await until(async () => (await task('listings')).lastOk === true);
  });
});
