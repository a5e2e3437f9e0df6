/** The sentences of the orders tab. */
import type { JobKind, JobState } from '../../src/domain/job.ts';
import { counted } from '../words.ts';

/** A document's name inside a sentence: `as receipt W1036`. */
export const KIND_NOUNS: Readonly<Record<JobKind, string>> = {
  salesReceipt: 'receipt', invoice: 'invoice', salesOrder: 'sales order', creditMemo: 'credit memo', customer: 'customer',
  receivePayment: 'payment', arRefundCreditCard: 'credit card refund', check: 'check', item: 'item',
};

/** QuickBooks' own names for kinds of documents, as people say them. */
const TYPES: Readonly<Record<string, string>> = { SalesReceipt: 'Sales receipt', Invoice: 'Invoice', SalesOrder: 'Sales order', CreditMemo: 'Credit memo' };

export function typeWords(type: string): string {
  return TYPES[type] ?? type;
}

export const ORDERS = {
  title: 'Orders',
  about: 'Every order and refund of the stores, and how far it is on its way into QuickBooks.',
  table: 'Orders and refunds',
  search: 'Search',
  searchHint: 'Order or document number',
  store: 'Store',
  show: 'Show',
  shows: { all: 'All orders', needsAttention: 'Needs you', inDoubt: 'In doubt', open: 'Not finished', done: 'In QuickBooks', cancelled: 'Cancelled' },
  withCount: (text: string, count: number): string => (count === 0 ? text : `${text} (${String(count)})`),
  columns: { order: 'Order', store: 'Store', way: 'Its way', total: 'Total', received: 'Received' },
  empty: { title: 'No orders yet', text: 'Orders appear here as soon as the store has been looked into for the first time.' },
  noneFound: { title: 'Nothing found', text: 'No order fits this search and these filters.' },
  noneToDo: { title: 'Nothing needs you', text: 'Every order is on its way or in QuickBooks.' },
  showAll: 'Show all orders',
  panel: (label: string): string => `Order ${label}`,

  way: 'Its way into QuickBooks',
  steps: { received: 'Received', planned: 'Planned', sent: 'Sent', booked: 'In QuickBooks' },
  bookedAs: (kind: JobKind, number: string): string => (number === '' ? 'In QuickBooks' : `In QuickBooks as ${KIND_NOUNS[kind]} ${number}`),
  byHand: 'In QuickBooks, entered by hand',
  inShort: {
    waiting: 'Received, being planned', ready: 'Planned, goes out with the next session', sent: 'Sent, answer awaited', inDoubt: 'In doubt, QuickBooks is asked',
    needsAttention: 'Needs you', done: 'In QuickBooks', cancelled: 'Cancelled, not entered',
  } satisfies Readonly<Record<JobState, string>>,
  stepStates: { done: 'done', now: 'now', ahead: 'still to come', attention: 'needs you', doubt: 'in doubt', skipped: 'left out' },

  toSetting: 'Open the setting',
  whatToDo: 'What you can do',
  whatToDoAbout: (what: string): string => `What you can do: ${what}`,
  nothingToDo: { inDoubt: 'Nothing: the next session of the Web Connector asks QuickBooks and settles it. Until then nothing like it is sent.' },
  retry: 'Try again',
  newNumber: 'Enter it with a new number',
  retried: (label: string): string => `Order ${label} goes out again with the next session.`,
  markEntered: 'It is in QuickBooks already…',
  isThere: 'It is in QuickBooks…',
  isNotThere: 'It is not: enter it again…',
  isNotThereNew: 'It is not: enter it with a new number…',
  cancelOrder: 'Do not enter it…',
  enteredTitle: (label: string): string => `Is order ${label} in QuickBooks?`,
  enteredText: 'Only say so when you have seen it there. It is never entered again after that.',
  enteredConfirm: 'Yes, it is there',
  txnId: 'TxnID in QuickBooks (optional)',
  txnIdHint: 'Looks like 1A2B-1234567890. It helps to find the document later; leave it empty if you do not know it.',
  txnIdWrong: 'A TxnID has letters, digits and hyphens only, at most 36.',
  entered: (label: string): string => `Order ${label} counts as entered and is not sent again.`,
  absentTitle: (label: string): string => `Enter order ${label} again?`,
  absentText: 'Only if you have looked in QuickBooks, by number, customer and date, and it is not there. It goes out with the next session.',
  absentConfirm: 'Yes, enter it again',
  cancelTitle: (label: string): string => `Leave order ${label} out of QuickBooks?`,
  cancelText: 'It is not entered, now or later. What it sold stays subtracted from the stock until the store takes the order back.',
  cancelConfirm: 'Do not enter it',
  cancelled: (label: string): string => `Order ${label} will not be entered.`,
  openInStore: 'Open in the store',
  openedInStore: 'The store’s page opens in your browser.',

  compare: 'Both records side by side',
  compareAbout: 'Compare them, then say above whether they are the same.',
  compareColumns: { part: 'Part', store: 'The store’s order', quickbooks: 'In QuickBooks' },
  notKnownYet: 'Not known yet: the next session of the Web Connector asks QuickBooks.',
  nothingFound: (number: string): string => `QuickBooks has not shown a document for it so far. Look there for number ${number}, the customer and the date.`,
  parts: { number: 'Number', date: 'Date', customer: 'Customer', total: 'Total', memo: 'Memo', txnId: 'TxnID', type: 'Kind', seen: 'Seen' },
  memoCarries: (key: string): string => `carries our key ${key}`,
  ours: 'Carries our key: entered by Stockbridge.',
  notOurs: 'Without our key: entered by somebody else, or by hand.',
  same: 'the same',
  differs: 'differs',

  changed: 'Changed in the store after it was sent',
  changedLeft: 'You have seen it and left it as it is in QuickBooks. Another change in the store is shown again.',
  leaveIt: 'Leave it as it is',
  left: (label: string): string => `Order ${label} stays as it is in QuickBooks.`,
  markCorrected: 'I have corrected it in QuickBooks',
  corrected: (label: string): string => `Order ${label} counts as corrected.`,
  acknowledge: 'I have seen it',
  seen: (label: string): string => `The warning is off order ${label}; the sync log keeps it.`,
  related: 'Belongs to it',
  asPdf: (kind: string): string => `${kind} as PDF`,
  invoiceFresh: 'Read it in QuickBooks anew',
  invoiceOpened: 'It opens in your PDF reader.',
  invoiceSaved: (name: string): string => `${name} is in your downloads.`,
  preview: 'Preview: as it would look in QuickBooks',
  previewAbout: 'It goes out like this with the next session.',
  previewHeld: 'Nothing is entered before you have begun in setup. You can send this one alone.',
  tellShop: 'Tell the store again',
  telling: 'The store is told again.',
  untold: 'The store has not been told of it yet; that happens by itself.',
  notTold: 'The store could not be told',
  toldAgain: 'It is tried again by itself',
  changedAbout: 'QuickBooks is left as it is; correct it there if it should change.',
  changedFields: { total: 'Total', tax: 'Tax', 'shipping address': 'Shipping address' } as Readonly<Record<string, string>>,
  changedLine: 'A line',
  changedColumns: { field: 'What', sent: 'As sent', now: 'In the store now' },

  document: 'The order',
  facts: {
    kind: 'Document', number: 'Number in QuickBooks', customer: 'Customer', email: 'E-mail', placed: 'Placed', status: 'Status in the store', payment: 'Paid by', total: 'Total', booked: 'Booked in QuickBooks',
    tax: 'Tax', shipping: 'Shipping', fees: 'Fees', evidence: 'How it was settled', sent: 'Sent', tries: 'Tries', store: 'Store', coupons: 'Coupons', note: 'Customer’s note', nextTry: 'Not before',
  },
  gone: 'Deleted in the store',
  lineColumns: { item: 'Item', quantity: 'Quantity', total: 'Total' },
  lines: 'Lines of the order',
  noOrder: 'The store’s order is not kept any more.',

  history: 'History',
  noHistory: 'No line of the sync log is about it any more.',
  wholeHistory: 'See it in the sync log',
  exchanges: (count: number): string => `Raw requests and answers (${String(count)})`,
  noExchanges: 'Nothing has been sent for it yet, or it has been tidied away.',

  unreadable: (count: number): string => `${counted(count, 'order')} could not be read`,
  hide: 'Hide them',
  showThem: 'Show them',
  unreadableOrder: (number: string, store: string): string => `${store}, order ${number}`,
} as const;
