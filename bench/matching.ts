/** The matching page at 100,000 items and 100,000 listings: how long its questions take, and whether the engine is there for others meanwhile. */
import { createNotes, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { startChild } from './parts/childPort.ts';
import { newFolder } from './parts/folders.ts';
import type { MatchingCalls } from './parts/matchingChild.ts';

const COUNT = 100_000;
/** What somebody waits for without wondering, and what the Web Connector and the shops may wait. Milliseconds. */
const MOST_WAIT = 2_000;
const MOST_BLOCKED = 200;

export const matchingBench: Bench = { name: 'matching', about: 'the matching page at 100,000 items and 100,000 listings: its questions, and how long each blocks the engine', run };

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  const { note, measures } = createNotes();
  const { folder, remove } = newFolder(root, 'disk');
  const child = startChild<MatchingCalls>(`${import.meta.dirname}/parts/matchingChild.ts`);
  try {
    say(`${COUNT.toLocaleString('en-US')} items and listings …`);
    await child.ask('open', folder, COUNT);
    for (let index = 0; index < runs; index += 1) {
      say(`run ${String(index + 1)} of ${String(runs)}`);
      const opened = await child.ask('openPage', true);
      note({ key: 'opened', what: 'page opened after a change: all tabs counted, first page; suggestions are still being made', unit: 'ms', most: MOST_WAIT }, opened.milliseconds);
      note({ key: 'openedBusy', what: 'processor time of that, suggestions that were made meanwhile among it', unit: 'ms', most: MOST_WAIT }, opened.busy);
      note({ key: 'openedBlocked', what: 'the longest that this blocked the engine, in processor time', unit: 'ms', most: MOST_BLOCKED }, opened.blocked);
      const made = await child.ask('untilMade');
      note({ key: 'made', what: 'then, until every suggestion is there', unit: 'ms' }, made.milliseconds);
      note({ key: 'madeBusy', what: 'processor time of both', unit: 'ms' }, opened.busy + made.busy);
      note({ key: 'madeBlocked', what: 'the longest that this blocked the engine, in processor time', unit: 'ms', most: MOST_BLOCKED }, made.blocked);
      note({ key: 'madeGrown', what: 'heap after both, garbage included, above before', unit: 'MB' }, opened.grown + made.grown);
      note({ key: 'suggestions', what: 'suggestions found', unit: 'pairs' }, made.suggestions);
      note({ key: 'sure', what: 'of them ready to be accepted together as sure', unit: 'pairs' }, made.sure);
      const again = await child.ask('openPage', false);
      note({ key: 'again', what: 'page opened again, nothing changed', unit: 'ms', most: MOST_WAIT }, again.milliseconds);
      for (const [tab, asked] of Object.entries(await child.ask('pages'))) {
        note({ key: `page.${tab}`, what: `100 rows from the 5,000th of ${tab}`, unit: 'ms', most: MOST_WAIT }, asked.milliseconds);
        note({ key: `blocked.${tab}`, what: `the longest that this blocked the engine (${tab})`, unit: 'ms', most: MOST_BLOCKED }, asked.blocked);
      }
      const found = await child.ask('search');
      note({ key: 'search', what: 'search among the listings without an item', unit: 'ms', most: MOST_WAIT }, found.milliseconds);
      const accepted = await child.ask('acceptMany');
      note({ key: 'accept', what: 'accepting 1,000 sure pairs at once', unit: 'ms', most: MOST_WAIT }, accepted.milliseconds);
      note({ key: 'acceptBlocked', what: 'the longest that this blocked the engine', unit: 'ms', most: MOST_BLOCKED }, accepted.blocked);
    }
  } finally {
    await child.end();
    remove();
  }
  return measures();
}
