/** Reads a file of labelled pairs as one shop and one company file: what somebody who has not seen the matcher says is the same, and what is not. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CompanyId, ListID, ListingId, Sequence } from '../../src/domain/ids.ts';
import { ZERO } from '../../src/domain/decimal.ts';
import type { Item } from '../../src/domain/item.ts';
import { matchItem } from '../../src/decide/matchItem.ts';
import { readCsv } from '../../src/decide/matchCsv.ts';
import type { MatchItem, MatchListing } from '../../src/decide/matchRules.ts';
import { suggestMatches, type Suggestion } from '../../src/decide/suggestMatches.ts';

type Label = { readonly pair: string; readonly listing: ListingId; readonly item: ListID; readonly same: boolean; readonly why: string };

export type Pairs = { readonly listings: readonly MatchListing[]; readonly items: readonly Item[]; readonly labels: readonly Label[] };

export function pairsFile(name: string): string {
  return path.resolve(import.meta.dirname, 'pairs', name);
}

export function hasPairs(name: string): boolean {
  return existsSync(pairsFile(name));
}

/** Each listing and each item once, however many pairs name it. */
export function readPairs(name: string): Pairs {
  const listings = new Map<string, MatchListing>();
  const items = new Map<string, Item>();
  const [heading, ...rows] = readCsv(readFileSync(pairsFile(name), 'utf8')).rows;
  const labels = rows.map(({ cells }) => {
    const cell = (column: string): string => cells[heading?.cells.indexOf(column) ?? -1] ?? '';
    const sku = cell('shop_sku').trim();
    const listing = once(listings, JSON.stringify([sku, cell('shop_name')]), (n): MatchListing => ({ id: n as ListingId, sku, name: cell('shop_name') }));
    const item = once(
      items,
      JSON.stringify([cell('item_full_name'), cell('item_part_number'), cell('item_bar_code')]),
      (n) => itemOf(n, cell('item_full_name'), cell('item_part_number'), cell('item_bar_code')),
    );
    return { pair: cell('pair_id'), listing: listing.id, item: item.listId, same: cell('same') === 'yes', why: cell('why') };
  });
  return { listings: [...listings.values()], items: [...items.values()], labels };
}

function once<T>(known: Map<string, T>, key: string, make: (n: number) => T): T {
  const one = known.get(key) ?? make(known.size + 1);
  known.set(key, one);
  return one;
}

function itemOf(n: number, fullName: string, partNumber: string, barCode: string): Item {
  return {
    companyId: 1 as CompanyId, listId: `I${String(n).padStart(4, '0')}` as ListID, kind: 'inventory', name: fullName.split(':').at(-1) ?? '', fullName, isActive: true, quantityOnHand: ZERO,
    quantityOnSalesOrder: ZERO, manufacturerPartNumber: partNumber, barCode, timeModified: '', editSequence: '1', members: [], readSequence: 1 as Sequence,
  };
}

export type Verdict = {
  /** As the engine links them by itself: `pair` is the label's, empty where nobody labelled the two. */
  readonly automatic: readonly { readonly pair: string; readonly right: boolean; readonly sku: string; readonly item: string }[];
  readonly suggestions: readonly Suggestion[];
  readonly rightSuggestions: number;
  /** `same` pairs that are neither linked nor suggested. */
  readonly missed: readonly string[];
  readonly same: number;
  readonly wrong: readonly string[];
  readonly onlyWrong: readonly string[];
};

export function judge({ listings, items, labels }: Pairs): Verdict {
  const labelled = new Map(labels.map((label) => [`${String(label.listing)} ${label.item}`, label]));
  const linked = new Map<ListingId, ListID>();
  for (const { id, sku, name } of listings) {
    const match = matchItem(sku, null, items, ['sku'], name);
    if (match.kind === 'matched') linked.set(id, match.item.listId);
  }
  const automatic = [...linked].map(([listing, item]) => {
    const label = labelled.get(`${String(listing)} ${item}`);
    return { pair: label?.pair ?? '', right: label?.same === true, sku: listings.find((one) => one.id === listing)?.sku ?? '', item: items.find((one) => one.listId === item)?.fullName ?? '' };
  });
  const taken = new Set(linked.values());
  const all: readonly MatchItem[] = items.map(({ listId, fullName, manufacturerPartNumber, barCode }) => ({ listId, fullName, partNumber: manufacturerPartNumber, barCode }));
  const suggestions = suggestMatches(listings.filter(({ id }) => !linked.has(id)), all.filter(({ listId }) => !taken.has(listId)), all.filter(({ listId }) => taken.has(listId)));
  const shown = new Set(suggestions.map(({ listingId, listId }) => `${String(listingId)} ${listId}`));
  const same = labels.filter((label) => label.same);
  const isRight = (one: Suggestion): boolean => labelled.get(`${String(one.listingId)} ${one.listId}`)?.same === true;
  const say = (one: Suggestion): string => `${one.reason} ${listings.find(({ id }) => id === one.listingId)?.sku ?? ''} → ${items.find(({ listId }) => listId === one.listId)?.fullName ?? ''}`;
  return {
    automatic, suggestions, rightSuggestions: suggestions.filter(isRight).length, same: same.length,
    missed: same.filter(({ listing, item }) => linked.get(listing) !== item && !shown.has(`${String(listing)} ${item}`)).map(({ pair, why }) => `${pair} ${why}`),
    wrong: suggestions.filter((one) => !isRight(one)).map(say), onlyWrong: suggestions.filter((one) => one.isOnly && one.grade === 'sure' && !isRight(one)).map(say),
  };
}
