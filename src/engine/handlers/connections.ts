/** Answers the calls about connections. */
import type { connectionCalls } from '../../contract/calls/connections.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { listConnections } from '../db/connections.ts';
import { listUnreadable } from '../db/orders.ts';
import { countUpdates } from '../db/updates.ts';
import { notePerson } from './change.ts';
import { connectionNamed } from './named.ts';

const MOST_UNREADABLE = 50;

export function connectionHandlers(engine: Engine): HandlersOf<typeof connectionCalls> {
  const { ctx, db } = engine;
  return {
    'connections.list': ({ companyId }) => ok({
      connections: listConnections(db, companyId).map((connection) => ({
        ...connection, updates: countUpdates(db, connection.id), unreadable: listUnreadable(db, connection.id).slice(0, MOST_UNREADABLE),
      })),
    }),

    'connections.check': async ({ connectionId }) => {
      const connection = connectionNamed(db, connectionId);
      if (!connection.ok) return connection;
      const store = ctx.store(connectionId);
      return store.ok ? store.value.check(ctx.signal) : store;
    },

    'connections.pull': async ({ connectionId }) => {
      const connection = connectionNamed(db, connectionId);
      if (!connection.ok) return connection;
      const { companyId, name } = connection.value;
      notePerson(ctx, { companyId, connectionId }, 'info', `asked for the orders of ${name} now.`);
      const pulled = await engine.pull(connectionId);
      if (pulled.ok && pulled.value.news > 0) await engine.route(companyId);
      return pulled;
    },
  };
}
