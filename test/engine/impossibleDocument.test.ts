/** An order whose numbers no document can hold: it waits for a person, and the next one goes in. */
import { afterEach, expect, it } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

it('one order that throws while it is drafted does not hold up the session', async () => {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }] });
  const { store, engine, company } = world;
  const bad = store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
  const good = store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
  await world.sync();
  store.faults.add({ kind: 'reset', times: 200 }); // what is stored now stays as it is
  // No shop can bring this in any more (takeOrder refuses it); a database of an older version may hold it.
  engine.db.prepare("UPDATE store_order SET body = json_set(body, '$.lines[0].total', 900.5) WHERE store_id = ?").run(String(bad.id));
  await world.session();
  expect(company.ledger().documents.map((one) => one.refNumber)).toEqual([`W${good.number}`]);
  const parked = engine.db.prepare<[], { state: string; problem: string }>("SELECT state, problem FROM job WHERE state = 'needsAttention'").all();
  expect(parked).toHaveLength(1);
  expect(JSON.parse(parked[0]?.problem ?? '{}')).toMatchObject({ code: 'documentImpossible' });
});
