import { afterAll, describe, expect, it } from 'vitest';
import { PATIENCE, POINTS } from '../support/killCourse.ts';
import { openKillLane } from '../support/killLane.ts';
import { collectRequests } from '../support/schemaCheck.ts';

const requests = collectRequests();
afterAll(() => { expect(requests.complaints()).toEqual([]); });

describe('SIGKILL around what is written', () => {
  it.each(['remembers', 'remembersWithoutTxnId'] as const)('customer, receipt and credit memo, QuickBooks %s: exactly once', async (temperament) => {
    const lane = await openKillLane(temperament, requests.onRequest);
    try {
      await lane.course();
      expect(await lane.settle()).toEqual([]);
      const course = await lane.course();
      const adds = course.flatMap((call, index) => (call.adds ? [index + 1] : []));
      // The customer, the first receipt, and the last document: the credit memo. Each has a call that hands it out and one that brings its answer.
      for (const call of [...adds.slice(0, 4), ...adds.slice(-2)]) {
        for (const point of POINTS) expect(await lane.killAt(call, point), `call ${String(call)}, ${point}`).toEqual({ died: true, complaints: [] });
      }
      expect(await lane.rest()).toEqual([]);
    } finally {
      await lane.close();
    }
  }, PATIENCE);

  it('again and again in the first session, while it identifies the company and reads all items', async () => {
    const lane = await openKillLane('forgets', requests.onRequest);
    try {
      lane.books.newWork();
      for (const call of [4, 5, 6, 7, 8, 9]) for (const point of POINTS) expect(await lane.killOnly(call, point), `call ${String(call)}, ${point}`).toBe(true);
      expect(await lane.settle()).toEqual([]);
    } finally {
      await lane.close();
    }
  }, PATIENCE);

  it('while a doubt is being settled: status check, search, and the identical sending', async () => {
    const lane = await openKillLane('remembersWithoutTxnId', requests.onRequest);
    try {
      await lane.course();
      expect(await lane.settle()).toEqual([]);
      for (const fault of ['dieBeforeCommit', 'dieAfterCommit'] as const) {
        // 8 and 9 are the status check, 10 and 11 the search, 12 and 13 what follows from it.
        for (const call of [8, 9, 10, 11, 12, 13]) {
          await lane.stumble(fault, 2);
          const point = POINTS[(call + (fault === 'dieAfterCommit' ? 1 : 0)) % POINTS.length] ?? 'afterCommit';
          expect(await lane.killOnly(call, point), `${fault}, call ${String(call)}, ${point}`).toBe(true);
          expect(await lane.settle(), `${fault}, call ${String(call)}, ${point}`).toEqual([]);
        }
      }
      expect(await lane.rest()).toEqual([]);
    } finally {
      await lane.close();
    }
  }, PATIENCE);
});
