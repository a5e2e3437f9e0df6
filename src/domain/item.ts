/** A record of QuickBooks' item list, and what it has in stock. */
import type { Decimal } from './decimal.ts';
import type { CompanyId, ListID, Sequence } from './ids.ts';

export const ITEM_KINDS = [
  'inventory', 'assembly', 'nonInventory', 'service', 'otherCharge', 'discount', 'salesTax', 'salesTaxGroup', 'group', 'subtotal', 'payment',
  'fixedAsset',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** What an item answer of QuickBooks says. */
export type ItemRecord = {
  readonly listId: ListID;
  readonly kind: ItemKind;
  readonly name: string;
  /** `Parent:Child` for sub-items. */
  readonly fullName: string;
  readonly isActive: boolean;
  /** Null for kinds without stock. */
  readonly quantityOnHand: Decimal | null;
  readonly quantityOnSalesOrder: Decimal | null;
  readonly manufacturerPartNumber: string;
  readonly barCode: string;
  /** `yyyy-mm-ddThh:mm:ss±hh:mm` as QuickBooks wrote it; for the log only, never for decisions (docs/qbxml.md). */
  readonly timeModified: string;
  readonly editSequence: string;
  /** Members of a kit (group), or what one assembly is built from; empty otherwise. */
  readonly members: readonly { readonly listId: ListID; readonly quantity: Decimal }[];
  /** What QuickBooks sells it for; null where it has no price or sells by percent, absent where it was not read. */
  readonly salesPrice?: Decimal | null;
  /** Custom fields (DataExt of OwnerID 0) by name; absent where they were not read. */
  readonly customFields?: Readonly<Record<string, string>>;
  /** The GUID that its maker gave it; absent where it has none. */
  readonly externalGuid?: string;
};

/** An item as we remember it. */
export type Item = ItemRecord & {
  readonly companyId: CompanyId;
  /** The sequence of the hand-out of the request whose answer these quantities come from. */
  readonly readSequence: Sequence;
};

export function hasStock(kind: ItemKind): boolean {
  return kind === 'inventory' || kind === 'assembly';
}
