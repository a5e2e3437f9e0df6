/** Each status code of QuickBooks that an Add can meet: what the bookkeeper then sees, and what the retry does. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findJob, jobsOfOrder, type JobRow } from '../../src/engine/db/jobs.ts';
import { findStoreOrder } from '../../src/engine/db/orders.ts';
import { classifyStatus } from '../../src/quickbooks/qbxml/status.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

/** Codes of the fact sheet (QBXML.md §7) that an Add can meet. Below 1000 the record is stored and the code is a remark on it. */
const MET = [
  530, 531, 550, 560, 570, 1000, 1010, 1030, 1060, 2000, 3000, 3010, 3020, 3040, 3045, 3050, 3060, 3065, 3070, 3080, 3081, 3085, 3090, 3110, 3120, 3130, 3140, 3150, 3151, 3152, 3153, 3160,
  3161, 3162, 3170, 3171, 3175, 3176, 3177, 3180, 3185, 3190, 3200, 3205, 3210, 3220, 3230, 3231, 3240, 3250, 3260, 3261, 3262, 3263, 3270, 3280, 3290, 3300, 9999,
];
/** Some codes mean several things; QuickBooks' own words tell which. */
const WORDS: Readonly<Record<number, string>> = {
  3210: 'The transaction cannot be saved.', 3170: 'There was an error when modifying the SalesReceipt list.',
  3180: 'There was an error when saving a SalesReceipt.',
};
const verdictOn = (code: number): ReturnType<typeof classifyStatus> => classifyStatus({ statusCode: code, severity: code < 1000 ? 'Warn' : 'Error', message: '' });
const REMARKS = MET.filter((code) => code < 1000);
/** Somebody is in the way: nobody has to do anything, the next session tries again under a new ID. */
const PUT_OFF = MET.filter((code) => code >= 1000 && verdictOn(code).class === 'retry');
/** A person has to act; QuickBooks says what it is about, and "try again" enters it once. */
const PARKED = MET.filter((code) => code >= 1000 && verdictOn(code).class !== 'retry');

let world: World;
let client: DirectClient;
beforeAll(async () => {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 5_000 }], listings: [{ sku: 'MUG', quantity: 5_000, price: '9.00' }], settings: { pushStock: false } });
  client = directClient(world.engine);
  await world.sync();
  await world.session();
});
beforeEach(() => { world.company.faults.refusals.splice(0); });
afterAll(async () => { await world.close(); });

async function meet(code: number, message = WORDS[code]): Promise<JobRow> {
  const order = world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
  world.company.faults.refusals.push({ code, on: 'SalesReceiptAdd', ...(message === undefined ? {} : { message }) });
  world.clock.advance(121_000);
  await world.sync();
  await world.session();
  const row = findStoreOrder(world.engine.db, world.connectionId, String(order.id));
  const [job] = row === null ? [] : jobsOfOrder(world.engine.db, row.id);
  if (job === undefined) throw new Error('no job');
  return job;
}

const copies = (job: JobRow): number => world.company.ledger().documents.filter((document) => document.refNumber === job.refNumber).length;

async function lineOf(job: JobRow): Promise<string> {
  const log = await client.call('log.search', { order: job.label });
  return log.ok ? log.value.lines.map((line) => line.text).join('\n') : '';
}

async function again(): Promise<void> {
  world.clock.advance(121_000);
  await world.session();
}

describe('a remark', () => {
  it.each(REMARKS)('%i: it is entered, and the log has QuickBooks\' words', async (code) => {
    const job = await meet(code);
    expect(job).toMatchObject({ state: 'done', problem: null });
    expect(copies(job)).toBe(1);
    expect(await lineOf(job)).toMatch(/Entered in QuickBooks as sales receipt W\d+\. \S+/);
  });
});

describe('put off', () => {
  it.each(PUT_OFF)('%i: it waits for the next session, which enters it once, under a new ID', async (code) => {
    const job = await meet(code);
    expect(job).toMatchObject({ state: 'ready', generation: 1, attempts: 1, problem: { code: `status${String(code)}` } });
    expect(copies(job)).toBe(0);
    expect(await lineOf(job)).toMatch(/Put off: .+ Tried again in the next session \(1 of 10\)/);
    await again();
    expect(findJob(world.engine.db, job.id)).toMatchObject({ state: 'done', problem: null });
    expect(copies(job)).toBe(1);
  });
});

describe('3170 and 3180 because somebody works on the same record', () => {
  it.each([3170, 3180])('%i: put off like the others', async (code) => {
    const job = await meet(code, 'The SalesReceipt list could not be locked. It is in use by another user.');
    expect(job).toMatchObject({ state: 'ready', problem: { what: 'Somebody else is working on the same record or list in QuickBooks.' } });
    await again();
    expect(findJob(world.engine.db, job.id).state).toBe('done');
  });
});

describe('parked', () => {
  it.each(PARKED)('%i: the bookkeeper reads what happened and what to do; "try again" enters it once', async (code) => {
    const job = await meet(code);
    const { problem } = verdictOn(code);
    expect(job).toMatchObject({ state: 'needsAttention', generation: 1, requestText: null, problem: { code: `status${String(code)}`, what: problem.what, todo: problem.todo } });
    expect(job.problem?.detail ?? '').not.toBe('');
    expect(copies(job)).toBe(0);
    const status = await client.call('status.show', {});
    expect(status.ok && status.value.problems.some((one) => one.jobId === job.id && one.problem.what === problem.what)).toBe(true);
    const shown = await client.call('jobs.show', { jobId: job.id });
    expect(shown.ok && shown.value.job.actions).toEqual(['retry', 'cancel', 'markEntered']);
    expect(await client.call('jobs.retry', { jobId: job.id })).toMatchObject({ ok: true });
    await again();
    expect(findJob(world.engine.db, job.id)).toMatchObject({ state: 'done', problem: null });
    expect(copies(job)).toBe(1);
  });
});
