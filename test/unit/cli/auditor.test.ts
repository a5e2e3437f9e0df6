import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/cli/demo/auditor.ts';
import type { Ledger, LedgerDocument, LedgerItem } from '../../../src/simulator/company/ledger.ts';
import type { ShopOrder, ShopRecord } from '../../../src/simulator/store/readShop.ts';

const document = (kind: 'SalesReceipt' | 'CreditMemo', memo: string, total: number, taxTotal = 0): LedgerDocument =>
  ({ kind, memo, total, taxTotal, txnId: memo, refNumber: 'W1', lines: [] }) as unknown as LedgerDocument;
const item = (fullName: string, pieces: number): LedgerItem => ({ kind: 'Inventory', fullName, isActive: true, quantityOnHand: pieces * 100_000 }) as unknown as LedgerItem;
const order = (number: string, total: string, more: Partial<ShopOrder> = {}): ShopOrder =>
  ({ id: Number(number), number, status: 'processing', total, total_tax: '0.00', line_items: [], refunds: [], ...more });
const books = (documents: readonly LedgerDocument[], items: readonly LedgerItem[] = [item('MUG', 3)]): Ledger => ({ documents, others: [], deleted: [], customers: [], items });
const shop = (orders: readonly ShopOrder[], pieces = 3): ShopRecord => ({ orders, listings: [{ id: 1, sku: 'mug', manage_stock: true, stock_quantity: pieces, type: 'simple' }] });

const receipts = [document('SalesReceipt', 'SB-A Order 11', 1_250, 50), document('SalesReceipt', 'SB-B Order 12', 900)];
const orders = [order('11', '12.50', { total_tax: '0.50' }), order('12', '9.00')];
const wrong = (ledger: Ledger, record: ShopRecord, parked: readonly string[] = []): readonly string[] =>
  audit(ledger, record, { parked, leastOrders: 2 }).filter((finding) => !finding.ok).map((finding) => finding.figure);

describe('the demo\'s auditor', () => {
  it('finds nothing where everything adds up', () => {
    expect(wrong(books(receipts), shop(orders))).toEqual([]);
  });

  it('sees a missing order', () => {
    expect(wrong(books(receipts.slice(0, 1)), shop(orders))).toContain('orders in the books exactly once');
  });

  it('sees an order entered twice, and the money of it', () => {
    expect(wrong(books([...receipts, document('SalesReceipt', 'SB-B Order 12', 900)]), shop(orders))).toEqual(expect.arrayContaining(['orders in the books twice', 'total of the receipts']));
  });

  it('does not take order 1 for order 11', () => {
    expect(wrong(books(receipts), shop([...orders, order('1', '1.00')]))).toContain('orders in the books exactly once');
  });

  it('sees a receipt that belongs to no order', () => {
    expect(wrong(books([...receipts, document('SalesReceipt', 'by hand', 100)]), shop(orders))).toContain('receipts without an order');
  });

  it('sees a parked order that was entered all the same', () => {
    expect(wrong(books(receipts), shop(orders), ['12'])).toContain('parked orders in the books');
  });

  it('sees a total that is off by a cent', () => {
    expect(wrong(books([document('SalesReceipt', 'SB-A Order 11', 1_251, 50), document('SalesReceipt', 'SB-B Order 12', 899)]), shop(orders))).toEqual(['receipts whose total is not the shop\'s']);
  });

  it('sees a refund that is missing or doubled', () => {
    const refunded = [order('11', '12.50', { total_tax: '0.50', refunds: [{ id: 70, total: '-2.00' }] }), order('12', '9.00')];
    const memo = document('CreditMemo', 'SB-C Refund 70 of order 11', 200);
    expect(wrong(books([...receipts, memo]), shop(refunded))).toEqual([]);
    expect(wrong(books(receipts), shop(refunded))).toContain('refunds in the books exactly once');
    expect(wrong(books([...receipts, memo, memo]), shop(refunded))).toContain('credit memos');
  });

  it('sees a SKU that differs', () => {
    expect(wrong(books(receipts), shop(orders, 4))).toEqual(['SKUs whose shop stock equals QuickBooks', 'differing SKUs']);
  });

  it('does not pass when it has nothing to compare', () => {
    expect(wrong(books(receipts, []), shop(orders))).toContain('SKUs known to both sides');
  });
});
