/** Suggestions of all shops: made in short steps when they are asked for, kept in memory until something they were made from changes. */
import { suggestInSteps, type Suggestion } from '../../decide/suggestMatches.ts';
import type { MatchItem, MatchListing } from '../../decide/matchRules.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import { listConnections } from '../db/connections.ts';
import { matchChanges, saidOtherwise } from '../db/matchingChoices.ts';
import { linkedNow, openItemsAfter, openListingsAfter } from '../db/matchingPool.ts';
import type { Db } from '../db/open.ts';
import { keptUntilWritten } from '../db/orderedIds.ts';

/** With its place, and the listing's texts to sort and search by. */
export type PlacedSuggestion = Suggestion & { readonly companyId: CompanyId; readonly connectionId: ConnectionId; readonly sku: string; readonly name: string; readonly fullName: string };

type Book = { readonly changes: number; readonly suggestions: readonly PlacedSuggestion[] };
type Shelf = { book: Book | null; making: Promise<Book> | null };

const shelves = new WeakMap<Db, Shelf>();
const SLICE = 5_000;
const GRADES = ['sure', 'likely', 'possible'];

/** Best first. What was linked, refused or left out since they were made is not among them. */
export async function suggestionsNow(db: Db): Promise<readonly PlacedSuggestion[]> {
  const shelf = shelves.get(db) ?? { book: null, making: null };
  shelves.set(db, shelf);
  if (shelf.book?.changes !== matchChanges(db)) {
    shelf.making ??= makeBook(db).finally(() => { shelf.making = null; });
    shelf.book = await shelf.making;
  }
  const { changes, suggestions } = shelf.book;
  return keptUntilWritten(db, `suggestions ${String(changes)}`, () => stillOpen(db, suggestions));
}

function stillOpen(db: Db, suggestions: readonly PlacedSuggestion[]): readonly PlacedSuggestion[] {
  const linked = linkedNow(db);
  const said = saidOtherwise(db);
  return suggestions.filter((one) => !linked.listings.has(one.listingId) && !linked.feeds.has(`${String(one.connectionId)} ${one.listId}`) && !said.pairs.has(`${String(one.listingId)} ${one.listId}`)
    && !said.listings.has(one.listingId) && !said.items.has(`${String(one.companyId)} ${one.listId}`));
}

async function makeBook(db: Db): Promise<Book> {
  // What changes from here on makes them be made again the next time.
  const changes = matchChanges(db);
  const suggestions: PlacedSuggestion[] = [];
  for (const { id: shop, companyId } of listConnections(db)) {
    const listings = await readAll<MatchListing, number>(0, (after) => openListingsAfter(db, shop, after, SLICE), ({ id }) => id);
    const items = listings.length === 0 ? [] : await readAll<MatchItem, string>('', (after) => openItemsAfter(db, companyId, shop, after, SLICE), ({ listId }) => listId);
    const texts = new Map(listings.map((listing) => [listing.id, listing]));
    const names = new Map(items.map(({ listId, fullName }) => [listId, fullName]));
    const refused = saidOtherwise(db).pairs;
    for (const one of await inSteps(suggestInSteps(listings, items))) {
      const { sku = '', name = '' } = texts.get(one.listingId) ?? {};
      if (!refused.has(`${String(one.listingId)} ${one.listId}`)) suggestions.push({ ...one, companyId, connectionId: shop, sku, name, fullName: names.get(one.listId) ?? '' });
    }
  }
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
    await breathe();
  }
}

async function inSteps<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

/** The Web Connector and the shops are answered meanwhile. */
function breathe(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
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
