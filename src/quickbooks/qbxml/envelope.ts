/** The frame around requests and answers: one message set out, one message set back. */
import type { ItemRecord } from '../../domain/item.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { readQbxml } from '../xml/read.ts';
import { child, childrenOf, element, textAt, type XmlElement } from '../xml/tree.ts';
import { writeXml } from '../xml/write.ts';
import { LIMITS } from './fields.ts';

export type MessageSet = {
  /** qbXML version to declare, e.g. `13.0` (see chooseVersion). */
  readonly version?: string;
  /** Default `stopOnError`. QuickBooks Desktop has no rollback: requests before the failing one stay done. */
  readonly onError?: 'stopOnError' | 'continueOnError';
  /** At most 23 characters. */
  readonly newMessageSetId?: string;
  readonly oldMessageSetId?: string;
  readonly requests: readonly XmlElement[];
};

export type Severity = 'Info' | 'Warn' | 'Error';

export type Answer = {
  /** `SalesReceiptAddRs` … */
  readonly name: string;
  readonly requestId: string | null;
  readonly statusCode: number;
  readonly severity: Severity;
  readonly message: string;
  readonly retCount: number | null;
  readonly iteratorId: string | null;
  readonly iteratorRemaining: number | null;
  readonly element: XmlElement;
  /** Items that were read along with the text, in order; they are not in `element`. */
  readonly items?: readonly Result<ItemRecord>[];
};

export type MessageSetAnswer = {
  /** Only there when recovery attributes were sent; 0 is good (docs/qbxml.md). */
  readonly messageSetStatusCode: number | null;
  readonly answers: readonly Answer[];
};

/**
 * The text of a message set. The same input always gives the same bytes. Throws RangeError for an ID QuickBooks would refuse
 * (9004): that is a bug of ours, never input.
 */
export function writeMessageSet(set: MessageSet): string {
  for (const id of [set.newMessageSetId, set.oldMessageSetId]) {
    if (id !== undefined && (id === '' || id.length > LIMITS.messageSetId)) throw new RangeError(`not a message set ID: "${id}"`);
  }
  const attributes = {
    onError: set.onError ?? 'stopOnError',
    ...(set.newMessageSetId === undefined ? {} : { newMessageSetID: set.newMessageSetId }),
    ...(set.oldMessageSetId === undefined ? {} : { oldMessageSetID: set.oldMessageSetId }),
  };
  const root = element('QBXML', [element('QBXMLMsgsRq', set.requests, attributes)]);
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="${set.version ?? '13.0'}"?>${writeXml(root)}`;
}

function unreadable<T>(what: string, detail = ''): Result<T> {
  return err(problem('answerUnreadable', `The answer of QuickBooks cannot be read: ${what}.`,
    'Run the Web Connector again. What was sent is treated as in doubt until QuickBooks has been asked about it.',
    detail === '' ? {} : { detail }));
}

/** A whole number, null when the attribute is absent, undefined when it is not a number. */
function wholeNumber(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  return /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

function readAnswer(here: XmlElement, items: readonly Result<ItemRecord>[] | undefined): Result<Answer> {
  const { attributes, name } = here;
  if (!name.endsWith('Rs')) return unreadable(`it holds <${name}>, which is no answer to a request`);
  const statusCode = wholeNumber(attributes['statusCode']);
  if (statusCode === null || statusCode === undefined) return unreadable(`<${name}> has no readable statusCode`);
  const severity = attributes['statusSeverity'];
  if (severity !== 'Info' && severity !== 'Warn' && severity !== 'Error') return unreadable(`<${name}> has no readable statusSeverity`);
  const retCount = wholeNumber(attributes['retCount']);
  const iteratorRemaining = wholeNumber(attributes['iteratorRemainingCount']);
  if (retCount === undefined) return unreadable(`<${name}> has a retCount that is no number`);
  if (iteratorRemaining === undefined) return unreadable(`<${name}> has an iteratorRemainingCount that is no number`);
  return ok({
    name, statusCode, severity, retCount, iteratorRemaining, element: here,
    requestId: attributes['requestID'] ?? null,
    message: attributes['statusMessage'] ?? '',
    iteratorId: attributes['iteratorID'] ?? null,
    ...(items === undefined ? {} : { items }),
  });
}

/**
 * Reads a whole answer text. Errors: those of readQbxml, and `answerUnreadable` for anything that is not one qbXML message set
 * whose every answer has a status. A refused text proves nothing about what QuickBooks did. `readItem` (null: no item) reads each item as soon as its end
 * is there, so that the trees of 10,000 of them need not be held at the same time.
 */
export function readMessageSet(text: string, readItem?: (record: XmlElement) => Result<ItemRecord> | null): Result<MessageSetAnswer> {
  const items = new Map<XmlElement, Result<ItemRecord>[]>();
  const root = readQbxml(text, readItem === undefined ? undefined : (record, answer) => {
    const item = readItem(record);
    if (item === null) return false;
    const here = items.get(answer);
    if (here === undefined) items.set(answer, [item]);
    else here.push(item);
    return true;
  });
  if (!root.ok) return root;
  if (root.value.name !== 'QBXML') return unreadable(`it is <${root.value.name}>, not <QBXML>`);
  const [set, ...more] = childrenOf(root.value, 'QBXMLMsgsRs');
  if (set === undefined) return unreadable('<QBXMLMsgsRs> is missing');
  if (more.length > 0) return unreadable('it holds more than one <QBXMLMsgsRs>');
  const messageSetStatusCode = wholeNumber(set.attributes['messageSetStatusCode']);
  if (messageSetStatusCode === undefined) return unreadable('messageSetStatusCode is no number');
  const answers: Answer[] = [];
  for (const here of set.children) {
    const answer = readAnswer(here, items.get(here));
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return ok({ messageSetStatusCode, answers });
}

/** The answer to one request, by requestID and never by position; null when there is none, or more than one claims to be it. */
export function answerFor(set: MessageSetAnswer, requestId: string): Answer | null {
  const [answer, ...more] = set.answers.filter((one) => one.requestId === requestId);
  return more.length === 0 ? answer ?? null : null;
}

export type Recovered = { readonly txnId: string | null; readonly listId: string | null; readonly externalGuid: string | null };

/** What an Add or a status check says about the record made under this message set ID (qbXML 11 and later); null without the block. */
export function errorRecovery(answer: Answer): Recovered | null {
  const block = child(answer.element, 'ErrorRecovery');
  if (block === undefined) return null;
  const text = (name: string): string | null => textAt(block, name).trim() || null;
  return { txnId: text('TxnID'), listId: text('ListID'), externalGuid: text('ExternalGUID') };
}
