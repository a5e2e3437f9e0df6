/** `serve`: runs the bridge without a desktop until it is told to stop. */
import { fileURLToPath } from 'node:url';
import { prepareFolder } from '../engine/host/dataFolder.ts';
import { serve, type Serving } from '../engine/host/serve.ts';
import type { HostPorts } from '../engine/ports.ts';
import { giveBackAtRest, growAsNeeded } from './heap.ts';
import { createNodeHost } from './nodeHost.ts';
import { findKey } from './seal.ts';
import { stopSignal } from './stopSignals.ts';
import { DONE, fail, FAILED, type Terminal } from './terminal.ts';
import { readVersion } from './version.ts';

export type ServeCommand = { readonly data: string; readonly port?: number; readonly signOut?: boolean };

/** Where `npm run build` puts the window. */
const WINDOW = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** Milliseconds until the answer that a restart is under way has reached the browser. */
const ANSWER_FIRST = 100;

/** A service manager waits longer; whoever pressed Ctrl+C does not. All is on disk at any moment, so an end by force loses nothing. */
const MOST_STOPPING = 4_500;

/** The first line on stdout is JSON; nothing else is written there. */
export async function runServe(options: ServeCommand, to: Terminal): Promise<number> {
  const stop = stopSignal();
  const folder = prepareFolder(options.data);
  if (!folder.ok) return fail(to, folder.error);
  const key = findKey(folder.value, process.env);
  if (!key.ok) return fail(to, key.error);
  const host = createNodeHost({ folder: folder.value });
  const port = options.port === undefined ? {} : { port: options.port };
  const started = await serve({ folder: folder.value, version: readVersion(), host, window: WINDOW, signOut: options.signOut === true, ...port });
  if (!started.ok) return fail(to, started.error);
  let serving = started.value;
  const fault = unexpectedFault(host);
  growAsNeeded();
  to.out(JSON.stringify({ ready: true, soap: serving.soap, ui: serving.ui }));
  advise(serving, to);
  giveBackAtRest();
  const ended = Promise.race([stop, fault]);
  let why = await Promise.race([ended, serving.restartWanted]);
  while (why === undefined) {
    // The address is out and browsers are signed in: the same port, and no second line.
    await host.sleep(ANSWER_FIRST, new AbortController().signal);
    const { port: kept } = serving;
    await serving.stop();
    const again = await serve({ folder: folder.value, version: readVersion(), host, window: WINDOW, port: kept });
    if (!again.ok) return fail(to, again.error);
    serving = again.value;
    why = await Promise.race([ended, serving.restartWanted]);
  }
  if (why === 'fault') to.err('Stockbridge met an unexpected fault and stops. Nothing is lost; start it again. The log says more.');
  const late = host.sleep(MOST_STOPPING, new AbortController().signal).then(() => false);
  const stopped = await Promise.race([serving.stop().then(() => true), late]);
  if (!stopped) host.log.warn('stopped by force');
  return why === 'fault' ? FAILED : DONE;
}

function advise(serving: Serving, to: Terminal): void {
  if (serving.formerPort !== null) {
    to.err(`The port is now ${String(serving.port)} instead of ${String(serving.formerPort)}.`);
    to.err('Write the .qwc files again ("qwc --force"), remove the application from the Web Connector and add the new file.');
  }
  if (!serving.hasCompanies) to.err('No company is set up in this data folder yet. Run "init" while "serve" is stopped.');
}

function unexpectedFault(host: HostPorts): Promise<'fault'> {
  return new Promise((resolve) => {
    const taken = (cause: unknown): void => {
      host.log.fatal({ err: cause }, 'unexpected fault');
      resolve('fault');
    };
    process.on('uncaughtException', taken);
    process.on('unhandledRejection', taken);
  });
}
