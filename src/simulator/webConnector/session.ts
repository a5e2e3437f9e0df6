/** One update session, step by step as the Web Connector goes through it (QBWC fact sheet §4). */
import type { CallLine } from './callLine.ts';
import { hasFault, Vanished, type WebConnectorFault } from './faults.ts';
import { hresultOf, type ProcessResult, type SimulatedQuickBooks } from './simulatedQuickBooks.ts';
import { WireError, type Args, type Operation } from './wire.ts';

export type Outcome =
  /** The service said 100, or had no more requests. */
  | 'finished'
  | 'noWork' | 'wrongPassword' | 'busy' | 'postponed'
  /** QuickBooks could not be opened and the service said so too. */
  | 'notOpened'
  /** The service answered a negative number. */
  | 'stopped'
  /** A call failed; `error` says which code the Web Connector would show. */
  | 'failed'
  /** A fault ended the session without a word. */
  | 'vanished';

export type SessionState = {
  outcome: Outcome;
  ticket: string;
  /** Requests QuickBooks was given, failed ones included. */
  requests: number;
  pauses: number;
  lastErrors: string[];
  closing: string | null;
  postponeSeconds: number | null;
  leastSeconds: number | null;
  error: { readonly code: string; readonly message: string } | null;
};

export type SessionParts = {
  readonly line: CallLine;
  readonly company: SimulatedQuickBooks;
  readonly username: string;
  readonly password: string;
  readonly faults: readonly WebConnectorFault[];
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** NoOp rounds after which the simulation gives up, so that no test waits for ever. */
  readonly mostPauses: number;
};

const VERSION = '2.3.0.215';
const NOOP_PAUSE = 5_000;
/** Tries with other company files after connectionError. */
const MOST_OPENINGS = 3;
const QBXML = { country: 'US', major: 16, minor: 0 };

/** The code in the Web Connector's log for a call that failed (QBWC fact sheet §12). */
const CODES: Readonly<Record<Operation, string>> = {
  serverVersion: 'QBWC1036', clientVersion: 'QBWC1036', authenticate: 'QBWC1012', sendRequestXML: 'QBWC1041',
  receiveResponseXML: 'QBWC1042', getLastError: 'QBWC1043', closeConnection: 'QBWC1044', connectionError: 'QBWC1045',
};

function isNoOp(text: string): boolean {
  return text.toLowerCase() === 'noop';
}

function seconds(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** A call that failed ends the session at once, without closeConnection; the next scheduled run starts afresh. */
class Failed extends Error {}

async function watch<T>(state: SessionState, operation: Operation, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    state.outcome = 'failed';
    state.error = { code: CODES[operation], message: error.message };
    throw new Failed(error.message);
  }
}

/** The versions are optional for a service: a fault there does not stop the Web Connector, a line that is dead does. */
async function greet({ line }: SessionParts, state: SessionState): Promise<void> {
  const asked: readonly (readonly [Operation, Args])[] = [['serverVersion', []], ['clientVersion', [['strVersion', VERSION]]]];
  for (const [operation, args] of asked) {
    const answer = await watch(state, operation, line.text(operation, args).catch((error: unknown) => {
      if (error instanceof WireError && error.kind !== 'unreachable') return '';
      throw error;
    }));
    if (operation === 'clientVersion' && answer.startsWith('E:')) {
      state.error = { code: 'QBWC1037', message: answer };
      throw new Failed(answer);
    }
  }
}

async function lastError({ line }: SessionParts, state: SessionState): Promise<string> {
  const said = await watch(state, 'getLastError', line.text('getLastError', [['ticket', state.ticket]]));
  state.lastErrors.push(said);
  return said;
}

/** Opens QuickBooks, asking the service what to do where that fails. Null: it was not opened. */
async function open(parts: SessionParts, state: SessionState, file: string): Promise<string | null> {
  let path = file;
  for (let opening = 1; ; opening += 1) {
    try {
      return parts.company.beginSession(path);
    } catch (error) {
      const { hresult, message } = hresultOf(error);
      const args: Args = [['ticket', state.ticket], ['hresult', hresult], ['message', message]];
      const answer = await watch(state, 'connectionError', parts.line.text('connectionError', args));
      if (answer.toLowerCase() === 'done' || opening === MOST_OPENINGS) return null;
      path = answer;
    }
  }
}

