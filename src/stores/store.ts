/**
 * What a connector must do. One conformance suite (test/conformance) holds every connector to it.
 *
 * All calls take an AbortSignal and end soon after it fires. Expected failures come back as StoreFailure, never as an exception.
 */
import type { Instant } from '../domain/calendar.ts';
import type { Decimal } from '../domain/decimal.ts';
import type { ListingRecord } from '../domain/listing.ts';
import type { StoreOrder } from '../domain/order.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';

export type StoreFailure = Problem & {
  /** Null: trying again unchanged cannot help (wrong key, no such route); a number: milliseconds to wait at least. */
  readonly retryAfter: number | null;
};

/** Builds a failure from the parts of a Problem and the least wait in milliseconds (null: for good). */
export function failure(code: string, what: string, todo: string, retryAfter: number | null, more: { readonly field?: string; readonly detail?: string } = {}): StoreFailure {
  return { ...problem(code, what, todo, more), retryAfter };
}

export type StoreIdentity = {
  /** Host name (and port, and path where several shops share a host), lower case: part of newMessageSetID, so it must not change. */
  readonly host: string;
  readonly title: string;
  readonly version: string;
  /** The shop's clock minus ours, in milliseconds, from its Date header. */
  readonly clockOffset: number;
};

/** An order the shop sent in a shape that money or stock cannot be read from. It does not hold up the others, and it is never dropped in silence. */
export type UnreadableOrder = {
  /** Empty when not even that could be read. */
  readonly id: string;
  readonly number: string;
  readonly problem: Problem;
};

export type OrderPage = {
  readonly orders: readonly StoreOrder[];
  /** Orders of this page that could not be read; they come again when the shop changes them. */
  readonly unreadable: readonly UnreadableOrder[];
  /** Opaque to the engine; stored with the page's orders in one transaction. */
  readonly cursor: string;
  readonly more: boolean;
  /** Ids once told as unreadable that are read without fault now, beside those of `orders`; absent: none. */
  readonly readable?: readonly string[];
  /** This page goes on with a pull that was cut off earlier: what changed before the place where it goes on may not have been read since. */
  readonly resumed?: boolean;
};

export type ListingPage = { readonly listings: readonly ListingRecord[]; readonly cursor: string; readonly more: boolean };

export type StockChange = { readonly key: string; readonly parentKey: string | null; readonly quantity: Decimal };

/** What the shop answered for one change, compared by position. */
export type StockAnswer =
  /** The number the shop now shows. Equal to what was sent or not: the engine compares. */
  | { readonly outcome: 'answered'; readonly quantity: Decimal }
  /** The shop took the call and ignored the number (it keeps no stock for this listing, or the parent keeps it). */
  | { readonly outcome: 'ignored'; readonly problem: Problem }
  | { readonly outcome: 'refused'; readonly problem: Problem };

/** What a shop is to be told of an order whose document is in QuickBooks. */
export type WriteBack = {
  /** The shop's id of the order. */
  readonly orderId: string;
  /** A private note for the shop's staff; null: none. The same text is never put there twice, as long as the shop still shows the first. */
  readonly note: string | null;
  /** Fields to be kept with the order, by key. */
  readonly meta: Readonly<Record<string, string>>;
  /** Another status, only while the order has one of `from`; null: leave it. */
  readonly status: { readonly to: string; readonly from: readonly string[] } | null;
};

/** What the shop's own answer shows afterwards. */
export type WriteBackAnswer =
  /** `unchanged`: in words what was left as it is, and why (the order was cancelled meanwhile, the shop keeps another status); empty: nothing. */
  | { readonly outcome: 'confirmed'; readonly unchanged: string }
  | { readonly outcome: 'refused'; readonly problem: Problem };

/** A call as it went over the line, for people who look behind a number. Nothing that signs it is in any of its texts. */
export type StoreCall = {
  readonly method: string;
  /** Host and path, and a query as far as it is no signature: `shop.example/wp-json/wc/v3/products/batch`. */
  readonly address: string;
  readonly requestText: string;
  /** Null: no answer came. */
  readonly status: number | null;
  /** Null: no answer, or one that broke off. */
  readonly responseText: string | null;
};

/** What of a call is about one listing; null where nothing is, or where it cannot be told. */
export type CallPart = { readonly request: string | null; readonly answer: string | null };

