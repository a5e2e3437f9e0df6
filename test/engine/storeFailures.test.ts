/** What goes wrong in a shop while stock is being sent: nothing is lost, and what cannot help itself fails with a reason. */
import { describe, expect, it } from 'vitest';
import { findConnection } from '../../src/engine/db/connections.ts';
import { countUpdates } from '../../src/engine/db/updates.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import type { StoreFault } from '../../src/simulator/store/faults.ts';
import { expectSettled, round, sentNumbers, skuLog, skuNames, smallShop, updateOf, wideShop } from '../support/stockWorld.ts';
import { tapWorld } from '../support/tappedWorld.ts';

const at = tapWorld();

const ON_PUSH = { on: 'POST /products/batch' };
/** More than the connector tries by itself. */
const STORM = { ...ON_PUSH, times: 3 };

const TRANSIENT: readonly (readonly [string, StoreFault, { readonly code: string; readonly seconds: number }])[] = [
  ['429 with Retry-After', { kind: 'busy', retryAfter: 300, ...ON_PUSH }, { code: 'storeBusy', seconds: 300 }],
  ['a storm of 500', { kind: 'serverError', status: 500, ...STORM }, { code: 'storeServerError', seconds: 60 }],
  ['answer lost after the shop took the numbers', { kind: 'answerLost', how: 'reset', ...STORM }, { code: 'storeConnectionLost', seconds: 60 }],
  ['answer lost at the gateway', { kind: 'answerLost', how: 'gatewayTimeout', ...STORM }, { code: 'storeServerError', seconds: 60 }],
  ['batch half done, then 502', { kind: 'halfBatch', done: 40, ...STORM }, { code: 'storeServerError', seconds: 60 }],
  ['batch half done, short answer', { kind: 'halfBatch', done: 40, how: 'short', ...ON_PUSH }, { code: 'batchHalfAnswered', seconds: 60 }],
  ['HTML page of a firewall', { kind: 'firewall', by: 'wordfence', ...ON_PUSH }, { code: 'storeBlocked', seconds: 900 }],
  ['HTML page with status 200', { kind: 'page', ...ON_PUSH }, { code: 'storeAnsweredPage', seconds: 300 }],
  ['maintenance', { kind: 'maintenance', ...ON_PUSH }, { code: 'storeMaintenance', seconds: 600 }],
];

describe('while 70 numbers are drained', () => {
  it.each(TRANSIENT)('%s: the shop is left alone for that time, then everything is confirmed', async (_, fault, expected) => {
    at.world = await wideShop(70);
    for (const sku of skuNames(70)) at.world.company.setQuantity(sku, 6);
    at.world.store.faults.add(fault);
    await at.world.session();
    await at.world.engine.idle();
    expect(findConnection(at.world.engine.db, at.world.connectionId).problem).toMatchObject({ code: expected.code });
    expect(countUpdates(at.world.engine.db, at.world.connectionId)).toEqual({ pending: 70, pushing: 0, held: 0, failed: 0 });
    expect(updateOf(at.world, 'SKU-00001')?.problem).toMatchObject({ code: expected.code });
    // A buyer takes two of what the shop may or may not have been told.
    const before = at.world.store.stockOf('SKU-00001') ?? 0;
    at.world.store.placeOrder({ lines: [{ sku: 'SKU-00001', quantity: 2 }] });
    expect(at.world.store.stockOf('SKU-00001')).toBe(before - 2);
    at.world.engine.pusher.wake(at.world.connectionId, 'queued');
    await at.world.engine.idle();
    expect(at.world.engine.query.openUpdates()).toBe(70);
    at.world.clock.advance(expected.seconds * 1_000);
    at.world.engine.pusher.wake(at.world.connectionId, 'queued'); // what the clockwork does
    await at.world.engine.idle();
    expect(at.world.store.stockOf('SKU-00001')).toBe(4);
    expectSettled(at.world);
    expect(findConnection(at.world.engine.db, at.world.connectionId).problem).toBeNull();
  });

  it('429 with a short Retry-After is waited out within the call: the session still counts everything', async () => {
    at.world = await wideShop(30);
    for (const sku of skuNames(30)) at.world.company.setQuantity(sku, 6);
    at.world.store.faults.add({ kind: 'busy', retryAfter: 2, ...ON_PUSH });
    expect((await at.world.session()).closing).toBe('0 orders added, 30 SKUs updated');
    expectSettled(at.world);
  });

  it('answer lost, and the shop sold the piece it had just been told of: neither given back nor taken twice', async () => {
    at.world = await smallShop();
    at.world.company.setQuantity('MUG', 20);
    at.tap.once('after', 'POST', () => { at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 5 }] }); });
    at.world.store.faults.add({ kind: 'answerLost', how: 'gatewayTimeout', ...STORM });
    await at.world.session();
    await at.world.engine.idle();
    at.world.clock.advance(61_000);
    at.world.engine.pusher.wake(at.world.connectionId, 'queued');
    await at.world.engine.idle();
    expect(at.world.store.stockOf('MUG')).toBe(15);
    await round(at.world);
    expectSettled(at.world);
  });
});

