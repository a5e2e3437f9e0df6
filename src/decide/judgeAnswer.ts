/** What a shop's answer to one stock number means for its update. */
import { formatDecimal, type Decimal } from '../domain/decimal.ts';
import { problem, type Problem } from '../domain/problem.ts';

/** As stores/store.ts has it; this ring cannot name it. `retryAfter` (milliseconds) in a problem says that trying again can help. */
export type ShopAnswer =
  | { readonly outcome: 'answered'; readonly quantity: Decimal }
  | { readonly outcome: 'ignored' | 'refused'; readonly problem: Problem };

export type Verdict =
  /** The shop shows our number. `closes`: nothing new became due meanwhile. */
  | { readonly kind: 'confirmed'; readonly closes: boolean }
  /** Pull and compute again, `after` milliseconds from now at the earliest. */
  | { readonly kind: 'again'; readonly attempts: number; readonly after: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

export const MOST_ATTEMPTS = 3;

/** `attempts`: earlier answers that differed. `sameVersion`: the listing did not become due anew while the call was out. */
export function judgeAnswer(answer: ShopAnswer, sent: Decimal, update: { readonly attempts: number; readonly sameVersion: boolean }): Verdict {
  if (answer.outcome === 'answered') {
    if (answer.quantity === sent) return { kind: 'confirmed', closes: update.sameVersion };
    if (!update.sameVersion) return { kind: 'again', attempts: 0, after: 0 };
    if (update.attempts + 1 < MOST_ATTEMPTS) return { kind: 'again', attempts: update.attempts + 1, after: 0 };
    return {
      kind: 'failed',
      problem: problem('shopAnsweredOther', `The shop answered ${formatDecimal(answer.quantity)} instead of ${formatDecimal(sent)}, ${String(MOST_ATTEMPTS)} times.`,
        'Look in the shop whether a plug-in or another program also sets this listing\'s stock, then press "Try again".'),
    };
  }
  if (!update.sameVersion) return { kind: 'again', attempts: 0, after: 0 };
  const wait = retryAfter(answer.problem);
  if (wait !== null && update.attempts + 1 < MOST_ATTEMPTS) return { kind: 'again', attempts: update.attempts + 1, after: wait };
  return { kind: 'failed', problem: answer.problem };
}

/** Milliseconds to wait before trying again can help; null when it cannot, or nothing is said. */
export function retryAfter(failure: Problem): number | null {
  return 'retryAfter' in failure && typeof failure.retryAfter === 'number' ? failure.retryAfter : null;
}
