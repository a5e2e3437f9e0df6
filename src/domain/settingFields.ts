/** Every setting as a form shows it: label, group, unit, range and a sentence. Defaults are in settings.ts, bounds are held to the checks by a test. */
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS, type CompanySettings, type ConnectionSettings } from './settings.ts';

/**
 * whole, number  a number from `least` to `most`
 * yesNo          true or false
 * text           at most `most` characters
 * day            `yyyy-mm-dd` or null
 * time           `hh:mm` from 00:00 to 23:59, or empty
 * days           some of the days of the week, `choices` in the order of the week
 * zone           an IANA time zone, or empty
 * choice         one of `choices`
 * words          a list of texts; with `choices`: some of these, in an order, where one that ends in a colon is followed by a name (`customField:NAME`)
 * source         `none` or where a value comes from
 * pairs          names and their values, at most `most` characters each
 * rules          DocumentRule[] (settings.ts)
 * mode           one of `choices` as `mode`, with texts of its own (settings.ts); customer and tax alike
 */
export type SettingKind =
  | 'whole' | 'number' | 'yesNo' | 'text' | 'day' | 'time' | 'days' | 'zone' | 'choice' | 'words' | 'source' | 'pairs' | 'rules' | 'customer'
  | 'tax' | 'mode';

export type SettingField = {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly kind: SettingKind;
  /** What is counted: `minutes`, `updates` …; empty where nothing is. */
  readonly unit: string;
  readonly default: unknown;
  /** For numbers the bounds, both allowed; for texts, words and values of pairs `most` is the greatest length. */
  readonly least: number | null;
  readonly most: number | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly sentence: string;
  /** Another value may mean other stock numbers: every listing of the shop is computed anew. */
  readonly movesStock: boolean;
  /** Another value may mean other documents: those not sent yet are planned anew. */
  readonly movesDocuments: boolean;
};

type Row = readonly [
  label: string, kind: SettingKind, bounds: readonly [number, number] | number | null, unit: string, sentence: string,
  choices?: Readonly<Record<string, string>>,
];
type Groups<T> = Readonly<Record<string, { readonly [K in keyof T]?: Row }>>;

