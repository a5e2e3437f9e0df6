/** What the conformance suite needs from a shop of any kind: a real one (over HTTP, in a folder), and hands in it. */
import type { Instant } from '../../src/domain/calendar.ts';
import type { Connector } from '../../src/stores/store.ts';

/** `stock` means the calls that set stock, `orders` and `listings` those that read them, `note` and `orderChange` those that tell the shop about an order. */
export type Where = 'orders' | 'listings' | 'stock' | 'note' | 'orderChange' | 'any';

export type ShopFault =
  /** Too many calls; seconds to wait. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  | { readonly kind: 'brokenServer' }
  | { readonly kind: 'brokenProxy' }
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'firewall' }
  | { readonly kind: 'webPage' }
  | { readonly kind: 'emptyAnswer' }
  | { readonly kind: 'warningBeforeData' }
  | { readonly kind: 'connectionLost' }
  | { readonly kind: 'hangs' }
  /** All is done, and the answer is lost with the connection. */
  | { readonly kind: 'answerLost' }
  /** A batch dies after this many changes, answering only those, or not at all. */
  | { readonly kind: 'halfBatch'; readonly done: number; readonly answers: boolean }
  | { readonly kind: 'stockIgnored' }
  | { readonly kind: 'stockChangedByOthers'; readonly by: number }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The shop repeats the whole call in its refusal, key and all. */
  | { readonly kind: 'echoesCall' }
  /** Of a folder: it is away, may not be used, has no room, or another program holds a file. */
  | { readonly kind: 'folderMissing' | 'noPermission' | 'diskFull' | 'fileLocked' };

export type TestListing = {
  readonly sku: string;
  readonly quantity: number | null;
  readonly draft?: boolean;
  readonly variations?: readonly { readonly sku: string; readonly quantity: number | null | 'parent' }[];
};
export type TestLine = { readonly sku: string; readonly quantity: number };

export type TestShop = {
  readonly url: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Each must be refused for good; none where the kind has no secrets. */
  readonly wrongSecrets: readonly Readonly<Record<string, string>>[];
  /** The shop's clock; the connector's own is `now()` of the harness. */
  setClockOffset(milliseconds: number): void;
  placeOrder(lines: readonly TestLine[]): string;
  /** Any change that bumps the order's time of change. */
  touchOrder(id: string): void;
  cancelOrder(id: string): void;
  trashOrder(id: string): void;
  /** One piece of the first line comes back and is put into stock. */
  refundOnePiece(id: string): void;
  /** Money without goods, e.g. `2.00`. */
  refundMoney(id: string, amount: string): void;
  orders(): readonly { readonly id: string; readonly modifiedAt: Instant; readonly gone: boolean }[];
  /** What people see on the order: its status, its notes, its fields of its own. */
  told(id: string): { readonly status: string; readonly notes: readonly string[]; readonly meta: Readonly<Record<string, unknown>> };
  /** A status that a fresh order may be moved to. */
  readonly nextStatus: string;
  addListing(listing: TestListing): void;
  deleteListing(sku: string): void;
  stockOf(sku: string): number | null;
  skus(): readonly string[];
  fault(where: Where, fault: ShopFault, times?: number): void;
  clearFaults(): void;
  /** Calls that reached the shop, or tries that reached the folder, faults included. */
  calls(): number;
  close(): Promise<void>;
};

export type Harness = {
  readonly name: string;
  /** The registered one, or one made like it on a disk that can fail. */
  readonly connector: Connector;
  readonly registered: Connector;
  /** Part of the host that a shop says it is. */
  readonly hostPart: string;
  /** What this kind of shop can have; cases about other faults are left to the kinds that have them. */
  readonly faults: {
    /** Every call must fail by it, in plain words. */
    readonly everywhere: readonly ShopFault[];
    /** Passes in a moment, so it is tried again at once. */
    readonly stumble: ShopFault;
    /** Fails a call that reads orders. */
    readonly down: ShopFault;
    readonly others: readonly ShopFault['kind'][];
  };
  /** Can it be told what became of an order? */
  readonly tells: boolean;
  /** Does it take pieces of a piece? */
  readonly takesFractions: boolean;
  /** A batch is written as a whole or not at all. */
  readonly isAtomic: boolean;
  start(listings: readonly TestListing[], now: () => Instant): Promise<TestShop>;
};
