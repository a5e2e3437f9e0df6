import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../src/domain/ids.ts';
import { createEventStreams } from '../../src/engine/serve/sse.ts';
import type { EngineEvent } from '../../src/engine/ports.ts';
import { startServer } from '../../src/engine/http/server.ts';
import { startUi, type UiServer } from '../support/uiServer.ts';
import { createWorld, type World } from '../support/world.ts';

type Stream = { readonly status: number; readonly type: string; until(text: string): Promise<string>; readonly ended: Promise<void>; leave(): void; readonly response: IncomingMessage };

function listen(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const request = httpGet({ host: '127.0.0.1', port, path, agent: false, headers: { Host: `localhost:${String(port)}`, ...headers } }, (response) => {
      let text = '';
      const waiting: { readonly wanted: string; readonly done: (text: string) => void }[] = [];
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        for (const one of waiting) if (text.includes(one.wanted)) one.done(text);
      });
      const ended = new Promise<void>((done) => response.on('close', () => done()));
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', ended, response,
        until: (wanted) => (text.includes(wanted) ? Promise.resolve(text) : new Promise((done) => waiting.push({ wanted, done }))),
        leave: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}

describe('events over HTTP', () => {
  let world: World;
  let server: UiServer;
  beforeEach(async () => {
    world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20 }] });
    server = await startUi(world);
  });
  afterEach(async () => {
    await server.close();
    await world.close();
  });

  it('tell every open window what the engine says', async () => {
    const Cookie = await server.signIn();
    const streams = await Promise.all([1, 2].map(() => listen(server.port, '/api/events', { Cookie })));
    expect(streams.map(({ status, type }) => [status, type])).toEqual([[200, 'text/event-stream'], [200, 'text/event-stream']]);
    world.engine.ctx.emit({ kind: 'batchDone', connectionId: world.connectionId, confirmed: 2, remaining: 5 });
    for (const stream of streams) {
      expect(await stream.until('remaining')).toContain(`event: batchDone\ndata: {"connectionId":${String(world.connectionId)},"confirmed":2,"remaining":5}\n\n`);
    }
    streams[0]?.leave();
    world.engine.ctx.emit({ kind: 'jobsChanged' });
    expect(await streams[1]?.until('jobsChanged')).toContain('event: jobsChanged\ndata: {}\n\n');
  });

  it('end with the server and with the engine', async () => {
    const Cookie = await server.signIn();
    const first = await listen(server.port, '/api/events', { Cookie });
    server.ui.close();
    await first.ended;
    const second = await listen(server.port, '/api/events', { Cookie });
    await world.restart();
    await second.ended;
  });

  it('are for a limited number of windows', async () => {
    const Cookie = await server.signIn();
    const streams = await Promise.all(Array.from({ length: 32 }, () => listen(server.port, '/api/events', { Cookie })));
    expect((await server.get('/api/events', { Cookie })).status).toBe(503);
    for (const stream of streams) stream.leave();
  });
});

describe('event streams', () => {
  async function start(
    options: { readonly heartbeat?: number; readonly allowed?: () => boolean },
  ): Promise<{ port: number; tell: (event: EngineEvent) => void; listeners: () => number; close: () => Promise<void> }> {
    const listeners = new Set<(event: EngineEvent) => void>();
    const streams = createEventStreams({
      subscribe: (listener) => {
        listeners.add(listener);
        return () => { listeners.delete(listener); };
      },
      isAllowed: options.allowed ?? (() => true), ...(options.heartbeat === undefined ? {} : { heartbeat: options.heartbeat }),
    });
    const server = await startServer({ port: 0, endpoint: { owns: () => true, handle: (request, response) => { streams.open(request, response); } } });
    if (!server.ok) throw new Error(server.error.what);
    return {
      port: server.value.port, listeners: () => listeners.size, tell: (event) => { for (const listener of [...listeners]) listener(event); },
      close: () => {
        streams.close();
        return server.value.close();
      },
    };
  }

  it('beat while the window may listen, and end when it may no longer', async () => {
    let beats = 0;
    const server = await start({ heartbeat: 5, allowed: () => (beats += 1) < 3 });
    const stream = await listen(server.port, '/');
    expect(await stream.until('still here')).toMatch(/^retry: \d+\n\n/);
    await stream.ended;
    expect(beats).toBe(3);
    await server.close();
  });

  it('listen to the engine only while somebody listens to them, and drop a window that does not read', async () => {
    const server = await start({});
    const stream = await listen(server.port, '/');
    stream.response.pause();
    expect(server.listeners()).toBe(1);
    for (let round = 0; round < 400 && server.listeners() > 0; round += 1) {
      for (let n = 0; n < 1_000; n += 1) server.tell({ kind: 'chunkDone', connectionId: n as ConnectionId, confirmed: n, remaining: n });
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    expect(server.listeners()).toBe(0);
    stream.leave();
    await server.close();
  });
});
