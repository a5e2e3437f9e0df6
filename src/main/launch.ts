/** Starts the engine's process: Electron's utilityProcess, or a plain Node where STOCKBRIDGE_ENGINE_NODE names one. Both look alike from outside. */
import { fork } from 'node:child_process';
import { utilityProcess, type MessagePortMain } from 'electron';
import type { ToEngine, ToHost } from '../contract/host.ts';
import { ENGINE_ENTRY } from './places.ts';
import { createPump } from './pump.ts';
import type { Log } from './mainLog.ts';

export type EngineLink = {
  readonly pid: () => number | undefined;
  readonly send: (message: ToEngine) => void;
  /** Gives the engine a window's port. `window`: a number never used before. */
  readonly attach: (window: number, port: MessagePortMain) => void;
  readonly kill: () => void;
};

export type LinkEvents = { readonly onMessage: (message: ToHost) => void; readonly onExit: (code: number | null) => void };

export type Launch = (events: LinkEvents) => EngineLink;

/** Bytes of what the engine wrote before it died that go into the log. */
const LAST_WORDS = 2_000;

type Output = { on(event: 'data', listener: (chunk: Buffer) => void): unknown } | null;

/** The engine writes nothing to its output unless it dies of something unexpected. */
function lastWords(...outputs: readonly Output[]): () => string {
  let words = '';
  for (const output of outputs) output?.on('data', (chunk) => { words = (words + chunk.toString()).slice(-LAST_WORDS); });
  return () => words;
}

export function createLaunch(log: Log): Launch {
  const node = process.env['STOCKBRIDGE_ENGINE_NODE'];
  return node === undefined || node === '' ? (events) => launchUtility(events, log) : (events) => launchNode(node, events, log);
}

function launchUtility(events: LinkEvents, log: Log): EngineLink {
  const child = utilityProcess.fork(ENGINE_ENTRY, [], { serviceName: 'Stockbridge engine', stdio: 'pipe' });
  const words = lastWords(child.stdout, child.stderr);
  child.on('message', (message: ToHost) => { events.onMessage(message); });
  child.on('exit', (code) => {
    if (code !== 0) log('error', 'the engine ended', { code, words: words() });
    events.onExit(code);
  });
  return {
    pid: () => child.pid,
    send: (message) => { child.postMessage(message); },
    attach: (window, port) => { child.postMessage({ kind: 'window', window } satisfies ToEngine, [port]); },
    kill: () => { child.kill(); },
  };
}

function launchNode(node: string, events: LinkEvents, log: Log): EngineLink {
  // 'advanced' carries what a port would carry: undefined, typed arrays.
  const child = fork(ENGINE_ENTRY, [], { execPath: node, execArgv: [], serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const words = lastWords(child.stdout, child.stderr);
  const send = (message: ToEngine): void => { if (child.connected) child.send(message, () => undefined); };
  const pump = createPump(send);
  let ended = false;
  const end = (code: number | null): void => {
    if (ended) return;
    ended = true;
    pump.close();
    if (code !== 0) log('error', 'the engine ended', { code, words: words() });
    events.onExit(code);
  };
  child.on('message', (message) => {
    const heard = message as ToHost;
    if (heard.kind === 'pump') pump.toWindow(heard.window, heard.message);
    else events.onMessage(heard);
  });
  child.on('error', (cause) => {
    log('error', 'the engine could not be started', { cause: cause.message });
    end(null);
  });
  child.on('exit', end);
  return { pid: () => child.pid, send, attach: pump.attach, kill: () => { child.kill('SIGKILL'); } };
}
