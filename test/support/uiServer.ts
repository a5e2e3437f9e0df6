/** The window's HTTP side over a test world's engine, a signed-in caller, and the contract's client over it. */
import { createClient, type Client } from '../../src/contract/client.ts';
import { contract, type Contract, type EngineHandlers } from '../../src/contract/contract.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { createAccess, type Access } from '../../src/engine/http/access.ts';
import { startServer } from '../../src/engine/http/server.ts';
import { createUi, type Ui } from '../../src/engine/serve/http.ts';
import { http, type HttpAnswer, type HttpRequest } from './soapServer.ts';
import type { World } from './world.ts';

export type UiServer = {
  readonly port: number;
  readonly access: Access;
  readonly ui: Ui;
  readonly origin: string;
  /** Signs in and gives the Cookie header. */
  signIn(): Promise<string>;
  get(path: string, headers?: HttpRequest['headers']): Promise<HttpAnswer>;
  /** A call as our own page would make it. */
  post(name: string, body: string | Buffer, headers: HttpRequest['headers']): Promise<HttpAnswer>;
  client(cookie: string): Client<Contract>;
  close(): Promise<void>;
};

export async function startUi(world: World, handlers: EngineHandlers = createHandlers(world.engine), window?: string): Promise<UiServer> {
  const { engine } = world;
  const access = createAccess({ now: engine.ctx.now, random: engine.ctx.randomHex });
  const ui = createUi({ engine, access, handlers, version: '0.0.0-test', ...(window === undefined ? {} : { window }) });
  const started = await startServer({ port: 0, endpoint: { owns: () => false, handle: () => undefined }, ui: ui.handle });
  if (!started.ok) throw new Error(started.error.what);
  const { port } = started.value;
  const origin = `http://localhost:${String(port)}`;
  const get: UiServer['get'] = (path, headers = {}) => http({ port, path, headers });
  const post: UiServer['post'] = (name, body, headers) => http({
    port, method: 'POST', path: `/api/${name}`, body, headers: { 'Content-Type': 'application/json', Origin: origin, 'Content-Length': Buffer.byteLength(body), ...headers },
  });
  return {
    port, access, ui, origin, get, post,
    async signIn() {
      const answer = await get(`/ui?code=${access.issueCode()}`);
      return cookieOf(answer);
    },
    client: (cookie) => createClient(contract, {
      call: async (name, input) => JSON.parse((await post(name, JSON.stringify(input), { Cookie: cookie })).body) as unknown,
      listen: () => () => undefined,
    }),
    async close() {
      ui.close();
      await started.value.close();
    },
  };
}

/** `name=value` of the Set-Cookie header. */
export function cookieOf(answer: HttpAnswer): string {
  const [first] = answer.headers['set-cookie'] ?? [];
  return first?.split(';')[0] ?? '';
}
