import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { findCompany, setCompanyState } from '../../src/engine/db/companies.ts';
import { countJobs, ignoreInGuard, lastPosted } from '../../src/engine/db/jobs.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { QuickBooksError } from '../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { drivePort } from '../support/portDriver.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import { createWorld, FILE_ID, type World, type WorldOptions } from '../support/world.ts';

const collected = collectRequests();
let world: World;
let requests: string[] = [];
const driver = drivePort(() => world);
afterEach(() => world.close());
afterAll(() => { expect(collected.complaints()).toEqual([]); });

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  requests = [];
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 10, price: '9.00' }],
    onRequest: (text) => {
      requests.push(text);
      collected.onRequest(text);
    },
    ...more,
  });
  world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
  await world.sync();
}

const company = (): ReturnType<typeof findCompany> => findCompany(world.engine.db, world.companyId);
const added = (): number => requests.filter((text) => text.includes('AddRq')).length;
const documents = (): number => world.company.ledger().documents.length;

/** What a person does who says "yes, this is my company". */
function approve(): void {
  setCompanyState(world.engine.db, world.companyId, { state: 'approved', identity: company().candidate, candidate: null, problem: null });
}

describe('the company guard', () => {
  it('writes and reads nothing before a person has said yes, and says so in the Web Connector', async () => {
    await begin({ approved: false });
    const report = await world.session();
    expect(report.lastErrors[0]).toMatch(/Maple Street Goods/);
    expect(report.closing).toMatch(/Nothing is written before/);
    expect(company()).toMatchObject({ state: 'confirm', identity: null, problem: { code: 'confirmCompany' } });
    await world.session();
    expect(requests.every((text) => text.includes('<CompanyQueryRq')), 'it asks who answers, and nothing else').toBe(true);
    approve();
    await world.session();
    expect(documents()).toBe(1);
    expect(company().state).toBe('approved');
  });

  it('another company file: stop, whoever is approved; the right one goes on by itself', async () => {
    await begin();
    world.company.stampFileId('{99999999-2222-4333-8444-555555555555}');
    const report = await world.session();
    expect(report.outcome).toBe('stopped');
    expect(report.closing).toMatch(/Another company file/);
    expect(company()).toMatchObject({ state: 'stopped', problem: { code: 'otherCompanyFile' } });
    expect(added()).toBe(0);
    world.company.stampFileId(FILE_ID);
    await world.session();
    expect(company()).toMatchObject({ state: 'approved', problem: null });
    expect(documents()).toBe(1);
  });

  it('a file that was never added to the Web Connector: stop', async () => {
    await begin();
    world.company.stampFileId('');
    await world.session();
    expect(company()).toMatchObject({ state: 'stopped', problem: { code: 'companyFileUnmarked' } });
    expect(added()).toBe(0);
    expect(readLog(world.engine.db, { limit: 5 }).some((line) => line.text.includes('never connected'))).toBe(true);
  });

  it('looks for its own stamp where the Web Connector does not show it', async () => {
    await begin();
    // strHCPResponse shows only what this owner may see; our own question names our OwnerID.
    const hidden = { ...world.quickBooks, hcpResponse: () => world.company.hcpResponse('{00000000-0000-4000-8000-000000000000}') };
    world.company.stampFileId(FILE_ID, '{57F3B9B6-86F1-4FCC-B1EE-566DE1813D20}');
    const { ticket } = await driver.signIn();
    const first = world.engine.webConnector.sendRequestXML({ ticket, hcpResponse: hidden.hcpResponse(), companyFileName: world.quickBooks.path, country: 'US', majorVersion: 16, minorVersion: 0 });
    expect(first).toMatch(/CompanyQueryRq.*<OwnerID>/s);
    collected.onRequest(first);
  });

  it.each([['name', { name: 'Maple Street Goods (2)' }], ['path', { path: 'D:\\Copy\\Maple Street Goods.qbw' }]])('the same FileID with another %s: stop and ask', async (_what, change) => {
    await begin();
    await world.session();
    expect(documents()).toBe(1);
    world.company.rename(change);
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    await world.session();
    expect(company()).toMatchObject({ state: 'stopped', problem: { code: 'companyFileMoved' } });
    expect(documents()).toBe(1);
    await world.session();
    expect(documents()).toBe(1);
    approve();
    await world.session();
    expect(documents()).toBe(2);
  });

  it('asks for the learned file by its full path', async () => {
    await begin();
    expect(await driver.signIn()).toMatchObject({ what: '' });
    driver.port.closeConnection('x');
    world.clock.advance(121_000);
    await world.session();
    expect(await driver.signIn()).toMatchObject({ what: 'C:\\Books\\Maple Street Goods.qbw' });
  });

  it('a restored older file: the last documents are missing, nothing is written, a choice is shown, and holds until it is made', async () => {
    await begin();
    const older = world.company.snapshot();
    await world.session();
    expect(documents()).toBe(1);
    world.company.restore(older);
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    requests = [];
    const report = await world.session();
    expect(report.lastErrors.join(' ')).toMatch(/older than our records/);
    expect(company()).toMatchObject({ state: 'stopped', problem: { code: 'companyFileOlder' } });
    await world.session();
    await world.session();
    expect(added()).toBe(0);
    // "Go on with this file": those documents are not looked for any more.
    ignoreInGuard(world.engine.db, world.companyId, lastPosted(world.engine.db, world.companyId, 5).flatMap((job) => (job.txnId === null ? [] : [job.txnId])));
    setCompanyState(world.engine.db, world.companyId, { state: 'approved', identity: company().identity, candidate: null, problem: null });
    await world.session();
    expect(documents()).toBe(1);
    expect(countJobs(world.engine.db, world.companyId)).toMatchObject({ done: 2 });
  });

  it('the restored file comes back to its newest state: still a person has to say so', async () => {
    await begin();
    const older = world.company.snapshot();
    await world.session();
    const newest = world.company.snapshot();
    world.company.restore(older);
    await world.session();
    expect(company().problem?.code).toBe('companyFileOlder');
    world.company.restore(newest);
    await world.session();
    expect(company().state).toBe('stopped');
  });

  it('a document deleted by the bookkeeper is no sign of an older file', async () => {
    await begin();
    await world.session();
    world.company.deleteTransaction(world.company.ledger().documents[0]?.txnId ?? '');
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    await world.session();
    expect(company().state).toBe('approved');
    expect(documents()).toBe(1);
    expect(countJobs(world.engine.db, world.companyId)).toMatchObject({ done: 2 });
  });

  it('looks for the last five only', async () => {
    await begin();
    for (let count = 0; count < 7; count += 1) world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    await world.session();
    requests = [];
    await world.session();
    expect(requests.find((text) => text.includes('requestID="posted"'))?.match(/<TxnID>/g)).toHaveLength(5);
  });
});

