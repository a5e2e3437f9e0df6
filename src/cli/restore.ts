/** `restore`: puts a backup in the database's place, while the bridge is stopped. */
import { formatUtc, instant } from '../domain/calendar.ts';
import { prepareFolder } from '../engine/host/dataFolder.ts';
import { restoreFolder } from '../engine/host/restoreFolder.ts';
import { DONE, fail, type Terminal } from './terminal.ts';

export type RestoreCommand = { readonly data: string; readonly from: string };

export async function runRestore(options: RestoreCommand, to: Terminal): Promise<number> {
  const folder = prepareFolder(options.data);
  if (!folder.ok) return fail(to, folder.error);
  const restored = restoreFolder(folder.value, options.from, instant(Date.now()));
  if (!restored.ok) return fail(to, restored.error);
  const { file, knownTo } = restored.value;
  to.out(`Restored ${file}. It knows what happened until ${formatUtc(knownTo)}.`);
  to.out('The database that was there before is kept in the folder "backups" as "replaced-…".');
  to.out('Start the bridge. Orders come again from the shops, and the next session of the Web Connector asks QuickBooks for our documents since then before it writes anything.');
  return DONE;
}
