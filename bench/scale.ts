/** The same work at 1,000, 10,000 and 100,000 SKUs with 10,000 to 1,000,000 log lines: ten times the data may take eleven times as long. */
import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createNotes, summary, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { createBooks, runSession } from './parts/books.ts';
import { startChild, type Child } from './parts/childPort.ts';
import type { EngineCalls } from './parts/engineCalls.ts';
import { newFolder } from './parts/folders.ts';
import { residentMegabytes } from './parts/memory.ts';
import { skuOf } from './parts/orders.ts';
import { createPlainWire } from './parts/plainWire.ts';
import { scaleData, SIZES, wordOf, type ScaleSize } from './parts/scaleData.ts';
import { sweepAnswer } from './parts/sweepAnswers.ts';

const NO_SHOP = 'http://127.0.0.1:9';
/** Milliseconds after `ready` in which a starting process comes to rest. */
const REST = 5_000;
const SEARCHES = 20;
const LARGEST = SIZES.at(-1);

export const scaleBench: Bench = { name: 'scale', about: '1,000 to 100,000 SKUs and 10,000 to 1,000,000 log lines: poll, sweep, search, start, memory', run };

type Note = ReturnType<typeof createNotes>['note'];

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  const { note, measures } = createNotes();
  for (const size of SIZES) {
    const kept = await scaleData(root, size, say);
    const { folder, remove } = newFolder(root, 'disk');
    const data = path.join(folder, 'data');
    cpSync(kept, data, { recursive: true });
    rmSync(path.join(data, 'bench.json'), { force: true });
    try {
      // The first start reads the file into the cache; nobody's measure is taken of it.
      await started(root, data);
      for (let index = 0; index < runs; index += 1) {
        say(`${size.skus.toLocaleString('en-US')} SKUs, run ${String(index + 1)} of ${String(runs)}`);
        const { ready, resting } = await started(root, data);
        noteStart(note, size, ready, resting);
        await insideEngine(note, size, data, index);
      }
    } finally {
      remove();
    }
  }
  return [...measures(), ...growth(measures())];
}

function noteStart(note: Note, size: ScaleSize, ready: number, resting: number): void {
  const isLargest = size === LARGEST;
  note({ key: `start.${String(size.skus)}`, what: `${nameOf(size)}: start to ready after a clean stop`, unit: 'ms', ...(isLargest ? { most: 700 } : {}) }, ready);
  note({ key: `resting.${String(size.skus)}`, what: `${nameOf(size)}: memory at rest`, unit: 'MB', ...(isLargest ? { most: 130 } : {}) }, resting);
}

/** `serve` as a user starts it: milliseconds to its first line, and its memory once it has come to rest. */
async function started(root: string, data: string): Promise<{ readonly ready: number; readonly resting: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'src', 'cli', 'start.js'), 'serve', '--data', data, '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  try {
    await Promise.race([
      new Promise<void>((resolve) => { child.stdout.once('data', () => { resolve(); }); }),
      ended.then(() => { throw new Error('serve ended before it was ready'); }),
    ]);
    const ready = performance.now() - begun;
    await new Promise((resolve) => { setTimeout(resolve, REST); });
    return { ready, resting: residentMegabytes(child.pid ?? 0) };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function insideEngine(note: Note, size: ScaleSize, data: string, index: number): Promise<void> {
  const child = startChild<EngineCalls>(`${import.meta.dirname}/parts/engineChild.ts`);
  try {
    const wire = createPlainWire(await child.ask('open', { folder: data, shopUrl: NO_SHOP }));
    const books = createBooks(0, sweepAnswer(size.skus));
    // Warm: the code has run, the password is known.
    for (let warm = 0; warm < 3; warm += 1) await runSession(wire, books.quickBooks);
    const cycle = await processorTime(child, () => runSession(wire, books.quickBooks));
    note({ key: `cycle.${String(size.skus)}`, what: `${nameOf(size)}: a poll with nothing changed, processor time`, unit: 'ms', ...(size === LARGEST ? { most: 50 } : {}) }, cycle);
    await noteSearches(note, size, child, index);
    await child.ask('sweepDue');
    const sweep = await processorTime(child, () => runSession(wire, books.quickBooks));
    note({ key: `sweep.${String(size.skus)}`, what: `${nameOf(size)}: a sweep over every item, processor time`, unit: 'ms' }, sweep);
    wire.close();
  } finally {
    await child.end();
  }
}

async function processorTime(child: Child<EngineCalls>, work: () => Promise<unknown>): Promise<number> {
  const before = await child.ask('cpu');
  await work();
  return (await child.ask('cpu')) - before;
}

/** The median of several: each asks for something else, so that nothing is known from the one before. */
async function noteSearches(note: Note, size: ScaleSize, child: Child<EngineCalls>, index: number): Promise<void> {
  const search = async (filter: Readonly<Record<string, unknown>>): Promise<number> => {
    const { milliseconds, lines } = await child.ask('searchLog', filter);
    if (lines === 0) throw new Error(`nothing was found by ${JSON.stringify(filter)}`);
    return milliseconds;
  };
  const [bySku, byWords]: [number[], number[]] = [[], []];
  for (let place = 0; place < SEARCHES; place += 1) {
    bySku.push(await search({ sku: skuOf(((index * 101 + place * 37) * 20) % size.skus) }));
    byWords.push(await search({ words: `${wordOf(place)} shelf` }));
  }
  const isLargest = size === LARGEST;
  note({ key: `sku.${String(size.skus)}`, what: `${nameOf(size)}: search of the log for one SKU`, unit: 'ms', ...(isLargest ? { most: 10 } : {}) }, summary(bySku).median);
  note({ key: `words.${String(size.skus)}`, what: `${nameOf(size)}: search of the log for two words`, unit: 'ms', ...(isLargest ? { most: 100 } : {}) }, summary(byWords).median);
}

const ROWS: Readonly<Record<string, string>> = { start: 'start to ready', cycle: 'a poll with nothing changed', sweep: 'a sweep', sku: 'search for one SKU', words: 'search for two words' };

/** Ten times the data: how many times as long. One value for each step from a size to the next. */
function growth(measures: readonly Measure[]): readonly Measure[] {
  const medianOf = (key: string): number => summary(measures.find((measure) => measure.key === key)?.runs ?? []).median;
  return Object.entries(ROWS).map(([row, words]) => ({
    key: `growth.${row}`, what: `Ten times the data, time of ${words}: times as long, at each of the two steps`, unit: '×', most: 11, judged: 'worst',
    runs: SIZES.slice(1).map((size, place) => Number((medianOf(`${row}.${String(size.skus)}`) / medianOf(`${row}.${String(SIZES[place]?.skus ?? 0)}`)).toPrecision(3))),
  }));
}

function nameOf({ skus, lines }: ScaleSize): string {
  return `${skus.toLocaleString('en-US')} SKUs, ${lines.toLocaleString('en-US')} log lines`;
}
