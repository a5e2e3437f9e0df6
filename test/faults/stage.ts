/** The stage a story is played on: books, shops, a clock, and an engine that can be ended at any moment and opened again on what it left. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { instant, type Instant } from '../../src/domain/calendar.ts';
import { ok } from '../../src/domain/result.ts';
import { createEngine, type Engine } from '../../src/engine/createEngine.ts';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import { nextDueAt } from '../../src/engine/db/updates.ts';
import type { HostPorts } from '../../src/engine/ports.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { SimulatedStore } from '../../src/simulator/store/types.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { copyAsAfterCrash } from './crashCopy.ts';
import { createDirectWire } from './directWire.ts';
import { shopsOf } from './makeStory.ts';
import { dice } from './random.ts';
import { layShopLine } from './shopLine.ts';
import type { SoapFault, Story } from './story.ts';
import { fileIdOf, KEY, PASSWORD, SECRET, shopName, type Templates } from './template.ts';

/** Longer than any wait inside a call; a call that hangs takes this long. */
const HANG = 60_000;

export type Stage = {
  readonly story: Story;
  readonly companies: readonly SimulatedCompany[];
  readonly shops: readonly { readonly store: SimulatedStore; readonly company: number; readonly prefix: string; readonly name: string; readonly skus: readonly string[] }[];
  /** The PC's clock: the engine's and QuickBooks'. The shops keep the true time. */
  now(): Instant;
  advance(milliseconds: number): void;
  moveClock(milliseconds: number): void;
  clockRight(): void;
  /** Opens the engine where it is down. */
  up(): Engine;
  /** The engine ends at once; what it left is what the next one opens. */
  crash(power: boolean): void;
  stop(): Promise<void>;
  session(company: number): Promise<SessionReport>;
  /** What the clockwork does. `listings`: the shops' listings are read whole; else only where they never were. */
  sync(listings?: boolean): Promise<void>;
  idle(): Promise<void>;
  /** Work that the engine's end may cut off: what it throws then reaches nobody. */
  untilCrash(work: (engine: Engine) => Promise<unknown>): Promise<void>;
  readonly armed: Armed;
  backUpDatabase(): void;
  restoreDatabase(): boolean;
  folder(): string;
  /** Errors the engine logged, and requests QuickBooks was given. */
  readonly errors: string[];
  readonly requests: string[];
  close(): Promise<void>;
};

/** Faults that wait for their moment. */
export type Armed = {
  soap: { left: number; readonly fault: SoapFault }[];
  commits: { left: number; readonly when: 'before' | 'after'; readonly power: boolean }[];
  shopCalls: { left: number; readonly when: 'before' | 'after' }[];
  insideShopCalls: { readonly on: string; readonly when: 'before' | 'after'; readonly act: () => void }[];
  lockLeft: number;
};

export function noneArmed(): Armed {
  return { soap: [], commits: [], shopCalls: [], insideShopCalls: [], lockLeft: 0 };
}

