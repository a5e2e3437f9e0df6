/** What the fault harness (test/faults) found in the product, each as short as it could be made. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import { jobsIn, jobsOfOrder } from '../../src/engine/db/jobs.ts';
import { databasePath } from '../../src/engine/db/open.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import { approve } from '../faults/person.ts';
import { directClient } from '../support/directClient.ts';
import { drivePort } from '../support/portDriver.ts';
import { createClock, createWorld, testHost, type World, type WorldOptions } from '../support/world.ts';

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function begin(more: Partial<WorldOptions> = {}): Promise<World> {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }], ...more });
  return world;
}

/** The database as it is now, put in the place of what it has become. */
async function copied(here: World): Promise<() => Promise<void>> {
  const aside = mkdtempSync(path.join(tmpdir(), 'stockbridge-'));
  await here.engine.db.backup(path.join(aside, 'copy.db'));
  return async () => {
    await here.restart((folder) => {
      for (const tail of ['', '-wal', '-shm']) rmSync(`${databasePath(folder)}${tail}`, { force: true });
      copyFileSync(path.join(aside, 'copy.db'), databasePath(folder));
    });
    rmSync(aside, { recursive: true });
    here.clock.advance(180_000);
  };
}

function readLines({ engine }: World): readonly string[] {
  return engine.db.prepare<[], { text: string }>('SELECT text FROM sync_log').all().map(({ text }) => text);
}

