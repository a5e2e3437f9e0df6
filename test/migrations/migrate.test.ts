/** Opening a data folder: to the newest version, after a backup, never over a newer one, and by one engine at a time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, MIGRATIONS, type Migration } from '../../src/engine/db/migrate.ts';
import { runningEngine } from '../../src/engine/db/lock.ts';
import { databasePath, openDatabase, openForReading, type OpenedDb } from '../../src/engine/db/open.ts';

const NEWEST = MIGRATIONS.at(-1)?.version ?? 0;
const OPEN = pathToFileURL(path.resolve(import.meta.dirname, '../../src/engine/db/open.ts')).href;

let folder = '';
beforeEach(() => { folder = path.join(mkdtempSync(path.join(tmpdir(), 'stockbridge-migrations-')), 'data'); });
afterEach(() => { rmSync(path.dirname(folder), { recursive: true, force: true }); });

function opened(at = folder): OpenedDb {
  const result = openDatabase(at);
  if (!result.ok) throw new Error(result.error.what);
  return result.value;
}

function version(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    return Number(db.pragma('user_version', { simple: true }));
  } finally {
    db.close();
  }
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A later version of the program: one artificial step after all that exist. */
function withStep(sql: string): readonly Migration[] {
  return [...MIGRATIONS, { version: NEWEST + 1, sql }];
}

const ADDS_A_TABLE = 'CREATE TABLE artificial (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;';

describe('the list of migrations', () => {
  it('counts up from 1 without a gap', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});

describe('a fresh folder', () => {
  it('gets the newest version, without a backup', () => {
    const { db, close } = opened();
    expect(Number(db.pragma('user_version', { simple: true }))).toBe(NEWEST);
    close();
    expect(readdirSync(folder)).toEqual(['stockbridge.db']);
  });

  it.skipIf(process.platform === 'win32')('is closed to other users, and so is the database', () => {
    opened().close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(databasePath(folder)).mode & 0o777).toBe(0o600);
  });

  it('writes every commit to the disk, keeps references and trusts no schema', () => {
    const { db, close } = opened();
    const pragma = (name: string): unknown => db.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('trusted_schema')]).toEqual(['wal', 2, 1, 0]);
    close();
  });
});

describe('opening again', () => {
  it('changes nothing and makes no backup', () => {
    const first = opened();
    first.db.exec("INSERT INTO company (name, username, password_hash, file_id, state, settings, created_at) VALUES ('A', 'a', 'x', '{}', 'unknown', '{}', 1)");
    first.close();
    const before = digest(databasePath(folder));
    opened().close();
    opened().close();
    expect(digest(databasePath(folder))).toBe(before);
    expect(readdirSync(folder)).toEqual(['stockbridge.db']);
  });

  it('runs no step twice', () => {
    const { db, close } = opened();
    const backups: number[] = [];
    const steps = withStep(ADDS_A_TABLE);
    for (let time = 0; time < 3; time += 1) expect(migrate(db, (from) => { backups.push(from); }, steps)).toEqual({ ok: true, value: NEWEST + 1 });
    expect(backups).toEqual([NEWEST]);
    close();
  });
});

