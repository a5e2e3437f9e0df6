/** Plans orders in a process of its own: the parts of the engine that take in and draft, without a session around them. */
import { instant } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { JobId, ListID } from '../../src/domain/ids.ts';
import type { ItemKind, ItemRecord } from '../../src/domain/item.ts';
import { takeOrder } from '../../src/engine/act/takeOrder.ts';
import { findCompany, setCompanyState } from '../../src/engine/db/companies.ts';
import { findConnection } from '../../src/engine/db/connections.ts';
import { findJob } from '../../src/engine/db/jobs.ts';
import { nextSequence } from '../../src/engine/db/sequence.ts';
import { storeItems } from '../../src/engine/db/storeItems.ts';
import { draftFor } from '../../src/engine/session/steps/drafting.ts';
import { matchLine } from '../../src/engine/session/steps/facts.ts';
import { documentAdd } from '../../src/quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../src/quickbooks/qbxml/envelope.ts';
import { answerCalls } from './childPort.ts';
import { anOrder, skuOf } from './orders.ts';
import { COMPANY, engineOf, openEngine, SHOP, stopEngine } from './quietEngine.ts';
import { FILE_ID } from './who.ts';

export type PlanningCalls = {
  open(folder: string, items: number): Promise<void>;
  /** Milliseconds of taking in, drafting and matching. */
  plan(from: number, count: number): { readonly taken: number; readonly drafted: number; readonly matched: number; readonly matches: number };
};

const AT_ONCE = 100;
const CHARGES: readonly (readonly [string, ItemKind])[] = [['Shipping', 'otherCharge'], ['Web Fee', 'otherCharge'], ['Web Tax 0', 'salesTax'], ['Web Tax', 'salesTax']];

let skus = 0;

function record(listId: string, name: string, kind: ItemKind): ItemRecord {
  return {
    listId: listId as ListID, kind, name, fullName: name, isActive: true, quantityOnHand: kind === 'inventory' ? whole(50) : null, quantityOnSalesOrder: null, manufacturerPartNumber: '', barCode: '',
    timeModified: '2026-01-05T10:00:00-05:00', editSequence: '1', members: [],
  };
}

async function open(folder: string, items: number): Promise<void> {
  skus = items;
  const { db, ctx } = await openEngine(folder);
  setCompanyState(db, COMPANY, {
    state: 'approved', candidate: null, problem: null,
    identity: {
      fileId: FILE_ID, name: 'Maple Street Goods', path: 'C:\\Books\\Maple.qbw', country: 'US',
      product: 'QuickBooks Enterprise Solutions 24.0', supportedVersions: ['16.0'], closingDate: null, salesTaxOn: true,
      multiCurrencyOn: false,
    },
  });
  for (let start = 0; start < items; start += 5_000) {
    db.transaction(() => {
      const records = Array.from(
        { length: Math.min(5_000, items - start) },
        (_, place) => record(`8000${(start + place).toString(16).toUpperCase().padStart(5, '0')}-1`, skuOf(start + place), 'inventory'),
      );
      storeItems(db, COMPANY, records, { readSequence: nextSequence(db), at: ctx.now() });
    })();
  }
  db.transaction(() => {
    storeItems(db, COMPANY, CHARGES.map(([name, kind], index) => record(`9000000${String(index)}-1`, name, kind)), { readSequence: nextSequence(db), at: ctx.now() });
  })();
}

function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

const calls: PlanningCalls = {
  open,
  plan(from, count) {
    const { db, ctx } = engineOf();
    const orders = Array.from({ length: count }, (_, place) => anOrder(from + place, skus, instant(Date.now())));
    const taken = timed(() => {
      for (let start = 0; start < count; start += AT_ONCE) {
        db.transaction(() => {
          const intake = { db, company: findCompany(db, COMPANY), connection: findConnection(db, SHOP), zone: 'America/New_York', at: ctx.now(), sequence: nextSequence(db) };
          for (const order of orders.slice(start, start + AT_ONCE)) takeOrder(intake, order);
        })();
      }
    });
    const jobs = db.prepare<[], { readonly id: number }>('SELECT id FROM job WHERE state = \'waiting\' ORDER BY id DESC').all().slice(0, count).map(({ id }) => id as JobId);
    if (jobs.length !== count) throw new Error(`${String(jobs.length)} documents for ${String(count)} orders`);
    const company = findCompany(db, COMPANY);
    const drafted = timed(() => {
      for (const id of jobs) {
        const draft = draftFor({ ctx, company }, findJob(db, id), { fullName: 'Web Store Customer' });
        if (!draft.ok) throw new Error(draft.error.what);
        writeMessageSet({ version: '13.0', requests: [documentAdd('bench', draft.value.draft, '13.0')] });
      }
    });
    const connection = findConnection(db, SHOP);
    const lines = orders.flatMap((order) => order.lines);
    const matched = timed(() => {
      for (const line of lines) if (matchLine({ ctx, company }, connection, line).kind !== 'matched') throw new Error(`${line.sku ?? ''} was not matched`);
    });
    return { taken, drafted, matched, matches: lines.length };
  },
};

answerCalls(calls, stopEngine);
