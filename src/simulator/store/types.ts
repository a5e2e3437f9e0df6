/** What the simulated shop is filled with, told to do, and asked. Amounts of money are texts such as `12.50`, as the shop writes them. */
import type { Instant } from '../../domain/calendar.ts';
import type { Faults, RawAnswer } from './faults.ts';
import type { StoreReport } from './reportTypes.ts';

export type ListingStatus = 'publish' | 'draft' | 'private' | 'trash';

export type SampleVariation = {
  readonly sku: string;
  /** Its options, e.g. `L, Blue`. */
  readonly name?: string;
  readonly price?: string;
  /** Null: the shop keeps no stock for it; `parent`: the product keeps it. */
  readonly quantity?: number | null | 'parent';
  readonly status?: ListingStatus;
};

export type SampleListing = {
  readonly sku: string;
  readonly name?: string;
  readonly price?: string;
  /** Null: the shop keeps no stock for it. Absent: 10, or null for a product with variations. */
  readonly quantity?: number | null;
  readonly status?: ListingStatus;
  readonly backorders?: boolean;
  /** Present: a variable product. */
  readonly variations?: readonly SampleVariation[];
};

export type PlaceLine = {
  /** Null or unknown: a line without a product, as after the product was deleted. */
  readonly sku: string | null;
  readonly quantity: number;
  /** Per piece, up to five decimals; the listing's price when absent. */
  readonly price?: string;
  readonly name?: string;
  readonly taxable?: boolean;
  /** What the buyer chose, e.g. `{ size: 'L' }`. */
  readonly attributes?: Readonly<Record<string, string>>;
};

/** A rate of sales tax. A compound rate is taken on the price with the others' tax in it. */
export type TaxRate = {
  readonly id: number;
  /** As the shop writes it, e.g. `US-NY-NY SALES TAX-1`. */
  readonly code: string;
  readonly label: string;
  readonly percent: number;
  readonly compound?: boolean;
};

export type ShippingChoice = { readonly title?: string; readonly methodId?: string; readonly total: string; readonly taxable?: boolean };

export type Person = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly email?: string;
  readonly phone?: string;
};

export type PlaceOrder = {
  readonly lines: readonly PlaceLine[];
  /** Default `processing`. Stock is taken by processing, completed and on-hold. */
  readonly status?: string;
  /** What the buyer sees; the id when absent. */
  readonly number?: string;
  /** A percentage, or a fixed amount spread over the lines. */
  readonly coupon?: { readonly code: string; readonly percent?: number; readonly amount?: string };
  /** Totals without tax. */
  readonly shipping?: ShippingChoice | readonly ShippingChoice[];
  /** Totals without tax; may be negative. */
  readonly fees?: readonly { readonly name: string; readonly total: string; readonly taxable?: boolean }[];
  /** On lines, shipping and fees; default 0. */
  readonly taxPercent?: number;
  /** Several rates, instead of `taxPercent`. */
  readonly taxRates?: readonly TaxRate[];
  readonly customer?: Person & { readonly id?: number };
  readonly shipTo?: Person;
  readonly note?: string;
  readonly currency?: string;
  /** The prices of lines hold the tax. */
  readonly pricesIncludeTax?: boolean;
  /** When the buyer ordered; now when absent. */
  readonly createdAt?: Instant;
  /** The order's own meta, e.g. `{ _po_number: 'PO-77' }`. */
  readonly meta?: Readonly<Record<string, string>>;
  readonly paymentMethod?: string;
  readonly paymentTitle?: string;
  readonly transactionId?: string;
};

export type RefundRequest = {
  readonly orderId: number;
  /** Which pieces come back; a line by its SKU or its id. `total` and `tax`: its share of the line when absent. */
  readonly lines?: readonly { readonly sku?: string; readonly lineId?: number; readonly quantity: number; readonly total?: string; readonly tax?: string }[];
  /** Shipping given back: an amount without tax of the first choice, or each by its id or title. */
  readonly shipping?: string | readonly RefundCharge[];
  /** With an amount in `shipping`. */
  readonly shippingTax?: string;
  readonly fees?: readonly RefundCharge[];
  /** All that is given back; the sum of the parts when absent. */
  readonly amount?: string;
  /** Put the pieces back into the shop's stock? */
  readonly restock?: boolean;
  readonly reason?: string;
  /** When it was made; now when absent. */
  readonly createdAt?: Instant;
};

