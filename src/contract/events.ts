/** What the engine tells a window that is open: hints to look again, never the only bearer of a fact. */
import { z } from 'zod';
import { connectionId, count } from './shapes.ts';

const progress = z.object({ connectionId, confirmed: count, remaining: count });

export const events = {
  /** Jobs or orders were added or changed. */
  jobsChanged: z.object({}),
  /** Updates of a shop were added, changed or failed. */
  updatesChanged: z.object({ connectionId }),
  /** The Web Connector called. */
  sessionChanged: z.object({}),
  /** Suggestions for matching that a page did not wait for are there now. */
  suggestionsMade: z.object({}),
  /** One batch of stock numbers was answered. `confirmed`: in this batch; `remaining`: still to go. */
  batchDone: progress,
  /** One chunk has come to its end. */
  chunkDone: progress,
} as const;
