/** Answers the calls about the sync log. */
import type { logCalls } from '../../contract/calls/log.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { readLog, type LogQuery } from '../db/log.ts';
import { nextOf } from './page.ts';

export function logHandlers({ db }: Engine): HandlersOf<typeof logCalls> {
  return {
    'log.search': ({ limit, ...filter }) => {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Omit<LogQuery, 'limit'>;
      const { rows, last } = nextOf(readLog(db, { ...given, limit: limit + 1 }), limit);
      return ok({ lines: rows, next: last?.id ?? null });
    },
  };
}
