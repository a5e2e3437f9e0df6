/** Calls about the whole: what the dashboard and `bridge status` show. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, instantShape, jobCountsShape, jobId, problemShape, updateCountsShape, list } from '../shapes.ts';
import { sessionShape } from './sessions.ts';
import { sweepReportShape } from './stock.ts';

/**
 * good       nothing to do
 * attention  work goes on, and something waits for a person
 * stopped    nothing is written to QuickBooks until a person acts
 * starting   set up, and QuickBooks has not answered yet
 */
export const healthShape = z.enum(['good', 'attention', 'stopped', 'starting']);

export const connectionStatus = z.object({
  id: connectionId,
  name: z.string(),
  kind: z.string(),
  url: z.string(),
  lastPullAt: instantShape.nullable(),
  lastListingsAt: instantShape.nullable(),
  problem: problemShape.nullable(),
  updates: updateCountsShape,
  /** Since when the oldest of what is pending or on its way is due; null: nothing is. What waits is computed when it is sent, so the newest number goes out. */
  oldestDueAt: instantShape.nullable(),
  /** Orders the shop sent in a shape that cannot be read. */
  unreadable: count,
  /** Orders the shop could not be told about. */
  untold: count,
});

export const companyStatus = z.object({
  id: companyId,
  name: z.string(),
  health: healthShape,
  state: z.enum(['unknown', 'confirm', 'approved', 'stopped']),
  problem: problemShape.nullable(),
  /** The company file that was approved; before that, the one that has answered. */
  companyFile: z.object({ name: z.string(), path: z.string(), product: z.string() }).nullable(),
  /** When the Web Connector last signed in. */
  lastPollAt: instantShape.nullable(),
  lastSession: sessionShape.nullable(),
  /** When every item was last read. */
  lastSweepAt: instantShape.nullable(),
  /** What that sweep found that the modified filter had not shown; null when there was nothing to compare with. */
  lastSweepMissed: count.nullable(),
  sweepDue: z.boolean(),
  /** What the last comparison of everything came to; null before the first. */
  lastSweep: sweepReportShape.nullable(),
  /** Items of which more was sold than there is. */
  oversold: count,
  /** Documents, customers not counted. */
  jobs: jobCountsShape,
  /** Of those done: booked otherwise than the shop charged, or short of a part, and not seen by a person yet. */
  warnings: count,
  connections: list(connectionStatus),
});

/** Something that waits for a person, in words. */
export const openProblem = z.object({
  about: z.enum(['company', 'connection', 'order', 'job', 'heldRun', 'update', 'backup']),
  /** Null: it is about the whole bridge. */
  companyId: companyId.nullable(),
  connectionId: connectionId.nullable(),
  jobId: jobId.nullable(),
  /** What people call it: the company, the shop, the order, the SKU. */
  label: z.string(),
  problem: problemShape,
});

const statusShape = {
  health: healthShape,
  companies: list(companyStatus),
  /** Gravest first: what stops everything, then shops, then single orders and SKUs. At most 50 of one sort. */
  problems: list(openProblem),
  /** There are more than are listed. */
  isCut: z.boolean(),
};

export const statusCalls = {
  'status.show': call({}, statusShape),
} as const;

/** As a handler gives it. */
export type StatusFacts = z.input<(typeof statusCalls)['status.show']['output']>;
