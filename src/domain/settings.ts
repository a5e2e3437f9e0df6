/** Every setting of a company and of a connection, with its unit; all have a default that works. */
import type { Day } from './calendar.ts';
import type { DocumentKind } from './job.ts';

/** Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

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
  /** `hh:mm`: when old records are deleted, each day, and the file is made smaller; empty = once a day, and the file keeps its size. */
  readonly housekeepingAt: string;
  /** `hh:mm` by the company's time zone, empty = never: between the two (over midnight where the second is smaller) nothing is written to a shop unasked. */
  readonly quietFrom: string;
  readonly quietTo: string;
  /** On the other days nothing is written to a shop unasked. */
  readonly businessDays: readonly Weekday[];
  /** `hh:mm`: when every item is marked to be read anew, each day; empty = only when asked for. */
  readonly sweepAt: string;
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
  housekeepingAt: '03:00',
  quietFrom: '',
  quietTo: '',
  businessDays: WEEKDAYS,
  sweepAt: '02:00',
};

/** Which QuickBooks quantity is free to sell. */
export type AvailabilityRule = 'onHand' | 'onHandMinusSalesOrders';

/** `built`: an assembly is as many as stand on the shelf. `buildable`: and as many more as its components allow. */
export type AssemblyRule = 'built' | 'buildable';

/** What a shop is told of an item that was made inactive or deleted in QuickBooks: nothing, so that it keeps its number, or 0. */
export type InactiveRule = 'leave' | 'zero';

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

/** What a new customer is called. `lastFirst`: `Lee, Ann`. Where the rule finds nothing, the next better name is taken. */
export type CustomerNameRule = 'companyOrPerson' | 'person' | 'lastFirst' | 'email';

/**
 * How a buyer is found among QuickBooks' customers, after the remembered link. `accountNumber`: ours is on the record; `nameAndEmail`: both agree;
 * `name`: the name alone is enough.
 */
export const CUSTOMER_MATCHES = ['accountNumber', 'nameAndEmail', 'name'] as const;
export type CustomerMatch = (typeof CUSTOMER_MATCHES)[number];

/** What of QuickBooks' items is compared with the shop's SKU, after the remembered link. `sku`: FullName, then Name. */
export type ItemMatchRule = 'sku' | 'barCode' | 'partNumber' | `customField:${string}`;

/** What becomes of an order with a SKU that QuickBooks does not know. New items are made with quantity 0. */
export type UnknownSkuSettings =
  | { readonly mode: 'park' }
  | { readonly mode: 'substitute'; readonly item: string }
  | { readonly mode: 'createNonInventory' | 'createService'; readonly incomeAccount: string }
  | { readonly mode: 'createInventory'; readonly incomeAccount: string; readonly cogsAccount: string; readonly assetAccount: string };

/** Which document an order becomes; the first rule that fits decides. An absent condition fits always. */
export type DocumentRule = {
  readonly when: { readonly paid?: boolean; /** The shop's payment method ids. */ readonly methods?: readonly string[] };
  readonly kind: Exclude<DocumentKind, 'creditMemo'>;
};

/** How a credit memo is settled, so that the customer's balance ends at 0. Account empty: the one receipts go to (`depositTo`). */
export type RefundSettlement =
  | { readonly mode: 'none' }
  | { readonly mode: 'creditCard' | 'check'; readonly account: string };

/** `park`: a document dated in closed books waits for a person. `firstOpenDay`: it is dated on the day after the closing date. */
export type ClosedBooksRule = 'park' | 'firstOpenDay';

/** `members`: a kit's members as single lines at the web price. `group`: a group line, and a line for the difference to the web price. */
export type KitRule = 'members' | 'group';

