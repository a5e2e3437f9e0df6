/** Shops that sell from some of the company's inventory sites: their stock is read by site, added up, and never runs ahead of what is in flight. */
import { afterEach, describe, expect, it } from 'vitest';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { round, skuLog } from '../support/stockWorld.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const asked: string[] = [];
afterEach(async () => {
  asked.length = 0;
  await world.close();
});

/** Ten cups: six in the main store, four in the warehouse; two in the window, where nothing is sold from. */
async function open(sites: boolean, stockSites: readonly string[]): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'CUP', onHand: 0 }, { sku: 'TRAY', onHand: 5 }], company: { assemblies: [], groups: [], sites },
    listings: [{ sku: 'CUP', quantity: 0, price: '9.00' }, { sku: 'TRAY', quantity: 0, price: '9.00' }],
    settings: { stockSites }, onRequest: (qbxml) => { asked.push(qbxml); },
  });
  for (const [name, detail] of [['Main', 'default'], ['Warehouse', ''], ['Window', '']] as const) world.company.addListRecord('InventorySite', name, detail);
  world.company.receiveStock('CUP', 6);
  world.company.receiveStock('CUP', 4, 'Warehouse');
  world.company.receiveStock('CUP', 2, 'Window');
}

const siteReads = (): number => asked.filter((qbxml) => qbxml.includes('<ItemSitesQueryRq')).length;

describe('stock by site', () => {
  it('adds up the chosen sites only, whatever their case; every site where none is chosen', async () => {
    await open(true, ['main', 'WAREHOUSE']);
    await round(world);
    expect(['CUP', 'TRAY'].map((sku) => world.store.stockOf(sku))).toEqual([10, 5]);
    expect(siteReads()).toBeGreaterThan(0);
    await createHandlers(world.engine)['settings.save']({ of: { kind: 'connection', connectionId: world.connectionId }, settings: { stockSites: [] } });
    await world.engine.route(world.companyId);
    await world.engine.idle();
    expect(world.store.stockOf('CUP')).toBe(12);
  });

  it('reads the sites again when the item moved; a transfer between sites is found by the nightly comparison', async () => {
    await open(true, ['Main']);
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(6);
    world.company.setQuantity('CUP', 9, 'Main');
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(9);
    world.clock.advance(3_600_000);
    await round(world);
    asked.length = 0;
    world.company.transferStock('CUP', 3, 'Main', 'Warehouse');
    world.clock.advance(3_600_000);
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(9); // nothing says that anything moved
    await createHandlers(world.engine)['companies.sweep']({ companyId: world.companyId });
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(6);
  });

  it('a sale is counted once: before its document is inside the sites\' numbers, and after', async () => {
    await open(true, ['Main']);
    await round(world);
    world.store.placeOrder({ lines: [{ sku: 'CUP', quantity: 2 }] });
    await world.sync();
    expect(world.store.stockOf('CUP')).toBe(4);
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(4);
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(4);
    expect(world.company.ledger().items.find((item) => item.fullName === 'CUP')?.quantityOnHand).toBe(1_000_000);
  });

  it('a company file without sites: nothing is sent, and the log says what to do', async () => {
    await open(false, ['Main']);
    await round(world);
    expect(world.store.stockOf('CUP')).toBe(0);
    expect(siteReads()).toBe(0);
    expect(skuLog(world, 'CUP').find(({ outcome }) => outcome === 'skipped')?.text).toMatch(/this company file has no inventory sites turned on/);
  });
});
