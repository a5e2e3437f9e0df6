/** The program as electron-builder packs it: starts, answers, ends; and carries nothing it does not need. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, fromEnvironment, isAlive, processTree, test } from './desktopApp.ts';

for (const mode of ['node', 'utility'] as const) {
  test(`the packed program starts, answers and ends (${mode})`, async ({ launcher }) => {
    const desktop = await launcher.launch({ mode, executablePath: fromEnvironment('STOCKBRIDGE_TEST_PACKAGE') });
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

test('the package holds better-sqlite3 for this system, and no other module', () => {
  const resources = path.join(path.dirname(fromEnvironment('STOCKBRIDGE_TEST_PACKAGE')), 'resources');
  const modules = path.join(resources, 'app.asar.unpacked', 'node_modules');
  expect(readdirSync(modules)).toEqual(['better-sqlite3']);
  expect(readdirSync(path.join(modules, 'better-sqlite3', 'prebuilds'))).toEqual([`${process.platform}-${process.arch}.node`]);
  expect(existsSync(path.join(resources, 'LICENSE'))).toBe(true);
});
