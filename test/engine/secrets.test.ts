/** Marker secrets go in by every door, things go wrong in every way that echoes them, and then every byte that is left or was said is searched. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/calendar.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { SimulatedStore } from '../../src/simulator/store/types.ts';
import { openBridgeBench, until, type BridgeBench, type RunningBridge } from '../support/bridge.ts';

const KEY = 'ck_0badc0ffee0badc0ffee0badc0ffee0badc0ffee';
const SECRET = 'cs_5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2';
/** With everything that URL, JSON and XML write otherwise. */
const PASSWORD = 'Mark & "7" / Wört = <pass> ?9';
/** Nobody's password, and still what somebody typed. */
const WRONG = 'Mistyped & "8" / Wört = <fail> !3';
const REPLACED = 'cs_0ld0ld0ld0ld0ld0ld0ld0ld0ld0ld0ld0ld0ld0';

/** Base64 of a text that stands somewhere inside a longer one: what all three alignments have in common with it. */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').slice(shift === 0 ? 0 : 4, -4)).filter((text) => text.length >= 12);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Every form in which a text might have got somewhere. */
function formsOf(secret: string): readonly Buffer[] {
  const hex = Buffer.from(secret).toString('hex');
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const texts = [
    secret, ...inBase64(secret), ...inBase64(secret).map((text) => text.replaceAll('+', '-').replaceAll('/', '_')), hex, hex.toUpperCase(),
    encodeURIComponent(secret), encodeURIComponent(secret).replaceAll('%20', '+'),
    inJson(secret), inJson(inJson(secret)), xml, xml.replaceAll('"', '&quot;'), [...secret].toReversed().join(''),
  ];
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(Buffer.from(secret, 'utf16le'));
}

/** `[where, secret]` for each secret found. */
function search(places: readonly (readonly [string, Buffer])[], secrets: Readonly<Record<string, string>>): readonly string[] {
  return places.flatMap(([where, bytes]) => Object.entries(secrets).filter(([, secret]) => formsOf(secret).some((form) => bytes.includes(form))).map(([name]) => `${name} in ${where}`));
}

function filesIn(folder: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(path.join(folder, name)).isFile()).map((name) => [name, readFileSync(path.join(folder, name))]);
}

/** What the database holds deflated, as it reads. */
function unpacked(folder: string): readonly (readonly [string, Buffer])[] {
  const db = new Database(path.join(folder, 'stockbridge.db'), { readonly: true });
  try {
    return db.prepare<[], { id: number; address: string; request: Buffer; response: Buffer | null }>('SELECT id, address, request, response FROM store_call').all()
      .flatMap(({ id, address, request, response }): (readonly [string, Buffer])[] => [
        [`store_call ${String(id)} address`, Buffer.from(address)], [`store_call ${String(id)} request`, inflateRawSync(request)],
        ...(response === null ? [] : [[`store_call ${String(id)} answer`, inflateRawSync(response)] as const]),
      ]);
  } finally {
    db.close();
  }
}

describe('the search itself', () => {
  it('finds a secret in each of its forms, inside other text', () => {
    for (const text of [
      `x${PASSWORD}y`, Buffer.from(`user:${PASSWORD}`).toString('base64'), Buffer.from(`u:${PASSWORD}!`).toString('base64url'),
      Buffer.from(PASSWORD).toString('hex'), `?a=${encodeURIComponent(PASSWORD)}&b`,
      JSON.stringify({ a: PASSWORD }), JSON.stringify({ a: JSON.stringify({ b: PASSWORD }) }), new URLSearchParams({ a: PASSWORD }).toString(),
    ]) expect(search([['there', Buffer.from(text)]], { PASSWORD }), text).toEqual(['PASSWORD in there']);
    expect(search([['there', Buffer.from('nothing of the kind')]], { PASSWORD, KEY, SECRET })).toEqual([]);
  });
});

