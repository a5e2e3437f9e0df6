/** The simulated shop's money: totals like a real order's, refunds of all shapes, notes, meta, its own reports, and generated orders. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, instant, type Instant } from '../../src/domain/calendar.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import { generateOrders, makeRefunds, REFUND_SHAPES } from '../../src/simulator/store/generate.ts';
import type { PlaceOrder, SimulatedStore, StoreOptions, TaxRate } from '../../src/simulator/store/types.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/woocommerce');
const absent = !existsSync(folder);
if (absent) console.warn('SKIPPED: ../shared/woocommerce is not there, so the simulator\'s money is not compared with a real shop\'s.');
type Json = Readonly<Record<string, unknown>>;
const real = (name: string): Json => (JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as { readonly response: { readonly body: Json } }).response.body;

let shop: SimulatedStore | null = null;
let clock = Date.parse('2026-11-21T19:23:16Z');
let nonces = 0;
const now = (): Instant => instant(clock);
const SKUS = ['A', 'B', 'C', 'D'];

afterEach(async () => {
  await shop?.close();
  shop = null;
  clock = Date.parse('2026-11-21T19:23:16Z');
});

async function start(more: Partial<StoreOptions> = {}): Promise<SimulatedStore> {
  shop = await createStore({ listings: SKUS.map((sku, index) => ({ sku, price: `${String(5 + index)}.01`, quantity: 1_000 })), now, key: 'k', secret: 's', ...more });
  return shop;
}

async function call(method: string, at: string, body?: unknown, query: Readonly<Record<string, string>> = {}): Promise<{ status: number; body: Json }> {
  const base = `${shop?.url ?? ''}/wp-json/wc/v3${at}`;
  nonces += 1;
  const values = { ...query, oauth_consumer_key: 'k', oauth_nonce: `m${String(nonces)}`, oauth_signature_method: 'HMAC-SHA256', oauth_timestamp: String(Math.floor(clock / 1000)) };
  const pairs = Object.entries(values).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).sort().join('&');
  const signature = createHmac('sha256', 's&').update(`${method}&${encodeURIComponent(base)}&${encodeURIComponent(pairs)}`).digest('base64');
  const response = await fetch(`${base}?${pairs}&oauth_signature=${encodeURIComponent(signature)}`, {
    method, headers: { 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

const list = (value: unknown): readonly Json[] => value as readonly Json[];
const fields = (of: Json, ...names: readonly string[]): unknown[] => names.map((name) => of[name]);
const cents = (value: unknown): number => Math.round(Number(value) * 100);

/** The order that was placed in the real shop. */
const ANN: PlaceOrder = {
  lines: [
    { sku: 'W1', quantity: 3, price: '6.01' }, { sku: 'TS', quantity: 2, price: '19.95', attributes: { size: 'S', color: 'Red' } },
    { sku: 'NT', quantity: 1, price: '20.00', taxable: false }, { sku: 'W2', quantity: 2, price: '10.00' },
  ],
  coupon: { code: 'save10', percent: 10 }, shipping: { total: '7.50' }, fees: [{ name: 'Gift wrap', total: '3.00' }, { name: 'Loyalty discount', total: '-2.00', taxable: false }],
  taxRates: [{ id: 1, code: 'US-NY-NY SALES TAX-1', label: 'NY Sales Tax', percent: 8.875 }], meta: { _po_number: 'PO-77' },
};

describe.skipIf(absent)('totals', () => {
  it('come out as in the real shop, to the cent, coupon, negative fee and all', async () => {
    const at = await start({ listings: ['W1', 'TS', 'NT', 'W2'].map((sku) => ({ sku })) });
    const theirs = real('order_full');
    const ours = (await call('GET', `/orders/${String(at.placeOrder(ANN).id)}`)).body;
    const money = ['total', 'total_tax', 'discount_total', 'discount_tax', 'shipping_total', 'shipping_tax', 'cart_tax'];
    expect(fields(ours, ...money)).toEqual(fields(theirs, ...money));
    for (const part of ['line_items', 'shipping_lines', 'fee_lines', 'tax_lines']) {
      const names = part === 'tax_lines' ? ['rate_code', 'label', 'rate_percent', 'tax_total', 'shipping_tax_total'] : ['total', 'total_tax', 'taxes'];
      expect([part, list(ours[part]).map((one) => fields(one, ...names))]).toEqual([part, list(theirs[part]).map((one) => fields(one, ...names))]);
      expect([part, list(ours[part]).map((one) => Object.keys(one).sort())]).toEqual([part, list(theirs[part]).map((one) => Object.keys(one).sort())]);
    }
    expect(list(ours['meta_data']).map((one) => fields(one, 'key', 'value'))).toEqual([['_po_number', 'PO-77']]);
  });
});

