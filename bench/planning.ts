/** Planning: 10,000 orders against 100,000 items: taking in, drafting, and matching SKUs. */
import { createNotes, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { startChild } from './parts/childPort.ts';
import { newFolder } from './parts/folders.ts';
import type { PlanningCalls } from './parts/planningChild.ts';

const ORDERS = 10_000;
const ITEMS = 100_000;

export const planningBench: Bench = { name: 'planning', about: '10,000 orders against 100,000 items: orders planned and SKUs matched a second', run };

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  const { note, measures } = createNotes();
  const { folder, remove } = newFolder(root, 'disk');
  const child = startChild<PlanningCalls>(`${import.meta.dirname}/parts/planningChild.ts`);
  try {
    say(`${ITEMS.toLocaleString('en-US')} items …`);
    await child.ask('open', folder, ITEMS);
    for (let index = 0; index < runs; index += 1) {
      say(`run ${String(index + 1)} of ${String(runs)}`);
      const { taken, drafted, matched, matches } = await child.ask('plan', index * ORDERS, ORDERS);
      note({ key: 'taken', what: `${ORDERS.toLocaleString('en-US')} orders taken in, each with its document to write, stored`, unit: 'orders/s' }, (1000 * ORDERS) / taken);
      note({ key: 'drafted', what: `${ORDERS.toLocaleString('en-US')} documents drafted down to their qbXML`, unit: 'orders/s' }, (1000 * ORDERS) / drafted);
      note({ key: 'planned', what: 'both together', unit: 'orders/s' }, (1000 * ORDERS) / (taken + drafted));
      note({ key: 'matched', what: `SKUs matched among ${ITEMS.toLocaleString('en-US')} items`, unit: 'matches/s' }, (1000 * matches) / matched);
    }
  } finally {
    await child.end();
    remove();
  }
  return measures();
}
