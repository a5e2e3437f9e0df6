/** What a session asks for at every step, kept until SQLite itself says that it was written: see `remembered`. */
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Tables, and what is forgotten when a row of one is written. Those with an `id` lose that row, and every answer about their group. */
const WATCHED = {
  company: 'company', connection: 'connection', customer: 'customer', job: 'job', store_order: 'order',
  session: 'session', exchange: 'exchange', list_entry: 'lists', list_read: 'lists',
} as const satisfies Readonly<Record<string, string>>;
const WITHOUT_ID: readonly string[] = ['customer', 'list_entry', 'list_read'];

export type Group = (typeof WATCHED)[keyof typeof WATCHED];

/** `rows` by id; `answers` to questions about several rows, by the question. */
type Kept = { readonly rows: Map<number, unknown>; readonly answers: Map<string, unknown> };
type Memory = {
  readonly groups: Readonly<Record<Group, Kept>>;
  /** Made at the first use. */
  transaction: Transaction | null;
  /** Inside `atomically`. */
  isOpen: boolean;
  version: number;
};
type Transaction = { (work: () => unknown): unknown; readonly immediate: (work: () => unknown) => unknown };

/** Rows and answers of one group: more than a session of the usual size has documents. */
const MOST = 500;

const memories = new WeakMap<Db, Memory>();

/**
 * Has SQLite tell of every write to a watched table, whoever makes it on this connection: triggers of the connection's own (TEMP), which are not part of the
 * file. A function that is called for a row may be called for one that is rolled back: then something is read once more, no harm is done.
 */
export function watch(db: Db): void {
  const kept = (): Kept => ({ rows: new Map(), answers: new Map() });
  const memory: Memory = {
    groups: { company: kept(), connection: kept(), customer: kept(), job: kept(), order: kept(), session: kept(), exchange: kept(), lists: kept() },
    transaction: null, isOpen: false, version: -1,
  };
  db.pragma('temp_store = MEMORY');
  db.function('stockbridge_written', (group, id) => {
    const { rows, answers } = memory.groups[group as Group];
    rows.delete(id as number);
    if (answers.size > 0) answers.clear();
    return null;
  });
  for (const [table, group] of Object.entries(WATCHED)) {
    for (const [event, row] of [['INSERT', 'new'], ['UPDATE', 'new'], ['DELETE', 'old']] as const) {
      const id = WITHOUT_ID.includes(table) ? '0' : `${row}.id`;
      db.exec(`CREATE TEMP TRIGGER watch_${table}_${event} AFTER ${event} ON main.${table} BEGIN SELECT stockbridge_written('${group}', ${id}); END`);
    }
  }
  memories.set(db, memory);
}

/**
 * Runs `work` in one transaction; inside it what `remembered` has kept is used, also from calls before. Nothing is kept of one that fails. May be called inside
 * itself: then `work` is undone by itself when it throws.
 */
export function atomically<T>(db: Db, work: () => T): T {
  const memory = memories.get(db);
  if (memory === undefined) return db.transaction(work).immediate();
  const isInner = memory.isOpen;
  const transaction = memory.transaction ??= db.transaction((inner: () => unknown) => inner());
  if (!isInner) notice(db, memory);
  memory.isOpen = true;
  try {
    return (isInner ? transaction(work) : transaction.immediate(work)) as T;
  } catch (cause) {
    clear(memory);
    throw cause;
  } finally {
    memory.isOpen = isInner;
  }
}

/** Another connection may have written (a person with a tool, a test): SQLite counts that. */
function notice(db: Db, memory: Memory): void {
  const version = prepared<[], { data_version: number }>(db, 'PRAGMA data_version').get()?.data_version ?? -1;
  if (version !== memory.version) clear(memory);
  memory.version = version;
}

function clear({ groups }: Memory): void {
  for (const { rows, answers } of Object.values(groups)) {
    rows.clear();
    answers.clear();
  }
}

/** What is kept for the next session would only take memory. */
export function forgetAll(db: Db): void {
  const memory = memories.get(db);
  if (memory !== undefined) clear(memory);
}

/**
 * `read`, or what it gave the last time, if nothing it depends on was written since: the row of that id, or (`key` a text) anything in that group. Only inside
 * `atomically`; elsewhere it reads. What it gives is shared: nobody may change it.
 */
export function remembered<T>(db: Db, group: Group, key: number | string, read: () => T): T {
  const memory = memories.get(db);
  if (memory?.isOpen !== true) return read();
  const kept: Map<number | string, unknown> = typeof key === 'number' ? memory.groups[group].rows : memory.groups[group].answers;
  const known = kept.get(key);
  if (known !== undefined) return known as T;
  const value = read();
  if (kept.size >= MOST) kept.clear();
  kept.set(key, value);
  return value;
}

/** What was kept, if it still holds. */
export function recall<T>(db: Db, group: Group, key: number | string): T | undefined {
  const memory = memories.get(db);
  if (memory?.isOpen !== true) return undefined;
  const { rows, answers } = memory.groups[group];
  return (typeof key === 'number' ? rows.get(key) : answers.get(key)) as T | undefined;
}

/** Every answer about a group that still holds. */
export function recallAll(db: Db, group: Group): readonly (readonly [string, unknown])[] {
  const memory = memories.get(db);
  return memory?.isOpen === true ? [...memory.groups[group].answers] : [];
}

/** Writes rows of one group by `write`, after which `kept` holds: rows by id and answers by question. All other answers about the group are forgotten. */
export function rewriting<T>(db: Db, group: Group, kept: ReadonlyMap<number | string, unknown>, write: () => T): T {
  const done = write();
  for (const [key, value] of kept) remember(db, group, key, value);
  return done;
}

/** Keeps what has just been written, so that it need not be read back. Call it after the write. */
export function remember(db: Db, group: Group, key: number | string, value: unknown): void {
  const memory = memories.get(db);
  if (memory?.isOpen !== true) return;
  const { rows, answers } = memory.groups[group];
  if (typeof key === 'number') rows.set(key, value);
  else answers.set(key, value);
}
