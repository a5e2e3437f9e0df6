/** A job: one thing to do in QuickBooks, and the only ways its state may change. */
import type { Instant } from './calendar.ts';
import type { CompanyId, ConnectionId, JobId, ListID, Sequence, TxnID } from './ids.ts';
import type { Problem } from './problem.ts';

/** Documents with lines: an order's or a refund's. */
export const DOCUMENT_KINDS = ['salesReceipt', 'invoice', 'salesOrder', 'creditMemo'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Money that moves on account of a document: received for an invoice, given back for a credit memo. They move no stock. */
export const SETTLEMENT_KINDS = ['receivePayment', 'arRefundCreditCard', 'check'] as const;
export type SettlementKind = (typeof SETTLEMENT_KINDS)[number];

/** What is written. `customer` and `item` add a list record, the others a transaction. */
export const JOB_KINDS = [...DOCUMENT_KINDS, ...SETTLEMENT_KINDS, 'customer', 'item'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/**
 * Exactly-once is held per family: an order is one document whatever kind it was planned as. `payment` has its order's id, `settlement` its
 * refund's; both wait for the document they belong to. `item` has the SKU.
 */
export const FAMILIES = ['order', 'refund', 'payment', 'settlement', 'customer', 'item'] as const;
export type DocumentFamily = (typeof FAMILIES)[number];

export function isDocumentKind(kind: JobKind): kind is DocumentKind {
  return DOCUMENT_KINDS.some((one) => one === kind);
}

export function isSettlementKind(kind: JobKind): kind is SettlementKind {
  return SETTLEMENT_KINDS.some((one) => one === kind);
}

export type JobState = 'waiting' | 'ready' | 'sent' | 'done' | 'inDoubt' | 'needsAttention' | 'cancelled';

/**
 * waiting         received from the shop, not planned yet (its customer or its items may still have to be looked up)
 * ready           its document is drafted; it goes out when a session's plan reaches it
 * sent            its frozen text has been handed to the Web Connector, no answer stored yet
 * inDoubt         QuickBooks may have stored it; nothing like it goes out until that is settled
 * needsAttention  a person must look; carries a Problem
 * done            QuickBooks has it (TxnID or ListID known)
 * cancelled       will never be sent; unreachable from sent and inDoubt
 *
 * `done → needsAttention` only by a person's word that a company file without it is the one to go on with (docs/adr/0012).
 * `sent → ready` only on proof that nothing was stored; `inDoubt → sent` is the identical text under the identical ID again.
 */
export const TRANSITIONS: Readonly<Record<JobState, readonly JobState[]>> = Object.freeze({
  waiting: ['ready', 'needsAttention', 'cancelled', 'done'],
  ready: ['waiting', 'sent', 'needsAttention', 'cancelled', 'done'],
  sent: ['done', 'inDoubt', 'ready', 'needsAttention'],
  inDoubt: ['done', 'sent', 'needsAttention', 'ready'],
  needsAttention: ['ready', 'waiting', 'cancelled', 'done'],
  done: ['needsAttention'],
  cancelled: [],
} as const);

export function mayMove(from: JobState, to: JobState): boolean {
  return TRANSITIONS[from].includes(to);
}

export type Job = {
  readonly id: JobId;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly kind: JobKind;
  readonly family: DocumentFamily;
  /** The shop's id of the order or refund; for a customer its key, for an item its SKU. */
  readonly storeDocumentId: string;
  /** What people call it: the shop's order number, `1036 refund 7`, or the customer's name. */
  readonly label: string;
  readonly state: JobState;
  readonly problem: Problem | null;
  /** RefNumber in QuickBooks, at most 11 characters, unique here per company and kind. Empty for a customer. */
  readonly refNumber: string;
  /** Short, unique, ours; stands in Memo and finds the document again whatever number it carries. */
  readonly memoKey: string;
  readonly externalGuid: string;
  readonly generation: number;
  readonly messageSetId: string | null;
  /** The exact text handed out under messageSetId; null before. */
  readonly requestText: string | null;
  readonly requestId: string | null;
  /** Has any text of this job ever left? Then it can never be cancelled and its uniqueness never ends. */
  readonly everSent: boolean;
  readonly sentAt: Instant | null;
  readonly attempts: number;
  readonly notBefore: Instant | null;
  readonly txnId: TxnID | null;
  readonly listId: ListID | null;
  /** When the answer that proved success was stored. */
  readonly successSequence: Sequence | null;
  /** A non-posting document moves no stock until a person completes it in QuickBooks. */
  readonly postsStock: boolean;
};
