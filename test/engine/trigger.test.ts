/** The trigger: a keyed address on the bridge's own port that sends a SKU, or all that waits, and answers in words. */
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/calendar.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { keepPort } from '../../src/engine/host/keptPort.ts';
import { plain, send } from '../../src/engine/http/handler.ts';
import { startServer, type RunningServer } from '../../src/engine/http/server.ts';
import { createTrigger, MOST_A_MINUTE, type TriggerOptions } from '../../src/engine/trigger/door.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { http, type HttpAnswer, type HttpRequest } from '../support/soapServer.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let client: DirectClient;
let door: RunningServer;
let key = '';

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await door.close();
  await world.close();
});

async function begin(more: Partial<WorldOptions> = {}, { isOpen = true, ...options }: TriggerOptions & { readonly isOpen?: boolean } = {}): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'WINE-RED', onHand: 15 }, { sku: 'WINE-WHITE', onHand: 7 }], listings: [{ sku: 'WINE-RED', quantity: 3 }, { sku: 'WINE-WHITE', quantity: 7 }, { sku: 'CORKSCREW', quantity: 1 }], ...more,
  });
  client = directClient(world.engine);
  await world.sync();
  world.clock.advance(3 * MINUTE);
  await world.session();
  await world.engine.idle();
  const started = await startServer({ port: 0, endpoint: createTrigger(world.engine, options), ui: (request, response) => { send(request, response, plain(404, 'There is nothing here.')); } });
  if (!started.ok) throw new Error(started.error.what);
  door = started.value;
  keepPort(world.folder, door.port);
  if (!isOpen) return;
  const made = await client.call('trigger.makeKey', {});
  if (!made.ok) throw new Error(made.error.what);
  ({ key } = made.value);
  await client.call('trigger.setOpen', { open: true });
}

type Call = { readonly query?: string; readonly method?: string; readonly headers?: HttpRequest['headers']; readonly key?: string; readonly body?: string };

async function call({ query = 'sku=WINE-RED', method = 'GET', headers = {}, key: given = key, body }: Call = {}): Promise<HttpAnswer> {
  const authorization: HttpRequest['headers'] = given === '' ? {} : { Authorization: `Bearer ${given}` };
  return http({ port: door.port, path: `/trigger?${query}`, method, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }) });
}

const said = async (wanted: Call = {}): Promise<readonly [number, string]> => {
  const { status, body } = await call(wanted);
  return [status, body.trimEnd()];
};
const sets = (): number => world.store.requests().filter((request) => request.method !== 'GET').length;

describe('one SKU', () => {
  it('is sent now, whether it was due or not, and the answer says what the shop shows', async () => {
    await begin();
    expect(world.store.stockOf('WINE-RED')).toBe(15);
    world.store.setStock('WINE-RED', 2); // somebody changed it in the shop, and nobody knows
    expect(await said()).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    expect(world.store.stockOf('WINE-RED')).toBe(15);
    expect(await said({ method: 'POST', query: 'sku=wine-red' })).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    await world.engine.idle();
  });

  it('counts what was sold a moment ago: orders are pulled before the number is computed', async () => {
    await begin();
    world.store.placeOrder({ lines: [{ sku: 'WINE-RED', quantity: 4 }] });
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
    world.company.setQuantity('WINE-RED', 9);
    world.store.faults.add({ kind: 'firewall', by: 'cloudflare', times: 40 });
    expect(await said()).toEqual([502, expect.stringMatching(/^Not sent: WINE-RED\. .*(firewall|security)/i)]);
    world.store.faults.clear();
    // The failed pull is what stopped it; a failed call to set the number also lets the shop rest.
    world.store.faults.add({ kind: 'serverError', status: 503, on: '/products', times: 40 });
    expect((await call()).status).toBe(502);
    const asked = world.store.requests().length;
    const resting = await call();
    expect([resting.status, resting.headers['retry-after']]).toEqual([503, '60']);
    expect(world.store.requests().length).toBe(asked);
    world.store.faults.clear();
    world.clock.advance(30 * MINUTE);
    expect(await said()).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
  });

  it('whose number the shop changes at once is not called confirmed', async () => {
    await begin();
    world.store.faults.add({ kind: 'wrongNumber', by: -1, on: '/products' });
    expect(await said()).toEqual([202, expect.stringMatching(/^Waits: WINE-RED 15 -> 14\. The shop answered 14 instead of 15/)]);
    await world.engine.idle();
    // It stays in the queue, and goes out again as any number that was not confirmed.
    world.clock.advance(5 * MINUTE);
    await world.sync();
    expect(world.store.stockOf('WINE-RED')).toBe(15);
  });

  it('asked for by many at once is one call to the shop', async () => {
    await begin();
    await call();
    await world.engine.idle();
    const before = sets();
    // All of them come while the first one waits for the shop.
    world.store.faults.latency = 400;
    const answers = await Promise.all(Array.from({ length: 12 }, () => said()));
    expect(new Set(answers.map(([status, text]) => `${String(status)} ${text}`))).toEqual(new Set(['200 Success: WINE-RED 15 -> 15 confirmed']));
    expect(sets() - before).toBe(1);
  });

  it('while its worker is at work waits for its turn: numbers of one shop never overlap', async () => {
    await begin();
    let under = 0;
    let most = 0;
    const skus = ['WINE-RED', 'WINE-WHITE'];
    const store = world.engine.ctx.store(world.connectionId);
    if (!store.ok) throw new Error('no store');
    const { setStock } = store.value;
    (store.value as { setStock: typeof setStock }).setStock = async (...args) => {
      under += 1;
      most = Math.max(most, under);
      try { return await setStock(...args); } finally { under -= 1; }
    };
    world.company.setQuantity('WINE-WHITE', 30);
    world.clock.advance(3 * MINUTE);
    await Promise.all([world.session(), ...skus.flatMap((sku) => [said({ query: `sku=${sku}` }), said({ query: `sku=${sku}` })])]);
    await world.engine.idle();
    expect(most).toBe(1);
    expect([world.store.stockOf('WINE-RED'), world.store.stockOf('WINE-WHITE')]).toEqual([15, 30]);
  });

  it('is not sent for a shop whose stock is paused, nor what the zero brake holds', async () => {
    await begin();
    await client.call('tasks.pause', { task: { kind: 'inventory', connectionId: world.connectionId } });
    expect(await said()).toEqual([409, 'Not sent: WINE-RED. The sending of stock is paused for Shop 1. Resume it under Tasks.']);
  });

  it('is answered in time when the shop takes for ever, and goes on', async () => {
    await begin({}, { patience: 50 });
    world.store.faults.latency = 400;
    expect(await said()).toEqual([202, expect.stringMatching(/^Under way: /)]);
    world.store.faults.latency = 0;
    await world.engine.idle();
    expect(readLog(world.engine.db, { sku: 'WINE-RED', outcome: 'confirmed', limit: 5 }).length).toBeGreaterThan(0);
  });
});

