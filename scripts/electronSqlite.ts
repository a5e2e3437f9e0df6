/**
 * Builds better-sqlite3 for an Electron whose Node-API is older than the 10 that its own binary needs. For tests on the fallback runtime alone: it lets the
 * real utilityProcess path run with SQLite inside. Run alone it prints the path of the binary as its last line.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Runtime } from './electronRuntime.ts';
import { provideSystemPackages } from './systemPackages.ts';

const root = path.resolve(import.meta.dirname, '..');
const patch = path.join(import.meta.dirname, 'patches', 'betterSqlite3Napi9.patch');

function say(line: string): void {
  console.error(`electron-sqlite: ${line}`);
}

function run(program: string, args: readonly string[], cwd: string): void {
  // git must not take the project around the folder for the one to patch.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(cwd) };
  const done = spawnSync(program, [...args], { cwd, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.error !== undefined) throw new Error(`${program} could not be started: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${program} failed:\n${done.stdout.slice(-2_000)}\n${done.stderr.slice(-4_000)}`);
}

/** Headers of Node-API: those of the Node that runs this, which come with its npm package; else the system's. */
function headers(): string {
  const places = [path.resolve(path.dirname(process.execPath), '..'), '/usr'];
  const found = places.find((place) => existsSync(path.join(place, 'include', 'node', 'node_api.h')));
  if (found === undefined) throw new Error('Node\'s headers (include/node/node_api.h) are missing.');
  return found;
}

/** Named by everything that goes into it, so that a new version or patch is built anew. */
function place(): string {
  const manifest = JSON.parse(readFileSync(path.join(root, 'node_modules', 'better-sqlite3', 'package.json'), 'utf8')) as { readonly version: string };
  const digest = createHash('sha256').update(readFileSync(patch)).digest('hex').slice(0, 8);
  return path.join(root, '.cache', `better-sqlite3-${manifest.version}-napi9-${digest}`);
}

function loads(executable: string, binary: string): boolean {
  const script = `const D = require('better-sqlite3'); const d = new D(':memory:', { nativeBinding: ${JSON.stringify(binary)} });
    d.exec('create table t (a)'); d.prepare('insert into t values (?)').run('x'); process.exit(d.prepare('select a from t').get().a === 'x' ? 0 : 1);`;
  const asked = spawnSync(executable, ['-e', script], { cwd: root, encoding: 'utf8', timeout: 30_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  if (asked.status !== 0) say(`the binary does not work: ${asked.stderr.trim()}`);
  return asked.status === 0;
}

/** Null: the runtime takes better-sqlite3 as it is. Otherwise a path for `nativeBinding`. Throws with a plain sentence when it cannot be built. */
export function electronSqlite(runtime: Pick<Runtime, 'executable' | 'napi'>): string | null {
  if (runtime.napi >= 10) return null;
  const folder = place();
  const binary = path.join(folder, 'better_sqlite3.node');
  if (!existsSync(binary)) build(folder, binary);
  if (!loads(runtime.executable, binary)) throw new Error(`The better-sqlite3 built for this runtime does not work. Delete ${path.relative(root, folder)} and try again.`);
  say(`better-sqlite3 with Node-API 9: ${path.relative(root, binary)}`);
  return binary;
}

/** Optimising for speed and again while linking takes most of the compiler's time; a few tests do not win it back. */
function compileSooner(work: string): void {
  for (const name of ['binding.gyp', path.join('deps', 'common.gypi')]) {
    const file = path.join(work, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/,? *'-flto'/g, '').replaceAll("'-O3'", "'-O1'").replaceAll('[,', '['));
  }
}

function build(folder: string, binary: string): void {
  provideSystemPackages('compile', say);
  const started = performance.now();
  say('building better-sqlite3 for Node-API 9 (less than a minute)');
  const work = path.join(folder, 'work');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const source = path.join(root, 'node_modules', 'better-sqlite3');
  for (const name of ['binding.gyp', 'package.json', 'src', 'deps', 'lib']) cpSync(path.join(source, name), path.join(work, name), { recursive: true });
  run('git', ['apply', '-p1', patch], work);
  compileSooner(work);
  const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));
  const nodeGyp = path.join(path.dirname(builder.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js');
  run(process.execPath, [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers()}`], work);
  renameSync(path.join(work, 'build', 'Release', 'better_sqlite3.node'), binary);
  rmSync(work, { recursive: true, force: true });
  say(`built in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

if (import.meta.main) {
  const { electronRuntime } = await import('./electronRuntime.ts');
  console.log(electronSqlite(await electronRuntime()) ?? 'better-sqlite3 as it is');
}