describe('prices', () => {
  it('of a tenth of a cent are rounded by the line', async () => {
    const order = (await start()).placeOrder({ lines: [{ sku: 'A', quantity: 3, price: '0.333' }, { sku: 'B', quantity: 1, price: '0.001' }, { sku: 'C', quantity: 1000, price: '0.001' }] });
    expect(order.lines.map((line) => line.total)).toEqual(['1.00', '0.00', '1.00']);
  });

  it('with tax in them stay what the buyer pays, with one rate, two, and one on top of the other', async () => {
    const at = await start();
    const rate = (id: number, percent: number, compound = false): TaxRate => ({ id, code: `R${String(id)}`, label: `R${String(id)}`, percent, compound });
    for (const taxRates of [[rate(1, 20)], [rate(1, 5), rate(2, 9.975)], [rate(1, 5), rate(2, 9.5, true)]]) {
      const order = at.placeOrder({ lines: [{ sku: 'A', quantity: 3, price: '9.99' }, { sku: 'B', quantity: 1, price: '0.07' }], taxRates, pricesIncludeTax: true });
      expect(order.total).toBe('30.04');
      const shown = (await call('GET', `/orders/${String(order.id)}`)).body;
      expect(list(shown['tax_lines']).reduce((sum, one) => sum + cents(one['tax_total']), 0)).toBe(cents(shown['total_tax']));
    }
    expect(at.placeOrder({ lines: [{ sku: 'A', quantity: 1, price: '100.00' }], taxRates: [rate(1, 5), rate(2, 10, true)] }).totalTax).toBe('15.50');
  });
});

describe('refunds by POST', () => {
  const refunds = (id: number): string => `/orders/${String(id)}/refunds`;

  it('of pieces, of money on a line, of shipping and fees, each with its tax; what is restocked comes back', async () => {
    const at = await start();
    const order = at.placeOrder({
      lines: [{ sku: 'A', quantity: 4, price: '10.00' }, { sku: 'B', quantity: 1, price: '5.00' }], shipping: { total: '7.50' },
      fees: [{ name: 'Gift wrap', total: '3.00' }], taxPercent: 10,
    });
    const [line, other] = order.lines;
    const tax = (amount: string): unknown => [{ id: 1, refund_total: amount }];
    const made = await call('POST', refunds(order.id), {
      reason: 'damaged', api_refund: false, api_restock: true,
      line_items: [
        { id: line?.id, quantity: 1, refund_total: '10.00', refund_tax: tax('1.00') }, { id: other?.id, quantity: 0, refund_total: '2.00', refund_tax: tax('0.20') },
        { id: order.shipping[0]?.id, refund_total: '7.50', refund_tax: tax('0.75') }, { id: order.fees[0]?.id, refund_total: '3.00', refund_tax: tax('0.30') },
      ],
    });
    expect([made.status, ...fields(made.body, 'amount', 'reason')]).toEqual([201, '24.75', 'damaged']);
    const parts = ['line_items', 'shipping_lines', 'fee_lines'].map((part) => list(made.body[part]).map((one) => fields(one, 'total', 'total_tax')));
    expect(parts).toEqual([[['-10.00', '-1.00'], ['-2.00', '-0.20']], [['-7.50', '-0.75']], [['-3.00', '-0.30']]]);
    expect(list(made.body['line_items']).map((one) => one['quantity'])).toEqual([-1, 0]);
    expect(at.stockOf('A')).toBe(997);
    const after = await call('GET', `/orders/${String(order.id)}`);
    expect(list(after.body['refunds']).map((one) => fields(one, 'total', 'total_tax'))).toEqual([['-24.75', '-2.25']]);
    expect(after.body['status']).toBe('processing');
  });

  it.skipIf(absent)('looks like the real shop\'s, and refuses in its words', async () => {
    const at = await start();
    const order = at.placeOrder({ lines: [{ sku: 'A', quantity: 3, price: '6.01' }] });
    const made = await call('POST', refunds(order.id), {
      amount: '5.41', reason: 'damaged', api_refund: false, api_restock: true,
      line_items: [{ id: order.lines[0]?.id, quantity: 1, refund_total: '5.41' }],
    });
    const theirs = real('refund_create');
    const keys = (of: Json): string[] => Object.keys(of).filter((key) => key !== '_links' && key !== 'parent_id').sort();
    expect(keys(made.body)).toEqual(keys(theirs));
    expect(keys(list(made.body['line_items'])[0] ?? {})).toEqual(keys(list(theirs['line_items'])[0] ?? {}));
    expect(await call('POST', refunds(order.id), { amount: '1' })).toEqual({ status: 500, body: real('error_refund_gateway') });
    expect(await call('POST', refunds(order.id), { amount: '9999', api_refund: false })).toEqual({ status: 500, body: real('error_refund_too_much') });
  });

  it('in two goes up to the total, and not a cent more: a refund has no refund of its own', async () => {
    const at = await start();
    const order = at.placeOrder({ lines: [{ sku: 'A', quantity: 1, price: '10.00' }] });
    const amount = (value: string): Promise<{ status: number; body: Json }> => call('POST', refunds(order.id), { amount: value, api_refund: false });
    const first = await amount('4.00');
    expect([first.status, (await amount('6.01')).status, (await amount('6.00')).status]).toEqual([201, 500, 201]);
    expect((await call('GET', `/orders/${String(order.id)}`)).body['status']).toBe('refunded');
    expect((await call('POST', `${refunds(order.id)}/${String(first.body['id'])}/refunds`, { amount: '4.00', api_refund: false })).status).toBe(404);
    expect((await call('GET', `${refunds(order.id)}/${String(first.body['id'])}`)).body['amount']).toBe('4.00');
  });
});

