/** Finds the QuickBooks item a SKU stands for, and says so when that is not certain. */
import type { Item } from '../domain/item.ts';

export type Match =
  | { readonly kind: 'matched'; readonly item: Item; readonly how: 'link' | 'fullName' | 'name' }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly items: readonly Item[] };

/**
 * `linked` is the remembered item of the listing: it wins, because a rename in QuickBooks must not break it and a person's word is final.
 * Otherwise the SKU must be the FullName of an active item, or the Name of exactly one. `candidates` holds every item with such a name.
 */
export function matchItem(sku: string, linked: Item | null, candidates: readonly Item[]): Match {
  if (linked !== null) return { kind: 'matched', item: linked, how: 'link' };
  const wanted = fold(sku);
  if (wanted === '') return { kind: 'none' };
  const active = candidates.filter((item) => item.isActive);
  return only(active.filter((item) => fold(item.fullName) === wanted), 'fullName')
    ?? only(active.filter((item) => fold(item.name) === wanted), 'name')
    ?? { kind: 'none' };
}

function only(items: readonly Item[], how: 'fullName' | 'name'): Match | null {
  const [first, ...others] = items;
  if (first === undefined) return null;
  return others.length === 0 ? { kind: 'matched', item: first, how } : { kind: 'ambiguous', items };
}

/** QuickBooks and the shops compare names without regard to case. */
function fold(text: string): string {
  return text.trim().toLowerCase();
}
