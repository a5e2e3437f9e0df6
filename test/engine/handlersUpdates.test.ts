import { describe, expect, it } from 'vitest';
import type { Contract, Input } from '../../src/contract/contract.ts';
import type { CallName } from '../../src/contract/defineContract.ts';
import { instant } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { ListingId, Sequence } from '../../src/domain/ids.ts';
import { findUpdate, markPushing, returnToPending } from '../../src/engine/db/updates.ts';
import { askWorld } from '../support/askedWorld.ts';
import type { WorldOptions } from '../support/world.ts';

const SKUS = Array.from({ length: 25 }, (_, n) => `S${String(n).padStart(2, '0')}`);
const at = askWorld({ items: SKUS.map((sku) => ({ sku, onHand: 10 })), listings: SKUS.map((sku) => ({ sku, quantity: 3 })) });
const { session } = at;

async function begin(more?: Partial<WorldOptions>): Promise<void> {
  await at.begin(more);
  await at.world.sync();
  await session();
}

async function list(state: Input<'updates.list'>['state'], limit = 100): Promise<readonly { readonly listingId: ListingId; readonly sku: string }[]> {
  const found = await at.client.call('updates.list', { connectionId: at.world.connectionId, state, limit });
  if (!found.ok) throw new Error(found.error.what);
  return found.value.updates;
}

async function texts(filter: Input<'log.search'>): Promise<readonly string[]> {
  const found = await at.client.call('log.search', filter);
  return found.ok ? found.value.lines.map(({ text }) => text) : [];
}

/** A count that would empty the shop: held by the zero brake. */
async function hold(): Promise<void> {
  for (let n = 0; n < 25; n += 1) at.world.company.setQuantity(`S${String(n).padStart(2, '0')}`, 0);
  await session();
  expect(await list('held')).toHaveLength(25);
}

/** Another plug-in spoils one number until it has failed. */
async function fail(): Promise<ListingId> {
  at.world.store.faults.add({ kind: 'wrongNumber', by: 1, times: 50, on: '/products/batch' });
  at.world.company.setQuantity('S05', 8);
  await session();
  for (let n = 0; n < 10 && (await list('failed')).length === 0; n += 1) await at.world.sync();
  at.world.store.faults.clear();
  const [failed] = await list('failed');
  if (failed === undefined) throw new Error('nothing failed');
  return failed.listingId;
}

