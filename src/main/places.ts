/** Where the parts of the program and the user's files lie. */
import path from 'node:path';
import { app } from 'electron';
import { APP_NAME } from './words.ts';

/** The folder `dist`, from dist/main. */
const dist = path.resolve(import.meta.dirname, '..');

/** The engine's own process may be plain Node, which cannot read an archive; so it always starts from the unpacked copy (electron-builder.yml, asarUnpack). */
export const ENGINE_ENTRY = path.join(dist, 'engine', 'entry.mjs').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
export const PRELOAD = path.join(dist, 'preload', 'preload.cjs');
export const RENDERER = path.join(dist, 'renderer');

export function trayImage(state: string): string {
  return path.join(dist, 'main', 'tray', `${state}.png`);
}

/**
 * Names the user's folder. On Windows Electron's own choice is the roaming profile, which may be copied over the network at log-out; a database must not lie
 * there. `--user-data-dir` wins, as everywhere in Chromium.
 */
export function nameUserFolder(): void {
  app.setName(APP_NAME);
  if (app.commandLine.hasSwitch('user-data-dir')) return;
  const local = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined;
  app.setPath('userData', path.join(local ?? app.getPath('appData'), APP_NAME));
}

export function dataFolder(chosen: string | null): string {
  return chosen ?? path.join(app.getPath('userData'), 'data');
}
