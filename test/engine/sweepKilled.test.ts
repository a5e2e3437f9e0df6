/**
 * SIGKILL in the middle of the first read and of a sweep, again and again, at any moment after a page was answered, and sessions that end early:
 * it completes, reads no item more than twice, and the process stays under a bound of memory.
 * SWEEP_ITEMS=100000 npx vitest run --project engine test/engine/sweepKilled.test.ts for the long one.
 */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DAY } from '../../src/domain/calendar.ts';
import { DATABASE_FILE } from '../../src/engine/db/files.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import { createWebConnector } from '../../src/simulator/webConnector/webConnector.ts';
import { dice } from '../faults/random.ts';
import { startEngineProcess, type EngineProcess } from '../support/engineProcessHandle.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import { adapt, createClock, FILE_ID } from '../support/world.ts';

const ITEMS = Number(process.env['SWEEP_ITEMS'] ?? '1500');
const PAGE = ITEMS > 20_000 ? 500 : 100;
const LISTED = 50;
const MISSED = 20;
/** Kills in each of the two. */
const KILLS = Number(process.env['SWEEP_KILLS'] ?? (ITEMS > 20_000 ? '12' : '2'));
/** Megabytes the engine's process may have at once: Node with the program, SQLite's cache and one page of items take 150 to 200 of them. */
const MOST_MEMORY = 384;
/** Longer than `busySeconds`: the lost session's ticket no longer keeps the next one out. */
const PAST_BUSY = 121_000;

const requests = collectRequests();
const random = dice(ITEMS);
const clock = createClock();
const company = sampleCompany({ now: clock.now, fileId: FILE_ID, zone: 'America/New_York', skus: ITEMS, assemblies: [], groups: [], onHand: 20 });
const skuAt = (index: number): string => `SKU-${String(1 + index * Math.floor(ITEMS / LISTED)).padStart(5, '0')}`;
const store = await createStore({ listings: Array.from({ length: LISTED }, (_, index) => ({ sku: skuAt(index), quantity: 20 })), now: clock.now, key: 'ck_sweep', secret: 'cs_sweep' });
const folder = mkdtempSync(join(tmpdir(), 'stockbridge-sweep-'));
let engine = startEngineProcess(clock);
let spare: EngineProcess = startEngineProcess(clock);
let port = 0;

/** How often QuickBooks answered the stock of each item, by ListID. */
let reads = new Map<string, number>();
let answered: () => void = () => undefined;
const { process: answer } = company;
Object.assign(company, {
  process: (id: string, qbxml: string) => {
    const result = answer(id, qbxml);
    if (result.kind !== 'answer' || !result.xml.includes('<QuantityOnHand>')) return result;
    const read = [...result.xml.matchAll(/<Item\w+Ret>\s*<ListID>([^<]+)</g)].flatMap(([, listId]) => listId ?? []);
    for (const listId of read) reads.set(listId, (reads.get(listId) ?? 0) + 1);
    // What has changed is read before the sweep goes on: only a whole page is the sweep's.
    if (read.length === PAGE) answered();
    return result;
  },
});
const quickBooks = adapt(company, requests.onRequest);
let most = 0;

afterAll(async () => {
  await Promise.all([engine.kill(), spare.kill(), store.close()]);
  rmSync(folder, { recursive: true, force: true });
});

function ask<T>(sql: string): T | undefined {
  const db = new Database(join(folder, DATABASE_FILE), { readonly: true });
  try {
    return db.prepare<[], T>(sql).get();
  } finally {
    db.close();
  }
}

const reports = (): number => ask<{ n: number }>('SELECT count(*) AS n FROM sweep_report')?.n ?? 0;

function note(): void {
  most = Math.max(most, engine.peak() ?? 0);
}

