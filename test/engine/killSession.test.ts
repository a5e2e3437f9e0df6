/**
 * SIGKILL at every call of a session. By itself with a QuickBooks that forgets, the hardest; STOCKBRIDGE_KILL_TEMPERAMENT=remembers (or remembersWithoutTxnId)
 * takes another one, STOCKBRIDGE_KILL_EVERY_ANSWER=1 kills after every answer too. killWrites.test.ts has all three temperaments around the writes.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KillPoint } from '../support/engineProcess.ts';
import { openKillLane, type Course, type KillLane } from '../support/killLane.ts';
import { collectRequests } from '../support/schemaCheck.ts';

const PATIENCE = 300_000;
/** These write nothing: whatever is killed in them is killed before the next call. */
const IDLE = ['serverVersion', 'clientVersion', 'getLastError'];
const requests = collectRequests();
const TEMPERAMENTS = ['forgets', 'remembers', 'remembersWithoutTxnId'] as const;
const temperament = TEMPERAMENTS.find((one) => one === process.env['STOCKBRIDGE_KILL_TEMPERAMENT']) ?? 'forgets';
const afterEveryAnswer = process.env['STOCKBRIDGE_KILL_EVERY_ANSWER'] === '1';
/** Two engines side by side, each with books of its own, because the machine has more than one core. */
let lanes: readonly KillLane[];
let course: Course;

beforeAll(async () => {
  lanes = await Promise.all([openKillLane(temperament, requests.onRequest), openKillLane(temperament, requests.onRequest)]);
  const courses = await Promise.all(lanes.map(async (lane) => {
    // The first session reads everything; the second is like all that follow.
    await lane.course();
    expect(await lane.settle()).toEqual([]);
    return lane.course();
  }));
  course = courses[0] ?? [];
}, PATIENCE);
afterAll(() => Promise.all(lanes.map((lane) => lane.close())));

async function killThrough(calls: readonly number[], point: KillPoint): Promise<void> {
  // How often the session waits for the shop at its end depends on how fast the shop is; up to there each call must come.
  const certain = course.findLastIndex((call) => call.operation === 'receiveResponseXML') + 1;
  await Promise.all(lanes.map(async (lane, index) => {
    for (const call of calls.filter((_, place) => place % lanes.length === index)) {
      const { died, complaints } = await lane.killAt(call, point);
      const where = `call ${String(call)} of ${String(course.length)} (${course[call - 1]?.operation ?? ''})`;
      expect(complaints, where).toEqual([]);
      if (call <= certain) expect(died, where).toBe(true);
    }
  }));
}

const all = (): readonly number[] => course.flatMap((call, index) => (IDLE.includes(call.operation) ? [] : [index + 1]));
const adds = (): readonly number[] => course.flatMap((call, index) => (call.adds ? [index + 1] : []));

it('a session adds a customer, three receipts and a credit memo', () => {
  expect(adds()).toHaveLength(2 * 5);
  expect(all().length).toBeGreaterThan(25);
});

it('SIGKILL inside the transaction of each call, before its commit', () => killThrough(all(), 'beforeCommit'), PATIENCE);
it('SIGKILL after the commit of each call, before its answer leaves', () => killThrough(all(), 'afterCommit'), PATIENCE);
// At the other calls this leaves what a kill before the next one's commit leaves.
it('SIGKILL right after the answer, at each call around a write', () => killThrough(afterEveryAnswer ? all() : adds(), 'afterAnswer'), PATIENCE);

it('then a session finds nothing to do, and every request was valid', async () => {
  for (const lane of lanes) expect(await lane.rest()).toEqual([]);
  expect(requests.count()).toBeGreaterThan(100);
  expect(requests.complaints()).toEqual([]);
}, PATIENCE);
