/** Plays a story's events on the stage. What an event names and does not find is passed over, so that any event may be left out. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { assertNever } from '../../src/domain/brand.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import type { LedgerDocument } from '../../src/simulator/company/ledger.ts';
import type { OrderView } from '../../src/simulator/store/types.ts';
import { cleanHands, type Hand } from './hand.ts';
import { approve, cancelJob, retryJob, retryUpdates } from './person.ts';
import { startReadOnly } from './readOnly.ts';
import type { Stage } from './stage.ts';
import type { QuickBooksFault, StoryEvent } from './story.ts';

export type Play = {
  readonly hand: Hand;
  run(event: StoryEvent): Promise<void>;
  /** Every fault is over: what was armed is disarmed, the disk has room, the clock is right. */
  calm(): void;
};

const BUYERS = [['Ann', 'Regular'], ['Bob', 'Newman'], ['Cleo', 'Third'], ['Dan', 'Fourth']] as const;
const PERSON = {
  deleteDocument: 'a person deleted a document in QuickBooks', voidDocument: 'a person voided a document in QuickBooks', renumberDocument: 'a person renumbered a document in QuickBooks',
  rewriteMemo: 'a person rewrote a memo in QuickBooks',
} as const;
const VANISHES = { before: 'vanishBefore', after: 'vanishAfter' } as const;
const GARBLES: Readonly<Record<Extract<QuickBooksFault, { garbles: string }>['garbles'], (xml: string) => string>> = {
  empty: () => '', cut: (xml) => xml.slice(0, xml.length / 2), html: () => '<html>busy</html>', noRequestId: (xml) => xml.replace(/ requestID="[^"]*"/, ''),
  noSeverity: (xml) => xml.replace(/ statusSeverity="[^"]*"/, ''),
};

