/**
 * A sweep of a large company, cut off by session ends and restarts of the engine again and again (sweepKilled.test.ts kills its process):
 * it completes, reads no item more than twice, and holds its memory.
 * SWEEP_ITEMS=100000 npx vitest run test/engine/sweepHuge.test.ts for the long one.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../src/domain/calendar.ts';
import { sweepMissed, sweepOf } from '../../src/engine/db/companies.ts';
import { countItems, itemsBySku } from '../../src/engine/db/items.ts';
import { sweepReports } from '../../src/engine/db/sweepReports.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { dice } from '../faults/random.ts';
import { createWorld, type World } from '../support/world.ts';

const ITEMS = Number(process.env['SWEEP_ITEMS'] ?? '2000');
const PAGE = ITEMS > 20_000 ? 500 : 100;
const LISTED = 200;
/** How much the heap may grow while the sweep goes on, beyond the simulators and the database that hold the company anyway. Megabytes. */
const MOST_GROWN = 64;

// Only after a collection does the heap say what is held.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let world: World | null = null;
afterEach(() => world?.close());

/** How often QuickBooks answered the stock of each item, by ListID; and the greatest heap seen at an answer. */
type Watch = { readonly reads: Map<string, number>; heap: number };

function watchReads(here: World): Watch {
  const watch: Watch = { reads: new Map(), heap: 0 };
  const { process: answer } = here.company;
  let answers = 0;
  Object.assign(here.company, {
    process: (id: string, qbxml: string) => {
      const result = answer(id, qbxml);
      if (result.kind !== 'answer' || !result.xml.includes('<QuantityOnHand>')) return result;
      for (const [, listId] of result.xml.matchAll(/<Item\w+Ret>\s*<ListID>([^<]+)</g)) if (listId !== undefined) watch.reads.set(listId, (watch.reads.get(listId) ?? 0) + 1);
      answers += 1;
      if (answers % 10 === 0) {
        collect();
        watch.heap = Math.max(watch.heap, process.memoryUsage().heapUsed);
      }
      return result;
    },
  });
  return watch;
}

async function open(): Promise<World> {
  const listings = Array.from({ length: LISTED }, (_, index) => ({ sku: skuAt(index), quantity: 20 }));
  return createWorld({ items: ITEMS, company: { assemblies: [], groups: [], onHand: 20 }, listings, companySettings: { itemPageSize: PAGE } });
}

function skuAt(index: number): string {
  return `SKU-${String(1 + index * Math.floor(ITEMS / LISTED)).padStart(5, '0')}`;
}

/** Sessions that end in the middle, some with the engine restarted as well, until the work is done. Each gets past the place where the last one ended. */
async function untilDone(here: World, isDone: () => boolean): Promise<{ sessions: number; restarts: number }> {
  const random = dice(ITEMS);
  let sessions = 0;
  let restarts = 0;
  while (!isDone()) {
    if (sessions > 200) throw new Error('the sweep does not come to an end');
    sessions += 1;
    // A few requests before the items' turn, then some batches; the last answer is lost.
    await here.session([{ kind: 'stopAfter', requests: 14 + random.below(Math.max(6, Math.floor(ITEMS / PAGE / 6))) }]);
    if (random.chance(0.4)) {
      restarts += 1;
      await here.restart();
    }
    here.clock.advance(3 * MINUTE);
  }
  return { sessions, restarts };
}

function readTooOften(watch: Watch): readonly (readonly [string, number])[] {
  return [...watch.reads].filter(([, times]) => times > 2);
}

describe('a large company', () => {
  it(`the first read of ${String(ITEMS)} items goes on where a session was cut off, and reads none more than twice`, async () => {
    const here = await open();
    world = here;
    const watch = watchReads(here);
    const { sessions, restarts } = await untilDone(here, () => sweepReports(here.engine.db, here.companyId, 1).length > 0);
    console.log(`first read of ${String(ITEMS)}: ${String(sessions)} sessions, ${String(restarts)} restarts`);
    expect(sessions).toBeGreaterThan(1);
    expect(countItems(here.engine.db, here.companyId, 'inventory')).toBe(ITEMS);
    expect(watch.reads.size).toBe(ITEMS);
    expect(readTooOften(watch)).toEqual([]);
    // What was changed while the first read went on, in a part that was read before, is seen after it.
    here.company.setQuantity(skuAt(0), 7);
    await here.sync();
    await here.session();
    await here.engine.idle();
    expect(here.store.stockOf(skuAt(0))).toBe(7);
  }, 3 * 3_600_000);

  it(`a sweep of ${String(ITEMS)} items over cut-off sessions and restarts finds every missed change, and reads none more than twice`, async () => {
    const here = await open();
    world = here;
    await here.sync();
    await here.session();
    await here.engine.idle();
    here.clock.advance(DAY);
    await here.session();
    const missed = Array.from({ length: 40 }, (_, index) => skuAt(index * 5));
    const hidden = new Set(here.company.ledger().items.filter((item) => missed.includes(item.fullName)).map((item) => item.listId));
    here.company.faults.modifiedFilterMisses = (listId) => hidden.has(listId);
    here.clock.advance(DAY);
    for (const sku of missed) here.company.setQuantity(sku, 3);
    expect(await createHandlers(here.engine)['companies.sweep']({ companyId: here.companyId })).toMatchObject({ ok: true });
    collect();
    const before = process.memoryUsage().heapUsed;
    const watch = watchReads(here);
    const { sessions, restarts } = await untilDone(here, () => sweepOf(here.engine.db, here.companyId) === null);
    const grown = (watch.heap - before) / 1_048_576;
    console.log(`sweep of ${String(ITEMS)}: ${String(sessions)} sessions, ${String(restarts)} restarts; heap grew by at most ${grown.toFixed(1)} MB`);
    expect(sessions).toBeGreaterThan(1);
    expect(watch.reads.size).toBe(ITEMS);
    expect(readTooOften(watch)).toEqual([]);
    expect(sweepMissed(here.engine.db, here.companyId)).toBe(missed.length);
    expect(watch.heap).toBeGreaterThan(0);
    expect(grown).toBeLessThan(MOST_GROWN);
    await here.session();
    await here.engine.idle();
    expect(missed.map((sku) => here.store.stockOf(sku))).toEqual(missed.map(() => 3));
    expect(itemsBySku(here.engine.db, here.companyId, skuAt(1))).toMatchObject([{ isActive: true }]);
    expect(sweepReports(here.engine.db, here.companyId, 1)).toMatchObject([{ items: ITEMS, missed: missed.length, unreadShops: 0, listings: LISTED }]);
  }, 3 * 3_600_000);
});
