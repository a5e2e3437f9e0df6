/** Answers the calls for when something is wrong. */
import type { diagnosticsCalls } from '../../contract/calls/diagnostics.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { toLocalStamp } from '../../domain/calendar.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok } from '../../domain/result.ts';
import { CODES, lookUpCode } from '../../quickbooks/codes.ts';
import type { Engine } from '../createEngine.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { makeBundle } from './bundle.ts';

export function diagnosticsHandlers(engine: Engine): HandlersOf<typeof diagnosticsCalls> {
  const { ctx, folder } = engine;
  const look = (): Promise<readonly Finding[]> => examine({ folder, host: ctx });
  return {
    'diagnostics.run': async () => {
      const at = ctx.now();
      return ok({ at, findings: await look() });
    },

    'diagnostics.bundle': async () => {
      const { text, lines } = makeBundle(engine, await look());
      return ok({ name: `stockbridge-diagnostics-${toLocalStamp(ctx.now(), ctx.zone).replaceAll(/[:T]/g, '-')}.txt`, text, lines });
    },

    'diagnostics.code': ({ code }) => {
      const codes = lookUpCode(code);
      if (codes.length > 0) return ok({ codes });
      return err(problem(
        'unknownCode',
        'This code is not known here.',
        'Copy it exactly as the Web Connector or QuickBooks shows it, for instance QBWC1012, 0x80040414 or 3140.',
        { field: 'code' },
      ));
    },

    'diagnostics.codes': () => ok({ codes: CODES }),
  };
}
