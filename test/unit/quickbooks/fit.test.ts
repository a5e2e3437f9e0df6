/** Fitting drafts to QuickBooks: everything cut is said. */
import { describe, expect, it } from 'vitest';
import { fitDocument, fitItem, fitSettlement } from '../../../src/quickbooks/fit.ts';
import { LIMITS } from '../../../src/quickbooks/qbxml/fields.ts';
import { DRAFT, FULL, ITEMS, SETTLEMENTS } from './samples.ts';

const [item] = ITEMS;
if (item === undefined) throw new Error('no sample');

describe('fitDocument', () => {
  it('leaves alone what fits', () => {
    const fitted = fitDocument(FULL);
    expect(fitted.cuts).toEqual([]);
    expect(fitted.draft).toEqual(FULL);
    expect(Object.keys(fitDocument(DRAFT).draft).toSorted()).toEqual(Object.keys(DRAFT).toSorted());
  });

  it('cuts each free text to its field and says so', () => {
    const long = 'x'.repeat(5_000);
    const [first, second] = FULL.lines;
    if (first === undefined || second === undefined) throw new Error('no lines');
    const { draft, cuts } = fitDocument({
      ...FULL, memo: long, poNumber: long, other: long, customFields: [{ name: 'Gate', value: long }],
      lines: [{ ...first, description: long, other1: long, other2: 'Zoë 😀' }, { ...second, description: 'words of a kit' }],
    });
    expect([draft.memo.length, draft.poNumber?.length, draft.other?.length, draft.customFields?.[0]?.value.length, draft.lines[0]?.description.length,
      draft.lines[0]?.other1?.length]).toEqual([LIMITS.memo, LIMITS.poNumber, LIMITS.other, LIMITS.dataExtValue, LIMITS.lineDescription, LIMITS.other]);
    expect(draft.lines[0]?.other2).toBe('Zoë');
    expect(draft.lines[1]?.description).toBe('');
    for (const field of ['Memo', 'PO number', 'Other', 'Custom field "Gate"', 'Description of line 1', 'Other 1 of line 1']) {
      expect(cuts.filter((cut) => cut.startsWith(`${field} was cut`)), field).toHaveLength(1);
    }
    expect(cuts).toHaveLength(6);
  });

  it('says that an old QuickBooks gets no sites', () => {
    expect(fitDocument(FULL, '9.0').cuts).toEqual([expect.stringMatching(/inventory site was left out/)]);
    expect(fitDocument(DRAFT, '9.0').cuts).toEqual([]);
    expect(fitDocument(FULL, '10.0').cuts).toEqual([]);
  });

  it('fits five address lines', () => {
    const bare = { addr1: 'a', addr2: '', addr3: '', city: '', state: '', postalCode: '', country: '', note: '' };
    const { draft, cuts } = fitDocument({ ...DRAFT, billAddress: { ...bare, addr4: 'y'.repeat(50), addr5: 'e' } });
    expect([draft.billAddress?.addr4?.length, draft.billAddress?.addr5]).toEqual([41, 'e']);
    expect(cuts).toEqual([expect.stringMatching(/^Billing address, line 4 was cut to 41/)]);
  });
});

describe('fitSettlement', () => {
  it('fits the memo and nothing else', () => {
    expect(fitSettlement(SETTLEMENTS.check)).toEqual({ draft: SETTLEMENTS.check, cuts: [] });
    const { draft, cuts } = fitSettlement({ ...SETTLEMENTS.receivePayment, memo: 'm'.repeat(4_200) });
    expect(draft).toEqual({ ...SETTLEMENTS.receivePayment, memo: 'm'.repeat(4_095) });
    expect(cuts).toHaveLength(1);
  });
});

describe('fitItem', () => {
  it('says when the SKU cannot be the name', () => {
    expect(fitItem(item)).toEqual({ draft: item, cuts: [] });
    const { draft, cuts } = fitItem({ ...item, name: 'A:B😀', description: 'd'.repeat(5_000) });
    expect([draft.name, draft.description.length]).toEqual(['A-B', 4_095]);
    expect(cuts[0]).toContain('from "A:B😀" to "A-B"');
    expect(cuts).toHaveLength(2);
  });
});
