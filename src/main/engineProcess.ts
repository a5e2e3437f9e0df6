/** Keeps an engine running: starts it, starts it again after a crash with growing patience, gives every window a port to it, and ends it in time. */
import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { BridgeState, ToEngine, ToHost } from '../contract/host.ts';
import type { Problem } from '../domain/problem.ts';
import type { EngineLink, Launch } from './launch.ts';
import type { Log } from './mainLog.ts';
import { refusePort } from './refusePort.ts';
import { pauseBefore, RECOVERED_AFTER, STARTS_TO_WORRY } from './restart.ts';
import { ENGINE_DOWN } from './words.ts';

export type EngineProcessOptions = {
  readonly launch: Launch;
  readonly log: Log;
  /** Asked at every start, so that changed preferences take effect. */
  readonly startOrder: () => Extract<ToEngine, { readonly kind: 'start' }>;
  /** Null: there is no engine, or it could not start. */
  readonly onState: (state: BridgeState | null) => void;
  readonly onAsk: (message: Extract<ToHost, { readonly kind: 'ask' }>, answer: (message: ToEngine) => void) => void;
};

export type EngineProcess = {
  readonly start: () => void;
  /** Gives the window a port to every engine from now on, until it returns false. Returns how to end that. */
  readonly serve: (deliver: (port: MessagePortMain) => boolean) => () => void;
  readonly sync: () => void;
  /** Ends the engine in an orderly way and starts it again. */
  readonly restart: () => Promise<void>;
  /** Resolves when there is no engine any more, at most 5 s later. */
  readonly stop: () => Promise<void>;
  readonly pid: () => number | undefined;
};

/** Milliseconds. Together under the 5 s in which the program must be gone. */
const PATIENCE_AT_STOP = 4_300;
const PATIENCE_AFTER_KILL = 500;
/** Causes that may go away by themselves: another program had the port or the folder. */
const WORTH_TRYING_AGAIN: readonly string[] = ['portInUse', 'folderInUse'];
const TRY_AGAIN = 30_000;

export function createEngineProcess({ launch, log, startOrder, onState, onAsk }: EngineProcessOptions): EngineProcess {
  const windows = new Set<(port: MessagePortMain) => boolean>();
  let link: EngineLink | null = null;
  let exited: Promise<void> = Promise.resolve();
  let wanted = false;
  let crashes = 0;
  let nextWindow = 1;
  let timer: NodeJS.Timeout | null = null;

  const later = (milliseconds: number, work: () => void): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      work();
    }, milliseconds);
  };

  const connect = (deliver: (port: MessagePortMain) => boolean, refusal: Problem | null): void => {
    const { port1, port2 } = new MessageChannelMain();
    if (!deliver(port2)) {
      windows.delete(deliver);
      port1.close();
    } else if (refusal !== null) {
      refusePort(port1, refusal);
    } else {
      link?.attach(nextWindow, port1);
      nextWindow += 1;
    }
  };

  const ended = (code: number | null, startedAt: number): void => {
    link = null;
    onState(null);
    if (!wanted) return;
    crashes = performance.now() - startedAt > RECOVERED_AFTER ? 1 : crashes + 1;
    const pause = pauseBefore(crashes);
    log('warn', 'the engine is started again', { code, crashes, pause });
    if (crashes >= STARTS_TO_WORRY) for (const deliver of windows) connect(deliver, ENGINE_DOWN);
    later(pause, begin);
  };

  const begin = (): void => {
    if (!wanted || link !== null) return;
    const startedAt = performance.now();
    let leave: () => void = () => undefined;
    exited = new Promise((resolve) => { leave = resolve; });
    const current = launch({
      onExit: (code) => {
        leave();
        ended(code, startedAt);
      },
      onMessage: (message) => { hear(message, (answer) => { current.send(answer); }); },
    });
    link = current;
    current.send(startOrder());
    for (const deliver of windows) connect(deliver, null);
  };

  const hear = (message: ToHost, answer: (message: ToEngine) => void): void => {
    switch (message.kind) {
      case 'started':
        return log('info', 'the engine runs', { port: message.port, pid: link?.pid() });
      case 'failed':
        log('error', 'the engine cannot work', { code: message.problem.code, what: message.problem.what });
        onState(null);
        if (WORTH_TRYING_AGAIN.includes(message.problem.code)) later(TRY_AGAIN, () => void restart());
        return;
      case 'state':
        return onState(message.state);
      case 'ask':
        return onAsk(message, answer);
      case 'pump':
      case 'stopped':
        return; // the pump is the link's own business; the exit follows
    }
  };

  const end = async (): Promise<void> => {
    wanted = false;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const current = link;
    if (current === null) return;
    const isGone = exited.then(() => true);
    current.send({ kind: 'stop' });
    if (await Promise.race([isGone, wait(PATIENCE_AT_STOP)])) return;
    log('warn', 'the engine did not end in time and was ended by force; everything it had promised is on disk');
    current.kill();
    await Promise.race([isGone, wait(PATIENCE_AFTER_KILL)]);
  };

  const start = (): void => {
    wanted = true;
    begin();
  };

  const restart = async (): Promise<void> => {
    await end();
    crashes = 0;
    start();
  };

  return {
    start,
    restart,
    stop: end,
    sync: () => { link?.send({ kind: 'sync' }); },
    pid: () => link?.pid(),
    serve: (deliver) => {
      windows.add(deliver);
      if (link !== null) connect(deliver, null);
      return () => { windows.delete(deliver); };
    },
  };
}

function wait(milliseconds: number): Promise<false> {
  return new Promise((resolve) => { setTimeout(() => { resolve(false); }, milliseconds); });
}
