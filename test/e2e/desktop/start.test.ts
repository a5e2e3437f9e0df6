/** From a double click to the end of the process. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, GRAPHICS, isAlive, processTree, test } from './desktopApp.ts';

test.describe('a cold start', () => {
  for (const mode of ['node', 'utility'] as const) {
    test(`shows a window, and the engine answers (${mode})`, async ({ launcher }) => {
      const desktop = await launcher.launch({ mode });
      await expect(desktop.page).toHaveTitle(/Stockbridge/);
      expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))).toEqual([true]);
      expect(await desktop.call('status.show', {})).toEqual({ ok: true, value: { health: 'starting', companies: [], problems: [], isCut: false } });
      expect(await desktop.call('companies.list', {})).toEqual({ ok: true, value: { companies: [] } });
      const parent = processTree(desktop.pid);
      expect(parent).toContain(desktop.enginePid());
    });
  }

  test('opens the door for the Web Connector, and nothing else', async ({ launcher }) => {
    const desktop = await launcher.launch();
    const port = readFileSync(path.join(desktop.dataFolder, 'port'), 'utf8').trim();
    const wsdl = await fetch(`http://localhost:${port}/qbwc?wsdl`);
    expect(wsdl.status).toBe(200);
    expect(await wsdl.text()).toContain('QBWebConnectorSvc');
    expect((await fetch(`http://localhost:${port}/ui/`)).status).toBe(404);
    expect((await fetch(`http://localhost:${port}/api/status.show`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  test('keeps its files from other users', async ({ launcher }) => {
    const { userFolder, dataFolder } = await launcher.launch();
    if (process.platform === 'win32') return; // Windows keeps profiles apart by its own means
    expect(statSync(dataFolder).mode & 0o077).toBe(0);
    for (const name of ['preferences.json', 'desktop.log', 'data/stockbridge.db']) expect([name, statSync(path.join(userFolder, name)).mode & 0o077]).toEqual([name, 0]);
  });

  test('answers what is not in the agreed form with a problem, and the next call all the same', async ({ launcher }) => {
    const desktop = await launcher.launch();
    expect(await desktop.call('jobs.show', { jobId: 'one' })).toMatchObject({ ok: false, error: { code: 'badInput', field: 'jobId' } });
    expect(await desktop.call('no.such', {})).toMatchObject({ ok: false, error: { code: 'unknownCall' } });
    expect(await desktop.call('__proto__', {})).toMatchObject({ ok: false, error: { code: 'unknownCall' } });
    await desktop.page.evaluate(() => {
      for (const junk of [null, 'text', 7, [], { id: 'x', call: 'status.show' }, { id: 1 }, new Uint8Array(8)]) window.stockbridgeProbe.ports.at(-1)?.postMessage(junk);
    });
    expect(await desktop.call('status.show', {})).toMatchObject({ ok: true });
    expect(desktop.engines()).toBe(1);
  });
});

test.describe('this PC', () => {
  test('preferences are kept, and another data folder takes effect when the engine is started again', async ({ launcher }) => {
    const desktop = await launcher.launch();
    const chosen = path.join(launcher.folder(), 'elsewhere');
    expect(await desktop.call('pc.show', {})).toMatchObject({ ok: true, value: { thisPc: { folder: desktop.dataFolder, restartNeeded: false, update: { kind: 'unavailable' } } } });
    const { given } = await desktop.ports();
    const changed = await desktop.call('pc.change', { change: { dataFolder: chosen, startAtLogin: false } });
    expect(changed).toMatchObject({ ok: true, value: { thisPc: { preferences: { dataFolder: chosen, startAtLogin: false, notify: true }, restartNeeded: true } } });
    expect(await desktop.call('pc.restartEngine', {})).toMatchObject({ ok: true });
    await expect.poll(desktop.engines).toBe(2);
    await expect.poll(async () => (await desktop.ports()).given).toBe(given + 1);
    expect(await desktop.call('pc.show', {})).toMatchObject({ ok: true, value: { thisPc: { folder: chosen, restartNeeded: false } } });
    expect(existsSync(path.join(chosen, 'stockbridge.db'))).toBe(true);
  });

  test('refuses preferences that make no sense, and links to strangers', async ({ launcher }) => {
    const desktop = await launcher.launch();
    for (const change of [{ port: 80 }, { port: 1.5 }, { startAtLogin: 'yes' }, { sealedKey: 'x' }, { updateChannel: 'nightly' }]) {
      expect(await desktop.call('pc.change', { change })).toMatchObject({ ok: false, error: { code: 'badInput' } });
    }
    expect(await desktop.call('pc.openLink', { url: 'https://example.org/' })).toMatchObject({ ok: false, error: { code: 'strangeLink' } });
    expect(await desktop.call('pc.openLink', { url: 'file:///etc/passwd' })).toMatchObject({ ok: false, error: { code: 'badInput' } });
  });

  test('a start that fails is the answer to every call, and the user can mend the cause', async ({ launcher }) => {
    const first = await launcher.launch();
    const port = Number(readFileSync(path.join(first.dataFolder, 'port'), 'utf8'));
    const second = await launcher.launch();
    const { given } = await second.ports();
    expect(await second.call('pc.change', { change: { port } })).toMatchObject({ ok: true, value: { thisPc: { restartNeeded: true } } });
    await second.call('pc.restartEngine', {});
    await expect.poll(async () => (await second.ports()).given).toBe(given + 1);
    await expect.poll(async () => second.call('status.show', {})).toMatchObject({ ok: false, error: { code: 'portInUse', field: 'port' } });
    expect(await second.call('pc.change', { change: { port: null } })).toMatchObject({ ok: true });
    await second.call('pc.restartEngine', {});
    await expect.poll(async () => (await second.ports()).given).toBe(given + 2);
    expect(await second.call('status.show', {})).toMatchObject({ ok: true });
  });
});

test.describe('the window', () => {
  test('comes back where it was', async ({ launcher }) => {
    const first = await launcher.launch();
    const bounds = { x: 120, y: 90, width: 1_000, height: 700 };
    await first.app.evaluate(({ BrowserWindow }, wanted) => { BrowserWindow.getAllWindows()[0]?.setBounds(wanted); }, bounds);
    await first.quit();
    const second = await launcher.launch({ userFolder: first.userFolder });
    const seen = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    expect(seen).toEqual(bounds);
  });

  test('on a screen that is gone is brought to one that is there', async ({ launcher }) => {
    const userFolder = launcher.folder();
    writeFileSync(path.join(userFolder, 'preferences.json'), JSON.stringify({ version: 1, window: { x: 9_000, y: 9_000, width: 1_000, height: 700, maximized: false } }));
    const desktop = await launcher.launch({ userFolder });
    const isSeen = await desktop.app.evaluate(({ BrowserWindow, screen }) => {
      const { x, y } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: -1, y: -1 };
      return screen.getAllDisplays().some(({ bounds }) => x >= bounds.x && y >= bounds.y && x < bounds.x + bounds.width && y < bounds.y + bounds.height);
    });
    expect(isSeen).toBe(true);
  });

  test('is started all the same from preferences that are damaged', async ({ launcher }) => {
    const userFolder = launcher.folder();
    writeFileSync(path.join(userFolder, 'preferences.json'), '{"preferences": {"port": 4780');
    const desktop = await launcher.launch({ userFolder });
    expect(await desktop.call('pc.show', {})).toMatchObject({ ok: true, value: { thisPc: { preferences: { port: null } } } });
  });
});

test.describe('one program per user', () => {
  test('a second start brings the first window forward and ends', async ({ launcher }) => {
    const first = await launcher.launch();
    await first.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.hide(); });
    const executable = path.join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', process.platform === 'win32' ? 'electron.exe' : 'electron');
    const again = spawn(executable, ['--no-sandbox', ...GRAPHICS, process.env['STOCKBRIDGE_TEST_APP'] ?? '', `--user-data-dir=${first.userFolder}`], { stdio: 'ignore' });
    const code = await new Promise((resolve) => { again.on('exit', resolve); });
    expect(code).toBe(0);
    await expect.poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))).toEqual([true]);
    expect(first.engines()).toBe(1);
  });
});

test.describe('the end', () => {
  test('closing the window keeps the bridge running, and says so once', async ({ launcher }) => {
    const desktop = await launcher.launch();
    await desktop.app.evaluate(({ dialog }) => {
      const told: string[] = [];
      Object.assign(globalThis, { told });
      dialog.showMessageBox = async (...args: unknown[]) => {
        told.push(JSON.stringify(args.at(-1)));
        return { response: 0, checkboxChecked: false };
      };
    });
    const close = (): Promise<void> => desktop.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.close(); });
    await close();
    await expect.poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))).toEqual([false]);
    expect(isAlive(desktop.enginePid())).toBe(true);
    await desktop.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.show(); });
    await close();
    expect(await desktop.call('status.show', {})).toMatchObject({ ok: true });
    const told = await desktop.app.evaluate(({ Notification }) => ({ dialogs: (globalThis as { told?: string[] }).told ?? [], notifications: Notification.isSupported() }));
    if (!told.notifications) expect(told.dialogs).toHaveLength(1);
    expect(JSON.parse(readFileSync(path.join(desktop.userFolder, 'preferences.json'), 'utf8'))).toMatchObject({ toldAboutClosing: true });
  });

  for (const mode of ['node', 'utility'] as const) {
    test(`quitting leaves no process behind, in under 5 s (${mode})`, async ({ launcher }) => {
      const desktop = await launcher.launch({ mode });
      const tree = processTree(desktop.pid);
      expect(tree).toContain(desktop.enginePid());
      const started = performance.now();
      await desktop.quit();
      await expect.poll(() => tree.filter(isAlive)).toEqual([]);
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(existsSync(path.join(desktop.dataFolder, 'engine.lock'))).toBe(false);
    });

    test(`an engine whose host was killed does not outlive it (${mode})`, async ({ launcher }) => {
      const desktop = await launcher.launch({ mode });
      const engine = desktop.enginePid();
      process.kill(desktop.pid, 'SIGKILL');
      await expect.poll(() => isAlive(engine)).toBe(false);
    });
  }
});
