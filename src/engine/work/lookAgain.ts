/** Asks the shops what they show for some listings at this moment; what differs from what we thought is routed like any change. */
import type { ConnectionId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Result } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { findConnection, setConnectionProblem } from '../db/connections.ts';
import { findListing, storeListings, type ListingRow } from '../db/listings.ts';
import { setGone, type SoldIn } from '../db/skus.ts';

export type NotRead = { readonly connectionId: ConnectionId; readonly problem: Problem };

/** One shop after the other. Returns those that could not be read; what was known of them stays. */
export async function lookAgain(engine: Pick<Engine, 'ctx' | 'db' | 'refreshListings' | 'route'>, places: readonly SoldIn[]): Promise<readonly NotRead[]> {
  const notRead: NotRead[] = [];
  const companies = new Set(places.map(({ companyId }) => companyId));
  for (const connectionId of new Set(places.map((place) => place.connectionId))) {
    const listings = places.filter((place) => place.connectionId === connectionId).flatMap(({ listingId }) => findListing(engine.db, listingId) ?? []);
    const read = await readAgain(engine, connectionId, listings);
    if (!read.ok) notRead.push({ connectionId, problem: read.error });
    engine.ctx.emit({ kind: 'updatesChanged', connectionId });
  }
  for (const companyId of companies) void engine.route(companyId);
  return notRead;
}

async function readAgain(
  { ctx, db, refreshListings }: Pick<Engine, 'ctx' | 'db' | 'refreshListings'>,
  connectionId: ConnectionId,
  listings: readonly ListingRow[],
): Promise<Result<unknown>> {
  const store = ctx.store(connectionId);
  if (!store.ok) return store;
  // A kind of shop that cannot be asked for one listing is read as a whole.
  if (store.value.readListings === undefined) return refreshListings(connectionId);
  const askedAt = ctx.now();
  const read = await store.value.readListings(listings, ctx.signal);
  if (!read.ok) {
    if (!ctx.signal.aborted) setConnectionProblem(db, connectionId, read.error);
    return read;
  }
  db.transaction(() => {
    storeListings(db, findConnection(db, connectionId), read.value, askedAt);
    for (const { id, key } of listings) if (!read.value.some((record) => record.key === key)) setGone(db, id);
  }).immediate();
  return read;
}
