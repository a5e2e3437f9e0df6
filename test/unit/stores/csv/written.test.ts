/** What the bridge writes into the folder: numbers that go out whole, on a disk that is full, locked or slow. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { whole } from '../../../../src/domain/decimal.ts';
import { csvFolder } from '../../../../src/stores/csv/csvFolder.ts';
import type { StoreCall } from '../../../../src/stores/store.ts';
import { open, testFolders, value } from '../../../support/csvFolder.ts';

const folder = testFolders();

describe('stock.csv', () => {
  const told = (key: string, quantity: number) => ({ key, parentKey: null, quantity: whole(quantity) });

  it('keeps what it has, takes what is new, and is read back', async () => {
    const at = folder();
    at.put('listings.csv', 'sku\nA\n=B\n"C ""1"";=x"\n');
    const calls: StoreCall[] = [];
    value(await at.store.setStock([told('a', 1), told('=b', 2)], open));
    at.advance(60_000);
    expect(value(await at.store.setStock([told('a', 7), told('c "1";=x', 3)], open, (call) => { calls.push(call); })))
      .toEqual([{ outcome: 'answered', quantity: whole(7) }, { outcome: 'answered', quantity: whole(3) }]);
    expect(at.get('stock/stock.csv')).toBe('\uFEFFsku,quantity,at\r\nA,7,2026-11-21T12:01:00Z\r\n\'=B,2,2026-11-21T12:00:00Z\r\n"C ""1"";\'=x",3,2026-11-21T12:01:00Z\r\n');
    expect(at.names('stock')).toEqual(['stock.csv']);
    const [call] = calls;
    expect(call?.address).toBe(join(at.root, 'stock', 'stock.csv'));
    expect(call && csvFolder.callPart?.(call, 'c "1";=x')).toEqual({ request: '"C ""1"";\'=x",3', answer: '"C ""1"";\'=x",3,2026-11-21T12:01:00Z' });
    expect(call && csvFolder.callPart?.(call, 'zz')).toEqual({ request: null, answer: null });
  });

  it.each([
    ['ENOSPC', 'folderFull', /room left/], ['EACCES', 'folderNotAllowed', /may not/], ['EBUSY', 'folderBusy', /Another program holds/],
    ['EIO', 'folderUnreachable', /cannot be reached/], ['EXOTIC', 'folderFailed', /went wrong/],
  ])(
    'is left as it was when writing fails (%s)', async (code, problem, words) => {
      const at = folder();
      at.put('listings.csv', 'sku\nA\n');
      value(await at.store.setStock([told('a', 1)], open));
      const before = at.get('stock/stock.csv');
      for (const on of ['write', 'move'] as const) {
        at.disk.faults.push({ on: (operation) => operation === on, how: { code }, left: 100 });
        const failed = await at.store.setStock([told('a', 9)], open);
        expect(failed).toMatchObject({ ok: false, error: { code: problem } });
        expect(failed.ok ? '' : failed.error.what).toMatch(words);
        expect(failed.ok ? '' : failed.error.what).toContain(at.root);
        at.disk.faults.splice(0);
        expect(at.get('stock/stock.csv')).toBe(before);
      }
      expect(at.names('stock')).toEqual(['stock.csv']);
    });

  it('that another program broke is not written over, and says so', async () => {
    const at = folder();
    at.put('listings.csv', 'sku\nA\n');
    at.put('stock/stock.csv', 'something else\n');
    const failed = await at.store.setStock([told('a', 1)], open);
    expect(failed).toMatchObject({ ok: false, error: { code: 'csvFileUnreadable' } });
    expect(at.get('stock/stock.csv')).toBe('something else\n');
  });

  it('never gets an older number from a write that was given up', async () => {
    const at = folder(undefined, 0.05);
    at.put('listings.csv', 'sku\nA\n');
    let goOn = (): void => undefined;
    const stuck = new Promise<void>((resolve) => { goOn = resolve; });
    at.disk.faults.push({ on: (operation) => operation === 'write', left: 1, how: async (real) => { await stuck; await real(); } });
    expect(await at.store.setStock([told('a', 1)], open)).toMatchObject({ ok: false, error: { code: 'folderTimeOut' } });
    expect(await at.store.setStock([told('a', 2)], open)).toMatchObject({ ok: false, error: { code: 'folderTimeOut' } });
    goOn();
    let last = await at.store.setStock([told('a', 3)], open);
    for (let tries = 0; !last.ok && tries < 50; tries += 1) last = await at.store.setStock([told('a', 3)], open);
    expect(last).toEqual({ ok: true, value: [{ outcome: 'answered', quantity: whole(3) }] });
    expect(at.get('stock/stock.csv')).toContain('A,3,');
  });
});

describe('links.csv and prices.csv', () => {
  it('say what each SKU is in QuickBooks, whole or not at all', async () => {
    const at = folder();
    const price = { fullName: 'Tea:Green, loose', listId: '80000001-1', isLinkedByPerson: false, price: whole(4) };
    async function* facts() {
      await Promise.resolve();
      yield { sku: 'A', name: '=cmd|x', item: price };
      yield { sku: 'B', name: 'B', item: { ...price, isLinkedByPerson: true, price: null } };
      yield { sku: 'C', name: 'C', item: null };
    }
    const all = { [Symbol.asyncIterator]: facts };
    value(await at.store.publish?.(all, open) ?? { ok: false, error: { code: 'none', what: '', todo: '', retryAfter: null } });
    expect(at.get('stock/links.csv')).toBe('\uFEFFsku,name,item,list_id,linked_by\r\nA,"\'=cmd|x","Tea:Green, loose",80000001-1,sku\r\nB,B,"Tea:Green, loose",80000001-1,person\r\nC,C,,,\r\n');
    expect(at.get('stock/prices.csv')).toBe('\uFEFFsku,price\r\nA,4\r\n');
    at.disk.faults.push({ on: (operation) => operation === 'write', how: { code: 'ENOSPC' }, left: 9 });
    expect(await at.store.publish?.(all, open)).toMatchObject({ ok: false, error: { code: 'folderFull' } });
    expect(at.get('stock/prices.csv')).toContain('A,4');
  });
});
