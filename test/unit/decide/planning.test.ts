import { describe, expect, it } from 'vitest';
import { chooseDocument } from '../../../src/decide/chooseDocument.ts';
import { fitAddress } from '../../../src/decide/fitAddress.ts';
import { homeCurrency } from '../../../src/decide/homeCurrency.ts';
import { judgeTotals } from '../../../src/decide/judgeTotals.ts';
import { matchItem } from '../../../src/decide/matchItem.ts';
import { planDate } from '../../../src/decide/planDate.ts';
import { planItems } from '../../../src/decide/planItems.ts';
import { settingsProblem } from '../../../src/decide/settingsProblem.ts';
import { instant } from '../../../src/domain/calendar.ts';
import { formatDecimal, whole } from '../../../src/domain/decimal.ts';
import { cents } from '../../../src/domain/money.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../../src/domain/settings.ts';
import { COMPANY, draftInput } from '../../support/drafts.ts';
import { ADDRESS, aLine, anItem, AT } from '../../support/orders.ts';

describe('chooseDocument', () => {
  const settings = { documentKind: 'salesReceipt', documentRules: [
    { when: { paid: false, methods: ['bacs'] }, kind: 'salesOrder' }, { when: { paid: false }, kind: 'invoice' },
    { when: { methods: ['cod'] }, kind: 'invoice' },
  ] } as const;
  it.each([
    [{ paidAt: null, paymentMethod: 'bacs' }, 'salesOrder', /rule 1.*not paid/], [{ paidAt: null, paymentMethod: 'stripe' }, 'invoice', /^An invoice, by rule 2/],
    [{ paidAt: AT, paymentMethod: 'cod' }, 'invoice', /rule 3.*paid/], [{ paidAt: AT, paymentMethod: 'stripe' }, 'salesReceipt', /as set/],
  ] as const)('takes the first rule that fits: %j', (order, kind, why) => {
    const chosen = chooseDocument({ paymentTitle: '', ...order }, settings);
    expect(chosen.kind).toBe(kind);
    expect(chosen.why).toMatch(why);
  });
  it('makes a rule for sales orders subject to the stock rule', () => {
    const risky: ConnectionSettings = { ...CONNECTION_DEFAULTS, documentRules: [{ when: {}, kind: 'salesOrder' }] };
    expect(settingsProblem(risky)).toMatchObject({ code: 'availabilityTooSimple' });
    expect(settingsProblem({ ...risky, availability: 'onHandMinusSalesOrders' })).toBeNull();
  });
});

describe('planDate', () => {
  const at = (utc: string): ReturnType<typeof instant> => instant(Date.parse(utc));
  const day = (utc: string, closingDate: string | null, rule: 'park' | 'firstOpenDay' = 'park'): unknown => {
    const planned = planDate(at(utc), 'paid', 'Order 1', { zone: COMPANY.zone, closingDate }, rule);
    return planned.ok ? planned.value.day : planned.error.code;
  };
  it('is the day of the company\'s own calendar, in both hours that autumn repeats', () => {
    expect([day('2026-11-01T03:59:59Z', null), day('2026-11-01T05:30:00Z', null), day('2026-11-01T06:30:00Z', null)]).toEqual(['2026-10-31', '2026-11-01', '2026-11-01']);
  });
  it('stays out of closed books, up to and with the closing date', () => {
    expect([
      day('2026-12-31T15:00:00Z', '2026-12-31'), day('2027-01-01T15:00:00Z', '2026-12-31'),
      day('2026-12-01T15:00:00Z', '2026-12-31', 'firstOpenDay'), day('2028-02-01T15:00:00Z', '2028-02-28', 'firstOpenDay'),
    ])
      .toEqual(['booksClosed', '2027-01-01', '2027-01-01', '2028-02-29']);
  });
});

describe('fitAddress', () => {
  const fit = (more: Partial<typeof ADDRESS>): ReturnType<typeof fitAddress> => fitAddress({ ...ADDRESS, ...more }, (text) => text);
  it('keeps what fits as it is, and says the person only once', () => {
    expect(fit({ company: 'Ann Lee' })).toMatchObject({ address: { addr1: 'Ann Lee', addr2: '1 Main St', addr3: '', city: 'Albany' }, moved: [], lost: [] });
  });
  it('joins the street on one line when there are too many, and wraps between words', () => {
    expect(fit({ company: 'Acme', line2: 'Apt 4' })?.address).toMatchObject({ addr1: 'Ann Lee', addr2: 'Acme', addr3: '1 Main St, Apt 4' });
    expect(fit({ line1: 'The old mill behind the second bridge on Riverside Road' })?.address).toMatchObject({ addr2: 'The old mill behind the second bridge on', addr3: 'Riverside Road' });
  });
  it('puts the street before the rest of the names, and names what finds no room', () => {
    const fitted = fit({
      company: 'International Consolidated Widget Makers of Albany', line1: 'The old mill behind the second bridge on Riverside Road',
      line2: 'Second courtyard, third door on the left, ring at Meyer',
    });
    expect(fitted?.address).toMatchObject({ addr1: 'Ann Lee', addr2: 'The old mill behind the second bridge on' });
    const all = [fitted?.address.addr3, fitted?.address.note, ...(fitted?.lost ?? [])].join(' ');
    for (const word of ['Riverside', 'Meyer', 'Consolidated', 'Albany']) expect(all).toContain(word);
  });
  it('uses five lines where there is no city, and is null where there is nothing', () => {
    const none = { city: '', state: '', postalCode: '', country: '' };
    expect(fit({ ...none, company: 'Acme', line2: 'Box 1' })?.address).toMatchObject({ addr3: '1 Main St', addr4: 'Box 1', city: '' });
    expect(fit({ ...none, firstName: '', lastName: '', line1: ' ' })).toBeNull();
  });
});

