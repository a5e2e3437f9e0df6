/** More sold than there is, in the ways that are easy to overlook: through assemblies, kits and lines without a listing; what a cancelled order leaves. */
import { afterEach, describe, expect, it } from 'vitest';
import { DAY } from '../../src/domain/calendar.ts';
import { listOversells, type Oversell } from '../../src/engine/db/oversells.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { round, skuLog } from '../support/stockWorld.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

function open(): readonly Oversell[] {
  return listOversells(world.engine.db, world.companyId, { openOnly: true, before: null, limit: 10 });
}

const short = (): readonly (readonly [string, number])[] => open().map((one) => [one.item, one.short / 100_000]);

/** A table of four legs and a top; both shops may sell what can still be built. */
async function tables(listed: readonly string[]): Promise<void> {
  const listings = listed.map((sku) => ({ sku, quantity: 0, price: '9.00' }));
  world = await createWorld({
    items: [{ sku: 'LEG', onHand: 12 }, { sku: 'TOP', onHand: 10 }],
    company: { assemblies: [{ sku: 'TABLE', onHand: 0, price: 90, members: [{ item: 'LEG', quantity: 4 }, { item: 'TOP', quantity: 1 }] }], groups: [] },
    listings, moreStores: [listings],
  });
  for (const connectionId of world.connectionIds) {
    expect(await createHandlers(world.engine)['settings.save']({
      of: { kind: 'connection', connectionId }, settings: { assemblies: 'buildable', refPrefix: `S${String(connectionId)}` },
    })).toMatchObject({ ok: true });
  }
  await round(world);
}

describe('oversells through what is made of other things', () => {
  it.each([[['LEG', 'TOP', 'TABLE']], [['TABLE']]])('both shops sell the last tables that could be built (%s are listed): the legs are short, and the orders of tables are named', async (listed) => {
    await tables(listed);
    expect(world.stores.map((store) => store.stockOf('TABLE'))).toEqual([3, 3]);
    for (const store of world.stores) store.placeOrder({ lines: [{ sku: 'TABLE', quantity: 2 }] });
    await world.sync();
    expect(short()).toEqual([['LEG', 4]]);
    expect(open()[0]?.text)
      .toMatch(/^Oversold: 4 more of "LEG" sold than there are\. QuickBooks has 12, and assemblies that were sold before they were built need 16\. Sold lately: Shop \d order \d+ \(8\), Shop \d order \d+ \(8\)\. Several shops sold/);
    // The same once the orders are in QuickBooks, which then has −4 tables.
    await round(world);
    expect(short()).toEqual([['LEG', 4]]);
    world.company.receiveStock('LEG', 4);
    await round(world);
    expect(short()).toEqual([]);
  });

  it('a kit sold in one shop and its member in the other', async () => {
    world = await createWorld({
      items: [{ sku: 'CUP', onHand: 4 }], company: { assemblies: [], groups: [{ sku: 'PAIR', members: [{ item: 'CUP', quantity: 2 }] }] },
      listings: [{ sku: 'PAIR', quantity: 0, price: '9.00' }], moreStores: [[{ sku: 'CUP', quantity: 0, price: '5.00' }]],
    });
    await round(world);
    world.stores[0]?.placeOrder({ lines: [{ sku: 'PAIR', quantity: 2 }] });
    world.stores[1]?.placeOrder({ lines: [{ sku: 'CUP', quantity: 1 }] });
    await world.sync();
    expect(short()).toEqual([['CUP', 1]]);
    expect(open()[0]?.text).toMatch(/Shop 1 order \d+ \(4\)/);
  });
});

describe('what takes nothing any more', () => {
  it('a cancelled order is no sale: what QuickBooks alone has below zero is not reported as oversold, before or after', async () => {
    world = await createWorld({ items: [{ sku: 'MUG', onHand: 2 }], company: { assemblies: [], groups: [] }, listings: [{ sku: 'MUG', quantity: 2, price: '9.00' }] });
    await round(world);
    const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.engine.pull(world.connectionId);
    world.store.cancelOrder(order.id);
    world.company.enterDocument({ type: 'SalesReceipt', customer: 'Walk-in Customer', taxItem: 'State Tax', lines: [{ item: 'MUG', quantity: 4, rate: 5 }] });
    await round(world);
    expect(world.company.ledger().items.find((item) => item.fullName === 'MUG')?.quantityOnHand).toBe(-200_000);
    expect(open()).toEqual([]);
    expect(world.store.stockOf('MUG')).toBe(0);
    expect(skuLog(world, 'MUG').some(({ text }) => text.startsWith('Oversold'))).toBe(false);
    // The next buyer who gets one all the same is an oversell.
    world.clock.advance(3 * DAY);
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await round(world);
    expect(short()).toEqual([['MUG', 3]]);
  });

  it('an oversell whose order is cancelled before it was entered ends', async () => {
    world = await createWorld({
      items: [{ sku: 'MUG', onHand: 2 }], company: { assemblies: [], groups: [] }, listings: [{ sku: 'MUG', quantity: 2, price: '9.00' }],
      moreStores: [[{ sku: 'MUG', quantity: 2, price: '9.00' }]],
    });
    await round(world);
    world.stores[0]?.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    const second = world.stores[1]?.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await world.sync();
    expect(short()).toEqual([['MUG', 2]]);
    world.stores[1]?.cancelOrder(second?.id ?? 0);
    await world.sync();
    expect(open()).toEqual([]);
  });
});
