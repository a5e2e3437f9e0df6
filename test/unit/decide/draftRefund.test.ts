import { describe, expect, it } from 'vitest';
import { draftRefund } from '../../../src/decide/draftRefund.ts';
import { whole } from '../../../src/domain/decimal.ts';
import type { DocumentDraft } from '../../../src/domain/document.ts';
import { cents, ZERO_CENTS } from '../../../src/domain/money.ts';
import type { RefundLine } from '../../../src/domain/refund.ts';
import type { Result } from '../../../src/domain/result.ts';
import { draftInput } from '../../support/drafts.ts';
import { aLine, anOrder, aRefund } from '../../support/orders.ts';

const item = (name: string): object => ({ listId: `L-${name}` });

describe('a refund as a credit memo', () => {
  const order = anOrder({ lines: [aLine({ quantity: whole(3), total: cents(2700) })] });
  const line = (more: Partial<RefundLine> = {}): RefundLine => ({
    id: 'r1', orderLineId: '1', listingKey: '11', sku: 'MUG', name: 'Mug',
    quantity: whole(2), total: cents(1800), tax: ZERO_CENTS, ...more,
  });
  const memo = (refund: ReturnType<typeof aRefund>, restocked: Readonly<Record<string, ReturnType<typeof whole>>> = {}): Result<DocumentDraft> => {
    const drafted = draftRefund(order, refund, restocked, draftInput({}, { kind: 'creditMemo' }));
    return drafted.ok ? { ok: true, value: drafted.value.draft } : drafted;
  };

  it('brings pieces back that the shop has put back', () => {
    expect(memo(aRefund({ lines: [line()] }), { 1: whole(2) })).toMatchObject({ ok: true, value: { kind: 'creditMemo', lines: [{ item: item('MUG'), quantity: whole(2), amount: 1800 }] } });
  });
  it('brings back fewer pieces at their price apiece, when the shop has put back fewer; the rest is money only', () => {
    const lines = [{ item: item('MUG'), quantity: whole(1), amount: 900 }, { item: item('Web Refund'), quantity: null, amount: 900, description: '1 × Mug (not put back in stock)' }];
    expect(memo(aRefund({ lines: [line()] }), { 1: whole(1) })).toMatchObject({ ok: true, value: { lines } });
  });
  it('loses no cent where the price apiece does not come out even', () => {
    const drafted = memo(aRefund({ lines: [line({ quantity: whole(3), total: cents(1000) })], total: cents(1000) }), { 1: whole(2) });
    expect(drafted.ok && drafted.value.lines.map((one) => one.amount)).toEqual([667, 333]);
  });
  it('brings a piece back once, though two lines give back the same one', () => {
    const drafted = memo(aRefund({ lines: [line({ quantity: whole(1), total: cents(900) }), line({ id: 'r2', quantity: whole(1), total: cents(900) })], total: cents(1800) }), { 1: whole(1) });
    expect(drafted.ok && drafted.value.lines.map((one) => [one.quantity, one.amount])).toEqual([[whole(1), 900], [null, 900]]);
  });
  it('takes the tax out of lines that a shop writes with it', () => {
    const gross = { ...order, pricesIncludeTax: true };
    const drafted = draftRefund(gross, aRefund({ lines: [line({ total: cents(1800), tax: cents(150) })], total: cents(1800) }), { 1: whole(2) }, draftInput({}, { kind: 'creditMemo' }));
    expect(drafted.ok && drafted.value.draft.lines.map((one) => one.amount)).toEqual([1650, 150]);
  });
  it('is money only for what stays away', () => {
    expect(memo(aRefund({ lines: [line()] }))).toMatchObject({
      ok: true,
      value: { lines: [{ item: item('Web Refund'), quantity: null, amount: 1800, description: '2 × Mug (not put back in stock)' }] },
    });
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
