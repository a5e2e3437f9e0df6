/** Listings and items whose titles have nearly the same words: a hint where codes say nothing. */
import type { ListID, ListingId } from '../domain/ids.ts';
import { numbers, pathEnds, words } from './matchForms.ts';
import { inSmallUnits } from './matchMeasures.ts';
import type { MatchItem, MatchListing, MatchReason } from './matchRules.ts';

/** Words that stand in more items than this do not lead to one. */
const MOST_ITEMS = 40;
/** The part of the words' weight that both must have. */
const LEAST_ALIKE = 0.7;
/** How much better than the next the best must be. */
const MARGIN = 0.05;
const LEAST_WORDS = 2;
const SLICE = 500;

type Title = { readonly listId: ListID; readonly words: ReadonlySet<string>; readonly numbers: string };

/**
 * The best item for each listing by the words of its name, rare ones weighing more (inverse document frequency, Spärck Jones 1972). All numbers
 * must be the same in both, because they tell one product of a series from the next.
 */
export function* titlePairs(
  listings: ReadonlyMap<ListingId, MatchListing>, items: ReadonlyMap<ListID, MatchItem>,
): Generator<undefined, ReadonlyMap<ListingId, ReadonlyMap<ListID, MatchReason>>> {
  const titles: Title[] = [];
  const holders = new Map<string, number[]>();
  let done = 0;
  for (const item of items.values()) {
    for (const text of [pathEnds(item.fullName)[0] ?? '', item.partNumber].map(inSmallUnits)) {
      const set = new Set(words(text));
      if (set.size < LEAST_WORDS) continue;
      for (const word of set) {
        const list = holders.get(word);
        if (list === undefined) holders.set(word, [titles.length]);
        else list.push(titles.length);
      }
      titles.push({ listId: item.listId, words: set, numbers: numbers(text) });
    }
    if ((done += 1) % SLICE === 0) yield;
  }
  // A word that no item has says little against one: shops add what sells.
  const weigh = (word: string): number => {
    const count = holders.get(word)?.length ?? 0;
    return count === 0 ? Math.LN2 : Math.log(2 + titles.length / count);
  };
  const pairs = new Map<ListingId, Map<ListID, MatchReason>>();
  for (const listing of listings.values()) {
    const title = inSmallUnits(listing.name);
    const own = new Set(words(title));
    if (own.size >= LEAST_WORDS && titles.length > 0) {
      const best = bestTitles(own, numbers(title), titles, holders, weigh);
      if (best.length > 0) pairs.set(listing.id, new Map(best.map((listId) => [listId, 'titleWords'])));
    }
    if ((done += 1) % SLICE === 0) yield;
  }
  return pairs;
}

function bestTitles(
  own: ReadonlySet<string>, digits: string, titles: readonly Title[], holders: ReadonlyMap<string, readonly number[]>,
  weigh: (word: string) => number,
): readonly ListID[] {
  const near = new Set<number>();
  for (const word of own) {
    const list = holders.get(word) ?? [];
    if (list.length <= MOST_ITEMS) for (const at of list) near.add(at);
  }
  const scores = new Map<ListID, number>();
  for (const at of near) {
    const title = titles[at];
    if (title?.numbers !== digits) continue;
    const score = alike(own, title.words, weigh);
    if (score >= LEAST_ALIKE && score > (scores.get(title.listId) ?? 0)) scores.set(title.listId, score);
  }
  const top = Math.max(0, ...scores.values());
  return [...scores].filter(([, score]) => score >= top - MARGIN).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([listId]) => listId);
}

/** The weight of the words both have, of all the words there are in either. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>, weigh: (word: string) => number): number {
  let both = 0;
  let all = 0;
  for (const word of a) {
    const weight = weigh(word);
    all += weight;
    if (b.has(word)) both += weight;
  }
  for (const word of b) if (!a.has(word)) all += weigh(word);
  return all === 0 ? 0 : both / all;
}
