/** What is kept for this PC and user, in electron-store: preferences, the window's place, the sealed data key. Business data never is here. */
import Store from 'electron-store';
import { ipcMain } from 'electron';
import { preferencesShape, type PreferenceChange, type Preferences } from '../contract/host.ts';
import { readSettings, type Settings, type WindowPlace } from './settings.ts';

export type SettingsStore = {
  readonly preferences: () => Preferences;
  readonly change: (change: PreferenceChange) => Preferences;
  readonly windowPlace: () => WindowPlace | null;
  readonly keepWindowPlace: (place: WindowPlace) => void;
  /** The data key as safeStorage sealed it, base64; null before the first start. */
  readonly sealedKey: () => string | null;
  readonly keepSealedKey: (sealed: string) => void;
  /** True from the second time on. */
  readonly wasToldAboutClosing: () => boolean;
};

/** A damaged file starts anew with the defaults; a single value that makes no sense becomes its default. */
export function openSettings(): SettingsStore {
  const store = new Store<Record<string, unknown>>({ name: 'preferences', clearInvalidConfig: true, configFileMode: 0o600 });
  // electron-store answers renderers on this channel. Ours have no use for it, so there is no such door.
  ipcMain.removeAllListeners('electron-store-get-data');
  let settings: Settings = readSettings(store.store);
  const keep = (next: Settings): void => {
    settings = next;
    store.store = { ...next };
  };
  keep(settings);
  return {
    preferences: () => settings.preferences,
    change: (change) => {
      const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      keep({ ...settings, preferences: preferencesShape.parse({ ...settings.preferences, ...named }) });
      return settings.preferences;
    },
    windowPlace: () => settings.window,
    keepWindowPlace: (window) => { keep({ ...settings, window }); },
    sealedKey: () => settings.sealedKey,
    keepSealedKey: (sealedKey) => { keep({ ...settings, sealedKey }); },
    wasToldAboutClosing: () => {
      if (settings.toldAboutClosing) return true;
      keep({ ...settings, toldAboutClosing: true });
      return false;
    },
  };
}
