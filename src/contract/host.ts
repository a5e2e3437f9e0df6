/** What passes between the desktop host and the engine it started: orders and reports, and the engine's requests for what only a desktop can do. */
import { z } from 'zod';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import type { healthShape } from './calls/status.ts';
import { problemShape } from './shapes.ts';

/** A port of ours: those below are reserved for the system. */
const portShape = z.int().min(1024).max(65_535);

/** What belongs to this PC and this user, not to a company. Every field has a default that works. */
export const preferencesShape = z.object({
  /** Absolute path; null: beside the preferences, in the local profile. */
  dataFolder: z.string().min(1).max(1_000).nullable(),
  /** The port the Web Connector calls; null: the one in the data folder, or the first free one from 47800. */
  port: portShape.nullable(),
  startAtLogin: z.boolean(),
  /** Tell when something starts to need attention. */
  notify: z.boolean(),
  updateChannel: z.enum(['latest', 'beta']),
});
export type Preferences = z.output<typeof preferencesShape>;

/** What is not named stays as it is. */
export const preferenceChange = preferencesShape.partial().strict();
export type PreferenceChange = z.output<typeof preferenceChange>;

export const PREFERENCE_DEFAULTS: Preferences = { dataFolder: null, port: null, startAtLogin: true, notify: true, updateChannel: 'latest' };

/** Where this program stands with its own updates. */
export const updateStateShape = z.discriminatedUnion('kind', [
  /** Not installed in a way that can update itself, or no place to look was built in. */
  z.object({ kind: z.literal('unavailable') }),
  z.object({ kind: z.literal('upToDate') }),
  z.object({ kind: z.literal('looking') }),
  z.object({ kind: z.literal('loading'), version: z.string() }),
  /** Loaded; it takes effect when the program is started again. */
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed'), problem: problemShape }),
]);
export type UpdateState = z.output<typeof updateStateShape>;

export const thisPcShape = z.object({
  version: z.string(),
  preferences: preferencesShape,
  /** Absolute path of the data folder in use. */
  folder: z.string(),
  update: updateStateShape,
  /** The changed preferences take effect at the next start of the engine (data folder, port). */
  restartNeeded: z.boolean(),
});
export type ThisPc = z.output<typeof thisPcShape>;

/**
 * What the engine may ask of the desktop. Values come from a window and were checked by the contract; the host checks them again, since it acts outside.
 * Absolute paths and addresses are the user's own choice, never the page's: files are saved where the user's dialog says.
 */
export const askShape = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('showThisPc') }),
  z.strictObject({ ask: z.literal('changePreferences'), change: preferenceChange }),
  /** Lets the user choose a folder. Gives its path, or null when they thought better of it. */
  z.strictObject({ ask: z.literal('chooseFolder') }),
  /** Lets the user choose where to save a file, and writes it. Gives its path, or null. */
  z.strictObject({ ask: z.literal('saveFile'), name: z.string().min(1).max(120), text: z.string().max(64 * 1024 * 1024) }),
  /** Writes the .qwc file into the data folder and opens it with the Web Connector. Gives the file's path. */
  z.strictObject({ ask: z.literal('openQwc'), name: z.string().min(1).max(120), text: z.string().max(20_000) }),
  /** Opens an http or https address in the user's browser. */
  z.strictObject({ ask: z.literal('openLink'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
  /** Opens an invoice that the engine has written into `invoices` of the data folder. `path`: relative to that folder, two parts, `.pdf`. */
  z.strictObject({ ask: z.literal('openInvoice'), path: z.string().regex(/^[A-Za-z0-9_-]{1,60}\/[A-Za-z0-9_-]{1,60}\.pdf$/) }),
  z.strictObject({ ask: z.literal('showDataFolder') }),
  z.strictObject({ ask: z.literal('checkForUpdate') }),
  /** Ends the program, installs the update and starts it again. */
  z.strictObject({ ask: z.literal('installUpdate') }),
  /** Stops the engine and starts it anew, with changed preferences. */
  z.strictObject({ ask: z.literal('restartEngine') }),
]);
export type Ask = z.output<typeof askShape>;

/** What the engine knows of the desktop. Headless there is none. */
export type Desktop = { readonly ask: (ask: Ask) => Promise<Result<unknown>> };

export type Health = z.output<typeof healthShape>;

/** What tray and notifications show. */
export type BridgeState = {
  readonly health: Health;
  /** Open problems, gravest first, at most 50. `key` stays the same while it is the same problem. */
  readonly problems: readonly { readonly key: string; readonly label: string; readonly problem: Problem }[];
  /**
   * Milliseconds since 1970: when the Web Connector called last, and from when its silence means something by the forecast that the dashboard shows. Null: it
   * has never called.
   */
  readonly companies: readonly { readonly name: string; readonly lastPollAt: number | null; readonly overdueAt: number | null; readonly approved: boolean }[];
};

/** Host to engine. A port of a window travels beside `window` where the carrier can do that; else its messages are pumped. */
export type ToEngine =
  | { readonly kind: 'start'; readonly folder: string; readonly version: string; readonly port: number | null; readonly key: string }
  | { readonly kind: 'window'; readonly window: number }
  | { readonly kind: 'pump'; readonly window: number; readonly message: unknown }
  | { readonly kind: 'windowGone'; readonly window: number }
  /** Pull, route and send now; the tray's "Sync now". */
  | { readonly kind: 'sync' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'stop' };

/** Engine to host. */
export type ToHost =
  | { readonly kind: 'started'; readonly port: number; readonly soap: string }
  /** It stays, and gives this answer to every call of a window. */
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'state'; readonly state: BridgeState }
  | { readonly kind: 'pump'; readonly window: number; readonly message: unknown }
  | { readonly kind: 'ask'; readonly id: number; readonly ask: Ask }
  | { readonly kind: 'stopped' };
