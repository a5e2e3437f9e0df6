/** Housekeeping: what is old goes, documents stay, and the file becomes smaller, never during a session. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, earlier, HOUR, MINUTE } from '../../src/domain/calendar.ts';
import { indexNewest } from '../../src/engine/db/logSearch.ts';
import { databasePath, openDatabase, type Db } from '../../src/engine/db/open.ts';
import { noteTaskEnd, noteTaskStart } from '../../src/engine/db/tasks.ts';
import { nextHouseAt } from '../../src/engine/work/keepHouse.ts';
import { shrinkFile } from '../../src/engine/work/shrinkFile.ts';
import { directClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

const HOUSE = { kind: 'housekeeping' } as const;
const LINES = 4_000;

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(companySettings: WorldOptions['companySettings'] = {}): Promise<World> {
  const made = await createWorld({
    items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }], companySettings: { keepLogDays: 30, sweepAt: '', ...companySettings },
  });
  world = made;
  return made;
}

/** Some 20 MB of log, each line as old as the world is now. */
function fill({ engine: { db }, companyId, clock }: World): void {
  const write = db.prepare('INSERT INTO sync_log (at, company_id, outcome, text) VALUES (?, ?, \'info\', ?)');
  db.transaction(() => { for (let line = 0; line < LINES; line += 1) write.run(clock.now(), companyId, `line ${String(line)} ${'-'.repeat(5_000)}`); })();
}

const number = (db: Db, name: string): number => Number(db.pragma(name, { simple: true }));
const tableCounts = (db: Db): unknown => db.prepare(
  'SELECT (SELECT count(*) FROM job) AS jobs, (SELECT count(*) FROM store_order) AS orders, (SELECT count(*) FROM item) AS items, (SELECT count(*) FROM session) AS sessions',
).get();

async function houseText({ engine }: World): Promise<string> {
  const done = await directClient(engine).call('tasks.run', { task: HOUSE });
  return done.ok ? done.value.task.lastText : done.error.what;
}

describe('housekeeping', () => {
  it('gives the room of what it deleted back to the disk, leaves some, and keeps documents and orders for ever', async () => {
    const here = await begin();
    here.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await here.sync();
    await here.session();
    await here.engine.idle();
    fill(here);
    here.clock.advance(40 * DAY);
    const { db } = here.engine;
    const kept = tableCounts(db);
    const pages = number(db, 'page_count');
    expect(await houseText(here)).toMatch(/ 4\d{3} old log lines deleted\. The file became \d+\.\d MB smaller\.$/);
    expect(number(db, 'page_count')).toBeLessThan(pages / 2);
    // 8 MB are left for the next day.
    expect(number(db, 'freelist_count') * number(db, 'page_size')).toBeGreaterThanOrEqual(8 * 1024 * 1024);
    expect(number(db, 'freelist_count') * number(db, 'page_size')).toBeLessThan(8.1 * 1024 * 1024);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(statSync(databasePath(here.folder)).size).toBe(number(db, 'page_count') * number(db, 'page_size'));
    expect(tableCounts(db)).toEqual(kept);
    expect(db.prepare('SELECT count(*) AS n FROM job WHERE state = \'done\'').get()).toMatchObject({ n: expect.toSatisfy((n: number) => n > 0) as number });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await houseText(here)).toMatch(/and 0 old log lines deleted\.$/);
  });

  it('leaves the file as large as it is where no time is set for it', async () => {
    const here = await begin({ housekeepingAt: '' });
    fill(here);
    here.clock.advance(40 * DAY);
    const pages = number(here.engine.db, 'page_count');
    expect(await houseText(here)).toMatch(/old log lines deleted\.$/);
    expect(number(here.engine.db, 'page_count')).toBe(pages);
    expect(number(here.engine.db, 'freelist_count')).toBeGreaterThan(pages / 2);
  });
});

