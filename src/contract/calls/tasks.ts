/** Calls about scheduled tasks: what runs by itself, how often, what came of it, now, and not for the time being. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, instantShape, list } from '../shapes.ts';

/**
 * orders        pulls a shop's orders
 * listings      reads everything a shop sells
 * inventory     sends due stock numbers to a shop, chunk by chunk; starts by itself when something is due
 * sweep         marks a company's items to be read anew by the next session
 * housekeeping  deletes old exchanges and log lines, and makes the file smaller
 * backup        copies the database into the folder of backups
 */
export const taskKind = z.enum(['orders', 'listings', 'inventory', 'sweep', 'housekeeping', 'backup']);

/** Which one: the first three by shop, the sweep by company. */
export const taskRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('orders'), connectionId }),
  z.strictObject({ kind: z.literal('listings'), connectionId }),
  z.strictObject({ kind: z.literal('inventory'), connectionId }),
  z.strictObject({ kind: z.literal('sweep'), companyId }),
  z.strictObject({ kind: z.literal('housekeeping') }),
  z.strictObject({ kind: z.literal('backup') }),
]);
export type TaskRef = z.output<typeof taskRef>;

export const taskShape = z.object({
  task: taskRef,
  /** The shop or company; empty for housekeeping and backup. */
  label: z.string(),
  /** Milliseconds between two runs; null: whenever something is due, or at `daily`. */
  every: z.number().nullable(),
  /** Every day at this time (`02:00`) by the company's clock; null: not by the clock. */
  daily: z.string().nullable(),
  /** Why it waits although something is due: the company's quiet hours, or no business day. */
  heldBack: z.enum(['quiet', 'dayOff']).nullable(),
  /** The setting that says when (`pullMinutes`, `listingMinutes`, `pushMinutes`, `sweepAt`, `housekeepingAt`); null: fixed. */
  setting: z.string().nullable(),
  isPaused: z.boolean(),
  isRunning: z.boolean(),
  lastStartedAt: instantShape.nullable(),
  lastEndedAt: instantShape.nullable(),
  /** Null: never ended yet. */
  lastOk: z.boolean().nullable(),
  /** A sentence: `12 orders read, 3 new or changed.` or what went wrong. */
  lastText: z.string(),
  /** Null: paused, or nothing is due. Not before `now`. */
  nextAt: instantShape.nullable(),
  /** What waits for it: due updates; 0 for the others. */
  waiting: count,
});

const one = { task: taskShape };

export const taskCalls = {
  'tasks.list': call({}, { now: instantShape, tasks: list(taskShape) }),
  /** Runs it now, paused or not, and answers when it has ended; `inventory` and `sweep` answer when they have been started. A run that failed is an answer with `lastOk` false. */
  'tasks.run': call({ task: taskRef }, one),
  'tasks.pause': call({ task: taskRef }, one),
  'tasks.resume': call({ task: taskRef }, one),
} as const;
