/** Rules of stock, for every company there could be: what can be built, kits of kits, limits and safety stock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostPieces, reservedBy, type Component, type Supply } from '../../src/decide/buildable.ts';
import { planStock, type StockPart } from '../../src/decide/planStock.ts';
import { NO_RULE, stockRule, type ItemRule, type StockRule } from '../../src/decide/stockRule.ts';
import { scaled, toNumber, whole, ZERO, type Decimal } from '../../src/domain/decimal.ts';
import type { CompanyId, ListID, Sequence } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';

const id = (n: number): ListID => `L-${String(n)}` as ListID;

/** Items 0 … n−1; one may be built from items with a higher number only, so that nothing is built from itself. */
type Company = readonly { readonly free: number; readonly components: readonly { readonly to: number; readonly quantity: number }[] }[];
const company: fc.Arbitrary<Company> = fc.integer({ min: 1, max: 6 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => fc.record({
  free: fc.integer({ min: -3, max: 12 }),
  components: at === size - 1
    ? fc.constant<Company[number]['components']>([])
    : fc.uniqueArray(fc.record({ to: fc.integer({ min: at + 1, max: size - 1 }), quantity: fc.integer({ min: 1, max: 3 }) }), { maxLength: 3, selector: (one) => one.to }),
}))));

function suppliesOf(items: Company): ReadonlyMap<ListID, Supply> {
  return new Map(items.map(({ free, components }, at) => [id(at), { free: whole(free), components: components.map(({ to, quantity }) => ({ listId: id(to), quantity: whole(quantity) })) }]));
}

/** One piece after the other, really taken from the shelf or built: the slow way nobody can get wrong. */
function madeOneByOne(items: Company, need: readonly { readonly to: number; readonly quantity: number }[]): number {
  const shelf = items.map(({ free }) => Math.max(0, free));
  const take = (at: number): boolean => {
    if ((shelf[at] ?? 0) > 0) {
      shelf[at] = (shelf[at] ?? 0) - 1;
      return true;
    }
    const components = items[at]?.components ?? [];
    return components.length > 0 && components.every(({ to, quantity }) => Array.from({ length: quantity }, () => take(to)).every(Boolean));
  };
  for (let pieces = 0; ; pieces += 1) if (!need.every(({ to, quantity }) => Array.from({ length: quantity }, () => take(to)).every(Boolean))) return pieces;
}

describe('what can be built', () => {
  it('is what somebody gets who builds piece by piece', () => {
    fc.assert(fc.property(company, fc.integer({ min: 1, max: 3 }), (items, quantity) => {
      expect(mostPieces([{ listId: id(0), quantity: whole(quantity) }], suppliesOf(items))).toBe(madeOneByOne(items, [{ to: 0, quantity }]));
    }), { numRuns: 2_000 });
  });

  it('never falls when there is more of something, and never promises what several parts need at once', () => {
    fc.assert(fc.property(company, fc.nat(5), fc.integer({ min: 1, max: 5 }), (items, which, more) => {
      const need = [{ listId: id(0), quantity: whole(1) }, { listId: id(items.length - 1), quantity: whole(1) }];
      const before = mostPieces(need, suppliesOf(items));
      const after = mostPieces(need, suppliesOf(items.map((item, at) => (at === which % items.length ? { ...item, free: item.free + more } : item))));
      expect(after).toBeGreaterThanOrEqual(before);
      expect(before).toBe(madeOneByOne(items, [{ to: 0, quantity: 1 }, { to: items.length - 1, quantity: 1 }]));
    }), { numRuns: 1_000 });
  });

  it('comes to an end where assemblies are built from each other, and offers only what stands on the shelf', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }), (shelf) => {
      const ring = new Map<ListID, Supply>(shelf.map((free, at) => [id(at), { free: whole(free), components: [{ listId: id((at + 1) % shelf.length), quantity: whole(1) }] }]));
      const made = mostPieces([{ listId: id(0), quantity: whole(1) }], ring);
      expect(made).toBeGreaterThanOrEqual(shelf[0] ?? 0);
      expect(made).toBeLessThanOrEqual(shelf.reduce((sum, free) => sum + free, 0));
    }));
  });

  it('takes what a shortage will take, in whole assemblies', () => {
    expect(reservedBy(whole(3), whole(2))).toBe(0);
    expect(reservedBy(whole(-3), whole(2))).toBe(whole(6));
    expect(reservedBy(scaled(-150_000), whole(2))).toBe(whole(4));
  });
});

function item(n: number, onHand: number, kind: Item['kind'] = 'inventory'): Item {
  return {
    companyId: 1 as CompanyId, listId: id(n), kind, name: `I${String(n)}`, fullName: `I${String(n)}`, isActive: true, quantityOnHand: scaled(onHand), quantityOnSalesOrder: ZERO,
    manufacturerPartNumber: '', barCode: '', timeModified: '', editSequence: '', members: [], readSequence: 1 as Sequence,
  };
}

