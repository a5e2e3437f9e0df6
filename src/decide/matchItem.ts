/** Finds the QuickBooks item a SKU stands for, and says so when that is not certain. */
import type { Item } from '../domain/item.ts';
import type { ItemMatchRule } from '../domain/settings.ts';
import { speaksAgainst } from './matchForms.ts';

export type MatchedBy = 'link' | 'fullName' | 'name' | 'barCode' | 'partNumber' | 'customField';

export type Match =
  | { readonly kind: 'matched'; readonly item: Item; readonly how: MatchedBy }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly items: readonly Item[] };

/**
 * `linked` is the remembered item of the listing: it wins, because a rename in QuickBooks must not break it and a person's word is final.
 * Otherwise the rules are tried in their order, and the first that finds active items decides: one is the match, several are a question.
 * `sku` means the FullName of an active item, else the Name of exactly one. `candidates` holds every item that any of the rules may mean.
 * `title`: what the shop calls it; where given, a number that names an item whose own words say something else is a question, not a match.
 */
export function matchItem(sku: string, linked: Item | null, candidates: readonly Item[], rules: readonly ItemMatchRule[] = ['sku'], title = ''): Match {
  if (linked !== null) return { kind: 'matched', item: linked, how: 'link' };
  const wanted = fold(sku);
  if (wanted === '') return { kind: 'none' };
  const active = candidates.filter((item) => item.isActive);
  for (const rule of rules) {
    const match = byRule(rule, wanted, active);
    if (match?.kind === 'matched' && speaksAgainst(wanted, title, match.item.manufacturerPartNumber)) return { kind: 'ambiguous', items: [match.item] };
    if (match !== null) return match;
  }
  return { kind: 'none' };
}

function byRule(rule: ItemMatchRule, wanted: string, active: readonly Item[]): Match | null {
  switch (rule) {
    case 'sku':
      return only(active.filter((item) => fold(item.fullName) === wanted), 'fullName') ?? only(active.filter((item) => fold(item.name) === wanted), 'name');
    case 'barCode':
      return only(active.filter((item) => fold(item.barCode) === wanted), 'barCode');
    case 'partNumber':
      return only(active.filter((item) => fold(item.manufacturerPartNumber) === wanted), 'partNumber');
    default:
      return only(active.filter((item) => fold(customField(item, rule.slice('customField:'.length))) === wanted), 'customField');
  }
}

function customField(item: Item, name: string): string {
  const found = Object.entries(item.customFields ?? {}).find(([field]) => fold(field) === fold(name));
  return found?.[1] ?? '';
}

function only(items: readonly Item[], how: MatchedBy): Match | null {
  const [first, ...others] = items;
  if (first === undefined) return null;
  return others.length === 0 ? { kind: 'matched', item: first, how } : { kind: 'ambiguous', items };
}

/** QuickBooks and the shops compare names without regard to case. */
function fold(text: string): string {
  return text.trim().toLowerCase();
}
