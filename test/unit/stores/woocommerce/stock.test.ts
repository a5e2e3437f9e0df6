/** How stock changes are batched, and what the connector makes of odd answers. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { scaled, whole } from '../../../../src/domain/decimal.ts';
import { BATCH_SIZE, callPart, stockBatches } from '../../../../src/stores/woocommerce/stock.ts';
import { open, openStore, serve, type Served } from '../recorded.ts';

const change = fc.record({ parentKey: fc.option(fc.constantFrom('1', '2', '3'), { nil: null }), id: fc.integer({ min: 10, max: 99 }) })
  .map(({ parentKey, id }) => ({ parentKey, key: parentKey === null ? String(id) : `${parentKey}/${String(id)}` }));

describe('stockBatches', () => {
  it('keeps every change once, siblings only, at most 100, in order', () => {
    fc.assert(fc.property(fc.array(change, { maxLength: 450 }), (changes) => {
      const batches = stockBatches(changes);
      expect(batches.flat()).toHaveLength(changes.length);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(BATCH_SIZE);
        expect(new Set(batch.map(({ parentKey }) => parentKey)).size).toBe(1);
      }
      for (const parent of [null, '1', '2', '3']) {
        expect(batches.filter((batch) => batch[0]?.parentKey === parent).flat()).toEqual(changes.filter(({ parentKey }) => parentKey === parent));
      }
    }));
  });

  it('makes no batch of nothing', () => {
    expect(stockBatches([])).toEqual([]);
  });
});

let served: Served | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function set(update: readonly unknown[], ids: readonly number[]) {
  served = await serve((_, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ update })));
  return openStore(served.url).setStock(ids.map((id) => ({ key: String(id), parentKey: null, quantity: whole(5) })), open);
}

describe('setStock', () => {
  it('does not trust an answer that is too short, too long, mixed up or unreadable', async () => {
    const good = (id: number) => ({ id, manage_stock: true, stock_quantity: 5 });
    expect(await set([good(1)], [1, 2])).toMatchObject({ ok: false, error: { code: 'batchHalfAnswered', retryAfter: 5_000 } });
    expect(await set([good(1), good(2), good(3)], [1, 2])).toMatchObject({ ok: false, error: { code: 'batchHalfAnswered' } });
    expect(await set([good(2), good(1)], [1, 2])).toMatchObject({ ok: false, error: { code: 'batchAnswerMixed' } });
    expect(await set([{ id: 1 }, good(2)], [1, 2])).toMatchObject({ ok: false, error: { code: 'batchAnswerMixed' } });
  });

  it('reads numbers that a plug-in writes as text or with a fraction', async () => {
    expect(await set([{ id: 1, manage_stock: true, stock_quantity: '7' }], [1])).toMatchObject({ ok: true, value: [{ outcome: 'answered', quantity: whole(7) }] });
    expect(await set([{ id: 1, manage_stock: true, stock_quantity: 2.5 }], [1])).toMatchObject({ ok: true, value: [{ outcome: 'answered', quantity: scaled(250_000) }] });
    expect(await set([{ id: 1, manage_stock: true, stock_quantity: null }], [1])).toMatchObject({ ok: true, value: [{ outcome: 'refused', problem: { code: 'noStockAnswered' } }] });
  });

  it('takes errors whose data is missing or a bare number', async () => {
    expect(await set([{ id: 1, error: { code: 'x', message: 'no' } }, { id: null, error: { code: 'y', message: 'no', data: 500 } }], [1, 2]))
      .toMatchObject({ ok: true, value: [{ outcome: 'refused' }, { outcome: 'refused', problem: { code: 'stockRefused', detail: 'y: no' } }] });
  });

  it('sends no fraction and no foreign key, and answers the rest in place', async () => {
    const bodies: string[] = [];
    served = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ update: [{ id: 12, manage_stock: true, stock_quantity: 3 }] })));
    });
    const answers = await openStore(served.url).setStock([
      { key: '11', parentKey: null, quantity: scaled(150_000) }, { key: '12', parentKey: null, quantity: whole(3) }, { key: '5/6', parentKey: null, quantity: whole(1) },
    ], open);
    expect(answers).toMatchObject({ ok: true, value: [
      { outcome: 'refused', problem: { code: 'notWhole' } }, { outcome: 'answered', quantity: whole(3) },
      { outcome: 'refused', problem: { code: 'unknownListing' } },
    ] });
    expect(bodies).toEqual(['{"update":[{"id":12,"stock_quantity":3}]}']);
  });

  it('makes no call when nothing can be sent', async () => {
    served = await serve((_, response) => void response.end('[]'));
    expect(await openStore(served.url).setStock([{ key: '11', parentKey: null, quantity: scaled(1) }], open)).toMatchObject({ ok: true, value: [{ outcome: 'refused' }] });
    expect(await openStore(served.url).setStock([], open)).toEqual({ ok: true, value: [] });
    expect(served.calls).toEqual([]);
  });

  it('refuses a batch that was put together wrongly', async () => {
    served = await serve((_, response) => void response.end('[]'));
    const mixed = await openStore(served.url).setStock([{ key: '11', parentKey: null, quantity: whole(1) }, { key: '5/6', parentKey: '5', quantity: whole(1) }], open);
    expect(mixed).toMatchObject({ ok: false, error: { code: 'badBatch', retryAfter: null } });
    expect(served.calls).toEqual([]);
  });
});

describe('the part of a call that is about one listing', () => {
  const asked = (...ids: readonly number[]): string => JSON.stringify({ update: ids.map((id) => ({ id, stock_quantity: id * 2 })) });
  const part = (requestText: string, responseText: string | null, key: string) => callPart({ requestText, responseText }, key);

  it('is found for a product and for a variation, with PHP\'s warnings around the answer too', () => {
    const answer = `<br />\n<b>Warning</b>: x <br />\n${JSON.stringify({ update: [{ id: 11, name: 'Mug' }, { id: 12, name: 'Lamp' }] })}`;
    for (const key of ['12', '7/12']) {
      const found = part(asked(11, 12), answer, key);
      expect([JSON.parse(found.request ?? ''), JSON.parse(found.answer ?? '')]).toEqual([{ id: 12, stock_quantity: 24 }, { id: 12, name: 'Lamp' }]);
    }
  });

  it('is an error at its place, which may have no usable id', () => {
    const answer = JSON.stringify({ update: [{ id: 11 }, { id: 0, error: { code: 'gone', message: 'x' } }] });
    expect(part(asked(11, 12), answer, '12').answer).toContain('"gone"');
  });

  it('is never another listing\'s answer', () => {
    expect(part(asked(11, 12), JSON.stringify({ update: [{ id: 12, name: 'Lamp' }, { id: 11, name: 'Mug' }] }), '12').answer).toContain('Lamp');
    expect(part(asked(11, 12), JSON.stringify({ update: [{ id: 11 }] }), '12').answer).toBeNull();
    expect(part(asked(11, 12), JSON.stringify({ update: [{ id: 0, error: { code: 'gone' } }] }), '12').answer).toBeNull();
    expect(part(asked(11), JSON.stringify({ update: [{ id: 11 }] }), '12')).toEqual({ request: null, answer: null });
  });

  it('is nothing where the text is no list, or is cut', () => {
    expect(part(asked(11).slice(0, -4), '{}', '11')).toEqual({ request: null, answer: null });
    expect(part(asked(11), '<html>no</html>', '11').answer).toBeNull();
    expect(part(asked(11), null, '11').answer).toBeNull();
  });
});
