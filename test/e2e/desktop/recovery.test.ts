/** The engine dies; the window is told, and a new engine takes over. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, isAlive, test } from './desktopApp.ts';

for (const mode of ['node', 'utility'] as const) {
  test(`an engine that is killed is started again, and the window goes on (${mode})`, async ({ launcher }) => {
    const desktop = await launcher.launch({ mode });
    expect(await desktop.call('status.show', {})).toMatchObject({ ok: true });
    const before = desktop.enginePid();
    const { given, closed } = await desktop.ports();
    process.kill(before, 'SIGKILL');
    // Told by the port itself: it closes.
    await expect.poll(async () => (await desktop.ports()).closed).toBe(closed + 1);
    await expect.poll(desktop.engines).toBe(2);
    await expect.poll(async () => (await desktop.ports()).given).toBe(given + 1);
    expect(await desktop.call('status.show', {})).toMatchObject({ ok: true });
    expect(isAlive(before)).toBe(false);
    expect(desktop.enginePid()).not.toBe(before);
  });
}

test('an engine that dies again and again is tried with growing pauses, and the window gets a reason', async ({ launcher }) => {
  test.setTimeout(120_000);
  const desktop = await launcher.launch();
  for (let crash = 1; crash <= 4; crash += 1) {
    await expect.poll(() => isAlive(desktop.enginePid()), { timeout: 30_000 }).toBe(true);
    process.kill(desktop.enginePid(), 'SIGKILL');
    if (crash < 4) await expect.poll(desktop.engines, { timeout: 30_000 }).toBe(crash + 1);
  }
  await expect.poll(async () => desktop.call('status.show', {}).catch(() => null)).toMatchObject({ ok: false, error: { code: 'engineDown' } });
  await expect.poll(desktop.engines, { timeout: 30_000 }).toBe(5);
  await expect.poll(async () => desktop.call('status.show', {}).catch(() => null)).toMatchObject({ ok: true });
});

test('a page that is loaded again gets a port again', async ({ launcher }) => {
  const desktop = await launcher.launch();
  await desktop.page.reload();
  await desktop.page.waitForFunction(() => window.stockbridgeProbe.ports.length > 0);
  expect(await desktop.call('status.show', {})).toMatchObject({ ok: true });
  expect(desktop.engines()).toBe(1);
});

test('the icon beside the clock follows', async ({ launcher }) => {
  const desktop = await launcher.launch();
  await desktop.app.evaluate(({ Tray }) => {
    const tips: string[] = [];
    Object.assign(globalThis, { tips });
    Tray.prototype.setToolTip = (tip: string): void => { tips.push(tip); };
  });
  process.kill(desktop.enginePid(), 'SIGKILL');
  await expect.poll(() => desktop.app.evaluate(() => (globalThis as { tips?: string[] }).tips)).toEqual(['Stockbridge: starting', 'Stockbridge: waiting for QuickBooks']);
});

test('a page whose process dies is loaded again and gets a port', async ({ launcher }) => {
  const desktop = await launcher.launch();
  await desktop.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(); });
  const loads = (): number => readFileSync(path.join(desktop.userFolder, 'desktop.log'), 'utf8').split('the window is loaded').length - 1;
  await expect.poll(loads).toBe(3); // the start, the probe's reload, and after the crash
  const state = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => [webContents.isCrashed(), webContents.getURL().replace(/#.*$/, '')]));
  expect(state).toEqual([[false, 'app://stockbridge/index.html']]);
  expect(desktop.engines()).toBe(1);
});
