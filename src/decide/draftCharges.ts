/** Lines beside the goods: discounts, shipping, fees and money given back, each on the item that the settings name for it. */
import type { DraftLine } from '../domain/document.ts';
import { hasStock } from '../domain/item.ts';
import { addCents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import type { ChargeLine, StoreOrder } from '../domain/order.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { decision, type DraftInput, type Part } from './draftInput.ts';

export type MappedLine = {
  readonly fullName: string;
  /** The setting's name. */
  readonly field: string;
  readonly description: string;
  readonly amount: Cents;
  readonly tax: Cents;
};

/** Errors: `mappedItemMissing`, `mappedItemHasStock`. */
export function chargeLine({ fullName, field, description, amount, tax }: MappedLine, input: DraftInput): Result<DraftLine> {
  const item = input.mapped(fullName);
  if (item === null) {
    return err(problem('mappedItemMissing', `QuickBooks has no item called "${fullName}", which this connection uses for "${description}".`,
      `Add the item in QuickBooks, or choose another one in the connection's setting "${field}". Then retry.`, { field }));
  }
  if (hasStock(item.kind)) {
    return err(problem('mappedItemHasStock', `"${fullName}", which this connection uses for "${description}", is a stock item in QuickBooks: a charge on it would move its stock.`,
      `Choose a non-inventory, service or other charge item in the connection's setting "${field}". Then retry.`, { field }));
  }
  return ok({ item: { listId: item.listId }, description, quantity: null, amount, taxCode: taxCode(tax, input), ...classOf(input) });
}

/** Null where sales tax is off: QuickBooks then has no codes. */
export function taxCode(tax: Cents, { settings, company }: Pick<DraftInput, 'settings' | 'company'>): string | null {
  if (!company.salesTaxOn) return null;
  return tax === 0 ? settings.nonTaxableCode : settings.taxableCode;
}

export function classOf({ settings }: Pick<DraftInput, 'settings'>): { readonly className?: string } {
  return settings.className === '' ? {} : { className: settings.className };
}

/** The entry for one of these names, whatever its case; the fallback otherwise. */
export function mappedName(names: readonly (string | undefined)[], map: Readonly<Record<string, string>>, fallback: string): string {
  const wanted = names.flatMap((name) => (name === undefined || name.trim() === '' ? [] : [name.trim().toLowerCase()]));
  const found = Object.entries(map).find(([name]) => wanted.includes(name.trim().toLowerCase()));
  return found?.[1] ?? fallback;
}

function part(line: Result<DraftLine>, topic: 'shipping' | 'fee' | 'discount', text: string): Result<Part> {
  return line.ok ? ok({ lines: [line.value], decisions: [decision(topic, text)] }) : line;
}

export function shippingLine(charge: ChargeLine, input: DraftInput): Result<Part> {
  const { settings } = input;
  const fullName = mappedName([charge.title, charge.method], settings.shippingItems, settings.shippingItem);
  const field = fullName === settings.shippingItem ? 'shippingItem' : 'shippingItems';
  return part(chargeLine({ fullName, field, description: charge.title, amount: charge.total, tax: charge.tax }, input), 'shipping',
    `"${charge.title}" ${formatCents(charge.total)} on the item "${fullName}".`);
}

export function feeLine(charge: ChargeLine, input: DraftInput): Result<Part> {
  const { settings } = input;
  const usual = charge.total < 0 && settings.negativeFeeItem !== '' ? settings.negativeFeeItem : settings.feeItem;
  const fullName = mappedName([charge.title], settings.feeItems, usual);
  const field = fullName !== usual ? 'feeItems' : usual === settings.feeItem ? 'feeItem' : 'negativeFeeItem';
  return part(chargeLine({ fullName, field, description: charge.title, amount: charge.total, tax: charge.tax }, input), 'fee',
    `"${charge.title}" ${formatCents(charge.total)} on the item "${fullName}".`);
}

/** Coupons on lines of their own: what they took from taxed goods apart from the rest, so that QuickBooks taxes what the shop has taxed. */
export function discountLines(order: StoreOrder, input: DraftInput): readonly Result<Part>[] {
  const { discountItem } = input.settings;
  const title = order.coupons.length === 0 ? 'Discount' : `Discount ${order.coupons.join(', ')}`;
  if (discountItem === '') {
    if (order.lines.every((line) => line.total === line.subtotal)) return [];
    return [ok({ lines: [], decisions: [decision('discount', `${title}: the lines are written at the price after it.`)] })];
  }
  return [true, false].flatMap((isTaxed) => {
    const lines = order.lines.filter((line) => (line.tax !== 0) === isTaxed);
    const amount = addCents(...lines.map((line) => subtractCents(line.total, line.subtotal)));
    if (amount === 0) return [];
    const tax = isTaxed ? addCents(...lines.map((line) => line.tax)) : ZERO_CENTS;
    return [part(chargeLine({ fullName: discountItem, field: 'discountItem', description: title, amount, tax }, input), 'discount',
      `${title} ${formatCents(amount)} on the item "${discountItem}"${isTaxed ? '' : ', without tax'}.`)];
  });
}