describe('a shop that shows another number', () => {
  it('another plug-in changes the number: three tries, then failed with both numbers; retry works once it is gone', async () => {
    at.world = await smallShop();
    const before = sentNumbers(at.world.store, 'MUG').length;
    at.world.company.setQuantity('MUG', 8);
    at.world.company.setQuantity('TEE', 5);
    at.world.store.faults.add({ kind: 'wrongNumber', by: -1, ...STORM });
    await at.world.session();
    await at.world.engine.idle();
    expect(sentNumbers(at.world.store, 'MUG').slice(before)).toEqual([8, 8, 8]);
    expect(updateOf(at.world, 'MUG')).toMatchObject({ state: 'failed', problem: { what: 'The shop answered 7 instead of 8, 3 times.' } });
    expect(skuLog(at.world, 'MUG')[0]).toMatchObject({ outcome: 'failed', sentQuantity: 800_000, storeQuantity: 700_000, text: expect.stringContaining('plug-in') as unknown });
    expect(await createHandlers(at.world.engine)['updates.retry']({ connectionId: at.world.connectionId })).toEqual({ ok: true, value: { changed: 2 } });
    await at.world.engine.idle();
    expectSettled(at.world);
    expect(countUpdates(at.world.engine.db, at.world.connectionId).failed).toBe(0);
  });

  it('silent no-op (200, and the old number stays): three tries, then failed; due again with the next change', async () => {
    at.world = await smallShop();
    at.world.company.setQuantity('MUG', 8);
    at.world.store.faults.add({ kind: 'ignoreStock', ...STORM });
    await at.world.session();
    await at.world.engine.idle();
    expect(updateOf(at.world, 'MUG')).toMatchObject({ state: 'failed', problem: { what: 'The shop answered 10 instead of 8, 3 times.' } });
    at.world.company.setQuantity('MUG', 6);
    await round(at.world);
    expect(at.world.store.stockOf('MUG')).toBe(6);
    expectSettled(at.world);
  });

  it('wrong once, right at the second try: confirmed, and nobody is bothered', async () => {
    at.world = await smallShop();
    at.world.company.setQuantity('MUG', 8);
    at.world.store.faults.add({ kind: 'wrongNumber', by: 5, ...ON_PUSH });
    await at.world.session();
    await at.world.engine.idle();
    expect(skuLog(at.world, 'MUG')[0]).toMatchObject({ outcome: 'confirmed' });
    expectSettled(at.world);
  });

  it('listing deleted in the shop since it was read: refused alone, its neighbours are confirmed, and it leaves the queue when the shop is read again', async () => {
    at.world = await smallShop();
    at.world.company.setQuantity('MUG', 8);
    at.world.company.setQuantity('TEE', 5);
    at.world.store.deleteListing('MUG');
    await at.world.session();
    await at.world.engine.idle();
    expect(updateOf(at.world, 'MUG')).toMatchObject({ state: 'failed', problem: { code: 'unknownListing' } });
    expect(at.world.store.stockOf('TEE')).toBe(5);
    await at.world.sync();
    expect(updateOf(at.world, 'MUG')).toBeNull();
    expectSettled(at.world);
  });
});
