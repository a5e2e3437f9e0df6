/** Takes files of orders once they are complete: each is moved into "taken" with the next number, and those numbers are the order in which they count. */
import path from 'node:path';
import { MINUTE, SECOND, type Instant } from '../../domain/calendar.ts';
import { errorCode, type Disk, type FileFact } from './disk.ts';
import { FolderFault, linked } from './folderFailure.ts';
import type { Places } from './folderPath.ts';

/** `stored`: its name in "taken"; `name`: the one it came with. */
export type TakenFile = { readonly number: number; readonly stored: string; readonly name: string };

/** A file that has been left alone for so long is complete. A younger one is looked at twice, `LOOK_AGAIN` apart. */
const QUIET = 10 * SECOND;
const LOOK_AGAIN = 2 * SECOND;
/** A program that writes a file for longer than this has died, or may not be waited for. */
const LONG_HELD = 10 * MINUTE;
/** Any character: a name may hold a line's end (U+2028 on Windows too), and what is taken must be read. */
const TAKEN = /^(\d{6,15}) (.+)$/s;
const MOST_NAME = 200;

export type Taking = { readonly now: () => Instant; readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>; readonly signal: AbortSignal };

/** The folders below the chosen one, made where they are missing. The chosen one itself is never made: a share that is away must not look empty. */
export async function prepareFolders(disk: Disk, places: Places): Promise<void> {
  for (const folder of [places.root, places.orders, places.taken, places.stock]) {
    const found = await disk.look(folder);
    if (found === null && folder !== places.root) await disk.makeFolder(folder);
    else if (found === null) throw Object.assign(new Error('missing'), { code: 'ENOENT', path: folder });
    // The person may choose a link; what lies in the folder must not lead out of it.
    else if (found.kind === 'link' && folder !== places.root) throw new FolderFault(linked(folder));
    else if (found.kind !== 'folder' && found.kind !== 'link') throw Object.assign(new Error('no folder'), { code: 'ENOTDIR', path: folder });
  }
}

/** All taken files, in the order in which they count. */
export async function listTaken(disk: Disk, places: Places): Promise<readonly TakenFile[]> {
  const found = (await disk.names(places.taken)).flatMap((stored): TakenFile[] => {
    const [, number = '', name = ''] = TAKEN.exec(stored) ?? [];
    return number === '' || !isTable(name) ? [] : [{ number: Number(number), stored, name }];
  });
  return found.sort((a, b) => a.number - b.number || (a.stored < b.stored ? -1 : 1));
}

type Candidate = { readonly name: string; readonly fact: FileFact };

/**
 * Moves what is complete from "orders" to "taken", oldest first, and stops at the first that is not: a later file must not count before an earlier one.
 * `above`: numbers up to it have been given, also where somebody has cleared "taken". Returns names that are no files (links), which are never read.
 */
export async function takeFiles(disk: Disk, places: Places, above: number, { now, sleep, signal }: Taking): Promise<readonly string[]> {
  const links: string[] = [];
  const look = async (names: readonly string[]): Promise<Candidate[]> => {
    const found: Candidate[] = [];
    for (const name of names) {
      const fact = await disk.look(path.join(places.orders, name));
      if (fact?.kind === 'file') found.push({ name, fact });
      else if (fact !== null && fact.kind !== 'folder') links.push(name);
    }
    return found;
  };
  const names = (await disk.names(places.orders)).filter(isTable);
  const first = await look(names);
  if (first.length === 0) return links;
  const young = first.filter(({ fact }) => !isQuiet(fact, now()));
  let unsettled = new Set<string>();
  if (young.length > 0) {
    await sleep(LOOK_AGAIN, signal);
    const before = new Map(young.map(({ name, fact }) => [name, fact]));
    const again = new Map((await look(young.map(({ name }) => name))).map(({ name, fact }) => [name, fact]));
    unsettled = new Set([...before].flatMap(([name, fact]) => (isSame(fact, again.get(name)) ? [] : [name])));
  }
  let number = Math.max(above, ...(await listTaken(disk, places)).map((file) => file.number));
  for (const { name, fact } of first.sort((a, b) => a.fact.changedAt - b.fact.changedAt || a.name.localeCompare(b.name, 'en', { numeric: true }))) {
    if (fact.size === 0) continue; // nothing in it, or not yet
    if (signal.aborted || unsettled.has(name)) break;
    number += 1;
    try {
      // Should a power cut undo it, the file is taken once more under a later number, which enters nothing twice.
      await disk.move(path.join(places.orders, name), path.join(places.taken, `${String(number).padStart(6, '0')} ${shortened(name)}`));
    } catch (cause) {
      // Windows does not let a file be moved while another program has it open: it is still being written.
      if (!['EBUSY', 'EPERM', 'EACCES'].includes(errorCode(cause)) || now() - fact.changedAt > LONG_HELD) throw cause;
      break;
    }
  }
  return [...new Set(links)];
}

/** Files that programs and people work on have other names until they are done. */
function isTable(name: string): boolean {
  return /\.csv$/i.test(name) && !/^[.~]/.test(name);
}

function isQuiet({ changedAt }: FileFact, now: Instant): boolean {
  return now - changedAt >= QUIET;
}

function isSame(before: FileFact, after: FileFact | undefined): boolean {
  return after?.size === before.size && after.changedAt === before.changedAt;
}

/** With its number it must stay a name that every drive takes. */
function shortened(name: string): string {
  return name.length <= MOST_NAME ? name : `${name.slice(0, MOST_NAME - 4)}.csv`;
}
