import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOrder, draftRefund, type DraftInput } from '../../src/decide/draftTransaction.ts';
import { whole, type Decimal } from '../../src/domain/decimal.ts';
import type { ListID } from '../../src/domain/ids.ts';
import { addCents, cents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../../src/domain/money.ts';
import type { OrderLine, StoreOrder } from '../../src/domain/order.ts';
import type { StoreRefund } from '../../src/domain/refund.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../src/domain/settings.ts';
import { aLine, anItem, anOrder, aRefund } from '../support/orders.ts';

const amount = (least: number, most: number): fc.Arbitrary<Cents> => fc.integer({ min: least, max: most }).map(cents);
const line: fc.Arbitrary<OrderLine> = fc.record({ quantity: fc.integer({ min: 1, max: 99 }), subtotal: amount(0, 500_000), off: amount(0, 5_000), tax: amount(0, 40_000) })
  .map(({ quantity, subtotal, off, tax }) => aLine({ quantity: whole(quantity), subtotal, total: cents(Math.max(0, subtotal - off)), tax }));
const charge = fc.record({ id: fc.constant('c'), title: fc.constantFrom('Flat rate', 'Gift wrap'), total: amount(-200, 20_000), tax: amount(0, 900) });

const order: fc.Arbitrary<StoreOrder> = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 5 }), shipping: fc.array(charge, { maxLength: 2 }), fees: fc.array(charge, { maxLength: 2 }) })
  .map(({ lines, ...more }) => anOrder({ lines: lines.map((one, index) => ({ ...one, id: String(index + 1) })), ...more }));
const settings: fc.Arbitrary<Partial<ConnectionSettings>> = fc.record({
  discountItem: fc.constantFrom('', 'Web Discount'),
  tax: fc.constantFrom({ mode: 'storeExact', zeroTaxItem: 'Z', taxLineItem: 'Web Tax' } as const, { mode: 'quickbooks', taxItem: 'State Tax' } as const),
});

function input(changed: Partial<ConnectionSettings>): DraftInput {
  return {
    kind: 'salesReceipt', settings: { ...CONNECTION_DEFAULTS, ...changed }, company: { zone: 'America/New_York', salesTaxOn: true, closingDate: null },
    customer: { listId: 'C1' as ListID }, refNumber: 'W1', memoKey: 'SB-A', externalGuid: '{G}', match: ({ sku }) => ({ kind: 'matched', item: anItem(sku ?? ''), how: 'name' }),
    mapped: (fullName) => anItem(fullName, 'otherCharge'),
  };
}

/** What QuickBooks will make of it: the lines, and the tax where it computes that itself. */
function booked(lines: readonly { readonly amount: Cents }[], tax: Cents, changed: Partial<ConnectionSettings>): Cents {
  return addCents(...lines.map((one) => one.amount), changed.tax?.mode === 'quickbooks' ? tax : ZERO_CENTS);
}

describe('totals', () => {
  it('hold for every order whose parts add up', () => {
    fc.assert(fc.property(order, settings, (sold, changed) => {
      const drafted = draftOrder(sold, input(changed));
      if (sold.total < 0) {
        expect(drafted).toMatchObject({ ok: false, error: { code: 'negativeTotal' } });
        return;
      }
      expect(drafted.ok).toBe(true);
      if (drafted.ok) expect(booked(drafted.value.lines, sold.taxTotal, changed)).toBe(sold.total);
    }));
  });

  it('that do not hold park the order, with the difference to the cent', () => {
    fc.assert(fc.property(order, settings, amount(-5_000, 5_000), (sold, changed, wrong) => {
      fc.pre(wrong !== 0 && sold.total + wrong >= 0);
      const charged = cents(sold.total + wrong);
      const drafted = draftOrder({ ...sold, total: charged }, input(changed));
      expect(drafted).toMatchObject({ ok: false, error: { code: 'totalMismatch' } });
      if (!drafted.ok) expect(drafted.error.what).toContain(`(difference ${formatCents(subtractCents(charged, sold.total))})`);
    }));
  });

  const given: fc.Arbitrary<{ readonly refund: StoreRefund; readonly restocked: Readonly<Record<string, Decimal>> }> = fc.record({
    lines: fc.array(fc.record({ quantity: fc.integer({ min: 0, max: 5 }), total: amount(0, 50_000), tax: amount(0, 4_000), back: fc.integer({ min: 0, max: 5 }) }), { maxLength: 4 }),
    charges: fc.array(charge, { maxLength: 2 }), more: amount(0, 10_000),
  }).map(({ lines, charges, more }) => {
    const refunded = lines.map((one, index) => ({
      id: `r${String(index)}`, orderLineId: String(index + 1), listingKey: '11', sku: 'MUG', name: 'Mug', quantity: whole(one.quantity), total: one.total, tax: one.tax,
    }));
    const parts = aRefund({ lines: refunded, charges });
    return {
      refund: { ...parts, total: addCents(parts.total, more) },
      restocked: Object.fromEntries(lines.flatMap((one, index) => (one.back > 0 && one.quantity > 0 ? [[String(index + 1), whole(Math.min(one.back, one.quantity))]] : []))),
    };
  });

  it('hold for every refund, and never more pieces come back than the shop has put back', () => {
    fc.assert(fc.property(given, settings, ({ refund, restocked }, changed) => {
      const drafted = draftRefund(anOrder(), refund, restocked, { ...input(changed), kind: 'creditMemo' });
      if (!drafted.ok) {
        expect(['noLines', 'negativeTotal']).toContain(drafted.error.code);
        if (drafted.error.code === 'noLines') expect(refund.total === 0 || changed.tax?.mode === 'quickbooks' || refund.lines.every((one) => one.total === 0)).toBe(true);
        return;
      }
      const tax = addCents(...[...refund.lines, ...refund.charges].map((part) => part.tax));
      expect(booked(drafted.value.lines, tax, changed)).toBe(refund.total);
      const pieces = drafted.value.lines.reduce((sum, one) => sum + (one.quantity ?? 0), 0);
      expect(pieces).toBe(Object.values(restocked).reduce((sum, back) => sum + back, 0));
    }));
  });
});