describe('the file becomes smaller', () => {
  /** Much of the file is empty, and a session is open. */
  async function duringSession(): Promise<{ readonly here: World; readonly ticket: string; readonly pages: () => number }> {
    const here = await begin();
    fill(here);
    here.engine.db.exec('DELETE FROM sync_log');
    const [ticket = ''] = await here.engine.webConnector.authenticate('maple', 'correct horse');
    expect(ticket).toMatch(/^\{/);
    return { here, ticket, pages: () => number(here.engine.db, 'page_count') };
  }

  it('not while a session is open, and at once when it is over', async () => {
    const { here, ticket, pages } = await duringSession();
    const before = pages();
    const seen: number[] = [];
    const given = await shrinkFile({
      ...here.engine.ctx,
      sleep: (milliseconds, signal) => {
        seen.push(pages());
        if (seen.length === 3) here.engine.webConnector.closeConnection(ticket);
        return here.engine.ctx.sleep(milliseconds, signal);
      },
    });
    expect(seen).toEqual([before, before, before]);
    expect(given).toBe((before - pages()) * number(here.engine.db, 'page_size'));
    expect(pages()).toBeLessThan(before);
  });

  it('after half an hour of one session the rest is left to the next time', async () => {
    const { here, pages } = await duringSession();
    const before = pages();
    const began = here.clock.now();
    const given = await shrinkFile({
      ...here.engine.ctx,
      sleep: async (milliseconds, signal) => {
        await here.engine.ctx.sleep(milliseconds, signal);
        here.engine.db.prepare('UPDATE session SET last_call_at = ?').run(here.clock.now());
      },
    });
    expect([given, pages()]).toEqual([0, before]);
    expect(here.clock.now() - began).toBe(30 * MINUTE);
  });

  it('although a Web Connector went away without closing its session', async () => {
    const { here, pages } = await duringSession();
    const before = pages();
    here.clock.advance(121_000);
    expect(await shrinkFile({ ...here.engine.ctx, sleep: () => { throw new Error('nothing to wait for'); } })).toBeGreaterThan(0);
    expect(pages()).toBeLessThan(before);
  });

  it('in steps between which calls are answered, and not at all once the engine stops', async () => {
    const here = await begin();
    fill(here);
    here.engine.db.exec('DELETE FROM sync_log');
    const pages: number[] = [];
    const stopping = new AbortController();
    await shrinkFile({
      ...here.engine.ctx, signal: stopping.signal,
      breathe: () => {
        pages.push(number(here.engine.db, 'page_count'));
        if (pages.length === 4) stopping.abort();
        return Promise.resolve();
      },
    });
    const steps = pages.slice(1).map((left, index) => (pages[index] ?? 0) - left);
    expect(steps).toHaveLength(3);
    for (const step of steps) expect(step).toBeLessThanOrEqual(64 + 2);
    expect(steps.every((step) => step > 0)).toBe(true);
  });

  it('of an earlier version, too: it is written anew once, when it is opened', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-shrink-'));
    try {
      const first = openDatabase(folder);
      if (!first.ok) throw new Error(first.error.what);
      first.value.db.prepare('INSERT INTO sync_log (at, outcome, text) VALUES (1, \'info\', \'kept\')').run();
      first.value.close();
      const old = new Database(databasePath(folder));
      old.pragma('auto_vacuum = NONE');
      old.exec('VACUUM');
      expect(number(old, 'auto_vacuum')).toBe(0);
      old.close();
      const again = openDatabase(folder);
      if (!again.ok) throw new Error(again.error.what);
      const { db, close } = again.value;
      expect(number(db, 'auto_vacuum')).toBe(2);
      expect(db.prepare('SELECT text FROM sync_log').all()).toEqual([{ text: 'kept' }]);
      indexNewest(db);
      expect(db.prepare('SELECT count(*) AS n FROM sync_log_words WHERE sync_log_words MATCH \'kept\'').get()).toEqual({ n: 1 });
      close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('housekeeping is due', () => {
  /** 10:00 in New York on 2026-11-21. */
  const atNewYork = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour + 5);

  function ran(here: World, startedAgo: number, end: boolean): void {
    const at = earlier(here.clock.now(), startedAgo);
    noteTaskStart(here.engine.db, HOUSE, at);
    if (end) noteTaskEnd(here.engine.db, HOUSE, at, { ok: true, text: '' });
  }

  it('every day at the company\'s time, and once afterwards where the PC slept', async () => {
    const here = await begin({ housekeepingAt: '22:30' });
    ran(here, 0, true);
    expect(nextHouseAt(here.engine.ctx)).toBe(atNewYork(21, 22) + 30 * MINUTE);
    here.clock.advance(3 * DAY);
    expect(nextHouseAt(here.engine.ctx)).toBeLessThanOrEqual(here.clock.now());
    ran(here, 0, true);
    expect(nextHouseAt(here.engine.ctx)).toBe(atNewYork(24, 22) + 30 * MINUTE);
  });

  it('a day after the last run where no time is set', async () => {
    const here = await begin({ housekeepingAt: '' });
    ran(here, HOUR, true);
    expect(nextHouseAt(here.engine.ctx)).toBe(here.clock.now() + DAY - HOUR);
  });

  it('an hour after one that was cut off', async () => {
    const here = await begin();
    ran(here, 10 * MINUTE, false);
    expect(nextHouseAt(here.engine.ctx)).toBe(here.clock.now() + 50 * MINUTE);
    here.clock.advance(HOUR);
    expect(nextHouseAt(here.engine.ctx)).toBeLessThanOrEqual(here.clock.now());
  });
});
