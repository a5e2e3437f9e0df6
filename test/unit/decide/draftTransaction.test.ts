import { describe, expect, it } from 'vitest';
import { draftOrder, draftRefund, type DraftInput } from '../../../src/decide/draftTransaction.ts';
import type { Match } from '../../../src/decide/matchItem.ts';
import { instant } from '../../../src/domain/calendar.ts';
import { whole } from '../../../src/domain/decimal.ts';
import type { ListID } from '../../../src/domain/ids.ts';
import { cents, ZERO_CENTS } from '../../../src/domain/money.ts';
import type { RefundLine } from '../../../src/domain/refund.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../../src/domain/settings.ts';
import { ADDRESS, aCharge, aLine, anItem, anOrder, aRefund } from '../../support/orders.ts';

const ITEMS = ['Shipping', 'Web Fee', 'Web Refund', 'Web Tax', 'Web Discount'];
function input(settings: Partial<ConnectionSettings> = {}, more: Partial<DraftInput> = {}): DraftInput {
  return {
    kind: 'salesReceipt', settings: { ...CONNECTION_DEFAULTS, ...settings }, company: { zone: 'America/New_York', salesTaxOn: true, closingDate: null },
    customer: { listId: 'C1' as ListID }, refNumber: 'W1036', memoKey: 'SB-ABCDEFGHIJKL', externalGuid: '{G}',
    match: ({ sku }): Match => (sku === 'MUG' || sku === 'TEE' ? { kind: 'matched', item: anItem(sku), how: 'fullName' } : { kind: 'none' }),
    mapped: (fullName) => (ITEMS.includes(fullName) ? anItem(fullName, 'otherCharge') : null), ...more,
  };
}
const item = (name: string): object => ({ listId: `L-${name}` });

