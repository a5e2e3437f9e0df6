/** Starts engine processes (engineProcess.ts) and talks to them; keeps one warm, because a start costs most of a kill. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FolderFault, KillPoint, Order, Report } from './engineProcess.ts';
import type { Clock } from './world.ts';

const SCRIPT = path.resolve(import.meta.dirname, 'engineProcess.ts');

export type EngineProcess = {
  readonly pid: number;
  open(order: { readonly folder: string; readonly port: number; readonly provisioning: string | null }): Promise<number>;
  arm(call: number, point: KillPoint): Promise<void>;
  disarm(): Promise<void>;
  armDisk(fault: FolderFault | null): Promise<void>;
  idle(): Promise<void>;
  sync(): Promise<void>;
  sweep(): Promise<void>;
  /** The most memory it has had at once since it began, in megabytes, by the kernel; null where the kernel does not tell. */
  peak(): number | null;
  /** Did it die of SIGKILL within `milliseconds`? */
  wasKilled(milliseconds: number): Promise<boolean>;
  isAlive(): boolean;
  /** Kills it now, at whatever it is doing. */
  kill(): Promise<void>;
};

export function startEngineProcess(clock: Clock): EngineProcess {
  const child: ChildProcess = fork(SCRIPT, [], {
    execPath: process.execPath, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'stockbridge-test-compile-cache') },
  });
  let ended: NodeJS.Signals | number | null | undefined;
  const exit = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = signal ?? code;
      resolve();
    });
  });
  type Wish = Order extends infer One ? (One extends { readonly at: number } ? Omit<One, 'at'> : never) : never;
  const tell = async (wish: Wish): Promise<Report> => {
    const answer = new Promise<Report>((resolve) => { child.once('message', (report) => { resolve(report as Report); }); });
    child.send({ ...wish, at: clock.now() });
    const report = await Promise.race([answer, exit]);
    if (report === undefined) throw new Error(`the engine process ended (${String(ended)}) while asked to ${wish.order}`);
    if (report.problem !== null) throw new Error(`${wish.order}: ${report.problem}`);
    clock.set(Math.max(clock.now(), report.at));
    return report;
  };
  return {
    pid: child.pid ?? 0,
    open: async (order) => (await tell({ order: 'open', ...order })).port,
    arm: async (call, point) => { await tell({ order: 'arm', call, point }); },
    armDisk: async (fault) => { await tell({ order: 'armDisk', fault }); },
    disarm: async () => { await tell({ order: 'disarm' }); },
    idle: async () => { await tell({ order: 'idle' }); },
    sync: async () => { await tell({ order: 'sync' }); },
    sweep: async () => { await tell({ order: 'sweep' }); },
    peak() {
      try {
        const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')) ?? [];
        return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
      } catch {
        return null;
      }
    },
    async wasKilled(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([exit, new Promise<void>((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
      clearTimeout(timer);
      return ended === 'SIGKILL';
    },
    isAlive: () => ended === undefined,
    async kill() {
      if (ended === undefined) child.kill('SIGKILL');
      await exit;
    },
  };
}
