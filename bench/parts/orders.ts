/** Plain orders as a shop's connector hands them to the engine: one to three lines, shipping, sales tax; the same ones every time. */
import { later, MINUTE, type Instant } from '../../src/domain/calendar.ts';
import { whole, ZERO } from '../../src/domain/decimal.ts';
import { cents } from '../../src/domain/money.ts';
import type { OrderLine, StoreOrder } from '../../src/domain/order.ts';

/** The SKU of item `index`, as the simulated company names its items. */
export function skuOf(index: number): string {
  return `SKU-${String(index + 1).padStart(5, '0')}`;
}

const STREETS = ['Mill Lane', 'Harbor Road', 'Elm Street', 'Station Square'];
const NAMES = ['Ann Lee', 'Ben Ortiz', 'Chloé Martin', 'Dev Patel', 'Eva Novak'];

/** Order `index` of a shop that sells the first `skus` items. `takes`: the shop's stock went down by it. */
export function anOrder(index: number, skus: number, at: Instant, takes = false): StoreOrder {
  const lines = Array.from({ length: 1 + (index % 3) }, (_, place): OrderLine => {
    const quantity = 1 + ((index + place) % 4);
    const sku = skuOf((index * 7 + place * 131) % skus);
    const total = cents(quantity * (500 + ((index + place) % 90) * 100));
    return {
      id: String(place + 1), listingKey: null, sku, name: `Item ${sku}`, quantity: whole(quantity), subtotal: total, total, tax: cents(Math.round(total * 0.0725)),
      stockTaken: takes ? whole(quantity) : ZERO, stockRestocked: ZERO,
    };
  });
  const goods = lines.reduce((sum, line) => sum + line.total, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const [firstName = '', lastName = ''] = (NAMES[index % NAMES.length] ?? '').split(' ');
  const address = {
    firstName, lastName, company: '', line1: `${String(1 + (index % 300))} ${STREETS[index % STREETS.length] ?? ''}`, line2: '', city: 'Albany', state: 'NY', postalCode: '12207', country: 'US',
  };
  const id = String(100_000 + index);
  return {
    id, number: id, status: 'processing', createdAt: at, modifiedAt: at, paidAt: later(at, MINUTE), currency: 'USD', pricesIncludeTax: false,
    customer: { id: String(index % 50), email: `buyer${String(index % 50)}@example.test`, phone: '518 555 0100', billing: address, shipping: address },
    lines, shipping: [{ id: '90', title: 'Flat rate', total: cents(750), tax: cents(0), method: 'flat_rate' }], fees: [], coupons: [], taxTotal: cents(tax),
    total: cents(goods + tax + 750), paymentMethod: 'stripe', paymentTitle: 'Credit card', transactionId: `txn_${id}`, note: index % 10 === 0 ? 'Please ring twice.' : '', refunds: [], gone: false,
  };
}
