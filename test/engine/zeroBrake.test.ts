/** The zero brake: a run that would empty a good part of a shop waits for a person. */
import { afterEach, describe, expect, it } from 'vitest';
import { readLog } from '../../src/engine/db/log.ts';
import { countUpdates } from '../../src/engine/db/updates.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { expectSettled, round, sentNumbers, skuNames, stockComplaints, wideShop } from '../support/stockWorld.ts';
import type { World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

/** A shop of `size` listings; a botched import sets `zeros` of them to 0, another item is counted as usual. */
async function emptied(size: number, zeros: number): Promise<void> {
  world = await wideShop(size);
  for (const sku of skuNames(zeros)) world.company.setQuantity(sku, 0);
  world.company.setQuantity(`SKU-${String(size).padStart(5, '0')}`, 3);
  await round(world);
}

const held = (): number => countUpdates(world.engine.db, world.connectionId).held;

async function standings(): Promise<{ readonly skipped: number; readonly inStep: number }> {
  const of = async (standing: 'skipped' | 'inStep'): Promise<number> => {
    const page = await createHandlers(world.engine)['inventory.page']({ standing, descending: false, skip: 0, limit: 1 });
    return page.ok ? page.value.total : -1;
  };
  return { skipped: await of('skipped'), inStep: await of('inStep') };
}

describe('zero brake', () => {
  it('holds 20 of 99 (more than 20 % and at least 20) and says so; approved, they are sent', async () => {
    await emptied(99, 20);
    expect(held()).toBe(21); // the run as a whole
    expect(skuNames(20).map((sku) => world.store.stockOf(sku))).toEqual(Array(20).fill(20));
    expect(readLog(world.engine.db, { outcome: 'held', limit: 1 })[0]?.text).toMatch(/this would set 20 of the 99 listings on sale in Shop 1 to 0/);
    expect(world.engine.query.openUpdates()).toBe(0);
    await round(world); // nothing slips out with a later session
    expect(sentNumbers(world.store, 'SKU-00001')).not.toContain(0);
    expect(await createHandlers(world.engine)['updates.approveHeld']({ connectionId: world.connectionId })).toEqual({ ok: true, value: { changed: 21 } });
    await world.engine.idle();
    expect(held()).toBe(0);
    expectSettled(world);
  });

  it('discarded, they are forgotten until their numbers change again', async () => {
    await emptied(99, 20);
    expect(await createHandlers(world.engine)['updates.discardHeld']({ connectionId: world.connectionId })).toEqual({ ok: true, value: { changed: 21 } });
    await world.engine.idle();
    await round(world);
    expect(held()).toBe(0);
    expect(world.store.stockOf('SKU-00001')).toBe(20);
    expect(stockComplaints(world)).toHaveLength(21);
    expect(await standings()).toEqual({ skipped: 21, inStep: 78 }); // never "in step" while the shop shows another number
    for (const sku of [...skuNames(20), 'SKU-00099']) world.company.setQuantity(sku, 9);
    await round(world);
    expectSettled(world);
    expect(await standings()).toEqual({ skipped: 0, inStep: 99 });
  });

  it('corrected in QuickBooks, the right numbers go out without anybody\'s word', async () => {
    await emptied(99, 20);
    for (const sku of skuNames(20)) world.company.setQuantity(sku, 15);
    await round(world);
    expect(sentNumbers(world.store, 'SKU-00001')).not.toContain(0);
    expect(held()).toBe(0);
    expectSettled(world);
  });

  it.each([[19, 40], [20, 100]])('%i of %i are not held', async (zeros, size) => {
    await emptied(size, zeros);
    expect(held()).toBe(0);
    expect(world.store.stockOf('SKU-00001')).toBe(0);
    expectSettled(world);
  });
});
