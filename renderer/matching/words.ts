/** The sentences of the matching tab. */
import { formatCount } from '../parts/format.ts';
import { counted } from '../words.ts';

export type MatchTab = 'listings' | 'items' | 'suggestions' | 'duplicates' | 'links';
export type Grade = 'sure' | 'likely' | 'possible';

export const MATCHING = {
  title: 'Matching',
  about: 'Which listing of a store is which item in QuickBooks. A number goes only to a listing whose item is known.',
  lists: 'Lists',
  tabs: {
    listings: 'Listings without an item',
    items: 'Items without a listing',
    suggestions: 'Suggestions',
    duplicates: 'Duplicates',
    links: 'Links',
  } satisfies Record<MatchTab, string>,
  withCount: (title: string, count: number | null): string => (count === null ? title : `${title} (${formatCount(count)})`),
  tables: {
    listings: 'Listings without an item', items: 'Items without a listing', suggestions: 'Suggested pairs', duplicates: 'What is there twice', links: 'Linked pairs',
  } satisfies Record<MatchTab, string>,

  making: 'Suggestions are being worked out from what has changed. They appear here as soon as they are there.',
  search: 'Search',
  searchHint: {
    listings: 'SKU or name',
    items: 'Item, part number, bar code',
    suggestions: 'SKU, name or item',
    duplicates: 'SKU, item or code',
    links: 'SKU, name or item',
  } satisfies Record<MatchTab, string>,
  store: 'Store',
  grade: 'How sure',
  anyGrade: 'All',
  grades: { sure: 'Sure', likely: 'Likely', possible: 'Possible' } satisfies Record<Grade, string>,
  gradeMeaning: {
    sure: 'The same code, written in another way.', likely: 'Look at it before you accept it.', possible: 'A hint, no more.',
  } satisfies Record<Grade, string>,
  show: 'Show',
  shown: 'To be matched',
  leftOut: (count: number): string => `Left out (${formatCount(count)})`,

  columns: {
    sku: 'SKU',
    name: 'Name in the store',
    store: 'Store',
    why: 'Why',
    item: 'Item',
    partNumber: 'Part number',
    barCode: 'Bar code',
    onHand: 'On hand',
    grade: 'How sure',
    reason: 'Reason',
    what: 'What is there twice',
    times: 'Times',
    source: 'Linked by',
    note: 'Note',
  },
  noSku: '(no SKU)',
  sources: { auto: 'its SKU', person: 'a person' },
  alsoFeeds: (skus: readonly string[]): string => `The item also feeds ${skus.join(', ')} of this store.`,
  shared: 'Shared item',

  panel: { listing: 'Listing', item: 'Item', storeShows: 'Number in the store', onHand: 'On hand in QuickBooks', notSellable: 'Not on sale now' },
  find: { listing: 'Find the item', item: 'Find the listing' },
  findHint: { listing: 'Part of its name, part number or bar code', item: 'Part of its SKU or name' },
  counterparts: { listing: 'Items it may be', item: 'Listings it may be' },
  noneSuggested: { listing: 'Nothing is suggested. Type at least two letters to find the item.', item: 'Nothing is suggested. Type at least two letters to find the listing.' },
  noneFoundHere: 'Nothing found.',
  link: 'Link',
  linkTo: (name: string): string => `Link to ${name}`,
  linked: (sku: string, item: string): string => `${sku} is linked to ${item}. Its number goes out.`,
  accept: 'Accept',
  notSame: 'Not the same',
  refused: (sku: string, item: string): string => `Noted: ${sku} is not ${item}.`,
  refusedUndone: 'It is suggested again.',
  unlink: 'Unlink',
  unlinkTitle: (sku: string): string => `Unlink ${sku}?`,
  unlinkText: (sku: string, item: string): string =>
    `${sku} gets no numbers from ${item} any more, and its orders wait for an item. It is not found again by its SKU; you can link it again here.`,
  unlinked: (sku: string, item: string): string => `${sku} is not ${item} any more.`,
  leaveOut: 'Leave out',
  leaveOutHint: 'There is no counterpart, and there need not be one',
  wasLeftOut: (name: string): string => `${name} is left out. “Show” brings it back.`,
  takeIn: 'Show it again',
  takenIn: (name: string): string => `${name} is to be matched again.`,
  seeLog: 'Show its history',

  shareTitle: 'Feed two listings from one item?',
  shareText: (what: string): string => `${what} Each piece that is sold in one of them is taken from the other as soon as the sale is seen.`,
  shareConfirm: 'Feed both',

  acceptAll: (count: number): string => `Accept ${counted(count, 'sure one')}`,
  acceptLikely: (count: number): string => `Accept ${counted(count, 'likely one')}`,
  acceptTitle: (count: number): string => `Link ${counted(count, 'pair')}?`,
  acceptText: (count: number, isSure: boolean): string =>
    `${counted(count, 'listing')} ${count === 1 ? 'is' : 'are'} linked to the suggested ${count === 1 ? 'item' : 'items'}, each item to one listing, and the numbers go out. ${isSure ? 'The codes are the same but for how they are written.' : 'These are likely, not certain: look through the list first.'} Where something else fits as well, nothing is linked.`,
  acceptConfirm: (count: number): string => `Link ${counted(count, 'pair')}`,
  accepted: (count: number, refused: number): string =>
    `${counted(count, 'pair')} linked.${refused === 0 ? '' : ` ${formatCount(refused)} could not be: look at them one by one.`}`,

  exportCsv: 'Export links',
  exported: (count: number, name: string): string => (count === 0 ? 'There are no links to export.' : `${counted(count, 'link')} saved as ${name}.`),
  importCsv: 'Import links…',

  members: 'There twice',
  membersAbout: 'Change it in the store or in QuickBooks, or unlink what does not belong there.',

  empty: {
    listings: { title: 'Every listing has its item', text: 'When a store gets a product whose SKU names no item, it appears here.' },
    items: { title: 'Every item has a listing', text: 'Items with stock that no store sells appear here.' },
    suggestions: { title: 'Nothing to suggest', text: 'When a listing without an item looks like an item without a listing, the two appear here.' },
    duplicates: { title: 'Nothing is there twice', text: 'An item that feeds two listings of one store, a SKU on two listings, and names or codes on two items appear here.' },
    links: {
      title: 'Nothing is linked yet',
      text: 'A listing whose SKU is the name of one item is linked by itself, once QuickBooks’ items and the store’s listings have been read.',
    },
  } satisfies Record<MatchTab, { readonly title: string; readonly text: string }>,
  noneLeftOut: { title: 'Nothing is left out', text: 'What you leave out of matching appears here, and can be shown again.' },
  noneFound: { title: 'Nothing found', text: 'Nothing in this list fits this search and these filters.' },
} as const;

