/** What the answer to a write proves (DESIGN §4, "What proves what"). */
import type { ListID, TxnID } from '../domain/ids.ts';
import { problem, type Problem } from '../domain/problem.ts';

/** The engine's reading of what came back for one written document. */
export type WriteAnswer =
  /** The Web Connector reported an HRESULT; `nothingRan` only for 0x80040400. */
  | { readonly kind: 'hresult'; readonly nothingRan: boolean; readonly problem: Problem }
  /** Empty, unreadable, without our requestID, or with a messageSetStatusCode that leaves the outcome open. */
  | { readonly kind: 'unclear'; readonly why: string }
  | { readonly kind: 'error'; readonly class: 'retry' | 'fix' | 'user' | 'bug'; readonly statusCode: number; readonly problem: Problem }
  | { readonly kind: 'stored'; readonly txnId: TxnID | null; readonly listId: ListID | null; readonly warning: string };

export type WriteVerdict =
  | { readonly to: 'done'; readonly txnId: TxnID | null; readonly listId: ListID | null; readonly warning: string }
  /** Nothing was stored: it may go out again, under a new ID, not before the next session. */
  | { readonly to: 'ready'; readonly problem: Problem }
  /** `statusCode`: QuickBooks' verdict, where there was one. */
  | { readonly to: 'needsAttention'; readonly problem: Problem; readonly statusCode: number | null }
  | { readonly to: 'inDoubt'; readonly why: string };

/** Tries of one document that QuickBooks puts off (record in use, not ready) before a person is asked. */
export const MOST_ATTEMPTS = 10;

export function settleWrite(answer: WriteAnswer, attempts: number): WriteVerdict {
  switch (answer.kind) {
    case 'hresult':
      return answer.nothingRan ? { to: 'needsAttention', problem: answer.problem, statusCode: null } : { to: 'inDoubt', why: answer.problem.what };
    case 'unclear':
      return { to: 'inDoubt', why: answer.why };
    case 'stored':
      return { to: 'done', txnId: answer.txnId, listId: answer.listId, warning: answer.warning };
    case 'error':
      if (answer.class !== 'retry') return { to: 'needsAttention', problem: answer.problem, statusCode: answer.statusCode };
      if (attempts + 1 < MOST_ATTEMPTS) return { to: 'ready', problem: answer.problem };
      return {
        to: 'needsAttention', statusCode: answer.statusCode,
        problem: problem(
          'putOffTooOften', `QuickBooks put this off ${String(attempts + 1)} times. ${answer.problem.what}`,
          answer.problem.todo, answer.problem.detail === undefined ? {} : { detail: answer.problem.detail },
        ),
      };
  }
}
