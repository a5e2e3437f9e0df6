import { describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import { whole } from '../../src/domain/decimal.ts';
import { askWorld } from '../support/askedWorld.ts';

const SKUS = Array.from({ length: 12 }, (_, n) => `S${String(n).padStart(2, '0')}`);
const LISTINGS = [...SKUS.map((sku) => ({ sku, name: `Thing ${sku}`, quantity: 3 })), { sku: 'ODD', name: 'Odd one', quantity: 1 }];
const at = askWorld({ items: SKUS.map((sku) => ({ sku, onHand: 10 })), listings: LISTINGS, moreStores: [LISTINGS.slice(0, 2)] });
const { begin } = at;

async function run(): Promise<void> {
  await at.world.sync();
  await at.session();
}

async function page(query: Input<'inventory.list'> = {}): Promise<Output<'inventory.list'>> {
  const found = await at.client.call('inventory.list', query);
  if (!found.ok) throw new Error(found.error.what);
  return found.value;
}

async function show(sku: string): Promise<Output<'inventory.show'>> {
  const [row] = (await page({ connectionId: at.world.connectionId, search: sku })).rows;
  if (row === undefined) throw new Error(sku);
  const found = await at.client.call('inventory.show', { listingId: row.listingId });
  if (!found.ok) throw new Error(found.error.what);
  return found.value;
}

describe('inventory.list', () => {
  it('shows every SKU of every shop once, in order, page by page, as inventory.page does', async () => {
    await begin();
    await run();
    const seen: string[] = [];
    let next: Output<'inventory.list'>['next'] = null;
    do {
      const found = await page({ limit: 4, ...(next === null ? {} : { after: next }) });
      seen.push(...found.rows.map((row) => `${row.sku} ${String(row.connectionId)}`));
      next = found.next;
    } while (next !== null);
    const whole_ = await at.client.call('inventory.page', { limit: 100 });
    expect(seen).toEqual(whole_.ok ? whole_.value.rows.map((row) => `${row.sku} ${String(row.connectionId)}`) : []);
    expect(seen).toHaveLength(15);
  });

  it('searches, filters and counts by how the SKUs stand', async () => {
    await begin();
    expect(await at.client.call('inventory.count', {})).toMatchObject({ ok: true, value: { total: 0 } });
    await run();
    expect(await at.client.call('inventory.count', {})).toEqual({ ok: true, value: { counts: { inStep: 14, due: 0, held: 0, failed: 0, skipped: 1, never: 0 }, total: 15 } });
    expect(await at.client.call('inventory.count', { connectionId: at.world.connectionIds[1] })).toMatchObject({ ok: true, value: { total: 2 } });
    expect((await page({ standing: 'skipped' })).rows.map((row) => row.sku)).toEqual(['ODD']);
    expect((await page({ search: 's0', connectionId: at.world.connectionId })).rows).toHaveLength(10);
    expect((await page({ search: 'odd ONE' })).rows).toHaveLength(1);
    expect((await page({ search: '%' })).rows).toEqual([]);
  });

  it('says what is sold and not in QuickBooks yet', async () => {
    await begin();
    await run();
    at.world.store.placeOrder({ lines: [{ sku: 'S01', quantity: 4 }] });
    await at.world.sync();
    const rows = (await page({ search: 'S01' })).rows;
    expect(rows.map((row) => [row.onHand, row.inFlight, row.confirmedQuantity])).toEqual([[whole(10), whole(4), whole(6)], [whole(10), whole(4), whole(6)]]);
    expect((await page({ search: 'odd' })).rows[0]).toMatchObject({ inFlight: null, onHand: null });
  });
});

describe('inventory.show', () => {
  it('tells how a number comes about, and has nothing to explain where both agree', async () => {
    await begin();
    await run();
    expect(await show('S05')).toMatchObject({
      shop: 'Shop 1', computed: whole(10), explanation: 'QuickBooks has 10; to sell: 10.', whyDifferent: [], update: null, safetyStock: 0,
      row: { sku: 'S05', storeQuantity: whole(10), standing: 'inStep' },
      parts: [{ item: 'S05', perPiece: whole(1), onHand: whole(10), inFlight: 0, readAt: expect.any(Number) as number }], history: [{ outcome: 'confirmed' }],
    });
  });

  it('says why they differ: sold, kept back, on its way, refused, no item', async () => {
    await begin({ settings: { safetyStock: 2 } });
    await run();
    expect((await show('S05')).whyDifferent).toEqual(['2 are kept as safety stock.']);
    at.world.store.placeOrder({ lines: [{ sku: 'S05', quantity: 3 }] });
    await at.world.sync();
    expect((await show('S05')).whyDifferent).toEqual(['3 sold and not in QuickBooks yet: they are held back until QuickBooks has counted them.', '2 are kept as safety stock.']);
    expect(await show('ODD')).toMatchObject({ computed: null, parts: [], whyDifferent: [expect.stringMatching(/^No active QuickBooks item is named "ODD"/)] });
    at.world.store.faults.add({ kind: 'wrongNumber', by: 1, times: 50, on: '/products/batch' });
    at.world.company.setQuantity('S07', 8);
    for (let n = 0; n < 6; n += 1) await run();
    const failed = await show('S07');
    expect(failed.update).toMatchObject({ state: 'failed', problem: { code: expect.any(String) as string } });
    expect(failed.whyDifferent[0]).toMatch(/answered/);
    expect(await at.client.call('inventory.show', { listingId: 999 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});
