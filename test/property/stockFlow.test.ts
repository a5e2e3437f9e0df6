/** Whatever happens in whatever order: no update is lost, no shop is told more than is free to sell, and when all is quiet every number is right. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { ListID, Sequence } from '../../src/domain/ids.ts';
import type { ItemRecord } from '../../src/domain/item.ts';
import type { StoreOrder } from '../../src/domain/order.ts';
import { nextSequence } from '../../src/engine/db/sequence.ts';
import { retryFailed } from '../../src/engine/db/updates.ts';
import { pieces, type ModelListing, type StockFault } from '../support/modelStore.ts';
import { itemRecord, StockBench } from '../support/stockBench.ts';

const SKUS = ['CUP', 'TRAY', 'SET'] as const;
type Sku = (typeof SKUS)[number];
/** Two cups and a tray make a set. */
const MADE_OF: Readonly<Record<Sku, Readonly<Partial<Record<Sku, number>>>>> = { CUP: { CUP: 1 }, TRAY: { TRAY: 1 }, SET: { CUP: 2, TRAY: 1 } };
const STOCKED = ['CUP', 'TRAY'] as const;
const FAULTS: readonly StockFault[] = ['answerLost', 'requestLost', 'halfTaken', 'otherNumber', 'ignored', 'refused', 'keyRevoked', 'throws'];

type Command =
  | { readonly do: 'sell'; readonly shop: number; readonly sku: Sku; readonly quantity: number }
  | { readonly do: 'cancel' | 'document' | 'doubt' | 'settle'; readonly order: number }
  | { readonly do: 'count'; readonly sku: 'CUP' | 'TRAY'; readonly onHand: number }
  | { readonly do: 'read' | 'askItems' | 'answerItems' | 'route' | 'push' | 'restart' }
  | { readonly do: 'pull' | 'refresh' | 'down' | 'up'; readonly shop: number }
  | { readonly do: 'fault'; readonly shop: number; readonly fault: StockFault }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'meanwhile'; readonly shop: number; readonly when: 'before' | 'after'; readonly commands: readonly Command[] };