/** A charge by its id or its name (the only one when neither is given). `total` and `tax`: all of it when absent. */
export type RefundCharge = { readonly id?: number; readonly name?: string; readonly total?: string; readonly tax?: string };

export type ChargeView = { readonly id: number; readonly name: string; readonly total: string; readonly tax: string };
export type NoteView = { readonly id: number; readonly note: string; readonly toCustomer: boolean; readonly author: string };

export type EditOrder = { readonly status?: string; readonly note?: string; readonly lines?: readonly { readonly sku: string; readonly quantity: number }[] };

/** An order as the shop holds it now. */
export type OrderView = {
  readonly id: number;
  readonly number: string;
  readonly status: string;
  readonly total: string;
  readonly totalTax: string;
  readonly modifiedAt: Instant;
  readonly lines: readonly {
    readonly id: number;
    readonly sku: string | null;
    readonly quantity: number;
    readonly total: string;
    readonly tax: string;
    readonly stockTaken: number;
  }[];
  readonly shipping: readonly ChargeView[];
  readonly fees: readonly ChargeView[];
  readonly refunds: readonly { readonly id: number; readonly amount: string }[];
  readonly currency: string;
  readonly createdAt: Instant;
  readonly paid: boolean;
  readonly notes: readonly NoteView[];
  readonly meta: Readonly<Record<string, unknown>>;
};

export type ListingView = {
  readonly id: number;
  readonly parentId: number | null;
  readonly sku: string;
  readonly name: string;
  readonly status: string;
  readonly manageStock: boolean | 'parent';
  readonly quantity: number | null;
};

export type LoggedRequest = {
  readonly at: Instant;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  /** Without OAuth's parameters. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Null: no answer was sent. */
  readonly status: number | null;
  readonly fault: string | null;
};

/** A call as it comes over the line. `target`: path and query; `body`: empty for none. */
export type ShopCall = { readonly method: string; readonly target: string; readonly host: string; readonly authorization: string; readonly body: string };

/** `reset`: the connection breaks; `hang`: no answer ever comes. */
export type ShopAnswer = RawAnswer | 'reset' | 'hang';

export type StoreOptions = {
  /** Given: nothing listens; the shop answers `call` only, under this address. For tests that run by the thousand. */
  readonly url?: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly listings: readonly SampleListing[];
  readonly orders?: readonly PlaceOrder[];
  readonly now: () => Instant;
  readonly key: string;
  readonly secret: string;
  /** What the key may do; default both. */
  readonly permissions?: 'read' | 'write' | 'read_write';
  /** Milliseconds before each answer. */
  readonly latency?: number;
  readonly title?: string;
  /** IANA zone of the shop; its naive dates are in it. */
  readonly timeZone?: string;
  /** Rows with the same time of change in no fixed order, as a database may give them. Default false: by id. */
  readonly unstableTies?: boolean;
};

export type SimulatedStore = {
  /** Without a slash at the end. */
  readonly url: string;
  readonly faults: Faults;
  /** Answers a call as over HTTP, without a network. */
  call(call: ShopCall): Promise<ShopAnswer>;
  close(): Promise<void>;
  placeOrder(order: PlaceOrder): OrderView;
  cancelOrder(id: number): OrderView;
  refund(request: RefundRequest): OrderView;
  editOrder(id: number, edit: EditOrder): OrderView;
  trashOrder(id: number): OrderView;
  deleteOrder(id: number): void;
  addListing(listing: SampleListing): void;
  deleteListing(sku: string): void;
  /** As somebody in the shop's own pages would. */
  setStock(sku: string, quantity: number): void;
  /** What the shop would sell; null when it keeps no stock. A variation's own or its parent's. */
  stockOf(sku: string): number | null;
  listings(): readonly ListingView[];
  orders(): readonly OrderView[];
  requests(): readonly LoggedRequest[];
  /** The shop's own reports over all its orders. */
  report(): StoreReport;
};
