/** Brings a database to this version, one numbered migration at a time, after a backup; refuses one from the future. */
import type { Database } from 'better-sqlite3';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { start } from './migrations/0001Start.ts';
import { window } from './migrations/0002Window.ts';

export type Migration = { readonly version: number; readonly sql: string };

/** In order; a number is never re-used and a landed migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [start, window];

/**
 * Migrates in one transaction per step. `backup` is called once, before the first step, when the database holds data.
 * Errors: `databaseFromFuture`; anything SQLite throws (disk full, corrupt) passes through.
 */
export function migrate(db: Database, backup: (fromVersion: number) => void, migrations: readonly Migration[] = MIGRATIONS): Result<number> {
  const current = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) {
    return err(problem('databaseFromFuture',
      `The data folder was last used by a newer Stockbridge (database version ${String(current)}; this one knows ${String(newest)}).`,
      'Install the newer Stockbridge again, or restore a backup made by this version.'));
  }
  const steps = migrations.filter((migration) => migration.version > current);
  if (steps.length > 0 && current > 0) backup(current);
  for (const step of steps) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${String(step.version)}`);
    })();
  }
  return ok(newest);
}
