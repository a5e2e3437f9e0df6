/**
 * Where the tests put what they throw away. Memory where there is enough of it: most of a test's time on a disk is waiting for it to write what nobody will
 * read, and no test asks what a disk keeps when its power fails (those of power cuts watch the system calls). Named in TMPDIR, for all that is started.
 */
import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
/** What a whole run needs at most is some hundreds of MB. */
const ENOUGH_BYTES = 2 * 1024 ** 3;

function isRoomy(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/** A new folder; whoever asks for it removes it. */
export function scratchFolder(): string {
  return mkdtempSync(path.join(process.platform === 'linux' && isRoomy(MEMORY) ? MEMORY : tmpdir(), 'stockbridge-test-'));
}
