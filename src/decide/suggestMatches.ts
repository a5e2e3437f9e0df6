/** Which items the listings of one shop may be, where nobody has said so: suggestions with a reason, each item for one listing, never more than a suggestion. */
import type { ListID, ListingId } from '../domain/ids.ts';
import { isWrittenOtherwise, speakAgainst } from './matchAgainst.ts';
import { shortened } from './matchBarCode.ts';
import { parts, pathEnds, speaksAgainst } from './matchForms.ts';
import { LEAST_TITLE, matchStages, mayBeSlip, prefixOf, sureRules, type MatchGrade, type MatchItem, type MatchListing, type MatchReason, type MatchStage } from './matchRules.ts';
import { titlePairs } from './matchTitles.ts';

export type Suggestion = {
  readonly listingId: ListingId;
  readonly listId: ListID;
  readonly grade: MatchGrade;
  readonly reason: MatchReason;
  /** Nothing else fits the listing, nor the item, as well as this. Only these are accepted in bulk. */
  readonly isOnly: boolean;
};

/** Rows between two breaths. */
const SLICE = 1_000;
/** Pairs between two breaths: each is looked at closely. */
const FEW = 200;
/** Of a listing that many items fit, more are of no help to anybody. */
const MOST_EACH = 5;

/**
 * `listings`: those of one shop without an item. `items`: those that feed no listing of that shop. `taken`: those that do; they are not
 * suggested, and a code that means one of them as well is not certain. The strongest rule that finds anything for a listing
 * decides; an item that is certain for one listing is not offered to another. The same answer whatever the order of the two lists.
 */
export function suggestMatches(listings: readonly MatchListing[], items: readonly MatchItem[], taken: readonly MatchItem[] = []): readonly Suggestion[] {
  const steps = suggestInSteps(listings, items, taken);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of a few milliseconds, for a program that has something else to do meanwhile. */
export function* suggestInSteps(listings: readonly MatchListing[], items: readonly MatchItem[], taken: readonly MatchItem[] = []): Generator<undefined, readonly Suggestion[]> {
  const openListings = new Map(listings.toSorted((a, b) => a.id - b.id).map((listing) => [listing.id, listing]));
  yield;
  const openItems = new Map(items.toSorted((a, b) => (a.listId < b.listId ? -1 : 1)).map((item) => [item.listId, item]));
  const found: Suggestion[] = [];
  yield;
  const state: State = { listings: openListings, items: openItems, named: yield* namesOf(openListings, openItems), found };
  const prefixes = yield* knownPrefixes(openListings, openItems);
  yield;
  const digits = [...new Set(listings.flatMap(({ sku }) => shortened(sku)?.digits ?? []))];
  for (const stage of matchStages(prefixes, digits)) {
    if (openListings.size === 0 || openItems.size === 0) break;
    const pairs = yield* pairsOf(stage, openListings, openItems);
    yield* settle(pairs, stage.grade, state);
    if (stage.rules.some((rule) => rule.reason === 'prefix')) yield* settle(yield* titlePairs(openListings, openItems), 'possible', state);
  }
  const rivals = yield* rivalled(listings, found, taken);
  yield;
  return found.map((one) => (rivals.has(one.listingId) ? { ...one, isOnly: false } : one)).toSorted((a, b) => a.listingId - b.listingId || (a.listId < b.listId ? -1 : 1));
}

/** Items by the listings' titles that name them in full. */
type Named = ReadonlyMap<string, readonly ListID[]>;
type State = { readonly listings: Map<ListingId, MatchListing>; readonly items: Map<ListID, MatchItem>; readonly named: Named; readonly found: Suggestion[] };

function* namesOf(listings: OpenListings, items: OpenItems): Generator<undefined, Named> {
  const titles = new Set<string>();
  let done = 0;
  for (const { name } of listings.values()) {
    const title = parts(name);
    if (title.length >= LEAST_TITLE) titles.add(title);
    if ((done += 1) % SLICE === 0) yield;
  }
  const named = new Map<string, ListID[]>();
  for (const { listId, fullName, partNumber } of items.values()) {
    for (const name of new Set([parts(pathEnds(fullName)[0] ?? ''), parts(partNumber)])) {
      if (titles.has(name)) named.set(name, [...(named.get(name) ?? []), listId]);
    }
    if ((done += 1) % SLICE === 0) yield;
  }
  return named;
}

/** What fits each listing, with the first reason for it. */
export type MatchPairs = ReadonlyMap<ListingId, ReadonlyMap<ListID, MatchReason>>;
type OpenListings = ReadonlyMap<ListingId, MatchListing>;
type OpenItems = ReadonlyMap<ListID, MatchItem>;

function* pairsOf(stage: MatchStage, listings: OpenListings, items: OpenItems): Generator<undefined, MatchPairs> {
  const pairs = new Map<ListingId, Map<ListID, MatchReason>>();
  let done = 0;
  for (const rule of stage.rules) {
    const wanted = new Map<string, ListingId[]>();
    for (const listing of listings.values()) {
      for (const key of rule.ofListing(listing)) put(wanted, key, listing.id);
      if ((done += 1) % SLICE === 0) yield;
    }
    if (wanted.size === 0) continue;
    for (const item of items.values()) {
      for (const key of rule.ofItem(item)) {
        for (const id of wanted.get(key) ?? []) {
          const listing = listings.get(id);
          if (listing === undefined || (rule.reason === 'typo' && !mayBeSlip(listing, item))) continue;
          const of = pairs.get(id) ?? new Map<ListID, MatchReason>();
          if (of.size <= MOST_EACH && !of.has(item.listId)) of.set(item.listId, rule.reason);
          pairs.set(id, of);
        }
      }
      if ((done += 1) % SLICE === 0) yield;
    }
  }
  return pairs;
}

function put(lists: Map<string, ListingId[]>, key: string, id: ListingId): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else list.push(id);
}

