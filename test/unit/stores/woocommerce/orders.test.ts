/** Orders in shapes that plug-ins and old shops produce, the order cursor, and the shop's clock. */
import { afterEach, describe, expect, it } from 'vitest';
import { formatUtc, instant, later, SECOND, type Instant } from '../../../../src/domain/calendar.ts';
import { whole } from '../../../../src/domain/decimal.ts';
import { mapOrder, readOrder } from '../../../../src/stores/woocommerce/mapOrder.ts';
import { advance, advanceBurst, after, readCursor, rewound, settle, startCursor, startMark, writeCursor } from '../../../../src/stores/woocommerce/orderCursor.ts';
import { NOW, open, openStore, serve, type Served } from '../recorded.ts';

const line = (more: Readonly<Record<string, unknown>> = {}) => ({
  id: 1, name: 'Widget', product_id: 12, variation_id: 0, quantity: 3, subtotal: '30.00', total: '30.00', total_tax: '0.00', sku: ' W-1 ', price: 10, meta_data: [], ...more,
});
const order = (more: Readonly<Record<string, unknown>> = {}) => ({
  id: 7, number: '7', status: 'processing', currency: 'USD', prices_include_tax: false, date_created_gmt: '2026-11-21T19:00:00', date_modified_gmt: '2026-11-21T19:10:00',
  total: '30.00', total_tax: '0.00', customer_id: 0, line_items: [line()], ...more,
});

function map(json: unknown, refunds: readonly unknown[] = []) {
  const read = readOrder(json, 'Order 7');
  return read.ok ? mapOrder(read.value, refunds, false) : read;
}

function stock(meta: readonly unknown[]) {
  const mapped = map(order({ line_items: [line({ meta_data: meta })] }));
  return mapped.ok ? [mapped.value.lines[0]?.stockTaken, mapped.value.lines[0]?.stockRestocked] : mapped.error.code;
}

describe('an order', () => {
  it('may lack all that money and stock do not depend on', () => {
    expect(map(order())).toMatchObject({ ok: true, value: {
      number: '7', note: '', paidAt: null, paymentMethod: '', coupons: [], shipping: [], fees: [], refunds: [],
      customer: { email: '', billing: { city: '' } }, lines: [{ sku: 'W-1' }],
    } });
    expect(map(order({ number: 4711, billing: { city: null, postcode: 12207 } }))).toMatchObject({ ok: true, value: { number: '4711', customer: { billing: { city: '', postalCode: '12207' } } } });
    expect(map(order({ number: '', billing: [], shipping: null }))).toMatchObject({ ok: true, value: { number: '7', customer: { billing: { line1: '' } } } });
  });

  it('takes money as text or number, with more than two decimals', () => {
    expect(map(order({ total: 30.005, line_items: [line({ total: '17.955', subtotal: 19.95 })] }))).toMatchObject({ ok: true, value: { total: 3001, lines: [{ total: 1796, subtotal: 1995 }] } });
  });

  it.each([
    ['total', { total: 'thirty' }], ['total', { total: null }], ['currency', { currency: '' }], ['date_created_gmt', { date_created_gmt: 'yesterday' }], ['line_items', { line_items: null }],
    ['line_items.0.quantity', { line_items: [line({ quantity: '1,5' })] }], ['line_items.0.total', { line_items: [line({ total: undefined })] }],
    ['line_items.0._reduced_stock', { line_items: [line({ meta_data: [{ key: '_reduced_stock', value: { a: 1 } }] })] }],
  ])('is not taken with an unreadable %s, and the problem names it', (field, more) => {
    expect(map(order(more))).toMatchObject({ ok: false, error: { code: 'unreadableOrder', field } });
  });

  it('counts what the shop took, and never guesses it from a status', () => {
    const meta = (key: string, value: unknown) => ({ key, value });
    expect(stock([])).toEqual([0, 0]);
    expect(stock([meta('_reduced_stock', '3')])).toEqual([whole(3), 0]);
    expect(stock([meta('_reduced_stock', 2), meta('_restock_refunded_items', '1')])).toEqual([whole(3), whole(1)]);
    expect(stock([meta('_reduced_stock', '0'), meta('_restock_refunded_items', '3')])).toEqual([whole(3), whole(3)]); // all restocked by refunds
    expect(stock([meta('_restock_refunded_items', '1')])).toEqual([0, 0]); // cancelled after a refund: the shop gave all back
    expect(stock([meta('_reduced_stock', ''), meta('other', { a: 1 })])).toEqual([0, 0]);
  });

  it('reads refunds of shipping and fees, and skips lines of nothing', () => {
    const mapped = map(order(), [{
      id: 9, date_created_gmt: '2026-11-21T19:20:00', amount: '12.00', reason: '', line_items: [
        line({ id: 3, quantity: 0, subtotal: '0.00', total: '0.00' }),
        line({ id: 4, quantity: -1, subtotal: '-4.50', total: '-4.50', total_tax: '-0.50', meta_data: [{ key: '_refunded_item_id', value: '1' }] }),
      ],
      shipping_lines: [{ id: 5, method_title: 'Flat rate', total: '-5.00', total_tax: '-0.50' }],
      fee_lines: [{ id: 6, name: 'Gift wrap', total: '-1.50', total_tax: '0.00' }, { id: 8, name: 'Nothing', total: '-0.00' }],
    }]);
    expect(mapped).toMatchObject({ ok: true, value: { refunds: [{
      id: '9', total: 1200, lines: [{ id: '4', orderLineId: '1', quantity: whole(1), total: 450, tax: 50 }],
      charges: [{ title: 'Flat rate', total: 500, tax: 50 }, { title: 'Gift wrap', total: 150, tax: 0 }],
    }] } });
  });

  it('with an unreadable refund is unreadable as a whole', () => {
    expect(map(order(), [{ id: 9, date_created_gmt: '2026-11-21T19:20:00', amount: 'lots', reason: '', line_items: [] }]))
      .toMatchObject({ ok: false, error: { code: 'unreadableOrder', field: 'refunds.amount' } });
    expect(map(order(), ['?'])).toMatchObject({ ok: false, error: { code: 'unreadableOrder' } });
  });
});

