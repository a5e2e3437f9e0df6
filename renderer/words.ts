/** The sentences of the window's frame and of the parts that all tabs share; each tab has a words.ts of its own beside it. */
import type { JobState } from '../src/domain/job.ts';
import type { UpdateState } from '../src/domain/update.ts';
import { formatCount } from './parts/format.ts';

export const WORDS = {
  product: 'Stockbridge',
  windowTitle: (tab: string): string => `${tab} – Stockbridge`,
  navigation: 'Tabs',
  skip: 'Skip to the content',

  loading: 'Loading',
  never: 'never',
  justNow: 'just now',
  soon: 'in a moment',
  otherWords: 'In the other program’s words',
  dismiss: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  storeOfCompany: (store: string, company: string): string => `${store} (${company})`,
  allStores: 'All stores',

  /** Here and not in the wizard's words: every page shows it. */
  unfinished: { what: (name: string): string => `Setup of ${name} is not finished.`, todo: 'Nothing is written until it is.', go: 'Continue setup' },
  connecting: { title: 'Opening Stockbridge', text: 'The window waits for the bridge behind it to answer.' },
  lost: { what: 'The bridge is starting again…', todo: 'Nothing is lost. What you see is from before; it is renewed as soon as the bridge answers.' },
  startFailed: {
    title: 'Stockbridge could not start',
    text: 'Nothing is synchronized until this is put right. No orders and no stock numbers are lost: they wait in the stores and in QuickBooks.',
    again: 'Try again',
  },
  signIn: { title: 'Please sign in again', text: 'The bridge goes on working. Only this page has to be let in again.', again: 'Try again' },
  fault: {
    title: 'This page met an unexpected fault',
    text: 'The bridge itself goes on working. Open the page again; if the fault comes back, send the diagnostics to support.',
    again: 'Open the page again',
  },
} as const;

const MEGABYTE = 1024 * 1024;

/** `3.2 MB` */
function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

export const BACKUPS = {
  title: 'Backups',
  about: 'Once a day the bridge copies its database into the folder “backups” of the data folder. Your QuickBooks file is not in it; back that up as you always do.',
  columns: ['Made', 'Size', 'What it is', 'Restore'],
  kind: { backup: 'Backup', replaced: 'Put aside by a restore' },
  size: megabytes,
  none: 'There is no backup yet. The first one is made within a minute once a company is set up.',
  kept: (days: number): string => `Backups are kept ${String(days)} days, and three at least. What a restore put aside is never deleted.`,
  make: 'Back up now',
  making: 'Backing up …',
  made: (bytes: number): string => `Backed up: ${megabytes(bytes)}.`,
  restore: 'Restore…',
  restoreOf: (when: string): string => `Restore the backup of ${when}…`,
  question: (when: string): string => `Go back to the backup of ${when}?`,
  consequences: [
    'Settings, links and decisions made since then are lost. The database in use is put aside, not deleted.',
    'Orders come again from the stores. The next session asks QuickBooks for every document entered since then before it writes anything, so nothing is entered twice. Every stock number is computed anew.',
    'The bridge starts again; this takes a few seconds.',
  ],
  confirm: 'Restore this backup',
  restarting: 'The backup is being put in place; the bridge starts again.',
  atNextStart: 'The backup is prepared. It takes effect when the bridge is started again.',
  restored: (at: string, from: string, isChecking: boolean): string =>
    `Restored ${at} from a backup that knew what happened until ${from}. ${isChecking ? 'The stores, or QuickBooks, are still to be asked what happened since.' : 'What happened since has been found again.'}`,
} as const;

/** How each state of a document for QuickBooks is called. */
export const JOB_STATES: Readonly<Record<JobState, string>> = {
  waiting: 'Waiting', ready: 'Ready', sent: 'On the way', inDoubt: 'In doubt', needsAttention: 'Needs you', done: 'In QuickBooks', cancelled: 'Cancelled',
};

/** How each state of a stock update is called. */
export const UPDATE_STATES: Readonly<Record<UpdateState, string>> = { pending: 'Pending', pushing: 'Sending', held: 'Held', failed: 'Failed' };

/** `1 order`, `12 orders` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
