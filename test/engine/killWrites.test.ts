import { afterAll, describe, expect, it } from 'vitest';
import type { KillPoint } from '../support/engineProcess.ts';
import { openKillLane, type KillLane } from '../support/killLane.ts';
import { collectRequests } from '../support/schemaCheck.ts';

const PATIENCE = 300_000;
const POINTS: readonly KillPoint[] = ['beforeCommit', 'afterCommit', 'afterAnswer'];
const requests = collectRequests();
afterAll(() => { expect(requests.complaints()).toEqual([]); });

async function inLane(temperament: Parameters<typeof openKillLane>[0], work: (lane: KillLane) => Promise<void>, withMoney = false): Promise<void> {
  const lane = await openKillLane(temperament, requests.onRequest, withMoney);
  try {
    await work(lane);
  } finally {
    await lane.close();
  }
}

async function aroundWrites(lane: KillLane): Promise<void> {
  await lane.course();
  expect(await lane.settle()).toEqual([]);
  const course = await lane.course();
  const adds = course.flatMap((call, index) => (call.adds ? [index + 1] : []));
  // The customer, the first receipt, and the last document: the credit memo. Each has a call that hands it out and one that brings its answer.
  for (const call of [...adds.slice(0, 4), ...adds.slice(-2)]) {
    for (const point of POINTS) expect(await lane.killAt(call, point), `call ${String(call)}, ${point}`).toEqual({ died: true, complaints: [] });
  }
  expect(await lane.rest()).toEqual([]);
}

/** The last invoice, its payment, the credit memo and its card refund. */
async function aroundMoney(lane: KillLane): Promise<void> {
  await lane.course();
  expect(await lane.settle()).toEqual([]);
  const adds = (await lane.course()).flatMap((call, index) => (call.adds ? [index + 1] : []));
  for (const [at, call] of adds.slice(-8).entries()) {
    const point = POINTS[at % POINTS.length] ?? 'afterCommit';
    expect(await lane.killAt(call, point), `call ${String(call)}, ${point}`).toEqual({ died: true, complaints: [] });
  }
  expect(await lane.rest()).toEqual([]);
}

async function inTheFirstSession(lane: KillLane): Promise<void> {
  lane.books.newWork();
  // The company is identified (4, 5), then all items are read, one kind after the other.
  for (const call of [4, 5, 6, 7, 8, 9]) {
    for (const point of ['beforeCommit', 'afterCommit'] as const) expect(await lane.killOnly(call, point), `call ${String(call)}, ${point}`).toBe(true);
  }
  expect(await lane.settle()).toEqual([]);
}

async function whileSettling(lane: KillLane): Promise<void> {
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
}

// Two engines at a time, because the machine has more than one core.
describe('SIGKILL', () => {
  it('around customer, receipt and credit memo, where QuickBooks remembers, and where it remembers without TxnID', async () => {
    await Promise.all([inLane('remembers', aroundWrites), inLane('remembersWithoutTxnId', aroundWrites)]);
  }, PATIENCE);

  it('around invoice, payment, credit memo and card refund', async () => {
    await Promise.all([inLane('remembersWithoutTxnId', aroundMoney, true), inLane('forgets', aroundMoney, true)]);
  }, PATIENCE);

  it('again and again in the first session; and while a doubt is being settled: status check, search, identical sending', async () => {
    await Promise.all([inLane('forgets', inTheFirstSession), inLane('remembersWithoutTxnId', whileSettling)]);
  }, PATIENCE);
});
