/** Pulls orders from the taken files page by page: the files' numbers and a place in one of them are the whole memory, kept by the engine. */
import path from 'node:path';
import { z } from 'zod';
import { instant, type Instant } from '../../domain/calendar.ts';
import type { StoreOrder } from '../../domain/order.ts';
import { problem } from '../../domain/problem.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { OrderPage, StoreFailure, UnreadableOrder } from '../store.ts';
import type { Disk } from './disk.ts';
import type { Places } from './folderPath.ts';
import { fileId, readOrders } from './readOrders.ts';
import { listTaken, prepareFolders, takeFiles, type TakenFile, type Taking } from './takenFiles.ts';

const PAGE_SIZE = 100;
/** Files without orders must not keep a page waiting for ever. */
const FILES_A_PAGE = 500;
/** Finished files that are looked at again: a program that paused while it wrote goes on writing where the file is now. */
const WATCHED = 30;

const fact = z.object({ number: z.int(), stored: z.string(), size: z.number(), changedAt: z.number() });
const stored = z.object({
  v: z.literal(1),
  number: z.int(),
  stored: z.string(),
  /** Null: the file has been read to its end. */
  place: z.object({ at: z.int().min(0), line: z.int().min(1) }).nullable(),
  size: z.number(),
  changedAt: z.number(),
  /** The file so far had a fault of its own. */
  faulty: z.boolean(),
  watched: z.array(fact),
  /** Links in "orders" that were told. */
  links: z.array(z.string()),
});

type Cursor = z.output<typeof stored>;

const START: Cursor = { v: 1, number: 0, stored: '', place: null, size: 0, changedAt: 0, faulty: false, watched: [], links: [] };

/** Null or unreadable: from the first file on, which repeats work and loses nothing. */
function readCursor(text: string | null): Cursor {
  try {
    return text === null ? START : stored.parse(JSON.parse(text));
  } catch {
    return START;
  }
}

/** Orders changed before `from` are passed over. */
export async function pullOrders(disk: Disk, places: Places, text: string | null, from: Instant, taking: Taking): Promise<Result<OrderPage, StoreFailure>> {
  await prepareFolders(disk, places);
  let cursor = await rewound(disk, places, readCursor(text));
  const links = await takeFiles(disk, places, Math.max(cursor.number, ...cursor.watched.map((one) => one.number)), taking);
  const files = (await listTaken(disk, places)).filter((file) => comesAfter(file, cursor));
  const orders: StoreOrder[] = [];
  const readable = new Set(cursor.links.filter((name) => !links.includes(name)).map(fileId));
  const unreadable: UnreadableOrder[] = links.filter((name) => !cursor.links.includes(name)).slice(0, PAGE_SIZE).map(linkFound);
  cursor = { ...cursor, links: links.slice(0, PAGE_SIZE) };
  const page = (more: boolean): Result<OrderPage, StoreFailure> => ok({ orders, unreadable, cursor: JSON.stringify(cursor), more, readable: [...readable] });
  let count = 0;
  for (const [index, file] of files.entries()) {
    if (index >= FILES_A_PAGE) return page(true);
    const about = await disk.look(path.join(places.taken, file.stored));
    if (about === null) continue; // somebody tidies up
    const goesOn = file.stored === cursor.stored && cursor.place !== null && cursor.size === about.size && cursor.changedAt === about.changedAt;
    let current: Cursor = {
      ...cursor, number: file.number, stored: file.stored, size: about.size, changedAt: about.changedAt,
      ...(goesOn ? {} : { place: { at: 0, line: 1 }, faulty: false }),
    };
    const begin = goesOn ? cursor.place : null;
    for await (const entry of readOrders(disk, { path: path.join(places.taken, file.stored), name: file.name, changedAt: instant(about.changedAt) }, begin)) {
      if (count >= PAGE_SIZE || taking.signal.aborted) return page(true);
      count += 1;
      if ('unreadable' in entry) {
        unreadable.push(entry.unreadable);
        current = { ...current, faulty: current.faulty || entry.unreadable.id === fileId(file.name) };
      } else if (entry.order.modifiedAt >= from) {
        orders.push(entry.order);
      }
      current = { ...current, place: entry.next };
      cursor = current;
    }
    if (!current.faulty) readable.add(fileId(file.name));
    const done = { number: file.number, stored: file.stored, size: about.size, changedAt: about.changedAt };
    cursor = { ...current, place: null, watched: [...current.watched.filter((one) => one.stored !== file.stored), done].slice(-WATCHED) };
  }
  return page(false);
}

/** Back to a finished file that has been written to since; its orders come again, which enters nothing twice. */
async function rewound(disk: Disk, places: Places, cursor: Cursor): Promise<Cursor> {
  if (cursor.place !== null) return cursor;
  for (const one of cursor.watched) {
    const now = await disk.look(path.join(places.taken, one.stored));
    if (now === null || (now.size === one.size && now.changedAt === one.changedAt)) continue;
    return { ...cursor, number: one.number, stored: one.stored, place: { at: 0, line: 1 }, size: -1, changedAt: 0, faulty: false };
  }
  return cursor;
}

function comesAfter(file: TakenFile, cursor: Cursor): boolean {
  if (file.number !== cursor.number) return file.number > cursor.number;
  return cursor.place === null ? file.stored > cursor.stored : file.stored >= cursor.stored;
}

function linkFound(name: string): UnreadableOrder {
  return {
    id: fileId(name), number: name,
    problem: problem(
      'csvLink', `${name} in the folder "orders" is a link or no ordinary file, so it is not read.`, 'Put the file itself there.',
    ),
  };
}
