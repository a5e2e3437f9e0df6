/** What travels between a window and the engine, whatever carries it. */
import { z } from 'zod';
import { problemShape } from './shapes.ts';

/** The answer to a call. */
export const answerShape = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: problemShape }),
]);
export type Answer = z.output<typeof answerShape>;
