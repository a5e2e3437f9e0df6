import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { askWorld } from '../support/askedWorld.ts';

type Company = Output<'companies.list'>['companies'][number];
type Asked = 'confirmCompany' | 'companyFileMoved' | 'companyFileOlder';

const at = askWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20, price: '9.00' }] });
const { begin, session } = at;

async function company(): Promise<Company> {
  const found = await at.client.call('companies.list', {});
  const one = found.ok ? found.value.companies[0] : undefined;
  if (one === undefined) throw new Error('no company');
  return one;
}

/** Orders one mug and lets a session run. */
async function orderAndRun(): Promise<void> {
  at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
  await at.world.sync();
  await session();
}

function approve(problem: Asked, seen: { readonly name: string; readonly path: string }): ReturnType<typeof at.client.call<'companies.approve'>> {
  return at.client.call('companies.approve', { companyId: at.world.companyId, seen: { problem, ...seen } });
}

const receipts = (): number => at.world.company.ledger().documents.length;

describe('"this is my company"', () => {
  it('is asked before anything is written, and answered for exactly what was shown', async () => {
    await begin({ approved: false });
    await orderAndRun();
    expect(receipts()).toBe(0);
    const { candidate, state, mayApprove, problem } = await company();
    expect([state, mayApprove, problem?.code]).toEqual(['confirm', true, 'confirmCompany']);
    if (candidate === null) throw new Error('nobody answered');
    expect(await approve('companyFileMoved', candidateOf(candidate))).toMatchObject({ ok: false, error: { code: 'candidateChanged' } });
    expect(await approve('confirmCompany', { name: candidate.name, path: 'D:\\Copy.qbw' })).toMatchObject({ ok: false, error: { code: 'candidateChanged' } });
    expect((await company()).state).toBe('confirm');
    expect(await approve('confirmCompany', candidateOf(candidate))).toEqual({ ok: true, value: { ignored: 0 } });
    expect(await company()).toMatchObject({ state: 'approved', identity: { name: candidate.name }, candidate: null, problem: null, mayApprove: false });
    await session();
    expect(receipts()).toBe(1);
    expect(await approve('confirmCompany', candidateOf(candidate))).toMatchObject({ ok: false, error: { code: 'nothingToApprove' } });
    const log = await at.client.call('log.search', { outcome: 'info' });
    expect(log.ok && log.value.lines.some(({ text }) => text.startsWith(`A person approved the company file "${candidate.name}"`))).toBe(true);
  });

  it('is asked again when the file bears another name', async () => {
    await begin();
    await orderAndRun();
    at.world.company.rename({ name: 'Maple & Sons' });
    await orderAndRun();
    expect(receipts()).toBe(1);
    const { problem, candidate } = await company();
    expect(problem?.code).toBe('companyFileMoved');
    if (candidate === null) throw new Error('nobody answered');
    expect((await approve('companyFileMoved', candidateOf(candidate))).ok).toBe(true);
    await session();
    expect(receipts()).toBe(2);
  });

  it.each([['another mark', '{99999999-2222-4333-8444-555555555555}', 'otherCompanyFile'], ['no mark', '', 'companyFileUnmarked']])('cannot be said of a file with %s', async (_what, fileId, code) => {
    await begin({ company: { fileId } });
    await session();
    const { candidate, problem, mayApprove } = await company();
    expect([problem?.code, mayApprove]).toEqual([code, false]);
    if (candidate === null) throw new Error('nobody answered');
    for (const asked of ['confirmCompany', 'companyFileMoved', 'companyFileOlder'] as const) {
      expect(await approve(asked, candidateOf(candidate))).toMatchObject({ ok: false, error: { code: 'mayNotApprove' } });
    }
    expect(listCompanies(at.world.engine.db)[0]?.state).toBe('stopped');
  });
});

