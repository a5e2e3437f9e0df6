/** Calls of the first page: the headline, today's numbers, and the list of SKUs with what became of each. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, decimalShape, instantShape, list, listingId, outcomeShape, pageLimit, problemShape } from '../shapes.ts';

export const headlineShape = z.object({
  tone: z.enum(['good', 'attention', 'stopped', 'starting']),
  reason: z.enum(['noCompany', 'stopped', 'confirm', 'notPolling', 'shopDown', 'needsYou', 'firstPoll', 'slept', 'started', 'sending', 'good']),
  /** The company or shop it is about; empty where it is about all. */
  label: z.string(),
  /** What waits for a person, or has still to go out. */
  count,
});

/**
 * inStep    the shop has confirmed the number
 * due       its number is queued or on its way
 * held      held by the zero brake
 * failed    the shop would not take it
 * skipped   not sent, with the reason
 * never     nothing has been sent yet
 */
export const standingShape = z.enum(['inStep', 'due', 'held', 'failed', 'skipped', 'never']);

export const inventoryRow = z.object({
  listingId,
  connectionId,
  sku: z.string(),
  name: z.string(),
  /** On hand in QuickBooks when last read; null without a linked item that has stock. */
  onHand: decimalShape.nullable(),
  /** The shop's own number when last seen. */
  storeQuantity: decimalShape.nullable(),
  /** What the shop last confirmed. */
  confirmedQuantity: decimalShape.nullable(),
  standing: standingShape,
  /** Why it is not sent. */
  reason: z.string().nullable(),
  problem: problemShape.nullable(),
  /** Its newest line in the sync log. */
  last: z.object({ at: instantShape, outcome: outcomeShape, text: z.string() }).nullable(),
});

export const dashboardCalls = {
  'dashboard.show': call({}, {
    headline: headlineShape,
    companies: list(z.object({
      companyId,
      /** When the Web Connector is expected next, from its rhythm so far. */
      nextPollAt: instantShape.nullable(),
      isOverdue: z.boolean(),
      /** Orders the shops took today, by the company's calendar. */
      ordersToday: count,
      /** Documents that QuickBooks took today. */
      enteredToday: count,
      /** Documents still to be entered. */
      toEnter: count,
    })),
  }),
  /** By SKU. Lines `skip` to `skip + limit`; `total`: how many the question has. */
  'inventory.page': call({
    connectionId: connectionId.optional(),
    standing: standingShape.optional(),
    /** Part of the SKU or the name. */
    search: z.string().trim().max(100).optional(),
    descending: z.boolean().default(false),
    skip: count.default(0),
    limit: pageLimit,
  }, { rows: list(inventoryRow), total: count }),
} as const;
