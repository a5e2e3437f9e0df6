/** Runs the command line as its users do: a process of its own, with a data folder that goes away afterwards. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type RunningBridge = {
  readonly pid: number;
  /** The first line of stdout, parsed. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Asks it to stop and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<Ran>;
};

export type BridgeBench = {
  readonly folder: string;
  at(name: string): string;
  write(name: string, json: unknown): string;
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Starts a command that runs until it is stopped; rejects when it ends before its first line. */
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<RunningBridge>;
  /** Everything any command has written so far. */
  said(): string;
  close(): Promise<void>;
};

type Spawned = { readonly child: ChildProcess; readonly ended: Promise<Ran>; readonly firstLine: Promise<string> };

export function openBridgeBench(): BridgeBench {
  const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-cli-'));
  const running = new Set<Spawned>();
  let said = '';

  const launch = (args: readonly string[], environment: Readonly<Record<string, string>>): Spawned => {
    const child = spawn(process.execPath, [path.join(root, 'src', 'cli', 'start.js'), ...args],
      { cwd: root, env: { ...process.env, STOCKBRIDGE_KEY: '', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let tell: (line: string) => void = () => {};
    const firstLine = new Promise<string>((resolve) => { tell = resolve; });
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString();
      said += part.toString();
      if (stdout.includes('\n')) tell(stdout.slice(0, stdout.indexOf('\n')));
    });
    child.stderr.on('data', (part: Buffer) => {
      stderr += part.toString();
      said += part.toString();
    });
    const ended = new Promise<Ran>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => { resolve({ code, stdout, stderr }); });
    });
    const spawned = { child, ended, firstLine };
    running.add(spawned);
    void ended.finally(() => running.delete(spawned)).catch(() => undefined);
    return spawned;
  };

  return {
    folder,
    at: (name) => path.join(folder, name),
    write(name, json) {
      const file = path.join(folder, name);
      writeFileSync(file, typeof json === 'string' ? json : JSON.stringify(json));
      return file;
    },
    run: (args, environment = {}) => launch(args, environment).ended,
    async start(args, environment = {}) {
      const spawned = launch(args, environment);
      const early = spawned.ended.then((ran): never => { throw new Error(`ended with ${String(ran.code)}: ${ran.stderr}`); });
      early.catch(() => undefined);
      const line = await Promise.race([spawned.firstLine, early]);
      return {
        pid: spawned.child.pid ?? 0,
        ready: JSON.parse(line) as Record<string, unknown>,
        stop(signal = 'SIGTERM') {
          spawned.child.kill(signal);
          return spawned.ended;
        },
      };
    },
    said: () => said,
    async close() {
      for (const { child, ended } of running) {
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again until the answer satisfies; the test's own time limit ends it. */
export async function until<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
