/** Large answers: 1,000 and 10,000 items in one receiveResponseXML, and 200 pages of 500 as we really ask, against quickbooks-js and against bare parsing. */
import { createNotes, type Bench, type BenchOptions, type Measure } from './measure.ts';
import { createBooks, runSession } from './parts/books.ts';
import { startChild } from './parts/childPort.ts';
import type { EngineCalls } from './parts/engineCalls.ts';
import type { FloorCalls } from './parts/floorChild.ts';
import { newFolder } from './parts/folders.ts';
import { itemPage, itemPages } from './parts/itemPages.ts';
import { peakMegabytes } from './parts/memory.ts';
import { ensurePeer, startPeer } from './parts/peer.ts';
import { createPlainWire, type PlainWire } from './parts/plainWire.ts';

const SIZES = [1_000, 10_000] as const;
const PAGE = 500;
const PAGES = 200;
/** Ten times as many pages may take eleven times as long: counted from the 21st on, when the code is warm. */
const STRETCH = 20;
const NO_SHOP = 'http://127.0.0.1:9';
const parts = `${import.meta.dirname}/parts`;

export const answersBench: Bench = { name: 'answers', about: 'answers with 1,000 and 10,000 items and 200 pages of 500, against quickbooks-js and bare parsing', run };

type Taken = { readonly ms: number; readonly peak: number };

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  ensurePeer(root, say);
  const { note, measures } = createNotes();
  for (let index = 0; index < runs; index += 1) {
    say(`run ${String(index + 1)} of ${String(runs)}`);
    for (const size of SIZES) {
      const [ours, peer, floor] = [await settled(root, size), await received(root, size), await passedOver(size)];
      const what = `${size.toLocaleString('en-US')} items`;
      const isBound = size === 10_000;
      note({ key: `${String(size)}.ours`, what: `${what}: until they are settled in the database`, unit: 'ms' }, ours.ms);
      note({ key: `${String(size)}.peer`, what: `${what}: until quickbooks-js has received them`, unit: 'ms' }, peer.ms);
      note({ key: `${String(size)}.floor`, what: `${what}: both passes with a bare streaming parser`, unit: 'ms' }, floor.ms);
      note({ key: `${String(size)}.toPeer`, what: `${what}: settled, quickbooks-js only receiving = 1`, unit: '×', ...(isBound ? { most: 1 } : {}) }, ours.ms / peer.ms);
      note({ key: `${String(size)}.toFloor`, what: `${what}: settled, bare parsing = 1`, unit: '×', ...(isBound ? { most: 2 } : {}) }, ours.ms / floor.ms);
      note({ key: `${String(size)}.peak`, what: `${what}: memory at its peak`, unit: 'MB' }, ours.peak);
      note({ key: `${String(size)}.peerPeak`, what: `${what}: memory of quickbooks-js at its peak`, unit: 'MB' }, peer.peak);
      note({ key: `${String(size)}.peakToPeer`, what: `${what}: memory at its peak, quickbooks-js = 1`, unit: '×', ...(isBound ? { most: 1.25 } : {}) }, ours.peak / peer.peak);
    }
    const pages = await inPages(root);
    const sum = (from: number, to: number): number => pages.times.slice(from, to).reduce((all, ms) => all + ms, 0);
    note({ key: 'pages.all', what: `${String(PAGES)} pages of ${String(PAGE)}: until they are settled`, unit: 'ms' }, sum(0, PAGES));
    note({ key: 'pages.growth', what: `${String(PAGES)} pages, ${String(STRETCH)} of them = 1 (linear = 10)`, unit: '×', most: 11 }, sum(0, PAGES) / sum(STRETCH, 2 * STRETCH));
    note({ key: 'pages.peak', what: `${String(PAGES)} pages of ${String(PAGE)}: memory at its peak`, unit: 'MB' }, pages.peak);
  }
  return measures();
}

function longest(wire: PlainWire): number {
  return Math.max(...wire.times.filter(({ operation }) => operation === 'receiveResponseXML').map(({ ms }) => ms));
}

/** One answer with all items: the page size is set past what people may choose. */
async function settled(root: string, size: number): Promise<Taken> {
  const { folder, remove } = newFolder(root, 'disk');
  const child = startChild<EngineCalls>(`${parts}/engineChild.ts`);
  try {
    const wire = createPlainWire(await child.ask('open', { folder, shopUrl: NO_SHOP, storeSettings: { pushStock: false } }));
    await child.ask('setSettings', { itemPageSize: size });
    await runSession(wire, createBooks(0, itemPages(size, size)).quickBooks);
    wire.close();
    const { items } = await child.ask('counts');
    if (items < size) throw new Error(`only ${String(items)} items were settled`);
    return { ms: longest(wire), peak: peakMegabytes(child.pid) };
  } finally {
    await child.end();
    remove();
  }
}

async function received(root: string, size: number): Promise<Taken> {
  const peer = await startPeer(root);
  try {
    const request = '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"><ItemInventoryQueryRq requestID="items"/></QBXMLMsgsRq></QBXML>';
    await peer.queue([request]);
    const wire = createPlainWire(peer.url);
    await runSession(wire, createBooks(0, () => itemPage(request, 0, size, size)).quickBooks);
    wire.close();
    return { ms: wire.times.find(({ operation }) => operation === 'receiveResponseXML')?.ms ?? NaN, peak: peakMegabytes(peer.pid) };
  } finally {
    await peer.end();
  }
}

async function passedOver(size: number): Promise<Taken> {
  const child = startChild<FloorCalls>(`${parts}/floorChild.ts`);
  try {
    const wire = createPlainWire(await child.ask('open'));
    await wire.call('receiveResponseXML', [['ticket', 'floor'], ['response', itemPage('', 0, size, size)], ['hresult', ''], ['message', '']]);
    wire.close();
    return { ms: longest(wire), peak: peakMegabytes(child.pid) };
  } finally {
    await child.end();
  }
}

/** A first full read as we really ask for it; milliseconds of each page. */
async function inPages(root: string): Promise<{ readonly times: readonly number[]; readonly peak: number }> {
  const { folder, remove } = newFolder(root, 'disk');
  const child = startChild<EngineCalls>(`${parts}/engineChild.ts`);
  try {
    const wire = createPlainWire(await child.ask('open', { folder, shopUrl: NO_SHOP, storeSettings: { pushStock: false } }));
    const pages = itemPages(PAGE * PAGES, PAGE);
    const places: number[] = [];
    await runSession(wire, createBooks(0, (request) => {
      const page = pages(request);
      // The answer leaves with the next call that brings one.
      if (page !== null) places.push(wire.times.filter(({ operation }) => operation === 'receiveResponseXML').length);
      return page;
    }).quickBooks);
    wire.close();
    const receives = wire.times.filter(({ operation }) => operation === 'receiveResponseXML').map(({ ms }) => ms);
    return { times: places.map((place) => receives[place] ?? NaN), peak: peakMegabytes(child.pid) };
  } finally {
    await child.end();
    remove();
  }
}
