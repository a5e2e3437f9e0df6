import { describe, expect, it } from 'vitest';
import { draftOrder } from '../../../src/decide/draftOrder.ts';
import type { DraftInput } from '../../../src/decide/draftInput.ts';
import type { Match } from '../../../src/decide/matchItem.ts';
import { instant } from '../../../src/domain/calendar.ts';
import { scaled, whole } from '../../../src/domain/decimal.ts';
import type { DocumentDraft } from '../../../src/domain/document.ts';
import { addCents, cents, ZERO_CENTS } from '../../../src/domain/money.ts';
import type { StoreOrder } from '../../../src/domain/order.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { ConnectionSettings } from '../../../src/domain/settings.ts';
import { COMPANY, draftInput, GUID, matchedTo } from '../../support/drafts.ts';
import { ADDRESS, aCharge, aLine, anItem, anOrder } from '../../support/orders.ts';

const input = (settings: Partial<ConnectionSettings> = {}, more: Partial<DraftInput> = {}): DraftInput => draftInput(settings, more);
const draft = (order: StoreOrder, using: DraftInput): Result<DocumentDraft> => {
  const drafted = draftOrder(order, using);
  return drafted.ok ? { ok: true, value: drafted.value.draft } : drafted;
};
const item = (name: string): object => ({ listId: `L-${name}` });

