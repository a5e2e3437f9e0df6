/** Migration 3 on a database that a former version has worked with: jobs are written anew, and everything that refers to them still does. */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findJob } from '../../src/engine/db/jobs.ts';
import { migrate } from '../../src/engine/db/migrate.ts';
import { start } from '../../src/engine/db/migrations/0001Start.ts';
import { window } from '../../src/engine/db/migrations/0002Window.ts';

const OLD = `
  INSERT INTO company (name, username, password_hash, file_id, state, settings, created_at) VALUES ('Maple', 'maple', 'x', '{}', 'approved', '{}', 1);
  INSERT INTO connection (company_id, name, kind, url, host, secrets, settings, created_at) VALUES (1, 'Shop', 'woocommerce', 'http://a.test', 'a.test', '{}', '{}', 1);
  INSERT INTO job (id, company_id, connection_id, kind, family, store_document_id, label, state, ref_number, memo_key,
      external_guid, ever_sent, txn_id, success_sequence, payload, expected_total, created_at, updated_at)
    VALUES (7, 1, 1, 'invoice', 'order', '77', '1077', 'done', 'W1077', 'SB-A', '{A}', 1, 'T-1', 5, '{"family":"order"}', 1999, 1, 2);
  INSERT INTO session (company_id, ticket, phase, plan, opened_at, last_call_at) VALUES (1, 't', 'closed', '{}', 1, 1);
  INSERT INTO exchange (session_id, company_id, job_id, purpose, state, request_text, prepared_at) VALUES (1, 1, 7, '{"kind":"write"}', 'answered', '<x/>', 1);`;

function former(): Database.Database {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(db, () => undefined, [start, window]);
  db.exec(OLD);
  return db;
}

describe('migration 3', () => {
  it('keeps every job with all it holds, the laws on them, and what refers to them', () => {
    const db = former();
    const before = db.prepare('SELECT * FROM job').get();
    expect(migrate(db, () => undefined).ok).toBe(true);
    expect(db.prepare('SELECT * FROM job').get()).toMatchObject(before as object);
    expect(findJob(db, 7 as never)).toMatchObject({ kind: 'invoice', state: 'done', txnId: 'T-1', expectedTotal: 1999 });
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(() => db.exec('DELETE FROM job WHERE id = 7')).toThrow(/FOREIGN KEY/);
    const again = `INSERT INTO job (company_id, connection_id, kind, family, store_document_id, label, state, ref_number, memo_key, external_guid, created_at, updated_at)`;
    expect(() => db.exec(`${again} VALUES (1, 1, 'invoice', 'order', '77', 'x', 'waiting', 'W2', 'SB-B', '', 1, 1)`)).toThrow(/UNIQUE/);
    expect(() => db.exec(`${again} VALUES (1, 1, 'bill', 'order', '78', 'x', 'waiting', 'W3', 'SB-C', '', 1, 1)`)).toThrow(/CHECK/);
    db.exec(`${again} VALUES (1, 1, 'receivePayment', 'payment', '77', 'x', 'waiting', 'W1077', 'SB-D', '', 1, 1)`);
    db.close();
  });

  it('undoes everything when a reference would break, and enforces them again', () => {
    const db = former();
    db.pragma('foreign_keys = OFF');
    db.exec("INSERT INTO exchange (session_id, company_id, job_id, purpose, state, request_text, prepared_at) VALUES (1, 1, 99, '{}', 'answered', '', 1)");
    db.pragma('foreign_keys = ON');
    expect(() => migrate(db, () => undefined)).toThrow(/breaks a reference/);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.prepare('SELECT count(*) AS n FROM job').get()).toEqual({ n: 1 });
    db.close();
  });
});
