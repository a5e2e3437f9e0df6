/** A shop in memory for stock tests: sells, confirms, and fails in every way a real one was seen to (facts: WooCommerce). */
import { instant, type Instant } from '../../src/domain/calendar.ts';
import { scaled, whole, type Decimal } from '../../src/domain/decimal.ts';
import type { ListingRecord, StockKeeper } from '../../src/domain/listing.ts';
import { cents } from '../../src/domain/money.ts';
import type { OrderLine, StoreOrder } from '../../src/domain/order.ts';
import { problem } from '../../src/domain/problem.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { failure, type ListingPage, type OrderPage, type StockAnswer, type StockChange, type Store, type StoreFailure } from '../../src/stores/store.ts';

export type ModelListing = { readonly key: string; readonly parentKey: string | null; sku: string; stock: number; keeper: StockKeeper; sellable: boolean };

/** What happens to the next stock call. */
export type StockFault =
  /** The shop takes the numbers, the answer never comes. */
  | 'answerLost'
  /** The same, and the connector says that trying again cannot help. */
  | 'answerLostForGood'
  /** Nothing reaches the shop. */
  | 'requestLost'
  /** The first half is taken, then the call breaks. */
  | 'halfTaken'
  /** Another program sets every number one lower right after us, and the answer shows it. */
  | 'otherNumber'
  | 'ignored'
  | 'refused'
  | 'keyRevoked'
  | 'throws';

type ModelOrder = { order: StoreOrder; readonly listing: ModelListing; readonly quantity: number };

const address = { firstName: '', lastName: '', company: '', line1: '', line2: '', city: '', state: '', postalCode: '', country: '' };

export type StockCall = { readonly changes: readonly StockChange[]; readonly at: Instant; readonly stockBefore: readonly number[] };

export class ModelStore implements Store {
  readonly listings = new Map<string, ModelListing>();
  readonly orders: ModelOrder[] = [];
  readonly faults: StockFault[] = [];
  readonly calls: StockCall[] = [];
  /** Orders that the bridge has been shown, as they were then. */
  readonly shown = new Map<string, StoreOrder>();
  /** The same before the pulls that are under way, which the bridge may not have written down yet; null: none is. */
  shownBefore: ReadonlyMap<string, StoreOrder> | null = null;
  isDown = false;
  /** Runs once inside the next stock call, before the numbers are taken. */
  beforeTaking: (() => void | Promise<void>)[] = [];
  /** Runs once inside the next stock call, after the numbers are taken and before the answer. */
  afterTaking: (() => void | Promise<void>)[] = [];
  onCall: (call: StockCall) => void = () => {};
  pulls = 0;
  private readonly now: () => Instant;

  constructor(now: () => Instant) {
    this.now = now;
  }

  list(sku: string, stock: number, more: Partial<ModelListing> = {}): ModelListing {
    const listing = { key: String(this.listings.size + 1), parentKey: null, sku, stock, keeper: 'self' as StockKeeper, sellable: true, ...more };
    this.listings.set(listing.key, listing);
    return listing;
  }

  /** A buyer takes pieces; the shop may oversell. Returns the order's id. */
  sell(listing: ModelListing, quantity: number, status = 'processing'): string {
    const id = String(this.orders.length + 1);
    this.stockOf(listing).stock -= quantity;
    const line: OrderLine = {
      id: `${id}-1`, listingKey: listing.key, sku: listing.sku, name: listing.sku, quantity: whole(quantity), subtotal: cents(100), total: cents(100), tax: cents(0),
      stockTaken: whole(quantity), stockRestocked: scaled(0),
    };
    const at = this.now();
    const order: StoreOrder = {
      id, number: id, status, createdAt: at, modifiedAt: at, paidAt: at, currency: 'USD', pricesIncludeTax: false,
      customer: { id: null, email: '', phone: '', billing: address, shipping: address }, lines: [line], shipping: [], fees: [], coupons: [], taxTotal: cents(0),
      total: cents(100), paymentMethod: '', paymentTitle: '', transactionId: '', note: '', refunds: [], gone: false,
    };
    this.orders.push({ order, listing, quantity });
    return id;
  }