describe('an order as a document', () => {
  it('has its lines with quantity and amount, its charges with an amount, and the shop\'s tax on a line of its own', () => {
    const order = anOrder({
      lines: [aLine({ quantity: whole(3), total: cents(2700), tax: cents(240) }), aLine({ id: '2', sku: 'TEE', total: cents(500) })],
      shipping: [aCharge({ tax: cents(67) })], fees: [aCharge({ id: 'f', title: 'Gift wrap', total: cents(-100) })], note: 'Ring twice',
    });
    const drafted = draft(order, input());
    expect(drafted).toMatchObject({ ok: true, value: {
      kind: 'salesReceipt', txnDate: '2026-11-21', refNumber: 'W1036', isPending: false, paymentMethod: null, taxItem: 'Web Tax 0', depositTo: null, externalGuid: GUID,
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
    const drafted = draft(anOrder({ shipping: [aCharge({ total: ZERO_CENTS })] }), input());
    expect(drafted.ok && drafted.value.lines).toHaveLength(1);
  });

  it('shows coupons on a line of their own where an item is set for that', () => {
    const order = anOrder({ lines: [aLine({ subtotal: cents(1000), total: cents(900) })], coupons: ['ten'] });
    const drafted = draft(order, input({ discountItem: 'Web Discount' }));
    expect(drafted.ok && drafted.value.lines).toMatchObject([{ amount: 1000 }, { item: item('Web Discount'), description: 'Discount ten', amount: -100, quantity: null }]);
    expect(draft(order, input())).toMatchObject({ ok: true, value: { lines: [{ amount: 900 }] } });
  });

  it('is dated when it was paid, in the company\'s calendar', () => {
    const late = instant(Date.UTC(2026, 10, 22, 4, 30));
    expect(draft(anOrder({ paidAt: late }), input())).toMatchObject({ ok: true, value: { txnDate: '2026-11-21' } });
    expect(draft(anOrder({ paidAt: null, createdAt: late }), input())).toMatchObject({ ok: true, value: { txnDate: '2026-11-21' } });
  });

  it('names payment method and account on receipts only', () => {
    const settings = { paymentMethods: { bacs: 'Check' }, depositTo: 'Checking' };
    expect(draft(anOrder(), input(settings))).toMatchObject({ ok: true, value: { paymentMethod: 'Check', depositTo: 'Checking' } });
    expect(draft(anOrder(), input(settings, { kind: 'invoice' }))).toMatchObject({ ok: true, value: { paymentMethod: null, depositTo: null } });
  });

  it('is pending where the setting says so, and the kind can be', () => {
    for (const [kind, isPending] of [['salesReceipt', true], ['invoice', true], ['salesOrder', false], ['creditMemo', false]] as const) {
      expect(draft(anOrder(), input({ pendingDocuments: true }, { kind }))).toMatchObject({ ok: true, value: { isPending } });
    }
  });

  it('loses no line of an address', () => {
    const billing = { ...ADDRESS, company: 'Acme', line2: 'Dock 7' };
    const drafted = draft(anOrder({ customer: { id: null, email: '', phone: '', billing, shipping: ADDRESS } }), input());
    expect(drafted).toMatchObject({ ok: true, value: {
      billAddress: { addr1: 'Ann Lee', addr2: 'Acme', addr3: '1 Main St, Dock 7', note: '', city: 'Albany' },
      shipAddress: { addr2: '1 Main St', note: '' },
    } });
  });

  it('lets QuickBooks compute the tax where the setting says so', () => {
    const tax = { mode: 'quickbooks', taxItem: 'State Tax' } as const;
    const drafted = draft(anOrder({ lines: [aLine({ tax: cents(80) })] }), input({ tax }));
    expect(drafted).toMatchObject({ ok: true, value: { taxItem: 'State Tax', lines: [{ amount: 900, taxCode: 'Tax' }] } });
  });

  it('has no tax codes where sales tax is switched off', () => {
    const company = { ...COMPANY, salesTaxOn: false };
    expect(draft(anOrder(), input({}, { company }))).toMatchObject({ ok: true, value: { taxItem: null, lines: [{ taxCode: null }] } });
  });
});

describe('what a person must look at first', () => {
  const closed = { ...COMPANY, closingDate: '2026-11-21' };
  const taxed = anOrder({ lines: [aLine({ tax: cents(80) })] });
  const two: Match = { kind: 'ambiguous', items: [anItem('A:MUG'), anItem('B:MUG')] };
  it.each([
    ['unknownSku', anOrder({ lines: [aLine(), aLine({ id: '2', sku: 'NEW' })] }), input(), /"NEW"/],
    ['unknownSku', anOrder({ lines: [aLine({ sku: null, name: 'Old thing' })] }), input(), /"Old thing" has no SKU/],
    ['ambiguousSku', anOrder(), input({}, { match: () => two }), /A:MUG, B:MUG/],
    ['itemInactive', anOrder(), input({}, matchedTo({ ...anItem('OLD'), isActive: false })), /"OLD".*inactive/],
    ['itemKindUnfit', anOrder(), input({}, matchedTo(anItem('Ten off', 'discount'))), /"Ten off"/],
    ['kitMemberUnknown', anOrder(), input({}, matchedTo({ ...anItem('SET', 'group'), members: [{ listId: anItem('MUG').listId, quantity: whole(2) }] })), /"SET"/],
    ['mappedItemHasStock', anOrder({ shipping: [aCharge()] }), input({}, { mapped: (name) => anItem(name) }), /"Shipping"/],
    ['skuNotAName', anOrder({ lines: [aLine({ sku: 'A:B' })] }), input({ unknownSku: { mode: 'createService', incomeAccount: 'Sales' } }), /"A:B"/],
    ['homeCurrencyUnknown', anOrder(), input({}, { company: { ...COMPANY, homeCurrency: '' } }), /does not say/],
    ['otherCurrency', anOrder(), input({}, { company: { ...COMPANY, homeCurrency: 'CAD' } }), /in USD.*in CAD/],
    ['totalMismatch', anOrder({ total: cents(906) }), input({ roundingItem: 'Web Rounding' }), /difference 0\.06.*allowed is 0\.05/],
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
    const drafted = draft(order, with_);
    expect(drafted).toMatchObject({ ok: false, error: { code } });
    if (!drafted.ok) expect(drafted.error.what).toMatch(words);
  });
  it('the day after the closing date is open', () => {
    expect(draft(anOrder(), input({}, { company: { ...closed, closingDate: '2026-11-20' } }))).toMatchObject({ ok: true });
  });
});


describe('charges find their items', () => {
  const lines = (order: StoreOrder, settings: Partial<ConnectionSettings>): readonly unknown[] => {
    const drafted = draft(order, input(settings));
    return drafted.ok ? drafted.value.lines.slice(1).map((line) => [line.item, line.amount]) : [drafted.error.code];
  };
  it('shipping by title, by method, else by the setting for all', () => {
    const order = anOrder({ shipping: [aCharge({ title: 'Next Day', total: cents(100) }), aCharge({ title: 'Other', method: 'ups:7', total: cents(200) }), aCharge({ total: cents(300) })] });
    expect(lines(order, { shippingItems: { 'next day': 'Express', 'UPS:7': 'Misc' } })).toEqual([[item('Express'), 100], [item('Misc'), 200], [item('Shipping'), 300]]);
  });
  it('fees by title, by sign, else by the setting for all', () => {
    const order = anOrder({
      lines: [aLine({ total: cents(9000) })],
      fees: [aCharge({ title: 'Gift', total: cents(100) }), aCharge({ title: 'Bonus', total: cents(-200) }), aCharge({ title: 'Fee', total: cents(300) })],
    });
    expect(lines(order, { feeItems: { gift: 'Gift' }, negativeFeeItem: 'Rebate' })).toEqual([[item('Gift'), 100], [item('Rebate'), -200], [item('Web Fee'), 300]]);
  });
  it('coupons on taxed and untaxed goods apart', () => {
    const order = anOrder({ lines: [aLine({ subtotal: cents(1000), total: cents(900), tax: cents(72) }), aLine({ id: '2', subtotal: cents(500), total: cents(450) })] });
    const drafted = draft(order, input({ discountItem: 'Web Discount' }));
    expect(drafted.ok && drafted.value.lines.filter((line) => line.quantity === null).map((line) => [line.amount, line.taxCode])).toEqual([[-100, 'Tax'], [-50, 'Non'], [72, null]]);
  });
});

describe('a kit', () => {
  const members = [{ ...anItem('CUP'), salesPrice: whole(6) }, { ...anItem('SAUCER'), salesPrice: whole(3) }, { ...anItem('LABOUR', 'service'), salesPrice: whole(0) }];
  const kit = { ...anItem('SET', 'group'), members: members.map((member, index) => ({ listId: member.listId, quantity: whole(index + 1) })) };
  const using = (settings: Partial<ConnectionSettings>, priced = members): DraftInput =>
    input(settings, { ...matchedTo(kit), member: (listId) => priced.find((member) => member.listId === listId) ?? null });
  const sold = (total: number, quantity = 1): StoreOrder => anOrder({ lines: [aLine({ quantity: whole(quantity), total: cents(total) })] });

  it('is its members at the web price, split by their prices, what does not divide on the first', () => {
    const drafted = draft(sold(1000, 2), using({ kits: 'members' }));
    expect(drafted.ok && drafted.value.lines.map((line) => [line.item, line.quantity, line.amount]))
      .toEqual([[item('CUP'), whole(2), 500], [item('SAUCER'), whole(4), 500], [item('LABOUR'), whole(6), 0]]);
    const odd = draft(sold(1001), using({ kits: 'members' }));
    expect(odd.ok && odd.value.lines.map((line) => line.amount)).toEqual([501, 500, 0]);
  });
  it('is split by pieces where QuickBooks has no prices', () => {
    const drafted = draft(sold(600), using({ kits: 'members' }, members.map((member) => ({ ...member, salesPrice: whole(0) }))));
    expect(drafted.ok && drafted.value.lines.map((line) => line.amount)).toEqual([100, 200, 300]);
  });
  it('is a group line and the difference to the web price', () => {
    const drafted = draft(sold(1000), using({ kits: 'group', discountItem: 'Web Discount' }));
    expect(drafted.ok && drafted.value.lines).toMatchObject([{ item: item('SET'), isGroup: true, amount: 1200, taxCode: null }, { item: item('Web Discount'), amount: -200, quantity: null }]);
    expect(draft(sold(1200), using({ kits: 'group' }))).toMatchObject({ ok: true, value: { lines: [{ isGroup: true }] } });
    expect(draft(sold(1300), using({ kits: 'group' }))).toMatchObject({ ok: true, value: { lines: [{ isGroup: true }, { item: item('Web Fee'), amount: 100 }] } });
  });
  it('as a group needs the members\' prices', () => {
    expect(draft(sold(1000), using(
      { kits: 'group' },
      [anItem('CUP'), ...members.slice(1)].map((member) => ({ ...anItem(member.name), listId: member.listId })) as typeof members,
    ))).toMatchObject({ ok: false, error: { code: 'kitPriceUnknown' } });
  });
});

describe('a SKU that QuickBooks does not know', () => {
  const order = anOrder({ lines: [aLine({ sku: 'NEW', quantity: whole(3), total: cents(500) })] });
  it('goes on the substitute with its pieces, or on the item that is added first', () => {
    expect(draft(order, input({ unknownSku: { mode: 'substitute', item: 'Misc' } })))
      .toMatchObject({ ok: true, value: { lines: [{ item: item('Misc'), quantity: whole(3), amount: 500, description: 'NEW Mug' }] } });
    expect(draft(order, input({ unknownSku: { mode: 'createNonInventory', incomeAccount: 'Sales' } })))
      .toMatchObject({ ok: true, value: { lines: [{ item: { fullName: 'NEW' }, quantity: whole(3), amount: 500 }] } });
  });
});

describe('a shop that writes its lines with tax', () => {
  it('gets the tax taken out of them, so that the document still comes to the total', () => {
    const lines = [aLine({ total: cents(1200), tax: cents(200) })];
    const order = anOrder({ lines, shipping: [aCharge({ total: cents(600), tax: cents(100) })], pricesIncludeTax: true, taxTotal: cents(300), total: cents(1800) });
    const drafted = draft(order, input());
    expect(drafted.ok && drafted.value.lines.map((line) => line.amount)).toEqual([1000, 500, 300]);
  });
});

describe('mapped fields', () => {
  const order = anOrder({ shipping: [aCharge({ method: 'ups' })], meta: { po: ' 77 ' }, note: 'Hi', transactionId: 'T1' });
  const settings = {
    className: 'Web', salesRep: 'AL', template: 'T', terms: 'Net 15', customerMessage: 'Thanks', arAccount: 'A/R', poNumberFrom: 'meta:po', shipMethods: { UPS: 'UPS Ground' },
    customFields: { Order: 'orderNumber', Mail: 'email', None: 'meta:none' },
  };
  it('stand where the kind has them', () => {
    const common = {
      className: 'Web', salesRep: 'AL', template: 'T', customerMessage: 'Thanks', shipMethod: 'UPS Ground',
      customFields: [{ name: 'Order', value: '1036' }, { name: 'Mail', value: 'ann@example.test' }],
    };
    expect(draft(order, input(settings, { kind: 'invoice' }))).toMatchObject({ ok: true, value: { ...common, terms: 'Net 15', poNumber: '77', arAccount: 'A/R' } });
    const receipt = draft(order, input(settings));
    expect(receipt).toMatchObject({ ok: true, value: common });
    if (receipt.ok) expect(Object.keys(receipt.value)).toEqual(expect.not.arrayContaining(['terms', 'poNumber', 'arAccount']));
  });
  it('give lines their class, and lines with stock their site', () => {
    const drafted = draft(order, input({ className: 'Web', site: 'Main' }));
    expect(drafted.ok && drafted.value.lines.map((line) => [line.className, line.site])).toEqual([['Web', 'Main'], ['Web', undefined]]);
  });
});

describe('every decision', () => {
  it('is said: document, customer, date, lines, tax, payment', () => {
    const drafted = draftOrder(anOrder({ shipping: [aCharge()] }), input());
    expect(drafted.ok && [...new Set(drafted.value.decisions.map((one) => one.topic))]).toEqual(['document', 'customer', 'date', 'line', 'shipping', 'tax', 'payment']);
    if (drafted.ok) for (const { text } of drafted.value.decisions) expect(text).toMatch(/^[A-Z0-9"].*\.$/);
  });
  it('is said of a number that does not hold the whole order number', () => {
    const drafted = draftOrder(anOrder({ number: 'A-1234567890123' }), input());
    expect(drafted.ok && drafted.value.decisions.some((one) => one.text.includes('"A-1234567890123"'))).toBe(true);
  });
  it('keeps the sum of lines of any quantity', () => {
    const order = anOrder({ lines: [aLine({ quantity: scaled(33_333), total: cents(1) })] });
    const drafted = draft(order, input());
    expect(drafted.ok && addCents(...drafted.value.lines.map((line) => line.amount))).toBe(1);
  });
});

describe('the shop\'s tax by rate', () => {
  const tax = { mode: 'storeExact', zeroTaxItem: 'Web Tax 0', taxLineItem: 'Web Tax' } as const;
  const of = (taxes: readonly { readonly label: string; readonly amount: number }[], taxItems: Readonly<Record<string, string>>, taxTotal = 100): readonly (readonly [object, number])[] => {
    const drafted = draftOrder(
      anOrder({ taxTotal: cents(taxTotal), total: cents(900 + taxTotal), taxes: taxes.map(({ label, amount }) => ({ label, amount: cents(amount) })) }),
      draftInput({ tax, taxItems }),
    );
    if (!drafted.ok) throw new Error(drafted.error.what);
    return drafted.value.draft.lines.slice(1).map((line) => [line.item, line.amount]);
  };
  const two = [{ label: 'State', amount: 70 }, { label: 'City', amount: 30 }];
  it('stands on the item that its rate is set to, whatever the case; the usual item takes the others', () => {
    expect(of(two, { state: 'Express', city: 'Gift' })).toEqual([[{ listId: 'L-Express' }, 70], [{ listId: 'L-Gift' }, 30]]);
    expect(of(two, { City: 'Gift' })).toEqual([[{ listId: 'L-Web Tax' }, 70], [{ listId: 'L-Gift' }, 30]]);
    expect(of(two, {})).toEqual([[{ listId: 'L-Web Tax' }, 100]]);
    expect(of([], { City: 'Gift' })).toEqual([[{ listId: 'L-Web Tax' }, 100]]);
  });
  it('always comes to the whole tax: a cent of rounding goes to a rate, what no rate explains to the usual item', () => {
    expect(of(two, { state: 'Express', city: 'Gift' }, 101)).toEqual([[{ listId: 'L-Express' }, 71], [{ listId: 'L-Gift' }, 30]]);
    expect(of(two, { state: 'Express', city: 'Gift' }, 150)).toEqual([[{ listId: 'L-Express' }, 70], [{ listId: 'L-Gift' }, 30], [{ listId: 'L-Web Tax' }, 50]]);
  });
  it('parks the order when QuickBooks has no such item, naming the setting', () => {
    expect(draftOrder(anOrder({ taxTotal: cents(100), total: cents(1000), taxes: [{ label: 'City', amount: cents(100) }] }), draftInput({ tax, taxItems: { City: 'Nowhere' } })))
      .toMatchObject({ ok: false, error: { code: 'mappedItemMissing', field: 'taxItems' } });
  });
});
