/** What the command line refuses: in words, with the field's name, with the right exit code, and changing nothing. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../src/engine/host/status.ts';
import { openDatabase } from '../../src/engine/db/open.ts';
import { openBridgeBench, type BridgeBench, type Ran } from '../support/bridge.ts';

const SHOP = { name: 'Shop', kind: 'woocommerce', url: 'http://127.0.0.1:9', consumerKey: 'ck_0123456789abcdef',
  consumerSecret: 'cs_fedcba9876543210' };
const COMPANY = { name: 'Maple', username: 'maple', password: 'a secret password', stores: [SHOP] };

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => { socket.destroy(); });
    server.listen(0, '127.0.0.1', () => { resolve(server); });
  });
}

function expectWords(ran: Ran, code: number): void {
  expect(ran.code).toBe(code);
  expect(ran.stdout).toBe('');
  expect(ran.stderr).not.toBe('');
  expect(ran.stderr).not.toMatch(/^\s+at |Error:|node:internal/m);
}

describe('refusals', () => {
  let bench: BridgeBench;
  let data = '';
  const status = async (): Promise<Status> => JSON.parse((await bench.run(['status', '--data', data, '--json'])).stdout) as Status;
  const setUp = async (...companies: readonly unknown[]): Promise<Ran> =>
    bench.run(['init', '--data', data, '--from', bench.write('p.json', { companies })]);

  beforeAll(async () => {
    bench = openBridgeBench();
    data = bench.at('data');
    expect((await setUp(COMPANY)).code).toBe(0);
  });
  afterAll(async () => { await bench.close(); });

  it.each<readonly [field: string, company: unknown]>([
    ['companies.0.password', { ...COMPANY, password: 'short' }],
    ['companies.0.stores.0.url', { ...COMPANY, stores: [{ ...SHOP, url: 'shop' }] }],
    ['companies.0.settings', { ...COMPANY, settings: { drainChunks: 5 } }],
    ['companies.0.settings.drainChunk', { ...COMPANY, settings: { drainChunk: 0 } }],
    ['companies.0.stores.0.settings.startDate', { ...COMPANY, stores: [{ ...SHOP, settings: { startDate: '2026-02-30' } }] }],
  ])('init: a wrong "%s" is named and nothing is made', async (field, company) => {
    const folder = bench.at('never');
    const ran = await bench.run(['init', '--data', folder, '--from', bench.write('bad.json', { companies: [company] })]);
    expectWords(ran, 1);
    expect(ran.stderr).toContain(`"${field}"`);
    expect(ran.stderr).not.toContain('secret password');
    expect(existsSync(folder)).toBe(false);
  });

  it('init: what only the shops know is checked too, and an existing set-up stays as it is', async () => {
    const before = await status();
    const other = { ...COMPANY, name: 'Second', username: 'second' };
    for (const [wrong, word] of [
      [{ ...SHOP, kind: 'corner shop' }, 'corner shop'], [{ ...SHOP, consumerKy: 'x' }, 'consumerKy'],
        [{ ...SHOP, consumerKey: '' }, 'consumer key'],
      [{ ...SHOP, settings: { documentKind: 'salesOrder' } }, 'onHandMinusSalesOrders'],
    ] as const) {
      const ran = await setUp(other, { ...COMPANY, username: 'renamed', stores: [wrong] });
      expectWords(ran, 1);
      expect(ran.stderr).toContain(word);
    }
    expectWords(await setUp({ ...other, username: 'maple' }), 1);
    expect((await status()).companies).toEqual(before.companies);
  });

  it('init: a missing file and one that is no JSON', async () => {
    const missing = await bench.run(['init', '--data', bench.at('never'), '--from', bench.at('nowhere.json')]);
    expectWords(missing, 1);
    expect(missing.stderr).toContain('nowhere.json');
    const broken = await bench.run(['init', '--data', bench.at('never'), '--from', bench.write('broken.json', '{ "companies": [')]);
    expectWords(broken, 1);
    expect(broken.stderr).toContain('not valid JSON');
    expect(existsSync(bench.at('never'))).toBe(false);
  });

  it('init: twice is once', async () => {
    const before = await status();
    const again = await setUp(COMPANY);
    expect(again.stdout).toContain('Updated company "Maple"');
    const { companies } = await status();
    expect(companies).toEqual(before.companies);
    expect(companies).toHaveLength(1);
    expect(companies[0]?.connections).toHaveLength(1);
    expect(companies[0]?.fileId).toMatch(/^\{[0-9A-F-]{36}\}$/);
  });

  it('init: a data folder that is a file, and a key that is none', async () => {
    const file = bench.write('file', 'text');
    expectWords(await bench.run(['init', '--data', path.join(file, 'data'), '--from', bench.write('p.json', { companies: [COMPANY] })]), 1);
    const ran = await bench.run(['init', '--data', bench.at('other'), '--from', bench.at('p.json')], { STOCKBRIDGE_KEY: 'dG9vIHNob3J0' });
    expectWords(ran, 1);
    expect(ran.stderr).toContain('STOCKBRIDGE_KEY');
  });

  it('qwc: an unknown company, told which are known; no port is chosen for it', async () => {
    const ran = await bench.run(['qwc', '--data', data, '--company', 'Mapel', '--out', bench.at('x.qwc')]);
    expectWords(ran, 1);
    expect(ran.stderr).toContain('"Maple"');
    expect(existsSync(bench.at('x.qwc'))).toBe(false);
    expect(readdirSync(data)).not.toContain('port');
  });

  it('qwc: chooses a port and keeps it, writes the same again, and replaces another file only by force', async () => {
    const out = bench.at('maple.qwc');
    const args = ['qwc', '--data', data, '--company', 'Maple', '--out', out];
    expect((await bench.run(args)).code).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain(`localhost:${readFileSync(path.join(data, 'port'), 'utf8').trim()}/qbwc`);
    expect((await bench.run(args)).code).toBe(0);
    const refused = await bench.run([...args, '--minutes', '7']);
    expectWords(refused, 1);
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(out, 'utf8')).toBe(text);
    expect((await bench.run([...args, '--minutes', '7', '--force'])).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('<RunEveryNMinutes>7<');
    expectWords(await bench.run(['qwc', '--data', data, '--company', 'Maple', '--out', path.join(bench.at('no folder'), 'x.qwc')]), 1);
  });

  it('serve: a port that somebody else holds, with the holder\'s process, leaving the folder free', async () => {
    const server = await listen();
    const { port } = server.address() as AddressInfo;
    const kept = readFileSync(path.join(data, 'port'), 'utf8');
    const ran = await bench.run(['serve', '--data', data, '--port', String(port)]);
    server.close();
    expectWords(ran, 1);
    expect(ran.stderr).toContain(`Port ${String(port)}`);
    if (process.platform === 'linux') expect(ran.stderr).toContain(`process ${String(process.pid)}`);
    expect(readFileSync(path.join(data, 'port'), 'utf8')).toBe(kept);
    expect(readdirSync(data)).not.toContain('engine.lock');
  });

  it('serve: says so when the port is another one than the .qwc files name', async () => {
    const bridge = await bench.start(['serve', '--data', data, '--port', '0']);
    const { stderr, code } = await bridge.stop();
    expect(code).toBe(0);
    expect(stderr).toContain('qwc --force');
  });

  it('doctor: names what is wrong and exits with 1', async () => {
    const ran = await bench.run(['doctor', '--data', data, '--json']);
    const { ok, findings } = JSON.parse(ran.stdout) as { ok: boolean; findings: { check: string; state: string; todo: string | null }[] };
    expect({ ok, code: ran.code }).toEqual({ ok: false, code: 1 });
    const ill = findings.filter((one) => one.state === 'problem');
    expect(ill.map((one) => one.check)).toEqual(['port', 'store']);
    for (const one of ill) expect(one.todo).not.toBeNull();
    const nowhere = await bench.run(['doctor', '--data', bench.at('never')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stdout).toContain('init');
    expect(existsSync(bench.at('never'))).toBe(false);
  });

  it('doctor: a secret sealed with another key must be entered again', async () => {
    const key = readFileSync(path.join(data, 'seal.key'), 'utf8');
    writeFileSync(path.join(data, 'seal.key'), `${Buffer.alloc(32, 7).toString('base64')}\n`);
    const ran = await bench.run(['doctor', '--data', data]);
    writeFileSync(path.join(data, 'seal.key'), key);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('Enter it again');
  });

  it('status: no database, one from the future, one that is none', async () => {
    const opened = openDatabase(bench.at('future'));
    if (!opened.ok) throw new Error(opened.error.what);
    opened.value.db.pragma('user_version = 9999');
    opened.value.close();
    const future = await bench.run(['status', '--data', bench.at('future')]);
    expectWords(future, 1);
    expect(future.stderr).toContain('newer Stockbridge');
    const nowhere = await bench.run(['status', '--data', bench.at('never'), '--json']);
    expectWords(nowhere, 1);
    mkdirSync(bench.at('junk'));
    writeFileSync(path.join(bench.at('junk'), 'stockbridge.db'),
      'not a database, but long enough to be taken for one by its size alone'.repeat(40));
    const junk = await bench.run(['status', '--data', bench.at('junk')]);
    expectWords(junk, 1);
  });

  it('simulate quickbooks: a wrong password, a stranger\'s company file, nobody there', async () => {
    const bridge = await bench.start(['serve', '--data', data, '--port', '0']);
    const qwc = bench.at('now.qwc');
    await bench.run(['qwc', '--data', data, '--company', 'Maple', '--out', qwc, '--force']);
    const base = ['simulate', 'quickbooks', '--qwc', qwc, '--company', bench.at('books.json'), '--items', '3'];
    const wrong = await bench.run([...base, '--password', 'not it']);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('wrongPassword');
    const unmarked = await bench.run(['simulate', 'quickbooks', '--soap', String(bridge.ready['soap']), '--user', 'maple', '--password',
      COMPANY.password, '--items', '3']);
    expect(unmarked.code).toBe(1);
    expect(unmarked.stdout).toContain('was never connected');
    const other = readFileSync(qwc, 'utf8').replace(/<FileID>[^<]*</, '<FileID>{00000000-0000-4000-8000-000000000001}<');
    const stranger = await bench.run([...base.slice(0, 3), bench.write('other.qwc', other), ...base.slice(4), '--password',
      COMPANY.password]);
    expectWords(stranger, 1);
    await bridge.stop();
    const nobody = await bench.run([...base, '--password', COMPANY.password]);
    expect(nobody.code).toBe(1);
    expect(nobody.stdout).toContain('QBWC10');
  });

  it('wrong usage exits with 2, help with 0', async () => {
    expectWords(await bench.run(['serve', '--data', 'x', '--port', 'many']), 2);
    expect(await bench.run(['--help'])).toMatchObject({ code: 0, stderr: '' });
  });
});
