/** The window's door: one-time codes, cookies, and requests from places that are not ours, over a real server. */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/calendar.ts';
import { migrate } from '../../src/engine/db/migrate.ts';
import type { Db } from '../../src/engine/db/open.ts';
import { dropSignIn, dropSignIns, keepSignIn, listSignIns } from '../../src/engine/db/signIns.ts';
import { createAccess, type Access, type SignInKeeping } from '../../src/engine/http/access.ts';
import { plain, send, targetOf } from '../../src/engine/http/handler.ts';
import { createFakePort } from '../support/fakeWebConnectorPort.ts';
import { http, startTestServer, type HttpAnswer, type TestServer } from '../support/soapServer.ts';

const HOUR = 3_600_000;
let now = 0;
let drawn = 0;
let access: Access;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(createFakePort(), { ui: (request, response) => {
    const code = targetOf(request)?.searchParams.get('code') ?? null;
    const cookie = code === null ? null : access.redeem(code, server.port);
    if (cookie !== null) {
      send(request, response, plain(303, 'in', { 'Set-Cookie': cookie, Location: '/' }));
      return;
    }
    const verdict = access.check(request);
    send(request, response, verdict.allowed ? plain(200, 'in') : plain(verdict.status, verdict.reason));
  } });
});
afterAll(() => server.close());
const start = (keeping?: SignInKeeping): Access => createAccess({
  now: () => instant(now),
  random: (bytes) => {
    drawn += 1;
    return String(drawn).padStart(bytes * 2, '0');
  },
  ...(keeping === undefined ? {} : { keeping }),
});
beforeEach(() => {
  now = 1_000_000;
  access = start();
});

function ask(headers: Record<string, string> = {}, path = '/', method = 'GET'): Promise<HttpAnswer> {
  return http({ port: server.port, path, method, headers });
}

/** Redeems a fresh code; gives the Cookie header. */
async function signIn(): Promise<string> {
  const answer = await ask({}, `/?code=${access.issueCode()}`);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  return cookie.split(';')[0] ?? '';
}

describe('a one-time code', () => {
  it('becomes a cookie that scripts cannot read and other sites cannot send, named for this port', async () => {
    const answer = await ask({}, `/?code=${access.issueCode()}`);
    expect(answer.status).toBe(303);
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(new RegExp(`^stockbridge_${String(server.port)}=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict$`));
  });

  it('works once', async () => {
    const code = access.issueCode();
    expect((await ask({}, `/?code=${code}`)).status).toBe(303);
    expect((await ask({}, `/?code=${code}`)).status).toBe(401);
  });

  it('works for ten minutes', async () => {
    const early = access.issueCode();
    const late = access.issueCode();
    now += 599_999;
    expect((await ask({}, `/?code=${early}`)).status).toBe(303);
    now += 1;
    expect((await ask({}, `/?code=${late}`)).status).toBe(401);
  });

  it('is no cookie, and a cookie is no code', async () => {
    const code = access.issueCode();
    expect((await ask({ Cookie: `stockbridge_${String(server.port)}=${code}` })).status).toBe(401);
    const token = (await signIn()).split('=')[1] ?? '';
    expect((await ask({}, `/?code=${token}`)).status).toBe(401);
    expect((await ask({}, '/?code=')).status).toBe(401);
  });
});