describe('an order as a document', () => {
  it('has its lines with quantity and amount, its charges with an amount, and the shop\'s tax on a line of its own', () => {
    const order = anOrder({
      lines: [aLine({ quantity: whole(3), total: cents(2700), tax: cents(240) }), aLine({ id: '2', sku: 'TEE', total: cents(500) })],
      shipping: [aCharge({ tax: cents(67) })], fees: [aCharge({ id: 'f', title: 'Gift wrap', total: cents(-100) })], note: 'Ring twice',
    });
    const drafted = draftOrder(order, input());
    expect(drafted).toMatchObject({ ok: true, value: {
      kind: 'salesReceipt', txnDate: '2026-11-21', refNumber: 'W1036', isPending: false, paymentMethod: null, taxItem: 'Web Tax 0', depositTo: null, externalGuid: '{G}',
      memo: 'SB-ABCDEFGHIJKL Order 1036 | Ring twice',
    } });
    expect(drafted.ok && drafted.value.lines).toEqual([
      { item: item('MUG'), description: 'Mug', quantity: whole(3), amount: 2700, taxCode: 'Tax' },
      { item: item('TEE'), description: 'Mug', quantity: whole(1), amount: 500, taxCode: 'Non' },
      { item: item('Shipping'), description: 'Flat rate', quantity: null, amount: 750, taxCode: 'Tax' },
      { item: item('Web Fee'), description: 'Gift wrap', quantity: null, amount: -100, taxCode: 'Non' },
      { item: item('Web Tax'), description: 'Sales tax as charged by the shop', quantity: null, amount: 307, taxCode: null },
    ]);
  });

  it('leaves out charges of nothing', () => {
    const drafted = draftOrder(anOrder({ shipping: [aCharge({ total: ZERO_CENTS })] }), input());
    expect(drafted.ok && drafted.value.lines).toHaveLength(1);
  });

  it('shows coupons on a line of their own where an item is set for that', () => {
    const order = anOrder({ lines: [aLine({ subtotal: cents(1000), total: cents(900) })], coupons: ['ten'] });
    const drafted = draftOrder(order, input({ discountItem: 'Web Discount' }));
    expect(drafted.ok && drafted.value.lines).toMatchObject([{ amount: 1000 }, { item: item('Web Discount'), description: 'Discount ten', amount: -100, quantity: null }]);
    expect(draftOrder(order, input())).toMatchObject({ ok: true, value: { lines: [{ amount: 900 }] } });
  });

  it('is dated when it was paid, in the company\'s calendar', () => {
    const late = instant(Date.UTC(2026, 10, 22, 4, 30));
    expect(draftOrder(anOrder({ paidAt: late }), input())).toMatchObject({ ok: true, value: { txnDate: '2026-11-21' } });
    expect(draftOrder(anOrder({ paidAt: null, createdAt: late }), input())).toMatchObject({ ok: true, value: { txnDate: '2026-11-21' } });
  });

  it('names payment method and account on receipts only', () => {
    const settings = { paymentMethods: { bacs: 'Check' }, depositTo: 'Checking' };
    expect(draftOrder(anOrder(), input(settings))).toMatchObject({ ok: true, value: { paymentMethod: 'Check', depositTo: 'Checking' } });
    expect(draftOrder(anOrder(), input(settings, { kind: 'invoice' }))).toMatchObject({ ok: true, value: { paymentMethod: null, depositTo: null } });
  });

  it('is pending where the setting says so, and the kind can be', () => {
    for (const [kind, isPending] of [['salesReceipt', true], ['invoice', true], ['salesOrder', false], ['creditMemo', false]] as const) {
      expect(draftOrder(anOrder(), input({ pendingDocuments: true }, { kind }))).toMatchObject({ ok: true, value: { isPending } });
    }
  });

  it('loses no line of an address', () => {
    const billing = { ...ADDRESS, company: 'Acme', line2: 'Dock 7' };
    const drafted = draftOrder(anOrder({ customer: { id: null, email: '', phone: '', billing, shipping: ADDRESS } }), input());
    expect(drafted).toMatchObject({ ok: true, value: { billAddress: { addr1: 'Ann Lee', addr2: 'Acme', addr3: '1 Main St', note: 'Dock 7', city: 'Albany' }, shipAddress: { addr2: '1 Main St', note: '' } } });
  });

  it('lets QuickBooks compute the tax where the setting says so', () => {
    const tax = { mode: 'quickbooks', taxItem: 'State Tax' } as const;
    const drafted = draftOrder(anOrder({ lines: [aLine({ tax: cents(80) })] }), input({ tax }));
    expect(drafted).toMatchObject({ ok: true, value: { taxItem: 'State Tax', lines: [{ amount: 900, taxCode: 'Tax' }] } });
  });

  it('has no tax codes where sales tax is switched off', () => {
    const company = { zone: 'America/New_York', salesTaxOn: false, closingDate: null };
    expect(draftOrder(anOrder(), input({}, { company }))).toMatchObject({ ok: true, value: { taxItem: null, lines: [{ taxCode: null }] } });
  });
});

describe('what a person must look at first', () => {
  const closed = { zone: 'America/New_York', salesTaxOn: true, closingDate: '2026-11-21' };
  const taxed = anOrder({ lines: [aLine({ tax: cents(80) })] });
  const two: Match = { kind: 'ambiguous', items: [anItem('A:MUG'), anItem('B:MUG')] };
  it.each([
    ['unknownSku', anOrder({ lines: [aLine(), aLine({ id: '2', sku: 'NEW' })] }), input(), /"NEW"/],
    ['unknownSku', anOrder({ lines: [aLine({ sku: null, name: 'Old thing' })] }), input(), /"Old thing" has no SKU/],
    ['ambiguousSku', anOrder(), input({}, { match: () => two }), /A:MUG, B:MUG/],
    ['kitLine', anOrder(), input({}, { match: () => ({ kind: 'matched', item: anItem('MUG', 'group'), how: 'link' }) }), /kit/],
    ['mappedItemMissing', anOrder({ shipping: [aCharge()] }), input({ shippingItem: 'Freight' }), /"Freight"/],
    ['mappedItemMissing', taxed, input({ tax: { mode: 'storeExact', zeroTaxItem: 'Z', taxLineItem: 'T' } }), /"T"/],
    ['otherCurrency', anOrder({ currency: 'EUR' }), input(), /EUR/],
    ['noLines', anOrder({ lines: [] }), input(), /no lines/],
    ['negativeTotal', anOrder({ fees: [aCharge({ total: cents(-1000) })] }), input(), /-1\.00/],
    ['booksClosed', anOrder(), input({}, { company: closed }), /closed up to 2026-11-21/],
    ['taxNotMapped', taxed, input({ tax: { mode: 'none' } }), /0\.80/],
    ['taxNotMapped', taxed, input({}, { company: { ...closed, closingDate: null, salesTaxOn: false } }), /switched off/],
    ['totalMismatch', anOrder({ total: cents(901) }), input(), /add up to 9\.00.*charged 9\.01.*difference 0\.01/],
  ] as const)('%s', (code, order, with_, words) => {
    const drafted = draftOrder(order, with_);
    expect(drafted).toMatchObject({ ok: false, error: { code } });
    if (!drafted.ok) expect(drafted.error.what).toMatch(words);
  });
  it('the day after the closing date is open', () => {
    expect(draftOrder(anOrder(), input({}, { company: { ...closed, closingDate: '2026-11-20' } }))).toMatchObject({ ok: true });
  });
});

