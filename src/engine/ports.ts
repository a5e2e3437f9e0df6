/** What a host lends the engine, and what the engine's parts share. */
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { Store } from '../stores/store.ts';
import type { Db } from './db/open.ts';

/** Seals secrets so that they mean nothing on another PC or for another user. */
export type Seal = {
  seal(plain: string): string;
  /** Error `sealBroken`: made on another PC; the secret must be entered again. */
  open(sealed: string): Result<string>;
};

export type HostPorts = {
  readonly now: () => Instant;
  /** Resolves after that many milliseconds, or at once when the signal fires. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Cryptographically strong random bytes as lower-case hex. */
  readonly randomHex: (bytes: number) => string;
  /** IANA zone of this PC. */
  readonly zone: string;
  readonly seal: Seal;
  readonly log: Logger;
};

/** What happened, for whoever shows it (window, demo, tests). Never needed for correctness. */
export type EngineEvent =
  | { readonly kind: 'jobsChanged' }
  | { readonly kind: 'updatesChanged'; readonly connectionId: ConnectionId }
  | { readonly kind: 'sessionChanged' }
  | { readonly kind: 'chunkDone'; readonly connectionId: ConnectionId; readonly confirmed: number; readonly remaining: number }
  | { readonly kind: 'suggestionsMade' }
  | { readonly kind: 'batchDone'; readonly connectionId: ConnectionId; readonly confirmed: number; readonly remaining: number };

/** Shared by the engine's parts. */
export type Context = HostPorts & {
  readonly db: Db;
  /** The shop behind a connection; a problem when its secrets cannot be opened or its kind is unknown. */
  readonly store: (id: ConnectionId) => Result<Store>;
  readonly emit: (event: EngineEvent) => void;
  /** Between two transactions of work in the background: a later turn of the loop, after the SOAP call that is under way (work/courtesy). */
  readonly breathe: () => Promise<void>;
  /** Fires when the engine stops. */
  readonly signal: AbortSignal;
};
