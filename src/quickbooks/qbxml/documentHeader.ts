/** The header of a drafted document, in the order of its kind: one table, not four copies. */
import type { DocumentDraft } from '../../domain/document.ts';
import type { DocumentKind } from '../../domain/job.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { addressElement } from './address.ts';
import { optional } from './build.ts';
import { namedRef, refElement } from './refs.ts';

/** Each field of the header, and how it is written. */
const WRITERS = {
  CustomerRef: (draft) => [refElement('CustomerRef', draft.customer)],
  TxnDate: (draft) => [element('TxnDate', draft.txnDate)],
  RefNumber: (draft) => optional('RefNumber', draft.refNumber),
  BillAddress: (draft) => addressElement('BillAddress', draft.billAddress),
  ShipAddress: (draft) => addressElement('ShipAddress', draft.shipAddress),
  IsPending: (draft) => [element('IsPending', String(draft.isPending))],
  PaymentMethodRef: (draft) => namedRef('PaymentMethodRef', draft.paymentMethod),
  ItemSalesTaxRef: (draft) => namedRef('ItemSalesTaxRef', draft.taxItem),
  Memo: (draft) => optional('Memo', draft.memo),
  // Said explicitly: QuickBooks may default to true, and e-mailing fails without a valid address (docs/qbxml.md).
  IsToBePrinted: () => [element('IsToBePrinted', 'false')],
  IsToBeEmailed: () => [element('IsToBeEmailed', 'false')],
  DepositToAccountRef: (draft) => namedRef('DepositToAccountRef', draft.depositTo),
  ExternalGUID: (draft) => optional('ExternalGUID', draft.externalGuid),
} satisfies Record<string, (draft: DocumentDraft) => readonly XmlElement[]>;

type Field = keyof typeof WRITERS;

/**
 * What each kind has, in the order QuickBooks demands; one element out of order and the whole set is refused (docs/qbxml.md,
 * from Intuit's schemas). Sales orders never post, so they have no IsPending; only a sales receipt takes a payment.
 */
const ORDER: Readonly<Record<DocumentKind, readonly Field[]>> = {
  salesReceipt: ['CustomerRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'IsPending', 'PaymentMethodRef', 'ItemSalesTaxRef',
    'Memo', 'IsToBePrinted', 'IsToBeEmailed', 'DepositToAccountRef', 'ExternalGUID'],
  invoice: ['CustomerRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'IsPending', 'ItemSalesTaxRef', 'Memo', 'IsToBePrinted',
    'IsToBeEmailed', 'ExternalGUID'],
  salesOrder: ['CustomerRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'ItemSalesTaxRef', 'Memo', 'IsToBePrinted',
    'IsToBeEmailed', 'ExternalGUID'],
  creditMemo: ['CustomerRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'IsPending', 'ItemSalesTaxRef', 'Memo',
    'IsToBePrinted', 'IsToBeEmailed', 'ExternalGUID'],
};

/** Fields the kind does not have (a payment method on an invoice) and empty ones are left out. */
export function headerElements(draft: DocumentDraft): readonly XmlElement[] {
  return ORDER[draft.kind].flatMap((field) => WRITERS[field](draft));
}
