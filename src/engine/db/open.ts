/** Opens the data folder's database: one engine per folder, WAL with every commit on disk, migrated. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { migrate } from './migrate.ts';

export type Db = Database.Database;
export type OpenedDb = { readonly db: Db; readonly close: () => void };

const DATABASE_FILE = 'stockbridge.db';
const LOCK_FILE = 'engine.lock';
/** Locks this very process holds: a process number alone cannot tell two engines in one process apart. */
const held = new Set<string>();

export function databasePath(folder: string): string {
  return join(folder, DATABASE_FILE);
}

/**
 * Opens `folder` for writing, creating it (mode 0700) and the database (0600) when missing.
 * Errors: `folderInUse` (another engine), `databaseFromFuture`, `databaseUnreadable`; nothing is overwritten.
 */
export function openDatabase(folder: string): Result<OpenedDb> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(folder, LOCK_FILE));
  if (!lock.ok) return lock;
  const path = databasePath(folder);
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  let db: Db | undefined;
  try {
    db = new Database(path);
    const opened = db;
    configure(opened);
    const migrated = migrate(opened, (version) => { copyTo(opened, join(folder, `before-migration-${String(version)}.db`)); });
    if (!migrated.ok) {
      opened.close();
      lock.value();
      return migrated;
    }
    return ok({ db: opened, close: () => { opened.close(); lock.value(); } });
  } catch (cause) {
    db?.close();
    lock.value();
    return err(problem('databaseUnreadable', 'The database in the data folder cannot be opened.',
      'Check the disk and its free space. If it stays so, restore the last backup; nothing has been overwritten.', { detail: reason(cause) }));
  }
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

/** The process that has `folder` open for writing, or null. */
export function runningEngine(folder: string): number | null {
  try {
    const holder = Number(readFileSync(join(folder, LOCK_FILE), 'utf8'));
    return Number.isInteger(holder) && holder > 0 && isRunning(holder) ? holder : null;
  } catch {
    return null;
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
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('trusted_schema = OFF');
}

/**
 * A lock file that names the process holding it. A holder that no longer runs (or is a zombie, which kill(pid, 0) does not tell)
 * loses it, so that a crash never needs a person.
 */
function takeLock(path: string): Result<() => void> {
  for (let attempt = 0; attempt < 3 && !held.has(path); attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      held.add(path);
      return ok(() => {
        held.delete(path);
        rmSync(path, { force: true });
      });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = Number(readFileSync(path, 'utf8'));
    if (Number.isInteger(holder) && holder > 0 && holder !== process.pid && isRunning(holder)) {
      return err(problem('folderInUse', `Another Stockbridge (process ${String(holder)}) is using this data folder.`, 'Close it first, or give another folder.', { field: '--data' }));
    }
    rmSync(path, { force: true });
  }
  return err(problem('folderInUse', 'The data folder is being opened by another Stockbridge.', 'Try again in a moment.', { field: '--data' }));
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

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
