/** The log keeps what happened, never a secret, and never more than two files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeHost, LOG_FILE } from '../../../src/cli/nodeHost.ts';
import { sleep } from '../../../src/engine/host/sleep.ts';
import { openLogFile } from '../../../src/engine/host/logFile.ts';
import { createRedactor } from '../../../src/engine/host/redact.ts';

let folder = '';
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-log-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('redactor', () => {
  const hidden: readonly (readonly [what: string, text: string])[] = [
    ['JSON by name', JSON.stringify({ password: 'SECRETWORD' })],
    ['JSON deep down', JSON.stringify({ a: [{ consumerSecret: 'SECRETWORD', consumerKey: 'SECRETWORD' }] })],
    ['JSON inside JSON', JSON.stringify({ body: JSON.stringify({ consumer_secret: 'SECRETWORD', ok: 1 }) })],
    ['a quoted quote', JSON.stringify({ password: 'half"SECRETWORD' })],
    ['a quoted quote inside JSON',
      JSON.stringify({ body: JSON.stringify({ password: 'half"SEC\\"RET', note: '', token: '"SECRETWORD"' }) })],
    ['SOAP', '<strUserName>ann</strUserName><strPassword>SECRETWORD</strPassword>'],
    ['a ticket', '<ticket>SECRETWORD</ticket>'],
    ['a query', 'GET http://shop/wp-json?consumer_key=SECRETWORD&consumer_secret=SECRETWORD&page=1'],
    ['a one-time code', 'GET /?code=SECRETWORD HTTP/1.1'],
    ['a signature', 'oauth_signature=x&oauth_token=y&oauth_signature=SECRETWORD'],
    ['a header', 'Authorization: Basic U0VDUkVUV09SRA=='],
    ['a header in JSON', JSON.stringify({ headers: { authorization: 'Basic SECRETWORD', cookie: 'stockbridge_1=SECRETWORD' } })],
    ['a WooCommerce secret', 'the secret cs_SECRETWORD0123456789 of the shop'],
  ];
  it.each(hidden)('hides %s', (_what, text) => {
    const redacted = createRedactor().redact(text);
    expect(redacted).not.toContain('SECRETWORD');
    expect(redacted).not.toContain('U0VDUkVUV09SRA');
    expect(redacted).toContain('[hidden]');
  });

  it('leaves what tells nothing as it is', () => {
    for (const text of ['{"err":{"code":"ECONNREFUSED"}}', '{"msg":"started","port":47800}', 'Order 1036 added as W1036',
      '{"reason":"The password was wrong."}', '<response>ok</response>']) {
      expect(createRedactor().redact(text)).toBe(text);
    }
  });

  it('hides learned words wherever they stand, JSON-quoted as well', () => {
    fc.assert(fc.property(fc.string({ minLength: 6, maxLength: 40, unit: 'binary' }), fc.string(), (secret, around) => {
      const redactor = createRedactor();
      redactor.learn(secret);
      const line = redactor.redact(JSON.stringify({ note: `${around}${secret}${around}` }));
      expect(line.includes(JSON.stringify(secret).slice(1, -1))).toBe(false);
    }));
  });
});

describe('log file', () => {
  it('is for this user alone and turns over when full', () => {
    const file = path.join(folder, 'a.log');
    const log = openLogFile(file, 100);
    for (let line = 0; line < 50; line += 1) log.write(`line ${String(line).padStart(2, '0')} ........\n`);
    log.close();
    expect(readdirSync(folder).sort()).toEqual(['a.1.log', 'a.log']);
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(100);
    expect(readFileSync(file, 'utf8')).toMatch(/line 49 \.+\n$/);
    expect(`${readFileSync(path.join(folder, 'a.1.log'), 'utf8')}${readFileSync(file, 'utf8')}`).toMatch(/^line \d\d/);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('goes on where it ended', () => {
    const file = path.join(folder, 'a.log');
    for (const text of ['one\n', 'two\n']) {
      const log = openLogFile(file);
      log.write(text);
      log.close();
    }
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });
});

describe('node host', () => {
  it('takes out of its log every secret that has gone through its seal', () => {
    const host = createNodeHost({ folder, environment: {} });
    const sealed = host.seal.seal('correct horse');
    host.log.error({ err: new Error('the shop said: correct horse is wrong'), nested: { text: 'correct horse' } }, 'pull failed');
    const text = readFileSync(path.join(folder, LOG_FILE), 'utf8');
    expect(text).toContain('pull failed');
    expect(text).not.toContain('correct horse');
    expect(host.seal.open(sealed)).toEqual({ ok: true, value: 'correct horse' });
  });

  it('writes an event as one line of plain JSON, whatever a SKU or an order is called', () => {
    const host = createNodeHost({ folder, environment: {} });
    const names = ['a\nb', 'a\r\n{"level":50,"msg":"forged"}', '\x1b[2J', '\x1b]0;owned\x07', '\x9b31m', '\u202e1001', '\u2028', '\ufeff', 'x\u200by', '\x7f', '\0'];
    for (const name of names) host.log.warn({ sku: name, order: name }, `Order ${name} could not be read.`);
    const text = readFileSync(path.join(folder, LOG_FILE), 'utf8');
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/);
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly sku: string; readonly order: string; readonly msg: string });
    expect(lines.map(({ sku }) => sku)).toEqual(names);
    expect(lines.map(({ msg }) => msg)).toEqual(names.map((name) => `Order ${name} could not be read.`));
  });

  it('works without a log where none can be kept', () => {
    const host = createNodeHost({ folder: path.join(folder, 'nowhere'), environment: {} });
    host.log.error('lost');
    expect(host.log.level).toBe('silent');
    const quiet = createNodeHost({ folder, logFile: null, environment: {} });
    quiet.log.error('nothing');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('wakes at once when the signal fires, before or during the sleep', async () => {
    const stopping = new AbortController();
    const asleep = sleep(3_600_000, stopping.signal);
    stopping.abort();
    await asleep;
    await sleep(3_600_000, stopping.signal);
    await sleep(0, new AbortController().signal);
  });

  it('gives random bytes as hex', () => {
    const host = createNodeHost({ folder, logFile: null, environment: {} });
    expect(host.randomHex(32)).toMatch(/^[0-9a-f]{64}$/);
    expect(host.randomHex(32)).not.toBe(host.randomHex(32));
  });
});
