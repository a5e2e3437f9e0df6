/**
 * Finds an Electron runtime for development and tests, and says which one it got: the one of ELECTRON_OVERRIDE_DIST_PATH, what the package `electron` already
 * has, its normal download, and where that cannot be reached the fallback of electronFallback.ts. Run alone it prints the folder as its last line.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FALLBACK_VERSION, isLaidOut, layOutFallback } from './electronFallback.ts';
import { provideSystemPackages } from './systemPackages.ts';

export type Runtime = {
  /** The folder for ELECTRON_OVERRIDE_DIST_PATH and electron-builder's electronDist. */
  readonly dist: string;
  readonly executable: string;
  readonly version: string;
  /** Node-API version; better-sqlite3's own binary needs 10. */
  readonly napi: number;
  readonly source: 'override' | 'package' | 'download' | 'fallback';
};

const root = path.resolve(import.meta.dirname, '..');
const packageFolder = path.join(root, 'node_modules', 'electron');
const fallbackFolder = path.join(root, '.cache', `electron-${FALLBACK_VERSION}`);

/** Seconds the normal download may take. Where names do not resolve it fails at once; a firewall that swallows packets is what this is for. */
const DOWNLOAD_SECONDS = 90;

function say(line: string): void {
  console.error(`electron: ${line}`);
}

/** The package's own idea of the executable's name, which is also how it says that a download is complete. */
function executableName(): string {
  const file = path.join(packageFolder, 'path.txt');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  return process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** Starts it as Node: proof that it runs here. Null when it does not. */
function examine(dist: string, source: Runtime['source']): Runtime | null {
  const executable = path.join(dist, executableName());
  if (!existsSync(executable)) return null;
  const script = 'process.stdout.write(process.versions.electron + " " + process.versions.napi)';
  const asked = spawnSync(executable, ['-e', script], { encoding: 'utf8', timeout: 30_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  const [version, napi] = asked.status === 0 ? asked.stdout.trim().split(' ') : [];
  if (version === undefined || napi === undefined) {
    say(`the runtime in ${dist} does not start: ${(asked.error?.message ?? asked.stderr).trim()}`);
    return null;
  }
  return { dist, executable, version, napi: Number(napi), source };
}

function download(): void {
  say(`downloading the runtime of the package electron (at most ${DOWNLOAD_SECONDS} s)`);
  const seconds = Number(process.env['STOCKBRIDGE_DOWNLOAD_SECONDS'] ?? DOWNLOAD_SECONDS);
  const done = spawnSync(process.execPath, [path.join(packageFolder, 'install.js')], { cwd: root, encoding: 'utf8', timeout: seconds * 1000, killSignal: 'SIGKILL' });
  if (done.status !== 0) say(`that did not work: ${/\b(E[A-Z_]{4,}|HTTP\w*Error[^\n]*)/.exec(done.stderr)?.[0] ?? done.error?.message ?? 'see `npx install-electron`'}`);
}

function report(runtime: Runtime): Runtime {
  const from = {
    override: 'ELECTRON_OVERRIDE_DIST_PATH', package: 'the package electron', download: 'the package electron, just downloaded',
    fallback: 'the fallback for tests (see scripts/electronFallback.ts)',
  };
  say(`Electron ${runtime.version}, Node-API ${runtime.napi}, from ${from[runtime.source]}`);
  return runtime;
}

/** Idempotent; the second run takes a second. Throws with a plain sentence when there is no way. */
export async function electronRuntime(): Promise<Runtime> {
  provideSystemPackages('desktop', say);
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const found = examine(override, 'override');
    if (found === null) throw new Error('ELECTRON_OVERRIDE_DIST_PATH is set, and there is no Electron that starts.');
    return report(found);
  }
  const dist = path.join(packageFolder, 'dist');
  const had = examine(dist, 'package');
  if (had !== null) return report(had);
  if (!isLaidOut(fallbackFolder)) {
    download();
    const got = examine(dist, 'download');
    if (got !== null) return report(got);
    await layOutFallback(fallbackFolder, say);
  }
  const laidOut = examine(fallbackFolder, 'fallback');
  if (laidOut === null) throw new Error('No Electron runtime could be found. Set ELECTRON_OVERRIDE_DIST_PATH to one, or allow the download.');
  return report(laidOut);
}

if (import.meta.main) console.log((await electronRuntime()).dist);
