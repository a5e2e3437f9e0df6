/** The demo's auditor: compares the simulated books with the simulated shop and trusts nothing of the bridge. It reads the ledger and the shop's HTTP answers only. */
import type { Ledger, LedgerDocument } from '../../simulator/company/ledger.ts';
import type { ShopOrder, ShopRecord } from '../../simulator/store/readShop.ts';

export type Finding = { readonly figure: string; readonly expected: string; readonly found: string; readonly ok: boolean };

export type Expectation = {
  /** Order numbers that must not be in the books. */
  readonly parked: readonly string[];
  readonly leastOrders: number;
};

const DECIMAL = 100_000;

export function audit(ledger: Ledger, shop: ShopRecord, expectation: Expectation): readonly Finding[] {
  const findings: Finding[] = [];
  const check = (figure: string, expected: number | string, found: number | string): void => {
    findings.push({ figure, expected: String(expected), found: String(found), ok: String(expected) === String(found) });
  };
  const paid = shop.orders.filter((order) => ['processing', 'completed', 'refunded'].includes(order.status));
  const receipts = ledger.documents.filter((document) => document.kind === 'SalesReceipt');
  const memos = ledger.documents.filter((document) => document.kind === 'CreditMemo');
  const entered = paid.filter((order) => !expectation.parked.includes(order.number));
  findings.push({
    figure: 'paid orders in the shop', expected: `at least ${String(expectation.leastOrders)}`, found: String(paid.length),
    ok: paid.length >= expectation.leastOrders,
  });
  check('orders in the books exactly once', entered.length, entered.filter((order) => documentsOf(receipts, order).length === 1).length);
  check('orders in the books twice', 0, entered.filter((order) => documentsOf(receipts, order).length > 1).length);
  check('parked orders in the books', 0, paid.filter((order) => expectation.parked.includes(order.number) && documentsOf(receipts, order).length > 0).length);
  check('receipts without an order', 0, receipts.filter((receipt) => !paid.some((order) => documentsOf([receipt], order).length === 1)).length);
  check('documents of other kinds', 0, ledger.documents.length - receipts.length - memos.length);
  check('total of the receipts', money(sum(entered.map((order) => toCents(order.total)))), money(sum(receipts.map((receipt) => receipt.total))));
  check('sales tax of the receipts', money(sum(entered.map((order) => toCents(order.total_tax)))), money(sum(receipts.map((receipt) => receipt.taxTotal))));
  check('receipts whose total is not the shop\'s', 0, entered.filter((order) => documentsOf(receipts, order)[0]?.total !== toCents(order.total)).length);
  const refunds = entered.flatMap((order) => order.refunds);
  check(
    'refunds in the books exactly once', refunds.length,
    refunds.filter((refund) => memos.filter((memo) => memo.memo.includes(`Refund ${String(refund.id)} of`)).length === 1).length,
  );
  check('credit memos', refunds.length, memos.length);
  check('total of the credit memos', money(sum(refunds.map((refund) => -toCents(refund.total)))), money(sum(memos.map((memo) => memo.total))));
  const stock = compareStock(ledger, shop);
  findings.push({ figure: 'SKUs known to both sides', expected: 'at least 1', found: String(stock.matched), ok: stock.matched > 0 });
  check('SKUs whose shop stock equals QuickBooks', stock.matched, stock.equal);
  if (stock.examples.length > 0) findings.push({ figure: 'differing SKUs', expected: 'none', found: stock.examples.join(', '), ok: false });
  return findings;
}

/** The bridge writes "Order NUMBER" behind its key; a number is followed by the end, a space or a bar. */
function documentsOf(documents: readonly LedgerDocument[], order: Pick<ShopOrder, 'number'>): readonly LedgerDocument[] {
  return documents.filter((document) => ` ${document.memo} `.replaceAll('|', ' ').includes(` Order ${order.number} `));
}

/** With nothing in flight a shop must show what QuickBooks has on hand: whole pieces, never below zero. */
function compareStock(ledger: Ledger, shop: ShopRecord): { readonly matched: number; readonly equal: number; readonly examples: readonly string[] } {
  const items = new Map(ledger.items.filter((item) => ['Inventory', 'InventoryAssembly'].includes(item.kind) && item.isActive).map((item) => [item.fullName.toLowerCase(), item]));
  let matched = 0;
  let equal = 0;
  const examples: string[] = [];
  for (const listing of shop.listings) {
    const item = items.get(listing.sku.toLowerCase());
    if (item === undefined || listing.manage_stock !== true) continue;
    matched += 1;
    const free = Math.max(0, Math.floor(item.quantityOnHand / DECIMAL));
    if (listing.stock_quantity === free) equal += 1;
    else if (examples.length < 5) examples.push(`${listing.sku} (shop ${String(listing.stock_quantity)}, QuickBooks ${String(free)})`);
  }
  return { matched, equal, examples };
}

function toCents(text: string): number {
  return Math.round(Number(text) * 100);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function money(amount: number): string {
  return (amount / 100).toFixed(2);
}
