/** The connector against answers recorded from a real shop. */
import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../../../src/domain/calendar.ts';
import { whole } from '../../../../src/domain/decimal.ts';
import type { StoreFailure } from '../../../../src/stores/store.ts';
import { mapListing } from '../../../../src/stores/woocommerce/pullListings.ts';
import { productAnswer, variationAnswer } from '../../../../src/stores/woocommerce/answers.ts';
import { KEY, open, openStore, recorded, recordsAbsent, replay, SECRET, type Recorded, type Served } from '../recorded.ts';

let served: Served | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

const FROM = instant(Date.parse('2026-11-21T00:00:00Z'));

/** The order of a record as the only row of a list. */
function asList(name: string): Recorded {
  const record = recorded(name);
  const body = Array.isArray(record.response.body) ? record.response.body : [record.response.body];
  return { ...record, response: { ...record.response, body } };
}

async function pullOne(orders: Recorded, refunds?: Recorded) {
  served = await replay({ '/refunds': refunds ?? { ...orders, response: { ...orders.response, body: [] } }, '/orders': orders });
  const page = await openStore(served.url).pullOrders(null, FROM, open);
  if (!page.ok) throw new Error(page.error.what);
  expect(page.value.unreadable).toEqual([]);
  const [order] = page.value.orders;
  if (order === undefined) throw new Error('no order');
  return { order, page: page.value, calls: served.calls };
}

async function failureOf(name: string): Promise<StoreFailure> {
  served = await replay({ '*': recorded(name) });
  const store = openStore(served.url);
  const result = recorded(name).request.method === 'GET' ? await store.check(open) : await store.setStock([{ key: '12', parentKey: null, quantity: whole(1) }], open);
  if (result.ok) throw new Error('it did not fail');
  return result.error;
}

describe.skipIf(recordsAbsent)('orders of a real shop', () => {
  it('reads a full order to the cent, with what it took from stock', async () => {
    const { order, page } = await pullOne(asList('order_full'));
    expect(order).toMatchObject({
      id: '1036', number: '1036', status: 'processing', currency: 'USD', pricesIncludeTax: false, taxTotal: 702, total: 10366, gone: false,
      createdAt: Date.parse('2026-11-21T19:23:16Z'), modifiedAt: Date.parse('2026-11-21T19:23:16Z'), paidAt: Date.parse('2026-11-21T19:23:16Z'),
      coupons: ['save10'], paymentMethod: 'bacs', paymentTitle: 'Bank transfer', transactionId: '', note: 'Ring twice — “please” 🙂', refunds: [],
    });
    expect(order.customer).toEqual({
      id: null, email: 'ann@example.test', phone: '518-555-0100',
      billing: { firstName: 'Ann', lastName: 'O\'Brien', company: 'Acme & Co', line1: '1 Main St', line2: 'Apt 4', city: 'Albany', state: 'NY', postalCode: '12207', country: 'US' },
      shipping: { firstName: 'Bob', lastName: 'O\'Brien', company: 'Acme & Co', line1: '1 Main St', line2: 'Apt 4', city: 'Buffalo', state: 'NY', postalCode: '14201', country: 'US' },
    });
    expect(order.lines.map(({ id, listingKey, sku, quantity, subtotal, total, tax, stockTaken }) => [id, listingKey, sku, quantity, subtotal, total, tax, stockTaken])).toEqual([
      ['1', '12', 'SKU-0001', whole(3), 1803, 1623, 144, whole(3)],
      ['2', '1012/1013', 'TSHIRT-S-RED', whole(2), 3990, 3591, 319, whole(2)],
      ['3', '1035', 'NOTAX', whole(1), 2000, 1800, 0, whole(1)],
      ['4', '13', 'SKU-0002', whole(2), 2000, 1800, 160, whole(2)],
    ]);
    expect(order.shipping).toEqual([{ id: '5', title: 'Flat rate', total: 750, tax: 67, method: 'flat_rate' }]);
    expect(order.fees).toEqual([{ id: '6', title: 'Gift wrap', total: 300, tax: 27 }, { id: '7', title: 'Loyalty discount', total: -200, tax: -15 }]);
    const parts = [...order.lines, ...order.shipping, ...order.fees].reduce((sum, part) => sum + part.total + part.tax, 0);
    expect(parts).toBe(order.total);
    expect(page.more).toBe(true); // the trash is still to be read
  });

  it('fetches refunds only for an order that names some, and links their lines', async () => {
    const refundList = recorded('order_refunds_list');
    const { order, calls } = await pullOne(asList('orders_modified_after'), refundList);
    expect(calls.filter((call) => call.includes('/orders/1036/refunds'))).toHaveLength(1);
    expect(order.refunds).toEqual([
      {
        id: '1037', orderId: '1036', createdAt: Date.parse('2026-11-21T19:23:18Z'), reason: 'damaged', total: 541, charges: [],
        lines: [{ id: '10', orderLineId: '1', listingKey: '12', sku: 'SKU-0001', name: 'Widget 0001', quantity: whole(1), total: 541, tax: 0 }],
      },
      { id: '1038', orderId: '1036', createdAt: Date.parse('2026-11-21T19:23:19Z'), reason: 'goodwill, no lines', total: 200, lines: [], charges: [] },
    ]);
    // one of three was put back by the refund: QuickBooks may not know, so three still count as taken
    expect(order.lines[0]).toMatchObject({ stockTaken: whole(3), stockRestocked: whole(1) });
    await served?.close();
    const plain = await pullOne(asList('order_full'));
    expect(plain.calls.some((call) => call.includes('refunds'))).toBe(false);
  });

  it('does not take an order whose named refund the shop does not list', async () => {
    const refunds = recorded('order_after_partial_refund');
    served = await replay({ '/refunds': { ...refunds, response: { ...refunds.response, body: [] } }, '/orders': asList('order_after_partial_refund') });
    const page = await openStore(served.url).pullOrders(null, FROM, open);
    expect(page).toMatchObject({ ok: true, value: { orders: [], unreadable: [{ id: '1036', number: '1036', problem: { code: 'refundMissing' } }] } });
  });

  it('keeps a line whose product was deleted', async () => {
    const { order } = await pullOne(asList('order_line_product_deleted'));
    expect(order.lines).toMatchObject([{ listingKey: null, sku: null, name: 'To be deleted', quantity: whole(1), total: 400, tax: 36, stockTaken: whole(1) }]);
  });

  it('counts nothing as taken once the shop has cancelled', async () => {
    const record = asList('orders_page_headers');
    const body = record.response.body as { readonly id: number }[];
    const { page } = await pullOne({ ...record, response: { ...record.response, headers: [], body: body.toReversed() } });
    expect(page.orders.map((order) => [order.id, order.status, order.lines.map((line) => line.stockTaken)])).toEqual([['1282', 'processing', [whole(2)]], ['1283', 'cancelled', [0]]]);
  });

  it('reads an order with an empty line of an unknown product', async () => {
    const { order } = await pullOne(asList('error_order_bad_product'));
    expect(order).toMatchObject({ id: '1043', status: 'pending', total: 0, paidAt: null, lines: [{ listingKey: null, sku: null, name: '', quantity: whole(1), stockTaken: 0 }] });
  });
});

