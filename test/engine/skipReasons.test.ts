/** The sync log says for every SKU why it was not told a number, once per reason. */
import { afterEach, describe, expect, it } from 'vitest';
import { readLog } from '../../src/engine/db/log.ts';
import { expectSettled, round, skuLog, smallShop } from '../support/stockWorld.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const skips = (sku: string): readonly string[] => skuLog(world, sku).filter((line) => line.outcome === 'skipped').map((line) => line.text);

describe('why a SKU is skipped', () => {
  it('names each reason once, and what is in order goes out all the same', async () => {
    world = await smallShop({
      items: ['MUG', 'TEE', 'UNLISTED', 'UNCOUNTED', 'SHIRT-RED', 'RESTING', 'DRAFT'].map((sku) => ({ sku, onHand: 10 })),
      listings: [
        { sku: 'MUG', quantity: 10 }, { sku: 'TEE', quantity: 10 }, { sku: 'NOBODY', quantity: 5 }, { sku: '', name: 'Nameless', quantity: 5 },
        { sku: 'UNCOUNTED', quantity: null }, { sku: 'SHIRT', quantity: 7, variations: [{ sku: 'SHIRT-RED', quantity: 'parent' }] },
        { sku: 'RESTING', quantity: 10 }, { sku: 'Gift Wrap', quantity: 3 }, { sku: 'PIN', quantity: 4 }, { sku: 'DRAFT', quantity: 2, status: 'draft' },
      ],
    });
    for (const parent of ['Red', 'Blue']) {
      world.company.addItem({ name: parent, onHand: 0 });
      world.company.addItem({ name: 'PIN', parent, onHand: 6, price: 1 });
    }
    world.company.deactivateItem('RESTING');
    world.company.setQuantity('RESTING', 2);
    world.store.placeOrder({ lines: [{ sku: 'Gift Wrap', quantity: 1, price: '3.50' }] }); // orders are what makes QuickBooks be asked about services
    world.company.setQuantity('MUG', 4);
    for (let again = 0; again < 3; again += 1) await round(world);

    expect(skips('UNLISTED')).toEqual(['Changed in QuickBooks, but Shop 1 has no listing with that SKU.']);
    expect(skips('')).toEqual([expect.stringMatching(/^The listing has no SKU\./)]);
    expect(skips('NOBODY')).toEqual([expect.stringMatching(/^No active QuickBooks item is named "NOBODY"\./)]);
    expect(skips('UNCOUNTED')).toEqual([expect.stringMatching(/^Shop 1 does not manage stock for this listing\./)]);
    expect(skips('SHIRT-RED')).toEqual([expect.stringMatching(/^The shop keeps this variation's stock at its parent product\./)]);
    expect(skips('RESTING')).toEqual([expect.stringMatching(/^"RESTING" is inactive in QuickBooks\./)]);
    expect(skips('Gift Wrap')[0]).toMatch(/^"Gift Wrap" is not a stock item in QuickBooks\./);
    expect(skips('PIN')[0]).toMatch(/^Several QuickBooks items are named "PIN": (Red|Blue):PIN, (Red|Blue):PIN\./);
    expect(skips('DRAFT')).toEqual([expect.stringMatching(/^The listing is not on sale in Shop 1/)]);
    expect(world.store.stockOf('MUG')).toBe(4);
    expect(world.store.stockOf('PIN')).toBe(4);
    expectSettled(world);
    const lines = readLog(world.engine.db, { outcome: 'skipped', limit: 500 });
    await round(world);
    expect(readLog(world.engine.db, { outcome: 'skipped', limit: 500 })).toEqual(lines);
  });

  it('a reason that is gone is forgotten: the number goes out, and the log says that too', async () => {
    world = await smallShop();
    world.company.deactivateItem('MUG');
    await round(world);
    expect(skips('MUG')[0]).toMatch(/inactive/);
    world.company.setQuantity('MUG', 3);
    world.company.activateItem('MUG');
    await round(world);
    expect(skuLog(world, 'MUG')[0]).toMatchObject({ outcome: 'confirmed', sentQuantity: 300_000 });
    expectSettled(world);
    world.company.deactivateItem('MUG');
    await round(world);
    expect(skips('MUG')).toHaveLength(2);
  });

  it('does not guess between two items of one name, however far apart the first read shows them', async () => {
    world = await createWorld({
      items: 30, company: { assemblies: [], groups: [] }, companySettings: { itemPageSize: 10 },
      listings: [{ sku: 'PIN', quantity: 4 }, { sku: 'SKU-00007', quantity: 1 }],
    });
    for (const parent of ['Apples', 'Zebras']) {
      world.company.addItem({ name: parent, onHand: 0 });
      world.company.addItem({ name: 'PIN', parent, onHand: 6, price: 1 });
    }
    await round(world);
    expect(world.store.stockOf('PIN')).toBe(4);
    expect(skips('PIN')).toEqual([expect.stringMatching(/Several QuickBooks items are named "PIN": Apples:PIN, Zebras:PIN\./)]);
    expect(skips('SKU-00007')).toEqual([]); // nothing untrue is said before the items are known
    expectSettled(world);
    world.company.deactivateItem('Zebras:PIN');
    await round(world);
    expect(world.store.stockOf('PIN')).toBe(6);
    expectSettled(world);
  });

  it('a changed item that no shop lists is named once per change', async () => {
    world = await smallShop({ items: [{ sku: 'MUG', onHand: 10 }, { sku: 'TEE', onHand: 10 }, { sku: 'ALONE', onHand: 1 }] });
    await round(world);
    expect(skips('ALONE')).toHaveLength(1);
    world.company.setQuantity('ALONE', 2);
    await round(world);
    await round(world);
    expect(skips('ALONE')).toHaveLength(2);
    expectSettled(world);
  });
});
