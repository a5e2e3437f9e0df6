/** Packs the program with electron-builder around a runtime that is already there; nothing is downloaded. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Runtime } from './electronRuntime.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Builds the unpacked program from dist/ into `output` and gives its executable. Throws with electron-builder's own words. */
export function packUnpacked(runtime: Runtime, output: string): string {
  rmSync(output, { recursive: true, force: true });
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const settings = { electronDist: runtime.dist, electronVersion: runtime.version, 'directories.output': output };
  const args = [builder, '--dir', '--publish', 'never', ...Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } });
  if (status !== 0) throw new Error(`electron-builder failed:\n${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`);
  if (process.platform === 'win32') return path.join(output, 'win-unpacked', 'Stockbridge.exe');
  if (process.platform === 'darwin') return path.join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Stockbridge.app', 'Contents', 'MacOS', 'Stockbridge');
  return path.join(output, 'linux-unpacked', 'stockbridge');
}

/** Puts another build of better-sqlite3 where the package's own loader looks first; for a runtime that cannot load the real one. */
export function exchangeSqlite(executable: string, binary: string): void {
  const folder = path.join(path.dirname(executable), 'resources', 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'build', 'Release');
  mkdirSync(folder, { recursive: true });
  cpSync(binary, path.join(folder, 'better_sqlite3.node'));
}

/** As much of @electron/fuses as is used here. */
type FusesModule = {
  readonly FuseV1Options: Readonly<Record<string, number | string>>;
  readonly FuseVersion: { readonly V1: string };
  readonly flipFuses: (executable: string, fuses: Readonly<Record<string | number, unknown>>) => Promise<number>;
  readonly getCurrentFuseWire: (executable: string) => Promise<Readonly<Record<number, number>>>;
};

/** Electron-builder's own tool for it. */
function fusesModule(): FusesModule {
  const load = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));
  return load('@electron/fuses') as FusesModule;
}

/** Names of the fuses that are on in an executable. */
export async function burningFuses(executable: string): Promise<readonly string[]> {
  const { FuseV1Options, getCurrentFuseWire } = fusesModule();
  const wire = await getCurrentFuseWire(executable);
  // States are the characters 0 and 1 of the fuse wire (Electron documentation, "Fuses").
  return Object.entries(wire).flatMap(([place, state]) => {
    const name = FuseV1Options[place];
    return state === '1'.charCodeAt(0) && typeof name === 'string' ? [name] : [];
  });
}

/**
 * A copy of the packed program that Playwright can drive: it needs the debugger's door (the fuse NodeCliInspect), which what ships has shut. All else is the
 * same. Gives the copy's executable.
 */
export async function makeDrivable(executable: string, output: string): Promise<string> {
  rmSync(output, { recursive: true, force: true });
  cpSync(path.dirname(executable), output, { recursive: true });
  const copy = path.join(output, path.basename(executable));
  const { flipFuses, FuseV1Options, FuseVersion } = fusesModule();
  await flipFuses(copy, { version: FuseVersion.V1, [FuseV1Options['EnableNodeCliInspectArguments'] ?? '']: true });
  return copy;
}
