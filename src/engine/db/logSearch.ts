/** Tables sync_log and sync_log_words as people look through them: by words, SKU, order and more, page by page in both directions, quick at a million lines. */
import { searchWords } from '../../decide/searchWords.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId, JobId, ListingId } from '../../domain/ids.ts';
import type { Outcome } from '../../domain/syncLog.ts';
import { toLogLine, type LogRow, type PlacedLogLine } from './log.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type LogFilter = {
  /** Every word; of the last one the beginning is enough, unless it stands whole in very many lines. */
  readonly words?: string | undefined;
  readonly sku?: string | undefined;
  readonly order?: string | undefined;
  readonly companyId?: CompanyId | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly outcome?: Outcome | undefined;
  /** Not before, and before. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
};

export type LogPlace = { readonly at: 'newest' | 'oldest' } | { readonly at: 'before' | 'after'; readonly id: number };

export type LogPage = {
  /** Newest first. */
  readonly lines: readonly PlacedLogLine[];
  /** Where to go on `before`, and `after`; null at that end. */
  readonly next: number | null;
  readonly newer: number | null;
};

/** Counting all of a million lines takes longer than reading a page of them (DESIGN §9). */
const MOST_COUNTED = 1_000;
/** A single character begins too many words. */
const SHORTEST_PREFIX = 2;

type Part = { readonly sql: string; readonly values: readonly (string | number)[] };
type Question = { readonly id: string; readonly from: string; readonly where: readonly Part[] };

/** The page, and how many lines there are, up to 1,000. The first page and the count are one question: a word that begins many others is costly to ask twice. */
export function searchLog(db: Db, filter: LogFilter, place: LogPlace, limit: number): LogPage & { readonly total: number; readonly hasMoreThanTotal: boolean } {
  const question = questionOf(db, filter);
  const newest = ids(db, question, { at: 'newest' }, false, Math.max(MOST_COUNTED, limit) + 1);
  const counted = { total: Math.min(newest.length, MOST_COUNTED), hasMoreThanTotal: newest.length > MOST_COUNTED };
  const found = place.at === 'newest' ? newest.slice(0, limit + 1) : ids(db, question, place, isUpwards(place), limit + 1);
  return { ...pageFrom(db, found, place, limit), ...counted };
}

export function pageOfLog(db: Db, filter: LogFilter, place: LogPlace, limit: number): LogPage {
  return pageFrom(db, ids(db, questionOf(db, filter), place, isUpwards(place), limit + 1), place, limit);
}

/** Has the words of the newest lines indexed, at most 255, which SQLite does by itself for each 256 (migration 10): call it before a search, outside of a transaction. */
export function indexNewest(db: Db): void {
  const newest = prepared<[], { id: number | null }>(db, 'SELECT max(id) AS id FROM sync_log WHERE id > (SELECT upto FROM log_indexed)').get()?.id ?? null;
  if (newest === null) return;
  try {
    db.transaction(() => {
      prepared<[]>(db, `INSERT INTO sync_log_words (rowid, words, tags) SELECT id, concat_ws(' ', text, sku, order_number),
        concat_ws(' ', outcome, 'k' || company_id, 'c' || connection_id) FROM sync_log WHERE id > (SELECT upto FROM log_indexed)`).run();
      prepared<[number]>(db, 'UPDATE log_indexed SET upto = ?').run(newest);
    })();
  } catch (cause) {
    // On a full or busy disk one can still look through all the lines before.
    if (!(cause instanceof Error) || !('code' in cause) || !NOT_NOW.test(String(cause.code))) throw cause;
  }
}

const NOT_NOW = /^SQLITE_(FULL|IOERR|BUSY|READONLY)/;

function isUpwards({ at }: LogPlace): boolean {
  return at === 'after' || at === 'oldest';
}

/** `found`: in the direction of reading, one more than the page where there are more. */
function pageFrom(db: Db, found: readonly number[], place: LogPlace, limit: number): LogPage {
  const upwards = isUpwards(place);
  const more = found.length > limit;
  const shown = more ? found.slice(0, limit) : found;
  const lines = (upwards ? shown.toReversed() : shown).flatMap((id) => logLine(db, id) ?? []);
  const first = lines.at(0)?.id ?? null;
  const last = lines.at(-1)?.id ?? null;
  // Where one comes from there are lines, unless they were tidied away meanwhile: then the next page is empty.
  if (upwards) return { lines, next: place.at === 'oldest' ? null : last, newer: more ? first : null };
  return { lines, next: more ? last : null, newer: place.at === 'newest' ? null : first };
}

function ids(db: Db, { id, from, where }: Question, place: LogPlace, upwards: boolean, limit: number): readonly number[] {
  const at: readonly Part[] = 'id' in place ? [{ sql: `${id} ${upwards ? '>' : '<'} ?`, values: [place.id] }] : [];
  const parts = [...where, ...at];
  const filter = parts.length === 0 ? '' : `WHERE ${parts.map((part) => part.sql).join(' AND ')}`;
  return prepared<(string | number)[], { id: number }>(db, `SELECT ${id} AS id FROM ${from} ${filter} ORDER BY ${id} ${upwards ? 'ASC' : 'DESC'} LIMIT ?`)
    .all(...parts.flatMap((part) => part.values), limit).map((row) => row.id);
}

