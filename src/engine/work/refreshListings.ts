/** Reads everything one shop sells, page by page, and links what has a SKU to its item. */
import type { ConnectionId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { findConnection, setConnectionProblem, setLastListings } from '../db/connections.ts';
import { markGone, storeListings } from '../db/listings.ts';
import type { Context } from '../ports.ts';

/**
 * A full pass. Each page is stored at once; what a complete pass did not show has left the shop, a broken one says nothing about it.
 * Errors: the connector's own, also kept as the connection's problem.
 */
export async function refreshListings(ctx: Context, connectionId: ConnectionId, signal: AbortSignal): Promise<Result<{ readonly seen: number }>> {
  const { db } = ctx;
  const store = ctx.store(connectionId);
  if (!store.ok) {
    setConnectionProblem(db, connectionId, store.error);
    return store;
  }
  const connection = findConnection(db, connectionId);
  const startedAt = ctx.now();
  let cursor: string | null = null;
  let seen = 0;
  for (;;) {
    const askedAt = ctx.now();
    const page = await store.value.pullListings(cursor, signal);
    if (!page.ok) {
      if (!signal.aborted) setConnectionProblem(db, connectionId, page.error);
      return page;
    }
    await ctx.breathe();
    db.transaction(() => { storeListings(db, connection, page.value.listings, askedAt); })();
    ctx.emit({ kind: 'updatesChanged', connectionId });
    seen += page.value.listings.length;
    cursor = page.value.cursor;
    if (!page.value.more) break;
  }
  db.transaction(() => {
    markGone(db, connectionId, startedAt);
    setLastListings(db, connectionId, startedAt);
  })();
  ctx.emit({ kind: 'updatesChanged', connectionId });
  return ok({ seen });
}
