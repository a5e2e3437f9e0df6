/** The host's own log: what happened around the engine, for support. Nothing secret passes here. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

export type Log = (level: 'info' | 'warn' | 'error', text: string, more?: Readonly<Record<string, unknown>>) => void;

/** Bytes; one file before is kept. */
const LARGEST = 1024 * 1024;

/** A log that cannot be written is no reason not to work. */
export function openMainLog(folder: string): Log {
  const file = path.join(folder, 'desktop.log');
  return (level, text, more = {}) => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, path.join(folder, 'desktop.1.log'));
      appendFileSync(file, `${JSON.stringify({ time: new Date().toISOString(), level, text, ...more })}\n`, { mode: 0o600 });
    } catch {
      // The disk may be full; the work goes on.
    }
  };
}
