/** One engine per data folder: a lock file that names the process holding it. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';

const LOCK_FILE = 'engine.lock';
/** Locks this very process holds: a process number alone cannot tell two engines in one process apart. */
const held = new Set<string>();

/** `wasLeft`: the last holder ended without letting go, so its work was cut off. */
export type Lock = { readonly wasLeft: boolean; readonly release: () => void };

/**
 * A holder that no longer runs (or is a zombie, which kill(pid, 0) does not tell) loses it, so that a crash never needs a person.
 * Error: `folderInUse`.
 */
export function takeLock(folder: string): Result<Lock> {
  const path = join(folder, LOCK_FILE);
  let wasLeft = false;
  for (let attempt = 0; attempt < 3 && !held.has(path); attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      held.add(path);
      return ok({
        wasLeft,
        release: () => {
          held.delete(path);
          rmSync(path, { force: true });
        },
      });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = Number(readFileSync(path, 'utf8'));
    if (Number.isInteger(holder) && holder > 0 && holder !== process.pid && isRunning(holder)) {
      return err(problem(
        'folderInUse', `Another Stockbridge (process ${String(holder)}) is using this data folder.`,
        'Close it first, or give another folder.',
        { field: '--data' },
      ));
    }
    wasLeft = true;
    rmSync(path, { force: true });
  }
  return err(problem('folderInUse', 'The data folder is being opened by another Stockbridge.', 'Try again in a moment.', { field: '--data' }));
}

/** The process that has `folder` open for writing, or null. */
export function runningEngine(folder: string): number | null {
  try {
    const holder = Number(readFileSync(join(folder, LOCK_FILE), 'utf8'));
    return Number.isInteger(holder) && holder > 0 && isRunning(holder) ? holder : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
