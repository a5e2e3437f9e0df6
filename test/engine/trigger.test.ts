/** The trigger: a keyed address on the bridge's own port that sends a SKU, or all that waits, and answers in words. */
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/calendar.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { openTrigger } from '../support/triggerDoor.ts';

const at = openTrigger();
const { begin, call, said, sets } = at;

describe('one SKU', () => {
  it('is sent now, whether it was due or not, and the answer says what the shop shows', async () => {
    await begin();
    expect(at.world.store.stockOf('WINE-RED')).toBe(15);
    at.world.store.setStock('WINE-RED', 2); // somebody changed it in the shop, and nobody knows
    expect(await said()).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    expect(at.world.store.stockOf('WINE-RED')).toBe(15);
    expect(await said({ method: 'POST', query: 'sku=wine-red' })).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    await at.world.engine.idle();
  });

  it('counts what was sold a moment ago: orders are pulled before the number is computed', async () => {
    await begin();
    at.world.store.placeOrder({ lines: [{ sku: 'WINE-RED', quantity: 4 }] });
    expect(await said()).toEqual([200, 'Success: WINE-RED 11 -> 11 confirmed']);
  });

  it('goes to every shop that sells it, one line each; or to the one that is named', async () => {
    await begin({ moreStores: [[{ sku: 'WINE-RED', quantity: 1 }]] });
    expect(await said()).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed (Shop 1)\nSuccess: WINE-RED 15 -> 15 confirmed (Shop 2)']);
    const before = sets();
    expect(await said({ query: 'sku=WINE-RED&shop=shop%202' })).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    expect(sets()).toBe(before);
    expect(await said({ query: 'sku=WINE-RED&shop=Nowhere' })).toEqual([404, 'There is no shop "Nowhere". Give its name as the settings show it, or leave it out.']);
  });

  it('that nobody sells is named, with those that look like it', async () => {
    await begin();
    expect(await said({ query: 'sku=WINE-RDE' })).toEqual([404, 'Unknown SKU: no shop sells "WINE-RDE". Did you mean WINE-RED?']);
    expect(await said({ query: 'sku=ZEBRA' })).toEqual([404, 'Unknown SKU: no shop sells "ZEBRA". Give it as the shop spells it.']);
  });

  it('with control characters in its name is answered without them, and so is a shop: the answer may be read in a terminal', async () => {
    await begin();
    expect(await said({ query: 'sku=WINE%1B%5B2J%7F%C2%9B31m-X' })).toEqual([404, expect.stringMatching(/^Unknown SKU: no shop sells "WINE \[2J {2}31m-X"\./)]);
    expect(await said({ query: 'sku=WINE-RED&shop=%07Nowhere%00' })).toEqual([404, expect.stringContaining('"Nowhere"')]);
  });

  it('without a number says why', async () => {
    await begin();
    expect(await said({ query: 'sku=CORKSCREW' })).toEqual([409, expect.stringMatching(/^Not sent: CORKSCREW\. No active QuickBooks item is named "CORKSCREW"\./)]);
  });

  it('of a shop that is down is answered in words, not tried again at once, and sent by itself later', async () => {
    await begin();
    at.world.company.setQuantity('WINE-RED', 9);
    at.world.store.faults.add({ kind: 'firewall', by: 'cloudflare', times: 40 });
    expect(await said()).toEqual([502, expect.stringMatching(/^Not sent: WINE-RED\. .*(firewall|security)/i)]);
    at.world.store.faults.clear();
    // The failed pull is what stopped it; a failed call to set the number also lets the shop rest.
    at.world.store.faults.add({ kind: 'serverError', status: 503, on: '/products', times: 40 });
    expect((await call()).status).toBe(502);
    const asked = at.world.store.requests().length;
    const resting = await call();
    expect([resting.status, resting.headers['retry-after']]).toEqual([503, '60']);
    expect(at.world.store.requests().length).toBe(asked);
    at.world.store.faults.clear();
    at.world.clock.advance(30 * MINUTE);
    expect(await said()).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
  });

  it('whose number the shop changes at once is not called confirmed', async () => {
    await begin();
    at.world.store.faults.add({ kind: 'wrongNumber', by: -1, on: '/products' });
    expect(await said()).toEqual([202, expect.stringMatching(/^Waits: WINE-RED 15 -> 14\. The shop answered 14 instead of 15/)]);
    await at.world.engine.idle();
    // It stays in the queue, and goes out again as any number that was not confirmed.
    at.world.clock.advance(5 * MINUTE);
    await at.world.sync();
    expect(at.world.store.stockOf('WINE-RED')).toBe(15);
  });

  it('asked for by many at once is one call to the shop', async () => {
    await begin();
    await call();
    await at.world.engine.idle();
    const before = sets();
    // All of them come while the first one waits for the shop.
    at.world.store.faults.latency = 400;
    const answers = await Promise.all(Array.from({ length: 12 }, () => said()));
    expect(new Set(answers.map(([status, text]) => `${String(status)} ${text}`))).toEqual(new Set(['200 Success: WINE-RED 15 -> 15 confirmed']));
    expect(sets() - before).toBe(1);
  });

  it('while its worker is at work waits for its turn: numbers of one shop never overlap', async () => {
    await begin();
    let under = 0;
    let most = 0;
    const skus = ['WINE-RED', 'WINE-WHITE'];
    const store = at.world.engine.ctx.store(at.world.connectionId);
    if (!store.ok) throw new Error('no store');
    const { setStock } = store.value;
    (store.value as { setStock: typeof setStock }).setStock = async (...args) => {
      under += 1;
      most = Math.max(most, under);
      try { return await setStock(...args); } finally { under -= 1; }
    };
    at.world.company.setQuantity('WINE-WHITE', 30);
    at.world.clock.advance(3 * MINUTE);
    await Promise.all([at.world.session(), ...skus.flatMap((sku) => [said({ query: `sku=${sku}` }), said({ query: `sku=${sku}` })])]);
    await at.world.engine.idle();
    expect(most).toBe(1);
    expect([at.world.store.stockOf('WINE-RED'), at.world.store.stockOf('WINE-WHITE')]).toEqual([15, 30]);
  });

  it('is not sent for a shop whose stock is paused, nor what the zero brake holds', async () => {
    await begin();
    await at.client.call('tasks.pause', { task: { kind: 'inventory', connectionId: at.world.connectionId } });
    expect(await said()).toEqual([409, 'Not sent: WINE-RED. The sending of stock is paused for Shop 1. Resume it under Tasks.']);
  });

  it('is answered in time when the shop takes for ever, and goes on', async () => {
    await begin({}, { patience: 50 });
    at.world.store.faults.latency = 400;
    expect(await said()).toEqual([202, expect.stringMatching(/^Under way: /)]);
    at.world.store.faults.latency = 0;
    await at.world.engine.idle();
    expect(readLog(at.world.engine.db, { sku: 'WINE-RED', outcome: 'confirmed', limit: 5 }).length).toBeGreaterThan(0);
  });
});

describe('all that waits', () => {
  it('is sent, quiet hours or not, and counted', async () => {
    await begin({ companySettings: { quietFrom: '00:00', quietTo: '23:59' } });
    expect(at.world.store.stockOf('WINE-RED')).toBe(3);
    expect(await said({ query: 'pending' })).toEqual([200, 'Success: 2 pending, 2 confirmed, 0 to go']);
    expect(at.world.store.stockOf('WINE-RED')).toBe(15);
    expect(await said({ query: 'pending' })).toEqual([200, 'Success: 0 pending, 0 confirmed, 0 to go']);
  });

  it('to a shop that is down says so, and what is left', async () => {
    await begin({ companySettings: { quietFrom: '00:00', quietTo: '23:59' } });
    at.world.store.faults.add({ kind: 'firewall', by: 'cloudflare', times: 40 });
    expect(await said({ query: 'pending' })).toEqual([502, expect.stringMatching(/^Not all sent: 2 pending, 0 confirmed, 2 to go\. /)]);
    expect(findConnection(at.world.engine.db, at.world.connectionId).problem).not.toBeNull();
  });
});
