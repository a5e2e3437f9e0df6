/**
 * Every HRESULT the Web Connector is known to pass on, with what to do about it and plain words. Source: Intuit's SDK lists and
 * field reports, docs/qbxml.md.
 */
import type { StatusClass } from './statusWords.ts';

export type HresultWords = readonly [Exclude<StatusClass, 'ok' | 'notFound'>, string, string];

const NEXT = 'Nothing to do: the Web Connector tries again at its next run.';
const ALLOW = 'As Admin, open Edit, Preferences, Integrated Applications, Company Preferences in QuickBooks and allow Stockbridge.';
const REPAIR = 'Repair or reinstall QuickBooks on this PC, then run the Web Connector again.';

/** Keys are eight upper-case hexadecimal digits. */
export const HRESULT_WORDS: Readonly<Record<string, HresultWords>> = {
  '80040400': ['bug', 'QuickBooks could not read the request; nothing in it was carried out.',
    'Send the stored exchange to support. The document stays here and is not lost.'],
  '80040401': ['retry', 'The Web Connector could not reach QuickBooks.', `${NEXT} If it goes on, repair QuickBooks.`],
  '80040402': ['retry', 'QuickBooks reported an unexpected error.', `${NEXT} If it goes on, look into qbsdklog.txt of QuickBooks.`],
  '80040403': ['user', 'QuickBooks could not open the company file.',
    'Check that the file is where the Web Connector expects it and opens in QuickBooks.'],
  '80040408': ['retry', 'QuickBooks could not be started.', `Start QuickBooks and open the company file. ${NEXT}`],
  '8004040A': ['user', 'Another company file is open in QuickBooks.',
    'Open the right company file, or close QuickBooks, and run the Web Connector again.'],
  '8004040D': ['retry', 'QuickBooks lost the connection to the Web Connector.', NEXT],
  '80040410': ['user', 'The company file is open in another mode (single or multi-user).',
    'Switch the mode in QuickBooks, or close the file, and run the Web Connector again.'],
  '80040414': ['retry', 'A window in QuickBooks is waiting for an answer.', `Close the dialog window in QuickBooks. ${NEXT}`],
  '80040416': ['user', 'QuickBooks is not running and the company file to open is not known.',
    'Open the company file in QuickBooks and run the Web Connector again.'],
  '80040418': ['user', 'Stockbridge has not yet been allowed to use this company file.', `${ALLOW} Then run the Web Connector again.`],
  '8004041A': ['user', 'Stockbridge may not use this company file.', `${ALLOW} Then run the Web Connector again.`],
  '8004041B': ['retry', 'QuickBooks could not tell who has the company file locked.', NEXT],
  '8004041C': ['retry', 'QuickBooks reported an internal error.', `${NEXT} If it goes on, restart QuickBooks.`],
  '8004041D': ['user', 'Stockbridge may not log in to QuickBooks by itself.',
    `${ALLOW} Tick "Allow this application to login automatically", or keep QuickBooks open.`],
  '8004041E': ['user', 'The certificate of the application has expired.',
    'Install the newest version of this program and add it to the Web Connector again.'],
  '8004041F': ['user', 'This edition of QuickBooks cannot be used by other programs.', 'Use QuickBooks Pro, Premier or Enterprise.'],
  '80040420': ['user', 'Somebody refused the access in QuickBooks.', `${ALLOW} Then run the Web Connector again.`],
  '80040421': ['user', 'QuickBooks has a message for you.', 'Read the message below, do what it asks, and run the Web Connector again.'],
  '80040422': ['user', 'QuickBooks must be in single-user mode because another program shares the file.',
    'Close the other program or switch the mode, and run the Web Connector again.'],
  '80040423': ['bug', 'This QuickBooks does not know the qbXML version that was used.',
    'Install the newest updates of QuickBooks; if it happens again, send the stored exchange to support.'],
  '80040424': ['retry', 'QuickBooks has not finished starting.', NEXT],
  '80040427': ['user', 'QuickBooks is not registered.', 'Register QuickBooks, then run the Web Connector again.'],
  '8004042A': ['user', 'Remote access is not allowed in QuickBooks.', `${ALLOW} Then run the Web Connector again.`],
  '8004042C': ['user', 'The certificate of the application has been revoked.',
    'Install the newest version of this program and add it to the Web Connector again.'],
  '80010105': ['retry', 'QuickBooks stopped answering.', `${NEXT} If it goes on, restart QuickBooks.`],
  '800706BA': ['retry', 'QuickBooks stopped answering.', `${NEXT} If it goes on, restart QuickBooks.`],
  '800706BE': ['retry', 'QuickBooks stopped answering.', `${NEXT} If it goes on, restart QuickBooks.`],
  '80040154': ['user', 'The part of QuickBooks that other programs use is not installed.', REPAIR],
};