const at = (text: string): Instant => instant(Date.parse(`2026-11-21T${text}Z`));

describe('the order cursor', () => {
  it('begins a page in the very second last seen', () => {
    expect(formatUtc(after(advance(startMark(at('10:00:00')), at('10:05:00'), true, null)))).toBe('2026-11-21T10:04:59Z');
  });

  it('reads a second with more changes than a page by page number, then goes on after it', () => {
    const stuck = advance(startMark(at('10:00:00')), at('10:00:00'), true, null);
    expect(stuck.burst).toEqual({ second: at('10:00:00'), page: 1, total: null });
    if (stuck.burst === null) throw new Error('no burst');
    const second = advanceBurst(stuck, stuck.burst, 150, true);
    expect(second.burst).toMatchObject({ page: 2, total: 150 });
    if (second.burst === null) throw new Error('no burst');
    expect(advanceBurst(second, second.burst, 149, false).burst).toMatchObject({ page: 1, total: 149 }); // a row left: begin that second again
    const done = advanceBurst(second, second.burst, 150, false);
    expect([done.burst, formatUtc(after(done))]).toEqual([null, '2026-11-21T10:00:00Z']);
    expect(formatUtc(after(settle(done)))).toBe('2026-11-21T09:59:59Z'); // the next pull looks into that second again
  });

  it('is stuck after a burst too, when the next second is as full', () => {
    const past = { ...startMark(at('10:00:00')), past: true };
    expect(advance(past, at('10:00:01'), true, null).burst).toMatchObject({ second: at('10:00:01') });
    expect(advance(past, at('10:00:02'), true, null).burst).toBeNull();
  });

  it('does not follow a change dated in the shop\'s future', () => {
    const mark = advance(startMark(at('10:00:00')), at('23:00:00'), false, at('10:01:00'));
    expect(formatUtc(settle(mark).seen)).toBe('2026-11-21T10:01:00Z');
  });

  it('goes back when the shop\'s clock was set back', () => {
    const cursor = { ...startCursor(at('12:00:00')), endedAt: at('11:00:00') }; // the shop was an hour ahead of us then
    expect(rewound(cursor, at('11:05:00'), at('12:05:00')).live.seen).toBe(at('11:59:58')); // and is still: only what a Date header cannot tell
    expect(rewound(cursor, at('11:05:00'), at('11:05:00')).live.seen).toBe(later(at('11:00:00'), -2 * SECOND));
    expect(rewound(cursor, at('11:05:00'), null)).toMatchObject({ endedAt: null, live: { seen: at('12:00:00') } });
  });

  it('survives being written and read, and is begun anew when unreadable', () => {
    const cursor = { ...startCursor(at('12:00:00')), list: 'trash' as const, live: {
      seen: at('12:01:00'), burst: { second: at('12:01:00'), page: 3, total: 240 }, past: true, clamp: at('12:00:30'),
    }, endedAt: NOW };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const text of ['', 'x', '{}', '{"v":2}', '{"v":1,"list":"live","live":{"seen":"?"},"trash":{"seen":"?"},"endedAt":null}']) expect(readCursor(text)).toBeNull();
  });
});

