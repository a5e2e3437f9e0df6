/** What a shop sells: a product or a variation, with a SKU. */
import type { Decimal } from './decimal.ts';
import type { ConnectionId, ListingId } from './ids.ts';

/** Who keeps the stock number: the listing itself, its parent product, or nobody. */
export type StockKeeper = 'self' | 'parent' | 'none';

/** As a connector reads it. */
export type ListingRecord = {
  /** The shop's key, stable for ever: WooCommerce `12` (product) or `12/34` (product/variation). */
  readonly key: string;
  /** The key of the product a variation belongs to; null for a product. */
  readonly parentKey: string | null;
  /** Trimmed; empty when the shop has none. */
  readonly sku: string;
  readonly name: string;
  readonly stockKeeper: StockKeeper;
  /** The shop's own number when it was read; null when it keeps none. */
  readonly storeQuantity: Decimal | null;
  /** False for drafts, trash and private listings. */
  readonly isSellable: boolean;
};

export type Listing = ListingRecord & { readonly id: ListingId; readonly connectionId: ConnectionId };
