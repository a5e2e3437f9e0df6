/** Two shops on one item: the sales of each lower the other, and a shop that cannot be read keeps the others from being raised. */
import { afterEach, describe, expect, it } from 'vitest';
import { expectSettled, openStockWorld, round, sentNumbers, skuLog, updateOf } from '../support/stockWorld.ts';
import type { World } from '../support/world.ts';
import type { SimulatedStore } from '../../src/simulator/store/types.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';

let world: World;
afterEach(() => world.close());

const MINUTE = 60_000;

async function twoShops(): Promise<void> {
  world = await openStockWorld({
    items: [{ sku: 'MUG', onHand: 10 }, { sku: 'TEE', onHand: 10 }],
    listings: [{ sku: 'MUG', quantity: 10 }], moreStores: [[{ sku: 'mug', quantity: 10 }, { sku: 'TEE', quantity: 10 }]],
  });
}

function shopB(): { readonly store: SimulatedStore; readonly id: ConnectionId } {
  const [, store] = world.stores;
  const [, id] = world.connectionIds;
  if (store === undefined || id === undefined) throw new Error('no second shop');
  return { store, id };
}

const shown = (): readonly (number | null)[] => [world.store.stockOf('MUG'), shopB().store.stockOf('mug')];

/** Shop A's orders cannot be read until the faults are cleared, and have not been for a while. */
function takeDownA(): void {
  world.store.faults.add({ kind: 'serverError', status: 502, times: 10_000 });
  world.clock.advance(16 * MINUTE);
}

describe('two stores on one item', () => {
  it('a sale in A lowers B before any session, and both stay lowered after it', async () => {
    await twoShops();
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 4 }], number: '1001' });
    await world.sync();
    expect(shown()).toEqual([6, 6]);
    shopB().store.placeOrder({ lines: [{ sku: 'mug', quantity: 1 }, { sku: 'TEE', quantity: 2 }], number: '2001' });
    await world.sync();
    expect(shown()).toEqual([5, 5]);
    expectSettled(world);
    await round(world);
    expect(world.company.ledger().documents).toHaveLength(2);
    expect(shown()).toEqual([5, 5]);
    expectSettled(world);
  });

  it('a sale in A while B is being told: B is told again', async () => {
    await twoShops();
    world.company.setQuantity('MUG', 30);
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 4 }], number: '1001' });
    await world.session(); // nothing pulled the order but the push itself
    expect(shown()).toEqual([26, 26]);
    await round(world);
    expectSettled(world);
  });
});

describe('two stores on one item, one of them down', () => {
  it('B may be lowered, not raised; the log says why; raised as soon as A is back', async () => {
    await twoShops();
    takeDownA();
    world.company.setQuantity('MUG', 7);
    await round(world);
    expect(shopB().store.stockOf('mug')).toBe(7);
    world.company.setQuantity('MUG', 25);
    world.company.setQuantity('TEE', 25);
    await round(world);
    expect(shopB().store.stockOf('mug')).toBe(7);
    expect(shopB().store.stockOf('TEE')).toBe(25); // only B sells it
    expect(sentNumbers(shopB().store, 'mug')).not.toContain(25);
    expect(skuLog(world, 'mug', shopB().id)[0]).toMatchObject({ outcome: 'skipped', text: expect.stringMatching(/Not raised to 25: Shop 1 sells the same item/) as unknown });
    expect(updateOf(world, 'mug', shopB().id)).toMatchObject({ state: 'pending', problem: { code: 'shopNotPulled' } });

    // What A sold meanwhile is the very reason.
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 5 }], number: '1001' });
    world.store.faults.clear();
    world.clock.advance(2 * MINUTE);
    await world.sync();
    expect(shown()).toEqual([20, 20]);
    expect(sentNumbers(shopB().store, 'mug')).not.toContain(25);
    await round(world);
    expectSettled(world);
  });

  it('B is lowered to 0 while A is down, and a sale in B itself is always taken', async () => {
    await twoShops();
    takeDownA();
    shopB().store.placeOrder({ lines: [{ sku: 'mug', quantity: 3 }], number: '2001' });
    await round(world);
    expect(shopB().store.stockOf('mug')).toBe(7);
    world.company.setQuantity('MUG', 0);
    await round(world);
    expect(shopB().store.stockOf('mug')).toBe(0);
    world.store.faults.clear();
    world.clock.advance(2 * MINUTE);
    await round(world);
    expect(shown()).toEqual([0, 0]);
    expectSettled(world);
  });

  it('a shop that was pulled 14 minutes ago does not hold the other back', async () => {
    await twoShops();
    world.store.faults.add({ kind: 'serverError', status: 502, times: 10_000 });
    world.clock.advance(10 * MINUTE);
    world.company.setQuantity('MUG', 25);
    await round(world);
    expect(shopB().store.stockOf('mug')).toBe(25);
    world.store.faults.clear();
    world.clock.advance(2 * MINUTE);
    await round(world);
    expectSettled(world);
  });

  it('the shop that is down is told nothing without its orders, and everything once it is back', async () => {
    await twoShops();
    takeDownA();
    const before = world.store.requests().filter((request) => request.method === 'POST').length;
    world.company.setQuantity('MUG', 4);
    const report = await round(world);
    expect(report).toMatchObject({ outcome: 'finished', closing: '0 orders added, 1 SKU updated' });
    expect(world.store.requests().filter((request) => request.method === 'POST')).toHaveLength(before);
    expect(updateOf(world, 'MUG')).toMatchObject({ state: 'pending' });
    world.store.faults.clear();
    world.clock.advance(2 * MINUTE);
    world.engine.pusher.wake(world.connectionId, 'queued'); // what the clockwork does
    await world.engine.idle();
    expect(shown()).toEqual([4, 4]);
    expectSettled(world);
  });
});