describe.skipIf(recordsAbsent)('refusals of a real shop', () => {
  const forGood: readonly (readonly [string, string])[] = [
    ['error_401_bad_key', 'keyNotAccepted'], ['error_401_no_auth', 'keyNotAccepted'], ['error_401_basic_over_http', 'keyNotAccepted'],
    ['error_401_bad_secret', 'badSecret'], ['error_401_oauth_signature', 'badSignature'], ['error_401_read_only_key', 'keyReadOnly'],
    ['error_404_no_route', 'storeNoApi'], ['error_no_route_404', 'storeNoApi'], ['error_batch_101_items_413', 'storeCallTooLarge'],
    ['error_401_oauth_timestamp', 'clockWrong'], ['error_invalid_json_400', 'storeRefusedCall'],
  ];
  it.each(forGood)('%s is %s, and trying again would not help', async (name, code) => {
    const failure = await failureOf(name);
    expect(failure).toMatchObject({ code, retryAfter: null });
    expect(failure.todo).not.toBe('');
  });

  const passing: readonly (readonly [string, string, number])[] = [
    ['error_429_nginx_limit_req', 'storeBusy', 2_000], ['error_500_php_fatal', 'storeServerError', 60_000], ['error_502_html_injected', 'storeServerError', 60_000],
    ['error_503_maintenance_injected', 'storeMaintenance', 600_000], ['error_503_wp_maintenance_real', 'storeMaintenance', 600_000],
    ['error_504_after_commit_injected', 'storeServerError', 60_000], ['error_401_oauth_nonce_replay', 'nonceUsed', 5_000],
    ['error_refund_gateway', 'storeServerError', 60_000], ['error_refund_too_much', 'storeServerError', 60_000],
  ];
  it.each(passing)('%s is %s and may pass', async (name, code, retryAfter) => {
    expect(await failureOf(name)).toMatchObject({ code, retryAfter });
  });

  it('never shows the key or the secret, and no tags of the shop\'s pages', async () => {
    for (const [name] of [...forGood, ...passing]) {
      const text = JSON.stringify(await failureOf(name));
      expect(text).not.toContain(KEY);
      expect(text).not.toContain(SECRET);
      expect(text).not.toMatch(/<[a-z]/i);
      await served?.close();
    }
  });

  it('reads JSON behind a PHP warning', async () => {
    const record = recorded('ok_200_with_php_warning_before_json_injected');
    served = await replay({ '*': record });
    expect(await openStore(served.url).check(open)).toMatchObject({ ok: true, value: { version: '' } });
  });
});

