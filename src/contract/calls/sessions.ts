/** Calls about the Web Connector's sessions. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, count, instantShape } from '../shapes.ts';

/** A session as people see it; its ticket stays with the engine. */
export const sessionShape = z.object({
  id: z.int(),
  phase: z.enum(['ready', 'awaiting', 'failed', 'closed']),
  openedAt: instantShape,
  lastCallAt: instantShape,
  /** 0–100. */
  percent: z.number().min(0).max(100),
  /** Documents entered, doubts settled, and what needs a person, in this session. */
  added: count,
  settled: count,
  attention: count,
  /** What the Web Connector was told at the end: `12 orders added, 57 SKUs updated`, or why it could not go on. */
  text: z.string(),
});

export const sessionCalls = {
  'sessions.last': call({ companyId }, { session: sessionShape.nullable() }),
} as const;
