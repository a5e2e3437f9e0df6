/** Calls of the preview: what a company that is still held would write, with every decision explained, and the word that lets it begin. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { centsShape, companyId, connectionId, count, decimalShape, familyShape, instantShape, jobId, jobKindShape, list, listingId, pageLimit, problemShape } from '../shapes.ts';

/**
 * drafted   would be written as shown
 * waits     not to be decided yet; `reason` says for what
 * problem   a person must look; carries the Problem
 */
export const previewState = z.enum(['drafted', 'waits', 'problem']);

const previewLine = z.object({
  /** The item's FullName in QuickBooks. */
  item: z.string(),
  description: z.string(),
  quantity: decimalShape.nullable(),
  amount: centsShape,
  taxCode: z.string().nullable(),
  /** How the item was found. */
  how: z.string(),
});

export const previewDocument = z.object({
  jobId,
  connectionId,
  kind: jobKindShape,
  family: familyShape,
  label: z.string(),
  refNumber: z.string(),
  createdAt: instantShape,
  state: previewState,
  problem: problemShape.nullable(),
  /** For `waits`. */
  reason: z.string().nullable(),
  /** What the shop charged (or gave back). */
  charged: centsShape.nullable(),
  /** A person sent it out of the preview (`preview.send`): it goes out with the next session although its company is held. */
  isReleased: z.boolean(),
  draft: z.object({
    /** `yyyy-mm-dd` */
    txnDate: z.string(),
    customer: z.object({ name: z.string(), how: z.string(), isNew: z.boolean() }),
    lines: list(previewLine),
    taxItem: z.string().nullable(),
    /** What the lines come to; with tax by QuickBooks, the shop's tax included. */
    total: centsShape,
    tax: centsShape,
    taxHow: z.string(),
    paymentMethod: z.string().nullable(),
    depositTo: z.string().nullable(),
    isPending: z.boolean(),
    memo: z.string(),
    /** Every decision in it, in the order a reader asks: the document, the customer, the date, each line … */
    decisions: list(z.object({ topic: z.string(), text: z.string() })),
    /** Header fields by setting, only those it has: class, terms, PO number … */
    fields: list(z.object({ name: z.string(), value: z.string() })),
    billAddress: list(z.string()),
    shipAddress: list(z.string()),
    /** What had to be cut or changed to fit QuickBooks. */
    cuts: list(z.string()),
  }).nullable(),
});

const stockRow = z.object({
  listingId, sku: z.string(), name: z.string(),
  /** What the shop shows. */
  storeQuantity: decimalShape.nullable(),
  /** What it would be told. */
  quantity: decimalShape,
});

export const previewCalls = {
  /** The whole in numbers. */
  'preview.show': call({ companyId }, {
    isHeld: z.boolean(),
    /** False: items or orders have not been read to the end yet; look again after the next session. */
    isComplete: z.boolean(),
    /** What is still missing, in words; empty when complete. */
    waitingFor: list(z.string()),
    documents: z.object({ total: count, problems: count }),
    /** Customers to be added to QuickBooks. */
    newCustomers: count,
    stock: list(z.object({
      connectionId,
      name: z.string(),
      pushes: z.boolean(),
      /** Listings that would be told a number; the first time these are all of them. */
      count,
      /** Of these, the ones that would get another number than the shop shows. */
      changes: count,
      /** Of these, listings on sale that would be set to 0. */
      toZero: count,
      /** Listings that are not sent, with the reason, most frequent first. */
      skipped: list(z.object({ reason: z.string(), count })),
      /** Those to 0 first, then those that change; at most 20. */
      examples: list(stockRow),
    })),
  }),
  /** The documents, oldest first; pass `next` as `after` for the page that follows. `problemsOnly`: those that need a person. */
  'preview.list': call({ companyId, problemsOnly: z.boolean().default(false), after: jobId.optional(), limit: pageLimit }, {
    documents: list(previewDocument), next: jobId.nullable(),
  }),
  /** One document, held or not, as it would go out with the next session; a document that has gone out is `notPlanned`. */
  'preview.one': call({ jobId }, { document: previewDocument, /** Its company is: only `preview.send` or `preview.release` lets it go out. */ isHeld: z.boolean() }),
  /** "Send these": they and the money that follows them go out with the next session although the company stays held. Problems: `notHeld`, `companyNotConfirmed`. */
  'preview.send': call({ companyId, jobIds: z.array(jobId).min(1).max(500) }, { documents: count }),
  /**
   * "Begin": from now on documents are written with each session and stock is sent. `approveZero`: runs held because they would empty many listings go out as well.
   * Problems: `notHeld`, `companyNotConfirmed`, `previewNotReady`.
   */
  'preview.release': call({ companyId, approveZero: z.boolean().default(false) }, { documents: count, updates: count }),
} as const;
