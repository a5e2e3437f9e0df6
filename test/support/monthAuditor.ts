/**
 * Two judges of a simulated month that read nothing of the bridge: one knows the books and the shops and says what each listing should show; the other
 * follows what the bridge was told (QuickBooks' answers, the shops' order pages) and says the most it may tell a shop at that moment.
 */
import { toNumber } from '../../src/domain/decimal.ts';
import type { LedgerItem } from '../../src/simulator/company/ledger.ts';
import type { World } from './world.ts';

/** Pieces of each stock item by ListID. */
type Pieces = Map<string, number>;

/** Does the shop offer what can still be built? By its place. */
export type BuildsIn = readonly boolean[];

type Catalogue = {
  readonly byId: ReadonlyMap<string, LedgerItem>;
  readonly bySku: ReadonlyMap<string, LedgerItem>;
  /** Assemblies by what they are built from, with how much one takes. */
  readonly builtFrom: ReadonlyMap<string, readonly (readonly [assembly: string, each: number])[]>;
};

export function catalogueOf(world: World): Catalogue {
  const { items } = world.company.ledger();
  const builtFrom = new Map<string, [string, number][]>();
  for (const item of items) {
    if (item.kind !== 'InventoryAssembly') continue;
    for (const { listId, quantity } of item.members) builtFrom.set(listId, [...(builtFrom.get(listId) ?? []), [item.listId, toNumber(quantity)]]);
  }
  return { builtFrom, byId: new Map(items.map((item) => [item.listId, item])), bySku: new Map(items.filter((item) => item.isActive).map((item) => [item.fullName, item])) };
}

/** The stock items in one piece, kits in kits opened. */
function leaves(catalogue: Catalogue, item: LedgerItem, pieces = 1): readonly (readonly [string, number])[] {
  if (item.kind !== 'Group') return [[item.listId, pieces]];
  return item.members.flatMap((member) => {
    const part = catalogue.byId.get(member.listId);
    return part === undefined ? [] : leaves(catalogue, part, pieces * toNumber(member.quantity));
  });
}

/** Pieces that assemblies need which were sold before they were built: those are spoken for. */
function spokenFor(catalogue: Catalogue, free: ReadonlyMap<string, number>, listId: string): number {
  return (catalogue.builtFrom.get(listId) ?? []).reduce((sum, [assembly, each]) => sum + Math.ceil(Math.max(0, -(free.get(assembly) ?? 0))) * each, 0);
}

/** What a shop may offer of an item when so much of everything is free; `free` holds no shortage of assemblies yet. */
export function offerOf(catalogue: Catalogue, item: LedgerItem, free: ReadonlyMap<string, number>, builds: boolean): number {
  const left = (listId: string): number => (free.get(listId) ?? 0) - spokenFor(catalogue, free, listId);
  if (item.kind === 'Group') {
    const need = new Map<string, number>();
    for (const [listId, each] of leaves(catalogue, item)) need.set(listId, (need.get(listId) ?? 0) + each);
    return Math.max(0, Math.min(...[...need].map(([listId, each]) => Math.floor(left(listId) / each))));
  }
  const built = Math.max(0, Math.floor(left(item.listId)));
  if (!builds || item.kind !== 'InventoryAssembly') return built;
  return built + Math.max(0, Math.min(...item.members.map((member) => Math.floor(Math.max(0, left(member.listId)) / toNumber(member.quantity)))));
}

function takeLine(catalogue: Catalogue, taken: Pieces, sku: string | null, pieces: number): void {
  const item = sku === null ? undefined : catalogue.bySku.get(sku);
  for (const [listId, each] of item === undefined ? [] : leaves(catalogue, item)) taken.set(listId, (taken.get(listId) ?? 0) + pieces * each);
}

