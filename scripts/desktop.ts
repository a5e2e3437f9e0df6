/**
 * `npm run test:desktop`: finds a real Electron, builds what it needs, and runs Playwright's project `desktop` on a screen of its own. Arguments go to Playwright;
 * `--no-build` keeps dist as it is.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { electronRuntime, type Runtime } from './electronRuntime.ts';
import { electronSqlite } from './electronSqlite.ts';
import { exchangeSqlite, makeDrivable, packUnpacked } from './packaging.ts';
import { lacksScreen, reportSkipped, runProject } from './playwright.ts';

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

/** Null: the tests of the real utilityProcess cannot run, which has been said; all others can. */
function utilityApp(runtime: Runtime, plain: string): { readonly app: string; readonly binary: string | null } | null {
  try {
    const binary = electronSqlite(runtime);
    if (binary === null) return { app: plain, binary };
    const app = copyApp('desktop-app-sqlite');
    addSqlite(app, binary);
    return { app, binary };
  } catch (cause) {
    console.error(`\n!!! NO SQLITE FOR THIS RUNTIME: the tests in the real utilityProcess are skipped. ${reason(cause)}\n`);
    return null;
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

async function run(args: readonly string[], mayBuild: boolean): Promise<number> {
  let runtime: Runtime;
  try {
    runtime = await electronRuntime();
  } catch (cause) {
    return reportSkipped('desktop', reason(cause), args);
  }
  if (lacksScreen()) return reportSkipped('desktop', 'There is no screen. Install xvfb (Debian: xvfb, xauth).', args);
  if (mayBuild) node('scripts/build.ts');
  const plain = copyApp('desktop-app');
  const utility = utilityApp(runtime, plain);
  const packaged = packUnpacked(runtime, path.join(root, '.cache', 'package'));
  if (utility !== null && utility.binary !== null) exchangeSqlite(packaged, utility.binary);
  return runProject('desktop', args, {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    STOCKBRIDGE_TEST_APP: plain,
    STOCKBRIDGE_TEST_PACKAGE: packaged,
    STOCKBRIDGE_TEST_DRIVABLE: await makeDrivable(packaged, path.join(root, '.cache', 'package-drivable')),
    ...(utility === null ? {} : { STOCKBRIDGE_TEST_UTILITY_APP: utility.app }),
  });
}

process.exitCode = await run(process.argv.slice(2).filter((one) => one !== '--no-build'), !process.argv.includes('--no-build'));
