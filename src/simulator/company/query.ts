/** What all queries share: selections, status, counting, IncludeRetElement, paging with iterators (QBXML fact sheet §8, §9). */
import { childrenOf, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { OK_MESSAGE, refused, STATUS, type Handled, type Refusal } from './outcome.ts';
import type { ParsedRequest } from './readSet.ts';

/** A paged query in progress: lives in one session only. */
type Iterator = { readonly query: string; readonly ids: readonly string[]; at: number };
export type Iterators = Map<string, Iterator>;

export type Selection = {
  readonly ids: readonly string[];
  /** ListIDs, names or numbers that were asked for and do not exist. */
  readonly missing: readonly string[];
  /** Records were asked for by name or ID, not by filters. */
  readonly listed: boolean;
};

export type QueryParts = {
  readonly select: () => Selection | Refusal;
  /** Null: the record is gone since the iterator started. */
  readonly render: (id: string) => XmlElement | null;
  readonly iterators: Iterators;
  readonly nextIteratorId: () => string;
  /** A fault: true makes this iterator unknown. */
  readonly iteratorBreaks: () => boolean;
};

/** What may stand in a Continue besides MaxReturned: how to answer, not what to find. */
const NOT_A_FILTER: ReadonlySet<string> = new Set(['MaxReturned', 'IncludeRetElement', 'OwnerID', 'IncludeLineItems', 'IncludeLinkedTxns']);

export function isRefusal(value: Selection | Refusal | object): value is Refusal {
  return 'code' in value;
}

/** Only the named top-level elements; names are not checked, so a typo silently drops data (fact sheet §8). */
export function trimmed(ret: XmlElement, request: XmlElement): XmlElement {
  const wanted = childrenOf(request, 'IncludeRetElement');
  if (wanted.length === 0) return ret;
  const names = new Set(wanted.map((one) => one.text));
  return { ...ret, children: ret.children.filter((one) => names.has(one.name)) };
}

/** The OwnerIDs whose data extensions are asked for. */
export function ownersOf(request: XmlElement): readonly string[] {
  return childrenOf(request, 'OwnerID').map((one) => one.text);
}

function answered(
  request: ParsedRequest,
  children: readonly XmlElement[],
  missing: readonly string[],
  count: number,
  attributes: Readonly<Record<string, string>>,
): Handled {
  const metaData = request.element.attributes['metaData'] ?? 'NoMetaData';
  const counted = metaData === 'NoMetaData' ? attributes : { retCount: String(count), ...attributes };
  const answer = { kind: 'answered' as const, attributes: counted, children: metaData === 'MetaDataOnly' ? [] : children };
  const [lost] = missing;
  if (lost !== undefined) {
    return {
      ...answer,
      code: STATUS.someNotFound,
      message:
        'The query request has not been fully completed. ' +
        `There was a required element ("${lost}") that could not be found in QuickBooks.`,
    };
  }
  if (count === 0 && Object.keys(attributes).length === 0) {
    return { ...answer, code: STATUS.nothingFound, message: 'A query request did not find a matching object in QuickBooks' };
  }
  return { ...answer, code: STATUS.done, message: OK_MESSAGE };
}

function rendered(request: ParsedRequest, parts: QueryParts, ids: readonly string[]): XmlElement[] {
  const rets: XmlElement[] = [];
  for (const id of ids) {
    const ret = parts.render(id);
    if (ret !== null) rets.push(trimmed(ret, request.element));
  }
  return rets;
}

/** Remaining rows count what comes after this page. */
function page(request: ParsedRequest, parts: QueryParts, iteratorId: string, iterator: Iterator, size: number): Handled {
  const ids = iterator.ids.slice(iterator.at, iterator.at + size);
  iterator.at += ids.length;
  const left = iterator.ids.length - iterator.at;
  if (left === 0) parts.iterators.delete(iteratorId);
  const rets = rendered(request, parts, ids);
  return answered(request, rets, [], rets.length, { iteratorRemainingCount: String(left), iteratorID: iteratorId });
}

function misused(message: string): Handled {
  return refused({ code: STATUS.iteratorMisused, message });
}

function goOn(request: ParsedRequest, parts: QueryParts, size: number | null): Handled {
  const iteratorId = request.element.attributes['iteratorID'] ?? '';
  const iterator = parts.iterators.get(iteratorId);
  if (iterator?.query !== request.name || parts.iteratorBreaks()) {
    parts.iterators.delete(iteratorId);
    return refused({ code: STATUS.iteratorUnknown, message: `The iterator "${iteratorId}" is not valid in this session.` });
  }
  if (request.element.attributes['iterator'] === 'Stop') {
    parts.iterators.delete(iteratorId);
    return { kind: 'answered', code: STATUS.done, message: OK_MESSAGE, attributes: {}, children: [] };
  }
  // Repeating the filters on Continue was seen to give 3120 (fact sheet §9).
  const filter = request.element.children.find((one) => !NOT_A_FILTER.has(one.name));
  if (filter !== undefined) {
    return refused({
      code: STATUS.notFoundInFilter,
      message: `Object specified in the request cannot be found. (${filter.name} may not change on iterator Continue)`,
    });
  }
  return size === null ? misused('An iterator needs MaxReturned.') : page(request, parts, iteratorId, iterator, size);
}

/** Codes 3390 and 3391 for wrong use of iterators are our choice: Intuit's texts are not known (fact sheet §7). */
export function answerQuery(request: ParsedRequest, parts: QueryParts): Handled {
  const mode = request.element.attributes['iterator'];
  const asked = textAt(request.element, 'MaxReturned').trim();
  const size = asked === '' ? null : Number(asked);
  if (mode === 'Continue' || mode === 'Stop') return goOn(request, parts, size);
  const selection = parts.select();
  if (isRefusal(selection)) return refused(selection);
  const { ids, missing, listed } = selection;
  if (request.element.attributes['metaData'] === 'MetaDataOnly') return answered(request, [], missing, ids.length, {});
  if (mode === 'Start') {
    if (listed || size === null)
      return misused(listed ? 'An iterator cannot be used with a list of IDs or names.' : 'An iterator needs MaxReturned.');
    const iteratorId = parts.nextIteratorId();
    const iterator: Iterator = { query: request.name, ids, at: 0 };
    parts.iterators.set(iteratorId, iterator);
    return page(request, parts, iteratorId, iterator, size);
  }
  // MaxReturned without an iterator silently cuts the list (fact sheet §9).
  const rets = rendered(request, parts, size === null ? ids : ids.slice(0, size));
  return answered(request, rets, missing, rets.length, {});
}
