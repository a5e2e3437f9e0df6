/** Does what the engine asks of the desktop: preferences, files where the user says, the Web Connector, the browser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { askShape, type Ask, type ThisPc } from '../contract/host.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { setStartAtLogin } from './autoStart.ts';
import { dataFolder } from './places.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { Updates } from './updates.ts';
import { BAD_ASK, DIALOG, NO_UPDATE, NO_WEB_CONNECTOR, NOT_OPENED, NOT_SAVED } from './words.ts';

export type AskSurroundings = {
  readonly settings: SettingsStore;
  readonly updates: Updates;
  readonly window: () => BrowserWindow | null;
  /** What the running engine was started with. */
  readonly inUse: () => { readonly folder: string; readonly port: number | null };
  readonly restartEngine: () => void;
};

/** A file's name and nothing else, whatever a company is called. */
function safeName(name: string): string {
  return name.replace(/[<>:"/\\|?*\p{Cc}]/gu, '-').replace(/^\.+|[. ]+$/g, '') || 'file';
}

function reason(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}

/** Writes a text file, making its folder. Error: `notSaved`. */
function save(file: string, text: string): Result<string> {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
    return ok(file);
  } catch (cause) {
    return err({ ...NOT_SAVED, detail: reason(cause) });
  }
}

export function createAsks({ settings, updates, window, inUse, restartEngine }: AskSurroundings): (ask: unknown) => Promise<Result<unknown>> {
  const thisPc = (): ThisPc => {
    const preferences = settings.preferences();
    const { folder, port } = inUse();
    return {
      version: app.getVersion(), preferences, folder, update: updates.state(),
      restartNeeded: dataFolder(preferences.dataFolder) !== folder || preferences.port !== port,
    };
  };

  const saveWhereAsked = async (name: string, text: string): Promise<Result<string | null>> => {
    const options = { title: DIALOG.saveFile, defaultPath: path.join(app.getPath('documents'), safeName(name)) };
    const parent = window();
    const { canceled, filePath } = await (parent === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(parent, options));
    return canceled ? ok(null) : save(filePath, text);
  };

  const chooseFolder = async (): Promise<Result<string | null>> => {
    const options = { title: DIALOG.chooseFolder, defaultPath: inUse().folder, properties: ['openDirectory', 'createDirectory'] } satisfies Electron.OpenDialogOptions;
    const parent = window();
    const { canceled, filePaths } = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options));
    return ok(canceled ? null : (filePaths[0] ?? null));
  };

  /** Beside the data, so that it is there when the Web Connector must be set up again. */
  const openQwc = async (name: string, text: string): Promise<Result<string>> => {
    const saved = save(path.join(inUse().folder, safeName(name)), text);
    if (!saved.ok) return saved;
    const complaint = await shell.openPath(saved.value);
    return complaint === '' ? saved : err({ ...NO_WEB_CONNECTOR, detail: `${complaint} ${saved.value}` });
  };

  const open = async (work: Promise<string | void>): Promise<Result<null>> => {
    try {
      const complaint = await work;
      return typeof complaint === 'string' && complaint !== '' ? err({ ...NOT_OPENED, detail: complaint }) : ok(null);
    } catch (cause) {
      return err({ ...NOT_OPENED, detail: reason(cause) });
    }
  };

  const change = (wanted: Extract<Ask, { readonly ask: 'changePreferences' }>['change']): Result<ThisPc> => {
    const changed = settings.change(wanted);
    setStartAtLogin(changed.startAtLogin);
    updates.useChannel(changed.updateChannel);
    return ok(thisPc());
  };

  return async (raw) => {
    const read = askShape.safeParse(raw);
    if (!read.success) return err(BAD_ASK);
    const ask = read.data;
    switch (ask.ask) {
      case 'showThisPc': return ok(thisPc());
      case 'changePreferences': return change(ask.change);
      case 'chooseFolder': return chooseFolder();
      case 'saveFile': return saveWhereAsked(ask.name, ask.text);
      case 'openQwc': return openQwc(ask.name, ask.text);
      case 'openLink': return open(shell.openExternal(ask.url));
      case 'openInvoice': {
        const file = path.join(inUse().folder, 'invoices', ...ask.path.split('/'));
        const opened = await open(shell.openPath(file));
        return opened.ok ? ok(file) : opened;
      }
      case 'showDataFolder': return open(shell.openPath(inUse().folder));
      case 'checkForUpdate': return ok(await updates.check());
      case 'installUpdate': return updates.install() ? ok(null) : err(NO_UPDATE);
      case 'restartEngine':
        restartEngine();
        return ok(null);
    }
  };
}
