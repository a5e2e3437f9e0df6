/** A payment for an invoice, or the money given back for a credit memo, applied to the document by its TxnID. */
import type { DraftDecision, Ref, SettlementDraft } from '../domain/document.ts';
import type { TxnID } from '../domain/ids.ts';
import type { SettlementKind } from '../domain/job.ts';
import { cents, formatCents, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import { problem } from '../domain/problem.ts';
import type { StoreRefund } from '../domain/refund.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConnectionSettings } from '../domain/settings.ts';
import { paymentMethodOf, paymentWords } from './draftHeader.ts';
import { decision, type CompanyFacts } from './draftInput.ts';
import { planDate } from './planDate.ts';

/** QuickBooks' own name for the account; a check needs one by name. */
const DEFAULT_RECEIVABLES = 'Accounts Receivable';

export type SettlementInput = {
  readonly settings: ConnectionSettings;
  readonly company: Pick<CompanyFacts, 'zone' | 'closingDate'>;
  readonly customer: Ref;
  readonly refNumber: string;
  readonly memoKey: string;
  readonly externalGuid: string;
  /** The document it is applied to. `total`: what QuickBooks booked for it; null where it did not say. */
  readonly parent: { readonly txnId: TxnID; readonly refNumber: string; readonly total: Cents | null };
};

export type DraftedSettlement = { readonly draft: SettlementDraft; readonly decisions: readonly DraftDecision[] };

/** Errors: `notPaid`, `noPayment`, `nothingToApply`, `booksClosed`. */
export function draftPayment(order: StoreOrder, input: SettlementInput): Result<DraftedSettlement> {
  if (order.paidAt === null) return err(problem(
    'notPaid', `Order ${order.number} is not paid in the shop any more.`,
    'Cancel its payment here, or mark it as already in QuickBooks.',
  ));
  const { settings, parent } = input;
  const about = `Payment of order ${order.number}`;
  if (!settings.invoicePayment) return err(problem(
    'noPayment', `This connection leaves the payment of invoices to you, so ${about.toLowerCase()} is not entered.`,
    'Cancel the payment here, or change the setting "invoicePayment", then retry.', { field: 'invoicePayment' },
  ));
  const applied = appliedAmount(order.total, parent, about);
  if (!applied.ok) return applied;
  const date = planDate(order.paidAt, 'paid', about, input.company, settings.closedBooks);
  if (!date.ok) return date;
  const paymentMethod = paymentMethodOf(order, settings.paymentMethods);
  const reference = order.transactionId.trim() === '' ? '' : `transaction ${order.transactionId.trim()}`;
  return ok({
    draft: {
      ...base(input, date.value.day, order.total, applied.value, [about, reference]), kind: 'receivePayment',
      arAccount: orNull(settings.arAccount), paymentMethod, depositTo: orNull(settings.depositTo),
    },
    decisions: [
      decision('document', `${formatCents(order.total)} received for invoice ${parent.refNumber}, because the order is paid in the shop.`), date.value.decision,
      decision('payment', paymentWords(order, paymentMethod, settings.depositTo)), ...differenceWords(order.total, applied.value, parent.refNumber),
    ],
  });
}

/**
 * `kind`: as it was planned, by which it is looked for in QuickBooks; not as the settings may say meanwhile.
 * Errors: `noSettlement`, `noRefundAccount`, `nothingToApply`, `booksClosed`.
 */
export function draftRefundSettlement(order: StoreOrder, refund: StoreRefund, kind: Exclude<SettlementKind, 'receivePayment'>, input: SettlementInput): Result<DraftedSettlement> {
  const { settings, parent } = input;
  const { refundSettlement } = settings;
  const about = `Refund ${refund.id} of order ${order.number}`;
  if (refundSettlement.mode === 'none') return err(problem(
    'noSettlement', `This connection leaves credit memos open, so ${about} is not settled.`,
    'Cancel the settlement here, or change the setting "refundSettlement", then retry.', { field: 'refundSettlement' },
  ));
  const applied = appliedAmount(refund.total, parent, about);
  if (!applied.ok) return applied;
  const date = planDate(refund.createdAt, 'given back', about, input.company, settings.closedBooks);
  if (!date.ok) return date;
  const account = refundSettlement.account === '' ? settings.depositTo : refundSettlement.account;
  const common = base(input, date.value.day, applied.value, applied.value, [about, refund.reason]);
  const decisions = [
    decision('document', `${formatCents(applied.value)} given back for credit memo ${parent.refNumber}, so that the customer's balance is not left in credit.`),
    date.value.decision, ...differenceWords(refund.total, applied.value, parent.refNumber),
  ];
  if (kind === 'arRefundCreditCard') {
    const paymentMethod = paymentMethodOf(order, settings.paymentMethods);
    const from = account === '' ? 'from the account QuickBooks chooses' : `from "${account}"${refundSettlement.account === '' ? ', the account the receipt went to' : ''}`;
    return ok({
      draft: { ...common, kind: 'arRefundCreditCard', arAccount: orNull(settings.arAccount), paymentMethod, refundFrom: orNull(account) },
      decisions: [...decisions, decision('payment', `Credit card refund ${from}.`)],
    });
  }
  if (account === '') {
    return err(problem(
      'noRefundAccount', `${about} is to be settled by check, but no account is set that the check is drawn on.`,
      'Choose an account in the setting "refundSettlement" or "depositTo", then retry.', { field: 'refundSettlement' },
    ));
  }
  const arAccount = settings.arAccount === '' ? DEFAULT_RECEIVABLES : settings.arAccount;
  return ok({
    draft: { ...common, kind: 'check', account, arAccount },
    decisions: [...decisions, decision('payment', `Check on "${account}" to the customer, against "${arAccount}".`)],
  });
}

/** No more than the document came to: QuickBooks refuses money on it beyond its balance (3210). A difference is shown on the document itself. */
function appliedAmount(charged: Cents, { total, refNumber }: SettlementInput['parent'], about: string): Result<Cents> {
  const amount = total === null ? charged : cents(Math.min(charged, total));
  if (amount > 0) return ok(amount);
  return err(problem(
    'nothingToApply', `${about}: its document ${refNumber} comes to nothing in QuickBooks, so there is nothing to apply it to.`,
    'Look at the document in QuickBooks. If that is right, cancel this here.', { field: 'TotalAmount' },
  ));
}

function differenceWords(charged: Cents, applied: Cents, refNumber: string): readonly DraftDecision[] {
  return charged === applied ? [] : [decision('payment', `Only ${formatCents(applied)} of it is applied, because that is all QuickBooks booked for ${refNumber}.`)];
}

type Base = Pick<SettlementDraft, 'customer' | 'txnDate' | 'refNumber' | 'memo' | 'externalGuid' | 'totalAmount' | 'appliedTo'>;

function base(input: SettlementInput, txnDate: Base['txnDate'], total: Cents, applied: Cents, words: readonly string[]): Base {
  return {
    customer: input.customer, txnDate, refNumber: input.refNumber, externalGuid: input.externalGuid, totalAmount: total, appliedTo: { txnId: input.parent.txnId, amount: applied },
    memo: [`${input.memoKey} ${words[0] ?? ''}`, ...words.slice(1)].filter((text) => text.trim() !== '').join(' | '),
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