export const IMPORT = {
  title: 'Import links',
  about: 'A CSV file with the columns Store, SKU (or Listing key) and Item (or ListID). An export has them all. First you see what would change.',
  company: 'Company',
  choose: 'Choose a file…',
  chooseAnother: 'Choose another file…',
  reading: 'Reading the file…',
  file: (name: string): string => `File: ${name}`,
  adds: (count: number): string => `${counted(count, 'listing')} would be linked.`,
  changes: (count: number): string => `${counted(count, 'link')} would become another.`,
  same: (count: number): string => `${counted(count, 'row')} ${count === 1 ? 'says' : 'say'} what is so already.`,
  shares: (count: number): string => `${counted(count, 'listing')} would share the item with another listing of the same store.`,
  nothing: 'The file changes nothing.',
  share: 'An item may feed several listings of a store',
  shareHint: 'Without this, only rows with “yes” in the column Shared may.',
  bad: (count: number): string => `${counted(count, 'row')} cannot be taken and ${count === 1 ? 'is' : 'are'} left out:`,
  more: (count: number): string => `and ${formatCount(count)} more`,
  columns: { line: 'Line', field: 'Column', what: 'What is wrong', todo: 'What to do' },
  sample: 'What changes',
  sampleColumns: { line: 'Line', sku: 'Listing', item: 'Item', was: 'Until now' },
  none: 'none',
  apply: (count: number): string => `Link ${counted(count, 'listing')}`,
  applied: (count: number, bad: number): string => `${counted(count, 'listing')} linked.${bad === 0 ? '' : ` ${counted(bad, 'row')} left out.`}`,
  unreadable: { what: 'The file could not be read.', todo: 'Close it in the spreadsheet, then choose it again.' },
} as const;