let served: Served | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function pull(rows: readonly unknown[]) {
  served = await serve((_, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(rows)));
  return openStore(served.url).pullOrders(null, at('00:00:00'), open);
}

describe('a page of orders', () => {
  it('reports an unreadable order and goes on', async () => {
    const page = await pull([order({ id: 1, number: 'A-1' }), order({ id: 2, number: 'A-2', total: {} }), 'not an order', { id: 4 }, order({ id: 5 })]);
    expect(page).toMatchObject({ ok: true, value: {
      orders: [{ id: '1' }, { id: '5' }],
      unreadable: [{ id: '2', number: 'A-2', problem: { code: 'unreadableOrder', field: 'total' } }, { id: '', number: '' }, { id: '4', number: '' }],
    } });
  });

  it('is refused when the shop does not sort by time of change, since some would be lost', async () => {
    expect(await pull([order({ date_modified_gmt: '2026-11-21T19:11:00' }), order({ id: 8 })])).toMatchObject({ ok: false, error: { code: 'storeOrderWrong' } });
  });

  it('is refused when it is no list', async () => {
    served = await serve((_, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"orders":[]}'));
    expect(await openStore(served.url).pullOrders(null, at('00:00:00'), open)).toMatchObject({ ok: false, error: { code: 'storeAnswerUnreadable' } });
  });
});

describe('a pull after one that came to its end', () => {
  const CURSOR = writeCursor({ ...startCursor(at('19:00:00')), endedAt: NOW });
  const full = Array.from({ length: 100 }, (_none, index) => order({ id: 100 + index, date_modified_gmt: `2026-11-21T19:10:${String(Math.floor(index / 2)).padStart(2, '0')}` }));

  /** `trash` null: the shop stumbles there. */
  async function pullBoth(live: readonly unknown[], trash: readonly unknown[] | null) {
    served = await serve((request, response) => {
      const isTrash = (request.url ?? '').includes('status=trash');
      if (isTrash && trash === null) return void response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"code":"rest_no_route","message":"no"}');
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(isTrash ? trash : live));
    });
    const page = await openStore(served.url).pullOrders(CURSOR, at('00:00:00'), open);
    const orders = page.ok ? page.value.orders.map(({ id, gone, modifiedAt }) => [id, gone, formatUtc(modifiedAt).slice(11, 19)]) : [];
    return { page, orders, cursor: page.ok ? readCursor(page.value.cursor) : null, calls: served.calls.length };
  }

  it('reads both lists at once, the live one first, and is at its end', async () => {
    const { page, orders, cursor, calls } = await pullBoth([order({ id: 1 })], [order({ id: 2, status: 'trash', date_modified_gmt: '2026-11-21T19:12:00' })]);
    expect(page).toMatchObject({ ok: true, value: { more: false, resumed: false } });
    expect(orders.map(([id]) => id)).toEqual(['1', '2']);
    expect(cursor).toMatchObject({ list: 'live', live: { seen: at('19:10:00') }, trash: { seen: at('19:12:00') }, endedAt: NOW });
    expect(calls).toBe(2);
  });

  it('believes the later change of an order that is in both', async () => {
    const trashed = order({ id: 1, status: 'trash', date_modified_gmt: '2026-11-21T19:12:00' });
    expect((await pullBoth([order({ id: 1 })], [trashed])).orders.map(([, , time]) => time)).toEqual(['19:10:00', '19:12:00']);
    await served?.close();
    expect((await pullBoth([order({ id: 1, date_modified_gmt: '2026-11-21T19:13:00' })], [trashed])).orders.map(([, , time]) => time)).toEqual(['19:13:00']);
  });

  it('keeps what it read of the live ones where the trashed ones cannot be read, and asks for those again', async () => {
    const { page, orders, cursor } = await pullBoth([order({ id: 1 })], null);
    expect(page).toMatchObject({ ok: true, value: { more: true } });
    expect(orders.map(([id]) => id)).toEqual(['1']);
    expect(cursor).toMatchObject({ list: 'trash', live: { seen: at('19:10:00') }, trash: { seen: at('19:00:00') }, endedAt: null });
  });

  it('goes on with the live ones while there are more of them', async () => {
    const { page, orders, cursor } = await pullBoth(full, [order({ id: 2, status: 'trash' })]);
    expect(page).toMatchObject({ ok: true, value: { more: true } });
    expect(orders).toHaveLength(100);
    expect(cursor).toMatchObject({ list: 'live', live: { seen: at('19:10:49') }, trash: { seen: at('19:00:00') }, endedAt: null });
  });
});
