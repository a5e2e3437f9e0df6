/** Calls for when something is wrong: the doctor's findings, a bundle for support, and codes in plain words. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { count, instantShape, list } from '../shapes.ts';

export const findingShape = z.object({
  /** Stable name, for machines. */
  check: z.string(),
  /** The company or shop. */
  about: z.string().nullable(),
  state: z.enum(['ok', 'note', 'problem']),
  text: z.string(),
  todo: z.string().nullable(),
  detail: z.string().nullable(),
});

/** `webConnector`: QBWC1012 … · `hresult`: 0x80040414 … · `status`: a statusCode of QuickBooks */
export const codeSource = z.enum(['webConnector', 'hresult', 'status']);

export const codeShape = z.object({
  source: codeSource,
  /** As people meet it: `QBWC1012`, `0x80040414`, `3140`. */
  code: z.string(),
  meaning: z.string(),
  cause: z.string(),
  cure: z.string(),
});

export const diagnosticsCalls = {
  /** Looks at everything the bridge depends on and changes nothing; up to 90 s when a shop does not answer. */
  'diagnostics.run': call({}, { at: instantShape, findings: list(findingShape) }),
  /** Text for support: versions, settings without secrets, counts, findings, the last log lines, with names and addresses of people masked. `name`: for the file. */
  'diagnostics.bundle': call({}, { name: z.string(), text: z.string(), lines: count }),
  /** Codes that fit what was typed: `1012`, `QBWC1012`, `0x80040414`, `3140`. A number may be known to two sources. Problem: `unknownCode`. */
  'diagnostics.code': call({ code: z.string().trim().min(1).max(40) }, { codes: list(codeShape) }),
  /** Every code that is known, for a list to leaf through. */
  'diagnostics.codes': call({}, { codes: list(codeShape) }),
} as const;
