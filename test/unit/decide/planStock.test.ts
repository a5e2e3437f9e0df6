/** The number a shop is told, and every reason for telling it none. */
import { describe, expect, it } from 'vitest';
import { explainStock, planStock, type StockPart, type StockSnapshot } from '../../../src/decide/planStock.ts';
import type { StockRule } from '../../../src/decide/stockRule.ts';
import { parseDecimal, scaled, whole, ZERO, type Decimal } from '../../../src/domain/decimal.ts';
import type { CompanyId, ListID, Sequence } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';

function item(name: string, onHand: number | null, more: Partial<Item> = {}): Item {
  return {
    companyId: 1 as CompanyId, listId: `L-${name}` as ListID, kind: 'inventory', name, fullName: name, isActive: true, quantityOnHand: onHand === null ? null : whole(onHand),
    quantityOnSalesOrder: ZERO, manufacturerPartNumber: '', barCode: '', timeModified: '', editSequence: '1', members: [], readSequence: 5 as Sequence, ...more,
  };
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

function part(of: Item | null, more: Partial<StockPart> = {}): StockPart {
  return { item: of, perPiece: whole(1), inFlight: ZERO, onSalesOrders: false, ...more };
}

function rule(more: Partial<StockRule> = {}): StockRule {
  return { availability: 'onHand', safetyStock: 0, cap: 0, assemblies: 'built', inactiveItems: 'leave', wholePieces: true, pushStock: true, exclude: false, ...more };
}

function snapshot(of: Item, more: Partial<StockSnapshot> = {}): StockSnapshot {
  return {
    shop: 'Shop', settings: rule(), listing: { sku: of.name, stockKeeper: 'self', isSellable: true, gone: false },
    match: { kind: 'matched', item: of, how: 'link' }, parts: [part(of)], ...more,
  };
}

const push = (quantity: number, quickbooks: number, inFlight: number) => ({ kind: 'push', quantity: whole(quantity), quickbooks: whole(quickbooks), inFlight: whole(inFlight) });

describe('planStock', () => {
  it('is on hand less what is in flight less the safety stock', () => {
    const mug = item('MUG', 10);
    expect(planStock(snapshot(mug))).toEqual(push(10, 10, 0));
    expect(planStock(snapshot(mug, { parts: [part(mug, { inFlight: whole(3) })], settings: rule({ safetyStock: 2 }) }))).toEqual(push(5, 10, 3));
  });

  it('is never below nothing, and whole pieces only', () => {
    expect(planStock(snapshot(item('MUG', -4)))).toEqual(push(0, -4, 0));
    const cloth = item('CLOTH', 0, { quantityOnHand: decimal('7.99999') });
    expect(planStock(snapshot(cloth, { parts: [part(cloth, { inFlight: decimal('0.5') })] }))).toMatchObject({ quantity: whole(7) });
    expect(planStock(snapshot(cloth, { settings: rule({ safetyStock: 1.5 }) }))).toMatchObject({ quantity: whole(6) });
  });

  it('subtracts sales orders by the rule, or when a connection that sells the item posts them', () => {
    const mug = item('MUG', 10, { quantityOnSalesOrder: whole(4) });
    expect(planStock(snapshot(mug))).toMatchObject({ quantity: whole(10) });
    expect(planStock(snapshot(mug, { settings: rule({ availability: 'onHandMinusSalesOrders' }) }))).toMatchObject({ quantity: whole(6), quickbooks: whole(6) });
    expect(planStock(snapshot(mug, { parts: [part(mug, { onSalesOrders: true })] }))).toMatchObject({ quantity: whole(6) });
    const unknown = item('MUG', 10, { quantityOnSalesOrder: null });
    expect(planStock(snapshot(unknown, { parts: [part(unknown, { onSalesOrders: true })] }))).toMatchObject({ quantity: whole(10) });
  });

  it('makes as many kits as the scarcest member allows, whatever members without stock it has', () => {
    const kit = item('SET', null, { kind: 'group', quantityOnHand: null });
    const cup = item('CUP', 9);
    const tray = item('TRAY', 30);
    const wrapping = item('WRAP', null, { kind: 'service' });
    const parts = [part(cup, { perPiece: whole(2), inFlight: whole(3) }), part(tray), part(wrapping)];
    expect(planStock(snapshot(kit, { parts }))).toEqual(push(3, 4, 1));
    expect(planStock(snapshot(kit, { parts, settings: rule({ safetyStock: 1 }) }))).toEqual(push(2, 4, 1));
    const short = item('CUP', 0, { quantityOnHand: decimal('1.5') });
    expect(planStock(snapshot(kit, { parts: [part(short, { perPiece: decimal('0.5') })] }))).toEqual(push(3, 3, 0));
  });

  it.each<[string, StockSnapshot]>([
    ['pushOff', snapshot(item('A', 1), { settings: rule({ pushStock: false }) })],
    ['listingGone', snapshot(item('A', 1), { listing: { sku: 'A', stockKeeper: 'self', isSellable: true, gone: true } })],
    ['notSellable', snapshot(item('A', 1), { listing: { sku: 'A', stockKeeper: 'self', isSellable: false, gone: false } })],
    ['parentKeepsStock', snapshot(item('A', 1), { listing: { sku: 'A', stockKeeper: 'parent', isSellable: true, gone: false } })],
    ['shopKeepsNoStock', snapshot(item('A', 1), { listing: { sku: 'A', stockKeeper: 'none', isSellable: true, gone: false } })],
    ['noSku', snapshot(item('A', 1), { match: { kind: 'none' }, listing: { sku: '', stockKeeper: 'self', isSellable: true, gone: false } })],
    ['noItem', snapshot(item('A', 1), { match: { kind: 'none' } })],
    ['ambiguousSku', snapshot(item('A', 1), { match: { kind: 'ambiguous', items: [item('A', 1), item('A', 2)] } })],
    ['itemInactive', snapshot(item('A', 1, { isActive: false }))],
    ['itemHasNoStock', snapshot(item('A', null, { kind: 'service' }))],
    ['itemHasNoStock', snapshot(item('A', null, { kind: 'group' }), { parts: [] })],
    ['memberUnknown', snapshot(item('A', null, { kind: 'group' }), { parts: [part(item('B', 1)), part(null)] })],
    ['itemInactive', snapshot(item('A', null, { kind: 'group' }), { parts: [part(item('B', 1, { isActive: false }))] })],
  ])('skips: %s', (reason, given) => {
    const plan = planStock(given);
    expect(plan).toMatchObject({ kind: 'skip', reason, problem: { code: reason } });
    if (plan.kind === 'skip') for (const words of [plan.problem.what, plan.problem.todo]) expect(words).toMatch(/^[A-Z"].*\.$/);
  });

  it('explains the number', () => {
    expect(explainStock({ quantity: whole(4), quickbooks: whole(9), inFlight: whole(3) })).toBe('QuickBooks has 9, 3 sold and not in QuickBooks yet; to sell: 4.');
    expect(explainStock({ quantity: whole(9), quickbooks: whole(9), inFlight: scaled(0) })).toBe('QuickBooks has 9; to sell: 9.');
  });
});