export async function openStage(story: Story, base: string, templates: Templates): Promise<Stage> {
  const { world, seed } = story;
  const random = dice(seed + 1);
  let trueTime = world.start;
  let offset = 0;
  const now = (): Instant => instant(trueTime + offset);
  const trueNow = (): Instant => instant(trueTime);
  const errors: string[] = [];
  const requests: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => { if (generation.engine !== null) errors.push(line); } });
  const host: HostPorts = {
    now, zone: world.zone, log, randomHex: (bytes) => Array.from({ length: bytes }, () => random.below(256).toString(16).padStart(2, '0')).join(''),
    sleep: async (milliseconds, signal) => {
      if (!signal.aborted) trueTime += milliseconds;
      await turn();
    },
    seal: { seal: (plain) => plain, open: (sealed) => ok(sealed) },
  };
  const companies = world.companies.map((spec, at) => sampleCompany({
    now, fileId: fileIdOf(at), zone: world.zone, temperament: spec.temperament, assemblies: [], name: `Company ${String(at + 1)}`, path: `C:\\Books\\Company ${String(at + 1)}.qbw`,
    skus: spec.skus.map((sku) => ({ sku, onHand: spec.onHand, price: 9 })), groups: spec.kit ? [{ sku: 'SET', members: [{ item: 'MUG', quantity: 2 }, { item: 'TEE', quantity: 1 }] }] : [],
  }));
  const shops = await Promise.all(shopsOf(world).map(async ({ company, shop }, at) => {
    const spec = world.companies[company];
    const skus = [...(spec?.shops[shop] ?? []), ...(spec?.kit === true ? ['SET'] : [])];
    const store = await createStore({ url: `http://${shopName(at).host}`, key: KEY, secret: SECRET, now: trueNow, timeZone: world.zone, listings: skus.map((sku) => ({ sku, quantity: 10, price: '9.00' })) });
    return { store, company, skus, ...shopName(at) };
  }));
  const armed = noneArmed();
  const generation: { engine: Engine | null; folder: string; number: number; zombies: Promise<void>[] } = { engine: null, folder: join(base, '0'), number: 0, zombies: [] };
  let backup: string | null = null;
  await templates.copyTo(generation.folder, world);

  const newFolder = (): string => {
    generation.number += 1;
    return join(base, String(generation.number));
  };
  const crash = (power: boolean): void => {
    const { engine, folder } = generation;
    if (engine === null) return;
    const next = newFolder();
    copyAsAfterCrash(folder, next, power);
    generation.engine = null;
    generation.folder = next;
    // From here on nothing it does reaches anybody: its signals have fired, its folder is not looked at again.
    generation.zombies.push(engine.stop().catch(() => undefined).then(() => { rmSync(folder, { recursive: true, force: true }); }));
  };
  /** The end of the outermost transaction: everything is written, and SQLite has, or has not, been told to keep it. */
  const watchCommits = (engine: Engine): void => {
    const original = engine.db.transaction.bind(engine.db);
    let depth = 0;
    const strike = (when: 'before' | 'after'): void => {
      if (generation.engine !== engine) return;
      for (const one of armed.commits.filter((waiting) => waiting.when === when)) {
        one.left -= 1;
        if (one.left > 0) continue;
        armed.commits = armed.commits.filter((waiting) => waiting !== one);
        crash(one.power);
        return;
      }
    };
    const watched = (work: (...args: unknown[]) => unknown): unknown => {
      const made = original((...args: unknown[]) => {
        depth += 1;
        try {
          const result = work(...args);
          if (depth === 1) strike('before');
          return result;
        } finally {
          depth -= 1;
        }
      });
      const after = <T extends (...args: unknown[]) => unknown>(run: T) => (...args: unknown[]): unknown => {
        const result = run(...args);
        if (depth === 0) strike('after');
        return result;
      };
      return Object.assign(after(made), { immediate: after(made.immediate), deferred: after(made.deferred), exclusive: after(made.exclusive) });
    };
    Object.defineProperty(engine.db, 'transaction', { value: watched });
  };
  const up = (): Engine => {
    if (generation.engine !== null) return generation.engine;
    const opened = createEngine({ folder: generation.folder, version: '0.0.0-faults', host });
    if (!opened.ok) throw Object.assign(new Error(`the engine does not open: ${opened.error.what} ${opened.error.detail ?? ''}`), { code: 'SQLITE_NOT_OPENED' });
    generation.engine = opened.value;
    watchCommits(opened.value);
    return opened.value;
  };
  const cutOff = async (engine: Engine, work: Promise<unknown>): Promise<void> => {
    await work.catch((cause: unknown) => {
      if (generation.engine === engine) throw cause;
    });
  };
  const idle = async (): Promise<void> => {
    const { engine } = generation;
    if (engine !== null) await cutOff(engine, engine.idle());
  };
  const line = layShopLine(new Map(shops.map((shop, at) => [shopName(at).host, shop.store])), (when, call) => {
    for (const inside of armed.insideShopCalls.filter((one) => one.when === when && call.includes(one.on))) {
      armed.insideShopCalls = armed.insideShopCalls.filter((one) => one !== inside);
      inside.act();
    }
    for (const one of armed.shopCalls.filter((waiting) => waiting.when === when)) {
      one.left -= 1;
      if (one.left > 0) continue;
      armed.shopCalls = armed.shopCalls.filter((waiting) => waiting !== one);
      crash(false);
      return;
    }
  }, () => { trueTime += HANG; });
  const realRandom = Math.random;
  Math.random = random.next;

  const quickBooks = companies.map((company) => ({
    beginSession: () => company.beginSession(), endSession: (id: string) => { company.endSession(id); }, hcpResponse: () => company.hcpResponse(),
    process: (id: string, qbxml: string) => {
      requests.push(qbxml);
      return company.process(id, qbxml);
    },
    get path() { return company.card().path; },
  }));
  const session = async (at: number, nested = false): Promise<SessionReport> => {
    const company = quickBooks[at];
    if (company === undefined) throw new Error('no such company');
    const connector = createWebConnector({
      url: '', username: `user${String(at + 1)}`, password: PASSWORD, company, mostPauses: 60,
      sleep: async (milliseconds) => {
        await idle();
        trueTime += milliseconds;
      },
      wire: createDirectWire({
        port: () => generation.engine?.webConnector ?? null, crash: () => { crash(false); }, turn,
        takeFault: () => {
          if (armed.lockLeft > 0) armed.lockLeft -= 1;
          for (const one of armed.soap) one.left -= 1;
          const found = nested ? undefined : armed.soap.find((one) => one.left <= 0);
          if (found !== undefined) armed.soap = armed.soap.filter((one) => one !== found);
          return found?.fault ?? null;
        },
        otherConnector: async (minutes) => {
          trueTime += minutes * 60_000;
          await session(at, true);
        },
      }),
    });
    const report = await connector.runSession();
    trueTime += 1_000;
    return report;
  };

  return {
    story, companies, shops, now, up, crash, armed, idle, errors, requests, session: (at) => session(at), folder: () => generation.folder,
    advance: (milliseconds) => { trueTime += milliseconds; },
    moveClock: (milliseconds) => { offset += milliseconds; },
    clockRight: () => { offset = 0; },
    untilCrash: async (work) => {
      const engine = up();
      await cutOff(engine, work(engine));
    },
    async stop() {
      const { engine } = generation;
      generation.engine = null;
      await engine?.stop();
      await Promise.all(generation.zombies.splice(0));
    },
    async sync(listings = true) {
      const engine = up();
      const alive = (): boolean => generation.engine === engine;
      try {
        for (const { id, lastListingsAt } of listConnections(engine.db)) {
          if (alive() && (listings || lastListingsAt === null)) await engine.refreshListings(id);
          if (alive()) await engine.pull(id);
        }
        for (const { id } of alive() ? listCompanies(engine.db) : []) if (alive()) await engine.route(id);
        for (const { id } of alive() ? listConnections(engine.db) : []) {
          const due = alive() ? nextDueAt(engine.db, id) : null;
          if (due !== null && due <= now()) engine.pusher.wake(id, 'queued');
        }
      } catch (cause) {
        // The clockwork logs what its tasks throw and goes on; a crash ends whatever was under way.
        if (alive()) errors.push(String(cause));
      }
      await idle();
    },
    backUpDatabase() {
      backup = join(base, 'backup');
      rmSync(backup, { recursive: true, force: true });
      up().db.prepare<[]>('SELECT 1').get();
      copyAsAfterCrash(generation.folder, backup, false);
    },
    restoreDatabase() {
      if (backup === null) return false;
      crash(false);
      const next = newFolder();
      copyAsAfterCrash(backup, next, false);
      generation.folder = next;
      return true;
    },
    async close() {
      const { engine } = generation;
      generation.engine = null;
      await engine?.stop().catch(() => undefined);
      await Promise.all(generation.zombies);
      line.restore();
      Math.random = realRandom;
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}
