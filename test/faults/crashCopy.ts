/** The database as a crash or a power cut leaves it: what SQLite had written, or only what it had told the disk to keep. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'stockbridge.db';
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * Copies the data folder's database as it is this moment; the lock file and the shared memory die with the process. After a power cut the
 * write-ahead log ends with its last commit, because that is what was flushed (synchronous = FULL), and a torn frame may follow it.
 */
export function copyAsAfterCrash(from: string, to: string, power: boolean): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  copyFileSync(join(from, NAME), join(to, NAME));
  const wal = join(from, `${NAME}-wal`);
  if (!existsSync(wal)) return;
  if (power) writeFileSync(join(to, `${NAME}-wal`), tear(readFileSync(wal)));
  else copyFileSync(wal, join(to, `${NAME}-wal`));
}

/** Everything up to the last commit's frame, then half a frame of nonsense. Layout: sqlite.org/fileformat2.html, section 4. */
function tear(wal: Buffer): Buffer {
  const end = endOfLastCommit(wal);
  return end === 0 ? Buffer.alloc(0) : Buffer.concat([wal.subarray(0, end), wal.subarray(WAL_HEADER, WAL_HEADER + FRAME_HEADER), Buffer.alloc(1_000, 0xa5)]);
}

/** Byte offset behind the last frame that commits; 0 without one. Frames of an earlier round of the log carry other salts. */
export function endOfLastCommit(wal: Buffer): number {
  if (wal.length < WAL_HEADER) return 0;
  const pageSize = wal.readUInt32BE(8);
  const salts = wal.subarray(16, 24);
  let end = 0;
  for (let at = WAL_HEADER; at + FRAME_HEADER + pageSize <= wal.length; at += FRAME_HEADER + pageSize) {
    if (!wal.subarray(at + 8, at + 16).equals(salts)) break;
    if (wal.readUInt32BE(at + 4) !== 0) end = at + FRAME_HEADER + pageSize;
  }
  return end;
}
