/**
 * The Web Connector's own error numbers in plain words: what one means, the usual cause, and the cure. Source: appendix A of Intuit's Web Connector
 * guide and, where that is silent (1065, 1080, 1085, 2012), field reports: docs/qbwc-protocol.md.
 */

/** Meaning, cause, cure. */
export type QbwcWords = readonly [meaning: string, cause: string, cure: string];

const ADD_AGAIN = 'Save the .qwc file from Stockbridge again, remove the application from the Web Connector, and add the new file.';
const OPEN_BOOKS = 'Open the right company file in QuickBooks as Admin, close every dialog, then run the Web Connector again.';
const OPEN_AND_ADD = 'Open the company file in QuickBooks as Admin in single-user mode, close every dialog, then add the .qwc file again.';
const RUNNING = 'Check that Stockbridge is running (its icon is beside the clock), then run the Web Connector again.';
const RETYPE = 'Type the password into the Web Connector\'s Password field again. If you do not know it, make a new one in Stockbridge.';
const SETUP_QBWC = 'Close the Web Connector and start it again; if it stays so, install it anew.';
const OLD_FILE = 'The .qwc file was changed by hand, or was written by another program.';
const LOST_CALL = 'Stockbridge was being closed or restarted, a security program cut the connection, or the call took too long.';

