/** Asks a child process over its IPC channel, call by call, and answers such calls inside it. */
import { fork, type ChildProcess } from 'node:child_process';

type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;
type Asked = { readonly id: number; readonly name: string; readonly args: readonly unknown[] };
type Answered = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** The id of the message by which a child says that it takes calls. */
const LISTENING = 0;

export type Child<C extends Calls> = {
  readonly pid: number;
  ask<Name extends keyof C & string>(name: Name, ...args: Parameters<C[Name]>): Promise<Awaited<ReturnType<C[Name]>>>;
  /** Ends it and waits until it is gone. */
  end(): Promise<void>;
};

/** `file`: a program that calls `answerCalls`. `execArgv`: what Node itself is told, e.g. `--cpu-prof`. */
export function startChild<C extends Calls>(file: string, execArgv: readonly string[] = profiling()): Child<C> {
  const child = fork(file, [], { execPath: process.execPath, execArgv: [...execArgv], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let last = 0;
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  // What is sent while the child is still loading may be lost: it says itself when it listens.
  let listens: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => { listens = resolve; });
  child.on('message', (message) => {
    const { id, value, error } = message as Answered;
    if (id === LISTENING) listens();
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  void ended.then(() => { for (const asked of waiting.values()) asked.reject(new Error(`${file} ended in the middle of a call`)); });
  return {
    pid: child.pid ?? 0,
    ask: (name, ...args) => new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
      const asked: Asked = { id: last, name, args };
      void listening.then(() => { child.send(asked); });
    }),
    end: async () => { await endOf(child, ended); },
  };
}

/** For whoever looks for a hot spot: STOCKBRIDGE_BENCH_PROFILE=FOLDER has each child write where its time went. */
function profiling(): readonly string[] {
  const folder = process.env['STOCKBRIDGE_BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

async function endOf(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

/** Inside the child. `onEnd`: the asking side is gone, or wants it to end. */
export function answerCalls<C extends Calls>(calls: C, onEnd: () => Promise<void> | void): void {
  process.on('message', (message) => {
    const { id, name, args } = message as Asked;
    void (async () => {
      const call = calls[name] as ((...given: readonly unknown[]) => unknown) | undefined;
      return call === undefined ? Promise.reject(new Error(`no call ${name}`)) : call(...args);
    })().then(
      (value) => { process.send?.({ id, value } satisfies Answered); },
      (error: unknown) => { process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answered); },
    );
  });
  process.send?.({ id: LISTENING } satisfies Answered);
  process.on('disconnect', () => {
    void Promise.resolve(onEnd()).finally(() => { process.exit(0); });
  });
}
