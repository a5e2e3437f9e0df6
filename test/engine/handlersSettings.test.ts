import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { DAY, instant } from '../../src/domain/calendar.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { dueListings } from '../../src/engine/db/listings.ts';
import { setHeld } from '../../src/engine/db/setupChanges.ts';
import { ok } from '../../src/domain/result.ts';
import { pullOrders } from '../../src/engine/work/pullOrders.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let client: DirectClient;

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  const listings = [{ sku: 'MUG', quantity: 20, price: '9.00' }];
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings, moreStores: [listings], ...more });
  client = directClient(world.engine);
}

async function show(): Promise<Output<'settings.show'>> {
  const shown = await client.call('settings.show', {});
  if (!shown.ok) throw new Error(shown.error.what);
  return shown.value;
}

type Save = ReturnType<typeof client.call<'settings.save'>>;
const saveShop = (settings: Readonly<Record<string, unknown>>): Save => client.call('settings.save', { of: { kind: 'connection', connectionId: world.connectionId }, settings });
const saveCompany = (settings: Readonly<Record<string, unknown>>): Save => client.call('settings.save', { of: { kind: 'company', companyId: world.companyId }, settings });

type Job = Output<'jobs.list'>['jobs'][number];
async function jobs(): Promise<readonly Job[]> {
  const found = await client.call('jobs.list', { families: ['order', 'refund'] });
  if (!found.ok) throw new Error(found.error.what);
  return found.value.jobs.toReversed();
}

describe('settings.show', () => {
  it('shows everything that can be set, what is set, and no secret', async () => {
    await begin();
    const { fields, companies, connections } = await show();
    expect(fields.company.find((field) => field.name === 'inlineLimit')).toMatchObject({ default: 60, unit: 'updates', least: 0, most: 1_000, kind: 'whole' });
    expect(fields.connection.find((field) => field.name === 'availability')).toMatchObject({ choices: [{ value: 'onHand' }, { value: 'onHandMinusSalesOrders' }] });
    expect(companies).toMatchObject([{ name: 'Maple', changed: ['timeZone'] }]);
    expect(connections).toMatchObject([
      { name: 'Shop 1', changed: ['startDate'], secrets: [{ name: 'consumerKey', isReadable: true }, { name: 'consumerSecret', isReadable: true }] }, { name: 'Shop 2' },
    ]);
  });
});