/** A whole session, one whose program ends after some requests, or one whose engine is killed some milliseconds after a page of items was answered. */
async function session(
  how: { readonly kind: 'whole' }
    | { readonly kind: 'stop'; readonly requests: number }
    | { readonly kind: 'kill'; readonly page: number; readonly after: number },
): Promise<void> {
  clock.advance(PAST_BUSY);
  await engine.sync();
  let pages = 0;
  const struck: Promise<void>[] = [];
  answered = (): void => {
    pages += 1;
    if (how.kind !== 'kill' || pages !== how.page) return;
    const doomed = engine;
    note();
    struck.push(new Promise((resolve) => { setTimeout(() => { void doomed.kill().then(resolve); }, how.after); }));
  };
  const connector = createWebConnector({
    url: `http://localhost:${String(port)}/qbwc`, username: 'maple', password: 'correct horse', company: quickBooks, mostPauses: 50,
    sleep: async (milliseconds) => {
      if (engine.isAlive()) await engine.idle().catch(() => undefined);
      clock.advance(milliseconds);
    },
  });
  try {
    await connector.runSession(how.kind === 'stop' ? [{ kind: 'stopAfter', requests: how.requests }] : []);
  } finally {
    connector.close();
    answered = () => undefined;
  }
  if (struck.length > 0) {
    await Promise.all(struck);
    engine = spare;
    port = await engine.open({ folder, port, provisioning: null });
    spare = startEngineProcess(clock);
  } else {
    note();
    await engine.idle();
  }
}

/** Each session gets past the place where the last one ended: the page that was lost is read again and stored before the next strikes. */
async function through(isDone: () => boolean): Promise<{ sessions: number; kills: number }> {
  let sessions = 0;
  let kills = 0;
  while (!isDone()) {
    if (sessions > 300) throw new Error('it does not come to an end');
    sessions += 1;
    const pages = Math.max(1, Math.floor(ITEMS / PAGE / (2 * KILLS + 2)));
    if (kills < KILLS) {
      const before = engine;
      await session({ kind: 'kill', page: 2 + random.below(pages), after: random.below(25) });
      if (before !== engine) kills += 1;
    } else if (random.chance(0.5)) await session({ kind: 'stop', requests: 14 + random.below(2 * pages) });
    else await session({ kind: 'whole' });
  }
  return { sessions, kills };
}

function tooOften(): readonly (readonly [string, number])[] {
  return [...reads].filter(([, times]) => times > 2);
}

it(`${String(ITEMS)} items: the first read and a sweep through ${String(KILLS)} SIGKILLs each`, async () => {
  port = await engine.open({
    folder, port: 0, provisioning: JSON.stringify({
      companies: [{
        name: 'Maple', username: 'maple', password: 'correct horse', approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York', itemPageSize: PAGE },
        stores: [{ name: 'Shop', kind: 'woocommerce', url: store.url, consumerKey: 'ck_sweep', consumerSecret: 'cs_sweep', settings: { startDate: '2026-01-01' } }],
      }],
    }),
  });
  // Items that were entered a while ago: what is new is read by the modified filter as well.
  clock.advance(DAY);
  const first = await through(() => reports() === 1);
  expect(first.kills).toBe(KILLS);
  expect(reads.size).toBe(ITEMS);
  expect(tooOften()).toEqual([]);
  const again = [...reads.values()].filter((times) => times === 2).length;

  await session({ kind: 'whole' });
  clock.advance(DAY);
  await session({ kind: 'whole' });
  const missed = Array.from({ length: MISSED }, (_, index) => skuAt(index * 2));
  const hidden = new Set(company.ledger().items.filter((item) => missed.includes(item.fullName)).map((item) => item.listId));
  company.faults.modifiedFilterMisses = (listId) => hidden.has(listId);
  clock.advance(DAY);
  for (const sku of missed) company.setQuantity(sku, 3);
  reads = new Map();
  await engine.sweep();
  const before = reports();
  const swept = await through(() => reports() > before);
  expect(swept.kills).toBe(KILLS);
  expect(reads.size).toBe(ITEMS);
  expect(tooOften()).toEqual([]);
  const twice = [...reads.values()].filter((times) => times === 2).length;
  await session({ kind: 'whole' });
  expect(missed.map((sku) => store.stockOf(sku))).toEqual(missed.map(() => 3));
  expect(ask('SELECT items, missed FROM sweep_report ORDER BY id DESC')).toEqual({ items: ITEMS, missed: MISSED });
  note();
  console.log(`${String(ITEMS)} items: first read in ${String(first.sessions)} sessions with ${String(first.kills)} SIGKILLs, ${String(again)} items read twice; `
    + `sweep in ${String(swept.sessions)} sessions with ${String(swept.kills)} SIGKILLs, ${String(twice)} items read twice; at most ${most === 0 ? 'an unknown number of' : most.toFixed(0)} MB of memory.`);
  if (most === 0) console.warn('SKIPPED: this system does not say how much memory a process has had.');
  expect(most).toBeLessThan(MOST_MEMORY);
  expect(requests.complaints()).toEqual([]);
}, 3 * 3_600_000);