describe('found by the fault harness', () => {
  it('seed 16: a pull that goes on where another was cut off reads everything before it counts as done', async () => {
    const { store, engine, connectionId } = await begin();
    await engine.refreshListings(connectionId);
    store.faults.add({ kind: 'reset', on: 'GET /orders', skip: 1, times: 3 }); // the live orders are read, the trashed ones are not
    expect((await engine.pull(connectionId)).ok).toBe(false);
    const order = store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    expect((await engine.pull(connectionId)).ok).toBe(true);
    expect(findStoreOrder(engine.db, connectionId, String(order.id))).not.toBeNull();
  });

  it('seed 78: what is logged about a payment that is not made is logged under its order\'s number', async () => {
    const { store, engine, connectionId } = await begin({ settings: { documentKind: 'invoice' } });
    await engine.refreshListings(connectionId);
    const order = store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await engine.pull(connectionId);
    store.cancelOrder(order.id);
    await engine.pull(connectionId);
    const lines = engine.db.prepare<[], { order_number: string; text: string }>("SELECT order_number, text FROM sync_log WHERE outcome = 'cancelled' ORDER BY id").all();
    expect(lines.map((line) => line.order_number)).toEqual([order.number, order.number]);
    expect(lines[1]?.text).toMatch(/^Payment: /);
  });

  it('seed 84: an engine that cannot be opened because another program holds the database says so, and leaves nothing behind', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-'));
    const options = { folder, version: '0.0.0-test', host: testHost(createClock()) };
    try {
      const first = createEngine(options);
      if (!first.ok) throw new Error(first.error.what);
      const other = new Database(databasePath(folder));
      return first.value.stop().then(() => {
        other.exec('BEGIN IMMEDIATE');
        expect(createEngine(options)).toMatchObject({ ok: false, error: { code: 'databaseUnreadable' } });
        other.exec('ROLLBACK');
        other.close();
        const second = createEngine(options);
        expect(second.ok).toBe(true);
        return second.ok ? second.value.stop() : undefined;
      }).finally(() => { rmSync(folder, { recursive: true, force: true }); });
    } catch (cause) {
      rmSync(folder, { recursive: true, force: true });
      throw cause;
    }
  });

  it('seed 100100: a Web Connector whose session another one took over while it paused is not told to pause for ever', async () => {
    const here = await begin();
    const { port, signIn } = drivePort(() => here);
    const { ticket } = await signIn();
    // What a session that waits for the shop has said last.
    here.engine.db.prepare<[string]>("UPDATE session SET last_error = 'NoOp' WHERE ticket = ?").run(ticket);
    here.clock.advance(121_000);
    await signIn();
    expect(port.sendRequestXML({ ticket, hcpResponse: '', companyFileName: '', country: 'US', majorVersion: 16, minorVersion: 0 })).toBe('');
    expect(port.getLastError(ticket)).toBe('This session is over. The next scheduled run starts a new one.');
  });

  it('seed 27: what an older company file lacks is logged under its order\'s number, payments too', async () => {
    const { store, company, engine, clock } = await begin({ settings: { documentKind: 'invoice' } });
    await world?.sync();
    await world?.session();
    const older = company.snapshot();
    const order = store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world?.sync();
    await world?.session();
    company.restore(older);
    clock.advance(180_000);
    await world?.session();
    await approve(engine, 0);
    const lines = engine.db.prepare<[], { order_number: string }>("SELECT order_number FROM sync_log WHERE text LIKE '%not in the company file any more%'").all();
    expect(lines.map((line) => line.order_number)).toEqual([order.number, order.number]);
  });

  it('seed 20099: what changes in the second showing of the hour that clocks show twice in autumn is not missed', async () => {
    const { store, company, clock } = await begin({ clock: createClock(Date.UTC(2026, 10, 1, 2)) });
    await world?.sync();
    await world?.session(); // reads everything; from the next one on the filter decides
    // 1:50 in New York, ten minutes before the clocks go back to 1:00. QuickBooks' filters compare what clocks on the wall show.
    clock.set(Date.UTC(2026, 10, 1, 5, 50));
    await world?.session();
    clock.advance(30 * 60_000);
    company.setQuantity('MUG', 7);
    await world?.sync();
    await world?.session();
    await world?.engine.idle();
    expect(store.stockOf('MUG')).toBe(7);
  });

  it('seed 102285: a customer that a person retries is logged as a customer, not as an order that no shop has', async () => {
    const { store, company, engine, companyId } = await begin({ settings: { customer: { mode: 'perBuyer' } } });
    store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    company.faults.refuseOnce = { code: 3140, message: 'There is an invalid reference.' };
    await world?.sync();
    await world?.session();
    const customer = jobsIn(engine.db, companyId, 'needsAttention', 10).find((job) => job.kind === 'customer');
    expect(await directClient(engine).call('jobs.retry', { jobId: customer?.id ?? 0 })).toMatchObject({ ok: true });
    const last = engine.db.prepare<[], { order_number: string | null; text: string }>('SELECT order_number, text FROM sync_log ORDER BY id DESC LIMIT 1').get();
    expect(last).toEqual({ order_number: null, text: `${customer?.label ?? ''}: a person asked to try it again.` });
  });

  it('seed 312680: an order that was put off while the clock was ahead does not wait for that moment once the clock is right', async () => {
    const { store, company, clock } = await begin();
    await world?.sync();
    await world?.session();
    const right = clock.now();
    clock.advance(10 * 3_600_000);
    store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world?.sync();
    company.faults.refuseOnce = { code: 3175, message: 'The object is in use.' };
    await world?.session();
    expect(company.ledger().documents).toHaveLength(0);
    clock.set(right + 180_000);
    await world?.session();
    expect(company.ledger().documents).toHaveLength(1);
  });

  describe('the database was put back by hand to an older copy', () => {
    it('seed 101494: a customer whose adding was put off and then done is not added a second time under our second name', async () => {
      const here = await begin({ settings: { customer: { mode: 'perBuyer' } }, temperament: 'forgets' });
      here.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
      await here.sync();
      here.company.faults.refuseOnce = { code: 3175, message: 'The object is in use.' };
      await here.session();
      expect(jobsIn(here.engine.db, here.companyId, 'ready', 10).map(({ kind, attempts }) => [kind, attempts])).toEqual([['customer', 1]]);
      const putBack = await copied(here);
      here.clock.advance(180_000);
      await here.session();
      const customers = here.company.ledger().customers;
      await putBack();
      await here.session();
      expect(here.company.ledger().customers).toEqual(customers);
      expect(jobsIn(here.engine.db, here.companyId, 'done', 10).map(({ kind }) => kind).sort()).toEqual(['customer', 'salesReceipt']);
    });

    it.each(['cancel', 'trash'] as const)('seeds 102857, 106510: an order found in QuickBooks and taken back in the shop afterwards (%s) is shown as changed', async (how) => {
      const here = await begin({ settings: { documentKind: 'invoice' } });
      const putBack = await copied(here);
      const order = here.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
      await here.sync();
      await here.session();
      await putBack();
      await here.sync();
      await here.session();
      if (how === 'cancel') here.store.cancelOrder(order.id);
      else here.store.trashOrder(order.id);
      await here.sync();
      const row = findStoreOrder(here.engine.db, here.connectionId, String(order.id));
      expect(row?.difference).toMatchObject([{ field: 'status' }]);
      expect(here.company.ledger().documents).toHaveLength(1);
    });
  });

  describe('the database was put back to an older copy, and the shop took the order back before it was asked', () => {
    it('seed 113839: its document in QuickBooks is recognised by its key, and the difference is shown; nothing is looked for twice', async () => {
      const here = await begin({ temperament: 'remembers' });
      await here.sync();
      await here.session();
      const putBack = await copied(here);
      const order = here.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
      await here.sync();
      await here.session();
      await putBack();
      here.store.cancelOrder(order.id);
      await here.sync();
      await here.session();
      const row = findStoreOrder(here.engine.db, here.connectionId, String(order.id));
      expect(jobsOfOrder(here.engine.db, row?.id ?? 0).map(({ state, txnId }) => ({ state, txnId }))).toEqual([{ state: 'done', txnId: here.company.ledger().documents[0]?.txnId }]);
      expect(row?.difference).toEqual([{ field: 'status', sent: 'entered in QuickBooks', now: 'cancelled' }]);
      expect(here.company.ledger().documents).toHaveLength(1);
      const olderLines = (): number => readLines(here).filter((text) => /that this database does not know \(W\d+\)/.test(text)).length;
      expect(olderLines()).toBe(1);
      here.clock.advance(180_000);
      await here.session();
      expect(olderLines(), 'known from now on').toBe(1);
      expect(here.store.stockOf('MUG')).toBe(49);
    });

    it('seed 207962: its document is judged by what the shop charges now, not by what it charged when the order was first seen again', async () => {
      const here = await begin({ temperament: 'remembers' });
      await here.sync();
      await here.session();
      const putBack = await copied(here);
      const order = here.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 3 }] });
      await here.sync();
      await here.session();
      await putBack();
      await here.sync();
      here.store.editOrder(order.id, { lines: [{ sku: 'MUG', quantity: 2 }] });
      await here.sync();
      await here.session();
      const row = findStoreOrder(here.engine.db, here.connectionId, String(order.id));
      const [job] = jobsOfOrder(here.engine.db, row?.id ?? 0);
      expect(job).toMatchObject({ state: 'done', bookedTotal: 2_700, expectedTotal: 1_800, problem: { code: 'totalDiffers' } });
      expect(here.company.ledger().documents).toHaveLength(1);
    });
  });

  const isRoot = process.getuid?.() === 0;
  if (!isRoot) console.warn('SKIPPED: a data folder that an unprivileged user may not write, because only root can become one.');
  it.skipIf(!isRoot)('a folder that may not be written is a problem in words, not a fault', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-'));
    chmodSync(folder, 0o555);
    const open = path.resolve(import.meta.dirname, '../../src/engine/db/open.ts');
    const ran = spawnSync(process.execPath, [
      '--input-type=module', '-e',
      `import { openDatabase } from ${JSON.stringify(`file://${open}`)}; process.setuid(65534); console.log(JSON.stringify(openDatabase(${JSON.stringify(folder)})));`,
    ], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect(ran.stderr).not.toMatch(/Error:/);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false, error: { code: 'databaseUnreadable' } });
  });
});
