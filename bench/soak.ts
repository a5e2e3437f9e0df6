/** Load and soak: 24 simulated hours with 50,000 orders, 100,000 SKUs and 500,000 stock updates; memory, file and handles at the start, in the middle and at the end. */
import { createNotes, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { createBooks, runSession, type BenchBooks } from './parts/books.ts';
import { startChild, type Child } from './parts/childPort.ts';
import type { EngineCalls } from './parts/engineCalls.ts';
import { newFolder } from './parts/folders.ts';
import { openHandles } from './parts/memory.ts';
import { skuOf } from './parts/orders.ts';
import { createPlainWire, type PlainWire } from './parts/plainWire.ts';
import { startSlowShop } from './parts/slowShop.ts';

/** A part of everything, in as long a day, for whoever changes this file and wants to see that it still works: STOCKBRIDGE_SOAK_PART=0.05. */
const PART = Number(process.env['STOCKBRIDGE_SOAK_PART'] ?? 1);
const SKUS = Math.round(100_000 * PART);
const ORDERS = Math.round(50_000 * PART);
const UPDATES = Math.round(500_000 * PART);
/** One poll of the Web Connector every five minutes of a day. */
const POLLS = 288;
const POLL_EVERY = 300_000;
/** The engine's clock: a simulated day in a quarter of an hour. A busy machine needs a slower one, or the day has more than 24 hours: STOCKBRIDGE_SOAK_SPEED=32. */
const SPEED = Number(process.env['STOCKBRIDGE_SOAK_SPEED'] ?? 96);
/** A whole day writes tens of gigabytes durably; where the disk cannot take them in the time, the file lies in memory: STOCKBRIDGE_SOAK_PLACE=tmpfs. */
const PLACE = process.env['STOCKBRIDGE_SOAK_PLACE'] === 'tmpfs' ? 'tmpfs' : 'disk';
/** Simulated days: what is told of a finished document, and of an update, is kept for three hours, so that the day shows what retention does. */
const KEEP_DAYS = 3 / 24;
const HOUSE_EVERY = 12;
const START = Math.floor(POLLS / 6);
const MOMENTS: Readonly<Record<number, string>> = { [START]: 'start (after 4 hours)', [Math.floor(POLLS / 2)]: 'middle', [POLLS - 1]: 'end' };

export const soakBench: Bench = { name: 'soak', about: '24 simulated hours: 50,000 orders, 100,000 SKUs, 500,000 updates; memory, file size, handles', onlyByName: true, run };

type Sample = {
  readonly when: string;
  readonly rss: number;
  readonly heap: number;
  readonly database: number;
  readonly passing: number;
  readonly delayP99: number;
  readonly delayMost: number;
  readonly handles: number;
};

async function run({ root, say }: BenchOptions): Promise<readonly Measure[]> {
  const begun = Date.now();
  const now = (): number => begun + (Date.now() - begun) * SPEED;
  const shop = await startSlowShop(SKUS, now);
  const { folder, remove } = newFolder(root, PLACE);
  const child = startChild<EngineCalls>(`${import.meta.dirname}/parts/engineChild.ts`, ['--expose-gc']);
  try {
    say(`${SKUS.toLocaleString('en-US')} items in QuickBooks and in the shop …`);
    const books = createBooks(SKUS, () => null, now);
    const wire = createPlainWire(await child.ask('open', {
      folder, shopUrl: shop.url, speed: SPEED, clockwork: true, companySettings: { chunkPauseSeconds: 1, busySeconds: 10 },
      storeSettings: { pullMinutes: 5, listingMinutes: 1_440 },
    }));
    await child.ask('setSettings', { keepExchangesDays: KEEP_DAYS, keepLogDays: KEEP_DAYS });
    await runSession(wire, books.quickBooks);
    await child.ask('readShop');
    await child.ask('drain');
    const before = await child.ask('counts');
    const began = now();
    const samples = await theDay(child, wire, books, say);
    const hours = (now() - began) / 3_600_000;
    await catchUp(child, wire, books);
    await child.ask('drain');
    const after = await child.ask('counts');
    wire.close();
    table(samples);
    return [...measuresOf(samples, after.done - before.done, await confirmedInAll(child)), { key: 'hours', what: 'simulated hours', unit: 'h', runs: [hours], least: 24 }];
  } finally {
    await child.end();
    await shop.close();
    remove();
  }
}

/** A session that was cut off by its ten minutes, which are six seconds here, leaves the rest to the next; until no session enters anything any more. */
async function catchUp(child: Child<EngineCalls>, wire: PlainWire, books: BenchBooks): Promise<void> {
  for (let waiting = (await child.ask('counts')).waiting, fruitless = 0; waiting > 0 && fruitless < 3;) {
    await runSession(wire, books.quickBooks);
    const left = (await child.ask('counts')).waiting;
    fruitless = left < waiting ? 0 : fruitless + 1;
    waiting = left;
  }
}

async function theDay(child: Child<EngineCalls>, wire: PlainWire, books: BenchBooks, say: (words: string) => void): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  await child.ask('memory');
  for (let poll = 0; poll < POLLS; poll += 1) {
    const due = performance.now() + POLL_EVERY / SPEED;
    const [from, to] = [part(ORDERS, poll), part(ORDERS, poll + 1)];
    await child.ask('takeOrders', from, to - from, SKUS);
    for (let change = part(UPDATES, poll); change < part(UPDATES, poll + 1); change += 1) books.company.setQuantity(skuOf((change * 7) % SKUS), 1_000 + (change % 5_000));
    books.forget();
    await runSession(wire, books.quickBooks, () => new Promise((resolve) => { setTimeout(resolve, 5_000 / SPEED); }));
    if (poll % HOUSE_EVERY === HOUSE_EVERY - 1) await child.ask('keepHouse');
    const when = MOMENTS[poll];
    if (when !== undefined) samples.push(await sampleOf(child, when));
    wire.times.length = 0;
    if (poll % 24 === 23) say(`${String((poll + 1) / 12)} of 24 hours`);
    const left = due - performance.now();
    if (left > 0) await new Promise((resolve) => { setTimeout(resolve, left); });
  }
  return samples;
}