describe('settings.save', () => {
  it('changes what is named and leaves the rest, and null is the default again', async () => {
    await begin();
    expect(await saveCompany({ inlineLimit: 5, zeroBrakeCount: 50 })).toEqual({ ok: true, value: { changed: ['inlineLimit', 'zeroBrakeCount'], replanned: 0, warnings: [] } });
    expect(await saveCompany({ inlineLimit: null, zeroBrakeCount: 50 })).toEqual({ ok: true, value: { changed: ['inlineLimit'], replanned: 0, warnings: [] } });
    expect((await show()).companies[0]).toMatchObject({ changed: ['timeZone', 'zeroBrakeCount'], settings: { inlineLimit: 60, zeroBrakeCount: 50, timeZone: 'America/New_York' } });
    const log = await client.call('log.search', { words: 'changed the settings of maple' });
    expect(log.ok && log.value.lines.map((line) => line.text)).toEqual([
      'A person changed the settings of Maple: inlineLimit.',
      'A person changed the settings of Maple: inlineLimit, zeroBrakeCount.',
    ]);
  });

  it.each([
    ['inlineLimit', 2_000, /0 to 1000 updates/], ['inlineLimit', 'many', /Sent at once/], ['timeZone', 'Mars/Olympus', /Time zone/], ['nonsense', 1, /no setting/], ['__proto__', null, /no setting/],
  ])('refuses %s = %j for a company, names the field and changes nothing', async (name, value, words) => {
    await begin();
    const saved = await client.call('settings.save', {
      of: { kind: 'company', companyId: world.companyId },
      settings: JSON.parse(`{"${name}":${JSON.stringify(value)},"drainChunk":7}`) as Record<string, unknown>,
    });
    if (name === '__proto__') expect(saved.ok || saved.error.code === 'badSetting').toBe(true);
    else expect(saved).toMatchObject({ ok: false, error: { code: 'badSetting', field: name, what: expect.stringMatching(words) as string } });
    if (name !== '__proto__') expect((await show()).companies[0]?.changed).toEqual(['timeZone']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['refPrefix', 'TOO-LONG'], ['startDate', '2026-02-30'], ['documentKind', 'cheque'],
    ['customer', { mode: 'catchAll', name: '' }], ['importStatuses', []], ['safetyStock', -1], ['tax', { mode: 'storeExact' }],
  ])(
    'refuses %s = %j for a shop', async (name, value) => {
      await begin();
      const saved = await saveShop({ [name]: value });
      expect(saved.ok ? '' : saved.error.field?.split('.')[0]).toBe(name);
      expect(saved).toMatchObject({ ok: false, error: { code: 'badSetting' } });
    });

  it('refuses settings that contradict each other, also what is set already', async () => {
    await begin();
    expect(await saveShop({ documentKind: 'salesOrder' })).toMatchObject({ ok: false, error: { code: 'availabilityTooSimple', field: 'availability' } });
    expect(await saveShop({ documentKind: 'salesOrder', availability: 'onHandMinusSalesOrders' })).toMatchObject({ ok: true });
    expect(await saveShop({ availability: null })).toMatchObject({ ok: false, error: { code: 'availabilityTooSimple' } });
  });

  it('has every number computed anew, in every shop of the company, where stock may be another', async () => {
    await begin();
    await world.sync();
    await world.session();
    await world.engine.idle();
    expect(world.stores.map((store) => store.stockOf('MUG'))).toEqual([20, 20]);
    expect(await saveShop({ timeoutSeconds: 30 })).toMatchObject({ ok: true });
    expect(dueListings(world.engine.db, world.connectionId, 10)).toEqual([]);
    expect(await saveShop({ safetyStock: 3 })).toMatchObject({ ok: true });
    await world.engine.idle();
    await world.sync();
    expect(world.stores.map((store) => store.stockOf('MUG'))).toEqual([17, 20]);
  });
});

describe('documents that have never been sent', () => {
  async function threeOrders(): Promise<void> {
    await begin();
    setHeld(world.engine.db, world.companyId, true);
    for (let n = 0; n < 3; n += 1) {
      world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
      world.clock.advance(DAY);
    }
    await world.sync();
    await world.session();
  }

  it('become another kind with another number, each still once', async () => {
    await threeOrders();
    expect((await jobs()).map((job) => [job.kind, job.refNumber.slice(0, 1)])).toEqual([['salesReceipt', 'W'], ['salesReceipt', 'W'], ['salesReceipt', 'W']]);
    expect(await saveShop({ documentKind: 'invoice', refPrefix: 'Z' })).toMatchObject({ ok: true, value: { replanned: 3 } });
    expect((await jobs()).map((job) => [job.kind, job.refNumber.slice(0, 1), job.state])).toEqual([['invoice', 'Z', 'waiting'], ['invoice', 'Z', 'waiting'], ['invoice', 'Z', 'waiting']]);
    expect(await saveShop({ documentKind: 'invoice' })).toMatchObject({ ok: true, value: { changed: [], replanned: 0 } });
    setHeld(world.engine.db, world.companyId, false);
    world.clock.advance(180_000);
    await world.session();
    expect(world.company.ledger().documents.map((one) => one.kind)).toEqual(['Invoice', 'Invoice', 'Invoice']);
  });

  it('are left out before the start day and come back with an earlier one, orders never read included', async () => {
    await threeOrders();
    const day = (days: number): string => new Date(world.clock.now() - days * DAY).toISOString().slice(0, 10);
    expect(await saveShop({ startDate: day(1) })).toMatchObject({ ok: true, value: { replanned: 2 } });
    expect((await jobs()).filter((job) => job.state !== 'cancelled')).toHaveLength(1);
    expect(findConnection(world.engine.db, world.connectionId).orderCursor).not.toBeNull();
    expect(await saveShop({ startDate: '2026-01-01' })).toMatchObject({ ok: true, value: { replanned: 2 } });
    expect(findConnection(world.engine.db, world.connectionId).orderCursor).toBeNull();
    // They are asked for at once: whoever waits for the preview does not wait for the next pull.
    expect(world.engine.clock.isRunning({ kind: 'orders', connectionId: world.connectionId })).toBe(true);
    await world.sync();
    expect((await jobs()).filter((job) => job.state !== 'cancelled').map((job) => job.refNumber)).toHaveLength(3);
    setHeld(world.engine.db, world.companyId, false);
    world.clock.advance(180_000);
    await world.session();
    expect(world.company.ledger().documents).toHaveLength(3);
    expect(new Set(world.company.ledger().documents.map((one) => one.refNumber)).size).toBe(3);
  });

  it('an earlier start day chosen while the shop is answering leaves out no order', async () => {
    await threeOrders();
    const day = new Date(world.clock.now() - DAY).toISOString().slice(0, 10);
    expect(await saveShop({ startDate: day })).toMatchObject({ ok: true });
    expect((await jobs()).filter((job) => job.state !== 'cancelled')).toHaveLength(1);
    const { ctx } = world.engine;
    const opened = ctx.store(world.connectionId);
    if (!opened.ok) throw new Error(opened.error.what);
    const shop = opened.value;
    let calls = 0;
    const slow = {
      ...shop,
      pullOrders: async (...asked: Parameters<typeof shop.pullOrders>) => {
        const page = await shop.pullOrders(...asked);
        calls += 1;
        if (calls === 1) expect(await saveShop({ startDate: '2026-01-01' })).toMatchObject({ ok: true });
        return page;
      },
    };
    world.engine.db.prepare('UPDATE connection SET order_cursor = NULL').run();
    expect(await pullOrders({ ...ctx, store: () => ok(slow) }, world.connectionId, new AbortController().signal)).toMatchObject({ ok: true });
    expect(calls).toBeGreaterThan(1); // the answer to the old question was thrown away
    expect((await jobs()).filter((job) => job.state !== 'cancelled')).toHaveLength(3);
  });

  it('are not touched once they have left', async () => {
    await threeOrders();
    setHeld(world.engine.db, world.companyId, false);
    world.clock.advance(180_000);
    await world.session();
    const before = await jobs();
    expect(before.every((job) => job.state === 'done')).toBe(true);
    expect(await saveShop({ documentKind: 'invoice', startDate: new Date(instant(world.clock.now())).toISOString().slice(0, 10) })).toMatchObject({ ok: true, value: { replanned: 0 } });
    expect(await jobs()).toEqual(before);
  });
});
