/** Marks a restored database: what it knows may be out of date everywhere, so QuickBooks, the shops and every stock number are looked at anew. */
import type { Database } from 'better-sqlite3';
import { instant, type Instant } from '../../domain/calendar.ts';
import type { CompanyId } from '../../domain/ids.ts';

/** Every moment something was written down about the world outside. */
const WRITTEN = [
  'SELECT max(last_call_at) AS at FROM session',
  'SELECT max(max(prepared_at), max(coalesce(answered_at, 0))) AS at FROM exchange',
  'SELECT max(updated_at) AS at FROM job',
  'SELECT max(pulled_at) AS at FROM store_order',
  'SELECT max(at) AS at FROM sync_log',
  'SELECT max(started_at) AS at FROM task',
  'SELECT max(created_at) AS at FROM company',
];

/** Up to when the database knows what happened: its newest entry, whatever its file is called. Never after `now`. */
export function momentKnown(db: Database, now: Instant): Instant {
  const newest = WRITTEN.map((sql) => db.prepare<[], { at: number | null }>(sql).get()?.at ?? 0);
  return instant(Math.min(now, Math.max(...newest)));
}

/** A row of sign_in as it stands. */
export type KeptSignIn = { readonly digest: string; readonly until: number };

export type Mark = { readonly at: Instant; readonly knownTo: Instant; readonly file: string; readonly signIns: readonly KeptSignIn[] };

/**
 * One transaction. Orders come again by the backup's own cursors. Quantities in it are old, so no number goes out before every item has been read anew
 * (routing waits while last_sweep_at is empty), and none counts as confirmed: the shops were told others since.
 */
export function markRestored(db: Database, { at, knownTo, file, signIns }: Mark): void {
  db.transaction(() => {
    db.prepare('INSERT INTO restore (at, known_to, file) VALUES (?, ?, ?)').run(at, knownTo, file);
    askAnew(db, { from: knownTo, companyId: null });
    db.prepare('UPDATE company SET restored_at = ?').run(at);
    db.prepare('UPDATE connection SET last_pull_at = NULL').run();
    db.prepare('DELETE FROM stock_update').run();
    db.prepare('DELETE FROM sign_in').run();
    const keep = db.prepare<[string, number]>('INSERT INTO sign_in (digest, until) VALUES (?, ?)');
    for (const { digest, until } of signIns) keep.run(digest, until);
    const day = new Date(knownTo).toISOString().slice(0, 16).replace('T', ' ');
    db.prepare('INSERT INTO sync_log (at, company_id, outcome, text) SELECT ?, id, \'info\', ? FROM company').run(at,
      `A backup (${file}) was put in place of the database. It knows what happened until ${day} UTC. The next session asks QuickBooks for our documents since then before anything is written; orders come again from the shops, and every stock number is computed anew.`);
  })();
}

/**
 * An older database that nobody marked, as QuickBooks has shown: for this company the same as above. Inside the caller's transaction. `from`: since when QuickBooks
 * is asked for our documents; orders read since then may be theirs.
 */
export function markOlder(db: Database, companyId: CompanyId, from: Instant): void {
  askAnew(db, { from, companyId });
  db.prepare('UPDATE company SET restored_at = min(coalesce(restored_at, @from), @from) WHERE id = @companyId').run({ from, companyId });
}

/**
 * QuickBooks is asked for our documents since `from` and for every item, the shops for every listing. `companyId` null: of all. Where the questions of an earlier
 * restore are still open, the earlier of the two moments counts.
 */
function askAnew(db: Database, of: { readonly from: Instant; readonly companyId: CompanyId | null }): void {
  db.prepare(`UPDATE company SET restored_from = min(coalesce(restored_from, @from), @from),
    item_cursor = NULL, last_sweep_at = NULL, sweep = NULL WHERE id = coalesce(@companyId, id)`).run(of);
  db.prepare('UPDATE connection SET last_listings_at = NULL WHERE company_id = coalesce(?, company_id)').run(of.companyId);
  db.prepare(`UPDATE listing SET confirmed_quantity = NULL, confirmed_sequence = NULL, check_due = 1
    WHERE connection_id IN (SELECT id FROM connection WHERE company_id = coalesce(?, company_id))`).run(of.companyId);
}

/** The last restore; null when there was none. */
export function lastRestore(db: Database): { readonly at: Instant; readonly knownTo: Instant; readonly file: string } | null {
  const row = db.prepare<[], { at: number; knownTo: number; file: string }>('SELECT at, known_to AS knownTo, file FROM restore ORDER BY id DESC LIMIT 1').get();
  return row === undefined ? null : { at: instant(row.at), knownTo: instant(row.knownTo), file: row.file };
}
