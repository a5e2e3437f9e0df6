/** The ids of a long list in its order, kept until something is written: whoever scrolls through it asks for the same order again and again. */
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Kept = { readonly question: string; readonly changes: number; readonly ids: readonly number[] };

/** Lists of one window; each is a number a row. */
const MOST_KEPT = 3;
const kept = new WeakMap<Db, readonly Kept[]>();

/** `sql` gives rows with an `id`. Only one connection writes to the database, so that its own count of changes says whether anything is another. */
export function orderedIds<Id extends number>(db: Db, sql: string, values: readonly (string | number)[]): readonly Id[] {
  const question = `${sql} ${JSON.stringify(values)}`;
  const changes = prepared<[], { n: number }>(db, 'SELECT total_changes() AS n').get()?.n ?? 0;
  const others = (kept.get(db) ?? []).filter((one) => one.changes === changes);
  const known = others.find((one) => one.question === question);
  const ids = known?.ids ?? prepared<(string | number)[], { id: number }>(db, sql).all(...values).map(({ id }) => id);
  kept.set(db, [{ question, changes, ids }, ...others.filter((one) => one !== known)].slice(0, MOST_KEPT));
  return ids as readonly Id[];
}
