/** How far the pull of orders has come: two lists (live and trash), each read oldest change first by the shop's own clock. */
import { earlier, formatUtc, instant, later, parseUtc, SECOND, type Instant } from '../../domain/calendar.ts';

/** `first`: the id that the page before this one began with. */
type Burst = { readonly second: Instant; readonly page: number; readonly total: number | null; readonly first?: string };

/** A list's mark. All times are whole seconds of the shop's clock. */
export type Mark = {
  /** The change last seen. The next read begins in that very second, for more may have happened in it. */
  readonly seen: Instant;
  /** More changes in one second than a page holds: that second is read by page number, in order of id. Null otherwise. */
  readonly burst: Burst | null;
  /** True once a burst in the second `seen` has been read: the next page begins after it. */
  readonly past: boolean;
  /** The shop's clock when a change dated in its future was met; the next pull begins there, or later changes would be missed. */
  readonly clamp: Instant | null;
};

export type OrderCursor = {
  readonly list: 'live' | 'trash';
  readonly live: Mark;
  readonly trash: Mark;
  /** When the last complete pull ended: our clock. Null before the first and between the pages of a pull. With the Date header it shows if the shop's clock was set back. */
  readonly endedAt: Instant | null;
};

export function startMark(seen: Instant): Mark {
  return { seen: instant(Math.floor(seen / SECOND) * SECOND), burst: null, past: false, clamp: null };
}

export function startCursor(from: Instant): OrderCursor {
  return { list: 'live', live: startMark(from), trash: startMark(from), endedAt: null };
}

/** The exclusive lower bound for `modified_after`. */
export function after(mark: Mark): Instant {
  return mark.past ? mark.seen : earlier(mark.seen, SECOND);
}

/** The mark after a page of changes, none in burst. `full`: the shop has more. `shopNow`: its Date header. */
export function advance(mark: Mark, lastChange: Instant, full: boolean, shopNow: Instant | null): Mark {
  const clamp = shopNow !== null && lastChange > shopNow && (mark.clamp === null || shopNow < mark.clamp) ? shopNow : mark.clamp;
  const stuck = full && lastChange <= later(after(mark), SECOND); // a full page within one second: asking again would give it again
  if (stuck) return { seen: lastChange, burst: { second: lastChange, page: 1, total: null }, past: false, clamp };
  return { seen: lastChange > mark.seen ? lastChange : mark.seen, burst: null, past: lastChange > mark.seen ? false : mark.past, clamp };
}

/** The mark after a page of a burst. Rows that left the second while it was read have shifted the rest: then it is read again. `first`: the id this page began with. */
export function advanceBurst(mark: Mark, burst: Burst, total: number | null, full: boolean, first = ''): Mark {
  const shifted = burst.total !== null && total !== null && total !== burst.total;
  if (shifted) return { ...mark, burst: { second: burst.second, page: 1, total } };
  if (full) return { ...mark, burst: { ...burst, page: burst.page + 1, total, ...(first === '' ? {} : { first }) } };
  return { ...mark, seen: burst.second, burst: null, past: true };
}

/** The mark the next pull begins with. */
export function settle(mark: Mark): Mark {
  return startMark(mark.clamp !== null && mark.clamp < mark.seen ? mark.clamp : mark.seen);
}

/** Begins a pull: if the shop's clock was set back since the last one, goes back to where that one ended by the clock of now. */
export function rewound(cursor: OrderCursor, ourNow: Instant, shopNow: Instant | null): OrderCursor {
  if (shopNow === null || cursor.endedAt === null) return { ...cursor, endedAt: null };
  const ended = earlier(instant(cursor.endedAt + (shopNow - ourNow)), 2 * SECOND); // Date has no fractions, and calls take time
  const back = (mark: Mark): Mark => (mark.seen > ended ? startMark(ended) : mark);
  return { list: cursor.list, live: back(cursor.live), trash: back(cursor.trash), endedAt: null };
}

type StoredMark = { readonly seen: string; readonly burst?: Omit<Burst, 'second'> & { readonly second: string }; readonly past?: true; readonly clamp?: string };

export function writeCursor(cursor: OrderCursor): string {
  const mark = (from: Mark): StoredMark => ({
    seen: formatUtc(from.seen),
    ...(from.burst === null ? {} : { burst: { ...from.burst, second: formatUtc(from.burst.second) } }),
    ...(from.past ? { past: true } : {}),
    ...(from.clamp === null ? {} : { clamp: formatUtc(from.clamp) }),
  });
  return JSON.stringify({ v: 1, list: cursor.list, live: mark(cursor.live), trash: mark(cursor.trash), endedAt: cursor.endedAt });
}

/** Null when the text is not a cursor of ours: then the pull begins anew, which repeats work and loses nothing. */
export function readCursor(text: string): OrderCursor | null {
  try {
    const stored = JSON.parse(text) as { readonly v: number; readonly list: string; readonly live: StoredMark; readonly trash: StoredMark; readonly endedAt: number | null };
    if (stored.v !== 1) return null;
    return {
      list: stored.list === 'trash' ? 'trash' : 'live', live: readMark(stored.live), trash: readMark(stored.trash),
      endedAt: stored.endedAt === null ? null : instant(stored.endedAt),
    };
  } catch {
    return null;
  }
}

function readMark(stored: StoredMark): Mark {
  return {
    seen: moment(stored.seen),
    burst: stored.burst === undefined ? null : { ...stored.burst, second: moment(stored.burst.second) },
    past: stored.past === true,
    clamp: stored.clamp === undefined ? null : moment(stored.clamp),
  };
}

function moment(text: string): Instant {
  const parsed = parseUtc(text);
  if (!parsed.ok) throw new RangeError(text);
  return parsed.value;
}
