/** Items to add to QuickBooks before a document can be drafted: SKUs it does not know, where the connection adds such. */
import type { ItemDraft } from '../domain/document.ts';
import { scaled, type Decimal } from '../domain/decimal.ts';
import type { Cents } from '../domain/money.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { ConnectionSettings } from '../domain/settings.ts';
import type { DraftInput } from './draftInput.ts';

/** Longest item Name (docs/qbxml.md). */
const NAME_LENGTH = 31;

/** Can the SKU be an item's name as it stands? Otherwise the next order would not find the item by it. A colon would mean "sub-item of". */
export function isAddable(sku: string, storable: (text: string) => string): boolean {
  return sku !== '' && sku.length <= NAME_LENGTH && !sku.includes(':') && storable(sku) === sku;
}

export function unaddable({ sku, name }: { readonly sku: string | null; readonly name: string }): Problem {
  return problem(
    'skuNotAName',
    sku === null
      ? `"${name}" has no SKU in the shop, so no item can be added for it.`
      : `SKU "${sku}" ("${name}") cannot be the name of a QuickBooks item: it is too long, or holds a colon or other characters QuickBooks does not take.`,
    'Correct the SKU in the shop, or link the listing to an item. Then retry.', { field: 'SKU' },
  );
}

/** An item as it will be added; its identity is given by the engine. */
export type NewItem = Omit<ItemDraft, 'externalGuid' | 'kind'> & (
  | { readonly kind: 'nonInventory' | 'service' }
  | { readonly kind: 'inventory'; readonly cogsAccount: string; readonly assetAccount: string }
);

type SoldLine = {
  readonly sku: string | null;
  readonly listingKey: string | null;
  readonly name: string;
  readonly quantity: Decimal;
  readonly subtotal?: Cents;
  readonly total: Cents;
  readonly tax: Cents;
};

/** Each missing SKU once, in the lines' order; nothing in the other modes. What cannot be added is left to the draft, which says so. */
export function planItems(
  lines: readonly SoldLine[],
  input: Pick<DraftInput, 'match' | 'storable' | 'company'> & {
    readonly settings: Pick<ConnectionSettings, 'unknownSku' | 'taxableCode' | 'nonTaxableCode'>;
  },
): readonly NewItem[] {
  const { unknownSku } = input.settings;
  if (unknownSku.mode === 'park' || unknownSku.mode === 'substitute') return [];
  const items = new Map<string, NewItem>();
  for (const line of lines) {
    if (line.sku === null || !isAddable(line.sku, input.storable) || input.match(line).kind !== 'none' || items.has(line.sku.toLowerCase())) continue;
    const common = {
      name: line.sku, description: line.name, salesPrice: unitPrice(line), incomeAccount: unknownSku.incomeAccount,
      taxCode: input.company.salesTaxOn ? (line.tax === 0 ? input.settings.nonTaxableCode : input.settings.taxableCode) : null,
    };
    items.set(line.sku.toLowerCase(), unknownSku.mode === 'createInventory'
      ? { ...common, kind: 'inventory', cogsAccount: unknownSku.cogsAccount, assetAccount: unknownSku.assetAccount }
      : { ...common, kind: unknownSku.mode === 'createService' ? 'service' : 'nonInventory' });
  }
  return [...items.values()];
}

/** Before coupons, five decimals, cut; null where the line has no pieces. */
function unitPrice({ quantity, subtotal, total }: SoldLine): Decimal | null {
  if (quantity <= 0) return null;
  return scaled(Number((BigInt(subtotal ?? total) * 1_000n * 100_000n) / BigInt(quantity)));
}
