/** The simulated shop behaves as a real one was measured (facts of WooCommerce 11.0.1), quirks included. */
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { instant, type Instant } from '../../src/domain/calendar.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import { SAMPLE_KEY, SAMPLE_SECRET, startSampleStore } from '../../src/simulator/store/startSampleStore.ts';
import type { SimulatedStore, StoreOptions } from '../../src/simulator/store/types.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/woocommerce');
const absent = !existsSync(folder);
if (absent) console.warn('SKIPPED: ../shared/woocommerce is not there, so the simulator is not compared with a real shop.');
const real = (name: string) => (JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as { readonly response: { readonly status: number; readonly body: unknown } }).response;

const KEY = 'ck_simulated';
const SECRET = 'cs_simulated';
let clock = Date.parse('2026-11-21T19:23:16Z');
const now = (): Instant => instant(clock);
let shop: SimulatedStore | null = null;
let nonces = 0;

afterEach(async () => {
  await shop?.close();
  shop = null;
  clock = Date.parse('2026-11-21T19:23:16Z');
});

const LISTINGS: StoreOptions['listings'] = [
  { sku: 'SKU-0001', name: 'Widget 0001', price: '6.01', quantity: 11 },
  { sku: 'UNMANAGED', quantity: null },
  { sku: 'TSHIRT', name: 'T-Shirt', variations: [{ sku: 'TSHIRT-S', name: 'S', quantity: 7 }] },
  { sku: 'MUG', quantity: 40, variations: [{ sku: 'MUG-BLACK', name: 'Black', quantity: 'parent' }] },
  { sku: 'TRASH-1', quantity: 4, status: 'trash' },
  { sku: 'DRAFT-1', quantity: 4, status: 'draft' },
  { sku: 'a,b', quantity: 1 },
];

async function start(more: Partial<StoreOptions> = {}): Promise<SimulatedStore> {
  shop = await createStore({ listings: LISTINGS, now, key: KEY, secret: SECRET, ...more });
  return shop;
}

const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

type Sent = {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly oauth?: Readonly<Record<string, string>>;
  readonly secret?: string;
  readonly host?: string;
  readonly raw?: string;
};

