/** Links as a CSV file: written out, and read back row by row, with what is wrong named by line and column before anything is changed. */
import type { ConnectionId, ListID, ListingId } from '../domain/ids.ts';
import type { LinkSource } from '../domain/link.ts';
import { problem, type Problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { BYTE_ORDER_MARK } from './csv.ts';
import { linkRow, readCell, readCsv, type CsvRow } from './matchCsv.ts';

export const LINK_COLUMNS = ['Store', 'SKU', 'Listing key', 'Listing name', 'Item', 'ListID', 'Linked by', 'Shared'] as const;
type Column = (typeof LINK_COLUMNS)[number];

export type LinkListing = {
  readonly id: ListingId;
  readonly connectionId: ConnectionId;
  readonly key: string;
  readonly sku: string;
  readonly name: string;
  /** It keeps a stock number of its own, so that an item feeds it. */
  readonly isFed: boolean;
};
export type LinkItem = { readonly listId: ListID; readonly fullName: string; readonly isActive: boolean };
export type LinkPair = { readonly listingId: ListingId; readonly listId: ListID; readonly source: LinkSource };

/** One company. `listings`: those that the stores have now. */
export type LinkSnapshot = {
  readonly stores: readonly { readonly id: ConnectionId; readonly name: string }[];
  readonly listings: readonly LinkListing[];
  readonly items: readonly LinkItem[];
  readonly links: readonly LinkPair[];
};

const SOURCES: Readonly<Record<LinkSource, string>> = { auto: 'automatic', person: 'person' };

/** A spreadsheet would take the key 12/34 for a day. */
const KEY_MARK = '#';

export function linkHeading(): string {
  return BYTE_ORDER_MARK + linkRow(LINK_COLUMNS);
}

/** One row per link, in the order of the snapshot's listings. `only`: of one store. */
export function exportLinks(snapshot: LinkSnapshot, only: ConnectionId | null = null): string {
  const items = new Map(snapshot.items.map((item) => [item.listId, item]));
  const stores = new Map(snapshot.stores.map(({ id, name }) => [id, name]));
  const links = new Map(snapshot.links.map((link) => [link.listingId, link]));
  const fed = feeding(snapshot.listings, (id) => links.get(id)?.listId ?? null);
  return linkHeading() + snapshot.listings.filter((listing) => only === null || listing.connectionId === only).map((listing) => {
    const link = links.get(listing.id);
    if (link === undefined) return '';
    const isShared = listing.isFed && (fed.get(placeOf(listing.connectionId, link.listId))?.length ?? 0) > 1;
    return linkRow([
      stores.get(listing.connectionId) ?? '', listing.sku, KEY_MARK + listing.key, listing.name, items.get(link.listId)?.fullName ?? '',
      link.listId, SOURCES[link.source], isShared ? 'yes' : '',
    ]);
  }).join('');
}

function placeOf(connectionId: ConnectionId, listId: ListID): string {
  return `${String(connectionId)} ${listId}`;
}

/** Which listings each item feeds in each store. */
function feeding(listings: readonly LinkListing[], itemOf: (id: ListingId) => ListID | null): ReadonlyMap<string, readonly LinkListing[]> {
  const fed = new Map<string, LinkListing[]>();
  for (const listing of listings) {
    const listId = listing.isFed ? itemOf(listing.id) : null;
    if (listId === null) continue;
    const place = placeOf(listing.connectionId, listId);
    const list = fed.get(place);
    if (list === undefined) fed.set(place, [listing]);
    else list.push(listing);
  }
  return fed;
}

/** A row that cannot be taken: `problem.field` is the column. */
export type BadRow = { readonly line: number; readonly problem: Problem };
/** `was`: null where the listing had no item. */
export type LinkChange = {
  readonly line: number;
  readonly listing: LinkListing;
  readonly item: LinkItem;
  readonly was: ListID | null;
  readonly source: LinkSource;
  readonly isShared: boolean;
};
export type LinkImport = { readonly changes: readonly LinkChange[]; readonly same: number; readonly bad: readonly BadRow[] };

export type ImportOptions = { /** A person agrees that an item may feed several listings of a store, whatever the column "Shared" says. */ readonly share: boolean };

/** Changes nothing. Errors: `csvNoHeading`, `csvEmpty`: the file as a whole is not one of links. */
export function planImport(snapshot: LinkSnapshot, text: string, { share }: ImportOptions): Result<LinkImport> {
  const { rows, openQuote } = readCsv(text);
  const [heading, ...lines] = rows;
  const places = heading === undefined ? null : columnsOf(heading);
  if (places === null) {
    return err(problem('csvNoHeading', 'The first line of the file does not name its columns.',
      `Begin the file with ${LINK_COLUMNS.join(', ')}; an export shows how. Needed are SKU or Listing key, and Item or ListID.`));
  }
  const bad: BadRow[] = openQuote === null
    ? []
    : [{
      line: openQuote,
      problem: problem(
        'csvOpenQuote', 'A cell begins with a quotation mark that is never closed; everything from here on could not be read.',
        'Close it, or save the file as CSV again.',
      ),
    }];
  if (lines.length === 0 && bad.length === 0) return err(problem('csvEmpty', 'The file has no rows below its heading.', 'Give a file with at least one link.'));
  const find = createFinder(snapshot);
  const seen = new Map<ListingId, number>();
  const wanted: (Found & { readonly line: number; readonly agreed: boolean; readonly source: LinkSource })[] = [];
  for (const row of lines) {
    const cell = (column: Column): string => readCell(row.cells[places.get(column) ?? -1] ?? '').trim();
    const found = find(cell);
    const earlier = found.ok ? seen.get(found.value.listing.id) : undefined;
    if (!found.ok) bad.push({ line: row.line, problem: found.error });
    else if (earlier !== undefined) bad.push({
      line: row.line,
      problem: problem('csvTwice', `Line ${String(earlier)} is about the same listing.`, 'Leave one of the two lines out.', { field: 'SKU' }),
    });
    else {
      seen.set(found.value.listing.id, row.line);
      wanted.push({ ...found.value, line: row.line, agreed: share || /^(yes|y|true|1|x)$/i.test(cell('Shared')), source: /^auto/i.test(cell('Linked by')) ? 'auto' : 'person' });
    }
  }
  return ok(judge(snapshot, wanted, bad));
}

/** Compared with how all would stand in the end, so that two listings may change their items with each other. */
function judge(snapshot: LinkSnapshot, wanted: readonly (Found & { readonly line: number; readonly agreed: boolean; readonly source: LinkSource })[], bad: BadRow[]): LinkImport {
  const links = new Map(snapshot.links.map((link) => [link.listingId, link]));
  const final = new Map(snapshot.links.map(({ listingId, listId }) => [listingId, listId]));
  for (const { listing, item } of wanted) final.set(listing.id, item.listId);
  const fed = feeding(snapshot.listings, (id) => final.get(id) ?? null);
  const changes: LinkChange[] = [];
  let same = 0;
  for (const { line, listing, item, agreed, source } of wanted) {
    const before = links.get(listing.id);
    if (before?.listId === item.listId && (before.source === source || before.source === 'person')) {
      same += 1;
      continue;
    }
    const others = listing.isFed ? (fed.get(placeOf(listing.connectionId, item.listId)) ?? []).filter(({ id }) => id !== listing.id) : [];
    if (others.length > 0 && !agreed && before?.listId !== item.listId) {
      bad.push({
        line,
        problem: problem(
          'secondListing', `"${item.fullName}" would feed ${others.slice(0, 3).map(nameOf).join(', ')} of the same store as well.`,
          'Write "yes" into the column Shared if that is meant, or correct the item.', { field: 'Shared' },
        ),
      });
      continue;
    }
    changes.push({ line, listing, item, was: before?.listId ?? null, source, isShared: others.length > 0 });
  }
  return { changes, same, bad: bad.toSorted((a, b) => a.line - b.line) };
}

function nameOf({ sku, name, key }: LinkListing): string {
  return `"${sku !== '' ? sku : name !== '' ? name : key}"`;
}

function columnsOf({ cells }: CsvRow): ReadonlyMap<Column, number> | null {
  const names = cells.map((cell) => readCell(cell).trim().toLowerCase());
  const places = new Map<Column, number>();
  for (const column of LINK_COLUMNS) {
    const at = names.indexOf(column.toLowerCase());
    if (at >= 0) places.set(column, at);
  }
  return (places.has('SKU') || places.has('Listing key')) && (places.has('Item') || places.has('ListID')) ? places : null;
}

type Found = { readonly listing: LinkListing; readonly item: LinkItem };
type Cell = (column: Column) => string;

/** Looks each row up in the snapshot, by index. */
function createFinder(snapshot: LinkSnapshot): (cell: Cell) => Result<Found> {
  const stores = new Map(snapshot.stores.map((store) => [store.name.toLowerCase(), store.id]));
  const byKey = new Map(snapshot.listings.map((listing) => [`${String(listing.connectionId)} ${listing.key}`, listing]));
  const bySku = grouped(snapshot.listings, (listing) => `${String(listing.connectionId)} ${listing.sku.toLowerCase()}`);
  const byListId = new Map(snapshot.items.map((item) => [item.listId as string, item]));
  const byName = grouped(snapshot.items, (item) => item.fullName.toLowerCase());

  const listingOf = (cell: Cell, store: ConnectionId): Result<LinkListing> => {
    const [sku, key] = [cell('SKU'), cell('Listing key')];
    if (sku === '' && key === '') return err(problem('csvNoListing', 'Neither SKU nor Listing key is given.', 'Give one of the two.', { field: 'SKU' }));
    const keyed = byKey.get(`${String(store)} ${key.startsWith(KEY_MARK) ? key.slice(1) : key}`) ?? byKey.get(`${String(store)} ${key}`);
    if (keyed !== undefined) {
      if (sku !== '' && sku.toLowerCase() !== keyed.sku.toLowerCase()) return err(problem(
        'csvOtherSku', `The listing with this key has the SKU "${keyed.sku}", not "${sku}".`,
        'Correct the SKU, or leave the key empty.', { field: 'Listing key' },
      ));
      return ok(keyed);
    }
    if (sku === '') return err(problem('csvNoSuchListing', `The store has no listing with the key "${key}".`, 'Give its SKU instead.', { field: 'Listing key' }));
    const [one, ...others] = bySku.get(`${String(store)} ${sku.toLowerCase()}`) ?? [];
    if (one === undefined) return err(problem(
      'csvNoSuchListing', `The store has no listing with the SKU "${sku}".`,
      isShortened(sku)
        ? 'A spreadsheet has shortened it: format the column as text and paste the SKU again.'
        : 'Correct it, or read the store\'s listings first.',
      { field: 'SKU' },
    ));
    return others.length > 0
      ? err(problem(
        'csvSeveralListings', `${String(others.length + 1)} listings of the store have the SKU "${sku}".`,
        'Give the Listing key as an export has it.', { field: 'Listing key' },
      ))
      : ok(one);
  };

  const itemOf = (cell: Cell): Result<LinkItem> => {
    const [name, listId] = [cell('Item'), cell('ListID')];
    if (name === '' && listId === '') return err(problem(
      'csvNoItem', 'Neither Item nor ListID is given.',
      'Give the item\'s full name, with its parents and colons.', { field: 'Item' },
    ));
    const known = listId === '' ? undefined : byListId.get(listId);
    if (listId !== '' && known === undefined && name === '') return err(problem(
      'csvNoSuchItem', `There is no item with the ListID "${listId}".`,
      'Give the item\'s full name instead.', { field: 'ListID' },
    ));
    if (known !== undefined) return known.isActive
      ? ok(known)
      : err(problem(
        'csvItemInactive', `"${known.fullName}" is inactive in QuickBooks.`,
        'Make it active there, or give another item.', { field: 'Item' },
      ));
    const named = byName.get(name.toLowerCase()) ?? [];
    const [one, ...others] = named.filter((item) => item.isActive);
    if (one === undefined) return named.length > 0
      ? err(problem(
        'csvItemInactive', `"${name}" is inactive in QuickBooks.`,
        'Make it active there, or give another item.', { field: 'Item' },
      ))
      : err(problem(
        'csvNoSuchItem', `QuickBooks has no item "${name}".`,
        'Give its full name, with its parents and colons.', { field: 'Item' },
      ));
    return others.length > 0 ? err(problem('csvSeveralItems', `Several items are named "${name}".`, 'Give the ListID.', { field: 'ListID' })) : ok(one);
  };

  return (cell) => {
    const [only, ...more] = snapshot.stores;
    const name = cell('Store');
    const store = name === '' && more.length === 0 ? only?.id : stores.get(name.toLowerCase());
    if (store === undefined) return name === ''
      ? err(problem('csvNoStore', 'It is not said which store the listing is of.', 'Fill in the column Store.', { field: 'Store' }))
      : err(problem(
        'csvNoSuchStore', `There is no store "${name}".`, `Give one of: ${snapshot.stores.map((one) => one.name).join(', ')}.`, { field: 'Store' },
      ));
    if ([...LINK_COLUMNS].some((column) => cell(column).includes('\uFFFD'))) return err(problem(
      'csvEncoding', 'The line holds characters that are not UTF-8.',
      'Save the file as "CSV UTF-8".', { field: 'Store' },
    ));
    const listing = listingOf(cell, store);
    if (!listing.ok) return listing;
    const item = itemOf(cell);
    return item.ok ? ok({ listing: listing.value, item: item.value }) : item;
  };
}

function isShortened(text: string): boolean {
  return /^\d[.,]\d+e\+\d+$/i.test(text);
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
