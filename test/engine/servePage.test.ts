import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { setCompanyState } from '../../src/engine/db/companies.ts';
import { setConnectionProblem } from '../../src/engine/db/connections.ts';
import { startUi, type UiServer } from '../support/uiServer.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
let server: UiServer;
afterEach(async () => {
  await server.close();
  await world.close();
});

async function open(options: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20 }], ...options });
  server = await startUi(world);
}

async function page(): Promise<{ readonly body: string; readonly policy: string }> {
  const answer = await server.get('/ui/', { Cookie: await server.signIn() });
  expect(answer.status).toBe(200);
  return { body: answer.body, policy: String(answer.headers['content-security-policy']) };
}

describe('the status page', () => {
  it('shows documents by state and says what needs a person', async () => {
    await open();
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    const bad = world.store.placeOrder({ lines: [{ sku: null, name: 'Gone', quantity: 1 }] });
    await world.sync();
    await world.session();
    await world.engine.idle();
    const { body } = await page();
    expect(body).toMatch(/<th scope="row">In QuickBooks<\/th><td class="number">1<\/td>/);
    expect(body).toMatch(/<th scope="row">Need attention<\/th><td class="number">1<\/td>/);
    expect(body).toContain('Work goes on, and something needs you.');
    expect(body).toContain(`<strong>${bad.number}</strong>`);
    expect(body).toContain('The window comes with the desktop app.');
    expect(body).toMatch(/<html lang="en">.*<title>Stockbridge<\/title>/s);
  });

  it('waits for the first answer, and says that it is stopped', async () => {
    await open({ approved: false });
    expect((await page()).body).toContain('Waiting for QuickBooks to answer for the first time.');
    await world.session();
    const { body } = await page();
    expect(body).toContain('Nothing is written to QuickBooks until you act.');
    expect(body).toContain('A company file has answered and waits for your word.');
  });

  it('runs no script and escapes every value', async () => {
    await open();
    const evil = '<script>alert(1)</script><img src=x onerror="alert(1)">\'';
    const wrong = { code: 'x', what: evil, todo: evil, detail: evil };
    setConnectionProblem(world.engine.db, world.connectionId, wrong);
    const identity = { fileId: '', name: evil, path: evil, country: 'US', product: evil, supportedVersions: [], closingDate: null, salesTaxOn: true, multiCurrencyOn: false };
    setCompanyState(world.engine.db, world.companyId, { state: 'stopped', identity, candidate: identity, problem: wrong });
    world.engine.db.prepare('UPDATE company SET name = ?').run(evil);
    world.engine.db.prepare('UPDATE connection SET name = ?').run(evil);
    const { body, policy } = await page();
    expect(body).not.toContain('<script');
    expect(body).not.toContain('<img');
    expect(body.split('&lt;script&gt;').length).toBeGreaterThan(8);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    const style = /<style>([^<]*)<\/style>/.exec(body)?.[1] ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(body).not.toMatch(/ style=| on[a-z]+="/);
  });

  it('has a word for a bridge without a company', async () => {
    await open();
    const { db } = world.engine;
    db.pragma('foreign_keys = OFF');
    for (const table of ['connection', 'company']) db.prepare(`DELETE FROM ${table}`).run();
    expect((await page()).body).toContain('No company is set up yet');
  });
});
