/** Drafts and answers that several tests of the QuickBooks ring share. */
import type { Day, LocalStamp } from '../../../src/domain/calendar.ts';
import { scaled, whole } from '../../../src/domain/decimal.ts';
import type { CustomerDraft, DocumentDraft, ItemDraft, QuickBooksAddress, SettlementDraft } from '../../../src/domain/document.ts';
import type { ListID, TxnID } from '../../../src/domain/ids.ts';
import type { SettlementKind } from '../../../src/domain/job.ts';
import { cents } from '../../../src/domain/money.ts';
import type { Result } from '../../../src/domain/result.ts';
import { readMessageSet, type Answer } from '../../../src/quickbooks/qbxml/envelope.ts';

export const GUID = '{0B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0}';
export const STAMP = '2026-11-21T09:30:00' as LocalStamp;

export const ADDRESS: QuickBooksAddress = {
  addr1: 'Zoë & Sons', addr2: '12 High St', addr3: '', city: 'Köln', state: '', postalCode: '50667', country: 'Germany', note: '',
};

export const DRAFT: DocumentDraft = {
  kind: 'salesReceipt',
  customer: { fullName: 'Web Store Customer' },
  txnDate: '2026-11-20' as Day,
  refNumber: 'W1036',
  billAddress: ADDRESS,
  shipAddress: { ...ADDRESS, addr3: 'Back door', note: 'ring <twice>' },
  isPending: false,
  paymentMethod: 'Visa',
  taxItem: 'Web Tax 0',
  memo: 'Order 1036 key SB7F',
  depositTo: 'Undeposited Funds',
  externalGuid: GUID,
  lines: [
    { item: { listId: '8000001A-1234567890' as ListID }, description: 'Mug', quantity: whole(2), amount: cents(2598), taxCode: 'Tax' },
    { item: { fullName: 'Shipping' }, description: '', quantity: null, amount: cents(-500), taxCode: null },
  ],
};

/** With everything a document can have. */
export const FULL: DocumentDraft = {
  ...DRAFT, className: 'Web:Shop', arAccount: 'Accounts Receivable', template: 'Web Invoice', terms: 'Net 30', salesRep: 'WEB', shipMethod: 'UPS Ground',
  poNumber: 'PO 77', customerMessage: 'Thank you!', dueDate: '2026-12-20' as Day, other: 'gift', customFields: [{ name: 'Gate', value: '7' }],
  lines: [
    { ...(DRAFT.lines[0] ?? { item: { fullName: 'Mug' }, description: '', quantity: null, amount: cents(0), taxCode: null }),
      className: 'Web:Shop', site: 'Main', other1: 'one', other2: 'two' },
    { item: { fullName: 'Kit' }, description: '', quantity: whole(3), amount: cents(999), taxCode: 'Tax', isGroup: true, site: 'Main', className: 'no' },
  ],
};

const settled = {
  customer: { fullName: 'Web Store Customer' }, txnDate: '2026-11-20' as Day, refNumber: 'W1036', memo: 'Payment of 1036 key SB7F',
  externalGuid: GUID, totalAmount: cents(2098), appliedTo: { txnId: '1F-1' as TxnID, amount: cents(2098) },
} as const;

export const SETTLEMENTS: { readonly [Kind in SettlementKind]: Extract<SettlementDraft, { readonly kind: Kind }> } = {
  receivePayment: { ...settled, kind: 'receivePayment', arAccount: 'A/R', paymentMethod: 'Visa', depositTo: 'Clearing' },
  arRefundCreditCard: { ...settled, kind: 'arRefundCreditCard', arAccount: 'A/R', paymentMethod: 'Visa', refundFrom: 'Clearing' },
  check: { ...settled, kind: 'check', account: 'Checking', arAccount: 'A/R' },
};

const fresh = {
  name: 'MUG-9', description: 'Mug "9"', salesPrice: scaled(1_299_500), taxCode: 'Tax', incomeAccount: 'Sales:Web', externalGuid: GUID,
} as const;
export const ITEMS: readonly ItemDraft[] = [
  { ...fresh, kind: 'nonInventory' }, { ...fresh, kind: 'service' },
  { ...fresh, kind: 'inventory', cogsAccount: 'Cost of Goods Sold', assetAccount: 'Inventory Asset' },
];

export const CUSTOMER: CustomerDraft = {
  name: 'Zoë O\'Hara', companyName: '', firstName: 'Zoë', lastName: 'O\'Hara', billAddress: ADDRESS, shipAddress: null, phone: '+49 1',
  email: 'zoe@example.com', accountNumber: '77', notes: 'line one\nline two', externalGuid: GUID,
};

/** Wraps answers as QuickBooks does. */
export function answerText(inner: string, attributes = ''): string {
  return `<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs${attributes}>\n${inner}\n</QBXMLMsgsRs>\n</QBXML>\n`;
}

/** The first answer of such a text. */
export function answerOf(inner: string): Answer {
  const [answer] = good(readMessageSet(answerText(inner))).answers;
  if (answer === undefined) throw new Error('no answer in the sample');
  return answer;
}

export const OK = 'requestID="7" statusCode="0" statusSeverity="Info" statusMessage="Status OK"';

export function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The code of the problem, or `ok`. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}
