/** Keyset paging: one row more than asked for says whether there is a next page. */

/** `last`: the row the next page begins after; null on the last page. */
export function nextOf<T>(rows: readonly T[], limit: number): { readonly rows: readonly T[]; readonly last: T | null } {
  return rows.length > limit ? { rows: rows.slice(0, limit), last: rows[limit - 1] ?? null } : { rows, last: null };
}
