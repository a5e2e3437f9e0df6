/** Makes the data folder, or refuses it: a network drive, or a place this user may not write. */
import { accessSync, constants, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { networkPlace } from './networkPath.ts';

const LOCAL = 'Give a folder on a drive of this PC, for example under your own user folder.';

/** The nearest folder above that exists, with links and mapped drives resolved. */
function existing(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      return path.join(realpathSync.native(at), path.relative(at, folder));
    } catch {
      if (path.dirname(at) === at) return folder;
    }
  }
}

function mountTable(): string {
  try {
    return readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return '';
  }
}

/** Null where the folder is on a drive of this PC, as far as the system tells. */
export function networkPlaceOf(folder: string): string | null {
  const surroundings = { platform: process.platform, mounts: mountTable() };
  const absolute = path.resolve(folder);
  return networkPlace(absolute, surroundings) ?? networkPlace(existing(absolute), surroundings);
}

/**
 * Gives the folder's absolute path, making it with mode 0700 when missing. Errors: `networkDrive`, `folderIsFile`, `folderNotWritable`.
 */
export function prepareFolder(folder: string): Result<string> {
  const absolute = path.resolve(folder);
  const place = networkPlaceOf(folder);
  if (place !== null) {
    return err(problem('networkDrive', `The data folder ${absolute} lies on ${place}. The database could be damaged there.`, LOCAL,
      { field: '--data' }));
  }
  try {
    mkdirSync(absolute, { recursive: true, mode: 0o700 });
    if (!statSync(absolute).isDirectory()) throw new Error('not a folder');
    accessSync(absolute, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(absolute);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      return err(problem('folderIsFile', `${absolute} is a file, or lies inside one.`, 'Give a folder.', { field: '--data' }));
    }
    return err(problem('folderNotWritable', `This user may not write to the data folder ${absolute}.`, LOCAL,
      { field: '--data', ...(code === '' ? {} : { detail: code }) }));
  }
}
