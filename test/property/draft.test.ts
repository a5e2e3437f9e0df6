/** Money and limits over generated orders: to the cent or parked with the difference, hardly ever parked, the same every time, and never too long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftInput } from '../../src/decide/draftInput.ts';
import { draftOrder } from '../../src/decide/draftOrder.ts';
import { draftRefund } from '../../src/decide/draftRefund.ts';
import { fitAddress } from '../../src/decide/fitAddress.ts';
import { planCustomer } from '../../src/decide/planCustomer.ts';
import { whole, type Decimal } from '../../src/domain/decimal.ts';
import type { DraftLine } from '../../src/domain/document.ts';
import type { Item } from '../../src/domain/item.ts';
import { addCents, cents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../../src/domain/money.ts';
import type { OrderLine, StoreOrder } from '../../src/domain/order.ts';
import type { StoreRefund } from '../../src/domain/refund.ts';
import type { ConnectionSettings } from '../../src/domain/settings.ts';
import { fitDocument, safeName } from '../../src/quickbooks/fit.ts';
import { documentAdd } from '../../src/quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../src/quickbooks/qbxml/envelope.ts';
import { draftInput } from '../support/drafts.ts';
import { aLine, anItem, anOrder, aRefund } from '../support/orders.ts';
import { noSchema, schemaComplaints } from '../support/schemaCheck.ts';

const amount = (least: number, most: number): fc.Arbitrary<Cents> => fc.integer({ min: least, max: most }).map(cents);
const SKUS = ['MUG', 'TEE', 'KIT'] as const;
const line: fc.Arbitrary<OrderLine> = fc.record({
  sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 99 }),
  subtotal: amount(0, 500_000), off: amount(0, 5_000), tax: amount(0, 40_000),
})
  .map(({ sku, quantity, subtotal, off, tax }) => {
    const total = cents(Math.max(0, subtotal - off));
    return aLine({ sku, quantity: whole(quantity), subtotal, total, tax: total === 0 ? ZERO_CENTS : tax });
  });
const charge = fc.record({ id: fc.constant('c'), title: fc.constantFrom('Flat rate', 'Gift wrap'), total: amount(-200, 20_000), tax: amount(0, 900) });
const nastyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.constantFrom('محمد حسن', 'דנה', '🦊🎉', 'x'.repeat(200), '', 'Łukasiewicz', 'A:B'),
);
const address = fc.record({
  firstName: nastyText, lastName: nastyText, company: nastyText, line1: nastyText, line2: nastyText,
  city: nastyText, state: nastyText, postalCode: nastyText, country: nastyText,
});

const order: fc.Arbitrary<StoreOrder> = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 5 }), shipping: fc.array(charge, { maxLength: 2 }), fees: fc.array(charge, { maxLength: 2 }) })
  .map(({ lines, ...more }) => anOrder({ lines: lines.map((one, index) => ({ ...one, id: String(index + 1) })), ...more }));
const nastyOrder: fc.Arbitrary<StoreOrder> = fc.record({ plain: order, billing: address, shipping: address, note: nastyText, title: nastyText, email: nastyText, number: nastyText })
  .map(({ plain, billing, shipping, note, title, email, number }) => ({
    ...plain, note, number, lines: plain.lines.map((one) => ({ ...one, name: title })), shipping: plain.shipping.map((one) => ({ ...one, title })),
    customer: { ...plain.customer, email, billing, shipping },
  }));
const settings: fc.Arbitrary<Partial<ConnectionSettings>> = fc.record({
  discountItem: fc.constantFrom('', 'Web Discount'), kits: fc.constantFrom('members' as const, 'group' as const), className: fc.constantFrom('', 'Web'), negativeFeeItem: fc.constantFrom('', 'Rebate'),
  tax: fc.constantFrom({ mode: 'storeExact', zeroTaxItem: 'Z', taxLineItem: 'Web Tax' } as const, { mode: 'quickbooks', taxItem: 'State Tax' } as const),
});

const MEMBERS: readonly Item[] = [{ ...anItem('PART-A'), salesPrice: whole(7) }, { ...anItem('PART-B'), salesPrice: whole(3) }, { ...anItem('PART-C', 'service'), salesPrice: whole(0) }];
const KIT: Item = { ...anItem('KIT', 'group'), members: MEMBERS.map((member, index) => ({ listId: member.listId, quantity: whole(index + 1) })) };

function input(changed: Partial<ConnectionSettings>, more: Partial<DraftInput> = {}): DraftInput {
  return draftInput(changed, {
    match: ({ sku }) => ({ kind: 'matched', item: sku === 'KIT' ? KIT : anItem(sku ?? ''), how: 'name' }), mapped: (fullName) => anItem(fullName, 'otherCharge'),
    member: (listId) => MEMBERS.find((member) => member.listId === listId) ?? null, ...more,
  });
}

/** What QuickBooks will make of it: the lines, and the tax where it computes that itself. */
function booked(lines: readonly DraftLine[], tax: Cents, changed: Partial<ConnectionSettings>): Cents {
  return addCents(...lines.map((one) => one.amount), changed.tax?.mode === 'quickbooks' ? tax : ZERO_CENTS);
}

