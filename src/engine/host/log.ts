/** The program's own log, for support: one JSON line per event, secrets taken out of every line. */
import { pino, type Logger } from 'pino';
import { openLogFile } from './logFile.ts';
import type { Redactor } from './redact.ts';

export type LogOptions = {
  /** Null: nothing is kept. */
  readonly path: string | null;
  readonly redactor: Redactor;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
};

/** A log that cannot be opened is no reason not to work: then nothing is kept. */
export function createLog({ path, redactor, level = 'info' }: LogOptions): Logger {
  if (path === null) return pino({ level: 'silent' });
  try {
    const file = openLogFile(path);
    return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
      { write: (line: string) => { file.write(redactor.redact(line)); } });
  } catch {
    return pino({ level: 'silent' });
  }
}
