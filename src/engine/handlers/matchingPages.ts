/** The lists of the matching page, each a page at a time, and what may be the counterpart of one listing or item. */
import type { z } from 'zod';
import type { MATCH_TABS, matchRow, matchingCalls } from '../../contract/calls/matching.ts';
import { explainMatch, explainUnmatched } from '../../decide/matchWords.ts';
import type { CompanyId, ConnectionId, ListingId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { listConnections } from '../db/connections.ts';
import { matchUnlinked } from '../db/links.ts';
import { findItems, findListings, linkSource, matchItemRow, matchListing, otherFed, type ItemKey, type MatchListingRow } from '../db/matching.ts';
import { isItemLeftOut, isListingLeftOut, refusedItems } from '../db/matchingChoices.ts';
import { linkedListings, unlinkedItems, unlinkedListings } from '../db/matchingLists.ts';
import { listTwice, type Twice } from '../db/matchingTwice.ts';
import type { Db } from '../db/open.ts';
import { filterSuggestions, isReady, suggestionsSoon, type PlacedSuggestion } from './matchingBook.ts';
import { labelOf } from './matchingLinks.ts';
import { found } from './named.ts';

export type Scope = { readonly shops: readonly ConnectionId[]; readonly companies: readonly CompanyId[] };
type Row = z.input<typeof matchRow>;
type ListQuery = z.output<(typeof matchingCalls)['matching.list']['input']>;
type Page = { readonly rows: readonly Row[]; readonly total: number; readonly isMaking: boolean };

/** Shorter texts are in nearly everything. */
const LEAST_SEARCH = 2;
const MOST_FOUND = 20;

const EMPTY: Row = { key: '', listing: null, item: null, text: '', grade: null, isOnly: false, source: null, alsoFeeds: [], isLeftOut: false, members: [] };

/** `onMade`: once suggestions that were still being made are there. */
export async function pageOfTab(db: Db, scope: Scope, query: ListQuery, onMade: () => void): Promise<Page> {
  const filter = { shops: scope.shops, search: query.search, leftOut: query.leftOut };
  const page = <T>(all: readonly T[], rowOf: (one: T) => Row | null): Page => ({
    rows: all.slice(query.skip, query.skip + query.limit).flatMap((one) => rowOf(one) ?? []),
    total: all.length, isMaking: false,
  });
  switch (query.tab) {
    case 'listings': return page(await unlinkedListings(db, filter), (id) => listingRow(db, id));
    case 'items': return page(await unlinkedItems(db, scope.companies, filter), (key) => itemRow(db, key));
    case 'links': return page(await linkedListings(db, filter), (id) => linkedRow(db, id));
    case 'duplicates': return page(searchTwice(await listTwice(db, scope.shops, scope.companies), query.search ?? ''), (one) => twiceRow(db, one));
    default: {
      const { suggestions, isMaking } = await suggestionsSoon(db, onMade);
      return { ...page(filterSuggestions(suggestions, query), (one) => suggestionRow(db, one)), isMaking };
    }
  }
}

export async function countTabs(db: Db, { shops, companies }: Scope, onMade: () => void): Promise<z.input<(typeof matchingCalls)['matching.count']['output']>> {
  const connectionIds = new Set(shops);
  const lists = {
    listings: (await unlinkedListings(db, { shops })).length, items: (await unlinkedItems(db, companies, { shops })).length,
    duplicates: (await listTwice(db, shops, companies)).length, links: (await linkedListings(db, { shops })).length,
  };
  const leftOut = { listings: (await unlinkedListings(db, { shops, leftOut: true })).length, items: (await unlinkedItems(db, companies, { shops, leftOut: true })).length };
  const { suggestions: known, isMaking } = await suggestionsSoon(db, onMade);
  const suggestions = known.filter((one) => connectionIds.has(one.connectionId));
  const ready = suggestions.filter(isReady);
  const tabs = { ...lists, suggestions: suggestions.length } satisfies Record<(typeof MATCH_TABS)[number], number>;
  return {
    tabs, ready: { sure: ready.filter(({ grade }) => grade === 'sure').length, likely: ready.filter(({ grade }) => grade === 'likely').length },
    leftOut, isMaking,
  };
}

function listingRow(db: Db, id: ListingId): Row | null {
  const listing = matchListing(db, id);
  if (listing === null) return null;
  const refused = refusedItems(db, id).flatMap((listId) => matchItemRow(db, { companyId: listing.companyId, listId })?.fullName ?? []);
  return { ...EMPTY, key: String(id), listing, text: explainUnmatched(listing.sku, matchUnlinked(db, listing.companyId, id), refused), isLeftOut: isListingLeftOut(db, id) };
}

function itemRow(db: Db, key: ItemKey): Row | null {
  const item = matchItemRow(db, key);
  return item === null ? null : { ...EMPTY, key: `${String(key.companyId)} ${key.listId}`, item, isLeftOut: isItemLeftOut(db, key) };
}

function linkedRow(db: Db, id: ListingId): Row | null {
  const listing = matchListing(db, id);
  const link = linkSource(db, id);
  if (listing === null || link === null) return null;
  const key = { companyId: listing.companyId, listId: link.listId };
  const item = matchItemRow(db, key);
  return {
    ...EMPTY, key: String(id), listing, item, source: link.source, alsoFeeds: otherFed(db, listing, key).map(labelOf),
    text: item === null ? 'The item has not been read from QuickBooks yet.' : item.isActive ? '' : 'The item is inactive in QuickBooks.',
  };
}

function suggestionRow(db: Db, one: PlacedSuggestion): Row | null {
  const listing = matchListing(db, one.listingId);
  const item = matchItemRow(db, one);
  if (listing === null || item === null) return null;
  const text = explainMatch(one.reason, { sku: listing.sku, name: listing.name, item: item.fullName, partNumber: item.partNumber, barCode: item.barCode });
  return {
    ...EMPTY, key: `${String(one.listingId)} ${one.listId}`, listing, item, grade: one.grade, isOnly: one.isOnly, alsoFeeds: otherFed(db, listing, item).map(labelOf),
    text: one.isOnly ? text : `${text} Something else fits as well, or speaks against it: look before you accept it.`,
  };
}

function searchTwice(all: readonly Twice[], search: string): readonly Twice[] {
  const part = search.toLowerCase();
  return part === '' ? all : all.filter(({ label, members }) => [label, ...members.map((member) => member.label)].some((text) => text.toLowerCase().includes(part)));
}

function twiceRow(db: Db, one: Twice): Row {
  const { listingId = null, listId = null } = one.members[0] ?? {};
  const listing = listingId === null ? null : matchListing(db, listingId);
  const item = one.companyId === null || listId === null ? null : matchItemRow(db, { companyId: one.companyId, listId });
  return { ...EMPTY, key: `${one.kind} ${String(one.shop ?? one.companyId ?? 0)} ${one.label}`, listing, item, text: twiceWords(one), members: one.members };
}

function twiceWords({ kind, label, members }: Twice): string {
  const n = String(members.length);
  switch (kind) {
    case 'fed': return `The item "${label}" feeds ${n} listings of one store. Each shows all its pieces.`;
    case 'sku': return `${n} listings of one store have the SKU "${label}".`;
    case 'name': return `${n} items are named "${label}". A SKU of that name is linked to none of them by itself.`;
    case 'barCode': return `${n} items have the bar code ${label}.`;
    default: return `${n} items have the part number "${label}".`;
  }
}

/** Error: `notFound`. */
export async function candidates(
  db: Db,
  { listingId, item, search = '' }: { readonly listingId?: ListingId | undefined; readonly item?: ItemKey | undefined; readonly search?: string | undefined },
  onMade: () => void,
): Promise<Result<{ readonly rows: readonly Row[] }>> {
  const { suggestions } = await suggestionsSoon(db, onMade);
  const isSearched = search.length >= LEAST_SEARCH;
  if (listingId !== undefined) {
    const listing = found(matchListing(db, listingId), 'listing');
    if (!listing.ok) return listing;
    const suggested = suggestions.filter((one) => one.listingId === listingId);
    const more = isSearched ? findItems(db, listing.value.companyId, search, MOST_FOUND).filter((listId) => !suggested.some((one) => one.listId === listId)) : [];
    return ok({
      rows: [
        ...suggested.flatMap((one) => suggestionRow(db, one) ?? []),
        ...more.flatMap((listId) => pairRow(db, listing.value, { companyId: listing.value.companyId, listId }) ?? []),
      ],
    });
  }
  const wanted = item === undefined ? null : matchItemRow(db, item);
  if (item === undefined || wanted === null) return found<never>(null, 'item');
  const suggested = suggestions.filter((one) => one.companyId === item.companyId && one.listId === item.listId);
  const shops = listConnections(db, item.companyId).map(({ id }) => id);
  const more = isSearched && shops.length > 0 ? findListings(db, shops, search, MOST_FOUND).filter((id) => !suggested.some((one) => one.listingId === id)) : [];
  return ok({ rows: [...suggested.flatMap((one) => suggestionRow(db, one) ?? []), ...more.flatMap((id) => pairRow(db, matchListing(db, id), item) ?? [])] });
}

/** A pair that a person found: whether the listing has another item, and whether the item feeds another listing. */
function pairRow(db: Db, listing: MatchListingRow | null, key: ItemKey): Row | null {
  const item = matchItemRow(db, key);
  if (listing === null || item === null) return null;
  const link = linkSource(db, listing.listingId);
  const now = link === null
    ? ''
    : link.listId === key.listId
      ? 'It is linked to this item already.'
      : `It is linked to "${matchItemRow(db, { companyId: key.companyId, listId: link.listId })?.fullName ?? link.listId}" now.`;
  return {
    ...EMPTY, key: `${String(listing.listingId)} ${key.listId}`, listing, item, text: now,
    source: link?.listId === key.listId ? link.source : null,
    alsoFeeds: otherFed(db, listing, item).map(labelOf),
  };
}
