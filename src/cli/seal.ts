/** Seals secrets without a desktop: AES-256-GCM with a key from the environment or from a file of mode 0600 in the data folder. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { problem, type Problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { KEY_BYTES, openWith, sealWith } from '../engine/host/keySeal.ts';
import type { Seal } from '../engine/ports.ts';

export const KEY_FILE = 'seal.key';
export const KEY_VARIABLE = 'STOCKBRIDGE_KEY';

const HOW = `Set ${KEY_VARIABLE} to 32 bytes in base64 (openssl rand -base64 32), or leave it out: the key is kept in the data folder.`;

function decodeKey(text: string): Buffer | null {
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === KEY_BYTES && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text.trim()) ? key : null;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** Null: there is none yet. */
function readKeyFile(file: string): Result<Buffer | null> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return ok(null);
    return err(problem('keyUnreadable', `The key file ${file} cannot be read.`, 'Give this user the right to read it.',
      { detail: codeOf(cause) }));
  }
  const key = decodeKey(text);
  if (key !== null) return ok(key);
  return err(problem('keyDamaged', `The key file ${file} does not hold a key.`,
    'Restore it from a backup. If there is none, delete it and run "init" again with all secrets.'));
}

/** Made only where there is none: of two programs that start together, one makes it and the other reads it. */
function makeKeyFile(file: string): Result<Buffer> {
  const key = randomBytes(KEY_BYTES);
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeSync(descriptor, `${key.toString('base64')}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return ok(key);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') {
      return err(problem('keyNotMade', `The key file ${file} could not be made.`, 'Check the folder\'s permissions and the free space.',
        { detail: codeOf(cause) }));
    }
    const read = readKeyFile(file);
    if (!read.ok) return read;
    return read.value === null ? err(problem('keyNotMade', `The key file ${file} vanished.`, 'Try again.')) : ok(read.value);
  }
}

/** The key in use, or null while none has been made. Errors: `keyVariableWrong`, `keyUnreadable`, `keyDamaged`. */
export function findKey(folder: string, environment: Readonly<Record<string, string | undefined>>): Result<Buffer | null> {
  const variable = environment[KEY_VARIABLE];
  if (variable === undefined || variable === '') return readKeyFile(path.join(folder, KEY_FILE));
  const key = decodeKey(variable);
  if (key !== null) return ok(key);
  return err(problem('keyVariableWrong', `${KEY_VARIABLE} does not hold 32 bytes in base64.`, HOW, { field: KEY_VARIABLE }));
}

function broken(detail: string): Problem {
  return problem('sealBroken', 'A stored secret cannot be opened: it was sealed on another PC, or with another key.',
    'Enter it again: run "init" with the secret in the provisioning file. Nothing else is lost. '
    + `If ${KEY_VARIABLE} was set before, setting it to the same value again helps as well.`, { detail });
}

/**
 * A seal for a data folder. The key file is made with the first secret. Opening with a missing or wrong key gives `sealBroken` or the key's
 * own problem; sealing throws then, so ask `findKey` first.
 */
export function createSeal(
  folder: string, environment: Readonly<Record<string, string | undefined>>, learn: (plain: string) => void = () => undefined,
): Seal {
  let kept: Buffer | null = null;
  const find = (): Result<Buffer | null> => {
    if (kept !== null) return ok(kept);
    const found = findKey(folder, environment);
    if (found.ok) kept = found.value;
    return found;
  };
  return {
    seal(plain) {
      const found = find();
      const key = found.ok && found.value === null ? makeKeyFile(path.join(folder, KEY_FILE)) : found;
      if (!key.ok || key.value === null) throw new Error(key.ok ? 'no key' : `${key.error.what} ${key.error.todo}`);
      kept = key.value;
      learn(plain);
      return sealWith(key.value, plain);
    },
    open(sealed) {
      const found = find();
      if (!found.ok) return found;
      if (found.value === null) return err(broken('there is no key file'));
      const opened = openWith(found.value, sealed);
      if ('broken' in opened) return err(broken(opened.broken));
      learn(opened.plain);
      return ok(opened.plain);
    },
  };
}
