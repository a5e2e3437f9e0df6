/** Shops whose answers have no end or no measure: what can be read is read, what cannot is named, and nobody asks for ever. Most were found by npm run fuzz. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { instant } from '../../../../src/domain/calendar.ts';
import { parseBody } from '../../../../src/stores/body.ts';
import { open, openStore, serve, type Served } from '../recorded.ts';

const FROM = instant(Date.parse('2026-11-21T00:00:00Z'));
const MONEY = '9999999999.99';
const line = (id: number, more: object = {}): object => ({
  id, name: 'Mug', product_id: 12, variation_id: 0, quantity: 1,
  subtotal: '1.00', total: '1.00', total_tax: '0.00', sku: 'MUG', meta_data: [], ...more,
});
const order = (id: number, more: object = {}): object => ({
  id, number: String(id), status: 'processing', currency: 'USD', prices_include_tax: false,
  date_created_gmt: '2026-11-21T19:00:00', date_modified_gmt: '2026-11-21T19:10:00',
  total: '1.00', total_tax: '0.00', customer_id: 0, line_items: [line(1)], ...more,
});
const refund = (id: number): object => ({ id, date_created_gmt: '2026-11-21T19:20:00', amount: '1.00', reason: '', line_items: [] });

let served: Served | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

/** `answer`: the rows of a page, by the path's last part. */
async function shop(answer: (list: string, page: number) => readonly unknown[]): Promise<Served> {
  served = await serve((request, response) => {
    request.resume();
    const url = new URL(request.url ?? '/', 'http://localhost');
    const rows = answer(url.pathname.split('/').at(-1) ?? '', Number(url.searchParams.get('page') ?? '1'));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(rows));
  });
  return served;
}

const hundred = (from: number, make: (id: number) => object): readonly object[] => Array.from({ length: 100 }, (_unused, index) => make(from + index));

describe('lists without end', () => {
  it('an order with ever more refunds is left out with its reason, and the next one comes', async () => {
    const { url, calls } = await shop((list, page) => (list === 'refunds' ? hundred(page * 100, refund) : [order(1, { refunds: [{ id: 100 }] }), order(2)]));
    expect(await openStore(url).pullOrders(null, FROM, open)).toMatchObject({
      ok: true,
      value: { orders: [{ id: '2' }], unreadable: [{ id: '1', problem: { code: 'unreadableOrder', field: 'refunds' } }] },
    });
    expect(calls.length).toBeLessThan(30);
  });

  it('a plug-in that gives every page the same refunds or variations does no harm', async () => {
    const { url, calls } = await shop((list) => {
      if (list === 'refunds') return hundred(100, refund);
      if (list === 'variations') return hundred(50, (id) => ({ id, name: 'L', status: 'publish', sku: `V${String(id)}`, manage_stock: true, stock_quantity: 1 }));
      return list === 'products' ? [{ id: 7, name: 'Mug', type: 'variable', status: 'publish', sku: '', manage_stock: false, stock_quantity: null }] : [order(1, { refunds: [{ id: 100 }] })];
    });
    const store = openStore(url);
    const orders = await store.pullOrders(null, FROM, open);
    expect(orders.ok && orders.value.orders[0]?.refunds).toHaveLength(100);
    const listings = await store.pullListings(null, open);
    expect(listings.ok && listings.value.listings).toHaveLength(101);
    expect(calls.length).toBeLessThan(10);
  });

  it('a product with ever more variations is a failure in words', async () => {
    const { url } = await shop((list, page) => (list === 'variations'
      ? hundred(page * 100, (id) => ({ id, name: 'L', status: 'publish', sku: '', manage_stock: true, stock_quantity: 1 }))
      : [{ id: 7, name: 'Mug', type: 'variable', status: 'publish', sku: '', manage_stock: false, stock_quantity: null }]));
    expect(await openStore(url).pullListings(null, open)).toMatchObject({ ok: false, error: { code: 'storeAnswerUnreadable' } });
  });

  it('the same page of products again and again ends', async () => {
    const { url, calls } = await shop(() => hundred(1, (id) => ({ id, name: 'Mug', type: 'simple', status: 'publish', sku: '', manage_stock: true, stock_quantity: 1 })));
    const store = openStore(url);
    let cursor: string | null = null;
    for (;;) {
      const page = await store.pullListings(cursor, open);
      if (!page.ok) {
        expect(page.error.what).toMatch(/without end/);
        break;
      }
      expect(page.value.more).toBe(true);
      cursor = page.value.cursor;
    }
    expect(calls.length).toBeLessThan(30);
  });

  it('the same page of orders of one second again and again ends', async () => {
    const { url, calls } = await shop(() => hundred(1, (id) => order(id)));
    const store = openStore(url);
    let cursor: string | null = null;
    for (;;) {
      const page = await store.pullOrders(cursor, FROM, open);
      if (!page.ok) {
        expect(page.error.what).toMatch(/without end/);
        break;
      }
      cursor = page.value.cursor;
    }
    expect(calls.length).toBeLessThan(10);
  });

  it('a body of many beginnings is not read once for each of them', () => {
    const parse = vi.spyOn(JSON, 'parse');
    expect(parseBody(`Warning ${'[ '.repeat(60)}${'1,'.repeat(6_000_000)}]`)).toEqual({ isJson: false });
    expect(parse.mock.calls.length).toBeLessThanOrEqual(4);
    parse.mockRestore();
  });
});