export type ConnectionSettings = {
  /** Orders made in the shop before this day are not imported and take nothing from stock. Null = the day the connection was made. */
  readonly startDate: Day | null;
  /** The shop's statuses whose orders are imported. */
  readonly importStatuses: readonly string[];
  readonly documentKind: Exclude<DocumentKind, 'creditMemo'>;
  /** Which document an order becomes; where no rule fits, `documentKind`. */
  readonly documentRules: readonly DocumentRule[];
  /** Write documents as pending (non-posting): they stay in flight until somebody completes them in QuickBooks. */
  readonly pendingDocuments: boolean;
  /** Stands before the order number in RefNumber; at most 4 characters. */
  readonly refPrefix: string;
  readonly importRefunds: boolean;
  /** A paid order entered as an invoice gets its payment (ReceivePayment). */
  readonly invoicePayment: boolean;
  /** A/R account (FullName) of invoices, credit memos and their settlement; empty = QuickBooks' own. */
  readonly arAccount: string;
  readonly refundSettlement: RefundSettlement;
  readonly closedBooks: ClosedBooksRule;
  readonly customer: CustomerSettings;
  /** For one customer per buyer. */
  readonly customerName: CustomerNameRule;
  readonly customerMatch: readonly CustomerMatch[];
  /** In the order of the tries. */
  readonly matchBy: readonly ItemMatchRule[];
  readonly kits: KitRule;
  readonly unknownSku: UnknownSkuSettings;
  /** QuickBooks items (FullName) for what a shop charges beside products. */
  readonly shippingItem: string;
  /** Title or method id of the shop's shipping → item, before `shippingItem`. */
  readonly shippingItems: Readonly<Record<string, string>>;
  readonly feeItem: string;
  /** Title of the shop's fee → item, before `feeItem`. */
  readonly feeItems: Readonly<Record<string, string>>;
  /** Fees below zero; empty = feeItem. */
  readonly negativeFeeItem: string;
  /** Coupons go on a line of their own with this item; empty = lines are written after coupons. */
  readonly discountItem: string;
  /** Money given back without goods. */
  readonly refundItem: string;
  /** A difference of at most `roundingLimit` cents between the lines and the shop's total becomes a line; empty = any difference parks the order. */
  readonly roundingItem: string;
  /** Cents. */
  readonly roundingLimit: number;
  readonly tax: TaxSettings;
  /** The shop's name of a tax rate → item of its tax line, before `taxLineItem`; only with the shop's tax to the cent. */
  readonly taxItems: Readonly<Record<string, string>>;
  /** Sales tax codes of QuickBooks for lines; at most 3 characters. */
  readonly taxableCode: string;
  readonly nonTaxableCode: string;
  /** Shop payment method id → QuickBooks payment method name. Unmapped methods are left out and the log says so. */
  readonly paymentMethods: Readonly<Record<string, string>>;
  /** QuickBooks account (FullName) receipts go to; empty = QuickBooks' own default. */
  readonly depositTo: string;
  /** On every document of this shop; FullNames and names, empty = left out. Sites on lines of items with stock. */
  readonly className: string;
  readonly site: string;
  readonly salesRep: string;
  readonly template: string;
  readonly terms: string;
  /** Title or method id of the shop's shipping → QuickBooks ship method. */
  readonly shipMethods: Readonly<Record<string, string>>;
  /** `none`, `orderNumber` or `meta:KEY`; sales receipts have no PO number. */
  readonly poNumberFrom: string;
  readonly customerMessage: string;
  /** QuickBooks custom field → where its value comes from: orderNumber, email, phone, paymentTitle, transactionId, note or `meta:KEY`. */
  readonly customFields: Readonly<Record<string, string>>;
  /** What the shop is told once an order's document is in QuickBooks: a note with its number, the TxnID as meta data, another status (empty = as it is). */
  readonly writeBackNote: boolean;
  readonly writeBackMeta: boolean;
  readonly writeBackStatus: string;
  readonly availability: AvailabilityRule;
  /** Pieces never offered. */
  readonly safetyStock: number;
  /** A shop is told at most so many pieces; 0: as many as there are. */
  readonly cap: number;
  readonly assemblies: AssemblyRule;
  readonly inactiveItems: InactiveRule;
  /** FullNames of the inventory sites whose quantities are added up; empty: all of the company's. Needs Advanced Inventory. */
  readonly stockSites: readonly string[];
  /** Told in whole pieces, cut; else with QuickBooks' five decimals, where the shop takes them. */
  readonly wholePieces: boolean;
  /** Does this shop take stock numbers from QuickBooks? */
  readonly pushStock: boolean;
  /** Minutes between two pulls of orders. */
  readonly pullMinutes: number;
  /** Minutes between two full reads of the listings. */
  readonly listingMinutes: number;
  /** Least minutes between two runs that send what waits in the queue; more than `inlineLimit` at once never wait for it. 0 = as soon as something is due. */
  readonly pushMinutes: number;
  /** Seconds before a call to the shop is given up. */
  readonly timeoutSeconds: number;
};

export const CONNECTION_DEFAULTS: ConnectionSettings = {
  startDate: null,
  importStatuses: ['processing', 'completed', 'refunded'],
  documentKind: 'salesReceipt',
  documentRules: [],
  pendingDocuments: false,
  refPrefix: 'W',
  importRefunds: true,
  invoicePayment: true,
  arAccount: '',
  refundSettlement: { mode: 'none' },
  closedBooks: 'park',
  customer: { mode: 'catchAll', name: 'Web Store Customer' },
  customerName: 'companyOrPerson',
  customerMatch: ['accountNumber', 'nameAndEmail'],
  matchBy: ['sku'],
  kits: 'members',
  unknownSku: { mode: 'park' },
  shippingItem: 'Shipping',
  shippingItems: {},
  feeItem: 'Web Fee',
  feeItems: {},
  negativeFeeItem: '',
  discountItem: '',
  refundItem: 'Web Refund',
  roundingItem: '',
  roundingLimit: 5,
  tax: { mode: 'storeExact', zeroTaxItem: 'Web Tax 0', taxLineItem: 'Web Tax' },
  taxItems: {},
  taxableCode: 'Tax',
  nonTaxableCode: 'Non',
  paymentMethods: {},
  depositTo: '',
  className: '',
  site: '',
  salesRep: '',
  template: '',
  terms: '',
  shipMethods: {},
  poNumberFrom: 'none',
  customerMessage: '',
  customFields: {},
  writeBackNote: false,
  writeBackMeta: false,
  writeBackStatus: '',
  availability: 'onHand',
  safetyStock: 0,
  cap: 0,
  assemblies: 'built',
  inactiveItems: 'leave',
  stockSites: [],
  wholePieces: true,
  pushStock: true,
  pullMinutes: 5,
  listingMinutes: 360,
  pushMinutes: 0,
  timeoutSeconds: 60,
};
