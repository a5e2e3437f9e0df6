import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let client: DirectClient;

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

async function begin(): Promise<OrderView> {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20, price: '9.00' }] });
  client = directClient(world.engine);
  const order = world.store.placeOrder({ lines: [{ sku: 'MUG', name: 'A mug', quantity: 2 }] });
  await world.sync();
  return order;
}

async function session(): Promise<void> {
  world.clock.advance(180_000);
  await world.session();
  await world.engine.idle();
}

async function show({ number }: OrderView): Promise<Output<'jobs.show'>> {
  const found = await client.call('jobs.list', { search: number, families: ['order'] });
  const job = found.ok ? found.value.jobs.find(({ label }) => label === number) : undefined;
  const shown = job === undefined ? undefined : await client.call('jobs.show', { jobId: job.id });
  if (shown?.ok !== true) throw new Error(`no job for order ${number}`);
  return shown.value;
}

describe('what QuickBooks has shown of a document', () => {
  it('is nothing before it was looked for', async () => {
    const order = await begin();
    expect(await show(order)).toMatchObject({ records: [], storeUrl: `${world.store.url}/wp-admin/post.php?post=${String(order.id)}&action=edit` });
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
    const txnId = world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${order.number}`, lines: [{ item: 'MUG', quantity: 1, rate: '1.00' }] });
    await session();
    const { job, records } = await show(order);
    expect(job).toMatchObject({ state: 'needsAttention', problem: { code: 'numberTaken' } });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ txnId, refNumber: job.refNumber, total: 107, isOurs: false });
  });

  it('finds it after a sending without an answer, when somebody has used the number meanwhile', async () => {
    const order = await begin();
    world.company.faults.dieBeforeCommit = 1;
    await session();
    const txnId = world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${order.number}`, lines: [{ item: 'MUG', quantity: 1, rate: '1.00' }] });
    await session();
    const { job, records } = await show(order);
    expect(job).toMatchObject({ state: 'needsAttention', everSent: true });
    expect(job.actions).toContain('settle');
    expect(records).toEqual([expect.objectContaining({ txnId, isOurs: false })]);
  });
});
