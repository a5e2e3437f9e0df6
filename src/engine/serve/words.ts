/** The sentences of the pages that the headless bridge shows in a browser. */
import type { Output } from '../../contract/contract.ts';

type Status = Output<'status.show'>;

export const HEALTH: Readonly<Record<Status['health'], string>> = {
  good: 'All is well. There is nothing to do.',
  attention: 'Work goes on, and something needs you.',
  stopped: 'Nothing is written to QuickBooks until you act.',
  starting: 'Waiting for QuickBooks to answer for the first time.',
};

export const COMPANY_STATE: Readonly<Record<Status['companies'][number]['state'], string>> = {
  unknown: 'No company file has answered yet.',
  confirm: 'A company file has answered and waits for your word.',
  approved: 'The company file is approved.',
  stopped: 'Stopped: nothing is written.',
};

export const JOB_STATE: readonly (readonly [keyof Status['companies'][number]['jobs'], string])[] = [
  ['needsAttention', 'Need attention'],
  ['inDoubt', 'In doubt'],
  ['waiting', 'Waiting'],
  ['ready', 'Ready'],
  ['sent', 'On the way'],
  ['done', 'In QuickBooks'],
  ['cancelled', 'Cancelled'],
];

export const SIGN_IN = {
  title: 'Please sign in',
  what: 'This address needs a one-time code, and this browser has not used one, or it was used too long ago.',
  todo: 'Start "serve" again and open the address that it prints after "ui".',
};

export const USED_CODE = {
  title: 'This code does not work any more',
  what: 'A one-time code works once, within ten minutes.',
  todo: 'Start "serve" again and open the new address that it prints after "ui".',
};

export const WRONG_DOOR = {
  title: 'Refused',
  todo: 'Type the address into the browser, beginning with http://localhost and the port.',
};

export const NOTHING_HERE = { title: 'There is nothing here', what: 'This address is not part of Stockbridge.', todo: 'The state of the bridge is shown at /ui/.' };

export const WINDOW_NOTE = 'The window comes with the desktop app. This page shows how the bridge is doing; it changes nothing.';