describe('QuickBooks cannot be opened', () => {
  it('says why, and the next session goes on', async () => {
    await begin();
    const { ticket } = await driver.signIn();
    expect(driver.port.connectionError(ticket, '0x80040408', 'Could not start QuickBooks.')).toBe('done');
    expect(driver.port.getLastError(ticket)).toMatch(/QuickBooks/);
    expect(driver.port.closeConnection(ticket)).toMatch(/QuickBooks/);
    await world.session();
    expect(documents()).toBe(1);
  });

  it('another file is open: once the open one may answer, and the guard compares it', async () => {
    await begin();
    await world.session();
    const { ticket } = await driver.signIn();
    expect(driver.port.connectionError(ticket, '0x8004040A', 'A different company file is already open.')).toBe('');
    expect(driver.port.connectionError(ticket, '0x8004040A', 'A different company file is already open.')).toBe('done');
    driver.port.closeConnection(ticket);
    // The Web Connector's own loop, to the end.
    let openings: (string | undefined)[] = [];
    const original = world.quickBooks.beginSession.bind(world.quickBooks);
    Object.assign(world.quickBooks, {
      beginSession: (path?: string) => {
        openings.push(path);
        if (path !== '') throw new QuickBooksError('0x8004040A', 'A different company file is already open.');
        return original(path);
      },
    });
    world.company.stampFileId('{99999999-2222-4333-8444-555555555555}');
    const report = await world.session();
    expect(openings).toEqual(['C:\\Books\\Maple Street Goods.qbw', '']);
    expect(report.closing).toMatch(/Another company file/);
    openings = [];
    world.company.stampFileId(FILE_ID);
    await world.session();
    expect(company().state).toBe('approved');
  });
});
