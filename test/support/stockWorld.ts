/** What the stock tests share: an auditor that reads nothing but the simulators, a tap on the calls to the shops, sessions with their own pauses. */
import { expect } from 'vitest';
import { toNumber } from '../../src/domain/decimal.ts';
import { readLog, type PlacedLogLine } from '../../src/engine/db/log.ts';
import { listListings } from '../../src/engine/db/listings.ts';
import { findUpdate, type UpdateRow } from '../../src/engine/db/updates.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { LedgerItem } from '../../src/simulator/company/ledger.ts';
import type { OrderView, SimulatedStore } from '../../src/simulator/store/types.ts';
import type { CallRecord, OnCall } from '../../src/simulator/webConnector/callLine.ts';
import type { WebConnectorFault } from '../../src/simulator/webConnector/faults.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export type AuditRules = {
  /** Subtract what QuickBooks has on sales orders; default false. */
  readonly minusSalesOrders?: boolean;
  /** Shop order numbers that take nothing from stock: before the start date, or entered by hand. */
  readonly ignored?: readonly string[];
};

type Books = { readonly items: readonly LedgerItem[]; readonly posted: ReadonlySet<string> };

function itemNamed({ items }: Books, sku: string): LedgerItem | null {
  const active = items.filter((item) => item.isActive);
  const same = (text: string): boolean => text.toLowerCase() === sku.toLowerCase();
  const byFullName = active.find((item) => same(item.fullName));
  const byName = active.filter((item) => same(item.name));
  return byFullName ?? (byName.length === 1 ? (byName[0] ?? null) : null);
}

/** Pieces of an item sold in any shop and in no posted document of the books. */
function soldAndNotPosted(books: Books, item: LedgerItem, stores: readonly SimulatedStore[], rules: AuditRules): number {
  const open = (order: OrderView): boolean => order.status !== 'trash' && !books.posted.has(`W${order.number}`) && rules.ignored?.includes(order.number) !== true;
  let pieces = 0;
  for (const line of stores.flatMap((store) => store.orders().filter(open).flatMap((order) => order.lines))) {
    const sold = line.sku === null ? null : itemNamed(books, line.sku);
    if (sold?.listId === item.listId) pieces += line.stockTaken;
    for (const member of sold?.kind === 'Group' ? sold.members : []) if (member.listId === item.listId) pieces += line.stockTaken * toNumber(member.quantity);
  }
  return pieces;
}

/** What a shop may offer of an item, by the books and the shops alone; null when it is no stock item. */
function available(books: Books, item: LedgerItem, stores: readonly SimulatedStore[], rules: AuditRules): number | null {
  if (item.kind === 'Group') {
    const kits = item.members.flatMap((member) => {
      const part = books.items.find((one) => one.listId === member.listId);
      const free = part === undefined ? null : available(books, part, stores, rules);
      return free === null ? [] : [Math.floor(free / toNumber(member.quantity))];
    });
    return kits.length === 0 ? null : Math.min(...kits);
  }
  if (item.kind !== 'Inventory' && item.kind !== 'InventoryAssembly') return null;
  const onSalesOrder = rules.minusSalesOrders === true ? toNumber(item.quantityOnSalesOrder) : 0;
  return Math.max(0, toNumber(item.quantityOnHand) - onSalesOrder - soldAndNotPosted(books, item, stores, rules));
}

/** Listings whose stock is not what the books and the shops' open orders allow, in words. RefNumbers begin with W; numbers differ between shops. */
export function stockComplaints(world: World, rules: AuditRules = {}): readonly string[] {
  const { items, documents } = world.company.ledger();
  const books: Books = { items, posted: new Set(documents.filter((one) => !one.isPending && one.kind !== 'CreditMemo').map((one) => one.refNumber)) };
  const complaints: string[] = [];
  world.stores.forEach((store, index) => {
    for (const listing of store.listings()) {
      const item = listing.manageStock === true && listing.status === 'publish' ? itemNamed(books, listing.sku) : null;
      const free = item === null ? null : available(books, item, world.stores, rules);
      if (free !== null && listing.quantity !== free) complaints.push(`shop ${String(index + 1)} shows ${String(listing.quantity)} ${listing.sku}, ${String(free)} are free`);
    }
  });
  return complaints;
}

/** Nothing is on its way any more, and every matched listing shows what is free to sell. */
export function expectSettled(world: World, rules: AuditRules = {}): void {
  expect(world.engine.query.openUpdates()).toBe(0);
  expect(stockComplaints(world, rules)).toEqual([]);
}

/** Orders and listings read, one session, everything sent. */
export async function round(world: World, faults: readonly WebConnectorFault[] = []): Promise<SessionReport> {
  await world.sync();
  const report = await world.session(faults);
  await world.engine.idle();
  return report;
}

/** A world whose shops already show what QuickBooks has. */
export async function openStockWorld(options: WorldOptions): Promise<World> {
  const world = await createWorld(options);
  await round(world);
  expectSettled(world);
  return world;
}

