/** The sentences of the sync log. */
import type { Outcome } from '../../src/domain/syncLog.ts';
import type { BadgeTone } from '../parts/StatusBadge.tsx';
import { formatCount } from '../parts/format.ts';
import { counted } from '../words.ts';

/** What became of it, with the colour and shape of its badge. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, { readonly text: string; readonly tone: BadgeTone }>> = {
  confirmed: { text: 'Confirmed', tone: 'good' },
  failed: { text: 'Failed', tone: 'bad' },
  skipped: { text: 'Not sent', tone: 'attention' },
  held: { text: 'Held', tone: 'held' },
  inserted: { text: 'In QuickBooks', tone: 'good' },
  inDoubt: { text: 'In doubt', tone: 'attention' },
  settled: { text: 'Settled', tone: 'good' },
  needsAttention: { text: 'Needs you', tone: 'attention' },
  cut: { text: 'Shortened', tone: 'quiet' },
  received: { text: 'Received', tone: 'quiet' },
  cancelled: { text: 'Cancelled', tone: 'quiet' },
  changed: { text: 'Changed in store', tone: 'attention' },
  info: { text: 'Note', tone: 'quiet' },
};

export const LOG = {
  title: 'Sync log',
  about: 'Everything that happened, line by line. Choose one to see what is behind it.',
  table: 'Lines of the sync log, newest first',
  search: 'Search',
  searchHint: 'SKU, order or words',
  outcome: 'Outcome',
  anyOutcome: 'Any outcome',
  company: 'Company',
  allCompanies: 'All companies',
  store: 'Store',
  from: 'From',
  to: 'To',
  clear: 'Clear all filters',
  onlySku: (sku: string): string => `Only SKU ${sku}`,
  onlyOrder: (order: string): string => `Only order ${order}`,
  takeOut: (filter: string): string => `Take out: ${filter}`,
  lines: (total: number, isExact: boolean): string => (isExact ? counted(total, 'line') : `${formatCount(1_000)}+ lines`),
  news: 'There are newer lines',
  showNews: 'Show them',
  columns: { at: 'When', about: 'SKU or order', store: 'Store', outcome: 'Outcome', quickbooks: 'QuickBooks', sent: 'Sent', answered: 'Answered', text: 'What happened' },
  order: (order: string): string => `Order ${order}`,
  empty: { title: 'Nothing has happened yet', text: 'As soon as orders arrive or stock numbers go out, each of them is written down here.' },
  noneFound: { title: 'Nothing found', text: 'No line fits this search and these filters. Words are found by their beginning, in any order.' },

  exportCsv: 'Export to CSV',
  exporting: (lines: number): string => `Exporting, ${counted(lines, 'line')} so far`,
  stopExport: 'Stop the export',
  exported: (lines: number, name: string): string => `${counted(lines, 'line')} saved as ${name}.`,
  nothingToExport: 'There is no line to export.',

  skuTitle: (sku: string): string => `SKU ${sku}`,
  noteTitle: 'Note',
  facts: { at: 'When', company: 'Company', store: 'Store', outcome: 'Outcome', route: 'How it was sent', exchange: 'Exchange', call: 'Call', status: 'Status', tries: 'Tries' },
  inline: 'At once, while the Web Connector waited',
  queued: 'From the queue',
  quickbooksValue: 'QuickBooks had',
  sentValue: 'Sent to the store',
  storeValue: 'The store answered',
  none: 'none',
  moreOfSku: 'All lines of this SKU',
  moreOfOrder: 'All lines of this order',
  openOrder: 'Open the order',
  seeUpdate: 'Its place in the queue',

  raw: 'Behind it: the exchange with QuickBooks',
  request: 'Request to QuickBooks',
  answer: 'Answer of QuickBooks',
  noAnswer: 'No answer was received.',
  cut: 'The text is cut here; it is longer than can be shown at once.',
  wholeText: 'Show the whole text',
  saveRaw: 'Save both as a file',
  gone: 'The raw request and answer are older than they are kept, and have been tidied away.',
  noExchange: 'No request to QuickBooks belongs to this line.',
  onlyNumbers: 'Of this line only the numbers are kept: it was written by an earlier version, or no call went out.',

  storeCall: 'Behind it: the call to the store',
  storeRequestPart: 'Sent to the store, this SKU',
  storeAnswerPart: 'Answer of the store, this SKU',
  storeRequest: 'Sent to the store, the whole call',
  storeAnswer: 'Answer of the store, the whole call',
  noStoreAnswer: 'No answer was received.',
  noStatus: 'No answer came',
  tries: (times: number): string => `It went out ${formatCount(times)} times; this is the last`,
  leftOut: (characters: number): string => `The text is longer than is kept: ${counted(characters, 'more character')} left out.`,
  wholeCall: 'Show the whole call',
  onlyPart: 'Show only this SKU',
} as const;

/** Why a request went out; the engine's own word where there is none here. */
const PURPOSES: Readonly<Record<string, string>> = {
  identify: 'Which company file is it?',
  guard: 'Are our last documents still there?',
  statusCheck: 'What became of the last request?',
  findDoubtful: 'Is the document in QuickBooks?',
  lookupItems: 'Looking for items',
  lookupCustomers: 'Looking for customers',
  waitingCustomers: 'Are customers that wait there already?',
  checkNumbers: 'Are the numbers still free?',
  write: 'Entering it',
  posted: 'Are pending documents completed?',
  fullRead: 'Reading all items',
  modifiedRead: 'Reading changed items',
  touchedRead: 'Reading the items that were sold',
  wantedRead: 'Reading the items you asked for',
  sweepCount: 'Counting items',
  sweepBatch: 'Comparing items',
};
const EXCHANGE_STATES: Readonly<Record<string, string>> = {
  prepared: 'not handed out yet', handed: 'handed out, no answer yet', answered: 'answered', lost: 'no answer came', dropped: 'never handed out',
};

export function purposeWords(purpose: string): string {
  return PURPOSES[purpose] ?? purpose;
}

export function exchangeStateWords(state: string): string {
  return EXCHANGE_STATES[state] ?? state;
}
