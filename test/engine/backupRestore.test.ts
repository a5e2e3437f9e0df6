/** Restoring: an old backup of ours, and an old company file of the bookkeeper's. Nothing is entered twice, and nothing is forgotten silently. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, instant } from '../../src/domain/calendar.ts';
import { backupsFolder, listBackups } from '../../src/engine/db/backupFiles.ts';
import { findCompany } from '../../src/engine/db/companies.ts';
import { countJobs, jobsIn } from '../../src/engine/db/jobs.ts';
import { readLog } from '../../src/engine/db/log.ts';
import { statusFacts } from '../../src/engine/handlers/statusFacts.ts';
import { directClient } from '../support/directClient.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import { StockBench } from '../support/stockBench.ts';
import { markRestored } from '../../src/engine/db/markRestored.ts';

/** Orders of the two long stories; 500 when asked for, which takes minutes. */
const MANY = Number(process.env['STOCKBRIDGE_RESTORE_ORDERS'] ?? 100);

let world: World;
afterEach(() => world.close());

async function begin(more: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 5_000, price: 9 }, { sku: 'TEE', onHand: 900, price: 7 }],
    listings: [{ sku: 'MUG', quantity: 5_000, price: '9.00' }, { sku: 'TEE', quantity: 900, price: '7.00' }], ...more,
  });
}

const documents = (): ReturnType<World['company']['ledger']>['documents'] => world.company.ledger().documents;
const numbers = (): readonly string[] => documents().map(({ refNumber }) => refNumber);
const client = (): ReturnType<typeof directClient> => directClient(world.engine);
const counts = (): ReturnType<typeof countJobs> => countJobs(world.engine.db, world.companyId);
const codes = (): readonly string[] => statusFacts(world.engine.db).problems.map(({ problem }) => problem.code);

function order(quantity = 1, sku = 'MUG'): { readonly id: number; readonly number: string } {
  return world.store.placeOrder({ lines: [{ sku, quantity }] });
}

/** Sessions until one has nothing left to do, with the shop's orders before and the stock sent after. */
async function untilQuiet(): Promise<void> {
  for (let n = 0; n < 12; n += 1) {
    world.clock.advance(180_000);
    await world.sync();
    const before = documents().length;
    await world.session();
    await world.engine.idle();
    await world.sync();
    if (documents().length === before && counts().waiting + counts().ready === 0) return;
  }
}

async function backUp(): Promise<string> {
  const made = await client().call('backups.make', {});
  if (!made.ok) throw new Error(made.error.what);
  return made.value.backup.name;
}

async function restore(name: string): Promise<void> {
  expect(await client().call('backups.restore', { name })).toMatchObject({ ok: true, value: { restarting: false } });
  await world.restart();
}

/** Each number once: nothing was entered twice. */
function expectNoneTwice(): void {
  expect(numbers().filter((number, index, all) => all.indexOf(number) !== index)).toEqual([]);
}

