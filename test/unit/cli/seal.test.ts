/** Secrets sealed without a desktop: what opens, what does not, and who may read the key. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSeal, findKey, KEY_FILE } from '../../../src/cli/seal.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER = Buffer.alloc(32, 2).toString('base64');

describe('seal', () => {
  let folder = '';
  beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-seal-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('opens what it sealed, another time and in another process as well, and never makes the same text twice', () => {
    const first = createSeal(folder, {});
    const sealed = ['', 'cs_0123', 'ünïcode "quotes" \\ and\nlines'].map((plain) => [plain, first.seal(plain)] as const);
    for (const [plain, text] of sealed) {
      expect(createSeal(folder, {}).open(text)).toEqual({ ok: true, value: plain });
      if (plain !== '') expect(text).not.toContain(plain);
    }
    expect(first.seal('x')).not.toBe(first.seal('x'));
  });

  it('makes the key file with the first secret, for this user alone, and keeps it', () => {
    const seal = createSeal(folder, {});
    const file = path.join(folder, KEY_FILE);
    expect(existsSync(file)).toBe(false);
    seal.seal('a');
    const key = readFileSync(file, 'utf8');
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    createSeal(folder, {}).seal('b');
    expect(readFileSync(file, 'utf8')).toBe(key);
  });

  it('prefers the key of the environment and then leaves no file', () => {
    const sealed = createSeal(folder, { STOCKBRIDGE_KEY: KEY }).seal('secret');
    expect(existsSync(path.join(folder, KEY_FILE))).toBe(false);
    expect(createSeal(folder, { STOCKBRIDGE_KEY: KEY }).open(sealed)).toEqual({ ok: true, value: 'secret' });
    expect(createSeal(folder, { STOCKBRIDGE_KEY: OTHER }).open(sealed)).toMatchObject({ ok: false, error: { code: 'sealBroken' } });
    expect(createSeal(folder, {}).open(sealed)).toMatchObject({ ok: false, error: { code: 'sealBroken' } });
  });

  it('notices every changed byte', () => {
    const seal = createSeal(folder, { STOCKBRIDGE_KEY: KEY });
    const sealed = seal.seal('secret');
    const bytes = Buffer.from(sealed.slice(5), 'base64');
    for (const [at, byte] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[at] = byte ^ 1;
      expect(seal.open(`aes1:${changed.toString('base64')}`)).toMatchObject({ ok: false, error: { code: 'sealBroken' } });
    }
    for (const text of ['', 'aes1:', 'aes1:AAAA', 'plain', sealed.slice(0, 20)]) expect(seal.open(text)).toMatchObject({ ok: false,
      error: { code: 'sealBroken' } });
  });

  it.each(['short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64'), `${KEY}!`])('refuses "%s" as a key',
    (text) => {
    expect(findKey(folder, { STOCKBRIDGE_KEY: text })).toMatchObject({ ok: false, error: { code: 'keyVariableWrong' } });
    writeFileSync(path.join(folder, KEY_FILE), text);
    expect(findKey(folder, {})).toMatchObject({ ok: false, error: { code: 'keyDamaged' } });
    expect(createSeal(folder, {}).open('aes1:AAAA')).toMatchObject({ ok: false, error: { code: 'keyDamaged' } });
    expect(() => createSeal(folder, {}).seal('x')).toThrow(/key file/);
    expect(readFileSync(path.join(folder, KEY_FILE), 'utf8')).toBe(text);
  });

  it('finds none before the first secret', () => {
    expect(findKey(folder, {})).toEqual({ ok: true, value: null });
    expect(findKey(folder, { STOCKBRIDGE_KEY: '' })).toEqual({ ok: true, value: null });
  });
});
