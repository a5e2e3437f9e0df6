import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebConnectorFault } from '../../src/simulator/webConnector/faults.ts';
import { openFaultLane, type FaultLane } from '../support/faultLane.ts';
import { collectRequests } from '../support/schemaCheck.ts';

const collected = collectRequests();
/** A customer, three receipts and a credit memo. */
const WRITES = 5;

describe.each(['remembers', 'remembersWithoutTxnId', 'forgets'] as const)('QuickBooks %s:', (temperament) => {
  let lane: FaultLane;
  let calls = 0;
  let receives = 0;
  let asked = 0;
  beforeAll(async () => {
    lane = await openFaultLane(temperament, collected.onRequest);
    await lane.prepare();
    expect(await lane.settle()).toEqual([]);
    await lane.prepare();
    const report = await lane.session();
    calls = report.calls.length;
    receives = report.calls.filter((call) => call.operation === 'receiveResponseXML').length;
    asked = report.requests;
    expect(await lane.settle()).toEqual([]);
  });
  afterAll(async () => {
    await lane.close();
    expect(collected.complaints()).toEqual([]);
  });

  it.each(['dieBeforeCommit', 'dieAfterCommit'] as const)('it dies at each write (%s): everything is in the books exactly once', async (fault) => {
    for (let write = 1; write <= WRITES; write += 1) {
      await lane.prepare();
      lane.books.company.faults[fault] = write;
      const report = await lane.session();
      expect(report.outcome, `write ${String(write)}`).toBe('stopped');
      expect(lane.books.company.faults[fault]).toBe(null);
      expect(await lane.settle(), `write ${String(write)}`).toEqual([]);
    }
  });

  it('it dies again while the doubt is being settled', async () => {
    for (const again of ['dieBeforeCommit', 'dieAfterCommit'] as const) {
      await lane.prepare();
      lane.books.company.faults.dieBeforeCommit = 2;
      await lane.session();
      lane.books.clock.advance(121_000);
      lane.books.company.faults[again] = 1;
      expect((await lane.session()).outcome).toBe('stopped');
      expect(await lane.settle(), again).toEqual([]);
    }
  });

  const vanish = async (fault: WebConnectorFault): Promise<void> => {
    await lane.prepare();
    const report = await lane.session([fault]);
    expect(report.outcome, JSON.stringify(fault)).not.toBe('finished');
    expect(await lane.settle(), JSON.stringify(fault)).toEqual([]);
  };

  // QuickBooks' memory matters at its requests only, which the next two go through; the calls between them are the same for all.
  if (temperament === 'forgets') it('the PC is switched off before each call', async () => {
    for (let call = 1; call <= calls; call += 1) await vanish({ kind: 'vanishBefore', call });
  });

  it('the PC is switched off after each answer of QuickBooks, before it is delivered', async () => {
    for (let requests = 1; requests <= asked; requests += 1) await vanish({ kind: 'stopAfter', requests });
  });

  it('each receiveResponseXML loses its answer', async () => {
    for (let receive = 1; receive <= receives; receive += 1) await vanish({ kind: 'loseAnswer', receive });
  });

  it('each receiveResponseXML comes twice and gets the same number twice', async () => {
    await lane.prepare();
    const faults = Array.from({ length: receives }, (_, index): WebConnectorFault => ({ kind: 'replay', receive: index + 1 }));
    const report = await lane.session(faults);
    expect(report.replays.length).toBeGreaterThan(WRITES);
    for (const [first, second] of report.replays) expect(second).toBe(first);
    expect(await lane.settle()).toEqual([]);
  });
});
