/** Calls about the sync log. */
import { z } from 'zod';
import { instant, type Instant } from '../../domain/calendar.ts';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, decimalShape, exchangeId, instantShape, jobId, listingId, outcomeShape, pageLimit, routeShape, storeCallId, list } from '../shapes.ts';
import { exchangeShape } from './jobs.ts';

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

/** A call to a shop, by which stock numbers were sent. Keys are never in it; people are taken out. */
export const storeCallShape = z.object({
  id: storeCallId,
  sentAt: instantShape,
  /** When it ended, with an answer or without. */
  answeredAt: instantShape,
  /** How often it went out; the texts are those of the last time. */
  tries: z.int().min(1),
  method: z.string(),
  /** Host and path. */
  address: z.string(),
  /** HTTP's; null: no answer came. */
  status: z.int().nullable(),
  /** True: the texts are only what of request and answer is about the line's SKU; `storeCalls.show` has them whole. */
  isPart: z.boolean(),
  requestText: z.string(),
  responseText: z.string().nullable(),
  /** Characters that are not kept: of each text the first 500,000 are. */
  requestLeftOut: count,
  responseLeftOut: count,
});

const sku = z.string().trim().min(1).max(100);
/** A moment asked for, milliseconds since 1970. */
const moment = count.transform((at): Instant => instant(at));
/** What is looked for; every part narrows it down. */
const filter = {
  /** Words of the line, its SKU and its order number, in any order; of the last one the beginning is enough (two characters at least). */
  words: z.string().trim().max(200).optional(),
  /** Exactly, case does not matter. */
  sku: sku.optional(),
  /** The shop's order number, exactly. */
  order: sku.optional(),
  companyId: companyId.optional(),
  connectionId: connectionId.optional(),
  outcome: outcomeShape.optional(),
  /** Not before, and before. */
  from: moment.optional(),
  to: moment.optional(),
};
const lineId = z.int().min(1);

export const logCalls = {
  /**
   * Newest first. `before`: lines older than that one (pass `next`); `after`: the lines just newer than that one (pass `newer`); `oldest`: the last page.
   * `total` stops counting at 1,000: then `hasMoreThanTotal`.
   */
  'log.search': call({ ...filter, before: lineId.optional(), after: lineId.optional(), oldest: z.boolean().default(false), limit: pageLimit }, {
    lines: list(logLineShape), next: z.int().nullable(), newer: z.int().nullable(), total: count, hasMoreThanTotal: z.boolean(),
  }),
  /** One line with everything behind it. */
  'log.show': call({ lineId }, {
    line: logLineShape,
    company: z.string().nullable(),
    shop: z.string().nullable(),
    /** The document the line is about, where there is one. */
    jobId: jobId.nullable(),
    listingId: listingId.nullable(),
    /** The request to QuickBooks and its answer, keys, passwords and people taken out; null: none, or tidied away. */
    exchange: exchangeShape.nullable(),
    /** There was one, and it is older than the days that exchanges are kept. */
    exchangeGone: z.boolean(),
    /** The call to the shop that the line tells of; null: none, from before calls were kept, or tidied away. */
    storeCall: storeCallShape.nullable(),
    /** There was one, and it is older than the days that exchanges are kept. */
    storeCallGone: z.boolean(),
  }),
  /** A call to a shop, whole: with every SKU that went the same way. */
  'storeCalls.show': call({ storeCallId }, { storeCall: storeCallShape }),
  /**
   * The same lines as CSV, newest first, for Excel: pass `next` as `before` until it is null, and join the texts. The first page has the heading.
   * Cells that a spreadsheet would take for a formula begin with an apostrophe.
   */
  'log.export': call({ ...filter, before: lineId.optional(), limit: z.int().min(1).max(5_000).default(2_000) }, {
    name: z.string(), text: z.string(), lines: count, next: z.int().nullable(),
  }),
} as const;
