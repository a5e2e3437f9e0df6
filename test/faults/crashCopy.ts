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

/**
 * The power fails while the last commit's frames are being flushed: they are lost, but for half of one. For a folder whose process was killed when it
 * asked for that flush.
 */
export function loseLastCommit(folder: string): void {
  const path = join(folder, `${NAME}-wal`);
  const wal = readFileSync(path);
  const before = commitEnds(wal).at(-2) ?? 0;
  writeFileSync(path, before === 0 ? wal.subarray(0, Math.min(wal.length, WAL_HEADER)) : wal.subarray(0, Math.min(wal.length, before + WAL_HEADER)));
}

/** Byte offset behind the last frame that commits; 0 without one. */
function endOfLastCommit(wal: Buffer): number {
  return commitEnds(wal).at(-1) ?? 0;
}

/** Byte offsets behind the frames that commit. Frames of an earlier round of the log carry other salts. */
function commitEnds(wal: Buffer): readonly number[] {
  if (wal.length < WAL_HEADER) return [];
  const pageSize = wal.readUInt32BE(8);
  const salts = wal.subarray(16, 24);
  const ends: number[] = [];
  for (let at = WAL_HEADER; at + FRAME_HEADER + pageSize <= wal.length; at += FRAME_HEADER + pageSize) {
    if (!wal.subarray(at + 8, at + 16).equals(salts)) break;
    if (wal.readUInt32BE(at + 4) !== 0) ends.push(at + FRAME_HEADER + pageSize);
  }
  return ends;
}
