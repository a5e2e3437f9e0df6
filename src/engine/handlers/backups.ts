/** Answers the calls about backups. Two of them need no engine: they are for when it cannot start. */
import { join } from 'node:path';
import type { backupCalls, recoveryCalls } from '../../contract/calls/backups.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { makeBackup } from '../db/backup.ts';
import { backupsFolder, KEEP_BACKUPS_DAYS, listBackups } from '../db/backupFiles.ts';
import { listCompanies } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { lastRestore } from '../db/markRestored.ts';
import { prepareRestore } from '../db/restore.ts';
import { noteTaskEnd } from '../db/tasks.ts';
import type { HostPorts } from '../ports.ts';
import { backedUp } from '../work/backUp.ts';

/** Starts the engine anew, after the answer is out; null where nobody can. */
export type Restart = (() => void) | null;

export function recoveryHandlers(folder: string, now: HostPorts['now'], restart: Restart): HandlersOf<typeof recoveryCalls> {
  return {
    'backups.list': () => ok({ backups: listBackups(folder), keptDays: KEEP_BACKUPS_DAYS }),

    'backups.restore': ({ name }) => {
      const prepared = prepareRestore(folder, join(backupsFolder(folder), name), now());
      if (!prepared.ok) return prepared;
      restart?.();
      return ok({ restarting: restart !== null, knownTo: prepared.value.knownTo });
    },
  };
}

export function backupHandlers({ ctx, db, folder }: Engine, restart: Restart): HandlersOf<typeof backupCalls> {
  return {
    ...recoveryHandlers(folder, ctx.now, restart),

    'backups.make': async () => {
      const made = await makeBackup(db, folder, ctx.now(), ctx.signal);
      if (!made.ok) return made;
      // The task has nothing to make good any more, and need not make another one soon.
      noteTaskEnd(db, { kind: 'backup' }, ctx.now(), { ok: true, text: backedUp(made.value) });
      return ok({ backup: made.value });
    },

    'backups.lastRestore': () => {
      const last = lastRestore(db);
      const isChecking = listCompanies(db).some((company) => company.restoredFrom !== null
        || (company.restoredAt !== null && listConnections(db, company.id).some(({ lastPullAt }) => lastPullAt === null || lastPullAt < (company.restoredAt ?? 0))));
      return ok({ restore: last === null ? null : { ...last, isChecking } });
    },
  };
}
