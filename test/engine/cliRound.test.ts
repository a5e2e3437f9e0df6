/** The whole headless journey through the command line, each command a process of its own. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../src/engine/host/status.ts';
import { openBridgeBench, until, type BridgeBench, type Ran, type RunningBridge } from '../support/bridge.ts';

const PASSWORD = 'a password for the round';
const ORDERS = 8;

describe('init, serve, qwc, simulate, status', () => {
  let bench: BridgeBench;
  let store: RunningBridge;
  let bridge: RunningBridge;
  let data = '';
  let initialised: Ran;

  const status = async (): Promise<Status> => JSON.parse((await bench.run(['status', '--data', data, '--json'])).stdout) as Status;
  const pulled = (one: Status): boolean => one.companies[0]?.connections[0]?.lastPull !== null
    && one.companies[0]?.connections[0]?.lastListings !== null;

  beforeAll(async () => {
    bench = openBridgeBench();
    data = bench.at('data');
    store = await bench.start(['simulate', 'store', '--port', '0', '--listings', '20', '--orders', String(ORDERS)]);
    const { url, consumerKey, consumerSecret } = store.ready;
    const file = bench.write('provisioning.json', {
      companies: [{ name: 'Maple Street', username: 'maple', password: PASSWORD, approved: true,
        stores: [{ name: 'Shop', kind: 'woocommerce', url, consumerKey, consumerSecret }] }],
    });
    initialised = await bench.run(['init', '--data', data, '--from', file]);
    bridge = await bench.start(['serve', '--data', data, '--port', '0']);
  });
  afterAll(async () => { await bench.close(); });

  it('sets up a folder that is closed to other users', () => {
    expect(initialised).toMatchObject({ code: 0, stderr: '' });
    expect(initialised.stdout).toContain('Created company "Maple Street"');
    if (process.platform !== 'win32') {
      expect(statSync(data).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(data)) expect([name, (statSync(path.join(data, name)).mode & 0o077).toString(8)]).toEqual([name, '0']);
    }
  });

  it('says it is ready in one line of JSON, with a code in the window\'s address and nowhere else', () => {
    const { ready, soap, ui } = bridge.ready;
    const port = new URL(String(soap)).port;
    expect(ready).toBe(true);
    expect(soap).toBe(`http://localhost:${port}/qbwc`);
    expect(new URL(String(ui)).origin).toBe(`http://localhost:${port}`);
    expect(String(ui)).toMatch(/[0-9a-f]{64}/);
    expect(readFileSync(path.join(data, 'port'), 'utf8').trim()).toBe(port);
  });

  it('writes the orders into the simulated QuickBooks and the stock into the shop', async () => {
    const before = await until(status, pulled);
    expect(before).toMatchObject({ running: true, problems: [] });
    expect(before.companies[0]).toMatchObject({ name: 'Maple Street', state: 'unknown', lastPoll: null, lastSession: null,
      jobs: { waiting: ORDERS, done: 0 } });

    const qwc = bench.at('maple.qwc');
    expect((await bench.run(['qwc', '--data', data, '--company', 'maple street', '--out', qwc])).code).toBe(0);
    expect(readFileSync(qwc, 'utf8')).toContain(`<AppURL>${String(bridge.ready['soap'])}</AppURL>`);

    const played = await bench.run(['simulate', 'quickbooks', '--qwc', qwc, '--company', bench.at('books.json'), '--items', '20'],
      { STOCKBRIDGE_PASSWORD: PASSWORD });
    expect(played).toMatchObject({ code: 0, stderr: '' });
    expect(played.stdout).toContain('SalesReceiptAddRq');
    expect(played.stdout).toContain(`${String(ORDERS)} orders added`);

    const after = await status();
    expect(after.problems).toEqual([]);
    expect(after.companies[0]).toMatchObject({
      state: 'approved', companyFile: { name: 'Maple Street Goods' }, jobs: { waiting: 0, done: ORDERS, needsAttention: 0, inDoubt: 0 },
      lastSession: { phase: 'closed', percent: 100 }, connections: [{ updates: { pending: 0, pushing: 0, held: 0, failed: 0 } }],
    });
    expect(after.companies[0]?.lastSession?.text).toContain(`${String(ORDERS)} orders added`);
    expect(after.companies[0]?.lastSweep).not.toBeNull();
  });

  it('plays on with the company file it kept, and adds nothing twice', async () => {
    const again = await bench.run(['simulate', 'quickbooks', '--qwc', bench.at('maple.qwc'), '--company', bench.at('books.json'),
      '--sessions', '2', '--pause', '0', '--json'], { STOCKBRIDGE_PASSWORD: PASSWORD });
    const lines = again.stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter((line) => 'session' in line)).toEqual([
      expect.objectContaining({ session: 1, outcome: 'finished', error: null }),
        expect.objectContaining({ session: 2, outcome: 'finished', error: null }),
    ]);
    const added = lines.flatMap((line) => ('call' in line ? (line['qbxml'] as string[]) : [])).filter((name) => name.endsWith('AddRq'));
    expect(added).toEqual([]);
    expect((await status()).companies[0]?.jobs.done).toBe(ORDERS);
  });

  it('tells people the same in words', async () => {
    const { stdout, code } = await bench.run(['status', '--data', data]);
    expect(code).toBe(0);
    expect(stdout).toContain('Maple Street: company file approved');
    expect(stdout).toContain(`${String(ORDERS)} in QuickBooks`);
    expect(stdout).toContain('No problems.');
  });

  it('opens its window to the one-time code, once', async () => {
    const ui = String(bridge.ready['ui']);
    const first = await fetch(ui, { redirect: 'manual' });
    const [cookie = ''] = (first.headers.get('set-cookie') ?? '').split(';');
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/ui/');
    const page = await fetch(new URL('/ui/status', ui), { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Maple Street');
    expect((await fetch(ui, { redirect: 'manual' })).status).toBe(401);
    expect((await fetch(new URL('/ui/', ui))).status).toBe(401);
  });

  it('is found well by the doctor', async () => {
    const { stdout, code } = await bench.run(['doctor', '--data', data, '--json']);
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: { check: string; state: string; text: string }[] };
    expect(findings.filter((one) => one.state === 'problem')).toEqual([]);
    expect({ ok, code }).toEqual({ ok: true, code: 0 });
    expect(new Set(findings.map((one) => one.check))).toEqual(new Set(['folder', 'disk', 'database', 'key', 'port', 'address', 'company',
      'poll', 'store', 'clock']));
    expect(findings.find((one) => one.check === 'store')?.text).toContain('Sample Shop');
  });

  it('lets a second serve on the folder go away with a sentence', async () => {
    const second = await bench.run(['serve', '--data', data, '--port', '0']);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain(`process ${String(bridge.pid)}`);
    expect(second.stderr).not.toContain('    at ');
  });

  it('has written no secret down: not in the folder, not in what any command said', async () => {
    const stopped = await bridge.stop();
    expect(stopped).toMatchObject({ code: 0, stderr: '' });
    expect(stopped.stdout.trim().split('\n')).toHaveLength(1);
    const secrets = [PASSWORD, String(store.ready['consumerSecret'])];
    const key = readFileSync(path.join(data, 'seal.key'), 'utf8').trim();
    for (const { name, parentPath } of readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
      const content = readFileSync(path.join(parentPath, name), 'latin1');
      for (const secret of name === 'seal.key' ? secrets : [...secrets, key]) expect([name, content.includes(secret)]).toEqual([name, false]);
    }
    const [own, ...rest] = bench.said().split('\n'); // the simulated shop shows its own keys, once
    expect(own).toContain('cs_sample');
    for (const secret of [...secrets, key]) expect(rest.join('\n')).not.toContain(secret);
    expect(readdirSync(data)).not.toContain('engine.lock');
  });

  it('comes back on the port it has kept', async () => {
    const back = await bench.start(['serve', '--data', data]);
    expect(back.ready['soap']).toBe(bridge.ready['soap']);
    expect(back.ready['ui']).not.toBe(bridge.ready['ui']);
    expect((await back.stop('SIGINT')).code).toBe(0);
  });
});
