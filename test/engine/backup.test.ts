/** Backups of a database at work: whole, kept as long as promised, and never half of one. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, earlier, instant, MINUTE } from '../../src/domain/calendar.ts';
import { makeBackup } from '../../src/engine/db/backup.ts';
import { backupName, backupsFolder, dropOldBackups, listBackups } from '../../src/engine/db/backupFiles.ts';
import { openDatabase } from '../../src/engine/db/open.ts';
import { directClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folders: string[] = [];
let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-backup-'));
  folders.push(folder);
  return folder;
}

const never = new AbortController().signal;
const at = instant(Date.UTC(2026, 10, 21, 15, 0, 0));

describe('a backup', () => {
  it('is whole while others write: all of what was committed before it, each transaction whole or not at all', async () => {
    const folder = newFolder();
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    const { db, close } = opened.value;
    const write = db.prepare('INSERT INTO sync_log (at, outcome, text) VALUES (?, ?, ?)');
    const pair = db.transaction((n: number) => { for (const half of ['first', 'second']) write.run(n, 'info', `${half} half of ${String(n)} ${'x'.repeat(600)}`); });
    let written = 0;
    db.transaction(() => { for (; written < 3_000; written += 1) pair(written); })();
    const before = written;
    let isDone = false;
    const backup = makeBackup(db, folder, at, never).finally(() => { isDone = true; });
    const goesOn = (): boolean => !isDone;
    while (goesOn()) {
      pair(written);
      written += 1;
      await new Promise<void>((resolve) => { setImmediate(resolve); });
    }
    const made = await backup;
    expect(made).toMatchObject({ ok: true, value: { name: 'stockbridge-20261121-150000Z.db' } });
    expect(written).toBeGreaterThan(before + 5);
    close();
    const copy = new Database(path.join(backupsFolder(folder), 'stockbridge-20261121-150000Z.db'), { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT count(DISTINCT at) AS n FROM sync_log').get()).toMatchObject({ n: expect.toSatisfy((n: number) => n >= before && n <= written) as number });
    expect(copy.prepare('SELECT at FROM sync_log GROUP BY at HAVING count(*) <> 2').all()).toEqual([]);
    copy.close();
    // One file, closed to others, that needs nothing beside it.
    expect(readdirSync(backupsFolder(folder))).toEqual(['stockbridge-20261121-150000Z.db']);
    if (process.platform !== 'win32') expect(statSync(path.join(backupsFolder(folder), 'stockbridge-20261121-150000Z.db')).mode & 0o777).toBe(0o600);
  });

  it('stops when the engine stops, and leaves nothing half behind', async () => {
    const folder = newFolder();
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    const stopping = new AbortController();
    stopping.abort();
    expect(await makeBackup(opened.value.db, folder, at, stopping.signal)).toMatchObject({ ok: false, error: { code: 'stopped' } });
    expect(readdirSync(backupsFolder(folder))).toEqual([]);
    opened.value.close();
  });

  it('two within a second are two', async () => {
    const folder = newFolder();
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    for (let n = 0; n < 2; n += 1) expect((await makeBackup(opened.value.db, folder, at, never)).ok).toBe(true);
    expect(listBackups(folder).map(({ name }) => name)).toEqual(['stockbridge-20261121-150001Z.db', 'stockbridge-20261121-150000Z.db']);
    opened.value.close();
  });

  it('on a full disk: said plainly, nothing half left, the one before is kept', async () => {
    const folder = newFolder();
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    expect((await makeBackup(opened.value.db, folder, earlier(at, DAY), never)).ok).toBe(true);
    const write = opened.value.db.prepare('INSERT INTO sync_log (at, outcome, text) VALUES (?, ?, ?)');
    opened.value.db.transaction(() => { for (let n = 0; n < 4_000; n += 1) write.run(n, 'info', 'x'.repeat(600)); })();
    opened.value.close();
    // The system refuses to let any file grow beyond 1 MB, as a full disk would; the database itself is larger already.
    const script = path.join(folder, 'backUp.ts');
    const from = (file: string): string => JSON.stringify(pathToFileURL(path.join(root, 'src/engine/db', file)).href);
    writeFileSync(script, `import { openDatabase } from ${from('open.ts')};
import { makeBackup } from ${from('backup.ts')};
const opened = openDatabase(${JSON.stringify(folder)});
if (!opened.ok) throw new Error(opened.error.what);
const made = await makeBackup(opened.value.db, ${JSON.stringify(folder)}, ${String(at)}, new AbortController().signal);
process.stdout.write(JSON.stringify(made));
opened.value.close();
`);
    const { stdout } = await promisify(execFile)('bash', ['-c', `ulimit -f 1024; exec "${process.execPath}" "${script}"`]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'backupNoRoom', todo: expect.stringContaining('Make room') as string } });
    expect(readdirSync(backupsFolder(folder))).toEqual([backupName('backup', earlier(at, DAY))]);
    const again = openDatabase(folder);
    expect(again.ok).toBe(true);
    if (again.ok) again.value.close();
  });

  it.skipIf(process.platform === 'win32')('a place that cannot be written to is named as the cause', async () => {
    const folder = newFolder();
    const opened = openDatabase(folder);
    if (!opened.ok) throw new Error(opened.error.what);
    writeFileSync(backupsFolder(folder), 'a file where the folder should be');
    expect(await makeBackup(opened.value.db, folder, at, never)).toMatchObject({ ok: false, error: { code: 'backupFailed' } });
    opened.value.close();
  });
});

describe('backups are kept', () => {
  it('14 days, and three at least; what a restore put aside always; other files are left alone', () => {
    const folder = newFolder();
    mkdirSync(backupsFolder(folder));
    const put = (name: string): void => { writeFileSync(path.join(backupsFolder(folder), name), ''); };
    for (let days = 0; days < 30; days += 1) put(backupName('backup', earlier(at, days * DAY)));
    put(backupName('replaced', earlier(at, 300 * DAY)));
    put('my own copy.db');
    expect(dropOldBackups(folder, at)).toBe(15);
    const left = listBackups(folder);
    expect(left.filter(({ kind }) => kind === 'backup').map((one) => (at - one.at) / DAY)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(left.filter(({ kind }) => kind === 'replaced')).toHaveLength(1);
    expect(existsSync(path.join(backupsFolder(folder), 'my own copy.db'))).toBe(true);
    // A clock that jumped a year ahead.
    expect(dropOldBackups(folder, instant(at + 365 * DAY))).toBe(12);
    expect(listBackups(folder).filter(({ kind }) => kind === 'backup')).toHaveLength(3);
  });
});

describe('the task backup', () => {
  it('runs once a day beside housekeeping, says what it made, and can be asked for now', async () => {
    world = await createWorld({ items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 10, price: '9.00' }] });
    const here = world;
    const client = directClient(here.engine);
    const task = async (): Promise<{ readonly lastText: string; readonly nextAt: number | null; readonly lastOk: boolean | null } | undefined> => {
      const listed = await client.call('tasks.list', {});
      return listed.ok ? listed.value.tasks.find((one) => one.task.kind === 'backup') : undefined;
    };
    expect(await client.call('tasks.run', { task: { kind: 'backup' } }))
      .toMatchObject({ ok: true, value: {
        task: { lastOk: true, lastText: expect.stringMatching(/^Backed up: stockbridge-\d{8}-\d{6}Z\.db, \d+\.\d MB\.$/) as string },
      } });
    expect((await task())?.nextAt).toBe(here.clock.now() + DAY);
    here.clock.advance(MINUTE);
    expect(await client.call('backups.make', {})).toMatchObject({ ok: true, value: { backup: { kind: 'backup' } } });
    expect(await client.call('backups.list', {})).toMatchObject({ ok: true, value: { backups: [{ kind: 'backup' }, { kind: 'backup' }], keptDays: 14 } });
    expect(await client.call('backups.lastRestore', {})).toEqual({ ok: true, value: { restore: null } });
    // A name that leads out of the folder is no name.
    expect(await client.call('backups.restore', { name: '../stockbridge.db' })).toMatchObject({ ok: false, error: { code: 'badInput' } });
  });

  it('that failed needs a person: on the dashboard with what to do, until one has been made', async () => {
    world = await createWorld({ items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }] });
    await world.sync();
    await world.session();
    await world.engine.idle();
    const client = directClient(world.engine);
    const shown = async (): Promise<object> => {
      const [status, dashboard] = [await client.call('status.show', {}), await client.call('dashboard.show', {})];
      if (!status.ok || !dashboard.ok) throw new Error('no answer');
      const { health, problems, companies } = status.value;
      return { health, headline: dashboard.value.headline, problems, companies: companies.map((one) => one.health) };
    };
    const well = { health: 'good', headline: { tone: 'good', reason: 'good', label: '', count: 0 }, problems: [], companies: ['good'] };
    expect(await shown()).toEqual(well);
    // Somebody has put a file where the folder should be.
    writeFileSync(backupsFolder(world.folder), 'not a folder');
    const ran = await client.call('tasks.run', { task: { kind: 'backup' } });
    if (!ran.ok) throw new Error(ran.error.what);
    expect(ran.value.task.lastOk).toBe(false);
    expect(await shown()).toEqual({
      health: 'attention', headline: { tone: 'attention', reason: 'needsYou', label: '', count: 1 }, companies: ['good'],
      problems: [{
        about: 'backup', companyId: null, connectionId: null, jobId: null, label: 'Backup',
        problem: { code: 'backupFailed', what: ran.value.task.lastText, todo: expect.stringContaining('"Back up now" under Diagnostics') as string },
      }],
    });
    expect(await client.call('backups.make', {})).toMatchObject({ ok: false });
    expect(await shown()).toMatchObject({ health: 'attention' });
    rmSync(backupsFolder(world.folder));
    expect(await client.call('backups.make', {})).toMatchObject({ ok: true });
    expect(await shown()).toEqual(well);
    const listed = await client.call('tasks.list', {});
    expect(listed.ok && listed.value.tasks.find((one) => one.task.kind === 'backup')).toMatchObject({ lastOk: true, lastText: expect.stringMatching(/^Backed up: /) as string });
  });
});
