import { describe, expect, it } from 'vitest';
import { draftPayment, draftRefundSettlement, type SettlementInput } from '../../../src/decide/draftSettlement.ts';
import { creditLeftOpen, planSettlements, type ParentDocument } from '../../../src/decide/planSettlements.ts';
import { toDay } from '../../../src/domain/calendar.ts';
import type { ListID, TxnID } from '../../../src/domain/ids.ts';
import { cents } from '../../../src/domain/money.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../../src/domain/settings.ts';
import { COMPANY, GUID } from '../../support/drafts.ts';
import { anOrder, aRefund, AT } from '../../support/orders.ts';

const refund = aRefund({ total: cents(500), reason: 'broken' });
const order = anOrder({ refunds: [refund], paymentMethod: 'stripe', transactionId: 'ch_1' });
const entered = (kind: ParentDocument['kind'], state: ParentDocument['state'] = 'done'): ParentDocument => ({ family: 'order', storeDocumentId: '1036', kind, state });
const memo: ParentDocument = { family: 'refund', storeDocumentId: '7', kind: 'creditMemo', state: 'waiting' };
const card = { ...CONNECTION_DEFAULTS, refundSettlement: { mode: 'creditCard', account: '' } } as const;

describe('money on account of documents', () => {
  const kinds = (parents: readonly ParentDocument[], settings: ConnectionSettings = card, of = order): readonly string[] => planSettlements(of, parents, [], settings).map((one) => one.kind);
  it('is a payment for a paid invoice and a refund for each credit memo, once', () => {
    expect(planSettlements(order, [entered('invoice'), memo], [], card)).toEqual([
      { family: 'payment', kind: 'receivePayment', storeDocumentId: '1036', number: '1036', label: '1036 payment', amount: 900 },
      { family: 'settlement', kind: 'arRefundCreditCard', storeDocumentId: '7', number: 'R7', label: '1036 refund 7 settlement', amount: 500 },
    ]);
    expect(planSettlements(order, [entered('invoice'), memo], [{ family: 'payment', storeDocumentId: '1036' }, { family: 'settlement', storeDocumentId: '7' }], card)).toEqual([]);
    expect(kinds([entered('salesReceipt'), memo])).toEqual(['arRefundCreditCard']);
    expect(kinds([entered('salesReceipt'), memo], { ...card, refundSettlement: { mode: 'check', account: 'Checking' } })).toEqual(['check']);
  });
  it('is nothing for what was not paid, is cancelled, pending, of nothing, or switched off', () => {
    expect(kinds([entered('invoice'), memo], card, anOrder({ paidAt: null, refunds: [refund] }))).toEqual([]);
    expect(kinds([entered('invoice', 'cancelled'), { ...memo, state: 'cancelled' }])).toEqual([]);
    expect(kinds([entered('invoice')], { ...card, pendingDocuments: true })).toEqual([]);
    expect(kinds([entered('invoice')], { ...card, invoicePayment: false })).toEqual([]);
    expect(kinds([entered('invoice'), memo], { ...card, refundSettlement: { mode: 'none' } })).toEqual(['receivePayment']);
    expect(kinds([entered('salesOrder'), memo])).toEqual([]);
    expect(kinds([entered('invoice')], card, anOrder({ total: cents(0) }))).toEqual([]);
  });
});

describe('the credit memo of a sales order', () => {
  it('is said to be left open where it would be settled otherwise', () => {
    expect(creditLeftOpen(order, 'WR7', 'salesOrder', card)).toMatchObject({ code: 'creditLeftOpen' });
    expect(creditLeftOpen(order, 'WR7', 'invoice', card)).toBeNull();
    expect(creditLeftOpen(anOrder({ paidAt: null }), 'WR7', 'salesOrder', card)).toBeNull();
    expect(creditLeftOpen(order, 'WR7', 'salesOrder', CONNECTION_DEFAULTS)).toBeNull();
  });
});

