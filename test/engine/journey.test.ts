import { afterEach, describe, expect, it } from 'vitest';
import { countJobs } from '../../src/engine/db/jobs.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

describe('the whole journey', () => {
  it('brings one order into QuickBooks as one receipt, and the new stock back to the shop', async () => {
    world = await createWorld({
      items: [{ sku: 'MUG', onHand: 20 }, { sku: 'TEE', onHand: 7 }],
      listings: [{ sku: 'MUG', quantity: 10, price: '9.00' }, { sku: 'TEE', quantity: 10, price: '19.95' }],
    });
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }], shipping: { total: '7.50' }, taxPercent: 8.875 });
    await world.sync();
    const report = await world.session();
    expect(report).toMatchObject({ outcome: 'finished' });
    const receipts = world.company.ledger().documents;
    expect(receipts).toHaveLength(1);
    expect(receipts[0]).toMatchObject({ kind: 'SalesReceipt', refNumber: `W${order.number}` });
    expect(receipts[0]?.total).toBe(Math.round(Number(order.total) * 100));
    await world.engine.idle();
    expect(world.store.stockOf('MUG')).toBe(17);
    expect(world.store.stockOf('TEE')).toBe(7);
    expect(countJobs(world.engine.db, world.companyId)).toMatchObject({ done: 1, needsAttention: 0, inDoubt: 0 });
    expect(readLog(world.engine.db, { sku: 'MUG', limit: 10 })[0]).toMatchObject({ outcome: 'confirmed' });
  });
});
