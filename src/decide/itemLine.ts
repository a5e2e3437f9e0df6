/** One item on a line, and whether an item can stand on one. */
import type { Decimal } from '../domain/decimal.ts';
import type { DraftLine } from '../domain/document.ts';
import { hasStock, type Item, type ItemKind } from '../domain/item.ts';
import type { Cents } from '../domain/money.ts';
import { problem, type Problem } from '../domain/problem.ts';
import { classOf, taxCode } from './draftCharges.ts';
import type { DraftInput } from './draftInput.ts';

/** What an order's or refund's line sells. */
export type Sold = { readonly sku: string | null; readonly listingKey: string | null; readonly name: string; readonly tax: Cents };

/** Kinds that QuickBooks does not sell by quantity. */
const NOT_SOLD: readonly ItemKind[] = ['discount', 'salesTax', 'salesTaxGroup', 'subtotal', 'payment'];

/** A line of one item with quantity and amount: QuickBooks then computes the rate, and the shop's total holds (docs/qbxml.md). */
export function itemLine(item: Item, description: string, amount: Cents, quantity: Decimal, tax: Cents, input: DraftInput): DraftLine {
  const { site } = input.settings;
  return {
    item: { listId: item.listId }, description, quantity, amount, taxCode: taxCode(tax, input), ...classOf(input), ...(site !== '' && hasStock(item.kind) ? { site } : {}),
  };
}

/** Null when the item can stand on a line with a quantity. */
export function unfitItem(item: Item, label: string): Problem | null {
  if (!item.isActive) {
    return problem(
      'itemInactive', `"${item.fullName}", the item for "${label}", is inactive in QuickBooks.`,
      'Make it active in QuickBooks, or link the listing to another item. Then retry.', { field: 'SKU' },
    );
  }
  if (!NOT_SOLD.includes(item.kind)) return null;
  return problem('itemKindUnfit', `"${item.fullName}", the item for "${label}", is not a product or service in QuickBooks and cannot be sold by quantity.`,
    'Link the listing to an inventory, non-inventory or service item. Then retry.', { field: 'SKU' });
}
