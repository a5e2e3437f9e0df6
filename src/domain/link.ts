/** The remembered pair of a shop's listing and a QuickBooks item. */
import type { ListID, ListingId } from './ids.ts';

/** `auto`: SKU equals Name or FullName exactly; `person`: somebody said so and it is never changed by us. */
export type LinkSource = 'auto' | 'person';
export type Link = { readonly listingId: ListingId; readonly listId: ListID; readonly source: LinkSource };
