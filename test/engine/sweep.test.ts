/** Reading items: the sweep over sessions, what the modified filter missed, deleted items, a clock set back, iterators that die, a large company. */
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, instant, MINUTE, toLocalStamp } from '../../src/domain/calendar.ts';
import { findCompany, sweepMissed, sweepOf } from '../../src/engine/db/companies.ts';
import { itemsBySku } from '../../src/engine/db/items.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { expectSettled, openStockWorld, round, skuLog, skuNames, smallShop, wideShop } from '../support/stockWorld.ts';
import type { World } from '../support/world.ts';

let world: World;
const asked: string[] = [];
const watched = { onRequest: (qbxml: string) => { asked.push(qbxml); } };
afterEach(async () => {
  asked.length = 0;
  await world.close();
});

/** Far enough from the items' creation that the modified filter's overlap does not reach it. */
async function aDayLater(): Promise<void> {
  world.clock.advance(DAY);
  await round(world);
}

const sweepReads = (): readonly string[] => asked.filter((qbxml) => /<ItemInventory(Assembly)?QueryRq[^>]*>\s*<ListID>/.test(qbxml));
const lastInfo = (): string => readLog(world.engine.db, { outcome: 'info', limit: 50 }).find((line) => line.text.includes('modified filter'))?.text ?? '';

async function askForSweep(): Promise<void> {
  expect(await createHandlers(world.engine)['companies.sweep']({ companyId: world.companyId })).toEqual({ ok: true, value: { already: false } });
}

type FileItem = { fullName: string; modifiedAt: number };

/** What no keyboard can do: the company file is changed from outside. */
function changeFile(change: (items: FileItem[]) => FileItem[]): void {
  const file = JSON.parse(world.company.snapshot()) as { items: FileItem[] };
  file.items = change(file.items);
  world.company.restore(JSON.stringify(file));
}

/** Somebody deletes an item in QuickBooks. */
function deleteItem(fullName: string): void {
  changeFile((items) => items.filter((item) => item.fullName !== fullName));
}

