/** Whole sessions with 200 and 1,000 waiting sales receipts, on disk and in memory, against quickbooks-js handing out the same requests. */
import { existsSync } from 'node:fs';
import { createNotes, percentile, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { bareCommits } from './parts/bareCommits.ts';
import { createBooks, runSession, type Asked } from './parts/books.ts';
import { startChild } from './parts/childPort.ts';
import type { EngineCalls } from './parts/engineCalls.ts';
import { hasTmpfs, newFolder, type Place } from './parts/folders.ts';
import { ensurePeer, startPeer, warmPeer } from './parts/peer.ts';
import { createPlainWire, timeOf, type TimedCall } from './parts/plainWire.ts';

const SIZES = [200, 1_000] as const;
const SKUS = 300;
/** Receipts in the session that warms each engine up, and as many calls for its peer. */
const WARM = 200;
const COMMITS = 400;
/** No shop answers there: nothing of these sessions is about one. */
const NO_SHOP = 'http://127.0.0.1:9';
const FOLDERS: Readonly<Record<Place, string>> = { disk: 'on disk, every step durable', tmpfs: 'in memory' };

export const sessionBench: Bench = { name: 'session', about: 'sessions with 200 and 1,000 waiting receipts, on disk and in memory, against quickbooks-js', run };

type Served = { readonly orders: number; readonly calls: readonly TimedCall[]; /** Milliseconds of the whole sessions, QuickBooks' own work included. */ readonly wall: number };
/** `file`: the company file before the sessions, so that the peer writes into the same one. */
type Ran = Served & { readonly commits: readonly number[]; readonly asked: readonly Asked[]; readonly bytes: number; readonly file: string };

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  ensurePeer(root, say);
  const { note, measures } = createNotes();
  const places: readonly Place[] = hasTmpfs() ? ['tmpfs', 'disk'] : ['disk'];
  if (places.length === 1) say('there is no /dev/shm: nothing is measured in memory');
  for (let index = 0; index < runs; index += 1) {
    say(`run ${String(index + 1)} of ${String(runs)}`);
    for (const size of SIZES) {
      const ours = new Map<Place, Ran>();
      for (const place of places) ours.set(place, await oneEngine(root, place, size));
      const disk = ours.get('disk');
      if (disk === undefined) throw new Error('nothing was measured');
      noteRun(note, size, ours, await onePeer(root, disk));
    }
  }
  return measures();
}

type Note = ReturnType<typeof createNotes>['note'];

function noteRun(note: Note, size: number, ours: ReadonlyMap<Place, Ran>, peer: Served): void {
  const many = size.toLocaleString('en-US');
  for (const [place, ran] of ours) {
    const key = `${String(size)}.${place}`;
    const where = FOLDERS[place];
    // The same client, the same QuickBooks, the same requests.
    note({ key: `${key}.ratio`, what: `${many} receipts ${where}: orders a second, quickbooks-js = 1`, unit: '×', least: place === 'tmpfs' ? 0.9 : 0.5 }, speed(ran) / speed(peer));
    note(
      { key: `${key}.line`, what: `${many} receipts ${where}: the same without the time of the client and of QuickBooks`, unit: '×' },
      (timeOf(peer.calls) / peer.orders) / (timeOf(ran.calls) / ran.orders),
    );
    note({ key: `${key}.orders`, what: `${many} receipts ${where}: orders a second`, unit: '/s' }, speed(ran));
    note({ key: `${key}.calls`, what: `${many} receipts ${where}: calls a second`, unit: '/s' }, (1000 * ran.calls.length) / ran.wall);
    note({ key: `${key}.delivered`, what: `${many} receipts ${where}: delivered`, unit: 'orders', least: size, judged: 'worst' }, ran.orders);
    const [call, commit] = [percentile(ran.calls.map(({ ms }) => ms), 99), percentile(ran.commits, 99)];
    note({ key: `${key}.commitP99`, what: `${many} receipts ${where}: a bare durable commit, p99`, unit: 'ms' }, commit);
    note({ key: `${key}.p99`, what: `${many} receipts ${where}: p99 of all calls, less that of a bare commit`, unit: 'ms', most: 20 }, call - commit);
    note({ key: `${key}.bytes`, what: `${many} receipts ${where}: database bytes an order, everything that was said kept`, unit: 'kB' }, ran.bytes / ran.orders / 1024);
  }
  note({ key: `${String(size)}.peer.orders`, what: `${many} receipts, quickbooks-js: orders a second`, unit: '/s' }, speed(peer));
  note({ key: `${String(size)}.peer.calls`, what: `${many} receipts, quickbooks-js: calls a second`, unit: '/s' }, (1000 * peer.calls.length) / peer.wall);
  note({ key: `${String(size)}.peer.delivered`, what: `${many} receipts, quickbooks-js: delivered`, unit: 'orders' }, peer.orders);
}

function speed({ orders, wall }: Served): number {
  return (1000 * orders) / wall;
}

/** A new engine, warmed up by sessions of its own, then as many sessions as it takes. */
async function oneEngine(root: string, place: Place, size: number): Promise<Ran> {
  const { folder, remove } = newFolder(root, place);
  const child = startChild<EngineCalls>(`${import.meta.dirname}/parts/engineChild.ts`);
  const books = createBooks(SKUS);
  try {
    const wire = createPlainWire(await child.ask('open', { folder: `${folder}/data`, shopUrl: NO_SHOP, storeSettings: { pushStock: false } }));
    await runSession(wire, books.quickBooks);
    await child.ask('takeOrders', 0, WARM, SKUS);
    await runSession(wire, books.quickBooks);
    await child.ask('takeOrders', WARM, size, SKUS);
    const before = await child.ask('counts');
    const { databaseBytes } = await child.ask('memory');
    wire.times.length = 0;
    books.forget();
    const file = books.company.snapshot();
    const begun = performance.now();
    for (let sessions = 0; (await child.ask('counts')).waiting > 0; sessions += 1) {
      if (sessions > size / 100) throw new Error('the receipts do not get any fewer');
      await runSession(wire, books.quickBooks);
    }
    const wall = performance.now() - begun;
    wire.close();
    const after = await child.ask('counts');
    const memory = await child.ask('memory');
    return { orders: after.done - before.done, calls: [...wire.times], wall, commits: bareCommits(folder, COMMITS), asked: [...books.asked], bytes: memory.databaseBytes - databaseBytes, file };
  } finally {
    await child.end();
    if (existsSync(folder)) remove();
  }
}

/** A fresh process that hands out the same requests, to the same company file. */
async function onePeer(root: string, { asked, file }: Ran): Promise<Served> {
  const receipts = asked.filter(({ request }) => request.includes('SalesReceiptAddRq'));
  const peer = await startPeer(root);
  try {
    await warmPeer(peer, WARM, receipts[0]?.answer ?? '');
    await peer.queue(receipts.map(({ request }) => request));
    const books = createBooks(0);
    books.company.restore(file);
    const wire = createPlainWire(peer.url);
    const begun = performance.now();
    await runSession(wire, books.quickBooks);
    const wall = performance.now() - begun;
    wire.close();
    const refused = books.asked.find(({ answer }) => !answer.includes('statusCode="0"'));
    if (refused !== undefined) throw new Error(`QuickBooks refused what quickbooks-js handed out: ${refused.answer.slice(0, 300)}`);
    return { orders: books.asked.length, calls: wire.times, wall };
  } finally {
    await peer.end();
  }
}
