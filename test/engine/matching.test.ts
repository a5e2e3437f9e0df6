/** Matching through the contract, in a whole engine: what has no counterpart, what is suggested, a person's word, and what follows from it in shop and log. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import type { ListID, ListingId } from '../../src/domain/ids.ts';
import { suggestionsSoon } from '../../src/engine/handlers/matchingBook.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { until } from '../support/stockWorld.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let client: DirectClient;

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

const ITEMS = [{ sku: 'MUG', onHand: 10 }, { sku: 'TEA-0042', onHand: 7 }, { sku: 'LAMP-9', onHand: 5 }, { sku: 'BOWL', onHand: 3 }];
const LISTINGS = [
  { sku: 'MUG', name: 'Mug', quantity: 1 }, { sku: 'tea 0042', name: 'Tea', quantity: 1 }, { sku: 'web lamp 9', name: 'Lamp', quantity: 1 },
  { sku: 'ODD', name: 'Odd one', quantity: 1 },
];

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({ items: ITEMS, company: { assemblies: [], groups: [] }, listings: LISTINGS, ...more });
  client = directClient(world.engine);
  await run();
}

async function run(): Promise<void> {
  await world.sync();
  world.clock.advance(180_000);
  await world.session();
  await world.engine.idle();
}

async function list(query: Input<'matching.list'>): Promise<Output<'matching.list'>['rows']> {
  const found = await client.call('matching.list', query);
  if (!found.ok) throw new Error(found.error.what);
  return found.value.rows;
}

async function listingOf(sku: string): Promise<ListingId> {
  for (const tab of ['listings', 'links'] as const) {
    const row = (await list({ tab, connectionId: world.connectionId })).find((one) => one.listing?.sku === sku);
    if (row?.listing) return row.listing.listingId;
  }
  throw new Error(sku);
}

function itemId(name: string): ListID {
  const row = world.engine.db.prepare<[string], { id: ListID }>('SELECT list_id AS id FROM item WHERE name = ?').get(name);
  if (row === undefined) throw new Error(name);
  return row.id;
}

async function logOf(sku: string): Promise<readonly string[]> {
  const found = await client.call('log.search', { sku, outcome: 'changed', limit: 50 });
  return found.ok ? found.value.lines.map(({ text }) => text) : [];
}

function shown(sku: string, at = 0): number | null {
  return world.stores[at]?.stockOf(sku) ?? null;
}

describe('the lists', () => {
  it('show what has no counterpart on either side, what is linked, and why', async () => {
    await begin();
    expect((await list({ tab: 'links' })).map((row) => [row.listing?.sku, row.item?.fullName, row.source])).toEqual([['MUG', 'MUG', 'auto']]);
    expect((await list({ tab: 'listings' })).map((row) => [row.listing?.sku, row.text])).toEqual([
      ['ODD', 'No active item is named "ODD".'], ['tea 0042', 'No active item is named "tea 0042".'], ['web lamp 9', 'No active item is named "web lamp 9".'],
    ]);
    expect((await list({ tab: 'items' })).map((row) => row.item?.fullName)).toEqual(['BOWL', 'LAMP-9', 'TEA-0042']);
    expect((await list({ tab: 'listings', search: 'odd ONE' })).map((row) => row.listing?.sku)).toEqual(['ODD']);
    expect((await list({ tab: 'items', search: '%' }))).toEqual([]);
    expect(await client.call('matching.list', { tab: 'listings', skip: 1, limit: 1 })).toMatchObject({ ok: true, value: { total: 3, rows: [{ listing: { sku: 'tea 0042' } }] } });
    expect(await client.call('matching.count', {})).toMatchObject({ ok: true, value: { tabs: { listings: 3, items: 3, suggestions: 2, duplicates: 0, links: 1 }, ready: { sure: 1, likely: 0 } } });
  });

  it('suggest with a reason, and no more after it was refused', async () => {
    await begin();
    const [tea] = await list({ tab: 'suggestions' });
    expect(tea).toMatchObject({
      listing: { sku: 'tea 0042' }, item: { fullName: 'TEA-0042' }, grade: 'sure', isOnly: true,
      text: '"tea 0042" is "TEA-0042" but for capitals, accents, blanks or dashes.',
    });
    expect((await list({ tab: 'suggestions', grade: 'possible' })).map((row) => [row.listing?.sku, row.text])).toEqual([['web lamp 9', '"web lamp 9" is "LAMP-9" with a word in front.']]);
    const pair = { listingId: await listingOf('tea 0042'), item: { companyId: world.companyId, listId: itemId('TEA-0042') } };
    expect(await client.call('matching.ignore', pair)).toEqual({ ok: true, value: { changed: 1 } });
    expect(await client.call('matching.ignore', pair)).toEqual({ ok: true, value: { changed: 0 } });
    expect(await list({ tab: 'suggestions', grade: 'sure' })).toEqual([]);
    expect((await list({ tab: 'listings', search: 'tea' }))[0]?.text).toContain('A person said that it is not "TEA-0042".');
    expect(await client.call('matching.ignore', { ...pair, undo: true })).toEqual({ ok: true, value: { changed: 1 } });
    expect(await list({ tab: 'suggestions', grade: 'sure' })).toHaveLength(1);
    expect(await logOf('tea 0042')).toEqual(['A person took back that this listing is not the item "TEA-0042".', 'A person said that this listing is not the item "TEA-0042".']);
  });

  it('are made anew when a name changes in the shop or in QuickBooks', async () => {
    await begin();
    expect((await list({ tab: 'suggestions', grade: 'sure' })).map((row) => row.listing?.sku)).toEqual(['tea 0042']);
    world.company.renameItem('BOWL', 'od-d');
    await run();
    expect((await list({ tab: 'suggestions', grade: 'sure' })).map((row) => [row.listing?.sku, row.item?.fullName])).toEqual([['tea 0042', 'TEA-0042'], ['ODD', 'od-d']]);
  });

  it('a page that cannot wait is told what was known before, and hears when there is more', async () => {
    await begin();
    let times = 0;
    const first = await suggestionsSoon(world.engine.db, () => { times += 1; }, Promise.resolve(null));
    expect(first).toEqual({ suggestions: [], isMaking: true });
    await suggestionsSoon(world.engine.db, () => { times += 1; }, Promise.resolve(null));
    await until('the suggestions are there', () => times > 0);
    expect(await suggestionsSoon(world.engine.db, () => { times += 1; })).toMatchObject({ isMaking: false, suggestions: [{ sku: 'tea 0042' }, { sku: 'web lamp 9' }] });
    world.company.renameItem('BOWL', 'od-d');
    await run();
    expect(await suggestionsSoon(world.engine.db, () => { times += 1; }, Promise.resolve(null))).toMatchObject({ isMaking: true, suggestions: [{ sku: 'tea 0042' }, { sku: 'web lamp 9' }] });
    await until('they are made again', () => times > 1);
    expect(times).toBe(2);
    expect((await suggestionsSoon(world.engine.db, () => undefined)).suggestions).toHaveLength(3);
  });

  it('leave out what a person does not want to see, and show it again', async () => {
    await begin();
    const odd = await listingOf('ODD');
    const bowl = { companyId: world.companyId, listId: itemId('BOWL') };
    await client.call('matching.ignore', { listingId: odd });
    await client.call('matching.ignore', { item: bowl });
    expect((await list({ tab: 'listings' })).map((row) => row.listing?.sku)).toEqual(['tea 0042', 'web lamp 9']);
    expect((await list({ tab: 'listings', leftOut: true })).map((row) => [row.listing?.sku, row.isLeftOut])).toEqual([['ODD', true]]);
    expect((await list({ tab: 'items', leftOut: true })).map((row) => row.item?.fullName)).toEqual(['BOWL']);
    await client.call('matching.ignore', { listingId: odd, undo: true });
    await client.call('matching.ignore', { item: bowl, undo: true });
    expect(await list({ tab: 'listings' })).toHaveLength(3);
    expect(await list({ tab: 'items', leftOut: true })).toEqual([]);
    expect(await client.call('matching.ignore', {})).toMatchObject({ ok: false, error: { code: 'badInput' } });
  });
});

describe('a person\'s word', () => {
  it('links: the number goes out, and the log says who said so', async () => {
    await begin();
    expect(shown('ODD')).toBe(1);
    expect(await client.call('matching.link', { listingId: await listingOf('ODD'), listId: itemId('BOWL') })).toEqual({ ok: true, value: { alsoFeeds: [] } });
    await world.engine.idle();
    expect(shown('ODD')).toBe(3);
    expect(await logOf('ODD')).toEqual(['A person linked this listing to the item "BOWL".']);
    expect((await list({ tab: 'links', search: 'odd' }))[0]).toMatchObject({ source: 'person', item: { fullName: 'BOWL' } });
  });

  it('feeds a second listing from one item only when the person agrees, and says so ever after', async () => {
    await begin();
    const wanted = { listingId: await listingOf('ODD'), listId: itemId('MUG') };
    const refused = await client.call('matching.link', wanted);
    expect(refused).toMatchObject({ ok: false, error: { code: 'secondListing', what: '"MUG" feeds "MUG" of the same store already; both would show the same pieces.' } });
    expect(await list({ tab: 'duplicates' })).toEqual([]);
    expect(await client.call('matching.link', { ...wanted, share: true })).toEqual({ ok: true, value: { alsoFeeds: ['MUG'] } });
    await world.engine.idle();
    expect([shown('ODD'), shown('MUG')]).toEqual([10, 10]);
    expect((await list({ tab: 'links' })).map((row) => [row.listing?.sku, row.alsoFeeds])).toEqual([['MUG', ['ODD']], ['ODD', ['MUG']]]);
    expect((await list({ tab: 'duplicates' })).map((row) => [row.text, row.members.map(({ label }) => label)]))
      .toEqual([['The item "MUG" feeds 2 listings of one store. Each shows all its pieces.', ['MUG', 'ODD']]]);
    expect(await logOf('ODD')).toEqual(['A person linked this listing to the item "MUG". The item feeds "MUG" of this shop as well, and the person agreed to that.']);
  });

  it('says so too where a shop has one SKU twice, and both are fed by it', async () => {
    await begin({ listings: [{ sku: 'MUG', name: 'Mug', quantity: 1 }] });
    world.engine.db.prepare(`INSERT INTO listing (connection_id, key, parent_key, sku, name, stock_keeper, store_quantity, store_quantity_at, is_sellable, seen_at, check_due)
      SELECT connection_id, 'twin', NULL, 'mug', 'Mug again', 'self', 1, 0, 1, seen_at, 1 FROM listing`).run();
    await world.engine.route(world.companyId);
    expect((await list({ tab: 'duplicates' })).map((row) => row.text)).toEqual(['The item "MUG" feeds 2 listings of one store. Each shows all its pieces.']);
    const lines = await client.call('log.search', { sku: 'mug', outcome: 'info', limit: 50 });
    expect(lines.ok ? lines.value.lines.map(({ text }) => text) : [])
      .toContain('The item "MUG" now feeds 2 listings of this shop with this SKU or linked to it. If that is not meant, unlink one under Matching.');
  });

  it('does not ask for that in another shop, where an item has a listing of its own', async () => {
    await begin({ moreStores: [[{ sku: 'CUP', name: 'Cup', quantity: 1 }]] });
    const [cup] = await list({ tab: 'listings', search: 'CUP' });
    expect(await client.call('matching.link', { listingId: cup?.listing?.listingId ?? 0, listId: itemId('MUG') })).toEqual({ ok: true, value: { alsoFeeds: [] } });
    await world.engine.idle();
    expect(shown('CUP', 1)).toBe(10);
  });

  it('unlinks for good: the SKU does not bring it back, neither in the next session nor for an order', async () => {
    await begin();
    expect(shown('MUG')).toBe(10);
    expect(await client.call('matching.unlink', { listingId: await listingOf('MUG') })).toEqual({ ok: true, value: { item: 'MUG' } });
    world.company.setQuantity('MUG', 4);
    await run();
    expect(shown('MUG')).toBe(10);
    expect((await list({ tab: 'listings', search: 'MUG' }))[0]?.text).toBe('No active item is named "MUG". A person said that it is not "MUG".');
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await run();
    expect(world.engine.query.problems().map(({ problem }) => problem.code)).toEqual(['unknownSku']);
    expect(await client.call('matching.unlink', { listingId: await listingOf('MUG') })).toMatchObject({ ok: false, error: { code: 'notLinked' } });
    // Linked again by hand: the person's newer word counts.
    expect(await client.call('matching.link', { listingId: await listingOf('MUG'), listId: itemId('MUG') })).toMatchObject({ ok: true });
    await world.engine.idle();
    expect(shown('MUG')).toBeLessThan(10);
  });

  it('accepts in bulk what nothing speaks against, once', async () => {
    await begin();
    expect(await client.call('matching.acceptMany', { grade: 'sure' })).toEqual({ ok: true, value: { linked: 1, left: 0, refused: [] } });
    await world.engine.idle();
    expect(shown('tea 0042')).toBe(7);
    expect(await client.call('matching.acceptMany', { grade: 'sure' })).toEqual({ ok: true, value: { linked: 0, left: 0, refused: [] } });
    expect(await client.call('matching.acceptMany', {})).toMatchObject({ ok: false, error: { code: 'badInput' } });
    const second = await client.call('matching.acceptMany', { pairs: [{ listingId: await listingOf('ODD'), listId: itemId('MUG') }] });
    expect(second).toMatchObject({ ok: true, value: { linked: 0, refused: [{ sku: 'ODD', item: 'MUG', problem: { code: 'secondListing' } }] } });
    expect(await logOf('tea 0042')).toEqual(['A person linked this listing to the item "TEA-0042", as was suggested.']);
  });

  it('finds a counterpart by search, and says what it has now', async () => {
    await begin();
    const found = await client.call('matching.candidates', { listingId: await listingOf('ODD'), search: 'mug' });
    expect(found).toMatchObject({ ok: true, value: { rows: [{ item: { fullName: 'MUG' }, alsoFeeds: ['MUG'] }] } });
    const reverse = await client.call('matching.candidates', { item: { companyId: world.companyId, listId: itemId('TEA-0042') }, search: 'mug' });
    expect(reverse).toMatchObject({ ok: true, value: { rows: [{ listing: { sku: 'tea 0042' }, grade: 'sure' }, { listing: { sku: 'MUG' }, text: 'It is linked to "MUG" now.' }] } });
    expect(await client.call('matching.candidates', {})).toMatchObject({ ok: false, error: { code: 'badInput' } });
  });
});

describe('links as CSV', () => {
  async function upload(text: string, more: Partial<Input<'matching.importCsv'>> = {}) {
    const half = Math.floor(text.length / 2);
    const first = await client.call('matching.importText', { text: text.slice(0, half) });
    if (!first.ok) throw new Error(first.error.what);
    await client.call('matching.importText', { upload: first.value.upload, text: text.slice(half) });
    return client.call('matching.importCsv', { companyId: world.companyId, upload: first.value.upload, ...more });
  }
  async function exported(): Promise<string> {
    const found = await client.call('matching.exportCsv', { companyId: world.companyId });
    return found.ok ? found.value.text : '';
  }

  it('are written out, and change nothing when read back', async () => {
    await begin();
    await client.call('matching.link', { listingId: await listingOf('ODD'), listId: itemId('MUG'), share: true });
    const text = await exported();
    expect(text.split('\r\n')).toHaveLength(4);
    expect(await upload(text)).toMatchObject({ ok: true, value: { isApplied: false, added: 0, changed: 0, same: 2, badTotal: 0 } });
    for (const sku of ['MUG', 'ODD']) await client.call('matching.unlink', { listingId: await listingOf(sku) });
    const looked = await upload(text);
    expect(looked).toMatchObject({ ok: true, value: { isApplied: false, added: 2, shared: 2 } });
    const applied = await upload(text, { apply: true, ...(looked.ok ? { plan: looked.value.plan } : {}) });
    expect(applied).toMatchObject({ ok: true, value: { isApplied: true, added: 2 } });
    expect(await exported()).toBe(text);
    expect((await logOf('ODD'))[0]).toContain('by a CSV file.');
  });

  it('name every bad row with its line, column and remedy, and take the good ones', async () => {
    await begin();
    const text = ['Store;SKU;Item', 'Shop 1;ODD;BOWL', 'Shop 1;NONE;BOWL', 'Shop 2;ODD;BOWL', 'Shop 1;tea 0042;NOTHING', 'Shop 1;odd;TEA-0042', 'Shop 1;web lamp 9;MUG', ''].join('\r\n');
    const looked = await upload(text);
    expect(looked).toMatchObject({ ok: true, value: { added: 1, badTotal: 5 } });
    if (!looked.ok) return;
    expect(looked.value.bad.map(({ line, problem }) => [line, problem.code, problem.field])).toEqual([
      [3, 'csvNoSuchListing', 'SKU'], [4, 'csvNoSuchStore', 'Store'], [5, 'csvNoSuchItem', 'Item'], [6, 'csvTwice', 'SKU'], [7, 'secondListing', 'Shared'],
    ]);
    // A link that changes in between makes the plan another one: nothing is applied.
    const sent = await client.call('matching.importText', { text });
    const id = sent.ok ? sent.value.upload : '';
    await client.call('matching.link', { listingId: await listingOf('ODD'), listId: itemId('BOWL') });
    expect(await client.call('matching.importCsv', { companyId: world.companyId, upload: id, apply: true, plan: looked.value.plan })).toMatchObject({ ok: false, error: { code: 'planChanged' } });
    await client.call('matching.unlink', { listingId: await listingOf('ODD') });
    expect(await client.call('matching.importCsv', { companyId: world.companyId, upload: id, apply: true, plan: looked.value.plan })).toMatchObject({ ok: true, value: { isApplied: true, added: 1 } });
    await world.engine.idle();
    expect(shown('ODD')).toBe(3);
    expect(await client.call('matching.importCsv', { companyId: world.companyId, upload: id, apply: true, plan: looked.value.plan })).toMatchObject({ ok: false, error: { code: 'noUpload' } });
  });
});
