/** What takes long to read is kept until something is written: whoever scrolls through a long list asks for the same order and number again and again. */
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Kept = { readonly question: string; readonly changes: number; readonly answer: unknown };

/** A few lists of one window, each a number a row, and the counts of some shops. */
const MOST_KEPT = 8;
const kept = new WeakMap<Db, readonly Kept[]>();

/**
 * `read` is asked again when anything was written since. Only one connection writes to the database, so that its own count of changes says whether anything
 * is another. Not for use in a transaction that writes: what is read there may be taken back. A connection that only reads keeps nothing.
 */
export function keptUntilWritten<T>(db: Db, question: string, read: () => T): T {
  if (db.readonly) return read();
  const changes = prepared<[], { n: number }>(db, 'SELECT total_changes() AS n').get()?.n ?? 0;
  const others = (kept.get(db) ?? []).filter((one) => one.changes === changes);
  const known = others.find((one) => one.question === question);
  const answer = known === undefined ? read() : known.answer as T;
  kept.set(db, [{ question, changes, answer }, ...others.filter((one) => one !== known)].slice(0, MOST_KEPT));
  return answer;
}

/** The same for what is read in slices: two who ask meanwhile wait for one reading. What is written meanwhile makes it be read anew the next time. */
export function keptWhileRead<T>(db: Db, question: string, read: () => Promise<T>): Promise<T> {
  return keptUntilWritten(db, `slices ${question}`, async () => {
    readings.set(db, (readings.get(db) ?? 0) + 1);
    try {
      return await read();
    } finally {
      readings.set(db, (readings.get(db) ?? 1) - 1);
    }
  });
}

const readings = new WeakMap<Db, number>();

/** Does a page wait for a list? Work that nobody waits for lets it go first. */
export function isReadForPage(db: Db): boolean {
  return (readings.get(db) ?? 0) > 0;
}

/** The ids of a long list in its order. `sql` gives rows with an `id`. */
export function orderedIds<Id extends number>(db: Db, sql: string, values: readonly (string | number)[]): readonly Id[] {
  return keptUntilWritten(db, `${sql} ${JSON.stringify(values)}`, () => prepared<(string | number)[], { id: Id }>(db, sql).all(...values).map(({ id }) => id));
}