/** By the books and the shops alone: on hand less what is sold and in no posted document. */
export function truth(world: World, catalogue: Catalogue): ReadonlyMap<string, number> {
  const posted = new Set(world.company.ledger().documents.filter((one) => one.kind !== 'CreditMemo').map((one) => one.refNumber));
  const taken: Pieces = new Map();
  for (const [at, store] of world.stores.entries()) {
    for (const order of store.orders()) {
      if (order.status === 'trash' || posted.has(`${PREFIX[at] ?? 'W'}${order.number}`)) continue;
      for (const line of order.lines) takeLine(catalogue, taken, line.sku, line.stockTaken);
    }
  }
  return new Map([...catalogue.byId.values()].map((item) => [item.listId, toNumber(item.quantityOnHand) - (taken.get(item.listId) ?? 0)]));
}

/** Before the order numbers of each shop, so that documents of both can be told apart. */
export const PREFIX: readonly string[] = ['A', 'B'];

/** Listings that do not show what they should, in words. */
export function monthComplaints(world: World, builds: BuildsIn): readonly string[] {
  const catalogue = catalogueOf(world);
  const free = truth(world, catalogue);
  return world.stores.flatMap((store, at) => store.listings().flatMap((listing) => {
    const item = catalogue.bySku.get(listing.sku);
    const right = item === undefined ? null : offerOf(catalogue, item, free, builds[at] === true);
    return right === null || right === listing.quantity ? [] : [`shop ${String(at + 1)} shows ${String(listing.quantity)} ${listing.sku}, right is ${String(right)}`];
  }));
}

export type Shortage = {
  readonly item: string;
  /** What sells it: itself, kits with it inside, and what assemblies are short of. */
  readonly skus: readonly string[];
  /** Did an order since then take it that still has it? */
  readonly isSold: boolean;
  /** Did an order since then sell it that takes nothing of it any more? */
  readonly wasSold: boolean;
};

/** Stock items of which more is promised than there is, by the books and the shops alone. */
export function shortages(world: World, since: number): readonly Shortage[] {
  const catalogue = catalogueOf(world);
  const free = truth(world, catalogue);
  const lines = world.stores.flatMap((store) => store.orders()
    .filter((order) => order.createdAt >= since)
    .flatMap((order) => order.lines.map((line) => ({ ...line, isOut: order.status !== 'trash' }))));
  return [...free].flatMap(([listId, pieces]) => {
    const item = catalogue.byId.get(listId);
    if (item?.kind !== 'Inventory' || pieces - spokenFor(catalogue, free, listId) >= 0) return [];
    const parts = new Set([listId, ...(catalogue.builtFrom.get(listId) ?? []).flatMap(([assembly]) => ((free.get(assembly) ?? 0) < 0 ? [assembly] : []))]);
    const skus = [...catalogue.bySku.values()].filter((one) => leaves(catalogue, one).some(([leaf]) => parts.has(leaf))).map((one) => one.fullName);
    const sold = lines.filter((line) => line.sku !== null && skus.includes(line.sku));
    return [{ item: item.fullName, skus: [item.fullName, ...skus.filter((sku) => sku !== item.fullName)], isSold: sold.some((line) => line.isOut && line.stockTaken > 0), wasSold: sold.length > 0 }];
  });
}

type Told = { readonly shop: number; readonly sku: string; readonly told: number; readonly most: number };

/** What the bridge could know, followed answer by answer. */
export type Follower = {
  /** Numbers that were too high when they were sent. */
  readonly tooHigh: readonly Told[];
  readonly checked: () => number;
  /** After items were added or renamed. */
  refresh(): void;
  /** An order was placed now. */
  placed(shop: number, orderId: number): void;
  stop(): void;
};

