/** Answers the calls about updates. */
import type { updateCalls } from '../../contract/calls/updates.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Outcome } from '../../domain/syncLog.ts';
import type { Engine } from '../createEngine.ts';
import { listConnections } from '../db/connections.ts';
import { findListing } from '../db/listings.ts';
import { declineOne, retryOne, waitNoLonger } from '../db/updateChoices.ts';
import { pageOfUpdates } from '../db/updatePage.ts';
import { approveHeld, countUpdates, discardHeld, findUpdate, listUpdates, retryFailed } from '../db/updates.ts';
import { change, counted, notePerson } from './change.ts';
import { connectionNamed, found } from './named.ts';
import { nextOf } from './page.ts';

export function updateHandlers(engine: Engine): HandlersOf<typeof updateCalls> {
  const { ctx, db } = engine;

  /** A choice about the rows of one shop; then its queue is looked at again. */
  const choose = (
    connectionId: ConnectionId,
    rows: () => number,
    note: { readonly outcome: Outcome; readonly sku?: string; readonly words: (changed: number) => string },
  ): Result<{ readonly changed: number }> => {
    const chosen = change(ctx, () => {
      const connection = connectionNamed(db, connectionId);
      if (!connection.ok) return connection;
      const changed = rows();
      const about = { companyId: connection.value.companyId, connectionId, ...(note.sku === undefined ? {} : { sku: note.sku }) };
      if (changed > 0) notePerson(ctx, about, note.outcome, note.words(changed));
      return ok({ changed });
    });
    if (chosen.ok && chosen.value.changed > 0) {
      ctx.emit({ kind: 'updatesChanged', connectionId });
      engine.pusher.wake(connectionId, 'queued');
    }
    return chosen;
  };

  return {
    'updates.list': ({ connectionId, state, after, limit }) => {
      const connection = connectionNamed(db, connectionId);
      if (!connection.ok) return connection;
      const { rows, last } = nextOf(listUpdates(db, connectionId, { state, after: after ?? null, limit: limit + 1 }), limit);
      return ok({ updates: rows, next: last === null ? null : { dueSince: last.dueSince, listingId: last.listingId } });
    },

    'updates.page': (query) => ok(db.transaction(() => pageOfUpdates(db, query))()),

    'updates.count': ({ connectionId }) => ok({
      connections: listConnections(db).filter(({ id }) => connectionId === undefined || id === connectionId).map(({ id }) => ({ connectionId: id, counts: countUpdates(db, id) })),
    }),

    'updates.retry': ({ connectionId, listingId }) => {
      if (listingId === undefined) {
        return choose(connectionId, () => retryFailed(db, connectionId), { outcome: 'info', words: (n) => `asked to try ${counted(n, 'failed update')} again.` });
      }
      const listing = found(findListing(db, listingId), 'listing');
      if (!listing.ok) return listing;
      return choose(connectionId, () => retryOne(db, connectionId, listingId), { outcome: 'info', sku: listing.value.sku, words: () => 'asked to try this failed update again.' });
    },

    'updates.skip': ({ connectionId, listingId }) => {
      const row = found(findUpdate(db, listingId), 'update');
      if (!row.ok) return row;
      if (row.value.connectionId !== connectionId) return found<never>(null, 'update');
      if (row.value.state === 'pushing') return err(problem('onItsWay', 'This number is on its way to the shop now.', 'Wait for the answer, then decide.'));
      const sku = findListing(db, listingId)?.sku ?? '';
      return choose(connectionId, () => (declineOne(db, listingId) ? 1 : 0),
        { outcome: 'skipped', sku, words: () => 'skipped this update; it is due again with the next change of its number.' });
    },

    'updates.approveHeld': ({ connectionId }) => choose(connectionId, () => approveHeld(db, connectionId),
      { outcome: 'info', words: (n) => `approved the held run: ${counted(n, 'update')} will be sent.` }),

    'updates.discardHeld': ({ connectionId }) => choose(connectionId, () => discardHeld(db, connectionId),
      { outcome: 'skipped', words: (n) => `discarded the held run: ${counted(n, 'update')} will not be sent. Each is due again with the next change of its number.` }),

    'updates.send': ({ connectionId }) => {
      const sent = change(ctx, () => {
        const connection = connectionNamed(db, connectionId);
        if (!connection.ok) return connection;
        const pending = waitNoLonger(db, connectionId);
        notePerson(ctx, { companyId: connection.value.companyId, connectionId }, 'info', `asked to send ${counted(pending, 'pending update')} now.`);
        return ok({ pending });
      });
      // A person does not wait for the end of the quiet hours.
      if (sent.ok) engine.pusher.wake(connectionId, 'queued', true);
      return sent;
    },
  };
}
