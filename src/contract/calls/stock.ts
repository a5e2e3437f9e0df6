/** Calls about the stock rules of single SKUs and items, what sweeps found, and what was sold twice. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, decimalShape, instantShape, list, listId, listingId, pageLimit } from '../shapes.ts';

const availability = z.enum(['onHand', 'onHandMinusSalesOrders']);
const assemblies = z.enum(['built', 'buildable']);
const pieces = z.int().min(0).max(1_000_000);

/** What differs from the shop's settings; null in each: as the shop has it. `cap` 0: no limit. */
export const itemRuleShape = z.strictObject({
  availability: availability.nullable(),
  safetyStock: pieces.nullable(),
  cap: pieces.nullable(),
  assemblies: assemblies.nullable(),
  exclude: z.boolean().nullable(),
});

/** `sku`: one SKU of the shop. `item`: a QuickBooks item by its full name, whatever SKUs of the shop it feeds. */
export const ruleTarget = z.strictObject({ target: z.enum(['sku', 'item']), name: z.string().trim().min(1).max(200) });

export const sweepReportShape = z.object({
  startedAt: instantShape,
  /** When the last item was read. */
  readAt: instantShape,
  /** When the shops had been compared too; null: that is still to be done. */
  endedAt: instantShape.nullable(),
  items: count,
  /** Items whose change the modified filter had not shown; null: nothing was known before. */
  missed: count.nullable(),
  deleted: count,
  listings: count,
  /** Listings that were due already or sold from since: no difference. */
  inFlight: count,
  /** Shops whose numbers could not be read. */
  unreadShops: count,
  /** Listings that did not show what they should, and those of them that show it by now. Known of the newest sweep only; 0 in older ones. */
  drifted: count,
  mended: count,
});

const changed = { changed: z.boolean() };

export const stockCalls = {
  /** The rules that a listing's number goes by, and where each comes from. */
  'stock.rule': call({ listingId }, {
    connectionId,
    shop: z.string(),
    sku: z.string(),
    /** FullName of its item; null without one. */
    item: z.string().nullable(),
    kind: z.string().nullable(),
    /** As set for the SKU, and for the item in this shop; null: nothing is. */
    ofSku: itemRuleShape.nullable(),
    ofItem: itemRuleShape.nullable(),
    /** The shop's own settings. */
    ofShop: z.object({ availability, safetyStock: z.number(), cap: z.number(), assemblies }),
    /** What holds. */
    effective: z.object({ availability, safetyStock: z.number(), cap: z.number(), assemblies, exclude: z.boolean() }),
    /** Where assemblies may be built: how many of the number have still to be; null: none. */
    buildable: decimalShape.nullable(),
  }),
  /** All nulls: nothing is set any more. Every number it concerns is computed anew. */
  'stock.saveRule': call({ connectionId, of: ruleTarget, rule: itemRuleShape }, changed),
  /** Of one shop, by target and name; pass the last as `after`. */
  'stock.rules': call({ connectionId, after: ruleTarget.optional(), limit: pageLimit }, {
    rules: list(z.object({ of: ruleTarget, rule: itemRuleShape })), next: ruleTarget.nullable(),
  }),
  /** Newest first, and how far one that is under way has come. */
  'stock.sweeps': call({ companyId, limit: z.int().min(1).max(100).default(10) }, {
    reports: list(sweepReportShape),
    /** `due`: the next session begins it. */
    underWay: z.object({ phase: z.enum(['due', 'listing', 'reading']), read: count, known: count }).nullable(),
  }),
  /** Items of which more was sold than there is; newest first. */
  'stock.oversells': call({ companyId, openOnly: z.boolean().default(true), before: z.int().optional(), limit: pageLimit }, {
    oversells: list(z.object({
      id: z.int(), listId, item: z.string(), foundAt: instantShape,
      /** Null: still short. */
      endedAt: instantShape.nullable(),
      short: decimalShape,
      /** Who sold what, why, and what to do. */
      text: z.string(),
    })),
    next: z.int().nullable(),
  }),
} as const;
