/** "none": said only when there is no job, no doubt, the company is known and no item read is due. */
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const listings = [{ sku: 'MUG', quantity: 10, price: '9.00' }];
const items = [{ sku: 'MUG', onHand: 20 }];

describe('a poll with nothing to do', () => {
  it('is a session all the same by default, because the items are read at every poll', async () => {
    world = await createWorld({ items, listings });
    await world.session();
    expect((await world.session()).outcome).toBe('finished');
  });

  it('is told "none" while no item read is due, and has a session as soon as one is, or an order comes', async () => {
    world = await createWorld({ items, listings, companySettings: { itemReadEverySeconds: 3_600 } });
    expect((await world.session()).outcome).toBe('finished');
    await world.engine.idle();
    expect((await world.session()).outcome).toBe('noWork');
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    expect((await world.session()).outcome).toBe('finished');
    expect(world.company.ledger().documents).toHaveLength(1);
    expect((await world.session()).outcome).toBe('noWork');
    world.clock.advance(3_700_000);
    expect((await world.session()).outcome).toBe('finished');
  });

  it('is never told "none" before the company file is confirmed', async () => {
    world = await createWorld({ items, listings, approved: false, companySettings: { itemReadEverySeconds: 3_600 } });
    for (let round = 0; round < 2; round += 1) expect((await world.session()).outcome).not.toBe('noWork');
  });
});