describe('a refund as a credit memo', () => {
  const order = anOrder({ lines: [aLine({ quantity: whole(3), total: cents(2700) })] });
  const line = (more: Partial<RefundLine> = {}): RefundLine => ({ id: 'r1', orderLineId: '1', listingKey: '11', sku: 'MUG', name: 'Mug', quantity: whole(2), total: cents(1800), tax: ZERO_CENTS, ...more });
  const memo = (refund: ReturnType<typeof aRefund>, restocked: Readonly<Record<string, ReturnType<typeof whole>>> = {}): ReturnType<typeof draftRefund> =>
    draftRefund(order, refund, restocked, input({}, { kind: 'creditMemo' }));

  it('brings pieces back that the shop has put back', () => {
    expect(memo(aRefund({ lines: [line()] }), { 1: whole(2) })).toMatchObject({ ok: true, value: { kind: 'creditMemo', lines: [{ item: item('MUG'), quantity: whole(2), amount: 1800 }] } });
  });
  it('brings back fewer pieces for all the money, when the shop has put back fewer', () => {
    expect(memo(aRefund({ lines: [line()] }), { 1: whole(1) })).toMatchObject({ ok: true, value: { lines: [{ item: item('MUG'), quantity: whole(1), amount: 1800 }] } });
  });
  it('is money only for what stays away', () => {
    expect(memo(aRefund({ lines: [line()] }))).toMatchObject({ ok: true, value: { lines: [{ item: item('Web Refund'), quantity: null, amount: 1800, description: '2 × Mug (not put back in stock)' }] } });
  });
  it('carries shipping, tax, and money that is on no line', () => {
    const refund = aRefund({ lines: [line({ tax: cents(160) })], charges: [{ title: 'Flat rate', total: cents(750), tax: cents(67) }], total: cents(3000), reason: 'sorry' });
    const drafted = memo(refund, { 1: whole(2) });
    expect(drafted).toMatchObject({ ok: true, value: { memo: expect.stringMatching(/^SB-ABCDEFGHIJKL Refund 7 of order 1036 \| sorry/) as string } });
    expect(drafted.ok && drafted.value.lines.map((one) => [one.description, one.amount])).toEqual([
      ['Mug', 1800], ['Flat rate', 750], ['sorry', 223], ['Sales tax as charged by the shop', 227],
    ]);
  });
  it('needs no item for what was money only', () => {
    expect(memo(aRefund({ lines: [line({ sku: 'GONE', orderLineId: null })] }))).toMatchObject({ ok: true });
    expect(memo(aRefund({ lines: [line({ sku: 'GONE' })] }), { 1: whole(2) })).toMatchObject({ ok: false, error: { code: 'unknownSku' } });
  });
  it('of nothing is nothing to enter', () => {
    expect(memo(aRefund({ lines: [line({ total: ZERO_CENTS })] }))).toMatchObject({ ok: false, error: { code: 'noLines' } });
  });
});
