/** What waits for a person stands in the status with its label, its reason and its next step. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../src/engine/host/status.ts';
import { openBridgeBench, until, type BridgeBench } from '../support/bridge.ts';

const PASSWORD = 'a password for problems';

describe('a company file that lacks the shop\'s goods, not approved beforehand', () => {
  let bench: BridgeBench;
  let data = '';
  let provisioning: (approved: boolean) => string;
  const status = async (): Promise<Status> => JSON.parse((await bench.run(['status', '--data', data, '--json'])).stdout) as Status;
  const play = async (): Promise<string> =>
    (await bench.run(['simulate', 'quickbooks', '--qwc', bench.at('x.qwc'), '--company', bench.at('books.json'), '--items', '0'],
      { STOCKBRIDGE_PASSWORD: PASSWORD })).stdout;

  beforeAll(async () => {
    bench = openBridgeBench();
    data = bench.at('data');
    const { ready } = await bench.start(['simulate', 'store', '--port', '0', '--listings', '3', '--orders', '2']);
    const { url, consumerKey, consumerSecret } = ready;
    provisioning = (approved) => bench.write('p.json', {
      companies: [{ name: 'Maple', username: 'maple', password: PASSWORD, approved,
        stores: [{ name: 'Shop', kind: 'woocommerce', url, consumerKey, consumerSecret }] }],
    });
    await bench.run(['init', '--data', data, '--from', provisioning(false)]);
    const bridge = await bench.start(['serve', '--data', data, '--port', '0']);
    await bench.run(['qwc', '--data', data, '--company', 'Maple', '--out', bench.at('x.qwc')]);
    await until(status, (one) => one.companies[0]?.connections[0]?.lastPull !== null);
    await play();
    await bridge.stop();
  });
  afterAll(async () => { await bench.close(); });

  it('waits for a word about the company file, and doctor says the same', async () => {
    const asked = await status();
    expect(asked).toMatchObject({ running: false, health: 'stopped', companies: [{ state: 'confirm', jobs: { waiting: 2, done: 0 } }],
      problems: [{ about: 'company', company: 'Maple', code: 'confirmCompany' }] });
    const { stdout, code } = await bench.run(['doctor', '--data', data]);
    expect(code).toBe(1);
    expect(stdout).toContain('Maple Street Goods');
  });

  it('names the orders whose goods are not in QuickBooks once the word is given', async () => {
    await bench.run(['init', '--data', data, '--from', provisioning(true)]);
    const bridge = await bench.start(['serve', '--data', data]);
    await play();
    const parked = await status();
    await bridge.stop();
    expect(parked).toMatchObject({ running: true, companies: [{ state: 'approved', jobs: { needsAttention: 2, done: 0 } }] });
    const jobs = parked.problems.filter((one) => one.about === 'job');
    expect(jobs).toHaveLength(2);
    for (const one of jobs) {
      expect(one).toMatchObject({ company: 'Maple', connection: 'Shop' });
      expect(one.what).toMatch(/WIDGET-000\d/);
      expect(one.todo).not.toBe('');
      expect(one.label).toMatch(/\d/);
    }
    const { stdout } = await bench.run(['status', '--data', data]);
    expect(stdout).toContain('2 need attention');
    for (const one of jobs) expect(stdout).toContain(`Maple / Shop / ${one.label}: ${one.what}`);
  });
});
