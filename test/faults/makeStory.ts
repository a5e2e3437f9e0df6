/** Makes a story from a seed: quiet days and bad ones, in worlds of one or two companies with one to three shops each. */
import type { FaultKind } from '../../src/simulator/store/faults.ts';
import { dice, type Dice } from './random.ts';
import type { CompanySpec, QuickBooksFault, SoapFault, Story, StoryEvent, WorldSpec } from './story.ts';

const SKUS = ['MUG', 'TEE', 'CAP', 'PEN'] as const;
/** An ordinary day, and the hours before the clocks go back and forward in New York. */
const STARTS = [Date.UTC(2026, 5, 16, 15), Date.UTC(2026, 10, 21, 15), Date.UTC(2026, 10, 1, 4, 30), Date.UTC(2027, 2, 14, 5, 30)] as const;
const BUYERS = 4;

function makeCompany(random: Dice): CompanySpec {
  const skus = SKUS.slice(0, random.from(2, 4));
  const shops = Array.from({ length: random.weighted([[6, 1], [3, 2], [1, 3]]) }, (_, at) => (at === 0 ? skus : skus.filter(() => random.chance(0.7))));
  return {
    shops, skus, kit: random.chance(0.25), onHand: random.pick([5, 20, 60]), perBuyer: random.chance(0.4),
    temperament: random.pick(['remembers', 'remembersWithoutTxnId', 'forgets']),
    documentKind: random.weighted([[6, 'salesReceipt'], [2, 'invoice'], [1, 'salesOrder']]),
  };
}

export function shopsOf(world: WorldSpec): readonly { readonly company: number; readonly shop: number }[] {
  return world.companies.flatMap((company, at) => company.shops.map((_, shop) => ({ company: at, shop })));
}

type Maker = (random: Dice, world: WorldSpec) => StoryEvent;

const company = (random: Dice, world: WorldSpec): number => random.below(world.companies.length);
const shop = (random: Dice, world: WorldSpec): number => random.below(shopsOf(world).length);
const recent = (random: Dice): number => random.weighted([[4, 0], [2, 1], [1, 2], [1, 5]]);

const order: Maker = (random, world) => ({
  do: 'order', shop: shop(random, world), buyer: random.below(BUYERS), tax: random.chance(0.3), status: random.weighted([[8, 'processing'], [2, 'completed'], [1, 'on-hold'], [1, 'pending']]),
  lines: Array.from({ length: random.weighted([[6, 1], [3, 2], [1, 3]]) }, () => [random.below(5), random.from(1, 3)] as const),
});

const SHOP_FAULTS: readonly (readonly [weight: number, fault: FaultKind, on: string])[] = [
  [4, { kind: 'answerLost' }, 'POST'], [2, { kind: 'answerLost', how: 'gatewayTimeout' }, 'POST'], [1, { kind: 'answerLost', how: 'hang' }, 'POST'],
  [3, { kind: 'halfBatch', done: 1 }, 'POST'], [2, { kind: 'halfBatch', done: 1, how: 'short' }, 'POST'], [2, { kind: 'busy', retryAfter: 30 }, ''], [1, { kind: 'busy', retryAfter: null }, ''],
  [2, { kind: 'serverError' }, ''], [2, { kind: 'serverError', status: 503 }, ''], [1, { kind: 'reset' }, ''], [1, { kind: 'hang' }, ''], [1, { kind: 'ignoreStock' }, 'POST'],
  [2, { kind: 'wrongNumber', by: -1 }, 'POST'], [1, { kind: 'warning' }, ''], [1, { kind: 'page' }, ''], [1, { kind: 'empty' }, ''], [1, { kind: 'firewall' }, ''], [1, { kind: 'maintenance' }, ''],
];

const shopFault: Maker = (random, world) => {
  const [fault, on] = random.weighted(SHOP_FAULTS.map(([weight, ...what]) => [weight, what] as const));
  return { do: 'shopFault', shop: shop(random, world), fault, on, times: random.weighted([[5, 1], [3, 3], [2, 8], [1, 40]]), skip: random.below(4) };
};

