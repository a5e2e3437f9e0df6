/** The folder of backups: what lies in it, how its files are named, and how long they are kept. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, earlier, instant, toLocalStamp, type Instant } from '../../domain/calendar.ts';

export const BACKUPS_FOLDER = 'backups';
export const KEEP_BACKUPS_DAYS = 14;
/** These stay however old they are: a clock that was wrong for an hour must not cost every backup. */
const ALWAYS_KEPT = 3;

/** `backup`: a copy made while all was well. `replaced`: a database that a restore has put aside; it may be damaged. */
export type BackupFile = {
  readonly name: string;
  readonly kind: 'backup' | 'replaced';
  /** When it was made, or put aside. */
  readonly at: Instant;
  readonly bytes: number;
};

const NAME = /^(stockbridge|replaced)-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)Z\.db$/;

export function backupsFolder(folder: string): string {
  return join(folder, BACKUPS_FOLDER);
}

/** `stockbridge-20261121-150000Z.db`, by UTC: sorted by name they are sorted by age. */
export function backupName(kind: BackupFile['kind'], at: Instant): string {
  const stamp = toLocalStamp(at, 'UTC').replaceAll(/[-:]/g, '').replace('T', '-');
  return `${kind === 'backup' ? 'stockbridge' : 'replaced'}-${stamp}Z.db`;
}

export function makeBackupsFolder(folder: string): string {
  const path = backupsFolder(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Newest first; empty where there is no such folder. Other files in it are not looked at. */
export function listBackups(folder: string): readonly BackupFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(backupsFolder(folder));
  } catch {
    return [];
  }
  const files = names.flatMap((name): BackupFile[] => {
    const at = timeOf(name);
    const stat = statSync(join(backupsFolder(folder), name), { throwIfNoEntry: false });
    return at === null || stat?.isFile() !== true ? [] : [{ name, kind: name.startsWith('replaced') ? 'replaced' : 'backup', at, bytes: stat.size }];
  });
  return files.sort((a, b) => b.at - a.at || b.name.localeCompare(a.name));
}

function timeOf(name: string): Instant | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(2).map(Number);
  return instant(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** Deletes backups that are older than they are kept; what a restore has put aside is never deleted. Returns how many went. */
export function dropOldBackups(folder: string, now: Instant): number {
  const old = listBackups(folder).filter(({ kind }) => kind === 'backup').slice(ALWAYS_KEPT).filter(({ at }) => at < earlier(now, KEEP_BACKUPS_DAYS * DAY));
  for (const { name } of old) rmSync(join(backupsFolder(folder), name), { force: true });
  return old.length;
}
