import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import type { JobId, TxnID } from '../../src/domain/ids.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { askWorld } from '../support/askedWorld.ts';

const at = askWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20, price: '9.00' }] });
const { session } = at;

async function begin(): Promise<OrderView> {
  await at.begin();
  const order = at.world.store.placeOrder({ lines: [{ sku: 'MUG', name: 'A mug', quantity: 2 }] });
  await at.world.sync();
  return order;
}

async function show({ number }: OrderView): Promise<Output<'jobs.show'>> {
  const found = await at.client.call('jobs.list', { search: number, families: ['order'] });
  const job = found.ok ? found.value.jobs.find(({ label }) => label === number) : undefined;
  const shown = job === undefined ? undefined : await at.client.call('jobs.show', { jobId: job.id });
  if (shown?.ok !== true) throw new Error(`no job for order ${number}`);
  return shown.value;
}

describe('what QuickBooks has shown of a document', () => {
  it('is nothing before it was looked for', async () => {
    const order = await begin();
    expect(await show(order)).toMatchObject({ records: [], storeUrl: `${at.world.store.url}/wp-admin/post.php?post=${String(order.id)}&action=edit` });
  });

  it('is the document itself once it is entered, recognised by our key', async () => {
    const order = await begin();
    await session();
    const { job, records } = await show(order);
    expect(job.state).toBe('done');
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ type: 'SalesReceipt', refNumber: job.refNumber, txnId: job.txnId, total: 1_800, isOurs: true });
  });

  it('is the other document that has its number, with what tells the two apart', async () => {
    const order = await begin();
    const txnId = at.world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${order.number}`, lines: [{ item: 'MUG', quantity: 1, rate: '1.00' }] });
    await session();
    const { job, records } = await show(order);
    expect(job).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ txnId, refNumber: job.refNumber, total: 107, isOurs: false });
  });

  it('finds it after a sending without an answer, when somebody has used the number meanwhile', async () => {
    const order = await begin();
    at.world.company.faults.dieBeforeCommit = 1;
    await session();
    const txnId = at.world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${order.number}`, lines: [{ item: 'MUG', quantity: 1, rate: '1.00' }] });
    await session();
    const { job, records } = await show(order);
    expect(job).toMatchObject({ state: 'needsAttention', everSent: true });
    expect(job.actions).toContain('settle');
    expect(records).toEqual([expect.objectContaining({ txnId, isOurs: false })]);
  });
});

describe('looking at jobs', () => {
  it('pages, filters and searches', async () => {
    await at.begin();
    for (let n = 0; n < 5; n += 1) at.world.store.placeOrder({ lines: [{ sku: n === 4 ? 'NONE' : 'MUG', name: 'A thing', quantity: 2 }] });
    await at.world.sync();
    await session();
    const seen: JobId[] = [];
    let before: JobId | undefined;
    for (;;) {
      const page = await at.client.call('jobs.list', { limit: 2, ...(before === undefined ? {} : { before }) });
      if (!page.ok) throw new Error(page.error.what);
      seen.push(...page.value.jobs.map(({ id }) => id));
      if (page.value.next === null) break;
      before = page.value.next;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    const count = async (input: Parameters<typeof at.client.call<'jobs.list'>>[1]): Promise<number> => {
      const found = await at.client.call('jobs.list', input);
      return found.ok ? found.value.jobs.length : -1;
    };
    expect(await count({ states: ['needsAttention'] })).toBe(1);
    expect(await count({ states: ['done', 'needsAttention'] })).toBe(5);
    expect(await count({ connectionId: 99 })).toBe(0);
    expect(await count({ search: '%' })).toBe(0);
    expect(await count({ search: '_' })).toBe(0);
    const [done] = at.world.company.ledger().documents;
    expect(await count({ search: done?.txnId ?? '' })).toBe(1);
    expect(await count({ search: (done?.refNumber ?? '').toLowerCase() })).toBe(1);
  });

  it('shows the order, what changed since, and every request and answer', async () => {
    const one = await begin();
    await session();
    at.world.clock.advance(60_000);
    at.world.store.editOrder(one.id, { lines: [{ sku: 'MUG', quantity: 5 }] });
    await at.world.sync();
    const shown = await show(one);
    expect(shown.order).toMatchObject({ number: one.number, lines: [{ sku: 'MUG', quantity: 500_000 }] });
    expect(shown.difference.map(({ field }) => field)).toContain('total');
    expect(shown.exchanges).toMatchObject([{ purpose: 'write', state: 'answered', cut: false }]);
    const [exchange] = shown.exchanges;
    expect(exchange?.requestText).toContain('SalesReceiptAddRq');
    expect(exchange?.responseText).toContain(at.world.company.ledger().documents[0]?.txnId as TxnID);
    expect(await at.client.call('exchanges.show', { exchangeId: exchange?.id ?? 0 })).toMatchObject({ ok: true, value: { exchange: { requestText: exchange?.requestText } } });
    expect(await at.client.call('exchanges.show', { exchangeId: 4711 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});
