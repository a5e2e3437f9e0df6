/** The data folder: a drive of this PC, closed to other users, room on the disk, the key file, a sound database. */
import { statfs } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { problem } from '../../domain/problem.ts';
import type { Result } from '../../domain/result.ts';
import { networkPlaceOf } from '../host/dataFolder.ts';
import { readDatabase } from '../host/reading.ts';
import { fine, ill, note, type Finding } from './finding.ts';
import { nextTurn } from '../nextTurn.ts';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;
/** The log, the write-ahead log and a backup before a migration need room. */
const LITTLE = 500 * MEGABYTE;
const TOO_LITTLE = 100 * MEGABYTE;

/**
 * True where the mode lets group or others in; Windows has no modes, there the user's own profile folder is closed by its list of rights.
 */
function isOpenToOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}

function sizeOf(bytes: number): string {
  return bytes < 10 * GIGABYTE ? `${String(Math.floor(bytes / MEGABYTE))} MB` : `${String(Math.floor(bytes / GIGABYTE))} GB`;
}

export function examineFolder(folder: string): readonly Finding[] {
  const subject = { check: 'folder', about: null } as const;
  const place = networkPlaceOf(folder);
  if (place !== null) {
    const todo = 'Stop the bridge, copy the folder to a drive of this PC, and use it there.';
    return [ill(subject, { what: `${folder} lies on ${place}. The database could be damaged there.`, todo })];
  }
  try {
    if (isOpenToOthers(folder)) {
      return [note(subject, `Other users of this PC may look into ${folder}.`,
        `Close it to them: chmod 700 "${folder}". The database and the key are closed to them anyway.`)];
    }
    return [fine(subject, `${folder} is on a drive of this PC and closed to other users.`)];
  } catch (cause) {
    return [ill(subject, { what: `There is no folder ${folder}, or this user may not see it.`,
      todo: 'Give the folder that was used with "init".', detail: cause instanceof Error ? cause.message : String(cause) })];
  }
}

export async function examineDisk(folder: string): Promise<readonly Finding[]> {
  const subject = { check: 'disk', about: null } as const;
  const room = await statfs(folder).then(({ bavail, bsize }) => bavail * bsize, () => null);
  if (room === null) return [note(subject, 'The free space could not be read.')];
  const text = `${sizeOf(room)} are free on the disk of the data folder`;
  if (room < TOO_LITTLE) {
    const todo = 'Make room: with a full disk no order can be taken and no answer of QuickBooks be kept.';
    return [ill(subject, { what: `Only ${text}.`, todo })];
  }
  return [room < LITTLE ? note(subject, `Only ${text}.`, 'Make room soon.') : fine(subject, `${text}.`)];
}

/** Reads every page of the database; some seconds for each 400 MB. */
export function examineDatabase(folder: string): readonly Finding[] {
  const subject = { check: 'database', about: null } as const;
  const read = readDatabase(folder, (db) => db.pragma('quick_check(3)') as readonly Readonly<Record<string, unknown>>[]);
  if (!read.ok) return [ill(subject, read.error)];
  return [judge(read.value.map((row) => String(Object.values(row)[0])))];
}

const SOUND = 'ok';

/** The same table by table, so that the calls of the Web Connector and of windows are answered in between. */
export async function examineDatabaseGently(folder: string): Promise<readonly Finding[]> {
  const tables = readDatabase(folder, (db) => (db.pragma('table_list') as readonly { readonly schema: string; readonly name: string; readonly type: string }[])
    .filter((table) => table.schema === 'main' && table.type === 'table').map((table) => table.name));
  if (!tables.ok) return [ill({ check: 'database', about: null }, tables.error)];
  const said: string[] = [];
  for (const name of tables.value) {
    const read = readDatabase(folder, (db) => db.pragma(`quick_check('${name.replaceAll('\'', '\'\'')}')`) as readonly Readonly<Record<string, unknown>>[]);
    if (!read.ok) return [ill({ check: 'database', about: null }, read.error)];
    said.push(...read.value.map((row) => String(Object.values(row)[0])).filter((line) => line !== SOUND));
    await nextTurn();
  }
  return [judge(said.length === 0 ? [SOUND] : said.slice(0, 3))];
}

function judge(said: readonly string[]): Finding {
  const subject = { check: 'database', about: null } as const;
  if (said.length === 1 && said[0] === SOUND) return fine(subject, 'The database is sound.');
  return ill(subject, problem('databaseDamaged', 'The database is damaged.',
    'Stop the bridge, keep a copy of the data folder, and restore the last good backup.', { detail: said.join('; ') }));
}

/** `file` is null where the key comes from the environment. */
export function examineKey(key: { readonly found: Result<Buffer | null>; readonly file: string | null }): readonly Finding[] {
  const subject = { check: 'key', about: null } as const;
  if (!key.found.ok) return [ill(subject, key.found.error)];
  if (key.file === null) return [fine(subject, 'The key that seals secrets comes from the environment.')];
  if (key.found.value === null) return [note(subject, 'No key file has been made yet: there is no secret to seal.')];
  if (!isOpenToOthers(key.file)) return [fine(subject, 'The key file can be read by this user alone.')];
  return [ill(subject, { what: `Other users of this PC may read the key file ${key.file}.`,
    todo: `Close it: chmod 600 "${key.file}". If somebody may have copied it, make new keys in the shops.` })];
}
