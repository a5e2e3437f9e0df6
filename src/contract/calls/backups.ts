/** Calls about backups of the bridge's own database, and about putting one in its place. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { count, instantShape, list } from '../shapes.ts';

export const backupShape = z.object({
  name: z.string(),
  /** `backup`: made while all was well. `replaced`: a database that a restore put aside; it may be damaged. */
  kind: z.enum(['backup', 'replaced']),
  at: instantShape,
  bytes: count,
});

/** A file name in the folder of backups; no path. */
const name = z.string().regex(/^(stockbridge|replaced)-\d{8}-\d{6}Z\.db$/);

/** Those that are answered even when the engine could not start, because its database is damaged. */
export const recoveryCalls = {
  /** Newest first. */
  'backups.list': call({}, { backups: list(backupShape), keptDays: count }),
  /**
   * Checks and prepares the backup, then starts the engine anew with it; the database in use is put aside, not deleted. `restarting`: false where nobody can do that
   * from here, so it takes effect at the next start. Problems: `noBackup`, `backupDamaged`, `notABackup`, `databaseFromFuture`, `restoreFailed`.
   */
  'backups.restore': call({ name }, { restarting: z.boolean(), /** What happened later the backup does not know. */ knownTo: instantShape }),
} as const;

export const backupCalls = {
  ...recoveryCalls,
  /** Makes one now and answers when it is there. Problems: `backupNoRoom`, `backupFailed`, `databaseDamaged`. */
  'backups.make': call({}, { backup: backupShape }),
  /** The last restore; `isChecking`: QuickBooks or a shop is still to be asked what happened since. Null: there was none. */
  'backups.lastRestore': call({}, { restore: z.object({ at: instantShape, knownTo: instantShape, file: z.string(), isChecking: z.boolean() }).nullable() }),
} as const;
