/** What a person says about which listing is which item: links, and their opposite. Each word is one transaction and a line in the sync log. */
import type { CompanyId, ListID, ListingId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { removeLink, setLink } from '../db/links.ts';
import { linkSource, matchItemRow, matchListing, otherFed, type ItemKey, type MatchItemRow, type MatchListingRow } from '../db/matching.ts';
import { forgetRefusal, isItemLeftOut, isListingLeftOut, leaveItemOut, leaveListingOut, refusePair } from '../db/matchingChoices.ts';
import type { Db } from '../db/open.ts';
import type { Context } from '../ports.ts';
import { notePerson } from './change.ts';
import { found } from './named.ts';

export type Pair = { readonly listing: MatchListingRow; readonly item: MatchItemRow };
export type Labelled = { readonly sku: string; readonly name: string };

export function labelOf({ sku, name }: Labelled): string {
  return sku === '' ? name : sku;
}

function quoted(all: readonly Labelled[]): string {
  const names = all.slice(0, 3).map((one) => `"${labelOf(one)}"`).join(', ');
  return all.length > 3 ? `${names} and ${String(all.length - 3)} more` : names;
}

/** Errors: `notFound`, `listingGone`, `itemInactive`. */
export function pairNamed(db: Db, listingId: ListingId, listId: ListID): Result<Pair> {
  const listing = found(matchListing(db, listingId), 'listing');
  if (!listing.ok) return listing;
  const item = found(matchItemRow(db, { companyId: listing.value.companyId, listId }), 'item');
  if (!item.ok) return item;
  if (listing.value.gone) return err(problem('listingGone', `The store has no listing "${labelOf(listing.value)}" any more.`, 'Reload the list.'));
  if (!item.value.isActive) return err(problem('itemInactive', `"${item.value.fullName}" is inactive in QuickBooks.`, 'Make it active there, or choose another item.'));
  return ok({ listing: listing.value, item: item.value });
}

/** The Problem that the item would feed a second listing of the store; null where it would not. */
export function secondListing(db: Db, { listing, item }: Pair): Problem | null {
  const others = otherFed(db, listing, item);
  return others.length === 0 ? null : problem('secondListing', `"${item.fullName}" feeds ${quoted(others)} of the same store already; both would show the same pieces.`,
    'Agree to feed them from one item, or unlink the other first.');
}

/** `how`: goes on after the item's name in the log, e.g. ` (suggested)`. Marks what follows from it due. Runs inside the caller's transaction. */
export function linkPair(ctx: Context, { listing, item }: Pair, how: string): readonly string[] {
  const { db } = ctx;
  const before = linkSource(db, listing.listingId);
  const others = otherFed(db, listing, item);
  forgetRefusal(db, listing.listingId, item.listId);
  setLink(db, listing.companyId, listing.listingId, item.listId, 'person');
  const was = before === null || before.listId === item.listId
    ? ''
    : ` It was "${matchItemRow(db, { companyId: listing.companyId, listId: before.listId })?.fullName ?? before.listId}" before.`;
  const shared = others.length === 0 ? '' : ` The item feeds ${quoted(others)} of this shop as well, and the person agreed to that.`;
  note(ctx, listing, `linked ${named(listing)} to the item "${item.fullName}"${how}.${was}${shared}`);
  return others.map(labelOf);
}

export function unlinkListing(ctx: Context, listing: MatchListingRow): Result<{ readonly item: string }> {
  const { db } = ctx;
  const link = linkSource(db, listing.listingId);
  if (link === null) return err(problem('notLinked', `"${labelOf(listing)}" is linked to no item.`, 'Reload the list.'));
  const item = matchItemRow(db, { companyId: listing.companyId, listId: link.listId })?.fullName ?? link.listId;
  removeLink(db, listing.companyId, listing.listingId);
  refusePair(db, listing.listingId, link.listId, ctx.now());
  note(ctx, listing, `unlinked ${named(listing)} from the item "${item}": it is not that item, and no number of it is sent there.`);
  return ok({ item });
}

/** "These two are not the same", or the opposite of that. Returns how many words changed. */
export function refuse(ctx: Context, { listing, item }: Pair, undo: boolean): number {
  const isNews = undo ? forgetRefusal(ctx.db, listing.listingId, item.listId) : refusePair(ctx.db, listing.listingId, item.listId, ctx.now());
  if (isNews) note(ctx, listing, undo ? `took back that ${named(listing)} is not the item "${item.fullName}".` : `said that ${named(listing)} is not the item "${item.fullName}".`);
  return isNews ? 1 : 0;
}

export function leaveOut(ctx: Context, what: { readonly listing: MatchListingRow } | { readonly item: MatchItemRow }, undo: boolean): number {
  const at = undo ? null : ctx.now();
  if ('listing' in what) {
    if (isListingLeftOut(ctx.db, what.listing.listingId) !== undo || !leaveListingOut(ctx.db, what.listing.listingId, at)) return 0;
    note(ctx, what.listing, undo ? `wants to see ${named(what.listing)} under Matching again.` : `left ${named(what.listing)} out of matching: it needs no item.`);
    return 1;
  }
  const { item } = what;
  const key: ItemKey = { companyId: item.companyId, listId: item.listId };
  if (isItemLeftOut(ctx.db, key) !== undo || !leaveItemOut(ctx.db, key, at)) return 0;
  notePerson(
    ctx,
    { companyId: item.companyId },
    'info',
    undo
      ? `wants to see the item "${item.fullName}" under Matching again.`
      : `left the item "${item.fullName}" out of matching: no store sells it.`,
  );
  return 1;
}

function named(listing: MatchListingRow): string {
  return listing.sku === '' ? `"${listing.name}"` : 'this listing';
}

function note(ctx: Context, listing: MatchListingRow, text: string): void {
  notePerson(ctx, { companyId: listing.companyId, connectionId: listing.connectionId, ...(listing.sku === '' ? {} : { sku: listing.sku }) }, 'changed', text);
}

/** After links have changed: windows look again, and numbers go out. */
export function afterLinks(
  engine: { readonly ctx: Context; readonly route: (id: CompanyId) => Promise<void> },
  listings: readonly Pick<MatchListingRow, 'connectionId' | 'companyId'>[],
): void {
  for (const connectionId of new Set(listings.map((one) => one.connectionId))) engine.ctx.emit({ kind: 'updatesChanged', connectionId });
  for (const companyId of new Set(listings.map((one) => one.companyId))) void engine.route(companyId);
}