describe.skipIf(recordsAbsent)('products of a real shop', () => {
  it.each([
    ['product_simple', { key: '12', parentKey: null, sku: 'SKU-0001', name: 'Widget 0001', stockKeeper: 'self', storeQuantity: whole(11), isSellable: true }],
    ['unmanaged_put_stock_ignored', { key: '1023', sku: 'UNMANAGED', stockKeeper: 'none', storeQuantity: null }],
    ['put_trashed_product', { key: '1027', sku: 'TRASH-1', stockKeeper: 'self', isSellable: false }],
    ['variable_parent_put_stock_unmanaged', { key: '1012', sku: 'TSHIRT', stockKeeper: 'none', storeQuantity: null }],
  ])('reads %s', (name, expected) => {
    expect(mapListing(productAnswer.parse(recorded(name).response.body), null)).toMatchObject(expected);
  });

  it('reads variations with their parent\'s name, and says when the parent keeps the stock', () => {
    const shirt = productAnswer.parse(recorded('variable_parent_put_stock_unmanaged').response.body);
    const rows = recorded('variations_list').response.body as readonly unknown[];
    expect(rows.map((row) => mapListing(variationAnswer.parse(row), shirt))).toHaveLength(6);
    expect(mapListing(variationAnswer.parse(rows[0]), shirt)).toEqual({
      key: '1012/1018', parentKey: '1012', sku: 'TSHIRT-L-BLUE',
      name: 'T-Shirt - L, Blue', stockKeeper: 'self', storeQuantity: whole(7), isSellable: true,
    });
    const mug = { ...shirt, id: 1019, name: 'Mug' };
    expect(mapListing(variationAnswer.parse(recorded('variation_stock_on_parent').response.body), mug)).toMatchObject({ key: '1019/1021', stockKeeper: 'parent', storeQuantity: whole(40) });
  });

  it('matches a batch\'s answers by position', async () => {
    served = await replay({ '*': recorded('products_batch_mixed_errors') });
    const ids = [12, 999999, 13, 14, 15, 1017, 1027, 16, 17];
    const answers = await openStore(served.url).setStock(ids.map((id) => ({ key: String(id), parentKey: null, quantity: whole(12) })), open);
    if (!answers.ok) throw new Error(answers.error.what);
    expect(answers.value.map((answer) => answer.outcome)).toEqual(['answered', 'refused', 'answered', 'refused', 'refused', 'refused', 'answered', 'answered', 'refused']);
    expect(answers.value[0]).toEqual({ outcome: 'answered', quantity: whole(12) });
    expect(answers.value[1]).toMatchObject({ problem: { code: 'unknownListing' } });
    expect(answers.value[2]).toEqual({ outcome: 'answered', quantity: whole(2) });
    expect(answers.value[7]).toEqual({ outcome: 'answered', quantity: whole(0) });
  });

  it('sends variations to their parent and reads the answers', async () => {
    served = await replay({ '/products/1012/variations/batch': recorded('variations_batch_mixed') });
    const answers = await openStore(served.url).setStock(['1018', '999999', '1021'].map((id) => ({ key: `1012/${id}`, parentKey: '1012', quantity: whole(21) })), open);
    expect(answers).toMatchObject({ ok: true, value: [{ outcome: 'answered', quantity: whole(21) }, { outcome: 'refused' }, { outcome: 'refused' }] });
  });

  it.each([
    ['unmanaged_put_stock_ignored', null, '1023', 'stockNotManaged'],
    ['variable_parent_put_stock_unmanaged', null, '1012', 'stockNotManaged'],
    ['variation_put_stock_parent_managed', '1019', '1019/1021', 'stockOnParent'],
  ])('sees that the number of %s was ignored', async (name, parentKey, key, code) => {
    const record = recorded(name);
    served = await replay({ '*': { ...record, response: { ...record.response, body: { update: [record.response.body] } } } });
    const answers = await openStore(served.url).setStock([{ key, parentKey, quantity: whole(77) }], open);
    expect(answers).toMatchObject({ ok: true, value: [{ outcome: 'ignored', problem: { code } }] });
  });
});
