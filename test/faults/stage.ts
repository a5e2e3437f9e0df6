/** The stage a story is played on: books, shops, a clock, and an engine that can be ended at any moment and opened again on what it left. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { instant, type Instant } from '../../src/domain/calendar.ts';
import { ok } from '../../src/domain/result.ts';
import { createEngine, type Engine } from '../../src/engine/createEngine.ts';
import { backupsFolder, listBackups } from '../../src/engine/db/backupFiles.ts';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import { nextDueAt } from '../../src/engine/db/updates.ts';
import { nextWriteBackAt } from '../../src/engine/db/writeBack.ts';
import { restoreFolder } from '../../src/engine/host/restoreFolder.ts';
import type { HostPorts } from '../../src/engine/ports.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import type { WebConnectorFault } from '../../src/simulator/webConnector/faults.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { copyAsAfterCrash } from './crashCopy.ts';
import { watchQuickBooks } from './desk.ts';
import type { Disk } from './disk.ts';
import { createDirectWire } from './directWire.ts';
import { furnish, type Shop } from './furnish.ts';
import { dice } from './random.ts';
import { layShopLine } from './shopLine.ts';
import type { SoapFault, Story } from './story.ts';
import { PASSWORD, shopName, type Templates } from './template.ts';
import { watchCommits } from './watchCommits.ts';
import type { Witness } from './witness.ts';

/** Longer than any wait inside a call; a call that hangs takes this long. */
const HANG = 60_000;

export type Stage = {
  readonly story: Story;
  readonly companies: readonly SimulatedCompany[];
  readonly shops: readonly Shop[];
  /** The PC's clock: the engine's and QuickBooks'. The shops keep the true time. */
  now(): Instant;
  advance(milliseconds: number): void;
  moveClock(milliseconds: number): void;
  clockRight(): void;
  /** Opens the engine where it is down. */
  up(): Engine;
  isUp(): boolean;
  /** The engine ends at once; what it left is what the next one opens. */
  crash(power: boolean): void;
  stop(): Promise<void>;
  session(company: number): Promise<SessionReport>;
  /** What the clockwork does. `listings`: the shops' listings are read whole, as every six hours; else only where they never were. */
  sync(listings: boolean): Promise<void>;
  /** The weekly reading of every item becomes due. */
  sweep(): Promise<void>;
  idle(): Promise<void>;
  /** Work that the engine's end may cut off: what it throws then reaches nobody. */
  untilCrash(work: (engine: Engine) => Promise<unknown>): Promise<void>;
  readonly armed: Armed;
  backUpDatabase(): void;
  restoreDatabase(): boolean;
  /** The bridge's own backup; `restoreBridge` puts the last one in place and is false where none was made. */
  backUpBridge(): Promise<void>;
  restoreBridge(): Promise<boolean>;
  readonly witness: Witness;
  readonly host: HostPorts;
  readonly disk: Disk;
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
  /** Of the next session. */
  connector: WebConnectorFault[];
  insideShopCalls: { readonly on: string; readonly when: 'before' | 'after'; readonly act: () => void }[];
  lockLeft: number;
};

const SOAP_WORDS = {
  loseRequest: 'a SOAP request was lost', loseAnswer: 'a SOAP answer was lost', twice: 'a SOAP request arrived twice', crashBefore: 'engine killed before a SOAP call',
  crashAfter: 'engine killed after a SOAP call, before its answer left',
} as const;

export function noneArmed(): Armed {
  return { soap: [], commits: [], shopCalls: [], connector: [], insideShopCalls: [], lockLeft: 0 };
}