/** A caller of the test's own making, by RFC 5849. */
async function call(at: string, sent: Sent = {}) {
  if (shop === null) throw new Error('no shop');
  const method = sent.method ?? 'GET';
  const base = `${shop.url}/wp-json/wc/v3${at}`;
  nonces += 1;
  const parameters: Record<string, string> = {
    ...sent.query, oauth_consumer_key: KEY, oauth_nonce: `n${String(nonces)}`,
    oauth_signature_method: 'HMAC-SHA256', oauth_timestamp: String(Math.floor(clock / 1000)), ...sent.oauth,
  };
  const pairs = Object.entries(parameters).map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
  const hash = parameters['oauth_signature_method'] === 'HMAC-SHA1' ? 'sha1' : 'sha256';
  const signature = createHmac(hash, `${encode(sent.secret ?? SECRET)}&`)
    .update(`${method}&${encode(sent.host === undefined ? base : base.replace('127.0.0.1', sent.host))}&${encode(pairs)}`)
    .digest('base64');
  const response = await fetch(`${base}?${pairs}&oauth_signature=${encode(signature)}`, {
    method, headers: { 'Content-Type': 'application/json' }, redirect: 'manual', ...(sent.raw !== undefined ? { body: sent.raw } : sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) as never };
}

const ids = (body: unknown): readonly number[] => (body as readonly { readonly id: number }[]).map((row) => row.id);
const skus = (body: unknown): readonly string[] => (body as readonly { readonly sku: string }[]).map((row) => row.sku);
const idOf = (sku: string): number => shop?.listings().find((listing) => listing.sku === sku)?.id ?? 0;

describe.skipIf(absent)('who may call', () => {
  it('refuses in the words of the real shop', async () => {
    const at = await start();
    for (const headers of [{}, { Authorization: `Basic ${btoa(`${KEY}:${SECRET}`)}` }]) {
      const response = await fetch(`${at.url}/wp-json/wc/v3/products`, { headers });
      expect([response.status, await response.json()]).toEqual([401, real('error_401_basic_over_http').body]);
    }
    expect((await call('/products')).status).toBe(200);
    expect((await call('/products', { oauth: { oauth_signature_method: 'HMAC-SHA1' } })).status).toBe(200);
    expect((await call('/products', { oauth: { oauth_signature_method: 'HMAC-SHA512' } })).status).toBe(401);
    expect((await call('/products', { secret: 'cs_wrong' })).body).toEqual(real('error_401_oauth_signature').body);
    expect((await call('/products', { host: 'localhost' })).body).toEqual(real('error_401_oauth_signature').body);
    expect((await call('/products', { oauth: { oauth_timestamp: String(clock / 1000 - 3600) } })).body).toEqual(real('error_401_oauth_timestamp').body);
    expect((await call('/products', { oauth: { oauth_nonce: 'same' } })).status).toBe(200);
    expect((await call('/products', { oauth: { oauth_nonce: 'same' } })).body).toEqual(real('error_401_oauth_nonce_replay').body);
    expect((await call('/nope')).body).toEqual(real('error_404_no_route').body);
  });

  it('knows a read-only key', async () => {
    await start({ permissions: 'read' });
    expect((await call('/products')).status).toBe(200);
    expect(await call(`/products/${String(idOf('SKU-0001'))}`, { method: 'PUT', body: { stock_quantity: 1 } })).toMatchObject({ status: 401, body: real('error_401_read_only_key').body });
  });
});

describe('stock', () => {
  it('is cut in silence in a batch and refused in a single call', async () => {
    const at = await start();
    const id = idOf('SKU-0001');
    for (const [value, stored] of [[2.5, 2], ['abc', 0], ['', 0], ['1,200', 1], [-3, -3], [9, 9], [null, 9]] as const) {
      expect((await call('/products/batch', { method: 'POST', body: { update: [{ id, stock_quantity: value }] } })).status).toBe(200);
      expect(at.stockOf('SKU-0001')).toBe(stored);
    }
    for (const value of [2.5, '', 'x', true]) expect((await call(`/products/${String(id)}`, { method: 'PUT', body: { stock_quantity: value } })).body).toMatchObject({ code: 'rest_invalid_param' });
    for (const [value, stored] of [['7', 7], ['7.0', 7], ['1e3', 1000], [null, 0]] as const) {
      expect((await call(`/products/${String(id)}`, { method: 'PUT', body: { stock_quantity: value } })).body).toMatchObject({ stock_quantity: stored });
    }
    await call(`/products/${String(id)}`, { method: 'PUT', body: { inventory_delta: -2 } });
    expect(at.stockOf('SKU-0001')).toBe(-2);
  });

  it('that nobody keeps is passed over in silence, by the record itself or for its parent', async () => {
    const at = await start();
    const mug = idOf('MUG-BLACK');
    expect((await call('/products/batch', { method: 'POST', body: { update: [{ id: idOf('UNMANAGED'), stock_quantity: 5 }, { id: idOf('TSHIRT'), stock_quantity: 5 }] } })).body)
      .toMatchObject({ update: [{ manage_stock: false, stock_quantity: null }, { manage_stock: false, stock_quantity: null }] });
    expect((await call(`/products/${String(idOf('MUG'))}/variations/${String(mug)}`, { method: 'PUT', body: { stock_quantity: 77 } })).body)
      .toMatchObject({ manage_stock: 'parent', stock_quantity: 40, name: 'Black' });
    expect(at.stockOf('MUG-BLACK')).toBe(40);
    expect((await call('/products/batch', { method: 'POST', body: { update: [{ id: idOf('TRASH-1'), stock_quantity: 1 }] } })).body)
      .toMatchObject({ update: [{ status: 'trash', stock_quantity: 1 }] });
  });

  it.skipIf(absent)('answers errors item by item with the real codes', async () => {
    await start();
    const batch = await call('/products/batch', {
      method: 'PUT', body: { update: [{ id: 999999, stock_quantity: 1 }, { sku: 'SKU-0001', stock_quantity: 3 }, { id: idOf('TSHIRT-S'), stock_quantity: 1 }] },
    });
    const recorded = (real('products_batch_mixed_errors').body as { readonly update: readonly Readonly<Record<string, unknown>>[] }).update;
    const answers = (batch.body as { readonly update: readonly Readonly<Record<string, unknown>>[] }).update;
    expect(answers.slice(0, 2)).toEqual([recorded[1], recorded[3]]);
    expect(answers[2]?.['error']).toEqual(recorded[5]?.['error']);
    const variations = await call(`/products/${String(idOf('TSHIRT'))}/variations/batch`, { method: 'POST', body: { update: [{ id: idOf('MUG-BLACK'), stock_quantity: 9 }] } });
    expect(variations.body).toMatchObject({ update: [{ error: { code: 'woocommerce_rest_product_variation_invalid_id', data: { status: 404 } } }] });
    expect((await call('/products/batch', { method: 'POST', body: { update: Array.from({ length: 101 }, () => ({ id: 12 })) } })).body).toEqual(real('error_batch_101_items_413').body);
    expect((await call('/products/batch', { method: 'POST', body: {} })).body).toEqual([]);
    expect((await call('/products/batch', { method: 'POST', raw: '{"update":' })).body).toEqual(real('error_invalid_json_400').body);
    expect((await call('/products/999999', { method: 'PUT', body: { stock_quantity: 4 } })).body).toEqual(real('error_product_404').body);
    expect((await call(`/products/${String(idOf('TSHIRT-S'))}`, { method: 'PUT', body: { stock_quantity: 4 } })).body).toEqual(real('variation_put_via_products_endpoint').body);
    expect((await call('/products/batch', { method: 'POST', query: { _fields: 'update.id' }, body: { update: [{ id: 12 }] } })).body).toEqual({ update: [] });
  });

  it('falls with an order without touching the product\'s date, comes back with a cancellation, not with a full refund of money', async () => {
    const at = await start();
    const dateOf = async (): Promise<unknown> => ((await call(`/products/${String(idOf('SKU-0001'))}`)).body as { readonly date_modified_gmt: unknown }).date_modified_gmt;
    const before = await dateOf();
    clock += 60_000;
    const order = at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 20 }] });
    expect([at.stockOf('SKU-0001'), await dateOf()]).toEqual([-9, before]);
    at.cancelOrder(order.id);
    expect(at.stockOf('SKU-0001')).toBe(11);
    const second = at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 2 }, { sku: 'TSHIRT-S', quantity: 1 }, { sku: 'MUG-BLACK', quantity: 3 }] });
    expect([at.stockOf('SKU-0001'), at.stockOf('TSHIRT-S'), at.stockOf('MUG')]).toEqual([9, 6, 37]);
    at.refund({ orderId: second.id, lines: [{ sku: 'SKU-0001', quantity: 1 }], restock: true });
    expect(at.stockOf('SKU-0001')).toBe(10);
    const rest = at.orders().find((view) => view.id === second.id);
    const left = (Number(rest?.total) - Number(rest?.refunds[0]?.amount)).toFixed(2);
    expect(at.refund({ orderId: second.id, amount: left }).status).toBe('refunded');
    expect([at.stockOf('SKU-0001'), at.stockOf('TSHIRT-S'), at.stockOf('MUG')]).toEqual([10, 6, 37]);
    expect(() => at.refund({ orderId: second.id, amount: '0.01' })).toThrow('Invalid refund amount.');
    expect(at.placeOrder({ lines: [{ sku: 'UNMANAGED', quantity: 1 }], status: 'processing' }).lines[0]?.stockTaken).toBe(0);
    expect(at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 1 }], status: 'pending' }).lines[0]?.stockTaken).toBe(0);
  });
});

