/** The schema dump is what the migrations make, and every table is strict. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, MIGRATIONS } from '../../src/engine/db/migrate.ts';
import { SCHEMA_FILE, schemaText } from '../../scripts/schema.ts';

describe('schema.sql', () => {
  it('is what the migrations make (else run "npx node scripts/schema.ts")', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText());
  });

  it('shows what a further migration would change', () => {
    const further = [...MIGRATIONS, { version: 9_001, sql: 'CREATE TABLE artificial (id INTEGER PRIMARY KEY) STRICT; ALTER TABLE customer ADD COLUMN artificial TEXT;' }];
    const text = schemaText(further);
    expect(text).toContain('CREATE TABLE artificial (id INTEGER PRIMARY KEY) STRICT;');
    expect(text).toContain('artificial TEXT');
    expect(text).toContain('-- Version 9001.');
  });

  it('is runnable and makes the same schema', () => {
    const names = (db: Database.Database): unknown => db.prepare('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').all();
    const migrated = new Database(':memory:');
    migrate(migrated, () => undefined);
    const dumped = new Database(':memory:');
    dumped.exec(readFileSync(SCHEMA_FILE, 'utf8'));
    expect(names(dumped)).toEqual(names(migrated));
  });
});

describe('the tables', () => {
  const db = new Database(':memory:');
  migrate(db, () => undefined);
  const tables = db.prepare<[], { name: string; strict: number }>(
    "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  ).all();

  it('are all strict', () => {
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => table.strict !== 1).map((table) => table.name)).toEqual([]);
  });

  it('are all described in docs/data-model.md', () => {
    const text = readFileSync(new URL('../../docs/data-model.md', import.meta.url), 'utf8');
    const described = new Set([...text.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]));
    expect(tables.filter((table) => !described.has(table.name)).map((table) => table.name)).toEqual([]);
  });

  it('and so is every index that holds a law', () => {
    const text = readFileSync(new URL('../../docs/data-model.md', import.meta.url), 'utf8');
    const laws = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'").all();
    expect(laws.length).toBeGreaterThan(2);
    expect(laws.filter((law) => !text.includes(`\`${law.name}\``))).toEqual([]);
  });
});
