import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { http, rawExchange } from '../support/soapServer.ts';
import { cookieOf, startUi, type UiServer } from '../support/uiServer.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let server: UiServer;
const MINUTE = 60_000;

beforeAll(async () => {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20 }] });
  server = await startUi(world, { ...createHandlers(world.engine), 'companies.list': () => { throw new Error('SQLITE_CORRUPT in C:\\Users\\maple'); } });
});
afterAll(async () => {
  await server.close();
  await world.close();
});

describe('signing in', () => {
  it('turns the one-time code into a cookie and leads to the page', async () => {
    const answer = await server.get(`/ui?code=${server.access.issueCode()}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/ui/');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    const [cookie] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toMatch(/Expires|Max-Age|Domain/i);
    const page = await server.get('/ui/', { Cookie: cookieOf(answer) });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<h1>Stockbridge</h1>');
  });

  it('refuses a code the second time, an invented one, and none', async () => {
    const code = server.access.issueCode();
    await server.get(`/ui?code=${code}`);
    for (const path of [`/ui?code=${code}`, `/ui/?code=${code}`, '/ui?code=abc', '/ui?code=', '/ui']) {
      const answer = await server.get(path);
      expect(answer.status, path).toBe(401);
      expect(answer.headers['set-cookie'], path).toBeUndefined();
      expect(answer.body).toContain('one-time code');
    }
  });

  it('refuses a code after ten minutes', async () => {
    const code = server.access.issueCode();
    world.clock.advance(10 * MINUTE);
    expect((await server.get(`/ui?code=${code}`)).status).toBe(401);
  });

  it('does not use a code up for a HEAD, nor for a strange host or page', async () => {
    const code = server.access.issueCode();
    const path = `/ui?code=${code}`;
    expect((await http({ port: server.port, method: 'HEAD', path })).status).toBe(405);
    expect((await server.get(path, { Host: 'evil.example' })).status).toBe(403);
    expect((await server.get(path, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await server.get(path, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await server.get(path)).status).toBe(303);
  });

  it('leads a browser that is signed in to the page even with a used code', async () => {
    const cookie = await server.signIn();
    const answer = await server.get('/ui?code=used', { Cookie: cookie });
    expect(answer.status).toBe(303);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('the door', () => {
  it('is shut without a cookie, with a wrong one, and after everybody was signed out', async () => {
    const cookie = await server.signIn();
    const wrong = `${cookie.slice(0, -1)}${cookie.endsWith('0') ? '1' : '0'}`;
    for (const headers of [{}, { Cookie: '' }, { Cookie: wrong }, { Cookie: cookie.split('=')[1] ?? '' }]) {
      expect((await server.get('/ui/', headers)).status).toBe(401);
      expect((await server.get('/api/events', headers)).status).toBe(401);
      const call = await server.post('status.show', '{}', headers);
      expect(call.status).toBe(401);
      expect(JSON.parse(call.body)).toMatchObject({ ok: false, error: { code: 'notSignedIn' } });
    }
    server.access.revokeAll();
    expect((await server.get('/ui/', { Cookie: cookie })).status).toBe(401);
  });

  it('is shut for a wrong Host, with the right cookie', async () => {
    const Cookie = await server.signIn();
    for (const Host of ['evil.example', `evil.example:${String(server.port)}`, 'localhost', 'localhost:1', `localhost.evil.example:${String(server.port)}`]) {
      expect((await server.get('/ui/', { Cookie, Host })).status, Host).toBe(403);
      expect((await server.post('status.show', '{}', { Cookie, Host, Origin: `http://${Host}` })).status, Host).toBe(403);
    }
    expect((await server.get('/ui/', { Cookie, Host: `127.0.0.1:${String(server.port)}` })).status).toBe(200);
  });

  it('is shut for a wrong Origin or none on a call, with the right cookie', async () => {
    const Cookie = await server.signIn();
    for (const Origin of ['https://evil.example', 'null', 'http://localhost', `https://localhost:${String(server.port)}`, `http://localhost:${String(server.port + 1)}`, '']) {
      expect((await server.post('status.show', '{}', { Cookie, Origin })).status, Origin).toBe(403);
    }
    const bare = await http({ port: server.port, method: 'POST', path: '/api/status.show', body: '{}', headers: { Cookie, 'Content-Type': 'application/json' } });
    expect(bare.status).toBe(403);
    expect((await server.post('status.show', '{}', { Cookie, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await server.get('/api/events', { Cookie, Origin: 'https://evil.example' })).status).toBe(403);
    expect((await server.post('status.show', '{}', { Cookie })).status).toBe(200);
  });

  it('has nothing behind other paths and methods', async () => {
    const Cookie = await server.signIn();
    expect((await server.get('/ui/secret', { Cookie })).status).toBe(404);
    expect((await server.get('/', { Cookie })).status).toBe(404);
    expect((await server.get('/uid', { Cookie })).status).toBe(404);
    expect((await server.get('/ui/../../etc/passwd', { Cookie })).status).toBe(404);
    expect((await server.get('/api/status.show', { Cookie })).status).toBe(405);
    expect((await server.post('events', '{}', { Cookie })).status).toBe(405);
    expect((await http({ port: server.port, method: 'POST', path: '/ui/', headers: { Cookie, Origin: server.origin } })).status).toBe(405);
    expect((await http({ port: server.port, method: 'OPTIONS', path: '/api/status.show', headers: { Cookie, Origin: server.origin } })).status).toBe(405);
  });

  it('owns its own paths only', () => {
    expect(['/ui', '/ui/', '/ui/x', '/api/status.show', '/api/events'].every((path) => server.ui.owns(path))).toBe(true);
    expect(['/', '/qbwc', '/support', '/uix', '/api'].some((path) => server.ui.owns(path))).toBe(false);
  });
});

describe('a call', () => {
  it('is answered in JSON, uncached', async () => {
    const answer = await server.post('status.show', '{}', { Cookie: await server.signIn() });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { health: 'starting', companies: [{ name: 'Maple', connections: [{ name: 'Shop 1' }] }] } });
  });

  it('must be plain JSON in UTF-8', async () => {
    const Cookie = await server.signIn();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', 'application/json; charset=utf-16', '']) {
      expect((await server.post('status.show', '{}', { Cookie, 'Content-Type': type })).status, type).toBe(415);
    }
    expect((await server.post('status.show', '{}', { Cookie, 'Content-Encoding': 'gzip' })).status).toBe(415);
    expect((await server.post('status.show', '{}', { Cookie, 'Content-Type': 'application/json;charset="UTF-8"' })).status).toBe(200);
    for (const body of ['', '{', '{"a":', 'NaN', Buffer.from([0x7b, 0xff, 0x7d])]) {
      const answer = await server.post('status.show', body, { Cookie });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'badInput' } });
    }
  });

  it('may be one megabyte, not more, announced or not', async () => {
    const Cookie = await server.signIn();
    const padded = (bytes: number): string => `{}${' '.repeat(bytes - 2)}`;
    expect((await server.post('status.show', padded(1024 * 1024), { Cookie })).status).toBe(200);
    expect((await server.post('status.show', padded(1024 * 1024 + 1), { Cookie })).status).toBe(413);
    const head = `POST /api/status.show HTTP/1.1\r\nHost: localhost:${String(server.port)}\r\nOrigin: ${server.origin}\r\nCookie: ${Cookie}\r\nContent-Type: application/json\r\n`;
    const half = Buffer.alloc(600_000, 0x20);
    const chunk = Buffer.concat([Buffer.from(`${half.length.toString(16)}\r\n`), half, Buffer.from('\r\n')]);
    const chunked = await rawExchange(server.port, [`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk, chunk, '0\r\n\r\n']);
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
    const announced = await rawExchange(server.port, [`${head}Content-Length: 999999999\r\n\r\n{`]);
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('gets a Problem for what the contract does not know or allow, with HTTP\'s own word', async () => {
    const Cookie = await server.signIn();
    expect((await server.post('nothing.here', '{}', { Cookie })).status).toBe(404);
    expect((await server.post('__proto__', '{}', { Cookie })).status).toBe(404);
    expect((await server.post('jobs.show', '{"jobId":"x"}', { Cookie })).status).toBe(400);
    const missing = await server.post('jobs.show', '{"jobId":99}', { Cookie });
    expect(missing.status).toBe(200);
    expect(JSON.parse(missing.body)).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('cannot reach the prototype of every object, by whatever names it comes', async () => {
    const Cookie = await server.signIn();
    const evil = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    for (const [name, body] of [
      ['status.show', evil],
      ['settings.save', `{"of":{"kind":"connection","connectionId":1},"settings":${evil}}`],
      ['setup.check', `{"kind":"__proto__","url":"http://127.0.0.1:1","secrets":{"__proto__":"x","constructor":"y"}}`],
      ['setup.check', '{"kind":"constructor","url":"http://127.0.0.1:1","secrets":{}}'],
      ['log.search', '{"sku":"__proto__","order":"constructor"}'],
      ['diagnostics.code', '{"code":"__proto__"}'], ['diagnostics.code', '{"code":"constructor"}'],
    ] as const) {
      const answer = await server.post(name, body, { Cookie });
      expect(answer.body, name).not.toMatch(/"internal"|function|\[object/);
      expect(({} as Record<string, unknown>)['polluted'], name).toBeUndefined();
    }
  });

  it('with an object where a text belongs, which says how long it is, is refused like any other', async () => {
    const Cookie = await server.signIn();
    const answer = await server.post('setup.strength', '{"password":{"length":{"toString":null}}}', { Cookie });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'badInput' } });
  });

  it('gets no word of the inside when the engine has a fault', async () => {
    const answer = await server.post('companies.list', '{}', { Cookie: await server.signIn() });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toMatch(/SQLITE|Users|Error/);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('is typed from end to end over this transport', async () => {
    const answer = await server.client(await server.signIn()).call('connections.list', {});
    expect(answer).toMatchObject({ ok: true, value: { connections: [{ kind: 'woocommerce', settings: { pullMinutes: 5 } }] } });
    expect(JSON.stringify(answer)).not.toMatch(/cs_test|ck_test|ealed/);
  });
});