describe('after sessions, failures, refusals and wrong passwords', () => {
  let bench: BridgeBench;
  let store: SimulatedStore;
  let bridge: RunningBridge;
  let data = '';
  let code = '';
  let cookie = '';
  const answers: (readonly [string, Buffer])[] = [];

  const call = async (name: string, input: unknown = {}): Promise<Record<string, unknown>> => {
    const origin = new URL(String(bridge.ready['ui'])).origin;
    const answer = await fetch(`${origin}/api/${name}`, { method: 'POST', headers: { cookie, Origin: origin, 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
    const text = await answer.text();
    answers.push([`answer of ${name}`, Buffer.from(text)]);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const play = (password: string, ...more: readonly string[]) => bench.run([
    'simulate', 'quickbooks', '--qwc', bench.at('maple.qwc'), '--company', bench.at('books.json'), '--items', '6', '--pause', '0', ...more,
  ], { STOCKBRIDGE_PASSWORD: password });
  const provisioning = (consumerSecret: string): string => bench.write('provisioning.json', {
    companies: [{
      name: 'Maple', username: 'maple', password: PASSWORD, approved: true, settings: { zeroBrakeCount: 100 },
      stores: [{ name: 'Shop', kind: 'woocommerce', url: store.url, consumerKey: KEY, consumerSecret, settings: { pullMinutes: 1 } }],
    }],
  });

  beforeAll(async () => {
    bench = openBridgeBench();
    data = bench.at('data');
    store = await createStore({
      listings: Array.from({ length: 6 }, (_, index) => ({ sku: `WIDGET-000${String(index + 1)}`, quantity: 1, price: '9.00' })),
      orders: [{ lines: [{ sku: 'WIDGET-0001', quantity: 1 }] }], now: () => instant(Date.now()), key: KEY, secret: SECRET,
    });
    expect((await bench.run(['init', '--data', data, '--from', provisioning(REPLACED)])).code).toBe(0);
    expect((await bench.run(['init', '--data', data, '--from', provisioning(SECRET)])).code).toBe(0);
    bridge = await bench.start(['serve', '--data', data, '--port', '0']);
    expect((await bench.run(['qwc', '--data', data, '--company', 'Maple', '--out', bench.at('maple.qwc')])).code).toBe(0);
    const ui = String(bridge.ready['ui']);
    code = new URL(ui).searchParams.get('code') ?? '';
    cookie = ((await fetch(ui, { redirect: 'manual' })).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(cookie).toMatch(/=[0-9a-f]{64}$/);
  }, 60_000);
  afterAll(async () => {
    await bench.close();
    await store.close();
  });

  it('things happen', async () => {
    const state = async (): Promise<string> => JSON.stringify(await call('connections.list', { companyId: 1 }));
    await until(state, (text) => /"lastListingsAt":\d/.test(text) && /"lastPullAt":\d/.test(text));
    await play(WRONG);
    await play(`${PASSWORD} `);
    expect(await play(PASSWORD, '--sessions', '2')).toMatchObject({ code: 0, stderr: '' });
    await until(async () => JSON.stringify(await call('log.search', { outcome: 'confirmed' })), (text) => text.includes('WIDGET-0006'));
    // What stands before the shop throws the whole call back, with key and signature; the shop breaks; a key is entered wrongly.
    store.faults.add({ kind: 'echo', times: 6 });
    await call('connections.check', { connectionId: 1 });
    await call('connections.pull', { connectionId: 1 });
    store.faults.clear();
    for (const [sku, quantity] of [['WIDGET-0001', 70], ['WIDGET-0002', 71]] as const) store.setStock(sku, quantity);
    store.placeOrder({ lines: [{ sku: 'WIDGET-0002', quantity: 1 }] });
    store.faults.add({ kind: 'echo', times: 20, on: 'batch' });
    await call('connections.pull', { connectionId: 1 });
    await until(async () => JSON.stringify(await call('log.search', { outcome: 'failed' })), (text) => text.includes('WIDGET-0002'));
    store.faults.clear();
    await call('setup.check', { kind: 'woocommerce', url: store.url, secrets: { consumerKey: KEY, consumerSecret: REPLACED } });
    await call('setup.check', { kind: 'woocommerce', url: `${store.url}/${SECRET}`, secrets: { consumerKey: SECRET, consumerSecret: KEY } });
    await call('setup.strength', { password: PASSWORD });
    await call('setup.company', { companyId: 1, password: PASSWORD, generate: 'not a boolean' });
    await call('setup.company', { companyId: 1, name: 'Maple', username: 'maple', password: PASSWORD, generate: false });
    await call(`unknown.${encodeURIComponent(PASSWORD)}`, { password: PASSWORD });
    const raw = new URL(String(bridge.ready['soap']));
    for (const body of [`<strPassword>${PASSWORD}`, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "${SECRET}">]><x/>`]) {
      await fetch(raw, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body });
      await fetch(`${raw.origin}/qbwc?password=${encodeURIComponent(PASSWORD)}`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body });
    }
  }, 120_000);

  it('the window was told no secret', async () => {
    for (const [name, input] of [
      ['status.show', {}], ['companies.list', {}], ['connections.list', { companyId: 1 }], ['settings.show', {}], ['setup.state', {}],
      ['setup.kinds', {}], ['tasks.list', {}], ['dashboard.show', {}], ['diagnostics.run', {}], ['diagnostics.bundle', {}],
      ['log.export', {}], ['jobs.list', {}], ['sessions.last', { companyId: 1 }],
    ] as const) expect(await call(name, input), name).toMatchObject({ ok: true });
    const lines = (await call('log.search', { limit: 500 }))['value'] as { lines: { id: number }[] };
    expect(lines.lines.length).toBeGreaterThan(10);
    for (const { id } of lines.lines) expect(await call('log.show', { lineId: id })).toMatchObject({ ok: true });
    for (let id = 1; (await call('exchanges.show', { exchangeId: id }))['ok'] === true; id += 1) expect(id).toBeLessThan(1_000);
    for (let id = 1; (await call('storeCalls.show', { storeCallId: id }))['ok'] === true; id += 1) expect(id).toBeLessThan(1_000);
    for (let id = 1; (await call('jobs.show', { jobId: id }))['ok'] === true; id += 1) expect(id).toBeLessThan(1_000);
    expect(answers.some(([where, bytes]) => where === 'answer of storeCalls.show' && bytes.includes('"status":401'))).toBe(true);
    // The strength of a password is told of the password that was sent, in words only.
    expect(search(answers, { KEY, SECRET, PASSWORD, WRONG, REPLACED })).toEqual([]);
  }, 60_000);

  it('neither a running folder, with its write-ahead log, nor a stopped one holds a secret; nor one that was killed', async () => {
    const secrets = { KEY, SECRET, PASSWORD, WRONG, REPLACED, code, cookie: cookie.split('=')[1] ?? '' };
    const look = (): void => {
      const files = filesIn(data);
      expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['stockbridge.db', 'stockbridge.log', 'seal.key']));
      expect(search([...files, ...unpacked(data)], secrets)).toEqual([]);
      const sealed = readFileSync(path.join(data, 'seal.key'), 'utf8').trim();
      expect(search(files.filter(([name]) => name !== 'seal.key'), { sealed })).toEqual([]);
      const raw = Buffer.from(sealed, 'base64');
      for (const [name, bytes] of files) expect([name, bytes.includes(raw), bytes.includes(raw.toString('hex'))]).toEqual([name, false, false]);
    };
    expect(filesIn(data).find(([name]) => name.endsWith('-wal'))?.[1].length).toBeGreaterThan(1_000);
    expect(unpacked(data).length).toBeGreaterThan(2);
    look();
    await bridge.stop('SIGKILL');
    look();
    bridge = await bench.start(['serve', '--data', data]);
    // The page that was open goes on; the code of the former run opens nothing.
    expect(await call('status.show')).toMatchObject({ ok: true });
    expect((await fetch(`${new URL(String(bridge.ready['ui'])).origin}/ui?code=${code}`, { redirect: 'manual' })).status).toBe(401);
    expect((await bridge.stop()).code).toBe(0);
    look();
  }, 60_000);

  it('no command said one', async () => {
    for (const command of ['status', 'doctor']) {
      for (const more of [[], ['--json']]) await bench.run([command, '--data', data, ...more]);
    }
    expect(bench.said()).toContain('"ready":true');
    expect(search([['what was said', Buffer.from(bench.said())]], { KEY, SECRET, PASSWORD, WRONG, REPLACED, cookie: cookie.split('=')[1] ?? '' })).toEqual([]);
    const sealed = readFileSync(path.join(data, 'seal.key'), 'utf8').trim();
    expect(search([['what was said', Buffer.from(bench.said())]], { sealed })).toEqual([]);
  }, 60_000);

  it('"serve --sign-out" signs every browser out', async () => {
    bridge = await bench.start(['serve', '--data', data, '--sign-out']);
    expect(await call('status.show')).toMatchObject({ ok: false, error: { code: 'notSignedIn' } });
    expect((await fetch(String(bridge.ready['ui']), { redirect: 'manual' })).status).toBe(303);
    expect((await bridge.stop()).code).toBe(0);
  }, 60_000);
});