/** What a listing is in QuickBooks, for people and programs on the shop's side. */
export type ListingFacts = {
  readonly sku: string;
  readonly name: string;
  /** The item's FullName and ListID; null: the listing is not linked. */
  readonly item: {
    readonly fullName: string;
    readonly listId: string;
    readonly isLinkedByPerson: boolean;
    /** What QuickBooks sells it for; null: no price. */
    readonly price: Decimal | null;
  } | null;
};

export type Store = {
  /** Signs in and says who answered. */
  check(signal: AbortSignal): Promise<Result<StoreIdentity, StoreFailure>>;
  /** Would the shop let this key set stock? Tried by a call that changes nothing. Absent: it cannot be tried. */
  readonly checkWrite?: (signal: AbortSignal) => Promise<Result<null, StoreFailure>>;
  /**
   * Orders changed since the cursor (null: since `from`), oldest change first, in pages of at most 100, overlapping by a second;
   * the same order may come again. Trashed orders come with `gone: true`.
   */
  pullOrders(cursor: string | null, from: Instant, signal: AbortSignal): Promise<Result<OrderPage, StoreFailure>>;
  /** Every listing, variations included, page by page; null starts again. */
  pullListings(cursor: string | null, signal: AbortSignal): Promise<Result<ListingPage, StoreFailure>>;
  /**
   * Some listings as the shop shows them now, each by its own key; those it does not have any more are left out. Absent: this kind of shop is read as a
   * whole.
   */
  readonly readListings?: (
    listings: readonly { readonly key: string; readonly parentKey: string | null }[], signal: AbortSignal,
  ) => Promise<Result<readonly ListingRecord[], StoreFailure>>;
  /** Splits changes into calls the shop can take (≤ 100 each, variations with their siblings only). Pure. */
  stockBatches<T extends { readonly key: string; readonly parentKey: string | null }>(changes: readonly T[]): readonly (readonly T[])[];
  /**
   * Sends one batch made by stockBatches. One answer per change, in order. A failure leaves the outcome of the whole batch unknown.
   * `record` is told the call once it has ended; a call that is repeated is told again.
   */
  setStock(batch: readonly StockChange[], signal: AbortSignal, record?: (call: StoreCall) => void): Promise<Result<readonly StockAnswer[], StoreFailure>>;
  /**
   * Tells the shop what became of an order. May be repeated without harm: what is there already is looked for first. A failure leaves the
   * outcome unknown. Absent: this kind of shop has no place for it.
   */
  readonly writeBack?: (what: WriteBack, signal: AbortSignal) => Promise<Result<WriteBackAnswer, StoreFailure>>;
  /**
   * Tells the shop of all listings which item each is and what QuickBooks sells it for; replaces what was told before as a whole, or leaves it.
   * Absent: this kind of shop has no place for it.
   */
  readonly publish?: (facts: AsyncIterable<ListingFacts>, signal: AbortSignal) => Promise<Result<null, StoreFailure>>;
};

/** What a connector is built from. `secrets` are opened by the host's seal, never logged. */
export type StoreConfig = {
  readonly url: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Milliseconds since the epoch; lent by the host so that tests can control it. */
  readonly now: () => Instant;
  /** Spreads repeated attempts, 0 ≤ x < 1; absent: Math.random. */
  readonly random?: () => number;
  /** Waits between attempts and ends early when the signal fires; absent: a timer. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

export type Connector = {
  readonly kind: string;
  /** Names of the secrets it needs, in the order a form shows them, e.g. consumerKey, consumerSecret. */
  readonly secretNames: readonly string[];
  /** Checks url and secrets' shape without a call; the problem names the field. */
  validate(config: Pick<StoreConfig, 'url' | 'secrets'>): Problem | null;
  open(config: StoreConfig): Store;
  /** What is kept of an address as a person types it. Absent: an address on the web, https where no scheme is given. */
  readonly address?: (typed: string) => string;
  /** Which shop an address is, for identities: it must not change while the shop is the same. `address`: as it is kept. Absent: host, port and path. */
  readonly host?: (address: string) => string;
  /** The address of an order's page in the shop's own administration, for a person to look at; absent: the kind has none. `url`: as the connection keeps it. */
  orderPage?(url: string, orderId: string): string;
  /** Finds the part of a recorded stock call that is about the listing with this key. Pure; absent: calls of this kind are shown whole. */
  callPart?(call: Pick<StoreCall, 'requestText' | 'responseText'>, key: string): CallPart;
};
