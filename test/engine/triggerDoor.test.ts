/** Who is let in to the trigger, and what of it is kept. */
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/calendar.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { MOST_A_MINUTE } from '../../src/engine/trigger/door.ts';
import type { HttpAnswer } from '../support/soapServer.ts';
import { openTrigger, type TriggerCall } from '../support/triggerDoor.ts';

const at = openTrigger();
const { begin, call, said, sets } = at;

describe('the door', () => {
  it('is closed at first and looks like nothing; needs a key before it opens; and closes again', async () => {
    await begin({}, { isOpen: false });
    expect(await at.client.call('trigger.show', {})).toMatchObject({ ok: true, value: { isOpen: false, keyMadeAt: null, url: `http://localhost:${String(at.port)}/trigger` } });
    expect(await said({ key: 'x' })).toEqual([404, 'There is nothing here.']);
    expect(await at.client.call('trigger.setOpen', { open: true })).toMatchObject({ ok: false, error: { code: 'noTriggerKey' } });
    const made = await at.client.call('trigger.makeKey', {});
    if (!made.ok) throw new Error('no key');
    at.key = made.value.key;
    expect(await said()).toEqual([404, 'There is nothing here.']);
    await at.client.call('trigger.setOpen', { open: true });
    expect((await call()).status).toBe(200);
    await at.client.call('trigger.setOpen', { open: false });
    expect((await call()).status).toBe(404);
    expect(readLog(at.world.engine.db, { outcome: 'info', limit: 20 }).map((line) => line.text).filter((text) => text.includes('trigger')).length).toBe(3);
  });

  it('takes the key from the header or the address, and no other', async () => {
    await begin();
    expect(at.key).toMatch(/^[0-9a-f]{48}$/);
    expect(await said({ key: '', query: `sku=WINE-RED&key=${at.key}` })).toEqual([200, 'Success: WINE-RED 15 -> 15 confirmed']);
    expect(await said({ key: '' })).toEqual([401, expect.stringMatching(/^The key is missing\./)]);
    const before = at.world.clock.now();
    const wrong = await call({ key: `${at.key.slice(0, -1)}x` });
    expect([wrong.status, wrong.body.trimEnd(), wrong.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^The key is wrong/), 'Bearer']);
    expect(at.world.clock.now() - before).toBeGreaterThanOrEqual(SECOND);
    const old = at.key;
    const made = await at.client.call('trigger.makeKey', {});
    if (!made.ok) throw new Error('no key');
    expect(await said({ key: old })).toEqual([401, expect.stringMatching(/^The key is wrong/)]);
    expect((await call({ key: made.value.key })).status).toBe(200);
  });

  it('keeps no key: not in the database, not in the log of calls', async () => {
    await begin();
    await call({ key: '', query: `sku=WINE-RED&key=${at.key}`, headers: { 'User-Agent': `tool ${at.key}` } });
    await call({ key: 'wrong', headers: { 'User-Agent': 'stranger' } });
    const dump = at.world.engine.db.serialize().toString('latin1');
    expect(dump).toContain('trigger_door');
    expect(dump).not.toContain(at.key);
    const calls = await at.client.call('trigger.calls', {});
    expect(calls.ok && calls.value.calls.map(({ caller, wanted, status }) => [caller, wanted, status])).toEqual([['stranger', '', 401], ['tool …', 'WINE-RED', 200]]);
  });

  it('keeps no key that stands in the wrong place either', async () => {
    await begin();
    expect((await said({ key: '', headers: { 'User-Agent': `tool ${at.key}` } }))[0]).toBe(401);
    expect((await said({ key: 'another', headers: { 'User-Agent': at.key } }))[0]).toBe(401);
    const calls = await at.client.call('trigger.calls', { limit: 10 });
    expect(calls.ok && calls.value.calls.map(({ caller }) => caller)).toEqual(['…', 'tool …']);
  });

  it('refuses what a web page can set off, other hosts, other methods, and bodies', async () => {
    await begin();
    const before = sets();
    const refused: readonly (readonly [TriggerCall, number])[] = [
      [{ headers: { Origin: 'https://evil.example' } }, 403], [{ headers: { Origin: 'null' } }, 403], [{ headers: { Origin: `http://localhost:${String(at.port)}` } }, 403],
      [{ headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403], [{ headers: { 'Sec-Fetch-Site': 'same-site' } }, 403], [{ headers: { 'Sec-Fetch-Site': 'same-origin' } }, 403],
      [{ headers: { 'Sec-Fetch-Site': 'none', 'Sec-Purpose': 'prefetch;prerender' } }, 403],
      [{ headers: { Host: `evil.example:${String(at.port)}` } }, 403], [{ headers: { Host: 'localhost' } }, 403],
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
    at.world.clock.advance(MINUTE);
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
    expect(await at.client.call('trigger.test', { sku: 'WINE-RED' })).toEqual({ ok: true, value: { status: 200, answer: 'Success: WINE-RED 15 -> 15 confirmed' } });
    expect(await at.client.call('trigger.test', { sku: 'WINE-REDD' })).toEqual({ ok: true, value: { status: 404, answer: 'Unknown SKU: no shop sells "WINE-REDD". Did you mean WINE-RED?' } });
    const calls = await at.client.call('trigger.calls', { limit: 1 });
    expect(calls).toMatchObject({ ok: true, value: { calls: [{ caller: 'test', wanted: 'WINE-REDD', status: 404 }], next: expect.any(Number) as number } });
    await at.client.call('trigger.setOpen', { open: false });
    expect(await at.client.call('trigger.test', { sku: 'WINE-RED' })).toMatchObject({ ok: false, error: { code: 'triggerClosed' } });
  });

  it('forgets old calls with the other records', async () => {
    await begin();
    await call();
    at.world.clock.advance(40 * 24 * 60 * MINUTE);
    await at.client.call('tasks.run', { task: { kind: 'housekeeping' } });
    expect(await at.client.call('trigger.calls', {})).toEqual({ ok: true, value: { calls: [], next: null } });
  });
});
