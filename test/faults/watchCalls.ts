/** strace on a running process: kills it at a chosen system call, or writes down the order of flushes and answers. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLUSHES = 'fsync,fdatasync';
const WRITES = 'pwrite64';

/** Why strace cannot be used here; null when it can. Says so loudly. */
export const noStrace: string | null = (() => {
  const tried = spawnSync('strace', ['-o', '/dev/null', '-e', `trace=${FLUSHES}`, '-e', `inject=${FLUSHES}:signal=KILL:when=65535`, 'true']);
  const reason = tried.error !== undefined ? 'strace is not installed' : tried.status === 0 ? null : 'strace may not watch other processes here';
  if (reason !== null) console.warn(`SKIPPED: kills at system calls, because ${reason}.`);
  return reason;
})();

/** Watches until what it returns is called. */
export type Watch = (pid: number) => Promise<() => Promise<void>>;

async function attach(pid: number, args: readonly string[]): Promise<() => Promise<void>> {
  const child = spawn('strace', ['-f', '-p', String(pid), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve(); }); });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('attached')) resolve();
    });
    child.once('close', () => { reject(new Error(`strace ended: ${said}`)); });
  });
  return async () => {
    child.kill('SIGINT'); // it lets go of the process and ends
    await ended;
  };
}

/** SIGKILL when the process is about to flush, or to write to a file, for the `nth` time from now. */
export function killAt(what: 'flush' | 'write', nth: number): Watch {
  const calls = what === 'flush' ? FLUSHES : WRITES;
  return (pid) => attach(pid, ['-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:signal=KILL:when=${String(nth)}`]);
}

/** The same at a flush, and which file was about to be flushed: its path, once the watching has ended. */
export function killAtFlushOf(nth: number): { readonly watch: Watch; readonly file: () => string; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-kill-'));
  const trace = join(folder, 'trace');
  return {
    watch: (pid) => attach(pid, ['-y', '-o', trace, '-e', `trace=${FLUSHES}`, '-e', `inject=${FLUSHES}:signal=KILL:when=${String(nth)}`]),
    file: () => [...readFileSync(trace, 'utf8').matchAll(/\b(?:fsync|fdatasync)\(\d+<([^>]+)>/g)].at(-1)?.[1] ?? '',
    close: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

/** What happened, in order: `flush`, or the operation whose answer left. Read it after the watching has ended. */
export function traceFlushes(): { readonly watch: Watch; readonly course: () => readonly string[]; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-trace-'));
  const file = join(folder, 'trace');
  return {
    watch: (pid) => attach(pid, ['-o', file, '-s', '1000', '-e', `trace=${FLUSHES},write,writev,sendto,sendmsg`]),
    course: () => readFileSync(file, 'utf8').split('\n').flatMap((line): readonly string[] => {
      if (/ (fsync|fdatasync)\(\d+\)? .*= 0|<\.\.\. (fsync|fdatasync) resumed.*= 0|\b(fsync|fdatasync)\(\d+\)\s+= 0/.test(line)) return ['flush'];
      const answered = /<(\w+)Response[ >]/.exec(line)?.[1];
      return answered === undefined || !/write|send/.test(line) ? [] : [answered];
    }),
    close: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}
