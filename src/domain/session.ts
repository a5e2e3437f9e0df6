/** A Web Connector session: what the eight operations carry, and where a session stands. */
import type { Instant } from './calendar.ts';
import type { CompanyId, SessionId } from './ids.ts';

/** The arguments of `sendRequestXML`, coerced to their types. */
export type SendRequest = {
  readonly ticket: string;
  readonly hcpResponse: string;
  readonly companyFileName: string;
  readonly country: string;
  readonly majorVersion: number;
  readonly minorVersion: number;
};

export type ReceiveResponse = { readonly ticket: string; readonly response: string; readonly hresult: string; readonly message: string };

/** What the SOAP endpoint calls; the engine implements it. Never throws: a fault inside becomes an answer the Web Connector understands. */
export type WebConnectorPort = {
  /** A call has begun to arrive; the function it returns says that its answer is out. Meanwhile work in the background lets it go first. */
  begin?(): () => void;
  serverVersion(): string;
  clientVersion(version: string): string;
  /** 4 strings: ticket, what to do, seconds to postpone, least seconds between runs (docs/qbwc-protocol.md). */
  authenticate(username: string, password: string): Promise<readonly string[]>;
  /** qbXML, `NoOp` or empty. */
  sendRequestXML(request: SendRequest): string;
  /** 1–99 go on, 100 finished, negative: ask getLastError. */
  receiveResponseXML(response: ReceiveResponse): number;
  connectionError(ticket: string, hresult: string, message: string): string;
  getLastError(ticket: string): string;
  closeConnection(ticket: string): string;
};

export type SessionPhase = 'ready' | 'awaiting' | 'failed' | 'closed';

export type Session = {
  readonly id: SessionId;
  readonly companyId: CompanyId;
  readonly ticket: string;
  readonly phase: SessionPhase;
  readonly openedAt: Instant;
  readonly lastCallAt: Instant;
  readonly lastError: string;
};