describe('a request', () => {
  it('with the cookie passes, among other cookies too; without it or with another it does not', async () => {
    const cookie = await signIn();
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    expect((await ask({ Cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
    expect((await ask()).status).toBe(401);
    expect((await ask({ Cookie: `${cookie}0` })).status).toBe(401);
    expect((await ask({ Cookie: cookie.replace(String(server.port), '1') })).status).toBe(401);
    expect((await ask({ Cookie: `stockbridge_${String(server.port)}=` })).status).toBe(401);
  });

  it('keeps its cookie alive; twelve quiet hours end it', async () => {
    const cookie = await signIn();
    now += 11 * HOUR;
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    now += 11 * HOUR;
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    now += 12 * HOUR;
    expect((await ask({ Cookie: cookie })).status).toBe(401);
  });

  it('ends with everybody\'s when all are revoked', async () => {
    const cookie = await signIn();
    const code = access.issueCode();
    access.revokeAll();
    expect((await ask({ Cookie: cookie })).status).toBe(401);
    expect((await ask({}, `/?code=${code}`)).status).toBe(401);
  });

  it.each([
    [{ Host: 'evil.example' }, 'GET', 403],
    [{ Origin: 'http://evil.example' }, 'GET', 403],
    [{ Origin: 'null' }, 'GET', 403],
    [{ Origin: 'https://localhost:PORT' }, 'GET', 403],
    [{ Origin: 'http://localhost:3000' }, 'GET', 403],
    [{ Origin: 'http://127.0.0.1:PORT' }, 'GET', 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 'GET', 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 'GET', 403],
    [{}, 'POST', 403],
    [{ Origin: 'http://evil.example' }, 'POST', 403],
    [{ Origin: 'http://localhost:PORT' }, 'POST', 200],
    [{ Origin: 'http://localhost:PORT', 'Sec-Fetch-Site': 'same-origin' }, 'POST', 200],
    [{ 'Sec-Fetch-Site': 'none' }, 'GET', 200],
    [{}, 'GET', 200],
  ] as const)('with a good cookie and %j by %s gives %i', async (headers: Readonly<Record<string, string>>, method, status) => {
    const cookie = await signIn();
    const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(server.port))]));
    expect((await ask({ ...filled, Cookie: cookie }, '/', method)).status).toBe(status);
  });
});

describe('a sign-in that is kept', () => {
  let db: Db;
  let written = 0;
  const keeping = (): SignInKeeping => ({
    list: () => listSignIns(db, instant(now)), drop: (digest) => { dropSignIn(db, digest); }, dropAll: () => { dropSignIns(db); },
    keep: (signIn) => {
      written += 1;
      keepSignIn(db, signIn);
    },
  });
  beforeEach(() => {
    db = new Database(':memory:');
    migrate(db, () => undefined);
    written = 0;
    access = start(keeping());
  });

  it('is good after a restart, and a code of the former run is not', async () => {
    const cookie = await signIn();
    const code = access.issueCode();
    access = start(keeping());
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    expect((await ask({}, `/?code=${code}`)).status).toBe(401);
  });

  it('ends twelve quiet hours after its last use, whatever was restarted', async () => {
    const cookie = await signIn();
    now += 11 * HOUR;
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    access = start(keeping());
    now += 11 * HOUR;
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    access = start(keeping());
    now += 12 * HOUR;
    expect((await ask({ Cookie: cookie })).status).toBe(401);
    access = start(keeping());
    expect(db.prepare('SELECT * FROM sign_in').all()).toEqual([]);
  });

  it('cannot be made from what is written down', async () => {
    const cookie = await signIn();
    const [name = '', token = ''] = cookie.split('=');
    const rows = db.prepare<[], { digest: string }>('SELECT digest FROM sign_in').all();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const { digest } of rows) expect((await ask({ Cookie: `${name}=${digest}` })).status).toBe(401);
  });

  it('is revoked for good', async () => {
    const cookie = await signIn();
    access.revokeAll();
    access = start(keeping());
    expect((await ask({ Cookie: cookie })).status).toBe(401);
  });

  it('is written down once in ten minutes of use, not at every request', async () => {
    const cookie = await signIn();
    for (let n = 0; n < 50; n += 1) await ask({ Cookie: cookie });
    expect(written).toBe(1);
    now += 10 * 60_000;
    for (let n = 0; n < 50; n += 1) await ask({ Cookie: cookie });
    expect(written).toBe(2);
  });

  it('is one of a hundred at most; the one used longest ago goes', async () => {
    const first = await signIn();
    const second = await signIn();
    now += 1;
    expect((await ask({ Cookie: first })).status).toBe(200);
    for (let n = 0; n < 99; n += 1) await signIn();
    expect((await ask({ Cookie: second })).status).toBe(401);
    expect((await ask({ Cookie: first })).status).toBe(200);
    expect(db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sign_in').get()?.n).toBe(100);
  });
});
