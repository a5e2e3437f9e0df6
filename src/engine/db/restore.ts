/**
 * Puts a backup in the database's place. First everything is prepared in a file of its own, then files are renamed: cut off at any moment, the folder holds the
 * old database or the prepared one, and the next start goes on from there.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { instant, later, SECOND, type Instant } from '../../domain/calendar.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { backupName, makeBackupsFolder } from './backupFiles.ts';
import { DATABASE_FILE } from './files.ts';
import { markRestored, momentKnown, type KeptSignIn } from './markRestored.ts';
import { migrate } from './migrate.ts';
import { findDamage } from './soundness.ts';

const PREPARED = 'restoring.db';
const TAILS = ['', '-wal', '-shm', '-journal'] as const;

/** `knownTo`: what happened later the backup does not know. */
export type Prepared = { readonly file: string; readonly knownTo: Instant };

/**
 * Copies the backup into `folder`, brings it to this version and marks it as restored; the database itself is not touched. It takes effect when the folder is
 * opened next. Errors: `noBackup`, `backupDamaged`, `notABackup`, `databaseFromFuture`, `restoreFailed`.
 */
export function prepareRestore(folder: string, file: string, now: Instant): Result<Prepared> {
  const name = basename(file);
  const part = join(folder, `${PREPARED}.part`);
  let db: Database.Database | undefined;
  try {
    if (!existsSync(file)) return err(problem(
      'noBackup', `There is no backup ${name}.`,
      'Choose one of the backups in the folder "backups" of the data folder.',
      { field: '--from' },
    ));
    const damage = findDamage(file, true);
    if (damage !== null) return err(problem(
      'backupDamaged', `The backup ${name} is damaged.`,
      'Choose another one. Nothing has been changed.',
      { field: '--from', detail: damage },
    ));
    for (const tail of TAILS) rmSync(`${part}${tail}`, { force: true });
    // A database that was put aside may have its write-ahead log beside it.
    for (const tail of ['', '-wal']) if (existsSync(`${file}${tail}`)) copyFileSync(`${file}${tail}`, `${part}${tail}`);
    db = new Database(part);
    const why = notOurs(db, name);
    if (why !== null) return err(why);
    const migrated = migrate(db, () => undefined);
    if (!migrated.ok) return migrated;
    const knownTo = momentKnown(db, now);
    markRestored(db, { at: now, knownTo, file: name, signIns: currentSignIns(join(folder, DATABASE_FILE)) });
    // One file that needs no other beside it.
    db.pragma('journal_mode = DELETE');
    db.close();
    sync(part);
    renameSync(part, join(folder, PREPARED));
    return ok({ file: name, knownTo });
  } catch (cause) {
    return err(problem(
      'restoreFailed', `The backup ${name} could not be put in place.`,
      'Check the free space and the rights of the data folder, then try again. Nothing has been changed.',
      { detail: cause instanceof Error ? cause.message : String(cause) },
    ));
  } finally {
    db?.close();
    for (const tail of TAILS) rmSync(`${part}${tail}`, { force: true });
  }
}

/** Any SQLite file could be named; only one of ours has our tables. */
function notOurs(db: Database.Database, name: string): Problem | null {
  const isOurs = Number(db.pragma('user_version', { simple: true })) > 0
    && db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'store_order'").get() !== undefined;
  return isOurs
    ? null
    : problem(
      'notABackup', `${name} is not a backup of Stockbridge.`,
      'Choose one of the backups in the folder "backups" of the data folder.',
      { field: '--from' },
    );
}

/** Whoever is signed in now stays so, and whoever was signed out since the backup does too. A damaged database cannot say: then all sign in again. */
function currentSignIns(path: string): readonly KeptSignIn[] {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    return db.prepare<[], KeptSignIn>('SELECT digest, until FROM sign_in').all();
  } catch {
    return [];
  } finally {
    db?.close();
  }
}

/** Puts a prepared database in the place of the one at `path`, which is kept among the backups as `replaced-…`. Does nothing where none is prepared. */
export function finishRestore(folder: string, path: string): void {
  const prepared = join(folder, PREPARED);
  if (!existsSync(prepared)) return;
  if (existsSync(path)) putAside(folder, path, prepared);
  // What belongs to the database that was here must not be taken for this one's.
  for (const tail of TAILS) if (tail !== '') rmSync(`${path}${tail}`, { force: true });
  renameSync(prepared, path);
  sync(folder);
}

function putAside(folder: string, path: string, prepared: string): void {
  const place = makeBackupsFolder(folder);
  let at = restoredAt(prepared);
  while (existsSync(join(place, backupName('replaced', at)))) at = later(at, SECOND);
  const aside = join(place, backupName('replaced', at));
  // The log first: cut off in between, a database without its log would look whole.
  for (const tail of [...TAILS].reverse()) if (existsSync(`${path}${tail}`)) renameSync(`${path}${tail}`, `${aside}${tail}`);
}

function restoredAt(prepared: string): Instant {
  const db = new Database(prepared, { readonly: true });
  try {
    return instant(db.prepare<[], { at: number }>('SELECT max(at) AS at FROM restore').get()?.at ?? 0);
  } finally {
    db.close();
  }
}

/** Onto the disk, not only into the system's memory. A folder cannot be opened for that on Windows, which keeps renames by itself. */
function sync(path: string): void {
  let file: number | undefined;
  try {
    file = openSync(path, 'r+');
    fsyncSync(file);
  } catch (cause) {
    if (!['EISDIR', 'EPERM', 'EACCES'].includes(String((cause as NodeJS.ErrnoException).code))) throw cause;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
