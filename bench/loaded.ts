/** A session with 200 waiting orders while the queue drains 10,000 updates into a slow shop: how long each SOAP call waits. */
import { createNotes, percentile, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { createBooks, runSession } from './parts/books.ts';
import { startChild } from './parts/childPort.ts';
import type { EngineCalls } from './parts/engineCalls.ts';
import { newFolder } from './parts/folders.ts';
import { createPlainWire, type PlainWire } from './parts/plainWire.ts';
import { startSlowShop } from './parts/slowShop.ts';

const ORDERS = 200;
const SKUS = 10_000;
/** Measured call times, this many times faster: a batch is at the shop for 120 ms, so the engine is busy with the next one twenty times as often as in life. */
const SCALE = 20;
/** Milliseconds QuickBooks takes for each request, so that the session lasts about as long as the drain. */
const THINKING = 30;

export const loadedBench: Bench = { name: 'loaded', about: 'a session with 200 waiting orders while 10,000 updates drain into a slow shop: every SOAP call', run };

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  const { note, measures } = createNotes();
  for (let index = 0; index < runs; index += 1) {
    say(`run ${String(index + 1)} of ${String(runs)}`);
    const { times, drained, lasted } = await oneRun(root);
    note({ key: 'p99', what: 'SOAP calls during the drain: p99', unit: 'ms', most: 250 }, percentile(times, 99));
    note({ key: 'longest', what: 'SOAP calls during the drain: the longest', unit: 'ms', most: 1_000, judged: 'worst' }, Math.max(...times));
    note({ key: 'median', what: 'SOAP calls during the drain: median', unit: 'ms' }, percentile(times, 50));
    note({ key: 'lasted', what: 'the session lasted', unit: 's' }, lasted / 1000);
    note({ key: 'drained', what: 'the 10,000 updates took', unit: 's' }, drained / 1000);
    note({ key: 'overlap', what: 'of the session, while the queue drained', unit: '%', least: 80 }, (100 * Math.min(lasted, drained)) / lasted);
  }
  return measures();
}

async function oneRun(root: string): Promise<{ readonly times: readonly number[]; readonly drained: number; readonly lasted: number }> {
  const shop = await startSlowShop(SKUS);
  const { folder, remove } = newFolder(root, 'disk');
  const child = startChild<EngineCalls>(`${import.meta.dirname}/parts/engineChild.ts`);
  try {
    const wire = createPlainWire(await child.ask('open', { folder, shopUrl: shop.url, companySettings: { chunkPauseSeconds: 0 } }));
    const books = createBooks(SKUS);
    await child.ask('pause', true);
    await runSession(wire, books.quickBooks);
    await child.ask('readShop');
    const { open } = await child.ask('counts');
    if (open !== SKUS) throw new Error(`${String(open)} updates are due instead of ${String(SKUS)}`);
    await child.ask('takeOrders', 0, ORDERS, SKUS);
    wire.times.length = 0;
    shop.scale = SCALE;
    await child.ask('pause', false);
    const begun = performance.now();
    const drain = child.ask('drain');
    await runSession(thoughtful(wire), books.quickBooks);
    const lasted = performance.now() - begun;
    const drained = await drain;
    wire.close();
    const { done } = await child.ask('counts');
    if (done !== ORDERS) throw new Error(`${String(done)} of ${String(ORDERS)} orders were entered`);
    return { times: wire.times.map(({ ms }) => ms), drained, lasted };
  } finally {
    await child.end();
    await shop.close();
    remove();
  }
}

/** QuickBooks takes its time before each answer. */
function thoughtful(wire: PlainWire): PlainWire {
  return {
    ...wire,
    async call(operation, args) {
      if (operation === 'receiveResponseXML') await new Promise((resolve) => { setTimeout(resolve, THINKING); });
      return wire.call(operation, args);
    },
  };
}
