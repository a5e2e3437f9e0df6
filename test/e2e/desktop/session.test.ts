/** One whole session of the Web Connector through the desktop program: shop orders into the simulated QuickBooks, stock back to the shop, and a crash in between. */
/* eslint-disable @typescript-eslint/no-deprecated -- see src/main/dataKey.ts */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openBridgeBench, type BridgeBench, type RunningBridge } from '../../support/bridge.ts';
import { expect, test, type Desktop, type Launcher, type Mode } from './desktopApp.ts';

const PASSWORD = 'a password for the desktop';
const ORDERS = 6;

/** The key with which this user's secrets are sealed, opened the way the program does: only the running program of this user can. */
async function keyOf(desktop: Desktop): Promise<string> {
  const { sealedKey } = JSON.parse(readFileSync(path.join(desktop.userFolder, 'preferences.json'), 'utf8')) as { readonly sealedKey: string };
  return desktop.app.evaluate(({ safeStorage }, sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')), sealedKey);
}

type World = { readonly desktop: Desktop; readonly secrets: readonly string[]; readonly play: () => Promise<string> };

/** Every file of the user's folder and of the data folder in it. */
function filesOf({ userFolder, dataFolder }: Desktop): readonly string[] {
  return [userFolder, dataFolder].flatMap((folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(folder, entry.name)));
}

/** Provisioned from outside, as `init` would for a folder that the desktop then opens. */
async function prepare(launcher: Launcher, bench: BridgeBench, mode: Mode): Promise<World> {
  const store: RunningBridge = await bench.start(['simulate', 'store', '--port', '0', '--listings', '20', '--orders', String(ORDERS)]);
  const { url, consumerKey, consumerSecret } = store.ready;
  const file = bench.write('provisioning.json', {
    companies: [{ name: 'Maple Street', username: 'maple', password: PASSWORD, approved: true, stores: [{ name: 'Shop', kind: 'woocommerce', url, consumerKey, consumerSecret }] }],
  });
  const first = await launcher.launch({ mode });
  const key = await keyOf(first);
  await first.quit();
  const initialised = await bench.run(['init', '--data', first.dataFolder, '--from', file], { STOCKBRIDGE_KEY: key });
  expect(initialised).toMatchObject({ code: 0, stderr: '' });
  const desktop = await launcher.launch({ mode, userFolder: first.userFolder });
  const qwc = bench.at('maple.qwc');
  expect((await bench.run(['qwc', '--data', desktop.dataFolder, '--company', 'Maple Street', '--out', qwc])).code).toBe(0);
  await expect.poll(async () => status(desktop), { timeout: 30_000 }).toMatchObject({ companies: [{ jobs: { waiting: ORDERS } }] });
  return {
    desktop,
    secrets: [PASSWORD, key, String(consumerSecret)],
    play: async () => {
      const played = await bench.run(['simulate', 'quickbooks', '--qwc', qwc, '--company', bench.at('books.json'), '--items', '20'], { STOCKBRIDGE_PASSWORD: PASSWORD });
      expect(played).toMatchObject({ code: 0, stderr: '' });
      return played.stdout;
    },
  };
}

async function status(desktop: Desktop): Promise<unknown> {
  const answer = await desktop.call('status.show', {});
  return answer.ok ? answer.value : answer.error;
}

for (const mode of ['node', 'utility'] as const) {
  test.describe(mode, () => {
    let bench: BridgeBench;
    test.beforeEach(() => { bench = openBridgeBench(); });
    test.afterEach(async () => { await bench.close(); });

    test('a session enters every order once, also after the engine was killed', async ({ launcher }) => {
      const { desktop, play, secrets } = await prepare(launcher, bench, mode);
      expect(await play()).toContain(`${ORDERS} orders added`);
      expect(await status(desktop)).toMatchObject({ problems: [], companies: [{ state: 'approved', jobs: { waiting: 0, done: ORDERS, needsAttention: 0, inDoubt: 0 } }] });

      const { given } = await desktop.ports();
      process.kill(desktop.enginePid(), 'SIGKILL');
      await expect.poll(desktop.engines).toBe(3); // one before `init`, one since, one after the kill
      await expect.poll(async () => (await desktop.ports()).given).toBe(given + 1);
      expect(await play()).not.toContain('SalesReceiptAddRq');
      expect(await status(desktop)).toMatchObject({ problems: [], companies: [{ jobs: { done: ORDERS, inDoubt: 0 } }] });
      await desktop.quit();
      const files = filesOf(desktop);
      expect(files.map((file) => path.basename(file))).toEqual(expect.arrayContaining(['desktop.log', 'preferences.json', 'stockbridge.db', 'stockbridge.log']));
      for (const file of files) {
        const content = readFileSync(file, 'latin1');
        for (const secret of secrets) expect([path.basename(file), content.includes(secret)]).toEqual([path.basename(file), false]);
      }
    });
  });
}

test('secrets sealed elsewhere must be entered again, and nothing else is lost', async ({ launcher }) => {
  const bench = openBridgeBench();
  try {
    const desktop = await launcher.launch();
    await desktop.quit();
    const file = bench.write('provisioning.json', {
      companies: [{ name: 'Maple Street', username: 'maple', password: PASSWORD, approved: true,
        stores: [{ name: 'Shop', kind: 'woocommerce', url: 'http://localhost:9', consumerKey: 'ck_other', consumerSecret: 'cs_other' }] }],
    });
    // Another key than this user's.
    expect(await bench.run(['init', '--data', desktop.dataFolder, '--from', file], { STOCKBRIDGE_KEY: Buffer.alloc(32, 7).toString('base64') })).toMatchObject({ code: 0 });
    const again = await launcher.launch({ userFolder: desktop.userFolder });
    await expect.poll(async () => again.call('connections.check', { connectionId: 1 })).toMatchObject({ ok: false, error: { code: 'sealBroken', todo: /Enter it again/ } });
    expect(await again.call('companies.list', {})).toMatchObject({ ok: true, value: { companies: [{ name: 'Maple Street' }] } });
  } finally {
    await bench.close();
  }
});
