/** Brings a database to this version, one numbered migration at a time, after a backup; refuses one from the future. */
import type { Database } from 'better-sqlite3';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { start } from './migrations/0001Start.ts';
import { window } from './migrations/0002Window.ts';
import { documents } from './migrations/0003Documents.ts';
import { storeCalls } from './migrations/0004StoreCalls.ts';
import { backups } from './migrations/0005Backups.ts';
import { stockRules } from './migrations/0006StockRules.ts';
import { matching } from './migrations/0007Matching.ts';
import { triggers } from './migrations/0008Triggers.ts';
import { pendingDocuments } from './migrations/0009PendingDocuments.ts';
import { lessWriting } from './migrations/0010LessWriting.ts';

export type Migration = { readonly version: number; readonly sql: string };

/** In order; a number is never re-used and a landed migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [start, window, documents, storeCalls, backups, stockRules, matching, triggers, pendingDocuments, lessWriting];

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
  // A table that is written anew is gone for a moment: references are checked once per step instead (sqlite.org/lang_altertable.html, section 7).
  const enforced = db.pragma('foreign_keys', { simple: true });
  db.pragma('foreign_keys = OFF');
  try {
    for (const step of steps) {
      db.transaction(() => {
        db.exec(step.sql);
        if ((db.pragma('foreign_key_check') as readonly unknown[]).length > 0) throw new Error(`migration ${String(step.version)} breaks a reference`);
        db.pragma(`user_version = ${String(step.version)}`);
      })();
    }
  } finally {
    db.pragma(`foreign_keys = ${String(enforced)}`);
  }
  return ok(newest);
}
