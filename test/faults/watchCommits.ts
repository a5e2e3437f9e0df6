/** Watches an engine's transactions: a place to end it before and after each commit, and a witness of those that the disk or a lock refused. */
import type { Db } from '../../src/engine/db/open.ts';

type Work = (...args: unknown[]) => unknown;

/** `strike` may end the engine; `refused` gets SQLite's code. */
export function watchCommits(db: Db, strike: (when: 'before' | 'after') => void, refused: (code: string) => void): void {
  const original = db.transaction.bind(db);
  let depth = 0;
  const watched = (work: Work): unknown => {
    const made = original((...args: unknown[]) => {
      depth += 1;
      try {
        const result = work(...args);
        // The end of the outermost transaction: everything is written, and SQLite has not been told to keep it.
        if (depth === 1) strike('before');
        return result;
      } finally {
        depth -= 1;
      }
    });
    const after = (run: Work) => (...args: unknown[]): unknown => {
      try {
        const result = run(...args);
        if (depth === 0) strike('after');
        return result;
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause) refused(String(cause.code));
        throw cause;
      }
    };
    return Object.assign(after(made), { immediate: after(made.immediate), deferred: after(made.deferred), exclusive: after(made.exclusive) });
  };
  Object.defineProperty(db, 'transaction', { value: watched });
}
