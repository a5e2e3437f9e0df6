/**
 * A folder as the shop, and an engine in a process of its own that dies by SIGKILL between two steps of a file, or whose disk is full, locked or tidied
 * up: afterwards every order is in QuickBooks once, and stock.csv is whole and right.
 */
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/engine/db/files.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { createWebConnector } from '../../src/simulator/webConnector/webConnector.ts';
import type { FolderFault } from '../support/engineProcess.ts';
import { startEngineProcess, type EngineProcess } from '../support/engineProcessHandle.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import { adapt, createClock, FILE_ID } from '../support/world.ts';

/** Longer than `busySeconds`. */
const PAST_BUSY = 121_000;
const HEAD = 'order_id,status,created_at,type,sku,name,quantity,amount,order_total,refund_id,refund_at,restock';
const sold = (id: number, sku: string, quantity: number): string =>
  `${String(id)},processing,2026-11-21T14:00:00Z,,${sku},Goods,${String(quantity)},${(quantity * 5).toFixed(2)},${(quantity * 5).toFixed(2)},,,`;

const requests = collectRequests();
const clock = createClock();
let spare = startEngineProcess(clock);
let engine: EngineProcess;
let company: SimulatedCompany;
let folder: string;
let root: string;
let port: number;

function nextProcess(): EngineProcess {
  const next = spare;
  spare = startEngineProcess(clock);
  return next;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stockbridge-csv-kill-'));
  root = mkdtempSync(join(tmpdir(), 'stockbridge-exchange-'));
  mkdirSync(join(root, 'orders'));
  writeFileSync(join(root, 'listings.csv'), 'sku,name,quantity\nTEA,Green tea,3\nMUG,A mug,\n');
  company = sampleCompany({ now: clock.now, fileId: FILE_ID, zone: 'America/New_York', skus: [{ sku: 'TEA', onHand: 20, price: 5 }, { sku: 'MUG', onHand: 7, price: 5 }], assemblies: [], groups: [] });
  engine = nextProcess();
  port = await engine.open({
    folder, port: 0, provisioning: JSON.stringify({
      companies: [{
        name: 'Maple', username: 'maple', password: 'correct horse', approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York' },
        stores: [{ name: 'Market', kind: 'csvFolder', url: root, settings: { startDate: '2026-01-01', refPrefix: 'M' } }],
      }],
    }),
  });
});

afterEach(async () => {
  await engine.kill();
  for (const one of [folder, root]) rmSync(one, { recursive: true, force: true });
});

afterAll(async () => {
  await spare.kill();
  expect(requests.complaints()).toEqual([]);
});

function put(name: string, rows: readonly string[]): void {
  const part = join(root, 'orders', `${name}.part`);
  writeFileSync(part, [HEAD, ...rows, ''].join('\r\n'));
  const at = (clock.now() - 60_000) / 1_000;
  utimesSync(part, at, at);
  renameSync(part, join(root, 'orders', name));
}

/** Orders, listings and numbers, then a session, as the clockwork does it; the engine may die on the way and is started again. Did it? */
async function round(): Promise<boolean> {
  clock.advance(PAST_BUSY);
  try {
    await engine.sync();
    const connector = createWebConnector({
      url: `http://localhost:${String(port)}/qbwc`, username: 'maple', password: 'correct horse', company: adapt(company, requests.onRequest), mostPauses: 50,
      sleep: async (milliseconds) => {
        if (engine.isAlive()) await engine.idle().catch(() => undefined);
        clock.advance(milliseconds);
      },
    });
    await connector.runSession().finally(() => { connector.close(); });
    await engine.idle();
    await engine.sync();
  } catch (cause) {
    if (!(await engine.wasKilled(5_000))) throw cause;
  }
  if (engine.isAlive()) return false;
  engine = nextProcess();
  port = await engine.open({ folder, port, provisioning: null });
  return true;
}

function stock(): Readonly<Record<string, string>> {
  const lines = readFileSync(join(root, 'stock', 'stock.csv'), 'utf8').split('\r\n');
  expect(lines[0]).toBe('\uFEFFsku,quantity,at');
  expect(lines.at(-1)).toBe('');
  return Object.fromEntries(lines.slice(1, -1).map((line) => line.split(',').slice(0, 2) as [string, string]));
}

function problem(): { readonly code: string; readonly what: string; readonly todo: string } | null {
  const db = new Database(join(folder, DATABASE_FILE), { readonly: true });
  try {
    const text = db.prepare<[], { problem: string | null }>(
      'SELECT problem FROM connection WHERE problem IS NOT NULL UNION ALL SELECT problem FROM stock_update WHERE problem IS NOT NULL',
    ).get()?.problem ?? null;
    return text === null ? null : JSON.parse(text) as { code: string; what: string; todo: string };
  } finally {
    db.close();
  }
}

