/** Writes src/engine/db/schema.sql, the schema that all migrations together make: `npx node scripts/schema.ts`. Nothing reads it at run time. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { migrate, type Migration } from '../src/engine/db/migrate.ts';

export const SCHEMA_FILE = path.resolve(import.meta.dirname, '../src/engine/db/schema.sql');

const HEAD = `-- The schema as the migrations in this folder make it, for people to read; what each table is for: docs/data-model.md.
-- Generated: change a migration, then run "npx node scripts/schema.ts". A test compares the two.
`;

type Row = { readonly type: 'table' | 'index' | 'view' | 'trigger'; readonly name: string; readonly tbl_name: string; readonly sql: string };

/** Tables by name, each followed by its indexes by name, in the words of the migrations, comments inside included. */
export function schemaText(migrations?: readonly Migration[]): string {
  const db = new Database(':memory:');
  try {
    const migrated = migrate(db, () => undefined, migrations);
    if (!migrated.ok) throw new Error(migrated.error.what);
    const rows = db.prepare<[], Row>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY name",
    ).all();
    const blocks = rows.filter((row) => row.type === 'table')
      .map((table) => [table, ...rows.filter((row) => row.type !== 'table' && row.tbl_name === table.name)].map((row) => `${row.sql};\n`).join(''));
    return `${HEAD}-- Version ${String(migrated.value)}.\n\n${blocks.join('\n')}`;
  } finally {
    db.close();
  }
}

if (import.meta.main) {
  writeFileSync(SCHEMA_FILE, schemaText());
  console.log(`Wrote ${path.relative(process.cwd(), SCHEMA_FILE)}.`);
}
