/** Money on account of a document: a payment for an invoice, a refund by card or by check for a credit memo. */
import type { SettlementDraft, SettlementRecord } from '../../domain/document.ts';
import type { TxnID } from '../../domain/ids.ts';
import { SETTLEMENT_KINDS } from '../../domain/job.ts';
import { formatCents } from '../../domain/money.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { child, childrenOf, element, textAt, type XmlElement } from '../xml/tree.ts';
import { optional, request } from './build.ts';
import type { Answer } from './envelope.ts';
import { readAmount, readRecords, recordProblem, requiredText, textOf } from './records.ts';
import { namedRef, refElement, refFullName } from './refs.ts';
import { TXN_TYPES } from './txnTypes.ts';

type Of<Kind extends SettlementDraft['kind']> = Extract<SettlementDraft, { readonly kind: Kind }>;

/** Each kind's own order, from Intuit's schemas; a check has its number before its date. */
function content(draft: SettlementDraft): readonly XmlElement[] {
  switch (draft.kind) {
    case 'receivePayment':
      return payment(draft);
    case 'arRefundCreditCard':
      return cardRefund(draft);
    case 'check':
      return checkRefund(draft);
  }
}

function payment(draft: Of<'receivePayment'>): readonly XmlElement[] {
  return [
    refElement('CustomerRef', draft.customer),
    ...namedRef('ARAccountRef', draft.arAccount),
    element('TxnDate', draft.txnDate),
    ...optional('RefNumber', draft.refNumber),
    element('TotalAmount', formatCents(draft.totalAmount)),
    ...namedRef('PaymentMethodRef', draft.paymentMethod),
    ...optional('Memo', draft.memo),
    ...namedRef('DepositToAccountRef', draft.depositTo),
    ...optional('ExternalGUID', draft.externalGuid),
    element('AppliedToTxnAdd', [element('TxnID', draft.appliedTo.txnId), element('PaymentAmount', formatCents(draft.appliedTo.amount))]),
  ];
}

function cardRefund(draft: Of<'arRefundCreditCard'>): readonly XmlElement[] {
  return [
    refElement('CustomerRef', draft.customer),
    ...namedRef('RefundFromAccountRef', draft.refundFrom),
    ...namedRef('ARAccountRef', draft.arAccount),
    element('TxnDate', draft.txnDate),
    ...optional('RefNumber', draft.refNumber),
    ...namedRef('PaymentMethodRef', draft.paymentMethod),
    ...optional('Memo', draft.memo),
    ...optional('ExternalGUID', draft.externalGuid),
    element('RefundAppliedToTxnAdd', [element('TxnID', draft.appliedTo.txnId), element('RefundAmount', formatCents(draft.appliedTo.amount))]),
  ];
}

/**
 * Intuit's rules for a check that is applied (CheckAdd reference): the applied amounts must equal the expense line, whose account
 * must be the credit memo's A/R account, and the payee must be the credit memo's customer.
 */
function checkRefund(draft: Of<'check'>): readonly XmlElement[] {
  return [
    refElement('AccountRef', { fullName: draft.account }),
    refElement('PayeeEntityRef', draft.customer),
    ...optional('RefNumber', draft.refNumber),
    element('TxnDate', draft.txnDate),
    ...optional('Memo', draft.memo),
    // Said explicitly: the shop has given the money back already, nobody shall print a check for it.
    element('IsToBePrinted', 'false'),
    ...optional('ExternalGUID', draft.externalGuid),
    element('ApplyCheckToTxnAdd', [element('TxnID', draft.appliedTo.txnId), element('Amount', formatCents(draft.appliedTo.amount))]),
    element('ExpenseLineAdd', [
      refElement('AccountRef', { fullName: draft.arAccount }),
      element('Amount', formatCents(draft.totalAmount)),
      ...optional('Memo', draft.memo),
      refElement('CustomerRef', draft.customer),
    ]),
  ];
}

/** The Add of the draft's kind. Empty and null fields are left out. */
export function settlementAdd(requestId: string, draft: SettlementDraft): XmlElement {
  const type = TXN_TYPES[draft.kind];
  return request(`${type}AddRq`, requestId, [element(`${type}Add`, content(draft))]);
}

/** Where each kind's answer says what it is applied to, and who it is for. */
const FIELDS = {
  receivePayment: { applied: 'AppliedToTxnRet', entity: 'CustomerRef', total: 'TotalAmount' },
  arRefundCreditCard: { applied: 'RefundAppliedToTxnRet', entity: 'CustomerRef', total: 'TotalAmount' },
  check: { applied: 'LinkedTxn', entity: 'PayeeEntityRef', total: 'Amount' },
} as const;

function readSettlement(record: XmlElement): Result<SettlementRecord> {
  const kind = SETTLEMENT_KINDS.find((one) => record.name === `${TXN_TYPES[one]}Ret`);
  if (kind === undefined) return err(recordProblem(record, record.name, 'is no kind of payment this program writes'));
  const txnId = requiredText(record, 'TxnID');
  if (!txnId.ok) return txnId;
  const { applied, entity, total } = FIELDS[kind];
  const amount = readAmount(record, total);
  if (!amount.ok) return amount;
  const expenses = child(record, 'ExpenseLineRet');
  return ok({
    kind, txnId: txnId.value as TxnID, totalAmount: amount.value,
    editSequence: textOf(record, 'EditSequence').trim(), txnNumber: textOf(record, 'TxnNumber').trim(),
    refNumber: textOf(record, 'RefNumber').trim(), txnDate: textOf(record, 'TxnDate').trim(),
    customerName: refFullName(record, entity) || (expenses === undefined ? '' : refFullName(expenses, 'CustomerRef')),
    memo: textOf(record, 'Memo'), externalGuid: textOf(record, 'ExternalGUID').trim(),
    appliedTo: childrenOf(record, applied).map((link) => textAt(link, 'TxnID').trim()).filter((id) => id !== '') as TxnID[],
  });
}

/** From the answer to settlementAdd, or documentQuery of any of these kinds. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readSettlements(answer: Answer): Result<readonly SettlementRecord[]> {
  return readRecords(answer, /^(ReceivePayment|ARRefundCreditCard|Check)(Query|Add|Mod)Rs$/, (name) => name.endsWith('Ret'), readSettlement);
}
