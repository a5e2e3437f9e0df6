/** The stock half of the engine on a real database, with QuickBooks played by a few numbers and the shops by models. */
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { later, type Instant } from '../../src/domain/calendar.ts';
import { whole, type Decimal } from '../../src/domain/decimal.ts';
import type { CompanyId, ConnectionId, ListID, Sequence } from '../../src/domain/ids.ts';
import type { ItemRecord } from '../../src/domain/item.ts';
import { ok } from '../../src/domain/result.ts';
import type { CompanySettings, ConnectionSettings } from '../../src/domain/settings.ts';
import { insertCompany, setLastSweep } from '../../src/engine/db/companies.ts';
import { insertConnection } from '../../src/engine/db/connections.ts';
import { readLog, type PlacedLogLine } from '../../src/engine/db/log.ts';
import { migrate } from '../../src/engine/db/migrate.ts';
import type { Db } from '../../src/engine/db/open.ts';
import { nextSequence } from '../../src/engine/db/sequence.ts';
import { storeItems } from '../../src/engine/db/storeItems.ts';
import { recoverPushing } from '../../src/engine/db/updates.ts';
import type { Context, EngineEvent } from '../../src/engine/ports.ts';
import { pullOrders } from '../../src/engine/work/pullOrders.ts';
import { createPusher, type Pusher } from '../../src/engine/work/pushUpdates.ts';
import { refreshListings } from '../../src/engine/work/refreshListings.ts';
import { routeDue, type RouteReport } from '../../src/engine/work/routeDue.ts';
import { createCourtesy } from '../../src/engine/work/courtesy.ts';
import { ModelStore, START, type ModelListing } from './modelStore.ts';

const log = pino({ level: process.env['STOCKBRIDGE_TEST_LOG'] ?? 'silent' });

export function itemRecord(sku: string, onHand: number | null, more: Partial<ItemRecord> = {}): ItemRecord {
  return {
    listId: `L-${sku}` as ListID, kind: (onHand === null ? 'service' : 'inventory'), name: sku, fullName: sku, isActive: true,
    quantityOnHand: onHand === null ? null : whole(onHand), quantityOnSalesOrder: onHand === null ? null : whole(0), manufacturerPartNumber: '', barCode: '',
    timeModified: '2026-11-21T10:00:00-05:00', editSequence: '1', members: [], ...more,
  };
}

export type BenchOptions = {
  readonly shops?: readonly Partial<ConnectionSettings>[];
  readonly company?: Partial<CompanySettings>;
};

export class StockBench {
  readonly db: Db = new Database(':memory:');
  readonly shops: { readonly id: ConnectionId; readonly store: ModelStore }[] = [];
  readonly companyId: CompanyId;
  readonly events: EngineEvent[] = [];
  readonly ctx: Context;
  /** Milliseconds that were slept, longest pauses included; sleeping moves the clock. */
  readonly slept: number[] = [];
  pusher: Pusher;
  private clock: Instant = START;
  private readonly pulling = new Map<ConnectionId, number>();

  constructor(options: BenchOptions = {}) {
    this.db.pragma('foreign_keys = ON');
    migrate(this.db, () => {});
    this.companyId = insertCompany(this.db, { name: 'Test', username: 'u', passwordHash: '', fileId: '{F}', approveFirst: true, settings: options.company ?? {}, at: START });
    setLastSweep(this.db, this.companyId, START, null);
    const signal = new AbortController().signal;
    this.ctx = {
      db: this.db, now: () => this.clock, zone: 'America/New_York', log, signal, randomHex: (bytes) => 'ab'.repeat(bytes),
      seal: { seal: (plain) => plain, open: (sealed) => ok(sealed) },
      sleep: (milliseconds) => {
        this.slept.push(milliseconds);
        this.advance(milliseconds);
        return new Promise((resolve) => { setImmediate(resolve); });
      },
      store: (id) => ok(this.storeOf(id)),
      emit: (event) => { this.events.push(event); },
      breathe: createCourtesy().breathe,
    };
    for (const settings of options.shops ?? [{}]) this.addShop(settings);
    this.pusher = this.newPusher();
  }

  addShop(settings: Partial<ConnectionSettings>): ModelStore {
    const n = this.shops.length + 1;
    const id = insertConnection(this.db, {
      companyId: this.companyId, name: `Shop ${String(n)}`, kind: 'model', url: `https://shop${String(n)}.example`, host: `shop${String(n)}.example`, sealedSecrets: {}, settings, at: START,
    });
    const store = new ModelStore(() => this.clock);
    this.shops.push({ id, store });
    return store;
  }

