/** A WebConnectorPort without an engine: hands out given requests, remembers every argument, and can be told to fail. */
import type { ReceiveResponse, SendRequest, WebConnectorPort } from '../../src/domain/session.ts';

export type FakePortOptions = {
  readonly username?: string;
  readonly password?: string;
  /** qbXML, `NoOp` or empty, in the order they are handed out; then empty. */
  readonly requests?: readonly string[];
  /** Index 1 and after of authenticate's answer. */
  readonly signIn?: readonly string[];
  /** Answers of receiveResponseXML in order; without it 100 × done / requests. */
  readonly percents?: readonly number[];
  readonly lastErrors?: readonly string[];
  /** Answers of connectionError in order; then `done`. */
  readonly openings?: readonly string[];
  /** Operations that throw, against the port's promise. */
  readonly failing?: readonly (keyof WebConnectorPort)[];
  /** Keep the (possibly very large) responses and HCP answers; true by default. */
  readonly keep?: boolean;
};

export type FakePort = WebConnectorPort & {
  readonly calls: readonly string[];
  readonly sent: readonly SendRequest[];
  readonly received: readonly ReceiveResponse[];
  readonly signIns: readonly (readonly [string, string])[];
  readonly connectionErrors: readonly (readonly [string, string, string])[];
  readonly tickets: readonly string[];
};

export const TICKET = '{0b5a1c3e-7f6d-4f3a-9a55-2d5f0c8f7e11}';

export function createFakePort(options: FakePortOptions = {}): FakePort {
  const calls: string[] = [];
  const sent: SendRequest[] = [];
  const received: ReceiveResponse[] = [];
  const signIns: (readonly [string, string])[] = [];
  const connectionErrors: (readonly [string, string, string])[] = [];
  const tickets: string[] = [];
  const requests = options.requests ?? [];
  const total = requests.filter((request) => request !== '' && request !== 'NoOp').length;
  const keep = options.keep ?? true;
  let handedOut = 0;
  let lastErrors = 0;
  const note = (operation: keyof WebConnectorPort): void => {
    calls.push(operation);
    if (options.failing?.includes(operation) === true) throw new Error(`the engine's own words about ${operation}`);
  };
  let receives = 0;
  return {
    calls, sent, received, signIns, connectionErrors, tickets,
    serverVersion() {
      note('serverVersion');
      return 'Stockbridge 0.1.0';
    },
    clientVersion(version) {
      note('clientVersion');
      tickets.push(version);
      return '';
    },
    async authenticate(username, password) {
      note('authenticate');
      signIns.push([username, password]);
      const right = username === (options.username ?? 'bookkeeper') && password === (options.password ?? 'secret');
      return right ? [TICKET, ...(options.signIn ?? ['', '', ''])] : ['', 'nvu', '', ''];
    },
    sendRequestXML(request) {
      note('sendRequestXML');
      sent.push(keep ? request : { ...request, hcpResponse: '' });
      handedOut += 1;
      return requests[handedOut - 1] ?? '';
    },
    receiveResponseXML(response) {
      note('receiveResponseXML');
      received.push(keep ? response : { ...response, response: '' });
      receives += 1;
      return options.percents?.[receives - 1] ?? (total === 0 ? 100 : Math.max(1, Math.floor((100 * receives) / total)));
    },
    connectionError(ticket, hresult, message) {
      note('connectionError');
      connectionErrors.push([ticket, hresult, message]);
      return options.openings?.[connectionErrors.length - 1] ?? 'done';
    },
    getLastError(ticket) {
      note('getLastError');
      tickets.push(ticket);
      lastErrors += 1;
      return options.lastErrors?.[lastErrors - 1] ?? 'Nothing to do.';
    },
    closeConnection(ticket) {
      note('closeConnection');
      tickets.push(ticket);
      return 'All done.';
    },
  };
}
