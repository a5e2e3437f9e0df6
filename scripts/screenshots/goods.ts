/** What the shop of the pictures sells, and who buys: plain enough to be read at a glance. */
import type { PlaceOrder } from '../../src/simulator/store/types.ts';
import type { Goods } from '../../test/e2e/browser/browserWorld.ts';

const THINGS: readonly (readonly [code: string, name: string, price: string])[] = [
  ['MUG', 'Stoneware mug', '14.50'], ['TEE', 'Cotton T-shirt', '24.00'], ['LAMP', 'Desk lamp', '59.00'], ['NOTE', 'Notebook', '8.90'],
  ['CNDL', 'Beeswax candle', '12.00'], ['BSKT', 'Willow basket', '38.00'], ['CLCK', 'Wall clock', '45.00'], ['TOTE', 'Canvas tote', '18.00'],
];
const COLOURS: readonly (readonly [code: string, name: string])[] = [['RED', 'red'], ['BLU', 'blue'], ['GRN', 'green'], ['BLK', 'black'], ['WHT', 'white']];

export function goods(index: number): Goods {
  const [code, name, price] = THINGS[index % THINGS.length] ?? ['THING', 'Thing', '1.00'];
  const [colourCode, colour] = COLOURS[Math.floor(index / THINGS.length) % COLOURS.length] ?? ['', ''];
  const series = String(Math.floor(index / (THINGS.length * COLOURS.length)) + 1).padStart(2, '0');
  return { sku: `${code}-${colourCode}-${series}`, name: `${name} ${colour} ${series}`, price };
}

const BUYERS: readonly (readonly [first: string, last: string, city: string, state: string])[] = [
  ['Hannah', 'Ortiz', 'Madison', 'WI'], ['Samuel', 'Brooks', 'Portland', 'OR'], ['Priya', 'Raman', 'Austin', 'TX'], ['Owen', 'Clarke', 'Albany', 'NY'],
  ['Lucia', 'Moreno', 'Tucson', 'AZ'], ['Peter', 'Lindholm', 'Duluth', 'MN'], ['Grace', 'Okafor', 'Raleigh', 'NC'], ['Daniel', 'Weiss', 'Denver', 'CO'],
];

/** An order of one to three kinds of goods; the same number gives the same order. */
export function order(number: number, lines?: PlaceOrder['lines']): PlaceOrder {
  const [firstName, lastName, city, state] = BUYERS[number % BUYERS.length] ?? ['', '', '', ''];
  const bought = Array.from({ length: 1 + (number % 3) }, (_, line) => ({ sku: goods(number * 7 + line * 3).sku, quantity: 1 + ((number + line) % 2) }));
  return {
    lines: lines ?? bought, shipping: { total: '6.90' },
    customer: { firstName, lastName, line1: `${String(10 + number * 3)} Main Street`, city, state, postalCode: '53703', country: 'US', email: `${firstName.toLowerCase()}@example.com` },
    paymentMethod: 'stripe', paymentTitle: 'Credit card',
  };
}
