/** The clockwork by the clock on the wall: quiet hours, business days, the nightly sweep after days of sleep, the queue's own interval. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/calendar.ts';
import { sweepOf } from '../../src/engine/db/companies.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

type Task = Output<'tasks.list'>['tasks'][number];

let world: World;
let client: DirectClient;

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

/** The world begins on Saturday, November 21, at 10:00 in New York, which is 15:00 UTC. */
async function begin(companySettings: WorldOptions['companySettings'] = {}, settings: WorldOptions['settings'] = {}, more: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }], companySettings: { ...companySettings },
    settings: { writeBackNote: true, ...settings }, ...more,
  });
  client = directClient(world.engine);
}

async function task(kind: Task['task']['kind']): Promise<Task> {
  const found = await client.call('tasks.list', {});
  const one = found.ok ? found.value.tasks.find((candidate) => candidate.task.kind === kind) : undefined;
  if (one === undefined) throw new Error(kind);
  return one;
}

async function session(): Promise<void> {
  world.clock.advance(3 * MINUTE);
  await world.session();
  await world.engine.idle();
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 3_000; n += 1) {
    if (await holds()) return;
    await new Promise<void>((resolve) => { setTimeout(resolve, 2); });
  }
  throw new Error('it never came about');
}

/** Every turn of the clockwork is a second of the world's clock. */
async function turns(count: number): Promise<void> {
  const end = world.clock.now() + count * 1_000;
  await until(() => world.clock.now() >= end);
}

const sent = (): number => world.store.requests().filter(({ method }) => method !== 'GET').length;

describe('in quiet hours', () => {
  it('nothing is written to the shop, orders are read and entered all the same, and what waited goes out at their end', async () => {
    await begin({ quietFrom: '09:30', quietTo: '12:00' });
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    await session();
    await world.sync();
    expect([sent(), world.company.ledger().documents.length]).toEqual([0, 1]);
    // Routing itself may be waited for; the 20 s for inline updates would be four such calls.
    expect(world.calls.filter((call) => call.operation === 'getLastError').length).toBeLessThanOrEqual(1);
    expect(await task('inventory')).toMatchObject({ heldBack: 'quiet', nextAt: Date.UTC(2026, 10, 21, 17), waiting: 1, isPaused: false });
    world.engine.start();
    await turns(200);
    expect(sent()).toBe(0);
    world.clock.set(Date.UTC(2026, 10, 21, 16, 59, 30));
    await until(() => world.store.stockOf('MUG') === 19);
    expect(world.clock.now()).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 21, 17));
    // The note on the order waited as well.
    await until(() => world.store.requests().some(({ method, path }) => method === 'POST' && path.includes('/notes')));
    expect((await task('inventory')).heldBack).toBeNull();
  });

  it('what a person asks for goes at once', async () => {
    await begin({ quietFrom: '22:00', quietTo: '11:00' });
    await world.sync();
    await session();
    expect(world.store.stockOf('MUG')).toBe(3);
    await client.call('tasks.run', { task: { kind: 'inventory', connectionId: world.connectionId } });
    await world.engine.idle();
    expect(world.store.stockOf('MUG')).toBe(20);
    // Only that once: what comes afterwards waits again.
    world.company.setQuantity('MUG', 5);
    await session();
    expect(world.store.stockOf('MUG')).toBe(20);
  });

  it('even more than 60 updates wait: many at once break an interval, not the quiet', async () => {
    const skus = Array.from({ length: 70 }, (_, n) => `S${String(n)}`);
    await begin({ quietFrom: '09:00', quietTo: '18:00' }, { pushMinutes: 600 }, { items: skus.map((sku) => ({ sku, onHand: 5 })), listings: skus.map((sku) => ({ sku, quantity: 1 })) });
    await world.sync();
    await session();
    expect([sent(), (await task('inventory')).waiting]).toEqual([0, 70]);
    await client.call('settings.save', { of: { kind: 'company', companyId: world.companyId }, settings: { quietFrom: '', quietTo: '' } });
    world.engine.start();
    // Ten hours have not gone by: so many do not wait for the interval.
    await until(async () => (await task('inventory')).waiting === 0);
    expect(world.clock.now()).toBeLessThan(Date.UTC(2026, 10, 21, 17));
  });
});

