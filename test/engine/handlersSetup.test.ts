import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listCompanies, passwordHash } from '../../src/engine/db/companies.ts';
import { findConnection, listConnections } from '../../src/engine/db/connections.ts';
import { verifyPassword } from '../../src/engine/soap/password.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { SimulatedStore } from '../../src/simulator/store/types.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { confirm, readShop, setUpByWizard } from '../support/wizard.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let client: DirectClient;
const more: SimulatedStore[] = [];

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
  await Promise.all(more.splice(0).map((store) => store.close()));
});

async function begin(): Promise<void> {
  const listings = [{ sku: 'MUG', quantity: 20, price: '9.00' }];
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings, moreStores: [listings] });
  client = directClient(world.engine);
}

const KEYS = { consumerKey: 'ck_test', consumerSecret: 'cs_test' };
const check = (url: string, secrets: Readonly<Record<string, string>> = KEYS): ReturnType<typeof client.call<'setup.check'>> => client.call('setup.check', { kind: 'woocommerce', url, secrets });

describe('setup.check', () => {
  it('signs in without storing anything, and says who answered', async () => {
    await begin();
    expect(await client.call('setup.kinds', {}))
      .toEqual({ ok: true, value: {
        kinds: [{ kind: 'woocommerce', secretNames: ['consumerKey', 'consumerSecret'] }, { kind: 'csvFolder', secretNames: [] }],
      } });
    const before = JSON.stringify(listConnections(world.engine.db));
    const checked = await check(`${world.store.url}/`);
    expect(checked).toMatchObject({ ok: true, value: { url: world.store.url, noWrite: null, version: expect.any(String) as string, clockOffset: 0 } });
    expect(JSON.stringify(listConnections(world.engine.db))).toBe(before);
    expect(world.store.requests().filter((request) => request.method !== 'GET').every((request) => request.path.endsWith('/products/batch'))).toBe(true);
    expect(world.store.stockOf('MUG')).toBe(20);
  });

  it.each([
    ['a wrong key', { consumerKey: 'ck_nobody', consumerSecret: 'cs_test' }, 'badKey'], ['a wrong secret', { consumerKey: 'ck_test', consumerSecret: 'cs_other' }, 'badSignature'],
    ['no key', { consumerSecret: 'cs_test' }, 'missingSecret'], ['keys the wrong way round', { consumerKey: 'cs_test', consumerSecret: 'ck_test' }, 'badSecret'],
    ['a stranger among them', { ...KEYS, password: 'x' }, 'unknownSecret'],
  ])('names the cause: %s', async (_what, secrets, code) => {
    await begin();
    const checked = await check(world.store.url, secrets);
    expect(checked).toMatchObject({ ok: false, error: { code } });
    for (const secret of Object.values(secrets)) if (secret.length > 6) expect(JSON.stringify(checked)).not.toContain(secret);
  });

  it.each([
    ['a firewall', { kind: 'firewall' as const, by: 'wordfence' as const }, 'storeBlocked'],
    ['another address', { kind: 'redirect' as const, to: 'https://www.shop.example/wp-json/' }, 'storeRedirects'],
    ['a page instead of data', { kind: 'page' as const }, 'storeAnsweredPage'],
  ])('names the cause: %s', async (_what, fault, code) => {
    await begin();
    world.store.faults.add({ ...fault, times: 10 });
    expect(await check(world.store.url)).toMatchObject({ ok: false, error: { code } });
  });

  it('names the cause: nobody there, no shop at that path, a kind that nobody knows', async () => {
    await begin();
    const gone = await createStore({ listings: [], now: world.clock.now, key: 'k', secret: 's' });
    await gone.close();
    expect(await check(gone.url)).toMatchObject({ ok: false, error: { code: 'storeRefused' } });
    expect(await check(`${world.store.url}/nothing/here`)).toMatchObject({ ok: false, error: { code: 'storeNoApi' } });
    expect(await check('not an address')).toMatchObject({ ok: false, error: { code: 'badUrl', field: 'url' } });
    expect(await client.call('setup.check', { kind: 'etsy', url: world.store.url, secrets: {} })).toMatchObject({ ok: false, error: { code: 'unknownStoreKind' } });
  });

  it('lets a key that may only read pass, and says what it cannot do', async () => {
    await begin();
    const readOnly = await createStore({ listings: [], now: world.clock.now, key: KEYS.consumerKey, secret: KEYS.consumerSecret, permissions: 'read' });
    more.push(readOnly);
    expect(await check(readOnly.url)).toMatchObject({ ok: true, value: { noWrite: { code: 'keyReadOnly', field: 'consumerKey' } } });
  });

  it('uses the secrets it has where none are typed', async () => {
    await begin();
    const { connectionId } = world;
    expect(await client.call('setup.check', { kind: 'woocommerce', url: world.store.url, secrets: {}, connectionId })).toMatchObject({ ok: true });
    expect(await client.call('setup.check', { kind: 'woocommerce', url: world.store.url, secrets: { consumerKey: 'ck_nobody' }, connectionId }))
      .toMatchObject({ ok: false, error: { code: 'badKey' } });
    expect(await client.call('setup.check', { kind: 'woocommerce', url: world.store.url, secrets: {}, connectionId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });
});

describe('setup.company', () => {
  it('makes one that is held, with a password told once', async () => {
    await begin();
    const made = await client.call('setup.company', { name: 'Oak', username: 'oak', generate: true });
    if (!made.ok) throw new Error(made.error.what);
    const { companyId, password } = made.value;
    expect(made.value).toEqual({ companyId, isNew: true, password: expect.stringMatching(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/) as string, qwcChanged: false, passwordChanged: false });
    expect(await verifyPassword(password ?? '', passwordHash(world.engine.db, companyId))).toBe(true);
    expect(listCompanies(world.engine.db).find((one) => one.id === companyId)).toMatchObject({ isHeld: true, approveFirst: false, state: 'unknown' });
    expect(listCompanies(world.engine.db).find((one) => one.id === world.companyId)).toMatchObject({ isHeld: false });
    const log = await client.call('log.search', { words: 'set up company oak' });
    expect(log.ok && log.value.lines[0]?.text).toBe('A person set up the company "Oak".');
    expect(JSON.stringify([await client.call('setup.state', {}), await client.call('settings.show', {}), log])).not.toContain(password ?? '-');
  });

  it('takes a typed one that is hard to guess, and refuses others', async () => {
    await begin();
    const make = (password?: string): ReturnType<typeof client.call<'setup.company'>> =>
      client.call('setup.company', { name: 'Oakwood', username: 'oak', ...(password === undefined ? {} : { password }) });
    expect(await make()).toMatchObject({ ok: false, error: { code: 'noPassword' } });
    expect(await make('password1')).toMatchObject({ ok: false, error: { code: 'weakPassword', field: 'password' } });
    expect(await make('oakwood12')).toMatchObject({ ok: false, error: { code: 'weakPassword' } });
    expect(listCompanies(world.engine.db)).toHaveLength(1);
    expect(await make('violet kettle parade')).toMatchObject({ ok: true, value: { password: null } });
    expect(await client.call('setup.strength', { password: 'violet kettle parade' })).toMatchObject({ ok: true, value: { score: 4 } });
  });

  it('refuses a name or user name that is taken, in any case', async () => {
    await begin();
    expect(await client.call('setup.company', { name: 'MAPLE', username: 'other', generate: true })).toMatchObject({ ok: false, error: { code: 'nameTaken' } });
    expect(await client.call('setup.company', { name: 'Other', username: 'Maple', generate: true })).toMatchObject({ ok: false, error: { code: 'userNameTaken' } });
    expect(await client.call('setup.company', { companyId: 99, name: 'Other', username: 'other', generate: true })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('changes one, and says what has to be done in the Web Connector', async () => {
    await begin();
    const { companyId } = world;
    const hash = passwordHash(world.engine.db, companyId);
    expect(await client.call('setup.company', { companyId, name: 'Maple', username: 'maple' })).toMatchObject({ ok: true, value: { isNew: false, qwcChanged: false, passwordChanged: false } });
    expect(passwordHash(world.engine.db, companyId)).toBe(hash);
    expect(await client.call('setup.company', { companyId, name: 'Maple', username: 'maple2', generate: true })).toMatchObject({ ok: true, value: { qwcChanged: true, passwordChanged: true } });
    expect(listCompanies(world.engine.db)[0]).toMatchObject({ username: 'maple2', isHeld: false, approveFirst: true });
  });
});

describe('setup.connection', () => {
  const make = (more_: object): ReturnType<typeof client.call<'setup.connection'>> =>
    client.call('setup.connection', { companyId: world.companyId, name: 'New', kind: 'woocommerce', url: 'https://shop.example', secrets: KEYS, ...more_ });

  it('seals the secrets and never shows them', async () => {
    await begin();
    const made = await make({ url: 'shop.example/' });
    if (!made.ok) throw new Error(made.error.what);
    const row = findConnection(world.engine.db, made.value.connectionId);
    expect(row).toMatchObject({ url: 'https://shop.example', host: 'shop.example', sealedSecrets: { consumerKey: Buffer.from('ck_test').toString('base64') } });
    const answers = [await client.call('settings.show', {}), await client.call('connections.list', {}), await client.call('setup.state', {}), made];
    expect(JSON.stringify(answers)).not.toMatch(/c[ks]_test|Y2tfdGVzdA/);
    for (const file of ['stockbridge.db', 'stockbridge.db-wal']) expect(readFileSync(path.join(world.folder, file)).includes('cs_test')).toBe(false);
  });

  it('keeps secrets that are not typed anew, and the seal of those that are the same', async () => {
    await begin();
    const { connectionId } = world;
    const before = findConnection(world.engine.db, connectionId);
    expect(await make({ connectionId, name: 'Renamed', url: world.store.url, secrets: { consumerKey: 'ck_other' } })).toEqual({ ok: true, value: { connectionId, isNew: false } });
    const after = findConnection(world.engine.db, connectionId);
    expect(after).toMatchObject({ name: 'Renamed', host: before.host, settings: before.settings });
    expect(after.sealedSecrets).toEqual({ consumerKey: Buffer.from('ck_other').toString('base64'), consumerSecret: before.sealedSecrets['consumerSecret'] });
  });

  it('refuses what cannot be right', async () => {
    await begin();
    expect(await make({ secrets: {} })).toMatchObject({ ok: false, error: { code: 'missingSecret', field: 'consumerKey' } });
    expect(await make({ kind: 'etsy' })).toMatchObject({ ok: false, error: { code: 'unknownStoreKind' } });
    expect(await make({ name: 'shop 1' })).toMatchObject({ ok: false, error: { code: 'nameTaken' } });
    expect(await make({ url: world.store.url })).toMatchObject({ ok: false, error: { code: 'shopTaken' } });
    expect(await make({ connectionId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
    expect(await make({ companyId: 99 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
    expect(listConnections(world.engine.db)).toHaveLength(2);
  });

  it('takes another address for the same shop only when told that it is the same', async () => {
    await begin();
    const { connectionId } = world;
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    const { host } = findConnection(world.engine.db, connectionId);
    expect(await make({ connectionId, name: 'Shop 1' })).toMatchObject({ ok: false, error: { code: 'otherShop', field: 'url' } });
    expect(await make({ connectionId, name: 'Shop 1', sameShop: true })).toMatchObject({ ok: true });
    expect(findConnection(world.engine.db, connectionId)).toMatchObject({ url: 'https://shop.example', host });
  });
});

describe('the wizard', () => {
  it('leads from nothing to the first order in QuickBooks, and writes nothing before she agrees', async () => {
    await begin();
    expect(await client.call('setup.qwc', { companyId: world.companyId })).toMatchObject({ ok: false, error: { code: 'noPort' } });
    const wizard = await setUpByWizard(world, client);
    expect(await wizard.state()).toMatchObject({ next: 'firstPoll', missing: ['firstPoll', 'confirm', 'choices', 'preview'], lastPollAt: null, isHeld: true, itemsRead: false });
    await wizard.session();
    expect(await wizard.state()).toMatchObject({
      next: 'confirm', missing: ['confirm', 'choices', 'preview'], lastPollAt: expect.any(Number) as number,
      candidate: { name: 'Maple Street Goods' }, mayApprove: true,
    });
    await confirm(client, wizard);
    expect(await wizard.state()).toMatchObject({ next: 'choices', state: 'approved' });
    expect(await client.call('settings.save', { of: { kind: 'connection', connectionId: wizard.connectionId }, settings: { startDate: '2026-11-01' } }))
      .toMatchObject({ ok: true, value: { changed: ['startDate'] } });
    expect(await wizard.state()).toMatchObject({ next: 'preview', connections: [{ hasChoices: true }] });
    world.stores[1]?.placeOrder({ lines: [{ sku: 'MUG', quantity: 2 }] });
    await readShop(world, wizard);
    await wizard.session();
    await wizard.session();
    expect(world.company.ledger().documents).toEqual([]);
    expect(await wizard.state()).toMatchObject({ next: 'preview', missing: ['preview'], itemsRead: true });
    expect(await client.call('preview.release', { companyId: wizard.companyId })).toMatchObject({ ok: true, value: { documents: 1 } });
    expect(await wizard.state()).toMatchObject({ next: 'ready', missing: [], isHeld: false });
    await wizard.session();
    expect(world.company.ledger().documents).toMatchObject([{ kind: 'SalesReceipt' }]);
  });
});
