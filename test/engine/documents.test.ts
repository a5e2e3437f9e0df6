/** Lists for the settings, mappings checked before an order is planned, warnings on finished documents, differences, single sendings and invoices. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import { setHeld } from '../../src/engine/db/setupChanges.ts';
import { readInvoice } from '../../src/engine/host/invoice.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let client: DirectClient;
let requests: string[] = [];
afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

async function begin(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  requests = [];
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 50 }], listings: [{ sku: 'MUG', quantity: 50, price: '9.00' }], settings: { pushStock: false, ...settings }, onRequest: (text) => { requests.push(text); },
  });
  client = directClient(world.engine);
}

const order = (more: object = {}): OrderView => world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], ...more });

function jobOf(of: OrderView): JobRow {
  const row = findStoreOrder(world.engine.db, world.connectionId, String(of.id));
  const [job] = row === null ? [] : jobsOfOrder(world.engine.db, row.id);
  if (job === undefined) throw new Error('no job');
  return job;
}

async function run(): Promise<void> {
  world.clock.advance(121_000);
  await world.sync();
  await world.session();
}

const listReads = (): number => requests.filter((text) => text.includes('<AccountQueryRq')).length;

describe('QuickBooks\' lists', () => {
  it('are read in the first session, then daily, or when a person asks', async () => {
    await begin();
    await run();
    const shown = await client.call('lists.show', { companyId: world.companyId });
    if (!shown.ok) throw new Error(shown.error.what);
    const named = (list: string): readonly string[] => shown.value.lists.find((one) => one.list === list)?.entries.map((entry) => entry.name) ?? [];
    expect(named('account')).toContain('Undeposited Funds');
    expect(named('paymentMethod')).toContain('Visa');
    expect(named('salesTaxItem')).toContain('Web Tax 0');
    expect(shown.value.lists.find((one) => one.list === 'inventorySite')?.problem?.code).toBe('status3250');
    expect(shown.value.items.find((item) => item.name === 'Shipping')).toMatchObject({ kind: 'otherCharge', isActive: true });
    await run();
    expect(listReads()).toBe(1);
    expect(await client.call('lists.refresh', { companyId: world.companyId })).toEqual({ ok: true, value: { already: false } });
    await run();
    expect(listReads()).toBe(2);
    world.clock.advance(86_400_000);
    await run();
    expect(listReads()).toBe(3);
  });

  it('keep nothing from being written when QuickBooks will not take the question', async () => {
    await begin();
    world.company.faults.hresultOnce = null;
    const one = order();
    await world.sync();
    const process = world.quickBooks.process.bind(world.quickBooks);
    Object.assign(world.quickBooks, {
      process: (id: never, text: string) => {
        if (text.includes('<AccountQueryRq')) world.company.faults.hresultOnce = { hresult: '0x80040400', message: 'QuickBooks found an error when parsing the provided XML text stream.' };
        return process(id, text);
      },
    });
    await world.session();
    expect(jobOf(one).state).toBe('done');
    const log = await client.call('log.search', { words: 'lists could not be read' });
    expect(log.ok && log.value.lines).toHaveLength(1);
  });
});

describe('a mapping that QuickBooks does not have', () => {
  it('parks the order before anything is sent, names the setting, and is cured by another one', async () => {
    await begin({ depositTo: 'No such account' });
    const one = order();
    await run();
    expect(jobOf(one)).toMatchObject({ state: 'needsAttention', everSent: false, problem: { code: 'mappingMissing', field: 'depositTo', what: expect.stringContaining('No such account') as string } });
    expect(requests.some((text) => text.includes('AddRq'))).toBe(false);
    const of = { kind: 'connection', connectionId: world.connectionId } as const;
    const warned = await client.call('settings.save', { of, settings: { className: 'Nowhere' } });
    expect(warned.ok && warned.value.warnings.map((warning) => warning.field)).toEqual(['depositTo', 'className']);
    const good = await client.call('settings.save', { of, settings: { depositTo: 'Undeposited Funds', className: '' } });
    expect(good.ok && good.value.warnings).toEqual([]);
    await run();
    expect(jobOf(one).state).toBe('done');
  });

  it('is looked for once more before an order is parked for it: somebody may have added it since', async () => {
    await begin();
    await run();
    world.company.addListRecord('Class', 'Web');
    await client.call('settings.save', { of: { kind: 'connection', connectionId: world.connectionId }, settings: { className: 'Web' } });
    const one = order();
    await run();
    expect(listReads()).toBe(2);
    expect(jobOf(one)).toMatchObject({ state: 'done' });
  });
});

describe('a document booked otherwise than the shop charged', () => {
  it('is done and keeps its warning until a person has seen it', async () => {
    await begin({ tax: { mode: 'quickbooks', taxItem: 'State Tax' } });
    const one = order({ taxPercent: 20 });
    await run();
    expect(jobOf(one)).toMatchObject({ state: 'done', problem: { code: 'taxDiffers' } });
    const status = await client.call('status.show', {});
    expect(status.ok && status.value).toMatchObject({ health: 'attention', companies: [{ warnings: 1 }], problems: [{ jobId: jobOf(one).id, problem: { code: 'taxDiffers' } }] });
    const detail = await client.call('jobs.show', { jobId: jobOf(one).id });
    expect(detail.ok && detail.value.job.actions).toContain('acknowledge');
    expect(await client.call('jobs.acknowledge', { jobId: jobOf(one).id })).toMatchObject({ ok: true, value: { job: { problem: null, state: 'done' } } });
    expect(await client.call('jobs.acknowledge', { jobId: jobOf(one).id })).toMatchObject({ ok: false });
  });
});

describe('an order that was changed after it was sent', () => {
  it('is shown until a person says that it stays, or that it was corrected; another change is shown again', async () => {
    await begin();
    const one = order();
    await run();
    const change = async (quantity: number): Promise<void> => {
      world.store.editOrder(one.id, { lines: [{ sku: 'MUG', quantity }] });
      world.clock.advance(60_000);
      await world.sync();
    };
    const problems = async (): Promise<readonly string[]> => {
      const status = await client.call('status.show', {});
      const page = await client.call('dashboard.show', {});
      const found = status.ok ? status.value.problems.map((problem) => problem.problem.code) : ['no status'];
      expect(page.ok && page.value.headline.count).toBe(found.length); // the headline counts what the page lists
      return found;
    };
    const { id: jobId } = jobOf(one);
    expect(await client.call('jobs.difference', { jobId, choice: 'left' })).toMatchObject({ ok: false, error: { code: 'noDifference' } });
    await change(2);
    expect(await problems()).toEqual(['changedAfterSending']);
    await client.call('jobs.difference', { jobId, choice: 'left' });
    expect(await problems()).toEqual([]);
    await change(3);
    expect(await problems()).toEqual(['changedAfterSending']);
    await client.call('jobs.difference', { jobId, choice: 'corrected' });
    const detail = await client.call('jobs.show', { jobId });
    expect(detail.ok && detail.value.difference).toEqual([]);
    expect(await problems()).toEqual([]);
  });
});

describe('a preview', () => {
  it('shows one document with every decision, and sends just the chosen ones of a held company', async () => {
    await begin({ documentKind: 'invoice' });
    setHeld(world.engine.db, world.companyId, true);
    const [first, second] = [order(), order()];
    await run();
    const shown = await client.call('preview.one', { jobId: jobOf(first).id });
    expect(shown.ok && shown.value.document).toMatchObject({ state: 'drafted', kind: 'invoice' });
    expect(shown.ok && shown.value.document.draft?.decisions.map((one) => one.topic)).toEqual(expect.arrayContaining(['document', 'customer', 'date', 'line']));
    expect(await client.call('preview.send', { companyId: world.companyId, jobIds: [jobOf(first).id] })).toEqual({ ok: true, value: { documents: 1 } });
    await run();
    expect([jobOf(first).state, jobOf(second).state]).toEqual(['done', 'ready']);
    expect(world.company.audit().open).toEqual([]);
  });
});

/** The texts of a PDF: its streams unpacked, the strings of TJ and Tj joined. */
function textOf(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map((match) => Buffer.from(match[1] ?? '', 'latin1'));
  return streams.map((stream) => {
    try {
      return inflateSync(stream).toString('latin1')
        .replace(/\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ/g, (_, parts: string) => [...parts.matchAll(/<([0-9a-f]*)>/g)]
          .map((one) => Buffer.from(one[1] ?? '', 'hex').toString('latin1')).join(''));
    } catch {
      return '';
    }
  }).join('\n');
}