describe('a restored backup', () => {
  it(`three days old, over ${String(MANY)} orders: none doubled, none lost, and the shop shows what is there`, async () => {
    await begin();
    for (let n = 0; n < MANY * 0.4; n += 1) order();
    await untilQuiet();
    const name = await backUp();
    for (let day = 0; day < 3; day += 1) {
      world.clock.advance(DAY - 3_600_000);
      for (let n = 0; n < MANY * 0.2; n += 1) order();
      await untilQuiet();
    }
    expect(documents()).toHaveLength(MANY);
    const before = [...numbers()].sort();
    await restore(name);
    expect(counts().done).toBe(MANY * 0.4);
    const company = findCompany(world.engine.db, world.companyId);
    expect(company).toMatchObject({ restoredAt: world.clock.now(), itemCursor: null, lastSweepAt: null });
    expect(await client().call('backups.lastRestore', {})).toMatchObject({ ok: true, value: { restore: { file: name, isChecking: true } } });
    // What the shop showed may have been anything since: each listing is told anew.
    await untilQuiet();
    expect([...numbers()].sort()).toEqual(before);
    expect(counts()).toMatchObject({ done: MANY, needsAttention: 0, inDoubt: 0 });
    expect(codes()).toEqual([]);
    expect(world.store.stockOf('MUG')).toBe(5_000 - MANY);
    expect(await client().call('backups.lastRestore', {})).toMatchObject({ ok: true, value: { restore: { isChecking: false } } });
    // The database that was in use is there still.
    expect(listBackups(world.folder).filter(({ kind }) => kind === 'replaced')).toHaveLength(1);
    order();
    await untilQuiet();
    expect(documents()).toHaveLength(MANY + 1);
    expectNoneTwice();
  }, 240_000);

  it('finds a document whose number the bookkeeper has changed since, and one that has no memo any more', async () => {
    await begin();
    const name = await backUp();
    for (let n = 0; n < 3; n += 1) order();
    await untilQuiet();
    const [first, second] = documents();
    if (first === undefined || second === undefined) throw new Error('no documents');
    world.company.changeRefNumber(first.txnId, 'PAPER-7');
    world.company.changeMemo(second.txnId, 'as on paper');
    world.clock.advance(DAY);
    await restore(name);
    await untilQuiet();
    expect(documents()).toHaveLength(3);
    expect(counts()).toMatchObject({ done: 3, needsAttention: 0 });
  });

  it('what was deleted in QuickBooks since is not entered again by itself, and a person\'s word enters it once', async () => {
    await begin();
    const name = await backUp();
    order();
    await untilQuiet();
    world.company.deleteTransaction(documents()[0]?.txnId ?? '');
    world.clock.advance(DAY);
    await restore(name);
    await untilQuiet();
    expect(documents()).toHaveLength(0);
    expect(codes()).toContain('deletedInQuickBooks');
    const [job] = jobsIn(world.engine.db, world.companyId, 'needsAttention', 5);
    expect(await client().call('jobs.retry', { jobId: Number(job?.id) })).toMatchObject({ ok: true });
    await untilQuiet();
    expect(documents()).toHaveLength(1);
    expect(counts()).toMatchObject({ done: 1, needsAttention: 0 });
  });

  it('an order entered and then cancelled in the shop is shown as changed after it was sent', async () => {
    await begin();
    const name = await backUp();
    const { id } = order();
    await untilQuiet();
    world.store.cancelOrder(id);
    world.clock.advance(DAY);
    await restore(name);
    await untilQuiet();
    expect(documents()).toHaveLength(1);
    expect(codes()).toEqual(['changedAfterSending']);
    expect(counts()).toMatchObject({ done: 1, cancelled: 0 });
  });

  it('a document whose order the shop has deleted for good is named until a person has looked', async () => {
    await begin();
    const name = await backUp();
    const { id } = order();
    await untilQuiet();
    world.store.deleteOrder(id);
    world.clock.advance(DAY);
    await restore(name);
    await untilQuiet();
    expect(codes()).toEqual(['documentsWithoutOrder']);
    expect(await client().call('companies.dismissStrays', { companyId: world.companyId })).toEqual({ ok: true, value: { dismissed: 1 } });
    expect(codes()).toEqual([]);
    await untilQuiet();
    expect(codes()).toEqual([]);
    expect(documents()).toHaveLength(1);
  });

  it('a session that comes before the shops are asked again writes nothing and loses nothing', async () => {
    await begin();
    const name = await backUp();
    for (let n = 0; n < 3; n += 1) order();
    await untilQuiet();
    world.clock.advance(DAY);
    await restore(name);
    await world.session();
    await untilQuiet();
    expect(documents()).toHaveLength(3);
    expect(counts()).toMatchObject({ done: 3 });
    expect(codes()).toEqual([]);
  });

  it('sends no number from the backup\'s old quantities: not before every item was read anew', async () => {
    await begin();
    await untilQuiet();
    const name = await backUp();
    world.company.setQuantity('TEE', 4);
    await untilQuiet();
    expect(world.store.stockOf('TEE')).toBe(4);
    await restore(name);
    const writes = (): number => world.store.requests().filter(({ method }) => method !== 'GET').length;
    const before = writes();
    await world.sync();
    expect(writes()).toBe(before);
    await untilQuiet();
    expect(world.store.stockOf('TEE')).toBe(4);
  });

  it('a restore of what a restore put aside brings back the newer state', async () => {
    await begin();
    const name = await backUp();
    order();
    await untilQuiet();
    await restore(name);
    expect(counts().done).toBe(0);
    const aside = listBackups(world.folder).find(({ kind }) => kind === 'replaced');
    await restore(aside?.name ?? '');
    expect(counts().done).toBe(1);
    await untilQuiet();
    expect(documents()).toHaveLength(1);
    expect(existsSync(path.join(backupsFolder(world.folder), aside?.name ?? ''))).toBe(true);
  });
});

