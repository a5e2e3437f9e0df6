/** Makes a story from a seed: quiet days and bad ones, in worlds of one or two companies with one to three shops each. */
import type { FaultKind } from '../../src/simulator/store/faults.ts';
import { dice, type Dice } from './random.ts';
import type { CompanySpec, QuickBooksFault, SoapFault, Story, StoryEvent, WorldSpec } from './story.ts';

const SKUS = ['MUG', 'TEE', 'CAP', 'PEN'] as const;
/** Two ordinary days, and the minutes before the clocks go back (6:00 UTC) and forward (7:00 UTC) in New York. */
const STARTS = [Date.UTC(2026, 5, 16, 15), Date.UTC(2026, 10, 21, 15), Date.UTC(2026, 10, 1, 5, 45), Date.UTC(2027, 2, 14, 6, 45)] as const;
const BUYERS = 4;

function makeCompany(random: Dice): CompanySpec {
  const skus = SKUS.slice(0, random.from(2, 4));
  const shops = Array.from({ length: random.weighted([[6, 1], [3, 2], [1, 3]]) }, (_, at) => (at === 0 ? skus : skus.filter(() => random.chance(0.7))));
  const documentKind = random.weighted<CompanySpec['documentKind']>([[5, 'salesReceipt'], [4, 'invoice'], [1, 'salesOrder']]);
  return {
    shops, skus, kit: random.chance(0.25), onHand: random.pick([5, 20, 60]), perBuyer: random.chance(0.4),
    temperament: random.pick(['remembers', 'remembersWithoutTxnId', 'forgets']),
    documentKind, pending: documentKind !== 'salesOrder' && random.chance(0.15),
    settle: random.weighted([[2, 'none'], [2, 'creditCard'], [1, 'check']]), tell: random.weighted([[2, 'nothing'], [1, 'note'], [2, 'all']]),
  };
}

export function shopsOf(world: WorldSpec): readonly { readonly company: number; readonly shop: number }[] {
  return world.companies.flatMap((company, at) => company.shops.map((_, shop) => ({ company: at, shop })));
}

type Maker = (random: Dice, world: WorldSpec) => StoryEvent;

const company = (random: Dice, world: WorldSpec): number => random.below(world.companies.length);
const shop = (random: Dice, world: WorldSpec): number => random.below(shopsOf(world).length);
const recent = (random: Dice): number => random.weighted([[4, 0], [2, 1], [1, 2], [1, 5]]);

const order: Maker = (random, world) => orderIn(random, shop(random, world));

