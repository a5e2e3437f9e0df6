/** The program's own updates: a small interface over electron-updater, which looks only where electron-builder was told to (docs/packaging.md). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import electronUpdater from 'electron-updater';
import type { Preferences, UpdateState } from '../contract/host.ts';
import type { Log } from './mainLog.ts';
import { UPDATE_FAILED } from './words.ts';

export type Updates = {
  readonly state: () => UpdateState;
  readonly useChannel: (channel: Preferences['updateChannel']) => void;
  /** Looks, and loads what it finds. Never rejects. */
  readonly check: () => Promise<UpdateState>;
  /** Ends the program, installs and starts it again. False when nothing is ready. */
  readonly install: () => boolean;
};

/** Packaged, and with a place to look built in; electron-builder writes this file only then. */
function isPossible(): boolean {
  return app.isPackaged && existsSync(path.join(process.resourcesPath, 'app-update.yml'));
}

const NONE: Updates = { state: () => ({ kind: 'unavailable' }), useChannel: () => undefined, check: async () => ({ kind: 'unavailable' }), install: () => false };

export function createUpdates(channel: Preferences['updateChannel'], log: Log): Updates {
  if (!isPossible()) return NONE;
  const { autoUpdater } = electronUpdater;
  let state: UpdateState = { kind: 'upToDate' };
  autoUpdater.channel = channel;
  autoUpdater.allowDowngrade = false; // setting the channel turns it on
  autoUpdater.logger = null;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.on('update-available', ({ version }) => { state = { kind: 'loading', version }; });
  autoUpdater.on('update-not-available', () => { state = { kind: 'upToDate' }; });
  autoUpdater.on('update-downloaded', ({ version }) => {
    state = { kind: 'ready', version };
    log('info', 'an update is ready', { version });
  });
  autoUpdater.on('error', (cause) => {
    state = { kind: 'failed', problem: { ...UPDATE_FAILED, detail: cause.message } };
    log('warn', 'looking for updates failed', { cause: cause.message });
  });
  return {
    state: () => state,
    useChannel: (wanted) => {
      autoUpdater.channel = wanted;
      autoUpdater.allowDowngrade = false;
    },
    check: async () => {
      if (state.kind === 'ready' || state.kind === 'loading') return state;
      state = { kind: 'looking' };
      // The error event has said it already.
      await autoUpdater.checkForUpdates().catch(() => null);
      return state;
    },
    install: () => {
      if (state.kind !== 'ready') return false;
      autoUpdater.quitAndInstall(true, true);
      return true;
    },
  };
}
