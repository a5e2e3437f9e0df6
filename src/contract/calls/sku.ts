/** Calls about single SKUs: what is known of each from when, why the numbers differ, compare now, send now. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, decimalShape, instantShape, list, listingId, outcomeShape, problemShape } from '../shapes.ts';
import { inventoryCalls } from './inventory.ts';

const skus = z.array(z.string().trim().min(1).max(200)).min(1).max(50);
const shown = inventoryCalls['inventory.show'].output.shape;

export const skuShopShape = z.object({
  row: shown.row,
  companyId,
  company: z.string(),
  shop: z.string(),
  /** The number the shop would be told now; null: none. */
  computed: shown.computed,
  explanation: shown.explanation,
  /** What the number is made of, each with the moment QuickBooks was read for it; `askedAt`: QuickBooks is asked again at the next session, wanted since then. */
  parts: list(shown.parts.unwrap().element.extend({ askedAt: instantShape.nullable() })),
  storeQuantityAt: shown.storeQuantityAt,
  update: shown.update,
  whyDifferent: shown.whyDifferent,
  /** The last number that was sent, and what the shop answered; null: none yet, or older than the log. */
  lastSent: z.object({ at: instantShape, sent: decimalShape, answered: decimalShape.nullable(), outcome: outcomeShape }).nullable(),
  /** Orders that have taken pieces QuickBooks has not counted yet, newest first, at most 50; `pieces`: of the item. */
  inFlight: list(z.object({ order: z.string(), shop: z.string(), pieces: decimalShape })),
  /** Does the shop show what it should, as far as is known? Null: one of the two is not known. */
  isSame: z.boolean().nullable(),
  lastPollAt: instantShape.nullable(),
  /** When the Web Connector is expected; QuickBooks answers no earlier. */
  nextPollAt: instantShape.nullable(),
});

export const skuShape = z.object({
  sku: z.string(),
  /** One for each listing with that SKU; empty: no shop sells it. */
  shops: list(skuShopShape),
  /** Where no shop sells it: SKUs that look like it. */
  near: list(z.string()),
});

const one = { checks: list(skuShape) };

export const skuCalls = {
  'sku.check': call({ skus }, one),
  /**
   * Reads the shops' numbers now, and has QuickBooks asked for the items at the next session. `problems`: shops that could not be read. What differs is
   * then mended through the queue, as after any read.
   */
  'sku.compareNow': call({ skus }, {
    ...one, problems: list(z.object({ connectionId, shop: z.string(), problem: problemShape })),
    /** Items that QuickBooks will be asked for. */
    asked: count,
  }),
  /** Sends the right number now, due or not, quiet hours or not. */
  'sku.sendNow': call({ skus, connectionId: connectionId.optional() }, {
    sent: list(z.object({
      sku: z.string(), listingId, connectionId, shop: z.string(),
      /** unreachable: nothing was sent, for the shop's own reason (`text`). */
      kind: z.enum(['confirmed', 'skipped', 'held', 'waits', 'failed', 'unreachable']),
      sent: decimalShape.nullable(), answered: decimalShape.nullable(),
      /** Why it is not confirmed; empty when it is. */
      text: z.string(),
    })),
    unknown: list(z.object({ sku: z.string(), near: list(z.string()) })),
  }),
} as const;