const requests = new Set<string>();
function keep(drafted: ReturnType<typeof draftOrder>): void {
  if (drafted.ok && requests.size < 600) requests.add(writeMessageSet({ requests: [documentAdd('1', fitDocument(drafted.value.draft).draft)] }));
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
      if (!drafted.ok) return;
      keep(drafted);
      expect(booked(drafted.value.draft.lines, sold.taxTotal, changed)).toBe(sold.total);
      // Goods, discount, shipping and fees each come to what the shop says.
      const goods = addCents(...drafted.value.draft.lines.filter((one) => one.quantity !== null || one.description.startsWith('Web price of')).map((one) => one.amount));
      expect(goods).toBe(addCents(...sold.lines.map((one) => (changed.discountItem === '' ? one.total : one.subtotal))));
      const shipped = addCents(...drafted.value.draft.lines.filter((one) => 'listId' in one.item && one.item.listId === 'L-Shipping').map((one) => one.amount));
      expect(shipped).toBe(addCents(...sold.shipping.map((one) => one.total)));
    }));
  });

  it('are not reason enough to park: at least 99 of 100 orders with mapped SKUs are drafted', () => {
    const total = 2_000;
    const drafted = fc.sample(fc.tuple(nastyOrder, settings), { numRuns: total, seed: 41 }).filter(([sold, changed]) => {
      const one = draftOrder(sold, input({ ...changed, roundingItem: 'Web Rounding' }));
      keep(one);
      return one.ok;
    });
    expect(drafted.length / total).toBeGreaterThanOrEqual(0.99);
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

  it('become a rounding line up to the limit, and park beyond it', () => {
    fc.assert(fc.property(order, amount(-60, 60), fc.integer({ min: 0, max: 50 }), (sold, wrong, roundingLimit) => {
      fc.pre(wrong !== 0 && sold.total + wrong >= 0);
      const drafted = draftOrder({ ...sold, total: cents(sold.total + wrong) }, input({ roundingItem: 'Web Rounding', roundingLimit }));
      expect(drafted.ok).toBe(Math.abs(wrong) <= roundingLimit);
      if (drafted.ok) expect(drafted.value.draft.lines.filter((one) => one.description === 'Rounding').map((one) => one.amount)).toEqual([wrong]);
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
      const drafted = draftRefund(anOrder(), refund, restocked, input(changed, { kind: 'creditMemo' }));
      if (!drafted.ok) {
        expect(['noLines', 'negativeTotal']).toContain(drafted.error.code);
        if (drafted.error.code === 'noLines') expect(refund.total === 0 || refund.lines.every((one) => one.total === 0)).toBe(true);
        return;
      }
      keep(drafted);
      const tax = addCents(...[...refund.lines, ...refund.charges].map((part) => part.tax));
      expect(booked(drafted.value.draft.lines, tax, changed)).toBe(refund.total);
      const pieces = drafted.value.draft.lines.reduce((sum, one) => sum + (one.quantity ?? 0), 0);
      expect(pieces).toBe(Object.values(restocked).reduce((sum, back) => sum + back, 0));
    }));
  });
});

