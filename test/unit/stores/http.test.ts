/** What can happen to a call on the wire, against real sockets. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RequestListener } from 'node:http';
import { createHttp, readRetryAfter, type HttpOptions } from '../../../src/stores/http.ts';
import { networkFailure } from '../../../src/stores/failures.ts';
import { parseBody, plainText } from '../../../src/stores/body.ts';
import type { StoreCall } from '../../../src/stores/store.ts';
import { KEY, NOW, open, SECRET, serve, type Served } from './recorded.ts';

const running: Served[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function call(listener: RequestListener, more: Partial<HttpOptions> & { readonly signal?: AbortSignal } = {}) {
  const served = await serve(listener);
  running.push(served);
  const http = createHttp({ timeoutMilliseconds: 20_000, secrets: [KEY, SECRET], now: () => NOW, ...more });
  return http({ method: 'GET', url: new URL(`${served.url}/wp-json/wc/v3/orders?oauth_consumer_key=${KEY}`), headers: { Authorization: `Basic ${SECRET}` } }, more.signal ?? open);
}

const send = (status: number, body: string, headers: Readonly<Record<string, string>> = { 'Content-Type': 'text/html' }): RequestListener => (_, response) => {
  response.writeHead(status, headers).end(body);
};

describe('a call', () => {
  it('gives the JSON, the status and the shop\'s clock', async () => {
    expect(await call(send(200, '[1]', { Date: 'Sat, 21 Nov 2026 19:22:35 GMT' }))).toMatchObject({ ok: true, value: { status: 200, json: [1], date: Date.parse('2026-11-21T19:22:35Z') } });
  });

  it('ends at its time-out', async () => {
    expect(await call(() => undefined, { timeoutMilliseconds: 50 })).toMatchObject({ ok: false, error: { code: 'storeTimeOut' } });
  });

  it('ends at its time-out also when the body drips', async () => {
    expect(await call((_, response) => void response.writeHead(200).write('['), { timeoutMilliseconds: 50 })).toMatchObject({ ok: false, error: { code: 'storeTimeOut' } });
  });

  it('ends when it is aborted', async () => {
    const stop = new AbortController();
    expect(await call(() => { stop.abort(); }, { signal: stop.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await call(send(200, '[]'), { signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('gives up an answer that is too large', async () => {
    expect(await call(send(200, `["${'x'.repeat(5_000)}"]`), { maxBytes: 1_000 })).toMatchObject({ ok: false, error: { code: 'storeAnswerTooLarge' } });
  });

  it('survives a connection that breaks before and within the answer', async () => {
    expect(await call((request) => void request.socket.destroy())).toMatchObject({ ok: false, error: { code: 'storeConnectionLost' } });
    expect(await call((request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('[');
      setImmediate(() => request.socket.destroy());
    })).toMatchObject({ ok: false, error: { code: 'storeConnectionLost' } });
  });

  it('says that nobody listens', async () => {
    const served = await serve(send(200, '[]'));
    await served.close();
    const http = createHttp({ timeoutMilliseconds: 20_000, secrets: [], now: () => NOW });
    expect(await http({ method: 'GET', url: new URL(served.url) }, open)).toMatchObject({ ok: false, error: { code: 'storeRefused' } });
  });

  it.each([
    ['ENOTFOUND', 'storeNotFound'], ['CERT_HAS_EXPIRED', 'storeCertificate'], ['DEPTH_ZERO_SELF_SIGNED_CERT', 'storeCertificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'storeCertificate'], ['EHOSTUNREACH', 'storeUnreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'storeUnreachable'], ['ECONNRESET', 'storeConnectionLost'], ['', 'storeConnectionLost'],
  ])('explains %s', (code, expected) => {
    expect(networkFailure('shop.example.com', code)).toMatchObject({ code: expected });
  });
});

describe('redirects', () => {
  it('are never followed, so the key goes nowhere else', async () => {
    let reached = 0;
    const other = await serve((_, response) => {
      reached += 1;
      response.end('[]');
    });
    running.push(other);
    for (const status of [301, 302, 307, 308]) {
      const result = await call(send(status, '', { Location: `${other.url}/wp-json/wc/v3/orders?oauth_consumer_key=${KEY}&oauth_signature=abc` }));
      expect(result).toMatchObject({ ok: false, error: { code: 'storeRedirects', retryAfter: null, field: 'url' } });
      expect(JSON.stringify(result)).toContain(other.url);
      expect(JSON.stringify(result)).not.toContain(KEY);
      expect(JSON.stringify(result)).not.toContain('oauth_signature');
    }
    expect(reached).toBe(0);
  });

  it('without or with an unreadable Location are told as well', async () => {
    expect(await call(send(302, '', {}))).toMatchObject({ ok: false, error: { code: 'storeRedirects' } });
    expect(await call(send(302, '', { Location: 'http://[bad' }))).toMatchObject({ ok: false, error: { code: 'storeRedirects' } });
  });
});

describe('answers that are not the shop\'s', () => {
  const blocked: readonly (readonly [string, RequestListener])[] = [
    ['Cloudflare', send(403, '<html><title>Attention Required! | Cloudflare</title></html>')],
    ['Cloudflare', send(503, '<!DOCTYPE html><title>Just a moment...</title>', { 'cf-mitigated': 'challenge', Server: 'cloudflare' })],
    ['Cloudflare', send(200, '<!DOCTYPE html><html><title>Just a moment...</title></html>')],
    ['Wordfence', send(403, '<html><body>Your access to this site has been limited by the site owner. Generated by Wordfence</body></html>')],
    ['Sucuri', send(403, '<html><title>Sucuri WebSite Firewall - Access Denied</title></html>')],
    ['Sucuri', send(403, 'denied', { 'X-Sucuri-ID': '17007' })],
    ['ModSecurity', send(406, '<head><title>Not Acceptable!</title></head><p>This error was generated by Mod_Security.</p>')],
    ['Incapsula', send(403, '<html>Request unsuccessful. Incapsula incident ID: 1-2</html>')],
    ['Imunify360', send(403, '{"message":"Access denied by Imunify360 bot-protection. IPs used for automation should be whitelisted"}', { 'Content-Type': 'application/json' })],
    ['SiteGround', send(202, '<html><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F"></html>', { 'SG-Captcha': 'challenge' })],
    ['REST API', send(401, '{"code":"rest_login_required","message":"REST API restricted to authenticated users.","data":{"status":401}}', { 'Content-Type': 'application/json' })],
  ];
  it.each(blocked)('are recognised as %s', async (name, listener) => {
    const result = await call(listener);
    expect(result).toMatchObject({ ok: false, error: { code: 'storeBlocked' } });
    expect(result.ok ? '' : result.error.what).toContain(name);
    expect(result.ok ? '' : result.error.what).toContain('Blocked by a firewall or security plug-in');
  });

  it.each([
    ['a proxy that found the shop down', send(502, '<html>cf-error-details Bad gateway</html>', { Server: 'cloudflare' }), 'storeServerError'],
    ['a proxy that calls us too fast', send(429, 'error code: 1015', { Server: 'cloudflare' }), 'storeBusy'],
    ['a log-in of the web server', send(401, '<html>Authorization Required</html>', { 'WWW-Authenticate': 'Basic' }), 'storeClosed'],
    ['a plain 403', send(403, '<html>Forbidden</html>'), 'storeClosed'],
    ['a 404 page', send(404, '<html>Not Found</html>'), 'storeNoApi'],
    ['a body limit', send(413, '<html>Request Entity Too Large</html>'), 'storeCallTooLarge'],
    ['a web page', send(200, '<!DOCTYPE html><html><body>Coming soon</body></html>'), 'storeAnsweredPage'],
    ['nothing', send(200, ''), 'storeAnswerUnreadable'],
    ['half of the JSON', send(200, '[{"id":1},{"id":'), 'storeAnswerUnreadable'],
    ['an overloaded server', send(503, 'busy', { 'Retry-After': '7' }), 'storeBusy'],
    ['a broken server', send(500, 'oops'), 'storeServerError'],
  ])('%s', async (_, listener, code) => {
    expect(await call(listener)).toMatchObject({ ok: false, error: { code } });
  });

  it('never show a secret, even when the page echoes it', async () => {
    const echo: RequestListener = (request, response) => {
      response.writeHead(401, { 'Content-Type': 'text/html' }).end(`<html>${request.url ?? ''} ${request.headers.authorization ?? ''} oauth_signature=abc%3D</html>`);
    };
    const text = JSON.stringify(await call(echo));
    expect(text).toContain('•••');
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('abc%3D');
  });
});

describe('reading', () => {
  it('finds JSON among PHP\'s warnings', () => {
    expect(parseBody('\uFEFF [1]')).toEqual({ isJson: true, value: [1] });
    expect(parseBody('<br />\n<b>Warning</b>: a [b] in {c} on line <b>12</b><br />\n{"a":[1]}')).toEqual({ isJson: true, value: { a: [1] } });
    expect(parseBody('{"a":1}\n<br />\n<b>Notice</b>: late')).toEqual({ isJson: true, value: { a: 1 } });
    expect(parseBody('<html>[1] and more</html>').isJson).toBe(false);
    expect(parseBody('[{"id":1},{"id":2},').isJson).toBe(false);
    expect(parseBody('').isJson).toBe(false);
  });

  it('reads Retry-After as seconds or as a date', () => {
    expect(readRetryAfter('2', NOW)).toBe(2_000);
    expect(readRetryAfter('Sat, 21 Nov 2026 19:23:30 GMT', NOW)).toBe(30_000);
    expect(readRetryAfter('Sat, 21 Nov 2026 19:00:00 GMT', NOW)).toBe(0);
    expect(readRetryAfter('99999999', NOW)).toBe(86_400_000);
    expect(readRetryAfter('soon', NOW)).toBeNull();
    expect(readRetryAfter(null, NOW)).toBeNull();
  });

  it('turns a page into a line', () => {
    expect(plainText('<style>p{}</style><p>A &amp; B</p>\n<script>x</script> C')).toBe('A & B C');
    expect(plainText('x'.repeat(500), 10)).toHaveLength(10);
  });
});

describe('what is recorded of a call', () => {
  const recorded = async (listener: RequestListener): Promise<StoreCall> => {
    const served = await serve(listener);
    running.push(served);
    const calls: StoreCall[] = [];
    const http = createHttp({ timeoutMilliseconds: 20_000, secrets: [KEY, SECRET, `${SECRET}"\\`], now: () => NOW });
    const url = new URL(`${served.url}/wp-json/wc/v3/products/batch?per_page=2&oauth_consumer_key=${KEY}&oauth_nonce=n0nce&oauth_signature=abc%3D&consumer_secret=${SECRET}`);
    await http({
      method: 'POST', url,
      headers: { Authorization: `Basic ${Buffer.from(SECRET).toString('base64')}` },
      body: { update: [], note: SECRET }, record: (call) => { calls.push(call); },
    }, open);
    const [call] = calls;
    if (call === undefined || calls.length !== 1) throw new Error('not recorded once');
    return call;
  };
  const bare = (call: StoreCall): void => {
    const all = JSON.stringify(call);
    for (const secret of [KEY, SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64'), 'oauth_', 'n0nce', 'abc%3D']) expect(all).not.toContain(secret);
  };

  it('is what was sent and answered, without what signs it', async () => {
    const call = await recorded(send(200, '{"update":[]}'));
    expect(call).toMatchObject({ method: 'POST', status: 200, requestText: '{"update":[],"note":"•••"}', responseText: '{"update":[]}' });
    expect(call.address).toMatch(/^127\.0\.0\.1:\d+\/wp-json\/wc\/v3\/products\/batch\?per_page=2$/);
    bare(call);
  });

  it('holds no secret that the answer echoes, in any of its usual forms', async () => {
    const call = await recorded((request, response) => {
      const echo = JSON.stringify({ ...request.headers, quoted: `${SECRET}"\\`, address: encodeURIComponent(`${SECRET}/`) });
      response.writeHead(401).end(echo);
    });
    expect(call.status).toBe(401);
    expect(call.responseText).toContain('•••');
    bare(call);
  });

  it('tells an answer that broke off, and none at all', async () => {
    expect(await recorded((request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('[');
      setImmediate(() => request.socket.destroy());
    })).toMatchObject({ status: 200, responseText: null });
    expect(await recorded((request) => void request.socket.destroy())).toMatchObject({ status: null, responseText: null });
  });
});
