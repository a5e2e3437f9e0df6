/** Says in words why more was sold of an item than there is. */
import { addDecimal, formatDecimal, type Decimal } from '../domain/decimal.ts';

/** What one order took of the item lately. */
export type Sale = { readonly shop: string; readonly order: string; readonly pieces: Decimal };

export type Shortage = {
  /** FullName. */
  readonly item: string;
  /** What QuickBooks has by the rule; may be below 0. */
  readonly quickbooks: Decimal;
  /** Sold and not inside that. */
  readonly inFlight: Decimal;
  /** What assemblies will take that were sold before they were built. */
  readonly reserved: Decimal;
  /** Above 0. */
  readonly short: Decimal;
  /** Newest first. */
  readonly sales: readonly Sale[];
  /** The number that a shop confirmed last for the item, before this was noticed; null: none. */
  readonly told: Readonly<Record<string, Decimal | null>>;
};

const MOST_NAMED = 6;

/** One paragraph: how many, what is known, who sold, why, and what to do. */
export function explainOversell(shortage: Shortage): string {
  const { item, quickbooks, inFlight, reserved, short, sales } = shortage;
  const named = sales.slice(0, MOST_NAMED).map(({ shop, order, pieces }) => `${shop} order ${order} (${formatDecimal(pieces)})`).join(', ');
  const more = sales.length > MOST_NAMED ? ` and ${String(sales.length - MOST_NAMED)} more` : '';
  const flying = inFlight > 0 ? `, and ${formatDecimal(inFlight)} are sold and not in QuickBooks yet` : '';
  const building = reserved > 0 ? `, and assemblies that were sold before they were built need ${formatDecimal(reserved)}` : '';
  return `Oversold: ${formatDecimal(short)} more of "${item}" sold than there are. QuickBooks has ${formatDecimal(quickbooks)}${flying}${building}. Sold lately: ${named}${more}. ${why(shortage)} `
    + 'Buy or count the item, or change an order; a safety stock keeps pieces back for such cases.';
}

function why({ sales, told }: Shortage): string {
  const shops = [...new Set(sales.map((sale) => sale.shop))];
  const [only] = shops;
  if (shops.length > 1) return 'Several shops sold the same pieces before they could be told of each other\'s sales.';
  const number = only === undefined ? null : (told[only] ?? null);
  const sold = addDecimal(...sales.map((sale) => sale.pieces));
  if (only === undefined || number === null) return 'The number the shop had before cannot be told.';
  return sold <= number ? `${only} sold no more than the ${formatDecimal(number)} it had been told: QuickBooks' quantity went down at the same time.`
    : `${only} sold more than the ${formatDecimal(number)} it had been told: it takes orders without stock, or its number was changed there.`;
}
