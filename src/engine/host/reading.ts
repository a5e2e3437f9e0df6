/** Opens a data folder's database beside a running engine, for reports; never changes it. */
import { MIGRATIONS } from '../db/migrate.ts';
import { openForReading, type Db } from '../db/open.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/**
 * Runs `read` on one unchanging view of the database. Errors: `noDatabase`, `databaseUnreadable`, `databaseFromFuture`, `databaseFromPast`.
 */
export function readDatabase<T>(folder: string, read: (db: Db) => T): Result<T> {
  let opened: Result<Db>;
  try {
    opened = openForReading(folder);
  } catch (cause) {
    return err(unreadable(cause));
  }
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    const known = MIGRATIONS.at(-1)?.version ?? 0;
    if (version > known) return err(FROM_FUTURE);
    if (version < known) return err(FROM_PAST);
    return ok(db.transaction(() => read(db))());
  } catch (cause) {
    return err(unreadable(cause));
  } finally {
    db.close();
  }
}

const FROM_FUTURE = problem('databaseFromFuture', 'The data folder was last used by a newer Stockbridge.', 'Use the newer Stockbridge.');
const FROM_PAST = problem('databaseFromPast', 'The data folder was last used by an older Stockbridge.',
  'Start "serve" once: it brings the database up to date, after a backup.');

function unreadable(cause: unknown): ReturnType<typeof problem> {
  return problem('databaseUnreadable', 'The database in the data folder cannot be read.',
    'Check the disk and its free space. If it stays so, restore the last backup.',
    { detail: cause instanceof Error ? cause.message : String(cause) });
}