describe('lists', () => {
  it('find SKUs exactly, whatever their case, variations and drafts too, not the trash; an empty filter finds all', async () => {
    await start();
    expect(skus((await call('/products', { query: { sku: 'sku-0001,tshirt-s,DRAFT-1,TRASH-1,none' } })).body).toSorted()).toEqual(['DRAFT-1', 'SKU-0001', 'TSHIRT-S']);
    expect(skus((await call('/products', { query: { sku: 'a,b' } })).body)).toEqual(['a,b']);
    expect(skus((await call('/products', { query: { sku: 'TRASH-1', status: 'trash' } })).body)).toEqual(['TRASH-1']);
    expect(skus((await call('/products', { query: { sku: '' } })).body)).toHaveLength(6);
    expect(skus((await call('/products', { query: { search_sku: 'sku-00' } })).body)).toEqual(['SKU-0001']);
    expect((await call('/products', { query: { search: 'SKU-0001' } })).body).toEqual([]);
    expect((await call('/products', { query: { type: 'variation' } })).status).toBe(400);
    expect(skus((await call('/variations')).body).toSorted()).toEqual(['MUG-BLACK', 'TSHIRT-S']);
  });

  it('are cut into pages with the real headers', async () => {
    const at = await start();
    for (let index = 0; index < 5; index += 1) at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 1 }] });
    const second = await call('/orders', { query: { per_page: '2', page: '2' } });
    expect([second.headers.get('x-wp-total'), second.headers.get('x-wp-totalpages')]).toEqual(['5', '3']);
    expect(second.headers.get('link')).toMatch(/page=1[^>]*>; rel="prev", <[^>]*page=3[^>]*>; rel="next"/);
    expect((await call('/orders', { query: { per_page: '5' } })).headers.get('link')).toContain('rel="https://api.w.org/"');
    const past = await call('/orders', { query: { page: '9' } });
    expect([past.body, past.headers.get('x-wp-total')]).toEqual([[], '0']);
    expect((await call('/products', { query: { page: '9' } })).headers.get('x-wp-total')).toBe('6');
    expect((await call('/orders', { query: { per_page: '101' } })).status).toBe(400);
    expect((await call('/orders', { query: { status: 'nonsense' } })).status).toBe(400);
    expect(ids((await call('/orders', { query: { number: '1036' } })).body)).toHaveLength(5); // unknown filters are ignored
  });

  it.each([['America/New_York', 'over'], ['Asia/Tokyo', 'under']])('read dates right or wrong as a shop in %s does', async (timeZone, wrong) => {
    const at = await start({ timeZone });
    const order = at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 1 }] });
    clock += 600_000;
    const find = async (query: Readonly<Record<string, string>>): Promise<number> => ids((await call('/orders', { query })).body).length;
    expect(await find({ modified_after: '2026-11-21T19:23:15Z' })).toBe(1);
    expect(await find({ modified_after: '2026-11-21T19:23:16Z' })).toBe(0); // exclusive
    expect(await find({ modified_after: '2026-11-21T19:23:15', dates_are_gmt: 'true' })).toBe(1);
    expect(await find({ modified_after: '2026-11-21T19:23:16', dates_are_gmt: 'true' })).toBe(0);
    expect(await find({ modified_after: '2026-11-21T19:23:16Z', dates_are_gmt: 'true' })).toBe(wrong === 'over' ? 1 : 0);
    expect(await find({ modified_after: '2026-11-21T19:23:15Z', dates_are_gmt: 'true' })).toBe(wrong === 'over' ? 1 : 0);
    expect(await find({ modified_after: '2026-11-21T19:23:15' })).toBe(wrong === 'over' ? 0 : 1); // naive UTC taken for local time
    for (const text of ['2026-11-21', '1795289177']) expect((await call('/orders', { query: { modified_after: text } })).status).toBe(400);
    const body = (await call(`/orders/${String(order.id)}`)).body as Readonly<Record<string, string>>;
    expect([body['date_modified_gmt'], body['date_modified']]).toEqual(['2026-11-21T19:23:16', timeZone === 'Asia/Tokyo' ? '2026-11-22T04:23:16' : '2026-11-21T14:23:16']);
  });

  it('leave out the trash unless asked; any PUT moves an order to the end', async () => {
    const at = await start();
    const first = at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 1 }] });
    const second = at.placeOrder({ lines: [{ sku: 'SKU-0001', quantity: 1 }] });
    clock += 5_000;
    await call(`/orders/${String(first.id)}`, { method: 'PUT', body: {} });
    expect(ids((await call('/orders', { query: { orderby: 'modified', order: 'asc' } })).body)).toEqual([second.id, first.id]);
    at.trashOrder(second.id);
    expect(ids((await call('/orders')).body)).toEqual([first.id]);
    expect(ids((await call('/orders', { query: { status: 'trash' } })).body)).toEqual([second.id]);
    expect((await call(`/orders/${String(second.id)}`)).body).toMatchObject({ status: 'trash' });
    at.deleteOrder(second.id);
    expect((await call(`/orders/${String(second.id)}`)).body).toMatchObject({ code: 'woocommerce_rest_shop_order_invalid_id' });
  });
});

