/** The engine's line to the process that started it: Electron's main process, or the same one through a plain Node child's channel. */
import type { ToEngine, ToHost } from '../../contract/host.ts';
import type { WindowPort } from '../serve/port.ts';

export type Parent = {
  readonly send: (message: ToHost) => void;
  /** `port`: the window's end that came with the message `window`. */
  readonly onMessage: (listener: (message: ToEngine, port: WindowPort | null) => void) => void;
};

/** What Electron adds to a utility process (Electron documentation, "process.parentPort" and "MessagePortMain"). */
type ElectronPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
};
type ParentPort = {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void): unknown;
  postMessage(message: unknown): void;
};

/** Null: this process was started by something else. */
export function openParent(): Parent | null {
  const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) return utilityParent(parentPort);
  return process.send === undefined ? null : forkParent();
}

function utilityParent(parentPort: ParentPort): Parent {
  return {
    send: (message) => { parentPort.postMessage(message); },
    onMessage: (listener) => {
      parentPort.on('message', ({ data, ports }) => {
        const [port] = ports;
        listener(data as ToEngine, port === undefined ? null : windowPort(port));
      });
    },
  };
}

function windowPort(port: ElectronPort): WindowPort {
  return {
    post: (message) => { port.postMessage(message); },
    onMessage: (listener) => {
      port.on('message', ({ data }) => { listener(data); });
      port.start();
    },
    onClose: (listener) => { port.on('close', listener); },
  };
}

/** A port cannot be handed to a plain Node child, so the host passes the windows' messages on one by one (main/pump.ts). */
function forkParent(): Parent {
  const windows = new Map<number, { message: (message: unknown) => void; gone: () => void }>();
  const send = (message: ToHost): void => { process.send?.(message); };
  // Else it would outlive a host that was killed.
  process.on('disconnect', () => { process.exit(0); });
  return {
    send,
    onMessage: (listener) => {
      process.on('message', (raw) => {
        const message = raw as ToEngine;
        if (message.kind === 'pump') {
          windows.get(message.window)?.message(message.message);
        } else if (message.kind === 'windowGone') {
          windows.get(message.window)?.gone();
          windows.delete(message.window);
        } else if (message.kind === 'window') {
          const ends: { message: (message: unknown) => void; gone: () => void } = { message: () => undefined, gone: () => undefined };
          windows.set(message.window, ends);
          listener(message, {
            post: (out) => { send({ kind: 'pump', window: message.window, message: out }); },
            onMessage: (hear) => { ends.message = hear; },
            onClose: (hear) => { ends.gone = hear; },
          });
        } else {
          listener(message, null);
        }
      });
    },
  };
}
