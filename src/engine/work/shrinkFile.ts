/** Makes the database file smaller where much of it is empty, in small steps and never during a session of the Web Connector. */
import { earlier, later, MINUTE, SECOND } from '../../domain/calendar.ts';
import { listCompanies } from '../db/companies.ts';
import { openSession } from '../db/sessions.ts';
import { roomIn, takePages, writeBackLog, type Room } from '../db/shrink.ts';
import type { Context } from '../ports.ts';

type Here = Pick<Context, 'db' | 'now' | 'sleep' | 'signal' | 'breathe'>;

/** Pages of one step, some milliseconds: each is moved, and what points to it is written anew. */
const PAGES = 64;
/** Left empty, because the next day needs it again: this part of the file, or this much. */
const SPARE_PART = 0.1;
const SPARE_BYTES = 8 * 1024 * 1024;
/** Between two looks at whether the session is over, and how long it is waited for before the rest is left to the next time. */
const LOOK_AGAIN = 5 * SECOND;
const PATIENCE = 30 * MINUTE;

/** Bytes the file became smaller by. */
export async function shrinkFile(ctx: Here): Promise<number> {
  const { db } = ctx;
  const until = later(ctx.now(), PATIENCE);
  const before = roomIn(db);
  const spare = Math.ceil(Math.max(SPARE_BYTES / before.pageBytes, before.pages * SPARE_PART));
  const tooMany = ({ freePages }: Room): number => Math.max(0, freePages - spare);
  let room = before;
  while (tooMany(room) > 0 && !ctx.signal.aborted) {
    await ctx.breathe();
    if (isSessionOpen(ctx)) {
      if (ctx.now() >= until) break;
      await ctx.sleep(LOOK_AGAIN, ctx.signal);
      continue;
    }
    const left = room.freePages;
    takePages(db, Math.min(PAGES, tooMany(room)));
    room = roomIn(db);
    // A reader, or a backup that is being made, may keep a page where it is.
    if (room.freePages >= left) break;
  }
  if (room.pages < before.pages && !ctx.signal.aborted) writeBackLog(db);
  return Math.max(0, (before.pages - room.pages) * before.pageBytes);
}

/** One whose Web Connector has gone away without a word is over when another one would be let in. */
function isSessionOpen({ db, now }: Here): boolean {
  return listCompanies(db).some(({ id, settings }) => {
    const session = openSession(db, id);
    if (session === null || (session.phase !== 'ready' && session.phase !== 'awaiting')) return false;
    return session.lastCallAt > earlier(now(), settings.busySeconds * SECOND) && session.lastCallAt <= now();
  });
}
