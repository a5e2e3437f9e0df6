/** Reads a page from whichever end of its list is nearer: skipping rows costs, and the last page is asked for as often as the first. */

export type Span = { readonly limit: number; readonly offset: number; /** The list is read backwards, and what comes is to be turned round. */ readonly isReversed: boolean };

/** Rows that may be skipped by the way; for more, a list's order is read once and kept (orderedIds). */
export const MOST_SKIPPED = 2_000;

export function nearerEnd(skip: number, limit: number, total: number): Span {
  const last = Math.min(total, skip + limit);
  if (skip <= total / 2) return { limit, offset: skip, isReversed: false };
  return { limit: Math.max(0, last - skip), offset: total - last, isReversed: true };
}

/** Part of a text, for LIKE with `ESCAPE '\'`. */
export function likePart(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
