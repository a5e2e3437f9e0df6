/**
 * The golden corpus: every folder is run from the shop's JSON through planning and qbXML to the simulated company's answer, and must come out as a
 * person reviewed it (`npm run golden` writes anew). The sums are checked by arithmetic of this file's own, from the raw texts.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noSchema, schemaComplaints } from '../support/schemaCheck.ts';
import { folderNames, ORDERS, readCase, resultFiles } from './folders.ts';
import { RECIPES } from './recipes.ts';
import { runGolden, type GoldenRun } from './run.ts';
import { wooOrder } from './shop.ts';

const NAMES = folderNames();
const RUNS = new Map<string, GoldenRun>(NAMES.map((name) => [name, runGolden(readCase(name))]));

function runOf(name: string): GoldenRun {
  const run = RUNS.get(name);
  if (run === undefined) throw new Error(name);
  return run;
}

/** Cents from a text with at most two decimals, without the product's own money. */
function centsOf(text: unknown): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(text));
  if (match === null) throw new Error(`not money: ${String(text)}`);
  const amount = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? -amount : amount;
}

const add = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);
const amountsIn = (xml: string, tag: string): readonly bigint[] => [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map((match) => centsOf(match[1]));

type Raw = { readonly total: string; readonly total_tax: string; readonly line_items: readonly Money[]; readonly shipping_lines: readonly Money[]; readonly fee_lines: readonly Money[] };
type Money = { readonly total: string };
type RawRefund = { readonly amount: string };

/** The Adds of documents with lines, in order: `SalesReceiptAdd` and its answer. */
function documentsOf(run: GoldenRun): readonly { readonly request: string; readonly response: string }[] {
  return run.written.filter(({ request }) => /<(SalesReceipt|Invoice|SalesOrder|CreditMemo)AddRq/.test(request));
}

it('has at least 120 folders, one for each recipe', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(120);
  expect(NAMES).toEqual(Object.keys(RECIPES).toSorted());
});

describe.each(NAMES)('%s', (name) => {
  it('is the order of its recipe', () => {
    const recipe = RECIPES[name];
    if (recipe === undefined) throw new Error(name);
    expect(readCase(name).order).toEqual(JSON.parse(JSON.stringify(wooOrder(recipe.order).order)));
    expect(readCase(name).settings).toEqual(JSON.parse(JSON.stringify(recipe.settings ?? {})));
  });

  it('becomes what was reviewed', () => {
    const files = resultFiles(runOf(name));
    const made = readdirSync(path.join(ORDERS, name)).filter((file) => /^(request|response)(-\d+)?\.xml$|^outcome\.json$/.test(file)).sort();
    expect([...files.keys()].sort()).toEqual(made);
    for (const [file, text] of files) {
      // The simulated company may learn to say more; what it says about the money is what counts.
      if (file.startsWith('response')) expect(money(text), file).toEqual(money(readFileSync(path.join(ORDERS, name, file), 'utf8')));
      else expect(text, file).toBe(readFileSync(path.join(ORDERS, name, file), 'utf8'));
    }
  });

  it('holds every sum', () => {
    const { order, refunds, second, settings } = readCase(name);
    const run = runOf(name);
    const raws = [order, ...(second === null ? [] : [second])] as unknown as readonly Raw[];
    const charges = [...raws.map((raw) => raw.total), ...(refunds as unknown as readonly RawRefund[]).map((refund) => refund.amount)].map(centsOf);
    const entered = run.steps.filter((step) => step.state === 'entered' && /^(salesReceipt|invoice|salesOrder|creditMemo)$/.test(step.what));
    const documents = documentsOf(run);
    expect(documents).toHaveLength(entered.length);
    for (const [index, { request, response }] of documents.entries()) {
      const step = entered[index];
      const charged = centsOf(step?.charged);
      expect(charges, 'the shop charged this').toContain(charged);
      expect(response).toContain('statusCode="0"');
      const header = response.replace(/<(\w+LineGroupRet)>.*?<\/\1>/gs, ''); // a group line has a total of its own
      const tax = add(amountsIn(header, 'SalesTaxTotal'));
      const total = header.includes('<TotalAmount>') ? add(amountsIn(header, 'TotalAmount')) : add(amountsIn(header, 'Subtotal')) + tax;
      if (!request.includes('LineGroupAdd')) {
        const byQuickBooks = settings.connection?.tax?.mode === 'quickbooks' ? tax : 0n;
        expect(add(amountsIn(request, 'Amount')) + byQuickBooks, 'lines').toBe(total);
      }
      const difference = total > charged ? total - charged : charged - total;
      if (step?.judged === null) expect(difference, 'QuickBooks books what the shop charged').toBe(0n);
      else expect(difference).toBeGreaterThan(1n);
    }
  });

  it('parks only with a reason, and what does not add up with the difference', () => {
    const { order } = readCase(name);
    const raw = order as unknown as Raw;
    const parts = add([...raw.line_items, ...raw.shipping_lines, ...raw.fee_lines].map((part) => centsOf(part.total))) + centsOf(raw.total_tax);
    for (const step of runOf(name).steps.filter((one) => one.state === 'parked')) {
      expect(step.problem?.code).not.toBe('refusedByQuickBooks');
      expect(step.problem?.what).toMatch(/\S.{20,}\.$/);
      expect(step.problem?.todo).toMatch(/\S.{10,}\.$/);
      if (step.problem?.code === 'totalMismatch') expect(step.problem.what).toContain(`difference ${text(centsOf(raw.total) - parts)}`);
    }
  });
});

/** Numbers, dates and money of an answer. */
function money(xml: string): readonly string[] {
  return [...xml.matchAll(/statusCode="\d+"|<(RefNumber|TxnDate|Amount|Subtotal|SalesTaxTotal|TotalAmount|AppliedAmount|Quantity|Name|FullName)>[^<]*/g)].map(([found]) => found)
    .filter((found) => !/^<(Name|FullName)>/.test(found) || xml.includes('CustomerAddRs'));
}

function text(cents: bigint): string {
  const absolute = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${String(absolute / 100n)}.${String(absolute % 100n).padStart(2, '0')}`;
}

describe('all requests of the corpus', () => {
  it.skipIf(noSchema)('are valid by Intuit\'s own schema', () => {
    expect(schemaComplaints([...RUNS.values()].flatMap((run) => run.written.map(({ request }) => request)))).toEqual([]);
  }, 120_000);

  it('are the same when they are planned again', () => {
    for (const name of NAMES.slice(0, 40)) expect([...resultFiles(runGolden(readCase(name)))]).toEqual([...resultFiles(runOf(name))]);
  });

  it('leave nothing open that was paid and settled', () => {
    for (const [name, run] of RUNS) {
      const { settings } = readCase(name);
      const settles = settings.connection?.refundSettlement !== undefined && settings.connection.documentKind !== 'salesOrder';
      const paid = run.orders.every((order) => order.paidAt !== null);
      if (settles && paid && run.steps.every((step) => step.state !== 'parked')) expect([name, run.open]).toEqual([name, []]);
    }
  });
});
