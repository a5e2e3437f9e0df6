/** Migration 2 on a database that a former version has worked with. */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { searchLog } from '../../src/engine/db/logSearch.ts';
import { migrate } from '../../src/engine/db/migrate.ts';
import { start } from '../../src/engine/db/migrations/0001Start.ts';

describe('migration 2', () => {
  it('makes the lines that are there searchable, and holds no company back that is at work', () => {
    const db = new Database(':memory:');
    migrate(db, () => undefined, [start]);
    db.exec(`INSERT INTO company (name, username, password_hash, file_id, state, settings, created_at) VALUES ('Maple', 'maple', 'x', '{}', 'approved', '{}', 1);
      INSERT INTO sync_log (at, company_id, connection_id, sku, order_number, outcome, text) VALUES
        (1, 1, 2, 'MUG-7', NULL, 'confirmed', 'Shop shows 5.'), (2, 1, NULL, NULL, '1001', 'inserted', 'Entered as W1001.'), (3, NULL, NULL, NULL, NULL, 'info', 'Nothing special');`);
    expect(migrate(db, () => undefined).ok).toBe(true);
    expect(listCompanies(db)[0]).toMatchObject({ name: 'Maple', isHeld: false });
    const found = (filter: Parameters<typeof searchLog>[1]): readonly string[] => searchLog(db, filter, { at: 'newest' }, 10).lines.map((line) => line.text);
    expect(found({ words: 'mug 7' })).toEqual(['Shop shows 5.']);
    expect(found({ words: '1001' })).toEqual(['Entered as W1001.']);
    expect(found({ companyId: 1 as never })).toHaveLength(2);
    expect(found({ connectionId: 2 as never, outcome: 'confirmed' })).toHaveLength(1);
    expect(found({ words: 'nothing' })).toHaveLength(1);
    db.close();
  });
});