describe('on a day off', () => {
  it('the shop is left alone until the next business day begins', async () => {
    await begin({ businessDays: ['mon', 'tue', 'wed', 'thu', 'fri'], quietFrom: '20:00', quietTo: '07:00' });
    await world.sync();
    await session();
    expect(sent()).toBe(0);
    expect(await task('inventory')).toMatchObject({ heldBack: 'dayOff', nextAt: Date.UTC(2026, 10, 23, 12) });
    world.clock.set(Date.UTC(2026, 10, 23, 12));
    world.engine.start();
    await until(() => world.store.stockOf('MUG') === 20);
  });

  it('and settings that leave no day, or a time that is none, are refused in words', async () => {
    await begin();
    const save = (settings: Input<'settings.save'>['settings']): ReturnType<typeof client.call<'settings.save'>> =>
      client.call('settings.save', { of: { kind: 'company', companyId: world.companyId }, settings });
    expect(await save({ businessDays: [] })).toMatchObject({ ok: false, error: { code: 'badSetting', field: 'businessDays' } });
    expect(await save({ quietFrom: '25:00' })).toMatchObject({ ok: false, error: { code: 'badSetting', field: 'quietFrom', detail: 'must be a time such as 22:30, or empty' } });
    expect(await save({ businessDays: ['sun', 'mon'] })).toMatchObject({ ok: true, value: { changed: ['businessDays'] } });
  });
});

describe('the queue\'s own interval', () => {
  it('holds back what is left over, not what has just become due', async () => {
    await begin({}, { pushMinutes: 30 });
    await world.sync();
    await session();
    expect(world.store.stockOf('MUG')).toBe(20);
    expect(await task('inventory')).toMatchObject({ every: 30 * MINUTE, setting: 'pushMinutes' });
    world.store.faults.add({ kind: 'serverError', status: 503, on: '/products', times: 40 });
    world.company.setQuantity('MUG', 8);
    await session();
    world.store.faults.clear();
    const { lastStartedAt, nextAt, waiting } = await task('inventory');
    expect([waiting, nextAt]).toEqual([1, (lastStartedAt ?? 0) + 30 * MINUTE]);
    world.engine.start();
    await until(() => world.store.stockOf('MUG') === 8);
    expect(world.clock.now()).toBeGreaterThanOrEqual((lastStartedAt ?? 0) + 30 * MINUTE);
  });
});

describe('the nightly sweep', () => {
  it('is made up for once after nights of sleep, and not again before the next night', async () => {
    await begin();
    await session();
    const first = (await task('sweep')).lastEndedAt;
    world.clock.advance(3 * DAY);
    world.engine.start();
    await until(() => sweepOf(world.engine.db, world.companyId) !== null);
    await session();
    const after = await task('sweep');
    expect(after.lastEndedAt).toBeGreaterThan(first ?? 0);
    expect(sweepOf(world.engine.db, world.companyId)).toBeNull();
    await turns(600);
    expect(sweepOf(world.engine.db, world.companyId)).toBeNull();
    expect(after.nextAt).toBe(Date.UTC(2026, 10, 25, 7));
    world.clock.set(Date.UTC(2026, 10, 25, 6, 59, 50));
    await until(() => sweepOf(world.engine.db, world.companyId) !== null);
    expect(world.clock.now()).toBeLessThan(Date.UTC(2026, 10, 25, 7) + HOUR);
  });

  it('may be switched off, and asked for all the same', async () => {
    await begin({ sweepAt: '' });
    await session();
    expect(await task('sweep')).toMatchObject({ daily: null, nextAt: null });
    world.clock.advance(5 * DAY);
    world.engine.start();
    await turns(30);
    expect(sweepOf(world.engine.db, world.companyId)).toBeNull();
    await client.call('tasks.run', { task: { kind: 'sweep', companyId: world.companyId } });
    expect(sweepOf(world.engine.db, world.companyId)).not.toBeNull();
  });
});
