/** Suggestions of all shops: made in short steps when they are asked for, kept in memory until something they were made from changes. */
import { suggestInSteps, type Suggestion } from '../../decide/suggestMatches.ts';
import type { MatchItem, MatchListing } from '../../decide/matchRules.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import { listConnections } from '../db/connections.ts';
import { matchChanges, saidOtherwise } from '../db/matchingChoices.ts';
import { linkedNow, openItemsAfter, openListingsAfter, takenItemsAfter } from '../db/matchingPool.ts';
import type { Db } from '../db/open.ts';
import { isReadForPage, keptWhileRead } from '../db/orderedIds.ts';
import { nextTurn } from '../nextTurn.ts';

/** With its place, and the listing's texts to sort and search by. */
export type PlacedSuggestion = Suggestion & {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly sku: string;
  readonly name: string;
  readonly fullName: string;
};

type Book = { readonly changes: number; readonly suggestions: readonly PlacedSuggestion[] };
/** `isAwaited`: somebody is told when they are made. */
type Shelf = { book: Book | null; making: Promise<Book> | null; isAwaited: boolean };

const shelves = new WeakMap<Db, Shelf>();
const SLICE = 5_000;
const GRADES = ['sure', 'likely', 'possible'];

/** Best first. What was linked, refused or left out since they were made is not among them. */
export async function suggestionsNow(db: Db): Promise<readonly PlacedSuggestion[]> {
  const shelf = shelves.get(db) ?? { book: null, making: null, isAwaited: false };
  shelves.set(db, shelf);
  if (shelf.book?.changes !== matchChanges(db)) {
    shelf.making ??= makeBook(db).finally(() => { shelf.making = null; });
    shelf.book = await shelf.making;
  }
  const { changes, suggestions } = shelf.book;
  return keptWhileRead(db, `suggestions ${String(changes)}`, () => stillOpen(db, suggestions));
}

/** How long a page waits for suggestions before it is told what there is: at 100,000 listings they take some seconds. Milliseconds. */
const PATIENCE = 1_000;

export type Suggested = { readonly suggestions: readonly PlacedSuggestion[]; /** They are being made anew; `onMade` is called when they are there. */ readonly isMaking: boolean };

/** As suggestionsNow, but what was known before, or nothing, where making them takes long. `patience`: when that is; absent: a second. */
export async function suggestionsSoon(db: Db, onMade: () => void, patience?: Promise<null>): Promise<Suggested> {
  const making = suggestionsNow(db);
  let timer: NodeJS.Timeout | undefined;
  const late = patience ?? new Promise<null>((resolve) => { timer = setTimeout(() => { resolve(null); }, PATIENCE); });
  try {
    const made = await Promise.race([making, late]);
    if (made !== null) return { suggestions: made, isMaking: false };
  } finally {
    clearTimeout(timer);
  }
  const shelf = shelves.get(db);
  if (shelf !== undefined && !shelf.isAwaited) {
    shelf.isAwaited = true;
    void making.catch(() => undefined).finally(() => {
      shelf.isAwaited = false;
      onMade();
    });
  }
  return { suggestions: await stillOpen(db, shelf?.book?.suggestions ?? []), isMaking: true };
}

async function stillOpen(db: Db, suggestions: readonly PlacedSuggestion[]): Promise<readonly PlacedSuggestion[]> {
  if (suggestions.length === 0) return suggestions;
  const linked = await linkedNow(db);
  const said = saidOtherwise(db);
  return suggestions.filter((one) => !linked.listings.has(one.listingId)
    && !linked.feeds.has(`${String(one.connectionId)} ${one.listId}`)
    && !said.pairs.has(`${String(one.listingId)} ${one.listId}`)
    && !said.listings.has(one.listingId)
    && !said.items.has(`${String(one.companyId)} ${one.listId}`));
}

async function makeBook(db: Db): Promise<Book> {
  // What changes from here on makes them be made again the next time.
  const changes = matchChanges(db);
  const suggestions: PlacedSuggestion[] = [];
  for (const { id: shop, companyId } of listConnections(db)) {
    const listings = await readAll<MatchListing, number>(0, (after) => openListingsAfter(db, shop, after, SLICE), ({ id }) => id);
    const items = listings.length === 0 ? [] : await readAll<MatchItem, string>('', (after) => openItemsAfter(db, companyId, shop, after, SLICE), ({ listId }) => listId);
    const taken = listings.length === 0 ? [] : await readAll<MatchItem, string>('', (after) => takenItemsAfter(db, companyId, shop, after, SLICE), ({ listId }) => listId);
    const texts = new Map(listings.map((listing) => [listing.id, listing]));
    const names = new Map(items.map(({ listId, fullName }) => [listId, fullName]));
    const refused = saidOtherwise(db).pairs;
    const found = await inSteps(db, suggestInSteps(listings, items, taken));
    await nextTurn();
    for (const one of found) {
      const { sku = '', name = '' } = texts.get(one.listingId) ?? {};
      if (!refused.has(`${String(one.listingId)} ${one.listId}`)) suggestions.push({ ...one, companyId, connectionId: shop, sku, name, fullName: names.get(one.listId) ?? '' });
    }
  }
  await nextTurn();
  const rank = (one: PlacedSuggestion): number => GRADES.indexOf(one.grade) * 2 + (one.isOnly ? 0 : 1);
  return { changes, suggestions: suggestions.toSorted((a, b) => rank(a) - rank(b) || (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : a.listingId - b.listingId)) };
}

async function readAll<Row, Place>(first: Place, read: (after: Place) => readonly Row[], placeOf: (row: Row) => Place): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (let after = first; ;) {
    const rows = read(after);
    for (const row of rows) all.push(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) return all;
    after = placeOf(last);
    await nextTurn();
  }
}

async function inSteps<T>(db: Db, steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    do await nextTurn(); while (isReadForPage(db));
  }
}

export type SuggestionFilter = { readonly connectionId?: ConnectionId | undefined; readonly search?: string | undefined; readonly grade?: string | undefined };

export function filterSuggestions(suggestions: readonly PlacedSuggestion[], { connectionId, search = '', grade }: SuggestionFilter): readonly PlacedSuggestion[] {
  const part = search.toLowerCase();
  if (connectionId === undefined && part === '' && grade === undefined) return suggestions;
  return suggestions.filter((one) => (connectionId === undefined || one.connectionId === connectionId) && (grade === undefined || one.grade === grade)
    && (part === '' || [one.sku, one.name, one.fullName].some((text) => text.toLowerCase().includes(part))));
}

/** May it be accepted without anybody looking at it by itself? */
export function isReady(one: Suggestion): boolean {
  return one.isOnly && one.grade !== 'possible';
}
