/** Rules per shop, per SKU and per item, through the whole bridge: limits, exceptions, inactive items, kits in kits, assemblies that can still be built. */
import { afterEach, describe, expect, it } from 'vitest';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { findRule, listRules } from '../../src/engine/db/itemRules.ts';
import { listListings } from '../../src/engine/db/listings.ts';
import { listOversells } from '../../src/engine/db/oversells.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { readStatus } from '../../src/engine/host/status.ts';
import type { EngineHandlers } from '../../src/contract/contract.ts';
import type { ListingId } from '../../src/domain/ids.ts';
import { openStockWorld, round, skuLog, smallShop } from '../support/stockWorld.ts';
import { createWorld, FILE_ID, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const NOTHING = { availability: null, safetyStock: null, cap: null, assemblies: null, exclude: null } as const;

function handlers(): EngineHandlers {
  return createHandlers(world.engine);
}

async function set(settings: Readonly<Record<string, unknown>>): Promise<void> {
  expect(await handlers()['settings.save']({ of: { kind: 'connection', connectionId: world.connectionId }, settings })).toMatchObject({ ok: true });
  await world.engine.route(world.companyId);
  await world.engine.idle();
}

async function rule(target: 'sku' | 'item', name: string, change: Readonly<Partial<Record<keyof typeof NOTHING, unknown>>>): Promise<void> {
  expect(await handlers()['stock.saveRule']({ connectionId: world.connectionId, of: { target, name }, rule: { ...NOTHING, ...change } as typeof NOTHING }))
    .toEqual({ ok: true, value: { changed: true } });
  await world.engine.idle();
}

function listingOf(sku: string): ListingId {
  const found = listListings(world.engine.db, world.connectionId, { after: null, limit: 1_000, unlinkedOnly: false }).find((one) => one.sku === sku);
  if (found === undefined) throw new Error(sku);
  return found.id;
}

describe('rules of a shop and of single SKUs', () => {
  it('limits what the shop is told, for all and for one SKU, and says where the number comes from', async () => {
    world = await smallShop();
    await set({ cap: 6 });
    expect(['MUG', 'TEE'].map((sku) => world.store.stockOf(sku))).toEqual([6, 6]);
    await rule('sku', 'mug', { cap: 3, safetyStock: 1 });
    expect(['MUG', 'TEE'].map((sku) => world.store.stockOf(sku))).toEqual([3, 6]);
    expect(skuLog(world, 'MUG')[0]?.text).toMatch(/QuickBooks has 10; to sell: 3, the most this shop is told\./);
    await rule('item', 'TEE', { cap: 0, safetyStock: 2 });
    expect(world.store.stockOf('TEE')).toBe(8);
    await rule('sku', 'TEE', { safetyStock: 4 });
    expect(world.store.stockOf('TEE')).toBe(6);
    expect(await handlers()['stock.rule']({ listingId: listingOf('TEE') })).toMatchObject({ ok: true, value: {
      item: 'TEE', ofItem: { cap: 0, safetyStock: 2 }, ofSku: { safetyStock: 4, cap: null }, ofShop: { cap: 6 },
      effective: { cap: 0, safetyStock: 4, exclude: false },
    } });
    await rule('sku', 'TEE', {});
    expect(world.store.stockOf('TEE')).toBe(8);
    expect(listRules(world.engine.db, world.connectionId, { after: null, limit: 10 })).toHaveLength(2);
    expect(skuLog(world, 'TEE').some(({ text }) => text === 'A person set the stock rule of the SKU "TEE" in Shop 1: safety stock 4.')).toBe(true);
  });

  it('a rule takes a SKU out of the updates, and back in', async () => {
    world = await smallShop();
    await rule('sku', 'MUG', { exclude: true });
    world.company.setQuantity('MUG', 3);
    await round(world);
    expect(world.store.stockOf('MUG')).toBe(10);
    expect(skuLog(world, 'MUG').find(({ outcome }) => outcome === 'skipped')?.text).toMatch(/A rule takes it out of the stock updates of Shop 1/);
    await rule('sku', 'MUG', { exclude: null });
    expect(world.store.stockOf('MUG')).toBe(3);
  });

  it('a renamed item keeps its rule', async () => {
    world = await smallShop();
    await rule('item', 'MUG', { cap: 4 });
    world.company.renameItem('MUG', 'CUP');
    await round(world);
    expect(findRule(world.engine.db, world.connectionId, { target: 'item', name: 'CUP' })).toMatchObject({ cap: 4 });
    expect(world.store.stockOf('MUG')).toBe(4);
  });

  it('come with the provisioning file as well, all of a shop\'s or none', async () => {
    world = await smallShop();
    const store = { name: 'Shop 1', kind: 'woocommerce', url: world.store.url, consumerKey: 'ck_test', consumerSecret: 'cs_test', settings: { startDate: '2026-01-01' } };
    const file = (more: object): string => JSON.stringify({ companies: [{
      name: 'Maple', username: 'maple', password: 'correct horse', fileId: FILE_ID, settings: { timeZone: 'America/New_York' },
      stores: [{ ...store, ...more }],
    }] });
    const provision = async (more: object): Promise<void> => {
      const read = readProvisioning(file(more));
      if (!read.ok) throw new Error(read.error.what);
      expect(await world.engine.provision(read.value)).toMatchObject({ ok: true });
      await world.engine.route(world.companyId);
      await world.engine.idle();
    };
    await provision({ itemRules: [{ sku: 'MUG', cap: 2 }, { item: 'TEE', safetyStock: 7 }] });
    expect(['MUG', 'TEE'].map((sku) => world.store.stockOf(sku))).toEqual([2, 3]);
    await provision({});
    expect(listRules(world.engine.db, world.connectionId, { after: null, limit: 10 })).toHaveLength(2);
    await provision({ itemRules: [] });
    expect(['MUG', 'TEE'].map((sku) => world.store.stockOf(sku))).toEqual([10, 10]);
    expect(readProvisioning(file({ itemRules: [{ cap: 2 }] }))).toMatchObject({ ok: false });
    expect(readProvisioning(file({ itemRules: [{ sku: 'A', item: 'B', cap: 2 }] }))).toMatchObject({ ok: false });
  });

  it('an inactive item: the shop keeps its number, or is set to 0, as the shop is set', async () => {
    world = await smallShop();
    world.company.deactivateItem('MUG');
    await round(world);
    expect(world.store.stockOf('MUG')).toBe(10);
    expect(skuLog(world, 'MUG')[0]?.text).toMatch(/"MUG" is inactive in QuickBooks\. Shop 1 keeps the number it has\./);
    await set({ inactiveItems: 'zero' });
    expect(world.store.stockOf('MUG')).toBe(0);
    expect(skuLog(world, 'MUG')[0]?.text).toMatch(/"MUG" is inactive in QuickBooks; to sell: 0\./);
    world.company.activateItem('MUG');
    await round(world);
    expect(world.store.stockOf('MUG')).toBe(10);
  });
});

describe('what is made of other things', () => {
  it('a kit in a kit counts as what both hold; a sale of it takes from all, and its order is entered', async () => {
    world = await createWorld({
      items: [{ sku: 'CUP', onHand: 20 }, { sku: 'TRAY', onHand: 5 }],
      company: { assemblies: [], groups: [
        { sku: 'PAIR', members: [{ item: 'CUP', quantity: 2 }] },
        { sku: 'PARTY', members: [{ item: 'PAIR', quantity: 3 }, { item: 'CUP', quantity: 1 }, { item: 'TRAY', quantity: 1 }] },
      ] },
      listings: ['CUP', 'TRAY', 'PAIR', 'PARTY'].map((sku) => ({ sku, quantity: 0, price: '9.00' })),
    });
    await round(world);
    expect(['CUP', 'TRAY', 'PAIR', 'PARTY'].map((sku) => world.store.stockOf(sku))).toEqual([20, 5, 10, 2]);
    world.store.placeOrder({ lines: [{ sku: 'PARTY', quantity: 1 }] });
    await world.sync();
    expect(['CUP', 'TRAY', 'PAIR', 'PARTY'].map((sku) => world.store.stockOf(sku))).toEqual([13, 4, 6, 1]);
    await round(world);
    expect(world.company.ledger().items.find((item) => item.fullName === 'CUP')?.quantityOnHand).toBe(1_300_000);
    expect(['CUP', 'TRAY', 'PAIR', 'PARTY'].map((sku) => world.store.stockOf(sku))).toEqual([13, 4, 6, 1]);
  });

  it('an assembly: only what is built, or what can be built as well; what is sold before it is built is kept from its components', async () => {
    world = await openStockWorld({
      items: [{ sku: 'LEG', onHand: 12 }, { sku: 'TOP', onHand: 10 }],
      company: { assemblies: [{ sku: 'TABLE', onHand: 1, price: 90, members: [{ item: 'LEG', quantity: 4 }, { item: 'TOP', quantity: 1 }] }], groups: [] },
      listings: ['LEG', 'TOP', 'TABLE'].map((sku) => ({ sku, quantity: 0, price: '9.00' })),
    });
    const shown = (): readonly (number | null)[] => ['LEG', 'TOP', 'TABLE'].map((sku) => world.store.stockOf(sku));
    expect(shown()).toEqual([12, 10, 1]);
    await set({ assemblies: 'buildable' });
    expect(shown()).toEqual([12, 10, 4]);
    expect(skuLog(world, 'TABLE')[0]?.text).toMatch(/QuickBooks has 4, of which 3 have still to be built; to sell: 4\./);
    world.store.placeOrder({ lines: [{ sku: 'TABLE', quantity: 3 }] });
    await world.sync();
    expect(shown()).toEqual([4, 8, 1]);
    await round(world); // entered: QuickBooks has −2 tables, and the components are not used yet
    expect(world.company.ledger().items.find((item) => item.fullName === 'TABLE')?.quantityOnHand).toBe(-200_000);
    expect(shown()).toEqual([4, 8, 1]);
    world.company.buildAssembly('TABLE', 2);
    await round(world);
    expect(shown()).toEqual([4, 8, 1]);
    world.company.receiveStock('LEG', 8);
    await round(world);
    expect(shown()).toEqual([12, 8, 3]);
  });
});

describe('oversells', () => {
  it('two shops that sell the same last pieces: reported once with orders and cause, in the status too, and ended when there is enough', async () => {
    const listings = [{ sku: 'MUG', quantity: 3, price: '9.00' }];
    world = await createWorld({ items: [{ sku: 'MUG', onHand: 3 }], company: { assemblies: [], groups: [] }, listings, moreStores: [listings] });
    await round(world);
    const [one, two] = world.stores;
    one?.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }] });
    two?.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await round(world);
    const open = listOversells(world.engine.db, world.companyId, { openOnly: true, before: null, limit: 10 });
    expect(open).toMatchObject([{
      item: 'MUG', short: 200_000,
      text: expect.stringMatching(
        /^Oversold: 2 more of "MUG" sold than there are\. .*Sold lately: .*Shop 1 order .*Several shops sold the same pieces/,
      ) as unknown,
    }]);
    expect(await handlers()['stock.oversells']({ companyId: world.companyId, openOnly: true, limit: 10 })).toMatchObject({ ok: true, value: { oversells: [{ item: 'MUG' }], next: null } });
    const status = readStatus(world.folder, world.clock.now());
    expect(status).toMatchObject({ ok: true, value: { companies: [{ oversold: [{ item: 'MUG' }] }] } });
    await round(world);
    expect(skuLog(world, 'MUG').filter(({ text }) => text.startsWith('Oversold'))).toHaveLength(1);
    world.company.receiveStock('MUG', 5);
    await round(world);
    expect(listOversells(world.engine.db, world.companyId, { openOnly: true, before: null, limit: 10 })).toEqual([]);
    expect(world.stores.map((store) => store.stockOf('MUG'))).toEqual([3, 3]);
  });
});
