/**
 * Real kills: the engine is a process of its own and is ended with SIGKILL, at calls chosen by the seed and at flushes to the disk. A few here;
 * `npm run faults -- --kills N --seed N` does any number.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KillPoint } from '../support/engineProcess.ts';
import { openKillLane, type KillLane } from '../support/killLane.ts';
import { dice } from './random.ts';
import { killAtFlush, noStrace, traceFlushes } from './watchCalls.ts';

const KILLS = Number(process.env['STOCKBRIDGE_KILLS'] ?? 4);
const random = dice(Number(process.env['STOCKBRIDGE_KILL_SEED'] ?? 1));
const PATIENCE = 60_000 + KILLS * 20_000;
/** Answers that may leave without a flush. */
const WRITES_NOTHING = ['serverVersion', 'clientVersion', 'getLastError'];
const POINTS: readonly KillPoint[] = ['beforeCommit', 'afterCommit', 'afterAnswer'];
let lane: KillLane;
let calls = 0;

beforeAll(async () => {
  lane = await openKillLane(random.pick(['remembers', 'remembersWithoutTxnId', 'forgets']), () => undefined);
  await lane.course();
  expect(await lane.settle()).toEqual([]);
  calls = (await lane.course()).length;
}, PATIENCE);
afterAll(() => lane.close());

describe('SIGKILL', () => {
  it(`at ${String(KILLS)} calls chosen by the seed`, async () => {
    let died = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const call = random.from(1, calls);
      const point = random.pick(POINTS);
      const ended = await lane.killAt(call, point);
      expect(ended.complaints, `kill ${String(kill)}: call ${String(call)}, ${point}`).toEqual([]);
      if (ended.died) died += 1;
    }
    console.log(`${String(died)} of ${String(KILLS)} kills struck`);
  }, PATIENCE);

  it.skipIf(noStrace !== null)(`at ${String(KILLS)} flushes to the disk chosen by the seed`, async () => {
    let died = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const flush = random.from(1, 40);
      if (await lane.watched(killAtFlush(flush))) died += 1;
      expect(await lane.settle(), `kill ${String(kill)}: flush ${String(flush)}`).toEqual([]);
    }
    expect(died).toBeGreaterThan(0);
    console.log(`${String(died)} of ${String(KILLS)} kills at a flush struck`);
  }, PATIENCE);

  it.skipIf(noStrace !== null)('what a call wrote is on the disk before its answer leaves', async () => {
    const trace = traceFlushes();
    expect(await lane.watched(trace.watch)).toBe(false);
    const course = trace.course();
    trace.close();
    const unflushed = course.flatMap((what, at) => (what !== 'flush' && course[at - 1] !== 'flush' ? [what] : []));
    expect(course.filter((what) => what !== 'flush').length).toBeGreaterThan(20);
    expect(course).toContain('receiveResponseXML');
    expect(unflushed.filter((operation) => !WRITES_NOTHING.includes(operation))).toEqual([]);
    expect(await lane.settle()).toEqual([]);
  }, PATIENCE);
});
