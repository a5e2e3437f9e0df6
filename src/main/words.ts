/** Every sentence that the desktop says outside its window: tray, menu, notifications, dialogs. */
import type { Health } from '../contract/host.ts';
import { problem } from '../domain/problem.ts';

export const APP_NAME = 'Stockbridge';

/** What the tray shows: the bridge's health, or that there is no engine at this moment. */
export type TrayState = Health | 'down';

export const TRAY_TIP: Readonly<Record<TrayState, string>> = {
  good: `${APP_NAME}: all is well`,
  attention: `${APP_NAME}: something needs you`,
  stopped: `${APP_NAME}: nothing is written to QuickBooks until you act`,
  starting: `${APP_NAME}: waiting for QuickBooks`,
  down: `${APP_NAME}: starting`,
};

export const TRAY_MENU = { open: `Open ${APP_NAME}`, sync: 'Sync now', quit: 'Quit' } as const;

export const MENU = {
  file: '&File', open: 'Show data folder', sync: 'Sync now', close: 'Close window', quit: 'Quit',
  edit: '&Edit', view: '&View', reload: 'Reload', larger: 'Larger', smaller: 'Smaller', normal: 'Normal size', tools: 'Developer tools',
  help: '&Help', about: `About ${APP_NAME}`,
} as const;

export const STILL_RUNNING = {
  title: `${APP_NAME} keeps running`,
  body: 'The Web Connector can still reach it. Open it again from the icon beside the clock; quit it there as well.',
};

export function aboutText(version: string): string {
  return `${APP_NAME} ${version}`;
}

/** One thing that starts to need a person, or several at once. */
export function attentionNotice(items: readonly { readonly label: string; readonly what: string }[]): { readonly title: string; readonly body: string } {
  const [first] = items;
  if (first !== undefined && items.length === 1) return { title: `${first.label} needs you`, body: first.what };
  return { title: `${String(items.length)} things need you`, body: items.slice(0, 3).map(({ label }) => label).join(', ') + (items.length > 3 ? ' and more' : '') };
}

export function lateNotice(company: string, minutes: number): { readonly title: string; readonly body: string } {
  const since = minutes < 120 ? `${String(minutes)} minutes` : `${String(Math.round(minutes / 60))} hours`;
  return {
    title: `The Web Connector has not called for ${company}`,
    body: `For ${since}. Is QuickBooks open, and is the Web Connector running with Auto-Run ticked?`,
  };
}

export const ENGINE_DOWN = problem('engineDown', 'The part of Stockbridge that does the work stops again and again.',
  'It is started again by itself. If it stays so, restart the PC, then send the log in the data folder to support.');

export const NO_WEB_CONNECTOR = problem('noWebConnector', 'The file is written, but nothing on this PC opens .qwc files.',
  'Install the QuickBooks Web Connector (it comes with QuickBooks Desktop), then try again, or add the file there with "Add an Application".');

export const NOT_OPENED = problem('notOpened', 'It could not be opened.', 'Try again, or open it yourself.');
export const NOT_SAVED = problem('notSaved', 'The file could not be written.', 'Choose another folder, or free some space.');
export const BAD_ASK = problem('badInput', 'This PC was asked for something it does not know.', 'Reload the window; it may be older or newer than the program.');
export const NO_UPDATE = problem('noUpdate', 'No update is waiting.', 'Look for updates first.');
export const UPDATE_FAILED = problem('updateFailed', 'It could not be found out whether there is an update.', 'Check the internet connection, and try again later.');

export const DIALOG = { chooseFolder: 'Choose the data folder', saveFile: 'Save' } as const;

export const NOT_STARTED = 'Stockbridge could not start. Nothing is lost. Start it again; if it stays so, send the file desktop.log to support.';
