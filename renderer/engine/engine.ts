/** The window's one connection to the engine: a typed client over whichever transport this page has, and whether anybody answers. */
import { createLateClient, type Client, type Transport } from '../../src/contract/client.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { createHttpTransport } from './httpTransport.ts';
import { lateContract } from './lateContract.ts';
import { acceptPorts, createPortTransport } from './portTransport.ts';

/** connecting: nobody has answered yet. lost: somebody did, and went. */
export type Connection = 'connecting' | 'connected' | 'lost';

export type Engine = {
  readonly client: Client<Contract>;
  readonly connection: () => Connection;
  readonly onConnection: (listener: () => void) => () => void;
};

type WindowTransport = Transport & { readonly onConnection: (listener: (connected: boolean) => void) => () => void };

export function createEngine(transport: WindowTransport): Engine {
  let connection: Connection = 'connecting';
  const listeners = new Set<() => void>();
  transport.onConnection((connected) => {
    const next = connected ? 'connected' : connection === 'connecting' ? 'connecting' : 'lost';
    if (next === connection) return;
    connection = next;
    for (const listener of listeners) listener();
  });
  return {
    client: createLateClient(lateContract, transport),
    connection: () => connection,
    onConnection(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

/** A page that came over HTTP talks to whoever served it; the desktop's page is handed a port. */
export function openTransport(): WindowTransport {
  if (location.protocol === 'http:') return createHttpTransport(Object.keys(lateContract.events));
  const transport = createPortTransport();
  acceptPorts(transport);
  return transport;
}