  private newPusher(): Pusher {
    return createPusher(this.ctx, { pullOrders: (id, signal) => this.pullShop(id, signal), routeDue });
  }

  shop(n = 0): { readonly id: ConnectionId; readonly store: ModelStore } {
    const shop = this.shops[n];
    if (shop === undefined) throw new Error(`no shop ${String(n)}`);
    return shop;
  }

  storeOf(id: ConnectionId): ModelStore {
    const found = this.shops.find((shop) => shop.id === id);
    if (found === undefined) throw new Error('no such shop');
    return found.store;
  }

  advance(milliseconds: number): void {
    this.clock = later(this.clock, milliseconds);
  }

  /** A request goes out: the number its answer will carry. */
  handOut(): Sequence {
    return this.db.transaction(() => nextSequence(this.db))();
  }

  /** An answer with items is stored. */
  answer(records: readonly ItemRecord[], readSequence: Sequence = this.handOut()): { stored: number; changed: number } {
    return this.db.transaction(() => storeItems(this.db, this.companyId, records, { readSequence, at: this.clock }))();
  }

  async refresh(n = 0): Promise<void> {
    await refreshListings(this.ctx, this.shop(n).id, this.ctx.signal);
  }

  async pull(n = 0): Promise<void> {
    await this.pullShop(this.shop(n).id, this.ctx.signal);
  }

  private async pullShop(id: ConnectionId, signal: AbortSignal): ReturnType<typeof pullOrders> {
    const store = this.storeOf(id);
    store.shownBefore ??= new Map(store.shown);
    this.pulling.set(id, (this.pulling.get(id) ?? 0) + 1);
    try {
      return await pullOrders(this.ctx, id, signal);
    } finally {
      const others = (this.pulling.get(id) ?? 1) - 1;
      this.pulling.set(id, others);
      if (others === 0) store.shownBefore = null;
    }
  }

  route(): Promise<RouteReport> {
    return routeDue(this.ctx, this.companyId);
  }

  /** Routes, starts what is due and waits until all workers rest. */
  async push(): Promise<RouteReport> {
    const report = await this.route();
    for (const one of report.connections) this.pusher.wake(one.connectionId, one.route);
    await this.pusher.idle();
    return report;
  }

  /** The engine is ended in the middle of things and started again. */
  async restart(): Promise<void> {
    this.pusher.stop();
    await this.pusher.idle();
    recoverPushing(this.db);
    this.pusher = this.newPusher();
  }

  /** The order's document is in QuickBooks and its answer is stored. */
  documentDone(shop: number, orderId: string, more: { readonly kind?: string; readonly posts?: boolean } = {}): boolean {
    return this.db.transaction(() => this.db.prepare(`UPDATE job SET state = 'done', ever_sent = 1, success_sequence = ?, posts_stock = ?, kind = COALESCE(?, kind)
      WHERE connection_id = ? AND store_document_id = ? AND family = 'order' AND state NOT IN ('done','cancelled')`)
      .run(nextSequence(this.db), more.posts === false ? 0 : 1, more.kind ?? null, this.shop(shop).id, orderId).changes > 0)();
  }

  log(sku?: string): readonly PlacedLogLine[] {
    return readLog(this.db, { limit: 10_000, ...(sku === undefined ? {} : { sku }) });
  }

  rows(): readonly { readonly sku: string; readonly state: string; readonly route: string; readonly version: number; readonly attempts: number; readonly problem: string | null }[] {
    return this.db.prepare<[], { sku: string; state: string; route: string; version: number; attempts: number; problem: string | null }>(
      'SELECT sku, state, route, version, attempts, problem FROM stock_update JOIN listing ON listing.id = stock_update.listing_id ORDER BY listing.id').all();
  }
}

export function quantity(count: number): Decimal {
  return whole(count);
}

/** One shop with that many listings, and what QuickBooks has of each. */
export async function shopWith(count: number, onHand: number, options: ConstructorParameters<typeof StockBench>[0] = {}): Promise<StockBench> {
  const bench = new StockBench(options);
  for (let n = 0; n < count; n += 1) bench.shop().store.list(`SKU-${String(n)}`, 0);
  await bench.refresh();
  bench.answer(records(count, onHand));
  return bench;
}

export function records(count: number, onHand: number) {
  return Array.from({ length: count }, (_, n) => itemRecord(`SKU-${String(n)}`, onHand));
}

export function listing(bench: StockBench, key = '1', shop = 0): ModelListing {
  const found = bench.shop(shop).store.listings.get(key);
  if (found === undefined) throw new Error('no listing');
  return found;
}