describe('planning', () => {
  it('is the same every time, and fitting what is fitted changes nothing', () => {
    fc.assert(fc.property(nastyOrder, settings, (sold, changed) => {
      const first = draftOrder(sold, input(changed));
      expect(draftOrder(structuredClone(sold), input(changed))).toEqual(first);
      if (!first.ok) return;
      const fitted = fitDocument(first.value.draft);
      expect(fitDocument(fitted.draft)).toEqual({ draft: fitted.draft, cuts: [] });
    }));
  });

  it('never gives a field more than QuickBooks takes, entities not counted', () => {
    fc.assert(fc.property(nastyOrder, settings, (sold, changed) => {
      const drafted = draftOrder(sold, input(changed));
      if (!drafted.ok) return;
      const { draft } = fitDocument(drafted.value.draft);
      const limits: readonly (readonly [string | undefined, number])[] = [draft.billAddress, draft.shipAddress].flatMap((one) => (one === null ? [] : [
        [one.addr1, 41] as const, [one.addr2, 41] as const, [one.addr3, 41] as const, [one.addr4, 41] as const, [one.addr5, 41] as const, [one.note, 41] as const,
        [one.city, 31] as const, [one.state, 21] as const, [one.postalCode, 13] as const, [one.country, 31] as const,
      ]));
      for (const [text, most] of [...limits, [draft.memo, 4095] as const, ...draft.lines.map((one) => [one.description, 4095] as const)]) expect(text?.length ?? 0).toBeLessThanOrEqual(most);
    }));
  });

  it('loses nothing of an address: every word is in its lines, its note, or named as left over', () => {
    const storable = input({}).storable;
    fc.assert(fc.property(address, (from) => {
      const fitted = fitAddress(from, storable);
      const words = (text: string): string => text.replace(/[\s,]/g, '');
      const wanted = Object.values(from).map((text) => words(storable(text))).join('');
      if (fitted === null) {
        expect(wanted).toBe('');
        return;
      }
      const { addr1, addr2, addr3, addr4 = '', addr5 = '', note, city, state, postalCode, country } = fitted.address;
      const held = words([addr1, addr2, addr3, addr4, addr5, note, city, state, postalCode, country, ...fitted.lost].join(''));
      for (const part of [`${from.firstName} ${from.lastName}`, from.company, from.line1, from.line2, from.city, from.country]) {
        for (const letter of new Set(words(storable(part)))) expect(held).toContain(letter);
      }
      expect(held.length).toBeGreaterThanOrEqual(wanted.length - words(storable(from.company)).length);
    }));
  });

  it('names customers in 41 characters, two different ones for buyers who share a name', () => {
    fc.assert(fc.property(nastyOrder, fc.constantFrom('companyOrPerson' as const, 'person' as const, 'lastFirst' as const, 'email' as const), (sold, customerName) => {
      const rules = { customer: { mode: 'perBuyer' }, customerName } as const;
      const one = planCustomer(rules, 'shop.example.test', { ...sold, customer: { ...sold.customer, id: '1' } }, () => 'AAAAA', safeName);
      const other = planCustomer(rules, 'shop.example.test', { ...sold, customer: { ...sold.customer, id: '2' } }, () => 'BBBBB', safeName);
      for (const name of [...one.names, ...other.names]) {
        expect(name.length).toBeLessThanOrEqual(41);
        expect(name.trim()).not.toBe('');
        expect(name).not.toContain(':');
      }
      expect(one.key).not.toBe(other.key);
      expect(one.names[1]).not.toBe(other.names[1]);
    }));
  });
});

describe('every request that was generated', () => {
  it('is one of many', () => { expect(requests.size).toBeGreaterThan(300); });
  it.skipIf(noSchema)('is valid by Intuit\'s own schema', () => { expect(schemaComplaints([...requests])).toEqual([]); }, 120_000);
});