describe('telling the shop', () => {
  it('a note is kept beside the order and does not touch it; meta and status do', async () => {
    const at = await start();
    const { id } = at.placeOrder({ lines: [{ sku: 'A', quantity: 1 }] });
    const order = `/orders/${String(id)}`;
    const modified = async (): Promise<unknown> => (await call('GET', order)).body['date_modified_gmt'];
    const before = await modified();
    clock += 60_000;
    const made = await call('POST', `${order}/notes`, { note: 'Entered in QuickBooks as W1', customer_note: false });
    expect([made.status, ...fields(made.body, 'note', 'customer_note', 'author')]).toEqual([201, 'Entered in QuickBooks as W1', false, 'WooCommerce']);
    expect(await modified()).toBe(before);
    expect(list((await call('GET', `${order}/notes`)).body)).toHaveLength(1);
    expect((await call('GET', `${order}/notes`, undefined, { type: 'customer' })).body).toEqual([]);
    expect(await call('POST', `${order}/notes`, {})).toMatchObject({ status: 400, body: { code: 'rest_missing_callback_param' } });
    expect((await call('POST', '/orders/999999/notes', { note: 'x' })).status).toBe(404);
    const put = await call('PUT', order, { status: 'completed', meta_data: [{ key: '_quickbooks_txn_id', value: '1-2' }] });
    expect([put.status, put.body['status'], list(put.body['meta_data']).map((one) => fields(one, 'key', 'value'))]).toEqual([200, 'completed', [['_quickbooks_txn_id', '1-2']]]);
    expect(await modified()).not.toBe(before);
    await call('PUT', order, { meta_data: [{ key: '_quickbooks_txn_id', value: '3-4' }] });
    expect([at.orders()[0]?.meta, at.orders()[0]?.notes.map((note) => note.note)]).toEqual([{ _quickbooks_txn_id: '3-4' }, ['Entered in QuickBooks as W1']]);
    await call('PUT', order, { meta_data: [{ id: list(put.body['meta_data'])[0]?.['id'], key: '_quickbooks_txn_id', value: null }] });
    expect(at.orders()[0]?.meta).toEqual({});
    expect((await call('PUT', order, { status: 'nonsense' })).body).toMatchObject({ code: 'rest_invalid_param' });
    expect((await call('PUT', order, { meta_data: 'x' })).status).toBe(400);
  });
});

