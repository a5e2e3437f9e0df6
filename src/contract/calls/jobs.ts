/** Calls about jobs: what is to be written in QuickBooks, and a person's word on what cannot be. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { orderShape } from '../order.ts';
import {
  centsShape, companyId, connectionId, exchangeId, familyShape, instantShape, jobId, jobKindShape, jobStateShape, listId, pageLimit, problemShape, txnId, list,
} from '../shapes.ts';

/** What a person may do with a job now. */
export const jobAction = z.enum(['retry', 'cancel', 'markEntered', 'settle', 'acknowledge', 'printInvoice']);
export type JobAction = z.output<typeof jobAction>;

export const jobShape = z.object({
  id: jobId,
  companyId,
  connectionId,
  kind: jobKindShape,
  family: familyShape,
  storeDocumentId: z.string(),
  label: z.string(),
  state: jobStateShape,
  problem: problemShape.nullable(),
  refNumber: z.string(),
  memoKey: z.string(),
  everSent: z.boolean(),
  sentAt: instantShape.nullable(),
  attempts: z.int(),
  notBefore: instantShape.nullable(),
  txnId: txnId.nullable(),
  listId: listId.nullable(),
  /** How a doubt was settled, or whose word it was. */
  evidence: z.string().nullable(),
  /** What the shop charged, and what QuickBooks booked. */
  expectedTotal: centsShape.nullable(),
  bookedTotal: centsShape.nullable(),
  /** The document a payment or settlement belongs to. */
  parentId: jobId.nullable(),
  createdAt: instantShape,
  actions: list(jobAction),
});

export const exchangeShape = z.object({
  id: exchangeId,
  /** `write`, `findDoubtful`, … */
  purpose: z.string(),
  state: z.enum(['prepared', 'handed', 'answered', 'lost', 'dropped']),
  preparedAt: instantShape,
  handedAt: instantShape.nullable(),
  answeredAt: instantShape.nullable(),
  hresult: z.string().nullable(),
  message: z.string().nullable(),
  /** qbXML with secrets and people taken out, at most 64 kB here; `cut` says that there is more (exchanges.show has it whole). */
  requestText: z.string(),
  responseText: z.string().nullable(),
  cut: z.boolean(),
});

/** A document as QuickBooks has shown it in an answer that is still kept. */
export const recordShape = z.object({
  /** QuickBooks' TxnType, e.g. `SalesReceipt`. */
  type: z.string(),
  txnId,
  refNumber: z.string(),
  /** As QuickBooks writes it: `2026-11-21`. */
  txnDate: z.string(),
  customer: z.string(),
  total: centsShape.nullable(),
  memo: z.string(),
  /** It carries our key, or the TxnID that the document is known by. */
  isOurs: z.boolean(),
  seenAt: instantShape,
});

const moved = { job: jobShape };
/** As QuickBooks shows it, e.g. `1A2B-1234567890`. */
const givenTxnId = z.string().regex(/^[0-9A-Za-z-]{1,36}$/, 'must be a TxnID as QuickBooks shows it').transform((id) => id as z.output<typeof txnId>);

export const jobCalls = {
  /** Newest first; pass `next` as `before` for the page that follows. */
  'jobs.list': call({
    companyId: companyId.optional(),
    connectionId: connectionId.optional(),
    states: z.array(jobStateShape).min(1).max(7).optional(),
    families: z.array(familyShape).min(1).max(6).optional(),
    /** Part of the order number, the number in QuickBooks, the memo key or the TxnID. */
    search: z.string().trim().max(100).optional(),
    before: jobId.optional(),
    limit: pageLimit,
  }, { jobs: list(jobShape), next: jobId.nullable() }),
  /** The same as one list that can be entered anywhere: lines `skip` to `skip + limit`, oldest first unless `descending`; `total`: how many the question has. */
  'jobs.page': call({
    companyId: companyId.optional(),
    connectionId: connectionId.optional(),
    states: z.array(jobStateShape).min(1).max(7).optional(),
    families: z.array(familyShape).min(1).max(6).optional(),
    search: z.string().trim().max(100).optional(),
    descending: z.boolean().default(false),
    skip: z.int().min(0).default(0),
    limit: pageLimit,
  }, { jobs: list(jobShape), total: z.int().min(0) }),
  'jobs.show': call({ jobId }, {
    job: jobShape,
    order: orderShape.nullable(),
    /** What changed in the shop after the document was sent. */
    difference: list(z.object({ field: z.string(), sent: z.string(), now: z.string() })),
    /** A person has seen that difference and leaves it as it is. */
    differenceLeft: z.boolean(),
    /** What belongs to it: the payment of an invoice, the settlement of a credit memo; or the document that this one belongs to. */
    related: list(jobShape),
    /** What the shop is still to be told of it; null: nothing (any more). */
    writeBack: z.object({ state: z.enum(['pending', 'failed']), attempts: z.int(), notBefore: instantShape.nullable(), problem: problemShape.nullable() }).nullable(),
    /** What QuickBooks has under its number or its key, ours first; empty when it has shown nothing of the kind. */
    records: list(recordShape),
    /** The order's page in the shop's own administration; null where the kind of shop has none. `pc.openLink` opens it on the desktop. */
    storeUrl: z.string().nullable(),
    /** Newest first, at most 20. */
    exchanges: list(exchangeShape),
  }),
  /** needsAttention → waiting. A number that QuickBooks has on another document is exchanged for the next free one. */
  'jobs.retry': call({ jobId }, moved),
  /** It will not be entered. Only what QuickBooks certainly does not have. */
  'jobs.cancel': call({ jobId }, moved),
  /** "It is in QuickBooks already", entered by hand: it is never entered again and takes nothing from stock. */
  'jobs.markEntered': call({ jobId, txnId: givenTxnId.optional() }, moved),
  /** What became of a document that was sent and could not be found: a person has looked. `entered`: it is in QuickBooks. */
  'jobs.settle': call({ jobId, entered: z.boolean(), txnId: givenTxnId.optional() }, moved),
  /** "I have seen it": takes the warning off a document that is in QuickBooks. */
  'jobs.acknowledge': call({ jobId }, moved),
  /** The order was changed in the shop after its document was sent. `left`: it stays as it is in QuickBooks; `corrected`: a person has corrected it there. */
  'jobs.difference': call({ jobId, choice: z.enum(['left', 'corrected']) }, moved),
  /** Tells the shop again what could not be told. */
  'jobs.tellShop': call({ jobId }, moved),
  /**
   * The invoice as PDF, base-64, from the document as it stands in QuickBooks. `fresh`: read it there anew with the next session. Problems: `notPrintable`,
   * `invoiceNotRead` (the next session reads it; ask again then).
   */
  'jobs.invoice': call({ jobId, fresh: z.boolean().default(false) }, { name: z.string(), base64: z.string(), readAt: instantShape }),
  'exchanges.show': call({ exchangeId }, { exchange: exchangeShape }),
} as const;
