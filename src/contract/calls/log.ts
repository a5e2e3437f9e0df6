/** Calls about the sync log. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, decimalShape, exchangeId, instantShape, outcomeShape, pageLimit, routeShape, list } from '../shapes.ts';

export const logLineShape = z.object({
  id: z.int(),
  at: instantShape,
  companyId: companyId.nullable(),
  connectionId: connectionId.nullable(),
  sku: z.string().nullable(),
  order: z.string().nullable(),
  outcome: outcomeShape,
  quickbooksQuantity: decimalShape.nullable(),
  sentQuantity: decimalShape.nullable(),
  storeQuantity: decimalShape.nullable(),
  route: routeShape.nullable(),
  text: z.string(),
  exchangeId: exchangeId.nullable(),
});

export const logCalls = {
  /** Newest first; pass `next` as `before` for the page that follows. */
  'log.search': call({
    sku: z.string().trim().min(1).max(100).optional(),
    order: z.string().trim().min(1).max(100).optional(),
    connectionId: connectionId.optional(),
    outcome: outcomeShape.optional(),
    before: z.int().min(1).optional(),
    limit: pageLimit,
  }, { lines: list(logLineShape), next: z.int().nullable() }),
} as const;