describe('a held run', () => {
  it('is listed page by page and counted', async () => {
    await begin();
    await hold();
    const { connectionId } = at.world;
    expect(await at.client.call('updates.count', {})).toMatchObject({ value: { connections: [{ connectionId, counts: { held: 25, pending: 0, failed: 0 } }] } });
    const seen: string[] = [];
    let after: Input<'updates.list'>['after'];
    for (;;) {
      const page = await at.client.call('updates.list', { connectionId, state: 'held', limit: 10, ...(after === undefined ? {} : { after }) });
      if (!page.ok) throw new Error(page.error.what);
      seen.push(...page.value.updates.map(({ sku }) => sku));
      if (page.value.next === null) break;
      after = page.value.next;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
    expect(await at.client.call('status.show', {})).toMatchObject({ value: { health: 'attention', problems: [{ about: 'heldRun', problem: { code: 'zeroBrake' } }] } });
  });

  it('goes out when a person approves it', async () => {
    await begin();
    await hold();
    const heard: string[] = [];
    const stop = at.client.on('updatesChanged', () => { heard.push('updatesChanged'); });
    expect(await at.client.call('updates.approveHeld', { connectionId: at.world.connectionId })).toEqual({ ok: true, value: { changed: 25 } });
    await at.world.engine.idle();
    stop();
    expect(heard.length).toBeGreaterThan(0);
    expect(at.world.store.stockOf('S00')).toBe(0);
    expect(await list('held')).toEqual([]);
    expect(await texts({})).toContain('A person approved the held run: 25 updates will be sent.');
  });

  it('is dropped when a person discards it, and due again with the next change', async () => {
    await begin();
    await hold();
    expect(await at.client.call('updates.discardHeld', { connectionId: at.world.connectionId })).toEqual({ ok: true, value: { changed: 25 } });
    expect(await at.client.call('updates.discardHeld', { connectionId: at.world.connectionId })).toEqual({ ok: true, value: { changed: 0 } });
    await at.world.engine.idle();
    expect(at.world.store.stockOf('S00')).toBe(10);
    at.world.company.setQuantity('S00', 4);
    await session();
    expect(at.world.store.stockOf('S00')).toBe(4);
    expect(await texts({ outcome: 'skipped' })).toContain('A person discarded the held run: 25 updates will not be sent. Each is due again with the next change of its number.');
  });
});

describe('a failed update', () => {
  it('is tried again, alone or with all of its shop', async () => {
    await begin();
    const { connectionId } = at.world;
    const listingId = await fail();
    expect(await at.client.call('updates.retry', { connectionId, listingId })).toEqual({ ok: true, value: { changed: 1 } });
    await at.world.engine.idle();
    expect(at.world.store.stockOf('S05')).toBe(8);
    expect(await at.client.call('updates.retry', { connectionId, listingId })).toEqual({ ok: true, value: { changed: 0 } });
    expect(await at.client.call('updates.retry', { connectionId })).toEqual({ ok: true, value: { changed: 0 } });
    expect(await at.client.call('updates.retry', { connectionId, listingId: 4711 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
    expect((await texts({ sku: 's05' })).filter((text) => text.startsWith('A person'))).toEqual(['A person asked to try this failed update again.']);
  });

  it('is tried again with all of its shop', async () => {
    await begin();
    await fail();
    expect(await at.client.call('updates.retry', { connectionId: at.world.connectionId })).toEqual({ ok: true, value: { changed: 1 } });
    await at.world.engine.idle();
    expect(at.world.store.stockOf('S05')).toBe(8);
  });

  it('is skipped, unless it is on its way or of another shop', async () => {
    await begin();
    const { connectionId } = at.world;
    const listingId = await fail();
    expect(await at.client.call('updates.skip', { connectionId: 99, listingId })).toMatchObject({ ok: false, error: { code: 'notFound' } });
    expect(await at.client.call('updates.skip', { connectionId, listingId })).toEqual({ ok: true, value: { changed: 1 } });
    expect(findUpdate(at.world.engine.db, listingId)).toBeNull();
    expect(await at.client.call('updates.skip', { connectionId, listingId })).toMatchObject({ ok: false, error: { code: 'notFound' } });
    expect((await texts({ sku: 'S05' }))[0]).toBe('A person skipped this update; it is due again with the next change of its number.');
    await hold();
    const [first] = await list('held');
    if (first === undefined) throw new Error('nothing held');
    markPushing(at.world.engine.db, first.listingId, { quantity: whole(0), quickbooks: whole(0), sequence: 1 as Sequence });
    expect(await at.client.call('updates.skip', { connectionId, listingId: first.listingId })).toMatchObject({ ok: false, error: { code: 'onItsWay' } });
  });
});

it('sends what waits for a later moment at once when asked', async () => {
  await begin();
  const { connectionId } = at.world;
  await hold();
  const [first] = await list('held');
  if (first === undefined) throw new Error('nothing held');
  const { db } = at.world.engine;
  markPushing(db, first.listingId, { quantity: whole(0), quickbooks: whole(0), sequence: 1 as Sequence });
  returnToPending(db, first.listingId, { attempts: 1, notBefore: instant(at.world.clock.now() + 3_600_000), problem: null });
  expect(await at.client.call('updates.send', { connectionId })).toEqual({ ok: true, value: { pending: 1 } });
  await at.world.engine.idle();
  expect(at.world.store.stockOf(first.sku)).toBe(0);
  expect(await at.client.call('updates.send', { connectionId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
});

it('pages through the sync log, newest first', async () => {
  await begin();
  const ids: number[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await at.client.call('log.search', { outcome: 'confirmed', limit: 7, ...(before === undefined ? {} : { before }) });
    if (!page.ok) throw new Error(page.error.what);
    ids.push(...page.value.lines.map(({ id }) => id));
    if (page.value.next === null) break;
    before = page.value.next;
  }
  expect(ids).toHaveLength(25);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  expect(await at.client.call('log.search', { sku: 's07', outcome: 'confirmed' })).toMatchObject({
    value: { lines: [{ sku: 'S07', quickbooksQuantity: whole(10), sentQuantity: whole(10), storeQuantity: whole(10), route: 'inline' }] },
  });
});

it('lets no secret out, whatever is asked', async () => {
  await begin();
  at.world.store.placeOrder({ lines: [{ sku: 'S01', quantity: 1 }] });
  await at.world.sync();
  await session();
  const { connectionId, companyId } = at.world;
  const reading: { readonly [N in CallName<Contract>]?: Input<N> } = {
    'status.show': {}, 'companies.list': {}, 'companies.status': { companyId }, 'connections.list': {}, 'connections.check': { connectionId }, 'sessions.last': { companyId },
    'jobs.list': {}, 'jobs.show': { jobId: 1 }, 'exchanges.show': { exchangeId: 1 }, 'updates.list': { connectionId, state: 'pending' }, 'updates.count': {}, 'log.search': { limit: 500 },
  };
  const { db } = at.world.engine;
  const rows = db.prepare<[], { secret: string }>('SELECT password_hash AS secret FROM company UNION ALL SELECT ticket FROM session').all();
  const sealed = Object.values(JSON.parse(db.prepare<[], { secrets: string }>('SELECT secrets FROM connection').get()?.secrets ?? '{}') as Record<string, string>);
  const secrets = ['ck_test', 'cs_test', 'correct horse', ...rows.map(({ secret }) => secret), ...sealed];
  expect(secrets.length).toBeGreaterThanOrEqual(7);
  for (const [name, input] of Object.entries(reading)) {
    const answer = await at.client.call(name as 'status.show', input as Input<'status.show'>);
    expect(answer.ok, name).toBe(true);
    for (const secret of secrets) expect(JSON.stringify(answer), name).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
});
