/** Calls about this PC: what the desktop app alone can do. Headless they answer `noDesktop`. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { preferenceChange, thisPcShape, updateStateShape } from '../host.ts';
import { companyId, jobId } from '../shapes.ts';

/** The Web Connector's own limits for the schedule: a minute to a day. */
const minutes = z.int().min(1).max(1_440).default(5);
const whereSaved = { path: z.string().nullable() };

/** Those that are answered even when the engine could not start, so that the user can mend the cause. */
export const desktopCalls = {
  /** Null: headless, in a browser. */
  'pc.show': call({}, { thisPc: thisPcShape.nullable() }),
  /** Data folder and port take effect with `pc.restartEngine`. */
  'pc.change': call({ change: preferenceChange }, { thisPc: thisPcShape }),
  /** Null: the user chose none. Nothing is changed yet. */
  'pc.chooseFolder': call({}, { path: z.string().nullable() }),
  'pc.showDataFolder': call({}, {}),
  'pc.checkForUpdate': call({}, { update: updateStateShape }),
  'pc.installUpdate': call({}, {}),
  'pc.restartEngine': call({}, {}),
} as const;

export const thisPcCalls = {
  ...desktopCalls,
  /** Opens the company's .qwc file with the Web Connector, which asks the user to add it. */
  'pc.openQwc': call({ companyId, minutes }, { path: z.string() }),
  /** Saves it where the user says. */
  'pc.saveQwc': call({ companyId, minutes }, whereSaved),
  /** Writes the invoice into the data folder and opens it with the user's PDF reader. Problems as `jobs.invoice`. */
  'pc.openInvoice': call({ jobId, fresh: z.boolean().default(false) }, { path: z.string() }),
  /** Opens a page of a connected shop in the user's browser; no other address is opened. */
  'pc.openLink': call({ url: z.url({ protocol: /^https?$/ }).max(2_000) }, {}),
} as const;
