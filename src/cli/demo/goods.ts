/** What the demo's shop sells and what its buyers order: every kind of order the README promises. */
import type { PlaceOrder, SampleListing } from '../../simulator/store/types.ts';

/** Simple products; some more with variations come on top. */
export const WIDGETS = 2_000;
export const UNKNOWN_SKU = 'NOT-IN-QUICKBOOKS';
export const LONG_NAME = 'The Honourable Society for the Preservation of Extraordinarily Long Company Names, Incorporated';

export function widget(number: number): string {
  return `WIDGET-${String(number).padStart(4, '0')}`;
}

export const SHIRTS: readonly string[] = ['SHIRT-S-RED', 'SHIRT-M-RED', 'SHIRT-L-RED', 'SHIRT-S-BLUE', 'SHIRT-M-BLUE', 'SHIRT-L-BLUE'];

export function demoListings(): readonly SampleListing[] {
  const widgets = Array.from({ length: WIDGETS }, (_, index): SampleListing => ({
    sku: widget(index + 1), name: `Widget ${String(index + 1)}`, price: `${String(4 + (index % 60))}.${String((index * 7) % 100).padStart(2, '0')}`, quantity: 15,
  }));
  return [
    ...widgets,
    { sku: 'SHIRT', name: 'Shirt', price: '24.50', quantity: null, variations: SHIRTS.map((sku) => ({ sku, name: sku.slice(6).replace('-', ', '), price: '24.50', quantity: 8 })) },
    { sku: UNKNOWN_SKU, name: 'Nobody entered this in QuickBooks', price: '11.00', quantity: 5 },
  ];
}

/** QuickBooks knows all but one; it holds more of everything than the shop shows. */
export function demoItems(): readonly { readonly sku: string; readonly onHand: number }[] {
  return [...Array.from({ length: WIDGETS }, (_, index) => ({ sku: widget(index + 1), onHand: 20 + (index % 40) })), ...SHIRTS.map((sku) => ({ sku, onHand: 12 }))];
}

const BUYERS: readonly PlaceOrder['customer'][] = [
  {
    firstName: 'Ann', lastName: "O'Brien", company: 'Acme & Co', line1: '1 Main St', line2: 'Apt 4', city: 'Albany', state: 'NY',
    postalCode: '12207', country: 'US', email: 'ann@example.test', phone: '518-555-0100',
  },
  {
    firstName: 'Zoë', lastName: 'Müller-Łukasiewicz', line1: '4 Rue de l’Été', city: 'Montréal', state: 'QC', postalCode: 'H2X 1Y4',
    country: 'CA', email: 'zoe@example.test', phone: '514-555-0101',
  },
  {
    firstName: 'Νίκος', lastName: 'Παπαδόπουλος', line1: '“The Mill” – Unit 3 🏭', city: 'Astoria', state: 'NY', postalCode: '11105',
    country: 'US', email: 'nikos@example.test',
  },
  { firstName: 'Lee', lastName: 'Chen', line1: '77 Pine St', city: 'Buffalo', state: 'NY', postalCode: '14201', country: 'US', email: 'lee@example.test' },
];

/** 44 orders; one of them holds a SKU that QuickBooks does not have, one a name that does not fit. */
export function demoOrders(): readonly PlaceOrder[] {
  return Array.from({ length: 44 }, (_, index): PlaceOrder => {
    const customer = BUYERS[index % BUYERS.length] ?? {};
    const first = { sku: widget(index * 7 + 1), quantity: 1 + (index % 3) };
    if (index === 20) return { lines: [{ sku: UNKNOWN_SKU, quantity: 1 }], customer, shipping: { total: '7.50' } };
    if (index === 30) return { lines: [first], customer: { ...customer, company: LONG_NAME }, shipping: { total: '7.50' } };
    return {
      customer,
      lines: index % 2 === 0
        ? [first]
        : [
          first, { sku: widget(index * 7 + 2), quantity: 2 },
          ...(index % 5 === 0 ? [{ sku: SHIRTS[index % SHIRTS.length] ?? null, quantity: 1 }] : []),
        ],
      status: index % 4 === 3 ? 'completed' : 'processing',
      ...(index % 3 === 0 ? { taxPercent: 8.875 } : {}),
      ...(index % 4 === 0 ? {} : { shipping: { total: '7.50' } }),
      ...(index % 6 === 5 ? { coupon: { code: 'save10', percent: 10 } } : {}),
      ...(index % 8 === 7 ? { fees: [{ name: 'Gift wrap', total: '3.00' }] } : {}),
      ...(index % 7 === 2 ? { note: 'Ring twice — “please” 🙂' } : {}),
    };
  });
}
