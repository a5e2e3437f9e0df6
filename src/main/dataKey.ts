/** The key that seals secrets: made once, kept sealed by the system for this user (DPAPI on Windows), lent to the engine at its start. */
/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous successors do not exist in Electron 33, which the tests run on; they read what these wrote */
import { randomBytes } from 'node:crypto';
import { safeStorage } from 'electron';
import type { Log } from './mainLog.ts';
import type { SettingsStore } from './settingsStore.ts';

const KEY_BYTES = 32;

/**
 * Base64 of 32 bytes. A key that cannot be opened (another PC, another user) is replaced: what it sealed must be entered again, which the engine says where it
 * matters. Null: the system cannot seal at all; then nothing secret may be kept. Call it after `ready`.
 */
export function dataKey(settings: Pick<SettingsStore, 'sealedKey' | 'keepSealedKey'>, log: Log): string | null {
  // Linux without a key ring, as on a test machine. Windows always has DPAPI.
  if (!safeStorage.isEncryptionAvailable() && process.platform === 'linux') {
    safeStorage.setUsePlainTextEncryption(true);
    log('warn', 'this system has no key ring: secrets are only obscured');
  }
  if (!safeStorage.isEncryptionAvailable()) return null;
  const sealed = settings.sealedKey();
  const known = sealed === null ? null : open(sealed);
  if (known !== null) return known;
  if (sealed !== null) log('warn', 'the kept key cannot be opened here; secrets must be entered again');
  const key = randomBytes(KEY_BYTES).toString('base64');
  settings.keepSealedKey(safeStorage.encryptString(key).toString('base64'));
  return key;
}

function open(sealed: string): string | null {
  try {
    const key = safeStorage.decryptString(Buffer.from(sealed, 'base64'));
    return Buffer.from(key, 'base64').length === KEY_BYTES ? key : null;
  } catch {
    return null;
  }
}
