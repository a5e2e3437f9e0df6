/** Questions that are asked before the window has been read: each answer goes to who asks the same, once, and nobody gets an old one. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { askEarly, askNow, forgetEarly } from '../../../renderer/engine/early.ts';

let server: Server;
let origin = '';
const heard: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      heard.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? ''} ${body}`);
      if (request.url === '/api/breaks') response.destroy();
      else response.end(JSON.stringify({ ok: true, value: heard.length }));
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  // In a page an address without a host is the page's own; here it is the server's.
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (address: string, options: RequestInit) => real(`${origin}${address}`, options));
});
beforeEach(() => {
  heard.length = 0;
  forgetEarly();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

async function answerOf(call: string, input: unknown): Promise<unknown> {
  const { value } = await (await askNow(call, input)).json() as { readonly value: unknown };
  return value;
}

describe('an early question', () => {
  it('is asked once, and its answer is taken once', async () => {
    askEarly('updates.page', { sort: 'due', skip: 0 });
    expect(await answerOf('updates.page', { sort: 'due', skip: 0 })).toBe(1);
    expect(heard).toEqual(['POST /api/updates.page application/json {"sort":"due","skip":0}']);
    expect(await answerOf('updates.page', { sort: 'due', skip: 0 })).toBe(2);
    expect(heard).toHaveLength(2);
  });

  it('answers nothing but itself', async () => {
    askEarly('updates.page', { skip: 0 });
    expect(await answerOf('updates.page', { skip: 100 })).toEqual(expect.any(Number));
    expect(await answerOf('log.search', { skip: 0 })).toEqual(expect.any(Number));
    expect(heard).toHaveLength(3);
  });

  it('that nobody took is forgotten: whoever asks later gets news', async () => {
    askEarly('status.show', {});
    await vi.waitFor(() => { expect(heard).toHaveLength(1); });
    forgetEarly();
    expect(await answerOf('status.show', {})).toBe(2);
  });

  it('that fails is told to who takes it, and to nobody else', async () => {
    askEarly('breaks', {});
    await vi.waitFor(() => { expect(heard).toHaveLength(1); });
    await expect(askNow('breaks', {})).rejects.toThrow();
    askEarly('breaks', {});
    // Nobody takes this one: it must not end the page.
    await vi.waitFor(() => { expect(heard).toHaveLength(2); });
  });
});
