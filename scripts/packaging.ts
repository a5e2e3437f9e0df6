/** Packs the program with electron-builder around a runtime that is already there; nothing is downloaded. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
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
