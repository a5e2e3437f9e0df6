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

/**
 * What JSON leaves as it is and a terminal or an editor carries out: C1 controls (`\x9b` begins a colour), line separators, marks of direction, invisible
 * ones. Inside a JSON string the escape means the same, and does nothing. Below U+0020 JSON escapes all by itself.
 */
const CARRIED_OUT = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function harmless(line: string): string {
  return line.replace(CARRIED_OUT, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A log that cannot be opened is no reason not to work: then nothing is kept. */
export function createLog({ path, redactor, level = 'info' }: LogOptions): Logger {
  if (path === null) return pino({ level: 'silent' });
  try {
    const file = openLogFile(path);
    return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
      { write: (line: string) => { file.write(harmless(redactor.redact(line))); } });
  } catch {
    return pino({ level: 'silent' });
  }
}
