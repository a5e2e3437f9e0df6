/** A damaged database at the start: said plainly, the last backup offered, and not a byte of it changed. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { instant } from '../../src/domain/calendar.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import { makeBackup } from '../../src/engine/db/backup.ts';
import { backupsFolder, listBackups } from '../../src/engine/db/backupFiles.ts';
import { insertCompany, listCompanies } from '../../src/engine/db/companies.ts';
import { databasePath, openDatabase } from '../../src/engine/db/open.ts';
import { prepareRestore } from '../../src/engine/db/restore.ts';
import { restoreFolder } from '../../src/engine/host/restoreFolder.ts';
import { createClock, testHost } from '../support/world.ts';

const at = instant(Date.UTC(2026, 10, 21, 15, 0, 0));
const BACKUP = 'stockbridge-20261121-150000Z.db';
let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-damage-'));
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error.what);
  const { db, close } = opened.value;
  insertCompany(db, { name: 'Maple', username: 'maple', passwordHash: 'x', fileId: '{11111111-2222-4333-8444-555555555555}', approveFirst: false, settings: {}, at });
  const write = db.prepare('INSERT INTO sync_log (at, outcome, text) VALUES (?, ?, ?)');
  db.transaction(() => { for (let n = 0; n < 500; n += 1) write.run(at - 500 + n, 'info', `line ${String(n)} ${'x'.repeat(500)}`); })();
  expect((await makeBackup(db, folder, at, new AbortController().signal)).ok).toBe(true);
  close();
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Each as a real disk has been seen to do it. */
const DAMAGES: Readonly<Record<string, (file: string) => void>> = {
  truncated: (file) => { truncateSync(file, Math.floor(statSync(file).size / 2)); },
  'one page short': (file) => { truncateSync(file, statSync(file).size - 4_096); },
  'header destroyed': (file) => { overwrite(file, 0, 100); },
  'page destroyed': (file) => { overwrite(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096, 4_096); },
  'turned into zeros': (file) => { writeFileSync(file, Buffer.alloc(statSync(file).size)); },
};

function overwrite(file: string, from: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(file, bytes);
}

async function bridge(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const code = await runCommandLine(args, { out: (line) => { said += `${line}\n`; }, err: (line) => { said += `${line}\n`; } });
  return { code, said };
}

describe.each(Object.keys(DAMAGES))('the database is %s', (name) => {
  it('the engine says so and offers the last backup; nothing is overwritten; the restore keeps the damaged file under another name', async () => {
    const file = databasePath(folder);
    DAMAGES[name]?.(file);
    const damaged = digest(file);
    const started = createEngine({ folder, version: '0.0.0-test', host: testHost(createClock()) });
    expect(started).toMatchObject({
      ok: false,
      error: {
        code: 'databaseDamaged',
        what: expect.stringContaining('Nothing has been overwritten') as string,
        todo: expect.stringMatching(/^Restore the last backup, of 2026-11-2\d \d\d:\d\d/) as string,
      },
    });
    expect(digest(file)).toBe(damaged);
    const restored = await bridge('restore', '--data', folder, '--from', 'latest');
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining(`Restored ${BACKUP}`) as string });
    const [aside] = listBackups(folder).filter(({ kind }) => kind === 'replaced');
    expect(digest(path.join(backupsFolder(folder), aside?.name ?? ''))).toBe(damaged);
    const again = openDatabase(folder);
    if (!again.ok) throw new Error(again.error.what);
    expect(listCompanies(again.value.db)).toMatchObject([{ name: 'Maple', restoredFrom: at }]);
    again.value.close();
  });
});