describe.skipIf(absent)('records', () => {
  const keys = (value: unknown): readonly string[] => Object.keys(value as Readonly<Record<string, unknown>>);

  it('have the real fields, and money that adds up', async () => {
    const at = await start();
    const order = at.placeOrder({
      lines: [{ sku: 'SKU-0001', quantity: 3 }, { sku: 'TSHIRT-S', quantity: 2, price: '19.95' }, { sku: null, name: 'Gone', quantity: 1, taxable: false }],
      coupon: { code: 'save10', percent: 10 }, shipping: { total: '7.50' }, fees: [{ name: 'Gift wrap', total: '3.00' }, { name: 'Loyalty discount', total: '-2.00' }], taxPercent: 8.875,
    });
    at.refund({ orderId: order.id, lines: [{ sku: 'SKU-0001', quantity: 1 }], restock: true, reason: 'damaged' });
    const body = (await call(`/orders/${String(order.id)}`)).body as Readonly<Record<string, unknown>>;
    const recorded = real('order_after_partial_refund').body as Readonly<Record<string, unknown>>;
    expect(keys(recorded).filter((key) => !keys(body).includes(key))).toEqual(['payment_url', 'is_editable', 'needs_payment', 'needs_processing', '_links']);
    for (const part of ['line_items', 'shipping_lines', 'fee_lines', 'refunds', 'billing'] as const) {
      const mine: unknown = Array.isArray(body[part]) ? body[part][0] : body[part];
      const theirs: unknown = Array.isArray(recorded[part]) ? recorded[part][0] : recorded[part];
      expect(keys(theirs).filter((key) => !keys(mine).includes(key))).toEqual([]);
    }
    const lines = body['line_items'] as readonly Readonly<Record<string, unknown>>[];
    expect(lines[1]).toMatchObject({ subtotal: '39.90', total: '35.91', total_tax: '3.19', price: 17.955, parent_name: 'T-Shirt', name: 'T-Shirt - S' });
    expect(lines[0]?.['meta_data']).toMatchObject([{ key: '_reduced_stock', value: '2' }, { key: '_restock_refunded_items', value: '1' }]);
    expect(lines[2]).toMatchObject({ product_id: 0, sku: null });
    const cents = (value: unknown): number => Math.round(Number(value) * 100);
    const parts = [...lines, ...(body['shipping_lines'] as typeof lines), ...(body['fee_lines'] as typeof lines)];
    expect(parts.reduce((sum, part) => sum + cents(part['total']) + cents(part['total_tax']), 0)).toBe(cents(body['total']));
    const [refund] = (await call(`/orders/${String(order.id)}/refunds`)).body as readonly Readonly<Record<string, unknown>>[];
    const [theirRefund] = real('order_refunds_list').body as readonly unknown[];
    expect(keys(theirRefund).filter((key) => !keys(refund).includes(key))).toEqual(['_links']);
    expect(refund).toMatchObject({ line_items: [{ quantity: -1, meta_data: [{ key: '_refunded_item_id', value: String(lines[0]?.['id']) }] }] });
    expect(ids((await call('/refunds')).body)).toEqual([refund?.['id']]);
    at.deleteListing('SKU-0001');
    expect((await call(`/orders/${String(order.id)}`)).body).toMatchObject({ line_items: [{ product_id: 0, sku: null, name: 'Widget 0001' }, {}, {}] });
  });
});

