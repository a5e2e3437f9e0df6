/** What Node lends the engine: clock, timers, strong random bytes, the zone of this PC, a seal for secrets, and a log. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { instant } from '../domain/calendar.ts';
import { createLog } from '../engine/host/log.ts';
import { createRedactor } from '../engine/host/redact.ts';
import { sleep } from '../engine/host/sleep.ts';
import type { HostPorts } from '../engine/ports.ts';
import { createSeal } from './seal.ts';

export const LOG_FILE = 'stockbridge.log';

export type NodeHostOptions = {
  /** The data folder; it must exist before a secret is sealed. */
  readonly folder: string;
  /** Name of the log in the data folder, ending in `.log`; null: none is kept. `stockbridge.log` when absent. */
  readonly logFile?: string | null;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  /** Absent: this process's. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

/** Secrets that pass through the seal are taken out of every log line from then on. */
export function createNodeHost({ folder, logFile = LOG_FILE, level = 'info', environment = process.env }: NodeHostOptions): HostPorts {
  const redactor = createRedactor();
  return {
    now: () => instant(Date.now()),
    sleep,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    seal: createSeal(folder, environment, (plain) => { redactor.learn(plain); }),
    log: createLog({ path: logFile === null ? null : path.join(folder, logFile), redactor, level }),
  };
}
