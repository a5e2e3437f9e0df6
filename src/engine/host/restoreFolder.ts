/** `restore`: puts a backup in the place of a stopped bridge's database. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '../../domain/calendar.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { backupsFolder, listBackups } from '../db/backupFiles.ts';
import { takeLock } from '../db/lock.ts';
import { databasePath } from '../db/open.ts';
import { finishRestore, prepareRestore, type Prepared } from '../db/restore.ts';

/** `from`: a file, the name of one in the folder of backups, or `latest`. Errors: `folderInUse`, and those of prepareRestore. */
export function restoreFolder(folder: string, from: string, now: Instant): Result<Prepared> {
  const file = fileOf(folder, from);
  if (!file.ok) return file;
  const lock = takeLock(folder);
  if (!lock.ok) return lock;
  try {
    const prepared = prepareRestore(folder, file.value, now);
    if (prepared.ok) finishRestore(folder, databasePath(folder));
    return prepared;
  } catch (cause) {
    return err(problem(
      'restoreNotFinished',
      'The backup is prepared, but the database could not be put aside.',
      'Close every program that uses the data folder, then start Stockbridge: it finishes the restore.',
      { detail: cause instanceof Error ? cause.message : String(cause) },
    ));
  } finally {
    lock.value.release();
  }
}

function fileOf(folder: string, from: string): Result<string> {
  if (from === 'latest') {
    const last = listBackups(folder).find(({ kind }) => kind === 'backup');
    return last === undefined
      ? err(problem('noBackups', 'There is no backup in the data folder.', 'Give the file to restore from.', { field: '--from' }))
      : ok(path.join(backupsFolder(folder), last.name));
  }
  const named = path.join(backupsFolder(folder), from);
  return ok(path.basename(from) === from && !existsSync(from) && existsSync(named) ? named : path.resolve(from));
}
