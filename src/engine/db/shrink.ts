/** Gives the room that deleted rows leave in the database file back to the disk, page by page. */
import type { Database as Db } from 'better-sqlite3';

/** sqlite.org/pragma.html, auto_vacuum. */
const INCREMENTAL = 2;

/** For a new file, before anything is written to it; an older one is left as it is (see `keepShrinkable`). */
export function makeShrinkable(db: Db): void {
  db.pragma('auto_vacuum = INCREMENTAL');
}

/**
 * Writes a file of an earlier version anew, once, so that single pages can be taken from it from then on: some seconds for each 400 MB, so only when the
 * database is opened. Throws what SQLite throws, a full disk above all; the file is as it was then.
 */
export function keepShrinkable(db: Db): void {
  if (db.pragma('auto_vacuum', { simple: true }) === INCREMENTAL) return;
  makeShrinkable(db);
  db.exec('VACUUM');
}

export type Room = { readonly pages: number; readonly freePages: number; readonly pageBytes: number };

export function roomIn(db: Db): Room {
  const number = (name: string): number => Number(db.pragma(name, { simple: true }));
  return { pages: number('page_count'), freePages: number('freelist_count'), pageBytes: number('page_size') };
}

/** Takes up to `pages` free pages off the end of the file, in a transaction of its own. */
export function takePages(db: Db, pages: number): void {
  // exec: a pragma's rows, one for each page, have to be fetched to the last, or it stops after the first.
  db.exec(`PRAGMA incremental_vacuum(${String(pages)})`);
}

/** The file itself becomes shorter when its log has been written back. Does not wait for whoever reads at this moment: the next write-back does it then. */
export function writeBackLog(db: Db): void {
  db.pragma('wal_checkpoint(PASSIVE)');
}