export const QBWC_CODES: Readonly<Record<number, QbwcWords>> = {
  1000: ['The .qwc file names two different servers.', OLD_FILE, ADD_AGAIN],
  1001: ['The address in the .qwc file is a number (an IP address).', OLD_FILE, ADD_AGAIN],
  1002: ['The support address in the .qwc file is a number (an IP address).', OLD_FILE, ADD_AGAIN],
  1003: ['The support page did not answer as it should.', 'Stockbridge is not running, or another program has its port.', `${RUNNING} Diagnostics says who has the port.`],
  1004: ['The support page could not be reached.', 'Stockbridge is not running, or another program has its port.', `${RUNNING} Diagnostics says who has the port.`],
  1005: ['The Web Connector could not start properly.', 'Its installation or its log file is damaged.', SETUP_QBWC],
  1006: ['The Web Connector could not use its log file.', 'Its installation or its log file is damaged.', SETUP_QBWC],
  1007: ['The first try to reach QuickBooks failed.', 'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_BOOKS],
  1008: ['The second try to reach QuickBooks failed too.', 'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_BOOKS],
  1009: ['QuickBooks could not be reached for this run.', 'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_BOOKS],
  1010: ['The address in the .qwc file must begin with https.', 'Plain http is only taken for "localhost", this PC itself.', ADD_AGAIN],
  1011: ['The Web Connector does not know the application any more.', 'Its entry in the registry is missing.', ADD_AGAIN],
  1012: [
    'The sign-in to Stockbridge failed before it could be answered.',
    `${LOST_CALL} Or Stockbridge is not running, or another program has its port.`,
    `${RUNNING} Diagnostics says who has the port.`,
  ],
  1013: ['QuickBooks could not be reached while a run was under way.', 'QuickBooks is closed, a dialog is open, or another company file is open.', OPEN_BOOKS],
  1014: [
    'QuickBooks did not say which company file is open.',
    'QuickBooks refused the first questions of the run.',
    `${OPEN_BOOKS} If it stays so, look into the Web Connector's log.`,
  ],
  1015: ['The connection to QuickBooks could not be closed cleanly.', 'QuickBooks was closed meanwhile.', 'Nothing to do; what was done stays done.'],
  1016: ['"Update Selected" was pressed with nothing ticked.', 'No application is ticked in the list.', 'Tick the line of Stockbridge and press "Update Selected" again.'],
  1017: ['Some applications were not updated.', 'The message names them; each has its own cause.', 'Look at the line of each application in the Web Connector.'],
  1018: ['"Select All" was pressed and the list is empty.', 'No application has been added yet.', 'Add the .qwc file that Stockbridge saves.'],
  1019: ['"Select None" was pressed and the list is empty.', 'No application has been added yet.', 'Add the .qwc file that Stockbridge saves.'],
  1020: [
    'The Web Connector is being closed although runs are scheduled.',
    'While it is closed nothing runs by itself.',
    'Leave it running; closing its window is enough, it stays beside the clock.',
  ],
  1021: ['The part of QuickBooks that other programs use was not found.', 'QuickBooks is not installed completely, or the Web Connector does not fit its version.',
    'Repair QuickBooks on this PC, then install the newest Web Connector.'],
  1022: [
    'While the application was added, QuickBooks could not be reached (first try).',
    'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_AND_ADD,
  ],
  1023: [
    'While the application was added, QuickBooks could not be reached (second try).',
    'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_AND_ADD,
  ],
  1024: [
    'While the application was added, the second try to reach QuickBooks failed.',
    'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_AND_ADD,
  ],
  1025: ['The application was not added: QuickBooks could not be reached.', 'QuickBooks is closed, no company file is open, or a dialog is waiting for an answer.', OPEN_AND_ADD],
  1026: ['The mark of this connection could not be put into the company file.', 'The file carries one already, or the QuickBooks user may not write it.', OPEN_AND_ADD],
  1027: ['The mark of this connection could not be put into the company file.', 'The file carries one already, or the QuickBooks user may not write it.', OPEN_AND_ADD],
  1028: ['The password could not be stored.', 'The Web Connector could not encrypt it for this Windows user.', RETYPE],
  1029: ['The stored password could not be read.', 'It was stored by another Windows user or on another PC.', RETYPE],
  1030: ['No password has been typed.', 'The .qwc file carries none; the Web Connector asks for it.', RETYPE],
  1031: ['A scheduled run ended with an error.', 'The line before this one in the log says which.', 'Look up the code of that line here.'],
  1032: ['The application is missing in the registry.', 'Its entry was removed, or belongs to another Windows user.', ADD_AGAIN],
  1033: [
    'The Web Connector cannot write its log file.',
    'The Windows user may not write into its folder, or the disk is full.',
    'Free some space, or ask whoever looks after this PC for the right to write there.',
  ],
  1034: ['The editions named in the .qwc file cannot be read.', OLD_FILE, ADD_AGAIN],
  1035: [
    'This PC does not know the name "localhost".',
    'Its hosts file lacks the line "127.0.0.1 localhost".',
    'Ask whoever looks after this PC to put that line back into the hosts file.',
  ],
  1036: ['Asking Stockbridge for its version failed.', LOST_CALL, RUNNING],
  1037: ['Stockbridge asked the Web Connector to show a remark or to stop.', 'It does so for a version it cannot work with.', 'Read the message and do what it says.'],
  1038: ['The key that protects passwords could not be made.', 'The Web Connector could not use Windows\' store of keys for this user.', RETYPE],
  1039: ['The application could not be added.', 'Mostly: the company file carries the mark of an earlier .qwc file. Seldom: something is missing in the file.',
    'Use the .qwc file that was added first, or save it again from the same Stockbridge; a new set-up of the company makes a new mark.'],
  1040: [
    'User name and password do not fit.',
    'The password was mistyped, or made anew in Stockbridge; or the .qwc file carries an old user name.',
    `${RETYPE} If the user name was changed: ${ADD_AGAIN}`,
  ],
  1041: ['Asking Stockbridge for work failed.', LOST_CALL, `${RUNNING} Nothing is lost: the next run goes on.`],
  1042: ['Handing QuickBooks\' answer to Stockbridge failed.', LOST_CALL, `${RUNNING} What QuickBooks did is looked up in the next run before anything is written.`],
  1043: ['Asking Stockbridge for the cause of an error failed.', LOST_CALL, RUNNING],
  1044: ['Closing the session with Stockbridge failed.', LOST_CALL, 'Nothing to do; the next run begins a new session.'],
  1045: ['Telling Stockbridge about a failed connection to QuickBooks failed.', LOST_CALL, RUNNING],
  1046: ['The answer to the question for a version was not understood.', 'Another program answers at Stockbridge\'s address.', 'Diagnostics says who has the port.'],
  1048: [
    'The certificate of the address could not be verified.',
    'It is not trusted by Windows, or a page at the address asks for a sign-in.',
    'On this PC use the .qwc file as Stockbridge saves it; with a certificate of your own, let Windows trust it.',
  ],
  1065: ['The kind of QuickBooks in the .qwc file is not known.', OLD_FILE, ADD_AGAIN],
  1080: ['The mark of this connection could not be stored when the application was added.', 'The .qwc file says "read only".', ADD_AGAIN],
  1085: ['The Web Connector had trouble with its log or with the last try of an application.', 'Intuit does not document this code.', SETUP_QBWC],
  2012: [
    'The answer to the sign-in could not be read.',
    'Another program, a proxy or a security program answers at Stockbridge\'s address or changes its answers.',
    `${RUNNING} Diagnostics says who has the port.`,
  ],
};