const SHOP: StockRule = { availability: 'onHand', safetyStock: 0, cap: 0, assemblies: 'built', inactiveItems: 'leave', wholePieces: true, pushStock: true, exclude: false };

function quantityOf(of: Item, parts: readonly StockPart[], rule: Partial<StockRule>): Decimal {
  const plan = planStock({
    shop: 'Shop', settings: { ...SHOP, ...rule }, listing: { sku: of.name, stockKeeper: 'self', isSellable: true, gone: false }, match: { kind: 'matched', item: of, how: 'link' }, parts,
  });
  if (plan.kind !== 'push') throw new Error(plan.reason);
  return plan.quantity;
}

const part = (of: Item, perPiece: number, inFlight = 0): StockPart => ({ item: of, perPiece: whole(perPiece), inFlight: scaled(inFlight), onSalesOrders: false });

describe('limits', () => {
  const amounts = fc.record({
    onHand: fc.integer({ min: -500_000, max: 3_000_000 }),
    sold: fc.integer({ min: 0, max: 1_000_000 }),
    safety: fc.integer({ min: 0, max: 8 }),
    cap: fc.integer({ min: 0, max: 20 }),
  });

  it('never more than is free less the safety stock, never more than the limit, never below 0, whole where the shop wants it', () => {
    fc.assert(fc.property(amounts, fc.boolean(), ({ onHand, sold, safety, cap }, wholePieces) => {
      const one = item(1, onHand);
      const told = quantityOf(one, [part(one, 1, sold)], { safetyStock: safety, cap, wholePieces });
      const free = Math.max(0, onHand - sold - safety * 100_000);
      expect(told).toBeGreaterThanOrEqual(0);
      expect(told).toBeLessThanOrEqual(free);
      if (cap > 0) expect(told).toBeLessThanOrEqual(whole(cap));
      if (wholePieces) expect(told % 100_000).toBe(0);
      else expect(told).toBe(cap > 0 ? Math.min(free, whole(cap)) : free);
      expect(free - told < 100_000 || (cap > 0 && told === whole(cap))).toBe(true);
    }), { numRuns: 1_000 });
  });

  it('a kit never promises more than any member allows, and one more would be too many', () => {
    const members = fc.array(fc.record({ onHand: fc.integer({ min: 0, max: 4_000_000 }), each: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(members, (parts) => {
      const kit = { ...item(0, 0, 'group'), quantityOnHand: null };
      const told = toNumber(quantityOf(kit, parts.map(({ onHand, each }, at) => part(item(at + 1, onHand), each)), {}));
      expect(parts.every(({ onHand, each }) => told * each * 100_000 <= onHand)).toBe(true);
      expect(parts.some(({ onHand, each }) => (told + 1) * each * 100_000 > onHand)).toBe(true);
    }));
  });

  it('offering what can be built never offers less than what is built', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 4 }), (built, loose, each) => {
      const set = item(1, built * 100_000, 'assembly');
      const components: readonly Component[] = [{ listId: id(2), quantity: whole(each) }];
      const parts: readonly StockPart[] = [{ ...part(set, 1), components }, { ...part(item(2, loose * 100_000), 0) }];
      expect(toNumber(quantityOf(set, parts, { assemblies: 'buildable' }))).toBe(built + Math.floor(loose / each));
      expect(toNumber(quantityOf(set, [part(set, 1)], {}))).toBe(built);
    }));
  });
});

describe('which rule holds', () => {
  const anyRule: fc.Arbitrary<ItemRule> = fc.record({
    availability: fc.constantFrom(null, 'onHand' as const, 'onHandMinusSalesOrders' as const), safetyStock: fc.option(fc.nat(9)), cap: fc.option(fc.nat(9)),
    assemblies: fc.constantFrom(null, 'built' as const, 'buildable' as const), exclude: fc.option(fc.boolean()),
  });

  it('field by field: the SKU\'s, else the item\'s, else the shop\'s', () => {
    fc.assert(fc.property(anyRule, anyRule, (ofItem, ofSku) => {
      const rule = stockRule(SHOP, ofItem, ofSku);
      for (const field of ['availability', 'safetyStock', 'cap', 'assemblies', 'exclude'] as const) expect(rule[field]).toBe(ofSku[field] ?? ofItem[field] ?? SHOP[field]);
      expect(stockRule(SHOP, null, null)).toEqual(SHOP);
      expect(stockRule(SHOP, NO_RULE, NO_RULE)).toEqual(SHOP);
    }));
  });
});
