/** Transactions that need not wait for the disk, because losing them only repeats work (docs/adr/0015). */
import type { Db } from './open.ts';

/**
 * Runs `work` in a transaction of its own that is committed without a wait for the disk. The file stays sound, the order of transactions stays, and the next one
 * that does wait takes this one to the disk with it; only a power cut before that undoes it. For what is asked for again anyway: never for what was told to
 * QuickBooks, was taken from a shop, or was wanted by a person.
 */
export function repeatable<T>(db: Db, work: () => T): T {
  // Inside another one it is that one's commit that counts.
  if (db.inTransaction) return db.transaction(work)();
  db.pragma('synchronous = NORMAL');
  try {
    return db.transaction(work).immediate();
  } finally {
    db.pragma('synchronous = FULL');
  }
}
