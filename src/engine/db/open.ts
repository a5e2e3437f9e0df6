/** Opens the data folder's database: one engine per folder, WAL with every commit on disk, migrated. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { listBackups } from './backupFiles.ts';
import { DATABASE_FILE } from './files.ts';
import { takeLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { finishRestore } from './restore.ts';
import { keepShrinkable, makeShrinkable } from './shrink.ts';
import { damaged, fileSize, findDamage, gone, isDamage } from './soundness.ts';

export type Db = Database.Database;
export type OpenedDb = { readonly db: Db; readonly close: () => void };

export function databasePath(folder: string): string {
  return join(folder, DATABASE_FILE);
}

/**
 * Opens `folder` for writing, creating it (mode 0700) and the database (0600) when missing; a prepared restore is finished first.
 * Errors: `folderInUse` (another engine), `databaseFromFuture`, `databaseDamaged`, `databaseGone`, `databaseUnreadable`; nothing is overwritten.
 */
export function openDatabase(folder: string): Result<OpenedDb> {
  let lock: ReturnType<typeof takeLock>;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = takeLock(folder);
  } catch (cause) {
    return err(unreadable(cause)); // nobody may write here, or there is no room for even that
  }
  if (!lock.ok) return lock;
  const { release, wasLeft } = lock.value;
  const path = databasePath(folder);
  let db: Db | undefined;
  try {
    finishRestore(folder, path);
    const refused = refusal(folder, path, wasLeft);
    if (refused !== null) {
      release();
      return err(refused);
    }
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    db = new Database(path);
    const opened = db;
    configure(opened);
    const migrated = migrate(opened, (version) => { copyTo(opened, join(folder, `before-migration-${String(version)}.db`)); });
    if (!migrated.ok) {
      opened.close();
      release();
      return migrated;
    }
    rewriteOnce(opened);
    return ok({ db: opened, close: () => { opened.close(); release(); } });
  } catch (cause) {
    db?.close();
    release();
    if (isDamage(cause)) return err(damaged(folder, reason(cause)));
    return err(unreadable(cause));
  }
}

/** SQLite's own reason stands in the detail. */
export function unreadable(cause: unknown): Problem {
  return problem('databaseUnreadable', 'The database in the data folder cannot be opened.',
    'Check the disk and its free space. If it stays so, restore the last backup; nothing has been overwritten.', { detail: reason(cause) });
}

/** Why the file must not be opened for writing; null when it may. */
function refusal(folder: string, path: string, wasLeft: boolean): Problem | null {
  const damage = findDamage(path, wasLeft);
  if (damage !== null) return damaged(folder, damage);
  // An empty database in the place of one that is backed up would begin anew, and nobody would know why.
  return fileSize(path) === 0 && listBackups(folder).length > 0 ? gone(folder) : null;
}

/** Opens an existing database for reading only: `status` and `doctor` beside a running engine. */
export function openForReading(folder: string): Result<Db> {
  const path = databasePath(folder);
  if (!existsSync(path)) {
    return err(problem('noDatabase', `There is no Stockbridge database in ${folder}.`, 'Give the folder that was used with "init", or run "init" first.', { field: '--data' }));
  }
  const db = new Database(path, { readonly: true });
  db.pragma('busy_timeout = 5000');
  return ok(db);
}

/** Without room for it the file simply stays as large as it is: no reason not to start. */
function rewriteOnce(db: Db): void {
  try {
    keepShrinkable(db);
  } catch (cause) {
    if (isDamage(cause)) throw cause;
  }
}

/** A whole copy in one file of mode 0600; one left by an earlier try that stopped half-way is replaced only when the new one is complete. */
function copyTo(db: Db, path: string): void {
  const unfinished = `${path}.part`;
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600));
  db.prepare<[string]>('VACUUM INTO ?').run(unfinished);
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, path);
}

function configure(db: Db): void {
  if (db.pragma('page_count', { simple: true }) === 0) makeShrinkable(db); // before the first page is written
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // Pages, 16 MB: at SQLite's 1,000 one call of a session in sixty had to copy the log into the file, and wait for the disk twice more.
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('trusted_schema = OFF');
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
