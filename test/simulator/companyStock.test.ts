/** What moves stock, what does not, and what the modified filter sees of it. */
import { describe, expect, it } from 'vitest';
import { textAt } from '../../src/quickbooks/xml/tree.ts';
import { add, column, harness, type Harness } from './companyHarness.ts';

const sale = { item: 'MUG-RED', quantity: '3', rate: '5.00' };

describe('stock', () => {
  it.each([
    ['SalesReceipt', 17, 0],
    ['Invoice', 17, 0],
    ['CreditMemo', 23, 0],
    ['SalesOrder', 20, 3],
  ])('moves with a %s and comes back when it is void or deleted', (type, onHand, onOrder) => {
    const h = harness();
    const stock = (): number[] => [h.onHand('MUG-RED'), h.onSalesOrder('MUG-RED')];
    for (const undo of ['voidTransaction', 'deleteTransaction'] as const) {
      const txnId = textAt(h.ask(add({ type, lines: [sale] })), `${type}Ret`, 'TxnID');
      expect(stock()).toEqual([onHand, onOrder]);
      h.company[undo](txnId);
      expect(stock()).toEqual([20, 0]);
    }
  });

  it('stays while a document is pending and moves when it is completed', () => {
    const h = harness();
    const txnId = textAt(h.ask(add({ header: '<IsPending>true</IsPending>', lines: [sale] })), 'SalesReceiptRet', 'TxnID');
    expect(h.onHand('MUG-RED')).toBe(20);
    h.company.completePending(txnId);
    expect(h.onHand('MUG-RED')).toBe(17);
    expect(h.company.ledger().documents[0]?.isPending).toBe(false);
  });

  it('goes below nothing, through groups, and by one piece where no quantity is given', () => {
    const h = harness();
    h.ask(
      add({
        lines: [
          { item: 'BUNDLE-1', quantity: '15', group: true },
          { item: 'POSTER', amount: '9.00' },
        ],
      }),
    );
    expect(['MUG-RED', 'MUG-BLUE', 'POSTER'].map(h.onHand)).toEqual([5, -10, 19]);
  });

  it('of an assembly is what was built', () => {
    const h = harness();
    h.ask(add({ lines: [{ item: 'ASSEMBLY-1', quantity: '1' }] }));
    expect(['ASSEMBLY-1', 'MUG-RED', 'MUG-BLUE'].map(h.onHand)).toEqual([3, 20, 20]);
    h.company.buildAssembly('ASSEMBLY-1', 2);
    expect(['ASSEMBLY-1', 'MUG-RED', 'MUG-BLUE'].map(h.onHand)).toEqual([5, 18, 16]);
  });

  it('is counted, received and sold at the counter', () => {
    const h = harness();
    h.company.setQuantity('MUG-RED', 7);
    h.company.receiveStock('MUG-RED', '2.5');
    h.company.enterDocument({ type: 'Invoice', customer: 'Walk-in Customer', lines: [{ item: 'MUG-RED', quantity: 1 }] });
    expect(h.onHand('MUG-RED')).toBe(8.5);
    expect(h.company.ledger().others.map((one) => one.kind)).toEqual(['InventoryAdjustment', 'ItemReceipt']);
    expect(() => h.company.enterDocument({ type: 'Invoice', lines: [{ item: 'MUG-RED', quantity: 1 }] })).toThrow('names no customer');
    expect(() => {
      h.company.setQuantity('Shipping', 1);
    }).toThrow('has no stock');
  });
});

