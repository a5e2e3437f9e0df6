/** An engine with 100,000 items and 100,000 listings that are spelt as people spell them, asked what the matching page asks. */
import { MATCH_TABS } from '../../src/contract/calls/matching.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { ListID } from '../../src/domain/ids.ts';
import type { ItemRecord } from '../../src/domain/item.ts';
import type { ListingRecord } from '../../src/domain/listing.ts';
import { storeItems } from '../../src/engine/db/storeItems.ts';
import { storeListings } from '../../src/engine/db/listings.ts';
import { nextSequence } from '../../src/engine/db/sequence.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { answerCalls } from './childPort.ts';
import { COMPANY, engineOf, openEngine, SHOP, stopEngine } from './quietEngine.ts';

export type Asked = {
  readonly milliseconds: number;
  /** Processor time of the engine's thread, in milliseconds: what a quiet machine would take. */
  readonly busy: number;
  /** The longest that the loop could do nothing else, in milliseconds of that. */
  readonly blocked: number;
  /** Megabytes of heap after it, above what was held before, garbage included. */
  readonly grown: number;
};

export type MatchingCalls = {
  open(folder: string, count: number): Promise<void>;
  /** All that the page asks when it is opened. `changed`: after an item was renamed, so that the suggestions are made anew. */
  openPage(changed: boolean): Promise<Asked & { readonly isMaking: boolean }>;
  /** Asked again every tenth of a second, until the suggestions are there. */
  untilMade(): Promise<Asked & { readonly suggestions: number; readonly sure: number }>;
  /** One page in the middle of each list. */
  pages(): Promise<Readonly<Record<string, Asked>>>;
  search(): Promise<Asked>;
  acceptMany(): Promise<Asked & { readonly linked: number }>;
};

const AT_ONCE = 2_000;
const WORDS = ['Bolt', 'Washer', 'Lamp', 'Scarf', 'Saddle', 'Teapot', 'Cable', 'Anchor', 'Hinge', 'Basket', 'Candle', 'Kettle'];

let renamed = 0;

function wordOf(index: number): string {
  return WORDS[index % WORDS.length] ?? '';
}

function itemOf(index: number, extra = ''): ItemRecord {
  const name = `${wordOf(index).slice(0, 3).toUpperCase()}-${String(10_000 + index)}-${String(index % 97)}${extra}`;
  return {
    listId: `8000${index.toString(16).toUpperCase().padStart(5, '0')}-1` as ListID, kind: 'inventory', name,
    fullName: `${wordOf(index + 5)}s:${name}`, isActive: true, quantityOnHand: whole(50), quantityOnSalesOrder: null,
    manufacturerPartNumber: index % 3 === 0 ? `${wordOf(index)} ${wordOf(index * 7 + 3)} ${String(index)} mm` : '',
    barCode: index % 4 === 0 ? String(4_000_000_000_000 + index * 13) : '', timeModified: '2026-01-05T10:00:00-05:00', editSequence: '1',
    members: [],
  };
}

/** Six of ten are spelt as the item; then blanks, a shop's prefix, only the title, one letter wrong, and nothing alike. */
function listingOf(index: number): ListingRecord {
  const { name } = itemOf(index);
  const title = `${wordOf(index)} ${wordOf(index * 7 + 3)} ${String(index)} mm`;
  const skus = [name, name, name, name, name, name, name.toLowerCase().replaceAll('-', ' '), `WEB-${name}`, `X${String(index)}`, `${name.slice(0, 2)}X${name.slice(3)}`];
  return { key: String(index + 1), parentKey: null, sku: skus[index % 10] ?? name, name: title, stockKeeper: 'self', storeQuantity: whole(50), isSellable: true };
}

async function open(folder: string, count: number): Promise<void> {
  const { db, ctx } = await openEngine(folder);
  // Items have been read once: from then on a listing is linked to the item that its SKU names.
  db.prepare('UPDATE company SET last_sweep_at = ?').run(ctx.now());
  for (let start = 0; start < count; start += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, place) => start + place);
    db.transaction(() => {
      storeItems(db, COMPANY, places.map((place) => itemOf(place)), { readSequence: nextSequence(db), at: ctx.now() });
      storeListings(db, { id: SHOP, companyId: COMPANY }, places.map(listingOf), ctx.now());
    })();
  }
}

function busyNow(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function watched<T>(work: () => Promise<T>): Promise<readonly [T, Asked]> {
  await new Promise((resolve) => { setTimeout(resolve, 200); });
  const held = process.memoryUsage().heapUsed;
  let blocked = 0;
  let turn = busyNow();
  const from = turn;
  let isOver = false;
  const watch = (): void => {
    const now = busyNow();
    blocked = Math.max(blocked, now - turn);
    turn = now;
    if (!isOver) setImmediate(watch);
  };
  setImmediate(watch);
  const begun = performance.now();
  const result = await work();
  const milliseconds = performance.now() - begun;
  isOver = true;
  watch();
  return [result, { milliseconds, busy: busyNow() - from, blocked, grown: (process.memoryUsage().heapUsed - held) / 1_048_576 }];
}

async function answered<T>(
  asked: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly what: string } }>
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: { readonly what: string } },
): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.error.what);
  return answer.value;
}

const calls: MatchingCalls = {
  open,
  async openPage(changed) {
    const { db, ctx } = engineOf();
    const handlers = createHandlers(engineOf());
    if (changed) {
      renamed += 1;
      db.transaction(() => { storeItems(db, COMPANY, [itemOf(9, `-R${String(renamed)}`)], { readSequence: nextSequence(db), at: ctx.now() }); })();
    }
    const [count, asked] = await watched(async () => {
      const [numbers] = await Promise.all([
        answered(handlers['matching.count']({ connectionId: SHOP })),
        answered(handlers['matching.list']({ tab: 'suggestions', connectionId: SHOP, skip: 0, limit: 50, leftOut: false })),
      ]);
      return numbers;
    });
    return { ...asked, isMaking: count.isMaking };
  },
  async untilMade() {
    const handlers = createHandlers(engineOf());
    const [count, asked] = await watched(async () => {
      for (;;) {
        const numbers = await answered(handlers['matching.count']({ connectionId: SHOP }));
        if (!numbers.isMaking) return numbers;
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
    });
    return { ...asked, suggestions: count.tabs.suggestions, sure: count.ready.sure };
  },
  async pages() {
    const handlers = createHandlers(engineOf());
    const found: Record<string, Asked> = {};
    for (const tab of MATCH_TABS) found[tab] = (await watched(() => answered(handlers['matching.list']({ tab, connectionId: SHOP, skip: 5_000, limit: 100, leftOut: false }))))[1];
    return found;
  },
  search: async () => (await watched(() => answered(createHandlers(engineOf())['matching.list']({ tab: 'listings', connectionId: SHOP, search: 'kettle 7', skip: 0, limit: 100, leftOut: false }))))[1],
  async acceptMany() {
    const [{ linked }, asked] = await watched(() => answered(createHandlers(engineOf())['matching.acceptMany']({ grade: 'sure', connectionId: SHOP })));
    return { ...asked, linked };
  },
};

answerCalls(calls, stopEngine);
