/** One shop with one connector in a test: a clock the test moves, and the pulls written out once. */
import { instant, type Instant } from '../../src/domain/calendar.ts';
import type { ListingRecord } from '../../src/domain/listing.ts';
import type { StoreOrder } from '../../src/domain/order.ts';
import type { ListingPage, OrderPage, Store, StoreFailure } from '../../src/stores/store.ts';
import type { Harness, TestListing, TestShop } from './harness.ts';

export const START = instant(Date.parse('2026-11-21T12:00:00Z'));
const MOST_PAGES = 400;

export type Bench = {
  readonly shop: TestShop;
  readonly sleeps: readonly number[];
  now(): Instant;
  advance(milliseconds: number): void;
  /** A store as a freshly started engine would open it: nothing remembered. */
  fresh(more?: { readonly secrets?: Readonly<Record<string, string>>; readonly timeoutSeconds?: number }): Store;
};

export async function bench(harness: Harness, listings: readonly TestListing[]): Promise<Bench> {
  let clock: number = START;
  const now = (): Instant => instant(clock);
  const shop = await harness.start(listings, now);
  const sleeps: number[] = [];
  return {
    shop,
    sleeps,
    now,
    advance(milliseconds) { clock += milliseconds; },
    fresh: (more = {}) => harness.connector.open({
      url: shop.url, secrets: more.secrets ?? shop.secrets, timeoutSeconds: more.timeoutSeconds ?? 20, now,
      random: () => 0.5,
      sleep(milliseconds) {
        sleeps.push(milliseconds);
        return Promise.resolve();
      },
    }),
  };
}

export const open = new AbortController().signal;

export function must<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: StoreFailure }): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.what} (${result.error.detail ?? ''})`);
  return result.value;
}

/** Pulls to the end, each page by a store that remembers nothing but the cursor, as after a kill. `between` runs after each page. */
export async function pullAll(at: Bench, cursor: string | null, between: (page: OrderPage) => void = () => undefined): Promise<{ readonly pages: readonly OrderPage[]; readonly cursor: string }> {
  const pages: OrderPage[] = [];
  let next = cursor;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = must(await at.fresh().pullOrders(next, START, open));
    pages.push(page);
    next = page.cursor;
    if (!page.more) return { pages, cursor: page.cursor };
    between(page);
  }
  throw new Error('the pull does not end');
}

/** The last state seen of each order. */
export function latest(pages: readonly OrderPage[]): ReadonlyMap<string, StoreOrder> {
  const seen = new Map<string, StoreOrder>();
  for (const order of pages.flatMap((page) => page.orders)) {
    const before = seen.get(order.id);
    if (before === undefined || order.modifiedAt >= before.modifiedAt) seen.set(order.id, order);
  }
  return seen;
}

export async function listAll(at: Bench, between: (page: number) => void = () => undefined): Promise<readonly ListingRecord[]> {
  const found: ListingRecord[] = [];
  let cursor: string | null = null;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page: ListingPage = must(await at.fresh().pullListings(cursor, open));
    found.push(...page.listings);
    cursor = page.cursor;
    if (!page.more) return found;
    between(count);
  }
  throw new Error('the listing does not end');
}
