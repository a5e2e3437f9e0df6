/** What each status code of a write says: meanings from the QBXML fact sheet §7, words of our own. For refusals that tests and demos put in. */

const UNKNOWN = 'QuickBooks refused the request.';

/** `%` stands for the kind of record. Codes whose official text nobody has confirmed say the meaning only. */
const TEXTS: Readonly<Record<number, string>> = {
  530: 'The field "Other" is not supported by this implementation.',
  531: 'The enum value in the field "JobStatus" is not supported by this implementation.',
  550: 'The % was saved, but its notes could not be saved.',
  560: 'Use of this field is no longer recommended.',
  570: 'Unable to link to the transaction because it has already been closed.',
  1000: 'There has been an internal error when processing the request.',
  1010: 'System not available.',
  1030: 'This request is not supported by this implementation.',
  1060: 'The request ID is invalid, possibly too long, max 50 chars.',
  2000: 'This request is not supported for QuickBooks Desktop.',
  3000: 'The given object ID in the field "list id" is invalid.',
  3010: 'There was an error when converting a boolean value.',
  3020: 'There was an error when converting a date value.',
  3040: 'There was an error when converting an amount.',
  3045: 'There was an error when converting a price.',
  3050: 'There was an error when converting a percentage.',
  3060: 'There was an error when converting a quantity.',
  3065: 'There was an error when converting a GUID.',
  3070: 'The string in the field "RefNumber" is too long.',
  3080: 'There was an error when storing a value in the %.',
  3081: 'There was an error when storing a number in the %.',
  3085: 'There was an error when converting a number.',
  3090: 'There was an error when storing a value in the "Name" field. QuickBooks error message: Names in this list cannot contain a colon (:).',
  3100: 'The name of the list element is already in use.',
  3110: 'The value in the field is not allowed there.',
  3120: 'An object specified in the request cannot be found.',
  3130: 'The parent element was not found.',
  3140: 'There is an invalid reference to a QuickBooks record in the %. QuickBooks error message: Invalid argument. The specified record does not exist in the list.',
  3150: 'There is a missing element in the %.',
  3151: 'There is an element in the % that is not valid here.',
  3152: 'There are conflicting elements in the %.',
  3153: 'There are conflicting elements in the %.',
  3162: 'This operation cannot be performed in multi-user mode.',
  3170: 'There was an error when modifying a %. QuickBooks error message: The list has been modified by another user.',
  3171: 'An attempt was made to change a % with a date that is on or before the closing date of the company.',
  3175: 'The % cannot be saved: the object is in use.',
  3176: 'The % cannot be saved: a related object is in use.',
  3177: 'A related change is not possible.',
  3180: 'There was an error when saving a %. QuickBooks error message: The list has been modified by another user.',
  3190: 'An element cannot be cleared.',
  3200: 'The provided edit sequence is out of date.',
  3205: 'The address in the % is not valid.',
  3210: 'The value in the % is refused. QuickBooks error message: The amount is larger than what is due.',
  3220: 'There was an authorization failure.',
  3231: 'The request has not been processed.',
  3240: 'The record behind the given ID is not the same record any more.',
  3250: 'This feature is not enabled or not available in this version of QuickBooks.',
  3260: 'The user does not have sufficient permission to perform this action.',
  3261: 'The application does not have sufficient permission to read personal data.',
  3262: 'There is no payroll subscription.',
  3263: 'The application has read-only access to this company file.',
  3264: 'This company has no merchant services subscription.',
  3270: 'A posting account is missing in the %.',
  3280: 'The item cannot be used here: it is of the wrong type.',
  3290: 'A line has been placed in a wrong order.',
  3300: 'The % cannot be saved: a limit of QuickBooks has been reached.',
  3310: 'The % cannot be saved: the records cannot be merged.',
  3320: 'The % cannot be saved: the custom field is not right.',
  3330: 'The % cannot be saved.',
  3370: 'There are not enough components.',
};

/** `kind` as in `SalesReceipt`. */
export function statusText(code: number, kind: string): string {
  return (TEXTS[code] ?? UNKNOWN).replaceAll('%', kind);
}

/** The codes above: what an Add can meet. */
export const STATUS_CODES: readonly number[] = Object.keys(TEXTS).map(Number);
