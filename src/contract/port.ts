/** Calls and events over a port of messages: the desktop's way between a window and the engine. */
import { z } from 'zod';
import { answerShape } from './wire.ts';

/** Window to engine. `id`: the window's own number, repeated in the answer. */
export const callMessage = z.strictObject({ id: z.int().min(0), call: z.string().max(100), input: z.unknown() });

/** Engine to window. */
export const portMessage = z.union([
  z.strictObject({ id: z.int(), answer: answerShape }),
  z.strictObject({ event: z.string(), data: z.unknown() }),
]);
export type PortMessage = z.output<typeof portMessage>;