export function logLine(db: Db, id: number): PlacedLogLine | null {
  const row = prepared<[number], LogRow>(db, 'SELECT * FROM sync_log WHERE id = ?').get(id);
  return row === undefined ? null : toLogLine(row);
}

/** A SKU or an order has few lines, found by its index; everything else is found by the words, tags included. */
function questionOf(db: Db, filter: LogFilter): Question {
  const words = searchWords(filter.words ?? '');
  const { sku, order, companyId, connectionId, outcome } = filter;
  const dates = datesOf(db, filter);
  const exact = [...part('sync_log.sku = ?', sku), ...part('sync_log.order_number = ?', order)];
  if (words.length === 0 && exact.length > 0) {
    const others = [...part('outcome = ?', outcome), ...part('company_id = ?', companyId), ...part('connection_id = ?', connectionId)];
    return { id: 'sync_log.id', from: `sync_log INDEXED BY ${sku === undefined ? 'sync_log_order' : 'sync_log_sku'}`, where: [...exact, ...others, ...dates('sync_log.id')] };
  }
  const tags = [
    ...(outcome === undefined ? [] : [outcome]),
    ...(companyId === undefined ? [] : [`k${String(companyId)}`]),
    ...(connectionId === undefined ? [] : [`c${String(connectionId)}`]),
  ];
  const named = searchWords(`${sku ?? ''} ${order ?? ''}`);
  const begun = words.at(-1);
  const wanted = [...words, ...named].map((word) => (word === begun && mayBegin(db, word) ? `"${word}" *` : `"${word}"`));
  if (wanted.length === 0 && tags.length === 0) return { id: 'sync_log.id', from: 'sync_log NOT INDEXED', where: dates('sync_log.id') };
  const match = [wanted.length === 0 ? '' : `words : (${wanted.join(' AND ')})`, tags.length === 0 ? '' : `tags : (${tags.map((tag) => `"${tag}"`).join(' AND ')})`];
  const rest = [...exact, ...dates('sync_log_words.rowid')];
  return {
    id: 'sync_log_words.rowid', from: rest.length === 0 ? 'sync_log_words' : 'sync_log_words CROSS JOIN sync_log ON sync_log.id = sync_log_words.rowid',
    where: [{ sql: 'sync_log_words MATCH ?', values: [match.filter((one) => one !== '').join(' AND ')] }, ...rest],
  };
}

/** Is the last word perhaps only begun? One that stands whole in more lines than are counted is taken as it is: looking for all that begin with it would take long. */
function mayBegin(db: Db, word: string): boolean {
  if (word.length < SHORTEST_PREFIX) return false;
  const whole = prepared<[string, number]>(db, 'SELECT 1 FROM sync_log_words WHERE sync_log_words MATCH ? LIMIT ?').all(`words : ("${word}")`, MOST_COUNTED + 1);
  return whole.length <= MOST_COUNTED;
}

function part(sql: string, value: string | number | undefined): readonly Part[] {
  return value === undefined ? [] : [{ sql, values: [value] }];
}

/** Lines are read by their id, so the dates are turned into ids first. A clock that was set back makes the two orders differ: the date itself decides. */
function datesOf(db: Db, { from, to }: LogFilter): (id: string) => readonly Part[] {
  if (from === undefined && to === undefined) return () => [];
  const least = from === undefined
    ? null
    : (prepared<[number], { id: number | null }>(db, 'SELECT MIN(id) AS id FROM sync_log INDEXED BY sync_log_at WHERE at >= ?').get(from)?.id ?? Number.MAX_SAFE_INTEGER);
  const most = to === undefined ? null : (prepared<[number], { id: number | null }>(db, 'SELECT MAX(id) AS id FROM sync_log INDEXED BY sync_log_at WHERE at < ?').get(to)?.id ?? 0);
  return (id) => [
    ...part('sync_log.at >= ?', from), ...part('sync_log.at < ?', to), ...part(`${id} >= ?`, least ?? undefined), ...part(`${id} <= ?`, most ?? undefined),
  ];
}

/** The document a line with that order number is about: the order's own, else its newest refund. */
export function jobOfOrder(db: Db, connectionId: ConnectionId, number: string): JobId | null {
  return prepared<[number, string], { id: JobId }>(db, `SELECT job.id FROM store_order CROSS JOIN job ON job.order_id = store_order.id
    WHERE store_order.connection_id = ? AND store_order.number = ? ORDER BY job.family = 'order' DESC, job.state = 'cancelled', job.id DESC LIMIT 1`)
    .get(connectionId, number)?.id ?? null;
}

export function jobOfExchange(db: Db, exchangeId: number): JobId | null {
  return prepared<[number], { id: JobId | null }>(db, 'SELECT job_id AS id FROM exchange WHERE id = ?').get(exchangeId)?.id ?? null;
}

export function listingOfSku(db: Db, connectionId: ConnectionId, sku: string): ListingId | null {
  return prepared<[number, string], { id: ListingId }>(db, 'SELECT id FROM listing INDEXED BY listing_sku WHERE connection_id = ? AND sku = ? ORDER BY gone LIMIT 1')
    .get(connectionId, sku)?.id ?? null;
}