  /** The shop gives the pieces back and says so. */
  cancel(id: string): void {
    const entry = this.orders[Number(id) - 1];
    if (entry === undefined || entry.order.status === 'cancelled') return;
    this.stockOf(entry.listing).stock += entry.quantity;
    entry.order = { ...entry.order, status: 'cancelled', modifiedAt: this.now(), lines: entry.order.lines.map((line) => ({ ...line, stockTaken: scaled(0) })) };
  }

  private stockOf(listing: ModelListing): ModelListing {
    return (listing.keeper === 'parent' && listing.parentKey !== null ? this.listings.get(listing.parentKey) : undefined) ?? listing;
  }

  check(): Promise<Result<never, StoreFailure>> {
    return Promise.resolve(err(this.down()));
  }

  /** Whatever the cursor, all of it: the overlap of real pulls, at its widest. */
  pullOrders(): Promise<Result<OrderPage, StoreFailure>> {
    if (this.isDown) return Promise.resolve(err(this.down()));
    this.pulls += 1;
    const orders = this.orders.map((entry) => entry.order);
    for (const order of orders) this.shown.set(order.id, order);
    return Promise.resolve(ok({ orders, unreadable: [], cursor: String(this.pulls), more: false }));
  }

  pullListings(cursor: string | null): Promise<Result<ListingPage, StoreFailure>> {
    if (this.isDown) return Promise.resolve(err(this.down()));
    const from = Number(cursor ?? 0);
    const all = [...this.listings.values()];
    const listings = all.slice(from, from + 100).map((listing): ListingRecord => ({
      key: listing.key, parentKey: listing.parentKey, sku: listing.sku, name: listing.sku, stockKeeper: listing.keeper,
      storeQuantity: listing.keeper === 'none' ? null : whole(this.stockOf(listing).stock), isSellable: listing.sellable,
    }));
    return Promise.resolve(ok({ listings, cursor: String(from + 100), more: from + 100 < all.length }));
  }

  stockBatches<T extends { readonly key: string; readonly parentKey: string | null }>(changes: readonly T[]): readonly (readonly T[])[] {
    const batches: T[][] = [];
    for (const change of changes) {
      const open = batches.find((batch) => batch.length < 100 && batch[0]?.parentKey === change.parentKey);
      if (open === undefined) batches.push([change]);
      else open.push(change);
    }
    return batches;
  }

  async setStock(batch: readonly StockChange[]): Promise<Result<readonly StockAnswer[], StoreFailure>> {
    const call = { changes: batch, at: this.now(), stockBefore: batch.map((change) => this.listings.get(change.key)?.stock ?? 0) };
    this.calls.push(call);
    this.onCall(call);
    for (const run of this.beforeTaking.splice(0)) await run();
    const fault = this.faults.shift();
    if (fault === 'throws') throw new Error('a connector with a fault');
    if (fault === 'keyRevoked') return err(failure('keyRevoked', 'The shop refused the key.', 'Give a new key.', null));
    if (this.isDown || fault === 'requestLost') return err(this.down());
    const taken = fault === 'halfTaken' ? batch.slice(0, Math.ceil(batch.length / 2)) : batch;
    const answers: StockAnswer[] = taken.map((change) => this.take(change, fault));
    for (const run of this.afterTaking.splice(0)) await run();
    if (fault === 'answerLostForGood') return err({ ...this.down(), retryAfter: null });
    return fault === 'answerLost' || fault === 'halfTaken' ? err(this.down()) : ok(answers);
  }

  private take(change: StockChange, fault: StockFault | undefined): StockAnswer {
    const listing = this.listings.get(change.key);
    if (listing === undefined || fault === 'refused') return { outcome: 'refused', problem: problem('refused', 'The shop refused the number.', 'Look in the shop.') };
    if (listing.keeper !== 'self' || fault === 'ignored') return { outcome: 'ignored', problem: problem('ignored', 'The shop keeps no stock for it.', 'Turn it on.') };
    listing.stock = pieces(change.quantity) - (fault === 'otherNumber' ? 1 : 0);
    return { outcome: 'answered', quantity: whole(listing.stock) };
  }

  private down(): StoreFailure {
    return failure('shopDown', 'The shop does not answer.', 'Wait.', 60_000);
  }
}

export function pieces(quantity: Decimal): number {
  return quantity / 100_000;
}

export const START = instant(Date.UTC(2026, 10, 21, 15, 0, 0));