describe('generated orders and the shop\'s reports', () => {
  const RATES: readonly TaxRate[] = [{ id: 1, code: 'S', label: 'State', percent: 6.25 }, { id: 2, code: 'C', label: 'City', percent: 2.5 }];
  const make = (seed: number, pricesIncludeTax: boolean, count = 300): readonly PlaceOrder[] =>
    generateOrders({ seed, count, skus: SKUS, from: now(), days: 9, taxRates: RATES, pricesIncludeTax });

  it('are the same for a seed, and of every shape', () => {
    expect(make(1, false)).toEqual(make(1, false));
    expect(make(1, false)).not.toEqual(make(2, false));
    const orders = make(3, false, 1_000);
    const shapes: Readonly<Record<string, (order: PlaceOrder) => boolean>> = {
      coupon: (one) => one.coupon !== undefined, free: (one) => one.coupon?.percent === 100, positiveFee: (one) => (one.fees ?? []).some((fee) => Number(fee.total) > 0),
      negativeFee: (one) => (one.fees ?? []).some((fee) => Number(fee.total) < 0), tenthOfACent: (one) => one.lines.some((line) => line.price === '0.333'),
      untaxed: (one) => one.taxRates?.length === 0, unpaid: (one) => one.status === 'on-hold', many: (one) => one.lines.length >= 40, guest: (one) => one.customer?.id === undefined,
      longName: (one) => `${one.customer?.firstName ?? ''} ${one.customer?.lastName ?? ''}`.length > 41, emoji: (one) => one.customer?.firstName?.includes('🌞') === true,
      rightToLeft: (one) => /[\u0590-\u05ff]/.test(one.customer?.lastName ?? ''), poNumber: (one) => one.meta !== undefined, noShipping: (one) => one.shipping === undefined,
    };
    for (const [name, has] of Object.entries(shapes)) expect([name, orders.some(has)]).toEqual([name, true]);
  });

  it.each([[11, false], [12, true]] as const)('add up to what the orders themselves say (seed %i, tax in prices: %s)', async (seed, included) => {
    const at = await start();
    for (const order of make(seed, included)) at.placeOrder(order);
    const refunded = makeRefunds(at.orders(), (request) => at.refund(request), { seed, count: 80, createdAt: (order, random) => instant(order.createdAt + Math.floor(random() * 3 * DAY)) });
    expect(refunded).toHaveLength(80);
    const orders: Json[] = [];
    for (let page = 1; page <= 3; page += 1) orders.push(...list((await call('GET', '/orders', undefined, { per_page: '100', page: String(page) })).body));
    expect(orders).toHaveLength(300);
    expect(orders.filter((one) => Number(one['total']) < 0)).toEqual([]);
    const report = at.report();
    const sum = (name: string): number => orders.reduce((all, one) => all + cents(one[name]), 0);
    const days = (name: 'sales' | 'salesTax' | 'refunds' | 'refundsTax'): number => report.days.reduce((all, day) => all + day[name], 0);
    expect([days('sales'), days('salesTax')]).toEqual([sum('total'), sum('total_tax')]);
    const all = orders.flatMap((one) => list(one['refunds']));
    expect([days('refunds'), days('refundsTax')]).toEqual([-all.reduce((total, one) => total + cents(one['total']), 0), -all.reduce((total, one) => total + cents(one['total_tax']), 0)]);
    expect(report.rates.reduce((total, one) => total + one.taxed, 0)).toBe(days('salesTax'));
    expect(report.rates.reduce((total, one) => total + one.refunded, 0)).toBe(days('refundsTax'));
    const paid = orders.filter((one) => one['date_paid'] !== null);
    expect(report.methods.reduce((total, one) => total + one.received, 0)).toBe(paid.reduce((total, one) => total + cents(one['total']), 0));
    expect(report.open.reduce((total, one) => total + one.open, 0)).toBe(orders.filter((one) => one['date_paid'] === null).reduce((total, one) => total + cents(one['total']), 0));
    expect(report.days.length).toBeGreaterThan(8);
    expect(report.total.orders).toBe(300);
    // No order gives back more than it took.
    expect(orders.filter((one) => list(one['refunds']).reduce((total, refund) => total - cents(refund['total']), 0) > cents(one['total']))).toEqual([]);
    const perRate = new Map<string, number>();
    for (const line of orders.flatMap((one) => list(one['tax_lines']))) {
      perRate.set(String(line['label']), (perRate.get(String(line['label'])) ?? 0) + cents(line['tax_total']) + cents(line['shipping_tax_total']));
    }
    expect(report.rates.map((rate) => [rate.label, rate.taxed])).toEqual([['State', perRate.get('State')], ['City', perRate.get('City')]]);
  });

  it('refunds come in every shape', async () => {
    const at = await start();
    for (const order of make(5, false, 120)) at.placeOrder(order);
    for (const shape of REFUND_SHAPES) {
      const made = makeRefunds(at.orders(), (request) => at.refund(request), { seed: 4, count: 2, shapes: [shape] });
      expect([shape, made.length]).toEqual([shape, 2]);
    }
  });
});
