/** The Windows package as far as another system can judge it: the configuration's promises, and that NSIS understands our part of the installer. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TRAY_TIP } from '../../../src/main/words.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const builder = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
const installer = path.join(root, 'build', 'installer.nsh');
const hasMakensis = spawnSync('makensis', ['-VERSION'], { stdio: 'ignore' }).status === 0;
if (!hasMakensis) console.warn('makensis (Debian: nsis) is missing: build/installer.nsh was not compiled.');

/** Value of a `key: value` line, whatever its depth. */
function setting(key: string): string | undefined {
  return new RegExp(`^ *${key}: *(.+)$`, 'm').exec(builder)?.[1];
}

describe('the Windows configuration', () => {
  it('installs per user, keeps data, and asks at uninstall', () => {
    expect([setting('oneClick'), setting('perMachine'), setting('deleteAppDataOnUninstall'), setting('include')]).toEqual(['false', 'false', 'false', 'build/installer.nsh']);
  });

  it('uses one application id everywhere: package, notifications, log-in entry', () => {
    const id = setting('appId');
    expect(id).toMatch(/^[a-z.]+$/);
    expect(readFileSync(path.join(root, 'src/main/main.ts'), 'utf8')).toContain(`setAppUserModelId('${String(id)}')`);
    expect(readFileSync(installer, 'utf8')).toContain(`"${String(id)}"`);
  });

  it('has an icon of all sizes that Windows asks for', () => {
    const icon = readFileSync(path.join(root, 'build', 'icon.ico'));
    const sizes = Array.from({ length: icon.readUInt16LE(4) }, (_, index) => icon.readUInt8(6 + 16 * index) || 256);
    expect(sizes).toEqual([16, 20, 24, 32, 48, 64, 128, 256]);
    for (let index = 0; index < sizes.length; index += 1) {
      const at = icon.readUInt32LE(6 + 16 * index + 12);
      expect(icon.subarray(at + 1, at + 4).toString()).toBe('PNG');
      expect(icon.readUInt32BE(at + 16)).toBe(sizes[index]);
    }
  });

  it('shows every state beside the clock by a picture of its own, in three sizes', () => {
    const folder = path.join(root, 'build', 'tray');
    const states = Object.keys(TRAY_TIP);
    expect(readdirSync(folder).sort()).toEqual(states.flatMap((state) => [`${state}.png`, `${state}@1.5x.png`, `${state}@2x.png`]).sort());
    const digests = states.map((state) => createHash('sha256').update(readFileSync(path.join(folder, `${state}.png`))).digest('hex'));
    expect(new Set(digests).size).toBe(states.length);
    const width = (file: string): number => readFileSync(path.join(folder, file)).readUInt32BE(16);
    expect(['good.png', 'good@1.5x.png', 'good@2x.png'].map(width)).toEqual([16, 24, 32]);
  });

  it.skipIf(!hasMakensis)('NSIS compiles our part of the uninstaller without a warning', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-nsis-'));
    try {
      // What electron-builder's own template defines before it includes our file.
      writeFileSync(path.join(folder, 'try.nsi'), [
        'Unicode true', '!include LogicLib.nsh', '!macro _isUpdated _a _b _t _f', '  !insertmacro _== 0 1 `${_t}` `${_f}`', '!macroend', '!define isUpdated `"" isUpdated ""`',
        'Name "try"', `OutFile "${path.join(folder, 'try.exe')}"`, 'InstallDir "$TEMP"', `!include "${installer}"`,
        'Section', '  WriteUninstaller "$INSTDIR\\un.exe"', 'SectionEnd', 'Section Uninstall', '  !insertmacro customUnInstall', 'SectionEnd', '',
      ].join('\n'));
      const made = spawnSync('makensis', ['-V2', '-WX', path.join(folder, 'try.nsi')], { encoding: 'utf8' });
      expect({ status: made.status, said: made.stdout + made.stderr }).toEqual({ status: 0, said: '' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
