/** Error recovery with message-set IDs (QBXML fact sheet §5): what is remembered of a set, and what a set that names an ID is told. */
import { createHash } from 'node:crypto';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import type { Book } from './book.ts';
import { severityOf, STATUS } from './outcome.ts';
import type { MessageSet } from './readSet.ts';
import type { RememberedOutcome } from './state.ts';

/**
 * How well QuickBooks keeps its recovery records; nobody outside knows, so a bridge must live with each.
 *   remembers              statuses and the TxnID of what was stored
 *   remembersWithoutTxnId  statuses only
 *   forgets                nothing: every status check says 600, and the same ID runs again
 */
export type Temperament = 'remembers' | 'remembersWithoutTxnId' | 'forgets';

/** Longest ID (fact sheet §1.2: another text says 24). */
export const MAX_ID_LENGTH = 23;

/** `messageSetStatusCode` (fact sheet §5). */
export const SET_STATUS = { fine: 0, unknownOld: 600, otherContent: 9001, noResponse: 9002, badId: 9004, notStored: 9005 } as const;

export type Decision =
  /** Run the requests; `remember` the outcome under newMessageSetID. */
  | { readonly kind: 'run'; readonly remember: boolean; readonly setStatus: number | null }
  /** Answer without running anything. */
  | { readonly kind: 'replay'; readonly setStatus: number; readonly outcomes: readonly RememberedOutcome[] };

export function checksumOf(set: MessageSet): string {
  return createHash('sha256').update(set.content).digest('hex');
}

function replay(setStatus: number, outcomes: readonly RememberedOutcome[] = []): Decision {
  return { kind: 'replay', setStatus, outcomes };
}

function find(book: Book, id: string): { checksum: string; outcomes: RememberedOutcome[] | null } | undefined {
  return book.state.remembered.find((one) => one.id === id);
}

function forget(book: Book, id: string): boolean {
  const before = book.state.remembered.length;
  book.state.remembered = id === 'ClearAllMessageSets' ? [] : book.state.remembered.filter((one) => one.id !== id);
  return id === 'ClearAllMessageSets' || book.state.remembered.length < before;
}

/** old = new = X: asks for the status of X and never runs anything. */
function statusCheck(book: Book, set: MessageSet, id: string): Decision {
  if (set.requests.length > 0) {
    return replay(
      SET_STATUS.fine,
      set.requests.map((request) => ({
        name: request.name,
        requestId: request.requestId,
        statusCode: STATUS.statusCheckOnly,
        severity: severityOf(STATUS.statusCheckOnly),
        message: 'This message set only asks for a status; its requests were not processed.',
        listId: '',
        txnId: '',
        txnNumber: 0,
        editSequence: '',
        externalGuid: '',
      })),
    );
  }
  const known = find(book, id);
  if (known === undefined) return replay(SET_STATUS.unknownOld);
  return known.outcomes === null ? replay(SET_STATUS.noResponse) : replay(SET_STATUS.fine, known.outcomes);
}

/** Decides before anything runs; clears what oldMessageSetID asks to clear. */
export function decide(book: Book, set: MessageSet): Decision {
  const { newId, oldId } = set;
  if ([newId, oldId].some((id) => id !== null && (id === '' || id.length > MAX_ID_LENGTH))) return replay(SET_STATUS.badId);
  if (oldId !== null && oldId === newId) return statusCheck(book, set, oldId);
  const cleared = oldId === null || forget(book, oldId);
  // What 600 does to requests in the same set is not known (fact sheet §5); here they run.
  const setStatus = cleared ? SET_STATUS.fine : SET_STATUS.unknownOld;
  if (newId === null) return { kind: 'run', remember: false, setStatus: oldId === null ? null : setStatus };
  const known = find(book, newId);
  if (known === undefined) return { kind: 'run', remember: true, setStatus };
  if (known.checksum !== checksumOf(set)) return replay(SET_STATUS.otherContent);
  return known.outcomes === null ? replay(SET_STATUS.noResponse) : replay(SET_STATUS.fine, known.outcomes);
}

/** `outcomes` null: QuickBooks died with part of the set done. A set that was refused is remembered like one that was carried out. */
export function remember(book: Book, set: MessageSet, temperament: Temperament, outcomes: readonly RememberedOutcome[] | null): void {
  if (set.newId === null || temperament === 'forgets') return;
  forget(book, set.newId);
  const kept = outcomes?.map((one) =>
    temperament === 'remembers' ? { ...one } : { ...one, listId: '', txnId: '', txnNumber: 0, editSequence: '', externalGuid: '' },
  );
  book.state.remembered.push({ id: set.newId, checksum: checksumOf(set), at: book.now(), outcomes: kept ?? null });
}

/** `<ErrorRecovery>` of a replayed write; null when there is nothing to hand over. */
export function errorRecovery(outcome: RememberedOutcome, version: number): XmlElement | null {
  if ((outcome.txnId === '' && outcome.listId === '') || version < 11) return null;
  const id = outcome.txnId === '' ? element('ListID', outcome.listId) : element('TxnID', outcome.txnId);
  return element('ErrorRecovery', [
    id,
    ...(outcome.txnNumber === 0 ? [] : [element('TxnNumber', String(outcome.txnNumber))]),
    element('EditSequence', outcome.editSequence),
    ...(outcome.externalGuid === '' ? [] : [element('ExternalGUID', outcome.externalGuid)]),
  ]);
}