/** Listings whose code means, by the strongest rules, an item that another listing has already. */
function* rivalled(listings: readonly MatchListing[], found: readonly Suggestion[], taken: readonly MatchItem[]): Generator<undefined, ReadonlySet<ListingId>> {
  const only = new Set(found.filter(({ isOnly }) => isOnly).map(({ listingId }) => listingId));
  const asked = new Map(listings.filter(({ id }) => only.has(id)).map((listing) => [listing.id, listing]));
  const rivals = new Set<ListingId>();
  if (taken.length === 0 || asked.size === 0) return rivals;
  const items = new Map(taken.map((item) => [item.listId, item]));
  for (const rule of sureRules()) for (const id of (yield* pairsOf({ grade: 'sure', rules: [rule] }, asked, items)).keys()) rivals.add(id);
  return rivals;
}

/** Does anything that is known of the two say that they are not the same, or does the listing's title name another item? */
function isDoubtful(grade: MatchGrade, listing: MatchListing | undefined, item: MatchItem | undefined, named: Named): boolean {
  if (
    listing === undefined || item === undefined || speaksAgainst(listing.sku, listing.name, item.partNumber)
    || speakAgainst(listing, item) || (grade === 'sure' && isWrittenOtherwise(listing, item))
  ) return true;
  const others = named.get(parts(listing.name)) ?? [];
  return others.length > 0 && !others.includes(item.listId);
}

/** What fits only each other is taken out on both sides; a listing that several items fit, or whose item fits several, is left to a person. */
function* settle(pairs: MatchPairs, grade: MatchGrade, { listings, items, named, found }: State): Generator<undefined, void> {
  const wantedBy = new Map<ListID, number>();
  for (const of of pairs.values()) for (const listId of of.keys()) wantedBy.set(listId, (wantedBy.get(listId) ?? 0) + 1);
  const taken: ListID[] = [];
  let done = 0;
  for (const [listingId, of] of pairs) {
    const listing = listings.get(listingId);
    listings.delete(listingId);
    const isOne = of.size === 1;
    for (const [listId, reason] of [...of].slice(0, MOST_EACH)) {
      const isOnly = isOne && wantedBy.get(listId) === 1 && !isDoubtful(grade, listing, items.get(listId), named);
      if (isOnly) taken.push(listId);
      found.push({ listingId, listId, grade, reason, isOnly });
    }
    if ((done += 1) % FEW === 0) yield;
  }
  for (const listId of taken) items.delete(listId);
}

/** Listings that must have a prefix before it is held for the shop's habit, and the part of them that must lead to an item without it. */
const LEAST_USE = 2;
const LEAST_SHARE = 0.5;

/** Words that the shop puts before the codes of several of its listings, and QuickBooks does not. */
function* knownPrefixes(listings: OpenListings, items: OpenItems): Generator<undefined, ReadonlySet<string>> {
  const uses = new Map<string, { all: number; rests: string[] }>();
  let done = 0;
  for (const { sku } of listings.values()) {
    const cut = prefixOf(sku);
    if (cut !== null) {
      const use = uses.get(cut.prefix) ?? { all: 0, rests: [] };
      use.all += 1;
      use.rests.push(cut.rest);
      uses.set(cut.prefix, use);
    }
    if ((done += 1) % SLICE === 0) yield;
  }
  const frequent = [...uses].filter(([, { all }]) => all >= LEAST_USE);
  if (frequent.length === 0) return new Set();
  const codes = new Set<string>();
  for (const { fullName, partNumber } of items.values()) {
    for (const end of pathEnds(fullName)) codes.add(parts(end));
    codes.add(parts(partNumber));
    if ((done += 1) % SLICE === 0) yield;
  }
  return new Set(frequent.flatMap(([prefix, { all, rests }]) => {
    const hits = rests.filter((rest) => codes.has(rest)).length;
    return hits >= LEAST_USE && hits / all >= LEAST_SHARE ? [prefix] : [];
  }));
}