export async function openStage(story: Story, base: string, templates: Templates, witness: Witness, disk: Disk): Promise<Stage> {
  const { world, seed } = story;
  const { saw } = witness;
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
  const { companies, shops } = await furnish(world, now, trueNow);
  const armed = noneArmed();
  const generation: { engine: Engine | null; folder: string; number: number; zombies: Promise<void>[] } = { engine: null, folder: join(base, '0'), number: 0, zombies: [] };
  let backup: string | null = null;
  let ownBackup: string | null = null;
  await templates.copyTo(generation.folder, world);

  const newFolder = (): string => {
    generation.number += 1;
    return join(base, String(generation.number));
  };
  const crash = (power: boolean): void => {
    const { engine, folder } = generation;
    if (engine === null) return;
    const next = newFolder();
    disk.withRoom(() => { copyAsAfterCrash(folder, next, power); });
    generation.engine = null;
    generation.folder = next;
    // From here on nothing it does reaches anybody: its signals have fired, its folder is not looked at again.
    generation.zombies.push(engine.stop().catch(() => undefined).then(() => { rmSync(folder, { recursive: true, force: true }); }));
  };
  const watch = (engine: Engine): void => {
    watchCommits(engine.db, (when) => {
      if (generation.engine !== engine) return;
      for (const one of armed.commits.filter((waiting) => waiting.when === when)) {
        one.left -= 1;
        if (one.left > 0) continue;
        armed.commits = armed.commits.filter((waiting) => waiting !== one);
        saw(`${one.power ? 'power cut' : 'engine killed'} ${when} a commit`);
        crash(one.power);
        return;
      }
    }, (code) => {
      if (/^SQLITE_(FULL|IOERR|CANTOPEN)/.test(code)) saw('the disk was full');
      if (code.startsWith('SQLITE_BUSY')) saw('another program held the database');
    });
  };
  const up = (): Engine => {
    if (generation.engine !== null) return generation.engine;
    const opened = createEngine({ folder: generation.folder, version: '0.0.0-faults', host });
    if (!opened.ok) throw Object.assign(new Error(`the engine does not open: ${opened.error.what} ${opened.error.detail ?? ''}`), { code: 'SQLITE_NOT_OPENED' });
    generation.engine = opened.value;
    watch(opened.value);
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
      saw('an order came while a call to a shop was under way');
      inside.act();
    }
    for (const one of armed.shopCalls.filter((waiting) => waiting.when === when)) {
      one.left -= 1;
      if (one.left > 0) continue;
      armed.shopCalls = armed.shopCalls.filter((waiting) => waiting !== one);
      saw(`engine killed ${when} a call to a shop`);
      crash(false);
      return;
    }
  }, () => { trueTime += HANG; });
  const realRandom = Math.random;
  Math.random = random.next;

  const quickBooks = companies.map((company) => watchQuickBooks(company, (qbxml) => { requests.push(qbxml); }, saw));
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
          if (found !== undefined) saw(typeof found.fault === 'string' ? SOAP_WORDS[found.fault] : `a second Web Connector, ${String(found.fault.otherConnector)} minutes after the first one's last call`);
          return found?.fault ?? null;
        },
        otherConnector: async (minutes) => {
          trueTime += minutes * 60_000;
          await session(at, true);
        },
      }),
    });
    const faults = nested ? [] : armed.connector.splice(0);
    const report = await connector.runSession(faults);
    if (report.outcome === 'vanished') saw('the Web Connector vanished in the middle of a session');
    trueTime += 1_000;
    return report;
  };

  const stop = async (): Promise<void> => {
    const { engine } = generation;
    generation.engine = null;
    await engine?.stop();
    await Promise.all(generation.zombies.splice(0));
  };

  return {
    story, companies, shops, now, up, isUp: () => generation.engine !== null, crash, stop, witness, host, disk, armed, idle, errors, requests, session: (at) => session(at), folder: () => generation.folder,
    advance: (milliseconds) => { trueTime += milliseconds; },
    moveClock: (milliseconds) => { offset += milliseconds; },
    clockRight: () => { offset = 0; },
    untilCrash: async (work) => {
      const engine = up();
      await cutOff(engine, work(engine));
    },
    async sweep() {
      const engine = up();
      for (const { id } of listCompanies(engine.db)) await engine.clock.runNow({ kind: 'sweep', companyId: id });
    },
    async sync(listings) {
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
          const toTell = alive() ? nextWriteBackAt(engine.db, id) : null;
          if (toTell !== null && toTell <= now()) await engine.writeBack(id);
        }
      } catch (cause) {
        // The clockwork logs what its tasks throw and goes on; a crash ends whatever was under way.
        if (alive()) errors.push(String(cause));
      }
      await idle();
    },
    backUpDatabase() {
      const to = join(base, 'backup');
      backup = to;
      rmSync(to, { recursive: true, force: true });
      up();
      disk.withRoom(() => { copyAsAfterCrash(generation.folder, to, false); });
    },
    restoreDatabase() {
      const from = backup;
      if (from === null) return false;
      crash(false);
      const next = newFolder();
      disk.withRoom(() => { copyAsAfterCrash(from, next, false); });
      generation.folder = next;
      return true;
    },
    async backUpBridge() {
      const engine = up();
      await cutOff(engine, engine.clock.runNow({ kind: 'backup' }));
      const last = generation.engine === engine ? listBackups(engine.folder).find(({ kind }) => kind === 'backup') : undefined;
      if (last === undefined) return;
      ownBackup = join(base, 'own-backup.db');
      copyFileSync(join(backupsFolder(engine.folder), last.name), ownBackup);
    },
    async restoreBridge() {
      if (ownBackup === null) return false;
      await stop();
      const done = restoreFolder(generation.folder, ownBackup, now());
      if (!done.ok) throw new Error(`the backup is not put in place: ${done.error.what} ${done.error.detail ?? ''}`);
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

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