/** The rounds of requests. The outcome is set when it returns. */
async function exchange(parts: SessionParts, state: SessionState, sessionId: string): Promise<void> {
  const { company, line } = parts;
  let hcp = company.hcpResponse();
  for (;;) {
    const request = await watch(state, 'sendRequestXML', line.text('sendRequestXML', [
      ['ticket', state.ticket], ['strHCPResponse', hcp], ['strCompanyFileName', company.path],
      ['qbXMLCountry', QBXML.country], ['qbXMLMajorVers', QBXML.major], ['qbXMLMinorVers', QBXML.minor],
    ]));
    hcp = '';
    if (request === '' || isNoOp(request)) {
      if (!isNoOp(await lastError(parts, state))) break;
      state.pauses += 1;
      if (state.pauses > parts.mostPauses) throw new Error(`the service asked for more than ${String(parts.mostPauses)} pauses`);
      await parts.sleep(NOOP_PAUSE);
      continue;
    }
    const answer = company.process(sessionId, request);
    state.requests += 1;
    if (hasFault(parts.faults, 'stopAfter', state.requests)) throw new Vanished(`stopped after ${String(state.requests)} requests`);
    const percent = await watch(state, 'receiveResponseXML', line.receive(received(state.ticket, answer)));
    if (percent < 0) {
      await lastError(parts, state);
      state.outcome = 'stopped';
      return;
    }
    if (percent >= 100) break;
  }
  state.outcome = 'finished';
}

function received(ticket: string, answer: ProcessResult): Args {
  const [response, hresult, message] = answer.kind === 'answer' ? [answer.xml, '', ''] : ['', answer.hresult, answer.message];
  return [['ticket', ticket], ['response', response], ['hresult', hresult], ['message', message]];
}

/** What authenticate answered, where it means that QuickBooks is not opened at all. */
function refusalOf(what: string, postpone: number | null): Outcome | null {
  switch (what.toLowerCase()) {
    case 'none':
      return 'noWork';
    case 'nvu':
      return 'wrongPassword';
    case 'busy':
      return 'busy';
    default:
      return postpone === null ? null : 'postponed';
  }
}

async function work(parts: SessionParts, state: SessionState): Promise<void> {
  const { company, line } = parts;
  await greet(parts, state);
  const credentials: Args = [['strUserName', parts.username], ['strPassword', parts.password]];
  const signedIn = await watch(state, 'authenticate', line.strings('authenticate', credentials));
  const [ticket = '', what = '', postpone, least] = signedIn;
  state.ticket = ticket;
  state.postponeSeconds = seconds(postpone);
  state.leastSeconds = seconds(least);
  const refusal = refusalOf(what, state.postponeSeconds);
  if (refusal !== null) {
    state.outcome = refusal;
  } else {
    const sessionId = await open(parts, state, what);
    if (sessionId === null) {
      state.outcome = 'notOpened';
    } else {
      try {
        await exchange(parts, state, sessionId);
      } finally {
        company.endSession(sessionId);
      }
    }
  }
  state.closing = await watch(state, 'closeConnection', line.text('closeConnection', [['ticket', state.ticket]]));
}

/** Runs a session to its end, whatever that is; rejects only for what is no part of the protocol (an error in QuickBooks' simulation). */
export async function runSession(parts: SessionParts): Promise<SessionState> {
  const state: SessionState = {
    outcome: 'failed', ticket: '', requests: 0, pauses: 0, lastErrors: [],
    closing: null, postponeSeconds: null, leastSeconds: null, error: null,
  };
  try {
    await work(parts, state);
  } catch (error) {
    if (error instanceof Vanished) state.outcome = 'vanished';
    else if (error instanceof Failed) state.outcome = 'failed';
    else throw error;
  }
  return state;
}
