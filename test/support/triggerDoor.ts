/** A world whose trigger is open on a port of its own, for each test, and calls to it. */
import { afterEach } from 'vitest';
import { keepPort } from '../../src/engine/host/keptPort.ts';
import { plain, send } from '../../src/engine/http/handler.ts';
import { startServer, type RunningServer } from '../../src/engine/http/server.ts';
import { createTrigger, type TriggerOptions } from '../../src/engine/trigger/door.ts';
import { askWorld, type AskedWorld } from './askedWorld.ts';
import { http, type HttpAnswer, type HttpRequest } from './soapServer.ts';
import type { WorldOptions } from './world.ts';

/** A GET for WINE-RED with the key of the door, where nothing else is said. */
export type TriggerCall = { readonly query?: string; readonly method?: string; readonly headers?: HttpRequest['headers']; readonly key?: string; readonly body?: string };

export type TriggerDoor = Pick<AskedWorld, 'world' | 'client'> & {
  readonly port: number;
  /** Sent with a call that gives none. */
  key: string;
  /** `isOpen`: with a key and let open; default true. */
  readonly begin: (more?: Partial<WorldOptions>, options?: TriggerOptions & { readonly isOpen?: boolean }) => Promise<void>;
  readonly call: (wanted?: TriggerCall) => Promise<HttpAnswer>;
  /** Status and text. */
  readonly said: (wanted?: TriggerCall) => Promise<readonly [number, string]>;
  /** How many calls to the shop were to change something. */
  readonly sets: () => number;
};

export function openTrigger(): TriggerDoor {
  let door: RunningServer;
  let key = '';
  const asked = askWorld({
    items: [{ sku: 'WINE-RED', onHand: 15 }, { sku: 'WINE-WHITE', onHand: 7 }], listings: [{ sku: 'WINE-RED', quantity: 3 }, { sku: 'WINE-WHITE', quantity: 7 }, { sku: 'CORKSCREW', quantity: 1 }],
  });
  // Hooks run last first: the door is closed before the world is.
  afterEach(() => door.close());

  async function begin(more: Partial<WorldOptions> = {}, { isOpen = true, ...options }: TriggerOptions & { readonly isOpen?: boolean } = {}): Promise<void> {
    await asked.begin(more);
    await asked.world.sync();
    await asked.session();
    const started = await startServer({ port: 0, endpoint: createTrigger(asked.world.engine, options), ui: (request, response) => { send(request, response, plain(404, 'There is nothing here.')); } });
    if (!started.ok) throw new Error(started.error.what);
    door = started.value;
    keepPort(asked.world.folder, door.port);
    if (!isOpen) return;
    const made = await asked.client.call('trigger.makeKey', {});
    if (!made.ok) throw new Error(made.error.what);
    ({ key } = made.value);
    await asked.client.call('trigger.setOpen', { open: true });
  }

  async function call({ query = 'sku=WINE-RED', method = 'GET', headers = {}, key: given = key, body }: TriggerCall = {}): Promise<HttpAnswer> {
    const authorization: HttpRequest['headers'] = given === '' ? {} : { Authorization: `Bearer ${given}` };
    return http({ port: door.port, path: `/trigger?${query}`, method, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }) });
  }

  return {
    get world() { return asked.world; },
    get client() { return asked.client; },
    get port() { return door.port; },
    get key() { return key; },
    set key(made) { key = made; },
    begin, call,
    said: async (wanted) => {
      const { status, body } = await call(wanted);
      return [status, body.trimEnd()];
    },
    sets: () => asked.world.store.requests().filter((request) => request.method !== 'GET').length,
  };
}
