/** Is a database file whole? Looked at through a connection that cannot write, so that not a byte of a damaged file changes. */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { instant, toLocalStamp } from '../../domain/calendar.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { listBackups } from './backupFiles.ts';

/** Up to this size every page is read at each start (some 200 ms); larger files only after a start was cut off, else by the daily backup. Bytes. */
const READ_WHOLE = 32 * 1024 * 1024;
const SOUND = 'ok';
/** SQLite's codes for a file that is not what it wrote (sqlite.org/rescode.html). */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/;

export function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What is wrong with the file at `path`, in SQLite's words; null when nothing is. Throws what has nothing to do with its content (rights, a full disk). */
export function findDamage(path: string, wasCutOff: boolean): string | null {
  const size = fileSize(path);
  const log = fileSize(`${path}-wal`);
  // SQLite would throw the log away and begin anew.
  if (size === 0) return log > 0 ? 'the file is empty, and its write-ahead log is not' : null;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true });
    const pages = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
    if (log === 0 && pages > size) return `the file has ${String(size)} bytes instead of ${String(pages)}`;
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (size > READ_WHOLE && !wasCutOff && log === 0) return null;
    const said = (db.pragma('quick_check(3)') as readonly Readonly<Record<string, unknown>>[]).map((row) => String(Object.values(row)[0]));
    return said.length === 1 && said[0] === SOUND ? null : said.join('; ');
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    db?.close();
  }
}

/** The same table by table, so that others get their turn in between: for the copy that a backup has just made. */
export async function findDamageGently(db: Database.Database, breathe: () => Promise<void>): Promise<string | null> {
  const tables = (db.pragma('table_list') as readonly { readonly schema: string; readonly name: string; readonly type: string }[])
    .filter((table) => table.schema === 'main' && table.type === 'table');
  for (const { name } of tables) {
    const said = (db.pragma(`quick_check('${name.replaceAll('\'', '\'\'')}')`) as readonly Readonly<Record<string, unknown>>[]).map((row) => String(Object.values(row)[0]));
    const bad = said.filter((line) => line !== SOUND);
    if (bad.length > 0) return bad.slice(0, 3).join('; ');
    await breathe();
  }
  return null;
}

export function isDamage(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && DAMAGED.test(String(cause.code));
}

/** The database cannot be used; the last backup is offered. */
export function damaged(folder: string, detail: string): Problem {
  return problem('databaseDamaged', 'The database is damaged. Nothing has been overwritten.', offer(folder), { detail });
}

/** The database is gone, or an empty file lies in its place, while its backups are there. */
export function gone(folder: string): Problem {
  return problem('databaseGone', 'The database is gone from the data folder, but its backups are there.', offer(folder));
}

function offer(folder: string): string {
  const last = listBackups(folder).find(({ kind }) => kind === 'backup');
  if (last === undefined) return 'There is no backup in the data folder. Restore your own copy of the whole folder, or ask support before you change anything.';
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const when = toLocalStamp(instant(last.at), timeZone).slice(0, 16).replace('T', ' ');
  return `Restore the last backup, of ${when} (bridge restore --from latest). What happened since is found again in the shops and in QuickBooks.`;
}