describe('the modified filter', () => {
  const FROM = '2026-03-02T12:00:00';
  const found = (h: Harness, query: string, more = ''): string[] =>
    column(h.ask(`<${query}Rq><FromModifiedDate>${FROM}</FromModifiedDate>${more}</${query}Rq>`), 'FullName');
  const later = (): Harness => {
    const h = harness();
    h.clock.at += 3 * 3_600_000; // 13:00 in New York
    return h;
  };

  it('finds moved stock in ItemInventoryQuery, not in ItemQuery, and TimeModified stays', () => {
    const h = later();
    const before = h.company.ledger().items.find((one) => one.name === 'MUG-RED')?.timeModified;
    h.ask(add({ lines: [sale] }));
    expect(found(h, 'ItemInventoryQuery')).toEqual(['MUG-RED']);
    expect(found(h, 'ItemQuery')).toEqual([]);
    expect(h.company.ledger().items.find((one) => one.name === 'MUG-RED')?.timeModified).toBe(before);
  });

  it('finds an edited item in both', () => {
    const h = later();
    h.company.editItem('POSTER', { price: 11 });
    expect([found(h, 'ItemInventoryQuery'), found(h, 'ItemQuery')]).toEqual([['POSTER'], ['POSTER']]);
  });

  it('misses what it is told to miss, and assemblies where the file is like that', () => {
    const h = later();
    const red = h.company.ledger().items.find((one) => one.name === 'MUG-RED')?.listId;
    h.company.faults.modifiedFilterMisses = (listId) => listId === red;
    h.ask(add({ lines: [sale, { item: 'TEE-S', quantity: '1' }, { item: 'ASSEMBLY-1', quantity: '1' }] }));
    expect([found(h, 'ItemInventoryQuery'), found(h, 'ItemInventoryAssemblyQuery')]).toEqual([['TEE-S'], ['ASSEMBLY-1']]);
    const blind = harness({ assembliesShowMoves: false });
    blind.clock.at += 3 * 3_600_000;
    blind.ask(add({ lines: [{ item: 'ASSEMBLY-1', quantity: '1' }] }));
    expect(found(blind, 'ItemInventoryAssemblyQuery')).toEqual([]);
  });

  it('shows deactivated items only when asked', () => {
    const h = later();
    h.company.deactivateItem('POSTER');
    expect(found(h, 'ItemInventoryQuery')).toEqual([]);
    expect(
      column(
        h.ask(`<ItemInventoryQueryRq><ActiveStatus>All</ActiveStatus><FromModifiedDate>${FROM}</FromModifiedDate></ItemInventoryQueryRq>`),
        'IsActive',
      ),
    ).toEqual(['false']);
    h.company.activateItem('POSTER');
    expect(found(h, 'ItemInventoryQuery')).toEqual(['POSTER']);
  });
});

describe('time', () => {
  it('is the wall clock, with the winter offset in summer as well', () => {
    const h = harness();
    h.clock.at = Date.UTC(2026, 6, 1, 16);
    const response = h.ask(add());
    expect(textAt(response, 'SalesReceiptRet', 'TimeCreated')).toBe('2026-07-01T12:00:00-05:00');
    const between = (from: string, to: string): string[] =>
      column(
        h.ask(
          '<SalesReceiptQueryRq><ModifiedDateRangeFilter>' +
            `<FromModifiedDate>${from}</FromModifiedDate><ToModifiedDate>${to}</ToModifiedDate></ModifiedDateRangeFilter>` +
            `</SalesReceiptQueryRq>`,
        ),
        'RefNumber',
      );
    expect(between('2026-07-01T12:00:00', '2026-07-01T12:00:00')).toEqual(['W1']);
    expect(between('2026-07-01T12:00:01', '2026-07-02')).toEqual([]);
    expect(between('2026-07-01', '2026-07-01')).toEqual(['W1']);
    // The offset as written comes back; the true one of summer is an hour off.
    expect(between('2026-07-01T12:00:00-05:00', '2026-07-01T12:00:00-05:00')).toEqual(['W1']);
    expect(between('2026-07-01T12:00:00-04:00', '2026-07-01T12:00:00-04:00')).toEqual([]);
  });

  it('south of the equator winter is in July', () => {
    const h = harness({ zone: 'Australia/Sydney' });
    h.clock.at = Date.UTC(2026, 0, 1, 1);
    expect(textAt(h.ask(add()), 'SalesReceiptRet', 'TimeCreated')).toBe('2026-01-01T12:00:00+10:00');
  });
});