export function startPlay(stage: Stage): Play {
  const hand = cleanHands();
  const { saw } = stage.witness;
  const backups = new Map<number, string>();
  const orders: { readonly shop: number; readonly id: number }[] = [];
  let locker: Database.Database | null = null;

  const newest = <T>(all: readonly T[], n: number): T | undefined => (all.length === 0 ? undefined : all[all.length - 1 - (n % all.length)]);
  const orderAt = (n: number): { readonly shop: Stage['shops'][number]; readonly order: OrderView; readonly edited: () => void } | null => {
    const found = newest(orders, n);
    const shop = found === undefined ? undefined : stage.shops[found.shop];
    const order = shop?.store.orders().find((one) => one.id === found?.id);
    return shop === undefined || order === undefined ? null : { shop, order, edited: () => { hand.edited.add(`${shop.name} ${String(order.id)}`); } };
  };
  const place = (at: number, wish: Extract<StoryEvent, { do: 'order' }>): void => {
    const shop = stage.shops[at];
    if (shop === undefined || shop.skus.length === 0) return;
    const [firstName, lastName] = BUYERS[wish.buyer % BUYERS.length] ?? BUYERS[0];
    const number = String((at + 1) * 1_000 + orders.length);
    const placed = shop.store.placeOrder({
      number, status: wish.status, ...(wish.tax ? { taxPercent: 8.875, shipping: { total: '7.50' } } : {}),
      customer: { id: 50 + wish.buyer, firstName, lastName, email: `${firstName.toLowerCase()}@example.test` },
      lines: wish.lines.map(([sku, quantity]) => ({ sku: shop.skus[sku % shop.skus.length] ?? null, quantity })),
    });
    orders.push({ shop: at, id: placed.id });
  };
  const unlock = (): void => {
    if (locker?.inTransaction === true) locker.exec('ROLLBACK');
    locker?.close();
    locker = null;
  };
  const documentAt = (company: SimulatedCompany, n: number): LedgerDocument | undefined => {
    // What was completed by hand stays: whether a session saw that before it was deleted is a matter of minutes, and either number is right then.
    const found = newest(company.ledger().documents.filter((one) => !hand.entered.has(one.txnId) && !hand.completed.has(one.txnId)), n);
    if (found !== undefined && !hand.before.has(found.txnId)) hand.before.set(found.txnId, found);
    return found;
  };
  const disarmIfOver = (): void => {
    if (stage.armed.lockLeft <= 0 && locker !== null) unlock();
  };

  const quickBooksFault = (company: SimulatedCompany, fault: QuickBooksFault): void => {
    const { faults } = company;
    if ('dies' in fault) faults[fault.dies === 'beforeCommit' ? 'dieBeforeCommit' : 'dieAfterCommit'] = fault.write;
    else if ('hresult' in fault) faults.hresultOnce = { hresult: fault.hresult, message: 'Unexpected error.' };
    else if ('garbles' in fault) faults.garbleOnce = GARBLES[fault.garbles];
    else if ('recoveryRecords' in fault) faults.recoveryFailsOnce = fault.recoveryRecords;
    else if ('refuses' in fault) faults.refuseOnce = { code: fault.refuses, message: 'The object is in use or was not found.' };
    else faults.iteratorBreaksOnce = true;
  };

  const restoreCompany = (at: number, company: SimulatedCompany): void => {
    const older = backups.get(at);
    if (older === undefined) return;
    const { documents: had, others: hadMoney } = company.ledger();
    company.restore(older);
    const has = new Set(company.ledger().documents.map((one) => one.txnId));
    for (const one of had) if (!has.has(one.txnId)) hand.lost.set(one.txnId, hand.before.get(one.txnId) ?? one);
    const money = new Set(company.ledger().others.map((one) => one.txnId));
    for (const one of hadMoney) if (!money.has(one.txnId)) hand.lostMoney.set(one.txnId, one);
    // Where no document of ours is missing nobody can tell that the file is older; the numbers in it are found when every item is read anew.
    hand.filterMisses = true;
    saw(had.some((one) => !has.has(one.txnId)) ? 'an older company file was put back that lacks documents' : 'an older company file was put back');
  };

  const inCompany = (at: number, work: (company: SimulatedCompany) => void): void => {
    const company = stage.companies[at];
    if (company !== undefined) work(company);
  };
  const skuOf = (company: number, sku: number): string => {
    const { skus } = stage.story.world.companies[company] ?? { skus: [] };
    return skus[sku % skus.length] ?? 'MUG';
  };

  const act = async (event: StoryEvent): Promise<void> => {
    switch (event.do) {
      case 'order': place(event.shop, event); return;
      case 'refund': {
        const found = orderAt(event.order);
        const line = found?.order.lines[event.line];
        if (found === null || line === undefined || ['cancelled', 'trash', 'pending'].includes(found.order.status)) return;
        const amount = event.quantity === 0 ? { amount: '1.00' } : { lines: [{ lineId: line.id, quantity: Math.min(event.quantity, line.quantity) }] };
        try {
          found.shop.store.refund({ orderId: found.order.id, ...amount, restock: event.restock, reason: 'as agreed' });
        } catch (cause) {
          if (!(cause instanceof RangeError)) throw cause; // the shop gives back no more than was paid
        }
        return;
      }
      case 'cancelOrder': case 'trashOrder': case 'payOrder': {
        const found = orderAt(event.order);
        if (found === null || found.order.status === 'trash') return;
        if (event.do === 'trashOrder') found.shop.store.trashOrder(found.order.id);
        else if (event.do === 'cancelOrder') found.shop.store.cancelOrder(found.order.id);
        else if (['pending', 'on-hold', 'processing'].includes(found.order.status))
          found.shop.store.editOrder(found.order.id, { status: found.order.status === 'processing' ? 'completed' : 'processing' });
        return;
      }
      case 'editOrder': {
        const found = orderAt(event.order);
        const sku = found?.order.lines[event.line]?.sku ?? null;
        if (found === null || sku === null || found.order.refunds.length > 0 || ['cancelled', 'trash', 'refunded'].includes(found.order.status)) return;
        found.edited();
        found.shop.store.editOrder(found.order.id, { lines: [{ sku, quantity: event.quantity }] });
        return;
      }
      case 'setShopStock': {
        const shop = stage.shops[event.shop];
        const sku = shop?.skus[event.sku % Math.max(1, shop.skus.length)];
        if (sku === undefined) return;
        hand.setInShop = true;
        shop?.store.setStock(sku, event.quantity);
        return;
      }
      case 'count': inCompany(event.company, (company) => { company.setQuantity(skuOf(event.company, event.sku), event.quantity); }); return;
      case 'receive': inCompany(event.company, (company) => { company.receiveStock(skuOf(event.company, event.sku), event.quantity); }); return;
      case 'deleteDocument': case 'voidDocument': case 'renumberDocument': case 'rewriteMemo':
        inCompany(event.company, (company) => {
          const found = documentAt(company, event.document);
          if (found === undefined) return;
          saw(PERSON[event.do]);
          if (event.do === 'deleteDocument') {
            company.deleteTransaction(found.txnId);
            hand.deleted.add(found.txnId);
          } else if (event.do === 'voidDocument') company.voidTransaction(found.txnId);
          else if (event.do === 'renumberDocument') company.changeRefNumber(found.txnId, `X${String(hand.before.size)}`);
          else company.changeMemo(found.txnId, 'see the file');
        });
        return;
      case 'enterByHand': inCompany(event.company, (company) => {
        const shop = stage.shops.findIndex((one) => one.company === event.company);
        const next = String((shop + 1) * 1_000 + orders.length);
        const lines = [{ item: skuOf(event.company, event.sku), quantity: 1, rate: '9.00' }];
        hand.entered.add(company.enterDocument({ type: 'SalesReceipt', customer: 'Walk-in Customer', refNumber: event.takesNumber ? `${stage.shops[shop]?.prefix ?? ''}${next}` : `H${next}`, lines }));
      }); return;
      case 'completePending': inCompany(event.company, (company) => {
        const found = newest(company.ledger().documents.filter((one) => one.isPending && !one.isVoid && !hand.before.has(one.txnId)), event.document);
        if (found === undefined) return;
        company.completePending(found.txnId);
        hand.completed.add(found.txnId);
        saw('a person completed a pending document in QuickBooks');
      }); return;
      case 'filterMisses': inCompany(event.company, (company) => {
        const missed = company.ledger().items.find((item) => item.fullName === skuOf(event.company, event.sku))?.listId;
        const { modifiedFilterMisses: others } = company.faults;
        company.faults.modifiedFilterMisses = (listId) => listId === missed || others(listId);
        hand.filterMisses = true;
        saw('QuickBooks\' modified filter missed changes of an item');
      }); return;
      case 'pull': case 'listings': {
        await stage.untilCrash(async (engine) => {
          const id = connectionOf(engine, event.shop);
          if (id !== null) await (event.do === 'pull' ? engine.pull(id) : engine.refreshListings(id));
        });
        await stage.idle();
        return;
      }
      case 'sync': await stage.sync(false); return;
      case 'session': stage.up(); await stage.session(event.company); await stage.idle(); return;
      case 'wait': stage.advance(event.minutes * 60_000); return;
      case 'soapFault': stage.armed.soap.push({ left: event.call, fault: event.fault }); return;
      case 'vanish': stage.armed.connector.push(event.how === 'answered' ? { kind: 'stopAfter', requests: event.count } : { kind: VANISHES[event.how], call: event.count }); return;
      case 'crashAtCommit': stage.armed.commits.push({ left: event.commit, when: event.when, power: event.power }); return;
      case 'crashAtShopCall': stage.armed.shopCalls.push({ left: event.call, when: event.when }); return;
      case 'orderInsideShopCall':
        stage.armed.insideShopCalls.push({
          on: event.on, when: event.when,
          act: () => { place(event.shop, { do: 'order', shop: event.shop, lines: [[event.sku, event.quantity]], buyer: 0, status: 'processing', tax: false }); },
        });
        return;
      case 'shopFault': stage.shops[event.shop]?.store.faults.add({ ...event.fault, times: event.times, skip: event.skip, ...(event.on === '' ? {} : { on: event.on }) }); return;
      case 'quickBooksFault': inCompany(event.company, (company) => { quickBooksFault(company, event.fault); }); return;
      case 'forget': inCompany(event.company, (company) => {
        const file = JSON.parse(company.snapshot()) as Record<string, unknown>;
        company.restore(JSON.stringify({ ...file, remembered: [] }));
        saw('QuickBooks lost its recovery records');
      }); return;
      case 'crash':
        saw(event.power ? 'power cut between two steps' : 'engine killed between two steps');
        stage.crash(event.power);
        return;
      case 'restart':
        saw('engine stopped and started');
        await stage.stop();
        return;
      case 'backUpCompany': inCompany(event.company, (company) => { backups.set(event.company, company.snapshot()); }); return;
      case 'restoreCompany': inCompany(event.company, (company) => { restoreCompany(event.company, company); }); return;
      case 'backUpDatabase': stage.backUpDatabase(); return;
      case 'restoreDatabase':
        if (!stage.restoreDatabase()) return;
        hand.databaseRestored = true;
        saw('the database was put back to an older copy by hand');
        return;
      case 'backUpBridge': await stage.backUpBridge(); return;
      case 'restoreBridge':
        if (!(await stage.restoreBridge())) return;
        hand.databaseRestored = true;
        saw('the database was restored from the bridge\'s own backup');
        return;
      case 'readOnlyFolder':
        await startReadOnly(stage);
        saw('the folder was read-only for an unprivileged user');
        return;
      case 'clock':
        saw(event.minutes < 0 ? 'the PC\'s clock was set back' : 'the PC\'s clock was set forward');
        stage.moveClock(event.minutes * 60_000);
        return;
      case 'diskFull': {
        const { db } = stage.up();
        hand.diskTrouble = true;
        stage.disk.fill(db, event.pages);
        return;
      }
      case 'diskFreed': stage.disk.free(stage.isUp() ? stage.up().db : null); return;
      case 'lock': {
        const { db } = stage.up();
        unlock();
        hand.diskTrouble = true;
        db.pragma('busy_timeout = 0');
        locker = new Database(join(stage.folder(), 'stockbridge.db'));
        locker.exec('BEGIN IMMEDIATE');
        stage.armed.lockLeft = event.calls;
        return;
      }
      case 'approve': await stage.untilCrash((engine) => approve(engine, event.company)); return;
      case 'retryJob': await stage.untilCrash((engine) => retryJob(engine, event.job)); return;
      case 'cancelJob': await stage.untilCrash((engine) => cancelJob(engine, event.job, hand)); return;
      case 'retryUpdates': await stage.untilCrash((engine) => retryUpdates(engine, event.shop)); return;
      default: assertNever(event);
    }
  };

  return {
    hand,
    async run(event) {
      try {
        await act(event);
      } catch (cause) {
        // With no room on the disk, or with somebody else writing, the window says so; nothing else may throw.
        if (!hand.diskTrouble || !isSqlite(cause)) throw cause;
      }
      disarmIfOver();
    },
    calm() {
      unlock();
      Object.assign(stage.armed, { soap: [], commits: [], shopCalls: [], connector: [], insideShopCalls: [], lockLeft: 0 });
      for (const { store } of stage.shops) store.faults.clear();
      for (const { faults } of stage.companies) Object.assign(faults, {
        dieBeforeCommit: null, dieAfterCommit: null, hresultOnce: null, refuseOnce: null, recoveryFailsOnce: null, garbleOnce: null,
        iteratorBreaksOnce: false,
      });
      stage.clockRight();
      stage.disk.free(null);
      const { db } = stage.up();
      stage.disk.free(db);
      db.pragma('busy_timeout = 5000');
    },
  };
}

function connectionOf(engine: ReturnType<Stage['up']>, shop: number): Parameters<typeof engine.pull>[0] | null {
  const row = engine.db.prepare<[string], { id: Parameters<typeof engine.pull>[0] }>('SELECT id FROM connection WHERE name = ?').get(`Shop ${String(shop + 1)}`);
  return row?.id ?? null;
}

function isSqlite(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_');
}
