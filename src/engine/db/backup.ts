/** Makes a backup of an open database while others go on writing to it: copied, read whole, and only then given its name. */
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { later, SECOND, type Instant } from '../../domain/calendar.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { backupName, listBackups, makeBackupsFolder, type BackupFile } from './backupFiles.ts';
import type { Db } from './open.ts';
import { damaged, findDamageGently, isDamage } from './soundness.ts';
import { nextTurn } from '../nextTurn.ts';

/** Pages copied between two breaths: a megabyte, some milliseconds. */
const PAGES_AT_ONCE = 256;
/** Left free beside the backup, so that the bridge itself can go on. Bytes. */
const RESERVE = 50 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
/** SQLite's codes and the system's for a disk that takes no more; of a copy SQLite only says IOERR for a quota or a limit of file size. */
const FULL = /SQLITE_FULL|SQLITE_IOERR|ENOSPC|EDQUOT|EFBIG/;

class Stopped extends Error {}

/** Under way, by database. Two at once would take away each other's unfinished file. */
const underWay = new WeakMap<Db, Promise<Result<BackupFile>>>();

/**
 * Copies until it is done or `signal` fires; whoever asks while one is being made gets that one. Errors: `backupNoRoom`, `backupFailed`, `databaseDamaged`
 * (the copy shows that the database is), `stopped`.
 */
export function makeBackup(db: Db, folder: string, now: Instant, signal: AbortSignal): Promise<Result<BackupFile>> {
  const running = underWay.get(db);
  if (running !== undefined) return running;
  const made = copyWhole(db, folder, now, signal).finally(() => { underWay.delete(db); });
  underWay.set(db, made);
  return made;
}

async function copyWhole(db: Db, folder: string, now: Instant, signal: AbortSignal): Promise<Result<BackupFile>> {
  let unfinished: string | null = null;
  try {
    const place = makeBackupsFolder(folder);
    const room = await noRoom(db, place);
    if (room !== null) return err(room);
    const at = freeMoment(folder, now);
    const name = backupName('backup', at);
    unfinished = join(place, `${name}.part`);
    rmSync(unfinished, { force: true });
    closeSync(openSync(unfinished, 'wx', 0o600));
    await db.backup(unfinished, {
      progress: () => {
        if (signal.aborted) throw new Stopped();
        return PAGES_AT_ONCE;
      },
    });
    const damage = await finish(unfinished, signal);
    if (damage !== null) return err(damaged(folder, damage));
    const path = join(place, name);
    renameSync(unfinished, path);
    return ok({ name, kind: 'backup', at, bytes: statSync(path).size });
  } catch (cause) {
    return err(explain(folder, cause));
  } finally {
    if (unfinished !== null) for (const tail of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${tail}`, { force: true });
  }
}

/** Reads the whole copy and makes it one file that needs no other beside it. Gives what is wrong with it, or null. */
async function finish(path: string, signal: AbortSignal): Promise<string | null> {
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
    return await findDamageGently(copy, async () => {
      if (signal.aborted) throw new Stopped();
      await nextTurn();
    });
  } finally {
    copy.close();
  }
}

async function noRoom(db: Db, place: string): Promise<Problem | null> {
  const needed = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  const free = await statfs(place).then(({ bavail, bsize }) => bavail * bsize, () => null);
  return free === null || free >= needed + RESERVE ? null : full(`${String(Math.ceil(needed / MEGABYTE))} MB are needed, ${String(Math.floor(free / MEGABYTE))} MB are free`);
}

/** A second backup within the same second must not take the first one's name. */
function freeMoment(folder: string, now: Instant): Instant {
  const taken = new Set(listBackups(folder).map(({ name }) => name));
  let at = now;
  while (taken.has(backupName('backup', at))) at = later(at, SECOND);
  return at;
}

function explain(folder: string, cause: unknown): Problem {
  if (cause instanceof Stopped) return problem('stopped', 'The backup was stopped.', 'It is made when Stockbridge runs again.');
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (isDamage(cause)) return damaged(folder, detail);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return FULL.test(code)
    ? full(detail)
    : problem(
      'backupFailed', 'The backup could not be made.',
      'Check the folder "backups" in the data folder and the disk, then press "Back up now".',
      { detail },
    );
}

function full(detail: string): Problem {
  return problem(
    'backupNoRoom', 'The backup could not be written: the disk is full, or takes no more.',
    'Make room on the disk of the data folder, then press "Back up now". Backups made before are kept.',
    { detail },
  );
}
