/** Runs one message set: recovery first, then request by request in order; there is no transaction around them (QBXML fact sheet §1.2). */
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { writeXml } from '../../quickbooks/xml/write.ts';
import type { Book } from './book.ts';
import { strikes, verdictOn, type Faults, type WriteAttempt } from './faults.ts';
import { handle } from './handle.ts';
import { definedMacro, expandMacros, type Macros } from './macros.ts';
import { refused, severityOf, STATUS, type Handled, type Written } from './outcome.ts';
import { trimmed, type Iterators } from './query.ts';
import { HRESULT, readSet, type MessageSet, type ParsedRequest } from './readSet.ts';
import { decide, errorRecovery, remember, SET_STATUS, type Decision, type Temperament } from './recovery.ts';
import type { RememberedOutcome } from './state.ts';

export type ProcessResult =
  { readonly kind: 'answer'; readonly xml: string } | { readonly kind: 'failed'; readonly hresult: string; readonly message: string };

export type Running = {
  readonly book: Book;
  readonly faults: Faults;
  readonly temperament: Temperament;
  readonly refuseRawCharacters: boolean;
  readonly iterators: Iterators;
};

type Attributes = Readonly<Record<string, string>>;

/** One request's answer, and what recovery keeps of it. */
type Ran = { readonly answer: XmlElement; readonly outcome: RememberedOutcome };
const DIED = 'died';

export function serialise(body: readonly XmlElement[], attributes: Attributes): string {
  return `<?xml version="1.0" ?>\n${writeXml(element('QBXML', [{ name: 'QBXMLMsgsRs', attributes, children: body, text: '' }]))}`;
}

function answerElement(
  name: string,
  requestId: string | null,
  code: number,
  message: string,
  more: Attributes,
  children: readonly XmlElement[],
): XmlElement {
  const attributes: Attributes = {
    ...(requestId === null ? {} : { requestID: requestId }),
    statusCode: String(code),
    statusSeverity: severityOf(code),
    statusMessage: message,
    ...more,
  };
  return { name: `${name}Rs`, attributes, children, text: '' };
}

const NOTHING: Omit<Written, 'code' | 'message' | 'children'> = { listId: '', txnId: '', txnNumber: 0, editSequence: '', externalGuid: '' };

function ran(
  request: ParsedRequest,
  set: MessageSet,
  code: number,
  message: string,
  more: Attributes,
  children: readonly XmlElement[],
  ids = NOTHING,
): Ran {
  const shown = set.responseData === 'includeNone' ? [] : children.map((one) => trimmed(one, request.element));
  const { listId, txnId, txnNumber, editSequence, externalGuid } = ids;
  return {
    answer: answerElement(request.name, request.requestId, code, message, more, shown),
    outcome: {
      name: request.name,
      requestId: request.requestId,
      statusCode: code,
      severity: severityOf(code),
      message,
      listId,
      txnId,
      txnNumber,
      editSequence,
      externalGuid,
    },
  };
}

type InSet = Running & { readonly macros: Macros };

function commit(
  running: InSet,
  set: MessageSet,
  request: ParsedRequest,
  handled: Extract<Handled, { kind: 'write' }>,
): Ran | { readonly died: 'before' } | { readonly died: 'after'; readonly ran: Ran } {
  const { faults } = running;
  const write: WriteAttempt = {
    name: request.name,
    requestId: request.requestId,
    newMessageSetId: set.newId,
    refNumber: handled.refNumber,
  };
  const verdict = verdictOn(faults, write);
  if (verdict !== null && severityOf(verdict.code) === 'Error') return ran(request, set, verdict.code, verdict.message, {}, []);
  if (strikes(faults, 'dieBeforeCommit', write)) return { died: 'before' };
  const written = handled.commit();
  const macro = definedMacro(request.element);
  if (macro !== null && written.txnId !== '') running.macros.set(macro, written.txnId);
  const { code, message } = verdict ?? written;
  const done = ran(request, set, code, message, {}, written.children, written);
  return strikes(faults, 'dieAfterCommit', write) ? { died: 'after', ran: done } : done;
}