describe('a company file restored by the bookkeeper', () => {
  async function older(enterAgain: boolean, orders: number): Promise<void> {
    await begin();
    for (let n = 0; n < orders * 0.4; n += 1) order();
    await untilQuiet();
    const snapshot = world.company.snapshot();
    for (let day = 0; day < 3; day += 1) {
      world.clock.advance(DAY - 3_600_000);
      for (let n = 0; n < orders * 0.2; n += 1) order();
      await untilQuiet();
    }
    expect(documents()).toHaveLength(orders);
    const all = new Set(numbers());
    world.company.restore(snapshot);
    const left = new Set(numbers());
    await world.session();
    const { candidate, problem } = findCompany(world.engine.db, world.companyId);
    expect(problem?.code).toBe('companyFileOlder');
    if (candidate === null) throw new Error('nobody answered');
    const listed = await client().call('companies.missing', { companyId: world.companyId });
    if (!listed.ok) throw new Error(listed.error.what);
    // Every missing document is in the list, and nothing else.
    expect(new Set(listed.value.documents.map(({ name }) => name.replace('sales receipt ', '')))).toEqual(new Set([...all].filter((number) => !left.has(number))));
    const seen = { problem: 'companyFileOlder' as const, name: candidate.name, path: candidate.path };
    expect(await client().call('companies.approve', { companyId: world.companyId, seen, enterAgain })).toEqual({ ok: true, value: { ignored: orders * 0.6 } });
  }

  it(`three days old, over ${String(MANY)} orders: every missing document is listed; entered again on a person's word, each once`, async () => {
    await older(true, MANY);
    await untilQuiet();
    expect(documents()).toHaveLength(MANY);
    expectNoneTwice();
    expect(counts()).toMatchObject({ done: MANY, needsAttention: 0, inDoubt: 0 });
    expect(world.store.stockOf('MUG')).toBe(5_000 - MANY);
    expect(findCompany(world.engine.db, world.companyId).state).toBe('approved');
  }, 240_000);

  it('gone on with: what is missing stays subtracted from the stock and waits for a person, one by one', async () => {
    await older(false, 50);
    await untilQuiet();
    expect(documents()).toHaveLength(20);
    expect(counts()).toMatchObject({ done: 20, needsAttention: 30 });
    // The older file has the pieces of the 30 missing receipts on hand again; the shop has sold them.
    expect(world.store.stockOf('MUG')).toBe(4_950);
    expect(codes().filter((code) => code === 'missingFromFile')).toHaveLength(30);
    expect(readLog(world.engine.db, { limit: 500 }).filter(({ text }) => text.includes('not in the company file any more'))).toHaveLength(30);
    const [job] = jobsIn(world.engine.db, world.companyId, 'needsAttention', 1);
    await client().call('jobs.retry', { jobId: Number(job?.id) });
    await untilQuiet();
    expect(documents()).toHaveLength(21);
    expectNoneTwice();
    expect(world.store.stockOf('MUG')).toBe(4_950);
  });

  it('the newer file back again after all: what was given up is found, not entered twice', async () => {
    await begin();
    const empty = world.company.snapshot();
    for (let n = 0; n < 4; n += 1) order();
    await untilQuiet();
    const newest = world.company.snapshot();
    world.company.restore(empty);
    await world.session();
    const { candidate } = findCompany(world.engine.db, world.companyId);
    if (candidate === null) throw new Error('nobody answered');
    world.company.restore(newest);
    const seen = { problem: 'companyFileOlder' as const, name: candidate.name, path: candidate.path };
    expect(await client().call('companies.approve', { companyId: world.companyId, seen, enterAgain: true })).toMatchObject({ ok: true, value: { ignored: 4 } });
    await untilQuiet();
    expect(documents()).toHaveLength(4);
    expect(counts()).toMatchObject({ done: 4, needsAttention: 0 });
  });
});

it('a second restore counts from its own moment; its questions reach back to the earlier of the two while those are open', () => {
  const { db, companyId } = new StockBench();
  const restored = (at: number, knownTo: number): void => { markRestored(db, { at: instant(at), knownTo: instant(knownTo), file: 'a.db', signIns: [] }); };
  restored(5_000, 4_000);
  restored(9_000, 8_000);
  expect(findCompany(db, companyId)).toMatchObject({ restoredAt: 9_000, restoredFrom: 4_000 });
  db.close();
});
