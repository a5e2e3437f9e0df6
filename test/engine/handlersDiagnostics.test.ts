import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import { writeLog } from '../../src/engine/db/log.ts';
import { keepPort } from '../../src/engine/host/keptPort.ts';
import { askWorld } from '../support/askedWorld.ts';

const at = askWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }] });
const { begin, session } = at;

async function findings(): Promise<Output<'diagnostics.run'>['findings']> {
  const found = await at.client.call('diagnostics.run', {});
  if (!found.ok) throw new Error(found.error.what);
  return found.value.findings;
}

describe('diagnostics.run', () => {
  it('looks at everything from inside the running engine', async () => {
    await begin();
    keepPort(at.world.folder, at.world.server.port);
    await at.world.session();
    const found = await findings();
    expect([...new Set(found.map((one) => one.check))].toSorted()).toEqual(['address', 'clock', 'company', 'database', 'disk', 'folder', 'poll', 'port', 'store']);
    expect(found.filter((one) => one.state === 'problem')).toEqual([]);
    expect(found.find((one) => one.check === 'database')?.text).toBe('The database is sound.');
    expect(found.find((one) => one.check === 'store')).toMatchObject({ about: 'Shop 1', state: 'ok' });
  });

  it('says in words what is wrong with a shop, a company file, a Web Connector that stays away', async () => {
    await begin({ company: { fileId: '' } });
    await at.world.session();
    at.world.clock.advance(3 * 24 * 3_600_000);
    at.world.store.faults.add({ kind: 'firewall', by: 'cloudflare', times: 20 });
    const wrong = (await findings()).filter((one) => one.state === 'problem');
    expect(wrong.map((one) => one.check).toSorted()).toEqual(expect.arrayContaining(['company', 'poll', 'store']));
    for (const { text, todo } of wrong) expect([text.length > 10, (todo ?? '').length > 10]).toEqual([true, true]);
  });

  it('finds a database that is damaged', async () => {
    await begin();
    const { db } = at.world.engine;
    db.pragma('wal_checkpoint(TRUNCATE)');
    const page = db.prepare<[], { pageno: number; pgsize: number }>("SELECT pageno, pgsize FROM dbstat WHERE name = 'connection' AND pagetype = 'leaf'").get();
    if (page === undefined) throw new Error('no page');
    const file = openSync(path.join(at.world.folder, 'stockbridge.db'), 'r+');
    writeSync(file, Buffer.alloc(page.pgsize, 0x5a), 0, page.pgsize, (page.pageno - 1) * page.pgsize);
    closeSync(file);
    expect((await findings()).find((one) => one.check === 'database')).toMatchObject({
      state: 'problem',
      text: expect.stringMatching(/database .*(damaged|cannot be read)/) as string,
      todo: expect.stringMatching(/backup/) as string,
    });
  });
});

describe('diagnostics.bundle', () => {
  it('carries what support needs, and neither secrets nor people', async () => {
    await begin({ settings: { customer: { mode: 'perBuyer' } } });
    const person = {
      firstName: 'Annabel', lastName: 'Quimbly', company: 'Quimbly Ltd',
      line1: '5 Oaktree Lane, a street with so long a name that it must be cut for QuickBooks',
      city: 'Springwell', postalCode: 'ZX12345', email: 'annabel@quimbly.example', phone: '555-867-5309',
    };
    at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: person, note: 'Leave it at Quimblys' });
    await at.world.sync();
    await session();
    await session();
    expect(at.world.company.ledger().documents).toHaveLength(1);
    writeLog(at.world.engine.db, {
      at: at.world.clock.now(), companyId: at.world.companyId, outcome: 'info',
      text: 'The shop said: Authorization: Basic Y2tfdGVzdDpjc190ZXN0 with cs_test at C:\\Users\\bookkeeper7\\Books, asked by someone@else.example',
    });
    const made = await at.client.call('diagnostics.bundle', {});
    if (!made.ok) throw new Error(made.error.what);
    const { name, text, lines } = made.value;
    expect(name).toMatch(/^stockbridge-diagnostics-2026-11-21-\d\d-\d\d-\d\d\.txt$/);
    for (const personal of ['Annabel', 'Quimbly', 'Oaktree', 'Springwell', 'ZX12345', '867-5309', '@', 'bookkeeper7']) expect(text, personal).not.toContain(personal);
    for (const secret of ['ck_test', 'cs_test', 'correct horse', 'Y2tfdGVzd', 'scrypt:', 'Y3NfdGVzd']) expect(text, secret).not.toContain(secret);
    const content = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(content)).toEqual(['about', 'findings', 'health', 'problems', 'counts', 'companies', 'shops', 'log']);
    expect(content).toMatchObject({
      about: { program: 'Stockbridge', version: '0.0.0-test' }, counts: { job: 2, store_order: 1, company: 1 }, companies: [{ name: 'Maple', settingsChanged: { timeZone: 'America/New_York' } }],
      shops: [{ name: 'Shop 1', kind: 'woocommerce', settingsChanged: { customer: { mode: 'perBuyer' } } }],
    });
    const log = content['log'] as readonly string[];
    expect(log).toHaveLength(lines);
    expect(log.some((line) => /inserted \| order \d+ \| .*Entered in QuickBooks as sales receipt/.test(line))).toBe(true);
    expect(log.some((line) => line.includes('confirmed') && line.includes('SKU MUG'))).toBe(true);
  });

  it('holds the last 500 lines and no more', async () => {
    await begin();
    at.world.engine.db.transaction(() => {
      for (let n = 0; n < 700; n += 1) writeLog(at.world.engine.db, { at: at.world.clock.now(), companyId: at.world.companyId, outcome: 'info', text: `line ${String(n)}` });
    })();
    const made = await at.client.call('diagnostics.bundle', {});
    expect(made.ok && made.value.lines).toBe(500);
    expect(made.ok && made.value.text.includes('line 699')).toBe(true);
    expect(made.ok && made.value.text.includes('"line 100"')).toBe(false);
  });
});

describe('diagnostics.code', () => {
  it('says what a code means, why, and what to do', async () => {
    await begin();
    expect(await at.client.call('diagnostics.code', { code: 'QBWC1012' })).toMatchObject({ ok: true, value: { codes: [{ source: 'webConnector', code: 'QBWC1012' }] } });
    expect(await at.client.call('diagnostics.code', { code: '0x80040414' })).toMatchObject({ ok: true, value: { codes: [{ source: 'hresult', cure: expect.stringMatching(/dialog/) as string }] } });
    expect(await at.client.call('diagnostics.code', { code: '1030' })).toMatchObject({ ok: true, value: { codes: [{ source: 'webConnector' }, { source: 'status' }] } });
    expect(await at.client.call('diagnostics.code', { code: '98765' })).toMatchObject({ ok: false, error: { code: 'unknownCode', field: 'code' } });
    const all = await at.client.call('diagnostics.codes', {});
    expect(all.ok && all.value.codes.length).toBeGreaterThan(120);
  });
});