const orderIn = (random: Dice, at: number): StoryEvent => ({
  do: 'order', shop: at, buyer: random.below(BUYERS), tax: random.chance(0.3), status: random.weighted([[8, 'processing'], [2, 'completed'], [1, 'on-hold'], [1, 'pending']]),
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
  [1, { garbles: 'html' }], [1, { garbles: 'noSeverity' }], [1, { recoveryRecords: 'ran' }], [1, { recoveryRecords: 'didNotRun' }],
  [1, { refuses: 3175 }], [1, { refuses: 3140 }], [1, { iterator: 'breaks' }],
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
  [2, (random, world) => ({ do: 'completePending', company: company(random, world), document: recent(random) })],
  [1, (random, world) => ({ do: 'filterMisses', company: company(random, world), sku: random.below(4) })],
  [4, (random, world) => ({ do: random.pick(['pull', 'listings']), shop: shop(random, world) })],
  [14, () => ({ do: 'sync' })],
  [22, (random, world) => ({ do: 'session', company: company(random, world) })],
  [5, (random) => ({ do: 'wait', minutes: random.pick([1, 3, 15, 60]) })],
  [14, soapFault],
  [4, (random) => ({ do: 'vanish', how: random.pick(['before', 'after', 'answered']), count: random.from(1, 24) })],
  [6, (random) => ({ do: 'crashAtCommit', commit: random.from(1, 60), when: random.pick(['before', 'after']), power: random.chance(0.4) })],
  [3, (random) => ({ do: 'crashAtShopCall', call: random.from(1, 12), when: random.pick(['before', 'after']) })],
  [4, (random, world) => ({
    do: 'orderInsideShopCall', on: random.pick(['POST', 'GET /orders']), when: random.pick(['before', 'after']),
    shop: shop(random, world), sku: random.below(4), quantity: random.from(1, 3),
  })],
  [8, shopFault],
  [12, quickBooksFault],
  [2, (random, world) => ({ do: 'forget', company: company(random, world) })],
  [2, (random) => ({ do: 'crash', power: random.chance(0.5) })],
  [1, () => ({ do: 'restart' })],
  [2, (random, world) => ({ do: random.pick(['backUpCompany', 'restoreCompany']), company: company(random, world) })],
  [2, (random) => ({ do: random.pick(['backUpDatabase', 'restoreDatabase', 'backUpBridge', 'restoreBridge']) })],
  [1, () => ({ do: 'readOnlyFolder' })],
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

/** A company, and a shop of it. */
function pair(random: Dice, world: WorldSpec): { readonly at: number; readonly shop: number } {
  const at = company(random, world);
  return { at, shop: random.pick(shopsOf(world).flatMap((one, index) => (one.company === at ? [index] : []))) };
}

/** The connector tries again by itself some times: most troubles last longer. */
const HOW_OFTEN = [[2, 1], [3, 4], [4, 12]] as const;

function troubleAtShop(random: Dice, at: number, on: string | null): StoryEvent {
  const [fault, usual] = random.weighted(SHOP_FAULTS.map(([weight, ...what]) => [weight, what] as const));
  return random.chance(0.7)
    ? { do: 'shopFault', shop: at, fault, on: on ?? usual, times: random.weighted(HOW_OFTEN), skip: 0 } : { do: 'crashAtShopCall', call: random.from(1, 6), when: random.pick(['before', 'after']) };
}

/** What makes a document doubtful, between QuickBooks' storing it and our storing the answer. */
function troubleAtWrite(random: Dice, at: number): readonly StoryEvent[] {
  const write = random.weighted([[3, 1], [2, 2], [1, 3]] as const);
  return [
    random.chance(0.5)
      ? { do: 'quickBooksFault', company: at, fault: { dies: random.weighted([[1, 'beforeCommit'], [2, 'afterCommit']]), write } }
      : { do: 'soapFault', call: random.from(12, 26), fault: random.pick<SoapFault>(['loseAnswer', 'loseRequest', 'crashBefore', 'crashAfter', 'twice', { otherConnector: 3 }]) },
    ...(random.chance(0.3) ? [{ do: 'forget', company: at } as const] : []),
  ];
}

const SCENES: readonly (readonly [weight: number, scene: Scene])[] = [
  // An order whose writing goes wrong.
  [5, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [orderIn(random, its), { do: 'sync' }, ...troubleAtWrite(random, at), { do: 'session', company: at }];
  }],
  // A refund whose credit memo, or the money that follows it, goes wrong.
  [2, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [orderIn(random, its), { do: 'sync' }, { do: 'session', company: at },
      { do: 'refund', order: 0, line: 0, quantity: 1, restock: random.chance(0.5) }, { do: 'wait', minutes: 3 }, { do: 'sync' },
      ...troubleAtWrite(random, at), { do: 'session', company: at }];
  }],
  // What the shop is to be told of its orders goes wrong.
  [2, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [orderIn(random, its), { do: 'sync' }, { do: 'session', company: at },
      troubleAtShop(random, its, random.pick(['/orders', 'POST', 'PUT'])), { do: 'sync' }, { do: 'wait', minutes: 3 }, { do: 'sync' }];
  }],
  [2, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [orderIn(random, its), { do: 'sync' }, quickBooksFault(random, world), { do: 'session', company: at }];
  }],
  // A stock count whose number does not reach the shop, or only half of it does.
  [7, (random, world) => {
    const { at, shop: its } = pair(random, world);
    // Longer ago than filters overlap: the next session does not read the item a second time by grace of that.
    return [{ do: 'count', company: at, sku: random.below(4), quantity: random.below(40) }, { do: 'wait', minutes: random.pick([1, 20, 20, 20]) },
      troubleAtShop(random, its, random.chance(0.7) ? 'POST' : null), { do: 'session', company: at }];
  }],
  [2, (random, world) => [
    order(random, world),
    { do: 'crashAtCommit', commit: random.from(1, 40), when: random.pick(['before', 'after']), power: random.chance(0.5) },
    { do: 'sync' }, { do: 'session', company: company(random, world) },
  ]],
  // No room on the disk, or another program at the database, while there is work.
  [1, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [
      orderIn(random, its),
      random.chance(0.6) ? { do: 'diskFull', pages: random.pick([0, 1, 2, 6]) } : { do: 'lock', calls: random.from(1, 12) },
      { do: 'sync' }, { do: 'session', company: at }, { do: 'diskFreed' },
    ];
  }],
  // An older company file: what was entered since is missing from it, and a person is asked.
  [1, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [{ do: 'backUpCompany', company: at }, orderIn(random, its), { do: 'sync' }, { do: 'session', company: at },
      { do: 'restoreCompany', company: at }, { do: 'wait', minutes: 3 }, { do: 'session', company: at },
      ...(random.chance(0.5) ? [{ do: 'approve', company: at } as const] : []), ...(random.chance(0.5) ? [{ do: 'retryJob', job: 0 } as const] : [])];
  }],
  // An older database, by the bridge's own restore or copied by hand.
  [2, (random, world) => {
    const { at, shop: its } = pair(random, world);
    const [keep, restore] = random.chance(0.6) ? (['backUpBridge', 'restoreBridge'] as const) : (['backUpDatabase', 'restoreDatabase'] as const);
    return [...(random.chance(0.5) ? [orderIn(random, its), { do: 'sync' } as const] : []), { do: keep }, orderIn(random, its), { do: 'sync' },
      ...(random.chance(0.3) ? troubleAtWrite(random, at) : []), { do: 'session', company: at }, { do: restore },
      { do: 'wait', minutes: 3 }, ...(random.chance(0.5) ? [{ do: 'sync' } as const] : []), { do: 'session', company: at }];
  }],
  // What a person does in QuickBooks with what was entered.
  [3, (random, world) => {
    const { at, shop: its } = pair(random, world);
    const hand = random.pick(['deleteDocument', 'voidDocument', 'renumberDocument', 'rewriteMemo', 'completePending'] as const);
    return [orderIn(random, its), { do: 'sync' }, ...(random.chance(0.4) ? troubleAtWrite(random, at) : []), { do: 'session', company: at },
      { do: hand, company: at, document: 0 }, { do: 'wait', minutes: random.pick([3, 20]) },
      { do: 'session', company: at }];
  }],
  // Changes that the modified filter hides.
  [1, (random, world) => {
    const { at } = pair(random, world);
    const sku = random.below(4);
    return [{ do: 'filterMisses', company: at, sku }, { do: 'wait', minutes: 20 }, { do: 'count', company: at, sku, quantity: random.below(40) }, { do: 'session', company: at }];
  }],
  // The PC's clock is wrong while there is work.
  [1, (random, world) => {
    const { at, shop: its } = pair(random, world);
    const minutes = random.pick([-600, -180, -60, -10, 10, 60, 600]);
    return [orderIn(random, its), { do: 'clock', minutes }, { do: 'sync' },
      ...(random.chance(0.4) ? troubleAtWrite(random, at) : []), { do: 'session', company: at },
      ...(random.chance(0.5) ? [{ do: 'clock', minutes: -minutes } as const] : [])];
  }],
  // The Web Connector vanishes, or another one comes.
  [1, (random, world) => {
    const { at, shop: its } = pair(random, world);
    return [orderIn(random, its), { do: 'sync' },
      random.chance(0.6)
        ? { do: 'vanish', how: random.pick(['before', 'after', 'answered']), count: random.from(4, 22) }
        : { do: 'soapFault', call: random.from(3, 24), fault: { otherConnector: random.pick([0, 1, 3]) } },
      { do: 'session', company: at }, { do: 'wait', minutes: random.pick([1, 3]) }, { do: 'session', company: at }];
  }],
  [8, (random, world) => [random.weighted(MAKERS)(random, world)]],
];

export function makeStory(seed: number): Story {
  const random = dice(seed);
  const world: WorldSpec = {
    companies: Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => makeCompany(random)), start: random.pick(STARTS), zone: 'America/New_York',
  };
  // Most worlds are in step before anything happens; some meet their first faults in the first session.
  const begin: readonly StoryEvent[] = random.chance(0.8) ? [{ do: 'sync' }, ...world.companies.map((_, at): StoryEvent => ({ do: 'session', company: at }))] : [];
  const scenes = random.from(1, 7);
  return { seed, world, events: [...begin, ...Array.from({ length: scenes }, () => random.weighted(SCENES)(random, world)).flat()] };
}
