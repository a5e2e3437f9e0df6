/** Calls about the trigger: whether other programs of this PC may ask for a SKU to be sent, with which key, and what they were told. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { count, instantShape, list } from '../shapes.ts';

const door = {
  isOpen: z.boolean(),
  /** Null: no key has been made yet. */
  keyMadeAt: instantShape.nullable(),
  /** `http://localhost:47800/trigger`; null where this run of the engine has no door. */
  url: z.string().nullable(),
  /** Calls in a minute; more are refused. */
  mostAMinute: count,
};

export const triggerCalls = {
  'trigger.show': call({}, door),
  /** Problem: `noTriggerKey`, when it is to be opened before there is a key. */
  'trigger.setOpen': call({ open: z.boolean() }, door),
  /** Makes a key; the one before is worth nothing from now on. It is shown this once, only a digest of it is kept. */
  'trigger.makeKey': call({}, { key: z.string() }),
  /** Newest first; pass `next` as `before` for the page that follows. */
  'trigger.calls': call({ before: z.int().min(1).optional(), limit: z.int().min(1).max(200).default(50) }, {
    calls: list(z.object({
      id: z.int(), at: instantShape,
      /** Milliseconds. */
      took: count,
      /** What the program calls itself; `test`: the button in the window. */
      caller: z.string(),
      /** The SKU; `*`: all that waits; empty: refused before it was looked at. */
      wanted: z.string(),
      /** HTTP's. */
      status: z.int(),
      answer: z.string(),
    })),
    next: z.int().nullable(),
  }),
  /** Calls the address as a program would, with a key that works this once. Problems: `triggerClosed`, `noDoor`. */
  'trigger.test': call({ sku: z.string().trim().min(1).max(200) }, { status: z.int(), answer: z.string() }),
} as const;
