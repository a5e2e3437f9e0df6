/** The form of what is kept for this PC, and how older forms become it. */
import { PREFERENCE_DEFAULTS, preferencesShape, type Preferences } from '../contract/host.ts';

/** Position and size in screen coordinates as Electron gives them. */
export type WindowPlace = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly maximized: boolean };

export type Settings = {
  readonly version: number;
  readonly preferences: Preferences;
  readonly window: WindowPlace | null;
  readonly sealedKey: string | null;
  readonly toldAboutClosing: boolean;
};

type Raw = Readonly<Record<string, unknown>>;

/** Each entry makes the next version of the one before; the first makes 1 of a file without a version. A file is never older than its program for long. */
const MIGRATIONS: readonly ((raw: Raw) => Raw)[] = [
  (raw) => raw,
];

export const SETTINGS_VERSION = MIGRATIONS.length;

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function migrated(raw: Raw): Raw {
  const from = typeof raw['version'] === 'number' ? raw['version'] : 0;
  return MIGRATIONS.slice(from).reduce((now, migration) => migration(now), raw);
}

/** Each preference alone: one that makes no sense must not cost the others. */
function readPreferences(raw: unknown): Preferences {
  const given = isRecord(raw) ? raw : {};
  const good = Object.keys(PREFERENCE_DEFAULTS).flatMap((name) => {
    const read = preferencesShape.partial().safeParse(name in given ? { [name]: given[name] } : {});
    return read.success ? Object.entries(read.data) : [];
  });
  return preferencesShape.parse({ ...PREFERENCE_DEFAULTS, ...Object.fromEntries(good) });
}

function readPlace(raw: unknown): WindowPlace | null {
  if (!isRecord(raw)) return null;
  const { x, y, width, height, maximized } = raw;
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);
  if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height) || width < 1 || height < 1) return null;
  return { x, y, width, height, maximized: maximized === true };
}

/** Reads any form that was ever written. A file of a newer program is read as far as it is understood. */
export function readSettings(stored: unknown): Settings {
  const raw = migrated(isRecord(stored) ? stored : {});
  return {
    version: SETTINGS_VERSION,
    preferences: readPreferences(raw['preferences']),
    window: readPlace(raw['window']),
    sealedKey: typeof raw['sealedKey'] === 'string' && raw['sealedKey'] !== '' ? raw['sealedKey'] : null,
    toldAboutClosing: raw['toldAboutClosing'] === true,
  };
}

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The least of the window's title that must be on a screen to be caught with the mouse, in screen coordinates. */
const LEAST_SEEN = 100;

/** The kept place, or null when the screen it was on is gone. */
export function placeOnScreen(place: WindowPlace | null, screens: readonly Area[]): WindowPlace | null {
  if (place === null) return null;
  const isSeen = screens.some((screen) => {
    const across = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
    return across >= LEAST_SEEN && place.y >= screen.y - 20 && place.y <= screen.y + screen.height - LEAST_SEEN;
  });
  return isSeen ? place : null;
}