const COMPANY: Groups<CompanySettings> = {
  'Stock updates': {
    inlineLimit: ['Sent at once', 'whole', [0, 1_000], 'updates', 'So many updates of one shop go out at once, while the session waits; more go to the queue.'],
    drainChunk: ['Chunk', 'whole', [1, 10_000], 'updates', 'So many updates are sent in one go from the queue.'],
    chunkPauseSeconds: ['Pause between chunks', 'whole', [0, 600], 'seconds', 'Pause between two chunks.'],
    chunkSeconds: ['Longest chunk', 'whole', [1, 110], 'seconds', 'Longest time of a chunk; what is not done goes back to the queue.'],
    inlineWaitSeconds: ['Wait for confirmation', 'whole', [0, 90], 'seconds', 'Longest time a session waits for its updates to be confirmed.'],
    zeroBrakePercent: ['Emergency brake, share', 'whole', [1, 100], 'percent', 'A run is held if it would set more than this share of the listings on sale to 0 …'],
    zeroBrakeCount: ['Emergency brake, number', 'whole', [1, 100_000], 'listings', '… and at least this many.'],
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
  'Schedule': {
    quietFrom: [
      'Quiet from', 'time', null, '',
      'From this time until the next one no stock numbers and no notes go to the shops by themselves; what you ask for goes at once. Empty: no quiet hours.',
    ],
    quietTo: ['Quiet until', 'time', null, '', 'The end of the quiet hours; earlier than their beginning means on the next day. What waited goes out then.'],
    businessDays: ['Business days', 'days', null, '', 'On the other days the shops are left alone as in quiet hours. Orders are read and entered every day.',
      { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' }],
    sweepAt: [
      'Compare all items at', 'time', null, '',
      'Every day at this time every item is marked to be compared in the next session; once afterwards where the PC slept. Empty: only when you ask.',
    ],
  },
  'Keeping': {
    keepExchangesDays: [
      'Keep raw requests', 'whole', [7, 3_650], 'days',
      'How long raw requests and answers are kept, those with the shops as well. Of documents that are not finished they stay.',
    ],
    keepLogDays: ['Keep the sync log', 'whole', [0, 36_500], 'days', 'How long the sync log is kept, 7 days at least; 0: for ever. Documents and orders are kept for ever.'],
    housekeepingAt: [
      'Housekeeping at', 'time', null, '',
      'Every day at this time old records are deleted and the file is made smaller, never during a session; once afterwards where the PC slept. Empty: deleted once a day, and the file stays as large as it is.',
    ],
  },
};

const CONNECTION: Groups<ConnectionSettings> = {
  'Orders': {
    startDate: ['From this day', 'day', null, 'day', 'Orders made before are not entered and take nothing from stock; none given: the day the store was set up.'],
    importStatuses: ['Statuses', 'words', null, '', 'The shop\'s statuses whose orders are entered.'],
    documentKind: ['An order becomes a', 'choice', null, '', 'What an order becomes. Sales orders need QuickBooks Premier or Enterprise.',
      { salesReceipt: 'Sales receipt', invoice: 'Invoice', salesOrder: 'Sales order' }],
    documentRules: ['But by payment', 'rules', null, '', 'Rules by payment: the first that fits decides what an order becomes; where none fits, the setting above does.'],
    pendingDocuments: ['Write as pending', 'yesNo', null, '', 'Receipts and invoices are written as pending: they post when somebody completes them in QuickBooks.'],
    refPrefix: ['Prefix', 'text', 4, '', 'Stands before the order\'s number in the document\'s number, which has 11 characters in all.'],
    importRefunds: ['Refunds', 'yesNo', null, '', 'Refunds become credit memos.'],
    invoicePayment: ['Payments of invoices', 'yesNo', null, '', 'A paid order that is entered as an invoice gets its payment as well, so that the invoice is not open.'],
    arAccount: ['Receivables account', 'text', 159, '', 'Full name of the accounts receivable account of invoices, credit memos and their settlement; empty: QuickBooks\' own.'],
    refundSettlement: ['Money given back', 'mode', null, '',
      'How a credit memo is settled, so that the customer\'s balance ends at 0; an empty account is the one that receipts are deposited to.',
      { none: 'Leave the credit memo open', creditCard: 'Credit card refund', check: 'Check' }],
    closedBooks: ['Closed books', 'choice', null, '', 'What becomes of a document dated on or before the closing date.',
      { park: 'It waits for a person', firstOpenDay: 'It is dated on the first open day' }],
    customer: ['Customer', 'customer', null, '', 'One QuickBooks customer for all orders, or one for each buyer, found or added.',
      { catchAll: 'One customer for all web orders', perBuyer: 'One customer for each buyer' }],
    customerName: ['Name of a new customer', 'choice', null, '', 'What a new customer is called, with one customer for each buyer.',
      { companyOrPerson: 'The company, else the person', person: 'The person', lastFirst: 'The person, last name first', email: 'The e-mail address' }],
    customerMatch: ['Find a customer by', 'words', 20, '', 'How a buyer is found among QuickBooks\' customers, first to last; between two that fit the order waits for a person.',
      { accountNumber: 'The account number that Stockbridge gave it', nameAndEmail: 'Name and e-mail together', name: 'The name alone' }],
  },
  'Items in QuickBooks': {
    matchBy: ['Find an item by', 'words', 43, '',
      'What of QuickBooks\' items is compared with the shop\'s SKU, first to last.',
      { sku: 'The item\'s name', barCode: 'Its barcode', partNumber: 'Its manufacturer\'s part number', 'customField:': 'A custom field' }],
    kits: ['Kits', 'choice', null, '', 'A kit (item group) becomes its members at the web price, or a group line with a line for the difference.',
      { members: 'Its members', group: 'A group line' }],
    unknownSku: ['Unknown SKU', 'mode', null, '', 'What becomes of an order with a SKU that QuickBooks does not know; new items are made with quantity 0.',
      {
        park: 'The order waits for a person', substitute: 'Use another item', createNonInventory: 'Add a non-inventory item',
        createService: 'Add a service', createInventory: 'Add an inventory item',
      }],
    shippingItem: ['Shipping', 'text', 159, '', 'Full name of the item for shipping.'],
    shippingItems: ['Shipping by method', 'pairs', 159, '', 'The shop\'s shipping title or method id and the full name of its item, where it is not the one above.'],
    feeItem: ['Fees', 'text', 159, '', 'Full name of the item for fees.'],
    feeItems: ['Fees by title', 'pairs', 159, '', 'The shop\'s fee title and the full name of its item, where it is not the one above.'],
    negativeFeeItem: ['Fees below zero', 'text', 159, '', 'Full name of the item for fees below zero; empty: the item for fees.'],
    discountItem: ['Coupons', 'text', 159, '', 'Full name of the item for coupons, on a line of their own; empty: lines are written at the price after coupons.'],
    refundItem: ['Refunds without goods', 'text', 159, '', 'Full name of the item for money given back without goods.'],
    roundingItem: ['Rounding', 'text', 159, '', 'Full name of the item for rounding differences between the lines and the shop\'s total; empty: any difference parks the order.'],
    roundingLimit: ['Greatest rounding', 'whole', [0, 10_000], 'cents', 'A greater difference parks the order.'],
  },
  'Sales tax': {
    tax: ['Tax', 'tax', null, '',
      'The shop\'s tax to the cent, on a line of its own; or QuickBooks computes it from its tax item, and a difference is shown; or orders with tax are parked.',
      { storeExact: 'As the shop charged it', quickbooks: 'QuickBooks computes it', none: 'No tax' }],
    taxItems: [
      'Tax line by rate', 'pairs', 31, '',
      'The shop\'s name of a tax rate and the item its tax is written on, where it is not the one above; only with the shop\'s tax to the cent.',
    ],
    taxableCode: ['Code of lines with tax', 'text', 3, '', 'QuickBooks\' tax code of lines with tax.'],
    nonTaxableCode: ['Code of lines without', 'text', 3, '', 'The same for lines without.'],
  },
  'Payment': {
    paymentMethods: ['Payment methods', 'pairs', null, '',
      'The shop\'s payment method id and the name of QuickBooks\' payment method; those not named are left out. Receipts only.'],
    depositTo: ['Deposit to', 'text', 159, '', 'Full name of the account that receipts are deposited to; empty: as QuickBooks is set.'],
  },
  'On every document': {
    className: ['Class', 'text', 159, '', 'Full name of the class of every document and its lines; empty: none.'],
    site: ['Site', 'text', 31, '', 'Inventory site of lines with stock; empty: as QuickBooks is set. Needs Advanced Inventory.'],
    salesRep: ['Sales rep', 'text', 5, '', 'Initials of the sales rep; empty: none.'],
    template: ['Template', 'text', 31, '', 'Template the documents are shown with; empty: as QuickBooks is set.'],
    terms: ['Terms', 'text', 31, '', 'Terms of invoices, sales orders and credit memos; empty: the customer\'s.'],
    shipMethods: ['Ship methods', 'pairs', 15, '', 'The shop\'s shipping title or method id and the name of QuickBooks\' ship method; those not named are left out.'],
    poNumberFrom: ['PO number from', 'source', null, '', 'Where the PO number comes from: none, orderNumber, or meta:KEY of the order\'s meta data. Sales receipts have none.'],
    customerMessage: ['Customer message', 'text', 101, '', 'Message from QuickBooks\' list that is printed on the documents; empty: none.'],
    customFields: ['Custom fields', 'pairs', 60, '',
      'QuickBooks custom field and where its value comes from: orderNumber, email, phone, paymentTitle, transactionId, note, or meta:KEY.'],
  },
  'Back to the shop': {
    writeBackNote: ['Note on the order', 'yesNo', null, '', 'The order in the shop gets a note with its number in QuickBooks.'],
    writeBackMeta: ['Meta data on the order', 'yesNo', null, '', 'The order in the shop gets QuickBooks\' TxnID as meta data.'],
    writeBackStatus: ['New status', 'text', 40, '', 'The shop\'s status that an entered order is moved to; empty: as it is.'],
  },
  'Stock': {
    pushStock: ['Send stock', 'yesNo', null, '', 'The shop takes its stock numbers from QuickBooks.'],
    availability: ['Free to sell', 'choice', null, '', 'Which quantity is free to sell. With sales orders or pending documents it must be the second.',
      { onHand: 'Quantity on hand', onHandMinusSalesOrders: 'Quantity on hand less sales orders' }],
    safetyStock: ['Safety stock', 'whole', [0, 1_000_000], 'pieces', 'Pieces that are never offered.'],
    cap: ['Never more than', 'whole', [0, 1_000_000], 'pieces', 'The shop is told at most so many pieces of a listing; 0: as many as there are.'],
    assemblies: ['Assemblies', 'choice', null, '', 'What counts of an assembly: those that are built, or those and as many more as its components allow.',
      { built: 'Those that are built', buildable: 'Built, and what can be built' }],
    inactiveItems: ['Inactive items', 'choice', null, '', 'What the shop is told of an item that was made inactive or deleted in QuickBooks.',
      { leave: 'Nothing: the shop keeps its number', zero: 'Set to 0' }],
    stockSites: ['Sites', 'words', 31, '', 'Full names of the inventory sites whose quantities are added up; empty: all of the company. Needs Advanced Inventory.'],
    wholePieces: ['Whole pieces', 'yesNo', null, '', 'The shop is told whole pieces, rounded down; off: with decimals, for shops that sell by weight or length.'],
  },
  'Schedule': {
    pullMinutes: ['Pull orders every', 'number', [0.05, 1_440], 'minutes', 'Time between two pulls of orders.'],
    listingMinutes: ['Read the listings every', 'number', [1, 10_080], 'minutes', 'Time between two reads of everything the shop sells.'],
    pushMinutes: [
      'Send the queue every', 'number', [0, 1_440], 'minutes',
      'Least time between two runs that send what waits; many updates at once never wait for it. 0: as soon as something is due.',
    ],
    timeoutSeconds: ['Give up a call after', 'whole', [1, 300], 'seconds', 'A call to the shop is given up after this time.'],
  },
};

const MOVES_STOCK: readonly string[] = [
  'pushStock', 'availability', 'safetyStock', 'cap', 'assemblies', 'inactiveItems', 'stockSites', 'wholePieces', 'documentKind', 'documentRules',
  'pendingDocuments', 'startDate', 'matchBy',
];
const MOVES_DOCUMENTS: readonly string[] = [
  'startDate', 'importStatuses', 'documentKind', 'documentRules', 'pendingDocuments', 'refPrefix', 'importRefunds', 'invoicePayment',
  'refundSettlement',
];

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
