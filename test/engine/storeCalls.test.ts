/** What went over the line to a shop: kept once per call, shown by SKU, cut, tidied away, and never with a key in it. */
import { inflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { insertStoreCall, MOST_KEPT, pastStoreCall } from '../../src/engine/db/storeCalls.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

type StoreCall = NonNullable<Output<'log.show'>['storeCall']>;

let world: World;
let client: DirectClient;

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

const SKUS = Array.from({ length: 250 }, (_, index) => `SKU-${String(index).padStart(3, '0')}`);

async function begin(skus: readonly string[] = SKUS): Promise<void> {
  world = await createWorld({
    items: skus.map((sku, index) => ({ sku, onHand: 10 + (index % 50) })), listings: skus.map((sku) => ({ sku, quantity: 3, price: '9.00' })), companySettings: { inlineLimit: 1_000 },
  });
  client = directClient(world.engine);
  await world.sync();
}

async function linesOf(sku: string): Promise<Output<'log.search'>['lines']> {
  const found = await client.call('log.search', { sku });
  if (!found.ok) throw new Error(found.error.what);
  return found.value.lines;
}

async function shownFor(sku: string): Promise<Output<'log.show'>> {
  const [line] = await linesOf(sku);
  const shown = await client.call('log.show', { lineId: line?.id ?? 0 });
  if (!shown.ok) throw new Error(shown.error.what);
  return shown.value;
}

async function callFor(sku: string): Promise<StoreCall> {
  const { storeCall } = await shownFor(sku);
  if (storeCall === null) throw new Error('no call');
  return storeCall;
}

const kept = (): number => world.engine.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM store_call').get()?.n ?? 0;

describe('a batch of stock numbers', () => {
  it('is kept once, however many lines came of it, and each line shows its own part', async () => {
    await begin();
    await world.session();
    await world.engine.idle();
    expect(kept()).toBe(3);
    const ids = new Set<number>();
    for (const sku of ['SKU-000', 'SKU-099', 'SKU-100', 'SKU-249']) {
      const call = await callFor(sku);
      const { line } = await shownFor(sku);
      ids.add(call.id);
      expect(call).toMatchObject({ isPart: true, method: 'POST', status: 200, tries: 1, requestLeftOut: 0, responseLeftOut: 0 });
      expect(call.address).toMatch(/^127\.0\.0\.1:\d+\/wp-json\/wc\/v3\/products\/batch$|^localhost:\d+\/wp-json\/wc\/v3\/products\/batch$/);
      const request = JSON.parse(call.requestText) as { id: number; stock_quantity: number };
      const answer = JSON.parse(call.responseText ?? '') as { id: number; sku: string; stock_quantity: number };
      expect(answer).toMatchObject({ id: request.id, sku, stock_quantity: request.stock_quantity });
      expect(request.stock_quantity * 100_000).toBe(line.sentQuantity);
      expect(call.requestText.split('\n').length).toBeGreaterThan(2);
    }
    expect(ids.size).toBe(3);
  });

  it('is shown whole when asked for', async () => {
    await begin();
    await world.session();
    await world.engine.idle();
    const part = await callFor('SKU-007');
    const whole = await client.call('storeCalls.show', { storeCallId: part.id });
    if (!whole.ok) throw new Error(whole.error.what);
    expect(whole.value.storeCall).toMatchObject({ id: part.id, isPart: false });
    expect((JSON.parse(whole.value.storeCall.requestText) as { update: readonly unknown[] }).update).toHaveLength(100);
    expect((JSON.parse(whole.value.storeCall.responseText ?? '') as { update: readonly unknown[] }).update).toHaveLength(100);
    expect(await client.call('storeCalls.show', { storeCallId: 999_999 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('that the shop refuses for one SKU shows the shop\'s own words for that SKU', async () => {
    await begin(['MUG', 'LAMP']);
    world.store.deleteListing('LAMP');
    await world.session();
    await world.engine.idle();
    const call = await callFor('LAMP');
    expect(call.isPart).toBe(true);
    expect(call.responseText).toContain('woocommerce_rest_product_invalid_id');
    expect((await callFor('MUG')).responseText).toContain('"MUG"');
  });

  it('whose call fails for good shows what the web server answered, even one that echoes the call with its signature', async () => {
    await begin(['MUG']);
    world.store.faults.add({ kind: 'echo', times: 50, on: 'batch' });
    await world.session();
    await world.engine.idle();
    expect((await linesOf('MUG'))[0]).toMatchObject({ outcome: 'failed' });
    const call = await callFor('MUG');
    expect(call).toMatchObject({ isPart: false, status: 401 });
    expect(call.responseText).toContain('/products/batch');
    expect(call.responseText).not.toMatch(/ck_test|cs_test|oauth_signature=[^•[]/);
  });
});

describe('what is kept', () => {
  it('has no key and no signature in it', async () => {
    await begin(['MUG']);
    await world.session();
    await world.engine.idle();
    const rows = world.engine.db.prepare<[], { address: string; request: Buffer; response: Buffer }>('SELECT address, request, response FROM store_call').all();
    expect(rows.length).toBeGreaterThan(0);
    // The simulated shop is reached over plain http and let the calls in: each carried its key and signature in the query.
    expect(world.store.url).toMatch(/^http:/);
    for (const { address, request, response } of rows) {
      for (const text of [address, inflateRawSync(request).toString(), inflateRawSync(response).toString()]) expect(text).not.toMatch(/oauth_|ck_test|cs_test|consumer_(key|secret)/);
    }
  });

  it('is cut at the stated size, and says how much is left out', async () => {
    await begin(['MUG']);
    const at = world.clock.now();
    const text = 'x'.repeat(MOST_KEPT + 1_234);
    const id = insertStoreCall(world.engine.db, world.connectionId, {
      method: 'POST', address: 'shop.example/x', requestText: 'y', status: 200, responseText: text, sentAt: at, answeredAt: at, tries: 2,
    });
    const past = pastStoreCall(world.engine.db, id);
    expect(past).toMatchObject({ requestText: 'y', requestLeftOut: 0, responseLeftOut: 1_234, tries: 2 });
    expect(past?.responseText).toHaveLength(MOST_KEPT);
    const shown = await client.call('storeCalls.show', { storeCallId: id });
    expect(shown).toMatchObject({ ok: true, value: { storeCall: { isPart: false, responseLeftOut: 1_234 } } });
  });

  it('takes little room: an answer to a full batch is a small part of its text', async () => {
    await begin();
    await world.session();
    await world.engine.idle();
    const [row] = world.engine.db.prepare<[], { packed: number; response: Buffer }>('SELECT length(response) AS packed, response FROM store_call ORDER BY id').all();
    expect(inflateRawSync(row?.response ?? Buffer.alloc(0)).length).toBeGreaterThan(10 * (row?.packed ?? 0));
  });

  it('goes after keepExchangesDays; the lines stay and say so', async () => {
    await begin(['MUG']);
    await world.session();
    await world.engine.idle();
    expect(kept()).toBe(1);
    world.clock.advance(29 * DAY);
    await world.engine.clock.runNow({ kind: 'housekeeping' });
    expect(kept()).toBe(1);
    world.clock.advance(2 * DAY);
    await world.engine.clock.runNow({ kind: 'housekeeping' });
    expect(kept()).toBe(0);
    expect(await shownFor('MUG')).toMatchObject({ storeCall: null, storeCallGone: true, line: { outcome: 'confirmed' } });
  });
});
