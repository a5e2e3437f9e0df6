/** The sentences of the pending tab. */
import type { JobKind, JobState } from '../../src/domain/job.ts';
import type { UpdateState } from '../../src/domain/update.ts';
import { formatCount, formatDuration } from '../parts/format.ts';
import { counted } from '../words.ts';

export const JOB_KINDS: Readonly<Record<JobKind, string>> = {
  salesReceipt: 'Sales receipt', invoice: 'Invoice', salesOrder: 'Sales order', creditMemo: 'Credit memo', customer: 'Customer',
  receivePayment: 'Payment', arRefundCreditCard: 'Credit card refund', check: 'Check', item: 'Item',
};

/** What a state means for the reader. */
export const JOB_MEANING: Readonly<Record<JobState, string>> = {
  waiting: 'It is prepared and goes into QuickBooks with one of the next sessions.',
  ready: 'It goes into QuickBooks with the next session.',
  sent: 'It is with QuickBooks now; its answer is awaited.',
  inDoubt: 'It was sent, and no answer came. Before anything is sent again, the next session looks whether QuickBooks has it.',
  needsAttention: 'It waits for your decision.',
  done: 'QuickBooks has it.',
  cancelled: 'It will not be entered.',
};

export const UPDATE_MEANING: Readonly<Record<UpdateState, string>> = {
  pending: 'It goes out by itself. The number is computed at the moment it is sent.',
  pushing: 'It is with the store now; its answer is awaited.',
  held: 'It belongs to a run that would set many products to 0, and waits for your decision.',
  failed: 'The store did not take the number. It is tried again when you ask, or when the number changes.',
};

export const PENDING = {
  title: 'Pending',
  about: 'What has still to go to the stores and into QuickBooks.',
  lists: 'Queues',
  updates: (count: number | null): string => (count === null ? 'Stock updates' : `Stock updates (${formatCount(count)})`),
  jobs: (count: number | null): string => (count === null ? 'For QuickBooks' : `For QuickBooks (${formatCount(count)})`),
  updatesLabel: 'Stock updates that wait',
  jobsLabel: 'Documents for QuickBooks',

  sendNow: 'Send now',
  sendNowHint: 'Send what waits at once instead of at its time',
  sending: (count: number): string => (count === 0 ? 'There is nothing waiting.' : `${counted(count, 'update')} ${count === 1 ? 'goes' : 'go'} out now.`),
  retryFailed: (count: number): string => `Try ${counted(count, 'failed one')} again`,
  retriedAll: (count: number): string => `${counted(count, 'update')} will be tried again.`,

  progress: (store: string): string => `Sending to ${store}`,
  left: (remaining: number): string => `${formatCount(remaining)} left`,
  rate: (perMinute: number): string => `about ${formatCount(Math.max(1, Math.round(perMinute)))} a minute`,
  timeLeft: (seconds: number): string => `${formatDuration(seconds)} to go`,
  measuring: 'measuring the speed…',
  doneSoFar: (done: number): string => `${formatCount(done)} confirmed since the run began`,

  held: (store: string, count: number): { readonly what: string; readonly todo: string } => ({
    what: `${counted(count, 'update')} for ${store} ${count === 1 ? 'is' : 'are'} held: the run would set many products to 0.`,
    todo: 'Look in QuickBooks whether these items are really sold out. Then send the run, or discard it; a discarded product is due again when its number changes.',
  }),
  showHeld: 'Show them',
  approve: 'Send the run',
  approveTitle: 'Set these products to 0 in the store?',
  approveText: (store: string, count: number): string => `${counted(count, 'update')} will be sent to ${store}. Products that go to 0 cannot be bought there any more.`,
  approved: (count: number): string => `${counted(count, 'update')} will be sent.`,
  discard: 'Discard the run',
  discardTitle: 'Discard the held run?',
  discardText: (store: string, count: number): string =>
    `${counted(count, 'update')} will not be sent. ${store} keeps the numbers it shows now, until a number changes in QuickBooks.`,
  discarded: (count: number): string => `${counted(count, 'update')} discarded.`,

  search: 'Search',
  updatesHint: 'SKU or name',
  jobsHint: 'Order or document number',
  store: 'Store',
  state: 'State',
  anyState: 'Any state',
  open: 'Not finished',

  columns: {
    sku: 'SKU',
    name: 'Name',
    store: 'Store',
    state: 'State',
    due: 'Due since',
    attempts: 'Tries',
    note: 'Note',
    label: 'Order',
    kind: 'Document',
    number: 'Number',
    total: 'Total',
    created: 'Received',
  },
  wait: (when: string): string => `Next try at ${when}`,

  dueSince: 'Due since',
  nextTry: 'Next try',
  attempts: 'Tries so far',
  received: 'Received',
  sentAt: 'Sent',
  document: 'Document',
  number: 'Number in QuickBooks',
  total: 'Total in the store',
  booked: 'Total in QuickBooks',
  retry: 'Try again',
  retriedUpdate: (sku: string): string => `${sku} will be tried again.`,
  retriedJob: (label: string): string => `${label} is tried again with the next session.`,
  skip: 'Skip',
  skipTitle: 'Skip this update?',
  skipText: (sku: string): string => `${sku} leaves the queue. The store keeps the number it shows now, until the number changes again.`,
  skipped: (sku: string): string => `${sku} was skipped.`,
  cancelJob: 'Do not enter it',
  cancelTitle: 'Leave it out of QuickBooks?',
  cancelText: (label: string): string =>
    `${label} will not be entered in QuickBooks, now or later. What it sold stays subtracted from the stock until the shop takes the order back.`,
  cancelled: (label: string): string => `${label} will not be entered.`,
  seeLog: 'Show its history',
  seeOrder: 'Show the order',

  noUpdates: { title: 'Nothing is waiting', text: 'Every store shows the numbers that QuickBooks has. When stock changes, what has to be sent appears here.' },
  noJobs: { title: 'Nothing is waiting for QuickBooks', text: 'Every order the stores have sent is entered. New ones appear here until QuickBooks has taken them.' },
  noneFound: { title: 'Nothing found', text: 'Nothing in the queue fits this search and these filters.' },
} as const;