export function followBridge(world: World, builds: BuildsIn): Follower {
  let catalogue = catalogueOf(world);
  let step = 0;
  let checked = 0;
  const known: Pieces = new Map();
  const readAt = new Map<string, number>();
  const postedAt = new Map<string, number>();
  const placedAt = new Map<string, number>();
  const ordersReadAt = world.stores.map(() => 0);
  const tooHigh: Told[] = [];
  /** Orders that are inside the last read of everything they took from, and so inside every later one. */
  const settled = new Set<string>();

  const { process } = world.company;
  Object.assign(world.company, {
    process: (id: string, qbxml: string) => {
      const result = process(id, qbxml);
      step += 1;
      if (result.kind !== 'answer') return result;
      if (/<(SalesReceipt|Invoice)AddRq/.test(qbxml) && result.xml.includes('statusSeverity="Info"')) {
        const ref = /<RefNumber>([^<]+)/.exec(qbxml)?.[1];
        if (ref !== undefined) postedAt.set(ref, step);
      }
      for (const [, listId, rest] of result.xml.matchAll(/<ItemInventory(?:Assembly)?Ret>\s*<ListID>([^<]+)<\/ListID>([\s\S]*?)<\/ItemInventory(?:Assembly)?Ret>/g)) {
        const onHand = /<QuantityOnHand>([^<]+)/.exec(rest ?? '')?.[1];
        if (listId === undefined || onHand === undefined) continue;
        known.set(listId, Number(onHand));
        readAt.set(listId, step);
      }
      return result;
    },
  });

  /** The most that is free by what QuickBooks has said and the orders whose pages were read. */
  const free = (): ReadonlyMap<string, number> => {
    const left: Pieces = new Map(known);
    for (const [at, store] of world.stores.entries()) {
      for (const order of store.orders()) {
        const key = `${PREFIX[at] ?? ''}${order.number}`;
        if (settled.has(key) || order.status === 'trash' || (placedAt.get(key) ?? Infinity) >= (ordersReadAt[at] ?? 0)) continue;
        const lines: Pieces = new Map();
        for (const line of order.lines) takeLine(catalogue, lines, line.sku, line.stockTaken);
        const posted = postedAt.get(key) ?? Infinity;
        if ([...lines.keys()].every((listId) => posted < (readAt.get(listId) ?? 0))) settled.add(key);
        for (const [listId, pieces] of lines) {
          const isInside = posted < (readAt.get(listId) ?? 0);
          if (!isInside) left.set(listId, (left.get(listId) ?? 0) - pieces);
        }
      }
    }
    return left;
  };

  const check = (shop: number, body: unknown): void => {
    const store = world.stores[shop];
    const { update = [] } = (body ?? {}) as { readonly update?: readonly { readonly id: number; readonly stock_quantity: number }[] };
    const now = free();
    const skus = new Map(store?.listings().map((listing) => [listing.id, listing.sku]));
    for (const { id, stock_quantity: told } of update) {
      const item = catalogue.bySku.get(skus.get(id) ?? '');
      if (item === undefined) continue;
      checked += 1;
      const most = offerOf(catalogue, item, now, builds[shop] === true);
      if (told > most) tooHigh.push({ shop: shop + 1, sku: item.fullName, told, most });
    }
  };

  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const shop = world.stores.findIndex((store) => store.url.includes(url.host));
    const method = init?.method ?? 'GET';
    step += 1;
    const began = step;
    if (shop >= 0 && method === 'POST' && url.pathname.endsWith('/products/batch')) check(shop, JSON.parse(typeof init?.body === 'string' ? init.body : '{}'));
    const response = await real(input, init);
    if (shop >= 0 && method === 'GET' && url.pathname.endsWith('/orders') && response.ok) ordersReadAt[shop] = Math.max(ordersReadAt[shop] ?? 0, began);
    return response;
  };

  return {
    tooHigh, checked: () => checked,
    refresh: () => { catalogue = catalogueOf(world); },
    placed: (shop, orderId) => {
      step += 1;
      const order = world.stores[shop]?.orders().find((one) => one.id === orderId);
      if (order !== undefined) placedAt.set(`${PREFIX[shop] ?? ''}${order.number}`, step);
    },
    stop: () => { globalThis.fetch = real; },
  };
}