describe('all that waits', () => {
  it('is sent, quiet hours or not, and counted', async () => {
    await begin({ companySettings: { quietFrom: '00:00', quietTo: '23:59' } });
    expect(world.store.stockOf('WINE-RED')).toBe(3);
    expect(await said({ query: 'pending' })).toEqual([200, 'Success: 2 pending, 2 confirmed, 0 to go']);
    expect(world.store.stockOf('WINE-RED')).toBe(15);
    expect(await said({ query: 'pending' })).toEqual([200, 'Success: 0 pending, 0 confirmed, 0 to go']);
  });

  it('to a shop that is down says so, and what is left', async () => {
    await begin({ companySettings: { quietFrom: '00:00', quietTo: '23:59' } });
    world.store.faults.add({ kind: 'firewall', by: 'cloudflare', times: 40 });
    expect(await said({ query: 'pending' })).toEqual([502, expect.stringMatching(/^Not all sent: 2 pending, 0 confirmed, 2 to go\. /)]);
    expect(findConnection(world.engine.db, world.connectionId).problem).not.toBeNull();
  });
});

describe('the door', () => {
  it('is closed at first and looks like nothing; needs a key before it opens; and closes again', async () => {
    await begin({}, { isOpen: false });
    expect(await client.call('trigger.show', {})).toMatchObject({ ok: true, value: { isOpen: false, keyMadeAt: null, url: `http://localhost:${String(door.port)}/trigger` } });
    expect(await said({ key: 'x' })).toEqual([404, 'There is nothing here.']);
    expect(await client.call('trigger.setOpen', { open: true })).toMatchObject({ ok: false, error: { code: 'noTriggerKey' } });
    const made = await client.call('trigger.makeKey', {});
    if (!made.ok) throw new Error('no key');
    ({ key } = made.value);
    expect(await said()).toEqual([404, 'There is nothing here.']);
    await client.call('trigger.setOpen', { open: true });
    expect((await call()).status).toBe(200);
    await client.call('trigger.setOpen', { open: false });
    expect((await call()).status).toBe(404);
    expect(readLog(world.engine.db, { outcome: 'info', limit: 20 }).map((line) => line.text).filter((text) => text.includes('trigger')).length).toBe(3);
  });

  it('takes the key from the header or the address, and no other', async () => {
    await begin();
    expect(key).toMatch(/^[0-9a-f]{48}$/);
    expect(await said({ key: '', query: `sku=WINE-RED&key=${key}` })).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    expect(await said({ key: '' })).toEqual([401, expect.stringMatching(/^The key is missing\./)]);
    const before = world.clock.now();
    const wrong = await call({ key: `${key.slice(0, -1)}x` });
    expect([wrong.status, wrong.body.trimEnd(), wrong.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^The key is wrong/), 'Bearer']);
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(SECOND);
    const old = key;
    const made = await client.call('trigger.makeKey', {});
    if (!made.ok) throw new Error('no key');
    expect(await said({ key: old })).toEqual([401, expect.stringMatching(/^The key is wrong/)]);
    expect((await call({ key: made.value.key })).status).toBe(200);
  });

  it('keeps no key: not in the database, not in the log of calls', async () => {
    await begin();
    await call({ key: '', query: `sku=WINE-RED&key=${key}`, headers: { 'User-Agent': `tool ${key}` } });
    await call({ key: 'wrong', headers: { 'User-Agent': 'stranger' } });
    const dump = world.engine.db.serialize().toString('latin1');
    expect(dump).toContain('trigger_door');
    expect(dump).not.toContain(key);
    const calls = await client.call('trigger.calls', {});
    expect(calls.ok && calls.value.calls.map(({ caller, wanted, status }) => [caller, wanted, status])).toEqual([['stranger', '', 401], ['tool …', 'WINE-RED', 200]]);
  });

  it('keeps no key that stands in the wrong place either', async () => {
    await begin();
    expect((await said({ key: '', headers: { 'User-Agent': `tool ${key}` } }))[0]).toBe(401);
    expect((await said({ key: 'another', headers: { 'User-Agent': key } }))[0]).toBe(401);
    const calls = await client.call('trigger.calls', { limit: 10 });
    expect(calls.ok && calls.value.calls.map(({ caller }) => caller)).toEqual(['…', 'tool …']);
  });

  it('refuses what a web page can set off, other hosts, other methods, and bodies', async () => {
    await begin();
    const before = sets();
    const refused: readonly (readonly [Call, number])[] = [
      [{ headers: { Origin: 'https://evil.example' } }, 403], [{ headers: { Origin: 'null' } }, 403], [{ headers: { Origin: `http://localhost:${String(door.port)}` } }, 403],
      [{ headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403], [{ headers: { 'Sec-Fetch-Site': 'same-site' } }, 403], [{ headers: { 'Sec-Fetch-Site': 'same-origin' } }, 403],
      [{ headers: { 'Sec-Fetch-Site': 'none', 'Sec-Purpose': 'prefetch;prerender' } }, 403],
      [{ headers: { Host: `evil.example:${String(door.port)}` } }, 403], [{ headers: { Host: 'localhost' } }, 403],
      [{ method: 'PUT' }, 405], [{ method: 'DELETE' }, 405], [{ method: 'OPTIONS' }, 405], [{ method: 'POST', body: 'x'.repeat(5_000), headers: { 'Content-Length': 5_000 } }, 413],
    ];
    for (const [wanted, status] of refused) expect([wanted, (await call(wanted)).status]).toEqual([wanted, status]);
    expect(sets()).toBe(before);
    expect((await call({ headers: { 'Sec-Fetch-Site': 'none' } })).status).toBe(200);
    expect(await said({ query: '' })).toEqual([400, expect.stringContaining('/trigger?sku=WINE-RED')]);
  });

  it('lets no answer be read by a page, or kept', async () => {
    await begin();
    const { headers } = await call();
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'content-type': 'text/plain; charset=utf-8' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('takes so many calls a minute, and says when there is room again', async () => {
    await begin();
    const answers: HttpAnswer[] = [];
    for (let n = 0; n < MOST_A_MINUTE + 1; n += 1) answers.push(await call({ query: 'sku=ZEBRA' }));
    expect(answers.slice(0, MOST_A_MINUTE).every(({ status }) => status === 404)).toBe(true);
    const last = answers.at(-1);
    expect([last?.status, last?.headers['retry-after']]).toEqual([429, '60']);
    expect(last?.body).toContain(`More than ${String(MOST_A_MINUTE)} calls in a minute.`);
    world.clock.advance(MINUTE);
    expect((await call()).status).toBe(200);
  });

  it('still knows the right key while many try wrong ones', async () => {
    await begin();
    const wrongs = Array.from({ length: 30 }, (_, n) => call({ key: `wrong ${String(n)}` }));
    expect((await call()).status).toBe(200);
    expect((await Promise.all(wrongs)).every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('is tried by the test button over the very same way', async () => {
    await begin();
    expect(await client.call('trigger.test', { sku: 'WINE-RED' })).toEqual({ ok: true, value: { status: 200, answer: 'Success: WINE-RED 15 -> 15 confirmed' } });
    expect(await client.call('trigger.test', { sku: 'WINE-REDD' })).toEqual({ ok: true, value: { status: 404, answer: 'Unknown SKU: no shop sells "WINE-REDD". Did you mean WINE-RED?' } });
    const calls = await client.call('trigger.calls', { limit: 1 });
    expect(calls).toMatchObject({ ok: true, value: { calls: [{ caller: 'test', wanted: 'WINE-REDD', status: 404 }], next: expect.any(Number) as number } });
    await client.call('trigger.setOpen', { open: false });
    expect(await client.call('trigger.test', { sku: 'WINE-RED' })).toMatchObject({ ok: false, error: { code: 'triggerClosed' } });
  });

  it('forgets old calls with the other records', async () => {
    await begin();
    await call();
    world.clock.advance(40 * 24 * 60 * MINUTE);
    await client.call('tasks.run', { task: { kind: 'housekeeping' } });
    expect(await client.call('trigger.calls', {})).toEqual({ ok: true, value: { calls: [], next: null } });
  });
});
