/** Every setting of a company and of a connection, with its unit; all have a default that works. */
import type { Day } from './calendar.ts';
import type { DocumentKind } from './job.ts';

export type CompanySettings = {
  /** IANA zone of the PC QuickBooks runs on; TxnDate and modified-date filters are in it. Empty = this PC's own. */
  readonly timeZone: string;
  /** Updates of one connection that go out within the session; more go to the pending queue. */
  readonly inlineLimit: number;
  /** Updates drained per chunk. */
  readonly drainChunk: number;
  /** Seconds between two chunks. */
  readonly chunkPauseSeconds: number;
  /** Seconds one chunk may take; what is not done by then goes back to pending. */
  readonly chunkSeconds: number;
  /** Seconds a session waits for inline updates to be confirmed. */
  readonly inlineWaitSeconds: number;
  /** Documents written in one session at most. */
  readonly sessionJobs: number;
  /** Minutes after which a session's plan takes on no further document. */
  readonly sessionMinutes: number;
  /** A second Web Connector is told "busy" while the open session's last call is younger than this, in seconds. */
  readonly busySeconds: number;
  /** Seconds the second one is asked to wait. */
  readonly busyRetrySeconds: number;
  /** Least seconds between two reads of modified items; 0 = at every poll. */
  readonly itemReadEverySeconds: number;
  /** Minutes that a modified-date filter reaches back before the last good session. */
  readonly overlapMinutes: number;
  /** Items per page of an iterator, and ListIDs per query. */
  readonly itemPageSize: number;
  /** Hold a run that would set more than this share (percent) of the sellable listings to 0 … */
  readonly zeroBrakePercent: number;
  /** … and at least this many. */
  readonly zeroBrakeCount: number;
  /** Minutes after which a shop's last good pull is too old to raise stock that it shares. */
  readonly freshMinutes: number;
  /** Days that answered exchanges (raw request and response) are kept. */
  readonly keepExchangesDays: number;
  /** Days that sync log lines are kept; 0 = for ever. */
  readonly keepLogDays: number;
};

export const COMPANY_DEFAULTS: CompanySettings = {
  timeZone: '',
  inlineLimit: 60,
  drainChunk: 800,
  chunkPauseSeconds: 5,
  chunkSeconds: 110,
  inlineWaitSeconds: 20,
  sessionJobs: 200,
  sessionMinutes: 10,
  busySeconds: 120,
  busyRetrySeconds: 30,
  itemReadEverySeconds: 0,
  overlapMinutes: 15,
  itemPageSize: 500,
  zeroBrakePercent: 20,
  zeroBrakeCount: 20,
  freshMinutes: 15,
  keepExchangesDays: 30,
  keepLogDays: 0,
};

/** Which QuickBooks quantity is free to sell. */
export type AvailabilityRule = 'onHand' | 'onHandMinusSalesOrders';

/**
 * `storeExact`: the shop's tax to the cent, on a line of its own (`taxLineItem`, a sales tax item) under a 0 % document tax
 * (`zeroTaxItem`). `quickbooks`: QuickBooks computes from `taxItem`; a difference to the shop becomes a visible Problem.
 * `none`: orders with tax are parked.
 */
export type TaxSettings =
  | { readonly mode: 'storeExact'; readonly zeroTaxItem: string; readonly taxLineItem: string }
  | { readonly mode: 'quickbooks'; readonly taxItem: string }
  | { readonly mode: 'none' };

/** `catchAll`: one customer for all web orders. `perBuyer`: one per buyer, named after company or person. */
export type CustomerSettings = { readonly mode: 'catchAll'; readonly name: string } | { readonly mode: 'perBuyer' };

export type ConnectionSettings = {
  /** Orders made in the shop before this day are not imported and take nothing from stock. Null = the day the connection was made. */
  readonly startDate: Day | null;
  /** The shop's statuses whose orders are imported. */
  readonly importStatuses: readonly string[];
  readonly documentKind: Exclude<DocumentKind, 'creditMemo'>;
  /** Write documents as pending (non-posting): they stay in flight until somebody completes them in QuickBooks. */
  readonly pendingDocuments: boolean;
  /** Stands before the order number in RefNumber; at most 4 characters. */
  readonly refPrefix: string;
  readonly importRefunds: boolean;
  readonly customer: CustomerSettings;
  /** QuickBooks items (FullName) for what a shop charges beside products. */
  readonly shippingItem: string;
  readonly feeItem: string;
  /** Coupons go on a line of their own with this item; empty = lines are written after coupons. */
  readonly discountItem: string;
  /** Money given back without goods. */
  readonly refundItem: string;
  readonly tax: TaxSettings;
  /** Sales tax codes of QuickBooks for lines; at most 3 characters. */
  readonly taxableCode: string;
  readonly nonTaxableCode: string;
  /** Shop payment method id → QuickBooks payment method name. Unmapped methods are left out and the log says so. */
  readonly paymentMethods: Readonly<Record<string, string>>;
  /** QuickBooks account (FullName) receipts go to; empty = QuickBooks' own default. */
  readonly depositTo: string;
  readonly availability: AvailabilityRule;
  /** Pieces never offered. */
  readonly safetyStock: number;
  /** Does this shop take stock numbers from QuickBooks? */
  readonly pushStock: boolean;
  /** Minutes between two pulls of orders. */
  readonly pullMinutes: number;
  /** Minutes between two full reads of the listings. */
  readonly listingMinutes: number;
  /** Seconds before a call to the shop is given up. */
  readonly timeoutSeconds: number;
};

export const CONNECTION_DEFAULTS: ConnectionSettings = {
  startDate: null,
  importStatuses: ['processing', 'completed', 'refunded'],
  documentKind: 'salesReceipt',
  pendingDocuments: false,
  refPrefix: 'W',
  importRefunds: true,
  customer: { mode: 'catchAll', name: 'Web Store Customer' },
  shippingItem: 'Shipping',
  feeItem: 'Web Fee',
  discountItem: '',
  refundItem: 'Web Refund',
  tax: { mode: 'storeExact', zeroTaxItem: 'Web Tax 0', taxLineItem: 'Web Tax' },
  taxableCode: 'Tax',
  nonTaxableCode: 'Non',
  paymentMethods: {},
  depositTo: '',
  availability: 'onHand',
  safetyStock: 0,
  pushStock: true,
  pullMinutes: 5,
  listingMinutes: 360,
  timeoutSeconds: 60,
};
