/** The Windows package as far as another system can judge it: the configuration's promises, and that NSIS understands our part of the installer. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TRAY_TIP } from '../../../src/main/words.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const installer = path.join(root, 'build', 'installer.nsh');
const hasMakensis = spawnSync('makensis', ['-VERSION'], { stdio: 'ignore' }).status === 0;
if (!hasMakensis) console.warn('makensis (Debian: nsis) is missing: build/installer.nsh was not compiled.');

type Tree = Readonly<Record<string, unknown>>;

/** Electron-builder's own reader and judge of configurations; it validates them at the beginning of every build, and names what it does not know. */
type ConfigModule = {
  readonly getConfig: (project: string, file: string | null, more: Tree | null) => Promise<Tree>;
  readonly validateConfiguration: (config: Tree, log: { readonly isEnabled: boolean; readonly add: () => void }) => Promise<void>;
};
const load = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { getConfig, validateConfiguration } = load('app-builder-lib/out/util/config/config.js') as ConfigModule;
const templates = path.join(path.dirname(load.resolve('app-builder-lib/package.json')), 'templates', 'nsis');

const builder = await getConfig(root, path.join(root, 'electron-builder.yml'), null);
const judge = (config: Tree): Promise<void> => validateConfiguration(config, { isEnabled: false, add: () => undefined });

describe('the Windows configuration', () => {
  it('is valid by electron-builder\'s own schema, which refuses what it does not know', async () => {
    await expect(judge(builder)).resolves.toBeUndefined();
    await expect(judge({ ...builder, nsis: { ...(builder['nsis'] as Tree), perMachin: true } })).rejects.toThrow(/configuration\.nsis/);
    await expect(judge({ ...builder, asarUnpak: [] })).rejects.toThrow(/asarUnpak/);
  });

  it('makes one installer for x64, per user unless the user chooses otherwise, without administrator rights', () => {
    expect(builder['win']).toMatchObject({ target: [{ target: 'nsis', arch: ['x64'] }], requestedExecutionLevel: 'asInvoker', executableName: 'Stockbridge', icon: 'build/icon.ico' });
    expect(builder['nsis']).toMatchObject({ oneClick: false, perMachine: false, selectPerMachineByDefault: false, runAfterFinish: true });
  });

  it('keeps data at an upgrade and asks at uninstall', () => {
    expect(builder['nsis']).toMatchObject({ deleteAppDataOnUninstall: false, include: 'build/installer.nsh' });
    // What our script builds on stands in the templates of the electron-builder that is installed.
    const template = (name: string): string => readFileSync(path.join(templates, name), 'utf8');
    expect(template('uninstaller.nsh')).toContain('!insertmacro customUnInstall\n');
    expect(template('include/installUtil.nsh')).toMatch(/StrCpy \$0 "\$0 --updated"/);
    const ours = readFileSync(installer, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith(';'));
    expect(ours.slice(0, 2)).toEqual(['!macro customUnInstall', '${ifNot} ${isUpdated}']);
    expect(ours.slice(-2)).toEqual(['${endIf}', '!macroend']);
    // A silent uninstall keeps them.
    expect(ours.join('\n')).toContain('/SD IDNO');
  });

  it('shuts every way to make another program of it, and has the archive checked', () => {
    expect(builder['electronFuses']).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true, grantFileProtocolExtraPrivileges: false,
    });
    expect(builder['asar']).not.toBe(false);
    expect(builder['disableAsarIntegrity']).not.toBe(true);
  });

  it('uses one application id everywhere: package, notifications, log-in entry', () => {
    const id = builder['appId'];
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
        'Var installMode', 'Name "try"', `OutFile "${path.join(folder, 'try.exe')}"`, 'InstallDir "$TEMP"', `!include "${installer}"`,
        'Section', '  StrCpy $installMode "all"', '  DetailPrint $installMode', '  WriteUninstaller "$INSTDIR\\un.exe"', 'SectionEnd',
        'Section Uninstall', '  StrCpy $installMode "all"', '  !insertmacro customUnInstall', 'SectionEnd', '',
      ].join('\n'));
      const made = spawnSync('makensis', ['-V2', '-WX', path.join(folder, 'try.nsi')], { encoding: 'utf8' });
      expect({ status: made.status, said: made.stdout + made.stderr }).toEqual({ status: 0, said: '' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
