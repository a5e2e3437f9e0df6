/** The shop's dates: seconds, site-local without offset and UTC without Z, and its ways of reading a filter's date (docs/woocommerce.md). */
import { formatUtc, instant, parseUtc, SECOND, toLocalStamp, type Instant } from '../../domain/calendar.ts';

export function wholeSecond(at: Instant): Instant {
  return instant(Math.floor(at / SECOND) * SECOND);
}

/** `2026-11-21T19:23:16`: how date_*_gmt looks. */
export function gmtStamp(at: Instant): string {
  return formatUtc(at).slice(0, 19);
}

/** The instant at which a clock in `zone` shows `stamp`. In a repeated hour the first. */
function fromLocal(stamp: string, zone: string): Instant {
  const asUtc = Date.parse(`${stamp}Z`);
  const offsetAt = (at: number): number => Date.parse(`${toLocalStamp(instant(at), zone)}Z`) - at;
  const guess = asUtc - offsetAt(asUtc);
  return instant(asUtc - offsetAt(guess));
}

/**
 * The exclusive bound that a filter such as `modified_after` sets. Null: not a date the shop takes (400).
 * A date with offset is turned into site-local time first; with dates_are_gmt that local time is then taken for UTC,
 * so the two together are wrong by the site's offset, as measured.
 */
export function filterBound(text: string, datesAreGmt: boolean, zone: string): Instant | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const stamp = match?.[1];
  if (stamp === undefined || Number.isNaN(Date.parse(`${stamp}Z`))) return null;
  const offset = match?.[2];
  if (offset === undefined) return datesAreGmt ? instant(Date.parse(`${stamp}Z`)) : fromLocal(stamp, zone);
  const exact = instant(Date.parse(`${stamp}${offset}`));
  if (!datesAreGmt) return exact;
  const mistaken = parseUtc(toLocalStamp(exact, zone));
  return mistaken.ok ? mistaken.value : null;
}
