/** What a file of orders may look like, and what is said about one that may not. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/domain/calendar.ts';
import { scaled, whole } from '../../../../src/domain/decimal.ts';
import { pullAll, testFolders } from '../../../support/csvFolder.ts';

const folder = testFolders();

async function read(text: string | Buffer, name = 'day.csv') {
  const at = folder();
  at.put(`orders/${name}`, text);
  return { at, ...(await pullAll(at)) };
}

/** The whole sentence about the one order that could not be read. */
async function complaint(text: string | Buffer): Promise<string> {
  const { orders, unreadable } = await read(text);
  expect(orders).toEqual([]);
  expect(unreadable).toHaveLength(1);
  return unreadable.map(({ problem }) => `${problem.what} ${problem.todo}`).join();
}

const HEAD = 'order_id,status,created_at,sku,quantity,amount,order_total';

describe('a file of orders', () => {
  it('carries everything a document needs', async () => {
    const { orders, unreadable } = await read([
      'order_id,order_number,status,created_at,paid_at,currency,order_total,email,phone,billing_first_name,billing_last_name,billing_city,shipping_city,payment_method,payment_title,transaction_id,coupons,note,type,sku,name,quantity,subtotal,amount,tax,method,meta:Gift,refund_id,refund_at,refund_reason,restock',
      '17,N-17,Shipped,2026-11-20 09:30 -05:00,2026-11-20T14:31:00Z,usd,42.50,ann@example.com,555,Ann,Lee,Boston,Salem,card,Card,tx-1,"SPRING, TEN","Two lines\r\nof note",,TEA-1,"Tea, green",3,36.00,30.00,2.50,,yes,,,,',
      '17,,,,,,,,,,,,,,,,,,shipping,,Parcel,,,8.00,0.00,ups,,,,,',
      '17,,,,,,,,,,,,,,,,,,fee,,Gift wrap,,,2.00,,,,,,,',
      '17,,,,,,,,,,,,,,,,,,refund,tea-1,,1,,10.00,0.80,,,1,2026-11-21,broken,yes',
      '17,,,,,,,,,,,,,,,,,,refund_charge,,Parcel,,,8.00,,,,1,,,',
    ].join('\r\n'));
    expect(unreadable).toEqual([]);
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({
      id: '17', number: 'N-17', status: 'completed', currency: 'USD', createdAt: Date.UTC(2026, 10, 20, 14, 30), paidAt: Date.UTC(2026, 10, 20, 14, 31), total: 4_250, taxTotal: 250, gone: false,
      customer: { id: null, email: 'ann@example.com', phone: '555', billing: { firstName: 'Ann', lastName: 'Lee', city: 'Boston' }, shipping: { city: 'Salem' } },
      paymentMethod: 'card', paymentTitle: 'Card', transactionId: 'tx-1', coupons: ['SPRING', 'TEN'], note: 'Two lines\r\nof note', meta: { Gift: 'yes' },
      lines: [{ id: 'tea-1', listingKey: 'tea-1', sku: 'TEA-1', name: 'Tea, green', quantity: whole(3), subtotal: 3_600, total: 3_000, tax: 250, stockTaken: whole(3), stockRestocked: whole(1) }],
      shipping: [{ title: 'Parcel', total: 800, method: 'ups' }], fees: [{ title: 'Gift wrap', total: 200 }],
      refunds: [{
        id: '17~1', orderId: '17', reason: 'broken', total: 1_880,
        lines: [{ orderLineId: 'tea-1', sku: 'TEA-1', quantity: whole(1), total: 1_000, tax: 80 }],
        charges: [{ title: 'Parcel', total: 800 }],
      }],
    });
  });

  it.each([
    ['commas', `\uFEFF${HEAD}\r\n1,,2026-11-20,A,1,5.00,5.00\r\n`], ['semicolons', `${HEAD.replaceAll(',', ';')}\n1;;2026-11-20;A;1;5.00;5.00`],
    ['tabs and quotation marks', `${HEAD.replaceAll(',', '\t')}\n"1"\t\t"2026-11-20"\t"A"\t1\t5.00\t5.00\n`],
    ['other spellings of the header', 'Order ID,Status,Created-At,SKU,Quantity,Amount,Order Total\n1,,2026-11-20,A,1,5,5\n'],
    ['empty lines and spaces', `${HEAD}\n\n 1 ,, 2026-11-20 , A , 1 , 5.00 , 5.00 \n,,,,,,\n\n`], ['line ends mixed', `${HEAD}\r\n1,,2026-11-20,A,1,5.00,5.00\n`],
  ])('may be written with %s', async (_, text) => {
    const { orders, unreadable } = await read(text);
    expect(unreadable).toEqual([]);
    expect(orders).toMatchObject([{ id: '1', status: 'processing', total: 500, createdAt: Date.UTC(2026, 10, 20, 12), lines: [{ sku: 'A', quantity: whole(1) }] }]);
  });

  it('may sell the same SKU twice in an order, and its rows keep their ids when they are sorted otherwise', async () => {
    const rows = ['1,,2026-11-20,A,1,5.00,16.00', '1,,2026-11-20,B,1,4.00,16.00', '1,,2026-11-20,A,2,7.00,16.00'];
    const { orders } = await read([HEAD, ...rows].join('\n'));
    expect(orders[0]?.lines.map(({ id }) => id)).toEqual(['a', 'b', 'a#2']);
    const again = await read([HEAD, rows[1], rows[0], rows[2]].join('\n'));
    expect(again.orders[0]?.lines.map(({ id }) => id).toSorted()).toEqual(['a', 'a#2', 'b']);
  });

  it('takes nothing from stock once cancelled, and what its own column says otherwise', async () => {
    const { orders } = await read([
      'order_id,status,created_at,sku,quantity,amount,order_total,stock_taken',
      '1,canceled,2026-11-20,A,3,5.00,5.00,', '2,,2026-11-20,A,3,5.00,5.00,1', '3,deleted,2026-11-20,A,3,5.00,5.00,',
    ].join('\n'));
    expect(orders.map(({ status, gone, lines }) => [status, gone, lines[0]?.stockTaken])).toEqual([['cancelled', false, whole(0)], ['processing', false, whole(1)], ['trash', true, whole(0)]]);
  });

  it('keeps refunds of two orders apart although both are the first of theirs', async () => {
    const { orders } = await read([
      'order_id,created_at,type,sku,quantity,amount,order_total,refund_id,refund_at',
      ...['1', '2'].flatMap((id) => [`${id},2026-11-20,,A,1,5.00,5.00,,`, `${id},,refund,,,1.00,,1,2026-11-21`]),
    ].join('\n'));
    expect(orders.flatMap((order) => order.refunds.map(({ id, total, lines }) => [id, total, lines]))).toEqual([['1~1', 100, []], ['2~1', 100, []]]);
  });

  it('of 100,000 lines is read in pages, each from where the last one ended', async () => {
    const at = folder();
    at.put('orders/big.csv', [HEAD, ...Array.from({ length: 100_000 }, (_, index) => `${String(index >> 1)},,2026-11-20,SKU-${String(index % 2)},1,5.00,10.00`)].join('\r\n'));
    const seen = new Set<string>();
    let cursor: string | null = null;
    let peak = 0;
    let pages = 0;
    const before = process.memoryUsage().heapUsed;
    for (; pages < 40; pages += 1) {
      const page = await at.store.pullOrders(cursor, instant(0), new AbortController().signal);
      if (!page.ok) throw new Error(page.error.what);
      expect(page.value.orders.length).toBe(100);
      for (const order of page.value.orders) seen.add(order.id);
      cursor = page.value.cursor;
      peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
    expect(seen.size).toBe(4_000);
    expect(cursor?.length).toBeLessThan(1_000);
    // The file has 5 MB; all of it as records would take ten times that.
    expect(peak).toBeLessThan(120 * 1_048_576);
    const last = await at.store.pullOrders(JSON.stringify({ ...JSON.parse(cursor ?? '{}') as object }), instant(0), new AbortController().signal);
    expect(last.ok && last.value.orders[0]?.id).toBe('4000');
  });
});

describe('what is wrong with a file of orders is said with file, line, column and what to write', () => {
  const one = (row: string, head = HEAD): string => [head, row].join('\n');
  it.each([
    ['a decimal comma', one('1,,2026-11-20,A,1,"5,00",5.00'), /day\.csv, line 2, column amount: "5,00" is not an amount.*decimal point/],
    ['thousands', one('1,,2026-11-20,A,1,"1,500.00",1500.00'), /column amount: "1,500\.00".*nothing between the thousands/],
    ['three decimals', one('1,,2026-11-20,A,1,5.005,5.00'), /column amount: "5\.005"/],
    ['a currency sign', one('1,,2026-11-20,A,1,$5.00,5.00'), /column amount: "\$5\.00".*such as 12\.50/],
    ['no quantity', one('1,,2026-11-20,A,,5.00,5.00'), /line 2, column quantity: the cell is empty/],
    ['nothing sold', one('1,,2026-11-20,A,0,5.00,5.00'), /column quantity: a sold row has no pieces/],
    ['pieces below zero', one('1,,2026-11-20,A,-1,5.00,5.00'), /column quantity: "-1" is below zero.*type refund/],
    ['a time without its zone', one('1,,2026-11-20 09:30,A,1,5.00,5.00'), /column created_at: "2026-11-20 09:30" is not a time that can be told for sure.*2026-11-21T14:23:18Z/],
    ['a day of another calendar', one('1,,11/20/2026,A,1,5.00,5.00'), /column created_at: "11\/20\/2026" is not a time/],
    ['a day that is none', one('1,,2026-02-30,A,1,5.00,5.00'), /column created_at: "2026-02-30"/],
    ['no total', one('1,,2026-11-20,A,1,5.00,'), /column order_total: the cell is empty/],
    ['rows that do not come to the total', one('1,,2026-11-20,A,1,5.00,10.00'), /the rows of order 1 come to 5\.00, but order_total says 10\.00.*one after the other/],
    ['a type that is none', one('1,,2026-11-20,A,1,5.00,5.00,gift', `${HEAD},type`), /column type: "gift" is not a type of row.*item, shipping/],
    ['neither SKU nor name', one('1,,2026-11-20,,1,5.00,5.00'), /column sku: the row has neither/],
    ['an id that is none', one('a~b,,2026-11-20,A,1,5.00,5.00'), /column order_id: "a~b" cannot be an id/],
    ['a currency that is none', one('1,,2026-11-20,A,1,5.00,5.00,Dollar', `${HEAD},currency`), /column currency: "Dollar".*such as USD/],
    ['a contradiction between rows', `${HEAD}\n1,paid,2026-11-20,A,1,5.00,9.00\n1,cancelled,2026-11-20,B,1,4.00,9.00`, /line 3, column status: "cancelled" contradicts line 2/],
    ['a comma too much', one('1,,2026-11-20,Tea, green,1,5.00,5.00'), /line 2.*8 cells, but the header names 7 columns; a comma inside a text/],
    ['a change without the sold rows', one('1,cancelled,2026-11-20,,,0.00,0.00,fee', `${HEAD},type`), /has no row of an item.*Put all rows of the order/],
    ['a refund without a number', `${HEAD},type,refund_id,refund_at\n1,,2026-11-20,A,1,5.00,5.00,,,\n1,,,A,1,5.00,,refund,,2026-11-21`, /line 3, column refund_id: the cell is empty/],
    ['a refund of what was not sold', `${HEAD},type,refund_id,refund_at\n1,,2026-11-20,A,1,5.00,5.00,,,\n1,,,B,1,5.00,,refund,1,2026-11-21`, /line 3, column sku: the order has no row "B"/],
    ['letters in another code', Buffer.concat([Buffer.from(`${HEAD},note\n1,,2026-11-20,A,1,5.00,5.00,`), Buffer.from([0x4D, 0xFC, 0x6C]), Buffer.from('\n')]), /line 2.*not UTF-8/],
  ])('%s', async (_, text, words) => {
    expect(await complaint(text)).toMatch(words);
  });

  it.each([
    ['no header', '1,,2026-11-20,A,1,5.00,5.00\n', /day\.csv, line 1: the column order_id, created_at, amount, order_total is missing/],
    ['a column that is not known', `${HEAD},colour\n1,,2026-11-20,A,1,5.00,5.00,red`, /the column "colour" is not known.*meta:colour/],
    ['a column twice', `${HEAD},sku\n1,,2026-11-20,A,1,5.00,5.00,B`, /two columns are called sku/],
    ['UTF-16', Buffer.from(`\uFEFF${HEAD}\n`, 'utf16le'), /no text in UTF-8.*CSV UTF-8/],
    ['a web page', '<!doctype html><html>', /is missing/],
    ['a row without an id', `${HEAD}\n,,2026-11-20,A,1,5.00,5.00`, /line 2, column order_id: the cell is empty/],
  ])('the file as a whole: %s', async (_, text, words) => {
    expect(await complaint(text)).toMatch(words);
  });

  it('names lines rightly after texts of several lines, and reads the other orders', async () => {
    const { orders, unreadable } = await read(`${HEAD},note\r\n1,,2026-11-20,A,1,5.00,5.00,"a\r\nb\r\n\r\nc"\r\n2,,2026-11-20,A,x,5.00,5.00,\r\n3,,2026-11-20,A,1,5.00,5.00,`);
    expect(orders.map(({ id }) => id)).toEqual(['1', '3']);
    expect(unreadable.map(({ id, problem }) => [id, problem.what])).toEqual([['2', 'Order 2 was left out. day.csv, line 6, column quantity: "x" is not a number.']]);
  });

  it('a quotation mark that is never closed: what stands before it is read, the rest is told', async () => {
    const { orders, unreadable } = await read(`${HEAD}\n1,,2026-11-20,A,1,5.00,5.00\n2,,2026-11-20,"A,1,5.00,5.00\n3,,2026-11-20,A,1,5.00,5.00\n`);
    expect(orders.map(({ id }) => id)).toEqual(['1']);
    expect(unreadable).toMatchObject([{ id: 'file~day.csv', problem: { code: 'csvFileUnreadable' } }]);
    expect(unreadable[0]?.problem.what).toMatch(/quotation mark/);
  });

  it('is withdrawn when the corrected file is read', async () => {
    const { at, cursor, unreadable } = await read('nothing\n');
    expect(unreadable).toHaveLength(1);
    at.put('orders/day.csv', `${HEAD}\n1,,2026-11-20,A,1,5.00,5.00\n`);
    const corrected = await pullAll(at, cursor);
    expect(corrected.orders).toHaveLength(1);
    expect(corrected.readable).toContain(unreadable[0]?.id);
  });

  it('an apostrophe that keeps a spreadsheet from computing is not part of the SKU', async () => {
    const { orders } = await read(`${HEAD}\n1,,2026-11-20,'=A1,1.5,5.00,5.00`);
    expect(orders[0]?.lines[0]).toMatchObject({ sku: '=A1', quantity: scaled(150_000) });
  });
});
