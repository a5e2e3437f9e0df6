/** Calls about updates: what shops are due to be told about stock. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { connectionId, count, instantShape, listingId, pageLimit, problemShape, routeShape, updateCountsShape, updateStateShape, list } from '../shapes.ts';

export const updateShape = z.object({
  listingId,
  connectionId,
  sku: z.string(),
  name: z.string(),
  state: updateStateShape,
  route: routeShape,
  dueSince: instantShape,
  notBefore: instantShape.nullable(),
  attempts: z.int(),
  problem: problemShape.nullable(),
});

const place = z.strictObject({ dueSince: instantShape, listingId });
const changed = { changed: count };

export const updateCalls = {
  /** One state of one shop, oldest first; pass `next` as `after` for the page that follows. */
  'updates.list': call({ connectionId, state: updateStateShape, after: place.optional(), limit: pageLimit }, {
    updates: list(updateShape),
    next: z.object({ dueSince: instantShape, listingId }).nullable(),
  }),
  /** The queue as one list over shops and states: lines `skip` to `skip + limit`; `total`: how many the question has. `due`: oldest first. */
  'updates.page': call({
    connectionId: connectionId.optional(),
    states: z.array(updateStateShape).min(1).max(4).optional(),
    /** Part of the SKU or the name. */
    search: z.string().trim().max(100).optional(),
    sort: z.enum(['due', 'sku']).default('due'),
    descending: z.boolean().default(false),
    skip: count.default(0),
    limit: pageLimit,
  }, { updates: list(updateShape), total: count }),
  'updates.count': call({ connectionId: connectionId.optional() }, {
    connections: list(z.object({ connectionId, counts: updateCountsShape })),
  }),
  /** Tries the failed ones again: all of a shop, or one. */
  'updates.retry': call({ connectionId, listingId: listingId.optional() }, changed),
  /** Takes one out of the queue; it is due again with the next change of its number. */
  'updates.skip': call({ connectionId, listingId }, changed),
  /** The zero brake holds runs that would empty a shop: send it all the same … */
  'updates.approveHeld': call({ connectionId }, changed),
  /** … or not. */
  'updates.discardHeld': call({ connectionId }, changed),
  /** Sends what waits without waiting any longer. */
  'updates.send': call({ connectionId }, { pending: count }),
} as const;
