/** The identities of things: ours (rows of this database) and QuickBooks' (opaque strings of at most 36 characters). */
import type { Brand } from './brand.ts';

export type CompanyId = Brand<number, 'CompanyId'>;
export type ConnectionId = Brand<number, 'ConnectionId'>;
export type JobId = Brand<number, 'JobId'>;
export type ListingId = Brand<number, 'ListingId'>;
export type ExchangeId = Brand<number, 'ExchangeId'>;
export type StoreCallId = Brand<number, 'StoreCallId'>;
export type SessionId = Brand<number, 'SessionId'>;

/** QuickBooks' identity of a list record (item, customer, account …). */
export type ListID = Brand<string, 'ListID'>;
/** QuickBooks' identity of a transaction. */
export type TxnID = Brand<string, 'TxnID'>;

/** The order of events in this database: grows by one with every hand-out of a request and every stored answer. Never a clock. */
export type Sequence = Brand<number, 'Sequence'>;
