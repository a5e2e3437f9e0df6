/** One company, one shop and an engine that is killed again and again: each kill is followed by a restart, sessions until all is quiet, and an audit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompanyOptions } from '../../src/simulator/company/company.ts';
import type { OnCall } from '../../src/simulator/webConnector/callLine.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { openBooks, type Books } from './books.ts';
import type { KillPoint } from './engineProcess.ts';
import { startEngineProcess, type EngineProcess } from './engineProcessHandle.ts';

/** Longer than `busySeconds`: the lost session's ticket no longer keeps the next one out. */
const PAST_BUSY = 121_000;
const MOST_SESSIONS = 6;

export type Kill = {
  /** False: the session ended before that call; nothing was killed. */
  readonly died: boolean;
  /** What the auditor found. */
  readonly complaints: readonly string[];
};

/** A session's calls in order; `adds`: the call handed out, or brought the answer to, a document or customer to be added. */
export type Course = readonly { readonly operation: string; readonly adds: boolean }[];

export type KillLane = {
  readonly books: Books;
  /** New work and a whole session, unharmed: its calls. */
  course(): Promise<Course>;
  /** New work, a session with a kill at that call (1 = the first) and point, restart, sessions until the auditor is content. */
  killAt(call: number, point: KillPoint): Promise<Kill>;
  /** New work, and a session in which QuickBooks dies at that write: a doubt. */
  stumble(fault: 'dieBeforeCommit' | 'dieAfterCommit', write: number): Promise<void>;
  /** As killAt, but without new work before it and without sessions after it: did it die? */
  killOnly(call: number, point: KillPoint): Promise<boolean>;
  /**
   * New work and a session while another program watches the engine's process, e.g. to kill it at a system call: did it die? `watch` gets the
   * process number, and gives what ends the watching; `dead` gets the folder of an engine that died, before the next one opens it.
   */
  watched(watch: (pid: number) => Promise<() => Promise<void>>, dead?: (folder: string) => void): Promise<boolean>;
  /** Sessions until the auditor is content, at most six. */
  settle(): Promise<readonly string[]>;
  /** One more session: it must find nothing to do. Complaints as the auditor's. */
  rest(): Promise<readonly string[]>;
  close(): Promise<void>;
};

export async function openKillLane(temperament: CompanyOptions['temperament'], onRequest: (qbxml: string) => void, withMoney = false): Promise<KillLane> {
  const books = await openBooks(temperament, onRequest, withMoney);
  const { clock } = books;
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-kill-'));
  let engine = startEngineProcess(clock);
  let spare = startEngineProcess(clock);
  let port = await engine.open({ folder, port: 0, provisioning: books.provisioning });

  const session = async (current: EngineProcess, onCall?: OnCall): Promise<SessionReport> => {
    const connector = createWebConnector({
      url: `http://localhost:${String(port)}/qbwc`, username: 'maple', password: 'correct horse', company: books.quickBooks, mostPauses: 50, ...(onCall === undefined ? {} : { onCall }),
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

  const oneMore = async (): Promise<SessionReport> => {
    clock.advance(PAST_BUSY);
    await engine.sync();
    const report = await session(engine);
    await engine.idle();
    return report;
  };

  const settle = async (): Promise<readonly string[]> => {
    let complaints: readonly string[] = [];
    for (let sessions = 1; sessions <= MOST_SESSIONS; sessions += 1) {
      const report = await oneMore();
      complaints = [...(report.outcome === 'finished' ? [] : [`the last session: ${report.outcome} ${report.lastErrors.join(' ')}`]), ...books.audit()];
      if (complaints.length === 0) break;
    }
    return complaints;
  };

  const killOnly = async (call: number, point: KillPoint): Promise<boolean> => {
    clock.advance(PAST_BUSY);
    await engine.sync();
    await engine.arm(call, point);
    const report = await session(engine);
    if (report.outcome !== 'failed' && report.calls.length < call) {
      await engine.disarm();
      return false;
    }
    if (!(await engine.wasKilled(5_000))) throw new Error(`call ${String(call)}: ${report.outcome}, but the engine lives`);
    await restart();
    return true;
  };

  return {
    books, killOnly, settle,
    async watched(watch, dead) {
      books.newWork();
      clock.advance(PAST_BUSY);
      await engine.sync();
      const endWatch = await watch(engine.pid);
      const report = await session(engine);
      const died = report.outcome === 'finished' ? !engine.isAlive() : await engine.wasKilled(5_000);
      await endWatch();
      if (died) dead?.(folder);
      if (died) await restart();
      return died;
    },
    async course() {
      books.newWork();
      await engine.sync();
      const calls: { operation: string; adds: boolean }[] = [];
      const report = await session(engine, (operation, _ms, _request, response) => {
        const before = calls.at(-1);
        calls.push({ operation, adds: operation === 'sendRequestXML' ? response.includes('AddRq') : operation === 'receiveResponseXML' && before?.adds === true });
      });
      if (report.outcome !== 'finished') throw new Error(`an unharmed session: ${report.outcome} ${report.lastErrors.join(' ')}`);
      return calls;
    },
    async stumble(fault, write) {
      books.newWork();
      await engine.sync();
      books.company.faults[fault] = write;
      const report = await session(engine);
      if (report.outcome !== 'stopped') throw new Error(`QuickBooks should have died: ${report.outcome}`);
    },
    async killAt(call, point) {
      books.newWork();
      const died = await killOnly(call, point);
      return { died, complaints: await settle() };
    },
    async rest() {
      books.quiet();
      const report = await oneMore();
      return [...(report.outcome === 'finished' ? [] : [report.outcome]), ...(books.quiet() ? [] : ['the session still found something to do']), ...books.audit()];
    },
    async close() {
      await Promise.all([engine.kill(), spare.kill()]);
      await books.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