describe('matchItem by rule', () => {
  const items = [{ ...anItem('A'), barCode: '40', manufacturerPartNumber: 'P-1' }, { ...anItem('40'), customFields: { 'Web SKU': 'x1' } }, { ...anItem('B'), manufacturerPartNumber: 'p-1' }];
  it('tries the rules in their order', () => {
    expect(matchItem('40', null, items, ['barCode', 'sku'])).toMatchObject({ how: 'barCode', item: { name: 'A' } });
    expect(matchItem('40', null, items, ['sku', 'barCode'])).toMatchObject({ how: 'fullName', item: { name: '40' } });
    expect(matchItem('X1', null, items, ['customField:web sku'])).toMatchObject({ how: 'customField', item: { name: '40' } });
    expect(matchItem('40', null, items, ['customField:web sku'])).toEqual({ kind: 'none' });
  });
  it('never guesses between two', () => {
    expect(matchItem('P-1', null, items, ['partNumber', 'sku'])).toMatchObject({ kind: 'ambiguous' });
  });
});

describe('planItems', () => {
  const lines = [
    aLine({ sku: 'NEW', quantity: whole(3), subtotal: cents(1000), tax: cents(1) }), aLine({ sku: 'new' }), aLine({ sku: 'MUG' }),
    aLine({ sku: null }), aLine({ sku: 'A:B' }), aLine({ sku: 'x'.repeat(32) }),
  ];
  it('is each missing SKU once, at the web price, with no quantity', () => {
    const [one, ...more] = planItems(lines, draftInput({ unknownSku: { mode: 'createInventory', incomeAccount: 'I', cogsAccount: 'C', assetAccount: 'A' } }));
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'inventory', name: 'NEW', description: 'Mug', incomeAccount: 'I', cogsAccount: 'C', assetAccount: 'A', taxCode: 'Tax' });
    expect(one?.salesPrice === null || one === undefined ? '' : formatDecimal(one.salesPrice)).toBe('3.33333');
    expect(planItems(lines, draftInput({ unknownSku: { mode: 'createService', incomeAccount: 'I' } }))).toMatchObject([{ kind: 'service' }]);
  });
  it('is nothing in the other modes', () => {
    expect(planItems(lines, draftInput())).toEqual([]);
    expect(planItems(lines, draftInput({ unknownSku: { mode: 'substitute', item: 'Misc' } }))).toEqual([]);
  });
});

describe('judgeTotals', () => {
  const judge = (booked: { readonly total: number | null; readonly tax: number | null }, taxMode: 'quickbooks' | 'storeExact' = 'quickbooks'): string | null =>
    judgeTotals({ label: '1036', total: cents(1087), tax: cents(87), taxMode }, {
      totalAmount: booked.total === null ? null : cents(booked.total),
      salesTaxTotal: booked.tax === null ? null : cents(booked.tax),
    })?.code ?? null;
  it('shows a difference of more than a cent, in tax and in total', () => {
    expect([
      judge({ total: 1087, tax: 87 }), judge({ total: 1088, tax: 88 }), judge({ total: 1086, tax: 86 }),
      judge({ total: 1089, tax: 89 }), judge({ total: 1085, tax: 87 }),
    ]).toEqual([null, null, null, 'taxDiffers', 'totalDiffers']);
  });
  it('asks only the total where the tax is a line, and nothing that QuickBooks did not say', () => {
    expect([judge({ total: 1087, tax: 0 }, 'storeExact'), judge({ total: 1000, tax: 0 }, 'storeExact'), judge({ total: null, tax: null })]).toEqual([null, 'totalDiffers', null]);
  });
  it('says both numbers and the difference', () => {
    expect(judgeTotals(
      { label: '7', total: cents(1087), tax: cents(87), taxMode: 'quickbooks' },
      { totalAmount: cents(1080), salesTaxTotal: cents(80) },
    )?.what).toMatch(/0\.80.*0\.87.*-0\.07.*10\.80.*10\.87/);
  });
});

describe('homeCurrency', () => {
  it('is what the file says, the edition\'s while there is one currency, else unknown', () => {
    expect(homeCurrency({ country: 'US', multiCurrencyOn: false })).toBe('USD');
    expect(homeCurrency({ country: 'CA', multiCurrencyOn: false })).toBe('CAD');
    expect(homeCurrency({ country: 'US', multiCurrencyOn: true })).toBe('');
    expect(homeCurrency({ country: 'US', multiCurrencyOn: true, homeCurrencyCode: 'EUR' })).toBe('EUR');
    expect(homeCurrency(null)).toBe('');
  });
});
