/** Time without a clock: instants, and what the wall clock of a zone shows at an instant. */
import type { Brand } from './brand.ts';
import { problem } from './problem.ts';
import { err, ok, type Result } from './result.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;
/** A calendar day, `yyyy-mm-dd` (qbXML's DATETYPE). */
export type Day = Brand<string, 'Day'>;
/** A zone's wall clock, `yyyy-mm-ddThh:mm:ss` without offset: how QuickBooks wants modified-date filters (docs/qbxml.md). */
export type LocalStamp = Brand<string, 'LocalStamp'>;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function instant(milliseconds: number): Instant {
  if (!Number.isFinite(milliseconds)) throw new RangeError('not an instant');
  return milliseconds as Instant;
}

export function later(at: Instant, milliseconds: number): Instant {
  return instant(at + milliseconds);
}

export function earlier(at: Instant, milliseconds: number): Instant {
  return instant(at - milliseconds);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock on the wall in `zone` (IANA name, e.g. `America/New_York`) shows at `at`. */
export function toLocalStamp(at: Instant, zone: string): LocalStamp {
  const key = `${zone} ${String(Math.floor(at / QUARTER))}`;
  const known = offsets.get(key);
  if (known !== undefined) return new Date(at + known).toISOString().slice(0, 19) as LocalStamp;
  const stamp = askedStamp(at, zone);
  const offset = Date.parse(`${stamp}Z`) - Math.floor(at / SECOND) * SECOND;
  if (at >= 0 && offset % QUARTER === 0) {
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(key, offset);
  }
  return stamp;
}

/** Since 1973 clocks differ from UTC by whole quarters of an hour and are set at one: what is true of a moment is true of its quarter. Asking Intl each time is slow. */
const QUARTER = 15 * MINUTE;
const MOST_OFFSETS = 2_000;
/** By zone and quarter. */
const offsets = new Map<string, number>();

function askedStamp(at: Instant, zone: string): LocalStamp {
  const parts = Object.fromEntries(formatFor(zone).formatToParts(at).map((part) => [part.type, part.value]));
  return `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}T${parts['hour'] ?? ''}:${parts['minute'] ?? ''}:${parts['second'] ?? ''}` as LocalStamp;
}

/** No clock is put back by more than this within this time. */
const PUT_BACK = 2 * HOUR;

/**
 * For a filter that compares what clocks on the wall showed (QuickBooks' do): no moment from `at` on bears an earlier stamp. Where clocks are about to be put
 * back they show an hour twice, so what happens in its second showing seems to lie before `at`; the filter then reaches back by as much more.
 */
export function sinceStamp(at: Instant, zone: string): LocalStamp {
  return toLocalStamp(earlier(at, Math.max(0, offsetAt(at, zone) - offsetAt(later(at, PUT_BACK), zone))), zone);
}

/** Milliseconds that the clock on the wall is ahead of UTC. */
function offsetAt(at: Instant, zone: string): number {
  return Date.parse(`${toLocalStamp(at, zone)}Z`) - Math.floor(at / SECOND) * SECOND;
}

/** The calendar day in `zone` at `at`. */
export function toDay(at: Instant, zone: string): Day {
  return toLocalStamp(at, zone).slice(0, 10) as Day;
}

/** Is `zone` a name this runtime knows? */
export function isZone(zone: string): boolean {
  try {
    formatFor(zone);
    return true;
  } catch {
    return false;
  }
}

const UTC_STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z?$/;

/** Reads a UTC stamp with or without its `Z` (WooCommerce's `date_*_gmt` has none). Error: `badTime`. */
export function parseUtc(text: string, field = 'time'): Result<Instant> {
  const milliseconds = UTC_STAMP.test(text) ? Date.parse(text.endsWith('Z') ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    return err(problem('badTime', `"${text.slice(0, 40)}" is not a time in UTC.`, `Give ${field} as 2026-11-21T14:23:18Z.`, { field }));
  }
  return ok(instant(milliseconds));
}

/** `2026-11-21T14:23:18Z`, seconds. */
export function formatUtc(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Reads `yyyy-mm-dd`, refusing days that do not exist. Error: `badDay`. */
export function parseDay(text: string, field = 'date'): Result<Day> {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text) {
    return err(problem('badDay', `"${text.slice(0, 40)}" is not a day of the calendar.`, `Give ${field} as 2026-11-21.`, { field }));
  }
  return ok(text as Day);
}
