/**
 * A month with two shops that share all their items: sales in both, counts, receipts, builds, returns, edits by hand on either side, and a modified
 * filter that misses a fifth of all changes. STOCK_MONTH_ITEMS=5000 STOCK_MONTH_DAYS=30 npx vitest run --project engine test/engine/stockMonth.test.ts
 * for the long one; STOCK_MONTH_SEED=7 for other dice.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, earlier, HOUR, instant, MINUTE } from '../../src/domain/calendar.ts';
import { findCompany } from '../../src/engine/db/companies.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import { countOversells, listOversells } from '../../src/engine/db/oversells.ts';
import { sweepReports } from '../../src/engine/db/sweepReports.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { dice, type Dice } from '../faults/random.ts';
import { followBridge, monthComplaints, PREFIX, shortages, type Follower } from '../support/monthAuditor.ts';
import { evidence } from '../support/monthEvidence.ts';
import { skuNames } from '../support/stockWorld.ts';
import { createWorld, type World } from '../support/world.ts';

const ITEMS = Number(process.env['STOCK_MONTH_ITEMS'] ?? '160');
const DAYS = Number(process.env['STOCK_MONTH_DAYS'] ?? '12');
const SEED = Number(process.env['STOCK_MONTH_SEED'] ?? String(ITEMS * 7 + DAYS));
/** Things that happen between two polls. */
const EVENTS = Math.max(14, ITEMS / 50);
const WHERE = `STOCK_MONTH_ITEMS=${String(ITEMS)} STOCK_MONTH_DAYS=${String(DAYS)} STOCK_MONTH_SEED=${String(SEED)}`;
const LONG = 4 * HOUR;
/** The second shop offers what can still be built. */
const BUILDS = [false, true] as const;

let world: World | null = null;
let follower: Follower | null = null;
afterEach(async () => {
  follower?.stop();
  await world?.close();
});

type Goods = {
  readonly items: readonly string[];
  readonly assemblies: readonly string[];
  readonly kits: readonly string[];
  readonly all: readonly string[];
  /** What sells fast, in both shops. */
  readonly hot: readonly string[];
};

const name = (kind: string, at: number): string => `${kind}-${String(at + 1).padStart(4, '0')}`;

/** Every twentieth item is in an assembly, every twentieth in a kit; some kits hold a kit. */
async function openMonth(random: Dice): Promise<{ readonly world: World; readonly goods: Goods }> {
  const items = skuNames(ITEMS);
  const at = (index: number): string => items[index % items.length] ?? '';
  const many = Math.max(4, Math.floor(ITEMS / 40));
  const assemblies = Array.from({ length: many }, (_, index) => ({
    sku: name('SET', index), onHand: random.below(5), price: 50, members: [{ item: at(index * 4), quantity: 1 + random.below(3) }, { item: at(index * 4 + 1), quantity: 1 }],
  }));
  const kits = Array.from({ length: many }, (_, index) => ({
    sku: name('KIT', index), members: [{ item: at(ITEMS - 1 - index * 3), quantity: 1 + random.below(2) }, { item: at(ITEMS - 2 - index * 3), quantity: 1 }],
  }));
  const double = kits.slice(0, 3).map((kit, index) => ({ sku: name('DUO', index), members: [{ item: kit.sku, quantity: 2 }, { item: at(ITEMS - 1 - index * 3), quantity: 1 }] }));
  const all = [...items, ...assemblies.map(({ sku }) => sku), ...kits.map(({ sku }) => sku), ...double.map(({ sku }) => sku)];
  const listings = all.map((sku) => ({ sku, quantity: 0, price: '10.00' }));
  const opened = await createWorld({
    items: items.map((sku) => ({ sku, onHand: random.below(12) })), company: { assemblies, groups: [...kits, ...double] }, listings, moreStores: [listings],
    settings: { documentKind: 'salesReceipt', tax: { mode: 'none' } },
  });
  const handlers = createHandlers(opened.engine);
  for (const [index, connectionId] of opened.connectionIds.entries()) {
    const saved = await handlers['settings.save']({ of: { kind: 'connection', connectionId }, settings: { refPrefix: PREFIX[index], assemblies: BUILDS[index] === true ? 'buildable' : 'built' } });
    expect(saved).toMatchObject({ ok: true });
  }
  return {
    world: opened,
    goods: {
      items, assemblies: assemblies.map(({ sku }) => sku), kits: [...kits, ...double].map(({ sku }) => sku),
      all, hot: [...items.slice(0, 20), ...items.slice(-12), ...all.slice(-8)],
    },
  };
}

