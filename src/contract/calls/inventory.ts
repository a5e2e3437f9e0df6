/** Calls about what the shops sell, SKU by SKU: what QuickBooks has, what the shop shows, and why they differ. `inventory.page` is beside the dashboard's calls. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, decimalShape, instantShape, list, listId, listingId, pageLimit, problemShape, updateStateShape } from '../shapes.ts';
import { inventoryRow, standingShape } from './dashboard.ts';
import { logLineShape } from './log.ts';

/** Where a page ends: rows are sorted by SKU. */
const place = z.strictObject({ sku: z.string().max(200), listingId });

/** One QuickBooks item that a listing's number is made of; several for a kit. */
const partShape = z.object({
  listId,
  item: z.string(),
  /** Pieces of it in one piece of the listing. */
  perPiece: decimalShape,
  onHand: decimalShape.nullable(),
  onSalesOrder: decimalShape.nullable(),
  /** Sold and not in QuickBooks' quantity yet. */
  inFlight: decimalShape,
  readAt: instantShape.nullable(),
});

export const inventoryCalls = {
  /** By SKU; pass `next` as `after`. `search`: part of the SKU or the name. */
  'inventory.list': call({
    connectionId: connectionId.optional(), standing: standingShape.optional(), search: z.string().trim().max(100).optional(), after: place.optional(), limit: pageLimit,
  }, {
    rows: list(inventoryRow.extend({ /** Sold and not in QuickBooks' quantity yet; null without an item. */ inFlight: decimalShape.nullable() })),
    next: z.object({ sku: z.string(), listingId }).nullable(),
  }),
  /** How many listings stand how; without those that left the shop. */
  'inventory.count': call({ connectionId: connectionId.optional() }, { counts: z.record(standingShape, count), total: count }),
  /** One SKU of one shop: how its number comes about, and why the shop shows another. */
  'inventory.show': call({ listingId }, {
    row: inventoryRow,
    companyId,
    shop: z.string(),
    /** The number the shop would be told now; null: none. */
    computed: decimalShape.nullable(),
    /** How it is computed, or why there is none. */
    explanation: z.string(),
    parts: list(partShape),
    safetyStock: decimalShape,
    storeQuantityAt: instantShape.nullable(),
    update: z.object({ state: updateStateShape, dueSince: instantShape, notBefore: instantShape.nullable(), attempts: z.int(), problem: problemShape.nullable() }).nullable(),
    /** Sentences, the likeliest reason first; empty when both agree. */
    whyDifferent: list(z.string()),
    /** Its newest lines in the sync log, at most 50. */
    history: list(logLineShape),
  }),
} as const;
