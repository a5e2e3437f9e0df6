/**
 * Every statusCode of QuickBooks that is known, with what to do about it and plain words for the bookkeeper. Source: Intuit's
 * status code appendix and field reports, docs/qbxml.md.
 */

/**
 * ok        done, perhaps with a remark
 * notFound  a query found nothing, or not everything
 * retry     the same again later
 * fix       a person must change data or settings first
 * user      a person must do something in QuickBooks (permission, mode, subscription)
 * bug       this program sent something wrong
 */
export type StatusClass = 'ok' | 'notFound' | 'retry' | 'fix' | 'user' | 'bug';

/** Class, what happened, what to do. */
export type StatusWords = readonly [StatusClass, string, string];

const SUPPORT = 'Send the stored exchange to support; it can be sent again once that is mended.';
const WAIT = 'Nothing to do: it is tried again at the next session.';
const NOTHING = 'Nothing to do.';
const AGAIN = ' Then choose "try again".';
const PERMISSIONS = 'In QuickBooks open Edit, Preferences, Integrated Applications, Company Preferences as Admin and allow it.';

function bug(what: string): StatusWords {
  return ['bug', `QuickBooks refused the request: ${what}.`, SUPPORT];
}

/** Known codes; ranges are in status.ts. */
export const STATUS_WORDS: Readonly<Record<number, StatusWords>> = {
  0: ['ok', 'QuickBooks has done it.', NOTHING],
  1: ['notFound', 'QuickBooks found nothing that fits.', NOTHING],
  500: ['notFound', 'QuickBooks did not find everything that was asked for.', NOTHING],
  501: ['fix', 'QuickBooks has the record but cannot express it in this qbXML version.',
    'Look at the record in QuickBooks; a newer kind of content may be in it.'],
  510: ['fix', 'QuickBooks has the record but cannot hand it out.', 'Look at the record in QuickBooks and save it again.'],
  530: ['ok', 'QuickBooks ignored a field that this edition does not have.', NOTHING],
  531: ['ok', 'QuickBooks ignored a value that this edition does not have.', NOTHING],
  550: ['ok', 'QuickBooks saved the record but not its notes.', 'Add the notes in QuickBooks if you need them.'],
  560: ['ok', 'QuickBooks took an outdated field.', NOTHING],
  570: ['fix', 'The transaction that this one is to be applied to is already closed.',
    `Look at that invoice or credit memo in QuickBooks: somebody may have settled it by hand. If so, mark this as already entered.${AGAIN}`],
  600: ['ok', 'QuickBooks holds nothing under that message set ID.', NOTHING],
  1000: ['retry', 'QuickBooks reported an internal error.', `${WAIT} If it goes on, run Verify Data in QuickBooks.`],
  1010: ['retry', 'QuickBooks is not available at the moment.', WAIT],
  1030: ['fix', 'This edition of QuickBooks does not know this kind of document.',
    `Choose another document kind in the connection's settings (sales orders need Premier or Enterprise).${AGAIN}`],
  1060: bug('the request ID is not acceptable'),
  3000: ['fix', 'QuickBooks no longer knows a record that this document refers to.',
    `Read the items again, check the document's links.${AGAIN}`],
  3010: bug('a yes/no value is malformed'),
  3020: bug('a date is malformed'),
  3030: bug('the start of a time range is after its end'),
  3031: bug('the start of a range is after its end'),
  3035: bug('a length of time is malformed'),
  3040: bug('an amount is malformed'),
  3045: bug('a price is malformed'),
  3050: bug('a percentage is malformed'),
  3060: ['fix', 'QuickBooks does not take this quantity for this item.',
    `Look whether the item allows fractions; change the quantity or the item.${AGAIN}`],
  3065: bug('an identifier (GUID) is malformed'),
  3070: bug('a text is longer than QuickBooks allows'),
  3080: bug('a text or number is malformed'),
  3081: bug('a text or number is malformed'),
  3085: bug('a text or number is malformed'),
  3090: ['fix', 'QuickBooks cannot store that name (a colon or another character is not allowed).', `Change the name.${AGAIN}`],
  3100: ['fix', 'The name is already used in QuickBooks (customers, vendors, employees and other names share their names; items have their own).',
    `Link the existing record, or use another name.${AGAIN}`],
  3110: bug('a value is not one that QuickBooks allows in this field'),
  3120: ['fix', 'QuickBooks did not find a record that was named or numbered in the request.',
    `Check that the record still exists in QuickBooks.${AGAIN}`],
  3130: ['fix', 'QuickBooks did not find the record that this one is to stand under.', `Check that the parent record exists in QuickBooks.${AGAIN}`],
  3140: ['fix', 'QuickBooks does not have something the document refers to (a customer, item, tax code, account …).',
    `Create it in QuickBooks under exactly that name, or change the setting that names it.${AGAIN}`],
  3150: bug('something required is missing'),
  3151: bug('an element does not belong there'),
  3152: bug('two elements contradict each other'),
  3153: bug('two elements contradict each other'),
  3160: ['fix', 'QuickBooks cannot delete the record because it is in use.', 'Leave it, or make it inactive in QuickBooks.'],
  3161: ['fix', 'QuickBooks cannot delete a transaction before the closing date.', 'Ask whoever closed the books.'],
  3162: ['user', 'QuickBooks does this only in single-user mode.', `In QuickBooks choose File, Switch to Single-user Mode.${AGAIN}`],
  3170: ['fix', 'QuickBooks cannot change the record.', `Read QuickBooks' own message below and mend what it names.${AGAIN}`],
  3171: ['fix', 'The date lies before the closing date of the books.',
    `Move the closing date in QuickBooks, or enter the document by hand.${AGAIN}`],
  3175: ['retry', 'The record is open in a QuickBooks window or in use by another user.', `${WAIT} Close the window if it goes on.`],
  3176: ['retry', 'A record that belongs to it is open in a QuickBooks window or in use by another user.',
    `${WAIT} Close the window if it goes on.`],
  3177: ['fix', 'QuickBooks cannot change a related record.', `Read QuickBooks' own message below and mend what it names.${AGAIN}`],
  3180: ['fix', 'QuickBooks could not save the record.', `Read QuickBooks' own message below and mend what it names.${AGAIN}`],
  3185: ['fix', 'QuickBooks cannot void the transaction.', 'Look at the transaction in QuickBooks.'],
  3190: bug('a field that cannot be emptied was sent empty'),
  3200: ['retry', 'Somebody changed the record in QuickBooks meanwhile.', 'It is read again and tried at the next session.'],
  3205: ['fix', 'QuickBooks does not take the address.', `Shorten or mend the address.${AGAIN}`],
  3210: ['fix', 'QuickBooks refused this because of one of its own rules.',
    `Read QuickBooks' own message below and mend what it names.${AGAIN}`],
  3220: ['user', 'QuickBooks did not authorize this.', PERMISSIONS],
  3230: ['retry', 'QuickBooks only looked up the status; the request itself was not carried out.', WAIT],
  3231: ['retry', 'QuickBooks did not carry this out because an earlier request in the same set failed.', WAIT],
  3240: ['fix', 'The record behind a remembered ID is not the same record any more.',
    `Read the items and customers again, then check the link.${AGAIN}`],
  3250: ['fix', 'The feature is switched off in QuickBooks or not part of this edition.',
    `Switch it on in QuickBooks, or change the connection's settings.${AGAIN}`],
  3260: ['user', 'The QuickBooks user who is logged in may not do this.', `Give that user the permission, or log in as another.${AGAIN}`],
  3261: ['user', 'QuickBooks does not let this program read personal data.', PERMISSIONS],
  3262: ['user', 'This needs a payroll subscription.', 'Ask Intuit about the subscription.'],
  3263: ['user', 'QuickBooks lets this program only read.', PERMISSIONS],
  3264: ['user', 'This needs a merchant account subscription.', 'Ask Intuit about the subscription.'],
  3270: ['fix', 'A posting account is missing.', `Give the item or the setting an account in QuickBooks.${AGAIN}`],
  3280: ['fix', 'The item or account is of a kind that does not fit here.', `Choose another item or account in the connection's settings.${AGAIN}`],
  3290: bug('the lines are in the wrong order'),
  3370: ['fix', 'There are too few components to build the assembly.', `Build or buy the components in QuickBooks.${AGAIN}`],
  3390: ['retry', 'QuickBooks lost its place while handing out a long list.', WAIT],
  3391: ['retry', 'QuickBooks lost its place while handing out a long list.', WAIT],
  3500: ['fix', 'QuickBooks refused to merge the records.', 'Look at both records in QuickBooks.'],
  9001: ['fix', 'QuickBooks knows this message set ID with other content.', 'Look for the document in QuickBooks before sending it again.'],
  9002: ['notFound', 'QuickBooks has no answer stored under that message set ID.', NOTHING],
  9003: bug('the message set ID is not acceptable'),
  9004: bug('the message set ID is not acceptable or too long'),
  9005: ['fix', 'QuickBooks could not remember the message set; whether it was carried out is unknown.',
    'Look for the document in QuickBooks before sending it again.'],
};

