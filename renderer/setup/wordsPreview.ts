/** The sentences of the wizard's preview. */
import type { JobKind } from '../../src/domain/job.ts';
import { formatCount } from '../parts/format.ts';
import { counted } from '../words.ts';

export const PREVIEW_WORDS = {
  waiting: {
    title: 'Stockbridge is still reading',
    text: 'To see everything, it waits for:',
    hint: 'Press “Update Selected” in the Web Connector if you do not want to wait for its next call.',
  },
  notYet: 'This is known when everything has been read.',
  documents: {
    title: 'In QuickBooks',
    count: (total: number): string => (total === 0 ? 'No document is waiting to be entered.' : `${counted(total, 'document')} would be entered.`),
    soFar: (total: number): string => (total === 0 ? 'No order has been read yet.' : `${counted(total, 'document')} so far.`),
    problems: (count: number): string =>
      `${counted(count, 'document')} ${count === 1 ? 'needs' : 'need'} you first. The others are entered; these wait under Orders until you have settled them.`,
    customers: (count: number): string => (count === 0 ? 'No customer would be added.' : `${counted(count, 'customer')} would be added.`),
    only: 'Show only those that need me',
    table: 'Documents',
    heads: { label: 'From', kind: 'Becomes', number: 'Number', date: 'Date', customer: 'Customer', total: 'Total', state: 'State' },
    states: { drafted: 'Ready', waits: 'Waits', problem: 'Needs you' },
    kinds: {
      salesReceipt: 'Sales receipt', invoice: 'Invoice', salesOrder: 'Sales order', creditMemo: 'Credit memo', customer: 'Customer',
      receivePayment: 'Payment', arRefundCreditCard: 'Credit card refund', check: 'Check', item: 'Item',
    } satisfies Record<JobKind, string> as Readonly<Record<string, string>>,
    isNew: 'new',
    details: (label: string): string => `Details of ${label}`,
    lines: 'Lines',
    lineHeads: { item: 'Item', quantity: 'Quantity', amount: 'Amount', code: 'Tax code', how: 'Why this item' },
    why: 'Why this customer',
    taxHow: 'Tax',
    payment: 'Payment method',
    deposit: 'Deposit to',
    memo: 'Memo',
    charged: 'The shop charged',
    pending: 'Written as pending: it posts when somebody completes it in QuickBooks.',
    cuts: 'Changed to fit QuickBooks',
    billTo: 'Bill to',
    shipTo: 'Ship to',
    /** Header fields under the names of their settings; QuickBooks' custom fields have their own. */
    fields: {
      className: 'Class',
      template: 'Template',
      terms: 'Terms',
      salesRep: 'Sales rep',
      shipMethod: 'Ship method',
      customerMessage: 'Customer message',
      poNumber: 'PO number',
      arAccount: 'Receivables account',
    } as Readonly<Record<string, string>>,
    decisions: 'Every decision, and why',
    choose: (label: string): string => `Choose ${label}`,
    sendThese: (count: number): string => `Send ${count === 1 ? 'this one' : `these ${formatCount(count)}`} now`,
    sendAbout: 'Goes out with the next session; everything else waits until you begin.',
    sendSome: 'Send the ticked ones now',
    sendNone: 'To try it with a few first, tick them.',
    released: 'Goes out next',
    sent: (count: number): string => `${counted(count, 'document')} ${count === 1 ? 'goes' : 'go'} out with the next session of the Web Connector.`,
    more: 'Show more',
    none: 'There is nothing to show.',
  },
  stock: {
    title: 'In the shop',
    off: (name: string): string => `${name} takes no stock numbers from QuickBooks (Choices).`,
    count: (name: string, count: number, changes: number): string => {
      if (changes === 0) return `${name}: every number is right already.`;
      const others = count - changes;
      return `${name}: ${counted(changes, 'stock number')} would change.${others === 0 ? '' : ` ${formatCount(others)} ${others === 1 ? 'is' : 'are'} right already and would be confirmed.`}`;
    },
    toZero: (count: number): string => `${counted(count, 'listing')} on sale would be set to 0 and could no longer be bought.`,
    skipped: 'Not sent',
    skippedLine: (count: number, reason: string): string => `${formatCount(count)} × ${reason}`,
    examples: (shown: number): string => (shown === 1 ? 'For example' : `For example, ${formatCount(shown)} of them`),
    heads: { sku: 'SKU', name: 'Name', now: 'In the shop now', then: 'Would become' },
    approveZero: (count: number): string => `I have looked at the ${counted(count, 'listing')} that would be set to 0. Set them as well.`,
    holdZero: 'Without this tick, a run that would empty many listings at once is held under Pending until you approve it.',
  },
  agree: 'Agree and begin',
  agreeAbout: 'When you agree, documents are entered with each session of the Web Connector and stock numbers are sent at once.',
} as const;