/** MUG and TEE, ten of each. */
export function smallShop(more: Partial<WorldOptions> = {}): Promise<World> {
  return openStockWorld({
    items: [{ sku: 'MUG', onHand: 10 }, { sku: 'TEE', onHand: 10 }],
    listings: [{ sku: 'MUG', quantity: 10, price: '9.00' }, { sku: 'TEE', quantity: 10, price: '19.00' }], ...more,
  });
}

export function skuNames(count: number, from = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => `SKU-${String(from + index).padStart(5, '0')}`);
}

/** `count` items with that many on hand, all listed in one shop that shows them already. */
export function wideShop(count: number, more: Partial<WorldOptions> = {}, onHand = 20): Promise<World> {
  return openStockWorld({ items: count, company: { onHand }, listings: skuNames(count).map((sku) => ({ sku, quantity: onHand })), ...more });
}

/** Every number a shop was sent for a SKU, in order, whether it took it or not. */
export function sentNumbers(store: SimulatedStore, sku: string): readonly number[] {
  const id = store.listings().find((listing) => listing.sku === sku)?.id;
  return store.requests().filter((request) => request.method === 'POST' && request.path.endsWith('/batch')).flatMap((request) => {
    const { update } = (request.body ?? {}) as { readonly update?: readonly { readonly id: number; readonly stock_quantity: number }[] };
    return (update ?? []).filter((change) => change.id === id).map((change) => change.stock_quantity);
  });
}

export function skuLog(world: World, sku: string, connectionId?: ConnectionId): readonly PlacedLogLine[] {
  return readLog(world.engine.db, { sku, limit: 100, ...(connectionId === undefined ? {} : { connectionId }) });
}

export function updateOf(world: World, sku: string, connectionId = world.connectionId): UpdateRow | null {
  const listing = listListings(world.engine.db, connectionId, { after: null, limit: 10_000, unlinkedOnly: false }).find((one) => one.sku === sku);
  return listing === undefined ? null : findUpdate(world.engine.db, listing.id);
}

type Hook = () => void | Promise<void>;
export type ShopTap = {
  /** Runs once inside the next fitting call (`POST /products/batch`), before it leaves or as soon as the shop has answered it. */
  once(when: 'before' | 'after', call: string, hook: Hook): void;
  /** Fitting calls wait from now on; the returned function lets them go. */
  hold(call: string): () => void;
  /** Fitting calls that wait now. */
  held(): number;
  restore(): void;
};

/** Stands between the connectors and the network, so that a test can act while a call to a shop is out. Restore it after each test. */
export function tapShops(): ShopTap {
  const real = globalThis.fetch;
  const hooks: { readonly when: 'before' | 'after'; readonly call: string; readonly hook: Hook }[] = [];
  const gates: { readonly call: string; readonly open: Promise<void> }[] = [];
  let held = 0;
  const run = async (when: 'before' | 'after', call: string): Promise<void> => {
    const index = hooks.findIndex((entry) => entry.when === when && call.includes(entry.call));
    if (index >= 0) await hooks.splice(index, 1)[0]?.hook();
  };
  const pass = async (call: string, signal: AbortSignal | null | undefined): Promise<void> => {
    const gate = gates.find((one) => call.includes(one.call));
    if (gate === undefined) return;
    held += 1;
    await Promise.race([gate.open, new Promise<void>((resolve) => { signal?.addEventListener('abort', () => { resolve(); }); })]);
    held -= 1;
  };
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const call = `${init?.method ?? 'GET'} ${url.host}${url.pathname.replace('/wp-json/wc/v3', '')}`;
    await pass(call, init?.signal);
    await run('before', call);
    const response = await real(input, init);
    await run('after', call);
    return response;
  };
  return {
    once: (when, call, hook) => { hooks.push({ when, call, hook }); },
    hold: (call) => {
      let letGo = (): void => undefined;
      const gate = { call, open: new Promise<void>((resolve) => { letGo = resolve; }) };
      gates.push(gate);
      return () => {
        gates.splice(gates.indexOf(gate), 1);
        letGo();
      };
    },
    held: () => held,
    restore: () => { globalThis.fetch = real; },
  };
}

/** Turns of the event loop until something is so. The limit only ends a test that would wait for ever. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn > 6_000) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}

/** A session whose pauses pass at once by the clock and wait for nothing but `pause`. */
export async function impatientSession(world: World, options: { readonly pause?: () => Promise<void>; readonly onCall?: OnCall } = {}): Promise<SessionReport> {
  const connector = createWebConnector({
    url: world.url, username: 'maple', password: 'correct horse', company: world.quickBooks,
    ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
    sleep: async (milliseconds) => {
      world.clock.advance(milliseconds);
      await (options.pause?.() ?? new Promise<void>((resolve) => { setImmediate(resolve); }));
    },
  });
  try {
    return await connector.runSession();
  } finally {
    connector.close();
    world.clock.advance(1_000);
  }
}

/** The longest of the calls, in milliseconds by the real clock. */
export function slowest(calls: readonly CallRecord[]): number {
  return Math.max(0, ...calls.map((call) => call.ms));
}
