/** Kills the engine at each call of a part of a session, at one point of the call after the other, and audits after each. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KillPoint } from './engineProcess.ts';
import { openKillLane, type Course, type KillLane } from './killLane.ts';
import { collectRequests } from './schemaCheck.ts';

export const POINTS: readonly KillPoint[] = ['beforeCommit', 'afterCommit', 'afterAnswer'];
export const PATIENCE = 300_000;

/** `half`: which half of the session's calls; together they are all of them. */
export function killThroughHalf(half: 'first' | 'second'): void {
  const requests = collectRequests();
  let lane: KillLane;
  let course: Course;
  beforeAll(async () => {
    lane = await openKillLane('forgets', requests.onRequest);
    // The first session reads everything; the second is like all that follow.
    expect(await lane.course()).not.toEqual([]);
    expect(await lane.settle()).toEqual([]);
    course = await lane.course();
  }, PATIENCE);
  afterAll(() => lane.close());

  it.each(POINTS)('%s', async (point) => {
    const middle = Math.ceil(course.length / 2);
    // How often the session waits for the shop at its end depends on how fast the shop is; up to there each call must come.
    const certain = course.findLastIndex((call) => call.operation === 'receiveResponseXML') + 1;
    const [from, to] = half === 'first' ? [1, middle] : [middle + 1, course.length];
    for (let call = from; call <= to; call += 1) {
      const { died, complaints } = await lane.killAt(call, point);
      const where = `call ${String(call)} of ${String(course.length)} (${course[call - 1]?.operation ?? ''})`;
      expect(complaints, where).toEqual([]);
      if (call <= certain) expect(died, where).toBe(true);
    }
  }, PATIENCE);

  it('then a session finds nothing to do, and every request was valid', async () => {
    expect(await lane.rest()).toEqual([]);
    expect(requests.count()).toBeGreaterThan(100);
    expect(requests.complaints()).toEqual([]);
  }, PATIENCE);
}
