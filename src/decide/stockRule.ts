/** Which rule holds for one listing: the shop's own settings, changed by what a person set for its item or its SKU. */
import type { AssemblyRule, AvailabilityRule, ConnectionSettings } from '../domain/settings.ts';

/** What differs from the shop's settings; null: as the shop has it. */
export type ItemRule = {
  readonly availability: AvailabilityRule | null;
  /** Pieces never offered. */
  readonly safetyStock: number | null;
  /** At most so many pieces; 0: no limit. */
  readonly cap: number | null;
  readonly assemblies: AssemblyRule | null;
  /** True: the shop is told nothing about it. */
  readonly exclude: boolean | null;
};

export const NO_RULE: ItemRule = { availability: null, safetyStock: null, cap: null, assemblies: null, exclude: null };

/** What planStock goes by. */
export type StockRule =
  & Pick<ConnectionSettings, 'pushStock' | 'availability' | 'safetyStock' | 'cap' | 'assemblies' | 'inactiveItems' | 'wholePieces'>
  & { readonly exclude: boolean };

/** Field by field: what is set for the SKU, else what is set for the item, else the shop's setting. */
export function stockRule(settings: Omit<StockRule, 'exclude'>, ofItem: ItemRule | null, ofSku: ItemRule | null): StockRule {
  const pick = <K extends keyof ItemRule>(field: K): ItemRule[K] => ofSku?.[field] ?? ofItem?.[field] ?? null;
  return {
    pushStock: settings.pushStock, inactiveItems: settings.inactiveItems, wholePieces: settings.wholePieces,
    availability: pick('availability') ?? settings.availability, safetyStock: pick('safetyStock') ?? settings.safetyStock, cap: pick('cap') ?? settings.cap,
    assemblies: pick('assemblies') ?? settings.assemblies, exclude: pick('exclude') ?? false,
  };
}

/** Does it say anything at all? */
export function isEmptyRule(rule: ItemRule): boolean {
  return Object.values(rule).every((value) => value === null);
}