describe('the database is gone', () => {
  it.each(['deleted', 'emptied'])('%s, with backups there: refused, instead of beginning anew in silence', (how) => {
    const file = databasePath(folder);
    if (how === 'deleted') rmSync(file);
    else truncateSync(file, 0);
    expect(openDatabase(folder)).toMatchObject({ ok: false, error: { code: 'databaseGone' } });
    expect(existsSync(file)).toBe(how === 'emptied');
    expect(restoreFolder(folder, BACKUP, at).ok).toBe(true);
    const again = openDatabase(folder);
    expect(again.ok).toBe(true);
    if (again.ok) again.value.close();
  });

  it('emptied beside a write-ahead log that holds its last writes: damaged, and the log stays', () => {
    rmSync(backupsFolder(folder), { recursive: true });
    writeFileSync(`${databasePath(folder)}-wal`, 'the last writes');
    truncateSync(databasePath(folder), 0);
    expect(openDatabase(folder)).toMatchObject({ ok: false, error: { code: 'databaseDamaged', todo: expect.stringContaining('no backup in the data folder') as string } });
    expect(readFileSync(`${databasePath(folder)}-wal`, 'utf8')).toBe('the last writes');
  });
});

describe('restoring', () => {
  it.each(Object.keys(DAMAGES))('refuses a backup that is %s, and changes nothing', (name) => {
    DAMAGES[name]?.(path.join(backupsFolder(folder), BACKUP));
    const before = digest(databasePath(folder));
    expect(restoreFolder(folder, 'latest', at)).toMatchObject({ ok: false, error: { code: 'backupDamaged' } });
    expect(digest(databasePath(folder))).toBe(before);
    expect(existsSync(path.join(folder, 'restoring.db'))).toBe(false);
    expect(existsSync(path.join(folder, 'restoring.db.part'))).toBe(false);
  });

  it('refuses what is no backup of ours, what is not there, and a folder at work', async () => {
    const other = path.join(folder, 'other.db');
    const stranger = (await import('better-sqlite3')).default;
    const db = new stranger(other);
    db.exec('CREATE TABLE photos (id INTEGER); PRAGMA user_version = 3');
    db.close();
    expect(restoreFolder(folder, other, at)).toMatchObject({ ok: false, error: { code: 'notABackup' } });
    expect(restoreFolder(folder, 'stockbridge-20200101-000000Z.db', at)).toMatchObject({ ok: false, error: { code: 'noBackup' } });
    const opened = openDatabase(folder);
    expect(restoreFolder(folder, 'latest', at)).toMatchObject({ ok: false, error: { code: 'folderInUse' } });
    if (opened.ok) opened.value.close();
    const empty = mkdtempSync(path.join(tmpdir(), 'stockbridge-damage-'));
    expect(restoreFolder(empty, 'latest', at)).toMatchObject({ ok: false, error: { code: 'noBackups' } });
    rmSync(empty, { recursive: true });
  });

  it.each(['prepared only', 'the log put aside', 'all put aside'])('cut off when it was %s: the next start finishes it', (moment) => {
    expect(prepareRestore(folder, path.join(backupsFolder(folder), BACKUP), at).ok).toBe(true);
    const file = databasePath(folder);
    const before = digest(file);
    const aside = path.join(backupsFolder(folder), 'replaced-20261121-150000Z.db');
    mkdirSync(backupsFolder(folder), { recursive: true });
    if (moment === 'the log put aside') writeFileSync(`${aside}-wal`, 'moved already');
    if (moment === 'all put aside') {
      copyFileSync(file, aside);
      rmSync(file);
    }
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    expect(listCompanies(opened.value.db)).toMatchObject([{ restoredAt: at, restoredFrom: at }]);
    opened.value.close();
    expect(digest(aside)).toBe(before);
    expect(existsSync(path.join(folder, 'restoring.db'))).toBe(false);
  });

  it('signs out whoever was signed out since the backup, and keeps who is signed in', async () => {
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    const { db, close } = opened.value;
    db.exec("INSERT INTO sign_in VALUES ('old', 9999999999999)");
    expect((await makeBackup(db, folder, instant(at + 60_000), new AbortController().signal)).ok).toBe(true);
    db.exec("DELETE FROM sign_in; INSERT INTO sign_in VALUES ('new', 9999999999999)");
    close();
    expect(restoreFolder(folder, 'latest', instant(at + 120_000)).ok).toBe(true);
    const again = openDatabase(folder);
    if (!again.ok) throw new Error(again.error.what);
    expect(again.value.db.prepare('SELECT digest FROM sign_in').pluck().all()).toEqual(['new']);
    again.value.close();
  });
});
