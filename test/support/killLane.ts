/** One company, one shop and an engine that is killed again and again: each kill is followed by a restart, sessions until all is quiet, and an audit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompanyOptions } from '../../src/simulator/company/company.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { openBooks, type Books } from './books.ts';
import type { KillPoint } from './engineProcess.ts';
import { startEngineProcess, type EngineProcess } from './engineProcessHandle.ts';

/** Longer than `busySeconds`: the lost session's ticket no longer keeps the next one out. */
const PAST_BUSY = 121_000;
const MOST_SESSIONS = 6;

export type KillLane = {
  readonly books: Books;
  /**
   * New work, a session with a kill at that call and point, restart, sessions until quiet. `died` false: the session has fewer calls;
   * then nothing was killed. `complaints`: what the auditor found. `operation`: the call that was being answered when the engine died.
   */
  killAt(call: number, point: KillPoint): Promise<{ readonly died: boolean; readonly operation: string; readonly complaints: readonly string[] }>;
  close(): Promise<void>;
};

export async function openKillLane(temperament: CompanyOptions['temperament'], onRequest: (qbxml: string) => void): Promise<KillLane> {
  const books = await openBooks(temperament, onRequest);
  const { clock } = books;
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-kill-'));
  let engine = startEngineProcess(clock);
  let spare = startEngineProcess(clock);
  let port = await engine.open({ folder, port: 0, provisioning: books.provisioning });

  const session = async (current: EngineProcess): Promise<SessionReport> => {
    const connector = createWebConnector({
      url: `http://localhost:${String(port)}/qbwc`, username: 'maple', password: 'correct horse', company: books.quickBooks, mostPauses: 50,
      sleep: async (milliseconds) => {
        if (current.isAlive()) await current.idle().catch(() => undefined);
        clock.advance(milliseconds);
      },
    });
    try {
      return await connector.runSession();
    } finally {
      connector.close();
      clock.advance(1_000);
    }
  };

  const restart = async (): Promise<void> => {
    await engine.kill();
    engine = spare;
    port = await engine.open({ folder, port, provisioning: null });
    spare = startEngineProcess(clock);
  };

  const untilQuiet = async (): Promise<readonly string[]> => {
    books.quiet();
    for (let sessions = 1; sessions <= MOST_SESSIONS; sessions += 1) {
      clock.advance(PAST_BUSY);
      await engine.sync();
      const report = await session(engine);
      await engine.idle();
      if (report.outcome === 'finished' && books.quiet()) return books.audit();
    }
    return [`not quiet after ${String(MOST_SESSIONS)} sessions`, ...books.audit()];
  };

  return {
    books,
    async killAt(call, point) {
      books.newWork();
      await engine.sync();
      await engine.arm(call, point);
      const report = await session(engine);
      const died = report.outcome === 'failed' || (point === 'afterAnswer' && await engine.wasKilled(report.calls.length < call ? 2_000 : 300));
      if (died && !(await engine.wasKilled(5_000))) return { died, operation: '', complaints: [`the session failed, but the engine lives: ${report.error?.message ?? ''}`] };
      const operation = report.calls.at(point === 'afterAnswer' ? call - 1 : -1)?.operation ?? '';
      if (died) await restart();
      else await engine.disarm();
      return { died, operation, complaints: await untilQuiet() };
    },
    async close() {
      await Promise.all([engine.kill(), spare.kill()]);
      await books.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
