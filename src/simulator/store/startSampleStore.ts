/** A simulated shop filled with plausible goods and orders, for the demo and `simulate store`. */
import type { Instant } from '../../domain/calendar.ts';
import { createStore } from './createStore.ts';
import type { Person, PlaceOrder, SampleListing, SimulatedStore } from './types.ts';

export const SAMPLE_KEY = 'ck_sample0000000000000000000000000000000000';
export const SAMPLE_SECRET = 'cs_sample0000000000000000000000000000000000';

export type SampleStoreOptions = { readonly port?: number; readonly listings?: number; readonly orders?: number; readonly now: () => Instant; readonly latency?: number };

const PEOPLE: readonly Person[] = [
  {
    firstName: 'Ann', lastName: 'O\'Brien', company: 'Acme & Co', line1: '1 Main St', line2: 'Apt 4', city: 'Albany', state: 'NY',
    postalCode: '12207', country: 'US', email: 'ann@example.test', phone: '518-555-0100',
  },
  {
    firstName: 'José', lastName: 'García', line1: '22 Elm Ave', city: 'Hoboken', state: 'NJ', postalCode: '07030', country: 'US',
    email: 'jose@example.test', phone: '201-555-0122',
  },
  {
    firstName: 'Mary-Kate', lastName: 'van der Berg', company: 'North Star Outfitters, Inc.', line1: '500 Industrial Pkwy', line2: 'Dock 7',
    city: 'Buffalo', state: 'NY', postalCode: '14201', country: 'US', email: 'orders@northstar.example.test', phone: '716-555-0177',
  },
  { firstName: 'Li', lastName: 'Wei', line1: '9 Canal St', city: 'New York', state: 'NY', postalCode: '10013', country: 'US', email: 'li.wei@example.test' },
];

/** `WIDGET-0001` …, of which the last ones are a shirt with variations, a mug whose stock its parent keeps, and goods without stock. */
export function sampleListings(count: number): readonly SampleListing[] {
  const special: readonly SampleListing[] = [
    {
      sku: 'SHIRT', name: 'T-Shirt', price: '19.95',
      variations: ['S-RED', 'S-BLUE', 'L-RED', 'L-BLUE'].map((option) => ({
        sku: `SHIRT-${option}`, name: option.replace('-', ', '), price: '19.95', quantity: 7,
      })),
    },
    {
      sku: 'MUG', name: 'Mug', price: '9.00', quantity: 40,
      variations: [
        { sku: 'MUG-WHITE', name: 'White', price: '9.00', quantity: 'parent' },
        { sku: 'MUG-BLACK', name: 'Black', price: '9.00', quantity: 'parent' },
      ],
    },
    { sku: 'GIFTCARD', name: 'Gift card', price: '25.00', quantity: null },
    { sku: 'NEXT-SEASON', name: 'Next season\'s widget', price: '12.00', quantity: 0, status: 'draft' },
  ];
  const widgets = Array.from({ length: Math.max(0, count) }, (_, index): SampleListing => {
    const number = String(index + 1).padStart(4, '0');
    return { sku: `WIDGET-${number}`, name: `Widget ${number}`, price: `${String(5 + (index % 40))}.${String((index * 7) % 100).padStart(2, '0')}`, quantity: 10 + (index % 30) };
  });
  return [...widgets, ...special];
}

/** The order with this index; the same every time. */
export function sampleOrder(index: number, listings: number): PlaceOrder {
  const widget = (step: number): string => (listings === 0 ? 'SHIRT-S-RED' : `WIDGET-${String(((index * 3 + step) % listings) + 1).padStart(4, '0')}`);
  const first = { sku: widget(0), quantity: 1 + (index % 3) };
  const second = index % 4 === 3 ? 'SHIRT-L-BLUE' : widget(1);
  const lines = index % 2 === 0 || second === first.sku ? [first] : [first, { sku: second, quantity: 1 }];
  return {
    lines,
    status: index % 5 === 4 ? 'completed' : 'processing',
    customer: PEOPLE[index % PEOPLE.length] ?? {},
    shipping: { total: '7.50' },
    taxPercent: index % 3 === 0 ? 8.875 : 0,
    ...(index % 6 === 5 ? { coupon: { code: 'save10', percent: 10 } } : {}),
    ...(index % 7 === 6 ? { fees: [{ name: 'Gift wrap', total: '3.00' }] } : {}),
    ...(index % 4 === 1 ? { note: 'Ring twice — “please”' } : {}),
  };
}

/** Listens until closed. Sign in with SAMPLE_KEY and SAMPLE_SECRET. */
export function startSampleStore(options: SampleStoreOptions): Promise<SimulatedStore> {
  const listings = options.listings ?? 50;
  return createStore({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.latency === undefined ? {} : { latency: options.latency }),
    listings: sampleListings(listings),
    orders: Array.from({ length: options.orders ?? 10 }, (_, index) => sampleOrder(index, listings)),
    now: options.now,
    key: SAMPLE_KEY,
    secret: SAMPLE_SECRET,
    title: 'Sample Shop',
  });
}
