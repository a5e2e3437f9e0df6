/** A world for tests at the endpoint, made anew for each of them, with the calls that the Web Connector makes. */
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { countJobs } from '../../src/engine/db/jobs.ts';
import { drivePort, type PortDriver } from './portDriver.ts';
import { collectRequests } from './schemaCheck.ts';
import { createWorld, type World } from './world.ts';

export type Door = {
  /** That of the test that runs. */
  readonly world: World;
  readonly driver: PortDriver;
  /** Places that many orders of one MUG, and pulls them. */
  readonly orders: (count: number) => Promise<void>;
  /** How many documents are in the books. */
  readonly documents: () => number;
  readonly states: () => ReturnType<typeof countJobs>;
};

export const isAdd = (request: string): boolean => request.includes('<SalesReceiptAddRq');

export function openDoor(): Door {
  const collected = collectRequests();
  let world: World;
  beforeEach(async () => {
    world = await createWorld({
      items: [{ sku: 'MUG', onHand: 50 }, { sku: 'TEE', onHand: 50 }],
      listings: [{ sku: 'MUG', quantity: 10, price: '9.00' }, { sku: 'TEE', quantity: 10, price: '5.00' }],
      onRequest: collected.onRequest,
    });
  });
  afterEach(() => world.close());
  afterAll(() => { expect(collected.complaints()).toEqual([]); });
  return {
    get world() { return world; },
    driver: drivePort(() => world),
    orders: async (count) => {
      for (let made = 0; made < count; made += 1) world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
      await world.sync();
    },
    documents: () => world.company.ledger().documents.length,
    states: () => countJobs(world.engine.db, world.companyId),
  };
}
