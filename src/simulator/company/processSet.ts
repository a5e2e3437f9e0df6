/** Runs one message set: recovery first, then request by request in order; there is no transaction around them (QBXML fact sheet §1.2). */
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { writeXml } from '../../quickbooks/xml/write.ts';
import type { Book } from './book.ts';
import { strikes, type Faults, type WriteAttempt } from './faults.ts';
import { handle } from './handle.ts';
import { severityOf, STATUS, type Handled, type Written } from './outcome.ts';
import { trimmed, type Iterators } from './query.ts';
import { HRESULT, readSet, type MessageSet, type ParsedRequest } from './readSet.ts';
import { decide, errorRecovery, remember, type Temperament } from './recovery.ts';
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

function commit(
  running: Running,
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
  if (faults.refuseOnce !== null) {
    const { code, message } = faults.refuseOnce;
    faults.refuseOnce = null;
    return ran(request, set, code, message, {}, []);
  }
  if (strikes(faults, 'dieBeforeCommit', write)) return { died: 'before' };
  const written = handled.commit();
  const done = ran(request, set, written.code, written.message, {}, written.children, written);
  return strikes(faults, 'dieAfterCommit', write) ? { died: 'after', ran: done } : done;
}

/** Runs the requests. On death, what had been stored stays stored, and recovery knows the set only if something was. */
function run(running: Running, set: MessageSet): readonly Ran[] | typeof DIED {
  const results: Ran[] = [];
  let failed = false;
  let stored = 0;
  for (const [index, request] of set.requests.entries()) {
    if (failed && set.onError === 'stopOnError') {
      results.push(ran(request, set, STATUS.notProcessed, 'The request has not been processed.', {}, []));
      continue;
    }
    const handled = handle(running.book, request, running.faults, running.iterators);
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
  const decision = decide(book, set);
  let body: readonly XmlElement[];
  if (decision.kind === 'replay') body = replayed(set, decision.outcomes);
  else {
    const results = run(running, set);
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
