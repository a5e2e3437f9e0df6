/** The queue of stock updates drained into a shop with measured call times, 1:20: 800 and 20,000 updates, against the bare calls in sequence and against one at a time. */
import { createNotes, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { startChild } from './parts/childPort.ts';
import type { EngineCalls } from './parts/engineCalls.ts';
import { newFolder } from './parts/folders.ts';
import { startSlowShop, type SlowShop } from './parts/slowShop.ts';
import type { Change, RawShopCalls } from './parts/rawShopChild.ts';

const SIZES = [800, 20_000] as const;
/** One at a time takes too long for more. */
const SMALL = 800;
const SCALE = 20;
const parts = `${import.meta.dirname}/parts`;

export const drainBench: Bench = { name: 'drain', about: '800 and 20,000 stock updates into a shop with measured call times (1:20), against the bare calls', run };

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  const { note, measures } = createNotes();
  for (const size of SIZES) {
    const shop = await startSlowShop(size);
    const raw = startChild<RawShopCalls>(`${parts}/rawShopChild.ts`);
    const { folder, remove } = newFolder(root, 'disk');
    const engine = startChild<EngineCalls>(`${parts}/engineChild.ts`);
    try {
      // The pause between two chunks is a courtesy to the shop and a setting (5 s): it is left out, so that the rest can be seen.
      await engine.ask('open', { folder, shopUrl: shop.url, speed: SCALE, companySettings: { chunkPauseSeconds: 0 } });
      await engine.ask('pause', true);
      await engine.ask('restock', size, 100);
      await engine.ask('readShop');
      for (let index = 0; index < runs; index += 1) {
        say(`${size.toLocaleString('en-US')} updates, run ${String(index + 1)} of ${String(runs)}`);
        // Another number for every listing, each time.
        await engine.ask('restock', size, 200 + index * 100);
        const before = await engine.ask('counts');
        if (before.open !== size) throw new Error(`${String(before.open)} updates are due instead of ${String(size)}`);
        const { databaseBytes } = await engine.ask('memory');
        shop.scale = SCALE;
        const floor = await raw.ask('batches', shop.url, changesOf(shop, index));
        await engine.ask('pause', false);
        const drained = await engine.ask('drain');
        await engine.ask('pause', true);
        const single = size === SMALL ? await raw.ask('oneAtATime', shop.url, changesOf(shop, index + 1)) : null;
        shop.scale = 0;
        const after = await engine.ask('counts');
        if (after.confirmed - before.confirmed !== size) throw new Error(`${String(after.confirmed - before.confirmed)} of ${String(size)} updates were confirmed`);
        const bytes = (await engine.ask('memory')).databaseBytes - databaseBytes;
        const what = `${size.toLocaleString('en-US')} updates`;
        note({ key: `${String(size)}.ours`, what: `${what}: until the last one is confirmed`, unit: 's' }, drained / 1000);
        note({ key: `${String(size)}.floor`, what: `${what}: the bare batch calls in sequence`, unit: 's' }, floor / 1000);
        note({ key: `${String(size)}.ratio`, what: `${what}: the bare batch calls = 1`, unit: '×', most: 1.05 }, drained / floor);
        if (single !== null) note({ key: `${String(size)}.single`, what: `${what}: one product a call`, unit: 's' }, single / 1000);
        if (single !== null) note({ key: `${String(size)}.faster`, what: `${what}: times as fast as one at a time`, unit: '×', least: 3.5 }, single / drained);
        if (size !== SMALL) note({ key: `${String(size)}.bytes`, what: `${what}: database bytes an update, call and log line kept`, unit: 'bytes' }, bytes / size);
      }
    } finally {
      await engine.end();
      await raw.end();
      await shop.close();
      remove();
    }
  }
  return measures();
}

function changesOf(shop: SlowShop, index: number): readonly Change[] {
  return shop.store.listings().map(({ id }) => ({ id, stock_quantity: 7 + index }));
}
