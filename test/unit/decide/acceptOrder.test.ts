import { describe, expect, it } from 'vitest';
import { acceptOrder, startDay, type Acceptance, type KnownJob } from '../../../src/decide/acceptOrder.ts';
import type { Day } from '../../../src/domain/calendar.ts';
import { instant } from '../../../src/domain/calendar.ts';
import { whole } from '../../../src/domain/decimal.ts';
import { cents, ZERO_CENTS } from '../../../src/domain/money.ts';
import type { StoreOrder } from '../../../src/domain/order.ts';
import type { RefundLine } from '../../../src/domain/refund.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../../src/domain/settings.ts';
import { aLine, anOrder, aRefund } from '../../support/orders.ts';

const START = '2026-01-01' as Day;
const NEW_YORK = 'America/New_York';
function job(more: Partial<KnownJob> = {}): KnownJob {
  return { storeDocumentId: '1036', family: 'order', state: 'waiting', everSent: false, declined: false, mayBeStored: false, restocked: {}, ...more };
}
function accept(order: StoreOrder, known: readonly KnownJob[] = [], settings: Partial<ConnectionSettings> = {}, start = START): Acceptance {
  return acceptOrder(order, known, { ...CONNECTION_DEFAULTS, ...settings }, start, NEW_YORK);
}
function refundLine(more: Partial<RefundLine> = {}): RefundLine {
  return { id: 'r1', orderLineId: '1', listingKey: '11', sku: 'MUG', name: 'Mug', quantity: whole(1), total: cents(900), tax: ZERO_CENTS, ...more };
}

describe('a new order', () => {
  it('gets one document', () => {
    expect(accept(anOrder())).toEqual({
      counts: true, cancel: false, cancelledAfterSending: false,
      documents: [{ family: 'order', kind: 'salesReceipt', storeDocumentId: '1036', number: '1036', label: '1036' }],
    });
  });
  it.each(['pending', 'on-hold', 'checkout-draft', 'cancelled', 'failed', 'trash'])('gets none while it is %s', (status) => {
    expect(accept(anOrder({ status })).documents).toEqual([]);
  });
  it('gets none once it is gone', () => {
    expect(accept(anOrder({ gone: true })).documents).toEqual([]);
  });
  it('counts from the start day on, in the company\'s own calendar', () => {
    // 04:59 UTC is still the day before in New York.
    const before = anOrder({ createdAt: instant(Date.UTC(2026, 10, 21, 4, 59)) });
    expect(accept(before, [], {}, '2026-11-21' as Day)).toMatchObject({ counts: false, documents: [] });
    expect(accept(anOrder({ createdAt: instant(Date.UTC(2026, 10, 21, 5, 0)) }), [], {}, '2026-11-21' as Day)).toMatchObject({ counts: true });
    expect(startDay({ ...CONNECTION_DEFAULTS, startDate: null }, instant(Date.UTC(2026, 10, 21, 4, 59)), NEW_YORK)).toBe('2026-11-20');
    expect(startDay({ ...CONNECTION_DEFAULTS, startDate: START }, instant(Date.UTC(2026, 10, 21)), NEW_YORK)).toBe(START);
  });
});

describe('an order that is taken back before it was entered', () => {
  it('brings no credit memo with it, though it was refunded in the same breath', () => {
    const order = anOrder({ status: 'cancelled', refunds: [aRefund()] });
    expect(accept(order, [job()])).toMatchObject({ cancel: true, documents: [] });
    expect(accept(order, [job({ state: 'done', everSent: true })])).toMatchObject({ cancel: false, documents: [{ family: 'refund' }] });
  });
});

describe('an order that has its document', () => {
  it.each(['waiting', 'ready', 'sent', 'inDoubt', 'needsAttention', 'done'] as const)('gets no second one while that is %s', (state) => {
    expect(accept(anOrder(), [job({ state, everSent: state !== 'waiting' })]).documents).toEqual([]);
  });
  it('gets no second one whatever the settings say now', () => {
    expect(accept(anOrder(), [job({ state: 'done', everSent: true })], { documentKind: 'invoice' }).documents).toEqual([]);
  });
  it('gets another one only if the first was cancelled before it was ever sent, and not by a person', () => {
    expect(accept(anOrder(), [job({ state: 'cancelled' })]).documents).toHaveLength(1);
    expect(accept(anOrder(), [job({ state: 'cancelled', everSent: true })]).documents).toEqual([]);
    expect(accept(anOrder(), [job({ state: 'cancelled', declined: true })]).documents).toEqual([]);
  });
});

