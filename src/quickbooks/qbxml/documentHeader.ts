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
  ClassRef: (draft) => namedRef('ClassRef', draft.className ?? null),
  ARAccountRef: (draft) => namedRef('ARAccountRef', draft.arAccount ?? null),
  TemplateRef: (draft) => namedRef('TemplateRef', draft.template ?? null),
  TxnDate: (draft) => [element('TxnDate', draft.txnDate)],
  RefNumber: (draft) => optional('RefNumber', draft.refNumber),
  BillAddress: (draft) => addressElement('BillAddress', draft.billAddress),
  ShipAddress: (draft) => addressElement('ShipAddress', draft.shipAddress),
  IsPending: (draft) => [element('IsPending', String(draft.isPending))],
  PONumber: (draft) => optional('PONumber', draft.poNumber ?? null),
  TermsRef: (draft) => namedRef('TermsRef', draft.terms ?? null),
  DueDate: (draft) => optional('DueDate', draft.dueDate ?? null),
  PaymentMethodRef: (draft) => namedRef('PaymentMethodRef', draft.paymentMethod),
  SalesRepRef: (draft) => namedRef('SalesRepRef', draft.salesRep ?? null),
  ShipMethodRef: (draft) => namedRef('ShipMethodRef', draft.shipMethod ?? null),
  ItemSalesTaxRef: (draft) => namedRef('ItemSalesTaxRef', draft.taxItem),
  Memo: (draft) => optional('Memo', draft.memo),
  CustomerMsgRef: (draft) => namedRef('CustomerMsgRef', draft.customerMessage ?? null),
  // Said explicitly: QuickBooks may default to true, and e-mailing fails without a valid address (docs/qbxml.md).
  IsToBePrinted: () => [element('IsToBePrinted', 'false')],
  IsToBeEmailed: () => [element('IsToBeEmailed', 'false')],
  DepositToAccountRef: (draft) => namedRef('DepositToAccountRef', draft.depositTo),
  Other: (draft) => optional('Other', draft.other ?? null),
  ExternalGUID: (draft) => optional('ExternalGUID', draft.externalGuid),
} satisfies Record<string, (draft: DocumentDraft) => readonly XmlElement[]>;

type Field = keyof typeof WRITERS;

/**
 * What each kind has, in the order QuickBooks demands; one element out of order and the whole set is refused (docs/qbxml.md,
 * from Intuit's schemas). Sales orders never post, so they have no IsPending; only a sales receipt takes a payment, and it has
 * neither A/R account nor terms nor PO number.
 */
const ORDER: Readonly<Record<DocumentKind, readonly Field[]>> = {
  salesReceipt: ['CustomerRef', 'ClassRef', 'TemplateRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'IsPending',
    'PaymentMethodRef', 'DueDate', 'SalesRepRef', 'ShipMethodRef', 'ItemSalesTaxRef', 'Memo', 'CustomerMsgRef', 'IsToBePrinted',
    'IsToBeEmailed', 'DepositToAccountRef', 'Other', 'ExternalGUID'],
  invoice: ['CustomerRef', 'ClassRef', 'ARAccountRef', 'TemplateRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'IsPending',
    'PONumber', 'TermsRef', 'DueDate', 'SalesRepRef', 'ShipMethodRef', 'ItemSalesTaxRef', 'Memo', 'CustomerMsgRef', 'IsToBePrinted',
    'IsToBeEmailed', 'Other', 'ExternalGUID'],
  salesOrder: ['CustomerRef', 'ClassRef', 'TemplateRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'PONumber', 'TermsRef',
    'DueDate', 'SalesRepRef', 'ShipMethodRef', 'ItemSalesTaxRef', 'Memo', 'CustomerMsgRef', 'IsToBePrinted', 'IsToBeEmailed', 'Other',
    'ExternalGUID'],
  creditMemo: ['CustomerRef', 'ClassRef', 'ARAccountRef', 'TemplateRef', 'TxnDate', 'RefNumber', 'BillAddress', 'ShipAddress', 'IsPending',
    'PONumber', 'TermsRef', 'DueDate', 'SalesRepRef', 'ShipMethodRef', 'ItemSalesTaxRef', 'Memo', 'CustomerMsgRef', 'IsToBePrinted',
    'IsToBeEmailed', 'Other', 'ExternalGUID'],
};

/** Fields the kind does not have (a payment method on an invoice) and empty ones are left out. */
export function headerElements(draft: DocumentDraft): readonly XmlElement[] {
  return ORDER[draft.kind].flatMap((field) => WRITERS[field](draft));
}