/**
 * Codes whose number says little and whose text decides (docs/qbxml.md); the first that fits. The texts are QuickBooks' own, as met
 * in the field.
 */
export const CODES_BY_TEXT: readonly number[] = [3170, 3180, 3210];
export const WORDS_BY_TEXT: readonly (readonly [RegExp, StatusWords])[] = [
  [new RegExp([
    'modified by another user', 'could not be locked', 'unable to lock',
    '(?:being|currently) (?:used|edited|modified|changed)', 'in use by another user',
  ].join('|'), 'i'), ['retry', 'Somebody else is working on the same record or list in QuickBooks.', WAIT]],
  // Which code a new document before the closing date brings is not known; the words are.
  [/closing date|books (?:are|have been|were) closed|closed (?:accounting )?period/i,
    ['fix', 'The date lies before the closing date of the books.',
      `Move the closing date in QuickBooks, book on the first open day, or enter the document by hand.${AGAIN}`]],
  [/single[- ]user/i, ['user', 'QuickBooks does this only in single-user mode.', `In QuickBooks choose File, Switch to Single-user Mode.${AGAIN}`]],
  [/credit limit/i, ['fix', 'The customer would be over the credit limit.', `Raise the limit of the customer in QuickBooks.${AGAIN}`]],
  [/(?:larger|greater|more) than\b[^.]*\b(?:due|balance|remaining|open|credit)|exceeds\b[^.]*\b(?:due|balance|credit)|over-?appl/i,
    ['fix', 'More money would be applied than is still open on the invoice or credit memo.',
      `Look at it in QuickBooks: somebody may have settled it by hand. If so, mark this as already entered.${AGAIN}`]],
];

/**
 * The codes with which QuickBooks can answer an Add of ours (docs/qbxml.md): a document, payment, refund, customer, item or custom
 * field. Left out is what only queries, changes, deletions and message set IDs bring.
 */
export const ADD_CODES: readonly number[] = [
  0, 530, 531, 550, 560, 570, 1000, 1010, 1030, 1060, 2000, 3000, 3010, 3020, 3040, 3045, 3050, 3060, 3065, 3070, 3080, 3081, 3085, 3090,
  3100, 3110, 3120, 3130, 3140, 3150, 3151, 3152, 3153, 3162, 3170, 3171, 3175, 3176, 3177, 3180, 3190, 3205, 3210, 3220, 3230, 3231, 3240,
  3250, 3260, 3261, 3262, 3263, 3264, 3270, 3280, 3300, 3310, 3320, 3330, 9100,
];
