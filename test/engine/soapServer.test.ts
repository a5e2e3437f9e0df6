/** The loopback server under the endpoint: both addresses or none, patient with pauses, quick to end. */
import { Agent, request as startRequest } from 'node:http';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { describeHolder } from '../../src/engine/http/portHolder.ts';
import { startServer } from '../../src/engine/http/server.ts';
import { createSoapEndpoint } from '../../src/engine/soap/endpoint.ts';
import { createFakePort } from '../support/fakeWebConnectorPort.ts';
import { envelope, http, post, rawExchange, rawHead, startTestServer } from '../support/soapServer.ts';

const hasIpv6 = Object.values(networkInterfaces()).flat().some((address) => address?.address === '::1');
if (!hasIpv6) console.warn('SKIPPED: this PC has no ::1, the IPv6 half of the server is not tested');

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const CLOSE = envelope('closeConnection', '<ticket>t</ticket>');

async function endpoint(): ReturnType<typeof createSoapEndpoint> {
  return createSoapEndpoint({ webConnector: createFakePort(), about: { name: 'Stockbridge', version: '0.1.0' } });
}

/** Holds a port the way another program would; gives its number. */
async function hold(host: string, port = 0): Promise<number> {
  const holder: Server = createTcpServer();
  await new Promise<void>((resolve, reject) => holder.once('error', reject).listen({ port, host, ipv6Only: host === '::1' }, resolve));
  cleanups.push(() => new Promise((resolve) => void holder.close(() => resolve())));
  const address = holder.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function start(...args: Parameters<typeof startTestServer>): ReturnType<typeof startTestServer> {
  const server = await startTestServer(...args);
  cleanups.push(() => server.close());
  return server;
}

describe('binding', () => {
  it('answers on 127.0.0.1 and refuses other addresses of this PC', async () => {
    const server = await start(createFakePort());
    expect((await post(server.port, CLOSE)).status).toBe(200);
    const addresses = Object.values(networkInterfaces()).flat();
    const outside = addresses.find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? '127.0.0.2';
    await expect(post(server.port, CLOSE, {}, outside)).rejects.toThrow(/ECONNREFUSED/);
  });

  it.skipIf(!hasIpv6)('answers on ::1 with the same port', async () => {
    const server = await start(createFakePort());
    expect(server.addresses).toEqual(['127.0.0.1', '::1']);
    expect((await post(server.port, CLOSE, {}, '::1')).status).toBe(200);
    expect((await post(server.port, CLOSE, { Host: `[::1]:${String(server.port)}` }, '::1')).status).toBe(200);
    expect((await post(server.port, CLOSE, { Host: 'evil.example' }, '::1')).status).toBe(403);
  });

  it('names the program that holds the port', async () => {
    const port = await hold('127.0.0.1');
    const started = await startServer({ port, endpoint: await endpoint() });
    expect(started.ok).toBe(false);
    if (started.ok) return;
    expect(started.error).toMatchObject({ code: 'portInUse', field: 'port' });
    expect(started.error.what).toContain(String(port));
    if (['linux', 'win32', 'darwin'].includes(process.platform)) expect(started.error.what).toContain(`(process ${String(process.pid)})`);
  });

  it.skipIf(!hasIpv6)('refuses a port that somebody holds on ::1 alone, and leaves 127.0.0.1 free again', async () => {
    const port = await hold('::1');
    const started = await startServer({ port, endpoint: await endpoint() });
    expect(started.ok ? null : started.error.code).toBe('portInUse');
    expect(await hold('127.0.0.1', port)).toBe(port);
  });

  it('takes the first free port from the one it is given, where none is asked for', async () => {
    const first = await hold('127.0.0.1');
    const started = await startServer({ portFrom: first, endpoint: await endpoint() });
    if (!started.ok) throw new Error(started.error.what);
    cleanups.push(() => started.value.close());
    expect(started.value.port).toBeGreaterThan(first);
    expect(started.value.port).toBeLessThan(first + 100);
  });

  it('says so where the search finds no port', async () => {
    const started = await startServer({ portFrom: 70_000, endpoint: await endpoint() });
    expect(started.ok ? null : started.error.code).toBe('noFreePort');
  });

  it('describes holders it knows little about', () => {
    expect(describeHolder({ pid: null, name: null })).toBe('a program that this user may not see');
    expect(describeHolder({ pid: 7, name: null })).toBe('a program of another user (process 7)');
  });
});

describe('connections', () => {
  /** Posts over an agent; tells which connection carried it. */
  function postOver(agent: Agent, port: number): Promise<{ readonly status: number; readonly socket: Socket }> {
    return new Promise((resolve, reject) => {
      const headers = { Host: `localhost:${String(port)}`, 'Content-Type': 'text/xml' };
      const sent = startRequest({ host: '127.0.0.1', port, agent, method: 'POST', path: '/qbwc', headers }, (response) => {
        const socket = response.socket;
        response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, socket }));
      });
      sent.on('error', reject);
      sent.end(CLOSE);
    });
  }

  it('survive the Web Connector\'s pause of 5 s between two calls', async () => {
    const server = await start(createFakePort());
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    cleanups.push(() => agent.destroy());
    const first = await postOver(agent, server.port);
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    expect(first.socket.destroyed).toBe(false);
    const second = await postOver(agent, server.port);
    expect(second).toMatchObject({ status: 200 });
    expect(second.socket).toBe(first.socket);
  });

  it('say that they are kept for longer than any pause', async () => {
    const server = await start(createFakePort());
    const head = rawHead(server.port, {}, 'HEAD /qbwc');
    const close = rawHead(server.port, { Connection: 'close' }, 'HEAD /qbwc');
    const seconds = /Keep-Alive: timeout=(\d+)/i.exec(await rawExchange(server.port, [head, close]))?.[1];
    expect(Number(seconds)).toBeGreaterThan(120);
  });

  it('get 100 Continue before they send a body that is wanted', async () => {
    const server = await start(createFakePort());
    const head = rawHead(server.port, { 'Content-Length': CLOSE.length, Expect: '100-continue', Connection: 'close' });
    const answer = await rawExchange(server.port, [head, CLOSE]);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it('of a neighbour who opens hundreds and says nothing do not keep the Web Connector out', async () => {
    const server = await start(createFakePort());
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    cleanups.push(() => agent.destroy());
    const silent = await Promise.all(Array.from({ length: 300 }, () => new Promise<Socket>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => { resolve(socket); });
      socket.on('error', () => undefined);
      cleanups.push(() => { socket.destroy(); });
    })));
    expect(silent).toHaveLength(300);
    expect(await postOver(agent, server.port)).toMatchObject({ status: 200 });
    expect((await post(server.port, CLOSE)).status).toBe(200);
  });

  it('end with the server, idle ones at once', async () => {
    const server = await startTestServer(createFakePort());
    const agent = new Agent({ keepAlive: true });
    const { socket } = await postOver(agent, server.port);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await server.close();
    await ended;
    await expect(post(server.port, CLOSE)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('end with the server even in the middle of a request', async () => {
    const server = await startTestServer(createFakePort());
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(rawHead(server.port, { 'Content-Length': 10, Expect: '100-continue' }));
    await new Promise((resolve) => socket.once('data', resolve));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await server.close();
    await ended;
  });
});

describe('callers that take for ever', () => {
  it.each([
    ['headers', 'POST /qbwc HTTP/1.1\r\nHost: localho'],
    ['a body', 'POST /qbwc HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: text/xml\r\nContent-Length: 100\r\n\r\n<soap'],
  ])('over %s are cut off, and what they held is free again', async (_name, beginning) => {
    const limits = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
    const started = await startServer({ port: 0, endpoint: await endpoint(), limits });
    if (!started.ok) throw new Error(started.error.what);
    cleanups.push(() => started.value.close());
    const answer = await rawExchange(started.value.port, [beginning.replace('PORT', String(started.value.port))]);
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect((await post(started.value.port, CLOSE)).status).toBe(200);
  });
});

describe('other paths', () => {
  it('go to the window\'s handler where there is one, the endpoint\'s never do', async () => {
    const seen: string[] = [];
    const server = await start(createFakePort(), { ui: (request, response) => {
      seen.push(request.url ?? '');
      response.end('ui');
    } });
    expect((await http({ port: server.port, path: '/orders?x=1' })).body).toBe('ui');
    expect((await http({ port: server.port, path: '/support' })).body).not.toBe('ui');
    expect((await http({ port: server.port, path: '/qbwc' })).body).not.toBe('ui');
    expect(seen).toEqual(['/orders?x=1']);
  });

  it('a handler that throws or rejects gives 500 without its words', async () => {
    const server = await start(createFakePort(), { ui: async () => Promise.reject(new Error('inner words')) });
    const answer = await http({ port: server.port, path: '/' });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('inner');
  });
});
