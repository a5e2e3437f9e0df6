/** The sentences of stock rules, of what comparing everything came to, and of what was sold twice. */
import { counted } from '../words.ts';

export const RULE_WORDS = {
  heading: 'Stock rule',
  change: 'Change rule',
  label: (action: string, sku: string, shop: string): string => `${action}: ${sku}, ${shop}`,
  ofShop: 'as the store has it',
  ofSku: 'set for this SKU',
  ofItem: 'set for the item',
  excluded: 'Not sent',
  sent: 'Sent',
  availability: { onHand: 'On hand', onHandMinusSalesOrders: 'On hand less sales orders' },
  assemblies: { built: 'Only what is built', buildable: 'And what can be built' },
  safetyStock: (pieces: number): string => (pieces === 0 ? 'no safety stock' : `safety stock ${String(pieces)}`),
  cap: (pieces: number): string => (pieces === 0 ? 'no limit' : `at most ${String(pieces)}`),
  buildable: (pieces: string): string => `${pieces} of them have still to be built.`,
  fields: { target: 'For', exclude: 'Send', availability: 'Free to sell', safetyStock: 'Safety stock', cap: 'Never more than', assemblies: 'Assemblies' },
  targetSku: (sku: string): string => `this SKU (${sku})`,
  targetItem: (item: string): string => `the item "${item}", whatever SKUs it feeds here`,
  asShop: (value: string): string => `As the store has it (${value})`,
  hint: 'Empty: as the store has it.',
  capHint: 'Empty: as the store has it. 0: no limit.',
  pieces: 'pieces',
  notPieces: 'A whole number from 0 to 1,000,000.',
  save: 'Save rule',
  cancel: 'Cancel',
  saved: (sku: string): string => `The rule of ${sku} is saved; its number is computed anew.`,
  unchanged: 'Nothing was changed.',
} as const;

export const SWEEP_WORDS = {
  heading: 'Comparisons of everything',
  about: 'Each night every item is read from QuickBooks and every listing from its store. What differs is mended through the queue.',
  label: (company: string): string => `Comparisons of everything, ${company}`,
  heads: { at: 'Ended', items: 'Items', missed: 'Missed by the filter', listings: 'Listings', drifted: 'Differed', mended: 'Mended' },
  none: 'Nothing has been compared yet.',
  first: 'first read',
  going: 'stores are being compared',
  unread: (shops: number): string => `${counted(shops, 'store')} could not be read`,
  underWay: {
    due: 'The next session begins one.',
    listing: 'Under way: the items are being listed.',
    reading: (read: string, known: string): string => `Under way: ${read} of ${known} items are read.`,
  },
} as const;

export const OVERSOLD_WORDS = {
  heading: (items: number): string => `${counted(items, 'item')} oversold`,
  log: 'Show in the log',
  more: 'There are more; the sync log has them all.',
} as const;
