/** Is the folder there, may it be read and written, and what does its clock say? */
import path from 'node:path';
import type { Instant } from '../../domain/calendar.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { StoreFailure, StoreIdentity } from '../store.ts';
import type { Disk } from './disk.ts';
import { folderHost, type Places } from './folderPath.ts';
import { openListings } from './listings.ts';
import { prepareFolders } from './takenFiles.ts';

/** Clocks of file systems are a little coarse; below this they agree. Milliseconds. */
const COARSE = 2_000;

/** Makes the folders in it where they are missing, and writes and removes a small file: what only may be read cannot be worked with. */
export async function check(disk: Disk, places: Places, now: () => Instant): Promise<Result<StoreIdentity, StoreFailure>> {
  await prepareFolders(disk, places);
  const probe = path.join(places.stock, '.stockbridge.unfinished');
  await disk.remove(probe);
  await disk.write(probe, textOf('Stockbridge tries whether it may write here.\r\n'));
  const written = await disk.look(probe);
  await disk.remove(probe);
  await openListings(disk, places); // a header that cannot be read is told now, not at night
  const offset = (written?.changedAt ?? now()) - now();
  return ok({ host: folderHost(places.root), title: path.basename(places.root), version: '', clockOffset: Math.abs(offset) < COARSE ? 0 : Math.round(offset) });
}

 
async function* textOf(text: string): AsyncGenerator<string> {
  yield text;
}
