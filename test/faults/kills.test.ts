/**
 * Real kills: the engine is a process of its own, called over HTTP, and is ended with SIGKILL: at calls, at flushes to the disk, at writes to it, and at a flush
 * whose data the power then takes with it. Which ones the seed decides. A few here; `npm run faults -- --kills N --seed N` does N of each.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KillPoint } from '../support/engineProcess.ts';
import { openKillLane, type KillLane } from '../support/killLane.ts';
import { loseLastCommit } from './crashCopy.ts';
import { dice } from './random.ts';
import { killAt, killAtFlushOf, noStrace, traceFlushes } from './watchCalls.ts';

const KILLS = Number(process.env['STOCKBRIDGE_KILLS'] ?? 1);
const SEED = Number(process.env['STOCKBRIDGE_KILL_SEED'] ?? 1);
/** Every flush of a session, one after the other, instead of some. */
const EVERY_FLUSH = process.env['STOCKBRIDGE_KILL_EVERY_FLUSH'] === '1';
const random = dice(SEED);
const PATIENCE = 120_000 + KILLS * 120_000 + (EVERY_FLUSH ? 3_600_000 : 0);
/** Answers that may leave without a flush. */
const WRITES_NOTHING = ['serverVersion', 'clientVersion', 'getLastError'];
const POINTS: readonly KillPoint[] = ['beforeCommit', 'afterCommit', 'afterAnswer'];
const temperament = random.pick(['remembers', 'remembersWithoutTxnId', 'forgets'] as const);
/** Invoices, their payments, card refunds, and notes to the shop; else receipts and credit memos. */
const withMoney = random.chance(0.5);
let lane: KillLane;
let calls = 0;
let flushes = 0;
/** A session's end waits for the shop, so no two are of the same length: what lies in these of its calls and flushes comes in each. */
const CERTAIN = 0.8;
const among = (all: number): number => random.from(1, Math.floor(all * CERTAIN));

/** The session's flushes and answers, in order. */
async function course(): Promise<readonly string[]> {
  const trace = traceFlushes();
  expect(await lane.watched(trace.watch)).toBe(false);
  const seen = trace.course();
  trace.close();
  expect(await lane.settle()).toEqual([]);
  return seen;
}

beforeAll(async () => {
  lane = await openKillLane(temperament, () => undefined, withMoney);
  await lane.course();
  expect(await lane.settle()).toEqual([]);
  calls = (await lane.course()).length;
  if (noStrace === null) flushes = (await course()).filter((what) => what === 'flush').length;
}, PATIENCE);
afterAll(() => lane.close());

/** Kills and audits; says how many struck. */
async function each(what: string, times: number, kill: (n: number) => Promise<{ readonly died: boolean; readonly complaints: readonly string[]; readonly where: string }>): Promise<void> {
  let died = 0;
  for (let n = 1; n <= times; n += 1) {
    const ended = await kill(n);
    expect(ended.complaints, `seed ${String(SEED)}, kill ${String(n)}: ${ended.where}`).toEqual([]);
    if (ended.died) died += 1;
  }
  expect(died).toBeGreaterThan(0);
  console.log(`seed ${String(SEED)}, ${temperament}, ${withMoney ? 'invoices' : 'receipts'}: ${String(died)} of ${String(times)} kills struck ${what}`);
}

describe('SIGKILL', () => {
  it('at calls chosen by the seed', () => each('at a call', KILLS, async () => {
    const call = among(calls);
    const point = random.pick(POINTS);
    return { ...(await lane.killAt(call, point)), where: `call ${String(call)}, ${point}` };
  }), PATIENCE);

  it.skipIf(noStrace !== null)('at flushes to the disk', () => each('at a flush', EVERY_FLUSH ? flushes : KILLS, async (n) => {
    const flush = EVERY_FLUSH ? n : among(flushes);
    return { died: await lane.watched(killAt('flush', flush)), complaints: await lane.settle(), where: `flush ${String(flush)}` };
  }), PATIENCE);

  it.skipIf(noStrace !== null)('at writes to the disk', () => each('at a write', KILLS, async () => {
    const write = among(2 * flushes);
    return { died: await lane.watched(killAt('write', write)), complaints: await lane.settle(), where: `write ${String(write)}` };
  }), PATIENCE);

  it.skipIf(noStrace !== null)('at a flush whose data the power takes with it', () => {
    let lost = 0;
    return each('at a flush that the power cut short', KILLS, async () => {
      const flush = among(flushes);
      const killed = killAtFlushOf(flush);
      const died = await lane.watched(killed.watch, (folder) => {
        if (!killed.file().endsWith('-wal')) return; // the database itself: all of it is in the log as well
        loseLastCommit(folder);
        lost += 1;
      });
      killed.close();
      return { died, complaints: await lane.settle(), where: `flush ${String(flush)}, and a power cut` };
    }).then(() => { if (KILLS > 3) expect(lost).toBeGreaterThan(0); }); // now and then the log is being copied into the database, and nothing is lost
  }, PATIENCE);

  it.skipIf(noStrace !== null)('never after an answer that was not on the disk: what a call wrote is flushed before its answer leaves', async () => {
    const seen = await course();
    const unflushed = seen.flatMap((what, at) => (what !== 'flush' && seen[at - 1] !== 'flush' ? [what] : []));
    expect(seen.filter((what) => what !== 'flush').length).toBeGreaterThan(20);
    expect(seen).toContain('receiveResponseXML');
    expect(unflushed.filter((operation) => !WRITES_NOTHING.includes(operation))).toEqual([]);
  }, PATIENCE);

  it('then a session finds nothing to do', async () => { expect(await lane.rest()).toEqual([]); }, PATIENCE);
});
