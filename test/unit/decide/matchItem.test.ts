/** Which item a SKU stands for: remembered, certain, or asked for; never guessed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchItem } from '../../../src/decide/matchItem.ts';
import { ZERO } from '../../../src/domain/decimal.ts';
import type { CompanyId, ListID, Sequence } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';

function item(fullName: string, isActive = true): Item {
  return {
    companyId: 1 as CompanyId, listId: `L-${fullName}` as ListID, kind: 'inventory', name: fullName.split(':').at(-1) ?? '', fullName, isActive, quantityOnHand: ZERO,
    quantityOnSalesOrder: ZERO, manufacturerPartNumber: '', barCode: '', timeModified: '', editSequence: '1', members: [], readSequence: 1 as Sequence,
  };
}

describe('matchItem', () => {
  it('lets the remembered pair win, whatever the names say', () => {
    expect(matchItem('MUG', item('CUP', false), [item('MUG')])).toEqual({ kind: 'matched', item: item('CUP', false), how: 'link' });
  });

  it('prefers the FullName, then the Name of exactly one active item, without regard to case', () => {
    expect(matchItem('mug', null, [item('Old:MUG'), item('Mug')])).toMatchObject({ how: 'fullName', item: { fullName: 'Mug' } });
    expect(matchItem(' old:mug ', null, [item('Old:MUG')])).toMatchObject({ how: 'fullName' });
    expect(matchItem('MUG', null, [item('Old:Mug')])).toMatchObject({ how: 'name', item: { fullName: 'Old:Mug' } });
    expect(matchItem('MUG', null, [item('Old:MUG', false), item('New:MUG')])).toMatchObject({ how: 'name', item: { fullName: 'New:MUG' } });
  });

  it('never guesses', () => {
    expect(matchItem('MUG', null, [item('Old:MUG'), item('New:MUG')])).toEqual({ kind: 'ambiguous', items: [item('Old:MUG'), item('New:MUG')] });
    expect(matchItem('MUG', null, [item('MUG', false)])).toEqual({ kind: 'none' });
    expect(matchItem('', null, [item('')])).toEqual({ kind: 'none' });
    expect(matchItem('MUG', null, [])).toEqual({ kind: 'none' });
    expect(matchItem('MUG', null, [item('MUGS'), item('A MUG')])).toEqual({ kind: 'none' });
  });

  it('only ever chooses an active item of that name, in any order of the candidates', () => {
    const candidate = fc.record({ parent: fc.constantFrom('', 'A:', 'B:'), name: fc.constantFrom('X', 'x', 'Y'), active: fc.boolean() });
    fc.assert(fc.property(fc.uniqueArray(candidate, { maxLength: 6, selector: (one) => `${one.parent}${one.name}`.toLowerCase() }), fc.constantFrom('X', 'y', 'a:x'), (list, sku) => {
      const items = list.map((one) => item(one.parent + one.name, one.active));
      const match = matchItem(sku, null, items);
      const back = matchItem(sku, null, [...items].reverse());
      expect(back.kind).toBe(match.kind);
      if (match.kind !== 'matched') return;
      expect(match.item.isActive).toBe(true);
      expect([match.item.name.toLowerCase(), match.item.fullName.toLowerCase()]).toContain(sku.toLowerCase());
      if (back.kind === 'matched') expect(back.item.listId).toBe(match.item.listId);
    }));
  });
});
