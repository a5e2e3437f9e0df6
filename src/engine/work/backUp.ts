/** The task *backup*: a copy of the database beside it, and none that is older than it is kept. */
import type { TaskEnd } from '../../domain/task.ts';
import { makeBackup } from '../db/backup.ts';
import { dropOldBackups, type BackupFile } from '../db/backupFiles.ts';
import type { Context } from '../ports.ts';

const MEGABYTE = 1024 * 1024;

/** Old ones go only when a new one has come. */
export async function backUp(ctx: Pick<Context, 'db' | 'now' | 'signal' | 'log'>, folder: string): Promise<TaskEnd> {
  const made = await makeBackup(ctx.db, folder, ctx.now(), ctx.signal);
  if (!made.ok) {
    ctx.log.error({ problem: made.error }, 'no backup was made');
    return { ok: false, text: `${made.error.what} ${made.error.todo}` };
  }
  const dropped = dropOldBackups(folder, ctx.now());
  const old = dropped === 0 ? '' : ` ${String(dropped)} old ${dropped === 1 ? 'one was' : 'ones were'} deleted.`;
  return { ok: true, text: `${backedUp(made.value)}${old}` };
}

/** What the task *backup* says of a backup, whoever asked for it. */
export function backedUp({ name, bytes }: BackupFile): string {
  return `Backed up: ${name}, ${(bytes / MEGABYTE).toFixed(1)} MB.`;
}