describe('"go on with this older file"', () => {
  it('gives up the missing documents only, where the guard has found others', async () => {
    await begin();
    const empty = at.world.company.snapshot();
    await orderAndRun();
    const older = at.world.company.snapshot();
    await orderAndRun();
    at.world.company.restore(older);
    await orderAndRun();
    const { candidate, problem } = await company();
    expect(problem?.code).toBe('companyFileOlder');
    if (candidate === null) throw new Error('nobody answered');
    expect(await approve('companyFileOlder', candidateOf(candidate))).toEqual({ ok: true, value: { ignored: 1 } });
    await session();
    expect(receipts()).toBe(2);
    // The document that was found is still what the guard looks for: a file without it is older again.
    at.world.company.restore(empty);
    await session();
    expect((await company()).problem?.code).toBe('companyFileOlder');
  });

  it('asks once, not for every five, where none was found', async () => {
    await begin();
    const older = at.world.company.snapshot();
    for (let n = 0; n < 7; n += 1) at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await at.world.sync();
    await session();
    expect(receipts()).toBe(7);
    at.world.company.restore(older);
    await orderAndRun();
    const { candidate } = await company();
    if (candidate === null) throw new Error('nobody answered');
    expect(await approve('companyFileOlder', candidateOf(candidate))).toEqual({ ok: true, value: { ignored: 7 } });
    await session();
    expect((await company()).state).toBe('approved');
    expect(receipts()).toBe(1);
    await session();
    expect((await company()).state).toBe('approved');
  });
});

describe('doing it now', () => {
  it('sweeps with the next session, once', async () => {
    await begin();
    await session();
    const before = (await company()).lastSweepAt;
    expect(await at.client.call('companies.sweep', { companyId: at.world.companyId })).toEqual({ ok: true, value: { already: false } });
    expect(await at.client.call('companies.sweep', { companyId: at.world.companyId })).toEqual({ ok: true, value: { already: true } });
    expect(await at.client.call('companies.status', { companyId: at.world.companyId })).toMatchObject({ ok: true, value: { company: { sweepDue: true } } });
    await session();
    expect((await company()).lastSweepAt).toBeGreaterThan(before ?? 0);
    expect(await at.client.call('companies.status', { companyId: at.world.companyId })).toMatchObject({ ok: true, value: { company: { sweepDue: false, lastSweepMissed: 0 } } });
  });

  it('pulls every shop, and says which one does not answer', async () => {
    await begin({ moreStores: [[{ sku: 'MUG', quantity: 20 }]] });
    at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await at.world.stores[1]?.close();
    const synced = await at.client.call('companies.sync', { companyId: at.world.companyId });
    expect(synced).toMatchObject({ ok: true, value: {
      connections: [
        { name: 'Shop 1', orders: 1, news: 1, problem: null },
        { name: 'Shop 2', orders: 0, news: 0, problem: { code: expect.any(String) as string } },
      ],
    } });
    expect(await at.client.call('status.show', {})).toMatchObject({ ok: true, value: { health: 'attention', problems: [{ about: 'connection', label: 'Shop 2' }] } });
    expect(await at.client.call('companies.sync', { companyId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('checks the sign-in and pulls one shop', async () => {
    await begin();
    const { connectionId } = at.world;
    expect(await at.client.call('connections.check', { connectionId })).toMatchObject({ ok: true, value: { version: expect.any(String) as string } });
    at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    expect(await at.client.call('connections.pull', { connectionId })).toMatchObject({ ok: true, value: { orders: 1, news: 1 } });
    at.world.store.faults.add({ kind: 'firewall', by: 'wordfence' });
    const blocked = await at.client.call('connections.check', { connectionId });
    expect(blocked.ok ? '' : blocked.error.what).toMatch(/firewall|security/i);
    expect(await at.client.call('connections.check', { connectionId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('shows the last session without its ticket', async () => {
    await begin();
    expect(await at.client.call('sessions.last', { companyId: at.world.companyId })).toEqual({ ok: true, value: { session: null } });
    await orderAndRun();
    const last = await at.client.call('sessions.last', { companyId: at.world.companyId });
    expect(last).toMatchObject({ ok: true, value: { session: { phase: 'closed', percent: 100, added: 1, attention: 0, text: expect.stringContaining('1 order added') as string } } });
    expect(JSON.stringify(last)).not.toContain('ticket');
  });
});

function candidateOf({ name, path }: { readonly name: string; readonly path: string }): { readonly name: string; readonly path: string } {
  return { name, path };
}