describe('numbers without measure', () => {
  const one = async (more: object, refunds: readonly object[] = []): Promise<unknown> => {
    const { url } = await shop((list) => (list === 'refunds' ? refunds : [order(1, more), order(2)]));
    const page = await openStore(url).pullOrders(null, FROM, open);
    await served?.close();
    return page.ok ? [page.value.orders.map(({ id }) => id), page.value.unreadable.map(({ id, problem }) => [id, problem.field])] : page.error;
  };

  it.each([
    ['total', { total: '99999999999.00' }],
    ['line_items.0.total', { line_items: [line(1, { total: '-10000000000.01' })] }],
    ['line_items.0.quantity', { line_items: [line(1, { quantity: '10000001' })] }],
    ['line_items.0._reduced_stock', { line_items: [line(1, { meta_data: [{ key: '_reduced_stock', value: '9999999999' }] })] }],
    ['line_items', { line_items: Array.from({ length: 2_001 }, (_unused, index) => line(index + 1)) }],
    ['fee_lines', { fee_lines: Array.from({ length: 201 }, (_unused, index) => ({ id: index + 1, name: 'Fee', total: MONEY })) }],
  ])('park the order under %s, and the next one comes', async (field, more) => {
    expect(await one(more)).toEqual([['2'], [['1', field]]]);
  });

  it('in tax rates, on which only names hang, hold nothing up', async () => {
    expect(await one({
      tax_lines: Array.from({ length: 200 }, (_unused, index) => ({ rate_id: index, label: 'NY', tax_total: '9999999999999.99', shipping_tax_total: MONEY })),
    })).toEqual([['1', '2'], []]);
  });

  it('ids beyond what a number can tell apart are refused: two orders would become one', async () => {
    expect(await one({ id: '9007199254740993' })).toEqual([['2'], [['9007199254740993', 'id']]]);
  });
});

describe('objects that say how long they are', () => {
  const liar = { length: { toString: null, valueOf: null } };

  it.each(['currency', 'line_items', 'fee_lines', 'refunds', 'meta_data', 'billing', 'number', 'total', 'coupon_lines', 'tax_lines', 'id', 'date_modified_gmt'])('as %s stop nobody', async (field) => {
    const { url } = await shop(() => [order(1, { [field]: liar }), order(2)]);
    const page = await openStore(url).pullOrders(null, FROM, open);
    expect(page.ok && page.value.orders.map(({ id }) => id)).toContain('2');
    expect(page.ok && page.value.orders.length + page.value.unreadable.length).toBe(2);
  });
});