describe('an order that is cancelled in the shop', () => {
  const cancelled = anOrder({ status: 'cancelled' });
  it.each(['waiting', 'ready', 'needsAttention'] as const)('is taken back while it is %s', (state) => {
    expect(accept(cancelled, [job({ state })])).toMatchObject({ cancel: true, cancelledAfterSending: false, documents: [] });
  });
  it.each(['sent', 'inDoubt', 'done'] as const)('is only shown once it is %s', (state) => {
    expect(accept(cancelled, [job({ state, everSent: true })])).toMatchObject({ cancel: false, cancelledAfterSending: true });
  });
  it('is only shown while a person is asked about a sending nobody answered for', () => {
    expect(accept(cancelled, [job({ state: 'needsAttention', everSent: true, mayBeStored: true })])).toMatchObject({ cancel: false, cancelledAfterSending: true });
  });
  it('is taken back when QuickBooks has refused it', () => {
    expect(accept(cancelled, [job({ state: 'needsAttention', everSent: true })])).toMatchObject({ cancel: true });
  });
  it('means nothing where there never was a document', () => {
    expect(accept(cancelled)).toMatchObject({ cancel: false, cancelledAfterSending: false });
    expect(accept(cancelled, [job({ state: 'cancelled' })])).toMatchObject({ cancel: false, cancelledAfterSending: false });
  });
});

describe('refunds', () => {
  const line = aLine({ quantity: whole(3), total: cents(2700), stockTaken: whole(3) });
  const done = job({ state: 'done', everSent: true });
  const refunded = (restocked: number, ...refunds: StoreOrder['refunds']): StoreOrder => anOrder({ lines: [{ ...line, stockRestocked: whole(restocked) }], refunds });

  it('get a document each, with a number of their own', () => {
    const order = refunded(0, aRefund({ id: '7', lines: [refundLine()] }), aRefund({ id: '8', total: cents(100) }));
    expect(accept(order, [done]).documents).toMatchObject([
      { family: 'refund', kind: 'creditMemo', storeDocumentId: '7', number: 'R7', label: '1036 refund 7', restocked: {} }, { storeDocumentId: '8', number: 'R8' },
    ]);
  });
  it('come with their order when both are new, and never twice', () => {
    const order = refunded(0, aRefund({ lines: [refundLine()] }));
    expect(accept(order).documents.map((one) => one.family)).toEqual(['order', 'refund']);
    expect(accept(order, [done, job({ family: 'refund', storeDocumentId: '7', state: 'needsAttention' })]).documents).toEqual([]);
  });
  it('are left out without their order, before the start day, where the setting says so', () => {
    const order = refunded(0, aRefund({ lines: [refundLine()] }));
    expect(accept({ ...order, status: 'on-hold' }).documents).toEqual([]);
    expect(accept(order, [done], {}, '2026-12-01' as Day).documents).toEqual([]);
    expect(accept(order, [done], { importRefunds: false }).documents).toEqual([]);
  });
  it('put back what the shop has put back, and no more', () => {
    const two = aRefund({ lines: [refundLine({ quantity: whole(2) })] });
    expect(accept(refunded(0, two), [done]).documents[0]).toMatchObject({ restocked: {} });
    expect(accept(refunded(2, two), [done]).documents[0]).toMatchObject({ restocked: { 1: whole(2) } });
    expect(accept(refunded(1, two), [done]).documents[0]).toMatchObject({ restocked: { 1: whole(1) } });
    expect(accept(refunded(3, two), [done]).documents[0]).toMatchObject({ restocked: { 1: whole(2) } });
  });
  it('share what was put back, the oldest first, earlier documents counted', () => {
    const first = aRefund({ id: '7', lines: [refundLine()] });
    const second = aRefund({ id: '8', lines: [refundLine()] });
    expect(accept(refunded(1, first, second), [done]).documents).toMatchObject([{ restocked: { 1: whole(1) } }, { restocked: {} }]);
    const known = job({ family: 'refund', storeDocumentId: '7', state: 'done', everSent: true, restocked: { 1: whole(1) } });
    expect(accept(refunded(1, first, second), [done, known]).documents).toMatchObject([{ storeDocumentId: '8', restocked: {} }]);
    expect(accept(refunded(2, first, second), [done, known]).documents).toMatchObject([{ restocked: { 1: whole(1) } }]);
    // The shop says less than was put back so far (somebody mended the order by hand): nothing, never less than nothing.
    expect(accept(refunded(0, first, second), [done, known]).documents).toMatchObject([{ restocked: {} }]);
  });
  it('of lines the shop does not name put nothing back', () => {
    const order = refunded(3, aRefund({ lines: [refundLine({ orderLineId: null }), refundLine({ orderLineId: 'gone' })] }));
    expect(accept(order, [done]).documents).toMatchObject([{ restocked: {} }]);
  });
});