const QUICKBOOKS_FAULTS: readonly (readonly [weight: number, fault: QuickBooksFault])[] = [
  [1, { hresult: '0x80040400' }], [2, { hresult: '0x80040402' }], [1, { hresult: '0x8000FFFF' }], [1, { garbles: 'empty' }], [1, { garbles: 'cut' }], [1, { garbles: 'noRequestId' }],
  [1, { garbles: 'html' }], [1, { garbles: 'noSeverity' }], [1, { recoveryRecords: 'ran' }], [1, { recoveryRecords: 'didNotRun' }], [1, { refuses: 3175 }], [1, { refuses: 3140 }], [1, { iterator: 'breaks' }],
];

const quickBooksFault: Maker = (random, world) => {
  const fault: QuickBooksFault = random.chance(0.5)
    ? { dies: random.pick(['beforeCommit', 'afterCommit']), write: random.from(1, 4) } : random.weighted(QUICKBOOKS_FAULTS);
  return { do: 'quickBooksFault', company: company(random, world), fault };
};

const soapFault: Maker = (random) => {
  const fault = random.weighted<SoapFault>([[2, 'loseRequest'], [3, 'loseAnswer'], [2, 'twice'], [2, 'crashBefore'], [3, 'crashAfter'], [2, { otherConnector: random.pick([0, 1, 3]) }]]);
  return { do: 'soapFault', call: random.from(1, 30), fault };
};

const MAKERS: readonly (readonly [weight: number, maker: Maker])[] = [
  [16, order],
  [4, (random) => ({ do: 'refund', order: recent(random), line: random.below(2), quantity: random.from(0, 2), restock: random.chance(0.5) })],
  [4, (random) => ({ do: random.weighted([[3, 'cancelOrder'], [1, 'trashOrder'], [3, 'payOrder']]), order: recent(random) })],
  [2, (random) => ({ do: 'editOrder', order: recent(random), line: 0, quantity: random.from(1, 4) })],
  [3, (random, world) => ({ do: 'setShopStock', shop: shop(random, world), sku: random.below(5), quantity: random.below(30) })],
  [5, (random, world) => ({ do: random.pick(['count', 'receive']), company: company(random, world), sku: random.below(4), quantity: random.below(40) })],
  [4, (random, world) => ({ do: random.pick(['deleteDocument', 'voidDocument', 'renumberDocument', 'rewriteMemo']), company: company(random, world), document: recent(random) })],
  [2, (random, world) => ({ do: 'enterByHand', company: company(random, world), sku: random.below(4), takesNumber: random.chance(0.6) })],
  [4, (random, world) => ({ do: random.pick(['pull', 'listings']), shop: shop(random, world) })],
  [14, () => ({ do: 'sync' })],
  [22, (random, world) => ({ do: 'session', company: company(random, world) })],
  [5, (random) => ({ do: 'wait', minutes: random.pick([1, 3, 15, 60]) })],
  [14, soapFault],
  [6, (random) => ({ do: 'crashAtCommit', commit: random.from(1, 60), when: random.pick(['before', 'after']), power: random.chance(0.4) })],
  [3, (random) => ({ do: 'crashAtShopCall', call: random.from(1, 12), when: random.pick(['before', 'after']) })],
  [4, (random, world) => ({ do: 'orderInsideShopCall', on: random.pick(['POST', 'GET /orders']), when: random.pick(['before', 'after']), shop: shop(random, world), sku: random.below(4), quantity: random.from(1, 3) })],
  [8, shopFault],
  [12, quickBooksFault],
  [2, (random, world) => ({ do: 'forget', company: company(random, world) })],
  [2, (random) => ({ do: 'crash', power: random.chance(0.5) })],
  [1, () => ({ do: 'restart' })],
  [2, (random, world) => ({ do: random.pick(['backUpCompany', 'restoreCompany']), company: company(random, world) })],
  [2, (random) => ({ do: random.pick(['backUpDatabase', 'restoreDatabase']) })],
  [2, (random) => ({ do: 'clock', minutes: random.pick([-180, -60, -10, -2, 2, 60, 600]) })],
  [2, (random) => ({ do: 'diskFull', pages: random.pick([0, 1, 4, 20]) })],
  [2, () => ({ do: 'diskFreed' })],
  [2, (random) => ({ do: 'lock', calls: random.from(1, 6) })],
  [2, (random, world) => ({ do: 'approve', company: company(random, world) })],
  [3, (random) => ({ do: random.weighted([[4, 'retryJob'], [1, 'cancelJob']]), job: random.below(3) })],
  [1, (random, world) => ({ do: 'retryUpdates', shop: shop(random, world) })],
];

