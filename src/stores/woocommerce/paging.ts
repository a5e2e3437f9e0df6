/** Reads one page of a WooCommerce list and what its headers say about the rest. */
import type { Instant } from '../../domain/calendar.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type StoreFailure } from '../store.ts';
import type { Client, Query } from './client.ts';

/** WooCommerce refuses more (400). */
export const PAGE_SIZE = 100;

export type ListPage = {
  readonly rows: readonly unknown[];
  /** True if the shop has, or may have, more after this page. */
  readonly full: boolean;
  readonly total: number | null;
  readonly date: Instant | null;
};

/** `what` names the list for people. Returns null instead of rows when the list itself does not exist (404) and `allow404` is set. */
export async function readList(client: Client, path: string, query: Query, what: string, signal: AbortSignal, allow404 = false): Promise<Result<ListPage | null, StoreFailure>> {
  const result = await client.get(path, { per_page: String(PAGE_SIZE), ...query }, what, signal, allow404);
  if (!result.ok) return result;
  const { status, json, headers, date } = result.value;
  if (status === 404) return ok(null);
  if (!Array.isArray(json)) {
    return err(failure(
      'storeAnswerUnreadable', `${client.address.host} sent ${what} in a shape that cannot be read.`,
      'Ask whoever runs the shop which plug-in changes its REST answers.', 300_000,
    ));
  }
  const total = Number(headers.get('x-wp-total') ?? 'none');
  const rows: readonly unknown[] = json;
  // A page without neighbours has a Link header too, with another rel (docs/woocommerce.md).
  const hasNext = /rel="?next"?/.test(headers.get('link') ?? '');
  return ok({ rows, full: hasNext || rows.length >= PAGE_SIZE, total: Number.isInteger(total) ? total : null, date });
}

/** A list whose end never comes. */
export function endless(client: Client, what: string): StoreFailure {
  return failure('storeAnswerUnreadable', `${client.address.host} lists ${what} without end.`, 'Ask whoever runs the shop which plug-in changes its REST answers.', 300_000);
}