/** One thing that happens in a shop or in QuickBooks while nobody asks the bridge. */
function something(here: World, goods: Goods, random: Dice): void {
  const { company } = here;
  const shop = random.below(2);
  const store = here.stores[shop];
  if (store === undefined) return;
  switch (random.weighted([[12, 'sale'], [2, 'count'], [2, 'receipt'], [1, 'build'], [2, 'byHand'], [1, 'return'], [1, 'refund'], [1, 'shopEdit'], [1, 'cancel']] as const)) {
    case 'sale': {
      const lines = Array.from({ length: 1 + random.below(3) }, () => random.pick(random.chance(0.5) ? goods.hot : goods.all)).flatMap((sku) => {
        const there = store.stockOf(sku) ?? 0;
        return there > 0 ? [{ sku, quantity: 1 + random.below(Math.min(3, there)) }] : [];
      });
      const once = lines.filter((line, at) => lines.findIndex((other) => other.sku === line.sku) === at);
      if (once.length > 0) follower?.placed(shop, store.placeOrder({ lines: once }).id);
      return;
    }
    case 'count': company.setQuantity(random.pick(goods.items), random.below(15)); return;
    case 'receipt': company.receiveStock(random.pick(goods.items), 1 + random.below(20)); return;
    case 'build': company.buildAssembly(random.pick(goods.assemblies), 1 + random.below(2)); return;
    case 'byHand': company.enterDocument({ type: 'SalesReceipt', customer: 'Walk-in Customer', taxItem: 'State Tax', lines: [{ item: random.pick(goods.items), quantity: 1, rate: 5 }] }); return;
    case 'return': company.enterDocument({ type: 'CreditMemo', customer: 'Walk-in Customer', taxItem: 'State Tax', lines: [{ item: random.pick(goods.items), quantity: 1, rate: 5 }] }); return;
    case 'refund': {
      const order = random.pick([null, ...store.orders().filter((one) => one.status === 'processing' && one.refunds.length === 0).slice(-20)]);
      const line = order?.lines[0];
      if (order !== null && line?.sku !== null && line !== undefined) store.refund({ orderId: order.id, lines: [{ lineId: line.id, quantity: 1 }], restock: random.chance(0.7) });
      return;
    }
    case 'shopEdit': store.setStock(random.pick(goods.items), random.below(30)); return;
    case 'cancel': {
      const order = random.pick([null, ...store.orders().filter((one) => one.status === 'processing' && one.refunds.length === 0).slice(-5)]);
      // What QuickBooks has already stays there, and the bridge says so; it would count as sold for ever here.
      if (order !== null && !company.ledger().documents.some((one) => one.refNumber === `${PREFIX[shop] ?? ''}${order.number}`)) store.cancelOrder(order.id);
    }
  }
}

/** As the clockwork does it: orders every few minutes; listings are read only now and then, here by the nightly sweep. */
async function poll(here: World): Promise<void> {
  for (const id of here.connectionIds) await here.engine.pull(id);
  await here.engine.route(here.companyId);
  await here.engine.idle();
  const report = await here.session();
  expect(report.outcome, report.lastErrors.join(' ')).toBe('finished');
  await here.engine.idle();
}

function tell(here: World, wrong: readonly (readonly string[])[], days = 3): string {
  return wrong.map((skus) => evidence(here, skus, days === 0 ? instant(0) : earlier(here.clock.now(), days * DAY))).join('\n\n');
}