describe('sweep', () => {
  it('finds what the modified filter missed, counts it and shows the number', async () => {
    world = await smallShop(watched);
    const mug = world.company.ledger().items.find((item) => item.fullName === 'MUG')?.listId;
    world.company.faults.modifiedFilterMisses = (listId) => listId === mug;
    await aDayLater();
    world.company.setQuantity('MUG', 4);
    await round(world);
    expect(world.store.stockOf('MUG')).toBe(10); // the filter says nothing, so nobody knows
    expect(sweepReads()).toEqual([]);
    await askForSweep();
    await round(world);
    expect(world.store.stockOf('MUG')).toBe(4);
    expect(sweepReads().length).toBeGreaterThan(0);
    expect(sweepMissed(world.engine.db, world.companyId)).toBe(1);
    expect(lastInfo()).toBe('All items were compared with QuickBooks. The modified filter had missed 1.');
    expect(sweepOf(world.engine.db, world.companyId)).toBeNull();
    expectSettled(world);
  });

  it('finds nothing when nothing was missed, assemblies included', async () => {
    world = await smallShop();
    await askForSweep();
    await round(world);
    expect(sweepMissed(world.engine.db, world.companyId)).toBe(0);
    expectSettled(world);
  });

  it('resumes where a session was cut off, over as many sessions as it takes, and reads no batch twice', async () => {
    world = await wideShop(35, { ...watched, companySettings: { itemPageSize: 10 } });
    const missed = new Set(world.company.ledger().items.filter((item) => ['SKU-00003', 'SKU-00033'].includes(item.fullName)).map((item) => item.listId));
    world.company.faults.modifiedFilterMisses = (listId) => missed.has(listId);
    await aDayLater();
    for (const sku of ['SKU-00003', 'SKU-00033']) world.company.setQuantity(sku, 2);
    await askForSweep();
    asked.length = 0;
    // Each session: who are you, what bears our key, the three reads of modified items (one page each), in the first the count, then batches. The last answer never comes.
    for (const requests of [8, 7, 7]) {
      expect(await world.session([{ kind: 'stopAfter', requests }])).toMatchObject({ outcome: 'vanished', requests });
      world.clock.advance(3 * MINUTE);
    }
    expect(sweepOf(world.engine.db, world.companyId)).toMatchObject({ phase: 'batches', item: 'inventory' });
    expect(sweepReads()).toHaveLength(6);
    expect(new Set(sweepReads()).size).toBe(4); // a batch whose answer was lost is asked for again, none that was answered
    await round(world);
    expect(sweepMissed(world.engine.db, world.companyId)).toBe(2);
    expect(['SKU-00003', 'SKU-00033'].map((sku) => world.store.stockOf(sku))).toEqual([2, 2]);
    expectSettled(world);
  });

  it('an item deleted in QuickBooks becomes inactive: its listing is not fed any more, and the log says so', async () => {
    world = await smallShop();
    deleteItem('MUG');
    await askForSweep();
    await round(world);
    expect(itemsBySku(world.engine.db, world.companyId, 'MUG')).toMatchObject([{ isActive: false }]);
    expect(skuLog(world, 'MUG')[0]).toMatchObject({ outcome: 'skipped', text: expect.stringMatching(/inactive/) as unknown });
    world.company.setQuantity('TEE', 4);
    await round(world);
    expect(world.store.stockOf('TEE')).toBe(4);
    expectSettled(world);
  });

  it('after a deleted item was noticed, sweeps compare again in batches instead of reading everything each time', async () => {
    world = await smallShop(watched);
    deleteItem('MUG');
    await askForSweep();
    await round(world);
    await askForSweep();
    asked.length = 0;
    await round(world);
    expect(sweepReads().length).toBeGreaterThan(0);
    expect(sweepMissed(world.engine.db, world.companyId)).toBe(0);
    expectSettled(world);
  });

  it('counts that differ bring a full pass, which survives a session that is cut off in it', async () => {
    world = await wideShop(35, { ...watched, companySettings: { itemPageSize: 10 } });
    world.company.addItem({ name: 'ZEST', onHand: 6, price: 5, averageCost: 2 });
    changeFile((items) => items.map((item) => (item.fullName === 'ZEST' ? { ...item, modifiedAt: world.clock.now() - 30 * DAY } : item)));
    world.store.addListing({ sku: 'ZEST', quantity: 1 });
    await aDayLater();
    expect(world.store.stockOf('ZEST')).toBe(1); // the filter does not show it
    await askForSweep();
    asked.length = 0;
    // As above; after the count comes the full pass, cut off at its second page.
    expect(await world.session([{ kind: 'stopAfter', requests: 8 }])).toMatchObject({ outcome: 'vanished', requests: 8 });
    expect(asked.filter((qbxml) => /iterator="(Start|Continue)"/.test(qbxml) && !qbxml.includes('FromModifiedDate'))).toHaveLength(2);
    world.clock.advance(3 * MINUTE);
    await round(world);
    expect(world.store.stockOf('ZEST')).toBe(6);
    expectSettled(world);
  });

  it('clock set back: the filter reaches two hours before now, and a sweep is made', async () => {
    world = await smallShop(watched);
    const mug = world.company.ledger().items.find((item) => item.fullName === 'MUG')?.listId;
    world.company.faults.modifiedFilterMisses = (listId) => listId === mug;
    world.company.setQuantity('MUG', 3);
    const cursor = findCompany(world.engine.db, world.companyId).itemCursor ?? instant(0);
    world.clock.set(cursor - 5 * HOUR);
    asked.length = 0;
    await world.session();
    await world.engine.idle();
    const stamps = asked.filter((qbxml) => qbxml.includes('<Item')).flatMap((qbxml) => /<FromModifiedDate>([^<]+)/.exec(qbxml)?.[1] ?? []);
    const session = instant(cursor - 5 * HOUR);
    expect(stamps[0]).toBe(toLocalStamp(instant(session - 2 * HOUR), 'America/New_York'));
    expect(sweepReads().length).toBeGreaterThan(0);
    expect(world.store.stockOf('MUG')).toBe(3);
    expect(findCompany(world.engine.db, world.companyId).itemCursor).toBe(session);
    expectSettled(world);
  });
});

describe('reads page by page', () => {
  it('an iterator that dies in the middle: read once more without one, and nothing is missing', async () => {
    world = await openStockWorld({
      ...watched, items: 35, listings: skuNames(35).map((sku) => ({ sku, quantity: 20 })), companySettings: { itemPageSize: 10 },
    });
    for (const sku of skuNames(35)) world.company.setQuantity(sku, 6);
    world.company.faults.iteratorBreaksOnce = true;
    asked.length = 0;
    const report = await round(world);
    expect(report.outcome).toBe('finished');
    expect(asked.some((qbxml) => qbxml.includes('<ItemInventoryQueryRq') && !qbxml.includes('iterator'))).toBe(true);
    expectSettled(world);
  });

  it('a company of 10,000 items is read in pages of 500, each item once', async () => {
    const listings = skuNames(10_000).filter((_, index) => index % 500 === 0).map((sku) => ({ sku, quantity: 1 }));
    world = await openStockWorld({ ...watched, items: 10_000, company: { assemblies: [], groups: [] }, listings });
    expect(asked.filter((qbxml) => qbxml.includes('<ItemInventoryQueryRq'))).toHaveLength(20);
    expect(listings.map(({ sku }) => world.store.stockOf(sku))).toEqual(Array(20).fill(20));
  });
});
