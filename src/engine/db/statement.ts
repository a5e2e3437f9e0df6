/** Prepares each statement once per database: stock asks the same few questions for every listing. */
import type { Statement } from 'better-sqlite3';
import type { Db } from './open.ts';

const kept = new WeakMap<Db, Map<string, Statement>>();

/** The statement for `sql`. Use `all`, `get` and `run` only: a shared statement must not be left half read. */
export function prepared<Parameters extends unknown[], Row = unknown>(db: Db, sql: string): Statement<Parameters, Row> {
  let statements = kept.get(db);
  if (statements === undefined) {
    statements = new Map();
    kept.set(db, statements);
  }
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    statements.set(sql, statement);
  }
  return statement as Statement<Parameters, Row>;
}