/** Events that belong together: work, what goes wrong with it, and the session or the sending in which it does. */
type Scene = (random: Dice, world: WorldSpec) => readonly StoryEvent[];

const SCENES: readonly (readonly [weight: number, scene: Scene])[] = [
  // An order whose writing goes wrong somewhere between QuickBooks and the answer's storing.
  [5, (random, world) => [order(random, world), { do: 'sync' },
    random.chance(0.5)
      ? { do: 'quickBooksFault', company: 0, fault: { dies: random.weighted([[1, 'beforeCommit'], [2, 'afterCommit']]), write: random.weighted([[3, 1], [1, 2]]) } }
      : { do: 'soapFault', call: random.from(12, 26), fault: random.pick<SoapFault>(['loseAnswer', 'loseRequest', 'crashBefore', 'crashAfter', 'twice', { otherConnector: 3 }]) },
    ...(random.chance(0.3) ? [{ do: 'forget', company: 0 } as const] : []), { do: 'session', company: 0 }]],
  [2, (random, world) => [order(random, world), { do: 'sync' }, quickBooksFault(random, world), { do: 'session', company: company(random, world) }]],
  // A stock count whose number does not reach the shop, or only half of it does.
  [4, (random) => {
    const [fault] = random.weighted(SHOP_FAULTS.map(([weight, ...what]) => [weight, what] as const));
    const trouble: StoryEvent = random.chance(0.7)
      ? { do: 'shopFault', shop: 0, fault, on: 'POST', times: random.weighted([[3, 1], [3, 3], [1, 12]]), skip: 0 } : { do: 'crashAtShopCall', call: random.from(1, 6), when: random.pick(['before', 'after']) };
    // Longer ago than filters overlap: the next session does not read the item a second time by grace of that.
    return [{ do: 'count', company: 0, sku: random.below(4), quantity: random.below(40) }, { do: 'wait', minutes: random.pick([1, 20]) }, trouble, { do: 'session', company: 0 }];
  }],
  [2, (random, world) => [order(random, world), { do: 'crashAtCommit', commit: random.from(1, 40), when: random.pick(['before', 'after']), power: random.chance(0.5) }, { do: 'sync' }, { do: 'session', company: company(random, world) }]],
  [8, (random, world) => [random.weighted(MAKERS)(random, world)]],
];

export function makeStory(seed: number): Story {
  const random = dice(seed);
  const world: WorldSpec = {
    companies: Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => makeCompany(random)), start: random.pick(STARTS), zone: 'America/New_York',
  };
  // Most worlds are in step before anything happens; some meet their first faults in the first session.
  const begin: readonly StoryEvent[] = random.chance(0.8) ? [{ do: 'sync' }, ...world.companies.map((_, at): StoryEvent => ({ do: 'session', company: at }))] : [];
  const scenes = random.from(2, 10);
  return { seed, world, events: [...begin, ...Array.from({ length: scenes }, () => random.weighted(SCENES)(random, world)).flat()] };
}
