/** How a disk becomes full: the database may grow by some pages only, or, on a small file system of its own, nothing else fits any more. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../src/engine/db/open.ts';

const PAGE = 4_096;
const NO_LIMIT = 1_073_741_823;

export type Disk = {
  /** Leaves room for so many pages. */
  fill(db: Db, pages: number): void;
  free(db: Db | null): void;
  /** What the harness itself copies must find room. */
  withRoom(work: () => void): void;
};

export const pageLimit: Disk = {
  fill: (db, pages) => { db.pragma(`max_page_count = ${String(Number(db.pragma('page_count', { simple: true })) + pages)}`); },
  free: (db) => { db?.pragma(`max_page_count = ${String(NO_LIMIT)}`); },
  withRoom: (work) => { work(); },
};

/** `folder`: where the file system is mounted. */
export function smallDisk(folder: string): Disk {
  const ballast = join(folder, 'ballast');
  let left: number | null = null;
  const empty = (): void => { rmSync(ballast, { force: true }); };
  const fill = (): void => {
    empty();
    const { bavail, bsize } = statfsSync(folder);
    if (left !== null) writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left * PAGE)));
  };
  return {
    fill: (_, pages) => {
      left = pages;
      fill();
    },
    free: () => {
      left = null;
      empty();
    },
    withRoom: (work) => {
      empty();
      work();
      fill();
    },
  };
}

const MEGABYTES = 24;

/** A file system in memory that holds little; null where none may be mounted, which is said loudly. */
export function mountSmallDisk(): { readonly folder: string; unmount(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-disk-'));
  const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(MEGABYTES)}m,mode=755`, 'tmpfs', folder]).status === 0;
  if (!mounted) {
    console.warn('SKIPPED: a disk that is really full, because no small file system may be mounted here.');
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  return {
    folder,
    unmount: () => {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
