/** The sentences of the dashboard. */
import type { Output } from '../../src/contract/contract.ts';
import { formatCount } from '../parts/format.ts';
import { counted } from '../words.ts';

type Headline = Output<'dashboard.show'>['headline'];
type Standing = Output<'inventory.page'>['rows'][number]['standing'];

/** One sentence for how the bridge is doing, and one for what that means. */
export const HEADLINES: Readonly<Record<Headline['reason'], (headline: Headline) => { readonly what: string; readonly more: string }>> = {
  noCompany: () => ({ what: 'No company is set up yet.', more: 'Connect your store and your QuickBooks company file; it takes a few minutes.' }),
  stopped: ({ label }) => ({ what: `Nothing is written to QuickBooks for ${label}.`, more: 'The reason is shown below, with what to do. Orders wait safely until then.' }),
  confirm: ({ label }) => ({ what: `Is this your company? A company file has answered for ${label}.`, more: 'Nothing is written until you have said that it is the right one.' }),
  notPolling: ({ label }) => ({
    what: `The Web Connector has stopped calling for ${label}.`,
    more: 'Open the QuickBooks Web Connector on this PC and see that it is running, that Auto-Run is ticked and that QuickBooks can be opened.',
  }),
  shopDown: ({ label }) => ({ what: `${label} cannot be reached.`, more: 'Orders and stock numbers for this store wait. The bridge keeps trying by itself.' }),
  needsYou: ({ count }) => ({ what: `${counted(count, 'thing')} ${count === 1 ? 'needs' : 'need'} you.`, more: 'Everything else goes on. What waits for you is listed below.' }),
  firstPoll: ({ label }) => ({
    what: `Waiting for QuickBooks to call for the first time for ${label}.`,
    more: 'Open the Web Connector, tick the application and choose “Update Selected”.',
  }),
  slept: ({ label }) => ({
    what: 'This PC was asleep.',
    more: `Waiting for the next call of the Web Connector for ${label}. It calls again by itself, usually within a few minutes.`,
  }),
  started: ({ label }) => ({
    what: 'Stockbridge has just been started.',
    more: `Waiting for the next call of the Web Connector for ${label}. It calls again by itself, usually within a few minutes.`,
  }),
  sending: ({ count }) => ({ what: 'All good. Stock numbers are on their way.', more: `${counted(count, 'update')} still to go out; there is nothing for you to do.` }),
  good: () => ({ what: 'All good.', more: 'Orders and stock are in step. There is nothing for you to do.' }),
};

export const STANDINGS: Readonly<Record<Standing, string>> = {
  inStep: 'In step', due: 'To be sent', held: 'Held', failed: 'Failed', skipped: 'Not sent', never: 'Never sent',
};

export const DASHBOARD = {
  behind: (updates: string, oldest: string): string => `${updates} ${updates === '1' ? 'update' : 'updates'} behind, oldest from ${oldest}.`,
  title: 'Dashboard',
  syncNow: 'Sync now',
  synced: (orders: number): string => (orders === 0
    ? 'Looked in every store; there were no new orders.'
    : `Looked in every store and found ${counted(orders, 'new or changed order')}.`),
  setUp: 'Set up a company',
  setUpTitle: 'Welcome to Stockbridge',
  setUpText: 'Stockbridge brings the orders of your web store into QuickBooks and tells the store what is in stock. Begin by connecting the two.',
  setUpElsewhere: 'Use “init” with a provisioning file to set up the first company; the guide shows one.',

  lastSession: 'Last session',
  noSession: 'None yet',
  running: (percent: number): string => `Running, ${String(percent)} % done`,
  nextPoll: 'Next call of the Web Connector',
  unknownPoll: 'Not known yet',
  unknownPollMore: 'It has never called.',
  lastPoll: 'Last call',
  overduePoll: 'Overdue',
  ordersToday: 'Orders today',
  entered: (entered: number, waiting: number): string =>
    `${formatCount(entered)} entered in QuickBooks today, ${waiting === 0 ? 'none waiting' : `${formatCount(waiting)} waiting`}`,
  updates: 'Stock updates pending',
  noUpdates: 'Every store is told.',
  someUpdates: (held: number, failed: number): string =>
    [held > 0 ? `${formatCount(held)} held` : '', failed > 0 ? `${formatCount(failed)} failed` : '']
      .filter((part) => part !== '')
      .join(', ') || 'They go out by themselves.',
  seePending: 'Show the queue',

  problems: 'Needs your attention',
  moreProblems: (hidden: number): string => `Show ${formatCount(hidden)} more`,
  cut: 'There are more of the same kind than are listed here.',
  approve: 'Yes, this is my company',
  approveTitle: 'Is this your company file?',
  approveText: 'From now on orders are written into this company file:',
  approveOlder: 'Go on with this older file',
  approveOlderAgain: 'Go on, and enter them again',
  olderTitle: 'Go on with this older file?',
  olderText: 'These documents were entered and are missing in it. What they sold stays subtracted from the stock.',
  olderEach: 'Each of them waits for your decision under Orders: enter it again, or say that you have entered it by hand.',
  olderAgain: 'All of them are entered again. Before each is written, its number is looked for in QuickBooks.',
  missing: (name: string, when: string): string => `${name}, entered ${when}`,
  looked: 'I have looked at them',
  lookedDone: 'Noted.',
  approved: 'Approved. Orders go into QuickBooks with the next session.',
  check: 'Try to sign in',
  checked: (title: string): string => `${title} answered; the sign-in works.`,
  retry: 'Try again',
  retried: (label: string): string => `${label} is tried again with the next session.`,
  decide: 'Decide',
  show: 'Show',
  settings: 'Settings',
  tasks: 'Tasks',
  backups: 'Backups',

  inventory: 'Inventory',
  inventoryLabel: 'SKUs with the outcome of their last synchronization',
  search: 'Search',
  searchHint: 'SKU or name',
  store: 'Store',
  outcome: 'Outcome',
  anyOutcome: 'Any outcome',
  columns: { sku: 'SKU', name: 'Name', store: 'Store', onHand: 'QuickBooks', confirmed: 'In store', standing: 'Outcome', at: 'When', text: 'Details' },
  noListings: { title: 'No products yet', text: 'The store’s products appear here as soon as they have been read for the first time.' },
  noneFound: { title: 'Nothing found', text: 'No product fits this search and these filters.' },
} as const;
