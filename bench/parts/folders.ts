/** Where a benchmark's data folders lie: on the disk of the project, or in memory. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

export type Place = 'disk' | 'tmpfs';

const MEMORY = '/dev/shm';

/** Is there a file system in memory? */
export function hasTmpfs(): boolean {
  return existsSync(MEMORY);
}

/** A new empty folder, and how to be rid of it. */
export function newFolder(root: string, place: Place): { readonly folder: string; readonly remove: () => void } {
  const parent = place === 'tmpfs' ? MEMORY : path.join(root, '.cache', 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'stockbridge-bench-'));
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}