describe('a settlement', () => {
  const input = (settings: Partial<ConnectionSettings> = {}, total: number | null = 900): SettlementInput => ({
    settings: { ...CONNECTION_DEFAULTS, ...settings }, company: COMPANY, customer: { listId: 'C1' as ListID }, refNumber: 'W1036', memoKey: 'SB-K', externalGuid: GUID,
    parent: { txnId: 'T-1' as TxnID, refNumber: 'W1036', total: total === null ? null : cents(total) },
  });
  it('pays the invoice by its TxnID, to the account receipts go to', () => {
    expect(draftPayment(order, input({ depositTo: 'Clearing', paymentMethods: { stripe: 'Visa' }, arAccount: 'A/R 2' }))).toMatchObject({ ok: true, value: { draft: {
      kind: 'receivePayment', txnDate: toDay(AT, COMPANY.zone), totalAmount: 900, appliedTo: { txnId: 'T-1', amount: 900 }, depositTo: 'Clearing', paymentMethod: 'Visa', arAccount: 'A/R 2',
      memo: 'SB-K Payment of order 1036 | transaction ch_1',
    } } });
  });
  it('is never applied beyond what QuickBooks booked, and says so', () => {
    const drafted = draftPayment(order, input({}, 850));
    expect(drafted).toMatchObject({ ok: true, value: { draft: { totalAmount: 900, appliedTo: { amount: 850 } } } });
    expect(drafted.ok && drafted.value.decisions.some((one) => one.text.includes('8.50'))).toBe(true);
    expect(draftPayment(order, input({}, 0))).toMatchObject({ ok: false, error: { code: 'nothingToApply' } });
    expect(draftPayment(order, input({ invoicePayment: false }))).toMatchObject({ ok: false, error: { code: 'noPayment', field: 'invoicePayment' } });
    expect(draftPayment(anOrder({ paidAt: null }), input())).toMatchObject({ ok: false, error: { code: 'notPaid' } });
  });
  it('gives back from its own account, else from the one receipts go to', () => {
    const by = (account: string, depositTo: string): unknown => {
      const drafted = draftRefundSettlement(order, refund, 'arRefundCreditCard', input({ refundSettlement: { mode: 'creditCard', account }, depositTo }, 500));
      return drafted.ok && drafted.value.draft.kind === 'arRefundCreditCard' ? drafted.value.draft.refundFrom : 'none';
    };
    expect([by('Card', 'Clearing'), by('', 'Clearing'), by('', '')]).toEqual(['Card', 'Clearing', null]);
  });
  it('by check names both accounts, and needs one to be drawn on', () => {
    const check = { mode: 'check', account: 'Checking' } as const;
    expect(draftRefundSettlement(order, refund, 'check', input({ refundSettlement: check }, 500))).toMatchObject({ ok: true, value: { draft: {
      kind: 'check', account: 'Checking', arAccount: 'Accounts Receivable', totalAmount: 500, memo: 'SB-K Refund 7 of order 1036 | broken' } } });
    expect(draftRefundSettlement(order, refund, 'check', input({ refundSettlement: { ...check, account: '' } }, 500))).toMatchObject({ ok: false, error: { code: 'noRefundAccount' } });
    expect(draftRefundSettlement(order, refund, 'check', input({}, 500))).toMatchObject({ ok: false, error: { code: 'noSettlement' } });
  });
  it('stays out of closed books', () => {
    const closed = { ...input(), company: { ...COMPANY, closingDate: '2026-11-21' } };
    expect(draftPayment(order, closed)).toMatchObject({ ok: false, error: { code: 'booksClosed' } });
    expect(draftPayment(order, { ...closed, settings: { ...CONNECTION_DEFAULTS, closedBooks: 'firstOpenDay' } })).toMatchObject({ ok: true, value: { draft: { txnDate: '2026-11-22' } } });
  });
});