function part(all: number, poll: number): number {
  return Math.floor((all * poll) / POLLS);
}

/** The memory that is left after a collection: what a collector has not got round to says nothing about a leak. */
async function sampleOf(child: Child<EngineCalls>, when: string): Promise<Sample> {
  const { rss, heap, databaseBytes, passingBytes, delayP99, delayMost } = await child.ask('memory');
  const MB = 1024 * 1024;
  return { when, rss: rss / MB, heap: heap / MB, database: databaseBytes / MB, passing: passingBytes / MB, delayP99, delayMost, handles: openHandles(child.pid) };
}

async function confirmedInAll(child: Child<EngineCalls>): Promise<number> {
  return (await child.ask('counts')).confirmed;
}

function table(samples: readonly Sample[]): void {
  console.log(
    `  ${''.padEnd(24)}${'RSS MB'.padStart(10)}${'heap MB'.padStart(10)}${'file MB'.padStart(10)}${'passing MB'.padStart(12)}${'delay p99 ms'.padStart(15)}${'delay max ms'.padStart(15)}${'handles'.padStart(10)}`,
  );
  for (const { when, rss, heap, database, passing, delayP99, delayMost, handles } of samples) {
    console.log(
      `  ${when.padEnd(24)}${rss.toFixed(0).padStart(10)}${heap.toFixed(0).padStart(10)}${database.toFixed(0).padStart(10)}${passing.toFixed(0).padStart(12)}${delayP99.toFixed(1).padStart(15)}${delayMost.toFixed(0).padStart(15)}${String(handles).padStart(10)}`,
    );
  }
}

function measuresOf(samples: readonly Sample[], orders: number, confirmed: number): readonly Measure[] {
  const { note, measures } = createNotes();
  for (const [index, sample] of samples.entries()) {
    const { when } = sample;
    note({ key: `${String(index)}.rss`, what: `${when}: memory`, unit: 'MB' }, sample.rss);
    note({ key: `${String(index)}.heap`, what: `${when}: heap in use`, unit: 'MB' }, sample.heap);
    note({ key: `${String(index)}.database`, what: `${when}: database and its log`, unit: 'MB' }, sample.database);
    note({ key: `${String(index)}.passing`, what: `${when}: of it what is kept for a time (exchanges, calls to shops, log)`, unit: 'MB' }, sample.passing);
    note({ key: `${String(index)}.delayP99`, what: `${when}: event-loop delay p99 since the one before`, unit: 'ms' }, sample.delayP99);
    note({ key: `${String(index)}.delayMost`, what: `${when}: longest event-loop delay since the one before`, unit: 'ms' }, sample.delayMost);
    note({ key: `${String(index)}.handles`, what: `${when}: open handles`, unit: '' }, sample.handles);
  }
  const [start, , end] = samples;
  if (start !== undefined && end !== undefined) {
    note({ key: 'flat.rss', what: 'memory at the end, at the start = 1', unit: '×', most: 1.25 }, end.rss / start.rss);
    note({ key: 'flat.heap', what: 'heap at the end, at the start = 1', unit: '×', most: 1.25 }, end.heap / start.heap);
    note({ key: 'flat.handles', what: 'handles at the end, at the start = 1', unit: '×', most: 1.2 }, end.handles / start.handles);
    note({ key: 'flat.passing', what: 'of the database what is kept for a time, at the start = 1', unit: '×', most: 1.25 }, end.passing / start.passing);
    const kept = end.database - end.passing - (start.database - start.passing);
    note({ key: 'kept', what: 'growth of the rest by an order (documents are kept for ever)', unit: 'kB' }, (1024 * kept) / (ORDERS * (1 - START / POLLS)));
  }
  note({ key: 'orders', what: 'orders entered', unit: '', least: ORDERS }, orders);
  note({ key: 'confirmed', what: 'updates confirmed and still in the log', unit: '' }, confirmed);
  return measures();
}