function handleExpanded(running: InSet, request: ParsedRequest): Handled {
  const expanded = expandMacros(request.element, running.macros);
  if (typeof expanded !== 'string') return handle(running.book, { ...request, element: expanded }, running.faults, running.iterators);
  return refused({ code: STATUS.unknownMacro, message: `The macro "${expanded}" is not defined in this message set.` });
}

/** Runs the requests. On death, what had been stored stays stored, and recovery knows the set only if something was. */
function run(running: InSet, set: MessageSet): readonly Ran[] | typeof DIED {
  const results: Ran[] = [];
  let failed = false;
  let stored = 0;
  for (const [index, request] of set.requests.entries()) {
    if (failed && set.onError === 'stopOnError') {
      results.push(ran(request, set, STATUS.notProcessed, 'The request has not been processed.', {}, []));
      continue;
    }
    const handled = handleExpanded(running, request);
    const result =
      handled.kind === 'answered'
        ? ran(request, set, handled.code, handled.message, handled.attributes, handled.children)
        : commit(running, set, request, handled);
    if ('died' in result) {
      const complete = result.died === 'after' && index === set.requests.length - 1;
      if (complete)
        remember(
          running.book,
          set,
          running.temperament,
          [...results, result.ran].map((one) => one.outcome),
        );
      else if (stored > 0 || result.died === 'after') remember(running.book, set, running.temperament, null);
      return DIED;
    }
    if (handled.kind === 'write' && severityOf(result.outcome.statusCode) !== 'Error') stored += 1;
    if (severityOf(result.outcome.statusCode) === 'Error') failed = true;
    results.push(result);
  }
  return results;
}

function setAttributes(set: MessageSet, setStatus: number | null): Attributes {
  if (setStatus === null) return {};
  return { ...(set.newId === null ? {} : { newMessageSetID: set.newId }), messageSetStatusCode: String(setStatus) };
}

function replayed(set: MessageSet, outcomes: readonly RememberedOutcome[]): XmlElement[] {
  return outcomes.map((one) => {
    const recovery = errorRecovery(one, set.version);
    return answerElement(one.name, one.requestId, one.statusCode, one.message, {}, recovery === null ? [] : [recovery]);
  });
}

/** The fault of recovery records that cannot be written. */
function withoutRecords(faults: Faults, set: MessageSet, decision: Decision): Decision {
  const fault = faults.recoveryFailsOnce;
  if (fault === null || decision.kind === 'replay' || !decision.remember || set.requests.length === 0) return decision;
  faults.recoveryFailsOnce = null;
  const setStatus = SET_STATUS.notStored;
  return fault === 'ran' ? { kind: 'run', remember: false, setStatus } : { kind: 'replay', setStatus, outcomes: [] };
}

/** ProcessRequest. `died` tells the caller that every session is gone. Never throws for any text. */
export function processSet(running: Running, text: string): ProcessResult & { readonly died?: true } {
  const { book, faults } = running;
  if (faults.hresultOnce !== null) {
    const { hresult, message } = faults.hresultOnce;
    faults.hresultOnce = null;
    return { kind: 'failed', hresult, message };
  }
  const read = readSet(text, { supportedVersions: book.state.supportedVersions, refuseRawCharacters: running.refuseRawCharacters });
  if (!read.ok) return { kind: 'failed', hresult: read.hresult, message: read.message };
  const { set } = read;
  const decision = withoutRecords(faults, set, decide(book, set));
  let body: readonly XmlElement[];
  if (decision.kind === 'replay') body = replayed(set, decision.outcomes);
  else {
    const results = run({ ...running, macros: new Map() }, set);
    if (results === DIED) return { kind: 'failed', hresult: HRESULT.serverFault, message: 'The server threw an exception.', died: true };
    if (decision.remember)
      remember(
        book,
        set,
        running.temperament,
        results.map((one) => one.outcome),
      );
    body = results.map((one) => one.answer);
  }
  const xml = serialise(body, setAttributes(set, decision.setStatus));
  const garble = faults.garbleOnce;
  faults.garbleOnce = null;
  return { kind: 'answer', xml: garble === null ? xml : garble(xml) };
}
