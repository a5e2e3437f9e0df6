/** Passes messages between windows' ports and a plain Node child, to which a port cannot be handed. */
import type { MessagePortMain } from 'electron';
import type { ToEngine } from '../contract/host.ts';

export type Pump = {
  readonly attach: (window: number, port: MessagePortMain) => void;
  readonly toWindow: (window: number, message: unknown) => void;
  /** Closes all ports, as the system does for a process that has a port and ends. */
  readonly close: () => void;
};

export function createPump(send: (message: ToEngine) => void): Pump {
  const ports = new Map<number, MessagePortMain>();
  return {
    attach: (window, port) => {
      ports.set(window, port);
      send({ kind: 'window', window });
      port.on('message', ({ data }) => { send({ kind: 'pump', window, message: data as unknown }); });
      port.on('close', () => {
        if (ports.delete(window)) send({ kind: 'windowGone', window });
      });
      port.start();
    },
    toWindow: (window, message) => { ports.get(window)?.postMessage(message); },
    close: () => {
      const open = [...ports.values()];
      ports.clear();
      for (const port of open) port.close();
    },
  };
}