function expectRight(): void {
  expect(company.ledger().documents.filter(({ kind }) => kind === 'SalesReceipt').map(({ refNumber }) => refNumber).toSorted()).toEqual(['M1001', 'M1002', 'M1003']);
  expect(stock()).toEqual({ TEA: '17', MUG: '6' });
  expect(readdirSync(join(root, 'stock')).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  expect(problem()).toBeNull();
}

const ORDERS = [sold(1_001, 'TEA', 2), sold(1_002, 'MUG', 1), sold(1_003, 'TEA', 1)];

describe('SIGKILL between two steps of a file', () => {
  const moments: readonly (readonly [string, (file: string) => FolderFault])[] = [
    ['before the file of orders is taken', (file) => ({ step: 'move', path: file, how: 'before' })],
    ['when the file has been taken and not read', (file) => ({ step: 'move', path: file, how: 'after' })],
    ['when the orders have been read and not stored', (file) => ({ step: 'read', path: file, how: 'after' })],
    ['before the numbers are written', () => ({ step: 'write', path: '.stock.csv.unfinished', how: 'before' })],
    ['in the middle of writing the numbers', () => ({ step: 'write', path: '.stock.csv.unfinished', how: 'middle' })],
    ['when the numbers are written and not in place', () => ({ step: 'move', path: 'stock.csv', how: 'before' })],
    ['when the numbers are in place and nobody remembers it', () => ({ step: 'move', path: 'stock.csv', how: 'after' })],
  ];

  it('at each moment, day after day: every order is entered once, and the numbers are whole and right', async () => {
    await round();
    for (const [day, [when, fault]] of moments.entries()) {
      const file = `day ${String(day + 1)}.csv`;
      put(file, [sold(1_000 + day, 'TEA', 2)]);
      await engine.armDisk(fault(file));
      expect(await round(), when).toBe(true);
      expect(await round(), when).toBe(false);
      expect(company.ledger().documents.map(({ refNumber }) => refNumber).toSorted(), when).toEqual(Array.from({ length: day + 1 }, (_, index) => `M${String(1_000 + index)}`));
      expect(stock(), when).toEqual({ TEA: String(20 - 2 * (day + 1)), MUG: '7' });
      expect(readdirSync(join(root, 'stock')).filter((name) => name.endsWith('.unfinished')), when).toEqual([]);
      expect(problem(), when).toBeNull();
    }
  }, 240_000);

  it('at one after the other with the same file', async () => {
    await round();
    put('monday.csv', ORDERS);
    let deaths = 0;
    for (const [, fault] of moments) {
      await engine.armDisk(fault('monday.csv'));
      if (await round()) deaths += 1;
    }
    expect(deaths).toBeGreaterThan(5);
    expect(await round()).toBe(false);
    expectRight();
  }, 240_000);
});

describe('a disk that does not do what it should', () => {
  it.each([
    ['is full', { step: 'write', path: '.stock.csv.unfinished', how: { code: 'ENOSPC' } }],
    ['does not let the numbers be written', { step: 'write', path: '.stock.csv.unfinished', how: { code: 'EACCES' } }],
    ['does not let the old numbers be replaced', { step: 'move', path: 'stock.csv', how: { code: 'EPERM' } }],
    ['does not let the orders be read', { step: 'read', path: 'monday.csv', how: { code: 'EACCES' } }],
  ] as const satisfies readonly (readonly [string, FolderFault])[])('%s: said in words, nothing is lost, and it goes on by itself', async (_, fault) => {
    await round();
    const before = stock();
    put('monday.csv', ORDERS);
    await engine.armDisk(fault);
    await round();
    await round();
    expect(stock()).toEqual(before);
    const said = problem();
    expect(said?.what).toMatch(/^[A-Z].{15,}\.$/s);
    expect(said?.what).not.toMatch(/ENOSPC|EACCES|EPERM|Error/);
    expect(said?.todo).toMatch(/\.$/);
    await engine.armDisk(null);
    clock.advance(30 * 60_000);
    for (let more = 0; more < 3; more += 1) await round();
    expectRight();
  }, 120_000);

  it('a file of orders that is cut off in the middle: what is whole is entered, the rest once the file is whole', async () => {
    await round();
    const whole = [HEAD, ...ORDERS, ''].join('\r\n');
    put('monday.csv', []);
    writeFileSync(join(root, 'orders', 'monday.csv'), whole.slice(0, whole.indexOf('1003') + 9));
    utimesSync(join(root, 'orders', 'monday.csv'), (clock.now() - 60_000) / 1_000, (clock.now() - 60_000) / 1_000);
    await round();
    await round();
    const receipts = (): readonly string[] => company.ledger().documents.map(({ refNumber }) => refNumber).toSorted();
    expect(receipts()).toEqual(['M1001', 'M1002']);
    put('monday.csv', ORDERS);
    await round();
    await round();
    expectRight();
  }, 120_000);

  it('somebody deletes the numbers, and the taken orders: the numbers are told again with the next change, and nothing comes twice', async () => {
    await round();
    put('monday.csv', ORDERS);
    await round();
    await round();
    rmSync(join(root, 'stock'), { recursive: true });
    rmSync(join(root, 'orders', 'taken'), { recursive: true });
    for (const sku of ['TEA', 'MUG']) company.receiveStock(sku, 1);
    await round();
    await round();
    expect(stock()).toEqual({ TEA: '18', MUG: '7' });
    expect(company.ledger().documents).toHaveLength(3);
  }, 120_000);
});
