/**
 * The longest text QuickBooks Desktop (US) stores in each field, in characters before escaping. Source: Intuit's annotated
 * schemas; docs/qbxml.md. Longer text is refused with status 3070, never cut by QuickBooks, so we cut it and say so.
 */
export const LIMITS = {
  /** Sales receipt, invoice, sales order, credit memo, inventory adjustment. */
  refNumber: 11,
  paymentRefNumber: 20,
  poNumber: 25,
  checkNumber: 25,
  memo: 4095,
  lineDescription: 4095,
  /** Other in the header, Other1 and Other2 in a line. */
  other: 29,
  fob: 13,
  customerName: 41,
  /** `Customer:Job:Job`. */
  customerFullName: 209,
  itemName: 31,
  /** `Parent:Child`. */
  itemFullName: 159,
  /** Item group, sales tax item, price level, template, terms, payment method, unit of measure. */
  shortListName: 31,
  classFullName: 159,
  accountFullName: 159,
  customerTypeFullName: 159,
  shipMethod: 15,
  /** Initials. */
  salesRep: 5,
  customerMessage: 101,
  salesTaxCode: 3,
  currency: 64,
  inventorySite: 31,
  dataExtName: 31,
  /** A custom field's value is always of type STR255TYPE (Intuit's page on data extensions). */
  dataExtValue: 255,
  includeRetElement: 50,
  /** Addr1 … Addr5. */
  addressLine: 41,
  city: 31,
  state: 21,
  postalCode: 13,
  country: 31,
  addressNote: 41,
  /** Phone, AltPhone, Fax. */
  phone: 21,
  /** Email, Cc. */
  email: 1023,
  /** Contact, AltContact. */
  contact: 41,
  companyName: 41,
  salutation: 15,
  firstName: 25,
  middleName: 5,
  lastName: 25,
  jobTitle: 41,
  resaleNumber: 15,
  customerAccountNumber: 99,
  jobDescription: 99,
  notes: 4095,
  manufacturerPartNumber: 31,
  barCode: 50,
  serialNumber: 4095,
  lotNumber: 40,
  /** Longer is refused with status 1060. */
  requestId: 50,
  /** newMessageSetID; one text of Intuit says 24, the other 23. Longer is refused with 9004. */
  messageSetId: 23,
  /** ListID, TxnID, TxnLineID. */
  id: 36,
  editSequence: 16,
} as const;