describe('an invoice', () => {
  it('is a PDF of the posted document, kept in the data folder under a safe name', async () => {
    await begin({ documentKind: 'invoice' });
    const one = order({ shipping: { total: '7.50' }, taxPercent: 10, customer: { firstName: 'Zoë', lastName: '../../etc', email: 'z@example.test', line1: '1 Main St', city: 'Albany' } });
    await run();
    const { id: jobId } = jobOf(one);
    const made = await client.call('jobs.invoice', { jobId });
    if (!made.ok) throw new Error(made.error.what);
    const pdf = Buffer.from(made.value.base64, 'base64');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const text = textOf(pdf);
    for (const words of ['INVOICE', `W${one.number}`, 'Zoë', 'MUG', 'Shipping', one.total, 'Balance due', '0.00', 'page 1 of 1']) expect(text).toContain(words);
    const file = path.join(world.folder, 'invoices', `Maple-${String(world.companyId)}`, `W${one.number}.pdf`);
    expect(readFileSync(file).equals(pdf)).toBe(true);
    expect(await client.call('jobs.invoice', { jobId })).toEqual(made);
    for (const number of [one.number, `W${one.number}`]) {
      const read = await readInvoice(world.folder, number);
      expect(read.ok && Buffer.from(read.value.pdf).equals(pdf)).toBe(true);
    }
    expect(await readInvoice(world.folder, 'no such')).toMatchObject({ ok: false, error: { code: 'noSuchOrder' } });
  });

  it('is read in a session where nothing is stored of it any more', async () => {
    await begin({ documentKind: 'invoice' });
    const one = order();
    await run();
    world.engine.db.exec("UPDATE exchange SET response_text = NULL WHERE job_id IS NOT NULL");
    const { id: jobId } = jobOf(one);
    expect(await client.call('jobs.invoice', { jobId })).toMatchObject({ ok: false, error: { code: 'invoiceNotRead' } });
    await run();
    expect(await client.call('jobs.invoice', { jobId })).toMatchObject({ ok: true });
    expect(existsSync(path.join(world.folder, 'invoices'))).toBe(true);
  });
});