describe('a migration of a database that holds data', () => {
  it('asks for the backup before the first step, with the data and the old version in it', () => {
    const { db, close } = opened();
    db.exec("INSERT INTO company (name, username, password_hash, file_id, state, settings, created_at) VALUES ('Maple', 'm', 'x', '{}', 'unknown', '{}', 1)");
    const copy = path.join(folder, 'copy.db');
    const done = migrate(db, () => { db.exec(`VACUUM INTO '${copy}'`); }, withStep(`${ADDS_A_TABLE} UPDATE company SET name = 'changed';`));
    close();
    expect(done.ok).toBe(true);
    expect(version(copy)).toBe(NEWEST);
    const kept = new Database(copy, { readonly: true });
    expect(kept.prepare('SELECT name FROM company').all()).toEqual([{ name: 'Maple' }]);
    expect(kept.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'artificial'").get()).toEqual({ n: 0 });
    kept.close();
  });

  it('does nothing when the backup fails', () => {
    const { db, close } = opened();
    expect(() => migrate(db, () => { throw new Error('disk full'); }, withStep(ADDS_A_TABLE))).toThrow('disk full');
    expect(Number(db.pragma('user_version', { simple: true }))).toBe(NEWEST);
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'artificial'").get()).toEqual({ n: 0 });
    close();
  });

  it('leaves a step that fails half-way undone, and the version with it', () => {
    const { db, close } = opened();
    expect(() => migrate(db, () => undefined, withStep(`${ADDS_A_TABLE} INSERT INTO artificial VALUES (1, NULL);`))).toThrow(/NOT NULL/);
    expect(Number(db.pragma('user_version', { simple: true }))).toBe(NEWEST);
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'artificial'").get()).toEqual({ n: 0 });
    close();
  });
});

describe('a database from the future', () => {
  beforeEach(() => {
    const { db, close } = opened();
    db.pragma(`user_version = ${String(NEWEST + 1)}`);
    close();
  });

  it('is refused in words, names both versions, and stays as it was', () => {
    const before = digest(databasePath(folder));
    const result = openDatabase(folder);
    expect(result).toMatchObject({ ok: false, error: { code: 'databaseFromFuture' } });
    if (!result.ok) {
      expect(result.error.what).toContain(`database version ${String(NEWEST + 1)}`);
      expect(result.error.what).toContain(`knows ${String(NEWEST)}`);
      expect(result.error.todo).toMatch(/newer Stockbridge/);
    }
    expect(digest(databasePath(folder))).toBe(before);
    expect(readdirSync(folder)).toEqual(['stockbridge.db']);
  });
});

describe('a file that is no database', () => {
  it('is refused in words and not overwritten', () => {
    opened().close();
    writeFileSync(databasePath(folder), 'this was never a database, whatever its name says');
    expect(openDatabase(folder)).toMatchObject({ ok: false, error: { code: 'databaseDamaged' } });
    expect(readFileSync(databasePath(folder), 'utf8')).toBe('this was never a database, whatever its name says');
    expect(runningEngine(folder)).toBeNull();
  });
});

/** Another process that opens the folder, says so, and holds it until it is ended. */
async function holder(): Promise<ChildProcess> {
  const code =
    `const { openDatabase } = await import(${JSON.stringify(OPEN)}); const o = openDatabase(${JSON.stringify(folder)}); console.log(o.ok ? 'open' : o.error.code); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await new Promise<string>((resolve) => { child.stdout.once('data', (chunk: Buffer) => { resolve(chunk.toString().trim()); }); });
  expect(said).toBe('open');
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => { child.once('exit', () => { resolve(); }); });
}

describe('two engines on one folder', () => {
  it('are one too many: the second is refused and told who is there, and may still read', async () => {
    const child = await holder();
    try {
      const second = openDatabase(folder);
      expect(second).toMatchObject({ ok: false, error: { code: 'folderInUse' } });
      if (!second.ok) expect(second.error.what).toContain(`process ${String(child.pid)}`);
      expect(runningEngine(folder)).toBe(child.pid);
      const reader = openForReading(folder);
      expect(reader.ok).toBe(true);
      if (reader.ok) reader.value.close();
    } finally {
      const end = ended(child);
      child.kill('SIGKILL');
      await end;
    }
  });

  it('follow each other when the first was killed: its lock is taken over', async () => {
    const child = await holder();
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    expect(existsSync(path.join(folder, 'engine.lock'))).toBe(true);
    expect(runningEngine(folder)).toBeNull();
    const { db, close } = opened();
    expect(Number(db.pragma('user_version', { simple: true }))).toBe(NEWEST);
    expect(runningEngine(folder)).toBe(process.pid);
    close();
    expect(existsSync(path.join(folder, 'engine.lock'))).toBe(false);
  });

  it('are not kept apart by a lock file that names nobody', () => {
    opened().close();
    writeFileSync(path.join(folder, 'engine.lock'), '');
    opened().close();
    writeFileSync(path.join(folder, 'engine.lock'), 'not a number');
    opened().close();
    expect(existsSync(path.join(folder, 'engine.lock'))).toBe(false);
  });
});
