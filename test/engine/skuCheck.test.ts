/** Checking one SKU: what is known from when, why the numbers differ, compare now, send now. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { MINUTE } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import { wantedItems } from '../../src/engine/db/wantedItems.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let client: DirectClient;
const asked: string[] = [];

afterEach(async () => {
  asked.length = 0;
  expect(client.faults).toEqual([]);
  await world.close();
});

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 15 }, { sku: 'CUP', onHand: 7 }, { sku: 'SHIRT-RED', onHand: 4 }],
    listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }, { sku: 'CUP', quantity: 7 }, { sku: 'SHIRT', quantity: null, variations: [{ sku: 'SHIRT-RED', quantity: 1 }] }],
    onRequest: (qbxml) => { asked.push(qbxml); }, ...more,
  });
  client = directClient(world.engine);
  await world.sync();
  await session();
}

async function session(): Promise<void> {
  world.clock.advance(3 * MINUTE);
  await world.session();
  await world.engine.idle();
}

async function told<T>(answer: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly what: string } }>): Promise<T> {
  const given = await answer;
  if (!given.ok) throw new Error(given.error.what);
  return given.value;
}

type Shop = Output<'sku.check'>['checks'][number]['shops'][number];
async function check(sku: string): Promise<Shop> {
  const [shop] = (await told(client.call('sku.check', { skus: [sku] }))).checks[0]?.shops ?? [];
  if (shop === undefined) throw new Error(sku);
  return shop;
}

describe('sku.check', () => {
  it('says what QuickBooks has, what was sent last, what the shop shows, and from when each is', async () => {
    await begin();
    const shop = await check('mug');
    expect(shop).toMatchObject({
      company: 'Maple', shop: 'Shop 1', computed: whole(15), isSame: true, row: { sku: 'MUG', onHand: whole(15), storeQuantity: whole(15) },
      lastSent: { sent: whole(15), answered: whole(15), outcome: 'confirmed' }, inFlight: [], whyDifferent: [],
    });
    expect(shop.parts).toMatchObject([{ item: 'MUG', onHand: whole(15), askedAt: null }]);
    expect(shop.parts[0]?.readAt).toBeLessThanOrEqual(world.clock.now());
    expect(shop.lastPollAt).not.toBeNull();
    expect(shop.nextPollAt === null || shop.nextPollAt > 0).toBe(true);
  });

  it('names the orders in flight, in every shop, and why the shop shows less than QuickBooks', async () => {
    await begin({ moreStores: [[{ sku: 'MUG', quantity: 15 }]] });
    const first = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    const second = world.stores[1]?.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    const shop = await check('MUG');
    expect(shop.inFlight.map(({ shop: name, pieces }) => [name, pieces])).toEqual([['Shop 2', whole(1)], ['Shop 1', whole(2)]]);
    expect(shop.inFlight.map(({ order }) => order)).toEqual([second?.number, first.number]);
    expect(shop.computed).toBe(whole(12));
    expect(shop.whyDifferent.join(' ')).toContain('3 sold and not in QuickBooks yet');
  });

  it('takes a selection, each SKU once, and names those that nobody sells', async () => {
    await begin();
    const { checks } = await told(client.call('sku.check', { skus: ['CUP', 'cup', 'MGU', 'MUG'] }));
    expect(checks.map(({ sku, shops, near }) => [sku, shops.length, near])).toEqual([['CUP', 1, []], ['MGU', 0, ['MUG']], ['MUG', 1, []]]);
  });
});

describe('sku.compareNow', () => {
  it('asks the shop for this one listing now, and finds what somebody changed there', async () => {
    await begin();
    world.store.setStock('MUG', 2);
    world.clock.advance(MINUTE);
    expect((await check('MUG')).isSame).toBe(true); // nobody knows yet
    const before = world.store.requests().length;
    const { checks, problems } = await told(client.call('sku.compareNow', { skus: ['MUG'] }));
    expect(problems).toEqual([]);
    expect(checks[0]?.shops[0]).toMatchObject({ isSame: false, row: { storeQuantity: whole(2) }, storeQuantityAt: world.clock.now() });
    expect(
      world.store.requests().slice(before)
        .filter(({ method, path }) => method === 'GET' && path.includes('/products'))
        .map(({ path }) => path.split('?')[0]),
    ).toEqual([expect.stringMatching(/\/products\/\d+$/)]);
    await world.engine.idle();
    expect(world.store.stockOf('MUG')).toBe(15); // mended through the queue
  });

  it('reads a variation with its product, and says of one that is gone that it is gone', async () => {
    await begin();
    world.store.setStock('SHIRT-RED', 9);
    const { checks } = await told(client.call('sku.compareNow', { skus: ['SHIRT-RED'] }));
    expect(checks[0]?.shops[0]?.row).toMatchObject({ sku: 'SHIRT-RED', storeQuantity: whole(9) });
    await world.engine.idle();
    world.store.deleteListing('CUP');
    const after = await told(client.call('sku.compareNow', { skus: ['CUP'] }));
    expect(after.checks[0]?.shops).toEqual([]);
  });

  it('has QuickBooks asked for the item at the next session, even where the modified filter says nothing, and says so until then', async () => {
    await begin();
    const mug = world.company.ledger().items.find((item) => item.fullName === 'MUG')?.listId ?? '';
    world.company.faults.modifiedFilterMisses = (listId) => listId === mug;
    world.clock.advance(24 * 60 * MINUTE);
    await session();
    world.company.setQuantity('MUG', 4);
    await session();
    expect(world.store.stockOf('MUG')).toBe(15);
    const { checks, asked: items } = await told(client.call('sku.compareNow', { skus: ['MUG'] }));
    expect([items, checks[0]?.shops[0]?.parts[0]?.askedAt]).toEqual([1, world.clock.now()]);
    await world.restart();
    client = directClient(world.engine);
    expect((await check('MUG')).parts[0]?.askedAt).not.toBeNull();
    asked.length = 0;
    await session();
    expect(asked.filter((qbxml) => /<ItemQueryRq[^>]*>\s*<ListID>/.test(qbxml) && qbxml.includes(mug))).toHaveLength(1);
    expect(await check('MUG')).toMatchObject({ row: { onHand: whole(4), storeQuantity: whole(4) }, parts: [{ askedAt: null }] });
    expect(wantedItems(world.engine.db, world.companyId, 10)).toEqual([]);
    expect((await told(client.call('log.search', { words: 'asked person', sku: 'MUG' }))).lines.map((line) => line.text)).toContain('Asked for by a person: QuickBooks was read for this item.');
  });

  it('opens a session for it although nothing else is due', async () => {
    await begin({ companySettings: { itemReadEverySeconds: 86_400 } });
    world.clock.advance(MINUTE);
    const idle = await world.session();
    expect(idle.calls.map((call) => call.operation)).not.toContain('sendRequestXML');
    await told(client.call('sku.compareNow', { skus: ['MUG'] }));
    world.clock.advance(MINUTE);
    expect((await world.session()).calls.map((call) => call.operation)).toContain('sendRequestXML');
    expect((await check('MUG')).parts[0]?.askedAt).toBeNull();
  });

  it('of a shop that is down says so; what was known stays', async () => {
    await begin();
    world.store.faults.add({ kind: 'firewall', by: 'wordfence', times: 40 });
    const { checks, problems } = await told(client.call('sku.compareNow', { skus: ['MUG'] }));
    expect(problems).toMatchObject([{ shop: 'Shop 1', problem: { what: expect.stringMatching(/firewall/i) as string } }]);
    expect(checks[0]?.shops[0]).toMatchObject({ row: { storeQuantity: whole(15) } });
  });
});

describe('sku.sendNow', () => {
  it('sends a selection with one call to the shop, in quiet hours too', async () => {
    await begin({ companySettings: { quietFrom: '00:00', quietTo: '23:59' } });
    expect(world.store.stockOf('MUG')).toBe(3); // unasked, nothing goes out
    const before = world.store.requests().filter(({ method }) => method !== 'GET').length;
    const { sent, unknown } = await told(client.call('sku.sendNow', { skus: ['MUG', 'CUP', 'NOPE'] }));
    expect(sent.map(({ sku, kind, sent: number, answered, text }) => [sku, kind, number, answered, text]))
      .toEqual([['MUG', 'confirmed', whole(15), whole(15), ''], ['CUP', 'confirmed', whole(7), whole(7), '']]);
    expect(unknown).toEqual([{ sku: 'NOPE', near: [] }]);
    expect(world.store.requests().filter(({ method }) => method !== 'GET').length - before).toBe(1);
    expect(world.store.stockOf('MUG')).toBe(15);
  });

  it('does not wait for a shop that is resting, and says what the shop says', async () => {
    await begin();
    world.store.faults.add({ kind: 'serverError', status: 503, on: '/products', times: 40 });
    const down = await told(client.call('sku.sendNow', { skus: ['MUG'] }));
    expect(down.sent).toMatchObject([{ kind: 'unreachable', sent: null, text: expect.stringMatching(/^.{10,}\./) as string }]);
    world.store.faults.clear();
    expect((await told(client.call('sku.sendNow', { skus: ['MUG'] }))).sent).toMatchObject([{ kind: 'confirmed' }]);
  });

  it('would not empty a shop at one go: the brake holds for what is asked for, too', async () => {
    const skus = Array.from({ length: 40 }, (_, n) => `S${String(n).padStart(2, '0')}`);
    await begin({ items: skus.map((sku) => ({ sku, onHand: 5 })), listings: skus.map((sku) => ({ sku, quantity: 5 })) });
    for (const sku of skus.slice(0, 30)) world.company.setQuantity(sku, 0);
    await session();
    const { sent } = await told(client.call('sku.sendNow', { skus: skus.slice(0, 30) }));
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(['held']));
    expect(skus.every((sku) => world.store.stockOf(sku) === 5)).toBe(true);
  });

  it('sends what somebody had declined, because now somebody asks for it', async () => {
    await begin();
    world.company.setQuantity('MUG', 6);
    await client.call('tasks.pause', { task: { kind: 'inventory', connectionId: world.connectionId } });
    await session();
    const row = (await check('MUG')).row;
    await client.call('updates.skip', { connectionId: world.connectionId, listingId: row.listingId });
    await client.call('tasks.resume', { task: { kind: 'inventory', connectionId: world.connectionId } });
    await world.engine.idle();
    expect(world.store.stockOf('MUG')).toBe(15);
    expect((await told(client.call('sku.sendNow', { skus: ['MUG'] }))).sent).toMatchObject([{ kind: 'confirmed', sent: whole(6) }]);
    await world.engine.idle();
    expect((await check('MUG')).row.standing).toBe('inStep');
  });
});