describe('the sample shop', () => {
  it('is plausible, and the same every time', async () => {
    const one = await startSampleStore({ listings: 30, orders: 25, now });
    const two = await startSampleStore({ listings: 30, orders: 25, now });
    expect(one.orders()).toEqual(two.orders());
    expect(one.orders()).toHaveLength(25);
    expect(one.stockOf('WIDGET-0030')).not.toBeNull();
    expect(one.listings().map((listing) => listing.manageStock)).toEqual(expect.arrayContaining([true, false, 'parent']));
    await Promise.all([one.close(), two.close()]);
    const empty = await startSampleStore({ listings: 0, orders: 3, now });
    expect(empty.orders()).toHaveLength(3);
    await empty.close();
    expect([SAMPLE_KEY, SAMPLE_SECRET].map((text) => text.slice(0, 3))).toEqual(['ck_', 'cs_']);
  });

  it('refuses a port that is taken', async () => {
    const at = await start();
    await expect(startSampleStore({ port: Number(new URL(at.url).port), now })).rejects.toThrow('EADDRINUSE');
  });

  it('keeps a log of calls without signatures', async () => {
    const at = await start();
    await call('/products', { query: { per_page: '5' } });
    expect(at.requests()).toMatchObject([{ method: 'GET', path: '/wp-json/wc/v3/products', query: { per_page: '5' }, status: 200, fault: null }]);
    expect(JSON.stringify(at.requests())).not.toContain('oauth');
  });
});
