/** Every setting as a form shows it: label, group, unit, range and a sentence. Defaults are in settings.ts, bounds are held to the checks by a test. */
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS, type CompanySettings, type ConnectionSettings } from './settings.ts';

/**
 * whole, number  a number from `least` to `most`
 * yesNo          true or false
 * text           at most `most` characters
 * day            `yyyy-mm-dd` or null
 * zone           an IANA time zone, or empty
 * choice         one of `choices`
 * words          a list of texts
 * pairs          names and their values
 * customer, tax  one of `choices` as `mode`, with texts of its own (settings.ts)
 */
export type SettingKind = 'whole' | 'number' | 'yesNo' | 'text' | 'day' | 'zone' | 'choice' | 'words' | 'pairs' | 'customer' | 'tax';

export type SettingField = {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly kind: SettingKind;
  /** What is counted: `minutes`, `updates` …; empty where nothing is. */
  readonly unit: string;
  readonly default: unknown;
  /** For numbers the bounds, both allowed; for texts `most` is the greatest length. */
  readonly least: number | null;
  readonly most: number | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly sentence: string;
  /** Another value may mean other stock numbers: every listing of the shop is computed anew. */
  readonly movesStock: boolean;
  /** Another value may mean other documents: those not sent yet are planned anew. */
  readonly movesDocuments: boolean;
};

type Row = readonly [label: string, kind: SettingKind, bounds: readonly [number, number] | number | null, unit: string, sentence: string, choices?: Readonly<Record<string, string>>];
type Groups<T> = Readonly<Record<string, { readonly [K in keyof T]?: Row }>>;

const COMPANY: Groups<CompanySettings> = {
  'Stock updates': {
    inlineLimit: ['Sent at once', 'whole', [0, 1_000], 'updates', 'So many updates of one shop go out at once, while the session waits; more go to the queue.'],
    drainChunk: ['Chunk', 'whole', [1, 10_000], 'updates', 'So many updates are sent in one go from the queue.'],
    chunkPauseSeconds: ['Pause between chunks', 'whole', [0, 600], 'seconds', 'Pause between two chunks.'],
    chunkSeconds: ['Longest chunk', 'whole', [1, 110], 'seconds', 'Longest time of a chunk; what is not done goes back to the queue.'],
    inlineWaitSeconds: ['Wait for confirmation', 'whole', [0, 90], 'seconds', 'Longest time a session waits for its updates to be confirmed.'],
    zeroBrakePercent: ['Zero brake, share', 'whole', [1, 100], 'percent', 'A run is held if it would set more than this share of the listings on sale to 0 …'],
    zeroBrakeCount: ['Zero brake, number', 'whole', [1, 100_000], 'listings', '… and at least this many.'],
    freshMinutes: ['Orders are fresh for', 'whole', [1, 1_440], 'minutes',
      'If a shop\'s orders were last read longer ago, the other shops that sell the same item are lowered and not raised.'],
  },
  'Web Connector sessions': {
    timeZone: ['Time zone', 'zone', null, '', 'Time zone of the PC, for dates of documents and QuickBooks\' filters; empty: as this PC is set.'],
    sessionJobs: ['Documents per session', 'whole', [1, 1_000], 'documents', 'Most documents of one session.'],
    sessionMinutes: ['Length of a session', 'whole', [1, 60], 'minutes', 'After this time a session begins no further document.'],
    busySeconds: ['Busy after a call', 'whole', [10, 3_600], 'seconds', 'A second Web Connector is told "busy" while the first one\'s last call is younger than this.'],
    busyRetrySeconds: ['Busy, try again after', 'whole', [5, 600], 'seconds', 'How long the second one is asked to wait.'],
    itemReadEverySeconds: ['Read changed items', 'whole', [0, 86_400], 'seconds', 'Least time between two reads of changed items; 0: in every session.'],
    overlapMinutes: ['Look back', 'whole', [1, 1_440], 'minutes', 'How far a read of changed items reaches back before the last good session.'],
    itemPageSize: ['Items per page', 'whole', [10, 500], 'items', 'Items per page of an answer, and per question by ListID.'],
  },
  'Keeping': {
    keepExchangesDays: ['Keep raw requests', 'whole', [1, 3_650], 'days', 'How long raw requests and answers are kept.'],
    keepLogDays: ['Keep the sync log', 'whole', [0, 36_500], 'days', 'How long the sync log is kept; 0: for ever. With several companies the shortest time set goes for all.'],
  },
};