/** Whatever is short of what was sold today is reported, with orders that sold it; and nothing is reported that is not short. Returns what is short without a sale. */
function checkOversells(here: World, where: string): number {
  const reported = listOversells(here.engine.db, here.companyId, { openOnly: true, before: null, limit: 10_000 });
  const short = shortages(here, here.clock.now() - DAY);
  const unsaid = short.filter(({ item, isSold }) => isSold && !reported.some((one) => one.item === item));
  expect(unsaid.map(({ item }) => item), `${where}: short, sold today and not reported\n${tell(here, unsaid.map(({ skus }) => skus))}`).toEqual([]);
  const wrong = reported.filter((one) => !short.some(({ item }) => item === one.item));
  expect(wrong.map(({ item }) => item), `${where}: reported and not short\n${tell(here, wrong.map(({ item }) => [item]))}`).toEqual([]);
  const numbers = here.stores.map((store) => new Set(store.orders().map((order) => order.number)));
  for (const { text } of reported) {
    const named = [...text.matchAll(/Shop (\d) order (\d+) \(\d/g)];
    expect(named.length, text).toBeGreaterThan(0);
    for (const [, shop, order] of named) expect(numbers[Number(shop) - 1]?.has(order ?? ''), text).toBe(true);
  }
  const cancelled = short.filter(({ item, isSold, wasSold }) => wasSold && !isSold && !reported.some((one) => one.item === item));
  if (process.env['STOCK_MONTH_TELL'] === '1' && cancelled.length > 0) console.info(`${where}: below zero, ordered today, nothing taken\n${tell(here, cancelled.map(({ skus }) => skus), 0)}`);
  return cancelled.length;
}

describe('a month of two shops', () => {
  it('is right in both shops after every nightly sweep, and never tells a shop more than it can know to be free', async () => {
    const random = dice(SEED);
    const { world: here, goods } = await openMonth(random);
    world = here;
    follower = followBridge(here, BUILDS);
    const handlers = createHandlers(here.engine);
    here.company.faults.modifiedFilterMisses = () => random.chance(0.2);
    await here.sync();
    await poll(here);
    await poll(here);
    let missed = 0;
    let drifted = 0;
    let unsold = 0;
    for (let day = 0; day < DAYS; day += 1) {
      for (let polls = 0; polls < 3; polls += 1) {
        for (let n = 0; n < EVENTS; n += 1) something(here, goods, random);
        here.clock.advance(2 * HOUR);
        await poll(here);
      }
      here.clock.advance(DAY - 6 * HOUR - 20 * MINUTE);
      expect(await handlers['companies.sweep']({ companyId: here.companyId })).toMatchObject({ ok: true });
      await poll(here);
      // Once more, so that what the night's session entered is inside what it reads.
      await poll(here);
      for (const { id } of listConnections(here.engine.db)) await handlers['updates.approveHeld']({ connectionId: id });
      await here.engine.idle();
      const where = `night ${String(day + 1)} of ${WHERE}`;
      expect(findCompany(here.engine.db, here.companyId).lastSweepAt, where).toBeGreaterThan(here.clock.now() - 15 * MINUTE);
      expect(here.engine.query.problems().map(({ problem }) => problem.code), where).toEqual([]);
      expect(here.engine.query.openUpdates(), where).toBe(0);
      const wrong = monthComplaints(here, BUILDS);
      expect(wrong, `${where}\n${tell(here, wrong.slice(0, 3).flatMap((line) => [[/shows \d+ (\S+),/.exec(line)?.[1] ?? '']]))}`).toEqual([]);
      const [report] = sweepReports(here.engine.db, here.companyId, 1);
      expect(report, where).toMatchObject({ unreadShops: 0, items: goods.all.length });
      expect(report?.endedAt, where).not.toBeNull();
      expect(report?.mended, where).toBe(report?.drifted);
      missed += report?.missed ?? 0;
      drifted += report?.drifted ?? 0;
      unsold += checkOversells(here, where);
      expect(follower.tooHigh, where).toEqual([]);
      if (ITEMS > 1_000) console.info(`day ${String(day + 1)} is right: ${String(follower.checked())} numbers checked, ${String(missed)} missed, ${String(drifted)} drifted and mended`);
    }
    const oversells = listOversells(here.engine.db, here.companyId, { openOnly: false, before: null, limit: 10_000 }).length;
    expect(follower.tooHigh).toEqual([]);
    console.log(
      `${String(ITEMS)} items, ${String(DAYS)} days: ${String(here.stores.reduce((sum, store) => sum + store.orders().length, 0))} orders; ${String(follower.checked())} numbers sent and checked; `
      + `the modified filter missed ${String(missed)}; ${String(drifted)} listings drifted and were mended; ${String(oversells)} oversells reported, ${String(countOversells(here.engine.db, here.companyId))} still open; `
      + `${String(unsold)} nights on which something was below zero whose orders had been cancelled: rightly not reported. Seed ${String(SEED)}.`,
    );
    // A judge that sees nothing would be content with anything.
    expect(follower.checked()).toBeGreaterThan(ITEMS);
    expect(missed).toBeGreaterThan(0);
    expect(drifted).toBeGreaterThan(0);
    expect(oversells).toBeGreaterThan(0);
  }, LONG);
});
