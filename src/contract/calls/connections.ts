/** Calls about connections: the shops. Secrets never travel. */
import { z } from 'zod';
import type { ConnectionSettings } from '../../domain/settings.ts';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, instantShape, problemShape, updateCountsShape, list, settingsShape } from '../shapes.ts';

export const connectionShape = z.object({
  id: connectionId,
  companyId,
  name: z.string(),
  kind: z.string(),
  url: z.string(),
  settings: settingsShape<ConnectionSettings>(),
  createdAt: instantShape,
  lastPullAt: instantShape.nullable(),
  lastListingsAt: instantShape.nullable(),
  problem: problemShape.nullable(),
  updates: updateCountsShape,
  /** Orders the shop sent in a shape that cannot be read, oldest first, at most 50. */
  unreadable: list(z.object({ number: z.string(), problem: problemShape })),
});

export const connectionCalls = {
  'connections.list': call({ companyId: companyId.optional() }, { connections: list(connectionShape) }),
  /** Signs in to the shop and says who answered. `clockOffset`: the shop's clock minus ours, milliseconds. */
  'connections.check': call({ connectionId }, { host: z.string(), title: z.string(), version: z.string(), clockOffset: z.number() }),
  /** Pulls the shop's orders now, and sends what became due. `news`: orders that are new or changed. */
  'connections.pull': call({ connectionId }, { orders: count, news: count }),
} as const;
