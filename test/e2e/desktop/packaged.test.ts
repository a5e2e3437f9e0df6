/** The program as electron-builder packs it: starts, answers, ends; is shut to those who would make something else of it; and carries nothing it does not need. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { burningFuses } from '../../../scripts/packaging.ts';
import { enginesIn, expect, fromEnvironment, GRAPHICS, isAlive, processTree, test } from './desktopApp.ts';

for (const mode of ['node', 'utility'] as const) {
  test(`the packed program starts, answers and ends (${mode})`, async ({ launcher }) => {
    const desktop = await launcher.launch({ mode, executablePath: fromEnvironment('STOCKBRIDGE_TEST_DRIVABLE') });
    expect(await desktop.app.evaluate(({ app }) => ({ packaged: app.isPackaged, name: app.getName() }))).toEqual({ packaged: true, name: 'Stockbridge' });
    await expect(desktop.page).toHaveTitle(/Stockbridge/);
    expect(await desktop.call('status.show', {})).toMatchObject({ ok: true, value: { health: 'starting' } });
    // No place to look for updates is built in, and that is no fault.
    expect(await desktop.call('pc.checkForUpdate', {})).toMatchObject({ ok: true, value: { update: { kind: 'unavailable' } } });
    const tree = processTree(desktop.pid);
    await desktop.quit();
    await expect.poll(() => tree.filter(isAlive)).toEqual([]);
  });
}

test('with its fuses as they ship it starts hidden, opens the door, and ends when the system asks', async ({ launcher }) => {
  const userFolder = launcher.folder();
  // The engine under Node where the runtime cannot load SQLite itself.
  const engine = process.env['STOCKBRIDGE_TEST_UTILITY_APP'] === undefined ? { STOCKBRIDGE_ENGINE_NODE: process.execPath } : {};
  const child = spawn(fromEnvironment('STOCKBRIDGE_TEST_PACKAGE'), ['--no-sandbox', ...GRAPHICS, '--hidden', `--user-data-dir=${userFolder}`], { stdio: 'ignore', env: { ...process.env, ...engine } });
  const ended = new Promise((resolve) => { child.on('exit', resolve); });
  try {
    await expect.poll(() => enginesIn(userFolder).length, { timeout: 20_000 }).toBe(1);
    const port = readFileSync(path.join(userFolder, 'data', 'port'), 'utf8').trim();
    expect(await (await fetch(`http://localhost:${port}/qbwc?wsdl`)).text()).toContain('QBWebConnectorSvc');
    const tree = processTree(child.pid ?? 0);
    expect(tree).toContain(enginesIn(userFolder)[0]);
    child.kill('SIGTERM');
    await ended;
    await expect.poll(() => tree.filter(isAlive)).toEqual([]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('its fuses let nobody make a Node or a debugger\'s host of it', async () => {
  expect(await burningFuses(fromEnvironment('STOCKBRIDGE_TEST_PACKAGE'))).toEqual(['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar']);
  expect(await burningFuses(fromEnvironment('STOCKBRIDGE_TEST_DRIVABLE'))).toEqual([
    'EnableCookieEncryption', 'EnableNodeCliInspectArguments', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar',
  ]);
});

test('the package holds better-sqlite3 for this system, and no other module', () => {
  const resources = path.join(path.dirname(fromEnvironment('STOCKBRIDGE_TEST_PACKAGE')), 'resources');
  const modules = path.join(resources, 'app.asar.unpacked', 'node_modules');
  expect(readdirSync(modules)).toEqual(['better-sqlite3']);
  expect(readdirSync(path.join(modules, 'better-sqlite3', 'prebuilds'))).toEqual([`${process.platform}-${process.arch}.node`]);
  expect(existsSync(path.join(resources, 'LICENSE'))).toBe(true);
});
