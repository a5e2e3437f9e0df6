/** A world whose requests are kept, for tests that look at what is asked again, and in which order, when something is in doubt. */
import { afterAll, afterEach, expect } from 'vitest';
import { jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import type { CompanyOptions } from '../../src/simulator/company/company.ts';
import type { Ledger } from '../../src/simulator/company/ledger.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { collectRequests } from './schemaCheck.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export type Temperament = NonNullable<CompanyOptions['temperament']>;

export type WatchedSessions = {
  /** That of the test that runs. */
  readonly world: World;
  /** What QuickBooks was given since `forget` or `next`. */
  readonly requests: readonly string[];
  readonly begin: (temperament: Temperament, more?: Partial<WorldOptions>) => Promise<void>;
  readonly forget: () => void;
  /** Called with each request before QuickBooks gets it, in place of what was to be called before. */
  readonly onEach: (call: (text: string) => void) => void;
  /** Strikes before QuickBooks gets the next request that adds a document. */
  readonly atNextAdd: (strike: () => void) => void;
  readonly order: (sku?: string) => OrderView;
  readonly jobOf: (order: OrderView) => JobRow;
  /** What kinds of request went out, in order; adds carry their RefNumber. */
  readonly course: () => readonly string[];
  /** A session three minutes later, its requests alone. */
  readonly next: () => Promise<void>;
  readonly documents: () => Ledger['documents'];
};

function kindOf(text: string): string {
  const number = /<RefNumber>([^<]*)/.exec(text)?.[1] ?? '';
  if (text.includes('AddRq')) return `add ${number}`;
  if (text.includes('oldMessageSetID')) return 'status check';
  if (text.includes('requestID="recent"')) return 'search';
  if (text.includes('requestID="numbers"')) return 'numbers';
  return /<(\w+)Rq requestID/.exec(text)?.[1] ?? text;
}

export function watchSessions(): WatchedSessions {
  const collected = collectRequests();
  let world: World;
  let requests: string[] = [];
  let onRequest: (text: string) => void = () => undefined;
  afterEach(async () => {
    onRequest = () => undefined;
    requests = [];
    await world.close();
  });
  afterAll(() => { expect(collected.complaints()).toEqual([]); });
  return {
    get world() { return world; },
    get requests() { return requests; },
    begin: async (temperament, more = {}) => {
      world = await createWorld({
        items: [{ sku: 'MUG', onHand: 50 }, { sku: 'TEE', onHand: 50 }],
        listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }, { sku: 'TEE', quantity: 50, price: '5.00' }],
        temperament, ...more,
        onRequest: (text) => {
          requests.push(text);
          collected.onRequest(text);
          onRequest(text);
        },
      });
    },
    forget: () => { requests = []; },
    onEach: (call) => { onRequest = call; },
    atNextAdd: (strike) => {
      onRequest = (text) => {
        if (!/<(SalesReceipt|CreditMemo|Invoice)AddRq/.test(text)) return;
        onRequest = () => undefined;
        strike();
      };
    },
    order: (sku = 'MUG') => world.store.placeOrder({ lines: [{ sku, quantity: 1 }] }),
    jobOf: (order) => {
      const row = findStoreOrder(world.engine.db, world.connectionId, String(order.id));
      const [job] = row === null ? [] : jobsOfOrder(world.engine.db, row.id);
      if (job === undefined) throw new Error(`no job for order ${order.number}`);
      return job;
    },
    course: () => requests.map(kindOf),
    next: async () => {
      requests = [];
      world.clock.advance(180_000);
      await world.session();
    },
    documents: () => world.company.ledger().documents,
  };
}