const shop = fc.integer({ min: 0, max: 1 });
const order = fc.nat({ max: 12 });
const plain: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sell' as const), shop, sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'document' as const, 'document' as const, 'doubt' as const, 'settle' as const), order }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count' as const), sku: fc.constantFrom(...STOCKED), onHand: fc.integer({ min: -3, max: 30 }) }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constantFrom('read' as const, 'askItems' as const, 'answerItems' as const, 'answerItems' as const, 'route' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pull' as const, 'refresh' as const), shop }) },
);
const outer: fc.Arbitrary<Command> = fc.oneof(
  { weight: 24, arbitrary: plain },
  { weight: 10, arbitrary: fc.constant({ do: 'push' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('down' as const, 'up' as const, 'up' as const), shop }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fault' as const), shop, fault: fc.constantFrom(...FAULTS) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('meanwhile' as const), shop, when: fc.constantFrom('before' as const, 'after' as const), commands: fc.array(plain, { maxLength: 3 }) }) },
);

type Sale = { readonly shop: number; readonly id: string; readonly sku: Sku; readonly quantity: number; posted: boolean; knownAt: Sequence | null };
type Snapshot = { readonly sequence: Sequence; readonly onHand: Readonly<Record<'CUP' | 'TRAY', number>> };

/** QuickBooks and the truth about every sale, against which each number told is checked. */
class World {
  readonly bench = new StockBench({ shops: [{}, {}] });
  readonly onHand = { CUP: 12, TRAY: 9 };
  readonly sales: Sale[] = [];
  /** Reads that are under way; their answers may come in any order. */
  readonly asked: Snapshot[] = [];
  known: Snapshot = { sequence: 0 as Sequence, onHand: { CUP: 0, TRAY: 0 } };
  readonly wrong: string[] = [];

  async begin(): Promise<void> {
    for (const n of [0, 1]) {
      const { store } = this.bench.shop(n);
      for (const sku of SKUS) store.list(sku, 0);
      store.onCall = (call) => {
        if (new Set(call.changes.map((change) => change.key)).size !== call.changes.length) this.wrong.push('one listing twice in one call');
        call.changes.forEach((change, index) => { this.check(n, change.key, pieces(change.quantity), call.stockBefore[index] ?? 0); });
      };
      await this.bench.refresh(n);
      await this.bench.pull(n);
    }
    this.ask();
    this.answer(this.asked.pop());
  }

  listing(n: number, sku: Sku): ModelListing {
    const found = [...this.bench.shop(n).store.listings.values()].find((one) => one.sku === sku);
    if (found === undefined) throw new Error('no listing');
    return found;
  }

  /** Free pieces of a stocked item by what the bridge has been told: the read it holds, less every sale it was shown that is not inside that read. */
  free(sku: 'CUP' | 'TRAY', read: Snapshot, isKnown: (sale: Sale) => number): number {
    let free = read.onHand[sku];
    for (const sale of this.sales) {
      const isInside = sale.knownAt !== null && sale.knownAt < read.sequence;
      if (!isInside) free -= isKnown(sale) * (MADE_OF[sale.sku][sku] ?? 0);
    }
    return free;
  }

  expected(sku: Sku, read: Snapshot, isKnown: (sale: Sale) => number): number {
    const parts = STOCKED.flatMap((part) => {
      const each = MADE_OF[sku][part];
      return each === undefined ? [] : [Math.floor(this.free(part, read, isKnown) / each)];
    });
    return Math.max(0, Math.min(...parts));
  }

  private shownQuantity(sale: Sale, shown = this.bench.shop(sale.shop).store.shown as ReadonlyMap<string, StoreOrder>): number {
    return pieces(shown.get(sale.id)?.lines[0]?.stockTaken ?? whole(0));
  }

  /** What each shop has shown; for a shop that is being read just now both what it had shown before and what it shows now. */
  private shownByEach(): readonly (readonly ReadonlyMap<string, StoreOrder>[])[] {
    const [first, second] = [0, 1].map((n) => {
      const { shown, shownBefore } = this.bench.shop(n).store;
      return shownBefore === null ? [shown] : [shown, shownBefore];
    });
    return (first ?? []).flatMap((one) => (second ?? []).map((other) => [one, other]));
  }

  private check(n: number, key: string, told: number, had: number): void {
    const sku = this.bench.shop(n).store.listings.get(key)?.sku as Sku;
    const right = this.shownByEach().map((shown) => this.expected(sku, this.known, (sale) => this.shownQuantity(sale, shown[sale.shop])));
    if (!right.includes(told)) this.wrong.push(`shop ${String(n)} was told ${String(told)} of ${sku}, known to be free: ${right.join(' or ')}`);
    const other = this.bench.db.prepare<[number], { last_pull_at: number | null }>('SELECT last_pull_at FROM connection WHERE id = ?').get(this.bench.shop(1 - n).id);
    const isStale = (other?.last_pull_at ?? 0) < this.bench.ctx.now() - 15 * MINUTE;
    if (isStale && told > had && told > 0) this.wrong.push(`shop ${String(n)} was raised from ${String(had)} to ${String(told)} of ${sku} while the other shop could not be read`);
  }

  private ask(): void {
    this.asked.push({ sequence: this.bench.handOut(), onHand: { ...this.onHand } });
  }

  private answer(snapshot: Snapshot | undefined): void {
    if (snapshot === undefined) return;
    const { sequence, onHand } = snapshot;
    const set: ItemRecord = itemRecord('SET', null, { kind: 'group', members: [{ listId: 'L-CUP' as ListID, quantity: whole(2) }, { listId: 'L-TRAY' as ListID, quantity: whole(1) }] });
    this.bench.answer([itemRecord('CUP', onHand.CUP), itemRecord('TRAY', onHand.TRAY), set], sequence);
    if (sequence > this.known.sequence) this.known = snapshot;
  }

  /** QuickBooks takes the document; only when the bridge has the order, as it would. */
  private post(sale: Sale): boolean {
    if (sale.posted || this.shownQuantity(sale) === 0) return false;
    const job = this.bench.db.prepare<[number, string], { state: string }>("SELECT state FROM job WHERE connection_id = ? AND store_document_id = ? AND family = 'order'")
      .get(this.bench.shop(sale.shop).id, sale.id);
    if (job === undefined || job.state === 'cancelled') return false;
    sale.posted = true;
    for (const part of STOCKED) this.onHand[part] -= sale.quantity * (MADE_OF[sale.sku][part] ?? 0);
    return true;
  }

  private settle(sale: Sale): void {
    if (!sale.posted || sale.knownAt !== null) return;
    this.bench.documentDone(sale.shop, sale.id);
    sale.knownAt = this.bench.db.transaction(() => nextSequence(this.bench.db))();
  }

  private sale(n: number): Sale | undefined {
    return this.sales.length === 0 ? undefined : this.sales[n % this.sales.length];
  }

  /** Runs what can happen inside a call as well as outside. */
  async run(command: Command): Promise<void> {
    switch (command.do) {
      case 'sell': {
        const listing = this.listing(command.shop, command.sku);
        const id = this.bench.shop(command.shop).store.sell(listing, command.quantity);
        this.sales.push({ shop: command.shop, id, sku: command.sku, quantity: command.quantity, posted: false, knownAt: null });
        return;
      }
      case 'cancel': {
        const sale = this.sale(command.order);
        if (sale !== undefined) this.bench.shop(sale.shop).store.cancel(sale.id);
        return;
      }
      case 'document': {
        const sale = this.sale(command.order);
        if (sale !== undefined && this.post(sale)) this.settle(sale);
        return;
      }
      case 'doubt': {
        const sale = this.sale(command.order);
        if (sale !== undefined) this.post(sale);
        return;
      }
      case 'settle': {
        const sale = this.sale(command.order);
        if (sale !== undefined) this.settle(sale);
        return;
      }
      case 'count': this.onHand[command.sku] = command.onHand; return;
      case 'read': this.ask(); this.answer(this.asked.pop()); return;
      case 'askItems': this.ask(); return;
      case 'answerItems': this.answer(this.asked.shift()); return;
      case 'route': await this.bench.route(); return;
      case 'pull': await this.bench.pull(command.shop); return;
      case 'refresh': await this.bench.refresh(command.shop); return;
      case 'push': await this.bench.push(); return;
      case 'restart': await this.bench.restart(); return;
      case 'down': this.bench.shop(command.shop).store.isDown = true; return;
      case 'up': this.bench.shop(command.shop).store.isDown = false; return;
      case 'fault': this.bench.shop(command.shop).store.faults.push(command.fault); return;
      case 'wait': this.bench.advance(command.minutes * MINUTE); return;
      case 'meanwhile': {
        const { store } = this.bench.shop(command.shop);
        const hooks = command.when === 'before' ? store.beforeTaking : store.afterTaking;
        hooks.push(async () => { for (const inner of command.commands) await this.run(inner); });
      }
    }
  }

  /** Nothing fails any more, QuickBooks knows and is known, and everybody has had time. */
  async becomeQuiet(): Promise<void> {
    for (const { store } of this.bench.shops) {
      store.isDown = false;
      store.faults.length = 0;
      store.beforeTaking = [];
      store.afterTaking = [];
    }
    for (const sale of this.sales) this.settle(sale);
    for (let round = 0; round < 4; round += 1) {
      this.bench.advance(2 * MINUTE);
      for (const n of [0, 1]) await this.bench.pull(n);
      this.ask();
      this.answer(this.asked.pop());
      for (const { id } of this.bench.shops) retryFailed(this.bench.db, id);
      await this.bench.push();
    }
  }

  state(): readonly string[] {
    const truth: Snapshot = { sequence: this.bench.handOut(), onHand: this.onHand };
    const live = (sale: Sale): number => this.shownQuantity(sale);
    return [0, 1].flatMap((n) => SKUS.map((sku) => {
      const has = this.listing(n, sku).stock;
      const right = this.expected(sku, truth, live);
      return has === right ? '' : `shop ${String(n)} has ${String(has)} of ${sku} instead of ${String(right)}`;
    })).filter((line) => line !== '');
  }
}

describe('stock', () => {
  it('is right when all is quiet, never told wrong, and never lost', async () => {
    await fc.assert(fc.asyncProperty(fc.array(outer, { minLength: 5, maxLength: 60 }), async (commands) => {
      const world = new World();
      await world.begin();
      for (const command of commands) {
        await world.run(command);
        const rows = world.bench.rows();
        expect(new Set(rows.map((row) => row.sku)).size * 2).toBeGreaterThanOrEqual(rows.length);
        expect(rows.filter((row) => row.state === 'pushing')).toEqual([]);
      }
      await world.becomeQuiet();
      expect(world.wrong).toEqual([]);
      expect(world.bench.rows()).toEqual([]);
      expect(world.state()).toEqual([]);
      for (const line of world.bench.log()) if (line.outcome === 'confirmed') expect(line.storeQuantity).toBe(line.sentQuantity);
      world.bench.db.close();
    }), { numRuns: Number(process.env['STOCKBRIDGE_RUNS'] ?? 150) });
  }, 400_000);
});
