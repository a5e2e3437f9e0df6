/** The least that a durable answer costs on this disk: one row in one transaction, with the product's own settings of SQLite. */
import path from 'node:path';
import Database from 'better-sqlite3';

/** Milliseconds of each of `count` commits. */
export function bareCommits(folder: string, count: number): readonly number[] {
  const db = new Database(path.join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = db.prepare('INSERT INTO row (text) VALUES (?)');
  // As much as a step of a session writes.
  const text = 'x'.repeat(4_000);
  const times = Array.from({ length: count }, () => {
    const begun = performance.now();
    db.transaction(() => { insert.run(text); })();
    return performance.now() - begun;
  });
  db.close();
  return times;
}
