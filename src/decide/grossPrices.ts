/** Shops that write their lines with the tax inside: told by their sums, and taken out line by line. */
import { addCents, subtractCents, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';

type Priced = { readonly total: Cents; readonly tax: Cents };

/**
 * WooCommerce writes lines without tax even where its prices include it (docs/woocommerce.md). A shop that writes them with tax is told by its
 * sums: they come to the total without the tax, and not with it.
 */
export function isGross({ pricesIncludeTax }: Pick<StoreOrder, 'pricesIncludeTax'>, parts: readonly Priced[], tax: Cents, total: Cents): boolean {
  const sum = addCents(...parts.map((one) => one.total));
  return pricesIncludeTax && tax !== 0 && sum === total && addCents(sum, tax) !== total;
}

export function net<T extends Priced>(one: T): T {
  return { ...one, total: subtractCents(one.total, one.tax) };
}
