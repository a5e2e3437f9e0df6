/** What a document is drafted from, for tests of the pure ring: a company with a few items, and a shop's settings. */
import type { DraftInput } from '../../src/decide/draftInput.ts';
import type { Match } from '../../src/decide/matchItem.ts';
import type { ListID } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../src/domain/settings.ts';
import { toQuickBooksText } from '../../src/quickbooks/text.ts';
import { anItem } from './orders.ts';

export const COMPANY = { zone: 'America/New_York', salesTaxOn: true, closingDate: null, homeCurrency: 'USD' } as const;
export const GUID = '{0F1E2D3C-4B5A-8978-A796-A5B4C3D2E1F0}';
const MAPPED = ['Shipping', 'Web Fee', 'Web Refund', 'Web Tax', 'Web Discount', 'Web Rounding', 'Express', 'Gift', 'Rebate', 'Misc'];

export function draftInput(settings: Partial<ConnectionSettings> = {}, more: Partial<DraftInput> = {}): DraftInput {
  return {
    kind: 'salesReceipt', settings: { ...CONNECTION_DEFAULTS, ...settings }, company: COMPANY, customer: { listId: 'C1' as ListID },
    customerHow: 'The customer for all web orders, as set for this shop.', refNumber: 'W1036', memoKey: 'SB-ABCDEFGHIJKL', externalGuid: GUID,
    match: ({ sku }): Match => (sku === 'MUG' || sku === 'TEE' ? { kind: 'matched', item: anItem(sku), how: 'fullName' } : { kind: 'none' }),
    mapped: (fullName) => (MAPPED.includes(fullName) ? anItem(fullName, 'otherCharge') : null), member: () => null,
    storable: (text) => toQuickBooksText(text, 100_000).text, ...more,
  };
}

/** Everything is this item. */
export function matchedTo(item: Item): Pick<DraftInput, 'match'> {
  return { match: () => ({ kind: 'matched', item, how: 'link' }) };
}
