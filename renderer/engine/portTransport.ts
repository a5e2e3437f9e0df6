/** The window's side of the desktop transport: the contract's calls and events over the engine's port, which comes anew after every restart of the engine. */
import type { z } from 'zod';
import type { Transport } from '../../src/contract/client.ts';
import { portMessage, type callMessage } from '../../src/contract/port.ts';
import { PORT_MESSAGE } from '../../src/contract/portMessage.ts';

/** As much of a MessagePort as is needed here; the browser's and Node's both fit. */
export type Port = {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
};

export type PortTransport = Transport & {
  /** A port of a new engine, or of the same one after a reload. Calls that wait for the former port's answer are lost. */
  readonly use: (port: Port) => void;
  /** True: an engine is at the other end. False: it went; calls wait for the next one. */
  readonly onConnection: (listener: (connected: boolean) => void) => () => void;
};

type Waiting = { readonly call: string; readonly resolve: (answer: unknown) => void; readonly reject: (cause: Error) => void };

/**
 * The window's side. A call made while no engine is there waits at most `patience` milliseconds for one. A call whose engine went away before it answered is
 * rejected: whether it was carried out is for the user to see, never for a silent repetition.
 */
export function createPortTransport(patience = 10_000): PortTransport {
  const waiting = new Map<number, Waiting>();
  const unsent: { readonly send: () => void }[] = [];
  const listeners = new Set<(name: string, data: unknown) => void>();
  const watchers = new Set<(connected: boolean) => void>();
  let current: Port | null = null;
  let next = 0;

  const lose = (port: Port): void => {
    if (current !== port) return;
    current = null;
    for (const one of waiting.values()) one.reject(new Error('the engine went away'));
    waiting.clear();
    for (const watcher of watchers) watcher(false);
  };

  const hear = (port: Port, data: unknown): void => {
    const read = portMessage.safeParse(data);
    if (port !== current || !read.success) return;
    if ('event' in read.data) {
      for (const listener of listeners) listener(read.data.event, read.data.data);
      return;
    }
    waiting.get(read.data.id)?.resolve(read.data.answer);
    waiting.delete(read.data.id);
  };

  return {
    use(port) {
      const former = current;
      if (former !== null) {
        lose(former);
        former.close();
      }
      current = port;
      port.addEventListener('message', (event) => { hear(port, event.data); });
      port.addEventListener('close', () => { lose(port); });
      port.start();
      for (const one of unsent.splice(0)) one.send();
      for (const watcher of watchers) watcher(true);
    },
    call: (name, input) => new Promise((resolve, reject) => {
      const id = next;
      next += 1;
      const send = (): void => {
        waiting.set(id, { call: name, resolve, reject });
        current?.postMessage({ id, call: name, input } satisfies z.input<typeof callMessage>);
      };
      if (current !== null) return send();
      const later = { send: () => { clearTimeout(timer); send(); } };
      const timer = setTimeout(() => {
        const at = unsent.indexOf(later);
        if (at >= 0) unsent.splice(at, 1);
        reject(new Error('there is no engine'));
      }, patience);
      unsent.push(later);
    }),
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    onConnection(listener) {
      watchers.add(listener);
      return () => { watchers.delete(listener); };
    },
  };
}

/** Takes the ports that the preload hands over. Messages of other windows or origins are none of ours. */
export function acceptPorts(transport: Pick<PortTransport, 'use'>, page: Window = window): void {
  page.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source === page && event.origin === page.location.origin && event.data === PORT_MESSAGE && port !== undefined) transport.use(port);
  });
}
