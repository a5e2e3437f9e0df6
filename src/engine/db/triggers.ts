/** Tables trigger_door and trigger_call: whether other programs may ask for a SKU to be sent, with which key, and what they were told. */
import type { Instant } from '../../domain/calendar.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type TriggerDoor = { readonly isOpen: boolean; /** What hashPassword made of it. */ readonly keyDigest: string | null; readonly keyMadeAt: Instant | null };

export type TriggerCall = {
  readonly id: number;
  readonly at: Instant;
  /** Milliseconds. */
  readonly took: number;
  readonly caller: string;
  /** A SKU; `*`: all that waits; empty: the request was refused before it was looked at. */
  readonly wanted: string;
  readonly status: number;
  readonly answer: string;
};

/** Beyond these the oldest are deleted, whatever their age: a program with a wrong key may call all day. */
const MOST_KEPT = 5_000;

export function triggerDoor(db: Db): TriggerDoor {
  const row = prepared<[], { is_open: number; key_digest: string | null; key_made_at: number | null }>(db, 'SELECT * FROM trigger_door WHERE id = 1').get();
  return { isOpen: row?.is_open === 1 && row.key_digest !== null, keyDigest: row?.key_digest ?? null, keyMadeAt: (row?.key_made_at ?? null) as Instant | null };
}

/** True when that changed anything. */
export function setTriggerOpen(db: Db, open: boolean): boolean {
  return prepared<[number, number]>(db, 'UPDATE trigger_door SET is_open = ? WHERE id = 1 AND is_open <> ?').run(open ? 1 : 0, open ? 1 : 0).changes > 0;
}

/** The key before it is worth nothing from now on. */
export function setTriggerKey(db: Db, digest: string, at: Instant): void {
  prepared<[string, number]>(db, 'UPDATE trigger_door SET key_digest = ?, key_made_at = ? WHERE id = 1').run(digest, at);
}

export function noteTriggerCall(db: Db, call: Omit<TriggerCall, 'id'>): void {
  const { lastInsertRowid } = prepared<unknown[]>(db, 'INSERT INTO trigger_call (at, took, caller, wanted, status, answer) VALUES (?, ?, ?, ?, ?, ?)')
    .run(call.at, call.took, call.caller, call.wanted, call.status, call.answer);
  prepared<[number]>(db, 'DELETE FROM trigger_call WHERE id <= ?').run(Number(lastInsertRowid) - MOST_KEPT);
}

/** Newest first; pass the last one's id as `before` for the next page. */
export function listTriggerCalls(db: Db, before: number | null, limit: number): readonly TriggerCall[] {
  return prepared<[number, number], TriggerCall>(db, 'SELECT id, at, took, caller, wanted, status, answer FROM trigger_call WHERE id < ? ORDER BY id DESC LIMIT ?')
    .all(before ?? Number.MAX_SAFE_INTEGER, limit);
}

/** Deletes calls older than `before`, at most `limit` of them; returns how many. */
export function trimTriggerCalls(db: Db, before: Instant, limit: number): number {
  return prepared<[number, number]>(db, 'DELETE FROM trigger_call WHERE id IN (SELECT id FROM trigger_call INDEXED BY trigger_call_at WHERE at < ? LIMIT ?)')
    .run(before, limit).changes;
}