const CONNECTION: Groups<ConnectionSettings> = {
  'Orders': {
    startDate: ['From this day', 'day', null, 'day', 'Orders made before are not entered and take nothing from stock; none given: the day the store was set up.'],
    importStatuses: ['Statuses', 'words', null, '', 'The shop\'s statuses whose orders are entered.'],
    documentKind: ['An order becomes a', 'choice', null, '', 'What an order becomes. Sales orders need QuickBooks Premier or Enterprise.',
      { salesReceipt: 'Sales receipt', invoice: 'Invoice', salesOrder: 'Sales order' }],
    pendingDocuments: ['Write as pending', 'yesNo', null, '', 'Receipts and invoices are written as pending: they post when somebody completes them in QuickBooks.'],
    refPrefix: ['Prefix', 'text', 4, '', 'Stands before the order\'s number in the document\'s number, which has 11 characters in all.'],
    importRefunds: ['Refunds', 'yesNo', null, '', 'Refunds become credit memos.'],
    customer: ['Customer', 'customer', null, '', 'One QuickBooks customer for all orders, or one for each buyer, found or added.',
      { catchAll: 'One customer for all web orders', perBuyer: 'One customer for each buyer' }],
  },
  'Items in QuickBooks': {
    shippingItem: ['Shipping', 'text', 159, '', 'FullName of the item for shipping.'],
    feeItem: ['Fees', 'text', 159, '', 'FullName of the item for fees.'],
    discountItem: ['Coupons', 'text', 159, '', 'FullName of the item for coupons, on a line of their own; empty: lines are written at the price after coupons.'],
    refundItem: ['Refunds without goods', 'text', 159, '', 'FullName of the item for money given back without goods.'],
  },
  'Sales tax': {
    tax: ['Tax', 'tax', null, '',
      'The shop\'s tax to the cent, on a line of its own; or QuickBooks computes it from its tax item, and a difference is shown; or orders with tax are parked.',
      { storeExact: 'As the shop charged it', quickbooks: 'QuickBooks computes it', none: 'No tax' }],
    taxableCode: ['Code of lines with tax', 'text', 3, '', 'QuickBooks\' tax code of lines with tax.'],
    nonTaxableCode: ['Code of lines without', 'text', 3, '', 'The same for lines without.'],
  },
  'Payment': {
    paymentMethods: ['Payment methods', 'pairs', null, '',
      'The shop\'s payment method id and the name of QuickBooks\' payment method; those not named are left out. Receipts only.'],
    depositTo: ['Deposit to', 'text', 159, '', 'FullName of the account that receipts are deposited to; empty: as QuickBooks is set.'],
  },
  'Stock': {
    pushStock: ['Send stock', 'yesNo', null, '', 'The shop takes its stock numbers from QuickBooks.'],
    availability: ['Free to sell', 'choice', null, '', 'Which quantity is free to sell. With sales orders or pending documents it must be the second.',
      { onHand: 'Quantity on hand', onHandMinusSalesOrders: 'Quantity on hand less sales orders' }],
    safetyStock: ['Safety stock', 'whole', [0, 1_000_000], 'pieces', 'Pieces that are never offered.'],
  },
  'Schedule': {
    pullMinutes: ['Pull orders every', 'number', [0.05, 1_440], 'minutes', 'Time between two pulls of orders.'],
    listingMinutes: ['Read the listings every', 'number', [1, 10_080], 'minutes', 'Time between two reads of everything the shop sells.'],
    timeoutSeconds: ['Give up a call after', 'whole', [1, 300], 'seconds', 'A call to the shop is given up after this time.'],
  },
};

const MOVES_STOCK: readonly string[] = ['pushStock', 'availability', 'safetyStock', 'documentKind', 'pendingDocuments', 'startDate'];
const MOVES_DOCUMENTS: readonly string[] = ['startDate', 'importStatuses', 'documentKind', 'pendingDocuments', 'refPrefix', 'importRefunds'];

function fieldsOf<T extends object>(groups: Groups<T>, defaults: T): readonly SettingField[] {
  return Object.entries(groups).flatMap(([group, rows]) => Object.entries(rows as Readonly<Record<string, Row>>).map(([name, [label, kind, bounds, unit, sentence, choices]]) => ({
    name, label, group, kind, unit, sentence, default: defaults[name as keyof T],
    least: typeof bounds === 'number' || bounds === null ? null : bounds[0], most: typeof bounds === 'number' || bounds === null ? bounds : bounds[1],
    choices: Object.entries(choices ?? {}).map(([value, words]) => ({ value, label: words })),
    movesStock: MOVES_STOCK.includes(name), movesDocuments: MOVES_DOCUMENTS.includes(name),
  })));
}

export const COMPANY_FIELDS: readonly SettingField[] = fieldsOf(COMPANY, COMPANY_DEFAULTS);
export const CONNECTION_FIELDS: readonly SettingField[] = fieldsOf(CONNECTION, CONNECTION_DEFAULTS);
