/**
 * `npm run test:desktop`: finds a real Electron, builds what it needs, and runs Playwright's project `desktop` on a screen of its own. Arguments go to Playwright;
 * `--no-build` keeps dist as it is.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { electronRuntime } from './electronRuntime.ts';
import { electronSqlite } from './electronSqlite.ts';
import { exchangeSqlite, packUnpacked } from './packaging.ts';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

function node(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** A copy to test, so that a build that starts meanwhile does not pull the ground away. */
function copyApp(name: string): string {
  const app = path.join(root, '.cache', name);
  rmSync(app, { recursive: true, force: true });
  cpSync(dist, app, { recursive: true });
  return app;
}

/** With another better-sqlite3 beside it, which Node finds first: for a runtime that cannot load the real one. The product knows nothing of this. */
function addSqlite(app: string, binary: string): void {
  const from = path.join(root, 'node_modules', 'better-sqlite3');
  const to = path.join(app, 'node_modules', 'better-sqlite3');
  for (const name of ['package.json', 'lib']) cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  mkdirSync(path.join(to, 'build', 'Release'), { recursive: true });
  cpSync(binary, path.join(to, 'build', 'Release', 'better_sqlite3.node'));
}

const args = process.argv.slice(2);
const runtime = await electronRuntime();
const binary = electronSqlite(runtime);
if (!args.includes('--no-build')) node('scripts/build.ts');
const plain = copyApp('desktop-app');
const utility = binary === null ? plain : copyApp('desktop-app-sqlite');
if (binary !== null) addSqlite(utility, binary);
const packaged = packUnpacked(runtime, path.join(root, '.cache', 'package'));
if (binary !== null) exchangeSqlite(packaged, binary);

const playwright = [path.join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--project=desktop', ...args.filter((one) => one !== '--no-build')];
const needsScreen = process.platform === 'linux' && (process.env['DISPLAY'] ?? '') === '' && (process.env['WAYLAND_DISPLAY'] ?? '') === '';
const command = needsScreen ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', process.execPath, ...playwright] : [process.execPath, ...playwright];
const { status, error } = spawnSync(command[0] ?? '', command.slice(1), {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    STOCKBRIDGE_TEST_APP: plain,
    STOCKBRIDGE_TEST_PACKAGE: packaged,
    STOCKBRIDGE_TEST_UTILITY_APP: utility,
  },
});
if (error !== undefined) console.error(error.message);
process.exitCode = status ?? 1;
