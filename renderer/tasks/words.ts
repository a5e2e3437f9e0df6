/** The sentences of the tasks. */
import type { TaskRef } from '../../src/contract/calls/tasks.ts';
import { counted } from '../words.ts';

export const TASKS_WORDS = {
  title: 'Tasks',
  about: 'What runs by itself, and what came of it. A paused task waits until you resume it.',
  table: 'Scheduled tasks',
  heads: { task: 'Task', every: 'Runs', last: 'Last run', result: 'Result', next: 'Next run', actions: 'Actions' },
  kinds: {
    orders: { name: 'Orders', about: 'Reads new and changed orders of the shop.' },
    listings: { name: 'Listings', about: 'Reads everything the shop sells.' },
    inventory: { name: 'Inventory', about: 'Sends due stock numbers to the shop, chunk by chunk.' },
    sweep: { name: 'Sweep', about: 'Has every item in QuickBooks read anew, to find what a read of changes misses.' },
    backup: { name: 'Backup', about: 'Copies the database into the folder of backups.' },
    housekeeping: { name: 'Housekeeping', about: 'Deletes records that are older than they are kept, and makes the file smaller.' },
  } satisfies Record<TaskRef['kind'], { readonly name: string; readonly about: string }>,
  everything: 'Stockbridge',
  every: (milliseconds: number): string => `every ${interval(milliseconds)}`,
  daily: (time: string): string => `every day at ${time}`,
  whenDue: 'when something is due',
  onlyAsked: 'only when you ask',
  heldBack: { quiet: 'Waits for the end of the quiet hours.', dayOff: 'Waits for the next business day.' },
  change: 'Change',
  running: 'Running',
  paused: 'Paused',
  waiting: (count: number): string => `${counted(count, 'update')} waiting`,
  neverRan: 'has not run yet',
  ok: 'Good',
  failed: 'Failed',
  notDue: 'nothing is due',
  runNow: 'Run now',
  pause: 'Pause',
  resume: 'Resume',
  label: (action: string, task: string): string => `${action}: ${task}`,
  ran: (task: string, text: string): string => (text === '' ? `${task} has been started.` : `${task}: ${text}`),
  isPaused: (task: string): string => `${task} is paused.`,
  isResumed: (task: string): string => `${task} runs again.`,
  nameOf: (kind: string, label: string): string => (label === '' ? kind : `${kind}, ${label}`),
  none: { title: 'No tasks yet', text: 'Tasks appear as soon as a company and a store are set up.' },
} as const;

const STEPS: readonly (readonly [string, number])[] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000]];

/** `5 minutes`, `6 hours`, `90 minutes`: the greatest unit that is exact. */
function interval(milliseconds: number): string {
  const [unit, length] = STEPS.find(([, size]) => milliseconds >= size && milliseconds % size === 0) ?? ['second', 1_000];
  const count = Math.max(1, Math.round(milliseconds / length));
  return count === 1 ? unit : counted(count, unit);
}
