/** Sends SKUs that somebody asks for; callers who ask for the same one at the same time share one call to the shop. */
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { SoldIn } from '../db/skus.ts';
import type { Context } from '../ports.ts';
import type { Pusher } from './pushUpdates.ts';
import type { SentNow } from './sendNow.ts';

/** What came of one SKU in one shop. The Problem: nothing was sent, for a reason that is the shop's as a whole. */
export type SkuSent = { readonly where: SoldIn; readonly result: Result<SentNow> };

export type SkuSender = (wanted: readonly SoldIn[], force: boolean) => Promise<readonly SkuSent[]>;

const FAULT = problem('internal', 'Stockbridge met an unexpected fault while sending it.', 'What is due goes out by itself. If it happens again, send the diagnostics to support.');

export function createSkuSender(ctx: Pick<Context, 'log'>, pusher: Pick<Pusher, 'pushNow'>): SkuSender {
  const under = new Map<ListingId, Promise<Result<SentNow>>>();

  const begin = (connectionId: ConnectionId, listingIds: readonly ListingId[], force: boolean): void => {
    const work = pusher.pushNow(connectionId, listingIds, force).catch((cause: unknown): Result<never> => {
      ctx.log.error({ err: cause, connectionId }, 'sending what was asked for failed');
      return err(FAULT);
    });
    for (const id of listingIds) {
      const one = work.then((sent): Result<SentNow> => {
        if (!sent.ok) return sent;
        const came = sent.value.find(({ listingId }) => listingId === id);
        return came === undefined ? err(FAULT) : ok(came);
      }).finally(() => { under.delete(id); });
      under.set(id, one);
    }
  };

  return (wanted, force) => {
    for (const connectionId of new Set(wanted.map((one) => one.connectionId))) {
      const fresh = wanted.filter((one) => one.connectionId === connectionId && !under.has(one.listingId)).map((one) => one.listingId);
      if (fresh.length > 0) begin(connectionId, [...new Set(fresh)], force);
    }
    return Promise.all(wanted.map(async (where) => ({ where, result: await (under.get(where.listingId) ?? Promise.resolve(err(FAULT))) })));
  };
}
